import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type ColumnMapping, Disposition, type ImportedRow, type Mapping, RowFacts, RowSort } from '../contract.ts';
import { importMachine, interpretWorkbook, preparationProblems, type PreparedSheet, prepare, summarise } from '../domain.ts';
import { Decision, RowChoices } from '../domain/choices.ts';
import { readWorkbookApart } from '../reading/apart.ts';
import type { MappingGiven, RowFilter, RowPage, RowSeen, SheetSeen } from '../wire.ts';
import { heldBatch, moveBatch, mustBeAt, readFileOf, rememberedMappings, rememberMappings, sheetsSeen } from './batches.ts';
import { closeRow, digestOf, numberIn, openInterpreted, openOriginal, openSheets, place, placeAfter, sealOf, wordsOf } from './content.ts';

/** A row as it is kept, opened. */
export interface KeptRow {
  readonly id: string;
  readonly place: number;
  readonly sheet: number;
  readonly number: number;
  readonly sort: RowSort;
  readonly disposition: Disposition;
  readonly facts: RowFacts | null;
  readonly marks: ImportedRow['marks'];
  readonly problems: ImportedRow['problems'];
  readonly original: ImportedRow['original'];
  readonly decision: Decision;
  readonly targetRow: string | null;
  readonly targetPerson: string | null;
  readonly isLookedAt: boolean;
  readonly choices: RowChoices;
  readonly outcome: string | null;
  readonly leaderRow: string | null;
  readonly personId: string | null;
  readonly caseId: string | null;
}

const PER_INSERT = 500;
const PAGE = 60;

/** The sheets of a file with what their columns are held to be; `given` overrides what is proposed. */
async function preparedSheets(house: House, act: Act, bytes: Buffer, given?: MappingGiven): Promise<PreparedSheet[]> {
  const grids = await readWorkbookApart(bytes);
  const proposed = prepare(grids);
  const remembered = given ? [] : await rememberedMappings(house, act, proposed.filter((sheet) => sheet.mapping !== null).map((sheet) => sheet.layout.headings));
  return prepare(grids, remembered).map((sheet, index) => {
    const chosen = given?.sheets.find((one) => one.index === index);
    if (chosen === undefined || sheet.mapping === null) return sheet;
    return { ...sheet, mapping: chosen.isUsed ? mappingFrom(sheet.mapping, chosen) : null };
  });
}

function mappingFrom(proposed: Mapping, chosen: MappingGiven['sheets'][number]): Mapping {
  if (chosen.fields.length !== proposed.columns.length) throw new Problem('invalid-input', { errors: [{ path: 'sheets', code: 'columns' }] });
  const columns = proposed.columns.map((column): ColumnMapping => {
    const field = chosen.fields[column.column] ?? 'ignore';
    return field === column.field ? column : { ...column, field, confidence: 1, why: 'chosen' };
  });
  return { ...proposed, nameOrder: chosen.nameOrder, columns };
}

/** What a file holds, with mappings remembered from earlier files of the same headings. @throws {FileRefused} */
export const proposalsFor = (house: House, act: Act, bytes: Buffer): Promise<PreparedSheet[]> => preparedSheets(house, act, bytes);

/**
 * Takes the columns as the coordinator has confirmed them and reads every row anew. What was decided on earlier readings is forgotten,
 * because it was decided about other words. Audit: `import.map`.
 * @throws {Problem} not-found, changed-meanwhile, import-mapping with what is wrong with it
 */
export async function mapColumns(house: House, act: Act, id: string, given: MappingGiven, version: number, today: string): Promise<number> {
  const batch = await heldBatch(act, id);
  mustBeAt(batch, version);
  const sheets = await preparedSheets(house, act, await readFileOf(house, act, id), given);
  const problems = preparationProblems(sheets);
  if (problems.length > 0) throw new Problem('import-mapping', { errors: problems.map((code) => ({ path: 'sheets', code })) });
  importMachine.next(batch.state, 'map');

  const rows = interpretWorkbook(sheets, today);
  const seal = await sealOf(house, act, id);
  const digest = digestOf(house, act.actor.programmeId, 'rows');
  const sheetAt = new Map(sheets.map((sheet, index) => [sheet.grid.sheet, index]));
  await act.db.deleteFrom('import_row').where('batch_id', '=', id).execute();
  const kept = rows.map((row, index) => {
    const rowId = newId();
    return {
      id: rowId, programme_id: act.actor.programmeId, batch_id: id, place: index, sheet: sheetAt.get(row.sheet) ?? 0, number: row.row, sort: row.sort, disposition: row.disposition,
      ...closeRow(seal, rowId, row), marks: [...new Set(row.marks.map((one) => one.code))], problems: [...new Set(row.problems.map((one) => one.code))], content_digest: digest(wordsOf(row)),
      target_row: null, target_person: null, looked_at: null, looked_by: null, leader_row: null, person_id: null, case_id: null, outcome: null, done_at: null,
    };
  });
  for (let from = 0; from < kept.length; from += PER_INSERT) await act.db.insertInto('import_row').values(kept.slice(from, from + PER_INSERT)).execute();
  const before = openSheets(seal, id, (await act.db.selectFrom('import_batch').select('sheets_sealed').where('id', '=', id).executeTakeFirstOrThrow()).sheets_sealed);
  await act.db.updateTable('import_batch').set({ counts: JSON.stringify(summarise(rows)), sheets_sealed: seal.close(JSON.stringify(stillShown(sheetsSeen(sheets), before)), place.sheets(id)) }).where('id', '=', id).execute();
  await rememberMappings(house, act, sheets.map((sheet) => sheet.mapping).filter((mapping) => mapping !== null));
  return (await moveBatch(act, batch, 'map')).version;
}

/** A sheet left out keeps its columns on the screen, so that it can be taken in again. */
const stillShown = (now: readonly SheetSeen[], before: readonly SheetSeen[]): SheetSeen[] =>
  now.map((sheet) => (sheet.isUsed ? sheet : { ...sheet, columns: before.find((one) => one.index === sheet.index)?.columns ?? [] }));

const columns = ['id', 'place', 'sheet', 'number', 'sort', 'disposition', 'original_sealed', 'interpreted_sealed', 'decision', 'target_row', 'target_person', 'looked_at', 'choices', 'outcome', 'leader_row', 'person_id', 'case_id'] as const;

const rowsQuery = (act: Act, batchId: string) => act.db.selectFrom('import_row').select([...columns]).where('batch_id', '=', batchId).orderBy('place');

/** Rows of an import, opened, in the order of the file. */
export async function openRows(house: House, act: Act, batchId: string, narrow: (query: ReturnType<typeof rowsQuery>) => ReturnType<typeof rowsQuery> = (query) => query): Promise<KeptRow[]> {
  const rows = await narrow(rowsQuery(act, batchId)).execute();
  const seal = await sealOf(house, act, batchId);
  return rows.map((row) => ({
    id: row.id, place: row.place, sheet: row.sheet, number: row.number, sort: RowSort.parse(row.sort), disposition: Disposition.parse(row.disposition),
    original: openOriginal(seal, row), ...openInterpreted(seal, row), decision: Decision.parse(row.decision), targetRow: row.target_row, targetPerson: row.target_person,
    isLookedAt: row.looked_at !== null, choices: RowChoices.parse(row.choices), outcome: row.outcome, leaderRow: row.leader_row, personId: row.person_id, caseId: row.case_id,
  }));
}

/** Names of the sheets, by their number. @throws {Problem} not-found */
export async function sheetNames(house: House, act: Act, batchId: string): Promise<(sheet: number) => string> {
  const row = await act.db.selectFrom('import_batch').select('sheets_sealed').where('id', '=', batchId).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const sheets = openSheets(await sealOf(house, act, batchId), batchId, row.sheets_sealed);
  return (sheet) => sheets[sheet]?.name ?? '';
}

export const rowSeen = (row: KeptRow, nameOf: (sheet: number) => string): RowSeen => ({
  id: row.id, place: row.place, sheet: nameOf(row.sheet), row: row.number, sort: row.sort, disposition: row.disposition, original: [...row.original], facts: row.facts, marks: row.marks, problems: row.problems,
  decision: row.decision, isLookedAt: row.isLookedAt, choices: row.choices, outcome: row.outcome, caseId: row.caseId,
});

/** Rows for which something is still to be asked, in SQL as `isSettled` says it. */
export const unsettled = sql<boolean>`(disposition not in ('not-a-person', 'refused') and decision <> 'skip' and (decision = 'undecided' or (disposition = 'to-review' and looked_at is null)))`;

/** Rows before which a person is awaited: one that was looked at, or left out, waits no more. */
const stillToLookAt = sql<boolean>`(disposition = 'to-review' and looked_at is null and decision <> 'skip')`;

/** A page of rows as they were read, with what was assumed about each. Audit: `import.rows-read`. @throws {Problem} not-found */
export async function readRows(house: House, act: Act, batchId: string, filter: RowFilter, after: string | undefined): Promise<RowPage> {
  const from = numberIn(after);
  const nameOf = await sheetNames(house, act, batchId);
  const rows = await openRows(house, act, batchId, (query) => {
    const narrowed = filter === 'all' ? query : filter === 'unsettled' ? query.where(unsettled) : filter === 'to-review' ? query.where(stillToLookAt) : query.where('disposition', '=', filter);
    return narrowed.where('place', '>', from).limit(PAGE + 1);
  });
  const items = rows.slice(0, PAGE).map((row) => rowSeen(row, nameOf));
  const last = items.at(-1);
  act.audit({ action: 'import.rows-read', subject: 'import', subjectId: batchId, details: { count: items.length } });
  return { items, next: rows.length > PAGE && last ? placeAfter(last.place) : null };
}
