import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { ImportState, type MappingProblemCode } from '../contract.ts';
import { inTurns } from '../apart/run.ts';
import { operatorKey } from '../domain/becoming.ts';
import { mappingProblems } from '../reading/mapping.ts';
import { ImportCounts, type ImportDetail, type OperatorWord, type SheetSeen, type Standing } from '../wire.ts';
import { openInterpreted, openOperators, openSheets, place, sealOf } from './content.ts';
import { heldBatch, mustBeAt } from './batches.ts';
import { unsettled } from './rows.ts';

const DAY = 86_400_000;

/** Everything the wizard needs to go on from where it was left. Audit: `import.read`. @throws {Problem} not-found */
export async function readImport(house: House, act: Act, id: string): Promise<ImportDetail> {
  const { rows } = await sql<{ state: string; version: number; created_at: Date; changed_at: Date; file_destroyed_at: Date | null; is_kept: boolean; keep_days: number; destroyed_by: string | null; by: string; counts: unknown; file_name_sealed: Buffer | null; sheets_sealed: Buffer | null; operators_sealed: Buffer | null }>`
    select b.state, b.version, b.created_at, a.name as by, b.counts, b.changed_at, b.file_destroyed_at, b.file_sealed is not null as is_kept, coalesce(s.keep_file_days, 30) as keep_days, d.name as destroyed_by, b.file_name_sealed, b.sheets_sealed, b.operators_sealed
      from import_batch b join membership m on m.id = b.by_member join account a on a.id = m.account_id
      left join import_setting s on s.programme_id = b.programme_id left join membership e on e.id = b.file_destroyed_by left join account d on d.id = e.account_id
     where b.id = ${id}`.execute(act.db);
  const batch = rows[0];
  if (!batch) throw new Problem('not-found');
  const seal = await sealOf(house, act, id);
  const sheets = openSheets(seal, id, batch.sheets_sealed);
  const members = await assignable(act);
  const counts = ImportCounts.safeParse(batch.counts);
  const [job, moves] = [await jobOf(act, id), await movesOf(act, id)];
  act.audit({ action: 'import.read', subject: 'import', subjectId: id });
  return {
    id, fileName: batch.file_name_sealed ? seal.open(batch.file_name_sealed, place.fileName(id)) : '', state: ImportState.parse(batch.state), version: batch.version,
    createdAt: batch.created_at.toISOString(), by: batch.by, sheets, problems: problemsOf(sheets), counts: counts.success ? counts.data : null,
    standing: await standingOf(act, id), members, job, moves,
    file: {
      isKept: batch.is_kept, keptUntil: batch.is_kept ? new Date(batch.changed_at.getTime() + batch.keep_days * DAY).toISOString() : null,
      destroyedAt: batch.file_destroyed_at?.toISOString() ?? null, destroyedBy: batch.destroyed_by,
    },
    // Asked about between the reading and the start; whoever watches the rows come in does not wait for the words again.
    operators: batch.state === 'mapped' || batch.state === 'checked' ? await operatorWords(house, act, id, openOperators(seal, id, batch.operators_sealed), members) : [],
  };
}

function problemsOf(sheets: readonly SheetSeen[]): MappingProblemCode[] {
  const used = sheets.filter((sheet) => sheet.isUsed);
  if (used.length === 0) return ['no-register-found'];
  if (used.every((sheet) => sheet.people === 0)) return ['header-only'];
  return [...new Set(used.flatMap((sheet) => mappingProblems({ fingerprint: '', nameOrder: sheet.nameOrder, columns: sheet.columns })))];
}

/** Where every row stands, counted by the database. */
export async function standingOf(act: Act, batchId: string): Promise<Standing> {
  const { rows } = await sql<{ settled: number; to_look: number; to_know: number; waiting: number; in_file: number; in_system: number }>`
    select count(*) filter (where not ${unsettled})::int as settled,
           count(*) filter (where ${unsettled} and disposition = 'to-review' and looked_at is null)::int as to_look,
           count(*) filter (where ${unsettled} and decision = 'undecided')::int as to_know,
           count(*) filter (where outcome is null)::int as waiting,
           count(*) filter (where decision = 'undecided' and exists (select from import_candidate c where c.row_id = r.id and c.certain and c.other_row is not null))::int as in_file,
           count(*) filter (where decision = 'undecided' and exists (select from import_candidate c where c.row_id = r.id and c.certain and c.other_person is not null))::int as in_system
      from import_row r where batch_id = ${batchId}`.execute(act.db);
  const outcomes = await sql<{ outcome: string; n: number }>`select outcome, count(*)::int as n from import_row where batch_id = ${batchId} and outcome is not null group by outcome`.execute(act.db);
  const review = await sql<{ code: string; n: number }>`
    select code, count(*)::int as n from import_row, unnest(marks || problems) as code
     where batch_id = ${batchId} and disposition = 'to-review' and looked_at is null and decision <> 'skip' group by code`.execute(act.db);
  const one = rows[0];
  return {
    settled: one?.settled ?? 0, toLookAt: one?.to_look ?? 0, toRecognise: one?.to_know ?? 0, waiting: one?.waiting ?? 0, certainInFile: one?.in_file ?? 0, certainInSystem: one?.in_system ?? 0,
    outcomes: Object.fromEntries(outcomes.rows.map((row) => [row.outcome, row.n])), review: Object.fromEntries(review.rows.map((row) => [row.code, row.n])),
  };
}

async function jobOf(act: Act, batchId: string): Promise<ImportDetail['job']> {
  const row = await act.db.selectFrom('job').select(['state', 'done', 'total', 'error_code']).where('subject_id', '=', batchId).where('kind', '=', 'import').orderBy('created_at', 'desc').executeTakeFirst();
  return row ? { state: row.state as 'waiting' | 'running' | 'paused' | 'done', done: row.done, total: row.total, errorCode: row.error_code } : null;
}

async function movesOf(act: Act, batchId: string): Promise<ImportDetail['moves']> {
  const { rows } = await sql<{ move: string; to_state: string; name: string; at: Date; reason: string | null }>`
    select v.move, v.to_state, a.name, v.at, v.reason from import_move v join membership m on m.id = v.by_member join account a on a.id = m.account_id
     where v.batch_id = ${batchId} order by v.at, v.id limit 200`.execute(act.db);
  return rows.map((row) => ({ move: row.move, to: ImportState.parse(row.to_state), by: row.name, at: row.at.toISOString(), reason: row.reason }));
}

/** Colleagues who can follow a case. */
async function assignable(act: Act): Promise<ImportDetail['members']> {
  return act.db.selectFrom('membership').innerJoin('account', 'account.id', 'membership.account_id').select(['membership.id', 'account.name', 'membership.role'])
    .where('membership.programme_id', '=', act.actor.programmeId).where('membership.ended_at', 'is', null).where('membership.role', 'in', ['mediator', 'psychologist', 'legal', 'labour', 'educator'])
    .orderBy('account.name').limit(300).execute();
}

/** Each word for a colleague once, with the one colleague whose first name it is: a suggestion that waits for the coordinator. */
async function operatorWords(house: House, act: Act, batchId: string, said: Readonly<Record<string, string | null>>, members: ImportDetail['members']): Promise<OperatorWord[]> {
  const rows = await act.db.selectFrom('import_row').select(['id', 'interpreted_sealed']).where('batch_id', '=', batchId).where('sort', '=', 'person').execute();
  const seal = await sealOf(house, act, batchId);
  const words = new Map<string, { word: string; rows: number }>();
  for (const word of (await inTurns(rows, (row) => openInterpreted(seal, row).facts?.operators ?? [])).flat()) {
    const known = words.get(operatorKey(word));
    words.set(operatorKey(word), { word: known?.word ?? word, rows: (known?.rows ?? 0) + 1 });
  }
  return [...words].toSorted(([, one], [, other]) => other.rows - one.rows).map(([key, { word, rows: count }]) => {
    const alike = members.filter((member) => operatorKey(member.name).split(' ').includes(key) || operatorKey(member.name) === key);
    return { word, rows: count, suggested: alike.length === 1 ? (alike[0]?.id ?? null) : null, ...(key in said ? { said: said[key] ?? null } : {}) };
  });
}

/**
 * Keeps whom the register's words mean. Audit: `import.operators`.
 * @throws {Problem} not-found, changed-meanwhile; illegal-move once the import has started; invalid-input for someone who cannot follow a case
 */
export async function keepOperators(house: House, act: Act, id: string, words: readonly { word: string; memberId: string | null }[], version: number): Promise<number> {
  const batch = await heldBatch(act, id);
  mustBeAt(batch, version);
  if (batch.state !== 'mapped' && batch.state !== 'checked') throw new Problem('illegal-move');
  const known = new Set((await assignable(act)).map((member) => member.id));
  if (words.some((one) => one.memberId !== null && !known.has(one.memberId))) throw new Problem('invalid-input', { errors: [{ path: 'words', code: 'member' }] });
  const seal = await sealOf(house, act, id);
  const row = await act.db.selectFrom('import_batch').select('operators_sealed').where('id', '=', id).executeTakeFirstOrThrow();
  const said = { ...openOperators(seal, id, row.operators_sealed), ...Object.fromEntries(words.map((one) => [operatorKey(one.word), one.memberId])) };
  await act.db.updateTable('import_batch').set({ operators_sealed: seal.close(JSON.stringify(said), place.operators(id)), version: version + 1, changed_at: act.now }).where('id', '=', id).execute();
  act.audit({ action: 'import.operators', subject: 'import', subjectId: id, details: { words: words.length } });
  return version + 1;
}
