/**
 * A workbook of one sheet (ECMA-376), written as its rows come: the libraries we know either hold the whole workbook in memory or bring
 * 28 MB of their own. Cells are plain text, numbers and days; nothing in it can be run.
 */
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { type Cell, neutralised, type Rows } from './cells.ts';

const deflate = promisify(deflateRaw);
/** A small window and little working memory: each piece takes its own, 64 kB instead of 268, and rows look alike within a few lines. */
const SMALL = { windowBits: 13, memLevel: 6 } as const;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Spreadsheets count days from here. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;
const [PLAIN, HEADING, DATE] = [0, 1, 2];

/** Text as XML takes it: signs that XML 1.0 has no place for are left out. */
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not be written
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const LETTERS = 26;
const columnOf = (index: number): string => (index >= LETTERS ? columnOf(Math.floor(index / LETTERS) - 1) : '') + String.fromCharCode(65 + (index % LETTERS));

function written(cell: Cell, place: string, style: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${place}" s="${DATE}"><v>${Math.round((Date.parse(`${cell.day}T00:00:00Z`) - DAY_ZERO) / DAY)}</v></c>`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(neutralised(cell))}</t></is></c>`;
}

async function* sheet(head: readonly string[], rows: Rows): AsyncGenerator<Buffer> {
  const columns = head.map((_, index) => columnOf(index));
  let number = 0;
  const row = (cells: readonly Cell[], style = PLAIN): string => {
    number += 1;
    return `<row r="${number}">${cells.map((cell, index) => written(cell, `${columns[index] ?? ''}${number}`, style)).join('')}</row>`;
  };
  yield Buffer.from(`${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    + `<cols><col min="1" max="${head.length}" width="22" customWidth="1"/></cols><sheetData>${row(head, HEADING)}`);
  for await (const batch of rows) yield Buffer.from(batch.map((cells) => row(cells)).join(''));
  yield Buffer.from('</sheetData></worksheet>');
}

/** The parts that say what the sheet is; only its name differs from one workbook to the next. */
const frame = (name: string): readonly (readonly [string, string])[] => [
  ['[Content_Types].xml', `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
    + `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`],
  ['_rels/.rels', `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
  ['xl/workbook.xml', `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`],
  ['xl/_rels/workbook.xml.rels', `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`],
  ['xl/styles.xml', `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>`
    + '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'],
];

interface Packed {
  readonly name: Buffer;
  readonly offset: number;
  sum: number;
  packed: number;
  plain: number;
}

/** Unpacked size, checksum and the rest of it follow the part (APPNOTE 4.4.4, bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980: a file says nothing about when it was made beyond its name. */
const NO_DATE = 0x0021;
const numbers = (...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => Buffer.concat(fields.map(([bytes, value]) => {
  const field = Buffer.alloc(bytes);
  field.writeUIntLE(value, 0, bytes);
  return field;
}));
const sizes = (part: Packed) => [[4, part.sum], [4, part.packed], [4, part.plain]] as const;

/** The workbook, a piece for each batch of rows; compression is done outside the main thread. */
export async function* workbook(name: string, head: readonly string[], rows: Rows): AsyncGenerator<Buffer> {
  const parts: Packed[] = [];
  let at = 0;
  const counted = (piece: Buffer): Buffer => {
    at += piece.length;
    return piece;
  };
  async function* packed(path: string, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
    const part: Packed = { name: Buffer.from(path), offset: at, sum: 0, packed: 0, plain: 0 };
    parts.push(part);
    yield counted(Buffer.concat([numbers([4, 0x04034b50], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, NO_DATE], [4, 0], [4, 0], [4, 0], [2, part.name.length], [2, 0]), part.name]));
    for await (const piece of pieces) {
      // Each piece is a run of blocks by itself that leans on none before it; what joins them is their order alone.
      const pressed = await deflate(piece, { ...SMALL, finishFlush: constants.Z_SYNC_FLUSH });
      part.sum = crc32(piece, part.sum);
      part.plain += piece.length;
      part.packed += pressed.length;
      yield counted(pressed);
    }
    const end = await deflate(Buffer.alloc(0), SMALL);
    part.packed += end.length;
    yield counted(Buffer.concat([end, numbers([4, 0x08074b50], ...sizes(part))]));
  }

  for (const [path, text] of frame(name)) yield* packed(path, [Buffer.from(text)]);
  yield* packed('xl/worksheets/sheet1.xml', sheet(head, rows));
  const start = at;
  for (const part of parts) {
    yield counted(Buffer.concat([
      numbers([4, 0x02014b50], [2, 20], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, NO_DATE], ...sizes(part), [2, part.name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, part.offset]), part.name,
    ]));
  }
  yield numbers([4, 0x06054b50], [2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, at - start], [4, start], [2, 0]);
}
