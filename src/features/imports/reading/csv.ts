/** CSV as offices really save it: comma, semicolon, tab or bar; UTF-8 with or without mark, UTF-16, or the Windows code page. */
import { parse } from 'csv-parse/sync';
import type { FileProblemCode } from '../contract.ts';
import { type Grid, squared, textCell } from './grid.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;
const LINES_TO_LOOK_AT = 30;
/** Signs of one record: two hundred columns of a thousand signs each, more than any register holds. A longer one is no row. */
const LONGEST_RECORD = 200_000;
/** Wider or longer than a register; thrown within the walk, before anything is made square. */
class Beyond extends Error {}

export type CsvReading = { readonly grid: Grid } | { readonly refused: FileProblemCode; readonly cause?: unknown };

/**
 * Reads CSV bytes into one grid; row numbers count records, as a spreadsheet that opens the file would. It stops at the first record beyond
 * the limits: a few bytes of separators could otherwise grow into a square of billions of cells.
 */
export function readCsv(bytes: Uint8Array, limits: { readonly rows: number; readonly columns: number }): CsvReading {
  const text = decode(bytes);
  if (text === null) return { refused: 'file-not-a-spreadsheet' };
  if (text.trim() === '') return { refused: 'file-empty' };
  // A first line that only names the delimiter is for the spreadsheet; it keeps its place, so that rows keep their numbers.
  const said = /^sep=([;,|\t])\r?\n/i.exec(text);
  try {
    const records: string[][] = parse(said === null ? text : text.replace(said[0], '\n'), {
      delimiter: said?.[1] ?? detectDelimiter(text), relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: false, max_record_size: LONGEST_RECORD,
      on_record: (record: string[], { records: count }) => {
        if (record.length > limits.columns || count > limits.rows) throw new Beyond();
        return record;
      },
    });
    return { grid: { sheet: 'CSV', rows: squared(records.map((record) => record.map(textCell))), hiddenRows: [], hiddenSheet: false } };
  } catch (error) {
    const isBeyond = error instanceof Beyond || (error instanceof Error && 'code' in error && error.code === 'CSV_MAX_RECORD_SIZE');
    return { refused: isBeyond ? 'file-too-many-rows' : 'csv-broken', cause: error };
  }
}

/** The text of the file, or null when the bytes are no text. Bytes that are not valid UTF-8 are read as windows-1252, which never fails. */
export function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const unmarked = utf16Without(bytes);
  if (unmarked !== null) return new TextDecoder(unmarked).decode(bytes);
  if (bytes.includes(0) || startsLikeDocument(bytes)) return null;
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  return new TextDecoder('windows-1252').decode(bytes);
}

/** Text in UTF-16 without its mark: nearly every other byte of its first lines is zero. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const start = bytes.subarray(0, 400);
  if (start.length < 20) return null;
  const zeros = [0, 1].map((at) => start.filter((byte, index) => index % 2 === at && byte === 0).length / (start.length / 2));
  if ((zeros[1] ?? 0) > 0.8 && (zeros[0] ?? 0) < 0.1) return 'utf-16le';
  return (zeros[0] ?? 0) > 0.8 && (zeros[1] ?? 0) < 0.1 ? 'utf-16be' : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).equals(Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8'));
}

/** PDF, images and web pages sometimes carry a spreadsheet's name. */
function startsLikeDocument(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart().toLowerCase();
  return ['%pdf', '<!doctype', '<html', '<?xml', '{\\rtf', '\u0089png', 'gif8', 'ÿøÿ'].some((sign) => start.startsWith(sign));
}

/** The delimiter that cuts the first lines into the most columns; signs inside quotes do not count. */
export function detectDelimiter(text: string): (typeof DELIMITERS)[number] {
  const lines = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, LINES_TO_LOOK_AT);
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1).toSorted((a, b) => a - b);
    return counts[Math.floor(counts.length / 2)] ?? 0;
  };
  return DELIMITERS.reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best));
}
