/** Where the register stands in a sheet: its title, its header, its rows of people and the rows that are something else. */
import type { RowSort } from '../contract.ts';
import { readLegendLine } from './colours.ts';
import { type Cell, EMPTY_CELL, type Grid } from './grid.ts';
import { fieldOfHeading, ownColumns, UNDER } from './headings.ts';
import { clean, key } from './text.ts';

export interface SheetLayout {
  readonly sheet: string;
  readonly kind: 'register' | 'legend' | 'empty' | 'other';
  readonly title: string | null;
  /** Number of the header's row, from 1; null when the sheet is no register. */
  readonly headerRow: number | null;
  /** Over how many rows the titles stand; 0 where the register begins without them, at `headerRow`. */
  readonly headerRows: 0 | 1 | 2;
  readonly headings: readonly string[];
  /** What each row is; the first entry is row 1, and no row is missing. */
  readonly rows: readonly RowSort[];
}

const ROWS_TO_SEARCH = 40;
const HEADINGS_NEEDED = 2;

/** Where the titles stand, as a person has said: from which row (from 1), and over how many; none where the register begins without them. */
export interface HeaderChoice {
  readonly row: number;
  readonly rows: 0 | 1 | 2;
}

/**
 * Reads the layout of one sheet. A sheet without a header is never taken for a register, unless a person says where it begins: its rows
 * are `outside-register`.
 */
export function findLayout(grid: Grid, chosen?: HeaderChoice): SheetLayout {
  const found = findHeader(grid);
  const choice = chosen ?? (found === null ? null : { row: found + 1, rows: 1 as const });
  if (choice === null) return withoutRegister(grid);
  const headerAt = choice.row - 1;
  const headings = headingsUnder(grid, choice);
  const header = (grid.rows[headerAt + Math.max(choice.rows, 1) - 1] ?? []).map((cell) => (choice.rows === 0 ? '' : cell.text));
  const own = ownColumns(headings);
  const above = grid.rows.slice(0, headerAt).flat().map((cell) => clean(cell.text)).find((text) => text !== '');
  return {
    sheet: grid.sheet,
    kind: 'register',
    title: above ?? null,
    headerRow: choice.row,
    headerRows: choice.rows,
    headings,
    rows: grid.rows.map((row, index) => {
      if (index < headerAt) return sortAbove(row);
      if (index < headerAt + choice.rows) return 'header';
      return sortBelow(own.size === 0 ? row : row.map((cell, column) => (own.has(column) ? EMPTY_CELL : cell)), header);
    }),
  };
}

/** The titles of the columns. Of two rows the upper one names groups of columns, and holds for those beside it until the next group. */
export function headingsUnder(grid: Grid, { row, rows }: HeaderChoice): string[] {
  const [upper = [], lower = upper] = grid.rows.slice(row - 1, row - 1 + rows).map((cells) => cells.map((cell) => clean(cell.text)));
  if (rows === 0) return (grid.rows[0] ?? []).map(() => '');
  if (rows === 1) return upper;
  let group = '';
  return lower.map((title, column) => {
    group = upper[column] || group;
    if (title === '' || group === '' || group === title) return title || (upper[column] ?? '');
    return `${group}${UNDER}${title}`;
  });
}

/** The rows that could be titles, each alone and with the one below: where a mapping is remembered for one of them, it is the header. */
export function possibleHeaders(grid: Grid): HeaderChoice[] {
  return grid.rows.slice(0, ROWS_TO_SEARCH).flatMap((row, at) =>
    (row.filter((cell) => cell.kind === 'text').length < HEADINGS_NEEDED ? [] : ([1, 2] as const).map((rows) => ({ row: at + 1, rows }))));
}

/** The row with most known headings; the first of them when several are equal. Blank cells cannot make a header. */
function findHeader(grid: Grid): number | null {
  let best = { at: -1, known: 0 };
  for (const [at, row] of grid.rows.slice(0, ROWS_TO_SEARCH).entries()) {
    const known = new Set(row.filter((cell) => cell.kind === 'text').map((cell) => fieldOfHeading(cell.text)).filter((field) => field !== null)).size;
    if (known > best.known) best = { at, known };
  }
  return best.known >= HEADINGS_NEEDED ? best.at : null;
}

function withoutRegister(grid: Grid): SheetLayout {
  const rows = grid.rows.map((row): RowSort => (isBlank(row) ? 'blank' : isLegend(row) ? 'legend' : 'outside-register'));
  const kind = rows.every((sort) => sort === 'blank') ? 'empty' : rows.includes('legend') ? 'legend' : 'other';
  return { sheet: grid.sheet, kind, title: null, headerRow: null, headerRows: 1, headings: [], rows };
}

function sortAbove(row: readonly Cell[]): RowSort {
  if (isBlank(row)) return 'blank';
  return isLegend(row) ? 'legend' : 'title';
}

/** A row is a person unless it shows that it is not: a doubtful row goes on, to be read and refused with its reason. */
function sortBelow(row: readonly Cell[], header: readonly string[]): RowSort {
  if (isBlank(row)) return 'blank';
  if (isRepeatedHeader(row, header)) return 'repeated-header';
  if (isTotal(row)) return 'total';
  return isLegend(row) ? 'legend' : 'person';
}

const isBlank = (row: readonly Cell[]): boolean => row.every((cell) => cell.kind !== 'formula' && clean(cell.text) === '');

const filled = (row: readonly Cell[]): Cell[] => row.filter((cell) => cell.kind === 'formula' || clean(cell.text) !== '');

const isLegend = (row: readonly Cell[]): boolean => filled(row).length > 0 && filled(row).every((cell) => readLegendLine(cell.text) !== null);

function isRepeatedHeader(row: readonly Cell[], header: readonly string[]): boolean {
  const same = row.filter((cell, column) => clean(cell.text) !== '' && key(cell.text) === key(header[column] ?? '')).length;
  return same >= HEADINGS_NEEDED && same * 2 > filled(row).length;
}

/** "totale mese | 47": the word and at most its figures. A person called Totale would have more than numbers beside the name. */
function isTotal(row: readonly Cell[]): boolean {
  const cells = filled(row);
  const words = cells.filter((cell) => cell.kind === 'text' && !/^[\d.,\s]+$/.test(cell.text));
  const onlyFormulas = cells.every((cell) => cell.kind === 'formula' && typeof cell.value !== 'string');
  return words.length === 0 ? onlyFormulas : words.every((cell) => /^(sub)?tot(ale|ali|al|\.)?(\s|:|$)/.test(key(cell.text)));
}
