/**
 * How long a device may still open without asking the server, by a clock that its owner can turn.
 *
 * What counts is the latest moment that this device ever saw: turning the clock back gains nothing. While the clock stands behind that moment each
 * opening costs half an hour of the lease, and open time is counted by a clock that nobody can turn; so a telephone whose battery died and
 * that believes it is 2020 still opens in the field, for a while and not for ever.
 */
export interface LeaseClock {
  /** The device's own clock when the server gave the key, in milliseconds. */
  readonly beganAt: number;
  /** Milliseconds. */
  readonly lasts: number;
  readonly latest: number;
}

const openingCosts = 30 * 60_000;
/** Clocks that are set by the network step back by seconds now and then. */
const tolerance = 2 * 60_000;

export const beginLease = (now: number, lasts: number): LeaseClock => ({ beganAt: now, lasts, latest: now });

/** Milliseconds left; none or less when it is over. */
export const leftOf = ({ beganAt, lasts, latest }: LeaseClock): number => beganAt + lasts - latest;

/** The clock after somebody asked to open the device at a moment of its own clock. */
export const atOpening = (lease: LeaseClock, now: number): LeaseClock =>
  ({ ...lease, latest: now < lease.latest - tolerance ? lease.latest + openingCosts : Math.max(lease.latest, now) });

/** The clock after the program stood open. @param elapsed milliseconds of a clock that only goes forward */
export const afterStanding = (lease: LeaseClock, now: number, elapsed: number): LeaseClock =>
  ({ ...lease, latest: Math.max(lease.latest + Math.max(0, elapsed), now) });
