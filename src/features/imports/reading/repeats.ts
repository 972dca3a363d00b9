/**
 * Rows that look like the same person: the register has one row per contact, so most people return. Nothing is joined here; rows
 * only learn from each other, and a "do not call" of one row is shown on all the others.
 */
import { type ImportedRow, type Mark, phonesOf, type RowFacts } from '../contract.ts';
import { key } from './text.ts';
import { mark } from './values.ts';

export interface MarkedRow {
  readonly row: ImportedRow;
  readonly marks: Mark[];
}

/** Groups of rows, in order of appearance, that agree on the name and on the birth or the telephone. */
export function findRepeats(rows: readonly ImportedRow[]): ImportedRow[][] {
  const groups: ImportedRow[][] = [];
  const bySign = new Map<string, ImportedRow[]>();
  for (const row of rows) {
    const signs = signsOf(row.facts);
    if (signs === null) continue;
    let group = signs.looksFor.map((sign) => bySign.get(sign)).find((found) => found !== undefined);
    if (group === undefined) {
      group = [];
      groups.push(group);
    }
    group.push(row);
    for (const sign of signs.shows) if (!bySign.has(sign)) bySign.set(sign, group);
  }
  return groups.filter((members) => members.length > 1);
}

/** By which signs a row is found by others, and which it looks for; null for a row that names no one. */
function signsOf(facts: RowFacts | null): { shows: string[]; looksFor: string[] } | null {
  const name = facts?.name?.full ?? '';
  if (facts === null || name === '') return null;
  const person = nameKey(name);
  const shows: string[] = [];
  const looksFor: string[] = [];
  shows.push(...phonesOf(facts).map((phone) => `${person} phone ${phone.number}`));
  if (facts.birth?.day != null) shows.push(`${person} day ${facts.birth.day}`);
  looksFor.push(...shows);
  if (facts.birth !== null) {
    // A day agrees with the same day, or with a row that knows the year only; a year agrees with every day in it.
    const { day, year } = facts.birth;
    shows.push(`${person} year ${year}`, ...(day === null ? [`${person} only-year ${year}`] : []));
    looksFor.push(`${person} ${day === null ? 'year' : 'only-year'} ${year}`);
  }
  return { shows, looksFor };
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

/** The words of the name in no order, since registers turn names around. */
const nameKey = (name: string): string => key(name).split(/[\s-]+/).toSorted().join(' ');

/** A birth day about which nothing was assumed. */
function certainDay(row: ImportedRow): string | null {
  const assumed = row.marks.some((one) => one.field === 'birth' && (one.code === 'ambiguous-date' || one.code.endsWith('-first-assumed')));
  return assumed ? null : (row.facts?.birth?.day ?? null);
}
