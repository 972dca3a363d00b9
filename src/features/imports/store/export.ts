import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { neutralised } from '../../../kernel/tables/cells.ts';
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
    const width = Math.max(sheet.columns.length, ...ofSheet.map((row) => row.original.length));
    const hidden = new Set(restricted ? [] : sheet.columns.filter((column) => RESTRICTED.has(column.field)).map((column) => column.letter));
    return {
      sheet: safeName(sheet, sheets),
      columns: Array.from({ length: width + 5 }, () => ({ width: WIDTH })),
      data: [headOf(sheet, width, texts), ...ofSheet.map((row) => lineOf(row, sheet, width, hidden, codes, texts))],
      stickyRowsCount: 1,
    };
  })).toBuffer();
}

const letterOf = (sheet: SheetSeen, row: KeptRow | undefined, index: number): string => sheet.columns[index]?.letter ?? row?.original[index]?.column ?? '';

function headOf(sheet: SheetSeen, width: number, texts: Texts) {
  const own = Array.from({ length: width }, (_, index) => sheet.columns[index]?.heading || letterOf(sheet, undefined, index));
  return [texts['imports.field.row'] ?? '', ...own, texts['imports.export.what-became'] ?? '', texts['imports.export.code'] ?? '', texts['imports.field.marks'] ?? '', texts['imports.field.problems'] ?? '']
    .map((value) => ({ value: neutralised(value), fontWeight: 'bold' as const }));
}

function lineOf(row: KeptRow, sheet: SheetSeen, width: number, hidden: ReadonlySet<string>, codes: ReadonlyMap<string, string>, texts: Texts) {
  const byLetter = new Map(row.original.map((cell) => [cell.column, cell.text]));
  const cells = Array.from({ length: width }, (_, index) => {
    const letter = letterOf(sheet, row, index);
    return hidden.has(letter) && row.facts !== null ? (texts['imports.export.reserved'] ?? '') : (byLetter.get(letter) ?? '');
  });
  const words = (family: string, some: readonly string[]): string => [...new Set(some)].map((code) => texts[`imports.${family}.${code}`] ?? code).join('; ');
  const what = row.outcome === null ? texts[`imports.disposition.${row.disposition}`] : texts[`imports.outcome.${row.outcome}`];
  return [
    { value: row.number },
    ...[...cells, row.sort === 'person' ? (what ?? '') : `${what ?? ''}: ${texts[`imports.sort.${row.sort}`] ?? ''}`, codes.get(row.personId ?? '') ?? '',
      words('short', row.marks.map((one) => one.code)), words('short', row.problems.map((one) => one.code))].map((value) => ({ value: neutralised(value) })),
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
