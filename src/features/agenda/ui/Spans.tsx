import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import type { Appointment, AppointmentMove, CancelReason } from '../contract.ts';
import { takesPlace, thereOn } from '../domain/board.ts';
import { dayAfter } from '../domain/days.ts';
import { AppointmentMenu } from './AppointmentMenu.tsx';
import { colleagues, hoursThereOf } from './queries.ts';

export interface SpanProps {
  /** The first day shown. */
  readonly from: string;
  readonly items: readonly Appointment[];
  readonly onDay: (day: string) => void;
  readonly onMove: (appointment: Appointment, move: AppointmentMove, reason?: CancelReason) => void;
}

const byDay = (items: readonly Appointment[]): Map<string, Appointment[]> => Map.groupBy(items.filter(takesPlace), (one) => italianDay(new Date(one.startsAt)));

/** Seven days side by side, or under one another where there is no room: hour, code, with whom. A line opens what may be done with it, as in the day. */
export function Week({ from, items, onDay, onMove }: SpanProps): ReactNode {
  const { t, formatDate, formatTime, languageName, formatList } = useText();
  const team = useQuery(colleagues);
  const there = useQuery(hoursThereOf(from, 7));
  const days = byDay(items);
  // Of whom the hours are known; of the others nothing is said.
  const known = (there.data?.items ?? []).flatMap(({ key, spans }) => {
    const name = team.data?.items.find((one) => one.id === key)?.name;
    return spans && name ? [{ name, spans }] : [];
  });
  const awayOn = (day: string): string[] => known.filter(({ spans }) => thereOn(spans, day).length === 0).map(({ name }) => name);
  return (
    <ol className="agenda-week">
      {Array.from({ length: 7 }, (_, nth) => dayAfter(from, nth)).map((day) => {
        const away = awayOn(day);
        const isShut = known.length > 0 && away.length === known.length;
        return (
        <li key={day} className={isShut ? 'agenda-shut' : undefined}>
          <Button kind="quiet" size="small" onPress={() => onDay(day)}>{formatDate(day, 'weekday')}</Button>
          {away.length > 0 && <p className="quiet small">{isShut ? t('agenda.week.shut') : t('agenda.week.away', { names: formatList(away) })}</p>}
          {!isShut && (days.get(day) ?? []).length === 0 && <p className="quiet small">{t('agenda.week.free')}</p>}
          <ul>
            {(days.get(day) ?? []).map((one) => (
              <li key={one.id}>
                <AppointmentMenu appointment={one} shown={[]} onMove={(move, reason) => onMove(one, move, reason)} line={(
                  <span className="agenda-span-line">
                    <span className="number">{formatTime(one.startsAt)}</span> <strong>{one.code}</strong>
                    <span className="quiet small agenda-under">{[languageName(one.language), one.mediator && t('agenda.mediator.is', { name: one.mediator.name }), one.member.name, one.room].filter(Boolean).join(' · ')}</span>
                  </span>
                )} />
              </li>
            ))}
          </ul>
        </li>
        );
      })}
    </ol>
  );
}

/** As many as a day of the month shows by name; the others are reached through the day. */
const LINES = 3;

/** Six weeks, a number on each day: where it is full and where there is room. Where there is width the first appointments stand there too. */
export function Month({ from, items, onDay, onMove, month }: SpanProps & { readonly month: string }): ReactNode {
  const { t, formatDate, formatTime, languageName } = useText();
  const days = byDay(items);
  const today = italianDay(new Date());
  return (
    <div className="agenda-month">
      {[1, 2, 3, 4, 5, 6, 7].map((weekday) => <span key={weekday} className="quiet small" aria-hidden="true">{t(`agenda.weekday.${weekday}`)}</span>)}
      {Array.from({ length: 42 }, (_, nth) => dayAfter(from, nth)).map((day) => {
        const here = days.get(day) ?? [];
        return (
          <div key={day} className={`agenda-month-cell${day.startsWith(month) ? '' : ' agenda-other-month'}`} aria-current={day === today ? 'date' : undefined}>
            <button type="button" className="agenda-month-day" aria-label={t('agenda.month.day', { day: formatDate(day, 'weekday'), count: here.length })} onClick={() => onDay(day)}>
              <span>{Number(day.slice(8))}</span>
              {here.length > 0 && <strong className="number">{here.length}</strong>}
            </button>
            {here.length > 0 && (
              <ul className="agenda-month-lines">
                {here.slice(0, LINES).map((one) => (
                  <li key={one.id} title={[one.code, languageName(one.language), one.mediator?.name, one.member.name].filter(Boolean).join(' · ')}>
                    <AppointmentMenu appointment={one} shown={[]} onMove={(move, reason) => onMove(one, move, reason)} line={<span className="agenda-span-line"><span className="number">{formatTime(one.startsAt)}</span> {one.code}</span>} />
                  </li>
                ))}
                {here.length > LINES && <li className="quiet small">{t('agenda.month.more', { count: here.length - LINES })}</li>}
              </ul>
            )}
          </div>
        );
      })}
    </div>
  );
}
