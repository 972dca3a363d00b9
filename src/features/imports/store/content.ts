import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal } from '../../../kernel/vault/vault.ts';
import { CellCorrection, type ImportedRow, Mark, OriginalCell, RowFacts, RowProblem } from '../contract.ts';
import { SheetSeen } from '../wire.ts';

/** Where a sealed value stands, so that none can be moved to another row. */
export const place = {
  fileName: (batchId: string): string => `import_batch.file_name:${batchId}`,
  file: (batchId: string): string => `import_batch.file:${batchId}`,
  sheets: (batchId: string): string => `import_batch.sheets:${batchId}`,
  operators: (batchId: string): string => `import_batch.operators:${batchId}`,
  original: (rowId: string): string => `import_row.original:${rowId}`,
  corrections: (rowId: string): string => `import_row.corrections:${rowId}`,
  interpreted: (rowId: string): string => `import_row.interpreted:${rowId}`,
} as const;

/** The seal of an import that the actor was found to hold. @throws {Problem} not-allowed, content-destroyed */
export const sealOf = (house: House, act: Act, batchId: string): Promise<Seal> => house.vault.seal(act, batchId, 'import');

const Originals = z.array(OriginalCell);
const Interpreted = z.object({ facts: RowFacts.nullable(), marks: z.array(Mark), problems: z.array(RowProblem) });
export type Interpreted = z.infer<typeof Interpreted>;

export const openOriginal = (seal: Seal, row: { id: string; original_sealed: Buffer }): z.infer<typeof Originals> =>
  Originals.parse(JSON.parse(seal.open(row.original_sealed, place.original(row.id))));
export const openInterpreted = (seal: Seal, row: { id: string; interpreted_sealed: Buffer }): Interpreted =>
  Interpreted.parse(JSON.parse(seal.open(row.interpreted_sealed, place.interpreted(row.id))));
export const closeRow = (seal: Seal, id: string, row: ImportedRow): { original_sealed: Buffer; interpreted_sealed: Buffer } => ({
  original_sealed: seal.close(JSON.stringify(row.original), place.original(id)),
  interpreted_sealed: seal.close(JSON.stringify({ facts: row.facts, marks: row.marks, problems: row.problems }), place.interpreted(id)),
});

const Corrected = z.array(CellCorrection);
export const openCorrections = (seal: Seal, rowId: string, sealed: Buffer | null): CellCorrection[] =>
  sealed === null ? [] : Corrected.parse(JSON.parse(seal.open(sealed, place.corrections(rowId))));
export const closeCorrections = (seal: Seal, rowId: string, corrections: readonly CellCorrection[]): Buffer => seal.close(JSON.stringify(corrections), place.corrections(rowId));

export const openSheets = (seal: Seal, batchId: string, sealed: Buffer | null): SheetSeen[] =>
  sealed === null ? [] : z.array(SheetSeen).parse(JSON.parse(seal.open(sealed, place.sheets(batchId))));

const OperatorsSaid = z.record(z.string(), z.uuid().nullable());
/** Words of the register for colleagues, and whom the coordinator says they mean; null for nobody. */
export const openOperators = (seal: Seal, batchId: string, sealed: Buffer | null): Readonly<Record<string, string | null>> =>
  sealed === null ? {} : OperatorsSaid.parse(JSON.parse(seal.open(sealed, place.operators(batchId))));

/** HMAC-SHA256 under a key of the programme: the same words are known again there, and nowhere else, without being read. */
export function digestOf(house: House, programmeId: string, purpose: 'rows' | 'headings'): (words: string) => Buffer {
  const key = house.keyring.derive(`import ${purpose} of ${programmeId}`);
  return (words) => createHmac('sha256', key).update(words).digest();
}

/** What is the same when the same row is brought in again: its filled cells, whatever sheet or place they stand in. */
export const wordsOf = (row: ImportedRow): string => row.original.filter((cell) => cell.text.trim() !== '').map((cell) => `${cell.heading}\u001f${cell.text.trim()}`).join('\u001e');

/** A place in a list, opaque to the reader. */
export const placeAfter = (...parts: readonly (string | number)[]): string => Buffer.from(parts.join(' ')).toString('base64url');

/** The whole number at which a list goes on. @throws {Problem} invalid-input for a place that no list gave */
export function numberIn(after: string | undefined): number {
  if (after === undefined) return -1;
  const number = Number(Buffer.from(after, 'base64url').toString());
  if (!Number.isInteger(number)) throw new Problem('invalid-input', { errors: [{ path: 'after', code: 'format' }] });
  return number;
}
