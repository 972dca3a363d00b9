import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import type { StreetContact } from '../../contract.ts';
import { languageChoices } from '../choices.ts';
import { changeOf, faultOfNote, formOf, NOTE_LENGTH, noteStops } from './form.ts';
import { Folded, HowMany, Level, Needs, WhoItSeems } from './Rows.tsx';

/** Puts a contact right; what stood before stays in its history. */
export function CorrectDialog({ contact, onClose }: { contact: StreetContact; onClose: () => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const [stands] = useState(() => formOf(contact));
  const [form, setForm] = useState(stands);
  const set = (change: Partial<typeof form>): void => setForm((before) => ({ ...before, ...change }));
  const change = changeOf(stands, form);
  const fault = faultOfNote(form.note);
  const deed = useDeed([['outreach']], onClose);
  return (
    <Dialog title={t('outreach.correct.title')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={Object.keys(change).length === 0 || noteStops(fault)} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'patch', path: `/api/street-contacts/${contact.id}`, body: change, ifMatch: contact.version })}>{t('outreach.correct.save')}</Button></>}>
      <div className="street-contact street-correct">
        <HowMany form={form} set={set} />
        <WhoItSeems form={form} set={set} />
        <ComboBox label={t('outreach.contact.language')} value={form.language} choices={languageChoices(text)} onChange={(language) => set({ language })} />
        <Needs form={form} set={set} />
        <Folded form={form} set={set} />
        <Level form={form} set={set} />
        <TextArea label={t('outreach.note.label')} hint={t('outreach.note.hint')} maxLength={NOTE_LENGTH} value={form.note} onChange={(note) => set({ note })} error={fault === 'phone' || fault === 'plate' || fault === 'too-long' ? t(`outreach.note.${fault}`) : undefined} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </div>
    </Dialog>
  );
}
