import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { FileRefused, readWorkbook, WORKBOOK_LIMITS } from './workbook.ts';

const register = readFileSync(new URL('../fixtures/registro-sportello.xlsx', import.meta.url));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function refusal(bytes: Uint8Array, limits = WORKBOOK_LIMITS): Promise<string> {
  try {
    await readWorkbook(bytes, limits);
  } catch (error) {
    if (error instanceof FileRefused) return error.code;
    throw error;
  }
  return 'read';
}

async function textsOf(bytes: Uint8Array): Promise<string[][]> {
  const [grid] = await readWorkbook(bytes);
  return (grid?.rows ?? []).map((row) => row.map((cell) => cell.text));
}

async function made(build: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  build(workbook.addWorksheet('Foglio1'), workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('a file that is not what it says', () => {
  it('is refused with the reason', async () => {
    const wrapped = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from('EncryptedPackage', 'utf16le')]);
    const otherZip = Buffer.from(register.toString('latin1').replaceAll('xl/workbook.xml', 'xl/warkbook.xml'), 'latin1');
    expect(await refusal(new Uint8Array())).toBe('file-empty');
    expect(await refusal(bytesOf(' \n\n '))).toBe('file-empty');
    expect(await refusal(wrapped)).toBe('file-password-protected');
    expect(await refusal(wrapped.subarray(0, 8))).toBe('file-old-excel');
    expect(await refusal(otherZip)).toBe('file-not-a-spreadsheet');
    expect(await refusal(register.subarray(0, 20_000))).toBe('file-damaged');
    expect(await refusal(bytesOf('%PDF-1.7 registro'))).toBe('file-not-a-spreadsheet');
    expect(await refusal(Uint8Array.of(1, 0, 2, 0, 3))).toBe('file-not-a-spreadsheet');
    expect(await refusal(bytesOf('Cognome;Nome\n"Koné;Issouf\n'))).toBe('csv-broken');
  });

  it('is refused when it is damaged inside, not only at its end', async () => {
    const damaged = Buffer.from(register);
    damaged.fill(0x41, 2000, 9000);
    expect(await refusal(damaged)).toBe('file-damaged');
  });

  it('is refused before it costs memory', async () => {
    expect(await refusal(register, { ...WORKBOOK_LIMITS, bytes: 1000 })).toBe('file-too-large');
    expect(await refusal(register, { ...WORKBOOK_LIMITS, unpackedBytes: 50_000 })).toBe('file-unpacks-too-large');
    expect(await refusal(register, { ...WORKBOOK_LIMITS, rows: 100 })).toBe('file-too-many-rows');
    expect(await refusal(register, { ...WORKBOOK_LIMITS, columns: 10 })).toBe('file-too-many-rows');
  });
});

describe('CSV as offices save it', () => {
  const expected = [['Cognome', 'Nome'], ['Koné', 'Issouf']];

  it('is read with every delimiter and encoding', async () => {
    for (const sign of [';', ',', '\t', '|']) {
      const text = `Cognome${sign}Nome\r\nKoné${sign}Issouf\r\n`;
      expect(await textsOf(bytesOf(text))).toEqual(expected);
      expect(await textsOf(bytesOf(`\ufeff${text}`))).toEqual(expected);
      expect(await textsOf(Buffer.from(text, 'latin1'))).toEqual(expected);
      expect(await textsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(expected);
      expect(await textsOf(Buffer.from(text, 'utf16le'))).toEqual(expected);
      expect(await textsOf(bytesOf(`sep=${sign}\r\n${text}`))).toEqual([['', ''], ...expected]);
    }
  });

  it('keeps commas and new lines inside quotes, uneven rows and blank lines', async () => {
    expect(await textsOf(bytesOf('Nome;Bisogni\n"Koné, Issouf";"salute\nalloggio"\n\nDiallo\n'))).toEqual([
      ['Nome', 'Bisogni'], ['Koné, Issouf', 'salute\nalloggio'], ['', ''], ['Diallo', ''],
    ]);
  });

  it('reads windows-1252 signs that latin-1 does not have', async () => {
    expect(await textsOf(Uint8Array.of(0x41, 0x3b, 0x80, 0x92))).toEqual([['A', '€’']]);
  });
});

describe('XLSX cells', () => {
  it('give formulas their stored result and never run them', async () => {
    const [grid] = await readWorkbook(await made((sheet) => {
      sheet.getCell('A1').value = { formula: '1+1', result: 7 };
      sheet.getCell('B1').value = { formula: '1+1' };
      sheet.getCell('C1').value = { error: '#N/A' };
      sheet.getCell('D1').value = { richText: [{ text: 'Ko' }, { text: 'né' }] };
      sheet.getCell('E1').value = '=1+1';
    }));
    expect(grid?.rows[0]?.map((cell) => [cell.kind, cell.value])).toEqual([['formula', 7], ['formula', null], ['error', '#N/A'], ['text', 'Koné'], ['text', '=1+1']]);
  });

  it('give the written day, in the 1904 calendar too', async () => {
    for (const date1904 of [false, true]) {
      const [grid] = await readWorkbook(await made((sheet, workbook) => {
        workbook.properties.date1904 = date1904;
        sheet.getCell('A1').value = new Date('2026-03-29T00:00:00Z');
        sheet.getCell('B1').value = new Date('2026-12-31T23:30:00Z');
      }));
      expect(grid?.rows[0]?.map((cell) => cell.value)).toEqual(['2026-03-29', '2026-12-31']);
    }
  });

  it('carry a value merged downwards, report hidden rows, and keep colours', async () => {
    const [grid] = await readWorkbook(await made((sheet) => {
      sheet.getCell('A1').value = '12/01/2026';
      sheet.mergeCells('A1:A2');
      sheet.getCell('B1').value = 'titolo';
      sheet.mergeCells('B1:C1');
      sheet.getCell('B2').value = 'Koné Issouf';
      sheet.getCell('B2').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };
      sheet.getRow(2).hidden = true;
    }));
    expect(grid?.rows[1]?.[0]).toMatchObject({ text: '12/01/2026', merged: true });
    expect(grid?.rows[0]?.map((cell) => cell.text)).toEqual(['12/01/2026', 'titolo']);
    expect(grid?.rows[1]?.[1]?.fill).toBe('ff0000');
    expect(grid?.hiddenRows).toEqual([2]);
  });
});
