import type { Appointment } from '../contract.ts';
import { dayAfter, instantOf } from './days.ts';

/** By whom, or by where, the day is laid out. */
export const boardKinds = ['operator', 'mediator', 'room'] as const;
export type BoardKind = (typeof boardKinds)[number];

export interface BoardColumn {
  /** A member's id, a room's name, or empty for what has none of the kind. */
  readonly key: string;
  readonly name: string;
}

/** Where an appointment stands, or is about to: its column and its minutes of the day on an Italian clock. */
export interface Standing {
  readonly column: string;
  readonly from: number;
  readonly to: number;
}

const QUARTER = 15;
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', timeStyle: 'short' });
/** Minutes since midnight in Italy. */
export function minuteOf(moment: string): number {
  const [hour = 0, minute = 0] = clock.format(new Date(moment)).split(':').map(Number);
  return hour * 60 + minute;
}
/** `570` → `09:30`. */
export const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** What takes place, as against what fell through. */
export const takesPlace = ({ state }: Appointment): boolean => state !== 'cancelled' && state !== 'no-show';

export function columnOf(appointment: Appointment, kind: BoardKind): string {
  if (kind === 'operator') return appointment.member.id;
  return kind === 'mediator' ? appointment.mediator?.id ?? '' : appointment.room?.trim().toLowerCase() ?? '';
}

export function standingOf(appointment: Appointment, kind: BoardKind): Standing {
  const from = minuteOf(appointment.startsAt);
  return { column: columnOf(appointment, kind), from, to: from + Math.round((Date.parse(appointment.endsAt) - Date.parse(appointment.startsAt)) / 60_000) };
}

/** First and last hour to draw: eight to eight, or as far as what is booked reaches. */
export function hoursShown(standings: readonly Standing[]): { first: number; last: number } {
  const first = Math.min(8, ...standings.map((one) => Math.floor(one.from / 60)));
  return { first, last: Math.min(24, Math.max(20, ...standings.map((one) => Math.ceil(one.to / 60)))) };
}

/** A stretch of a day, in minutes since midnight in Italy. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When somebody is there on a day, of the stretches in which they are at all. */
export function thereOn(spans: readonly { readonly startsAt: string; readonly endsAt: string }[], day: string): Stretch[] {
  const [begins, ends] = [instantOf(day, '00:00').getTime(), instantOf(dayAfter(day, 1), '00:00').getTime()];
  return spans.flatMap(({ startsAt, endsAt }) => {
    const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
    if (to <= begins || from >= ends) return [];
    return [{ from: from <= begins ? 0 : minuteOf(startsAt), to: to >= ends ? 24 * 60 : minuteOf(endsAt) }];
  });
}

/** What is left of the hours that are drawn when somebody is there in these stretches, in order of time. @param first hour @param last hour */
export function awayBetween(there: readonly Stretch[], first: number, last: number): Stretch[] {
  const away: Stretch[] = [];
  let from = first * 60;
  for (const one of there) {
    if (one.from > from) away.push({ from, to: Math.min(one.from, last * 60) });
    from = Math.max(from, one.to);
    if (from >= last * 60) return away;
  }
  return [...away, { from, to: last * 60 }];
}

export type Step = 'earlier' | 'later' | 'longer' | 'shorter' | 'previous-column' | 'next-column';

/** One step of the keyboard: a quarter of an hour, or a column. The day's edges and a quarter of an hour hold it. */
export function stepped(standing: Standing, step: Step, columns: readonly BoardColumn[]): Standing {
  const { from, to, column } = standing;
  if (step === 'earlier') return from >= QUARTER ? { ...standing, from: from - QUARTER, to: to - QUARTER } : standing;
  if (step === 'later') return to + QUARTER <= 24 * 60 ? { ...standing, from: from + QUARTER, to: to + QUARTER } : standing;
  if (step === 'longer') return to + QUARTER <= 24 * 60 ? { ...standing, to: to + QUARTER } : standing;
  if (step === 'shorter') return to - from >= 2 * QUARTER ? { ...standing, to: to - QUARTER } : standing;
  const at = columns.findIndex((one) => one.key === column);
  const next = columns[at + (step === 'next-column' ? 1 : -1)];
  return next ? { ...standing, column: next.key } : standing;
}

/** Where a drag leads: whole quarters of an hour, never over the edges of the day. @param minutes dragged, positive is later */
export function dragged(standing: Standing, minutes: number, column: string, lengthens: boolean): Standing {
  const by = Math.round(minutes / QUARTER) * QUARTER;
  if (lengthens) return { ...standing, to: Math.min(24 * 60, Math.max(standing.from + QUARTER, standing.to + by)) };
  const length = standing.to - standing.from;
  const from = Math.min(24 * 60 - length, Math.max(0, standing.from + by));
  return { column, from, to: from + length };
}
