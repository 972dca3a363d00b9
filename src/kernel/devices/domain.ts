import { machine } from '../machine.ts';

/** A device serves its owner until it is revoked, for ever: what is found again is enrolled anew, with another secret. */
export const deviceMachine = machine({
  states: ['enrolled', 'revoked'],
  initial: 'enrolled',
  moves: { revoke: { from: ['enrolled'], to: 'revoked', needs: ['reason'] } },
});

/** What the wrapped secret of a device is bound to. */
export const secretOf = (deviceId: string): string => `device ${deviceId}`;

/** Where nothing is said, a device opens for a day without asking: one outing and the night after it. */
export const usualLeaseHours = 24;
