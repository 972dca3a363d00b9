import type { Words } from '../contract.ts';

/** Days between two askings with the same instrument: the fewest for the two to be about different times, and when it is worth asking again. */
export interface Interval {
  readonly notBeforeDays: number;
  readonly againAfterDays: number;
  readonly reason: Words;
}

/** When to ask again. `too-soon`: the two periods would overlap; a colleague may still do it and is told. */
export interface Again {
  readonly notBefore: string;
  readonly dueOn: string;
  readonly state: 'too-soon' | 'may' | 'due';
}

/** @param last day of the last completed answers, `YYYY-MM-DD`, as `today` */
export function askAgain(last: string, interval: Interval, today: string): Again {
  const notBefore = dayAfter(last, interval.notBeforeDays);
  const dueOn = dayAfter(last, interval.againAfterDays);
  return { notBefore, dueOn, state: today < notBefore ? 'too-soon' : today < dueOn ? 'may' : 'due' };
}

/** The day so many days later, by the calendar. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
