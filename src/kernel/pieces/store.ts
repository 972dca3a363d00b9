import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import { Problem } from '../http/problems.ts';
import type { Seal, Vault } from '../vault/vault.ts';
import type { NewUpload, SentFile, Upload } from './contract.ts';
import { lengthOf, piecesOf } from './domain.ts';

const compartment = 'upload';
const ofPiece = (id: string, number: number): string => `upload_piece.sealed:${id}:${number}`;

interface UploadRow {
  readonly bytes: number;
  readonly piece: number;
  readonly pieces: number;
  readonly taken_at: Date | null;
  readonly taken_for: string | null;
}

const find = async (act: Act, id: string): Promise<UploadRow | undefined> => act.db.selectFrom('upload').select(['bytes', 'piece', 'pieces', 'taken_at', 'taken_for']).where('id', '=', id).executeTakeFirst();

async function stateOf(act: Act, id: string, { pieces, taken_at }: UploadRow): Promise<Upload> {
  const rows = await act.db.selectFrom('upload_piece').select('number').where('upload_id', '=', id).orderBy('number').execute();
  return { id, pieces, have: rows.map(({ number }) => number), isTaken: taken_at !== null };
}

/**
 * Announces a file, or asks how far it has come: the same call, so that a device that knows nothing any more goes on where it was. Audit: `upload.begin`.
 * @throws {Problem} already-exists for another file under this id, uploads-too-many
 */
export async function beginUpload(act: Act, vault: Vault, id: string, given: NewUpload): Promise<Upload> {
  const known = await find(act, id);
  if (known) {
    act.unchangedIf(known.bytes === given.bytes && known.piece === given.piece);
    return stateOf(act, id, known);
  }
  const pieces = piecesOf(given.bytes, given.piece);
  await act.db.insertInto('upload').values({ id, programme_id: act.actor.programmeId, ...given, pieces, created_by: act.actor.memberId }).execute();
  await vault.firstSeal(act, id, compartment);
  act.audit({ action: 'upload.begin', subject: 'upload', subjectId: id, details: { bytes: given.bytes } });
  return { id, pieces, have: [], isTaken: false };
}

/**
 * Keeps one piece, sealed. The same piece again is nothing; other bytes in its place are refused. Audit: `upload.piece`.
 * @returns how many pieces the server has
 * @throws {Problem} not-found, invalid-input for a piece of another length, piece-differs
 */
export async function keepPiece(act: Act, vault: Vault, id: string, number: number, bytes: Buffer): Promise<number> {
  const upload = await find(act, id);
  if (!upload) throw new Problem('not-found');
  if (bytes.length === 0 || bytes.length !== lengthOf(number, upload)) throw new Problem('invalid-input', { errors: [{ path: 'piece', code: 'length' }] });
  // A late copy of what was sent before the whole was taken.
  if (upload.taken_at !== null) {
    act.unchanged();
    return upload.pieces;
  }
  const seal = await vault.seal(act, id, compartment);
  const kept = await sql`insert into upload_piece (upload_id, number, sealed) values (${id}, ${number}, ${seal.closeBytes(bytes, ofPiece(id, number))}) on conflict do nothing`.execute(act.db);
  if (Number(kept.numAffectedRows ?? 0) === 1) act.audit({ action: 'upload.piece', subject: 'upload', subjectId: id, details: { number } });
  else {
    const before = await openPiece(act, seal, id, number);
    if (!before.equals(bytes)) throw new Problem('piece-differs');
    act.unchanged();
  }
  const { have } = await act.db.selectFrom('upload_piece').select(sql<number>`count(*)::int`.as('have')).where('upload_id', '=', id).executeTakeFirstOrThrow();
  return have;
}

async function openPiece(act: Act, seal: Seal, id: string, number: number): Promise<Buffer> {
  const { sealed } = await act.db.selectFrom('upload_piece').select('sealed').where('upload_id', '=', id).where('number', '=', number).executeTakeFirstOrThrow();
  return seal.openBytes(sealed, ofPiece(id, number));
}

/**
 * The whole of a file that came in pieces, for the room that keeps it now. In the same transaction its pieces and their key go; where the room
 * refuses it, they stay. Audit: `upload.take`.
 * @param made what is made of it; asked again for the same thing, whatever became of that since, there is nothing more to do
 * @returns undefined when that thing was made of it before
 * @throws {Problem} upload-incomplete when pieces are missing or it was given up meanwhile: the device sends what is missing and asks again;
 * upload-taken when another thing was made of it; upload-damaged when the whole is not what its sender says
 */
export async function takeUpload(act: Act, vault: Vault, { id, digest }: SentFile, made: string): Promise<Buffer | undefined> {
  const upload = await find(act, id);
  if (!upload) throw new Problem('upload-incomplete');
  if (upload.taken_for === made) return undefined;
  if (upload.taken_for !== null) throw new Problem('upload-taken');
  const { have } = await stateOf(act, id, upload);
  if (have.length !== upload.pieces) throw new Problem('upload-incomplete');
  const seal = await vault.seal(act, id, compartment);
  const parts: Buffer[] = [];
  for (const number of have) parts.push(await openPiece(act, seal, id, number));
  const whole = Buffer.concat(parts);
  if (!timingSafeEqual(createHash('sha256').update(whole).digest(), Buffer.from(digest, 'hex'))) throw new Problem('upload-damaged');
  await sql`select end_upload(${id}, ${made})`.execute(act.db);
  act.audit({ action: 'upload.take', subject: 'upload', subjectId: id });
  return whole;
}

/** Gives up what stood still for three days, with its key. Audit: `upload.ended-in-time`. */
export async function endStrayUploads(gate: Database): Promise<void> {
  await sql`select end_stray_uploads()`.execute(gate);
}
