import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { type Goal, GoalDomain, type Step } from '../contract.ts';
import { dayIn, stepTime, stepTimes } from '../domain.ts';

/** The plan as areas and time: a table to whoever hears it, a picture to whoever sees it. On a phone, area after area. */
export function PlanGrid({ goals }: { goals: readonly Goal[] }): ReactNode {
  const { t, formatDate } = useText();
  const today = dayIn(new Date());
  const steps = goals.flatMap((goal) => goal.steps.map((step) => ({ ...step, domain: goal.domain, time: stepTime(step, today) })));
  if (steps.length === 0) return null;
  const times = stepTimes.filter((time) => steps.some((step) => step.time === time));
  const areas = GoalDomain.options.filter((domain) => steps.some((step) => step.domain === domain));
  const who = (step: Step): string => (step.byPerson ? t('plans.plan.person') : step.owner?.name ?? t('plans.plan.nobody'));
  return (
    <table className="plan-grid">
      <caption className="only-heard">{t('plans.plan.grid-summary')}</caption>
      <thead><tr><th scope="col">{t('plans.plan.area')}</th>{times.map((time) => <th key={time} scope="col">{t(`plans.plan.time-${time}`)}</th>)}</tr></thead>
      <tbody>
        {areas.map((domain) => (
          <tr key={domain}>
            <th scope="row">{t(`plans.goal-domain.${domain}`)}</th>
            {times.map((time) => {
              const here = steps.filter((step) => step.domain === domain && step.time === time);
              return (
                <td key={time} data-label={t(`plans.plan.time-${time}`)} className={time === 'late' && here.length > 0 ? 'is-late' : undefined}>
                  {here.length > 0 && (
                    <ul>
                      {here.map((step) => <li key={step.id}><SafeText>{step.title}</SafeText><span className="fact-small">{who(step)}{step.dueOn && ` · ${formatDate(step.dueOn)}`}</span></li>)}
                    </ul>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
