import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { BirthPrecision, type FoundPerson, type Search } from '../contract.ts';
import { beginsLike, plainName } from '../domain/names.ts';
import { type PersonFacts, scorePersons, searchKeys, searchParts } from '../matching/index.ts';
import { about, heldCase } from './held.ts';
import { phoneDigest } from './contacts.ts';

/** What a function of the database tells of somebody: all of them by id and code, and only of those one holds anything more. */
interface Candidate {
  readonly person_id: string;
  readonly case_id: string | null;
  readonly code: string;
  readonly likeness?: number | null;
  /** The telephone in common is a friend's, a shelter's, an employer's. */
  readonly shared?: boolean | null;
}

/** A candidate's likeness in letters below which, with no other reason, the search is silent. */
const leastLikeness = 0.3;
const mostShown = 20;

/**
 * Who among the people one holds may be this person, explained; and of the others only that somebody very like this is followed already.
 *
 * Outside the team it answers an empty list. Looks only through indexes. A line is kept of what was disclosed, as counts.
 */
export async function searchPersons(house: House, act: Act, sought: Search): Promise<FoundPerson[]> {
  const candidates = await candidatesFor(house, act, sought);
  const held = [...candidates.values()].filter((one): one is Candidate & { case_id: string } => one.case_id !== null);
  const facts = await factsOf(act, held.map((one) => one.person_id));
  const asked = factsSought(sought);
  const open = held
    .flatMap((candidate) => {
      const known = facts.get(candidate.person_id);
      return known ? [{ candidate, known, score: scorePersons(asked, withPhone(known.facts, candidate, sought)) }] : [];
    })
    .filter(({ candidate, known, score }) => score.band !== 'different' || candidate.likeness === undefined || (candidate.likeness ?? 0) >= leastLikeness || known.facts.names.some((name) => beginsLike(sought.words, name)))
    .sort((one, other) => other.score.probability - one.score.probability || (other.candidate.likeness ?? 0) - (one.candidate.likeness ?? 0))
    .slice(0, mostShown)
    .map(({ candidate, known, score }): FoundPerson => ({
      kind: 'open', personId: candidate.person_id, caseId: candidate.case_id, code: candidate.code, name: known.name, birth: known.birth, band: score.band, reasons: [...score.reasons],
    }));
  const followed = [...candidates.values()].filter((one) => one.case_id === null).slice(0, mostShown).map(({ code }): FoundPerson => ({ kind: 'followed', code }));
  if (open.length + followed.length > 0) act.audit({ action: 'person.search', subject: 'person', details: { open: open.length, followed: followed.length } });
  else act.unchanged();
  return [...open, ...followed];
}

/** Name, telephone and code, each by its own index; who was found twice stands once. */
async function candidatesFor(house: House, act: Act, { words, birthYear, phone, beside }: Search): Promise<Map<string, Candidate>> {
  const found = new Map<string, Candidate>();
  const add = (rows: readonly Candidate[]) => rows.forEach((row) => found.set(row.person_id, { ...found.get(row.person_id), ...row }));
  const keys = words.length >= 2 ? searchKeys(words) : [];
  if (keys.length > 0) {
    const parts = searchParts(words);
    add((await sql<Candidate>`select person_id, case_id, code, likeness from people_like(${keys}, ${parts.map((one) => one.key)}, ${parts.map((one) => one.part)}, ${plainName(words)}, ${birthYear ?? null}, ${beside ?? null})`.execute(act.db)).rows);
  }
  const code = /^[a-z]{3,}(?:[\s_-]+(?:[a-z]+(?:[\s_-]+\d{0,2})?)?)?$/i.test(words) ? words.toLowerCase().replaceAll(/[\s_-]+/g, '-') : undefined;
  if (code !== undefined) add((await sql<Candidate>`select person_id, case_id, code from people_by_code(${code})`.execute(act.db)).rows);
  const index = phoneDigest(house, act, phone ?? words);
  if (index) add((await sql<Candidate>`select person_id, case_id, code, shared from people_reached_at(${[index]}, ${beside ?? null})`.execute(act.db)).rows);
  return found;
}

export interface Known {
  readonly name: string | null;
  readonly birth: (FoundPerson & { kind: 'open' })['birth'];
  readonly facts: PersonFacts;
}

/** Names, birth, nationality of those one holds, in one query; whoever one does not hold is left out. */
export async function factsOf(act: Act, personIds: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; gender: string; precision: string | null; year: number | null; month: number | null; day: number | null; names: string[] | null; country: string | null }>`
    select * from facts_of_people(${personIds})`.execute(act.db);
  return new Map(rows.map((row) => {
    const birth = row.precision === null ? null : { precision: BirthPrecision.parse(row.precision), year: row.year, month: row.month, day: row.day };
    const names = row.names ?? [];
    return [row.id, {
      name: names[0] ?? null,
      birth,
      facts: {
        names,
        birth: birth ? { precision: birth.precision, year: birth.year ?? undefined, month: birth.month ?? undefined, day: birth.day ?? undefined } : undefined,
        nationality: row.country ?? undefined,
        gender: row.gender === 'unknown' ? undefined : row.gender,
      },
    }];
  }));
}

const factsSought = ({ words, birthYear, phone, country }: Search): PersonFacts => ({
  names: words === '' ? [] : [words],
  birth: birthYear === undefined ? undefined : { precision: 'declared', year: birthYear },
  nationality: country,
  phones: [phone ?? words],
});

/** The value of a telephone stays sealed: that it is the same one is all that is known, and enough. */
const withPhone = (facts: PersonFacts, { shared }: Candidate, { phone, words }: Search): PersonFacts =>
  typeof shared === 'boolean' ? { ...facts, phones: [{ number: phone ?? words, shared }] } : facts;

/** The search of every screen: people one holds, by name or code, shown by the name they prefer or by their code. */
export async function searchEverywhere(house: House, act: Act, words: string): Promise<{ kind: 'person'; id: string; label: string; detail: string; to: string }[]> {
  const found = await searchPersons(house, act, { words });
  return found.flatMap((one) => (one.kind === 'open' ? [{ kind: 'person' as const, id: one.personId, label: one.name ?? one.code, detail: one.code, to: `/cases/${one.caseId}` }] : []));
}

/** Remembers that two people who look alike are not the same. @throws {Problem} not-found */
export async function tellApart(act: Act, personId: string, code: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const { rows } = await sql<{ added: boolean }>`select tell_apart(${personId}, ${code}) as added`.execute(act.db);
  if (rows[0]?.added) act.audit({ action: 'person.tell-apart', ...about(personId, caseId) });
  else act.unchanged();
}
