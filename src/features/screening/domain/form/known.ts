import type { Test } from '../../contract.ts';

/** `pointsWithin`: what the answers are worth as numbers; absent where they are none, or where nobody says between which limits. */
export interface KnownQuestion {
  readonly code: string;
  readonly kind: 'yes-no' | 'scale' | 'one-of' | 'several-of' | 'number' | 'other';
  /** The answers by the name that the form gives them, as what a condition would ask for. */
  readonly answers: ReadonlyMap<string, Test>;
  /** Whether the form's own values are whole points, or the answer a number. */
  readonly isNumeric: boolean;
  /** Whether it may be summed: its answers are whole numbers between limits. */
  readonly isSummable: boolean;
}

/** Questions that were taken so far, by the name that the form gives them. */
export type KnownQuestions = ReadonlyMap<string, KnownQuestion>;
