import { type Cell, neutralised, type Rows } from './cells.ts';

export interface CsvForm {
  /** Where a comma writes decimals, spreadsheets expect a semicolon between cells. */
  readonly separator: ',' | ';';
  /** The mark at the beginning by which spreadsheets know that the file is UTF-8. */
  readonly mark: boolean;
}

/** A table as CSV (RFC 4180), a piece for each batch. Days stay `YYYY-MM-DD`, and no cell can be run as a formula. */
export async function* csv(head: readonly string[], rows: Rows, { separator, mark }: CsvForm): AsyncGenerator<Buffer> {
  const special = new RegExp(`["\\r\\n${separator}]`);
  const written = (cell: Cell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const text = typeof cell === 'string' ? neutralised(cell) : cell.day;
    return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = (cells: readonly Cell[]): string => `${cells.map(written).join(separator)}\r\n`;
  yield Buffer.from((mark ? '\uFEFF' : '') + line(head));
  for await (const batch of rows) yield Buffer.from(batch.map(line).join(''));
}
