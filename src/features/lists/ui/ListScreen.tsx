import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { ListKind, type SavedList } from '../contract.ts';
import { addressOf, viewIn } from '../domain.ts';
import { factsOf } from '../kinds.ts';
import { BulkBar } from './BulkBar.tsx';
import { leadsTo, useColumns } from './cells.tsx';
import { Filters } from './Filters.tsx';
import { KeepButton, ListMenu } from './ListMenu.tsx';
import { linesOf, savedList, type View } from './queries.ts';
import './lists.css';

/** A list: one that was kept, or one of the lists to begin from. What narrows it stands in the address, in codes. */
export default function ListScreen(): ReactNode {
  const { t } = useText();
  const { listId } = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const kept = useQuery({ ...savedList(listId ?? ''), enabled: listId !== undefined });
  if (kept.error && listId) return <Page title={t('lists.title')}><ProblemPanel problem={kept.error} onRetry={() => void kept.refetch()} /></Page>;
  if (listId && !kept.data) return <Page title={t('lists.title')}><Skeleton lines={6} /></Page>;
  const asked = ListKind.safeParse(search['kind']).data;
  const kind = kept.data?.kind ?? asked;
  if (!kind) return <Page title={t('lists.title')}><EmptyState icon="filter" title={t('lists.unknown')} why={t('lists.unknown.why')} action={<LinkButton href="/lists">{t('lists.title')}</LinkButton>} /></Page>;
  const inAddress = viewIn(kind, search);
  const isChanged = asked !== undefined && listId !== undefined;
  const view: View = { kind, ...(kept.data && !isChanged ? { narrowed: kept.data.narrowed, sorted: kept.data.sorted, shown: kept.data.shown } : { narrowed: inAddress.narrowed, sorted: inAddress.sorted, shown: inAddress.shown }) };
  return <Shown key={listId ?? kind} view={view} kept={kept.data} isChanged={isChanged} lost={kept.data && !isChanged ? kept.data.lost : inAddress.lost} />;
}

function Shown({ view, kept, isChanged, lost }: { view: View; kept: SavedList | undefined; isChanged: boolean; lost: SavedList['lost'] }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // A list that was kept is opened to be read; one that is being made, to be narrowed.
  const [isNarrowing, setNarrowing] = useState(kept === undefined);
  const [isChoosingColumns, setChoosingColumns] = useState(false);
  const { kind, narrowed, sorted, shown } = view;
  const lines = useInfiniteQuery(linesOf(view));
  const rows = lines.data?.pages.flatMap((page) => page.items);
  const first = lines.data?.pages[0];
  const facts = factsOf(kind);
  const columns = useColumns(kind, shown);
  const change = (next: Partial<Omit<View, 'kind'>>): void => {
    const address = addressOf(kind, { narrowed, sorted, shown, ...next });
    // Whatever is chosen was chosen in the list as it was.
    if (next.narrowed) setChosen(new Set());
    void navigate({ href: kept ? address.replace('/lists/view', `/lists/${kept.id}`) : address, replace: true });
  };
  const isNarrowed = Object.keys(narrowed).length > 0;
  return (
    <Page
      title={kept?.name ?? t(`lists.kind.${kind}`)} windowTitle={t(`lists.kind.${kind}`)} width="full"
      lead={first ? t(first.more ? 'lists.count.more' : 'lists.count', { n: first.count ?? 0 }) : undefined}
      action={!kept || isChanged || lost.length > 0 ? <KeepButton view={view} kept={kept} /> : undefined}
      secondary={<><LinkButton kind="quiet" icon="filter" href="/lists">{t('lists.all')}</LinkButton>{kept && <ListMenu view={view} kept={kept} />}</>}
    >
      <Stack>
        {lost.length > 0 && (
          <Notice tone="late" title={t('lists.lost')}>
            <p>{t('lists.lost.help')}</p>
            <ul>{lost.map((one) => <li key={one.filter}>{facts.filters.some((filter) => filter.key === one.filter) ? t(`lists.filter.${one.filter}`) : one.filter}: {one.values.join(', ')}</li>)}</ul>
          </Notice>
        )}
        <Filters kind={kind} narrowed={narrowed} isOpen={isNarrowing} onChange={(next) => change({ narrowed: next })} />
        <div className="lists-order">
          <Select label={t('lists.order')} canClear={false} value={sorted} onChange={(value) => change({ sorted: value ?? sorted })} choices={facts.orders.map((value) => ({ value, label: t(`lists.order.${value}`) }))} />
          <Button kind="quiet" icon="filter" aria-expanded={isNarrowing} onPress={() => setNarrowing(!isNarrowing)}>{t('lists.filters')}</Button>
          <Button kind="quiet" icon="eye" aria-expanded={isChoosingColumns} onPress={() => setChoosingColumns(!isChoosingColumns)}>{t('lists.columns')}</Button>
          {isNarrowed && <Button kind="quiet" icon="close" onPress={() => change({ narrowed: {} })}>{t('lists.widen')}</Button>}
        </div>
        {isChoosingColumns && (
          <CheckChips label={t('lists.columns')} hint={t('lists.columns.hint')} value={shown.filter((key) => key !== 'code')} onChange={(keys) => change({ shown: ['code', ...keys] })}
            choices={facts.columns.filter((column) => column.key !== 'code').map((column) => ({ value: column.key, label: t(`lists.column.${column.key}`) }))} />
        )}
        <Panel of="case">
          <DataTable
            label={kept?.name ?? t(`lists.kind.${kind}`)} columns={columns} rows={rows} rowKey={(line) => line.id} rowHref={(line) => leadsTo(kind, line)}
            problem={lines.error} onRetry={() => void lines.refetch()} onMore={lines.hasNextPage ? () => void lines.fetchNextPage() : undefined} isLoadingMore={lines.isFetchingNextPage}
            choosing={{ chosen, onChange: setChosen, canChoose: (line) => line.caseId !== null, labelOf: (line) => t('lists.choose', { code: String(line.cells['code'] ?? '') }), allLabel: t('lists.choose-all') }}
            empty={isNarrowed ? <EmptyState icon="filter" title={t('lists.nobody')} why={t('lists.nobody.why')} /> : <EmptyState icon="filter" title={t('lists.empty')} why={t('lists.empty.why')} />}
          />
        </Panel>
        {/* A filter that is gone makes the list wider than was meant: then only what was ticked is acted on. */}
        {rows && rows.length > 0 && <BulkBar view={view} rows={rows} chosen={chosen} count={first?.more || lost.length > 0 ? null : first?.count ?? null} onDone={() => setChosen(new Set())} />}
      </Stack>
    </Page>
  );
}
