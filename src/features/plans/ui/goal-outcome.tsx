import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { type Goal, GoalOutcome } from '../contract.ts';
import { useChange } from './queries.ts';

/** How a goal ended: one of four answers, and then, for whoever wants to, in words. A goal given up for a better one is not a failure, and only words can say so. */
export function GoalEnd({ goal, caseId }: { goal: Goal; caseId: string }): ReactNode {
  const { t } = useText();
  const [written, setWritten] = useState<string | null>(null);
  const change = useChange(caseId, 'plan');
  const kept = goal.outcomeWords ?? '';
  const words = written ?? kept;
  const patch = (body: { outcome?: Goal['outcome']; outcomeWords?: string | null }): void =>
    change.mutate({ method: 'patch', path: `/api/goals/${goal.id}`, body, ifMatch: goal.version }, { onSuccess: () => { if ('outcomeWords' in body) setWritten(null); } });
  return (
    <div className="plan-fields">
      <Select
        label={t('plans.plan.goal-outcome')}
        value={goal.outcome}
        onChange={(outcome) => patch({ outcome })}
        choices={GoalOutcome.options.map((value) => ({ value, label: t(`plans.outcome.${value}`) }))}
      />
      {goal.outcome && <div className="plan-grow"><TextArea label={t('plans.plan.goal-outcome-words')} rows={1} maxLength={500} value={words} onChange={setWritten} /></div>}
      {goal.outcome && words.trim() !== kept && <Button isPending={change.isPending} onPress={() => patch({ outcomeWords: words.trim() === '' ? null : words.trim() })}>{t('plans.plan.save')}</Button>}
      {change.error && <ProblemPanel problem={change.error} />}
    </div>
  );
}
