import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type AddEvidence, type Evidence, EvidenceContent } from '../evidence.ts';
import type { Instruments } from '../instruments.ts';
import { heldCase } from './common.ts';

const place = (id: string): string => `indication_evidence.content_sealed:${id}`;
const placeOfReason = (id: string): string => `indication_evidence.withdrawn_sealed:${id}`;

/** Proofs of the signs of one list in one case, the oldest written first, withdrawn ones included. Audit: `evidence.list`. @throws {Problem} not-found */
export async function listEvidence(act: Act, vault: Vault, caseId: string, instrument: string): Promise<Evidence[]> {
  const held = await heldCase(act, caseId);
  if (!held.hears) throw new Problem('not-found');
  const rows = await act.db.selectFrom('indication_evidence').innerJoin('membership', 'membership.id', 'indication_evidence.author_id').innerJoin('account', 'account.id', 'membership.account_id')
    .leftJoin('membership as withdrawer', 'withdrawer.id', 'indication_evidence.withdrawn_by').leftJoin('account as withdrawer_account', 'withdrawer_account.id', 'withdrawer.account_id')
    .selectAll('indication_evidence').select(['account.name', 'withdrawer_account.name as withdrawer_name'])
    .where('case_id', '=', caseId).where('instrument_id', '=', instrument).orderBy('indication_evidence.at').orderBy('indication_evidence.id').limit(500).execute();
  act.audit({ action: 'evidence.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  const seal = (await vault.seals(act, caseId)).get('restricted');
  if (!seal) return [];
  return rows.map((row) => ({
    id: row.id, item: row.item, content: EvidenceContent.parse(JSON.parse(seal.open(row.content_sealed, place(row.id)))), by: { id: row.author_id, name: row.name }, at: row.at.toISOString(),
    withdrawn: row.withdrawn_at && row.withdrawn_by && row.withdrawn_sealed
      ? { by: { id: row.withdrawn_by, name: row.withdrawer_name ?? '' }, at: row.withdrawn_at.toISOString(), reason: seal.open(row.withdrawn_sealed, placeOfReason(row.id)) } : null,
  }));
}

/** Adds a proof. Sent again with the same id it is recognised. Audit: `evidence.add`. @throws {Problem} not-found, not-allowed, invalid-input (an item that the list does not have) */
export async function addEvidence(act: Act, vault: Vault, instruments: Instruments, id: string, asked: AddEvidence): Promise<void> {
  const held = await heldCase(act, asked.caseId);
  if (!held.hears) throw new Problem('not-found');
  if (held.inEmergency) throw new Problem('not-allowed');
  const instrument = instruments.newest().find((one) => one.id === asked.instrument);
  if (instrument?.scoring.kind !== 'presence-list' || !instrument.scoring.evidence || !instrument.items.some((item) => item.code === asked.item)) {
    throw new Problem('invalid-input', { errors: [{ path: 'item', code: 'unknown-item' }] });
  }
  const again = await act.db.selectFrom('indication_evidence').select(['case_id', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.case_id !== asked.caseId || again.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const seal = await vault.seal(act, asked.caseId, 'restricted');
  await act.db.insertInto('indication_evidence').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, instrument_id: asked.instrument, item: asked.item,
    content_sealed: seal.close(JSON.stringify(asked.content), place(id)), author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'evidence.add', subject: 'evidence', subjectId: id, caseId: asked.caseId, personId: held.personId });
}

/** Withdraws a proof that does not hold: it stays, crossed out, with the reason. Audit: `evidence.withdraw`. @throws {Problem} not-found, not-allowed */
export async function withdrawEvidence(act: Act, vault: Vault, id: string, reason: string): Promise<void> {
  const row = await act.db.selectFrom('indication_evidence').select(['case_id', 'withdrawn_at']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  if (row.withdrawn_at) return act.unchanged();
  const held = await heldCase(act, row.case_id);
  const seal = await vault.seal(act, row.case_id, 'restricted');
  const done = await act.db.updateTable('indication_evidence').set({ withdrawn_at: act.now, withdrawn_by: act.actor.memberId, withdrawn_sealed: seal.close(reason, placeOfReason(id)) })
    .where('id', '=', id).where('withdrawn_at', 'is', null).executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'evidence.withdraw', subject: 'evidence', subjectId: id, caseId: row.case_id, personId: held.personId });
}
