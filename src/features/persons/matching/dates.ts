import type { MatchingSettings } from './settings.ts';

/** A birth date as people who flee can tell it. `estimated` is "about 1981"; `declared` was said, not read in a document. */
export interface UncertainDate {
  readonly precision: 'exact' | 'estimated' | 'declared' | 'unknown';
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
}

export type BirthReason =
  | { readonly code: 'same-birth-date' }
  | { readonly code: 'day-and-month-swapped' }
  | { readonly code: 'birth-date-typing-error' }
  | { readonly code: 'same-birth-year'; readonly year: number }
  | { readonly code: 'near-birth-year'; readonly years: number }
  | { readonly code: 'different-birth-date' }
  | { readonly code: 'different-birth-year'; readonly years: number };

/** What two birth dates say: a reason, and its weight in log-odds (positive speaks for the same person). */
export interface BirthComparison {
  readonly reason: BirthReason;
  readonly weight: number;
}

interface FullDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Offices write 1 January for people who know only the year: such a date says its year and nothing more. */
function fullDate({ precision, year, month, day }: UncertainDate): FullDate | undefined {
  if (precision === 'estimated' || year === undefined || month === undefined || day === undefined) return undefined;
  return month === 1 && day === 1 ? undefined : { year, month, day };
}

/** One digit wrong, or two neighbouring digits swapped: 1987 for 1978. */
function isTypingError(a: number, b: number): boolean {
  const left = String(a).padStart(4, '0');
  const right = String(b).padStart(4, '0');
  const wrong = Array.from(left).flatMap((digit, place) => (digit === right.charAt(place) ? [] : [place]));
  const [first = 0, second = 0] = wrong;
  if (wrong.length === 1) return true;
  return wrong.length === 2 && second === first + 1 && left.charAt(first) === right.charAt(second) && left.charAt(second) === right.charAt(first);
}

function compareFull(a: FullDate, b: FullDate): BirthComparison {
  const sameDay = a.day === b.day;
  const sameMonth = a.month === b.month;
  const years = Math.abs(a.year - b.year);
  if (years === 0) {
    if (sameDay && sameMonth) return { reason: { code: 'same-birth-date' }, weight: 5 };
    if (a.day === b.month && a.month === b.day) return { reason: { code: 'day-and-month-swapped' }, weight: 3.8 };
    if (sameDay || sameMonth) return { reason: { code: 'birth-date-typing-error' }, weight: sameDay || isTypingError(a.day, b.day) ? 2.2 : 1.6 };
    return { reason: { code: 'same-birth-year', year: a.year }, weight: 0 };
  }
  if (sameDay && sameMonth && (years === 1 || isTypingError(a.year, b.year))) {
    return { reason: { code: 'birth-date-typing-error' }, weight: 2.5 };
  }
  return { reason: { code: 'different-birth-date' }, weight: years === 1 ? -2.5 : -4 };
}

function compareYears(a: number, b: number, estimated: boolean, tolerance: number): BirthComparison {
  const years = Math.abs(a - b);
  if (years === 0) return { reason: { code: 'same-birth-year', year: a }, weight: 1.8 };
  if (estimated && years <= tolerance) return { reason: { code: 'near-birth-year', years }, weight: 1.2 };
  if (estimated && years <= 2 * tolerance + 1) return { reason: { code: 'different-birth-year', years }, weight: -1 };
  if (years === 1 || isTypingError(a, b)) return { reason: { code: 'different-birth-year', years }, weight: -1.2 };
  return { reason: { code: 'different-birth-year', years }, weight: -3.5 };
}

/**
 * What two birth dates say about two records being one person; nothing when either is unknown.
 *
 * A year alone, or the conventional 1 January, agrees with every date of that year; an estimated year agrees within the tolerance
 * of the settings; day and month may have been swapped by a clerk who writes the month first.
 */
export function compareBirths(a: UncertainDate | undefined, b: UncertainDate | undefined, settings: MatchingSettings): BirthComparison | undefined {
  if (a?.year === undefined || b?.year === undefined || a.precision === 'unknown' || b.precision === 'unknown') return undefined;
  const fullA = fullDate(a);
  const fullB = fullDate(b);
  if (fullA !== undefined && fullB !== undefined) return compareFull(fullA, fullB);
  const estimated = a.precision === 'estimated' || b.precision === 'estimated';
  return compareYears(a.year, b.year, estimated, settings.estimatedYears);
}
