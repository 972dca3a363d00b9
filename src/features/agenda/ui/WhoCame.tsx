import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { InterviewKind } from '../../desk/contract.ts';
import { interviewFrom } from '../../desk/domain.ts';
import type { Appointment, BookableRole, WalkIn } from '../contract.ts';
import { appointmentMachine, isTooEarly } from '../domain.ts';
import { askedFor } from '../domain/proposed.ts';
import { BookDialog } from './BookDialog.tsx';
import { ChosenPerson, FindPerson, type Followed } from './FindPerson.tsx';
import { useSuiting } from './useSuiting.ts';

/** Somebody without a file: who waited in the queue, or is expected under an alias. */
export interface Waited {
  readonly kind: 'walk-in' | 'appointment';
  readonly id: string;
  /** What they go by. */
  readonly code: string;
  readonly language: string;
  /** Whom they asked for. */
  readonly role: BookableRole | null;
  readonly appointment: Appointment | null;
}
export const waitOf = (appointment: Appointment): Waited => ({ kind: 'appointment', id: appointment.id, code: appointment.code, language: appointment.language, role: null, appointment });

/** Takes back whose it was said to be, as long as nothing was written. */
export function useTakeBack() {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.put(`/api/agenda/who-came/${id}/taken-back`, { body: {} }),
    onSuccess: () => toast.say(t('agenda.who.taken-back')),
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
}

/**
 * Who it is that came: somebody new, somebody known, or somebody who comes again another day. Every id is made once, so that what broke off half-way goes on
 * where it stood. The interview bears the id of what was said: begun twice it is one, and words that a device still holds never come to somebody else.
 */
export function WhoCameDialog({ subject, onClose }: { subject: Waited; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [ids] = useState(() => ({ personId: newId(), caseId: newId(), nameId: newId(), said: new Map<string, string>() }));
  const [known, setKnown] = useState<Followed | null>(null);
  const [isBooking, setBooking] = useState(false);
  const suits = useSuiting({ caseId: known?.caseId ?? null, personId: known?.personId ?? null, language: null, member: hat?.id ?? null, period: null });
  const begin = useMutation({
    mutationFn: async ({ caseId, kind }: { caseId: string; kind: InterviewKind }) => {
      const { appointment } = subject;
      const saidId = ids.said.get(caseId) ?? newId();
      ids.said.set(caseId, saidId);
      await api.put(`/api/agenda/who-came/${saidId}`, { body: { ...(subject.kind === 'walk-in' ? { walkInId: subject.id } : { appointmentId: subject.id }), caseId, kind } });
      const body = interviewFrom({ caseId, kind, language: subject.language, role: hat?.role ?? '', ...(appointment ? { appointment: { id: appointment.id, mediatorId: appointment.mediator?.id ?? null } } : {}) });
      await api.put(`/api/interviews/${saidId}`, { body });
      if (appointment && appointmentMachine.can(appointment.state, 'begin') && !isTooEarly('begin', new Date(appointment.startsAt), new Date())) await api.post(`/api/appointments/${subject.id}/moves`, { body: { id: newId(), move: 'begin' } });
      await navigate({ to: `/interviews/${saidId}` });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const open = useMutation({
    mutationFn: async () => {
      const { caseId } = await api.put<{ caseId: string }>(`/api/persons/${ids.personId}`, { body: { caseId: ids.caseId } });
      await api.put(`/api/persons/${ids.personId}/names/${ids.nameId}`, { body: { kind: 'alias', text: subject.code, preferred: true } });
      await api.put(`/api/persons/${ids.personId}/languages/${subject.language}`, { body: { speaks: 'well', reads: null, interpreter: subject.language !== 'it' } });
      await begin.mutateAsync({ caseId, kind: 'first' });
    },
  });
  const give = useMutation({
    mutationFn: (booked: Appointment) => api.put<WalkIn>(`/api/agenda/queue/${subject.id}/hour`, { body: { appointmentId: booked.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda', 'queue'] }),
    onSuccess: onClose,
  });
  const booked = (appointment: Appointment): void => {
    if (subject.kind === 'walk-in') give.mutate(appointment);
    else onClose();
  };
  if (isBooking) return <BookDialog title={t('agenda.who.hour')} day={italianDay(new Date())} alias={subject.code} language={subject.language} role={subject.role} onBooked={booked} onClose={() => setBooking(false)} />;
  const problem = open.error ?? begin.error ?? give.error;
  return (
    <Dialog title={t('agenda.who.title', { code: subject.code })} isOpen onClose={onClose} actions={<Button onPress={onClose}>{t('ui.close')}</Button>}>
      <Stack>
        <p className="quiet">{t('agenda.who.lead', { code: subject.code })}</p>
        {problem && <ProblemPanel problem={problem} />}
        <Panel title={t('agenda.who.new')} level={3} tone="quiet">
          <p className="quiet">{t('agenda.who.new-help')}</p>
          <Button kind="primary" icon="plus" isPending={open.isPending} isDisabled={begin.isPending} onPress={() => open.mutate()}>{t('agenda.who.new-begin')}</Button>
        </Panel>
        <Panel title={t('agenda.who.known')} level={3} tone="quiet">
          <Stack gap="small">
            <FindPerson label={t('agenda.who.find')} value={known} onChange={setKnown} />
            {known ? <ChosenPerson person={known} theirs={suits.theirs} /> : <p className="quiet small">{t('agenda.who.not-found')}</p>}
            {known && <div><Button icon="note" isPending={begin.isPending} isDisabled={!suits.isReady || open.isPending} onPress={() => begin.mutate({ caseId: known.caseId, kind: askedFor(subject.role) ?? suits.kind })}>{t('agenda.who.known-begin')}</Button></div>}
          </Stack>
        </Panel>
        <Panel title={t('agenda.who.later')} level={3} tone="quiet">
          <p className="quiet">{t('agenda.who.hour-help', { code: subject.code })}</p>
          <Button icon="calendar" onPress={() => setBooking(true)}>{t('agenda.who.hour')}</Button>
        </Panel>
      </Stack>
    </Dialog>
  );
}
