import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ApiProblem, api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { CasePlan, Edition, Plan } from '../contract.ts';

/** What happened to the plan, with the reasons, and each edition as the person agreed to it. */
export function PlanHistory({ plan }: { plan: Plan }): ReactNode {
  const { t, formatDate } = useText();
  const [opened, setOpened] = useState<number | null>(null);
  if (plan.moves.length === 0) return null;
  return (
    <details className="never-printed">
      <summary>{t('plans.plan.moves')}</summary>
      <ol className="plan-moves">
        {plan.moves.toReversed().map((move) => (
          <li key={move.id} className="step">
            <div className="step-head">
              <div className="step-title">
                {t(`plans.moved.${move.move}`)} <span className="quiet small">{t('plans.plan.by-on', { name: move.by.name, date: formatDate(move.at) })}</span>
                {move.reason && <span className="fact-small"><SafeText>{move.reason}</SafeText></span>}
              </div>
              {move.kept && <Button kind="quiet" size="small" onPress={() => setOpened(move.edition)}>{t('plans.plan.edition-open', { edition: move.edition })}</Button>}
            </div>
          </li>
        ))}
      </ol>
      {opened !== null && <EditionDialog title={t('plans.plan.edition', { edition: opened })} path={`/api/plans/${plan.id}/editions/${opened}`} onClose={() => setOpened(null)} />}
    </details>
  );
}

/** Plans that ended before this one: what was agreed then stays to be read, and is never written over. */
export function EarlierPlans({ plans }: { plans: CasePlan['earlier'] }): ReactNode {
  const { t, formatDate } = useText();
  const [opened, setOpened] = useState<CasePlan['earlier'][number] | null>(null);
  if (plans.length === 0) return null;
  return (
    <details className="never-printed">
      <summary>{t('plans.plan.earlier', { count: plans.length })}</summary>
      <ol className="plan-moves">
        {plans.map((plan) => (
          <li key={plan.id} className="step">
            <div className="step-head">
              <div className="step-title">{t('plans.plan.earlier-one', { date: formatDate(plan.createdAt) })} <span className="quiet small">{t(`plans.state.${plan.state}`)}</span></div>
              <Button kind="quiet" size="small" onPress={() => setOpened(plan)}>{t('plans.plan.edition-open', { edition: plan.edition })}</Button>
            </div>
          </li>
        ))}
      </ol>
      {opened && <EditionDialog title={t('plans.plan.edition', { edition: opened.edition })} path={`/api/plans/${opened.id}/editions/${opened.edition}`} onClose={() => setOpened(null)} />}
    </details>
  );
}

/** A plan as it was kept once: goals in the person's words, and their steps. @param path where it is read */
export function EditionDialog({ title, path, onClose }: { title: string; path: string; onClose: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const query = useQuery({ queryKey: ['plans', 'edition', path], queryFn: ({ signal }) => api.get<Edition>(path, { signal }) });
  // A plan may stop while it is still a draft: then nothing was agreed, and nothing was kept.
  const neverAgreed = query.error instanceof ApiProblem && query.error.code === 'not-found';
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      {neverAgreed && <EmptyState icon="document" title={t('plans.plan.edition-none')} why={t('plans.plan.edition-none.why')} />}
      {query.error && !neverAgreed && <ProblemPanel problem={query.error} />}
      {!query.data && !query.error && <Skeleton lines={3} />}
      {query.data?.goals.map((goal) => (
        <div key={goal.id}>
          <h3>{t(`plans.goal-domain.${goal.domain}`)}</h3>
          <OwnWords>{goal.words}</OwnWords>
          <ul>{goal.steps.map((step) => <li key={step.id}><SafeText>{step.title}</SafeText>{step.dueOn && ` · ${formatDate(step.dueOn)}`}</li>)}</ul>
        </div>
      ))}
    </Dialog>
  );
}
