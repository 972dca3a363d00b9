import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type CaseSafetyPlan, paperParts, PlanContent, type PlanPaper, type WritePlan } from '../contract/plan.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { deadlineOf } from '../reference.ts';
import { colleague, mustHear, openOrNull, type Who } from './common.ts';

interface Row {
  id: string;
  edition: number;
  content_sealed: Buffer;
  agreed: boolean;
  carry: CaseSafetyPlan['earlier'][number]['carry'];
  review_on: string;
  by: Who;
  at: Date;
}

const headingOf = (row: Row): CaseSafetyPlan['earlier'][number] =>
  ({ id: row.id, edition: row.edition, agreed: row.agreed, carry: row.carry, reviewOn: row.review_on, by: row.by, at: row.at.toISOString() });

/** The safety plan in force and the editions before it. Audit: `safety-plan.read`. @throws {Problem} not-found */
export async function readPlanOfCase(act: Act, vault: Vault, caseId: string): Promise<CaseSafetyPlan> {
  await mustHear(act, caseId);
  const { rows } = await sql<Row>`select s.id, s.edition, s.content_sealed, s.agreed, s.carry, s.review_on::text, ${colleague('s.author_id')} as by, s.at from safety_plan s where s.case_id = ${caseId} order by s.edition desc limit 100`.execute(act.db);
  const [newest, ...earlier] = rows;
  const seal = (await vault.seals(act, caseId)).get('restricted');
  act.audit({ action: 'safety-plan.read', subject: 'case', subjectId: caseId, caseId });
  const text = newest ? openOrNull(seal, newest.content_sealed, `safety_plan.content:${newest.id}`) : null;
  return {
    current: newest ? { ...headingOf(newest), content: text === null ? null : PlanContent.parse(JSON.parse(text)) } : null,
    earlier: earlier.map(headingOf), late: newest !== undefined && newest.review_on < italianDay(act.now), reviewDays: reviewDays(await referenceOf(act), act.now),
  };
}

const reviewDays = (reference: Reference, now: Date): number => deadlineOf(reference, 'safety-plan-review', italianDay(now)).days ?? 30;

/** Writes the next edition of a safety plan. @param seen the edition that was on the screen, 0 for none. Audit: `safety-plan.write`. @throws {Problem} not-found, changed-meanwhile, already-exists */
export async function writePlan(act: Act, vault: Vault, id: string, seen: number, given: WritePlan): Promise<void> {
  await mustHear(act, given.caseId);
  const before = await act.db.selectFrom('safety_plan').select('author_id').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const newest = await act.db.selectFrom('safety_plan').select('edition').where('case_id', '=', given.caseId).orderBy('edition', 'desc').limit(1).executeTakeFirst();
  if ((newest?.edition ?? 0) !== seen) throw new Problem('changed-meanwhile');
  const seal = await vault.seal(act, given.caseId, 'restricted');
  const reviewOn = given.reviewOn ?? italianDay(new Date(act.now.getTime() + reviewDays(await referenceOf(act), act.now) * 86_400_000));
  await act.db.insertInto('safety_plan').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, edition: seen + 1, content_sealed: seal.close(JSON.stringify(given.content), `safety_plan.content:${id}`),
    agreed: given.agreed, carry: given.carry, review_on: reviewOn, begun_from: given.begunFrom, author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'safety-plan.write', subject: 'safety-plan', subjectId: id, caseId: given.caseId, details: { edition: seen + 1 } });
}

/** What a paper for the person holds: their own words under a neutral title, and nothing where it is not safe to carry. Audit: `safety-plan.print`. @throws {Problem} not-found, not-safe-to-carry */
export async function readPaper(act: Act, vault: Vault, id: string): Promise<PlanPaper> {
  const found = await act.db.selectFrom('safety_plan').select(['case_id', 'content_sealed', 'carry']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.carry !== 'safe') throw new Problem('not-safe-to-carry');
  const text = openOrNull((await vault.seals(act, found.case_id)).get('restricted'), found.content_sealed, `safety_plan.content:${id}`);
  if (text === null) throw new Problem('content-destroyed');
  const content = PlanContent.parse(JSON.parse(text));
  act.audit({ action: 'safety-plan.print', subject: 'safety-plan', subjectId: id, caseId: found.case_id });
  return { title: content.title, parts: paperParts.flatMap((part) => (content[part] ? [{ part, words: content[part] }] : [])) };
}
