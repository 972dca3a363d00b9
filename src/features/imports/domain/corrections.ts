/** Cells that a person puts right while a register comes in. The file stays as it came; the reading starts from the corrected words. */
import type { CellCorrection, ImportedRow } from '../contract.ts';
import { interpretWorkbook, type PreparedSheet } from '../domain.ts';
import { columnLetter, textCell } from '../reading/grid.ts';
import { originalOf } from '../reading/row.ts';
import { mark } from '../reading/values.ts';

/** Corrections by the name of the sheet and the number of the row, oldest first. */
export type Corrections = ReadonlyMap<string, readonly CellCorrection[]>;

export const placeOfRow = ({ sheet, row }: { readonly sheet: string; readonly row: number }): string => `${row} ${sheet}`;

/** Reads a whole file with its corrections. Each corrected row keeps the cells as they stood and carries a mark for each that was changed. */
export function interpretCorrected(sheets: readonly PreparedSheet[], corrections: Corrections, today: string): ImportedRow[] {
  if (corrections.size === 0) return interpretWorkbook(sheets, today);
  const before = new Map(sheets.flatMap(({ grid, layout }) =>
    grid.rows.flatMap((row, index) => (corrections.has(placeOfRow({ sheet: grid.sheet, row: index + 1 })) ? [[placeOfRow({ sheet: grid.sheet, row: index + 1 }), originalOf(row, layout.headings)] as const] : []))));
  return interpretWorkbook(sheets.map((sheet) => corrected(sheet, corrections)), today).map((row): ImportedRow => {
    const given = corrections.get(placeOfRow(row));
    if (given === undefined) return row;
    const fieldOf = (letter: string) => sheets.find((sheet) => sheet.grid.sheet === row.sheet)?.mapping?.columns.find((one) => columnLetter(one.column) === letter)?.field ?? null;
    const marks = given.map((one) => mark('cell-corrected', fieldOf(one.column), one.was, { text: one.text, by: one.by, day: one.at.slice(0, 10) }));
    return {
      ...row, original: before.get(placeOfRow(row)) ?? row.original, marks: [...row.marks, ...marks],
      disposition: row.disposition === 'ready' ? 'ready-with-marks' : row.disposition,
    };
  });
}

function corrected(sheet: PreparedSheet, corrections: Corrections): PreparedSheet {
  const rows = sheet.grid.rows.map((row, index) => {
    const given = corrections.get(placeOfRow({ sheet: sheet.grid.sheet, row: index + 1 }));
    if (given === undefined) return row;
    const texts = new Map(given.map((one) => [one.column, one.text]));
    return row.map((cell, column) => {
      const text = texts.get(columnLetter(column));
      if (text === undefined) return cell;
      const { fill, comment } = cell;
      return { ...textCell(text), ...(fill === undefined ? {} : { fill }), ...(comment === undefined ? {} : { comment }) };
    });
  });
  return { ...sheet, grid: { ...sheet.grid, rows } };
}
