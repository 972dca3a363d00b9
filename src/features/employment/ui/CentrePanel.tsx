import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { CentreKind, type Employment } from '../contract.ts';
import { papersOf, useDeed } from './queries.ts';
import { useDialogForm } from './useDialogForm.ts';

/** What was done at the job centre, each step with its day and its paper; what nobody has made sure of says so. */
export function CentrePanel({ all }: { all: Employment }): ReactNode {
  const { t, formatDate, language } = useText();
  const [isAdding, setAdding] = useState(false);
  const strike = useDeed(() => toast.say(t('employment.balance.struck')));
  const add = <Button icon="plus" onPress={() => setAdding(true)}>{t('employment.centre.add')}</Button>;
  const meaningOf = (kind: CentreKind) => all.centreMeanings.find((one) => one.kind === kind);
  return (
    <Panel title={t('employment.centre')} of="restricted" actions={all.may.write && all.centre.length > 0 ? add : undefined}>
      {strike.error && <ProblemPanel problem={strike.error} />}
      {all.centre.length === 0 ? <EmptyState icon="programme" title={t('employment.centre.none')} why={t('employment.centre.none.why')} action={all.may.write ? add : undefined} /> : (
        <ul className="employment-entries">
          {all.centre.map((step) => {
            const meaning = meaningOf(step.kind);
            return (
              <li key={step.id}>
                <div>
                  <strong>{t(`employment.centre.${step.kind}`)}</strong> <span>{formatDate(step.doneOn)}</span>
                  {meaning && <p className="quiet small">{meaning.meaning[language === 'it' ? 'it' : 'en']} {!meaning.verified && <Tag>{t('employment.centre.verify')}</Tag>}</p>}
                  {step.words && <SafeText block>{step.words}</SafeText>}
                  <p className="quiet small">{t('employment.by', { name: step.by.name, date: formatDate(step.at) })} {step.documentId && <TextLink href={`/cases/${all.caseId}?tab=documents`}>{t('employment.centre.paper.open')}</TextLink>}</p>
                </div>
                {all.may.write && <div className="employment-deeds"><Button size="small" kind="quiet" isPending={strike.isPending} onPress={() => strike.mutate({ method: 'post', path: `/api/job-centre-steps/${step.id}/struck` })}>{t('employment.centre.strike')}</Button></div>}
              </li>
            );
          })}
        </ul>
      )}
      {isAdding && <CentreDialog caseId={all.caseId} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function CentreDialog({ caseId, onClose }: { caseId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const today = italianDay(new Date());
  const form = useDialogForm<{ kind: CentreKind | null; doneOn: string | null; documentId: string | null; words: string }>(`job-centre/${caseId}`, { kind: null, doneOn: today, documentId: null, words: '' });
  const { kind, doneOn, documentId, words } = form.value;
  const keep = useDeed(() => {
    form.draft.clear();
    toast.say(t('employment.kept'));
    onClose();
  });
  const isAhead = doneOn !== null && doneOn > today;
  return (
    <Dialog title={t('employment.centre.add')} isOpen size="small" onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={kind === null || doneOn === null || isAhead} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/job-centre-steps/${id}`, body: { caseId, kind, doneOn, documentId, words: words.trim() } })}>{t('ui.save')}</Button></>}>
      <Stack>
        <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
        <ChoiceChips label={t('employment.centre.which')} isRequired value={kind} onChange={(value) => form.set({ kind: value })} choices={CentreKind.options.map((value) => ({ value, label: t(`employment.centre.${value}`) }))} />
        <DateField label={t('employment.centre.day')} isRequired value={doneOn} maxValue={today} onChange={(day) => form.set({ doneOn: day })} error={isAhead ? t('employment.balance.lies-ahead') : undefined} />
        <PaperField caseId={caseId} label={t('employment.centre.paper')} value={documentId} onChange={(value) => form.set({ documentId: value })} />
        <TextArea label={t('employment.words')} maxLength={400} value={words} onChange={(text) => form.set({ words: text })} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}

/** A paper of the file, where there is one; where there is none, where to bring it. */
export function PaperField({ caseId, label, value, onChange, error }: { caseId: string; label: string; value: string | null; onChange: (value: string | null) => void; error?: string | undefined }): ReactNode {
  const { t, formatDate } = useText();
  const papers = useQuery(papersOf(caseId));
  if (papers.error) return <ProblemPanel problem={papers.error} onRetry={() => void papers.refetch()} />;
  const choices = (papers.data ?? []).map((one) => ({ value: one.id, label: `${one.title ?? '—'} (${formatDate(one.at)})` }));
  if (papers.data && choices.length === 0) return <Row><p className="quiet small">{label}: {error ?? t('employment.balance.paper.none')}</p><TextLink href={`/cases/${caseId}?tab=documents`}>{t('employment.centre.paper.open')}</TextLink></Row>;
  return <Select label={label} value={value} onChange={onChange} choices={choices} error={error} />;
}
