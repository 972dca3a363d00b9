import type { ReactNode } from 'react';
import type { RecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import { useTyped } from '../../../../kernel/fields/ui/useTyped.ts';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import type { StreetContact } from '../../contract.ts';
import { languageChoices } from '../choices.ts';
import { contactFieldNames } from './fields.ts';
import { type ContactForm, faultOfNote, fieldsOf, formOf, NOTE_LENGTH, noteStops } from './form.ts';
import { Folded, HowMany, Level, Needs, WhoItSeems } from './Rows.tsx';

/** Puts a contact right, field by field, with and without a network; what stood before stays in its history, and what a colleague puts right meanwhile too. */
export function CorrectDialog({ contact, fields, onClose }: { contact: StreetContact; fields: RecordFields; onClose: () => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const typed = useTyped(fields, (field) => contact[field as keyof StreetContact], `street-contact-fields/${contact.id}`);
  const form = formOf({ ...contact, ...Object.fromEntries(contactFieldNames.map((name) => [name, typed.shown(name)])) });
  const set = (change: Partial<ContactForm>): void => { for (const [field, value] of Object.entries(fieldsOf(change))) typed.set(field, value); };
  const fault = faultOfNote(form.note);
  return (
    <Dialog title={t('outreach.correct.title')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!typed.isDirty || noteStops(fault)} onPress={() => void typed.save().then((isKept) => { if (isKept) onClose(); })}>{t('outreach.correct.save')}</Button></>}>
      <div className="street-contact street-correct">
        <DraftFound draft={typed.draft} isDirty={typed.isDirty} onTake={typed.take} />
        <HowMany form={form} set={set} />
        <WhoItSeems form={form} set={set} />
        <ComboBox label={t('outreach.contact.language')} value={form.language} choices={languageChoices(text)} onChange={(language) => set({ language })} />
        <Needs form={form} set={set} />
        <Folded form={form} set={set} />
        <Level form={form} set={set} />
        <TextArea label={t('outreach.note.label')} hint={t('outreach.note.hint')} maxLength={NOTE_LENGTH} value={form.note} onChange={(note) => set({ note })} error={fault === 'phone' || fault === 'plate' || fault === 'too-long' ? t(`outreach.note.${fault}`) : undefined} />
        {typed.problem !== null && <ProblemPanel problem={typed.problem} />}
      </div>
    </Dialog>
  );
}
