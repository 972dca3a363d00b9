import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type EscoEdition, EscoKind, EscoLanguage } from '../contract.ts';
import { escoEditions } from './queries.ts';
import './employment.css';

/** The European classification as the office brought it in. Without it everything is said in free words. */
export default function EscoScreen(): ReactNode {
  const { t, formatDate, formatNumber } = useText();
  const editions = useQuery(escoEditions);
  const columns: readonly Column<EscoEdition>[] = [
    { key: 'what', label: t('employment.esco.column.what'), isName: true, render: (row) => `${t(`employment.esco.kind.${row.kind}`)}, ${t(`employment.curriculum.language.${row.language}`)}` },
    { key: 'edition', label: t('employment.esco.column.edition'), render: (row) => <SafeText>{row.edition}</SafeText> },
    { key: 'concepts', label: t('employment.esco.column.concepts'), align: 'end', render: (row) => formatNumber(row.concepts) },
    { key: 'state', label: t('employment.esco.column.state'), render: (row) => <Tag tone={row.replacedAt === null ? 'good' : 'neutral'}>{t(row.replacedAt === null ? 'employment.esco.in-use' : 'employment.esco.replaced')}</Tag> },
    { key: 'source', label: t('employment.esco.column.source'), isMinor: true, render: (row) => <SafeText>{row.source}</SafeText> },
    { key: 'by', label: t('employment.esco.column.by'), isMinor: true, render: (row) => t('employment.by', { name: row.by.name, date: formatDate(row.at) }) },
  ];
  return (
    <Page title={t('employment.esco')} lead={t('employment.esco.lead')} breadcrumb={<TextLink href="/employment">{t('employment.title.all')}</TextLink>}>
      <Stack gap="large">
        {editions.data?.may.bring && <BringFile />}
        <Panel title={t('employment.esco.list')} of="team">
          <DataTable label={t('employment.esco.list')} columns={columns} rows={editions.data?.items} rowKey={(row) => row.id} problem={editions.error} onRetry={() => void editions.refetch()} empty={<EmptyState icon="table" title={t('employment.esco.none')} why={t('employment.esco.none.why')} />} />
        </Panel>
      </Stack>
    </Page>
  );
}

function BringFile(): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [id, setId] = useState(() => newId());
  const [file, setFile] = useState<File | null>(null);
  const [given, setGiven] = useState<{ kind: EscoKind; language: EscoLanguage; edition: string; source: string }>({ kind: 'skill', language: 'it', edition: '', source: '' });
  const set = (change: Partial<typeof given>): void => setGiven((before) => ({ ...before, ...change }));
  const bring = useMutation({
    mutationFn: (of: File) => {
      const form = new FormData();
      // Fields go before the file: what comes after it is read too late.
      for (const [name, value] of Object.entries(given)) form.append(name, value);
      form.append('file', of, of.name);
      return api.put<{ concepts: number }>(`/api/esco-editions/${id}`, { body: form });
    },
    onSuccess: async ({ concepts }) => {
      setId(newId());
      setFile(null);
      await client.invalidateQueries({ queryKey: ['employment'] });
      toast.say(t('employment.esco.kept', { count: concepts }));
    },
  });
  const fault = bring.error ? asProblem(bring.error) : undefined;
  const why = fault?.code === 'esco-file-refused' ? fault.errors?.[0] : undefined;
  return (
    <Panel title={t('employment.esco.bring')} of="team">
      <Stack>
        <p className="quiet">{t('employment.esco.replaces')}</p>
        <div className="employment-fields">
          <ChoiceChips label={t('employment.esco.kind')} canClear={false} value={given.kind} onChange={(kind) => set({ kind: kind ?? given.kind })} choices={EscoKind.options.map((value) => ({ value, label: t(`employment.esco.kind.${value}`) }))} />
          <ChoiceChips label={t('employment.esco.language')} canClear={false} value={given.language} onChange={(language) => set({ language: language ?? given.language })} choices={EscoLanguage.options.map((value) => ({ value, label: t(`employment.curriculum.language.${value}`) }))} />
        </div>
        <div className="employment-fields">
          <TextField label={t('employment.esco.edition')} hint={t('employment.esco.edition.hint')} isRequired maxLength={60} value={given.edition} onChange={(edition) => set({ edition })} />
          <TextField label={t('employment.esco.source')} hint={t('employment.esco.source.hint')} isRequired maxLength={400} value={given.source} onChange={(source) => set({ source })} />
        </div>
        <input ref={input} type="file" hidden accept=".csv,text/csv" aria-label={t('employment.esco.file')} onChange={(event) => { setFile(event.target.files?.[0] ?? null); if (input.current) input.current.value = ''; }} />
        <Row><Button icon="import" onPress={() => input.current?.click()}>{t('employment.esco.file')}</Button>{file && <SafeText>{file.name}</SafeText>}</Row>
        {bring.error && <ProblemPanel problem={bring.error} />}
        {why && <Notice tone="late">{t(`employment.esco.reason.${why.code}`, { row: Number(why.path.split('.')[1] ?? 0) })}</Notice>}
        <Row><Button kind="primary" isDisabled={file === null || given.edition.trim() === '' || given.source.trim() === ''} isPending={bring.isPending} onPress={() => file && bring.mutate(file)}>{t('employment.esco.keep')}</Button></Row>
      </Stack>
    </Panel>
  );
}
