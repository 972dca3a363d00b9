import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type AnswerHousehold, FactValue, type HouseholdFacts } from '../contract.ts';
import { dayIn, daysAfter } from '../domain.ts';
import { heldCase } from './common.ts';
import { confirmFact, keepFact } from './profile.ts';

/** Days after which somebody who said "not now" may be asked again: a proposal of the house, about one meeting later. */
const AGAIN_AFTER = 30;

/** Facts known from either that speak of danger at home, or of a place that the other must not find: then nothing is offered, as where a safety plan says so. */
const dangerous: Readonly<Record<string, FactValue>> = { 'housing-safe': 'not-safe', 'housing-kind': 'shelter', 'family-contact': 'not-safe', 'digital-phone': 'controlled' };

interface Offered {
  readonly fact_id: string;
  readonly other_case: string;
  readonly other_code: string;
}

async function valuesOf(act: Act, vault: Vault, caseIds: readonly string[]) {
  const rows = await act.db.selectFrom('profile_fact').select(['id', 'case_id', 'field', 'value_sealed', 'learned_on', 'due_on'])
    .where('case_id', 'in', [...caseIds]).where('superseded_by', 'is', null).where('episode_id', 'is', null).where('compartment', '=', 'case').execute();
  const seals = await vault.sealsOf(act, caseIds);
  return rows.flatMap((row) => {
    const seal = seals.get(`${row.case_id} case`);
    return seal ? [{ id: row.id, caseId: row.case_id, field: row.field, learnedOn: row.learned_on, dueOn: row.due_on, value: FactValue.parse(JSON.parse(seal.open(row.value_sealed, `profile_fact.value:${row.id}`))) }] : [];
  });
}

async function offers(act: Act, vault: Vault, caseId: string) {
  const { rows } = await sql<Offered>`select * from household_facts(${caseId})`.execute(act.db);
  const known = rows.length === 0 ? [] : await valuesOf(act, vault, [caseId, ...new Set(rows.map((row) => row.other_case))]);
  const inDanger = new Set(known.filter((fact) => fact.field in dangerous && dangerous[fact.field] === fact.value).map((fact) => fact.caseId));
  if (inDanger.has(caseId)) return [];
  return rows.flatMap((row) => {
    const fact = known.find((one) => one.id === row.fact_id);
    if (!fact || fact.value === null || inDanger.has(row.other_case)) return [];
    const own = known.find((one) => one.caseId === caseId && one.field === fact.field);
    // What both say is not asked about.
    return own && isDeepStrictEqual(own.value, fact.value) ? [] : [{ fact, own, from: row.other_code }];
  });
}

/** What is known from the others of the household and not yet said by this person. Nothing of it is in this profile. Audit: `household.read`. @throws {Problem} not-found */
export async function readHousehold(act: Act, vault: Vault, caseId: string): Promise<HouseholdFacts> {
  const held = await heldCase(act, caseId);
  const items = await offers(act, vault, caseId);
  act.audit({ action: 'household.read', subject: 'profile', subjectId: caseId, caseId, personId: held.personId, details: { offered: items.length } });
  return { items: items.map(({ fact, own, from }) => ({ factId: fact.id, field: fact.field, value: fact.value, from, learnedOn: fact.learnedOn, own: own ? { id: own.id, value: own.value } : null })) };
}

/**
 * What the person said. So: it becomes a fact of their own, told by them today and confirmed by whoever asked; nothing in it leads to the other's file.
 * Audit: `household.<answer>`, and the lines of the fact. @throws {Problem} not-found for a fact that is not offered (any more); changed-meanwhile; already-exists where another answer stands under that id
 */
export async function answerHousehold(act: Act, vault: Vault, caseId: string, { id, factId, answer, replaces }: AnswerHousehold): Promise<void> {
  const held = await heldCase(act, caseId);
  const before = await act.db.selectFrom('household_answer').select(['case_id', 'fact_id', 'answer']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.case_id === caseId && before.fact_id === factId && before.answer === answer);
  const offered = (await offers(act, vault, caseId)).find((one) => one.fact.id === factId);
  if (!offered) throw new Problem('not-found');
  await act.db.insertInto('household_answer').values({
    id, programme_id: act.actor.programmeId, case_id: caseId, fact_id: factId, answer, again_on: answer === 'not-now' ? daysAfter(dayIn(act.now), AGAIN_AFTER) : null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `household.${answer}`, subject: 'profile', subjectId: caseId, caseId, personId: held.personId });
  if (answer !== 'so') return;
  const fact = await keepFact(act, vault, newId(), { caseId, field: offered.fact.field, episodeId: null, value: offered.fact.value, source: { kind: 'person', id: null }, learnedOn: dayIn(act.now), dueOn: offered.fact.dueOn, replaces });
  await confirmFact(act, vault, fact.id);
}
