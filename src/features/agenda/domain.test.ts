import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove, type Machine } from '../../kernel/machine.ts';
import { AppointmentMove } from './contract.ts';
import { appointmentMachine } from './domain.ts';

/** Walks a machine with any moves at all; answers the states it passed through. A move that it cannot make must be refused. */
function walk<State extends string, Move extends string>(machine: Machine<State, Move>, moves: readonly Move[]): State[] {
  const passed: State[] = [machine.initial];
  for (const move of moves) {
    const state = passed.at(-1) ?? machine.initial;
    try {
      passed.push(machine.next(state, move, { reason: 'other' }));
    } catch (error) {
      if (!(error instanceof IllegalMove) || machine.can(state, move)) throw error;
    }
  }
  return passed;
}

describe('the life of an appointment', () => {
  it('never leaves done or cancelled, whatever is tried', () => {
    assert(property(array(constantFrom(...AppointmentMove.options), { maxLength: 30 }), (moves) => {
      const passed = walk(appointmentMachine, moves);
      const end = passed.findIndex((state) => state === 'done' || state === 'cancelled');
      expect(end === -1 || end === passed.length - 1).toBe(true);
    }));
  });
  it('says why when it is cancelled', () => {
    expect(() => appointmentMachine.next('booked', 'cancel')).toThrow('reason-required');
    expect(appointmentMachine.next('booked', 'cancel', { reason: 'person-asked' })).toBe('cancelled');
  });
});
