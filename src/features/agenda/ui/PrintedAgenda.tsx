import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Appointment } from '../contract.ts';
import { takesPlace } from '../domain/board.ts';
import { dayAfter } from '../domain/days.ts';

/** The day or the days on paper, for a wall: hour, code, language, with whom and where. Nobody's name but the colleagues', and never what for. */
export function PrintedAgenda({ from, days, items }: { from: string; days: number; items: readonly Appointment[] }): ReactNode {
  const { t, formatDate, formatTime, languageName } = useText();
  const byDay = Map.groupBy(items.filter(takesPlace), (one) => italianDay(new Date(one.startsAt)));
  const shown = Array.from({ length: days }, (_, nth) => dayAfter(from, nth)).filter((day) => days === 1 || byDay.has(day));
  return (
    <div className="only-printed agenda-printed">
      <h1>{t('agenda.title')}</h1>
      {shown.length === 0 && <p>{t('agenda.empty.title')}</p>}
      {shown.map((day) => (
        <section key={day}>
          <h2>{formatDate(day, 'weekday')}</h2>
          {!byDay.has(day) && <p>{t('agenda.empty.title')}</p>}
          {byDay.has(day) && (
            <table>
              <thead><tr>{['hour', 'code', 'language', 'with', 'mediator', 'room'].map((column) => <th key={column} scope="col">{t(`agenda.printed.${column}`)}</th>)}</tr></thead>
              <tbody>{byDay.get(day)?.map((one) => (
                <tr key={one.id}><td>{formatTime(one.startsAt)}–{formatTime(one.endsAt)}</td><td>{one.code}</td><td>{languageName(one.language)}</td><td>{one.member.name}</td><td>{one.mediator?.name}</td><td>{one.room}</td></tr>
              ))}</tbody>
            </table>
          )}
        </section>
      ))}
      <p className="small">{t('agenda.printed.note')}</p>
    </div>
  );
}
