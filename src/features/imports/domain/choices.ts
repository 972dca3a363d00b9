/** What a person decides about a row, and whether enough has been decided for it to come in. */
import { z } from 'zod';
import type { ImportedRow, RowFacts } from '../contract.ts';

export const Decision = z.enum(['undecided', 'new', 'same-as', 'skip']);
export type Decision = z.infer<typeof Decision>;

/** For a date with two readings: the first, the second, or neither. */
export const DateChoice = z.enum(['first', 'second', 'neither']);
export const DateField = z.enum(['birth', 'contact-date', 'permit']);
export const RowChoices = z.partialRecord(DateField, DateChoice);
export type RowChoices = z.infer<typeof RowChoices>;

export interface DecidedRow {
  readonly id: string;
  readonly disposition: string;
  readonly decision: Decision;
  readonly targetRow: string | null;
  readonly targetPerson: string | null;
  readonly isLookedAt: boolean;
}

/** Whether nothing more has to be asked: who the row is, and, where a mark weighs, that somebody has looked. */
export function isSettled(row: DecidedRow): boolean {
  if (row.disposition === 'not-a-person' || row.disposition === 'refused' || row.decision === 'skip') return true;
  return row.decision !== 'undecided' && (row.disposition !== 'to-review' || row.isLookedAt);
}

/** Rows that become one person: the row they start from, or the person they belong to, and everyone else who leads there. */
export interface Group<Row> {
  /** The first row of the group. */
  readonly leader: string;
  /** The person already followed, or null when a new one is to be opened. */
  readonly person: string | null;
  readonly rows: readonly Row[];
}

/**
 * Follows each row to its person. A skipped row still joins those that point to it, and brings nothing itself; rows of nobody, refused
 * rows and undecided ones are in no group.
 */
export function groupsOf<Row extends DecidedRow>(rows: readonly Row[]): Group<Row>[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const rootOf = (row: Row): Row => {
    const seen = new Set<string>();
    let at = row;
    for (let next = at.targetRow === null ? undefined : byId.get(at.targetRow); next && !seen.has(next.id); next = at.targetRow === null ? undefined : byId.get(at.targetRow)) {
      seen.add(next.id);
      at = next;
    }
    return at;
  };
  const groups = new Map<string, { leader: string; person: string | null; rows: Row[] }>();
  for (const row of rows) {
    if (row.disposition === 'not-a-person' || row.disposition === 'refused' || row.decision === 'undecided' || row.decision === 'skip') continue;
    const root = rootOf(row);
    const key = root.targetPerson ?? root.id;
    const group = groups.get(key) ?? { leader: row.id, person: root.targetPerson, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The facts with the dates that a person has chosen; where nobody chose, only what both readings share is kept as a birth. */
export function withChoices({ facts, marks }: { facts: RowFacts; marks: ImportedRow['marks'] }, choices: RowChoices): RowFacts {
  const chosen = structuredClone(facts);
  for (const { code, field, params } of marks) {
    if (code === 'birth-after-contact') chosen.birth = null;
    if (code !== 'ambiguous-date') continue;
    const [first, second] = [params['first'] ?? null, params['second'] ?? null];
    if (field === 'birth' && chosen.birth !== null) {
      const choice = choices.birth;
      if (choice === 'first' || choice === 'second') chosen.birth.day = choice === 'first' ? first : second;
      else Object.assign(chosen.birth, { day: null, precision: 'year' });
    }
    if (field === 'contact-date' && choices['contact-date'] !== undefined) chosen.contactDate = pick(choices['contact-date'], first, second);
    // Of two readings of an expiry the nearer one: a warning too early does no harm, one too late does.
    if (field === 'permit' && chosen.permit !== null) {
      chosen.permit.expiry = choices.permit === undefined ? [first, second].filter((day) => day !== null).toSorted()[0] ?? null : pick(choices.permit, first, second);
    }
  }
  return chosen;
}

const pick = (choice: z.infer<typeof DateChoice>, first: string | null, second: string | null): string | null =>
  choice === 'first' ? first : choice === 'second' ? second : null;
