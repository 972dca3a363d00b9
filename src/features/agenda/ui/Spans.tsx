import { useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { Appointment, AppointmentMove, CancelReason } from '../contract.ts';
import { clockOf, takesPlace, thereOn } from '../domain/board.ts';
import { dayAfter } from '../domain/days.ts';
import { AppointmentMenu } from './AppointmentMenu.tsx';
import { colleagues, hoursThereOf } from './queries.ts';
import { type DayMove, useDayMove } from './useDayMove.ts';

export interface SpanProps {
  /** The first day shown. */
  readonly from: string;
  readonly items: readonly Appointment[];
  readonly onDay: (day: string) => void;
  readonly onMove: (appointment: Appointment, move: AppointmentMove, reason?: CancelReason) => void;
}

const byDay = (items: readonly Appointment[]): Map<string, Appointment[]> => Map.groupBy(items.filter(takesPlace), (one) => italianDay(new Date(one.startsAt)));

/** Seven days side by side, or under one another where there is no room: hour, code, with whom. A line opens what may be done with it, as in the day, and is taken to another day. */
export function Week({ from, items, onDay, onMove }: SpanProps): ReactNode {
  const { t, formatDate, formatTime, languageName, formatList } = useText();
  const team = useQuery(colleagues);
  const there = useQuery(hoursThereOf(from, 7));
  const days = byDay(items);
  const shown = Array.from({ length: 7 }, (_, nth) => dayAfter(from, nth));
  const place = useRef<HTMLOListElement>(null);
  const moving = useDayMove(place, shown, 'week');
  // Of whom the hours are known; of the others nothing is said.
  const known = (there.data?.items ?? []).flatMap(({ key, spans }) => {
    const name = team.data?.items.find((one) => one.id === key)?.name;
    return spans && name ? [{ name, spans }] : [];
  });
  const awayOn = (day: string): string[] => known.filter(({ spans }) => thereOn(spans, day).length === 0).map(({ name }) => name);
  const helpId = useId();
  return (
    <>
    <Told moving={moving} helpId={helpId} help={t('agenda.lift.help.week')} />
    <ol className="agenda-week" ref={place}>
      {shown.map((day) => {
        const away = awayOn(day);
        const isShut = known.length > 0 && away.length === known.length;
        return (
        <li key={day} data-day={day} className={[isShut && 'agenda-shut', moving.lifted?.day === day && 'agenda-over'].filter(Boolean).join(' ') || undefined}>
          <Button kind="quiet" size="small" onPress={() => onDay(day)}>{formatDate(day, 'weekday')}</Button>
          {away.length > 0 && <p className="quiet small">{isShut ? t('agenda.week.shut') : t('agenda.week.away', { names: formatList(away) })}</p>}
          {!isShut && (days.get(day) ?? []).length === 0 && <p className="quiet small">{t('agenda.week.free')}</p>}
          <ul>
            {(days.get(day) ?? []).map((one) => (
              <Movable key={one.id} one={one} moving={moving} helpId={helpId}>
                <AppointmentMenu appointment={one} shown={[]} onMove={(move, reason) => onMove(one, move, reason)} line={(
                  <span className="agenda-span-line">
                    <span className="number">{formatTime(one.startsAt)}</span> <strong>{one.code}</strong>
                    <span className="quiet small agenda-under">{[languageName(one.language), one.mediator && t('agenda.mediator.is', { name: one.mediator.name }), one.member.name, one.room].filter(Boolean).join(' · ')}</span>
                  </span>
                )} />
              </Movable>
            ))}
            <Ghost day={day} moving={moving} />
          </ul>
        </li>
        );
      })}
    </ol>
    <Held moving={moving} />
    </>
  );
}

/** As many as a day of the month shows by name; the others are reached through the day. */
const LINES = 3;

/** Six weeks, a number on each day: where it is full and where there is room. Where there is width the first appointments stand there too, and are taken to another day. */
export function Month({ from, items, onDay, onMove, month }: SpanProps & { readonly month: string }): ReactNode {
  const { t, formatDate, formatTime, languageName } = useText();
  const days = byDay(items);
  const today = italianDay(new Date());
  const shown = Array.from({ length: 42 }, (_, nth) => dayAfter(from, nth));
  const place = useRef<HTMLDivElement>(null);
  const moving = useDayMove(place, shown, 'month');
  const helpId = useId();
  return (
    <>
    <Told moving={moving} helpId={helpId} help={t('agenda.lift.help.month')} />
    <div className="agenda-month" ref={place}>
      {[1, 2, 3, 4, 5, 6, 7].map((weekday) => <span key={weekday} className="quiet small" aria-hidden="true">{t(`agenda.weekday.${weekday}`)}</span>)}
      {shown.map((day) => {
        const here = days.get(day) ?? [];
        const isOver = moving.lifted?.day === day;
        return (
          <div key={day} data-day={day} className={`agenda-month-cell${day.startsWith(month) ? '' : ' agenda-other-month'}${isOver ? ' agenda-over' : ''}`} aria-current={day === today ? 'date' : undefined}>
            <button type="button" className="agenda-month-day" onClick={() => onDay(day)}>
              <span aria-hidden="true">{Number(day.slice(8))}</span>
              {here.length > 0 && <strong className="number" aria-hidden="true">{here.length}</strong>}
              <span className="only-heard">{t('agenda.month.day', { day: formatDate(day, 'weekday'), count: here.length })}</span>
            </button>
            {(here.length > 0 || isOver) && (
              <ul className="agenda-month-lines">
                {here.slice(0, LINES).map((one) => (
                  <Movable key={one.id} one={one} moving={moving} helpId={helpId} title={[one.code, languageName(one.language), one.mediator?.name, one.member.name].filter(Boolean).join(' · ')}>
                    <AppointmentMenu appointment={one} shown={[]} onMove={(move, reason) => onMove(one, move, reason)} line={<span className="agenda-span-line"><span className="number">{formatTime(one.startsAt)}</span> {one.code}</span>} />
                  </Movable>
                ))}
                <Ghost day={day} moving={moving} />
                {here.length > LINES && <li className="quiet small">{t('agenda.month.more', { count: here.length - LINES })}</li>}
              </ul>
            )}
          </div>
        );
      })}
    </div>
    <Held moving={moving} />
    </>
  );
}

/** How one moves things here, why something was not moved, and what those who listen hear. */
function Told({ moving, helpId, help }: { moving: DayMove; helpId: string; help: string }): ReactNode {
  return (
    <>
      {moving.error && <ProblemPanel problem={moving.error} />}
      <p id={helpId} className="quiet small agenda-lift-help">{help}</p>
      <output className="only-heard">{moving.heard}</output>
    </>
  );
}

/** What is held, over which day, and what is in the way there: in sight also where the day is not. */
function Held({ moving: { lifted, where, said } }: { moving: DayMove }): ReactNode {
  if (!lifted) return null;
  return <p className="agenda-lift-said" aria-hidden="true"><strong>{lifted.appointment.code}</strong> · {where}{said && ` · ${said.words}`}</p>;
}

/** A line with its grip; what was taken up stays in its place, pale, until it is put down. */
function Movable({ one, moving, helpId, title, children }: { one: Appointment; moving: DayMove; helpId: string; title?: string; children: ReactNode }): ReactNode {
  const { t } = useText();
  const isLifted = moving.lifted?.appointment.id === one.id;
  return (
    <li {...(title ? { title } : {})} className={`agenda-movable${isLifted ? ' agenda-lifted' : ''}`} {...moving.lineOf(one)}>
      {moving.mayMove(one) && <button type="button" className="agenda-lift" aria-label={t('agenda.lift', { code: one.code })} aria-describedby={helpId} {...moving.gripOf(one)}><span className="agenda-grip" aria-hidden="true" /></button>}
      {children}
    </li>
  );
}

/** Where what was taken up would stand, and what is in the way there. */
function Ghost({ day, moving: { lifted, said } }: { day: string; moving: DayMove }): ReactNode {
  if (lifted?.day !== day) return null;
  return (
    <li className={`agenda-ghost${said && !said.isFree ? ' agenda-ghost-met' : ''}`} aria-hidden="true">
      <span className="number">{clockOf(lifted.from)}</span> <strong>{lifted.appointment.code}</strong>
      {said && <span className="small agenda-under">{said.words}</span>}
    </li>
  );
}
