import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { FoundField } from '../contract/fields.ts';
import { type BringTemplate, LetterLanguage, type LetterTemplate, type MoveTemplate, TemplatePurpose } from '../contract/letters.ts';
import { FieldCatalogue } from './FieldPicker.tsx';
import { KeptFields } from './KeptFields.tsx';
import { templateFields } from './queries.ts';

/** A template that the office wrote in its word processor: brought, looked at field by field, put in use. What is refused says where, and stays chosen. */
export function WordTemplateDialog({ template, onClose }: { template: LetterTemplate | undefined; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [kept, setKept] = useState(template);
  const [isNext, setNext] = useState(false);
  const isDraft = !kept || kept.state === 'draft';
  const canWrite = isDraft || isNext;
  const [ids] = useState(() => ({ template: template?.state === 'draft' ? template.id : newId(), move: newId() }));
  const [purpose, setPurpose] = useState<BringTemplate['purpose']>(template?.purpose ?? 'letter');
  const [about, setAbout] = useState({ name: template?.name ?? '', language: template?.language ?? 'it' as const, toBody: template?.toBody ?? false, compartment: template?.compartment ?? 'case' as const, keptAs: template?.keptAs ?? 'letter' as const });
  const [file, setFile] = useState<File>();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['letters', 'templates'] });
  const save = useMutation({
    mutationFn: () => {
      const body = new FormData();
      // What is said of a file goes before it: what comes after is read too late.
      body.append('about', JSON.stringify({ ...about, purpose, toBody: purpose === 'letter' && about.toBody, ...(isNext && template ? { letterId: template.letterId } : {}) }));
      if (file) body.append('file', file, 'modello.docx');
      return api.put<LetterTemplate>(`/api/letter-templates/${ids.template}/file`, { body, ifMatch: kept?.state === 'draft' ? kept.version : 0 });
    },
    onSuccess: async (next) => {
      setKept(next);
      setNext(false);
      setFile(undefined);
      await client.invalidateQueries({ queryKey: templateFields(next.id).queryKey });
      toast.say(t('documents.word.kept'));
    },
    onSettled: again,
  });
  const move = useMutation({
    mutationFn: (to: MoveTemplate['move']) => api.post<LetterTemplate>(`/api/letter-templates/${kept?.id}/moves`, { body: { id: ids.move, move: to }, ifMatch: kept?.version ?? 0 }),
    onSuccess: onClose, onSettled: again,
  });
  const isChanged = file !== undefined || (kept !== undefined && (about.name.trim() !== kept.name || about.toBody !== kept.toBody || about.compartment !== kept.compartment || about.keptAs !== kept.keptAs));
  const canSave = about.name.trim().length >= 3 && (file !== undefined || (kept?.state === 'draft' && isChanged));
  const error = save.error ?? move.error;
  const where = error ? asProblem(error).errors[0]?.path : undefined;
  return (
    <Dialog
      title={kept?.name ?? t('documents.word.title')} size="wide" isOpen onClose={onClose}
      actions={<>
        {kept && !isNext && <LinkButton icon="eye" href={`/api/letter-templates/${kept.id}/preview`} download>{t('documents.template.preview')}</LinkButton>}
        {kept?.state === 'draft' && <Button isPending={move.isPending} isDisabled={isChanged || kept.strangers !== 0} onPress={() => move.mutate('use')}>{t('documents.template.use')}</Button>}
        {canWrite && <Button kind="primary" isDisabled={!canSave} isPending={save.isPending} onPress={() => save.mutate()}>{t('documents.template.save')}</Button>}
        {kept?.state === 'in-use' && !isNext && <Button onPress={() => setNext(true)}>{t('documents.template.next')}</Button>}
        {kept?.state === 'in-use' && !isNext && <Button isPending={move.isPending} onPress={() => move.mutate('retire')}>{t('documents.template.retire')}</Button>}
      </>}
    >
      <Stack>
        {error && <ProblemPanel problem={error} />}
        {where && <p>{t('documents.word.refused-where', { where })}</p>}
        {!canWrite && <Notice tone="info" title={t('documents.template.stays')}>{t('documents.template.stays.help')}</Notice>}
        {purpose === 'letter' ? <Notice title={t('documents.word.docx-only')}>{t('documents.word.docx-only.help')}</Notice> : <Notice>{t('documents.word.report.help')}</Notice>}
        {!kept && <ChoiceChips label={t('documents.word.what')} value={purpose} onChange={(value) => { if (value) setPurpose(value); }} choices={TemplatePurpose.options.map((value) => ({ value, label: t(`documents.word.what.${value}`) }))} />}
        <TextField label={t('documents.template.name')} isRequired isDisabled={!canWrite} maxLength={120} value={about.name} onChange={(name) => setAbout({ ...about, name })} />
        {!kept && <Select label={t('documents.template.language')} value={about.language} canClear={false} onChange={(language) => { if (language) setAbout({ ...about, language }); }} choices={LetterLanguage.options.map((value) => ({ value, label: t(`documents.letters.language.${value}`) }))} />}
        {canWrite && (
          <Row>
            <Button icon="import" onPress={() => input.current?.click()}>{t(kept ? 'documents.word.choose.other' : 'documents.word.choose')}</Button>
            <input ref={input} type="file" hidden accept=".docx" aria-label={t('documents.word.choose')} onChange={(event) => { setFile(event.target.files?.[0]); event.target.value = ''; }} />
            {file && <span>{t('documents.emblem.chosen', { name: file.name })}</span>}
          </Row>
        )}
        {canWrite && <p className="quiet small">{t('documents.word.help')}</p>}
        {kept && !isNext && <Fields template={kept} />}
        {purpose === 'letter' && <Checkbox value={about.toBody} onChange={(toBody) => setAbout({ ...about, toBody })} isDisabled={!canWrite} hint={t('documents.template.to-body.help')}>{t('documents.template.to-body')}</Checkbox>}
        {purpose === 'letter' && <KeptFields value={about} onChange={(fields) => setAbout({ ...about, ...fields })} isDisabled={!canWrite} />}
        <FieldCatalogue purpose={purpose} />
        {kept && !isNext && <Row><LinkButton size="small" icon="export" href={`/api/letter-templates/${kept.id}/file`} download>{t('documents.word.download')}</LinkButton></Row>}
      </Stack>
    </Dialog>
  );
}

/** The same field may stand twice in a paragraph: each is told apart by how often it came before. */
function numbered(found: readonly FoundField[]): readonly { readonly key: string; readonly one: FoundField }[] {
  const times = new Map<string, number>();
  return found.map((one) => {
    const called = `${one.place} ${one.paragraph} ${one.name}`;
    const time = (times.get(called) ?? 0) + 1;
    times.set(called, time);
    return { key: `${called} ${time}`, one };
  });
}

/** What was found in the file, those to put right first, each with its paragraph and the words around it. */
function Fields({ template }: { template: LetterTemplate }): ReactNode {
  const { t } = useText();
  const { data, error, refetch } = useQuery(templateFields(template.id));
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const isFine = (is: string): boolean => is === 'known' || is === 'ask';
  const wrong = data.items.filter(({ is }) => !isFine(is));
  const fine = data.items.filter(({ is }) => isFine(is));
  const count = wrong.length + (data.lacksText ? 1 : 0);
  return (
    <section aria-label={t('documents.word.fields')}>
      <Stack gap="small">
        <h3>{t('documents.word.fields')}</h3>
        {count > 0 && <Notice tone="late" live title={t('documents.word.strangers', { count })}>{t('documents.word.strangers.help')}</Notice>}
        {data.items.length === 0 && !data.lacksText && <p className="quiet">{t('documents.word.fields.none')}</p>}
        <ul className="documents-fields">
          {data.lacksText && <li>{t('documents.word.lacks-text')}</li>}
          {numbered([...wrong, ...fine]).map(({ key, one }) => (
            <li key={key}>
              <code>{isFine(one.is) || one.is === 'unknown' ? `{{${one.name}}}` : one.name}</code>{' '}
              {isFine(one.is) ? <span>{one.is === 'ask' ? t('documents.word.is.ask') : t(`documents.field.${one.name}`)}</span> : <Tag tone="late">{t(`documents.word.is.${one.is}`)}</Tag>}
              <span className="quiet small">{isFine(one.is)
                ? <>{one.is === 'known' && `${t(`documents.field-help.${one.name}`)} `}{t(`documents.word.where.${one.place}`, { n: one.paragraph })}</>
                : t('documents.word.where.near', { where: t(`documents.word.where.${one.place}`, { n: one.paragraph }), near: one.near })}</span>
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  );
}
