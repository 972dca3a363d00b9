import ExcelJS from 'exceljs';
import { Problem } from '../../../kernel/http/problems.ts';
import { FileRefused, readWorkbook } from '../../imports/reading/workbook.ts';
import type { Grid } from '../../imports/reading/grid.ts';
import type { InstrumentContent } from '../contract.ts';
import { type FormSheets, formFrom, instrumentFromForm, type SheetRow } from '../domain/xlsform.ts';
import type { FormRead } from '../editor.ts';
import type { Instruments } from '../instruments.ts';
import { problemsOf } from './editor.ts';

/** A form of a few hundred questions in a dozen languages is far below this. */
const LIMITS = { bytes: 2_000_000, unpackedBytes: 20_000_000, cells: 60_000, rows: 3_000, columns: 80 };

/**
 * Reads an XLSForm into a draft that nobody has kept yet, with what was not taken. Nothing in the file is evaluated.
 * @throws {Problem} form-refused, with why: no spreadsheet, damaged, too large, or without a sheet `survey`
 */
export async function readForm(bytes: Uint8Array, instruments: Instruments, id: string): Promise<FormRead> {
  const grids = await gridsOf(bytes);
  const sheet = (name: string): SheetRow[] => rowsOf(grids.find((grid) => grid.sheet?.trim().toLowerCase() === name));
  const sheets: FormSheets = { survey: sheet('survey'), choices: sheet('choices'), settings: sheet('settings') };
  if (sheets.survey.length === 0) throw new Problem('form-refused', { facts: { reason: 'no-survey' } });
  const { content, taken, notes } = instrumentFromForm(sheets, id);
  // A row can miss the same thing in its label and in its choices: once is enough to be told.
  const told = [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
  return { content, taken, notes: told, problems: problemsOf(content, instruments) };
}

/** A list as an XLSForm workbook, with a sheet `left` that names what of it no form can say; nobody who reads forms looks at that sheet. */
export async function writeForm(content: InstrumentContent): Promise<Buffer> {
  const { survey, choices, settings, left } = formFrom(content);
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries({ survey, choices, settings, ...(left.length > 0 ? { left: left.map(({ at, what }): SheetRow => ({ at, what })) } : {}) })) {
    const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const sheet = book.addWorksheet(name);
    sheet.addRow(headings);
    for (const row of rows) sheet.addRow(headings.map((heading) => row[heading] ?? ''));
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function gridsOf(bytes: Uint8Array): Promise<Grid[]> {
  try {
    return await readWorkbook(bytes, LIMITS);
  } catch (error) {
    if (error instanceof FileRefused) throw new Problem('form-refused', { facts: { reason: error.code } });
    throw error;
  }
}

/** Rows by the lower-case heading of their column; empty cells and columns without a heading are left out. */
function rowsOf(grid: Grid | undefined): SheetRow[] {
  const [head, ...rows] = grid?.rows ?? [];
  const headings = (head ?? []).map((cell) => cell.text.trim().toLowerCase());
  return rows.map((row) => Object.fromEntries(row.flatMap((cell, index) => {
    const heading = headings[index] ?? '';
    return heading === '' || heading === '__proto__' || cell.text.trim() === '' ? [] : [[heading, cell.text.trim()]];
  })));
}
