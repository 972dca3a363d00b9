/**
 * The parts of an XLSX that a register needs, and no others. Drawings, pictures, macros, links and lists of names stay packed: some of
 * them can be made to cost hours, none of them is a row. Comments are read here, because offices write about people in them.
 */
import type { FileProblemCode } from '../contract.ts';
import { columnOf } from './grid.ts';
import { unpacked, type ZipPart, zipParts } from './zip.ts';

export interface WorkbookParts {
  /** What the library is given. */
  readonly parts: ReadonlyMap<string, Buffer>;
  /** Comments by part of the sheet (`xl/worksheets/sheet1.xml`) and by cell (`B3`). */
  readonly comments: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Parts of the sheets, in the order of the workbook. */
  readonly sheets: readonly string[];
}

export interface PartLimits {
  /** What all the parts read may take once unpacked. */
  readonly unpackedBytes: number;
  /** Cells that stand in the file, empty ones that have a colour or a border included. */
  readonly cells: number;
}

const NEEDED = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/theme\/[\w]+\.xml|xl\/worksheets\/sheet\d+\.xml)$/i;
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.spreadsheet';

/** Takes a workbook apart, or says why it is not one. @throws {Error} when a part is damaged */
export function workbookParts(bytes: Uint8Array, limits: PartLimits): WorkbookParts | FileProblemCode {
  const listed = zipParts(bytes);
  if (listed === null) return 'file-damaged';
  const byName = new Map(listed.map((part) => [part.name, part]));
  if (byName.size !== listed.length) return 'file-damaged';
  if (listed.some((part) => part.isEncrypted)) return 'file-password-protected';
  if (!byName.has('xl/workbook.xml')) return otherDocument(bytes, byName);
  const isNote = (name: string): boolean => /^xl\/worksheets\/_rels\/sheet\d+\.xml\.rels$/.test(name) || /^xl\/(comments\/)?comments?\d*\.xml$/.test(name);
  const wanted = listed.filter((part) => NEEDED.test(part.name) || isNote(part.name));
  if (wanted.reduce((total, part) => total + part.size, 0) > limits.unpackedBytes) return 'file-unpacks-too-large';
  let read: Map<string, Buffer>;
  try {
    read = new Map(wanted.map((part) => [part.name, unpacked(bytes, part)]));
  } catch (error) {
    if (error instanceof RangeError) return 'file-unpacks-too-large';
    throw error;
  }
  const parts = new Map([...read].filter(([name]) => !isNote(name)).map(([name, content]) => [name, lightened(name, content)]));
  const sheets = [...parts].filter(([name]) => SHEET.test(name));
  if (sheets.reduce((total, [, content]) => total + cellsIn(content), 0) > limits.cells) return 'file-too-many-rows';
  const comments = new Map(sheets.flatMap(([name]) => {
    const found = commentsOf(name, read);
    return found.size === 0 ? [] : [[name, found] as const];
  }));
  return { parts, comments, sheets: sheetsInOrder(read) };
}

function otherDocument(bytes: Uint8Array, byName: ReadonlyMap<string, ZipPart>): FileProblemCode {
  if (byName.has('xl/workbook.bin') || byName.has('Index/Document.iwa')) return 'file-other-spreadsheet';
  const kind = byName.get('mimetype');
  if (kind === undefined || kind.size > 200) return 'file-not-a-spreadsheet';
  return unpacked(bytes, kind).toString().startsWith(OPEN_DOCUMENT) ? 'file-other-spreadsheet' : 'file-not-a-spreadsheet';
}

/** Lists of names may spell out every cell of a sheet one by one, and stand for no row. */
const lightened = (name: string, content: Buffer): Buffer =>
  (name === 'xl/workbook.xml' ? Buffer.from(content.toString().replace(/<definedNames[\s>][\s\S]*?<\/definedNames>/, '')) : content);

/** Cells that stand in a sheet or that a merge covers: each of them costs memory, whatever is in it. */
function cellsIn(sheet: Buffer): number {
  const text = sheet.toString('latin1');
  const written = text.match(/<c[\s/>]/g)?.length ?? 0;
  const merged = [...text.matchAll(/<mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)]
    .reduce((total, [, left = '', top, right = '', bottom]) => total + (columnOf(right) - columnOf(left) + 1) * (Number(bottom) - Number(top) + 1), 0);
  return written + merged;
}

/** The parts of the sheets as the workbook lists them. */
function sheetsInOrder(read: ReadonlyMap<string, Buffer>): string[] {
  const targets = relationsOf('xl/workbook.xml', read.get('xl/_rels/workbook.xml.rels'));
  return [...(read.get('xl/workbook.xml')?.toString() ?? '').matchAll(/<sheet\s[^>]*>/g)].map(([tag]) => targets.get(/\br:id="([^"]*)"/.exec(tag)?.[1] ?? '')?.path ?? '');
}

function commentsOf(sheet: string, read: ReadonlyMap<string, Buffer>): Map<string, string> {
  const relations = relationsOf(sheet, read.get(sheet.replace('worksheets/', 'worksheets/_rels/').concat('.rels')));
  const found = new Map<string, string>();
  for (const { type, path } of relations.values()) {
    if (!type.endsWith('/comments')) continue;
    for (const [, cell = '', body = ''] of (read.get(path)?.toString() ?? '').matchAll(/<comment\s[^>]*\bref="([A-Z]+\d+)"[^>]*>([\s\S]*?)<\/comment>/g)) {
      const text = [...body.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map(([, words = '']) => plainText(words)).join('').trim();
      if (text !== '') found.set(cell, text);
    }
  }
  return found;
}

function relationsOf(part: string, relations: Buffer | undefined): Map<string, { type: string; path: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  return new Map([...(relations?.toString() ?? '').matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => {
    const value = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    return [value('Id'), { type: value('Type'), path: new URL(value('Target'), `file:///${folder}`).pathname.slice(1) }] as const;
  }));
}

const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML text as it reads; entities that a file defines itself are left as they stand. */
function plainText(xml: string): string {
  return xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return SIGNS[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
