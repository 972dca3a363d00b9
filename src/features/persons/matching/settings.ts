/**
 * How sure the matcher must be before it speaks. A programme may change these figures; nothing else in the matcher is adjustable,
 * so that two programmes never disagree about what a reason means.
 */
export interface MatchingSettings {
  /** Probability (0..1) from which two records are shown as the same person. */
  readonly same: number;
  /** Probability from which two records are proposed for review. */
  readonly likely: number;
  /** Probability from which the other record is at least mentioned. */
  readonly possible: number;
  /** Years by which an estimated year of birth ("circa 1981") may miss and still agree. */
  readonly estimatedYears: number;
}

export const defaultSettings: MatchingSettings = { same: 0.95, likely: 0.6, possible: 0.15, estimatedYears: 2 };
