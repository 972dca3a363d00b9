import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Check, type CheckAnswer, CheckHours, CheckPaid, CheckSafe, Standing } from '../contract.ts';
import { daysAfter } from '../domain.ts';
import { useDeed } from './queries.ts';
import { useDialogForm } from './useDialogForm.ts';

interface About { readonly check: Check; readonly onClose: () => void }

function useMove({ check, onClose }: About, onKept?: () => void) {
  const { t } = useText();
  const [id] = useState(() => newId());
  const deed = useDeed(() => {
    onKept?.();
    toast.say(t('employment.kept'));
    onClose();
  });
  return { deed, send: (move: string, body: object): void => deed.mutate({ method: 'post', path: `/api/placement-checks/${check.id}/moves`, body: { id, move, ...body } }) };
}

/** How the work goes, as the person tells it. Only whether they are still there must be said. */
export function AnswerDialog(about: About): ReactNode {
  const { t } = useText();
  const { check, onClose } = about;
  const form = useDialogForm<Omit<CheckAnswer, 'stillThere'> & { stillThere: Standing | null }>(`placement-check/${check.id}`, { stillThere: null, paid: null, hours: null, safe: null, words: '' });
  const { stillThere, paid, hours, safe, words } = form.value;
  const { deed, send } = useMove(about, form.draft.clear);
  return (
    <Dialog title={t('employment.check.dialog', { days: check.afterDays })} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={stillThere === null} isPending={deed.isPending} onPress={() => send('answer', { answer: { stillThere, paid, hours, safe, words: words.trim() } })}>{t('ui.save')}</Button></>}>
      <Stack>
        <p>{t('employment.check.dialog.help')}</p>
        <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
        <ChoiceChips label={t('employment.check.still')} isRequired value={stillThere} onChange={(value) => form.set({ stillThere: value })} choices={Standing.options.map((value) => ({ value, label: t(`employment.check.still.${value}`) }))} />
        <ChoiceChips label={t('employment.check.paid')} value={paid} onChange={(value) => form.set({ paid: value })} choices={CheckPaid.options.map((value) => ({ value, label: t(`employment.check.paid.${value}`) }))} />
        <ChoiceChips label={t('employment.check.hours')} value={hours} onChange={(value) => form.set({ hours: value })} choices={CheckHours.options.map((value) => ({ value, label: t(`employment.check.hours.${value}`) }))} />
        <ChoiceChips label={t('employment.check.safe')} value={safe} onChange={(value) => form.set({ safe: value })} choices={CheckSafe.options.map((value) => ({ value, label: t(`employment.check.safe.${value}`) }))} />
        <TextArea label={t('employment.check.words')} maxLength={800} value={words} onChange={(text) => form.set({ words: text })} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}

export function PutOffDialog(about: About): ReactNode {
  const { t } = useText();
  const today = italianDay(new Date());
  const [until, setUntil] = useState<string | null>(daysAfter(today, 7));
  const { deed, send } = useMove(about);
  const isBehind = until !== null && until <= today;
  return (
    <Dialog title={t('employment.check.put-off')} isOpen size="small" onClose={about.onClose}
      actions={<><Button onPress={about.onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={until === null || isBehind} isPending={deed.isPending} onPress={() => send('put-off', { until })}>{t('ui.save')}</Button></>}>
      <Stack>
        <p>{t('employment.check.put-off.help')}</p>
        <DateField label={t('employment.check.put-off.day')} isRequired minValue={daysAfter(today, 1)} value={until} onChange={setUntil} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}

export function GiveUpDialog(about: About): ReactNode {
  const { t } = useText();
  const { deed, send } = useMove(about);
  return (
    <ReasonDialog title={t('employment.check.give-up')} isOpen minLength={3} onClose={about.onClose} confirm={t('ui.save')} isPending={deed.isPending} onConfirm={(reason) => send('give-up', { reason })}>
      {t('employment.check.give-up.help')}
      {deed.error && <ProblemPanel problem={deed.error} />}
    </ReasonDialog>
  );
}

export function TakeBackDialog(about: About): ReactNode {
  const { t } = useText();
  const { deed, send } = useMove(about);
  return (
    <ReasonDialog title={t('employment.check.take-back')} isOpen minLength={3} onClose={about.onClose} confirm={t('employment.check.take-back')} isPending={deed.isPending} onConfirm={(reason) => send('take-back', { reason })}>
      {t('employment.check.take-back.help')}
      {deed.error && <ProblemPanel problem={deed.error} />}
    </ReasonDialog>
  );
}
