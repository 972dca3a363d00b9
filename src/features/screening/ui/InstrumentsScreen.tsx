import { useMutation, useQuery } from '@tanstack/react-query';
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
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { Edited, EditedLine, EditedList } from '../editor.ts';
import { FormImportPanel } from './FormImportPanel.tsx';
import { editedList } from './queries.ts';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** Instruments of the programme and of the house: begin one, make a version, load a form. */
export default function InstrumentsScreen(): ReactNode {
  const { t, formatList, languageName } = useText();
  const { say } = useInstrumentWords();
  const list = useQuery(editedList);
  const own: readonly Column<EditedLine>[] = [
    { key: 'title', label: t('screening.column-list'), isName: true, render: (row) => say(row.title) },
    { key: 'release', label: t('screening.editor.version'), render: (row) => row.release },
    { key: 'state', label: t('screening.column-state'), render: (row) => <Tag tone={row.state === 'in-use' ? 'good' : row.state === 'withdrawn' ? 'neutral' : 'info'}>{t(`screening.editor.state.${row.state}`)}</Tag> },
    { key: 'author', label: t('screening.column-by'), render: (row) => row.author },
  ];
  const askedIn = ({ askedIn: codes }: EditedList['house'][number]): string => (codes === null ? t('screening.editor.asked-in.any') : codes.length === 0 ? t('screening.editor.asked-in.none') : formatList(codes.map((code) => languageName(code))));
  const house: readonly Column<EditedList['house'][number]>[] = [
    { key: 'title', label: t('screening.column-list'), isName: true, render: (row) => say(row.title) },
    { key: 'languages', label: t('screening.editor.read-in'), render: (row) => formatList(row.languages.map((code) => languageName(code))) },
    { key: 'asked', label: t('screening.editor.asked-in'), render: (row) => (row.off ? '—' : askedIn(row)) },
    { key: 'state', label: t('screening.column-state'), render: (row) => <><Tag tone={row.off ? 'neutral' : 'good'}>{t(row.off ? 'screening.editor.off' : 'screening.editor.state.in-use')}</Tag>{row.off && <p className="quiet small">{say(row.off.text)}</p>}</> },
    { key: 'make', label: t('screening.editor.make'), render: (row) => <MakeVersion instrument={row.id} from={row.version} title={say(row.title)} /> },
  ];
  return (
    <Page title={t('screening.editor.title')} lead={t('screening.editor.lead')} width="full" secondary={<LinkButton href="/wordings">{t('screening.wording.link')}</LinkButton>}>
      <Stack>
        <Panel title={t('screening.editor.own')}>
          <DataTable label={t('screening.editor.own')} columns={own} rows={list.data?.items} rowKey={(row) => row.id} rowHref={(row) => `/instruments/${row.id}`} problem={list.error} onRetry={() => void list.refetch()}
            empty={<EmptyState title={t('screening.editor.none')} why={t('screening.editor.none.why')} />} />
        </Panel>
        <BeginPanel />
        <FormImportPanel />
        <Panel title={t('screening.editor.house')}>
          <DataTable label={t('screening.editor.house')} columns={house} rows={list.data?.house} rowKey={(row) => row.id} problem={list.error} onRetry={() => void list.refetch()} empty={null} />
        </Panel>
      </Stack>
    </Page>
  );
}

/** Begins a version with everything that stands in this one. */
function MakeVersion({ instrument, from, title }: { instrument: string; from: number; title: string }): ReactNode {
  const { t } = useText();
  const begin = useBegin();
  return (
    <>
      <Button size="small" icon="edit" isPending={begin.isPending} onPress={() => begin.mutate({ instrument, from })} aria-label={t('screening.editor.make.of', { title })}>{t('screening.editor.make')}</Button>
      {begin.error && <ProblemPanel problem={begin.error} />}
    </>
  );
}

function BeginPanel(): ReactNode {
  const { t } = useText();
  const begin = useBegin();
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const fits = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code.trim());
  return (
    <Panel title={t('screening.editor.begin')}>
      <Stack>
        <TextField label={t('screening.editor.code')} hint={t('screening.editor.code.hint')} value={code} onChange={setCode} error={isTried && !fits ? t('screening.editor.code.wrong') : undefined} />
        {begin.error && <ProblemPanel problem={begin.error} />}
        <Row><Button icon="plus" isPending={begin.isPending} onPress={() => {
          setTried(true);
          if (fits) begin.mutate({ instrument: code.trim(), from: null });
        }}>{t('screening.editor.begin.empty')}</Button></Row>
      </Stack>
    </Panel>
  );
}

function useBegin() {
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  return useMutation({
    mutationFn: (asked: { instrument: string; from: number | null }) => api.put<Edited>(`/api/programme-instruments/${id}`, { body: { ...asked, content: null } }),
    onSuccess: () => navigate({ to: `/instruments/${id}` }),
  });
}
