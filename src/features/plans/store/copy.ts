import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CopyLanguage, PlanCopy } from '../contract.ts';
import { goalsOf } from './plans.ts';
import { heldCase } from './common.ts';

/**
 * What the person takes home: their goals in their own words, the steps, who takes them and by when. No code, no surname, no level of
 * need or risk, nothing restricted and no word of what the project is: others may find the paper. Audit: `plan.copy`.
 */
export async function readCopy(act: Act, planId: string, language: CopyLanguage): Promise<PlanCopy> {
  const plan = await act.db.selectFrom('plan').select(['case_id', 'review_on']).where('id', '=', planId).executeTakeFirst();
  if (!plan) throw new Problem('not-found');
  const held = await heldCase(act, plan.case_id);
  const goals = await goalsOf(act, planId);
  act.audit({ action: 'plan.copy', subject: 'plan', subjectId: planId, caseId: plan.case_id, personId: held.personId, details: { language } });
  return {
    language, reviewOn: plan.review_on,
    goals: goals.filter((goal) => goal.outcome !== 'dropped').map(({ id, domain, words, steps }) => ({
      id, domain, words,
      steps: steps.filter((step) => step.state !== 'not-done').map((step) => ({
        id: step.id, title: step.title, by: step.byPerson ? 'person' as const : step.owner ? 'colleague' as const : 'nobody' as const,
        name: step.owner?.name.split(' ')[0] ?? null, dueOn: step.dueOn, state: step.state,
      })),
    })),
  };
}
