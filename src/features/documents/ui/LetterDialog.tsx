import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { LetterFormat, type LetterRun, type LetterTemplate, MOST_WORDS, type NewRun } from '../contract/letters.ts';
import { LetterChecked } from './LetterChecked.tsx';
import { casesToWrite, letterBodies } from './queries.ts';

/** A letter for one person or for many: what only the writer knows is asked once, the rest comes from each file. */
export function LetterDialog({ template, onClose }: { template: LetterTemplate; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [code, setCode] = useState('');
  const [chosen, setChosen] = useState<readonly { readonly id: string; readonly code: string }[]>([]);
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [format, setFormat] = useState<NewRun['format'] | null>(template.madeOf === 'word-file' ? 'docx' : 'pdf');
  const [body, setBody] = useState<string | null>(null);
  const isWritten = Object.values(answers).some((words) => words.trim() !== '');
  const draft = useDraft(`letter/${template.id}`, answers, isWritten);
  const cases = useQuery(casesToWrite({ filter: 'mine', state: null, code }));
  const bodies = useQuery({ ...letterBodies, enabled: template.toBody });
  const found = cases.data?.items ?? [];
  const shown = [...chosen, ...found.filter((one) => !chosen.some(({ id: taken }) => taken === one.id)).map((one) => ({ id: one.id, code: one.code }))];
  const make = useMutation({
    mutationFn: (as: NewRun['format']) => api.put<LetterRun>(`/api/letter-runs/${id}`, { body: { templateId: template.id, format: as, caseIds: chosen.map((one) => one.id), organisationId: template.toBody ? body : null, answers } }),
    onSuccess: () => {
      draft.clear();
      toast.say(t('documents.letters.begun', { count: chosen.length }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['letters', 'runs'] }),
  });
  const asked = { templateId: template.id, caseIds: chosen.map((one) => one.id), organisationId: template.toBody ? body : null };
  const canCheck = chosen.length > 0 && (!template.toBody || body !== null);
  const isReady = chosen.length > 0 && format !== null && (!template.toBody || body !== null) && template.asks.every((ask) => (answers[ask] ?? '').trim() !== '');
  return (
    <Dialog title={template.name} isOpen onClose={onClose} size="wide" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={make.isPending} onPress={() => { if (format) make.mutate(format); }}>{t('documents.letters.make.count', { count: chosen.length })}</Button></>}>
      <Stack>
        {make.error && <ProblemPanel problem={make.error} />}
        {template.toBody && <Notice tone="info" title={t('documents.letters.consented')}>{t('documents.letters.consented.help')}</Notice>}
        {template.toBody && <ComboBox label={t('documents.letters.body')} value={body} onChange={setBody} choices={(bodies.data?.bodies ?? []).map((one) => ({ value: one.id, label: one.name }))} />}
        <TextField label={t('documents.letters.code')} hint={t('documents.letters.code.hint')} type="search" value={code} onChange={setCode} />
        {cases.error && <ProblemPanel problem={cases.error} onRetry={() => void cases.refetch()} />}
        <CheckChips
          label={t('documents.letters.cases')} value={chosen.map((one) => one.id)} choices={shown.map((one) => ({ value: one.id, label: one.code }))}
          onChange={(ids) => setChosen(shown.filter((one) => ids.includes(one.id)))}
        />
        <Row>
          <Button size="small" kind="quiet" onPress={() => setChosen(shown)}>{t('documents.letters.all', { count: shown.length })}</Button>
          <Button size="small" kind="quiet" onPress={() => setChosen([])}>{t('documents.letters.nobody')}</Button>
        </Row>
        <DraftFound draft={draft} isDirty={isWritten} onTake={setAnswers} />
        {template.asks.map((ask) => <TextArea key={ask} label={`${ask.slice(0, 1).toUpperCase()}${ask.slice(1)}`} isRequired rows={2} maxLength={MOST_WORDS} value={answers[ask] ?? ''} onChange={(words) => setAnswers({ ...answers, [ask]: words })} />)}
        {template.asks.length > 0 && <p className="quiet small">{t('documents.letters.same')}</p>}
        {canCheck && <LetterChecked asked={asked} />}
        {template.madeOf === 'word-file' ? <Notice title={t('documents.word.docx-only')}>{t('documents.word.docx-only.help')}</Notice> : <ChoiceChips label={t('documents.letters.format')} value={format} onChange={setFormat} choices={LetterFormat.options.map((value) => ({ value, label: t(`documents.letters.format.${value}`) }))} />}
      </Stack>
    </Dialog>
  );
}
