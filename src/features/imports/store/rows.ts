import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal } from '../../../kernel/vault/vault.ts';
import { type CellCorrection, type ColumnMapping, Disposition, type ImportedRow, type Mapping, RowFacts, RowSort } from '../contract.ts';
import { importMachine, preparationProblems, type PreparedSheet, prepare, summarise, summariseCodes } from '../domain.ts';
import { Decision, RowChoices } from '../domain/choices.ts';
import { apart, inTurns } from '../apart/run.ts';
import { type Corrections, placeOfRow } from '../domain/corrections.ts';
import type { Grid } from '../reading/grid.ts';
import { type HeaderChoice, headingsUnder, possibleHeaders } from '../reading/layout.ts';
import { fingerprintOf } from '../reading/mapping.ts';
import type { HeaderGiven, MappingGiven, RowFilter, RowPage, RowSeen, SheetSeen } from '../wire.ts';
import { heldBatch, moveBatch, mustBeAt, readFileOf, rememberedMappings, rememberMappings, sheetsSeen } from './batches.ts';
import { closeCorrections, closeRow, digestOf, numberIn, openCorrections, openInterpreted, openOriginal, openSheets, place, placeAfter, sealOf, wordsOf } from './content.ts';

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
  readonly corrections: readonly CellCorrection[];
}

const PER_INSERT = 500;
const EMPTY_GRID: Grid = { sheet: '', rows: [], hiddenRows: [], hiddenSheet: false };
const PAGE = 60;

/** Where the titles of each sheet stand, as far as a person or an earlier file has said. */
type Headers = ReadonlyMap<number, HeaderChoice>;

/** The sheets of a file with what their columns are held to be; `given` overrides what is proposed. */
async function preparedSheets(house: House, act: Act, bytes: Buffer, said: Headers = new Map(), given?: MappingGiven): Promise<PreparedSheet[]> {
  const grids = await apart('read', { bytes });
  const proposed = prepare(grids, [], said);
  const possible = given ? [] : grids.map((grid, index) => (said.has(index) ? [] : possibleHeaders(grid)));
  const remembered = given ? [] : await rememberedMappings(house, act, [
    ...proposed.filter((sheet) => sheet.mapping !== null).map((sheet) => sheet.layout.headings),
    ...possible.flatMap((some, index) => some.map((choice) => headingsUnder(grids[index] ?? EMPTY_GRID, choice))),
  ]);
  const known = new Set(remembered.map((mapping) => mapping.fingerprint));
  const headers = new Map(said);
  // A header that a person has shown before is found again by its titles.
  for (const [index, grid] of grids.entries()) {
    if (said.has(index) || known.has(fingerprintOf(proposed[index]?.layout.headings ?? []))) continue;
    const found = possible[index]?.find((choice) => known.has(fingerprintOf(headingsUnder(grid, choice))));
    if (found) headers.set(index, found);
  }
  return prepare(grids, remembered, headers).map((sheet, index) => {
    const chosen = given?.sheets.find((one) => one.index === index);
    if (chosen === undefined || sheet.mapping === null) return sheet;
    return { ...sheet, mapping: chosen.isUsed ? mappingFrom(sheet.mapping, chosen) : null };
  });
}

const headersOf = (sheets: readonly SheetSeen[]): Headers =>
  new Map(sheets.flatMap((sheet) => (sheet.kind === 'register' && sheet.headerRow !== null ? [[sheet.index, { row: sheet.headerRow, rows: sheet.headerRows === 0 ? 0 : sheet.headerRows === 2 ? 2 : 1 }] as const] : [])));

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
  const before = await keptSheets(house, act, id);
  const sheets = await preparedSheets(house, act, await readFileOf(house, act, id), headersOf(before), given);
  const problems = preparationProblems(sheets);
  if (problems.length > 0) throw new Problem('import-mapping', { errors: problems.map((code) => ({ path: 'sheets', code })) });
  importMachine.next(batch.state, 'map');

  const corrections = await keptCorrections(house, act, id);
  const rows = await apart('interpret', { sheets, corrections, today });
  const seal = await sealOf(house, act, id);
  const digest = digestOf(house, act.actor.programmeId, 'rows');
  const sheetAt = new Map(sheets.map((sheet, index) => [sheet.grid.sheet, index]));
  await act.db.deleteFrom('import_row').where('batch_id', '=', id).execute();
  const kept = await inTurns(rows, (row, index) => {
    const rowId = newId();
    return {
      id: rowId, programme_id: act.actor.programmeId, batch_id: id, place: index, sheet: sheetAt.get(row.sheet) ?? 0, number: row.row, sort: row.sort, disposition: row.disposition,
      ...closeRow(seal, rowId, row), corrections_sealed: correctionsClosed(seal, rowId, corrections.get(placeOfRow(row))), marks: [...new Set(row.marks.map((one) => one.code))], problems: [...new Set(row.problems.map((one) => one.code))], content_digest: digest(wordsOf(row)),
      target_row: null, target_person: null, looked_at: null, looked_by: null, leader_row: null, person_id: null, case_id: null, outcome: null, done_at: null,
    };
  });
  for (let from = 0; from < kept.length; from += PER_INSERT) await act.db.insertInto('import_row').values(kept.slice(from, from + PER_INSERT)).execute();
  await act.db.updateTable('import_batch').set({ counts: JSON.stringify(summarise(rows)), sheets_sealed: seal.close(JSON.stringify(stillShown(sheetsSeen(sheets), before)), place.sheets(id)) }).where('id', '=', id).execute();
  await rememberMappings(house, act, sheets.map((sheet) => sheet.mapping).filter((mapping) => mapping !== null));
  return (await moveBatch(act, batch, 'map')).version;
}

const correctionsClosed = (seal: Seal, rowId: string, some: readonly CellCorrection[] | undefined): Buffer | null => (some === undefined ? null : closeCorrections(seal, rowId, some));

/** The sheets as they are chosen and mapped now. @throws {Problem} not-found */
export async function keptSheets(house: House, act: Act, id: string): Promise<SheetSeen[]> {
  const row = await act.db.selectFrom('import_batch').select('sheets_sealed').where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return openSheets(await sealOf(house, act, id), id, row.sheets_sealed);
}

/** What has been put right so far, by the place of the row in the file. */
async function keptCorrections(house: House, act: Act, id: string): Promise<Corrections> {
  const rows = await act.db.selectFrom('import_row').select(['id', 'sheet', 'number', 'corrections_sealed']).where('batch_id', '=', id).where('corrections_sealed', 'is not', null).execute();
  if (rows.length === 0) return new Map();
  const [seal, nameOf] = [await sealOf(house, act, id), await sheetNames(house, act, id)];
  return new Map(rows.map((row) => [placeOfRow({ sheet: nameOf(row.sheet), row: row.number }), openCorrections(seal, row.id, row.corrections_sealed)]));
}

/** Reads the file again as it is mapped now, with what has been put right; nothing is written. @throws {Problem} import-file-destroyed */
export async function readAgain(house: House, act: Act, id: string, today: string): Promise<ImportedRow[]> {
  const kept = await keptSheets(house, act, id);
  const given = { sheets: kept.filter((sheet) => sheet.kind === 'register').map((sheet) => ({ index: sheet.index, isUsed: sheet.isUsed, nameOrder: sheet.nameOrder, fields: sheet.columns.map((column) => column.field) })) };
  const sheets = await preparedSheets(house, act, await readFileOf(house, act, id), headersOf(kept), given);
  // What nobody had understood is still that, so that its words keep their heading.
  const asKept = sheets.map((sheet, index) => (sheet.mapping === null ? sheet : { ...sheet, mapping: { ...sheet.mapping, columns: sheet.mapping.columns.map((column) => ({ ...column, why: kept[index]?.columns[column.column]?.why ?? column.why })) } }));
  return apart('interpret', { sheets: asKept, corrections: await keptCorrections(house, act, id), today });
}

/** The counts of an import, from its rows as they are read now. */
export async function countAgain(act: Act, id: string): Promise<void> {
  const rows = await act.db.selectFrom('import_row').select(['sort', 'disposition', 'marks', 'problems']).where('batch_id', '=', id).execute();
  await act.db.updateTable('import_batch').set({ counts: JSON.stringify(summariseCodes(rows)) }).where('id', '=', id).execute();
}

/**
 * Says where the titles of one sheet stand, over how many rows, or that there are none. The sheet is proposed anew; rows read before are
 * forgotten. Audit: `import.header`. @throws {Problem} not-found, changed-meanwhile, import-file-destroyed, invalid-input for a row beyond the sheet
 */
export async function setHeader(house: House, act: Act, id: string, { index, row, rows }: HeaderGiven, version: number): Promise<number> {
  const batch = await heldBatch(act, id);
  mustBeAt(batch, version);
  const before = await keptSheets(house, act, id);
  const sheet = before.find((one) => one.index === index);
  if (!sheet || row + rows > sheet.rows) throw new Problem('invalid-input', { errors: [{ path: 'row', code: 'beyond' }] });
  const sheets = await preparedSheets(house, act, await readFileOf(house, act, id), new Map([...headersOf(before), [index, { row, rows }]]));
  const seen = sheetsSeen(sheets);
  await act.db.deleteFrom('import_row').where('batch_id', '=', id).execute();
  const seal = await sealOf(house, act, id);
  const now = before.map((one) => (one.index === index ? (seen[index] ?? one) : one));
  await act.db.updateTable('import_batch').set({ counts: '{}', sheets_sealed: seal.close(JSON.stringify(now), place.sheets(id)) }).where('id', '=', id).execute();
  act.audit({ action: 'import.header', subject: 'import', subjectId: id, details: { sheet: index, row, rows } });
  if (batch.state !== 'draft') return (await moveBatch(act, batch, 'reopen')).version;
  await act.db.updateTable('import_batch').set({ version: version + 1, changed_at: act.now }).where('id', '=', id).execute();
  return version + 1;
}

/** A sheet left out keeps its columns on the screen, so that it can be taken in again. */
const stillShown = (now: readonly SheetSeen[], before: readonly SheetSeen[]): SheetSeen[] =>
  now.map((sheet) => (sheet.isUsed ? sheet : { ...sheet, columns: before.find((one) => one.index === sheet.index)?.columns ?? [] }));

const columns = ['id', 'place', 'sheet', 'number', 'sort', 'disposition', 'original_sealed', 'interpreted_sealed', 'decision', 'target_row', 'target_person', 'looked_at', 'choices', 'outcome', 'leader_row', 'person_id', 'case_id', 'corrections_sealed'] as const;

const rowsQuery = (act: Act, batchId: string) => act.db.selectFrom('import_row').select([...columns]).where('batch_id', '=', batchId).orderBy('place');

/** Rows of an import, opened, in the order of the file. */
export async function openRows(house: House, act: Act, batchId: string, narrow: (query: ReturnType<typeof rowsQuery>) => ReturnType<typeof rowsQuery> = (query) => query): Promise<KeptRow[]> {
  const rows = await narrow(rowsQuery(act, batchId)).execute();
  const seal = await sealOf(house, act, batchId);
  return inTurns(rows, (row) => ({
    id: row.id, place: row.place, sheet: row.sheet, number: row.number, sort: RowSort.parse(row.sort), disposition: Disposition.parse(row.disposition),
    original: openOriginal(seal, row), ...openInterpreted(seal, row), decision: Decision.parse(row.decision), targetRow: row.target_row, targetPerson: row.target_person,
    isLookedAt: row.looked_at !== null, choices: RowChoices.parse(row.choices), outcome: row.outcome, leaderRow: row.leader_row, personId: row.person_id, caseId: row.case_id, corrections: openCorrections(seal, row.id, row.corrections_sealed),
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
  decision: row.decision, isLookedAt: row.isLookedAt, choices: row.choices, outcome: row.outcome, caseId: row.caseId, corrections: [...row.corrections],
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
