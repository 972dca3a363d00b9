import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { EmergencyLine } from '../contract.ts';
import { ContactsPanel } from './ContactsPanel.tsx';
import { emergencies } from './queries.ts';
import './safety.css';

/** Emergencies that stand and those that are over, and whom this programme calls. */
export default function EmergenciesScreen(): ReactNode {
  const { t, formatDateTime } = useText();
  const [state, setState] = useState<'standing' | 'closed'>('standing');
  const list = useInfiniteQuery(emergencies(state));
  const client = useQueryClient();
  // What was noted in the first minutes leaves by itself, maybe while this list is open.
  useWhenKept('emergency', useCallback(() => void client.invalidateQueries({ queryKey: ['safety'] }), [client]));
  const columns: readonly Column<EmergencyLine>[] = [
    { key: 'kind', label: t('safety.emergency.what'), isName: true, render: (row) => t(`shell.emergency.kind.${row.kind}`) },
    { key: 'state', label: t('safety.emergency.state'), render: (row) => <>{t(`safety.emergency.state.${row.state}`)} {row.recordLate && <Tag tone="late">{t('safety.emergency.record-late')}</Tag>}</> },
    { key: 'code', label: t('safety.emergency.about'), render: (row) => row.code ?? t('safety.emergency.nobody') },
    { key: 'at', label: t('safety.emergency.opened'), render: (row) => formatDateTime(row.openedAt) },
    { key: 'by', label: t('safety.emergency.by'), isMinor: true, render: (row) => row.openedBy.name },
  ];
  return (
    <Page title={t('safety.emergencies.title')} lead={t('safety.emergencies.lead')} width="full">
      <Stack gap="large">
        <Panel title={t('safety.emergencies.list')} of="case">
          <ChoiceChips label={t('safety.emergencies.which')} canClear={false} value={state} onChange={(value) => setState(value ?? state)}
            choices={[{ value: 'standing', label: t('safety.emergencies.standing') }, { value: 'closed', label: t('safety.emergencies.closed') }]} />
          <DataTable
            label={t('safety.emergencies.list')} columns={columns} rows={list.data?.pages.flatMap((page) => page.items)} rowKey={(row) => row.id} rowHref={(row) => `/emergency/${row.id}`}
            rowTone={(row) => (row.recordLate ? 'late' : undefined)} empty={<EmptyState icon="check" title={t('safety.emergencies.none')} why={t('safety.emergencies.none.why')} />}
            problem={list.error} onRetry={() => void list.refetch()} {...(list.hasNextPage ? { onMore: () => void list.fetchNextPage(), isLoadingMore: list.isFetchingNextPage } : {})}
          />
        </Panel>
        <ContactsPanel />
      </Stack>
    </Page>
  );
}
