import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { type MyStep, StepState } from '../contract.ts';
import { whyMissing } from '../domain.ts';
import type { CaseTabProps } from './profile-tab.tsx';
import { useChange, useOwnSteps } from './queries.ts';
import { WhyForm } from './step-row.tsx';
import './plans.css';

/** For whoever must take steps of a plan without reading it, as a mediator: each step, by when, and how it went. */
export default function OwnStepsTab({ caseId }: CaseTabProps): ReactNode {
  const { t } = useText();
  const steps = useOwnSteps(caseId);
  return (
    <Panel title={t('plans.own.title')} of="case">
      <p className="quiet">{t('plans.own.help')}</p>
      {steps.error && <ProblemPanel problem={steps.error} onRetry={() => void steps.refetch()} />}
      {steps.isPending && <Skeleton lines={3} />}
      {steps.data?.items.length === 0 && <EmptyState title={t('plans.own.none')} why={t('plans.own.none.why')} />}
      <ul className="goal-steps">{steps.data?.items.map((step) => <OwnStep key={step.id} step={step} />)}</ul>
    </Panel>
  );
}

function OwnStep({ step }: { step: MyStep }): ReactNode {
  const { t, formatDate } = useText();
  const change = useChange(step.caseId, 'plan');
  const [asked, setAsked] = useState<StepState | null>(null);
  const save = (state: StepState, outcomeWords?: string): void =>
    change.mutate({ method: 'patch', path: `/api/steps/${step.id}`, body: { state, outcomeWords }, ifMatch: step.version }, { onSuccess: () => setAsked(null) });
  const choose = (state: StepState | null): void => {
    if (state === null) return;
    if (whyMissing(state, null)) setAsked(state);
    else save(state);
  };
  return (
    <li className="step">
      <div className="step-head">
        <div className="step-title">
          <SafeText>{step.title}</SafeText>
          <span className="fact-small">{step.dueOn ? formatDate(step.dueOn) : t('plans.plan.no-day')}{step.waiting && ` · ${t('plans.own.waits')}`}</span>
        </div>
        {step.late && <Tag tone="late" icon="clock">{t('plans.plan.late')}</Tag>}
        <div className="step-state">
          <Select label={t('plans.plan.state-of', { title: step.title })} value={asked ?? step.state} onChange={choose} choices={StepState.options.map((value) => ({ value, label: t(`plans.step-state.${value}`) }))} />
        </div>
      </div>
      {asked && <WhyForm isPending={change.isPending} onSave={(words) => save(asked, words)} onLeave={() => setAsked(null)} />}
      {change.error && <ProblemPanel problem={change.error} />}
    </li>
  );
}
