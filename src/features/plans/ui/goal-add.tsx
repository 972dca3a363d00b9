import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { GoalDomain, type Plan } from '../contract.ts';
import { goalDomainOf, needCourses } from '../domain.ts';
import { useChange, useNeeds } from './queries.ts';

/** Goals one after the other: words, Enter, the next. Choosing a need proposes its area. */
export function GoalAdd({ plan, caseId }: { plan: Plan; caseId: string }): ReactNode {
  const { t } = useText();
  const needs = useNeeds(caseId);
  const change = useChange(caseId, 'plan');
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [needId, setNeedId] = useState<string | null>(null);
  const [domain, setDomain] = useState<GoalDomain | null>(null);
  const current = needCourses(needs.data?.items ?? []).map((course) => course.latest);

  const choose = (id: string | null): void => {
    setNeedId(id);
    const need = current.find((one) => one.id === id);
    if (need) setDomain(goalDomainOf[need.domain]);
  };
  async function add(): Promise<void> {
    if (words.trim().length < 2 || domain === null) return;
    await change.mutateAsync({ method: 'put', path: `/api/goals/${newId()}`, body: { planId: plan.id, domain, words, needId } });
    setWords('');
    setNeedId(null);
    input.current?.focus();
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add().catch(() => undefined);
  };
  return (
    <form className="goal plan-form never-printed" onSubmit={submit}>
      <h3>{t('plans.plan.add-goal')}</h3>
      <div className="plan-fields">
        {current.length > 0 && <Select label={t('plans.plan.need')} value={needId} onChange={choose} placeholder={t('plans.plan.no-need')} choices={current.map((need) => ({ value: need.id, label: `${t(`plans.need.${need.domain}`)} (${need.level})` }))} />}
        <Select label={t('plans.plan.area')} isRequired value={domain} onChange={setDomain} choices={GoalDomain.options.map((value) => ({ value, label: t(`plans.goal-domain.${value}`) }))} />
        <div className="plan-grow"><TextField label={t('plans.plan.goal-words')} value={words} onChange={setWords} maxLength={500} inputRef={input} /></div>
        <Button type="submit" icon="plus" isPending={change.isPending} isDisabled={domain === null || words.trim().length < 2}>{t('plans.plan.add')}</Button>
      </div>
      <p className="quiet small">{t('plans.plan.goal-hint')}</p>
      {change.error && <ProblemPanel problem={change.error} />}
    </form>
  );
}
