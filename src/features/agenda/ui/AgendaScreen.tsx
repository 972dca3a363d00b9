import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { interviewFrom } from '../../desk/domain.ts';
import type { Appointment } from '../contract.ts';
import { AppointmentLine } from './AppointmentLine.tsx';
import { useAppointmentMove } from './AppointmentMenu.tsx';
import { appointmentMachine } from '../domain.ts';
import { BookDialog } from './BookDialog.tsx';
import { dayAfter } from '../domain/days.ts';
import { agendaOf, colleagues, unsigned } from './queries.ts';
import './agenda.css';

/** The day at the desk: who comes when, in which language, with whom, and who is waiting now. */
export default function AgendaScreen(): ReactNode {
  const { t, formatDate } = useText();
  const today = italianDay(new Date());
  const [day, setDay] = useState(today);
  const [isBooking, setBooking] = useState(false);
  const agenda = useQuery(agendaOf(day));
  const navigate = useNavigate();
  const { hat } = useSession();

  const move = useAppointmentMove();
  const begin = useMutation({
    mutationFn: async (appointment: Appointment) => {
      if (!appointment.caseId) return;
      const body = interviewFrom({ caseId: appointment.caseId, kind: appointment.kind ?? 'first', language: appointment.language, role: hat?.role ?? '', appointment: { id: appointment.id, mediatorId: appointment.mediator?.id ?? null } });
      await api.put(`/api/interviews/${appointment.id}`, { body });
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
      title={t('agenda.title')}
      lead={formatDate(day, 'weekday')}
      width="full"
      action={<Button kind="primary" icon="plus" onPress={() => setBooking(true)}>{t('agenda.book')}</Button>}
    >
      <div className="row agenda-days">
        <span className="agenda-back"><Button icon="chevron" iconOnly onPress={() => setDay(dayAfter(day, -1))}>{t('agenda.day.before')}</Button></span>
        <Button isDisabled={day === today} onPress={() => setDay(today)}>{t('agenda.day.today')}</Button>
        <Button icon="chevron" iconOnly onPress={() => setDay(dayAfter(day, 1))}>{t('agenda.day.after')}</Button>
        <LinkButton href="/desk/hours" icon="clock">{t('agenda.hours')}</LinkButton>
        <DateField label={t('agenda.day')} value={day} onChange={(chosen) => { if (chosen) setDay(chosen); }} />
      </div>
      {(move.error ?? begin.error) && <ProblemPanel problem={move.error ?? begin.error} />}
      <div className="agenda-day">
        <Panel title={t('agenda.agenda')} of="team">
          {agenda.error && <ProblemPanel problem={agenda.error} onRetry={() => void agenda.refetch()} />}
          {!items && !agenda.error && <Skeleton lines={5} />}
          {items?.length === 0 && <EmptyState icon="calendar" title={t('agenda.empty.title')} why={t('agenda.empty.why')} action={<Button icon="plus" onPress={() => setBooking(true)}>{t('agenda.book')}</Button>} />}
          {items && items.length > 0 && <ol className="agenda-agenda" aria-label={t('agenda.agenda')}>{items.map(line)}</ol>}
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
    <Panel title={t('agenda.waiting')} of="team">
      {waiting.length === 0 && <p className="quiet">{t('agenda.waiting.none')}</p>}
      {waiting.map((one) => (
        <Notice key={one.id} tone={mine.includes(one.language) ? 'good' : 'neutral'} title={<span className="number">{one.code}</span>}>
          {t('agenda.waiting.line', { language: languageName(one.language), time: one.arrivedAt ? formatTime(one.arrivedAt) : '' })}
          {mine.includes(one.language) && <div>{t('agenda.waiting.yours')}</div>}
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
    <Panel title={t('agenda.unsigned')} of="case">
      <ul className="agenda-lines">
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
