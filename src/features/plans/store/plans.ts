import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { AgreedHow, type CasePlan, Edition, type Goal, type GoalChanged, GoalDomain, GoalOutcome, type GoalWritten, type Plan, PlanMove, type PlanMoved, PlanState } from '../contract.ts';
import { agreedMoves, dayIn, editionAfter, goalsOpen, lacking, planMachine, reviewDay } from '../domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { reviewIntervals } from '../reference.ts';
import { heldCase, namesOf } from './common.ts';
import { distanceOf } from './needs.ts';
import { stepRows, stepsFrom } from './steps.ts';

/** The plan of a case with everything that its screen shows. Reading it leaves a line. */
export async function readCasePlan(act: Act, caseId: string): Promise<CasePlan> {
  const held = await heldCase(act, caseId);
  const plans = await planRows(act).where('case_id', '=', caseId).orderBy('created_at', 'desc').orderBy('id', 'desc').execute();
  const [latest, ...earlier] = plans.toSorted((a, b) => Number(isOver(a.state)) - Number(isOver(b.state)));
  const colleagues = await act.db.selectFrom('membership').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['membership.id', 'account.name', 'membership.role']).where('membership.programme_id', '=', act.actor.programmeId).where('membership.ended_at', 'is', null)
    .where((e) => e.or([
      e('membership.role', '=', 'coordinator'),
      e.exists(e.selectFrom('case_assignment').select('case_assignment.id').whereRef('case_assignment.member_id', '=', 'membership.id').where('case_assignment.case_id', '=', caseId).where('case_assignment.ended_at', 'is', null)),
    ])).orderBy('account.name').execute();
  act.audit({ action: 'plan.read', subject: 'plan', subjectId: latest?.id ?? caseId, caseId, personId: held.personId });
  return {
    plan: latest ? await whole(act, latest) : null,
    earlier: earlier.map((one) => ({ id: one.id, state: PlanState.parse(one.state), edition: one.edition, createdAt: one.created_at.toISOString() })),
    distance: await distanceOf(act, caseId),
    colleagues,
  };
}

/** Begins a draft. A case has one running plan: a second one answers `already-exists`. Audit: `plan.begin`. */
export async function beginPlan(act: Act, id: string, caseId: string): Promise<Plan> {
  const held = await heldCase(act, caseId);
  const again = await planRows(act).where('id', '=', id).where('case_id', '=', caseId).executeTakeFirst();
  if (again) {
    act.unchanged();
    return whole(act, again);
  }
  await act.db.insertInto('plan').values({
    id, programme_id: act.actor.programmeId, case_id: caseId, review_on: null, agreed_how: null, agreed_at: null, agreed_language: null, agreed_words: null, created_by: act.actor.memberId,
  }).execute();
  act.audit({ action: 'plan.begin', subject: 'plan', subjectId: id, caseId, personId: held.personId });
  return whole(act, await planRows(act).where('id', '=', id).executeTakeFirstOrThrow());
}

/**
 * Moves a plan. An edition that comes into force is kept as the person agreed to it; a plan that ends closes its open steps.
 * Audit: `plan.<move>`.
 * @throws {IllegalMove} @throws {Problem} plan-without-goals, plan-agreement-needed, plan-goal-without-outcome, changed-meanwhile, not-found
 */
export async function movePlan(act: Act, planId: string, moved: PlanMoved, version: number): Promise<Plan> {
  const before = await lockedPlan(act, planId);
  const held = await heldCase(act, before.case_id);
  if (await act.db.selectFrom('plan_move').select('id').where('id', '=', moved.id).where('plan_id', '=', planId).executeTakeFirst()) {
    act.unchanged();
    return whole(act, before);
  }
  if (before.version !== version) throw new Problem('changed-meanwhile');
  const state = PlanState.parse(before.state);
  const to = planMachine.next(state, moved.move, { reason: moved.reason });
  const goals = await goalsOf(act, planId);
  const missing = lacking(moved.move, { goals, agreed: moved.agreement !== null });
  if (missing) throw new Problem(missing);

  const agreed = agreedMoves.includes(moved.move) ? moved.agreement : null;
  const edition = editionAfter(before.edition, moved.move);
  // Before the plan ends, for the steps of an ended plan change no more.
  if (isOver(to)) await closeOpenSteps(act, planId);
  await act.db.updateTable('plan').set({
    state: to, edition, version: before.version + 1,
    ...(agreed ? { agreed_how: agreed.how, agreed_at: act.now, agreed_language: agreed.language, agreed_words: agreed.words, review_on: moved.reviewOn ?? (await nextReview(act, before.case_id)) } : {}),
  }).where('id', '=', planId).execute();
  await act.db.insertInto('plan_move').values({
    id: moved.id, programme_id: act.actor.programmeId, plan_id: planId, move: moved.move, from_state: state, to_state: to, reason: moved.reason,
    edition, snapshot: agreed ? JSON.stringify(editionFrom(goals)) : null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `plan.${moved.move}`, subject: 'plan', subjectId: planId, caseId: before.case_id, personId: held.personId, details: { edition } });
  return whole(act, await planRows(act).where('id', '=', planId).executeTakeFirstOrThrow());
}

/** An edition as it was agreed. @throws {Problem} not-found */
export async function readEdition(act: Act, planId: string, edition: number): Promise<Edition> {
  const plan = await planRows(act).where('id', '=', planId).executeTakeFirst();
  if (!plan) throw new Problem('not-found');
  const held = await heldCase(act, plan.case_id);
  const kept = await act.db.selectFrom('plan_move').select('snapshot').where('plan_id', '=', planId).where('edition', '=', edition)
    .where('snapshot', 'is not', null).executeTakeFirst();
  if (!kept) throw new Problem('not-found');
  act.audit({ action: 'plan.read-edition', subject: 'plan', subjectId: planId, caseId: plan.case_id, personId: held.personId, details: { edition } });
  return Edition.parse(kept.snapshot);
}

/** Adds a goal in the person's words, at the end. Audit: `goal.add`. @throws {Problem} plan-not-open, not-found */
export async function keepGoal(act: Act, id: string, written: GoalWritten): Promise<Goal> {
  const plan = await lockedPlan(act, written.planId);
  const held = await heldCase(act, plan.case_id);
  const goals = await goalsOf(act, plan.id);
  const again = goals.find((goal) => goal.id === id);
  if (again) {
    act.unchanged();
    return again;
  }
  if (!goalsOpen(PlanState.parse(plan.state))) throw new Problem('plan-not-open');
  await refuseForeignNeed(act, plan.case_id, written.needId);
  await act.db.insertInto('goal').values({
    id, programme_id: act.actor.programmeId, case_id: plan.case_id, plan_id: plan.id, need_id: written.needId, domain: written.domain, words: written.words,
    outcome: null, outcome_words: null, position: Math.max(0, ...goals.map((goal) => goal.position)) + 1,
  }).execute();
  act.audit({ action: 'goal.add', subject: 'goal', subjectId: id, caseId: plan.case_id, personId: held.personId });
  return oneGoal(act, id);
}

/** Changes a goal, or says how it ended. Audit: `goal.change`. @throws {Problem} changed-meanwhile, plan-not-open, not-found */
export async function changeGoal(act: Act, id: string, changed: GoalChanged, version: number): Promise<Goal> {
  const goal = await act.db.selectFrom('goal').select(['plan_id', 'case_id', 'version']).where('id', '=', id).executeTakeFirst();
  if (!goal) throw new Problem('not-found');
  const held = await heldCase(act, goal.case_id);
  const state = PlanState.parse((await lockedPlan(act, goal.plan_id)).state);
  const touchesAgreement = changed.words !== undefined || changed.needId !== undefined;
  // How a goal ended is written while the plan is at work, not in a draft; its words, while it is drafted or reviewed with the person.
  if (touchesAgreement ? !goalsOpen(state) : planMachine.ends.includes(state)) throw new Problem('plan-not-open');
  await refuseForeignNeed(act, goal.case_id, changed.needId ?? null);
  const { numUpdatedRows } = await act.db.updateTable('goal').set({
    words: changed.words, need_id: changed.needId, outcome: changed.outcome, outcome_words: changed.outcomeWords, position: changed.position, version: version + 1,
  }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'goal.change', subject: 'goal', subjectId: id, caseId: goal.case_id, personId: held.personId });
  return oneGoal(act, id);
}

const isOver = (state: string): boolean => state === 'completed' || state === 'interrupted';

const planRows = (act: Act) => act.db.selectFrom('plan')
  .select(['id', 'case_id', 'state', 'edition', 'review_on', 'agreed_how', 'agreed_at', 'agreed_language', 'agreed_words', 'created_at', 'version']);
type PlanRow = Awaited<ReturnType<ReturnType<typeof planRows>['execute']>>[number];

/** The plan, held still until the act ends: two colleagues cannot move it, or tie its steps into a circle, at the same moment. */
export async function lockedPlan(act: Act, planId: string): Promise<PlanRow> {
  const row = await planRows(act).where('id', '=', planId).forUpdate().executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row;
}

export async function goalsOf(act: Act, planId: string): Promise<Goal[]> {
  const goals = await act.db.selectFrom('goal').select(['id', 'domain', 'words', 'need_id', 'outcome', 'outcome_words', 'position', 'version'])
    .where('plan_id', '=', planId).orderBy('position').orderBy('id').execute();
  const rows = goals.length === 0 ? [] : await stepRows(act).where('goal_id', 'in', goals.map((goal) => goal.id)).orderBy('position').orderBy('id').execute();
  const steps = Map.groupBy(await stepsFrom(act, rows), (step) => step.goalId);
  return goals.map((goal) => ({
    id: goal.id, domain: GoalDomain.parse(goal.domain), words: goal.words, needId: goal.need_id, outcome: GoalOutcome.nullable().parse(goal.outcome),
    outcomeWords: goal.outcome_words, position: goal.position, version: goal.version, steps: steps.get(goal.id) ?? [],
  }));
}

async function oneGoal(act: Act, id: string): Promise<Goal> {
  const { plan_id } = await act.db.selectFrom('goal').select('plan_id').where('id', '=', id).executeTakeFirstOrThrow();
  const goal = (await goalsOf(act, plan_id)).find((one) => one.id === id);
  if (!goal) throw new Problem('not-found');
  return goal;
}

async function whole(act: Act, row: PlanRow): Promise<Plan> {
  const state = PlanState.parse(row.state);
  const moves = await act.db.selectFrom('plan_move')
    .select(['id', 'move', 'from_state', 'to_state', 'reason', 'edition', 'at', 'by_member', sql<boolean>`snapshot is not null`.as('kept')])
    .where('plan_id', '=', row.id).orderBy('at').orderBy('id').execute();
  const nameOf = await namesOf(act, moves.map((move) => move.by_member));
  return {
    id: row.id, caseId: row.case_id, state, edition: row.edition, reviewOn: row.review_on,
    reviewLate: state === 'active' && row.review_on !== null && row.review_on < dayIn(act.now),
    agreement: row.agreed_how && row.agreed_at ? { how: AgreedHow.parse(row.agreed_how), at: row.agreed_at.toISOString(), language: row.agreed_language ?? 'it', words: row.agreed_words ?? '' } : null,
    createdAt: row.created_at.toISOString(), version: row.version,
    goals: await goalsOf(act, row.id),
    moves: moves.map((move) => ({
      id: move.id, move: PlanMove.parse(move.move), from: PlanState.parse(move.from_state), to: PlanState.parse(move.to_state), reason: move.reason,
      edition: move.edition, at: move.at.toISOString(), by: nameOf(move.by_member), kept: move.kept,
    })),
    next: planMachine.movesFrom(state),
  };
}

/** What of a plan is kept when somebody agrees to it, or is asked to. */
export const editionFrom = (goals: readonly Goal[]): Edition => ({
  goals: goals.map(({ id, domain, words, outcome, steps }) => ({
    id, domain, words, outcome,
    steps: steps.map((step) => ({ id: step.id, title: step.title, ownerId: step.owner?.id ?? null, byPerson: step.byPerson, dueOn: step.dueOn, afterStep: step.afterStep, state: step.state })),
  })),
});

/**
 * Puts the day on which the plan of a case is looked at again with the person. Audit: `plan.put-review`.
 * @param seen puts it back only where nobody touched the plan since @returns null where it was that day already
 * @throws {Problem} plan-not-open where no plan is at work, changed-meanwhile, not-found
 */
export async function putReview(act: Act, caseId: string, reviewOn: string | null, seen?: { planId: string; reviewOn: string; version: number }): Promise<{ planId: string; before: string | null; version: number } | null> {
  const held = await heldCase(act, caseId);
  const plan = await planRows(act).where('case_id', '=', caseId).where('state', '=', 'active').orderBy('edition', 'desc').limit(1).forUpdate().executeTakeFirst();
  if (seen && (plan?.id !== seen.planId || plan.review_on !== seen.reviewOn || plan.version !== seen.version)) throw new Problem('changed-meanwhile');
  if (!plan) throw new Problem('plan-not-open');
  if (plan.review_on === reviewOn) {
    act.unchanged();
    return null;
  }
  await act.db.updateTable('plan').set({ review_on: reviewOn, version: plan.version + 1 }).where('id', '=', plan.id).execute();
  act.audit({ action: 'plan.put-review', subject: 'plan', subjectId: plan.id, caseId, personId: held.personId });
  return { planId: plan.id, before: plan.review_on, version: plan.version + 1 };
}

async function nextReview(act: Act, caseId: string): Promise<string> {
  const { risk } = await act.db.selectFrom('case_file').select('risk').where('id', '=', caseId).executeTakeFirstOrThrow();
  const today = dayIn(act.now);
  return reviewDay(today, risk, reviewIntervals(await referenceOf(act), today));
}

/** What was still to be done when a plan ended was not done; why, says the move that ended it. */
async function closeOpenSteps(act: Act, planId: string): Promise<void> {
  await act.db.updateTable('plan_step').set((e) => ({ state: 'not-done', closed_at: act.now, version: e('version', '+', 1) }))
    .where('state', 'in', ['to-do', 'doing']).where('goal_id', 'in', act.db.selectFrom('goal').select('id').where('plan_id', '=', planId)).execute();
}

async function refuseForeignNeed(act: Act, caseId: string, needId: string | null): Promise<void> {
  if (needId === null) return;
  const need = await act.db.selectFrom('need').select('id').where('id', '=', needId).where('case_id', '=', caseId).executeTakeFirst();
  if (!need) throw new Problem('invalid-input', { errors: [{ path: 'needId', code: 'choice' }] });
}
