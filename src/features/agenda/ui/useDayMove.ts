import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Appointment } from '../contract.ts';
import { clockOf, type DayLayout, minuteOf, steppedDay } from '../domain/board.ts';
import { instantOf } from '../domain/days.ts';
import { asChange, useSaidBefore, useShift } from './useShift.ts';

/** So long a finger rests on a line before it takes it up, in milliseconds; before that it scrolls. */
const PRESS = 450;
/** So near to an edge of the window the page goes on by itself, in pixels, and so fast. */
const EDGE = 72;
const SPEED = 14;
/** So far a pointer moves before it drags, in pixels. */
const NEAR = 6;

/** Where something that was taken up is held over. */
export interface Lifted {
  readonly appointment: Appointment;
  readonly day: string;
  /** Minutes of the day on an Italian clock. */
  readonly from: number;
  readonly isByHand: boolean;
}

export interface DayMove {
  readonly lifted: Lifted | null;
  /** Day and hour where it is held, in words. */
  readonly where: string;
  /** What is in the way where it is held, once it is known. */
  readonly said: { readonly isFree: boolean; readonly words: string } | null;
  /** For those who listen. */
  readonly heard: string;
  readonly error: Error | null;
  mayMove(appointment: Appointment): boolean;
  /** Of the grip: the keyboard, and any pointer at once. */
  gripOf(appointment: Appointment): { onKeyDown: (event: KeyboardEvent) => void; onBlur: () => void; onPointerDown: (event: PointerEvent) => void; 'aria-pressed': boolean };
  /** Of the whole line: a mouse that draws it, a finger that rests on it. A touch or a click without that opens it as ever. */
  lineOf(appointment: Appointment): { onPointerDownCapture: (event: PointerEvent<HTMLElement>) => void; onContextMenu: (event: MouseEvent) => void };
}

const minutesOf = ({ startsAt, endsAt }: Appointment): number => Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);

/** Appointments taken up and put down on another day: by the mouse, by a finger that rests, or by the keyboard, where Escape leaves them. @param place what holds the days, each marked with `data-day` @param days those shown, in order */
export function useDayMove(place: RefObject<HTMLElement | null>, days: readonly string[], layout: DayLayout): DayMove {
  const { t, formatDate } = useText();
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const [heard, setHeard] = useState('');
  const holds = useRef(false);
  useEffect(() => { holds.current = lifted?.isByHand ?? false; }, [lifted]);
  const shift = useShift(() => setHeard(t('agenda.board.refused')));
  const periodOf = ({ appointment, day, from }: Lifted) => {
    const startsAt = instantOf(day, clockOf(from));
    return { startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + minutesOf(appointment) * 60_000).toISOString() };
  };
  const isWhereItWas = ({ appointment, day, from }: Lifted): boolean => day === italianDay(new Date(appointment.startsAt)) && from === minuteOf(appointment.startsAt);
  const said = useSaidBefore(lifted && !isWhereItWas(lifted) ? { appointment: lifted.appointment, at: { ...periodOf(lifted), memberId: lifted.appointment.member.id, mediatorId: lifted.appointment.mediator?.id ?? null, room: lifted.appointment.room } } : null);
  const words = ({ appointment, day, from }: Lifted): string => `${formatDate(day, 'weekday')}, ${clockOf(from)}–${clockOf(from + minutesOf(appointment))}`;

  const take = (appointment: Appointment, isByHand: boolean): Lifted => {
    const next = { appointment, day: italianDay(new Date(appointment.startsAt)), from: minuteOf(appointment.startsAt), isByHand };
    setLifted(next);
    setHeard(t(`agenda.lift.taken.${layout}`, { code: appointment.code, where: words(next) }));
    return next;
  };
  const leave = ({ appointment }: Lifted): void => {
    setLifted(null);
    setHeard(t('agenda.board.left', { code: appointment.code }));
  };
  const drop = (one: Lifted): void => {
    if (isWhereItWas(one)) return leave(one);
    setLifted(null);
    setHeard(t('agenda.board.put-down', { where: words(one) }));
    shift.mutate({ appointment: one.appointment, to: { ...asChange(one.appointment), ...periodOf(one) } });
  };

  // A finger that holds something does not scroll: said before the page decides, and only while it holds.
  useEffect(() => {
    const holder = place.current;
    const still = (event: TouchEvent): void => {
      if (holds.current && event.cancelable) event.preventDefault();
    };
    holder?.addEventListener('touchmove', still, { passive: false });
    return () => holder?.removeEventListener('touchmove', still);
  }, [place]);

  /** Follows a pointer that holds something until it lets go, wherever it goes. */
  const follow = (first: Lifted, pointerId: number): void => {
    let now = first;
    const ends = new AbortController();
    const { signal } = ends;
    let at: { readonly x: number; readonly y: number } | null = null;
    const over = (): void => {
      if (!at) return;
      const day = document.elementsFromPoint(at.x, at.y).map((one) => one.closest<HTMLElement>('[data-day]')?.dataset['day']).find((one) => one !== undefined);
      if (!day || day === now.day) return;
      now = { ...now, day };
      setLifted(now);
    };
    window.addEventListener('pointermove', (event) => {
      if (event.pointerId !== pointerId) return;
      at = { x: event.clientX, y: event.clientY };
      over();
    }, { signal });
    // Held at the upper or lower edge, the page goes on to the days that are not in sight.
    const scroll = setInterval(() => {
      const by = !at ? 0 : at.y < EDGE ? -SPEED : at.y > window.innerHeight - EDGE ? SPEED : 0;
      if (by === 0) return;
      window.scrollBy({ top: by, behavior: 'instant' });
      over();
    }, 16);
    signal.addEventListener('abort', () => clearInterval(scroll));
    window.addEventListener('pointerup', (event) => { if (event.pointerId === pointerId) { ends.abort(); drop(now); } }, { signal });
    window.addEventListener('pointercancel', (event) => { if (event.pointerId === pointerId) { ends.abort(); leave(now); } }, { signal });
    window.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); ends.abort(); leave(now); } }, { signal, capture: true });
  };

  const mayMove = ({ state }: Appointment): boolean => state === 'booked';
  const onKey = (event: KeyboardEvent, appointment: Appointment): void => {
    const own = lifted?.appointment.id === appointment.id ? lifted : null;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (own) drop(own);
      else take(appointment, false);
      return;
    }
    if (!own) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return leave(own);
    }
    const next = steppedDay({ day: own.day, from: own.from }, event.key, days, { layout, length: minutesOf(appointment), isMirrored: document.documentElement.dir === 'rtl' });
    if (!next) return;
    event.preventDefault();
    const at = { ...own, ...next };
    setLifted(at);
    setHeard(words(at));
  };

  /** A mouse that moves, or a finger that rests, takes the line up; until then nothing happened. */
  const onLine = (event: PointerEvent<HTMLElement>, appointment: Appointment): void => {
    // The dialogs that a line opens tell it of what is touched in them, though they stand elsewhere.
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    if (!mayMove(appointment) || event.button !== 0 || event.target.closest('.agenda-lift')) return;
    const { pointerId, clientX, clientY, currentTarget: line, pointerType } = event;
    const isTouch = pointerType === 'touch';
    // The line opens when the mouse lets go, so that it can be drawn first.
    if (!isTouch) event.stopPropagation();
    const ends = new AbortController();
    const { signal } = ends;
    const lift = (): void => {
      ends.abort();
      line.setPointerCapture(pointerId);
      follow(take(appointment, true), pointerId);
    };
    const timer = isTouch ? setTimeout(lift, PRESS) : undefined;
    signal.addEventListener('abort', () => clearTimeout(timer));
    window.addEventListener('pointermove', (moved) => {
      if (moved.pointerId !== pointerId || Math.hypot(moved.clientX - clientX, moved.clientY - clientY) < NEAR) return;
      if (isTouch) ends.abort();
      else lift();
    }, { signal });
    window.addEventListener('pointerup', (up) => {
      if (up.pointerId !== pointerId) return;
      ends.abort();
      if (!isTouch) line.querySelector<HTMLElement>('button:not(.agenda-lift)')?.click();
    }, { signal });
    window.addEventListener('pointercancel', () => ends.abort(), { signal });
  };

  return {
    lifted, where: lifted ? words(lifted) : '', said, error: shift.error, mayMove,
    heard: lifted && said ? `${words(lifted)}. ${said.words}` : heard,
    gripOf: (appointment) => ({
      'aria-pressed': lifted?.appointment.id === appointment.id,
      onKeyDown: (event) => onKey(event, appointment),
      onBlur: () => { if (lifted?.appointment.id === appointment.id && !lifted.isByHand) leave(lifted); },
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        follow(take(appointment, true), event.pointerId);
      },
    }),
    lineOf: (appointment) => ({ onPointerDownCapture: (event) => onLine(event, appointment), onContextMenu: (event) => { if (holds.current) event.preventDefault(); } }),
  };
}
