import type { Answers, Column, Instrument, SumScoring } from '../contract.ts';
import { extentOf, readSum } from './sum.ts';

/** One completed asking, as it stands on the line. */
export interface CoursePoint {
  readonly id: string;
  /** ISO date and time. */
  readonly at: string;
  readonly version: number;
  readonly language: string;
  /** Least and most differ where answers are missing: then no single number may be drawn. */
  readonly least: number;
  readonly most: number;
  readonly bands: readonly string[];
  /** False where more answers were missing than the source allows: no number at all. */
  readonly isComputable: boolean;
  readonly subscales: readonly { readonly code: string; readonly least: number; readonly most: number; readonly isComputable: boolean }[];
  /** Why this point may not be compared with the one before; null where it may, and for the first. */
  readonly apart: 'other-questions' | 'other-points' | 'other-language' | null;
}

export interface Asked {
  readonly id: string;
  readonly at: string;
  readonly language: string;
  readonly instrument: Instrument;
  readonly answers: Answers;
  readonly column: Column;
}

/**
 * The course of a summed instrument in one case, the oldest first. Two points are compared only where the questions, their points and the
 * language were the same; otherwise each stands alone, with the reason.
 */
export function courseOf(asked: readonly Asked[]): CoursePoint[] {
  return asked.toSorted((one, other) => one.at.localeCompare(other.at) || one.id.localeCompare(other.id)).flatMap((one, index, all): CoursePoint[] => {
    const { scoring } = one.instrument;
    if (scoring.kind !== 'sum-with-bands') return [];
    const read = readSum(one.instrument, scoring, one.answers, one.column);
    if (read.kind !== 'sum-with-bands') return [];
    const before = all[index - 1];
    return [{ id: one.id, at: one.at, version: one.instrument.version, language: one.language, ...read.total, bands: read.bands, isComputable: read.isComputable, subscales: read.subscales.map(({ code, total, isComputable }) => ({ code, ...total, isComputable })), apart: before ? apartFrom(before, one) : null }];
  });
}

/** Why two askings may not be compared. */
export function apartFrom(before: Pick<Asked, 'instrument' | 'language'>, after: Pick<Asked, 'instrument' | 'language'>): CoursePoint['apart'] {
  const codes = ({ instrument }: typeof before): string => JSON.stringify([instrument.contextItems.map((item) => item.code), instrument.items.map((item) => [item.code, item.showIf ?? null, ...(item.kind === undefined ? [] : [item.kind, item.choices?.map((choice) => choice.code) ?? null])])]);
  if (codes(before) !== codes(after)) return 'other-questions';
  // Words of steps and bands may be corrected between versions; their points may not.
  const points = ({ instrument: { scoring, items } }: typeof before): string =>
    (scoring.kind === 'sum-with-bands' ? JSON.stringify([scoring.factor, scoring.gate, scoring.scale.map((step) => step.points), scoring.bands.map(({ from, to }) => [from, to]), scoring.missingAllowed ?? null,
      (scoring.subscales ?? []).map(({ code, of, plus, missingAllowed, bands }) => [code, of, plus ?? 0, missingAllowed ?? null, bands.map(({ from, to }) => [from, to])]), items.map((item) => item.choices?.map((choice) => choice.points ?? null) ?? null)]) : scoring.kind);
  if (points(before) !== points(after)) return 'other-points';
  return before.language === after.language ? null : 'other-language';
}

/** The highest total that the instrument can give, in its published unit: the height of the picture. */
export const highestTotal = (instrument: Instrument, scoring: SumScoring): number => Math.max(1, extentOf(instrument, scoring).most);
