import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs } from '../../../kernel/offline/ui/theQueue.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { interviewFrom } from '../../desk/domain.ts';
import type { Appointment, AppointmentMove, CancelReason } from '../contract.ts';
import { isFiltering, matches, noFilter } from '../domain/board.ts';
import { AppointmentLine } from './AppointmentLine.tsx';
import { useAppointmentMove } from './AppointmentMenu.tsx';
import { appointmentMachine } from '../domain.ts';
import { BookDialog, type BookedAt } from './BookDialog.tsx';
import { dayAfter, mondayOf, monthAfter } from '../domain/days.ts';
import { ContactsDuePanel } from './ContactsDue.tsx';
import { DayColumns } from './DayColumns.tsx';
import { FilterFields } from './FilterFields.tsx';
import { MediatorsFree } from './MediatorsFree.tsx';
import { noteMove, useNoted } from './noted.ts';
import { PrintedAgenda } from './PrintedAgenda.tsx';
import { agendaOf, queueOf, unsigned } from './queries.ts';
import { Month, Week } from './Spans.tsx';
import { SoonerPanel } from './SoonerPanel.tsx';
import { useKept } from './useKept.ts';
import { WaitingQueue } from './WaitingQueue.tsx';
import './agenda.css';

const views = ['list', 'columns', 'week', 'month', 'mediators'] as const;
type View = (typeof views)[number];

/** The first day that a view shows, and how many. A month is six whole weeks, from a Monday. */
function spanOf(view: View, day: string): { from: string; days: number } {
  if (view === 'month') return { from: mondayOf(`${day.slice(0, 7)}-01`), days: 42 };
  return view === 'week' ? { from: mondayOf(day), days: 7 } : { from: day, days: 1 };
}

const View = z.enum(views);
const Filter = z.object({ member: z.string().nullable(), language: z.string().nullable(), room: z.string().nullable() });
/** The day that was looked at, and on which day that was: tomorrow one begins with tomorrow. */
const DayKept = z.object({ day: z.iso.date(), on: z.iso.date() });

/** The day at the desk: who comes when, in which language, with whom, and who is waiting now. */
export default function AgendaScreen(): ReactNode {
  const { t, formatDate } = useText();
  const today = italianDay(new Date());
  const [dayKept, keepDay] = useKept('day', DayKept, () => ({ day: today, on: today }));
  const day = dayKept.on === today ? dayKept.day : today;
  const setDay = (chosen: string): void => keepDay({ day: chosen, on: today });
  const [filter, setFilter] = useKept('filter', Filter, () => noFilter);
  const [isFilterOpen, setFilterOpen] = useState(isFiltering(filter));
  const [booking, setBooking] = useState<(BookedAt & { readonly day?: string }) | null>(null);
  const [view, setView] = useKept<View>('view', View, () => (window.matchMedia('(width >= 75rem)').matches ? 'columns' : 'list'));
  const isDay = view === 'list' || view === 'columns';
  const { from, days } = spanOf(view, day);
  const step = (by: 1 | -1): void => setDay(view === 'month' ? monthAfter(day, by) : dayAfter(day, view === 'week' ? 7 * by : view === 'mediators' ? 14 * by : by));
  const openDay = (chosen: string): void => {
    setDay(chosen);
    setView('list');
  };
  const agenda = useQuery(agendaOf(from, days));
  const navigate = useNavigate();
  const { hat } = useSession();

  const move = useAppointmentMove();
  const begin = useMutation({
    mutationFn: async (appointment: Appointment) => {
      if (!appointment.caseId) return;
      const body = interviewFrom({ caseId: appointment.caseId, kind: appointment.kind && appointment.kind !== 'accompaniment' ? appointment.kind : 'first', language: appointment.language, role: hat?.role ?? '', appointment: { id: appointment.id, mediatorId: appointment.mediator?.id ?? null } });
      const isBegun = appointmentMachine.can(appointment.state, 'begin');
      const talk = appointment.whoCame ?? appointment.id;
      const record = { kind: 'interview', id: talk };
      const opened = await askOrNote(record, () => api.put(`/api/interviews/${talk}`, { body }), async () => {
        if (queueActs.pending(record).length > 0) return;
        const call = await queueActs.send({ method: 'PUT', path: `/api/interviews/${talk}`, body: { ...body, notedAt: new Date().toISOString() }, record, href: `/interviews/${talk}`, says: { key: 'agenda.says.begin', values: { code: appointment.code } }, about: { code: appointment.code, personId: appointment.personId ?? '', mediator: appointment.mediator?.name ?? '' } });
        if (isBegun) await noteMove(appointment, { id: newId(), move: 'begin' }, [call]);
      });
      if (opened !== null && isBegun) await move.mutateAsync({ appointment, name: 'begin' });
      await navigate({ to: `/interviews/${talk}` });
    },
  });
  const all = useNoted(agenda.data?.items);
  const items = all?.filter((one) => matches(one, filter));
  const moved = (appointment: Appointment, name: AppointmentMove, reason?: CancelReason): void => move.mutate({ appointment, name, reason });
  /** What a telephone carries outside: of the others, and of who waits at the desk, nothing is known here. */
  const isOwn = agenda.data?.whose === 'own';
  const line = (appointment: Appointment): ReactNode => (
    <AppointmentLine key={appointment.id} appointment={appointment} onMove={(name, reason) => moved(appointment, name, reason)} onBegin={() => begin.mutate(appointment)} isMine={appointment.member.id === hat?.id} isPending={(move.isPending && move.variables.appointment.id === appointment.id) || (begin.isPending && begin.variables.id === appointment.id)} />
  );

  const print = (): void => window.print();
  const beside = <>{view !== 'mediators' && <Button icon="print" onPress={print}>{t('agenda.print')}</Button>}<LinkButton href="/desk/hours" icon="clock">{t('agenda.hours')}</LinkButton><LinkButton href="/feedback" icon="reports">{t('agenda.feedback')}</LinkButton></>;

  return (
    <Page
      title={t('agenda.title')}
      lead={formatDate(day, 'weekday')}
      width="full"
      action={<Button kind="primary" icon="plus" onPress={() => setBooking({})}>{t('agenda.book')}</Button>}
    >
      {items && view !== 'mediators' && <PrintedAgenda from={from} days={days} items={items} />}
      <div className="never-printed agenda-unprinted">
      <div className="row agenda-days">
        <span className="agenda-back"><Button icon="chevron" iconOnly onPress={() => step(-1)}>{t(`agenda.before.${isDay ? 'day' : view}`)}</Button></span>
        <Button isDisabled={day === today} onPress={() => setDay(today)}>{t('agenda.day.today')}</Button>
        <Button icon="chevron" iconOnly onPress={() => step(1)}>{t(`agenda.after.${isDay ? 'day' : view}`)}</Button>
        <DateField label={t('agenda.day')} value={day} onChange={(chosen) => { if (chosen) setDay(chosen); }} />
        {!isOwn && <ToQueue arrived={today === day ? all ?? [] : []} />}
        <span className="agenda-beside">{beside}</span>
      </div>
      <div className="row agenda-views">
      <ChoiceChips label={t('agenda.view')} canClear={false} value={view} onChange={(value) => { if (value) setView(value); }} choices={views.map((value) => ({ value, label: t(`agenda.view.${value}`) }))} />
      {view !== 'mediators' && <Button icon="filter" aria-expanded={isFilterOpen} onPress={() => setFilterOpen(!isFilterOpen)}>{t('agenda.filter')}</Button>}
      </div>
      {isFilterOpen && view !== 'mediators' && <FilterFields value={filter} onChange={setFilter} items={all ?? []} />}
      {(move.error ?? begin.error) && <ProblemPanel problem={move.error ?? begin.error} />}
      <div className={`agenda-day${view === 'columns' ? ' agenda-day-drawn' : ''}${isDay ? '' : ' agenda-day-spans'}`}>
        <Panel title={t(view === 'mediators' ? 'agenda.mediators' : 'agenda.agenda')} of="team">
          {agenda.error && <ProblemPanel problem={agenda.error} onRetry={() => void agenda.refetch()} />}
          {!items && !agenda.error && <Skeleton lines={5} />}
          {view === 'mediators' && <MediatorsFree from={day} language={filter.language} onLanguage={(language) => setFilter({ ...filter, language })} onBook={(chosen, at) => setBooking({ ...at, day: chosen })} />}
          {view === 'week' && items && <Week from={from} items={items} onDay={openDay} onMove={moved} />}
          {view === 'month' && items && <Month from={from} month={day.slice(0, 7)} items={items} onDay={openDay} onMove={moved} />}
          {isDay && isOwn && <p className="quiet">{t('agenda.own')}</p>}
          {isDay && isOwn && items?.length === 0 && <EmptyState icon="calendar" title={t('agenda.own.empty')} />}
          {view === 'list' && !isOwn && items?.length === 0 && all && all.length > 0 && <p className="quiet">{t('agenda.filter.nothing')}</p>}
          {view === 'list' && !isOwn && all?.length === 0 && <EmptyState icon="calendar" title={t('agenda.empty.title')} why={t('agenda.empty.why')} action={<Button icon="plus" onPress={() => setBooking({})}>{t('agenda.book')}</Button>} />}
          {view === 'columns' && all && <DayColumns day={day} items={all} filter={filter} onMove={moved} onBook={setBooking} />}
          {view === 'list' && items && items.length > 0 && <ol className="agenda-agenda" aria-label={t('agenda.agenda')}>{items.map(line)}</ol>}
        </Panel>
        <Stack>
          {/* Before the day is known nobody may say that no one is waiting. */}
          {all && !isOwn && <div id={QUEUE}><WaitingQueue items={today === day ? all : []} /></div>}
          <ContactsDuePanel />
          {!isOwn && <SoonerPanel />}
          <Unsigned />
        </Stack>
      </div>
      <div className="row agenda-after">{beside}</div>
      </div>
      {booking && <BookDialog day={booking.day ?? day} at={booking} onClose={() => setBooking(null)} />}
    </Page>
  );
}

const QUEUE = 'agenda-queue';

/** On a narrow screen who waits stands under the agenda: how many they are stands above it, one tap away. */
function ToQueue({ arrived }: { arrived: readonly Appointment[] }): ReactNode {
  const { t } = useText();
  const queue = useQuery(queueOf);
  const count = arrived.filter(({ state }) => state === 'arrived').length + (queue.data?.items ?? []).filter(({ state }) => state === 'waiting' || state === 'called').length;
  const go = (): void => {
    const place = document.getElementById(QUEUE);
    place?.scrollIntoView({ block: 'start' });
    place?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
  };
  return <span className="agenda-to-queue"><Button icon="people" onPress={go}>{t('agenda.queue.count', { count })}</Button></span>;
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
