import { machine } from '../../kernel/machine.ts';
import type { AppointmentMove, AppointmentState } from './contract.ts';

/** From booking to done. A mistaken arrival or no-show can be taken back; a cancelled appointment is booked anew. */
export const appointmentMachine = machine<AppointmentState, AppointmentMove>({
  states: ['booked', 'arrived', 'in-progress', 'done', 'no-show', 'cancelled'],
  initial: 'booked',
  moves: {
    arrive: { from: ['booked'], to: 'arrived' },
    begin: { from: ['booked', 'arrived'], to: 'in-progress' },
    finish: { from: ['arrived', 'in-progress'], to: 'done' },
    miss: { from: ['booked'], to: 'no-show' },
    cancel: { from: ['booked', 'arrived'], to: 'cancelled', needs: ['reason'] },
    'take-back': { from: ['arrived', 'no-show'], to: 'booked' },
  },
});
