import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { SafetyProtocol, type ScreeningResult } from '../contract.ts';
import { criticalIn } from '../domain.ts';
import type { OpenProtocols, RaisedProtocol } from '../wire.ts';

/**
 * Opens the protocol of every critical answer that has not opened it yet, whatever the total. It stays open, also when the answer is taken
 * back, until a colleague who hears the story has taken it up. Audit: `screening.protocol`.
 */
export async function raiseProtocols(act: Act, about: { screeningId: string; caseId: string; personId: string }, result: ScreeningResult): Promise<void> {
  const critical = criticalIn(result);
  if (critical.length === 0) return;
  const raised = await act.db.insertInto('safety_protocol').values(critical.map(({ item, protocol }) => ({
    id: newId(), programme_id: act.actor.programmeId, case_id: about.caseId, screening_id: about.screeningId, item, protocol, raised_by: act.actor.memberId, raised_at: act.now,
  }))).onConflict((conflict) => conflict.columns(['screening_id', 'item']).doNothing()).executeTakeFirst();
  if (raised.numInsertedOrUpdatedRows) act.audit({ action: 'screening.protocol', subject: 'screening', subjectId: about.screeningId, caseId: about.caseId, personId: about.personId });
}

export async function protocolsOf(act: Act, screeningId: string): Promise<RaisedProtocol[]> {
  const rows = await act.db.selectFrom('safety_protocol').select(['id', 'item', 'protocol', 'taken_at']).where('screening_id', '=', screeningId).orderBy('raised_at').orderBy('item').execute();
  return rows.map((row) => ({ id: row.id, item: row.item, protocol: SafetyProtocol.parse(row.protocol), takenAt: row.taken_at?.toISOString() ?? null }));
}

/** Protocols that nobody has taken up yet, in the asker's cases, the oldest first. Audit: `screening.protocols-read`, where there are any. */
export async function openProtocols(act: Act): Promise<OpenProtocols['items']> {
  const rows = await act.db.selectFrom('safety_protocol').innerJoin('case_file', 'case_file.id', 'safety_protocol.case_id').innerJoin('person', 'person.id', 'case_file.person_id')
    .innerJoin('membership', 'membership.id', 'safety_protocol.raised_by').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['safety_protocol.id', 'safety_protocol.case_id', 'safety_protocol.screening_id', 'safety_protocol.protocol', 'safety_protocol.raised_by', 'safety_protocol.raised_at', 'person.code', 'account.name'])
    .where('safety_protocol.taken_at', 'is', null).orderBy('safety_protocol.raised_at').limit(100).execute();
  for (const row of rows) act.audit({ action: 'screening.protocols-read', subject: 'screening', subjectId: row.screening_id, caseId: row.case_id });
  return rows.map((row) => ({
    id: row.id, caseId: row.case_id, code: row.code, screeningId: row.screening_id, protocol: SafetyProtocol.parse(row.protocol),
    raisedBy: { id: row.raised_by, name: row.name }, raisedAt: row.raised_at.toISOString(),
  }));
}

/** Says that one is looking after it now. Audit: `screening.protocol-taken`. @throws {Problem} not-found, not-allowed */
export async function takeUpProtocol(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('safety_protocol').select(['taken_at', 'case_id', 'screening_id']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.taken_at) return act.unchanged();
  const taken = await act.db.updateTable('safety_protocol').set({ taken_by: act.actor.memberId, taken_at: act.now }).where('id', '=', id).where('taken_at', 'is', null).executeTakeFirst();
  if (taken.numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'screening.protocol-taken', subject: 'screening', subjectId: found.screening_id, caseId: found.case_id });
}
