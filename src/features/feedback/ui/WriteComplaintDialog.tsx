import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 } from 'uuid';
import { languageCodes } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { type ComplaintList, ToldBy } from '../contract.ts';
import { useReceive } from './queries.ts';

/** What somebody complains of, in their language, by whoever happens to be at the desk; or typed later from a paper. */
export function WriteComplaintDialog({ within, onClose }: { within: ComplaintList['answerWithin'] | undefined; onClose: () => void }): ReactNode {
  const { t, languageName, language: shown } = useText();
  const [id] = useState(() => v7());
  const today = italianDay(new Date());
  const [form, setForm] = useState({ words: '', language: 'it', toldBy: 'self' as ToldBy, answerTo: '', aboutCoordination: false, receivedOn: today as string | null });
  const [isTried, setTried] = useState(false);
  const draft = useDraft('complaint/new', form, form.words !== '');
  const deed = useReceive(id, () => {
    draft.clear();
    toast.say(t('feedback.taken'));
    onClose();
  });
  const missing = form.words.trim().length < 3;
  const send = (): void => {
    setTried(true);
    if (!missing && form.receivedOn !== null) deed.mutate({ ...form, receivedOn: form.receivedOn });
  };
  const languages = languageCodes.map((value) => ({ value, label: languageName(value) })).toSorted((a, b) => a.label.localeCompare(b.label, shown));
  return (
    <Dialog title={t('feedback.take')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={deed.isPending} onPress={send}>{t('feedback.hand-in')}</Button></>}>
      <Stack>
        <DraftFound draft={draft} isDirty={form.words !== ''} onTake={setForm} />
        <Notice>{t('feedback.tell-them', { days: within?.days ?? 0 })}{within && !within.verified && ` ${t('feedback.to-verify-help')}`}</Notice>
        <ChoiceChips label={t('feedback.who')} canClear={false} value={form.toldBy} onChange={(toldBy) => setForm({ ...form, toldBy: toldBy ?? form.toldBy })} choices={ToldBy.options.map((value) => ({ value, label: t(`feedback.told-by.${value}`) }))} />
        <Select label={t('feedback.language')} canClear={false} value={form.language} onChange={(language) => setForm({ ...form, language: language ?? form.language })} choices={languages} />
        <TextArea label={t('feedback.said')} hint={t('feedback.said-hint')} isRequired rows={6} lang={form.language} maxLength={4000} value={form.words} onChange={(words) => setForm({ ...form, words })} error={isTried && missing ? t('feedback.missing') : undefined} />
        <TextField label={t('feedback.answer-to')} hint={t('feedback.answer-to-hint')} maxLength={300} value={form.answerTo} onChange={(answerTo) => setForm({ ...form, answerTo })} />
        <DateField label={t('feedback.day')} hint={t('feedback.day-hint')} isRequired maxValue={today} value={form.receivedOn} onChange={(receivedOn) => setForm({ ...form, receivedOn })} error={isTried && form.receivedOn === null ? t('feedback.missing') : undefined} />
        <Checkbox value={form.aboutCoordination} onChange={(aboutCoordination) => setForm({ ...form, aboutCoordination })} hint={t('feedback.about-coordination-help')}>{t('feedback.about-coordination')}</Checkbox>
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
