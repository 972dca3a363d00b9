import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { BalanceContent, type BalanceEntry, type BalanceKind, type Employment, KnownFrom } from '../contract.ts';
import { type AboutEntry, emptyOf, type EntryForm, filledFrom, madeOf } from './entry-form.ts';
import { JobFields, SkillFields, TrainingFields, WishesFields } from './EntryFields.tsx';
import { useDeed } from './queries.ts';
import { useDialogForm } from './useDialogForm.ts';

const titles = { job: 'add-job', training: 'add-training', skill: 'add-skill', wishes: 'write-wishes' } as const satisfies Record<BalanceKind, string>;

/** One line of the balance, with how it is known and since when. */
export function EntryDialog({ all, kind, entry, onClose }: { all: Employment; kind: BalanceKind; entry: BalanceEntry | null; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => entry?.id ?? newId());
  const today = italianDay(new Date());
  const form = useDialogForm<AboutEntry>(`balance/${entry?.id ?? `${all.caseId}/${kind}`}`, { source: entry?.source ?? 'person', learnedOn: entry?.learnedOn ?? today, fields: entry ? filledFrom(entry.content) : emptyOf(kind) });
  const { source, learnedOn, fields } = form.value;
  const set = (change: Partial<EntryForm>): void => form.set({ fields: { ...fields, ...change } });
  const content = madeOf(kind, fields);
  const checked = content === null ? null : BalanceContent.safeParse(content);
  const isAhead = learnedOn !== null && learnedOn > today;
  const keep = useDeed(() => {
    form.draft.clear();
    toast.say(t('employment.kept'));
    onClose();
  });
  const faults = checked?.success === false ? checked.error.issues.map((issue) => String(issue.path[0])) : [];
  const about = { caseId: all.caseId, fields, set, faults, entries: all.entries };
  return (
    <Dialog title={t(entry ? 'employment.balance.edit' : `employment.balance.${titles[kind]}`)} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={checked?.success !== true || learnedOn === null || isAhead} isPending={keep.isPending}
        onPress={() => keep.mutate({ method: 'put', path: `/api/balance-entries/${id}`, body: { caseId: all.caseId, source, learnedOn, content: checked?.data }, ifMatch: entry?.version ?? 0 })}>{t('ui.save')}</Button></>}>
      <Stack>
        <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
        {kind === 'job' && <JobFields {...about} isNew={entry === null} />}
        {kind === 'training' && <TrainingFields {...about} />}
        {kind === 'skill' && <SkillFields {...about} />}
        {kind === 'wishes' && <WishesFields {...about} />}
        <div className="employment-fields">
          <ChoiceChips label={t('employment.balance.source.label')} canClear={false} value={source} onChange={(value) => form.set({ source: value ?? source })} choices={KnownFrom.options.map((value) => ({ value, label: t(`employment.balance.source.${value}`) }))} />
          <DateField label={t('employment.balance.learned')} isRequired maxValue={today} value={learnedOn} onChange={(day) => form.set({ learnedOn: day })} error={isAhead ? t('employment.balance.lies-ahead') : undefined} />
        </div>
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
