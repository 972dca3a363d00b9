import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote } from '../../../kernel/offline/ui/askOrNote.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { AccompanimentOutcome, type Appointment, type AppointmentMove, type AppointmentMoveRequest, type CancelReason } from '../contract.ts';
import { appointmentMachine, isTooEarly } from '../domain.ts';
import { BookDialog } from './BookDialog.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { noteMove } from './noted.ts';
import { useSooner } from './useSooner.ts';
import { useTakeBack, waitOf, WhoCameDialog } from './WhoCame.tsx';

export interface MoveAsked {
  readonly appointment: Appointment;
  readonly name: AppointmentMove;
  readonly reason?: CancelReason;
}

/** One move of an appointment; an arrival, a no-show and a cancellation can be taken back for ten seconds with one touch, and from the menu ever after. */
export function useAppointmentMove() {
  const { t } = useText();
  const client = useQueryClient();
  const move = useMutation({
    // Where nobody answers the step waits on this device under the same id.
    mutationFn: async ({ appointment, name, reason }: MoveAsked): Promise<void> => {
      const body: AppointmentMoveRequest = { id: newId(), move: name, reason };
      await askOrNote({ kind: 'appointment', id: appointment.id }, () => api.post<Appointment>(`/api/appointments/${appointment.id}/moves`, { body }), () => noteMove(appointment, body));
    },
    onSuccess: (_, { appointment, name }) => {
      if (name === 'arrive' || name === 'miss' || name === 'cancel') toast.undo(t(`agenda.moved.${name}`, { code: appointment.code }), () => move.mutate({ appointment, name: 'take-back' }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  return move;
}

export interface AppointmentMenuProps {
  readonly appointment: Appointment;
  /** Moves that have a button of their own where the menu stands. */
  readonly shown: readonly AppointmentMove[];
  readonly onMove: (move: AppointmentMove, reason?: CancelReason) => void;
  /** What opens it, where a whole line does; else the button with the dots. */
  readonly line?: ReactNode;
}

/** What else may be done with an appointment: put it to another hour, cancel it with its reason, say that nobody came, book anew. */
export function AppointmentMenu({ appointment, shown, onMove, line }: AppointmentMenuProps): ReactNode {
  const { t } = useText();
  const [open, setOpen] = useState<'change' | 'cancel' | 'again' | 'outcome' | 'who' | null>(null);
  const { code, state } = appointment;
  const close = (): void => setOpen(null);
  const takeBack = useTakeBack();
  const sooner = useSooner();
  const isAhead = isTooEarly('miss', new Date(appointment.startsAt), new Date());
  const moves = appointmentMachine.movesFrom(state).filter((move) => !shown.includes(move) && !isTooEarly(move, new Date(appointment.startsAt), new Date()));
  const isOver = state === 'no-show' || state === 'cancelled';
  const choices = [
    ...(state === 'booked' || state === 'arrived' ? [{ id: 'change', label: t('agenda.change'), onSelect: () => setOpen('change') }] : []),
    ...(appointment.isUnnamed && state !== 'cancelled' ? [{ id: 'who', label: t('agenda.who'), onSelect: () => setOpen('who') }] : []),
    ...(appointment.caseId === null ? [] : [{ id: 'file', label: t('agenda.who.file'), href: `/cases/${appointment.caseId}` }]),
    ...(appointment.whoCame === null ? [] : [{ id: 'not-who', label: t('agenda.who.take-back'), onSelect: () => takeBack.mutate(appointment.whoCame ?? '') }]),
    ...(isOver && (appointment.caseId !== null || appointment.isUnnamed) ? [{ id: 'again', label: t('agenda.again'), onSelect: () => setOpen('again') }] : []),
    ...((state === 'booked' && isAhead) || isOver ? [{ id: 'sooner', label: t(appointment.sooner ? 'agenda.sooner.no' : 'agenda.sooner.ask'), onSelect: () => sooner.mutate({ appointment, isSo: !appointment.sooner }) }] : []),
    ...(appointment.kind === 'accompaniment' && state !== 'cancelled' ? [{ id: 'outcome', label: t('agenda.outcome'), onSelect: () => setOpen('outcome') }] : []),
    ...moves.map((move) => ({ id: move, label: t(`agenda.move.${move}`), onSelect: () => (move === 'cancel' ? setOpen('cancel') : onMove(move)) })),
  ];
  if (choices.length === 0) return line ?? null;
  return (
    <>
      <Menu label={t('agenda.more', { code })} trigger={line ? <Button kind="quiet" size="small">{line}</Button> : <Button kind="quiet" icon="more" iconOnly>{t('agenda.more', { code })}</Button>} groups={[{ id: 'moves', choices }]} />
      {open === 'change' && <ChangeDialog appointment={appointment} onClose={close} />}
      {takeBack.error && <Dialog title={t('agenda.who.take-back')} isOpen onClose={takeBack.reset} actions={<Button onPress={takeBack.reset}>{t('ui.close')}</Button>}><ProblemPanel problem={takeBack.error} /></Dialog>}
      {open === 'who' && <WhoCameDialog subject={waitOf(appointment)} onClose={close} />}
      {open === 'again' && <BookDialog day={italianDay(new Date())} {...(appointment.caseId === null ? { alias: code } : { caseId: appointment.caseId })} {...(appointment.personId === null ? {} : { personId: appointment.personId })} like={appointment} onClose={close} />}
      {open === 'outcome' && <OutcomeDialog appointment={appointment} onClose={close} />}
      {open === 'cancel' && <CancelDialog appointment={appointment} onClose={close} onCancel={(reason) => { close(); onMove('cancel', reason); }} />}
    </>
  );
}

/** How going along with the person went: one of a few answers, read by those who hold the case. */
function OutcomeDialog({ appointment, onClose }: { appointment: Appointment; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<AccompanimentOutcome | null>(appointment.outcome);
  const tell = useMutation({
    mutationFn: () => api.post<Appointment>(`/api/appointments/${appointment.id}/outcome`, { body: { outcome } }),
    onSuccess: () => { toast.say(t('agenda.outcome.kept', { code: appointment.code })); onClose(); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  return (
    <Dialog title={t('agenda.outcome')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={outcome === null} isPending={tell.isPending} onPress={() => tell.mutate()}>{t('ui.save')}</Button></>}>
      {tell.error && <ProblemPanel problem={tell.error} />}
      <ChoiceChips label={t('agenda.outcome.how')} hint={t('agenda.book.kind-seen')} value={outcome} onChange={setOutcome} choices={AccompanimentOutcome.options.map((value) => ({ value, label: t(`agenda.outcome.${value}`) }))} />
    </Dialog>
  );
}
