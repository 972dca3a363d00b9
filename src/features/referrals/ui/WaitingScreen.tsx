import type { ReactNode } from 'react';
import { type Text, useText } from '../../../kernel/i18n/text.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { WaitingLine } from '../contract.ts';
import { useWaiting } from './queries.ts';

/** Every referral that waits for us: late answers, doors that closed without another, people who came back. The longest waiting first. */
export default function WaitingScreen(): ReactNode {
  const text = useText();
  const { t } = text;
  const list = useWaiting();
  return (
    <Page title={t('referrals.waiting.title')} lead={t('referrals.waiting.lead')}>
      <Panel title={t('referrals.waiting.list')} of="case">
        <DataTable<WaitingLine>
          label={t('referrals.waiting.list')}
          columns={columnsIn(text)}
          rows={list.data?.pages.flatMap((page) => page.items)}
          rowKey={(row) => row.id}
          rowHref={(row) => `/cases/${row.caseId}?tab=services`}
          rowTone={(row) => (row.why === 'escalate' ? 'late' : undefined)}
          problem={list.error}
          onRetry={() => void list.refetch()}
          onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          isLoadingMore={list.isFetchingNextPage}
          empty={<EmptyState icon="check" title={t('referrals.waiting.none')} why={t('referrals.waiting.none-why')} />}
        />
      </Panel>
    </Page>
  );
}

const columnsIn = ({ t, formatDate }: Text): Column<WaitingLine>[] => [
  { key: 'code', label: t('referrals.waiting.who'), isName: true, render: (row) => row.code },
  { key: 'service', label: t('referrals.service'), render: (row) => <>{row.service}{row.kind === 'transfer' ? <> <Tag tone="info">{t('referrals.transfer')}</Tag></> : null}</> },
  { key: 'organisation', label: t('referrals.waiting.body'), render: (row) => row.organisation },
  { key: 'why', label: t('referrals.waiting.why'), render: (row) => <Tag tone={row.why === 'declined' || row.why === 'interrupted' ? 'neutral' : 'late'} icon="clock">{row.owed ? t(`referrals.owed.${row.owed.what}.${row.owed.state}`, { day: formatDate(row.owed.dueOn) }) : t(`referrals.waiting.why.${row.why}`)}</Tag> },
  { key: 'since', label: t('referrals.waiting.since'), render: (row) => formatDate(row.since) },
];
