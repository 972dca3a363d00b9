import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { Body, CollectionName, Stretch } from '../contract.ts';
import { needsAnother } from '../domain.ts';
import { useReferenceDeed } from './queries.ts';
import { faultIn } from './shapes.ts';

interface Fields {
  readonly body: Body | null;
  readonly onChange: (body: Body) => void;
  readonly fault: { readonly path: string; readonly words: string } | null;
}

export interface ValueFormProps {
  readonly title: string;
  readonly collection: CollectionName;
  /** The name of the entry that a body is for; null while it has none. */
  readonly entryFor: (body: Body | null) => string | null;
  readonly draftKey: string;
  readonly today: string;
  readonly stretches: readonly Stretch[];
  /** What the form begins with; null to give the entry back. */
  readonly firstBody: Body | null;
  /** What holds again after a last day, in words. */
  readonly afterwards: string;
  readonly onClose: () => void;
  readonly children: (fields: Fields) => ReactNode;
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A value with its first day, its last one where it has one, and where it comes from. Nothing is sent before it is whole. */
export function ValueForm({ title, collection, entryFor, draftKey, today, stretches, firstBody, afterwards, onClose, children }: ValueFormProps): ReactNode {
  const { t, formatDate } = useText();
  const tomorrow = dayAfter(today);
  const [id, setId] = useState(() => newId());
  const [first] = useState(() => ({ body: firstBody, validFrom: tomorrow as string | null, validUntil: null as string | null, source: '', note: '' }));
  const [form, setForm] = useState(first);
  const [isTried, setTried] = useState(false);
  const isDirty = form !== first;
  const draft = useDraft(draftKey, form, isDirty);
  const deed = useReferenceDeed(() => {
    draft.clear();
    toast.say(t('reference-data.done.write', { from: formatDate(form.validFrom ?? tomorrow) }));
    onClose();
  });
  const found = form.body === null ? null : faultIn(collection, form.body);
  const fault = isTried && found ? { path: found.path, words: t(`reference-data.fault.${found.code}`) } : null;
  const entry = entryFor(form.body);
  const isOrdered = form.validUntil === null || form.validFrom === null || form.validUntil >= form.validFrom;
  const isWhole = found === null && entry !== null && form.validFrom !== null && form.source.trim().length >= 3 && isOrdered;
  // What was written for a later day stays: whoever writes before it is told until when theirs holds.
  const next = stretches.find((one) => one.valueId !== null && form.validFrom !== null && one.from > form.validFrom);
  const send = (): void => {
    setTried(true);
    if (!isWhole) return;
    const { body, validFrom, validUntil, source, note } = form;
    deed.mutate({ method: 'put', path: `/api/reference-values/${id}`, body: { collection, entry, body, validFrom, validUntil, source, note: note.trim() === '' ? null : note } }, goesOnItsOwn(() => setId(newId())));
  };
  return (
    <Dialog title={title} isOpen onClose={onClose} size="wide" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={deed.isPending} onPress={send}>{t('reference-data.save')}</Button></>}>
      <Stack>
        <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
        {children({ body: form.body, onChange: (body) => setForm({ ...form, body }), fault })}
        <div className="reference-pair">
          <DateField label={t('reference-data.valid-from')} hint={t('reference-data.valid-from-hint')} isRequired minValue={tomorrow} value={form.validFrom} onChange={(validFrom) => setForm({ ...form, validFrom })} error={isTried && form.validFrom === null ? t('reference-data.fault.day') : undefined} />
          {form.body !== null && <DateField label={t('reference-data.valid-until')} hint={t('reference-data.valid-until-hint')} minValue={form.validFrom ?? tomorrow} value={form.validUntil} onChange={(validUntil) => setForm({ ...form, validUntil })} error={isOrdered ? undefined : t('reference-data.fault.until')} />}
        </div>
        {form.validUntil !== null && <Notice>{afterwards}</Notice>}
        {next && <Notice>{t('reference-data.until-next', { from: formatDate(next.from) })}</Notice>}
        <TextArea label={t('reference-data.source-label')} hint={t('reference-data.source-hint')} isRequired rows={2} maxLength={500} value={form.source} onChange={(source) => setForm({ ...form, source })} error={isTried && form.source.trim().length < 3 ? t('reference-data.fault.source') : undefined} />
        <TextField label={t('reference-data.note')} maxLength={500} value={form.note} onChange={(note) => setForm({ ...form, note })} />
        <p className="quiet small">{t(needsAnother(collection) ? 'reference-data.then-another' : 'reference-data.then-verify')}</p>
        {isTried && !isWhole && <Notice tone="late" live>{fault?.words ?? t('reference-data.fault.value')}</Notice>}
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
