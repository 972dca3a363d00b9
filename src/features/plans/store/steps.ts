import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type MySteps, PlanState, type Step, type StepChanged, StepState, type StepWritten } from '../contract.ts';
import { closesCircle, dayIn, isLate, stepClosed, stepsOpen, whyMissing } from '../domain.ts';
import { heldCase, namesOf, placeAfter, placeIn } from './common.ts';

/**
 * Adds a step to a goal, at the end. Audit: `step.add`.
 * @throws {Problem} plan-not-open, plan-steps-in-circle, plan-owner-not-in-case, not-found
 */
export async function keepStep(act: Act, id: string, written: StepWritten): Promise<Step> {
  const again = await stepRows(act).where('id', '=', id).executeTakeFirst();
  if (again) {
    act.unchanged();
    return oneStep(act, id);
  }
  const { caseId, planId } = await openGoal(act, written.goalId);
  const held = await heldCase(act, caseId);
  const siblings = await edgesOf(act, planId);
  refuseForeignStep(siblings, written.afterStep);
  await act.db.insertInto('plan_step').values({
    id, programme_id: act.actor.programmeId, case_id: caseId, goal_id: written.goalId, title: written.title, owner_id: written.byPerson ? null : written.ownerId,
    by_person: written.byPerson, due_on: written.dueOn, after_step: written.afterStep, service_id: null, outcome_words: null, closed_at: null,
    position: Math.max(0, ...siblings.map((step) => step.position)) + 1,
  }).execute();
  act.audit({ action: 'step.add', subject: 'step', subjectId: id, caseId, personId: held.personId });
  return oneStep(act, id);
}

/**
 * Changes a step, or says how it went. Whoever must take it says how it went even when they hold nothing more of the case; the database
 * keeps them from changing the rest. Audit: `step.change`.
 * @throws {Problem} changed-meanwhile, reason-required, plan-not-open, plan-steps-in-circle, plan-owner-not-in-case, not-allowed, not-found
 */
export async function changeStep(act: Act, id: string, changed: StepChanged, version: number): Promise<Step> {
  const seen = await stepRows(act).where('id', '=', id).executeTakeFirst();
  if (!seen) throw new Problem('not-found');
  if (changed.afterStep !== undefined && changed.afterStep !== null) await refuseCircle(act, seen.goal_id, id, changed.afterStep);
  const state = changed.state ?? StepState.parse(seen.state);
  const words = changed.outcomeWords === undefined ? seen.outcome_words : changed.outcomeWords;
  if (changed.state !== undefined && whyMissing(state, words)) throw new Problem('reason-required', { errors: [{ path: 'outcomeWords', code: 'required' }] });

  const { numUpdatedRows } = await act.db.updateTable('plan_step').set({
    title: changed.title, due_on: changed.dueOn, after_step: changed.afterStep, position: changed.position, state: changed.state, outcome_words: changed.outcomeWords,
    by_person: changed.byPerson, owner_id: changed.byPerson ? null : changed.ownerId,
    ...(changed.ownWords === undefined ? {} : { own_words: changed.ownWords?.words ?? null, own_language: changed.ownWords?.language ?? null }),
    closed_at: changed.state === undefined ? undefined : stepClosed(state) ? (seen.closed_at ?? act.now) : null,
    version: version + 1,
  }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'step.change', subject: 'step', subjectId: id, caseId: seen.case_id, details: { state } });
  return oneStep(act, id);
}

const PAGE = 50;

/** Steps that the asker must take, nearest first, those without a day last; of one case also those already taken, so that a slip can be put right. No word of the rest of the case. */
export async function readMySteps(act: Act, after: string | undefined, caseId?: string): Promise<MySteps> {
  const from = placeIn(after);
  const today = dayIn(act.now);
  const day = sql<string>`coalesce(plan_step.due_on, date '9999-12-31')`;
  const rows = await act.db.selectFrom('plan_step')
    .innerJoin('case_file', 'case_file.id', 'plan_step.case_id').innerJoin('person', 'person.id', 'case_file.person_id')
    .leftJoin('plan_step as before', 'before.id', 'plan_step.after_step')
    .select(['plan_step.id', 'plan_step.case_id', 'plan_step.title', 'plan_step.due_on', 'plan_step.state', 'plan_step.version', 'person.code', 'before.state as before_state'])
    .where('plan_step.owner_id', '=', act.actor.memberId)
    .$if(caseId !== undefined, (query) => query.where('plan_step.case_id', '=', caseId ?? '')).$if(caseId === undefined, (query) => query.where('plan_step.state', 'in', ['to-do', 'doing']))
    .$if(from !== undefined, (query) => query.where(sql<boolean>`(${day}, plan_step.id) > (${from?.day}::date, ${from?.id}::uuid)`))
    .orderBy(day).orderBy('plan_step.id').limit(PAGE + 1).execute();
  const items = rows.slice(0, PAGE).map((row) => {
    const state = StepState.parse(row.state);
    const waiting = row.before_state !== null && !stepClosed(StepState.parse(row.before_state));
    return { id: row.id, caseId: row.case_id, code: row.code, title: row.title, dueOn: row.due_on, state, late: isLate(row.due_on, state, today), waiting, version: row.version };
  });
  const last = items.at(-1);
  act.audit({ action: 'steps.read', subject: 'step', details: { count: items.length } });
  return { items, next: rows.length > PAGE && last ? placeAfter(last.dueOn, last.id) : null };
}

export const stepRows = (act: Act) => act.db.selectFrom('plan_step')
  .select(['id', 'case_id', 'goal_id', 'title', 'owner_id', 'by_person', 'due_on', 'after_step', 'state', 'outcome_words', 'position', 'closed_at', 'version']);
type StepRow = Awaited<ReturnType<ReturnType<typeof stepRows>['execute']>>[number];

export async function stepsFrom(act: Act, rows: readonly StepRow[]): Promise<Step[]> {
  const nameOf = await namesOf(act, rows.map((row) => row.owner_id));
  const today = dayIn(act.now);
  return rows.map((row) => {
    const state = StepState.parse(row.state);
    return {
      id: row.id, goalId: row.goal_id, title: row.title, owner: row.owner_id ? nameOf(row.owner_id) : null, byPerson: row.by_person, dueOn: row.due_on,
      afterStep: row.after_step, state, outcomeWords: row.outcome_words, position: row.position, closedAt: row.closed_at?.toISOString() ?? null,
      late: isLate(row.due_on, state, today), version: row.version,
    };
  });
}

async function oneStep(act: Act, id: string): Promise<Step> {
  const [step] = await stepsFrom(act, await stepRows(act).where('id', '=', id).execute());
  if (!step) throw new Problem('not-found');
  return step;
}

/** The goal's plan, held still, when steps may be changed in it. @throws {Problem} not-found, plan-not-open */
async function openGoal(act: Act, goalId: string): Promise<{ caseId: string; planId: string }> {
  const found = await act.db.selectFrom('goal').innerJoin('plan', 'plan.id', 'goal.plan_id').select(['plan.id', 'plan.case_id', 'plan.state'])
    .where('goal.id', '=', goalId).forUpdate('plan').executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (!stepsOpen(PlanState.parse(found.state))) throw new Problem('plan-not-open');
  return { caseId: found.case_id, planId: found.id };
}

const edgesOf = async (act: Act, planId: string) =>
  (await act.db.selectFrom('plan_step').innerJoin('goal', 'goal.id', 'plan_step.goal_id').select(['plan_step.id', 'plan_step.after_step', 'plan_step.position'])
    .where('goal.plan_id', '=', planId).execute()).map((row) => ({ id: row.id, afterStep: row.after_step, position: row.position }));

function refuseForeignStep(steps: readonly { id: string }[], afterStep: string | null): void {
  if (afterStep !== null && !steps.some((step) => step.id === afterStep)) throw new Problem('invalid-input', { errors: [{ path: 'afterStep', code: 'choice' }] });
}

async function refuseCircle(act: Act, goalId: string, stepId: string, afterStep: string): Promise<void> {
  const { planId } = await openGoal(act, goalId);
  const steps = await edgesOf(act, planId);
  refuseForeignStep(steps, afterStep);
  if (closesCircle(steps, stepId, afterStep)) throw new Problem('plan-steps-in-circle');
}
