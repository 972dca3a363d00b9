import { italianDay } from '../../../kernel/italian-day.ts';

const offsetIn = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Rome', timeZoneName: 'longOffset' });

/** The day that many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return dayAfter(day, -((weekday + 6) % 7));
}

/** The same day of the next month or the one before, or its last where it has no such day. */
export function monthAfter(day: string, by: 1 | -1): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + by, Math.min(date, last))).toISOString().slice(0, 10);
}

/** How far the clock of Italy is from UTC at a moment: `+01:00` or `+02:00`. */
const offsetAt = (moment: Date): string => offsetIn.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value.replace('GMT', '') ?? '';

/**
 * The instant of an hour on an Italian clock, summer or winter. Of the hour that comes twice in October it is the first; the one that March leaves out
 * is an hour later. @param time `HH:MM`
 */
export function instantOf(day: string, time: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  // Asked where summer time holds if it held an hour before or after: near the change the offset of one guess alone is wrong.
  const [summer, winter] = [new Date(wall - 2 * 3_600_000), new Date(wall - 3_600_000)];
  return offsetAt(summer) === '+02:00' ? summer : winter;
}

/** Starts that a desk day offers, every half hour from eight to half past seven in the evening. */
export const startTimes: readonly string[] = Array.from({ length: 24 }, (_, half) => `${String(8 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);

/** Starts that may be chosen by hand, every quarter of an hour from six in the morning to ten in the evening: whoever goes along with somebody leaves before the desk opens. */
export const quarterTimes: readonly string[] = Array.from({ length: 65 }, (_, quarter) => `${String(6 + Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
/** Lengths that an appointment may have, in minutes: half an hour to ten hours, by quarters of an hour. */
export const lengths: readonly string[] = Array.from({ length: 39 }, (_, quarter) => String(30 + quarter * 15));
/** Those that are most often meant: talks, and a morning on which one goes along. */
export const usualLengths: readonly string[] = ['30', '45', '60', '90', '120', '240'];

/** The next half hour of today, or nine o'clock of another day. */
export function proposedStart(day: string, now: Date): string {
  if (day !== italianDay(now)) return '09:00';
  return startTimes.find((time) => instantOf(day, time) >= now) ?? '09:00';
}

export interface When {
  readonly day: string | null;
  readonly start: string | null;
  /** Minutes. */
  readonly length: string;
}

/** From a day, an hour on an Italian clock and a length to two instants; nothing while a part is missing. */
export function periodOf({ day, start, length }: When): { startsAt: string; endsAt: string } | null {
  if (!day || !start) return null;
  const from = instantOf(day, start);
  return { startsAt: from.toISOString(), endsAt: new Date(from.getTime() + Number(length) * 60_000).toISOString() };
}

const clockIn = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', timeStyle: 'short' });

/** The day, hour and length of two instants, as a form shows them. */
export function whenOf(startsAt: string, endsAt: string): When {
  return { day: italianDay(new Date(startsAt)), start: clockIn.format(new Date(startsAt)), length: String(Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000)) };
}
