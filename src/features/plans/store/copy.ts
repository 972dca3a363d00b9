import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type CopyLanguage, type PlanCopy, ToldWords } from '../contract.ts';
import { copyLanguageFor, stepSaid } from '../domain/copy.ts';
import { stepTemplates } from '../reference.ts';
import { goalsOf } from './plans.ts';
import { heldCase } from './common.ts';

const ReadyTitles = z.array(z.object({ title: ToldWords }));

/**
 * What the person takes home: their goals in their own words, the steps, who takes them and by when. No code, no surname, no level of
 * need or risk, nothing restricted and no word of what the project is: others may find the paper. Audit: `plan.copy`.
 * @param asked the language of the copy; left out, the person's own
 */
export async function readCopy(act: Act, planId: string, asked?: CopyLanguage): Promise<PlanCopy> {
  const plan = await act.db.selectFrom('plan').select(['case_id', 'review_on']).where('id', '=', planId).executeTakeFirst();
  if (!plan) throw new Problem('not-found');
  const held = await heldCase(act, plan.case_id);
  const goals = await goalsOf(act, planId);
  const spoken = (await act.db.selectFrom('person_language').select('language').where('person_id', '=', held.personId)
    .orderBy(sql`case speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end`).orderBy('language').execute()).map((row) => row.language);
  const language = asked ?? copyLanguageFor(spoken);
  const own = new Map((await act.db.selectFrom('plan_step').select(['id', 'own_words', 'own_language']).where('case_id', '=', plan.case_id).where('own_words', 'is not', null).execute())
    .map((row) => [row.id, { words: row.own_words ?? '', language: row.own_language ?? '' }]));
  const kept = await act.db.selectFrom('ready_step').select('steps').where('state', '=', 'in-use').execute();
  const ready = [...kept.flatMap((row) => ReadyTitles.parse(row.steps)), ...stepTemplates()];
  act.audit({ action: 'plan.copy', subject: 'plan', subjectId: planId, caseId: plan.case_id, personId: held.personId, details: { language } });
  return {
    language, spoken, reviewOn: plan.review_on,
    goals: goals.filter((goal) => goal.outcome !== 'dropped').map(({ id, domain, words, steps }) => ({
      id, domain, words,
      steps: steps.filter((step) => step.state !== 'not-done').map((step) => ({
        id: step.id, title: step.title, by: step.byPerson ? 'person' as const : step.owner ? 'colleague' as const : 'nobody' as const,
        name: step.owner?.name.split(' ')[0] ?? null, dueOn: step.dueOn, state: step.state, version: step.version,
        said: stepSaid(step.title, language, own.get(step.id) ?? null, ready),
      })),
    })),
  };
}
