import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { DeclineReason, type Inbound, type InboundMove, Urgency } from '../contract.ts';
import { mayIdentify } from '../domain.ts';
import { networkBodies, teamColleagues, useIntakeDeed } from './queries.ts';
import { WordsNoticed } from './ReportFields.tsx';

const answered: ReadonlySet<InboundMove> = new Set(['decline', 'redirect', 'advise']);
const withWords: ReadonlySet<InboundMove> = new Set(['rank', 'release', 'reopen']);

/** A step that needs something said: why, to whom, what the sender is answered. */
export function MoveDialog({ one, move, onClose }: { one: Inbound; move: InboundMove; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [reason, setReason] = useState<DeclineReason | null>(null);
  const [words, setWords] = useState('');
  const [answer, setAnswer] = useState('');
  const [urgency, setUrgency] = useState<Urgency | null>(null);
  const [memberId, setMember] = useState<string | null>(null);
  const [organisationId, setBody] = useState<string | null>(null);
  const bodies = useQuery({ ...networkBodies, enabled: move === 'redirect' });
  const colleagues = useQuery({ ...teamColleagues, enabled: move === 'give' });
  const deed = useIntakeDeed(() => { toast.say(t('intake.done-step')); onClose(); });
  const isReady = (move !== 'decline' || reason !== null) && (!withWords.has(move) || words.trim().length >= 3) && (!answered.has(move) || answer.trim().length >= 3)
    && (move !== 'rank' || urgency !== null) && (move !== 'give' || memberId !== null) && (move !== 'redirect' || organisationId !== null);
  const send = (): void => deed.mutate({
    method: 'post', path: `/api/inbound-referrals/${one.id}/moves`,
    body: { id, move, ...(reason ? { reason } : {}), ...(words.trim() ? { words } : {}), ...(answer.trim() ? { answer } : {}), ...(urgency ? { urgency } : {}), ...(memberId ? { memberId } : {}), ...(organisationId ? { organisationId } : {}) },
  }, goesOnItsOwn(() => setId(newId())));
  return (
    <Dialog title={t(`intake.move.${move}`)} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={deed.isPending} onPress={send}>{t(`intake.move.${move}`)}</Button></>}>
      <Stack>
        <p className="quiet">{t(answered.has(move) && one.answerReadBy === 'nobody' ? 'intake.move-help.by-telephone' : `intake.move-help.${move}`)}</p>
        {move === 'decline' && <ChoiceChips label={t('intake.decline.why')} canClear={false} value={reason} onChange={setReason} choices={DeclineReason.options.map((value) => ({ value, label: t(`intake.move-reason.${value}`) }))} />}
        {move === 'rank' && <ChoiceChips label={t('intake.urgency')} canClear={false} value={urgency} onChange={setUrgency} choices={Urgency.options.map((value) => ({ value, label: t(`intake.urgency.${value}`) }))} />}
        {move === 'give' && <Select label={t('intake.give.to')} isRequired value={memberId} onChange={setMember} choices={(colleagues.data?.items ?? []).map((who) => ({ value: who.id, label: `${who.name} — ${t(`role.${who.role}`)}` }))} />}
        {move === 'redirect' && <Select label={t('intake.redirect.to')} isRequired value={organisationId} onChange={setBody} choices={(bodies.data?.items ?? []).map((body) => ({ value: body.id, label: body.name }))} />}
        {answered.has(move) && <><TextArea label={t('intake.answer')} hint={t(`intake.answer.hint.${one.answerReadBy}`)} isRequired rows={4} maxLength={2_000} value={answer} onChange={setAnswer} /><WordsNoticed words={answer} mayName={mayIdentify(one)} mayPlace /></>}
        <TextArea label={t('intake.own-words')} hint={t('intake.own-words.hint')} isRequired={withWords.has(move)} rows={3} maxLength={1_000} value={words} onChange={setWords} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
