import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { apart } from '../apart/run.ts';
import { FileRefused, readWorkbook } from './workbook.ts';
import { unpacked, zipOf, zipParts } from './zip.ts';

const register = readFileSync(new URL('../fixtures/registro-sportello.xlsx', import.meta.url));

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await readWorkbook(bytes);
  } catch (error) {
    if (error instanceof FileRefused) return error.code;
    throw error;
  }
  return 'read';
}

/** The register with its parts changed by hand, as no spreadsheet would write them. */
function tampered(change: (parts: Map<string, Buffer>) => void): Buffer {
  const parts = new Map((zipParts(register) ?? []).map((part) => [part.name, unpacked(register, part)]));
  change(parts);
  return zipOf(parts);
}

const replaced = (part: string, from: RegExp | string, to: string): Buffer =>
  tampered((parts) => parts.set(part, Buffer.from((parts.get(part)?.toString() ?? '').replace(from, to))));

const sheet = 'xl/worksheets/sheet1.xml';

describe('a file made to do harm', () => {
  it('is left closed when a part holds more than it says', async () => {
    const packed = deflateRawSync(Buffer.alloc(200_000_000));
    const lying = zipOf(new Map([['xl/workbook.xml', packed]]));
    // The part is said to be packed, and to hold one kilobyte.
    for (const [signature, at] of [[0x04034b50, 8], [0x02014b50, 10]] as const) {
      const header = lying.indexOf(Buffer.from(new Uint32Array([signature]).buffer));
      lying.writeUInt16LE(8, header + at);
      lying.writeUInt32LE(1_000, header + at + 14);
    }
    const before = process.memoryUsage().rss;
    expect(await refusal(lying)).toBe('file-unpacks-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it('is left closed when its list of parts is not all there is', async () => {
    const short = Buffer.from(register);
    const end = short.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
    short.writeUInt16LE(1, end + 10);
    expect(await refusal(short)).toBe('file-damaged');
    const moved = Buffer.concat([Buffer.from('PK\u0003\u0004'), register]);
    expect(await refusal(moved)).toBe('file-damaged');
  });

  it('does not make us count a merge of all the cells there are, nor a name that lists them', async () => {
    expect(await refusal(replaced(sheet, '</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'))).toBe('file-too-many-rows');
    expect(await refusal(replaced('xl/workbook.xml', '</sheets>', "</sheets><definedNames><definedName name=\"tutto\">'2026'!$A$1:$XFD$1048576</definedName></definedNames>"))).toBe('read');
  });

  it('is refused when a value stands at the end of the world, and read when only colour stands there', async () => {
    expect(await refusal(replaced(sheet, '</sheetData>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'))).toBe('file-too-many-rows');
    expect(await refusal(replaced(sheet, '</sheetData>', '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'))).toBe('read');
  });

  it('opens no other file and spells out no entity', async () => {
    const secret = `<!DOCTYPE worksheet [<!ENTITY a "${'x'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}"><!ENTITY c "${'&b;'.repeat(1_000)}"><!ENTITY f SYSTEM "file:///etc/hostname">]>`;
    const code = await refusal(tampered((parts) => {
      parts.set('xl/sharedStrings.xml', Buffer.from((parts.get('xl/sharedStrings.xml')?.toString() ?? '').replace('?>', `?>${secret}`).replace(/<t[^>]*>[^<]*<\/t>/, '<t>&c;&f;</t>')));
    }));
    expect(code).toBe('file-damaged');
  });

  it('of separators alone does not grow into a square of billions of cells', async () => {
    expect(await refusal(Buffer.from(`${';'.repeat(100_000)}\n${'\n'.repeat(200_000)}`))).toBe('file-too-many-rows');
    expect(await refusal(Buffer.from(`Nome;Data\n${';'.repeat(150)}\n`))).toBe('read');
  });

  it('of one enormous line, with quotes or without, is no register', async () => {
    for (const line of ['a'.repeat(1_000_000), `Nome;Data\n${'x'.repeat(1_000_000)};1`, `"${'""'.repeat(500_000)}"`]) expect(await refusal(Buffer.from(line))).toBe('file-too-many-rows');
    expect(await refusal(Buffer.from(`Nome;Data\n"${'a'.repeat(1_000_000)}`))).toMatch(/csv-broken|file-too-many-rows/);
  });

  it('that misses a sheet is damaged, and not shorter', async () => {
    expect(await refusal(tampered((parts) => {
      parts.delete('xl/worksheets/sheet2.xml');
    }))).toBe('file-damaged');
  });

  it('of another program is told apart from one that is no spreadsheet', async () => {
    expect(await refusal(zipOf(new Map([['mimetype', Buffer.from('application/vnd.oasis.opendocument.spreadsheet')], ['content.xml', Buffer.from('<x/>')]])))).toBe('file-other-spreadsheet');
    expect(await refusal(zipOf(new Map([['xl/workbook.bin', Buffer.from('x')]])))).toBe('file-other-spreadsheet');
    expect(await refusal(zipOf(new Map([['foto.jpg', Buffer.from('x')]])))).toBe('file-not-a-spreadsheet');
  });

  it('is read in a program of its own with the same result', async () => {
    expect(await apart('read', { bytes: register })).toEqual(await readWorkbook(register));
    await expect(apart('read', { bytes: register.subarray(0, 9_000) })).rejects.toMatchObject({ code: 'file-damaged' });
  }, 60_000);
});

describe('what an office leaves on a cell beside its value', () => {
  it('comes along: a comment, a line through the text, a colour on an empty cell', async () => {
    const workbook = new ExcelJS.Workbook();
    const made = workbook.addWorksheet('Foglio1');
    made.getCell('A1').value = 'KEITA Sekou';
    made.getCell('A1').note = 'il fratello non deve sapere & <basta>';
    made.getCell('B1').value = 'casa';
    made.getCell('B1').font = { strike: true };
    made.getCell('C1').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };
    made.getCell('D1').value = 'x';
    made.getColumn(4).hidden = true;
    const [grid] = await readWorkbook(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(grid?.rows[0]?.[0]?.comment).toBe('il fratello non deve sapere & <basta>');
    expect(grid?.rows[0]?.[1]?.struck).toBe(true);
    expect(grid?.rows[0]?.[2]?.fill).toBe('ff0000');
    expect(grid?.hiddenColumns).toEqual([3]);
  });
});
