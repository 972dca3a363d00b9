import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandoverMove, HandoverState } from './contract.ts';
import { handoverMachine, isRunning, movesFor, type Standing } from './domain.ts';

const now = new Date('2026-12-10T10:00:00Z');
const proposed: Standing = { kind: 'for-good', state: 'proposed', fromMember: 'giulia', toMember: 'marco', askedBy: 'teresa', until: null };
const me = (memberId: string, coordinates = false) => ({ memberId, coordinates });

describe('a handover', () => {
  it('is decided by Marco alone, and taken back by Giulia, by Teresa who proposed it, and by whoever coordinates the case', () => {
    expect(movesFor(proposed, me('marco'), now)).toEqual(['accept', 'decline']);
    expect(movesFor(proposed, me('giulia'), now)).toEqual(['withdraw']);
    expect(movesFor(proposed, me('teresa'), now)).toEqual(['withdraw']);
    expect(movesFor(proposed, me('rosa', true), now)).toEqual(['withdraw']);
    expect(movesFor(proposed, me('anna'), now)).toEqual([]);
  });

  it('that was accepted for good has no way back but another one', () => {
    for (const who of [me('marco'), me('giulia'), me('teresa', true)]) expect(movesFor({ ...proposed, state: 'accepted' }, who, now)).toEqual([]);
  });

  it('while somebody is away runs until its last day and no longer, and may end early', () => {
    const away: Standing = { ...proposed, kind: 'absence', state: 'accepted', until: new Date('2026-12-11T23:00:00Z') };
    expect([isRunning(away, now), isRunning(away, new Date('2026-12-11T23:00:00Z'))]).toEqual([true, false]);
    expect(movesFor(away, me('marco'), now)).toEqual(['end']);
    expect(movesFor(away, me('marco'), new Date('2026-12-12T00:00:00Z'))).toEqual([]);
    expect(movesFor({ ...away, state: 'proposed' }, me('marco'), new Date('2026-12-12T00:00:00Z'))).toEqual(['decline']);
  });

  it('is declined and ended only with a reason, and from no other state', () => {
    const reached = (state: HandoverState, move: HandoverMove): string => {
      try {
        return handoverMachine.next(state, move, { reason: 'parte per tre mesi' });
      } catch {
        return 'refused';
      }
    };
    fc.assert(fc.property(fc.constantFrom(...HandoverState.options), fc.constantFrom(...HandoverMove.options), (state, move) => {
      expect(reached(state, move)).toBe(handoverMachine.can(state, move) ? handoverMachine.moves[move].to : 'refused');
    }));
    expect(() => handoverMachine.next('proposed', 'decline')).toThrow('reason-required');
    expect(() => handoverMachine.next('accepted', 'end')).toThrow('reason-required');
  });
});
