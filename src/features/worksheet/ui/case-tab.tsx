import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { eurosBetween } from '../domain.ts';
import type { Worksheet, WorksheetLine } from '../wire.ts';
import { worksheetsOf } from './queries.ts';

/** "Prospetto di lavoro" of a case: worksheets begun and signed, and the way to begin another. */
export default function WorksheetTab({ caseId }: { caseId: string }): ReactNode {
  const { t, formatDate, language } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const list = useQuery(worksheetsOf(caseId));
  const [id] = useState(() => newId());
  const begin = useMutation({
    mutationFn: () => api.put<Worksheet>(`/api/worksheets/${id}`, { body: { caseId } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['worksheet', 'list'] });
      return navigate({ to: `/worksheets/${id}` });
    },
  });
  const mayBegin = list.data?.may.begin ?? false;
  const start = <Button kind="primary" icon="plus" isPending={begin.isPending} onPress={() => begin.mutate()}>{t('worksheet.begin')}</Button>;
  const columns: readonly Column<WorksheetLine>[] = [
    { key: 'day', label: t('worksheet.column.day'), isName: true, render: (row) => t('worksheet.of-day', { day: formatDate(row.signedAt ?? row.startedAt) }) },
    { key: 'state', label: t('worksheet.column.state'), render: (row) => <Tag tone={row.state === 'signed' ? 'good' : 'info'}>{t(`worksheet.state.${row.state}`)}</Tag> },
    { key: 'jobs', label: t('worksheet.column.jobs'), align: 'end', render: (row) => row.episodes },
    { key: 'gap', label: t('worksheet.result.gap'), align: 'end', render: (row) => (row.gap === null ? '—' : <>{eurosBetween(row.gap, language)} {row.demonstration && <Tag tone="late">{t('worksheet.demonstration')}</Tag>}</>) },
    { key: 'by', label: t('worksheet.column.by'), isMinor: true, render: (row) => row.author.name },
  ];
  return (
    <Stack>
      <Panel title={t('worksheet.list')} of="restricted" actions={<Row><LinkButton size="small" kind="quiet" icon="table" href="/wage-tables">{t('worksheet.tables.open')}</LinkButton>{mayBegin && (list.data?.items.length ?? 0) > 0 && start}</Row>}>
        <p className="quiet">{t('worksheet.purpose')}</p>
        {begin.error && <ProblemPanel problem={begin.error} />}
        <DataTable label={t('worksheet.list')} columns={columns} rows={list.data?.items} rowKey={(row) => row.id} rowHref={(row) => `/worksheets/${row.id}`} problem={list.error} onRetry={() => void list.refetch()}
          empty={<EmptyState icon="table" title={t('worksheet.none.title')} why={t('worksheet.none.why')} action={mayBegin ? start : undefined} />} />
      </Panel>
    </Stack>
  );
}
