import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import type { IconName } from '../../../kernel/ui/icons.ts';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { ListKind, type SavedList } from '../contract.ts';
import { factsOf } from '../kinds.ts';
import { bulkRuns, savedLists, useDeed } from './queries.ts';
import './lists.css';

const drawings: Readonly<Record<ListKind, IconName>> = { cases: 'people', persons: 'person', referrals: 'services', 'follow-ups': 'phone', documents: 'document', appointments: 'calendar' };

/** "Elenchi": lists to begin from, those one kept, those of the team, and what one did to many in the last days. */
export default function ListsScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const lists = useQuery(savedLists);
  const items = lists.data?.items;
  const kinds = ListKind.options.filter((kind) => hat?.role !== 'mediator' || factsOf(kind).forMediators);
  return (
    <Page title={t('lists.title')} lead={t('lists.lead')}>
      <Stack>
        {lists.error && <ProblemPanel problem={lists.error} onRetry={() => void lists.refetch()} />}
        {lists.isPending && <Skeleton lines={4} />}
        {items && <Kept title={t('lists.own')} items={items.filter((one) => one.own)} empty={<EmptyState icon="filter" title={t('lists.none')} why={t('lists.none.why')} />} />}
        {items?.some((one) => !one.own) && <Kept title={t('lists.of-team')} items={items.filter((one) => !one.own)} empty={null} />}
        <Columns>
          <Panel title={t('lists.begin')}>
            <ul className="lists-lines">
              {kinds.map((kind) => (
                <li key={kind}><Icon name={drawings[kind]} /><span className="lists-words"><TextLink href={`/lists/view?kind=${kind}`}>{t(`lists.kind.${kind}`)}</TextLink><span className="quiet small">{t(`lists.kind.${kind}.why`)}</span></span></li>
              ))}
            </ul>
          </Panel>
          <Runs />
        </Columns>
      </Stack>
    </Page>
  );
}

function Kept({ title, items, empty }: { title: string; items: readonly SavedList[]; empty: ReactNode }): ReactNode {
  const { t } = useText();
  const pin = useDeed();
  return (
    <Panel title={title}>
      {pin.error && <ProblemPanel problem={pin.error} />}
      {items.length === 0 && empty}
      <ul className="lists-lines">
        {items.map((one) => (
          <li key={one.id}>
            <Icon name={drawings[one.kind]} />
            <span className="lists-words">
              <TextLink href={`/lists/${one.id}`}>{one.name}</TextLink>
              <span className="quiet small">{t(`lists.kind.${one.kind}`)}{one.own ? '' : ` · ${t('lists.by', { name: one.by })}`}</span>
            </span>
            <span className="lists-marks">
              {one.shared && one.own && <Tag>{t('lists.shared')}</Tag>}
              {one.lost.length > 0 && <Tag tone="late">{t('lists.lost.short')}</Tag>}
            </span>
            <Button size="small" kind="quiet" icon={one.pinned ? 'close' : 'today'} aria-label={t(one.pinned ? 'lists.unpin.named' : 'lists.pin.named', { name: one.name })} isPending={pin.isPending && pin.variables.path.includes(one.id)}
              onPress={() => pin.mutate({ method: 'put', path: `/api/lists/${one.id}/pin`, body: { pinned: !one.pinned } })}>{t(one.pinned ? 'lists.unpin' : 'lists.pin')}</Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Runs(): ReactNode {
  const { t, formatDateTime } = useText();
  const runs = useQuery(bulkRuns);
  return (
    <Panel title={t('lists.runs')}>
      {runs.error && <ProblemPanel problem={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data?.items.length === 0 && <p className="quiet">{t('lists.runs.none')}</p>}
      <ul className="lists-lines">
        {runs.data?.items.map((run) => (
          <li key={run.id}>
            <span className="lists-words"><TextLink href={`/lists/runs/${run.id}`}>{t(`lists.deed.${run.deed}`)}</TextLink><span className="quiet small">{formatDateTime(run.at)} · {t('lists.run.counts', { done: run.done, total: run.total })} · {t(`lists.run.${run.state}`)}</span></span>
            {run.undoUntil && <LinkButton size="small" kind="quiet" icon="undo" href={`/lists/runs/${run.id}`}>{t('lists.undo.look')}</LinkButton>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
