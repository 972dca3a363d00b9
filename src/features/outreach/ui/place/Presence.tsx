import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../../kernel/italian-day.ts';
import { ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../../kernel/ui/Panel.tsx';
import { dayAfter } from '../../../agenda/domain/days.ts';
import { presenceOf } from '../queries.ts';

const spans = { week: 84, month: 365 } as const;

/** Who was met here over time, as bars with their figures, and as the table that they are. */
export function PresenceHere({ placeId }: { placeId: string }): ReactNode {
  const { t, formatDate, formatList, languageName, countryName } = useText();
  const [by, setBy] = useState<'week' | 'month'>('week');
  const today = italianDay(new Date());
  const presence = useQuery(presenceOf(placeId, dayAfter(today, -spans[by]), today, by));
  const items = presence.data?.items ?? [];
  const most = Math.max(1, ...items.map(({ people }) => people));
  return (
    <Panel title={t('outreach.presence.title')} of="team">
      <ChoiceChips label={t('outreach.presence.by')} canClear={false} value={by} choices={(['week', 'month'] as const).map((value) => ({ value, label: t(`outreach.presence.by.${value}`) }))} onChange={(value) => setBy(value ?? 'week')} />
      {presence.error && !presence.data ? <ProblemPanel problem={presence.error} onRetry={() => void presence.refetch()} /> : null}
      {presence.data && items.length === 0 && <p className="quiet">{t('outreach.presence.empty')}</p>}
      {items.length > 0 && (
          <table className="street-table presence">
            <caption className="only-heard">{t('outreach.presence.title')}</caption>
            <thead><tr>{['on', 'people', 'women', 'minors', 'visits'].map((head) => <th key={head} scope="col">{t(`outreach.presence.${head}`)}</th>)}</tr></thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.on}>
                  <th scope="row">{formatDate(one.on)}</th>
                  <td><svg className="presence-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={(100 * one.people) / most} height="10" /></svg> {one.people}</td>
                  <td>{one.women}</td><td>{one.possiblyMinors}</td><td>{one.visits}</td>
                </tr>
              ))}
            </tbody>
          </table>
      )}
      {presence.data && presence.data.languages.length > 0 && <p>{t('outreach.presence.languages', { languages: formatList(presence.data.languages.slice(0, 6).map(({ language, people }) => `${languageName(language)} ${people}`)) })}</p>}
      {presence.data && presence.data.nationalities.length > 0 && <p>{t('outreach.presence.nationalities', { nationalities: formatList(presence.data.nationalities.slice(0, 6).map(({ country, people }) => `${countryName(country)} ${people}`)) })}</p>}
      <p className="quiet small">{t('outreach.presence.as-met')}</p>
    </Panel>
  );
}
