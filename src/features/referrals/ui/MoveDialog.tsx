import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { MoveReason, ReferralMove, ReferralState } from '../contract.ts';
import { italianInstant } from '../domain/italian-time.ts';
import { missingFor, reasonsOf } from '../domain/machine.ts';
import { useDeed } from './queries.ts';

/** Moves that are one tap: nothing has to be said beside them. */
const immediate: ReadonlySet<ReferralMove> = new Set(['acknowledge', 'accept', 'waitlist', 'attend', 'miss', 'begin']);

const isStillToCome = (at: string | null): boolean => at !== null && Date.parse(at) > Date.now();

/** The moves as buttons; one that needs a reason, a date or words asks for them first. */
export function MoveButtons({ path, moves, state, first, appointmentAt = null }: { path: string; moves: readonly ReferralMove[]; state: ReferralState; first?: ReferralMove; appointmentAt?: string | null }): ReactNode {
  const { t } = useText();
  const [asked, setAsked] = useState<ReferralMove | null>(null);
  const deed = useDeed<unknown>();
  const make = (move: ReferralMove): void => {
    // Whether somebody came to an appointment that has not been yet is asked about once more: it cannot be taken back.
    const isEarly = (move === 'attend' || move === 'miss') && isStillToCome(appointmentAt);
    if (!immediate.has(move) || isEarly) setAsked(move);
    else deed.mutate({ method: 'post', path, body: { id: newId(), move } }, { onSuccess: () => toast.say(t(`referrals.made.${move}`)) });
  };
  return (
    <>
      {moves.map((move) => (
        <Button key={move} kind={move === first ? 'primary' : 'secondary'} isPending={deed.isPending} onPress={() => make(move)}>{t(`referrals.move.${move === 'appoint' && state === 'appointment' ? 'appoint-again' : move}`)}</Button>
      ))}
      {deed.error && <ProblemPanel problem={deed.error} />}
      {asked && <MoveDialog path={path} move={asked} appointed={appointmentAt} onClose={() => setAsked(null)} />}
    </>
  );
}

function MoveDialog({ path, move, appointed, onClose }: { path: string; move: ReferralMove; appointed: string | null; onClose: () => void }): ReactNode {
  const { t, formatDateTime } = useText();
  const [id] = useState(() => newId());
  const [reason, setReason] = useState<MoveReason | null>(null);
  const [words, setWords] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const [hour, setHour] = useState('09:00');
  const deed = useDeed<unknown>();
  const reasons = reasonsOf[move];
  const appointmentAt = move === 'appoint' ? italianInstant(day, hour) : undefined;
  const given = { move, ...(reason ? { reason } : {}), ...(words.trim() ? { words } : {}), ...(appointmentAt ? { appointmentAt } : {}) };
  const send = (): void => deed.mutate({ method: 'post', path, body: { id, ...given } }, { onSuccess: () => { toast.say(t(`referrals.made.${move}`)); onClose(); } });
  return (
    <Dialog
      title={t(`referrals.move.${move}`)} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={missingFor(given) !== undefined} isPending={deed.isPending} onPress={send}>{t(`referrals.move.${move}`)}</Button></>}
    >
      <Stack>
        {(move === 'attend' || move === 'miss') && appointed !== null && <Notice tone="late" title={t('referrals.appointment.early')}>{t('referrals.appointment.early.help', { at: formatDateTime(appointed) })}</Notice>}
        {reasons && <ChoiceChips<MoveReason> label={t('referrals.reason')} canClear={false} value={reason} onChange={setReason} choices={reasons.map((value) => ({ value, label: t(`referrals.reason.${value}`) }))} />}
        {move === 'appoint' && (
          <>
            <DateField label={t('referrals.appointment.day')} isRequired value={day} onChange={setDay} />
            <TextField label={t('referrals.appointment.hour')} hint={t('referrals.appointment.hour-hint')} isRequired value={hour} onChange={setHour} />
          </>
        )}
        <TextArea label={t(`referrals.words.${move === 'finish' || move === 'close' ? move : 'any'}`)} hint={t('referrals.words.hint')} isRequired={move === 'finish'} rows={3} maxLength={1_000} value={words} onChange={setWords} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
