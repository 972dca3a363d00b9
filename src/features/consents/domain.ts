import { machine } from '../../kernel/machine.ts';
import type { ConsentMove, ConsentState, Delivery, NoticeState } from './contract.ts';

/** A consent is asked, then given or refused; a given one may be withdrawn or expire. There is no way back: a new one is asked. */
export const consentMachine = machine<ConsentState, ConsentMove>({
  states: ['requested', 'given', 'refused', 'withdrawn', 'expired'],
  initial: 'requested',
  moves: {
    give: { from: ['requested'], to: 'given' },
    refuse: { from: ['requested'], to: 'refused' },
    withdraw: { from: ['given'], to: 'withdrawn' },
    expire: { from: ['given'], to: 'expired' },
  },
});

/** The state on a day, `YYYY-MM-DD`: a given consent holds through its last day and not after. */
export const stateOn = (consent: { state: ConsentState; validUntil: string | null }, day: string): ConsentState =>
  consent.state === 'given' && consent.validUntil !== null && consent.validUntil < day ? 'expired' : consent.state;

/** Told is not yet understood: only a teach-back says so. Once understood, a later reading does not undo it. */
export function noticeStateOf(deliveries: readonly Pick<Delivery, 'understood'>[]): NoticeState {
  if (deliveries.some((delivery) => delivery.understood === 'yes')) return 'understood';
  return deliveries.length > 0 ? 'given' : 'to-give';
}
