import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Plan, PlanApproval, PlanApprovals, PlanDecision } from '../contract.ts';
import { planMachine } from '../domain.ts';
import { EditionDialog } from './plan-history.tsx';
import { useChange } from './queries.ts';

/** Whether a second professional has approved this edition, who and why; and the way to ask for it, or to decide. */
export function ApprovalPart({ plan, caseId }: { plan: Plan; caseId: string }): ReactNode {
  const { t, formatDate } = useText();
  const list = useQuery({ queryKey: ['plans', 'plan', caseId, 'approvals', plan.id], queryFn: ({ signal }) => api.get<PlanApprovals>(`/api/plans/${plan.id}/approvals`, { signal }) });
  const ask = useChange(caseId, 'plan');
  if (list.error) return <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return null;
  const { items } = list.data;
  const open = items.find((one) => one.state === 'open');
  const isApproved = items.some((one) => one.state === 'approved' && one.edition === plan.edition);
  const isOver = planMachine.ends.includes(plan.state);
  if (isOver && items.length === 0) return null;
  return (
    <section aria-label={t('plans.approval.title')}>
      <Stack gap="small">
        <h3>{t('plans.approval.title')}</h3>
        {!open && !isApproved && !isOver && <p className="quiet small">{t('plans.approval.none', { edition: plan.edition })} {t('plans.approval.why')}</p>}
        {open && <p>{t('plans.approval.waiting', { edition: open.edition, name: open.askedBy.name })} <AsAsked approval={open} /></p>}
        {open?.mayDecide && <Decide approval={open} caseId={caseId} />}
        {ask.error && <ProblemPanel problem={ask.error} />}
        {!open && !isApproved && !isOver && plan.goals.length > 0 && <Row><Button size="small" isPending={ask.isPending} onPress={() => ask.mutate({ method: 'put', path: `/api/plans/${plan.id}/approvals/${newId()}` }, { onSuccess: () => toast.say(t('plans.approval.asked')) })}>{t('plans.approval.ask')}</Button></Row>}
        <ul className="plan-moves">
          {items.filter((one) => one.state !== 'open').map((one) => (
            <li key={one.id}>{t(`plans.approval.line.${one.state}`, { edition: one.edition, name: one.decidedBy?.name ?? '' })} <span className="quiet small">{one.decidedAt && formatDate(one.decidedAt)}</span> <AsAsked approval={one} /><SafeText block>{one.words ?? t('plans.approval.gone')}</SafeText></li>
          ))}
        </ul>
      </Stack>
    </section>
  );
}

/** The plan as it stood when it was asked for: that is what was decided on. */
function AsAsked({ approval }: { approval: PlanApproval }): ReactNode {
  const { t, formatDate } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" size="small" onPress={() => setOpen(true)}>{t('plans.approval.as-asked', { date: formatDate(approval.askedAt) })}</Button>
      {isOpen && <EditionDialog title={t('plans.approval.as-asked', { date: formatDate(approval.askedAt) })} path={`/api/plan-approvals/${approval.id}/plan`} onClose={() => setOpen(false)} />}
    </>
  );
}

function Decide({ approval, caseId }: { approval: PlanApproval; caseId: string }): ReactNode {
  const { t } = useText();
  const [deciding, setDeciding] = useState<PlanDecision['decision'] | null>(null);
  const decide = useChange(caseId, 'plan');
  return (
    <Row>
      <Button kind="primary" onPress={() => setDeciding('approve')}>{t('plans.approval.approve')}</Button>
      <Button onPress={() => setDeciding('send-back')}>{t('plans.approval.send-back')}</Button>
      {deciding && (
        <ReasonDialog title={t(`plans.approval.${deciding}`)} label={t('plans.approval.words')} isOpen minLength={3} onClose={() => setDeciding(null)} confirm={t(`plans.approval.${deciding}`)} isPending={decide.isPending}
          onConfirm={(words) => decide.mutate({ method: 'post', path: `/api/plan-approvals/${approval.id}/decision`, body: { decision: deciding, words } }, { onSuccess: () => { setDeciding(null); toast.say(t('plans.approval.done')); } })}
        >
          {t(`plans.approval.${deciding}.help`)}
          {decide.error && <ProblemPanel problem={decide.error} />}
        </ReasonDialog>
      )}
    </Row>
  );
}
