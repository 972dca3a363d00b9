import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { beginJob, type Step } from '../../../kernel/jobs/runner.ts';
import { dayIn } from '../../plans/domain.ts';
import type { RowFacts } from '../contract.ts';
import { personFrom, type RowToBecome, sharedNumbersOf, type Surroundings } from '../domain/becoming.ts';
import { Decision, groupsOf } from '../domain/choices.ts';
import type { DryRun } from '../wire.ts';
import { heldBatch, moveBatch } from './batches.ts';
import { openOperators, sealOf } from './content.ts';
import { askOfNewlyMet } from './duplicates.ts';
import { type KeptRow, openRows, sheetNames, unsettled } from './rows.ts';
import { type PersonToWrite, writePeople } from './writing.ts';

/** The kind of work under which imports run. */
export const importJob = 'import';
/** People per step: some fifty rows, a transaction short enough that nobody waits for it. */
const PER_STEP = 40;

/**
 * Settles whose every row is and starts the import. Rows that bring nothing are closed with their reason at once. Where rows turn out to be
 * like somebody who was met since the check, it does not start: they are asked about first. Audit: `import.run`, or `import.met-meanwhile`.
 * @throws {Problem} not-found, import-undecided while a person still has something to decide, import-another-running, illegal-move
 */
export async function startImport(house: House, act: Act, id: string, moveId: string): Promise<{ state: 'running' | 'checked'; version: number }> {
  // One register at a time: two that come in together could each open the same person.
  await sql`select pg_advisory_xact_lock(hashtextextended('import ' || ${act.actor.programmeId}::text, 0))`.execute(act.db);
  const batch = await heldBatch(act, id);
  const open = await sql<{ n: number }>`select count(*)::int as n from import_row where batch_id = ${id} and ${unsettled}`.execute(act.db);
  const rows = open.rows[0]?.n ?? 0;
  if (batch.state === 'checked' && rows > 0) throw new Problem('import-undecided', { facts: { rows } });
  if (batch.state === 'checked') {
    const another = await act.db.selectFrom('import_batch').select('id').where('programme_id', '=', act.actor.programmeId).where('state', '=', 'running').where('id', '<>', id).executeTakeFirst();
    if (another) throw new Problem('import-another-running');
    if (await askOfNewlyMet(house, act, id) > 0) return { state: 'checked', version: batch.version };
  }
  const moved = await moveBatch(act, batch, 'run', { id: moveId });
  surroundings.delete(id);

  const groups = groupsOf(await decidedRows(act, id));
  const settled = groups.flatMap((group) => {
    const person = group.person ?? newId();
    const caseId = newId();
    return group.rows.map((row) => ({ id: row.id, leader: group.leader, person, case_id: group.person === null ? caseId : null }));
  });
  await sql`
    update import_row r set leader_row = s.leader, person_id = s.person,
           case_id = coalesce(s.case_id, (select a.case_id from case_access a join case_file c on c.id = a.case_id
                                           where a.person_id = s.person and a.member_id = ${act.actor.memberId} order by (c.state = 'closed'), a.last_change_at desc limit 1))
      from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as s (id uuid, leader uuid, person uuid, case_id uuid)
     where r.id = s.id and r.batch_id = ${id}`.execute(act.db);
  await sql`
    update import_row r set leader_row = null, outcome = 'already-there', done_at = ${act.now}
     where r.batch_id = ${id} and r.leader_row is not null and exists (select from import_row earlier where earlier.programme_id = r.programme_id
       and earlier.content_digest = r.content_digest and earlier.batch_id <> r.batch_id and earlier.person_id = r.person_id and earlier.outcome in ('person-opened', 'added-to-person', 'kept-after-undo'))`.execute(act.db);
  await sql`
    update import_row set done_at = ${act.now}, outcome = case disposition when 'not-a-person' then 'not-a-person' when 'refused' then 'refused' else 'skipped' end
     where batch_id = ${id} and leader_row is null and outcome is null`.execute(act.db);
  await beginJob(act, importJob, id);
  return { state: 'running', version: moved.version };
}

/** Goes on with an import that stopped, as the person who says so. Audit: `import.resume`. @throws {Problem} not-found, illegal-move */
export async function resumeImport(act: Act, id: string): Promise<number> {
  const batch = await heldBatch(act, id);
  if (batch.state !== 'running') throw new Problem('illegal-move', { facts: { state: batch.state, move: 'resume' } });
  await beginJob(act, importJob, id);
  act.audit({ action: 'import.resume', subject: 'import', subjectId: id });
  return batch.version;
}

/**
 * Back to the check after a start that wrote nothing. Audit: `import.fail`.
 * @throws {Problem} not-found, import-still-running, import-has-written: then it is resumed or taken back
 */
export async function failImport(act: Act, id: string, moveId: string, reason: string | undefined): Promise<number> {
  const batch = await heldBatch(act, id);
  const running = await act.db.selectFrom('job').select('id').where('subject_id', '=', id).where('state', 'in', ['waiting', 'running']).executeTakeFirst();
  if (running) throw new Problem('import-still-running');
  const written = await act.db.selectFrom('import_row').select('id').where('batch_id', '=', id).where('outcome', 'in', ['person-opened', 'added-to-person']).limit(1).executeTakeFirst();
  if (written) throw new Problem('import-has-written');
  const moved = await moveBatch(act, batch, 'fail', { id: moveId, reason });
  await act.db.updateTable('import_row').set({ leader_row: null, person_id: null, case_id: null, outcome: null, done_at: null }).where('batch_id', '=', id).execute();
  return moved.version;
}

async function decidedRows(act: Act, id: string) {
  const rows = await act.db.selectFrom('import_row').select(['id', 'disposition', 'decision', 'target_row', 'target_person', 'looked_at']).where('batch_id', '=', id).orderBy('place').execute();
  return rows.map((row) => ({ id: row.id, disposition: row.disposition, decision: Decision.parse(row.decision), targetRow: row.target_row, targetPerson: row.target_person, isLookedAt: row.looked_at !== null }));
}

/** What every group needs to know of the whole file; worked out once per start of the import and run of the program. */
const surroundings = new Map<string, Surroundings>();

async function surroundingsOf(house: House, act: Act, id: string): Promise<Surroundings> {
  const known = surroundings.get(id);
  if (known) return known;
  const rows = await openRows(house, act, id, (query) => query.where('leader_row', 'is not', null));
  const found = { today: dayIn(act.now), operators: await operatorsOf(house, act, id), sharedNumbers: sharedNumbersOf([...Map.groupBy(rows, (row) => row.leaderRow).values()].map(factsOf)) };
  surroundings.set(id, found);
  return found;
}

const factsOf = (rows: readonly KeptRow[]): RowFacts[] => rows.map((row) => row.facts).filter((facts) => facts !== null);

async function operatorsOf(house: House, act: Act, id: string): Promise<Map<string, string>> {
  const { operators_sealed: sealed } = await act.db.selectFrom('import_batch').select('operators_sealed').where('id', '=', id).executeTakeFirstOrThrow();
  return new Map(Object.entries(openOperators(await sealOf(house, act, id), id, sealed)).filter((entry): entry is [string, string] => entry[1] !== null));
}

/**
 * One step: the next people of the file, wholly or not at all. The import is held while it happens and every row says that it is done, so
 * that a step repeated after a crash finds nothing to repeat. Audit: `person.import` for each person.
 */
export async function importStep(house: House, act: Act, id: string): Promise<Step> {
  const batch = await heldBatch(act, id);
  if (batch.state !== 'running') {
    act.unchanged();
    return { done: 0, total: 0, isFinished: true };
  }
  const next = await act.db.selectFrom('import_row').select('leader_row').distinct().where('batch_id', '=', id).where('done_at', 'is', null).where('leader_row', 'is not', null).orderBy('leader_row').limit(PER_STEP).execute();
  const leaders = next.map((row) => row.leader_row).filter((leader) => leader !== null);
  if (leaders.length > 0) {
    const rows = await openRows(house, act, id, (query) => query.where('leader_row', 'in', leaders).where('done_at', 'is', null));
    const [around, nameOf] = [await surroundingsOf(house, act, id), await sheetNames(house, act, id)];
    await writePeople(house, act, id, [...Map.groupBy(rows, (row) => row.leaderRow).values()].flatMap((group) => personToWrite(group, around, nameOf)));
  }
  const { done, total } = await progressOf(act, id);
  if (done < total) return { done, total, isFinished: false };
  surroundings.delete(id);
  await moveBatch(act, batch, 'finish');
  return { done, total, isFinished: true };
}

function personToWrite(rows: readonly KeptRow[], around: Surroundings, nameOf: (sheet: number) => string): PersonToWrite[] {
  const first = rows[0];
  if (!first?.personId || !first.caseId) return [];
  return [{ personId: first.personId, caseId: first.caseId, rowIds: rows.map((row) => row.id), ...personFrom(rows.flatMap((row) => becoming(row, nameOf)), around) }];
}

const becoming = (row: KeptRow, nameOf: (sheet: number) => string): RowToBecome[] =>
  (row.facts === null ? [] : [{ id: row.id, sheetName: nameOf(row.sheet), number: row.number, facts: row.facts, marks: row.marks, problems: row.problems, choices: row.choices }]);

async function progressOf(act: Act, id: string): Promise<{ done: number; total: number }> {
  const { rows } = await sql<{ done: number; total: number }>`
    select count(*) filter (where done_at is not null)::int as done, count(*)::int as total from import_row where batch_id = ${id}`.execute(act.db);
  return rows[0] ?? { done: 0, total: 0 };
}

/** What would be written if the import started now; nothing is. Audit: `import.dry-run`. @throws {Problem} not-found */
export async function dryRun(house: House, act: Act, id: string): Promise<DryRun> {
  const nameOf = await sheetNames(house, act, id);
  const rows = await openRows(house, act, id);
  const groups = groupsOf(rows);
  const around = { today: dayIn(act.now), operators: await operatorsOf(house, act, id), sharedNumbers: sharedNumbersOf(groups.map((group) => factsOf(group.rows))) };
  const people = groups.map((group) => ({ isNew: group.person === null, ...personFrom(group.rows.flatMap((row) => becoming(row, nameOf)), around) }));
  const sum = (count: (one: (typeof people)[number]) => number): number => people.reduce((total, one) => total + count(one), 0);
  const left = await sql<{ n: number }>`select count(*)::int as n from import_row where batch_id = ${id} and ${unsettled}`.execute(act.db);
  act.audit({ action: 'import.dry-run', subject: 'import', subjectId: id });
  return {
    newPeople: sum((one) => Number(one.isNew)), knownPeople: sum((one) => Number(!one.isNew)),
    visits: sum((one) => one.notes.filter((note) => note.compartment === 'case').length), restrictedNotes: sum((one) => one.notes.filter((note) => note.compartment === 'restricted').length),
    contacts: sum((one) => one.phones.length), needs: sum((one) => one.needs.length), permits: sum((one) => Number(one.permit !== null)), doNotCall: sum((one) => Number(one.card?.doNotCall ?? false)),
    minorTrack: sum((one) => Number(one.isMinorTrack)), assignments: sum((one) => (one.isNew ? one.members.length : 0)),
    skipped: rows.filter((row) => row.decision === 'skip').length, refused: rows.filter((row) => row.disposition === 'refused').length, notPeople: rows.filter((row) => row.disposition === 'not-a-person').length,
    unsettled: left.rows[0]?.n ?? 0,
  };
}
