/**
 * A column of dates read as a whole. `03/04/26` alone has two readings; beside its neighbours it mostly has one. The evidence is
 * taken in this order: the dates above and below (a register of contacts grows downwards), then the other dates written in the
 * same shape. Where both fail, the mark `ambiguous-date` carries both readings and a person decides.
 */
import type { BirthFact, Field, Mark, MarkCode } from '../contract.ts';
import { type DateBounds, type DayOrder, readWrittenDate, type WrittenDate } from './date-text.ts';
import type { Cell } from './grid.ts';
import { mark, nothing, problem, type Reading } from './values.ts';

/** Under this share of neighbours in order, the column is not taken for a sequence. */
const IN_ORDER = 0.9;
/** A person of more than this many years is a slip of the pen. */
const LONGEST_LIFE = 105;

type Settled = { day: string; marks: Mark[] };
type TwoReadings = Extract<WrittenDate, { kind: 'two-readings' }>;

/**
 * Reads the contact dates of consecutive rows of people.
 * @param today `YYYY-MM-DD`; a contact after it is marked, and two-digit years never pass it
 */
export function readContactDates(cells: readonly Cell[], today: string): Reading<string>[] {
  const bounds = { earliest: `${Number(today.slice(0, 4)) - 80}-01-01`, latest: today };
  const written = cells.map((cell) => readWrittenDate(cell, bounds));
  const neighbours = neighboursOf(written);
  const habits = habitsOf(written);
  const readings: Reading<string>[] = [];
  let above: string | null = null;
  for (const [index, one] of written.entries()) {
    const reading = contactReading(one, cells[index]?.text ?? '', above, neighbours(index), habits, today);
    readings.push(reading);
    if ('value' in reading && reading.value !== null) above = reading.value;
  }
  return readings;
}

function contactReading(
  one: WrittenDate, text: string, above: string | null, neighbours: Neighbours, habits: Habits, today: string,
): Reading<string> {
  if (one.kind === 'same-as-above') {
    return above === null
      ? problem('same-as-above-without-above', 'contact-date', text)
      : { value: above, marks: [mark('date-same-as-above', 'contact-date', text, { day: above })] };
  }
  if (one.kind === 'empty' || one.kind === 'unknown') return problem('contact-date-missing', 'contact-date', text);
  if (one.kind === 'year') return problem('date-unreadable', 'contact-date', text);
  if (one.kind !== 'day' && one.kind !== 'two-readings') return dateProblem(one.kind, 'contact-date', text);
  const settled = settle(one, text, 'contact-date', neighbours, habits);
  if (settled.day > today) settled.marks.push(mark('contact-in-future', 'contact-date', text, { day: settled.day }));
  return { value: settled.day, marks: settled.marks };
}

/** Reads a column of birth dates; they follow no order, so only the habits of the column can settle a doubtful one. */
export function readBirths(cells: readonly Cell[], today: string): Reading<BirthFact>[] {
  // Births beyond today are read as they stand and marked later, beside the contact's date; the century ends with this year.
  const bounds: DateBounds = { earliest: `${Number(today.slice(0, 4)) - LONGEST_LIFE - 20}-01-01`, latest: today };
  const written = cells.map((cell) => readWrittenDate(cell, bounds));
  const habits = habitsOf(written);
  return written.map((one, index) => birthReading(one, cells[index]?.text ?? '', habits, today));
}

function birthReading(one: WrittenDate, text: string, habits: Habits, today: string): Reading<BirthFact> {
  if (one.kind === 'empty') return nothing;
  if (one.kind === 'unknown') return { value: null, marks: [mark('unknown-written', 'birth', text)] };
  if (one.kind === 'same-as-above') return problem('date-unreadable', 'birth', text);
  if (one.kind === 'year') {
    const precision = one.marks.includes('about-year') ? 'about-year' : 'year';
    const value: BirthFact = { day: null, year: one.year, precision, declared: one.marks.includes('declared-date') };
    return { value, marks: [...plainMarks(one.marks, 'birth', text), ...ageMarks(one.year, text, today)] };
  }
  if (one.kind !== 'day' && one.kind !== 'two-readings') return dateProblem(one.kind, 'birth', text);
  const { day, marks } = settle(one, text, 'birth', { before: null, after: null }, habits);
  if (day.endsWith('-01-01')) marks.push(mark('first-of-january', 'birth', text));
  const year = Number(day.slice(0, 4));
  const value: BirthFact = { day, year, precision: 'day', declared: one.marks.includes('declared-date') };
  return { value, marks: [...marks, ...ageMarks(year, text, today)] };
}

function ageMarks(year: number, text: string, today: string): Mark[] {
  const age = Number(today.slice(0, 4)) - year;
  return age > LONGEST_LIFE ? [mark('age-unlikely', 'birth', text, { age: String(age) })] : [];
}

/** An expiry written inside other words, such as "scad. 12/03/2026". It has no column to compare with: an expiry with two readings is a person's to decide. */
export function readExpiry(text: string, today: string): Reading<string> {
  const latest = `${Number(today.slice(0, 4)) + 20}-12-31`;
  const one = readWrittenDate({ text, kind: 'text', value: text }, { earliest: '1990-01-01', latest });
  if (one.kind === 'day' || one.kind === 'two-readings') {
    const { day, marks } = settle(one, text, 'permit', { before: null, after: null }, habitsOf([]));
    return { value: day, marks };
  }
  return one.kind === 'impossible' ? problem('date-impossible', 'permit', text) : problem('date-unreadable', 'permit', text);
}

function dateProblem(kind: 'impossible' | 'unreadable' | 'spreadsheet-zero', field: Field, text: string): { problem: { code: 'date-impossible' | 'date-unreadable' | 'date-spreadsheet-zero'; field: Field; original: string } } {
  return { problem: { code: `date-${kind}`, field, original: text } };
}

const plainMarks = (codes: readonly MarkCode[], field: Field, text: string): Mark[] => codes.map((code) => mark(code, field, text));

interface Neighbours {
  readonly before: string | null;
  readonly after: string | null;
}

/** How a column writes each shape: how many of its dates can only be read one way, and which. */
type Habits = (shape: string) => Readonly<Record<DayOrder, number>>;

function habitsOf(written: readonly WrittenDate[]): Habits {
  const counts = new Map<string, Record<DayOrder, number>>();
  for (const one of written) {
    if (one.kind !== 'day' || one.order === null) continue;
    const count = counts.get(one.shape) ?? { 'day-first': 0, 'month-first': 0 };
    count[one.order] += 1;
    counts.set(one.shape, count);
  }
  return (shape) => counts.get(shape) ?? { 'day-first': 0, 'month-first': 0 };
}

/** The nearest certain days above and below each row, when the column's certain days do grow downwards. */
function neighboursOf(written: readonly WrittenDate[]): (index: number) => Neighbours {
  const certain = written.map((one) => (one.kind === 'day' ? one.day : null));
  const days = certain.filter((day) => day !== null);
  const inOrder = days.filter((day, index) => index > 0 && day >= (days[index - 1] ?? day)).length;
  if (days.length < 3 || inOrder / (days.length - 1) < IN_ORDER) return () => ({ before: null, after: null });
  const before: (string | null)[] = [];
  const after: (string | null)[] = [];
  let last: string | null = null;
  for (const day of certain) {
    before.push(last);
    last = day ?? last;
  }
  last = null;
  for (const day of certain.toReversed()) {
    after.unshift(last);
    last = day ?? last;
  }
  return (index) => ({ before: before[index] ?? null, after: after[index] ?? null });
}

function settle(one: Extract<WrittenDate, { kind: 'day' | 'two-readings' }>, text: string, field: Field, neighbours: Neighbours, habits: Habits): Settled {
  const marks = plainMarks(one.marks, field, text);
  if (one.kind === 'day') {
    const serial = marks.findIndex((known) => known.code === 'date-from-serial');
    if (serial >= 0) marks[serial] = mark('date-from-serial', field, text, { day: one.day });
    if (one.order === 'month-first') marks.push(mark('date-month-first', field, text, { day: one.day }));
    return { day: one.day, marks };
  }
  const order = orderByNeighbours(one, neighbours) ?? orderByHabit(habits(one.shape), one.shape);
  const day = order === 'month-first' ? one.monthFirst : one.dayFirst;
  const readings = { day, first: one.dayFirst, second: one.monthFirst };
  const code = order === null ? 'ambiguous-date' : order === 'month-first' ? 'date-month-first-assumed' : 'date-day-first-assumed';
  return { day, marks: [...marks, mark(code, field, text, readings)] };
}

function orderByNeighbours(one: TwoReadings, { before, after }: Neighbours): DayOrder | null {
  const fits = (day: string): boolean => (before === null || day >= before) && (after === null || day <= after);
  const [dayFirst, monthFirst] = [fits(one.dayFirst), fits(one.monthFirst)];
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'day-first' : 'month-first';
}

/** A shape that the column always writes one way is read that way. Dots are never written month first. */
function orderByHabit(seen: Readonly<Record<DayOrder, number>>, shape: string): DayOrder | null {
  if (shape.startsWith('.')) return 'day-first';
  if (seen['day-first'] > 0 && seen['month-first'] === 0) return 'day-first';
  if (seen['month-first'] > 0 && seen['day-first'] === 0) return 'month-first';
  return null;
}
