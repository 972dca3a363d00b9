import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { AttemptOutcome, type MoveContactGiven } from '../contract.ts';
import { useIntakeDeed } from './queries.ts';

/** A step of reaching the person: an attempt and how it went, that they cannot be reached, a no. */
export function ContactDialog({ id, move, onClose }: { id: string; move: MoveContactGiven['move']; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [stepId] = useState(() => newId());
  const [outcome, setOutcome] = useState<AttemptOutcome | null>(null);
  const [words, setWords] = useState('');
  const deed = useIntakeDeed(() => { toast.say(t('intake.done-step')); onClose(); });
  const send = (): void => deed.mutate({ method: 'post', path: `/api/inbound-referrals/${id}/contact-moves`, body: { id: stepId, move, ...(outcome ? { outcome } : {}), ...(words.trim() ? { words } : {}) } });
  return (
    <Dialog title={t(`intake.contact-move.${move}`)} size="small" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={move === 'attempt' && outcome === null} isPending={deed.isPending} onPress={send}>{t('intake.contact.keep')}</Button></>}>
      <Stack>
        <p className="quiet">{t(`intake.contact-help.${move}`)}</p>
        {move === 'attempt' && <ChoiceChips label={t('intake.attempt')} canClear={false} value={outcome} onChange={setOutcome} choices={AttemptOutcome.options.map((value) => ({ value, label: t(`intake.attempt.${value}`) }))} />}
        <TextArea label={t('intake.own-words')} hint={t('intake.own-words.hint')} rows={3} maxLength={1_000} value={words} onChange={setWords} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
