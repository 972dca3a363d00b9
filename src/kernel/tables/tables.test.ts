import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, neutralised } from './cells.ts';
import { csv } from './csv.ts';
import { workbook } from './workbook.ts';

async function* inBatches(rows: readonly (readonly Cell[])[], size = 2): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}
const whole = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
  const read: Buffer[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read);
};

describe('a table that leaves the house', () => {
  it('keeps commas, quotes, line ends and every script as CSV', async () => {
    const written = await whole(csv(['Codice', 'Parole'], inBatches([['verde-lontra', 'dice: "piano; piano"'], ['blu-riccio', 'una riga\ne un’altra'], ['rosso-gufo', 'فاطمة'], ['giallo-tasso', null]]), { separator: ';', mark: true }));
    expect(written.toString()).toBe('\uFEFFCodice;Parole\r\nverde-lontra;"dice: ""piano; piano"""\r\nblu-riccio;"una riga\ne un’altra"\r\nrosso-gufo;فاطمة\r\ngiallo-tasso;\r\n');
  });

  it('opens as a workbook with its words, numbers and days', async () => {
    const rows: Cell[][] = [['verde-lontra', 3, { day: '2026-03-09' }], ['<b>&"\u0007', null, null], ['فاطمة', -1.5, { day: '1969-12-31' }]];
    const read = new ExcelJS.Workbook();
    await read.xlsx.load(Uint8Array.from(await whole(workbook('Casi & altro', ['Codice', 'Quanti', 'Quando'], inBatches(rows)))).buffer);
    const [sheet] = read.worksheets;
    expect(sheet?.name).toBe('Casi & altro');
    expect(sheet?.getSheetValues().slice(1).map((row) => (row as unknown[]).slice(1).map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)))).toEqual([
      ['Codice', 'Quanti', 'Quando'], ['verde-lontra', 3, '2026-03-09'], ['<b>&"'], ['فاطمة', -1.5, '1969-12-31'],
    ]);
  });

  it('never begins a cell with what a spreadsheet would run', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' ='), fc.string(), async (sign, rest) => {
      const written = (await whole(csv(['a'], inBatches([[sign + rest]]), { separator: ',', mark: false }))).toString().slice('a\r\n'.length);
      expect(written.replace(/^"/, '').startsWith("'")).toBe(true);
      expect(neutralised(sign + rest).startsWith("'")).toBe(true);
    }), { numRuns: 50 });
  });
});
