import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walk } from '../../kernel/testing/machines.ts';
import { AppointmentMove, WalkInMove } from './contract.ts';
import { appointmentMachine, walkInMachine } from './domain.ts';

describe('the life of an appointment', () => {
  it('never leaves done, and leaves cancelled only to stand booked again, whatever is tried', () => {
    assert(property(array(constantFrom(...AppointmentMove.options), { maxLength: 30 }), (moves) => {
      const passed = walk(appointmentMachine, moves);
      const end = passed.indexOf('done');
      expect(end === -1 || end === passed.length - 1).toBe(true);
      expect(passed.flatMap((state, at) => (state === 'cancelled' ? passed.slice(at + 1, at + 2) : [])).filter((state) => state !== 'booked')).toEqual([]);
    }));
  });
  it('says why when it is cancelled', () => {
    expect(() => appointmentMachine.next('booked', 'cancel')).toThrow('reason-required');
    expect(appointmentMachine.next('booked', 'cancel', { reason: 'person-asked' })).toBe('cancelled');
  });
});

describe('the wait of somebody without an appointment', () => {
  it('leaves those who were received only to wait again, where it was a mistake, and nobody waits again who waits', () => {
    assert(property(array(constantFrom(...WalkInMove.options), { maxLength: 30 }), (moves) => {
      const passed = walk(walkInMachine, moves);
      expect(passed.flatMap((state, at) => (state === 'served' ? passed.slice(at + 1, at + 2) : [])).filter((state) => state !== 'waiting')).toEqual([]);
      expect(passed.flatMap((state, at) => (at > 0 && state === 'waiting' ? [passed[at - 1]] : [])).filter((before) => before === 'waiting')).toEqual([]);
    }));
  });
});
