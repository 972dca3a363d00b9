/** Longer than this nothing waits on a device without somebody asking where it is: three days, in milliseconds. */
const WAITS_AT_MOST = 3 * 24 * 3_600_000;

/**
 * When something was done that a device noted and sent later: by its hour, unless that hour cannot be (its clock is wrong), in which case by the hour of its arrival.
 * @param before what must have come before it
 */
export function heldAt(notedAt: Date | undefined, before: Date, now: Date): Date {
  if (notedAt === undefined || notedAt > now || notedAt < before || now.getTime() - notedAt.getTime() > WAITS_AT_MOST) return now;
  return notedAt;
}
