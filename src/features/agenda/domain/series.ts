import { italianDay } from '../../../kernel/italian-day.ts';
import type { OccurrenceTrouble, SeriesRhythm } from '../contract.ts';
import { dayAfter, instantOf, periodOf, type When, whenOf } from './days.ts';
import { inBoth, type Span, without } from './finder.ts';

/** More are not booked at once: a year of weeks. */
export const MOST = 52;
const QUARTER = 15 * 60_000;
const DAY = 86_400_000;

/** Which of its weekday a day is within its month: 1 to 5. */
export const nthOfMonth = (day: string): number => Math.ceil(Number(day.slice(8)) / 7);

/** The day, so many months later, that is the same of its weekday (the second Tuesday); a fifth is the last of the month, for many months have none. */
function sameWeekday(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  const first = new Date(Date.UTC(year, month - 1 + months, 1, 12));
  const last = new Date(Date.UTC(year, month + months, 0, 12)).getUTCDate();
  const earliest = 1 + ((weekday - first.getUTCDay() + 7) % 7);
  const nth = earliest + (nthOfMonth(day) - 1) * 7;
  first.setUTCDate(nthOfMonth(day) === 5 ? earliest + Math.floor((last - earliest) / 7) * 7 : nth);
  return first.toISOString().slice(0, 10);
}

/** So many times, or up to and with a day. */
export type SeriesEnd = { readonly times: number } | { readonly until: string };

/** The days on which it comes back, the first among them. Never more than {@link MOST}. */
export function daysOf(first: string, every: SeriesRhythm, end: SeriesEnd): string[] {
  const days: string[] = [];
  for (let nth = 0; nth < MOST; nth += 1) {
    const day = every === 'month' ? sameWeekday(first, nth) : dayAfter(first, nth * (every === 'week' ? 7 : 14));
    if ('times' in end ? nth >= end.times : day > end.until) break;
    days.push(day);
  }
  return days;
}

export interface Period {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** One hour of a row, as it is wanted. */
export interface Occurrence extends Period {
  readonly memberId: string;
  readonly mediatorId: string | null;
  readonly room: string | null;
}

/** Somebody or some place of whom it is known when they are away and when they are taken, in order of time. */
export interface Resource {
  /** False where nobody wrote any hours: then away is only what another room holds, and no hour is proposed. */
  readonly known: boolean;
  readonly away: readonly Span[];
  readonly taken: readonly Span[];
}

/** What an hour could meet. Rooms are known by their name in small letters; one `isRoom` may be proposed in another's place. */
export interface Surroundings {
  readonly members: ReadonlyMap<string, Resource & { readonly barred: boolean }>;
  readonly rooms: ReadonlyMap<string, Resource & { readonly name: string; readonly isRoom: boolean }>;
  readonly personTaken: readonly Span[];
  readonly deskClosed: readonly Span[];
  /** Name by day. */
  readonly holidays: ReadonlyMap<string, string>;
}

export interface Standing {
  readonly troubles: readonly OccurrenceTrouble[];
  readonly holiday: string | null;
  /** The nearest hour at which everybody and the room are free. */
  readonly other: Period | null;
  /** Where only the room is in the way: one that is free then. */
  readonly otherRoom: string | null;
}

const meets = (spans: readonly Span[], { from, to }: Span): boolean => spans.some((one) => one.from < to && from < one.to);
const keyOf = (room: string): string => room.trim().toLowerCase();

/** These can be overruled by saying why; the others are somebody else's hour. */
const overruled: ReadonlySet<OccurrenceTrouble> = new Set(['member-away', 'mediator-away', 'room-closed', 'desk-closed', 'holiday', 'past']);
export const isOverruled = (troubles: readonly OccurrenceTrouble[]): boolean => troubles.every((one) => overruled.has(one));
/** Whether it must be said why it stands outside somebody's hours. */
export const needsWhy = (troubles: readonly OccurrenceTrouble[]): boolean => troubles.some((one) => one === 'member-away' || one === 'mediator-away' || one === 'room-closed');

/**
 * What stands in the way of an hour, and what could be instead. What is not told here the database lets be booked, unless somebody else takes
 * it meanwhile; what is told, it refuses, or asks why.
 * @param reach so many days before and after one looks for another hour
 */
export function standingOfOccurrence(wanted: Occurrence, around: Surroundings, now: Date, reach: number): Standing {
  const span = { from: Date.parse(wanted.startsAt), to: Date.parse(wanted.endsAt) };
  const day = italianDay(new Date(span.from));
  const member = around.members.get(wanted.memberId);
  const mediator = wanted.mediatorId === null ? undefined : around.members.get(wanted.mediatorId);
  const room = wanted.room === null ? undefined : around.rooms.get(keyOf(wanted.room));
  const holiday = around.holidays.get(day) ?? null;
  const troubles: OccurrenceTrouble[] = [];
  if (member?.barred || mediator?.barred) troubles.push('kept-away');
  if (meets(around.personTaken, span)) troubles.push('person-taken');
  if (member && meets(member.taken, span)) troubles.push('member-taken');
  if (mediator && meets(mediator.taken, span)) troubles.push('mediator-taken');
  if (room && meets(room.taken, span)) troubles.push('room-taken');
  if (member && meets(member.away, span)) troubles.push('member-away');
  if (mediator && meets(mediator.away, span)) troubles.push('mediator-away');
  if (room && meets(room.away, span)) troubles.push('room-closed');
  if (holiday !== null) troubles.push('holiday');
  if (meets(around.deskClosed, span)) troubles.push('desk-closed');
  if (span.from < now.getTime()) troubles.push('past');
  if (troubles.length === 0) return { troubles, holiday, other: null, otherRoom: null };

  const onlyRoom = troubles.every((one) => one === 'room-taken' || one === 'room-closed');
  const otherRoom = onlyRoom ? [...around.rooms.values()].find((one) => one.isRoom && !meets(one.taken, span) && !meets(one.away, span))?.name ?? null : null;
  return { troubles, holiday, otherRoom, other: troubles.includes('kept-away') ? null : nearest(span, { member, mediator, room, around, now, reach }) };
}

/** When somebody is there and not taken. Of whom nobody wrote any hours nothing is proposed; where nobody is asked for, all of it is free. */
export function freeWithin(one: Resource | undefined, within: readonly Span[]): Span[] {
  if (!one) return [...within];
  return one.known ? without(without(within, one.away), one.taken) : [];
}

interface Looking {
  readonly member: Resource | undefined;
  readonly mediator: Resource | undefined;
  readonly room: Resource | undefined;
  readonly around: Surroundings;
  readonly now: Date;
  readonly reach: number;
}

function nearest(span: Span, { member, mediator, room, around, now, reach }: Looking): Period | null {
  const within = [{ from: Math.max(span.from - reach * DAY, now.getTime()), to: span.to + reach * DAY }];
  const all = [mediator, room].reduce<Span[]>((free, one) => inBoth(free, freeWithin(one, within)), without(without(freeWithin(member, within), around.personTaken), around.deskClosed));
  const length = span.to - span.from;
  const starts = all.filter((one) => one.to - one.from >= length).flatMap((one) => {
    const [first, last] = [Math.ceil(one.from / QUARTER) * QUARTER, Math.floor((one.to - length) / QUARTER) * QUARTER];
    return first > last ? [] : [Math.min(last, Math.max(first, span.from))];
  });
  const best = starts.filter((from) => from % QUARTER === 0 && !around.holidays.has(italianDay(new Date(from))))
    .toSorted((a, b) => Math.abs(a - span.from) - Math.abs(b - span.from) || a - b)[0];
  return best === undefined ? null : { startsAt: new Date(best).toISOString(), endsAt: new Date(best + length).toISOString() };
}

/** So far one looks before and after an hour of a row, in days: never as far as the next one. */
export const reachOf = (every: SeriesRhythm | null): number => (every === null || every === 'week' ? 3 : 6);

const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();
const daysBetween = (one: string, other: string): number => Math.round((Date.parse(`${other}T12:00:00Z`) - Date.parse(`${one}T12:00:00Z`)) / DAY);

/** What is changed of one hour of a row. */
export interface Changed extends Occurrence {
  readonly language: string;
}

/**
 * An hour of the row, changed as another of it was: the same hour of the day, so many days on, the same colleague, mediator and room. What was
 * changed of this one alone before stays: whoever stands in for somebody goes on doing so, and what was put to another hour keeps it.
 */
export function likewise(before: Changed, after: Changed, each: Changed): Changed {
  const [was, is, own] = [whenOf(before.startsAt, before.endsAt), whenOf(after.startsAt, after.endsAt), whenOf(each.startsAt, each.endsAt)];
  const isUsual = own.start === was.start && own.day !== null && was.day !== null && weekdayOf(own.day) === weekdayOf(was.day);
  const when: When = isUsual && own.day && was.day && is.day ? { day: dayAfter(own.day, daysBetween(was.day, is.day)), start: is.start, length: own.length === was.length ? is.length : own.length } : own;
  const follow = <T>(of: (one: Changed) => T): T => (of(each) === of(before) ? of(after) : of(each));
  return {
    ...(periodOf(when) ?? each), language: follow((one) => one.language), memberId: follow((one) => one.memberId), mediatorId: follow((one) => one.mediatorId), room: follow((one) => one.room),
  };
}

/** Whether two of them are the same hour with the same people in the same place. */
export const isSame = (one: Changed, other: Changed): boolean => Date.parse(one.startsAt) === Date.parse(other.startsAt) && Date.parse(one.endsAt) === Date.parse(other.endsAt)
  && one.language === other.language && one.memberId === other.memberId && one.mediatorId === other.mediatorId && one.room === other.room;

/** The hours of a row: the same hour of an Italian clock on each of its days, over the change to summer time and back. */
export function periodsOf(when: When, every: SeriesRhythm, end: SeriesEnd): Period[] {
  if (!when.day || !when.start) return [];
  return daysOf(when.day, every, end).flatMap((day) => periodOf({ ...when, day }) ?? []);
}

/** The first and last instant of days in Italy around some hours. */
export function windowAround(periods: readonly Period[], reach: number): { from: Date; to: Date } {
  const first = periods.reduce((least, one) => Math.min(least, Date.parse(one.startsAt)), Number.POSITIVE_INFINITY);
  const last = periods.reduce((most, one) => Math.max(most, Date.parse(one.endsAt)), 0);
  return { from: instantOf(italianDay(new Date(first - reach * DAY)), '00:00'), to: instantOf(dayAfter(italianDay(new Date(last + reach * DAY)), 1), '00:00') };
}
