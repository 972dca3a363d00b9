import type { ReactNode } from 'react';
import { type Text, useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { ReceivedLine } from '../contract.ts';
import { useReceivedList } from './queries.ts';

/** What my organisation received: first what I owe, the longest waiting on top. */
export default function ReceivedScreen(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('referrals.received.title')} lead={t('referrals.received.lead')} secondary={<LinkButton icon="services" href="/services?mine=true">{t('referrals.received.services')}</LinkButton>}>
      <Stack gap="large">
        <ReceivedList owed />
        <ReceivedList owed={false} />
      </Stack>
    </Page>
  );
}

function ReceivedList({ owed }: { owed: boolean }): ReactNode {
  const text = useText();
  const { t } = text;
  const list = useReceivedList(owed);
  const title = t(owed ? 'referrals.received.owed' : 'referrals.received.others');
  return (
    <Panel title={title} of="shared">
      <DataTable<ReceivedLine>
        label={title}
        columns={columnsIn(text)}
        rows={list.data?.pages.flatMap((page) => page.items)}
        rowKey={(row) => row.id}
        rowHref={(row) => `/received/${row.id}`}
        rowTone={(row) => (row.owed && row.owed.state !== 'waiting' ? 'late' : undefined)}
        problem={list.error}
        onRetry={() => void list.refetch()}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        isLoadingMore={list.isFetchingNextPage}
        empty={<EmptyState icon={owed ? 'check' : 'reports'} title={t(owed ? 'referrals.received.none-owed' : 'referrals.received.none')} why={t(owed ? 'referrals.received.none-owed-why' : 'referrals.received.none-why')} />}
      />
    </Panel>
  );
}

const columnsIn = ({ t, formatDate, formatDateTime }: Text): Column<ReceivedLine>[] => [
  { key: 'reference', label: t('referrals.reference'), isName: true, render: (row) => row.reference },
  { key: 'service', label: t('referrals.service'), render: (row) => <>{row.service}{row.kind === 'transfer' ? <> <Tag tone="info">{t('referrals.transfer')}</Tag></> : null}</> },
  { key: 'sent', label: t('referrals.received.on'), render: (row) => formatDate(row.sentAt) },
  {
    key: 'state', label: t('referrals.state'),
    render: (row) => (row.owed
      ? <Tag tone={row.owed.state === 'waiting' ? 'neutral' : 'late'} icon="clock">{t(`referrals.owed.mine.${row.owed.what}.${row.owed.state}`, { day: formatDate(row.owed.dueOn) })}</Tag>
      : <>{t(`referrals.state.${row.state}`)}{row.appointmentAt && row.state === 'appointment' ? ` · ${formatDateTime(row.appointmentAt)}` : ''}</>),
  },
  { key: 'new', label: t('referrals.received.new'), render: (row) => (row.unread > 0 ? <Tag tone="info" icon="note">{t('referrals.received.unread', { count: row.unread })}</Tag> : null) },
];
