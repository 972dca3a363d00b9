/** One written date, taken alone: which days it can mean. Choosing between two readings needs the column, see `dates.ts`. */
import type { MarkCode } from '../contract.ts';
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { saysUnknown } from './values.ts';

export type DayOrder = 'day-first' | 'month-first';

/** What a cell can mean before its column is looked at. */
export type WrittenDate =
  | { readonly kind: 'empty' | 'unknown' | 'same-as-above' | 'impossible' | 'unreadable' | 'spreadsheet-zero' }
  | { readonly kind: 'year'; readonly year: number; readonly marks: readonly MarkCode[] }
  | { readonly kind: 'day'; readonly day: string; readonly order: DayOrder | null; readonly shape: string; readonly marks: readonly MarkCode[] }
  | { readonly kind: 'two-readings'; readonly dayFirst: string; readonly monthFirst: string; readonly shape: string; readonly marks: readonly MarkCode[] };

/** The earliest and latest day that a column can sensibly hold, `YYYY-MM-DD`; they settle the century of a two-digit year. */
export interface DateBounds {
  readonly earliest: string;
  readonly latest: string;
}

const NUMERIC = /^(?<first>\d{1,2})(?<sign>[./-])(?<second>\d{1,2})\k<sign>(?<year>\d{4}|\d{2})$/;
const ISO = /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})(?:T.*)?$/;
const MONTHS = ['gen jan', 'feb', 'mar', 'apr', 'mag may', 'giu jun', 'lug jul', 'ago aug', 'set sep', 'ott oct', 'nov', 'dic dec'];

/** Reads one cell of dates. */
export function readWrittenDate(cell: Cell, bounds: DateBounds): WrittenDate {
  if (typeof cell.value === 'number') return readNumber(cell.value, bounds);
  if (/^\d{5}$/.test(clean(cell.text))) return readNumber(Number(clean(cell.text)), bounds);
  const text = clean(cell.text);
  if (text === '') return { kind: 'empty' };
  if (cell.kind === 'error') return { kind: 'unreadable' };
  if (saysUnknown(text)) return { kind: 'unknown' };
  if (/^(idem|id\.?|come sopra|c\.?s\.?|"|''|〃|ditto|same)$/.test(key(text))) return { kind: 'same-as-above' };
  if (/^1899-12-3[01]$|^1900-01-00$|^30[/.-]12[/.-]1899$/.test(text)) return { kind: 'spreadsheet-zero' };
  const marks: MarkCode[] = [];
  const bare = text.replace(/\s*\(?\b(dich(\.|iarat[oa])?|declared)\)?\.?\)?$/i, '');
  if (bare !== text) marks.push('declared-date');
  return readBare(bare, marks, bounds);
}

function readNumber(value: number, bounds: DateBounds): WrittenDate {
  if (value === 0) return { kind: 'spreadsheet-zero' };
  if (Number.isInteger(value) && isYear(value, bounds)) return { kind: 'year', year: value, marks: ['year-only'] };
  return serialDay(value, bounds) ?? { kind: 'unreadable' };
}

/** Day 0 of the spreadsheets' calendar, which counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1). */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;
/** 5 November 1918: a smaller number is rather a year, a count or a slip. */
const LEAST_SERIAL = 6_884;

/** A date that lost its format and shows as the number of its day. It is read, and a person must look. */
function serialDay(value: number, bounds: DateBounds): WrittenDate | null {
  if (value < LEAST_SERIAL || value > 80_000) return null;
  const day = new Date(SERIAL_ZERO + Math.floor(value) * DAY).toISOString().slice(0, 10);
  return day < bounds.earliest || day > bounds.latest ? null : { kind: 'day', day, order: null, shape: 'serial', marks: ['date-from-serial'] };
}

function readBare(text: string, marks: MarkCode[], bounds: DateBounds): WrittenDate {
  const about = /^(?:circa|ca\.?|verso(?: il)?|about|~)\s*(?<year>\d{4})$|^(?<yearBefore>\d{4})\s*(?:circa|ca\.?|\?)$/i.exec(text)?.groups;
  const year = about?.['year'] ?? about?.['yearBefore'] ?? /^\d{4}$/.exec(text)?.[0];
  if (year !== undefined) {
    if (!isYear(Number(year), bounds)) return { kind: 'impossible' };
    return { kind: 'year', year: Number(year), marks: [...marks, about == null ? 'year-only' : 'about-year'] };
  }
  const iso = ISO.exec(text)?.groups;
  if (iso != null) return single(dayOf(Number(iso['year']), Number(iso['month']), Number(iso['day'])), null, 'iso', marks);
  const named = readNamedMonth(text, marks, bounds);
  if (named !== null) return named;
  const parts = NUMERIC.exec(text)?.groups;
  return parts == null ? { kind: 'unreadable' } : readNumeric(parts, marks, bounds);
}

/** "3 marzo 2026", "12 gen. 26". */
function readNamedMonth(text: string, marks: MarkCode[], bounds: DateBounds): WrittenDate | null {
  const parts = /^(?<day>\d{1,2})[\s.-]+(?<month>[a-z]{3,})\.?[\s.-]+(?<year>\d{4}|\d{2})$/.exec(key(text))?.groups;
  if (parts == null) return null;
  const month = MONTHS.findIndex((names) => names.split(' ').some((name) => parts['month']?.startsWith(name))) + 1;
  if (month === 0) return { kind: 'unreadable' };
  const { year, assumed } = fullYear(parts['year'] ?? '', bounds);
  return single(dayOf(year, month, Number(parts['day'])), null, 'named', assumed ? [...marks, 'century-assumed'] : marks);
}

function readNumeric(parts: Record<string, string | undefined>, given: MarkCode[], bounds: DateBounds): WrittenDate {
  const { year, assumed } = fullYear(parts['year'] ?? '', bounds);
  const marks: MarkCode[] = assumed ? [...given, 'century-assumed'] : given;
  const shape = `${parts['sign'] ?? ''}${parts['year']?.length ?? 0}`;
  const [first, second] = [Number(parts['first']), Number(parts['second'])];
  const dayFirst = dayOf(year, second, first);
  const monthFirst = dayOf(year, first, second);
  if (dayFirst === monthFirst) return single(dayFirst, null, shape, marks);
  if (dayFirst === null) return single(monthFirst, 'month-first', shape, marks);
  if (monthFirst === null) return single(dayFirst, 'day-first', shape, marks);
  return { kind: 'two-readings', dayFirst, monthFirst, shape, marks };
}

function single(day: string | null, order: DayOrder | null, shape: string, marks: readonly MarkCode[]): WrittenDate {
  return day === null ? { kind: 'impossible' } : { kind: 'day', day, order, shape, marks };
}

/** `YYYY-MM-DD`, or null when the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** A two-digit year belongs to the latest century that does not pass the upper bound. */
function fullYear(text: string, bounds: DateBounds): { year: number; assumed: boolean } {
  if (text.length === 4) return { year: Number(text), assumed: false };
  const latest = Number(bounds.latest.slice(0, 4));
  const inThisCentury = Math.floor(latest / 100) * 100 + Number(text);
  return { year: inThisCentury > latest ? inThisCentury - 100 : inThisCentury, assumed: true };
}

function isYear(year: number, bounds: DateBounds): boolean {
  return year >= Number(bounds.earliest.slice(0, 4)) && year <= Number(bounds.latest.slice(0, 4));
}
