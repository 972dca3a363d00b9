import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { CasePlan, Plan, PlanMove } from '../contract.ts';
import { goalsOpen, planMachine } from '../domain.ts';
import { ApprovalPart } from './approval-part.tsx';
import { GoalAdd } from './goal-add.tsx';
import { GoalCard } from './goal-card.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PlanGrid } from './plan-grid.tsx';
import { EarlierPlans, PlanHistory } from './plan-history.tsx';
import { useCasePlan, useChange } from './queries.ts';

/** The move that usually comes next; the others stay quieter beside it. */
const usual: ReadonlySet<PlanMove> = new Set(['share', 'activate', 'begin-review', 'renew']);

/** The plan of the case: drawn as areas and time, then goal by goal. */
export function PlanPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const query = useCasePlan(caseId);
  const begin = useChange(caseId, 'plan');
  const plan = query.data?.plan ?? null;
  const isRunning = plan !== null && !planMachine.ends.includes(plan.state);
  const start = <Button kind="primary" icon="plus" isPending={begin.isPending} onPress={() => begin.mutate({ method: 'put', path: `/api/plans/${newId()}`, body: { caseId } })}>{t('plans.plan.begin')}</Button>;
  return (
    <Panel title={t('plans.plan.title')} of="case" actions={plan && <LinkButton size="small" icon="print" href={`/plans/${plan.id}/copy`}>{t('plans.plan.print')}</LinkButton>}>
      {query.error && !query.data && <ProblemPanel problem={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <Skeleton lines={4} />}
      {begin.error && <ProblemPanel problem={begin.error} />}
      {query.data && plan === null && <EmptyState icon="document" title={t('plans.plan.title')} why={t('plans.plan.empty')} action={start} />}
      {query.data && plan && (
        <Stack>
          <PlanHead plan={plan} caseId={caseId} />
          <ApprovalPart plan={plan} caseId={caseId} />
          {!isRunning && <Row>{start}</Row>}
          <PlanGrid goals={plan.goals} />
          <Goals casePlan={query.data} plan={plan} caseId={caseId} />
          <PlanHistory plan={plan} />
          <EarlierPlans plans={query.data.earlier} />
        </Stack>
      )}
    </Panel>
  );
}

function PlanHead({ plan, caseId }: { plan: Plan; caseId: string }): ReactNode {
  const { t, formatDate, languageName } = useText();
  const [asked, setAsked] = useState<PlanMove | null>(null);
  const change = useChange(caseId, 'plan');
  const next = plan.next.toSorted((a, b) => Number(usual.has(b)) - Number(usual.has(a)));
  const go = (move: PlanMove): void => {
    // A move that needs nothing more is made at once.
    if (move === 'share' || move === 'begin-review') change.mutate({ method: 'post', path: `/api/plans/${plan.id}/moves`, body: { id: newId(), move }, ifMatch: plan.version });
    else setAsked(move);
  };
  return (
    <Stack gap="small">
      <Row>
        <Tag tone={plan.state === 'active' ? 'good' : 'info'}>{t(`plans.state.${plan.state}`)}</Tag>
        <span className="quiet">{t('plans.plan.edition', { edition: plan.edition })}</span>
        {plan.reviewOn && (plan.reviewLate ? <Tag tone="late" icon="clock">{t('plans.plan.review-late', { date: formatDate(plan.reviewOn) })}</Tag> : <span className="quiet">{t('plans.plan.review', { date: formatDate(plan.reviewOn) })}</span>)}
      </Row>
      {plan.agreement && (
        <div>
          <p className="small">{t('plans.plan.agreed', { date: formatDate(plan.agreement.at), how: t(`plans.how.${plan.agreement.how}`), language: languageName(plan.agreement.language) })}</p>
          {plan.agreement.words !== '' && <OwnWords>{plan.agreement.words}</OwnWords>}
        </div>
      )}
      {plan.state === 'shared' && <Notice>{t('plans.plan.waiting-person')}</Notice>}
      {change.error && <ProblemPanel problem={change.error} />}
      <Row>
        {next.map((move, index) => (
          <Button key={move} kind={index === 0 && usual.has(move) ? 'primary' : move === 'interrupt' ? 'quiet' : 'secondary'} isPending={change.isPending} onPress={() => go(move)}>{t(`plans.move.${move}`)}</Button>
        ))}
      </Row>
      {asked && <MoveDialog plan={plan} caseId={caseId} move={asked} onClose={() => setAsked(null)} />}
    </Stack>
  );
}

function Goals({ casePlan, plan, caseId }: { casePlan: CasePlan; plan: Plan; caseId: string }): ReactNode {
  const { t } = useText();
  return (
    <div>
      {plan.goals.length === 0 && <p className="quiet">{t('plans.plan.no-goals')}</p>}
      {plan.goals.map((goal) => <GoalCard key={goal.id} goal={goal} plan={plan} caseId={caseId} colleagues={casePlan.colleagues} />)}
      {goalsOpen(plan.state) && <GoalAdd plan={plan} caseId={caseId} />}
    </div>
  );
}
