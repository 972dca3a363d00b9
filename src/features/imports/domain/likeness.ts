/** Who a row may be: an earlier row of the file, or somebody already followed. Proposals with their reasons; nothing is joined here. */
import { blockingKeys, type PersonFacts, type PersonScore, scorePersons, searchKeys } from '../../persons/matching/index.ts';
import { type ImportedRow, phonesOf, type RowFacts } from '../contract.ts';
import { findRepeats } from '../reading/repeats.ts';

export interface Proposal {
  readonly rowId: string;
  readonly otherRow: string | null;
  readonly otherPerson: string | null;
  readonly band: 'same' | 'likely' | 'possible';
  /** 0..1 */
  readonly probability: number;
  /** The name and something more agree wholly; such proposals may be accepted all at once. */
  readonly isCertain: boolean;
}

/** A row with the id under which it is kept. */
export interface KnownRow {
  readonly id: string;
  readonly row: ImportedRow;
}

const MOST_PER_ROW = 3;
const MOST_COMPARED = 60;

/** What the matcher is told of a row. */
export function factsForMatching(facts: RowFacts): PersonFacts {
  const { birth } = facts;
  const [year, month, day] = birth?.day?.split('-').map(Number) ?? [birth?.year];
  return {
    names: namesOf(facts),
    birth: birth === null ? undefined : { precision: birth.precision === 'about-year' ? 'estimated' : birth.declared || birth.day === null ? 'declared' : 'exact', year, month, day },
    nationality: facts.nationalities[0],
    gender: facts.gender ?? undefined,
    phones: phonesOf(facts).map((phone) => ({ number: phone.number, shared: phone.caution === 'someone-else' })),
  };
}

/** Names and aliases of a row; empty for a person met without one. */
export const namesOf = ({ name }: RowFacts): string[] => [name?.full ?? '', name?.alias ?? ''].filter((one) => one !== '');

/**
 * Compares every row with the earlier ones of the file. Rows that repeat a person beyond doubt are proposed with the first of them;
 * the others are found by the sound of the name, so that a file of thousands is not compared pair by pair.
 */
export function likenessInFile(rows: readonly KnownRow[]): Proposal[] {
  const idOf = new Map(rows.map(({ id, row }) => [row, id]));
  const firstOf = new Map<string, string>();
  for (const group of findRepeats(rows.map(({ row }) => row))) {
    const ids = group.map((row) => idOf.get(row)).filter((id) => id !== undefined);
    for (const id of ids.slice(1)) firstOf.set(id, ids[0] ?? id);
  }
  const earlier = new Map<string, { id: string; facts: PersonFacts }[]>();
  const proposals: Proposal[] = [];
  for (const { id, row } of rows) {
    if (row.facts === null) continue;
    const first = firstOf.get(id);
    if (first !== undefined) {
      proposals.push({ rowId: id, otherRow: first, otherPerson: null, band: 'same', probability: 1, isCertain: true });
      continue;
    }
    const facts = factsForMatching(row.facts);
    const met = new Map(facts.names.flatMap(searchKeys).flatMap((key) => earlier.get(key) ?? []).slice(0, MOST_COMPARED).map((one) => [one.id, one]));
    const found = [...met.values()].map((one) => ({ id: one.id, score: scorePersons(facts, one.facts) }));
    proposals.push(...bestOf(found).map((one): Proposal => ({ rowId: id, otherRow: one.id, otherPerson: null, ...one.verdict, isCertain: false })));
    for (const key of blockingKeys(facts.names)) earlier.set(key, [...(earlier.get(key) ?? []), { id, facts }]);
  }
  return proposals;
}

/** Somebody already followed, as far as the one who imports may see them. */
export interface FollowedPerson {
  readonly id: string;
  readonly facts: PersonFacts;
  /** This very row was brought in before, and became this person. */
  readonly fromSameRow: boolean;
}

/** Compares a row with the people that the index found for it. */
export function likenessToPeople(rowId: string, facts: RowFacts, people: readonly FollowedPerson[]): Proposal[] {
  const sought = factsForMatching(facts);
  const before = people.find((one) => one.fromSameRow);
  if (before) return [{ rowId, otherRow: null, otherPerson: before.id, band: 'same', probability: 1, isCertain: true }];
  const found = people.map((one) => ({ id: one.id, score: scorePersons(sought, one.facts) }));
  return bestOf(found).map((one) => ({ rowId, otherRow: null, otherPerson: one.id, ...one.verdict, isCertain: agreesWholly(one.score) }));
}

function bestOf(found: readonly { id: string; score: PersonScore }[]) {
  return found
    .flatMap(({ id, score }) => (score.band === 'same' || score.band === 'likely' ? [{ id, score, verdict: { band: score.band, probability: score.probability } }] : []))
    .toSorted((one, other) => other.score.probability - one.score.probability)
    .slice(0, MOST_PER_ROW);
}

/** The same name, and the same birth or telephone, and nothing that speaks against it. */
function agreesWholly({ band, reasons }: PersonScore): boolean {
  const codes = new Set(reasons.map((reason) => reason.code));
  return band === 'same' && codes.has('same-name') && (codes.has('same-birth-date') || codes.has('same-birth-year') || codes.has('same-phone'))
    && !['different-birth-date', 'different-birth-year', 'different-gender', 'different-nationality'].some((code) => codes.has(code as never));
}
