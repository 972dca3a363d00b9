import { createHmac } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { Database } from '../../../kernel/database/connection.ts';
import { moment } from '../../../kernel/database/pages.ts';
import { type CheckedFile, checkedFile, FileRefused } from '../../../kernel/files/check.ts';
import type { MediaType } from '../../../kernel/files/kinds.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { tokenDigest } from '../../../kernel/identity/tokens.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { takeUpload } from '../../../kernel/pieces/store.ts';
import type { ArrivedFile, DoorState, Inbound } from '../contract.ts';
import { LARGEST_FILE } from '../domain.ts';

/** A file is looked at whole, and kept and read in pieces of this size. */
const PIECE = 256 * 1024;
const ofName = (id: string): string => `inbound_file.name:${id}`;
const ofThumbnail = (id: string): string => `inbound_file.thumbnail:${id}`;
const ofPiece = (id: string, number: number, of: number): string => `inbound_file_piece.sealed:${id}:${number}/${of}`;

/** A file as it comes. */
export interface Brought {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The check of the house, by content; what it refuses leaves the segnalazione as it was. */
const looked = (file: Brought): Promise<CheckedFile> => checkedFile(file.bytes, { name: file.name, largest: LARGEST_FILE })
  .catch((error: unknown) => { throw error instanceof FileRefused ? new Problem(`document-${error.code}`) : error; });

const digestOfFile = (house: House, programmeId: string, file: Brought): Buffer =>
  createHmac('sha256', house.keyring.derive(`inbound written of ${programmeId}`)).update(file.name).update('\0').update(file.bytes).digest();

interface Ways {
  /** Adds the row; answers `new`, `same` or `other`. */
  readonly add: (given: { head: string; name: Buffer; thumbnail: Buffer | null }) => RawBuilder<{ outcome: string }>;
  readonly db: Database;
}

/** Seals it piece by piece; each piece knows its place. @returns whether it is new @throws {Problem} already-exists, report-files-full, illegal-move */
async function keep(seal: Seal, id: string, name: string, file: CheckedFile, { add, db }: Ways): Promise<boolean> {
  const pieces = Math.ceil(file.bytes.length / PIECE);
  const { rows: [kept] } = await add({
    head: JSON.stringify({ mediaType: file.mediaType, bytes: file.bytes.length, pieces }), name: seal.close(name, ofName(id)), thumbnail: file.thumbnail ? seal.closeBytes(file.thumbnail, ofThumbnail(id)) : null,
  }).execute(db);
  if (kept?.outcome === 'other') throw new Problem('already-exists');
  if (kept?.outcome !== 'new') return false;
  for (let number = 0; number < pieces; number += 1) {
    await sql`select add_inbound_piece(${id}, ${number}, ${seal.closeBytes(file.bytes.subarray(number * PIECE, (number + 1) * PIECE), ofPiece(id, number, pieces))})`.execute(db);
  }
  return true;
}

/** Attaches a file to what one wrote, or handles. The same again changes nothing. Audit: `inbound.attach`. @throws {Problem} not-found, why it is refused, and as {@link keep} */
export async function attachFile(act: Act, house: House, id: string, fileId: string, file: Brought): Promise<void> {
  const { rows: [side] } = await sql<{ is_ours: boolean }>`select handles_inbound(${id}) or wrote_inbound(${id}) as is_ours`.execute(act.db);
  const seal = side?.is_ours ? (await house.vault.seals(act, id)).get('inbound') : undefined;
  if (!seal) throw new Problem('not-found');
  const digest = digestOfFile(house, act.actor.programmeId, file);
  const isNew = await keep(seal, fileId, file.name, await looked(file), {
    db: act.db, add: ({ head, name, thumbnail }) => sql<{ outcome: string }>`select attach_inbound(${id}, ${fileId}, ${head}::jsonb, ${name}, ${thumbnail}, ${digest}) as outcome`,
  });
  if (!isNew) return act.unchanged();
  act.audit({ action: 'inbound.attach', subject: 'inbound-referral', subjectId: id });
}

/**
 * The same of a file that came in pieces; where it is refused, the pieces stay its sender's. Audit: as {@link attachFile}, beside `upload.take`.
 * @throws {Problem} what {@link takeUpload} says of the file, and as {@link attachFile}
 */
export async function attachArrived(act: Act, house: House, id: string, fileId: string, { name, upload }: ArrivedFile): Promise<void> {
  const bytes = await takeUpload(act, house.vault, upload, fileId);
  if (!bytes) return act.unchanged();
  await attachFile(act, house, id, fileId, { name, bytes });
}

/** The seal of what came through a door in the last day. @throws {Problem} not-found */
async function throughDoor(house: House, secret: string, id: string): Promise<{ readonly seal: Seal; readonly programmeId: string }> {
  const { rows: [key] } = await sql<{ programme_id: string; wrapped: Buffer; master_version: number }>`select * from door_report_key(${tokenDigest(secret)}, ${id})`.execute(house.gate);
  const seal = key && house.vault.sealsFrom([{ holder_id: id, compartment: 'inbound', wrapped: key.wrapped, master_version: key.master_version }]).get(`${id} inbound`);
  if (!key || !seal) throw new Problem('not-found');
  return { seal, programmeId: key.programme_id };
}

/** Whether a door may attach to this one, asked before a file is taken in. @throws {Problem} not-found */
export const mayAttachThroughDoor = async (house: House, secret: string, id: string): Promise<void> => void (await throughDoor(house, secret, id));

/** Attaches a file through a door. Audit: `inbound.attach-through-door`. @throws {Problem} not-found, why it is refused, and as {@link keep} */
export async function attachThroughDoor(house: House, secret: string, id: string, fileId: string, file: Brought): Promise<void> {
  const { seal, programmeId } = await throughDoor(house, secret, id);
  const [checked, digest, door] = [await looked(file), digestOfFile(house, programmeId, file), tokenDigest(secret)];
  await house.gate.transaction().execute((db) => keep(seal, fileId, file.name, checked, {
    db, add: ({ head, name, thumbnail }) => sql<{ outcome: string }>`select attach_through_door(${door}, ${id}, ${fileId}, ${head}::jsonb, ${name}, ${thumbnail}, ${digest}) as outcome`,
  }));
}

/** The names of what was attached through a door in the last day; none later. */
export async function namesThroughDoor(house: House, secret: string, id: string): Promise<DoorState['files']> {
  const { rows } = await sql<{ id: string; name_sealed: Buffer }>`select * from names_through_door(${tokenDigest(secret)}, ${id})`.execute(house.gate);
  if (rows.length === 0) return [];
  const { seal } = await throughDoor(house, secret, id);
  return rows.map((row) => ({ id: row.id, name: seal.open(row.name_sealed, ofName(row.id)) }));
}

/** What is attached: for the team with a small picture, for who sent it by name. */
export async function filesOf(act: Act, seal: Seal | undefined, id: string, withPictures: boolean): Promise<Inbound['files']> {
  const rows = await act.db.selectFrom('inbound_file').select(['id', 'name_sealed', 'media_type', 'bytes', 'thumbnail_sealed', 'created_at', 'document_id']).where('referral_id', '=', id).orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id, name: seal?.open(row.name_sealed, ofName(row.id)) ?? '', mediaType: row.media_type, bytes: row.bytes, at: moment(row.created_at), documentId: withPictures ? row.document_id : null,
    thumbnail: withPictures && seal && row.thumbnail_sealed ? `data:image/jpeg;base64,${seal.openBytes(row.thumbnail_sealed, ofThumbnail(row.id)).toString('base64')}` : null,
  }));
}

/** A file of a segnalazione, whole. Audit: `inbound.file-open`. @throws {Problem} not-found, also for one that stands in the case by now */
export async function openFile(act: Act, vault: Vault, id: string, fileId: string): Promise<{ readonly name: string; readonly mediaType: MediaType; readonly bytes: Buffer; readonly thumbnail: Buffer | undefined }> {
  const row = await act.db.selectFrom('inbound_file').select(['name_sealed', 'media_type', 'pieces', 'thumbnail_sealed']).where('id', '=', fileId).where('referral_id', '=', id).executeTakeFirst();
  const seal = (await vault.seals(act, id)).get('inbound');
  const pieces = await act.db.selectFrom('inbound_file_piece').select(['number', 'sealed']).where('file_id', '=', fileId).orderBy('number').execute();
  if (!row || !seal || pieces.length !== row.pieces) throw new Problem('not-found');
  act.audit({ action: 'inbound.file-open', subject: 'inbound-referral', subjectId: id });
  return {
    name: seal.open(row.name_sealed, ofName(fileId)), mediaType: row.media_type as MediaType, bytes: Buffer.concat(pieces.map((piece) => seal.openBytes(piece.sealed, ofPiece(fileId, piece.number, row.pieces)))),
    thumbnail: row.thumbnail_sealed ? seal.openBytes(row.thumbnail_sealed, ofThumbnail(fileId)) : undefined,
  };
}

/** Notes that a file stands in the case now; its bytes are no longer kept here. @returns false where it was moved before @throws {Problem} not-found */
export async function fileMoved(act: Act, fileId: string, documentId: string): Promise<boolean> {
  const { rows: [moved] } = await sql<{ is_new: boolean }>`select inbound_file_moved(${fileId}, ${documentId}) as is_new`.execute(act.db);
  return moved?.is_new ?? false;
}
