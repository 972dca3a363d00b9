/** A sheet as plain data: what the rest of the room reads, whether it came from XLSX or CSV. */

export interface Cell {
  /** The text a person sees, verbatim; a date shows as `YYYY-MM-DD`. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'formula' | 'error' | 'empty';
  /** A number for numbers, `YYYY-MM-DD` for dates, text for the rest, null when empty or when a formula has no stored result. */
  readonly value: string | number | null;
  /** Background colour as `rrggbb`, or `theme-<n>` when the file names only a theme colour. */
  readonly fill?: string;
  /** The value stands in the upper cell of a vertical merge and holds for this one too. */
  readonly merged?: true;
  /** What somebody wrote in a comment on the cell. */
  readonly comment?: string;
  /** A line runs through the text: somebody has cancelled it. */
  readonly struck?: true;
}

export interface Grid {
  readonly sheet: string;
  /** Row 1 of the spreadsheet is `rows[0]`; every row has the same number of cells. */
  readonly rows: readonly (readonly Cell[])[];
  /** Numbers (from 1) of rows hidden in the spreadsheet; they are read like the others and reported. */
  readonly hiddenRows: readonly number[];
  /** Columns, from 0, hidden in the spreadsheet; read like the others and shown as hidden. */
  readonly hiddenColumns?: readonly number[];
  readonly hiddenSheet: boolean;
}

export const EMPTY_CELL: Cell = { text: '', kind: 'empty', value: null };

export const textCell = (text: string): Cell => (text === '' ? EMPTY_CELL : { text, kind: 'text', value: text });

/** The spreadsheet's letter for a column counted from 0: A, B, … Z, AA. */
export function columnLetter(column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? letter : columnLetter(Math.floor(column / 26) - 1) + letter;
}

/** The column, from 0, that a letter names. */
export const columnOf = (letters: string): number => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Gives every row the same width, so that a column can be read from top to bottom without gaps. */
export function squared(rows: readonly (readonly Cell[])[]): Cell[][] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => EMPTY_CELL)]);
}
