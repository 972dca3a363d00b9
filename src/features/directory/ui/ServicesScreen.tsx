import { useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { ReactNode } from 'react';
import { type Text, useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { type Service, ServiceCategory } from '../contract.ts';
import { FreshnessTag } from './FreshnessTag.tsx';
import { useServices } from './queries.ts';

/** The services of the territory: found by words, kind and openness; what is old says so. */
export default function ServicesScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const isPartner = hat?.role === 'partner';
  const mayAdd = isPartner || hat?.role === 'coordinator' || hat?.role === 'admin';
  const [words, setWords] = useState('');
  const [category, setCategory] = useState<ServiceCategory | null>(null);
  const [withoutPapersOnly, setWithoutPapersOnly] = useState(false);
  const [staleOnly, setStaleOnly] = useState(false);
  const { mine }: { mine?: unknown } = useSearch({ strict: false });
  const [mineOnly, setMineOnly] = useState(isPartner && mine === true);
  const list = useServices({ words: useDeferredValue(words.trim()), category, language: null, withoutPapersOnly, staleOnly, mineOnly });
  const rows = list.data?.pages.flatMap((page) => page.items);

  return (
    <Page
      title={t('directory.title')}
      lead={t('directory.lead')}
      action={mayAdd ? <LinkButton kind="primary" icon="plus" href="/services/new">{t('directory.add')}</LinkButton> : undefined}
      secondary={isPartner ? <LinkButton icon="reports" href="/received">{t('directory.to-received')}</LinkButton> : undefined}
    >
      <Panel of="network" title={t('directory.list')}>
        <Stack>
          <Columns min="normal">
            <TextField label={t('directory.search')} hint={t('directory.search-hint')} type="search" value={words} onChange={setWords} />
            <Select label={t('directory.category')} placeholder={t('directory.any-category')} value={category} onChange={setCategory} choices={ServiceCategory.options.map((value) => ({ value, label: t(`directory.category.${value}`) }))} />
          </Columns>
          <Row>
            <Switch value={withoutPapersOnly} onChange={setWithoutPapersOnly}>{t('directory.only-without-papers')}</Switch>
            <Switch value={staleOnly} onChange={setStaleOnly}>{t('directory.only-stale')}</Switch>
            {isPartner && <Switch value={mineOnly} onChange={setMineOnly}>{t('directory.only-mine')}</Switch>}
          </Row>
          <DataTable<Service>
            label={t('directory.list')}
            rows={rows}
            rowKey={(row) => row.id}
            rowHref={(row) => `/services/${row.id}`}
            problem={list.error}
            onRetry={() => void list.refetch()}
            onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
            empty={<EmptyState icon="services" title={t('directory.none')} why={t('directory.none-why')} />}
            columns={columnsIn(t)}
          />
        </Stack>
      </Panel>
    </Page>
  );
}

const columnsIn = (t: Text['t']): Column<Service>[] => [
  { key: 'name', label: t('directory.name'), isName: true, render: (row) => row.name },
  { key: 'organisation', label: t('directory.organisation'), render: (row) => row.organisation.name },
  { key: 'category', label: t('directory.category'), render: (row) => t(`directory.category.${row.category}`) },
  { key: 'papers', label: t('directory.without-papers'), isMinor: true, render: (row) => t(`directory.without-papers.${row.withoutPapers}`) },
  { key: 'area', label: t('directory.area'), isMinor: true, render: (row) => (row.confidentialAddress ? <Tag icon="lock">{t('directory.confidential')}</Tag> : row.area) },
  { key: 'fresh', label: t('directory.freshness'), render: (row) => (row.active ? <FreshnessTag freshness={row.freshness} /> : <Tag>{t('directory.inactive')}</Tag>) },
];
