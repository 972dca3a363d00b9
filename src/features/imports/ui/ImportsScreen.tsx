import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { type Text, useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag, type Tone } from '../../../kernel/ui/Tag.tsx';
import type { ImportList } from '../wire.ts';
import { FileKeepingPanel } from './FilePanel.tsx';
import { useImports, useUpload } from './queries.ts';

type Line = ImportList['items'][number];
const tones: Readonly<Record<Line['state'], Tone>> = { draft: 'neutral', mapped: 'neutral', checked: 'info', running: 'info', done: 'good', failed: 'late', undone: 'neutral' };

/** The registers brought in so far, each to be taken up where it was left; and the way to bring in another. */
export default function ImportsScreen(): ReactNode {
  const text = useText();
  const { t } = text;
  const list = useImports();
  const upload = useUpload();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const bring = (file: File | undefined): void => {
    if (file) upload.mutate(file, { onSuccess: (detail) => void navigate({ to: `/imports/${detail.id}` }) });
    if (input.current) input.current.value = '';
  };
  const choose = (kind: 'primary' | 'secondary'): ReactNode => (
    <Button kind={kind} icon="import" isPending={upload.isPending} onPress={() => input.current?.click()}>{t('imports.bring')}</Button>
  );

  return (
    <Page title={t('imports.title')} lead={t('imports.lead')} action={choose('primary')}>
      <input ref={input} type="file" hidden accept=".xlsx,.csv,.txt" aria-label={t('imports.bring')} onChange={(event) => bring(event.target.files?.[0])} />
      <Stack>
        {upload.error && <ProblemPanel problem={upload.error} />}
        <Notice>{t('imports.promise')}</Notice>
        <Panel of="restricted" title={t('imports.list')}>
          <DataTable<Line>
            label={t('imports.list')}
            rows={list.data?.pages.flatMap((page) => page.items)}
            rowKey={(row) => row.id}
            rowHref={(row) => `/imports/${row.id}`}
            problem={list.error}
            onRetry={() => void list.refetch()}
            onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
            empty={<EmptyState icon="import" title={t('imports.none')} why={t('imports.none-why')} action={choose('secondary')} />}
            columns={columnsIn(text)}
          />
        </Panel>
        <FileKeepingPanel />
      </Stack>
    </Page>
  );
}

const columnsIn = ({ t, formatDateTime, formatNumber }: Text): Column<Line>[] => [
  { key: 'file', label: t('imports.file'), isName: true, render: (row) => <SafeText>{row.fileName}</SafeText> },
  { key: 'state', label: t('imports.state'), render: (row) => (row.isStopped ? <Tag tone="late">{t('imports.stopped')}</Tag> : <Tag tone={tones[row.state]}>{t(`imports.state.${row.state}`)}</Tag>) },
  { key: 'people', label: t('imports.rows-of-people'), align: 'end', render: (row) => formatNumber(row.people) },
  { key: 'when', label: t('imports.when'), render: (row) => formatDateTime(row.createdAt) },
  { key: 'by', label: t('imports.by'), isMinor: true, render: (row) => row.by },
];
