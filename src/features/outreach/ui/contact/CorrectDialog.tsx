import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import { useTyped } from '../../../../kernel/fields/ui/useTyped.ts';
import { queueActs } from '../../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../../kernel/offline/waiting.ts';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import type { NewContact, StreetContact } from '../../contract.ts';
import { languageChoices } from '../choices.ts';
import { contactFieldNames } from './fields.ts';
import { type ContactForm, faultOfNote, fieldsOf, formOf, NOTE_LENGTH, noteStops } from './form.ts';
import { Folded, HowMany, Level, Needs, WhoItSeems } from './Rows.tsx';

/** Puts a contact right, field by field, with and without a network; what stood before stays in its history, and what a colleague puts right meanwhile too. @param call what brings it, as long as it lies on this device: it is put right itself, and leaves right */
export function CorrectDialog({ contact, call, fields, onClose }: { contact: StreetContact; call: Waiting | undefined; fields: RecordFields; onClose: () => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const typed = useTyped(fields, (field) => contact[field as keyof StreetContact], `street-contact-fields/${contact.id}`);
  const form = formOf({ ...contact, ...Object.fromEntries(contactFieldNames.map((name) => [name, typed.shown(name)])) });
  const set = (change: Partial<ContactForm>): void => { for (const [field, value] of Object.entries(fieldsOf(change))) typed.set(field, value); };
  const fault = faultOfNote(form.note);
  const [problem, setProblem] = useState<unknown>(null);
  /** In the call itself, where it has not left; what the server refused leaves once more, put right. */
  async function putRightHere(waiting: Waiting): Promise<boolean> {
    const body = { ...(waiting.body as NewContact), ...Object.fromEntries(typed.changed.map((name) => [name, typed.shown(name)])) };
    if (waiting.refusal === undefined) return queueActs.replace(waiting.id, body);
    await queueActs.again(waiting.id, body);
    return true;
  }
  async function save(): Promise<void> {
    try {
      const isRight = call !== undefined && (await putRightHere(call));
      if (isRight) typed.draft.clear();
      if (isRight || (await typed.save())) onClose();
    } catch (error) {
      setProblem(error);
    }
  }
  return (
    <Dialog title={t('outreach.correct.title')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!typed.isDirty || noteStops(fault)} onPress={() => void save()}>{t('outreach.correct.save')}</Button></>}>
      <div className="street-contact street-correct">
        <DraftFound draft={typed.draft} isDirty={typed.isDirty} onTake={typed.take} />
        <HowMany form={form} set={set} />
        <WhoItSeems form={form} set={set} />
        <ComboBox label={t('outreach.contact.language')} value={form.language} choices={languageChoices(text)} onChange={(language) => set({ language })} />
        <Needs form={form} set={set} />
        <Folded form={form} set={set} />
        <Level form={form} set={set} />
        <TextArea label={t('outreach.note.label')} hint={t('outreach.note.hint')} maxLength={NOTE_LENGTH} value={form.note} onChange={(note) => set({ note })} error={fault === 'phone' || fault === 'plate' || fault === 'too-long' ? t(`outreach.note.${fault}`) : undefined} />
        {(problem ?? typed.problem) !== null && <ProblemPanel problem={problem ?? typed.problem} />}
      </div>
    </Dialog>
  );
}
