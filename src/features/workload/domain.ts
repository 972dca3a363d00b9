import type { CaseState, Risk } from '../cases/contract.ts';
import type { WeightPart } from './contract.ts';

/** The weights in force: a dated value of the programme, or what the system comes with. */
export interface Weights {
  readonly risk: Readonly<Record<Risk, number>>;
  /** Added for the phase; a case that rests takes something away. */
  readonly phase: Readonly<Partial<Record<CaseState, number>>>;
  readonly minor: number;
  readonly interpreter: number;
  /** For each referral under way, up to `referralsAtMost` of them. */
  readonly referral: number;
  readonly referralsAtMost: number;
  readonly capacity: Readonly<Record<string, number>>;
}

export interface WeighedFacts {
  readonly state: CaseState;
  readonly risk: Risk;
  readonly minor: boolean;
  readonly interpreter: boolean;
  readonly referrals: number;
}

/**
 * What a case weighs on the week of whoever follows it, part by part, so that anybody can add it up by hand. Parts that weigh nothing are left
 * out. A proposal of this project, in units of a calm case at low risk, to be corrected by the team's experience.
 */
export function partsOf(facts: WeighedFacts, weights: Weights): { part: WeightPart; points: number }[] {
  const parts: { part: WeightPart; points: number }[] = [
    { part: 'risk', points: weights.risk[facts.risk] },
    { part: 'phase', points: weights.phase[facts.state] ?? 0 },
    { part: 'minor', points: facts.minor ? weights.minor : 0 },
    { part: 'interpreter', points: facts.interpreter ? weights.interpreter : 0 },
    { part: 'referrals', points: Math.min(facts.referrals, weights.referralsAtMost) * weights.referral },
  ];
  return parts.filter(({ points }) => points !== 0);
}

/** The sum of the parts. */
export const weightOf = (facts: WeighedFacts, weights: Weights): number => partsOf(facts, weights).reduce((sum, { points }) => sum + points, 0);
