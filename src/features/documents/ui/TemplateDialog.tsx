import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { KeptFields } from './KeptFields.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
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
  const [name, setName] = useState(template?.name ?? '');
  const [body, setBody] = useState(template?.body ?? '');
  const [language, setLanguage] = useState<LetterLanguageChosen>(template?.language ?? 'it');
  const [toBody, setToBody] = useState(template?.toBody ?? false);
  const [isPlain, setPlain] = useState(template?.plainHead ?? false);
  const [keptWhere, setKeptWhere] = useState({ compartment: template?.compartment ?? 'case' as const, keptAs: template?.keptAs ?? 'letter' as const });
  const area = useRef<HTMLTextAreaElement>(null);
  /** Puts a field where the cursor stands, and the cursor after it. */
  const insert = (mark: string): void => {
    const [from, to] = [area.current?.selectionStart ?? body.length, area.current?.selectionEnd ?? body.length];
    setBody(`${body.slice(0, from)}${mark}${body.slice(to)}`);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + mark.length, from + mark.length);
    });
  };
  const strangers = strangersOf(body);
  const words = { name, body, language, toBody, plainHead: isPlain };
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['letters', 'templates'] });
  const save = useMutation({
    mutationFn: () => api.put<LetterTemplate>(`/api/letter-templates/${ids.template}`, { body: { ...words, ...keptWhere, ...(isNext && template ? { letterId: template.letterId } : {}) }, ifMatch: template?.state === 'draft' ? template.version : 0 }),
    onSuccess: onClose, onSettled: again,
  });
  const move = useMutation({
    mutationFn: (to: MoveTemplate['move']) => api.post<LetterTemplate>(`/api/letter-templates/${template?.id}/moves`, { body: { id: ids.move, move: to }, ifMatch: template?.version ?? 0 }),
    onSuccess: onClose, onSettled: again,
  });
  const preview = useMutation({
    mutationFn: () => api.file('/api/letter-previews', { body: words, onProgress: () => undefined }),
    onSuccess: ({ file, name: called }) => {
      const address = URL.createObjectURL(file);
      const link = Object.assign(document.createElement('a'), { href: address, download: called });
      link.click();
      URL.revokeObjectURL(address);
    },
  });
  const isComplete = name.trim().length >= 3 && body.trim().length >= 10 && strangers.length === 0;
  const error = save.error ?? move.error ?? preview.error;
  return (
    <Dialog
      title={template?.name ?? t('documents.templates.new')} size="wide" isOpen onClose={onClose}
      actions={<>
        <Button isPending={preview.isPending} isDisabled={!isComplete} icon="eye" onPress={() => preview.mutate()}>{t('documents.template.preview')}</Button>
        {canWrite && <Button kind="primary" isDisabled={!isComplete} isPending={save.isPending} onPress={() => save.mutate()}>{t('documents.template.save')}</Button>}
        {template && isDraft && <Button isPending={move.isPending} isDisabled={body !== template.body || name !== template.name || toBody !== template.toBody || isPlain !== template.plainHead || keptWhere.compartment !== template.compartment || keptWhere.keptAs !== template.keptAs} onPress={() => move.mutate('use')}>{t('documents.template.use')}</Button>}
        {template?.state === 'in-use' && !isNext && <Button onPress={() => setNext(true)}>{t('documents.template.next')}</Button>}
        {template?.state === 'in-use' && !isNext && <Button isPending={move.isPending} onPress={() => move.mutate('retire')}>{t('documents.template.retire')}</Button>}
      </>}
    >
      <Stack>
        {error && <ProblemPanel problem={error} />}
        {!canWrite && <Notice tone="info" title={t('documents.template.stays')}>{t('documents.template.stays.help')}</Notice>}
        <TextField label={t('documents.template.name')} isRequired isDisabled={!canWrite} maxLength={120} value={name} onChange={setName} />
        <TextArea label={t('documents.template.body')} hint={t('documents.template.body.hint')} inputRef={area} isRequired isDisabled={!canWrite} rows={14} value={body} onChange={setBody} {...(strangers.length > 0 ? { error: t('documents.template.strangers', { fields: strangers.join(', ') }) } : {})} />
        {canWrite && <FieldPicker onChoose={(field) => insert(`{{${field}}}`)} />}
        {canWrite && <Row><Button size="small" onPress={() => insert('{{scrivi:…}}')}>{t('documents.field.ask')}</Button></Row>}
        {!template && <Select label={t('documents.template.language')} value={language} canClear={false} onChange={(value) => { if (value) setLanguage(value); }} choices={LetterLanguage.options.map((value) => ({ value, label: t(`documents.letters.language.${value}`) }))} />}
        <Checkbox value={toBody} onChange={setToBody} isDisabled={!canWrite} hint={t('documents.template.to-body.help')}>{t('documents.template.to-body')}</Checkbox>
        <Checkbox value={isPlain} onChange={setPlain} isDisabled={!canWrite} hint={t('documents.template.plain.help')}>{t('documents.template.plain')}</Checkbox>
        <KeptFields value={keptWhere} onChange={setKeptWhere} isDisabled={!canWrite} />
      </Stack>
    </Dialog>
  );
}

type LetterLanguageChosen = LetterTemplate['language'];
