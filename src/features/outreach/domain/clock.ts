/** Within so much, a telephone's clock is believed: the way through the network takes time too. */
export const TRUSTED_MS = 5 * 60_000;

/** When something happened by our reckoning, and by how much the device's clock was ahead of ours (0 where it is believed). */
export interface Reckoned {
  readonly at: Date;
  readonly clockOffSeconds: number;
}

/**
 * When something happened that a device noted.
 * @param deviceAt when, by the device's clock
 * @param sentAt what that clock showed when the call left; null where it did not say, and then it is believed
 * @param now our own clock as the call arrives: nothing happened later
 */
export function reckon(deviceAt: Date, sentAt: Date | null, now: Date): Reckoned {
  const ahead = sentAt === null ? 0 : sentAt.getTime() - now.getTime();
  const off = Math.abs(ahead) > TRUSTED_MS ? ahead : 0;
  return { at: new Date(Math.min(deviceAt.getTime() - off, now.getTime())), clockOffSeconds: Math.round(off / 1000) };
}
