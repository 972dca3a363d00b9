import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CellCorrection } from '../contract.ts';
import type { RowSeen } from '../wire.ts';
import { heldBatch } from './batches.ts';
import { closeCorrections, closeRow, openCorrections, sealOf } from './content.ts';
import { proposeAgain } from './duplicates.ts';
import { countAgain, keptSheets, openRows, readAgain, rowSeen, sheetNames } from './rows.ts';

/**
 * Puts one cell of one row right and reads that row anew. What stood there is kept beside it, with who and when; decisions about the row are
 * taken again, because they were taken about other words, and so are those of the rows that were held to be the same person as it.
 * Audit: `import.correct-cell`.
 * @throws {Problem} not-found; illegal-move before the check or after the start; invalid-input for a row that is no person or a column that
 * the sheet does not have; import-file-destroyed when the file that the reading needs is gone
 */
export async function correctCell(house: House, act: Act, id: string, rowId: string, given: { column: string; text: string }, today: string): Promise<RowSeen> {
  const batch = await heldBatch(act, id);
  if (batch.state !== 'checked') throw new Problem('illegal-move', { facts: { state: batch.state, move: 'correct' } });
  const [row] = await openRows(house, act, id, (query) => query.where('id', '=', rowId));
  if (!row) throw new Problem('not-found');
  if (row.sort !== 'person') throw new Problem('invalid-input', { errors: [{ path: 'row', code: 'not-a-person' }] });
  const nameOf = await sheetNames(house, act, id);
  const sheet = (await keptSheets(house, act, id))[row.sheet];
  if (!sheet?.columns.some((column) => column.letter === given.column)) throw new Problem('invalid-input', { errors: [{ path: 'column', code: 'unknown' }] });
  const seal = await sealOf(house, act, id);
  const { rows: [kept] } = await sql<{ corrections_sealed: Buffer | null; by: string }>`
    select r.corrections_sealed, a.name as by from import_row r, membership m join account a on a.id = m.account_id where r.id = ${rowId} and m.id = ${act.actor.memberId}`.execute(act.db);
  const before = openCorrections(seal, rowId, kept?.corrections_sealed ?? null);
  const was = before.findLast((one) => one.column === given.column)?.text ?? row.original.find((cell) => cell.column === given.column)?.text ?? '';
  const correction: CellCorrection = { ...given, was, by: kept?.by ?? '', at: act.now.toISOString() };
  await act.db.updateTable('import_row').set({ corrections_sealed: closeCorrections(seal, rowId, [...before, correction]) }).where('id', '=', rowId).execute();

  const read = (await readAgain(house, act, id, today)).find((one) => one.sheet === nameOf(row.sheet) && one.row === row.number);
  if (!read) throw new Problem('not-found');
  await sql`update import_row set interpreted_sealed = ${closeRow(seal, rowId, read).interpreted_sealed}, disposition = ${read.disposition},
    marks = ${[...new Set(read.marks.map((one) => one.code))]}::text[], problems = ${[...new Set(read.problems.map((one) => one.code))]}::text[],
    looked_at = null, looked_by = null, choices = '{}', decision = 'undecided', target_row = null, target_person = null where id = ${rowId}`.execute(act.db);
  await proposeAgain(house, act, id, rowId);
  await countAgain(act, id);
  act.audit({ action: 'import.correct-cell', subject: 'import', subjectId: id, details: { row: rowId, column: given.column } });
  const [now] = await openRows(house, act, id, (query) => query.where('id', '=', rowId));
  if (!now) throw new Problem('not-found');
  return rowSeen(now, nameOf);
}
