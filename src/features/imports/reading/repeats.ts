/**
 * Rows that look like the same person: the register has one row per contact, so most people return. Nothing is joined here; rows
 * only learn from each other, and a "do not call" of one row is shown on all the others.
 */
import type { ImportedRow, Mark, RowFacts } from '../contract.ts';
import { key } from './text.ts';
import { mark } from './values.ts';

export interface MarkedRow {
  readonly row: ImportedRow;
  readonly marks: Mark[];
}

/** Groups of rows, in order of appearance, that agree on the name and on the birth or the telephone. */
export function findRepeats(rows: readonly ImportedRow[]): ImportedRow[][] {
  const groups: ImportedRow[][] = [];
  const byName = new Map<string, ImportedRow[][]>();
  for (const row of rows) {
    const name = nameKey(row.facts);
    if (name === null) continue;
    const namesakes = byName.get(name) ?? [];
    byName.set(name, namesakes);
    const group = namesakes.find((members) => members.some((member) => agree(member, row)));
    if (group === undefined) {
      const started = [row];
      namesakes.push(started);
      groups.push(started);
    } else group.push(row);
  }
  return groups.filter((group) => group.length > 1);
}

/** The rows with the marks that only their repeats can give. */
export function compareRepeats(rows: readonly ImportedRow[]): MarkedRow[] {
  const groups = new Map<ImportedRow, ImportedRow[]>();
  for (const group of findRepeats(rows)) for (const row of group) groups.set(row, group);
  return rows.map((row) => ({ row, marks: marksAmong(row, groups.get(row) ?? []) }));
}

function marksAmong(row: ImportedRow, group: readonly ImportedRow[]): Mark[] {
  const others = group.filter((other) => other !== row);
  const first = others[0];
  if (first === undefined) return row.marks;
  const confirmed = others.find((other) => certainDay(other) !== null && certainDay(other) === row.facts?.birth?.day);
  const marks = row.marks.map((one) => (one.code === 'ambiguous-date' && one.field === 'birth' && confirmed !== undefined
    ? mark('date-from-same-person', 'birth', one.original, { ...placeOf(confirmed), day: row.facts?.birth?.day ?? '' })
    : one));
  marks.push(mark('same-person-in-another-row', null, '', { ...placeOf(first), rows: String(others.length) }));
  const forbidding = others.find((other) => other.facts?.flags.doNotCall === true);
  if (forbidding !== undefined && row.facts?.flags.doNotCall === false) marks.push(mark('do-not-call-in-another-row', null, '', placeOf(forbidding)));
  return marks;
}

const placeOf = (row: ImportedRow): { sheet: string; row: string } => ({ sheet: row.sheet, row: String(row.row) });

/** The words of the name in no order, since registers turn names around; null when the row has nothing to agree upon. */
function nameKey(facts: RowFacts | null): string | null {
  const name = facts?.name;
  if (facts?.phone == null && facts?.birth == null) return null;
  return name == null || name.full === '' ? null : key(name.full).split(/[\s-]+/).toSorted().join(' ');
}

function agree(one: ImportedRow, other: ImportedRow): boolean {
  const [phone, otherPhone] = [one.facts?.phone?.number, other.facts?.phone?.number];
  if (phone !== undefined && phone === otherPhone) return true;
  const [birth, otherBirth] = [one.facts?.birth, other.facts?.birth];
  if (birth == null || otherBirth == null) return false;
  return birth.day !== null && otherBirth.day !== null ? birth.day === otherBirth.day : birth.year === otherBirth.year;
}

/** A birth day about which nothing was assumed. */
function certainDay(row: ImportedRow): string | null {
  const assumed = row.marks.some((one) => one.field === 'birth' && (one.code === 'ambiguous-date' || one.code.endsWith('-first-assumed')));
  return assumed ? null : (row.facts?.birth?.day ?? null);
}
