import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Appointment } from '../contract.ts';
import { AppointmentMenu, useAppointmentMove } from './AppointmentMenu.tsx';
import { BookDialog } from './BookDialog.tsx';
import { appointmentsOf } from './queries.ts';
import './agenda.css';

/** The appointments of a case: under its interviews, where one looks for them. */
export default function CaseAppointments({ caseId, personId }: { caseId: string; personId: string }): ReactNode {
  const { t, formatDateTime } = useText();
  const [isBooking, setBooking] = useState(false);
  const appointments = useQuery(appointmentsOf(caseId));
  const move = useAppointmentMove();
  const expected: readonly Column<Appointment>[] = [
    { key: 'when', label: t('agenda.column.when'), isName: true, render: (row) => formatDateTime(row.startsAt) },
    { key: 'kind', label: t('agenda.column.kind'), render: (row) => [row.kind && t(`desk.kind.${row.kind}`), row.goingTo && t(`agenda.going-to.${row.goingTo}`), row.outcome && t(`agenda.outcome.${row.outcome}`)].filter(Boolean).join(' · ') },
    { key: 'with', label: t('agenda.column.with'), render: (row) => [row.member.name, row.mediator?.name].filter(Boolean).join(', ') },
    { key: 'state', label: t('agenda.column.state'), render: (row) => <><Tag tone={row.state === 'no-show' ? 'late' : 'neutral'}>{t(`agenda.state.${row.state}`)}</Tag> <span className="quiet small">{[row.series && t(`agenda.series.mark.${row.series.every}`), row.reason && t(`agenda.cancel.${row.reason}`), row.moved > 0 && t('agenda.moved-times', { count: row.moved })].filter(Boolean).join(' · ')}</span></> },
    { key: 'act', label: t('agenda.column.act'), render: (row) => <AppointmentMenu appointment={row} shown={['begin']} onMove={(name, reason) => move.mutate({ appointment: row, name, reason })} /> },
  ];
  const missed = appointments.data?.items.filter((one) => one.state === 'no-show').length ?? 0;
  return (
    <>
      <Panel title={t('agenda.appointments')} of="case" actions={<Button size="small" icon="calendar" onPress={() => setBooking(true)}>{t('agenda.book')}</Button>}>
        {move.error && <ProblemPanel problem={move.error} />}
        {missed > 0 && <p className="quiet">{t('agenda.missed', { count: missed })}</p>}
        <DataTable label={t('agenda.appointments')} columns={expected} rows={appointments.data?.items} rowKey={(row) => row.id} problem={appointments.error} onRetry={() => void appointments.refetch()}
          empty={<EmptyState icon="calendar" title={t('agenda.appointments.empty.title')} why={t('agenda.appointments.empty.why')} />} />
      </Panel>
      {isBooking && <BookDialog day={italianDay(new Date())} caseId={caseId} personId={personId} onClose={() => setBooking(false)} />}
    </>
  );
}
