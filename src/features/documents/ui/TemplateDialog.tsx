import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { KeptFields } from './KeptFields.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { LetterLanguage, type LetterTemplate, type MoveTemplate } from '../contract/letters.ts';
import { strangersOf } from '../domain/letters.ts';

/** The words of a letter. A draft is written here; one in use is read, and its next edition begins from it. */
export function TemplateDialog({ template, onClose }: { template: LetterTemplate | undefined; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const isDraft = !template || template.state === 'draft';
  const [isNext, setNext] = useState(false);
  const canWrite = isDraft || isNext;
  const [ids] = useState(() => ({ template: template?.state === 'draft' ? template.id : newId(), move: newId() }));
  const kept = {
    name: template?.name ?? '', body: template?.body ?? '', language: template?.language ?? 'it' as const, toBody: template?.toBody ?? false, plainHead: template?.plainHead ?? false,
    compartment: template?.compartment ?? 'case' as const, keptAs: template?.keptAs ?? 'letter' as const,
  };
  const [form, setForm] = useState(kept);
  const { body } = form;
  const change = (what: Partial<typeof kept>): void => setForm((before) => ({ ...before, ...what }));
  const isDirty = JSON.stringify(form) !== JSON.stringify(kept);
  const draft = useDraft(`letter-template/${template?.id ?? 'new'}`, form, isDirty);
  const area = useRef<HTMLTextAreaElement>(null);
  /** Puts a field where the cursor stands, and the cursor after it. */
  const insert = (mark: string): void => {
    const [from, to] = [area.current?.selectionStart ?? body.length, area.current?.selectionEnd ?? body.length];
    change({ body: `${body.slice(0, from)}${mark}${body.slice(to)}` });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + mark.length, from + mark.length);
    });
  };
  const strangers = strangersOf(body);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['letters', 'templates'] });
  const save = useMutation({
    mutationFn: () => api.put<LetterTemplate>(`/api/letter-templates/${ids.template}`, { body: { ...form, ...(isNext && template ? { letterId: template.letterId } : {}) }, ifMatch: template?.state === 'draft' ? template.version : 0 }),
    onSuccess: () => {
      draft.clear();
      onClose();
    },
    onSettled: again,
  });
  const move = useMutation({
    mutationFn: (to: MoveTemplate['move']) => api.post<LetterTemplate>(`/api/letter-templates/${template?.id}/moves`, { body: { id: ids.move, move: to }, ifMatch: template?.version ?? 0 }),
    onSuccess: onClose, onSettled: again,
  });
  const preview = useMutation({
    mutationFn: () => api.file('/api/letter-previews', { body: form, onProgress: () => undefined }),
    onSuccess: ({ file, name: called }) => {
      const address = URL.createObjectURL(file);
      const link = Object.assign(document.createElement('a'), { href: address, download: called });
      link.click();
      URL.revokeObjectURL(address);
    },
  });
  const isComplete = form.name.trim().length >= 3 && body.trim().length >= 10 && strangers.length === 0;
  const error = save.error ?? move.error ?? preview.error;
  return (
    <Dialog
      title={template?.name ?? t('documents.templates.new')} size="wide" isOpen onClose={onClose}
      actions={<>
        <Button isPending={preview.isPending} isDisabled={!isComplete} icon="eye" onPress={() => preview.mutate()}>{t('documents.template.preview')}</Button>
        {canWrite && <Button kind="primary" isDisabled={!isComplete} isPending={save.isPending} onPress={() => save.mutate()}>{t('documents.template.save')}</Button>}
        {template && isDraft && <Button isPending={move.isPending} isDisabled={isDirty} onPress={() => move.mutate('use')}>{t('documents.template.use')}</Button>}
        {template?.state === 'in-use' && !isNext && <Button onPress={() => setNext(true)}>{t('documents.template.next')}</Button>}
        {template?.state === 'in-use' && !isNext && <Button isPending={move.isPending} onPress={() => move.mutate('retire')}>{t('documents.template.retire')}</Button>}
      </>}
    >
      <Stack>
        {error && <ProblemPanel problem={error} />}
        {canWrite && <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />}
        {!canWrite && <Notice tone="info" title={t('documents.template.stays')}>{t('documents.template.stays.help')}</Notice>}
        <TextField label={t('documents.template.name')} isRequired isDisabled={!canWrite} maxLength={120} value={form.name} onChange={(name) => change({ name })} />
        <TextArea label={t('documents.template.body')} hint={t('documents.template.body.hint')} inputRef={area} isRequired isDisabled={!canWrite} rows={14} value={body} onChange={(words) => change({ body: words })} {...(strangers.length > 0 ? { error: t('documents.template.strangers', { fields: strangers.join(', ') }) } : {})} />
        {canWrite && <FieldPicker onChoose={(field) => insert(`{{${field}}}`)} />}
        {canWrite && <Row><Button size="small" onPress={() => insert('{{scrivi:…}}')}>{t('documents.field.ask')}</Button></Row>}
        {!template && <Select label={t('documents.template.language')} value={form.language} canClear={false} onChange={(language) => { if (language) change({ language }); }} choices={LetterLanguage.options.map((value) => ({ value, label: t(`documents.letters.language.${value}`) }))} />}
        <Checkbox value={form.toBody} onChange={(toBody) => change({ toBody })} isDisabled={!canWrite} hint={t('documents.template.to-body.help')}>{t('documents.template.to-body')}</Checkbox>
        <Checkbox value={form.plainHead} onChange={(plainHead) => change({ plainHead })} isDisabled={!canWrite} hint={t('documents.template.plain.help')}>{t('documents.template.plain')}</Checkbox>
        <KeptFields value={form} onChange={({ compartment, keptAs }) => change({ compartment, keptAs })} isDisabled={!canWrite} />
      </Stack>
    </Dialog>
  );
}
