import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import type { CasePlan, Goal, Plan } from '../contract.ts';
import { goalsOpen, planMachine, stepsOpen } from '../domain.ts';
import { GoalEnd } from './goal-outcome.tsx';
import { useChange } from './queries.ts';
import { StepAdd } from './step-add.tsx';
import { StepRow } from './step-row.tsx';

export interface GoalCardProps {
  readonly goal: Goal;
  readonly plan: Plan;
  readonly caseId: string;
  readonly colleagues: CasePlan['colleagues'];
}

/** A goal as the person said it, with its steps under it. */
export function GoalCard({ goal, plan, caseId, colleagues }: GoalCardProps): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState<string | null>(null);
  const change = useChange(caseId, 'plan');
  const patch = (body: Record<string, unknown>): Promise<unknown> => change.mutateAsync({ method: 'patch', path: `/api/goals/${goal.id}`, body, ifMatch: goal.version });
  const all = plan.goals.flatMap((one) => one.steps);
  const tellsOutcome = plan.state === 'active' || plan.state === 'in-review';
  const save = (): void => void patch({ words }).then(() => setWords(null)).catch(() => undefined);
  return (
    <section className="goal" aria-label={goal.words}>
      <div className="goal-head">
        <Tag>{t(`plans.goal-domain.${goal.domain}`)}</Tag>
        {words === null && <div className="goal-words"><OwnWords>{goal.words}</OwnWords></div>}
        {words === null && goalsOpen(plan.state) && <Button kind="quiet" size="small" icon="edit" iconOnly onPress={() => setWords(goal.words)}>{t('plans.plan.goal-edit')}</Button>}
        {planMachine.ends.includes(plan.state) && goal.outcome && <Tag tone="info">{t(`plans.outcome.${goal.outcome}`)}</Tag>}
      </div>
      {planMachine.ends.includes(plan.state) && goal.outcomeWords && <SafeText>{goal.outcomeWords}</SafeText>}
      {words !== null && (
        <div className="plan-form">
          <TextArea label={t('plans.plan.goal-words')} rows={2} maxLength={500} value={words} onChange={setWords} />
          <div className="plan-fields">
            <Button kind="primary" isPending={change.isPending} isDisabled={words.trim().length < 2} onPress={save}>{t('plans.plan.save')}</Button>
            <Button onPress={() => setWords(null)}>{t('plans.plan.cancel')}</Button>
          </div>
        </div>
      )}
      {change.error && <ProblemPanel problem={change.error} />}
      {goal.steps.length === 0 && <p className="quiet small">{t('plans.plan.no-steps')}</p>}
      {goal.steps.length > 0 && (
        <ol className="goal-steps">
          {goal.steps.map((step) => <StepRow key={step.id} step={step} caseId={caseId} steps={all} colleagues={colleagues} plan={plan.state} />)}
        </ol>
      )}
      {tellsOutcome && <GoalEnd goal={goal} caseId={caseId} />}
      {stepsOpen(plan.state) && <StepAdd goal={goal} steps={all} caseId={caseId} colleagues={colleagues} />}
    </section>
  );
}
