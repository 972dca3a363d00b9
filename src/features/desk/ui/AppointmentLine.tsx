import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import { type Appointment, type AppointmentMove, type AppointmentState, CancelReason } from '../contract.ts';
import { appointmentMachine } from '../domain.ts';

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
  const [isCancelling, setCancelling] = useState(false);
  const { state, mediator, room, kind, name } = appointment;
  const others = appointmentMachine.movesFrom(state).filter((move) => move !== 'arrive' && move !== 'begin' && !(move === 'finish' && state === 'in-progress'));

  return (
    <li className={`desk-appointment desk-${state}`}>
      <time className="desk-hour number" dateTime={appointment.startsAt}>
        {formatTime(appointment.startsAt)}
        <span className="quiet small">{formatTime(appointment.endsAt)}</span>
      </time>
      <div className="desk-who">
        <div className="desk-code">
          <strong>{appointment.code}</strong>
          {name && <PrivateText>{name}</PrivateText>}
          <Tag tone={tones[state]}>{t(`desk.state.${state}`)}</Tag>
        </div>
        <div className="quiet">
          {[languageName(appointment.language), kind && t(`desk.kind.${kind}`), t('desk.with', { name: appointment.member.name }), mediator && t('desk.mediator.is', { name: mediator.name }), room].filter(Boolean).join(' · ')}
        </div>
      </div>
      <div className="desk-actions">
        {state === 'booked' && <Button kind="secondary" icon="check" isPending={isPending} onPress={() => onMove('arrive')}>{t('desk.move.arrive')}</Button>}
        {isMine && (state === 'arrived' || state === 'in-progress') && appointment.caseId && <Button kind={state === 'arrived' ? 'primary' : 'secondary'} icon="note" isPending={isPending} onPress={onBegin}>{t(state === 'arrived' ? 'desk.interview.begin' : 'desk.interview.open')}</Button>}
        {state === 'in-progress' && <Button isPending={isPending} onPress={() => onMove('finish')}>{t('desk.move.finish')}</Button>}
        {others.length > 0 && (
          <Menu
            label={t('desk.more', { code: appointment.code })}
            trigger={<Button kind="quiet" icon="more" iconOnly>{t('desk.more', { code: appointment.code })}</Button>}
            groups={[{ id: 'moves', choices: others.map((move) => ({ id: move, label: t(`desk.move.${move}`), onSelect: () => (move === 'cancel' ? setCancelling(true) : onMove(move)) })) }]}
          />
        )}
      </div>
      {isCancelling && <CancelDialog code={appointment.code} onClose={() => setCancelling(false)} onCancel={(reason) => { setCancelling(false); onMove('cancel', reason); }} />}
    </li>
  );
}

function CancelDialog({ code, onClose, onCancel }: { code: string; onClose: () => void; onCancel: (reason: CancelReason) => void }): ReactNode {
  const { t } = useText();
  const [reason, setReason] = useState<CancelReason | null>(null);
  return (
    <Dialog
      title={t('desk.cancel.title', { code })}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={reason === null} onPress={() => { if (reason) onCancel(reason); }}>{t('desk.cancel.confirm')}</Button>
        </>
      }
    >
      <ChoiceChips label={t('desk.cancel.why')} hint={t('desk.cancel.seen')} value={reason} onChange={setReason} choices={CancelReason.options.map((value) => ({ value, label: t(`desk.cancel.${value}`) }))} />
    </Dialog>
  );
}
