import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { type Coverage, Due, type Place } from '../contract.ts';
import { monthName } from './place/months.ts';
import { coverage, placesOf } from './queries.ts';
import './street.css';

type Covered = Coverage['items'][number];
/** Beside how due they are: whose season begins this month or the next. */
const filters = ['all', ...Due.options, 'season-ahead'] as const;
const SOON = 1;

/** Places by what is due: where nobody was for long stands first, those in their season before the others. */
export default function PlacesScreen(): ReactNode {
  const { t, language, formatDate, formatList, languageName } = useText();
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const [isRetired, setRetired] = useState(false);
  const due = useQuery(coverage);
  const retired = useQuery({ ...placesOf(true), enabled: isRetired });
  const rows = due.data?.items.filter((one) => filter === 'all' || (filter === 'season-ahead' ? one.ahead !== null && one.ahead.months <= SOON : one.due === filter));
  const columns: readonly Column<Covered>[] = [
    { key: 'name', label: t('outreach.places.name'), isName: true, render: ({ place }) => place.name },
    { key: 'town', label: t('outreach.places.town'), render: ({ place }) => place.town },
    { key: 'kind', label: t('outreach.places.kind'), isMinor: true, render: ({ place }) => t(`outreach.kind.${place.kind}`) },
    { key: 'due', label: t('outreach.places.due'), render: (one) => t(`outreach.due.${one.due}`, { weeks: one.weeks ?? 0 }) },
    { key: 'season', label: t('outreach.places.season'), render: (one) => (one.activities.length > 0 ? formatList(one.activities) : one.ahead !== null ? t('outreach.places.ahead', { activities: formatList(one.ahead.activities), months: one.ahead.months, month: monthName(language, one.ahead.month) }) : t(one.place.seasons.length === 0 ? 'outreach.places.no-season' : 'outreach.places.out-of-season')) },
    { key: 'last', label: t('outreach.places.last'), render: (one) => (one.lastVisitAt === null ? t('outreach.places.never') : formatDate(one.lastVisitAt)) },
    { key: 'planned', label: t('outreach.places.planned'), render: (one) => (one.plannedAt === null ? '—' : formatDate(one.plannedAt)) },
    { key: 'languages', label: t('outreach.places.languages'), isMinor: true, render: ({ place }) => formatList(place.languages.map(languageName)) || '—' },
  ];
  const old: readonly Column<Place>[] = [
    { key: 'name', label: t('outreach.places.name'), isName: true, render: (one) => one.name },
    { key: 'town', label: t('outreach.places.town'), render: (one) => one.town },
    { key: 'why', label: t('outreach.places.why-retired'), render: (one) => one.retiredReason ?? '—' },
  ];
  return (
    <Page title={t('outreach.places.title')} windowTitle={t('outreach.window')} lead={t('outreach.places.lead')} breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>} action={<LinkButton kind="primary" icon="plus" href="/street/places/new">{t('outreach.places.add')}</LinkButton>} secondary={<LinkButton icon="map" href="/street/map">{t('outreach.map.title')}</LinkButton>} width="full">
      {due.data?.items.length !== 0 && <ChoiceChips label={t('outreach.places.filter')} canClear={false} value={filter} choices={filters.map((value) => ({ value, label: t(`outreach.places.filter.${value}`) }))} onChange={(value) => setFilter(value ?? 'all')} />}
      <Panel title={t('outreach.places.coverage')} of="team">
        <DataTable label={t('outreach.places.coverage')} columns={columns} rows={rows} rowKey={({ place }) => place.id} rowHref={({ place }) => `/street/places/${place.id}`} rowTone={(one) => (one.due === 'overdue-in-season' || one.due === 'never-visited' ? 'late' : undefined)} empty={filter !== 'all' && (due.data?.items.length ?? 0) > 0 ? <EmptyState icon="check" title={t('outreach.places.none-so')} action={<Button onPress={() => setFilter('all')}>{t('outreach.places.filter.all')}</Button>} /> : <EmptyState icon="place" title={t('outreach.places.empty')} why={t('outreach.places.empty-why')} action={<LinkButton icon="plus" href="/street/places/new">{t('outreach.places.add')}</LinkButton>} />} problem={due.error} onRetry={() => void due.refetch()} />
      </Panel>
      <Switch value={isRetired} onChange={setRetired}>{t('outreach.places.show-retired')}</Switch>
      {isRetired && <Panel title={t('outreach.places.retired')} of="team"><DataTable label={t('outreach.places.retired')} columns={old} rows={retired.data?.items} rowKey={(one) => one.id} rowHref={(one) => `/street/places/${one.id}`} empty={<p className="quiet">{t('outreach.places.none-retired')}</p>} problem={retired.error} onRetry={() => void retired.refetch()} /></Panel>}
    </Page>
  );
}
