import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Edition, Plan } from '../contract.ts';

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
      {opened !== null && <EditionDialog planId={plan.id} edition={opened} onClose={() => setOpened(null)} />}
    </details>
  );
}

function EditionDialog({ planId, edition, onClose }: { planId: string; edition: number; onClose: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const query = useQuery({ queryKey: ['plans', 'edition', planId, edition], queryFn: ({ signal }) => api.get<Edition>(`/api/plans/${planId}/editions/${edition}`, { signal }) });
  return (
    <Dialog title={t('plans.plan.edition', { edition })} isOpen onClose={onClose}>
      {query.error && <ProblemPanel problem={query.error} />}
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
