import { useCallback, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { ReadyStep } from '../../ready-steps/contract.ts';
import { inUse, stepsOf } from '../../ready-steps/domain.ts';
import type { CasePlan, Goal, Step } from '../contract.ts';
import { dayIn, daysAfter, needCourses } from '../domain.ts';
import { useFocusAtOpen, useFormKeys } from './keys.ts';
import { useChange, useNeeds, useReadySteps } from './queries.ts';
import { bodyOf, emptyStep, isWritten, type StepDraft, StepFields } from './step-fields.tsx';

export interface StepAddProps {
  readonly goal: Goal;
  readonly steps: readonly Step[];
  readonly caseId: string;
  readonly colleagues: CasePlan['colleagues'];
}

/** A quiet button until steps are to be added. */
export function StepAdd(props: StepAddProps): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  if (isOpen) return <StepForm {...props} onLeave={close} />;
  return (
    <div className="never-printed">
      <Button kind="quiet" size="small" icon="plus" aria-label={t('plans.plan.step-about', { goal: props.goal.words })} onPress={() => setOpen(true)}>{t('plans.plan.step')}</Button>
    </div>
  );
}

/** Steps one after the other: what, who, by when, after which; Enter adds and stands ready for the next. */
function StepForm({ goal, steps, caseId, colleagues, onLeave }: StepAddProps & { readonly onLeave: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(caseId, 'plan');
  const form = useFormKeys(onLeave);
  const input = useFocusAtOpen<HTMLInputElement>();
  const [draft, setDraft] = useState(emptyStep);

  async function add(given: StepDraft): Promise<void> {
    if (!isWritten(given)) return;
    await change.mutateAsync({ method: 'put', path: `/api/steps/${newId()}`, body: { ...bodyOf(given), goalId: goal.id } });
    // Who takes the next step is often the same; what and by when is not.
    setDraft({ ...emptyStep, owner: given.owner });
    input.current?.focus();
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add(draft).catch(() => undefined);
  };
  return (
    <form className="plan-form never-printed" ref={form} onSubmit={submit}>
      <div className="plan-fields">
        <StepFields label={t('plans.plan.step')} draft={draft} onChange={setDraft} colleagues={colleagues} others={steps} inputRef={input} />
        <Button type="submit" icon="plus" isPending={change.isPending} isDisabled={!isWritten(draft)}>{t('plans.plan.add')}</Button>
        <Button kind="quiet" onPress={onLeave}>{t('plans.plan.close')}</Button>
      </div>
      <Suggestions goal={goal} caseId={caseId} owner={draft.owner} afterAll={() => input.current?.focus()} />
      {change.error && <ProblemPanel problem={change.error} />}
    </form>
  );
}

/** Ready steps for the needs that this goal answers, at their level; taken with one touch, a whole row of them at once, and freely changed afterwards. */
function Suggestions({ goal, caseId, owner, afterAll }: { goal: Goal; caseId: string; owner: StepDraft['owner']; afterAll: () => void }): ReactNode {
  const { t, language: shown } = useText();
  const language = shown === 'en' ? 'en' : 'it';
  const ready = useReadySteps();
  const needs = useNeeds(caseId);
  const change = useChange(caseId, 'plan');
  const levels = new Map(needCourses(needs.data?.items ?? []).map((course) => [course.domain, course.latest.level]));
  const taken = new Set(goal.steps.map((step) => step.title));
  const fitting = inUse(ready).filter((one) => one.goalDomain === goal.domain && (levels.get(one.domain) ?? 0) >= one.fromLevel && !taken.has(one.steps[0]?.title[language] ?? ''));
  async function take(one: ReadyStep): Promise<void> {
    // One after the other: each waits for the one before, which must be there first.
    for (const step of stepsOf(one, language, newId, (days) => daysAfter(dayIn(new Date()), days))) {
      await change.mutateAsync({ method: 'put', path: `/api/steps/${step.id}`, body: { ...bodyOf({ ...step, owner }), goalId: goal.id } });
    }
    afterAll();
  }
  return (
    <div>
      {fitting.length > 0 && (
        <>
          <p className="quiet small">{t('plans.plan.suggestions')} {fitting.some((one) => !one.accepted) && `(${t('plans.plan.proposal')})`}</p>
          <div className="suggestions">
            {fitting.map((one) => {
              const first = one.steps[0]?.title[language] ?? one.key;
              const name = one.steps.length > 1 ? t('ready-steps.set', { title: first, count: one.steps.length }) : first;
              return <Button key={one.id ?? one.key} size="small" icon="plus" isDisabled={change.isPending} aria-label={t('plans.plan.suggestion-add', { title: name })} onPress={() => void take(one).catch(() => undefined)}>{name}</Button>;
            })}
          </div>
        </>
      )}
      {change.error && <ProblemPanel problem={change.error} />}
      <p className="small"><TextLink href="/ready-steps">{t('ready-steps.manage')}</TextLink></p>
    </div>
  );
}
