import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import type { Appointment, AppointmentMove, AppointmentState, CancelReason } from '../contract.ts';
import { isTooEarly } from '../domain.ts';
import { AppointmentMenu } from './AppointmentMenu.tsx';
import { waitOf, WhoCameDialog } from './WhoCame.tsx';

const tones: Readonly<Record<AppointmentState, Tone>> = { 'booked': 'neutral', 'arrived': 'info', 'in-progress': 'info', 'done': 'good', 'no-show': 'late', 'cancelled': 'neutral' };

export interface AppointmentLineProps {
  readonly appointment: Appointment;
  readonly isPending: boolean;
  /** Whether the person at the screen is the one who receives: only they begin the interview. */
  readonly isMine: boolean;
  readonly onMove: (move: AppointmentMove, reason?: CancelReason) => void;
  readonly onBegin: () => void;
}

/** One appointment in the day. Its one big button is what usually comes next: arrived, then begin, then done. */
export function AppointmentLine({ appointment, isPending, isMine, onMove, onBegin }: AppointmentLineProps): ReactNode {
  const { t, formatTime, languageName } = useText();
  const { state, mediator, room, kind, name } = appointment;
  const [isAsking, setAsking] = useState(false);
  const canBegin = isMine && appointment.caseId !== null && kind !== 'accompaniment' && (state === 'arrived' || state === 'in-progress');

  return (
    <li className={`agenda-appointment agenda-${state}`}>
      <time className="agenda-hour number" dateTime={appointment.startsAt}>
        {formatTime(appointment.startsAt)}
        <span className="quiet small">{formatTime(appointment.endsAt)}</span>
      </time>
      <div className="agenda-who">
        <div className="agenda-code">
          <strong>{appointment.code}</strong>
          {name && <PrivateText>{name}</PrivateText>}
          <Tag tone={tones[state]}>{t(`agenda.state.${state}`)}</Tag>
        </div>
        <div className="quiet">
          {[languageName(appointment.language), kind && t(`desk.kind.${kind}`), appointment.goingTo && t(`agenda.going-to.${appointment.goingTo}`), appointment.outcome && t(`agenda.outcome.${appointment.outcome}`), t('agenda.with', { name: appointment.member.name }), mediator && t('agenda.mediator.is', { name: mediator.name }), room, appointment.series && t(`agenda.series.mark.${appointment.series.every}`), appointment.outsideHours && t('agenda.outside.marked'), appointment.reason && t(`agenda.cancel.${appointment.reason}`), appointment.moved > 0 && t('agenda.moved-times', { count: appointment.moved })].filter(Boolean).join(' · ')}
        </div>
      </div>
      <div className="agenda-actions">
        {state === 'booked' && !isTooEarly('arrive', new Date(appointment.startsAt), new Date()) && <Button kind="secondary" icon="check" isPending={isPending} onPress={() => onMove('arrive')}>{t('agenda.move.arrive')}</Button>}
        {isMine && appointment.isUnnamed && (state === 'arrived' || state === 'in-progress') && <Button kind={state === 'arrived' ? 'primary' : 'secondary'} icon="note" aria-label={`${t('agenda.who.begin')}: ${appointment.code}`} onPress={() => setAsking(true)}>{t('agenda.who.begin')}</Button>}
        {canBegin && <Button kind={state === 'arrived' ? 'primary' : 'secondary'} icon="note" isPending={isPending} onPress={onBegin}>{t(state === 'arrived' ? 'desk.interview.begin' : 'desk.interview.open')}</Button>}
        {state === 'in-progress' && <Button isPending={isPending} onPress={() => onMove('finish')}>{t('agenda.move.finish')}</Button>}
        {isAsking && <WhoCameDialog subject={waitOf(appointment)} onClose={() => setAsking(false)} />}
        <AppointmentMenu appointment={appointment} shown={state === 'in-progress' ? ['arrive', 'begin', 'finish'] : ['arrive', ...(canBegin ? ['begin' as const] : [])]} onMove={onMove} />
      </div>
    </li>
  );
}
