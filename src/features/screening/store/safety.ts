import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { SafetyProtocol } from '../contract.ts';
import { type AddSafetyStep, type SafetyCall, SafetyDeed } from '../safety.ts';
import { heldCase } from './common.ts';

const place = (id: string): string => `safety_step.words_sealed:${id}`;

/**
 * What whoever was called learns: a colleague of the case everything that was done, another one who calls and nothing of the person. Marks
 * the call as seen. Audit: `screening.protocol-read`. @throws {Problem} not-found
 */
export async function readSafetyCall(act: Act, vault: Vault, id: string): Promise<SafetyCall> {
  const { rows } = await sql<{ raised_by: string; raised_at: Date; taken_by: string | null; taken_at: Date | null; holds: boolean }>`select * from safety_call(${id})`.execute(act.db);
  const call = rows[0];
  if (!call) throw new Problem('not-found');
  await act.db.updateTable('safety_notice').set({ read_at: act.now }).where('protocol_id', '=', id).where('member_id', '=', act.actor.memberId).where('read_at', 'is', null).execute();
  return {
    id, raisedBy: call.raised_by, raisedAt: call.raised_at.toISOString(), taken: call.taken_by !== null && call.taken_at ? { by: call.taken_by, at: call.taken_at.toISOString() } : null,
    matter: call.holds ? await matterOf(act, vault, id) : noMatter(act, id),
  };
}

function noMatter(act: Act, id: string): null {
  act.audit({ action: 'screening.protocol-read', subject: 'safety-protocol', subjectId: id });
  return null;
}

async function matterOf(act: Act, vault: Vault, id: string): Promise<NonNullable<SafetyCall['matter']>> {
  const row = await act.db.selectFrom('safety_protocol').innerJoin('case_file', 'case_file.id', 'safety_protocol.case_id').innerJoin('person', 'person.id', 'case_file.person_id')
    .select(['safety_protocol.case_id', 'safety_protocol.screening_id', 'safety_protocol.protocol', 'case_file.person_id', 'person.code']).where('safety_protocol.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const steps = await act.db.selectFrom('safety_step').innerJoin('membership', 'membership.id', 'safety_step.author_id').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['safety_step.id', 'deed', 'words_sealed', 'account.name', 'at']).where('protocol_id', '=', id).orderBy('at').orderBy('safety_step.id').limit(200).execute();
  const seal = (await vault.seals(act, row.case_id)).get('restricted');
  act.audit({ action: 'screening.protocol-read', subject: 'safety-protocol', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    caseId: row.case_id, personId: row.person_id, code: row.code, screeningId: row.screening_id, protocol: SafetyProtocol.parse(row.protocol),
    steps: seal ? steps.map((step) => ({ id: step.id, deed: SafetyDeed.parse(step.deed), words: seal.open(step.words_sealed, place(step.id)), by: step.name, at: step.at.toISOString() })) : [],
  };
}

/** Records what was done. Audit: `screening.protocol-step`. @throws {Problem} not-found, not-allowed (nobody has taken it up yet) */
export async function addSafetyStep(act: Act, vault: Vault, id: string, asked: AddSafetyStep): Promise<void> {
  const protocol = await act.db.selectFrom('safety_protocol').select(['case_id', 'taken_at']).where('id', '=', asked.protocolId).executeTakeFirst();
  if (!protocol) throw new Problem('not-found');
  const held = await heldCase(act, protocol.case_id);
  if (!held.hears) throw new Problem('not-found');
  const again = await act.db.selectFrom('safety_step').select(['protocol_id', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.protocol_id !== asked.protocolId || again.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (!protocol.taken_at) throw new Problem('not-allowed');
  const seal = await vault.seal(act, protocol.case_id, 'restricted');
  await act.db.insertInto('safety_step').values({
    id, programme_id: act.actor.programmeId, case_id: protocol.case_id, protocol_id: asked.protocolId, deed: asked.deed, words_sealed: seal.close(asked.words, place(id)), author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'screening.protocol-step', subject: 'safety-protocol', subjectId: asked.protocolId, caseId: protocol.case_id, personId: held.personId });
}
