import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { heldAt } from '../../../kernel/held-at.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { Interview, InterviewHeading, InterviewLine, InterviewMoveRequest, InterviewState, NewAddendum, NewInterview, RoomChange } from '../contract.ts';
import { Interpreter, Place, Preparation, Presence, type HeadingChange } from '../contract.ts';
import { interviewMachine, mayWrite, sittingsOf, type TimedMove, markOfContent } from '../domain.ts';
import { addendaOf, contextOfAddendum, sectionsOf } from './sections.ts';
import { signaturesOf } from './person-signature.ts';
import { textsOf } from './texts.ts';

/** So many changes of a heading are recognised when they come twice: more than a telephone notes in one talk. */
const KNOWN_CHANGES = 60;

interface LineRow {
  id: string; case_id: string; code: string; kind: InterviewLine['kind']; state: InterviewState; language: string; author_id: string; author_name: string; created_at: Date; signed_at: Date | null;
}
interface HeadingRow extends LineRow {
  person_id: string; appointment_id: string | null; interpreter: string; mediator_id: string | null; mediator_name: string | null;
  place: string; present: string[]; preparation: unknown; version: number; heading_changes: string[];
}

const lineOf = (row: LineRow): InterviewLine => ({
  id: row.id, caseId: row.case_id, code: row.code, kind: row.kind, state: row.state, language: row.language,
  author: { id: row.author_id, name: row.author_name }, createdAt: row.created_at.toISOString(), signedAt: row.signed_at?.toISOString() ?? null,
});

const headings = sql`
  from interview i join case_file c on c.id = i.case_id join person p on p.id = c.person_id
  join membership w on w.id = i.author_id join account author on author.id = w.account_id
  left join membership im on im.id = i.mediator_id left join account mediator on mediator.id = im.account_id`;
const line = sql`i.id, i.case_id, p.code, i.kind, i.state, i.language, i.author_id, author.name as author_name, i.created_at, i.signed_at`;

/** Interviews of a case that the person asking may know of, latest first. */
export async function interviewsOf(act: Act, caseId: string, after: string | undefined, atMost = 50): Promise<{ items: InterviewLine[]; next: string | null }> {
  const { rows } = await sql<LineRow>`select ${line} ${headings}
    where i.case_id = ${caseId}
      and (${after ?? null}::uuid is null or (i.created_at, i.id) < (select b.created_at, b.id from interview b where b.id = ${after ?? null}::uuid))
    order by i.created_at desc, i.id desc limit ${atMost + 1}`.execute(act.db);
  act.audit({ action: 'interview.list', subject: 'case', subjectId: caseId, caseId });
  const items = rows.slice(0, atMost).map(lineOf);
  return { items, next: rows.length > atMost ? items.at(-1)?.id ?? null : null };
}

/** What one has written and not put one's name under yet, oldest first: today's reminder. Of a colleague's interview, what that one has signed already. */
export async function unsignedInterviews(act: Act): Promise<InterviewLine[]> {
  const { rows } = await sql<LineRow>`select ${line} ${headings}
    where (i.author_id = ${act.actor.memberId} and i.state <> 'signed')
       or (i.state = 'signed' and i.author_id <> ${act.actor.memberId}
         and i.id in (select s.interview_id from interview_section s where s.author_id = ${act.actor.memberId} union select x.interview_id from interview_text x where x.author_id = ${act.actor.memberId})
         and not exists (select from interview_countersignature c where c.interview_id = i.id and c.by_member = ${act.actor.memberId}))
    order by i.created_at, i.id limit 100`.execute(act.db);
  return rows.map(lineOf);
}

/** One interview with the sections and addenda that the person asking may open. */
export async function readInterview(act: Act, vault: Vault, id: string): Promise<Interview> {
  const row = await headingOf(act, id);
  const [seals, moves] = [await vault.seals(act, row.case_id), await movesOf(act, id)];
  const interview = {
    ...lineOf(row),
    personId: row.person_id,
    appointmentId: row.appointment_id,
    interpreter: Interpreter.parse(row.interpreter),
    mediator: row.mediator_id ? { id: row.mediator_id, name: row.mediator_name ?? '' } : null,
    place: Place.parse(row.place),
    present: Presence.array().parse(row.present),
    attendance: await attendanceOf(act, id),
    preparation: Preparation.parse(row.preparation),
    mediatorIsBarred: row.mediator_id !== null && await interpreterIsBarred(act, id),
    version: row.version,
    signedOnDevice: await signedOnDevice(act, id),
    sittings: sittingsOf(moves, act.now),
    sections: await sectionsOf(act, id, seals),
    addenda: await addendaOf(act, id, seals),
    ...await signaturesOf(act, { id, state: row.state, authorId: row.author_id }, seals),
    ...await textsOf(act, id, seals),
    ...await countersignaturesOf(act, id),
    writes: mayWrite(act.actor.role),
  };
  act.audit({ action: 'interview.read', subject: 'interview', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return interview;
}

/** Opens an interview; sent again it changes nothing. The one who opens it is its author and the only one who signs it. Opened on a device it is as old as it is there: its talk has the length it had. */
export async function openInterview(act: Act, id: string, given: NewInterview): Promise<void> {
  const holds = await act.db.selectFrom('case_file').select('person_id').where('id', '=', given.caseId).executeTakeFirst();
  if (!holds) throw new Problem('not-found');
  const opened = await act.db.insertInto('interview').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, appointment_id: given.appointmentId ?? null, author_id: act.actor.memberId, ...columnsOf(given),
    created_at: heldAt(given.notedAt === undefined ? undefined : new Date(given.notedAt), new Date(0), act.now),
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (opened.numInsertedOrUpdatedRows === 0n) {
    await headingOf(act, id);
    act.unchanged();
    return;
  }
  act.audit({ action: 'interview.open', subject: 'interview', subjectId: id, caseId: given.caseId, personId: holds.person_id });
}

/** Who is in the room, the language, the preparation. The same change sent again is harmless. @throws {Problem} changed-meanwhile, not-allowed, interview-signed */
export async function changeHeading(act: Act, id: string, version: number, { changeId, ...heading }: HeadingChange): Promise<void> {
  const before = await headingOf(act, id);
  if (changeId !== undefined && before.heading_changes.includes(changeId)) return act.unchanged();
  if (before.state === 'signed') throw new Problem('interview-signed');
  const changed = await act.db.updateTable('interview').set({ ...columnsOf(heading), version: version + 1, ...(changeId === undefined ? {} : { heading_changes: [...before.heading_changes, changeId].slice(-KNOWN_CHANGES) }) }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Problem(before.version === version ? 'not-allowed' : 'changed-meanwhile');
  if (before.state === 'running' || before.state === 'paused') await keepAttendance(act, before, heading.present);
  act.audit({ action: 'interview.change', subject: 'interview', subjectId: id, caseId: before.case_id });
}

/** Somebody comes into the room or leaves it: one tap, whatever else is being changed. Sent again (same id) it is harmless. @throws {Problem} not-allowed, interview-signed */
export async function changeRoom(act: Act, interviewId: string, given: RoomChange): Promise<void> {
  const row = await headingOf(act, interviewId);
  if (await act.db.selectFrom('interview_attendance').select('id').where('id', '=', given.id).executeTakeFirst()) return act.unchanged();
  if (row.state === 'signed') throw new Problem('interview-signed');
  await act.db.insertInto('interview_attendance').values(attendanceRow(act, row, given)).execute();
  const here = sql`array_remove(present, ${given.role}::text)`;
  const changed = await act.db.updateTable('interview').set({ present: given.change === 'came' ? sql`array_append(${here}, ${given.role}::text)` : sql`${here}`, version: sql`version + 1` }).where('id', '=', interviewId).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'interview.room', subject: 'interview', subjectId: interviewId, caseId: row.case_id, details: { role: given.role, change: given.change } });
}

const attendanceRow = (act: Act, row: HeadingRow, given: RoomChange) =>
  ({
    id: given.id, programme_id: act.actor.programmeId, case_id: row.case_id, interview_id: row.id, role: given.role, change: given.change, by_member: act.actor.memberId,
    at: heldAt(given.notedAt === undefined ? undefined : new Date(given.notedAt), row.created_at, act.now),
  });

async function keepAttendance(act: Act, before: HeadingRow, present: readonly Presence[]): Promise<void> {
  const was = Presence.array().parse(before.present);
  const changes = [
    ...present.filter((role) => !was.includes(role)).map((role) => ({ role, change: 'came' as const })),
    ...was.filter((role) => !present.includes(role)).map((role) => ({ role, change: 'left' as const })),
  ];
  if (changes.length > 0) await act.db.insertInto('interview_attendance').values(changes.map((one) => attendanceRow(act, before, { id: newId(), ...one }))).execute();
}

async function attendanceOf(act: Act, interviewId: string): Promise<Interview['attendance']> {
  const { rows } = await sql<{ role: string; change: 'came' | 'left'; at: Date }>`select role, change, at from interview_attendance where interview_id = ${interviewId} order by at, id limit 500`.execute(act.db);
  return rows.map((row) => ({ role: Presence.parse(row.role), change: row.change, at: row.at.toISOString() }));
}

async function interpreterIsBarred(act: Act, interviewId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ barred: boolean }>`select interpreter_is_barred(${interviewId}) as barred`.execute(act.db);
  return row?.barred === true;
}

/**
 * Start, pause, resume, stop, sign. The same move sent again (same id) is harmless. A signature given on a device without a network names what was signed: where
 * another text stands here by now, because a colleague wrote meanwhile, nothing is signed and its author is asked to look again.
 * @throws {IllegalMove} @throws {Problem} not-allowed, interview-not-as-signed
 */
export async function moveInterview(act: Act, vault: Vault, interviewId: string, given: InterviewMoveRequest): Promise<void> {
  const row = await headingOf(act, interviewId);
  if (await act.db.selectFrom('interview_move').select('id').where('id', '=', given.id).executeTakeFirst()) return act.unchanged();
  if (row.state === 'signed') throw new Problem('interview-signed');
  if (given.move === 'sign' && row.author_id !== act.actor.memberId) throw new Problem('only-author-signs');
  const to = interviewMachine.next(row.state, given.move, given);
  if (given.content !== undefined && await markOfContent(await readInterview(act, vault, interviewId)) !== given.content) throw new Problem('interview-not-as-signed');
  const { rows: [before] } = await sql<{ at: Date }>`select coalesce(max(m.at), i.created_at) as at from interview i left join interview_move m on m.interview_id = i.id where i.id = ${interviewId} group by i.created_at`.execute(act.db);
  const at = heldAt(given.notedAt === undefined ? undefined : new Date(given.notedAt), before?.at ?? act.now, act.now);
  await act.db.insertInto('interview_move').values({
    id: given.id, programme_id: act.actor.programmeId, case_id: row.case_id, interview_id: interviewId, move: given.move, from_state: row.state, to_state: to, reason: given.reason ?? null, by_member: act.actor.memberId, at,
    noted_at: given.notedAt ?? null, arrived_at: act.now, content_mark: given.content ?? null,
  }).execute();
  const moved = await act.db.updateTable('interview').set({ state: to, ...(given.move === 'sign' ? { signed_at: act.now } : {}) })
    .where('id', '=', interviewId).where('state', '=', row.state).executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: `interview.${given.move}`, subject: 'interview', subjectId: interviewId, caseId: row.case_id, personId: row.person_id });
}

/** Puts one's name under what one wrote in a colleague's interview, once that one has signed; sent again it changes nothing. @throws {Problem} interview-not-signed, not-allowed */
export async function countersign(act: Act, interviewId: string, id: string): Promise<void> {
  const row = await headingOf(act, interviewId);
  if (row.state !== 'signed') throw new Problem('interview-not-signed');
  const signed = await act.db.insertInto('interview_countersignature').values({
    id, programme_id: act.actor.programmeId, case_id: row.case_id, interview_id: interviewId, by_member: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (signed.numInsertedOrUpdatedRows === 0n) return act.unchanged();
  act.audit({ action: 'interview.countersign', subject: 'interview', subjectId: interviewId, caseId: row.case_id, personId: row.person_id });
}

async function countersignaturesOf(act: Act, interviewId: string): Promise<Pick<Interview, 'countersigned' | 'mayCountersign'>> {
  const { rows } = await sql<{ by_member: string; name: string; at: Date }>`
    select c.by_member, a.name, c.at from interview_countersignature c join membership m on m.id = c.by_member join account a on a.id = m.account_id
     where c.interview_id = ${interviewId} order by c.at, c.id`.execute(act.db);
  const { rows: [mine] } = await sql<{ wrote: boolean }>`select wrote_beside_author(${interviewId}, ${act.actor.memberId}) as wrote`.execute(act.db);
  return {
    countersigned: rows.map((row) => ({ by: { id: row.by_member, name: row.name }, at: row.at.toISOString() })),
    mayCountersign: mine?.wrote === true && !rows.some((row) => row.by_member === act.actor.memberId),
  };
}

/** Adds to a signed interview; the signed text stays. @throws {Problem} interview-not-signed, not-allowed, already-exists where other words stand under that id */
export async function addAddendum(act: Act, vault: Vault, interviewId: string, id: string, given: NewAddendum): Promise<void> {
  const row = await headingOf(act, interviewId);
  if (row.state !== 'signed') throw new Problem('interview-not-signed');
  if (!mayWrite(act.actor.role).includes(given.compartment)) throw new Problem('not-allowed');
  const seal = await vault.seal(act, row.case_id, given.compartment);
  const added = await act.db.insertInto('interview_addendum').values({
    id, programme_id: act.actor.programmeId, case_id: row.case_id, interview_id: interviewId, compartment: given.compartment,
    body_sealed: seal.close(given.words, contextOfAddendum(id)), author_id: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) {
    const before = await act.db.selectFrom('interview_addendum').select(['interview_id', 'author_id', 'compartment', 'body_sealed']).where('id', '=', id).executeTakeFirst();
    const isSame = before?.interview_id === interviewId && before.author_id === act.actor.memberId && before.compartment === given.compartment && seal.open(before.body_sealed, contextOfAddendum(id)) === given.words;
    if (!isSame) throw new Problem('already-exists');
    return act.unchanged();
  }
  act.audit({ action: 'interview.addendum', subject: 'interview', subjectId: interviewId, caseId: row.case_id, personId: row.person_id });
}

const columnsOf = (given: InterviewHeading) => ({
  kind: given.kind, language: given.language, interpreter: given.interpreter, mediator_id: given.mediatorId, place: given.place,
  present: given.present, preparation: JSON.stringify(given.preparation),
});

async function headingOf(act: Act, id: string): Promise<HeadingRow> {
  const { rows: [row] } = await sql<HeadingRow>`
    select ${line}, c.person_id, i.appointment_id, i.interpreter, i.mediator_id, mediator.name as mediator_name, i.place, i.present, i.preparation, i.version, i.heading_changes
    ${headings} where i.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return row;
}

async function signedOnDevice(act: Act, interviewId: string): Promise<Interview['signedOnDevice']> {
  const row = await act.db.selectFrom('interview_move').select(['noted_at', 'arrived_at']).where('interview_id', '=', interviewId).where('move', '=', 'sign').where('content_mark', 'is not', null).executeTakeFirst();
  return row?.noted_at && row.arrived_at ? { notedAt: row.noted_at.toISOString(), arrivedAt: row.arrived_at.toISOString() } : null;
}

async function movesOf(act: Act, interviewId: string): Promise<TimedMove[]> {
  const { rows } = await sql<TimedMove>`select move, at, reason from interview_move where interview_id = ${interviewId} order by at, id`.execute(act.db);
  return rows;
}
