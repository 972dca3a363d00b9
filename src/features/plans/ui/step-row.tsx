import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { type CasePlan, type PlanState, type Step, StepState } from '../contract.ts';
import { planMachine, stepClosed, stepsOpen, whyMissing } from '../domain.ts';
import { useFocusAtOpen } from './keys.ts';
import { useChange } from './queries.ts';
import { StepEdit } from './step-edit.tsx';
import { StepReferrals } from './step-referrals.tsx';

export interface StepRowProps {
  readonly step: Step;
  readonly caseId: string;
  /** All steps of the plan: the one that comes first is among them. */
  readonly steps: readonly Step[];
  readonly colleagues: CasePlan['colleagues'];
  readonly plan: PlanState;
}

/** A step: who, by when, how it goes. Saying that it went only in part asks why, in the same place. */
export function StepRow({ step, caseId, steps, colleagues, plan }: StepRowProps): ReactNode {
  const { t, formatDate } = useText();
  const change = useChange(caseId, 'plan');
  const [asked, setAsked] = useState<StepState | null>(null);
  const [isEdited, setEdited] = useState(false);
  const isOpen = !planMachine.ends.includes(plan);
  const before = steps.find((one) => one.id === step.afterStep) ?? null;
  const save = (state: StepState, outcomeWords: string | null): void =>
    void change.mutateAsync({ method: 'patch', path: `/api/steps/${step.id}`, body: { state, outcomeWords }, ifMatch: step.version }).then(() => setAsked(null)).catch(() => undefined);
  const choose = (state: StepState | null): void => {
    if (state === null) return;
    if (whyMissing(state, step.outcomeWords)) setAsked(state);
    else save(state, step.outcomeWords);
  };
  const who = step.byPerson ? t('plans.plan.person') : step.owner?.name ?? t('plans.plan.nobody');
  const isWaiting = before !== null && !stepClosed(before.state) && !stepClosed(step.state);
  if (isEdited) return <li className="step"><StepEdit step={step} steps={steps} caseId={caseId} colleagues={colleagues} onDone={() => setEdited(false)} /></li>;
  return (
    <li className="step">
      <div className="step-head">
        <div className="step-title">
          <SafeText>{step.title}</SafeText>
          <span className="fact-small">{who} · {step.dueOn ? formatDate(step.dueOn) : t('plans.plan.no-day')}{isWaiting && ` · ${t('plans.plan.waits', { title: before.title })}`}</span>
          {step.outcomeWords && <span className="fact-small"><SafeText>{step.outcomeWords}</SafeText></span>}
        </div>
        {step.late && <Tag tone="late" icon="clock">{t('plans.plan.late')}</Tag>}
        {isOpen && (
          <div className="step-state">
            <Select label={t('plans.plan.state-of', { title: step.title })} canClear={false} value={asked ?? step.state} onChange={choose} choices={StepState.options.map((value) => ({ value, label: t(`plans.step-state.${value}`) }))} />
          </div>
        )}
        {stepsOpen(plan) && <Button kind="quiet" size="small" icon="edit" iconOnly onPress={() => setEdited(true)}>{t('plans.plan.step-edit', { title: step.title })}</Button>}
        {!isOpen && <Tag tone={step.state === 'done' ? 'good' : 'neutral'}>{t(`plans.step-state.${step.state}`)}</Tag>}
      </div>
      {asked && (
        <WhyForm isPending={change.isPending} onSave={(words) => save(asked, words)} onLeave={() => setAsked(null)} />
      )}
      {change.error && <ProblemPanel problem={change.error} />}
      <StepReferrals step={step} caseId={caseId} isOpen={isOpen && plan !== 'shared'} isPending={change.isPending} onTake={save} />
    </li>
  );
}

/** Why a step went only in part, or not at all. */
export function WhyForm({ isPending, onSave, onLeave }: { isPending: boolean; onSave: (words: string) => void; onLeave: () => void }): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState('');
  const input = useFocusAtOpen<HTMLInputElement>();
  return (
    <form className="plan-fields" onSubmit={(event) => { event.preventDefault(); onSave(words); }}>
      <div className="plan-grow"><TextField label={t('plans.plan.why')} isRequired inputRef={input} value={words} onChange={setWords} maxLength={500} /></div>
      <Button kind="primary" type="submit" isDisabled={words.trim() === ''} isPending={isPending}>{t('plans.plan.save')}</Button>
      <Button onPress={onLeave}>{t('plans.plan.cancel')}</Button>
    </form>
  );
}
