import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseState, Risk } from '../cases/contract.ts';
import { partsOf, weightOf } from './domain.ts';
import { weightsOn } from './reference.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

const weights = weightsOn(asItComes, '2026-11-29');
const quiet = { state: 'in-care', risk: 'low', minor: false, interpreter: false, referrals: 0 } as const;

describe('what a case weighs', () => {
  it('is the sum of its parts, whatever they are, and never less than nothing', () => {
    fc.assert(fc.property(fc.record({ state: fc.constantFrom(...CaseState.options), risk: fc.constantFrom(...Risk.options), minor: fc.boolean(), interpreter: fc.boolean(), referrals: fc.nat(20) }), (facts) => {
      expect(partsOf(facts, weights).reduce((sum, { points }) => sum + points, 0)).toBe(weightOf(facts, weights));
      expect(weightOf(facts, weights)).toBeGreaterThanOrEqual(0);
      for (const risk of Risk.options.slice(1)) expect(weightOf({ ...facts, risk: 'extreme' }, weights)).toBeGreaterThanOrEqual(weightOf({ ...facts, risk }, weights));
    }));
  });

  it('is one for Ionela, calm and in care, and five for Samira, at high risk, under eighteen, suspended, with an interpreter and five referrals', () => {
    expect(partsOf(quiet, weights)).toEqual([{ part: 'risk', points: 1 }]);
    expect(partsOf({ ...quiet, risk: 'high', minor: true, interpreter: true, referrals: 5 }, weights)).toEqual([{ part: 'risk', points: 3 }, { part: 'minor', points: 1 }, { part: 'interpreter', points: 0.5 }, { part: 'referrals', points: 1 }]);
    expect(weightOf({ ...quiet, risk: 'high', minor: true, interpreter: true, referrals: 5, state: 'suspended' }, weights)).toBe(5);
  });

  it('is reckoned with the weights of the day, and a day without any is said', () => {
    expect(() => weightsOn(asItComes, '2025-12-31')).toThrow('names no case-weights');
  });
});
