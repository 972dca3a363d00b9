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

/** What one looks for in the agenda; null for all. A room by its name in small letters. */
export interface AgendaFilter {
  /** As colleague or as mediator. */
  readonly member: string | null;
  readonly language: string | null;
  readonly room: string | null;
}
export const noFilter: AgendaFilter = { member: null, language: null, room: null };
export const isFiltering = ({ member, language, room }: AgendaFilter): boolean => member !== null || language !== null || room !== null;

export const matches = (one: Appointment, { member, language, room }: AgendaFilter): boolean => (member === null || one.member.id === member || one.mediator?.id === member)
  && (language === null || one.language === language) && (room === null || one.room?.trim().toLowerCase() === room);

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

/** Stretches in which half an hour has room, from a quarter of the hour on. */
export const longEnough = (stretches: readonly Stretch[]): Stretch[] => stretches.flatMap(({ from, to }) => {
  const quarter = Math.ceil(from / QUARTER) * QUARTER;
  return to - quarter >= 2 * QUARTER ? [{ from: quarter, to }] : [];
});

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

/** Days side by side by the week, where up and down are hours, or six weeks under one another, where they are weeks. */
export type DayLayout = 'week' | 'month';

export interface DayPlace {
  readonly day: string;
  /** Minutes of the day on an Italian clock. */
  readonly from: number;
}

/** One arrow of the keyboard between days: never off the days that are shown, nor over the edges of a day. Null for what is no arrow. @param days those shown, in order */
export function steppedDay(at: DayPlace, key: string, days: readonly string[], { layout, length, isMirrored }: { readonly layout: DayLayout; readonly length: number; readonly isMirrored: boolean }): DayPlace | null {
  const onwards = isMirrored ? 'ArrowLeft' : 'ArrowRight';
  const back = isMirrored ? 'ArrowRight' : 'ArrowLeft';
  const days7 = layout === 'month' ? 7 : 0;
  const by: Readonly<Record<string, { days: number; minutes: number }>> = {
    [onwards]: { days: 1, minutes: 0 }, [back]: { days: -1, minutes: 0 },
    ArrowUp: { days: -days7, minutes: layout === 'week' ? -QUARTER : 0 }, ArrowDown: { days: days7, minutes: layout === 'week' ? QUARTER : 0 },
  };
  const step = by[key];
  if (!step) return null;
  const day = days[days.indexOf(at.day) + step.days] ?? at.day;
  return { day, from: Math.min(24 * 60 - length, Math.max(0, at.from + step.minutes)) };
}

/** Letters that go on one line of a block, of a code and of names, and the height of a line, all as agenda.css draws them. */
const LETTERS = { code: 21, names: 25 } as const;
const LINE_REM = 1.1;

/** What a block has to say at least, and how long it lasts. */
export interface BlockWords {
  readonly minutes: number;
  readonly code: string;
  /** With whom, in which language. */
  readonly names: string;
}

/**
 * How high a quarter of an hour is drawn, in rem: so high that hour, code and names of the shortest appointment of the day can be read whole. A day of long
 * talks is drawn flat, one of many short ones high.
 */
export function quarterHeight(blocks: readonly BlockWords[]): number {
  const needed = blocks.map(({ minutes, code, names }) => {
    const lines = 1 + Math.ceil(code.length / LETTERS.code) + Math.ceil(names.length / LETTERS.names);
    return (0.6 + lines * LINE_REM) / Math.max(1, minutes / QUARTER);
  });
  return Math.ceil(Math.min(3.5, Math.max(1, ...needed)) * 4) / 4;
}
