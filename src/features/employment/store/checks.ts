import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { colleague, moment } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { type Check, CheckAnswer, CheckState, type MoveCheck } from '../contract.ts';
import { checkMachine, checksFrom, daysAfter, leadsTo } from '../domain.ts';
import { checkDays, checkEscalation } from '../reference.ts';
import { place, sealOf, writableCase } from './common.ts';

interface CheckRow {
  id: string; placement_id: string; after_days: number; falls_on: string; due_on: string; escalates_on: string; state: CheckState; still_there: string | null; paid: string | null; hours: string | null; safe: string | null;
  words_sealed: Buffer | null; version: number;
}
type StepRow = { id: string; check_id: string; move: Check['steps'][number]['move']; reason_sealed: Buffer | null; by: Check['steps'][number]['by']; at: Date };

/** The checks of every placement of a case, by placement, in the order of their days. Those that the house let go are told no more. */
export async function checksOf(act: Act, seal: Seal, caseId: string): Promise<ReadonlyMap<string, Check[]>> {
  const { rows } = await sql<CheckRow>`
    select k.id, k.placement_id, k.after_days, k.falls_on::text, k.due_on::text, k.escalates_on::text, k.state, k.still_there, k.paid, k.hours, k.safe, k.words_sealed, k.version
      from placement_check k where k.case_id = ${caseId} and k.state <> 'ended' order by k.falls_on, k.id limit 400`.execute(act.db);
  const { rows: steps } = await sql<StepRow>`
    select m.id, m.check_id, m.move, m.reason_sealed, ${colleague('m.by_member')} as by, m.at from placement_check_move m where m.case_id = ${caseId} order by m.at, m.id`.execute(act.db);
  const shown = rows.map((row): Check & { placementId: string } => {
    const answer = row.still_there === null ? null
      : CheckAnswer.parse({ stillThere: row.still_there, paid: row.paid, hours: row.hours, safe: row.safe, words: row.words_sealed ? seal.open(row.words_sealed, place.answer(row.id)) : '' });
    return {
      placementId: row.placement_id, id: row.id, afterDays: row.after_days, fallsOn: row.falls_on, dueOn: row.due_on, escalatesOn: row.escalates_on, state: row.state, answer, leadsTo: answer ? leadsTo(answer) : [], version: row.version,
      steps: steps.filter((step) => step.check_id === row.id).map((step) => ({ id: step.id, move: step.move, at: moment(step.at), by: step.by, reason: step.reason_sealed && seal.open(step.reason_sealed, place.asked(step.id)), words: null })),
    };
  });
  return Map.groupBy(shown, (one) => one.placementId);
}

/** Sets the days on which it is asked whether the work holds; those that stand already stay. */
export async function planChecks(act: Act, caseId: string, placementId: string, startedOn: string): Promise<void> {
  const [reference, today] = [await referenceOf(act), italianDay(act.now)];
  const standing = await act.db.selectFrom('placement_check').select('after_days').where('placement_id', '=', placementId).where('state', '<>', 'ended').execute();
  const missing = checksFrom(startedOn, checkDays(reference, today), checkEscalation(reference, today)).filter(({ afterDays }) => !standing.some((one) => one.after_days === afterDays));
  if (missing.length === 0) return;
  await act.db.insertInto('placement_check').values(missing.map(({ afterDays, fallsOn, escalatesOn }) => ({
    id: newId(), programme_id: act.actor.programmeId, case_id: caseId, placement_id: placementId, after_days: afterDays, falls_on: fallsOn, due_on: fallsOn, escalates_on: escalatesOn,
  }))).execute();
}

/** The placement is over, or never began: what was to be asked of it is let go. */
export async function endChecks(act: Act, caseId: string, placementId: string): Promise<void> {
  const planned = await act.db.selectFrom('placement_check').select(['id', 'version']).where('placement_id', '=', placementId).where('state', '=', 'planned').execute();
  for (const one of planned) {
    await act.db.updateTable('placement_check').set({ state: 'ended', version: one.version + 1 }).where('id', '=', one.id).execute();
    await act.db.insertInto('placement_check_move').values({ id: newId(), programme_id: act.actor.programmeId, case_id: caseId, check_id: one.id, move: 'end', from_state: 'planned', to_state: 'ended', reason_sealed: null, by_member: act.actor.memberId, at: act.now }).execute();
  }
}

const unanswered = { still_there: null, paid: null, hours: null, safe: null, words_sealed: null };

/**
 * How the work goes, or why that is not known yet. Put off, it is asked again on another day, and whoever coordinates is shown it that much later.
 * Audit: `placement-check.<move>`.
 * @throws {Problem} not-found, not-allowed, illegal-move, reason-required, invalid-input (an answer or a day that is missing or does not belong), changed-meanwhile
 */
export async function moveCheck(act: Act, vault: Vault, id: string, asked: MoveCheck): Promise<void> {
  const found = await act.db.selectFrom('placement_check').select(['case_id', 'state', 'version']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const held = await writableCase(act, found.case_id);
  if (await act.db.selectFrom('placement_check_move').select('id').where('id', '=', asked.id).where('check_id', '=', id).executeTakeFirst()) return act.unchanged();
  const to = checkMachine.next(CheckState.parse(found.state), asked.move, { reason: asked.reason ?? null });
  const today = italianDay(act.now);
  if ((asked.move === 'answer') !== (asked.answer !== undefined)) throw new Problem('invalid-input', { errors: [{ path: 'answer', code: 'missing' }] });
  if ((asked.move === 'put-off') !== (asked.until !== undefined) || (asked.until !== undefined && asked.until <= today)) throw new Problem('invalid-input', { errors: [{ path: 'until', code: 'lies-behind' }] });
  const seal = await sealOf(act, vault, found.case_id);
  const { answer, until } = asked;
  const said = answer ? { still_there: answer.stillThere, paid: answer.paid, hours: answer.hours, safe: answer.safe, words_sealed: answer.words ? seal.close(answer.words, place.answer(id)) : null } : asked.move === 'take-back' ? unanswered : {};
  const later = until ? { due_on: until, escalates_on: daysAfter(until, checkEscalation(await referenceOf(act), today)) } : {};
  const { numUpdatedRows } = await act.db.updateTable('placement_check').set({ state: to, ...said, ...later, version: found.version + 1 }).where('id', '=', id).where('version', '=', found.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('placement_check_move').values({
    id: asked.id, programme_id: act.actor.programmeId, case_id: found.case_id, check_id: id, move: asked.move, from_state: found.state, to_state: to, reason_sealed: asked.reason ? seal.close(asked.reason, place.asked(asked.id)) : null,
    by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `placement-check.${asked.move}`, subject: 'placement-check', subjectId: id, caseId: found.case_id, personId: held.personId });
}
