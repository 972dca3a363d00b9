import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { CentreStep, WriteCentreStep } from '../contract.ts';
import { mustBePaperOf } from './balance.ts';
import { COMPARTMENT, place, writableCase } from './common.ts';

/** What was done at the job centre, the latest day first. */
export async function centreStepsOf(act: Act, seal: Seal | undefined, caseId: string): Promise<CentreStep[]> {
  const { rows } = await sql<{ id: string; kind: CentreStep['kind']; done_on: string; document_id: string | null; words_sealed: Buffer | null; by: CentreStep['by']; at: Date }>`
    select j.id, j.kind, j.done_on::text, j.document_id, j.words_sealed, ${colleague('j.author_id')} as by, j.at from job_centre_step j where j.case_id = ${caseId} and j.struck_at is null order by j.done_on desc, j.id desc limit 100`.execute(act.db);
  return rows.map((row) => ({ id: row.id, kind: row.kind, doneOn: row.done_on, documentId: row.document_id, words: row.words_sealed ? seal?.open(row.words_sealed, place.centre(row.id)) ?? '' : '', by: row.by, at: moment(row.at) }));
}

/** A step at the job centre, with its day and its paper. Audit: `job-centre.write`. @throws {Problem} not-found, not-allowed, invalid-input (a day that lies ahead), already-exists */
export async function writeCentreStep(act: Act, vault: Vault, id: string, given: WriteCentreStep): Promise<void> {
  const held = await writableCase(act, given.caseId);
  const before = await act.db.selectFrom('job_centre_step').select(['case_id', 'kind', 'done_on', 'document_id']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.case_id === given.caseId && before.kind === given.kind && before.done_on === given.doneOn && before.document_id === given.documentId);
  if (given.doneOn > italianDay(act.now)) throw new Problem('invalid-input', { errors: [{ path: 'doneOn', code: 'lies-ahead' }] });
  await mustBePaperOf(act, given.caseId, given.documentId);
  const seal = await vault.seal(act, given.caseId, COMPARTMENT);
  await act.db.insertInto('job_centre_step').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, kind: given.kind, done_on: given.doneOn, document_id: given.documentId, words_sealed: given.words ? seal.close(given.words, place.centre(id)) : null, author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'job-centre.write', subject: 'job-centre', subjectId: id, caseId: given.caseId, personId: held.personId, details: { kind: given.kind } });
}

/** Strikes a step that was wrong; the row stays. Audit: `job-centre.strike`. @throws {Problem} not-found, not-allowed */
export async function strikeCentreStep(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('job_centre_step').select(['case_id', 'struck_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const held = await writableCase(act, found.case_id);
  if (found.struck_at) return act.unchanged();
  await act.db.updateTable('job_centre_step').set({ struck_at: act.now, struck_by: act.actor.memberId }).where('id', '=', id).execute();
  act.audit({ action: 'job-centre.strike', subject: 'job-centre', subjectId: id, caseId: found.case_id, personId: held.personId });
}
