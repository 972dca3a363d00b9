import { asWritten, type Cell, type Rows } from '../../../kernel/tables/cells.ts';
import { workbook } from '../../../kernel/tables/workbook.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { FileRefused, readWorkbook } from '../../imports/reading/workbook.ts';
import type { Grid } from '../../imports/reading/grid.ts';
import { sentencesFrom } from '../domain.ts';
import type { Wording, WordingTableRead } from '../wordings.ts';

/** By these headings a table that comes back is known; the language's own column is headed by its code. */
const [CODE, ITALIAN, ENGLISH] = ['code', 'it', 'en'];
/** A set of a few hundred sentences is far below this. */
const LIMITS = { bytes: 2_000_000, unpackedBytes: 20_000_000, cells: 20_000, rows: 2_000, columns: 40 };

/** The table for a translator outside: what stands already stands in it. Nothing of anybody, and no name. */
export function wordingTable(wording: Wording): { readonly name: string; readonly pieces: AsyncIterable<Buffer> } {
  const { instrument, language, lines } = wording;
  const rows: Cell[][] = lines.map((line) => [line.key, line.it, line.en, line.words === '' ? null : line.words]);
  async function* batches(): Rows {
    yield rows;
  }
  return { name: `${instrument.id}-${instrument.version}-${language}.xlsx`, pieces: workbook(language, [CODE, ITALIAN, ENGLISH, language], batches()) };
}

/** What a table brings back for this wording, row by row what not. @throws {Problem} wording-table-refused, with why: no spreadsheet, damaged, too large, or without the columns */
export async function readWordingTable(bytes: Uint8Array, { lines, language }: Wording): Promise<WordingTableRead> {
  const grid = (await gridsOf(bytes)).find(({ rows }) => rows.length > 0);
  const headings = (grid?.rows[0] ?? []).map((cell) => cell.text.trim().toLowerCase());
  const [code, italian, words] = [CODE, ITALIAN, language].map((heading) => headings.indexOf(heading)) as [number, number, number];
  if (!grid || Math.min(code, italian, words) < 0) throw new Problem('wording-table-refused', { facts: { reason: 'no-columns' } });
  const textAt = (row: Grid['rows'][number], column: number): string => asWritten(row[column]?.text ?? '').trim();
  return sentencesFrom(lines, grid.rows.slice(1).flatMap((row, index) => {
    const key = textAt(row, code);
    return key === '' ? [] : [{ row: index + 2, key, italian: textAt(row, italian), words: textAt(row, words) }];
  })) as WordingTableRead;
}

async function gridsOf(bytes: Uint8Array): Promise<Grid[]> {
  try {
    return await readWorkbook(bytes, LIMITS);
  } catch (error) {
    if (error instanceof FileRefused) throw new Problem('wording-table-refused', { facts: { reason: error.code } });
    throw error;
  }
}
