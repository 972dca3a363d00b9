import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { type Interview, InterviewKind, type InterviewLine } from '../contract.ts';
import { interviewFrom } from '../domain.ts';
import { headingOf, interviewsOf, spokenHere } from './queries.ts';
import './desk.css';

/** "Colloqui": the interviews of a case, with a way to begin one now. Its appointments stand under them. */
export default function InterviewsTab({ caseId, personId }: { caseId: string; personId: string }): ReactNode {
  const { t, formatDate, languageName } = useText();
  const [isBeginning, setBeginning] = useState(false);
  const interviews = useQuery(interviewsOf(caseId));
  const columns: readonly Column<InterviewLine>[] = [
    { key: 'day', label: t('desk.column.day'), isName: true, render: (row) => formatDate(row.createdAt) },
    { key: 'kind', label: t('desk.column.kind'), render: (row) => t(`desk.kind.${row.kind}`) },
    { key: 'author', label: t('desk.column.author'), render: (row) => row.author.name },
    { key: 'language', label: t('desk.language'), isMinor: true, render: (row) => languageName(row.language) },
    { key: 'state', label: t('desk.column.state'), render: (row) => <Tag tone={row.state === 'signed' ? 'good' : 'neutral'}>{t(`desk.interview.state.${row.state}`)}</Tag> },
  ];
  return (
    <Stack>
      <Row end>
        <Button icon="plus" onPress={() => setBeginning(true)}>{t('desk.interview.new')}</Button>
      </Row>
      <Panel title={t('desk.interviews')} of="restricted">
        <DataTable label={t('desk.interviews')} columns={columns} rows={interviews.data?.items} rowKey={(row) => row.id} rowHref={(row) => `/interviews/${row.id}`}
          rowTone={(row) => (row.state === 'signed' ? undefined : 'new')} problem={interviews.error} onRetry={() => void interviews.refetch()}
          empty={<EmptyState title={t('desk.interviews.empty.title')} why={t('desk.interviews.empty.why')} />} />
      </Panel>
      {isBeginning && <BeginDialog caseId={caseId} personId={personId} onClose={() => setBeginning(false)} />}
    </Stack>
  );
}

/** A kind and a language; everything else is asked in the preparation. */
function BeginDialog({ caseId, personId, onClose }: { caseId: string; personId: string; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const heading = useQuery(headingOf(personId));
  const theirs = heading.data?.languages.map((one) => one.language) ?? [];
  const [id] = useState(() => newId());
  const [kind, setKind] = useState<InterviewKind>('first');
  const [chosen, setLanguage] = useState<string | null>(null);
  const language = chosen ?? theirs[0] ?? 'it';
  const begin = useMutation({ mutationFn: () => api.put<Interview>(`/api/interviews/${id}`, { body: interviewFrom({ caseId, kind, language, role: hat?.role ?? '' }) }), onSuccess: () => navigate({ to: `/interviews/${id}` }) });
  return (
    <Dialog title={t('desk.interview.new')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={begin.isPending} onPress={() => begin.mutate()}>{t('desk.interview.prepare')}</Button></>}>
      <Stack>
        {begin.error && <ProblemPanel problem={begin.error} />}
        <ChoiceChips label={t('desk.kind')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={InterviewKind.options.map((value) => ({ value, label: t(`desk.kind.${value}`) }))} />
        <Select label={t('desk.language')} value={language} onChange={setLanguage} choices={[...new Set([...theirs, ...spokenHere])].map((code) => ({ value: code, label: languageName(code) }))} />
      </Stack>
    </Dialog>
  );
}
