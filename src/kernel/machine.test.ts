import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove, machine } from './machine.ts';

const kettle = machine({
  states: ['cold', 'heating', 'hot', 'broken'],
  initial: 'cold',
  moves: {
    'switch-on': { from: ['cold'], to: 'heating' },
    boil: { from: ['heating'], to: 'hot' },
    cool: { from: ['hot', 'heating'], to: 'cold' },
    drop: { from: ['cold', 'heating', 'hot'], to: 'broken', needs: ['reason'] },
  },
});

/** What a call gives, or what it throws. */
function outcome<T>(call: () => T): T | unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

describe('a state machine', () => {
  it('refuses a move that does not start where one stands', () => {
    expect(() => kettle.next('cold', 'boil')).toThrow(IllegalMove);
  });

  it('asks for the reason of a move that needs one, and spaces are no reason', () => {
    expect(() => kettle.next('hot', 'drop', { reason: '  ' })).toThrow('reason-required');
    expect(kettle.next('hot', 'drop', { reason: 'it slipped' })).toBe('broken');
  });

  it('never leaves an end, and never reaches a state outside its list, whatever is tried', () => {
    const moves = Object.keys(kettle.moves) as (keyof typeof kettle.moves)[];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves)), (tried) => {
        let state: (typeof kettle.states)[number] = kettle.initial;
        for (const move of tried) {
          const before = state;
          const attempt = () => kettle.next(before, move, { reason: 'because' });
          const refused = outcome(attempt) instanceof IllegalMove;
          expect(refused).toBe(!kettle.can(before, move));
          expect(refused || !kettle.ends.includes(before)).toBe(true);
          if (!refused) state = attempt();
          expect(kettle.states).toContain(state);
        }
      }),
    );
  });

  it('says at once when it is declared wrongly', () => {
    expect(() => machine({ states: ['a'], initial: 'a', moves: { go: { from: ['a'], to: 'b' as 'a' } } })).toThrow('unknown state');
  });
});
