import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { neutralised } from '../../../kernel/tables/cells.ts';
import { columnLetter, columnOf } from '../reading/grid.ts';
import { EXPORT_COLUMNS } from '../reading/headings.ts';
import it from '../text/it.json' with { type: 'json' };
import en from '../text/en.json' with { type: 'json' };
import type { Field } from '../contract.ts';
import type { SheetSeen } from '../wire.ts';
import { openSheets, sealOf } from './content.ts';
import { type KeptRow, openRows } from './rows.ts';

type Texts = Readonly<Record<string, string>>;
/** Columns that go out only when asked for: their words are of class `restricted`, needs among them for the words of exploitation. */
const RESTRICTED: ReadonlySet<Field> = new Set(['restricted-note', 'needs', 'note']);
const WIDTH = 22;
const LONGEST_SHEET_NAME = 31;

/**
 * The file as it came, sheet by sheet and row by row, with what became of each row and why beside it. Every cell is safe to open in a
 * spreadsheet. Audit: `import.export`. @throws {Problem} not-found
 */
export async function exportImport(house: House, act: Act, id: string, restricted: boolean, language: 'it' | 'en'): Promise<Buffer> {
  const texts: Texts = language === 'en' ? en : it;
  const batch = await act.db.selectFrom('import_batch').select('sheets_sealed').where('id', '=', id).executeTakeFirst();
  if (!batch) throw new Problem('not-found');
  const sheets = openSheets(await sealOf(house, act, id), id, batch.sheets_sealed);
  const rows = await openRows(house, act, id);
  const codes = await codesOf(act, rows);
  act.audit({ action: 'import.export', subject: 'import', subjectId: id, details: { rows: rows.length, restricted } });
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile(sheets.map((sheet) => {
    const ofSheet = rows.filter((row) => row.sheet === sheet.index);
    const width = Math.max(sheet.columns.length, ...ofSheet.flatMap((row) => row.original.map((cell) => columnOf(cell.column) + 1)), 0);
    const hidden = new Set(restricted ? [] : sheet.columns.filter((column) => RESTRICTED.has(column.field)).map((column) => column.letter));
    // Under the titles of the register, and in no other kind of sheet: brought in again, the file is read as it was the first time.
    const beside = (row: KeptRow): (string | number)[] => {
      if (sheet.kind !== 'register' || row.number < lastHeader(ofSheet)) return [];
      return row.sort === 'header' ? EXPORT_COLUMNS.map((name) => texts[name] ?? '') : becameOf(row, codes, texts);
    };
    return {
      sheet: safeName(sheet, sheets),
      columns: Array.from({ length: width + EXPORT_COLUMNS.length }, () => ({ width: WIDTH })),
      data: ofSheet.map((row) => [...cellsOf(row, width, hidden, texts), ...beside(row).map((value) => ({ value: typeof value === 'number' ? value : neutralised(value), ...(row.sort === 'header' ? { fontWeight: 'bold' as const } : {}) }))]),
    };
  })).toBuffer();
}

const lastHeader = (rows: readonly KeptRow[]): number => rows.findLast((row) => row.sort === 'header')?.number ?? 0;

/** The cells as they stand now, what was put right included, with their colours. */
function cellsOf(row: KeptRow, width: number, hidden: ReadonlySet<string>, texts: Texts) {
  const byLetter = new Map(row.original.map((cell) => [cell.column, cell]));
  const corrected = new Map(row.corrections.map((one) => [one.column, one.text]));
  return Array.from({ length: width }, (_, index) => {
    const letter = columnLetter(index);
    const cell = byLetter.get(letter);
    const text = corrected.get(letter) ?? cell?.text ?? '';
    const fill = cell?.fill ?? '';
    return {
      value: hidden.has(letter) && row.sort === 'person' && text !== '' ? (texts['imports.export.reserved'] ?? '') : neutralised(text),
      ...(/^[0-9a-f]{6}$/.test(fill) ? { backgroundColor: `#${fill}` } : {}),
    };
  });
}

/** What became of a row, and why. */
function becameOf(row: KeptRow, codes: ReadonlyMap<string, string>, texts: Texts): (string | number)[] {
  const words = (some: readonly string[]): string => [...new Set(some)].map((code) => texts[`imports.short.${code}`] ?? code).join('; ');
  const what = (row.outcome === null ? texts[`imports.disposition.${row.disposition}`] : texts[`imports.outcome.${row.outcome}`]) ?? '';
  return [
    row.number, row.sort === 'person' ? what : `${what}: ${texts[`imports.sort.${row.sort}`] ?? ''}`, codes.get(row.personId ?? '') ?? '',
    words(row.marks.map((one) => one.code)), words(row.problems.map((one) => one.code)),
  ];
}

/** A name that a spreadsheet takes: short, without its forbidden signs, and not twice the same. */
function safeName(sheet: SheetSeen, all: readonly SheetSeen[]): string {
  const plain = (name: string): string => name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, LONGEST_SHEET_NAME).trim() || String(sheet.index + 1);
  const isTwin = all.some((other) => other.index !== sheet.index && plain(other.name).toLowerCase() === plain(sheet.name).toLowerCase());
  return isTwin ? `${plain(sheet.name).slice(0, LONGEST_SHEET_NAME - 4)} ${sheet.index + 1}` : plain(sheet.name);
}

async function codesOf(act: Act, rows: readonly KeptRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.filter((row) => row.outcome !== null && row.outcome !== 'taken-back').map((row) => row.personId).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const people = await act.db.selectFrom('person').select(['id', 'code']).where('id', 'in', ids).execute();
  return new Map(people.map((row) => [row.id, row.code]));
}
