import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { clockOf, longEnough, thereOn } from '../domain/board.ts';
import { dayAfter } from '../domain/days.ts';
import type { BookedAt } from './BookDialog.tsx';
import { mediatorsFreeOf, spokenHere } from './queries.ts';

export interface MediatorsFreeProps {
  readonly from: string;
  readonly language: string | null;
  readonly onLanguage: (language: string | null) => void;
  /** An hour of a mediator was touched. */
  readonly onBook: (day: string, at: BookedAt) => void;
}

/** Two weeks, day by day: which mediators are there and not taken, in one language or in all. One touch books. */
export function MediatorsFree({ from, language, onLanguage, onBook }: MediatorsFreeProps): ReactNode {
  const { t, formatDate, formatList, languageName } = useText();
  const free = useQuery(mediatorsFreeOf(from, language));
  const items = free.data?.items;
  const unknown = (items ?? []).filter(({ spans }) => spans === null).map(({ member }) => member.name);
  return (
    <>
      <div className="agenda-whose"><Select label={t('agenda.filter.language')} placeholder={t('agenda.filter.any')} value={language} onChange={onLanguage} choices={[...new Set([...(language ? [language] : []), ...spokenHere.filter((code) => code !== 'it')])].map((code) => ({ value: code, label: languageName(code) }))} /></div>
      {free.error && <ProblemPanel problem={free.error} onRetry={() => void free.refetch()} />}
      {!items && !free.error && <Skeleton lines={6} />}
      {items?.length === 0 && <EmptyState icon="people" title={t('agenda.mediators.none')} why={t('agenda.mediators.none-why')} />}
      {items && items.length > 0 && (
        <ol className="agenda-free">
          {Array.from({ length: 14 }, (_, nth) => dayAfter(from, nth)).map((day) => {
            const here = items.flatMap(({ member, languages, spans }) => {
              const stretches = longEnough(thereOn(spans ?? [], day));
              return stretches.length === 0 ? [] : [{ member, languages, stretches }];
            });
            return (
              <li key={day} className={here.length === 0 ? 'agenda-shut' : undefined}>
                <h3>{formatDate(day, 'weekday')}</h3>
                {here.length === 0 && <p className="quiet small">{t('agenda.mediators.nobody')}</p>}
                <ul>
                  {here.map(({ member, languages, stretches }) => (
                    <li key={member.id}>
                      <strong>{member.name}</strong>
                      <span className="quiet small agenda-under">{formatList(languages.map(languageName))}</span>
                      <span className="agenda-free-hours">{stretches.map((one) => (
                        <button key={one.from} type="button" className="agenda-free-hour" onClick={() => onBook(day, { start: clockOf(one.from), mediatorId: member.id })}>
                          <span className="only-heard">{t('agenda.mediators.book', { name: member.name })} </span>{clockOf(one.from)}–{clockOf(one.to)}
                        </button>
                      ))}</span>
                    </li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ol>
      )}
      {unknown.length > 0 && <p className="quiet small">{t('agenda.find.unknown', { names: formatList(unknown) })}</p>}
    </>
  );
}
