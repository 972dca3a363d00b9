import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { approvalMachine } from '../../cases/domain.ts';
import { Edition, type PlanApproval, type PlanDecision, PlanState } from '../contract.ts';
import { planMachine } from '../domain.ts';
import { heldCase, namesOf } from './common.ts';
import { editionFrom, goalsOf, lockedPlan } from './plans.ts';

const wordsContext = (id: string): string => `plan_approval.words:${id}`;

/** Every approval that was asked for a plan, the latest first, with its reason. @throws {Problem} not-found */
export async function readApprovals(act: Act, vault: Vault, planId: string): Promise<PlanApproval[]> {
  const plan = await act.db.selectFrom('plan').select('case_id').where('id', '=', planId).executeTakeFirst();
  if (!plan) throw new Problem('not-found');
  const held = await heldCase(act, plan.case_id);
  const { rows } = await sql<{ id: string; edition: number; asked_by: string; at: Date; state: PlanApproval['state']; decided_by: string | null; decided_at: Date | null; words_sealed: Buffer | null; decides: boolean }>`
    select q.id, q.edition, q.asked_by, q.at, q.state, q.decided_by, q.decided_at, q.words_sealed, q.state = 'open' and decides_in_case(q.case_id, q.asked_by) as decides
      from plan_approval q where q.plan_id = ${planId} order by q.at desc, q.id desc limit 100`.execute(act.db);
  const nameOf = await namesOf(act, rows.flatMap((row) => [row.asked_by, row.decided_by]));
  const seal = (await vault.seals(act, plan.case_id)).get('case');
  act.audit({ action: 'plan.read-approvals', subject: 'plan', subjectId: planId, caseId: plan.case_id, personId: held.personId });
  return rows.map((row) => ({
    id: row.id, edition: row.edition, askedBy: nameOf(row.asked_by), askedAt: row.at.toISOString(), state: row.state, decidedBy: row.decided_by ? nameOf(row.decided_by) : null, decidedAt: row.decided_at?.toISOString() ?? null,
    words: row.words_sealed ? seal?.open(row.words_sealed, wordsContext(row.id)) ?? null : null, mayDecide: row.decides,
  }));
}

/** The plan as it stood when it was put before a second professional: what they decide on, whatever moved meanwhile. @throws {Problem} not-found */
export async function readAsked(act: Act, id: string): Promise<Edition> {
  const asked = await act.db.selectFrom('plan_approval').select(['plan_id', 'case_id', 'edition', 'snapshot']).where('id', '=', id).executeTakeFirst();
  if (!asked) throw new Problem('not-found');
  const held = await heldCase(act, asked.case_id);
  act.audit({ action: 'plan.read-edition', subject: 'plan', subjectId: asked.plan_id, caseId: asked.case_id, personId: held.personId, details: { edition: asked.edition } });
  return Edition.parse(asked.snapshot);
}

/**
 * Puts the plan as it stands before a second professional. Its own way goes on: steps move, and nothing that was typed changes.
 * @throws {Problem} not-found, not-allowed, plan-not-open, plan-without-goals, plan-approval-waits
 */
export async function askApproval(act: Act, id: string, planId: string): Promise<void> {
  const plan = await lockedPlan(act, planId);
  const held = await heldCase(act, plan.case_id);
  if (await act.db.selectFrom('plan_approval').select('id').where('id', '=', id).executeTakeFirst()) return act.unchanged();
  if (planMachine.ends.includes(PlanState.parse(plan.state))) throw new Problem('plan-not-open');
  const goals = await goalsOf(act, planId);
  if (goals.length === 0) throw new Problem('plan-without-goals');
  await act.db.insertInto('plan_approval').values({
    id, programme_id: act.actor.programmeId, case_id: plan.case_id, plan_id: planId, edition: plan.edition, snapshot: JSON.stringify(editionFrom(goals)), asked_by: act.actor.memberId,
    decided_by: null, decided_at: null, words_sealed: null,
  }).execute();
  act.audit({ action: 'plan.ask-approval', subject: 'plan', subjectId: planId, caseId: plan.case_id, personId: held.personId, details: { edition: plan.edition } });
}

/** Approves, or sends back, with the reason. @throws {Problem} not-found, own-work for whoever asked, not-allowed, illegal-move, changed-meanwhile where another decided first */
export async function decideApproval(act: Act, vault: Vault, id: string, { decision, words }: PlanDecision): Promise<void> {
  const { rows: [asked] } = await sql<{ plan_id: string; case_id: string; asked_by: string; decided_by: string | null; state: PlanApproval['state']; edition: number; decides: boolean }>`
    select q.plan_id, q.case_id, q.asked_by, q.decided_by, q.state, q.edition, decides_in_case(q.case_id, q.asked_by) as decides from plan_approval q where q.id = ${id}`.execute(act.db);
  if (!asked) throw new Problem('not-found');
  const held = await heldCase(act, asked.case_id);
  if (asked.asked_by === act.actor.memberId) throw new Problem('own-work');
  if (!asked.decides) throw new Problem('not-allowed');
  if (asked.state === approvalMachine.moves[decision].to) {
    // The same answer of another person: their reason is not kept, so they are told.
    if (asked.decided_by !== act.actor.memberId) throw new Problem('changed-meanwhile');
    return act.unchanged();
  }
  const state = approvalMachine.next(asked.state, decision, { reason: words });
  const seal = await vault.seal(act, asked.case_id, 'case');
  const { numUpdatedRows } = await act.db.updateTable('plan_approval').set({ state, decided_by: act.actor.memberId, decided_at: act.now, words_sealed: seal.close(words, wordsContext(id)) }).where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: `plan.${decision}`, subject: 'plan', subjectId: asked.plan_id, caseId: asked.case_id, personId: held.personId, details: { edition: asked.edition } });
}
