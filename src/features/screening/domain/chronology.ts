import type { Evidence } from '../evidence.ts';

/** One proof on the line: where it begins and ends, as shares of the whole stretch. */
export interface Span {
  readonly id: string;
  readonly item: string;
  readonly start: number;
  readonly end: number;
}

/** A chronology drawn from left to right. `ticks`: the years that begin within it. */
export interface Chronology {
  readonly first: string;
  readonly last: string;
  readonly spans: readonly Span[];
  readonly ticks: readonly { readonly year: number; readonly at: number }[];
}

/**
 * The dated proofs that still stand, on one line, each as long as it is known: a year fills its twelve months. Those without a date are left
 * out, because a place on the line would invent one. Null where nothing is dated.
 */
export function chronologyOf(evidence: readonly Evidence[]): Chronology | null {
  const dated = evidence.flatMap(({ id, item, content: { from, to }, withdrawn }) => (from === null || withdrawn ? [] : [{ id, item, from: firstDay(from), to: lastDay(to ?? from) }]));
  if (dated.length === 0) return null;
  const first = Math.min(...dated.map((one) => one.from));
  const last = Math.max(...dated.map((one) => one.to));
  const length = Math.max(1, last - first + 1);
  const share = (day: number): number => (day - first) / length;
  const [begins, ends] = [new Date(first * DAY).getUTCFullYear(), new Date(last * DAY).getUTCFullYear()];
  const years = Array.from({ length: ends - begins + 1 }, (_, index) => begins + index);
  return {
    first: dayText(first), last: dayText(last),
    spans: dated.toSorted((one, other) => one.from - other.from || one.to - other.to).map(({ id, item, from, to }) => ({ id, item, start: share(from), end: share(to + 1) })),
    ticks: years.map((year) => ({ year, at: share(Date.UTC(year, 0, 1) / DAY) })).filter(({ at }) => at >= 0),
  };
}

const DAY = 86_400_000;
const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

function firstDay(partial: string): number {
  const [year = 0, month = 1, day = 1] = partial.split('-').map(Number);
  return Date.UTC(year, month - 1, day) / DAY;
}

function lastDay(partial: string): number {
  const [year = 0, month, day] = partial.split('-').map(Number);
  if (month === undefined) return Date.UTC(year, 11, 31) / DAY;
  // The day before the first of the next month.
  return (day === undefined ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, day)) / DAY;
}
