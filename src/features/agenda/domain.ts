import { italianDay } from '../../kernel/italian-day.ts';
import { machine } from '../../kernel/machine.ts';
import type { AppointmentMove, AppointmentState, WalkInMove, WalkInState } from './contract.ts';

/** From booking to done. A mistaken arrival, no-show or cancellation can be taken back, if the hour is still free. */
export const appointmentMachine = machine<AppointmentState, AppointmentMove>({
  states: ['booked', 'arrived', 'in-progress', 'done', 'no-show', 'cancelled'],
  initial: 'booked',
  moves: {
    arrive: { from: ['booked'], to: 'arrived' },
    begin: { from: ['booked', 'arrived'], to: 'in-progress' },
    finish: { from: ['arrived', 'in-progress'], to: 'done' },
    miss: { from: ['booked'], to: 'no-show' },
    cancel: { from: ['booked', 'arrived'], to: 'cancelled', needs: ['reason'] },
    'take-back': { from: ['arrived', 'no-show', 'cancelled'], to: 'booked' },
  },
});

/** Nobody has come, was heard or is done before the day itself, and nobody is missing before the hour. The database says the same. */
export function isTooEarly(move: AppointmentMove, startsAt: Date, now: Date): boolean {
  if (move === 'miss') return now < startsAt;
  return (move === 'arrive' || move === 'begin' || move === 'finish') && italianDay(now) < italianDay(startsAt);
}

/** Somebody who came without an appointment: called, then received; or left; or put back where nobody answered the call, or who was received by mistake. */
export const walkInMachine = machine<WalkInState, WalkInMove>({
  states: ['waiting', 'called', 'served', 'left'],
  initial: 'waiting',
  moves: {
    call: { from: ['waiting'], to: 'called' },
    receive: { from: ['waiting', 'called'], to: 'served' },
    leave: { from: ['waiting', 'called'], to: 'left' },
    'put-back': { from: ['called', 'served', 'left'], to: 'waiting' },
  },
});
