import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { LetterFormat, MOST_WORDS } from '../../documents/contract/letters.ts';
import type { Chosen } from '../contract.ts';
import { LetterHoles } from './LetterHoles.tsx';
import { casesOf, letterBodies, letterTemplates } from './queries.ts';

/** A letter of the office for those chosen: written beside the requests by the room of the letters, which tells case by case what could not be made. */
export function LetterDialog({ chosen, count, onClose }: { chosen: Chosen; count: number; onClose: (isDone: boolean) => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const templates = useQuery(letterTemplates);
  const [templateId, setTemplate] = useState<string | null>(null);
  const [format, setFormat] = useState<'pdf' | 'docx'>('pdf');
  const [body, setBody] = useState<string | null>(null);
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const inUse = (templates.data?.items ?? []).filter((one) => one.state === 'in-use' && one.purpose === 'letter');
  const template = inUse.find((one) => one.id === templateId);
  const isFile = template?.madeOf === 'word-file';
  const bodies = useQuery({ ...letterBodies, enabled: template?.toBody ?? false });
  const make = useMutation({
    mutationFn: async () => {
      const caseIds = await casesOf(chosen);
      return api.put(`/api/letter-runs/${id}`, { body: { templateId, format: isFile ? 'docx' : format, caseIds, organisationId: template?.toBody ? body : null, answers } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['letters', 'runs'] }),
  });
  const isReady = template !== undefined && (!template.toBody || body !== null) && template.asks.every((ask) => (answers[ask] ?? '').trim() !== '');
  return (
    <Dialog title={t('lists.letter')} isOpen onClose={() => onClose(make.isSuccess)} actions={make.isSuccess
      ? <Button kind="primary" onPress={() => onClose(true)}>{t('ui.close')}</Button>
      : <><Button onPress={() => onClose(false)}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={make.isPending} onPress={() => make.mutate()}>{t('lists.do.count', { n: count })}</Button></>}>
      {make.isSuccess ? <Notice tone="good" live title={t('lists.letter.begun', { n: count })}><TextLink href="/letters">{t('lists.letter.look')}</TextLink></Notice> : (
        <Stack>
          <Notice tone="late" title={t('lists.do.for', { n: count })}>{t('lists.letter.help')}</Notice>
          {templates.error && <ProblemPanel problem={templates.error} />}
          {templates.data && inUse.length === 0 && <p className="quiet">{t('lists.letter.none')}</p>}
          <Select label={t('lists.letter.which')} isRequired value={templateId} onChange={setTemplate} choices={inUse.map((one) => ({ value: one.id, label: one.name }))} />
          {template?.toBody && <ComboBox label={t('lists.letter.body')} isRequired value={body} onChange={setBody} choices={(bodies.data?.bodies ?? []).map((one) => ({ value: one.id, label: one.name }))} />}
          {template?.asks.map((ask) => <TextArea key={ask} label={`${ask.slice(0, 1).toUpperCase()}${ask.slice(1)}`} isRequired rows={2} maxLength={MOST_WORDS} value={answers[ask] ?? ''} onChange={(words) => setAnswers({ ...answers, [ask]: words })} />)}
          {template && (!template.toBody || body !== null) && <LetterHoles chosen={chosen} templateId={template.id} organisationId={template.toBody ? body : null} />}
          {isFile ? <Notice title={t('documents.word.docx-only')}>{t('documents.word.docx-only.help')}</Notice> : <ChoiceChips label={t('lists.letter.format')} canClear={false} value={format} onChange={(value) => setFormat(value ?? format)} choices={LetterFormat.options.map((value) => ({ value, label: t(`documents.letters.format.${value}`) }))} />}
          {make.error && <ProblemPanel problem={make.error} />}
        </Stack>
      )}
    </Dialog>
  );
}
