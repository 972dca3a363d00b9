import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { indexOf } from '../../worksheet/domain.ts';
import { type AnswerSuggestion, LAW_OF_EXPLOITATION, type SuggestionAnswer } from '../evidence.ts';
import type { Instruments } from '../instruments.ts';
import { heldCase } from './common.ts';
import { addEvidence } from './evidence.ts';

const placeOfReason = (id: string): string => `indication_suggestion_answer.reason_sealed:${id}`;

/** What was said of the signs that signed worksheets speak of, the latest of each; one whose proof was withdrawn is open again. Audit: `suggestion.list`. @throws {Problem} not-found */
export async function suggestionAnswers(act: Act, vault: Vault, caseId: string): Promise<SuggestionAnswer[]> {
  const held = await heldCase(act, caseId);
  if (!held.hears) throw new Problem('not-found');
  const { rows } = await sql<{ id: string; worksheet_id: string; ground: SuggestionAnswer['ground']; answer: SuggestionAnswer['answer']; reason_sealed: Buffer | null; by_member: string; name: string; at: Date; withdrawn: boolean }>`
    select distinct on (s.worksheet_id, s.ground) s.id, s.worksheet_id, s.ground, s.answer, s.reason_sealed, s.by_member, a.name, s.at,
           exists (select from indication_evidence e where e.id = s.evidence_id and e.withdrawn_at is not null) as withdrawn
      from indication_suggestion_answer s join membership m on m.id = s.by_member join account a on a.id = m.account_id
     where s.case_id = ${caseId} order by s.worksheet_id, s.ground, s.at desc, s.id desc limit 300`.execute(act.db);
  act.audit({ action: 'suggestion.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  const seal = rows.length > 0 ? (await vault.seals(act, caseId)).get('restricted') : undefined;
  return rows.filter((row) => !row.withdrawn).map((row) => ({
    worksheetId: row.worksheet_id, ground: row.ground, answer: row.answer, reason: row.reason_sealed ? seal?.open(row.reason_sealed, placeOfReason(row.id)) ?? null : null,
    by: { id: row.by_member, name: row.name }, at: row.at.toISOString(),
  }));
}

/**
 * Takes a sign up as a dated proof of its index, or says why it is none. The index follows from the ground; the screening's own question stays unanswered.
 * Sent again it changes nothing. Audit: `suggestion.confirmed` (besides the proof's own line) or `suggestion.rejected`.
 * @throws {Problem} not-found (also a worksheet that is not signed or of another case), not-allowed, already-exists
 */
export async function answerSuggestion(act: Act, vault: Vault, instruments: Instruments, id: string, given: AnswerSuggestion): Promise<void> {
  const held = await heldCase(act, given.caseId);
  if (!held.hears) throw new Problem('not-found');
  if (held.inEmergency) throw new Problem('not-allowed');
  const before = await act.db.selectFrom('indication_suggestion_answer').select(['worksheet_id', 'ground', 'answer']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.worksheet_id !== given.worksheetId || before.ground !== given.ground || before.answer !== given.answer) throw new Problem('already-exists');
    return act.unchanged();
  }
  const worksheet = await act.db.selectFrom('worksheet').select('id').where('id', '=', given.worksheetId).where('case_id', '=', given.caseId).where('state', '=', 'signed').executeTakeFirst();
  if (!worksheet) throw new Problem('not-found');
  if (given.answer === 'confirmed') await addEvidence(act, vault, instruments, given.evidenceId, { caseId: given.caseId, instrument: LAW_OF_EXPLOITATION, item: indexOf[given.ground], content: given.content });
  const seal = await vault.seal(act, given.caseId, 'restricted');
  await act.db.insertInto('indication_suggestion_answer').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, worksheet_id: given.worksheetId, ground: given.ground, answer: given.answer,
    ...(given.answer === 'confirmed' ? { evidence_id: given.evidenceId } : { reason_sealed: seal.close(given.reason, placeOfReason(id)) }), by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `suggestion.${given.answer}`, subject: 'worksheet', subjectId: given.worksheetId, caseId: given.caseId, personId: held.personId, details: { ground: given.ground } });
}
