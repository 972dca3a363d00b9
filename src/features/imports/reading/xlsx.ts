/** XLSX into grids. Dates are days without a time zone; colours are kept, because in this register a colour can mean "do not call". */
import type ExcelJS from 'exceljs';
import { type Cell, EMPTY_CELL, type Grid, squared, textCell } from './grid.ts';
import type { WorkbookParts } from './parts.ts';
import { zipOf } from './zip.ts';

/** The first eight colours of the old indexed palette (ECMA-376 part 1, 18.8.27). */
const INDEXED = ['000000', 'ffffff', 'ff0000', '00ff00', '0000ff', 'ffff00', 'ff00ff', '00ffff'];
const NOT_NEEDED = ['dataValidations', 'conditionalFormatting', 'picture', 'drawing', 'legacyDrawing', 'tableParts', 'hyperlinks', 'extLst'];

/** A sheet reaches further than a register does. */
export class TooFar extends Error {}

/** @throws {TooFar} when a filled cell stands beyond the limits */
export async function readXlsx({ parts, comments, sheets }: WorkbookParts, limits: { readonly rows: number; readonly columns: number }): Promise<Grid[]> {
  // Loaded at the first workbook: a server that reads none never carries it.
  const { default: { Workbook } } = await import('exceljs');
  const workbook = new Workbook();
  await workbook.xlsx.load(Uint8Array.from(zipOf(parts)).buffer, { ignoreNodes: NOT_NEEDED });
  // A sheet that the library does not find must not go missing in silence; charts on a sheet of their own hold no rows.
  const expected = sheets.filter((path) => !path.includes('/chartsheets/') && !path.includes('/dialogsheets/'));
  if (workbook.worksheets.length !== expected.length) throw new Error('a sheet is missing');
  return workbook.worksheets.map((sheet, index) => readSheet(sheet, comments.get(expected[index] ?? '') ?? new Map(), limits));
}

function readSheet(sheet: ExcelJS.Worksheet, comments: ReadonlyMap<string, string>, limits: { readonly rows: number; readonly columns: number }): Grid {
  const rows: Cell[][] = [];
  const hiddenRows: number[] = [];
  let width = 0;
  // Rows without a value are skipped by the walk; the gaps are filled so that numbers stay those of the spreadsheet.
  sheet.eachRow((row, number) => {
    if (number > limits.rows) throw new TooFar();
    while (rows.length < number - 1) rows.push([]);
    const cells: Cell[] = [];
    for (let column = 1; column <= row.cellCount; column += 1) {
      const cell = row.findCell(column);
      if (cell === undefined) continue;
      const read = readCell(cell, comments.get(cell.address));
      if (read.kind === 'empty' && (read.fill === undefined || column > limits.columns)) continue;
      if (column > limits.columns) throw new TooFar();
      while (cells.length < column - 1) cells.push(EMPTY_CELL);
      cells.push(read);
      if (read.kind !== 'empty') width = Math.max(width, column);
    }
    rows.push(cells);
    if (row.hidden) hiddenRows.push(number);
  });
  // Colour to the right of the last written column is only paper.
  const hiddenColumns = Array.from({ length: width }, (_, column) => column).filter((column) => sheet.getColumn(column + 1).hidden);
  return { sheet: sheet.name, rows: squared(rows.map((row) => row.slice(0, width))), hiddenRows, hiddenColumns, hiddenSheet: sheet.state !== 'visible' };
}

function readCell(cell: ExcelJS.Cell, comment: string | undefined): Cell {
  const copied = cell.isMerged && cell.master.address !== cell.address;
  // A title merged across columns belongs to its first cell; a value merged downwards holds for every row it covers.
  if (copied && cell.master.col !== cell.col) return EMPTY_CELL;
  const fill = readFill(cell.fill);
  const value = readValue(cell.value);
  const read = comment !== undefined && value.kind === 'empty' ? { ...value, kind: 'text' as const, value: '' } : value;
  return {
    ...read, ...(fill === undefined ? {} : { fill }), ...(copied ? { merged: true as const } : {}),
    ...(comment === undefined ? {} : { comment }), ...(cell.font?.strike === true && value.text !== '' ? { struck: true as const } : {}),
  };
}

function readValue(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return EMPTY_CELL;
  if (value instanceof Date) return dateCell(value);
  if (typeof value === 'number') return { text: String(value), kind: 'number', value };
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'boolean') return textCell(value ? 'VERO' : 'FALSO');
  if ('error' in value) return { text: value.error, kind: 'error', value: value.error };
  if ('richText' in value) return textCell(value.richText.map((part) => part.text).join(''));
  if ('hyperlink' in value) return readValue(value.text);
  const result = readValue(value.result);
  return result.kind === 'error' ? result : { ...result, kind: 'formula' };
}

/** The library gives midnight in UTC for the written day; an unreadable serial number becomes an error and not a wrong day. */
function dateCell(date: Date): Cell {
  if (Number.isNaN(date.getTime())) return { text: '#DATE', kind: 'error', value: '#DATE' };
  const day = date.toISOString().slice(0, 10);
  return { text: day, kind: 'date', value: day };
}

function readFill(fill: ExcelJS.Fill | undefined): string | undefined {
  if (fill?.type !== 'pattern' || fill.pattern === 'none' || fill.fgColor === undefined) return undefined;
  const { argb, theme } = fill.fgColor;
  if (argb !== undefined) return argb.slice(-6).toLowerCase();
  if (theme !== undefined) return theme === 0 ? 'ffffff' : `theme-${theme}`;
  const indexed = 'indexed' in fill.fgColor ? Number(fill.fgColor.indexed) : Number.NaN;
  return INDEXED[indexed % 8];
}
