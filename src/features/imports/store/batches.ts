import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { Field, ImportState, type Mapping } from '../contract.ts';
import { importMachine, type PreparedSheet } from '../domain.ts';
import { columnLetter } from '../reading/grid.ts';
import { fingerprintOf } from '../reading/mapping.ts';
import type { ImportList, SheetSeen } from '../wire.ts';
import { digestOf, openSheets, place, sealOf } from './content.ts';

export interface Batch {
  readonly id: string;
  readonly state: ImportState;
  readonly version: number;
}

/** The import, held until the act ends, so that two clicks do not do the same thing twice. @throws {Problem} not-found */
export async function heldBatch(act: Act, id: string): Promise<Batch> {
  const row = await act.db.selectFrom('import_batch').select(['id', 'state', 'version']).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return { id: row.id, version: row.version, state: ImportState.parse(row.state) };
}

/** @throws {Problem} changed-meanwhile */
export function mustBeAt(batch: Batch, version: number): void {
  if (batch.version !== version) throw new Problem('changed-meanwhile');
}

/**
 * Moves an import on and writes the move down. Audit: `import.<move>`.
 * @throws {IllegalMove} when the machine does not allow it
 */
export async function moveBatch(act: Act, batch: Batch, move: keyof typeof importMachine.moves, given: { id?: string; reason?: string | undefined } = {}): Promise<Batch> {
  const to = importMachine.next(batch.state, move, { reason: given.reason ?? null });
  await act.db.updateTable('import_batch').set({ state: to, version: batch.version + 1, changed_at: act.now }).where('id', '=', batch.id).execute();
  await act.db.insertInto('import_move').values({
    id: given.id ?? newId(), programme_id: act.actor.programmeId, batch_id: batch.id, move, from_state: batch.state, to_state: to, reason: given.reason ?? null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `import.${move}`, subject: 'import', subjectId: batch.id, ...(given.reason === undefined ? {} : { reason: given.reason }) });
  return { ...batch, state: to, version: batch.version + 1 };
}

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sheets: readonly PreparedSheet[];
}

/**
 * Keeps a file, sealed, as the beginning of an import. Sent again with the same id it changes nothing. Audit: `import.upload`.
 * @throws {Problem} not-allowed to whoever does not coordinate
 */
export async function keepUpload(house: House, act: Act, id: string, file: UploadedFile): Promise<void> {
  const known = await act.db.selectFrom('import_batch').select('id').where('id', '=', id).executeTakeFirst();
  if (known) {
    act.unchanged();
    return;
  }
  await act.db.insertInto('import_batch').values({
    id, programme_id: act.actor.programmeId, by_member: act.actor.memberId, file_name_sealed: null, file_sealed: null, sheets_sealed: null, operators_sealed: null, file_destroyed_at: null, file_destroyed_by: null, created_at: act.now, changed_at: act.now,
  }).execute();
  const seal = await sealOf(house, act, id);
  const fileSeal = await house.vault.seal(act, id, 'import-file');
  await act.db.updateTable('import_batch').set({
    file_name_sealed: seal.close(file.name, place.fileName(id)),
    file_sealed: fileSeal.close(file.bytes.toString('base64'), place.file(id)),
    sheets_sealed: seal.close(JSON.stringify(sheetsSeen(file.sheets)), place.sheets(id)),
  }).where('id', '=', id).execute();
  act.audit({ action: 'import.upload', subject: 'import', subjectId: id, details: { bytes: file.bytes.length, sheets: file.sheets.length } });
}

/** The bytes as they were brought. @throws {Problem} not-found, import-file-destroyed */
export async function readFileOf(house: House, act: Act, id: string): Promise<Buffer> {
  const row = await act.db.selectFrom('import_batch').select(['file_sealed', 'file_destroyed_at']).where('id', '=', id).executeTakeFirst();
  if (row?.file_destroyed_at) throw new Problem('import-file-destroyed');
  if (!row?.file_sealed) throw new Problem('not-found');
  const seals = await house.vault.sealsOf(act, [id]);
  // Files brought before they had a key of their own are sealed with the import's.
  const seal = seals.get(`${id} import-file`) ?? await sealOf(house, act, id);
  return Buffer.from(seal.open(row.file_sealed, place.file(id)), 'base64');
}

const MOST_SAMPLES = 3;
const TOP_ROWS = 12;
const TOP_COLUMNS = 10;
const TOP_LETTERS = 28;

const topOf = (grid: PreparedSheet['grid']): string[][] =>
  grid.rows.slice(0, TOP_ROWS).map((row) => row.slice(0, TOP_COLUMNS).map((cell) => (cell.text.length > TOP_LETTERS ? `${cell.text.slice(0, TOP_LETTERS)}…` : cell.text)));

/** The sheets as a person is shown them: each column with its letter and a few values. */
export function sheetsSeen(sheets: readonly PreparedSheet[]): SheetSeen[] {
  return sheets.map(({ grid, layout, mapping }, index) => ({
    index, name: grid.sheet, kind: layout.kind, headerRow: layout.headerRow, headerRows: layout.headerRows, top: topOf(grid), title: layout.title,
    people: layout.rows.filter((sort) => sort === 'person').length, rows: grid.rows.length,
    isUsed: mapping !== null, isHidden: grid.hiddenSheet, nameOrder: mapping?.nameOrder ?? 'surname-first',
    columns: (mapping?.columns ?? []).map((column) => ({
      ...column, letter: columnLetter(column.column), isHidden: grid.hiddenColumns?.includes(column.column) ?? false,
      samples: [...new Set(grid.rows.filter((_, row) => layout.rows[row] === 'person').map((row) => row[column.column]?.text.trim() ?? '').filter((text) => text !== ''))].slice(0, MOST_SAMPLES),
    })),
  }));
}

/** Mappings confirmed before for the headings of these sheets. */
export async function rememberedMappings(house: House, act: Act, headings: readonly (readonly string[])[]): Promise<Mapping[]> {
  const digest = digestOf(house, act.actor.programmeId, 'headings');
  const byDigest = new Map(headings.map((some) => [digest(fingerprintOf(some)).toString('hex'), some]));
  if (byDigest.size === 0) return [];
  const rows = await act.db.selectFrom('import_mapping').select(['fingerprint', 'name_order', 'fields'])
    .where('fingerprint', 'in', [...byDigest.keys()].map((hex) => Buffer.from(hex, 'hex'))).execute();
  return rows.flatMap((row): Mapping[] => {
    const known = byDigest.get(row.fingerprint.toString('hex'));
    if (known === undefined || known.length !== row.fields.length) return [];
    return [{
      fingerprint: fingerprintOf(known), nameOrder: row.name_order === 'given-first' ? 'given-first' : 'surname-first',
      columns: known.map((heading, column) => ({ column, heading, field: Field.parse(row.fields[column]), confidence: 1, why: 'remembered' })),
    }];
  });
}

/** Remembers what columns mean, for the next file with the same headings. */
export async function rememberMappings(house: House, act: Act, mappings: readonly Mapping[]): Promise<void> {
  const digest = digestOf(house, act.actor.programmeId, 'headings');
  const byDigest = new Map(mappings.map((mapping) => [mapping.fingerprint, mapping]));
  for (const mapping of byDigest.values()) {
    const row = { name_order: mapping.nameOrder, fields: mapping.columns.map((column) => column.field), by_member: act.actor.memberId, changed_at: act.now };
    await act.db.insertInto('import_mapping').values({ programme_id: act.actor.programmeId, fingerprint: digest(mapping.fingerprint), ...row })
      .onConflict((conflict) => conflict.columns(['programme_id', 'fingerprint']).doUpdateSet(row)).execute();
  }
}

const PAGE = 25;

/** The imports of the programme, newest first. */
export async function listBatches(house: House, act: Act, after: string | undefined): Promise<ImportList> {
  const [at, id] = after === undefined ? [] : Buffer.from(after, 'base64url').toString().split(' ');
  const { rows } = await sql<{ id: string; file_name_sealed: Buffer | null; sheets_sealed: Buffer | null; state: string; created_at: Date; by: string; stopped: boolean }>`
    select b.id, b.file_name_sealed, b.sheets_sealed, b.state, b.created_at, a.name as by,
           exists (select from job j where j.subject_id = b.id and j.state = 'paused') as stopped
      from import_batch b join membership m on m.id = b.by_member join account a on a.id = m.account_id
     where b.programme_id = ${act.actor.programmeId} and (${at ?? null}::timestamptz is null or (b.created_at, b.id) < (${at ?? null}::timestamptz, ${id ?? null}::uuid))
     order by b.created_at desc, b.id desc limit ${PAGE + 1}`.execute(act.db);
  const shown = rows.slice(0, PAGE);
  const seals = await house.vault.sealsOf(act, shown.map((row) => row.id));
  const items = shown.map((row) => {
    const seal = seals.get(`${row.id} import`);
    const sheets = seal ? openSheets(seal, row.id, row.sheets_sealed) : [];
    const used = sheets.filter((sheet) => sheet.isUsed);
    return {
      id: row.id, fileName: seal && row.file_name_sealed ? seal.open(row.file_name_sealed, place.fileName(row.id)) : '', state: ImportState.parse(row.state), by: row.by,
      createdAt: row.created_at.toISOString(), rows: sheets.reduce((sum, sheet) => sum + sheet.rows, 0), people: used.reduce((sum, sheet) => sum + sheet.people, 0), isStopped: row.stopped,
    };
  });
  const last = items.at(-1);
  act.audit({ action: 'import.list', subject: 'import', details: { count: items.length } });
  return { items, next: rows.length > PAGE && last ? Buffer.from(`${last.createdAt} ${last.id}`).toString('base64url') : null };
}
