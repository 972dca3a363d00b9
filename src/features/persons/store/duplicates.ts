import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { DuplicateDecision, DuplicatePair } from '../contract.ts';
import { plainName } from '../domain/names.ts';
import { defaultSettings, type PersonFacts, scorePersons, searchKeys, searchParts } from '../matching/index.ts';
import { factsOf } from './search.ts';

/** Files looked at in one call: each asks the index a few times. */
const inOneLook = 20;
const namesTried = 4;
const candidatesPerName = 20;

/** A number that stands for "the same telephone": what it is stays sealed. */
const someNumber = '+390000000000';
const withPhone = (facts: PersonFacts, shared: boolean | undefined): PersonFacts => (shared === undefined ? facts : { ...facts, phones: [{ number: someNumber, shared }] });

/**
 * Looks for others like the files that something was written into since, as the coordinator who asks: of files they do not wholly
 * coordinate nothing is looked at.
 * @returns how many still wait; none when fewer were found than one call looks at, for what is left is not theirs to see
 */
export async function lookForDuplicates(act: Act): Promise<number> {
  const { rows: due } = await sql<{ person_id: string; waiting: number }>`select person_id, waiting::int as waiting from duplicates_due(${inOneLook})`.execute(act.db);
  let found = 0;
  for (const { person_id: personId } of due) {
    const alike = await alikeTo(act, personId);
    found += alike.length;
    await sql`select keep_duplicates(${personId}, ${alike.map((one) => one.personId)}::uuid[], ${alike.map((one) => one.probability)}::real[])`.execute(act.db);
  }
  if (due.length === 0) act.unchanged();
  else act.audit({ action: 'person.look-for-duplicates', subject: 'person', details: { files: due.length, found } });
  return due.length < inOneLook ? 0 : Math.max(0, (due[0]?.waiting ?? 0) - due.length);
}

async function alikeTo(act: Act, personId: string): Promise<{ personId: string; probability: number }[]> {
  const known = (await factsOf(act, [personId])).get(personId);
  if (!known) return [];
  const phones = new Map((await sql<{ person_id: string; shared: boolean }>`select person_id, shared from people_with_phone_of(${personId})`.execute(act.db)).rows.map((row) => [row.person_id, row.shared]));
  const candidates = new Set(phones.keys());
  for (const name of known.facts.names.slice(0, namesTried)) {
    const parts = searchParts(name);
    // Told apart are looked at too: more may be known of them since.
    const { rows } = await sql<{ person_id: string; case_id: string | null }>`
      select person_id, case_id from people_like(${searchKeys(name)}, ${parts.map((one) => one.key)}, ${parts.map((one) => one.part)}, ${plainName(name)}, ${known.birth?.year ?? null}, null, ${candidatesPerName})`.execute(act.db);
    for (const row of rows) if (row.case_id !== null && row.person_id !== personId) candidates.add(row.person_id);
  }
  const others = await factsOf(act, [...candidates]);
  return [...others].flatMap(([other, { facts }]) => {
    const { probability } = scorePersons(withPhone(known.facts, phones.has(other) ? false : undefined), withPhone(facts, phones.get(other)));
    return probability >= defaultSettings.likely ? [{ personId: other, probability }] : [];
  });
}

/** Pairs that wait for a decision, with the reasons as they stand now. */
export async function listDuplicates(act: Act): Promise<DuplicatePair[]> {
  const { rows } = await sql<{ person_a: string; person_b: string; code_a: string; code_b: string; found_at: Date; again: boolean; phone: 'own' | 'shared' | null }>`select * from duplicates_open(50)`.execute(act.db);
  const facts = await factsOf(act, [...new Set(rows.flatMap((row) => [row.person_a, row.person_b]))]);
  act.audit({ action: 'person.duplicates-read', subject: 'person', details: { pairs: rows.length } });
  return rows.flatMap((row) => {
    const [a, b] = [facts.get(row.person_a), facts.get(row.person_b)];
    if (!a || !b) return [];
    const { band, reasons } = scorePersons(withPhone(a.facts, row.phone === null ? undefined : false), withPhone(b.facts, row.phone === null ? undefined : row.phone === 'shared'));
    return [{
      files: [{ personId: row.person_a, code: row.code_a, name: a.name, birth: a.birth }, { personId: row.person_b, code: row.code_b, name: b.name, birth: b.birth }],
      band, reasons: [...reasons], foundAt: row.found_at.toISOString(), isAgain: row.again,
    }];
  });
}

/** Two people, or not now. @throws {Problem} not-found */
export async function decideDuplicate(act: Act, { personId, otherId, decision }: DuplicateDecision): Promise<void> {
  const { rows: [done] } = await sql<{ done: boolean }>`select decide_duplicate(${personId}, ${otherId}, ${decision}) as done`.execute(act.db);
  if (!done?.done) return act.unchanged();
  for (const one of [personId, otherId]) act.audit({ action: decision === 'later' ? 'person.duplicate-later' : 'person.tell-apart', subject: 'person', subjectId: one, personId: one });
}
