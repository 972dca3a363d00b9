import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { neededColumns, type TableColumn, tableColumns } from '../domain/tables.ts';
import type { DryRun, Mapping } from '../wire.ts';

/** A table out of a file: where it comes from, which column is what, and what is wrong with each row, before anything is kept. */
export function BringTable({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState({ title: '', reference: '', demonstration: false });
  const [id] = useState(() => newId());
  const tried = useMutation({
    mutationFn: ({ of, mapping }: { of: File; mapping?: Mapping }) => {
      const form = new FormData();
      // Fields go before the file: what comes after it is read too late.
      if (mapping) form.append('mapping', JSON.stringify(mapping));
      form.append('file', of, of.name);
      return api.post<DryRun>('/api/wage-tables/dry-run', { body: form });
    },
  });
  const sound = (tried.data?.rows ?? []).flatMap((row) => (row.rate === null ? [] : [row.rate]));
  const keep = useMutation({
    mutationFn: () => api.put(`/api/wage-sources/${id}`, { body: { ...source, rates: sound } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['worksheet'] });
      onDone();
    },
  });
  const choose = (chosen: File | undefined): void => {
    if (!chosen) return;
    setFile(chosen);
    tried.mutate({ of: chosen });
    if (input.current) input.current.value = '';
  };
  const map = (column: TableColumn, at: string | null): void => {
    if (!file || !tried.data) return;
    const { [column]: _, ...others } = tried.data.mapping;
    tried.mutate({ of: file, mapping: at === null ? others : { ...others, [column]: Number(at) } });
  };
  const isNamed = source.title.trim() !== '' && source.reference.trim() !== '';
  return (
    <Panel title={t('worksheet.tables.bring')}>
      <Stack>
        <div className="worksheet-fields">
          <TextField label={t('worksheet.tables.source-title')} hint={t('worksheet.tables.source-title.hint')} value={source.title} maxLength={200} isRequired onChange={(title) => setSource({ ...source, title })} />
          <TextField label={t('worksheet.tables.source-reference')} hint={t('worksheet.tables.source-reference.hint')} value={source.reference} maxLength={600} isRequired onChange={(reference) => setSource({ ...source, reference })} />
        </div>
        <Checkbox value={source.demonstration} onChange={(demonstration) => setSource({ ...source, demonstration })}>{t('worksheet.tables.is-demonstration')}</Checkbox>
        <input ref={input} type="file" hidden accept=".xlsx,.csv,.txt" aria-label={t('worksheet.tables.file')} onChange={(event) => choose(event.target.files?.[0])} />
        <Row><Button icon="import" isPending={tried.isPending} onPress={() => input.current?.click()}>{t('worksheet.tables.file')}</Button>{file && <SafeText>{file.name}</SafeText>}</Row>
        {tried.error && <ProblemPanel problem={tried.error} />}
        {tried.data && <Columns dry={tried.data} onMap={map} />}
        {tried.data && <Outcome dry={tried.data} />}
        {keep.error && <ProblemPanel problem={keep.error} />}
        <Row>
          <Button kind="primary" isPending={keep.isPending} isDisabled={sound.length === 0 || !isNamed || tried.isPending} onPress={() => keep.mutate()}>{t('worksheet.tables.keep', { n: sound.length })}</Button>
          <Button kind="quiet" onPress={onDone}>{t('worksheet.leave')}</Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function Columns({ dry, onMap }: { dry: DryRun; onMap: (column: TableColumn, at: string | null) => void }): ReactNode {
  const { t } = useText();
  const choices = dry.titles.map((title, at) => ({ value: String(at), label: title === '' ? t('worksheet.tables.column-without-title', { n: at + 1 }) : title }));
  return (
    <Panel level={3} tone="plain" title={t('worksheet.tables.columns')}>
      <div className="worksheet-fields">
        {tableColumns.map((column) => (
          <Select key={column} label={t(`worksheet.tables.column.${column}`)} isRequired={neededColumns.includes(column)} value={dry.mapping[column] === undefined ? null : String(dry.mapping[column])} choices={choices} onChange={(at) => onMap(column, at)} />
        ))}
      </div>
    </Panel>
  );
}

/** How many rows are sound, and of each of the others what is wrong with it. */
function Outcome({ dry }: { dry: DryRun }): ReactNode {
  const { t } = useText();
  const wrong = dry.rows.filter((row) => row.problems.length > 0);
  return (
    <Notice tone={wrong.length > 0 ? 'late' : 'good'} live title={t('worksheet.tables.tried', { good: dry.rows.length - wrong.length, wrong: wrong.length })}>
      {wrong.length > 0 && (
        <ul>
          {wrong.slice(0, 100).map((row) => (
            <li key={row.row}>{t('worksheet.tables.row', { row: row.row })} {row.problems.map(({ column, code, other, cell }) =>
              t(`worksheet.tables.problem.${code}`, { column: t(`worksheet.tables.column.${column}`), cell, other: other ?? 0 })).join(' ')}</li>
          ))}
        </ul>
      )}
      {wrong.length > 0 && <p>{t('worksheet.tables.wrong-left-out')}</p>}
    </Notice>
  );
}
