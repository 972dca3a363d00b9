import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import type { Appointment } from '../contract.ts';
import { takesPlace, thereOn } from '../domain/board.ts';
import { dayAfter } from '../domain/days.ts';
import { colleagues, hoursThereOf } from './queries.ts';

export interface SpanProps {
  /** The first day shown. */
  readonly from: string;
  readonly items: readonly Appointment[];
  readonly onDay: (day: string) => void;
}

const byDay = (items: readonly Appointment[]): Map<string, Appointment[]> => Map.groupBy(items.filter(takesPlace), (one) => italianDay(new Date(one.startsAt)));

/** Seven days side by side, or under one another where there is no room: hour, code, with whom. */
export function Week({ from, items, onDay }: SpanProps): ReactNode {
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
                <span className="number">{formatTime(one.startsAt)}</span> <strong>{one.code}</strong>
                <span className="quiet small agenda-under">{[one.member.name, languageName(one.language), one.room].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </li>
        );
      })}
    </ol>
  );
}

/** Six weeks, a number on each day: where it is full and where there is room. */
export function Month({ from, items, onDay, month }: SpanProps & { readonly month: string }): ReactNode {
  const { t, formatDate } = useText();
  const days = byDay(items);
  const today = italianDay(new Date());
  return (
    <div className="agenda-month">
      {[1, 2, 3, 4, 5, 6, 7].map((weekday) => <span key={weekday} className="quiet small" aria-hidden="true">{t(`agenda.weekday.${weekday}`)}</span>)}
      {Array.from({ length: 42 }, (_, nth) => dayAfter(from, nth)).map((day) => {
        const count = days.get(day)?.length ?? 0;
        return (
          <button key={day} type="button" className={`agenda-month-day${day.startsWith(month) ? '' : ' agenda-other-month'}`} aria-current={day === today ? 'date' : undefined} aria-label={t('agenda.month.day', { day: formatDate(day, 'weekday'), count })} onClick={() => onDay(day)}>
            <span>{Number(day.slice(8))}</span>
            {count > 0 && <strong className="number">{count}</strong>}
          </button>
        );
      })}
    </div>
  );
}
