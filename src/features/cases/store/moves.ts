import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CaseState, MoveGiven } from '../contract.ts';
import { caseMachine, missingForCare } from '../domain.ts';
import { type KnownCase, knownCase } from './known.ts';

/**
 * Moves a case along its way; sent again with the same id it changes nothing.
 * @returns the state afterwards
 * @throws {Problem} not-found, not-allowed, illegal-move, reason-required, care-not-ready, changed-meanwhile, case-already-open
 */
export async function moveCase(act: Act, caseId: string, given: MoveGiven): Promise<CaseState> {
  const known = await knownCase(act, caseId);
  if (!known.keepsFiles) throw new Problem('not-allowed');
  const before = await act.db.selectFrom('case_move').select(['case_id', 'move']).where('id', '=', given.id).executeTakeFirst();
  if (before) {
    if (before.case_id !== caseId || before.move !== given.move) throw new Problem('already-exists');
    act.unchanged();
    return known.state;
  }
  const to = caseMachine.next(known.state, given.move, { reason: given.reason });
  if (to === 'in-care') await mustBeReadyForCare(act, known);

  const { numUpdatedRows } = await act.db.updateTable('case_file')
    .set({ state: to, version: known.version + 1, ...(given.move === 'reopen' ? { closed_at: null, closing_reason: null, follow_up_safe: null } : {}) })
    .where('id', '=', caseId).where('version', '=', known.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('case_move').values({
    id: given.id, programme_id: act.actor.programmeId, case_id: caseId, move: given.move, from_state: known.state, to_state: to, reason: given.reason || null, by_member: act.actor.memberId,
  }).execute();
  act.audit({ action: `case.${given.move}`, subject: 'case', subjectId: caseId, caseId, personId: known.personId, details: { from: known.state, to } });
  return to;
}

async function mustBeReadyForCare(act: Act, known: KnownCase): Promise<void> {
  const { rows } = await sql<{ given: boolean }>`select case_notice_given(${known.id}) as given`.execute(act.db);
  const missing = missingForCare({ noticeGiven: rows[0]?.given ?? false, ownerId: known.ownerId, risk: known.risk });
  if (missing.length > 0) throw new Problem('care-not-ready', { errors: missing.map((code) => ({ path: 'move', code })) });
}
