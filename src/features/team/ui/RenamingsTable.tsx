import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import type { Renaming, Renamings } from '../contract.ts';

/** Used by the coordinator: which bodies the administration renamed. A consent given before keeps the name that was told. */
export function RenamingsTable(): ReactNode {
  const { t, formatDateTime } = useText();
  const list = useQuery({ queryKey: ['team', 'renamings'], queryFn: ({ signal }) => api.get<Renamings>('/api/team/renamings', { signal }) });
  const columns: readonly Column<Renaming>[] = [
    { key: 'before', label: t('team.renamings.before'), isName: true, render: (line) => line.before },
    { key: 'now', label: t('team.renamings.now'), render: (line) => line.now },
    { key: 'by', label: t('team.renamings.by'), render: (line) => line.by },
    { key: 'at', label: t('team.renamings.at'), render: (line) => formatDateTime(line.at) },
  ];
  return (
    <Panel title={t('team.renamings')} of="network">
      <p className="quiet">{t('team.renamings.why')}</p>
      <DataTable label={t('team.renamings')} columns={columns} rows={list.data?.items} rowKey={(line) => line.id} problem={list.error} onRetry={() => void list.refetch()} empty={<EmptyState title={t('team.renamings.none')} />} />
    </Panel>
  );
}
