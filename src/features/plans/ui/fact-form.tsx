import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Fact, FactSource, type FactValue } from '../contract.ts';
import { dayIn, misfit, type ProfileField } from '../domain.ts';
import { FactInput } from './fact-field.tsx';
import { useFormKeys } from './keys.ts';
import { useChange } from './queries.ts';

export interface FactFormProps {
  readonly caseId: string;
  readonly field: ProfileField;
  readonly fact: Fact | null;
  /** The episode that is told; null for the person as they are now. */
  readonly episodeId: string | null;
  readonly onDone: () => void;
}

/** How the last fact was learned on this screen: facts come several at a time, from the same talk. */
let lastSource: FactSource = 'interview';

/** One field, corrected where it stands. Control+Enter saves, Escape leaves it as it was. */
export function FactForm({ caseId, field, fact, episodeId, onDone }: FactFormProps): ReactNode {
  const { t } = useText();
  const today = dayIn(new Date());
  const [id] = useState(() => newId());
  const [value, setValue] = useState<FactValue>(fact?.value ?? null);
  const [dueOn, setDueOn] = useState(fact?.dueOn ?? null);
  const [source, setSource] = useState<FactSource>(lastSource);
  const [learnedOn, setLearnedOn] = useState<string | null>(today);
  const change = useChange(caseId, 'profile');
  const form = useFormKeys(onDone);

  async function save(given: FactValue): Promise<void> {
    lastSource = source;
    const body = { caseId, field: field.key, episodeId, value: given, source: { kind: source, id: null }, learnedOn: learnedOn ?? today, dueOn: given === null ? null : dueOn, replaces: fact?.id ?? null };
    await change.mutateAsync({ method: 'put', path: `/api/facts/${id}`, body });
    toast.say(t('plans.profile.saved', { field: t(`plans.field.${field.key}`) }));
    onDone();
  }
  const trySave = (given: FactValue): void => void save(given).catch(() => undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (value !== null && misfit(field, value) === undefined) trySave(value);
  };

  return (
    <form className="fact-form" ref={form} onSubmit={submit}>
      <FactInput field={field} value={value} onChange={setValue} />
      {field.due && <DateField label={t(`plans.due.${field.due}`)} value={dueOn} onChange={setDueOn} />}
      <div className="fact-source">
        <Select label={t('plans.profile.source')} value={source} onChange={(next) => setSource(next ?? 'interview')} choices={FactSource.options.map((one) => ({ value: one, label: t(`plans.source.${one}`) }))} />
        <DateField label={t('plans.profile.learned-on')} value={learnedOn} onChange={setLearnedOn} maxValue={today} />
      </div>
      {change.error && <ProblemPanel problem={change.error} />}
      <Row>
        <Button kind="primary" type="submit" isDisabled={value === null || misfit(field, value) !== undefined} isPending={change.isPending}>{t('plans.profile.save')}</Button>
        <Button onPress={onDone}>{t('plans.profile.cancel')}</Button>
        {fact && fact.value !== null && <Button kind="quiet" onPress={() => trySave(null)}>{t('plans.profile.take-back')}</Button>}
      </Row>
    </form>
  );
}
