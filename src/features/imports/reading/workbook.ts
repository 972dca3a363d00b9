/**
 * The edge where a file becomes grids. Nothing is evaluated: formulas give their stored result, macros are not looked at.
 * A file is judged by its bytes, not by its name, and refused with a code before it can cost much memory.
 */
import type { FileProblemCode } from '../contract.ts';
import { readCsv } from './csv.ts';
import type { Grid } from './grid.ts';
import { workbookParts } from './parts.ts';
import { readXlsx, TooFar } from './xlsx.ts';
import { isZip } from './zip.ts';

/** A file that is not taken. The code is also the key of its translation, `imports.problem.<code>`. */
export class FileRefused extends Error {
  readonly code: FileProblemCode;

  constructor(code: FileProblemCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

export interface WorkbookLimits {
  readonly bytes: number;
  /** What the parts of an XLSX may take once unpacked. */
  readonly unpackedBytes: number;
  /** Cells that stand in an XLSX, empty ones that have a colour or a border included. */
  readonly cells: number;
  readonly rows: number;
  readonly columns: number;
}

/** Ten times the largest register an office of this size keeps. */
export const WORKBOOK_LIMITS: WorkbookLimits = { bytes: 10_000_000, unpackedBytes: 80_000_000, cells: 1_000_000, rows: 20_000, columns: 200 };

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads an XLSX or CSV file.
 * @throws {FileRefused} when the file is empty, too large, protected by a password, damaged, or no spreadsheet at all
 */
export async function readWorkbook(bytes: Uint8Array, limits: WorkbookLimits = WORKBOOK_LIMITS): Promise<Grid[]> {
  if (bytes.length === 0) throw new FileRefused('file-empty');
  if (bytes.length > limits.bytes) throw new FileRefused('file-too-large');
  const grids = isZip(bytes) ? await readZipped(bytes, limits) : readPlain(bytes, limits);
  if (grids.every((grid) => grid.rows.length === 0)) throw new FileRefused('file-empty');
  if (grids.some((grid) => grid.rows.length > limits.rows || (grid.rows[0]?.length ?? 0) > limits.columns)) {
    throw new FileRefused('file-too-many-rows');
  }
  return grids;
}

async function readZipped(bytes: Uint8Array, limits: WorkbookLimits): Promise<Grid[]> {
  try {
    const parts = workbookParts(bytes, limits);
    if (typeof parts === 'string') throw new FileRefused(parts);
    return await readXlsx(parts, limits);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw error instanceof TooFar ? new FileRefused('file-too-many-rows') : new FileRefused('file-damaged', error);
  }
}

function readPlain(bytes: Uint8Array, limits: WorkbookLimits): Grid[] {
  // An XLSX with a password is wrapped in the container of the old Office formats; the wrapper's name is in UTF-16.
  if (OLD_OFFICE.every((byte, index) => bytes[index] === byte)) {
    const wrapped = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new FileRefused(wrapped ? 'file-password-protected' : 'file-old-excel');
  }
  const read = readCsv(bytes, limits);
  if ('refused' in read) throw new FileRefused(read.refused, read.cause);
  return [read.grid];
}
