import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
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
import { type Appointment, InterviewKind, type InterviewLine } from '../contract.ts';
import { AppointmentMenu, useAppointmentMove } from './AppointmentMenu.tsx';
import { BookDialog } from './BookDialog.tsx';
import { openInterview } from './begin.ts';
import { dayOf } from './days.ts';
import { appointmentsOf, headingOf, interviewsOf, spokenHere } from './queries.ts';
import './desk.css';

/** "Colloqui": the interviews of a case and its appointments, with a way to begin one now. */
export default function InterviewsTab({ caseId, personId }: { caseId: string; personId: string }): ReactNode {
  const { t, formatDate, formatDateTime, languageName } = useText();
  const [open, setOpen] = useState<'begin' | 'book' | null>(null);
  const interviews = useQuery(interviewsOf(caseId));
  const appointments = useQuery(appointmentsOf(caseId));
  const move = useAppointmentMove();
  const columns: readonly Column<InterviewLine>[] = [
    { key: 'day', label: t('desk.column.day'), isName: true, render: (row) => formatDate(row.createdAt) },
    { key: 'kind', label: t('desk.column.kind'), render: (row) => t(`desk.kind.${row.kind}`) },
    { key: 'author', label: t('desk.column.author'), render: (row) => row.author.name },
    { key: 'language', label: t('desk.language'), isMinor: true, render: (row) => languageName(row.language) },
    { key: 'state', label: t('desk.column.state'), render: (row) => <Tag tone={row.state === 'signed' ? 'good' : 'neutral'}>{t(`desk.interview.state.${row.state}`)}</Tag> },
  ];
  const expected: readonly Column<Appointment>[] = [
    { key: 'when', label: t('desk.column.when'), isName: true, render: (row) => formatDateTime(row.startsAt) },
    { key: 'kind', label: t('desk.column.kind'), render: (row) => row.kind && t(`desk.kind.${row.kind}`) },
    { key: 'with', label: t('desk.column.with'), render: (row) => [row.member.name, row.mediator?.name].filter(Boolean).join(', ') },
    { key: 'state', label: t('desk.column.state'), render: (row) => <><Tag tone={row.state === 'no-show' ? 'late' : 'neutral'}>{t(`desk.state.${row.state}`)}</Tag> <span className="quiet small">{[row.reason && t(`desk.cancel.${row.reason}`), row.moved > 0 && t('desk.moved-times', { count: row.moved })].filter(Boolean).join(' · ')}</span></> },
    { key: 'act', label: t('desk.column.act'), render: (row) => <AppointmentMenu appointment={row} shown={['begin']} onMove={(name, reason) => move.mutate({ appointment: row, name, reason })} /> },
  ];
  const missed = appointments.data?.items.filter((one) => one.state === 'no-show').length ?? 0;
  return (
    <Stack>
      <Row end>
        <Button icon="calendar" onPress={() => setOpen('book')}>{t('desk.book')}</Button>
        <Button icon="plus" onPress={() => setOpen('begin')}>{t('desk.interview.new')}</Button>
      </Row>
      <Panel title={t('desk.interviews')} of="restricted">
        <DataTable label={t('desk.interviews')} columns={columns} rows={interviews.data?.items} rowKey={(row) => row.id} rowHref={(row) => `/interviews/${row.id}`}
          rowTone={(row) => (row.state === 'signed' ? undefined : 'new')} problem={interviews.error} onRetry={() => void interviews.refetch()}
          empty={<EmptyState title={t('desk.interviews.empty.title')} why={t('desk.interviews.empty.why')} />} />
      </Panel>
      <Panel title={t('desk.appointments')} of="case">
        {move.error && <ProblemPanel problem={move.error} />}
        {missed > 0 && <p className="quiet">{t('desk.missed', { count: missed })}</p>}
        <DataTable label={t('desk.appointments')} columns={expected} rows={appointments.data?.items} rowKey={(row) => row.id} problem={appointments.error} onRetry={() => void appointments.refetch()}
          empty={<EmptyState icon="calendar" title={t('desk.appointments.empty.title')} why={t('desk.appointments.empty.why')} />} />
      </Panel>
      {open === 'book' && <BookDialog day={dayOf(new Date())} caseId={caseId} personId={personId} onClose={() => setOpen(null)} />}
      {open === 'begin' && <BeginDialog caseId={caseId} personId={personId} onClose={() => setOpen(null)} />}
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
  const begin = useMutation({ mutationFn: () => openInterview(id, { caseId, kind, language, role: hat?.role ?? '' }), onSuccess: () => navigate({ to: `/interviews/${id}` }) });
  return (
    <Dialog title={t('desk.interview.new')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={begin.isPending} onPress={() => begin.mutate()}>{t('desk.interview.prepare')}</Button></>}>
      <Stack>
        {begin.error && <ProblemPanel problem={begin.error} />}
        <ChoiceChips label={t('desk.book.kind')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={InterviewKind.options.map((value) => ({ value, label: t(`desk.kind.${value}`) }))} />
        <Select label={t('desk.language')} value={language} onChange={setLanguage} choices={[...new Set([...theirs, ...spokenHere])].map((code) => ({ value: code, label: languageName(code) }))} />
      </Stack>
    </Dialog>
  );
}
