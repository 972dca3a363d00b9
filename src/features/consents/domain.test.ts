import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConsentMove, Understood } from './contract.ts';
import { consentMachine, noticeStateOf, stateOn } from './domain.ts';

describe('a consent', () => {
  it('is never given again once refused, withdrawn or expired, whatever is tried', () => {
    assert(property(array(constantFrom(...ConsentMove.options), { maxLength: 20 }), (moves) => {
      let state = consentMachine.initial;
      let closed = false;
      for (const move of moves) {
        if (!consentMachine.can(state, move)) continue;
        expect(closed).toBe(false);
        state = consentMachine.next(state, move);
        closed = consentMachine.ends.includes(state);
      }
    }));
    expect(consentMachine.ends.toSorted()).toEqual(['expired', 'refused', 'withdrawn']);
  });
  it('holds through its last day and not one day more', () => {
    expect(stateOn({ state: 'given', validUntil: '2026-06-30' }, '2026-06-30')).toBe('given');
    expect(stateOn({ state: 'given', validUntil: '2026-06-30' }, '2026-07-01')).toBe('expired');
    expect(stateOn({ state: 'given', validUntil: null }, '2099-01-01')).toBe('given');
    expect(stateOn({ state: 'withdrawn', validUntil: '2026-06-30' }, '2026-07-01')).toBe('withdrawn');
  });
});

describe('the notice', () => {
  it('is understood only when a person said it again in their own words', () => {
    assert(property(array(constantFrom(...Understood.options)), (told) => {
      const expected = told.length === 0 ? 'to-give' : told.includes('yes') ? 'understood' : 'given';
      expect(noticeStateOf(told.map((understood) => ({ understood })))).toBe(expected);
    }));
  });
});
