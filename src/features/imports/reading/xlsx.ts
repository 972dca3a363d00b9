/** XLSX into grids. Dates are days without a time zone; colours are kept, because in this register a colour can mean "do not call". */
import ExcelJS from 'exceljs';
import { type Cell, EMPTY_CELL, type Grid, squared, textCell } from './grid.ts';

/** The first eight colours of the old indexed palette (ECMA-376 part 1, 18.8.27). */
const INDEXED = ['000000', 'ffffff', 'ff0000', '00ff00', '0000ff', 'ffff00', 'ff00ff', '00ffff'];
const NOT_NEEDED = ['dataValidations', 'conditionalFormatting', 'picture', 'drawing', 'legacyDrawing', 'extLst'];

export async function readXlsx(bytes: Uint8Array): Promise<Grid[]> {
  const workbook = new ExcelJS.Workbook();
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  await workbook.xlsx.load(copy, { ignoreNodes: NOT_NEEDED });
  return workbook.worksheets.map(readSheet);
}

function readSheet(sheet: ExcelJS.Worksheet): Grid {
  const rows: Cell[][] = [];
  const hiddenRows: number[] = [];
  // Rows without a value are skipped by the walk; the gaps are filled so that numbers stay those of the spreadsheet.
  sheet.eachRow((row, number) => {
    while (rows.length < number - 1) rows.push([]);
    const cells: Cell[] = [];
    row.eachCell((cell, column) => {
      while (cells.length < column - 1) cells.push(EMPTY_CELL);
      cells.push(readCell(cell));
    });
    rows.push(cells);
    if (row.hidden) hiddenRows.push(number);
  });
  return { sheet: sheet.name, rows: squared(rows), hiddenRows, hiddenSheet: sheet.state !== 'visible' };
}

function readCell(cell: ExcelJS.Cell): Cell {
  const copied = cell.isMerged && cell.master.address !== cell.address;
  // A title merged across columns belongs to its first cell; a value merged downwards holds for every row it covers.
  if (copied && cell.master.col !== cell.col) return EMPTY_CELL;
  const fill = readFill(cell.fill);
  return { ...readValue(cell.value), ...(fill === undefined ? {} : { fill }), ...(copied ? { merged: true as const } : {}) };
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
