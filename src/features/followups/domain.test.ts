import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempted } from '../../kernel/testing/machines.ts';
import { FollowUpMove, FollowUpState } from './contract.ts';
import { areasCompared, followUpMachine, movesFor, waysToSeek } from './domain.ts';

describe('asking after Rashid', () => {
  it('only ever stands in a state that its machine knows, whatever is tried', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...FollowUpMove.options), fc.boolean()), { maxLength: 30 }), (tried) => {
      let state: FollowUpState = followUpMachine.initial;
      for (const [move, withReason] of tried) {
        const allowed = followUpMachine.can(state, move) && (withReason || !followUpMachine.moves[move].needs);
        const reached = attempted(followUpMachine, state, move, withReason ? { reason: 'ha cambiato numero' } : {});
        expect(reached !== undefined).toBe(allowed);
        if (reached !== undefined) state = reached;
        expect(FollowUpState.options).toContain(state);
      }
    }));
  });

  it('is not done by telephone or message where the card says no, nor in any way without his yes; whoever comes by is welcome', () => {
    const open = (known: Parameters<typeof waysToSeek>[0]) => waysToSeek(known).filter((one) => one.why === null).map((one) => one.way);
    expect(open({ doNotCall: false, consent: true })).toEqual(['phone', 'messaging', 'email', 'in-person', 'came-by']);
    expect(open({ doNotCall: true, consent: true })).toEqual(['email', 'in-person', 'came-by']);
    expect(open({ doNotCall: false, consent: false })).toEqual(['came-by']);
  });

  it('offers nothing to whoever does not keep the file, and the house’s own step to nobody', () => {
    for (const state of FollowUpState.options) {
      expect(movesFor(state, false)).toEqual([]);
      expect(movesFor(state, true)).not.toContain('end');
    }
  });

  it('compares each area with the closing, and says where one of the two is missing', () => {
    expect(areasCompared({ 'housing': 4, 'health': 2 }, { 'housing': 2, 'income-work': 5 })).toEqual([
      { domain: 'housing', closing: 4, now: 2, change: -2 }, { domain: 'health', closing: 2, now: null, change: null }, { domain: 'income-work', closing: null, now: 5, change: null },
    ]);
  });
});
