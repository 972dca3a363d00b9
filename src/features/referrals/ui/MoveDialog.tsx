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
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import type { MoveReason, ReferralKind, ReferralMove, ReferralState, Together } from '../contract.ts';
import { italianInstant } from '../domain/italian-time.ts';
import { missingFor, reasonsOf } from '../domain/machine.ts';
import { useDeed } from './queries.ts';

/** Moves that are one tap: nothing has to be said beside them. */
const immediate: ReadonlySet<ReferralMove> = new Set(['acknowledge', 'accept', 'waitlist', 'attend', 'miss', 'begin']);

const isStillToCome = (at: string | null): boolean => at !== null && Date.parse(at) > Date.now();

export interface MoveButtonsProps {
  readonly path: string;
  readonly moves: readonly ReferralMove[];
  readonly state: ReferralState;
  readonly kind: ReferralKind;
  readonly together?: Together | null;
  /** The sender's own screen: of a meeting they say first who comes from their side. */
  readonly isOurs?: boolean;
  readonly first?: ReferralMove;
  readonly appointmentAt?: string | null;
}

/** How a move is called: some of a transfer have a name of their own. */
const nameOf = (move: ReferralMove, kind: ReferralKind, state: ReferralState): string => {
  if (move === 'appoint' && state === 'appointment') return kind === 'transfer' ? 'meet-again' : 'appoint-again';
  if (kind === 'transfer' && (move === 'appoint' || move === 'finish' || move === 'withdraw' || move === 'close')) return `transfer-${move}`;
  return move;
};

/** The moves as buttons; one that needs a reason, a date or words asks for them first. */
export function MoveButtons({ path, moves, state, kind, together = null, isOurs = false, first, appointmentAt = null }: MoveButtonsProps): ReactNode {
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
        <Button key={move} kind={move === first ? 'primary' : 'secondary'} isPending={deed.isPending} onPress={() => make(move)}>{t(`referrals.move.${nameOf(move, kind, state)}`)}</Button>
      ))}
      {deed.error && <ProblemPanel problem={deed.error} />}
      {asked && <MoveDialog path={path} move={asked} name={nameOf(asked, kind, state)} kind={kind} together={together} isOurs={isOurs} appointed={appointmentAt} onClose={() => setAsked(null)} />}
    </>
  );
}

interface MoveDialogProps extends Pick<MoveButtonsProps, 'path' | 'kind'> {
  readonly move: ReferralMove;
  readonly name: string;
  readonly together: Together | null;
  readonly isOurs: boolean;
  readonly appointed: string | null;
  readonly onClose: () => void;
}

const lengths = ['1', '2', '3', '6', '9', '12'] as const;

function MoveDialog({ path, move, name, kind, together, isOurs, appointed, onClose }: MoveDialogProps): ReactNode {
  const { t, formatDateTime } = useText();
  const [id] = useState(() => newId());
  const [reason, setReason] = useState<MoveReason | null>(null);
  const [words, setWords] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const [hour, setHour] = useState('09:00');
  const [place, setPlace] = useState('');
  const [mine, setMine] = useState('');
  const [theirs, setTheirs] = useState('');
  const [mediator, setMediator] = useState(false);
  const [months, setMonths] = useState<string | null>(together ? String(together.months) : null);
  const [saidYes, setSaidYes] = useState(false);
  const deed = useDeed<unknown>();
  const reasons = reasonsOf[move];
  const isMeeting = move === 'appoint' && kind === 'transfer';
  const takesMonths = move === 'hand-over' || move === 'prolong';
  const [withUs, withThem] = isOurs ? [mine, theirs] : [theirs, mine];
  const meeting = isMeeting && place.trim() && withUs.trim() ? { place, withUs, withThem: withThem.trim() || null, mediator } : undefined;
  const appointmentAt = move === 'appoint' ? italianInstant(day, hour) : undefined;
  const given = { move, ...(reason ? { reason } : {}), ...(words.trim() ? { words } : {}), ...(appointmentAt ? { appointmentAt } : {}), ...(meeting ? { meeting } : {}), ...(takesMonths && months ? { months: Number(months) } : {}) };
  const isReady = missingFor({ ...given, kind }) === undefined && (move !== 'hand-over' || saidYes);
  const send = (): void => deed.mutate({ method: 'post', path, body: { id, ...given } }, { onSuccess: () => { toast.say(t(`referrals.made.${move}`)); onClose(); } });
  return (
    <Dialog
      title={t(`referrals.move.${name}`)} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={deed.isPending} onPress={send}>{t(`referrals.move.${name}`)}</Button></>}
    >
      <Stack>
        {(move === 'attend' || move === 'miss') && appointed !== null && <Notice tone="late" title={t('referrals.appointment.early')}>{t('referrals.appointment.early.help', { at: formatDateTime(appointed) })}</Notice>}
        {kind === 'transfer' && (move === 'withdraw' || move === 'hand-over' || move === 'return' || move === 'ask-to-meet') && <Notice>{t(`referrals.transfer.about.${move}`)}</Notice>}
        {move === 'hand-over' && <Checkbox value={saidYes} onChange={setSaidYes} hint={t('referrals.transfer.yes-hint')}>{t('referrals.transfer.yes')}</Checkbox>}
        {takesMonths && (
          <Select label={t('referrals.transfer.months')} isRequired hint={together?.isVerified === false ? t('referrals.transfer.months-unverified', { months: together.months }) : undefined} value={months} onChange={setMonths}
            choices={[...new Set([...lengths, String(together?.months ?? lengths[2])])].map((value) => ({ value, label: t('referrals.transfer.months-many', { count: Number(value) }) }))} />
        )}
        {reasons && <ChoiceChips<MoveReason> label={t('referrals.reason')} canClear={false} value={reason} onChange={setReason} choices={reasons.map((value) => ({ value, label: t(`referrals.reason.${value}`) }))} />}
        {move === 'appoint' && (
          <>
            <DateField label={t('referrals.appointment.day')} isRequired value={day} onChange={setDay} />
            <TextField label={t('referrals.appointment.hour')} hint={t('referrals.appointment.hour-hint')} isRequired value={hour} onChange={setHour} />
            {isMeeting && (
              <>
                <TextField label={t('referrals.meeting.place')} hint={t('referrals.meeting.place-hint')} isRequired maxLength={300} value={place} onChange={setPlace} />
                <TextField label={t('referrals.meeting.mine')} isRequired={isOurs} maxLength={300} value={mine} onChange={setMine} />
                <TextField label={t('referrals.meeting.theirs')} isRequired={!isOurs} maxLength={300} value={theirs} onChange={setTheirs} />
                <Checkbox value={mediator} onChange={setMediator}>{t('referrals.meeting.mediator')}</Checkbox>
              </>
            )}
          </>
        )}
        <TextArea label={t(`referrals.words.${move === 'finish' || move === 'close' ? move : 'any'}`)} hint={t('referrals.words.hint')} isRequired={move === 'finish'} rows={3} maxLength={1_000} value={words} onChange={setWords} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
