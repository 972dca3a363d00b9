import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { AssessmentState, TeamRole } from '../contract.ts';
import { afterReading, SecondReadingRefused } from '../domain.ts';
import type { Readers, WaitingReadings, WriteReading, WrittenAssessment } from '../wire.ts';
import { assessmentRow, changeState, hearingCase, placeOfReading, recordMove, sealOfCase, writtenOne } from './assessments.ts';

/**
 * Reads a proposal second. Only another person, by account, who follows the case and hears its story; the database says so once more.
 * Audit: `assessment.move`, like every other move.
 * @throws {Problem} not-found; second-reader-is-the-author, whatever hat they wear; not-allowed (a file opened in an emergency); illegal-move
 */
export async function writeReading(act: Act, vault: Vault, id: string, written: WriteReading): Promise<WrittenAssessment> {
  const row = await assessmentRow(act, written.assessmentId);
  const held = await hearingCase(act, row.case_id);
  const again = await act.db.selectFrom('second_reading').select(['assessment_id', 'reader_id']).where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.assessment_id !== written.assessmentId || again.reader_id !== act.actor.memberId) throw new Problem('already-exists');
    act.unchanged();
    return writtenOne(act, await sealOfCase(act, vault, row.case_id), written.assessmentId);
  }
  if (held.inEmergency) throw new Problem('not-allowed');
  const from = AssessmentState.parse(row.state);
  const to = stateAfterReading(from, { authorAccountId: row.author_account, readerAccountId: act.actor.accountId }, held.role, written);

  const seal = await vault.seal(act, row.case_id, 'restricted');
  const reason = written.reason || null;
  await act.db.insertInto('second_reading').values({
    id, programme_id: act.actor.programmeId, case_id: row.case_id, assessment_id: written.assessmentId, reader_id: act.actor.memberId, reader_account: act.actor.accountId,
    reader_profession: held.role, agrees: written.reading === 'agree', reason_sealed: reason === null ? null : seal.close(reason, placeOfReading(id)), at: act.now,
  }).execute();
  await changeState(act, written.assessmentId, row.version, to);
  await recordMove(act, {
    id: newId(), caseId: row.case_id, assessmentId: written.assessmentId, move: written.reading === 'agree' ? 'second-reading-agrees' : 'second-reading-disagrees',
    from, to, reasonSealed: null,
  });
  act.audit({ action: 'assessment.move', subject: 'assessment', subjectId: written.assessmentId, caseId: row.case_id, personId: held.personId });
  return writtenOne(act, seal, written.assessmentId);
}

function stateAfterReading(
  from: AssessmentState, people: { authorAccountId: string; readerAccountId: string }, profession: TeamRole, written: WriteReading,
): AssessmentState {
  try {
    return afterReading(from, people, written.reading === 'agree'
      ? { reading: 'agree', profession }
      : { reading: 'disagree', profession, reason: written.reason });
  } catch (error) {
    if (error instanceof SecondReadingRefused) throw new Problem(error.code);
    throw error;
  }
}

/** Colleagues who could read an assessment second, by name. @throws {Problem} not-found */
export async function readersOf(act: Act, id: string): Promise<Readers['items']> {
  await assessmentRow(act, id);
  const { rows } = await sql<{ member_id: string; name: string; role: string }>`select member_id, name, role from second_readers_of(${id}) order by name`.execute(act.db);
  return rows.map((row) => ({ id: row.member_id, name: row.name, role: TeamRole.parse(row.role) }));
}

/**
 * Asks a named colleague to read second; whoever else follows the case still may. Audit: `assessment.move`.
 * @throws {Problem} not-found, illegal-move when nothing waits, second-reader-not-in-case
 */
export async function askReader(act: Act, vault: Vault, id: string, memberId: string): Promise<WrittenAssessment> {
  const row = await assessmentRow(act, id);
  const held = await hearingCase(act, row.case_id);
  if (row.state !== 'awaiting-second-reading') throw new Problem('illegal-move');
  if (!(await readersOf(act, id)).some((reader) => reader.id === memberId)) throw new Problem('second-reader-not-in-case');
  const asked = await act.db.updateTable('assessment').set({ asked_reader: memberId, version: row.version + 1 })
    .where('id', '=', id).where('version', '=', row.version).where((where) => where.or([where('asked_reader', 'is', null), where('asked_reader', '<>', memberId)])).executeTakeFirst();
  if (asked.numUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'assessment.move', subject: 'assessment', subjectId: id, caseId: row.case_id, personId: held.personId });
  return writtenOne(act, await sealOfCase(act, vault, row.case_id), id);
}

/** Proposals of others that the asker could read second: those asked of them by name first, then the oldest. Audit: `assessment.list`, where there are any. */
export async function waitingReadings(act: Act): Promise<WaitingReadings['items']> {
  const { rows } = await sql<{ id: string; case_id: string; code: string; author_id: string; author_name: string; author_profession: string; at: Date; asked_of_me: boolean }>`
    select s.id, s.case_id, p.code, s.author_id, author.name as author_name, s.author_profession, s.at, s.asked_reader is not distinct from ${act.actor.memberId}::uuid as asked_of_me
      from case_access a join assessment s on s.case_id = a.case_id and s.state = 'awaiting-second-reading'
      join person p on p.id = s.person_id join account author on author.id = s.author_account
     where a.member_id = ${act.actor.memberId} and a.valid_until > now() and a.via <> 'break-glass' and s.author_account <> ${act.actor.accountId}
     order by asked_of_me desc, s.at limit 100`.execute(act.db);
  if (rows.length > 0) act.audit({ action: 'assessment.list', subject: 'assessment', details: { count: rows.length } });
  return rows.map((row) => ({
    assessmentId: row.id, caseId: row.case_id, code: row.code, author: { id: row.author_id, name: row.author_name, profession: TeamRole.parse(row.author_profession) },
    at: row.at.toISOString(), askedOfMe: row.asked_of_me,
  }));
}
