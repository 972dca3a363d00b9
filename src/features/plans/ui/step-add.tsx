import { useCallback, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { CasePlan, Goal, PlanReference, Step } from '../contract.ts';
import { dayIn, daysAfter, needCourses } from '../domain.ts';
import { useFocusAtOpen, useFormKeys } from './keys.ts';
import { useChange, useNeeds, usePlanReference } from './queries.ts';
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
      <Suggestions goal={goal} caseId={caseId} onTake={(one) => void add({ ...draft, ...one }).catch(() => undefined)} />
      {change.error && <ProblemPanel problem={change.error} />}
    </form>
  );
}

/** Ready steps for the needs that this goal answers, at their level; taken with one touch, and freely changed afterwards. */
function Suggestions({ goal, caseId, onTake }: { goal: Goal; caseId: string; onTake: (step: { title: string; dueOn: string | null }) => void }): ReactNode {
  const { t, language } = useText();
  const reference = usePlanReference();
  const needs = useNeeds(caseId);
  const levels = new Map(needCourses(needs.data?.items ?? []).map((course) => [course.domain, course.latest.level]));
  const taken = new Set(goal.steps.map((step) => step.title));
  const said = (one: PlanReference['templates'][number]): string => one.title[language === 'it' ? 'it' : 'en'];
  const fitting = (reference.data?.templates ?? []).filter((one) => one.goalDomain === goal.domain && (levels.get(one.domain) ?? 0) >= one.fromLevel && !taken.has(said(one)));
  if (fitting.length === 0) return null;
  return (
    <div>
      <p className="quiet small">{t('plans.plan.suggestions')} ({t('plans.plan.proposal')})</p>
      <div className="suggestions">
        {fitting.map((one) => (
          <Button key={one.id} size="small" icon="plus" aria-label={t('plans.plan.suggestion-add', { title: said(one) })} onPress={() => onTake({ title: said(one), dueOn: one.days === null ? null : daysAfter(dayIn(new Date()), one.days) })}>{said(one)}</Button>
        ))}
      </div>
    </div>
  );
}
