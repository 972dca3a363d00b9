import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

export interface CalendarEntry {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly isCancelled: boolean;
  /** Of the appointment; grows with each change. */
  readonly version: number;
  /** Null where the member did not choose to show it. */
  readonly place: string | null;
}

/**
 * A member's hours as an iCalendar (RFC 5545): neutral titles, no code, no name, no kind. Times are written as instants in UTC, which every
 * program shows on the clock of its own place, summer and winter. The same appointment keeps its UID, its SEQUENCE grows with each change,
 * and what was called off stays as CANCELLED, so that it also leaves the calendars that had it.
 * @param title the word for every entry, in the member's language
 */
export function calendarOf(entries: readonly CalendarEntry[], title: string, now: Date): string {
  const calendar = ical({ name: title, method: ICalCalendarMethod.PUBLISH, prodId: { company: 'RE.T.I.', product: 'agenda' }, ttl: 3_600 });
  for (const { id, startsAt, endsAt, isCancelled, version, place } of entries) {
    calendar.createEvent({
      id: `${id}@agenda.reti`, start: startsAt, end: endsAt, stamp: now, summary: title, sequence: version - 1,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED, ...(place ? { location: place } : {}),
    });
  }
  return calendar.toString();
}
