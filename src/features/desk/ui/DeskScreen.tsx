import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { Appointment } from '../contract.ts';
import { AppointmentLine } from './AppointmentLine.tsx';
import { useAppointmentMove } from './AppointmentMenu.tsx';
import { appointmentMachine } from '../domain.ts';
import { openInterview } from './begin.ts';
import { BookDialog } from './BookDialog.tsx';
import { dayAfter, dayOf } from './days.ts';
import { agendaOf, colleagues, unsigned } from './queries.ts';
import './desk.css';

/** The day at the desk: who comes when, in which language, with whom, and who is waiting now. */
export default function DeskScreen(): ReactNode {
  const { t, formatDate } = useText();
  const today = dayOf(new Date());
  const [day, setDay] = useState(today);
  const [isBooking, setBooking] = useState(false);
  const agenda = useQuery(agendaOf(day));
  const navigate = useNavigate();
  const { hat } = useSession();

  const move = useAppointmentMove();
  const begin = useMutation({
    mutationFn: async (appointment: Appointment) => {
      if (!appointment.caseId) return;
      await openInterview(appointment.id, { caseId: appointment.caseId, kind: appointment.kind ?? 'first', language: appointment.language, role: hat?.role ?? '', appointment });
      if (appointmentMachine.can(appointment.state, 'begin')) await move.mutateAsync({ appointment, name: 'begin' });
      await navigate({ to: `/interviews/${appointment.id}` });
    },
  });
  const items = agenda.data?.items;
  const line = (appointment: Appointment): ReactNode => (
    <AppointmentLine key={appointment.id} appointment={appointment} onMove={(name, reason) => move.mutate({ appointment, name, reason })} onBegin={() => begin.mutate(appointment)} isMine={appointment.member.id === hat?.id} isPending={(move.isPending && move.variables.appointment.id === appointment.id) || (begin.isPending && begin.variables.id === appointment.id)} />
  );

  return (
    <Page
      title={t('desk.title')}
      lead={formatDate(day, 'weekday')}
      width="full"
      action={<Button kind="primary" icon="plus" onPress={() => setBooking(true)}>{t('desk.book')}</Button>}
    >
      <div className="row desk-days">
        <span className="desk-back"><Button icon="chevron" iconOnly onPress={() => setDay(dayAfter(day, -1))}>{t('desk.day.before')}</Button></span>
        <Button isDisabled={day === today} onPress={() => setDay(today)}>{t('desk.day.today')}</Button>
        <Button icon="chevron" iconOnly onPress={() => setDay(dayAfter(day, 1))}>{t('desk.day.after')}</Button>
        <DateField label={t('desk.day')} value={day} onChange={(chosen) => { if (chosen) setDay(chosen); }} />
      </div>
      {(move.error ?? begin.error) && <ProblemPanel problem={move.error ?? begin.error} />}
      <div className="desk-day">
        <Panel title={t('desk.agenda')} of="team">
          {agenda.error && <ProblemPanel problem={agenda.error} onRetry={() => void agenda.refetch()} />}
          {!items && !agenda.error && <Skeleton lines={5} />}
          {items?.length === 0 && <EmptyState icon="calendar" title={t('desk.empty.title')} why={t('desk.empty.why')} action={<Button icon="plus" onPress={() => setBooking(true)}>{t('desk.book')}</Button>} />}
          {items && items.length > 0 && <ol className="desk-agenda" aria-label={t('desk.agenda')}>{items.map(line)}</ol>}
        </Panel>
        <Stack>
          {/* Before the day is known nobody may say that no one is waiting. */}
          {items && <Waiting items={items} />}
          <Unsigned />
        </Stack>
      </div>
      {isBooking && <BookDialog day={day} onClose={() => setBooking(false)} />}
    </Page>
  );
}

/** Who is in the waiting room, longest first; told to the colleague who speaks their language. */
function Waiting({ items }: { items: readonly Appointment[] }): ReactNode {
  const { t, languageName, formatTime } = useText();
  const { hat } = useSession();
  const team = useQuery(colleagues);
  const mine = team.data?.items.find((one) => one.id === hat?.id)?.languages ?? [];
  const waiting = items.filter((one) => one.state === 'arrived').toSorted((a, b) => (a.arrivedAt ?? '').localeCompare(b.arrivedAt ?? ''));
  return (
    <Panel title={t('desk.waiting')} of="team">
      {waiting.length === 0 && <p className="quiet">{t('desk.waiting.none')}</p>}
      {waiting.map((one) => (
        <Notice key={one.id} tone={mine.includes(one.language) ? 'good' : 'neutral'} title={<span className="number">{one.code}</span>}>
          {t('desk.waiting.line', { language: languageName(one.language), time: one.arrivedAt ? formatTime(one.arrivedAt) : '' })}
          {mine.includes(one.language) && <div>{t('desk.waiting.yours')}</div>}
        </Notice>
      ))}
    </Panel>
  );
}

/** Interviews of one's own that wait for a signature. */
function Unsigned(): ReactNode {
  const { t, formatDate } = useText();
  const list = useQuery(unsigned);
  if (!list.data || list.data.items.length === 0) return null;
  return (
    <Panel title={t('desk.unsigned')} of="case">
      <ul className="desk-lines">
        {list.data.items.map((one) => (
          <li key={one.id}>
            <span><span className="number">{one.code}</span> · {t(`desk.kind.${one.kind}`)} · {formatDate(one.createdAt)}</span>
            <LinkButton size="small" href={`/interviews/${one.id}`}>{t('desk.interview.continue')}</LinkButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
