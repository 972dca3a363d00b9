import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type CheckedFile, checkedFile, FileRefused } from '../../../kernel/files/check.ts';
import type { MediaType } from '../../../kernel/files/kinds.ts';
import { scanned } from '../../../kernel/files/scan.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { takeUpload } from '../../../kernel/pieces/store.ts';
import type { BringContent, Content, DocumentCompartment } from '../contract.ts';
import { canJoin } from '../domain.ts';

/**
 * A file is whole in memory once, when it comes: its content is looked at and a picture is drawn anew, which cannot be done piece by piece;
 * the limit of the programme (20 MB at most) bounds it. It is kept and read in pieces of this size, one in memory at a time.
 */
const PIECE = 256 * 1024;

const ofPiece = (contentId: string, number: number, of: number): string => `document_piece.sealed:${contentId}:${number}/${of}`;
export const ofThumbnail = (contentId: string): string => `document_content.thumbnail:${contentId}`;

interface Place {
  readonly caseId: string;
  readonly compartment: DocumentCompartment;
}

/** Seals a file piece by piece. The pieces know their place and their number, so that none can be left out, moved or lent to another file. */
async function keepContent(act: Act, seal: Seal, id: string, { caseId, compartment }: Place, file: CheckedFile): Promise<void> {
  const pieces = Math.ceil(file.bytes.length / PIECE);
  const sealed = Array.from({ length: pieces }, (_, number) => seal.closeBytes(file.bytes.subarray(number * PIECE, (number + 1) * PIECE), ofPiece(id, number, pieces)));
  const digest = createHash('sha256');
  for (const piece of sealed) digest.update(piece);
  await act.db.insertInto('document_content').values({
    id, programme_id: act.actor.programmeId, case_id: caseId, compartment, media_type: file.mediaType, bytes: file.bytes.length, pieces, sealed_digest: digest.digest(),
    thumbnail_sealed: file.thumbnail ? seal.closeBytes(file.thumbnail, ofThumbnail(id)) : null, created_by: act.actor.memberId,
  }).execute();
  for (const [number, piece] of sealed.entries()) await act.db.insertInto('document_piece').values({ content_id: id, number, sealed: piece }).execute();
}

/** How large a file may be in this programme, in bytes. */
export async function largestOf(act: Act): Promise<number> {
  const found = await act.db.selectFrom('document_setting').select('largest_bytes').executeTakeFirst();
  return found?.largest_bytes ?? 15 * 1_048_576;
}

const arrived = async (act: Act, id: string) => act.db.selectFrom('document_content').select(['case_id', 'compartment', 'media_type', 'bytes']).where('id', '=', id).executeTakeFirst();

/**
 * Keeps a file that came in pieces, before it belongs to a document; asked again after a broken connection it is kept once. Audit: `document.bring`.
 * @throws {Problem} not-found, already-exists, not-allowed, content-destroyed, what {@link takeUpload} says of the file, and why it is refused
 */
export async function bringContent(act: Act, vault: Vault, id: string, { caseId, compartment, upload, name, turns, asPage }: BringContent): Promise<Content> {
  const place = { caseId, compartment };
  const before = await arrived(act, id);
  if (before) {
    act.unchangedIf(before.case_id === caseId && before.compartment === compartment);
    return { id, mediaType: before.media_type as MediaType, bytes: before.bytes };
  }
  const known = await held(act, place);
  const brought = await takeUpload(act, vault, upload, id);
  // It became a page of a document since, and is no thing of its own any more.
  if (!brought) {
    act.unchanged();
    return { id, mediaType: null, bytes: null };
  }
  const checked = await checkedFile(brought, { name, largest: await largestOf(act), right: { turns, asPage } }).catch(refused);
  await keepContent(act, await vault.seal(act, caseId, compartment), id, place, checked);
  act.audit({ action: 'document.bring', subject: 'document-content', subjectId: id, caseId, personId: known, details: { compartment, type: checked.mediaType, bytes: checked.bytes.length } });
  return { id, mediaType: checked.mediaType, bytes: checked.bytes.length };
}

function refused(error: unknown): never {
  throw error instanceof FileRefused ? new Problem(`document-${error.code}`) : error;
}

/** Whose case it is, if the asker holds the compartment. @throws {Problem} not-found, not-allowed */
export async function held(act: Act, { caseId, compartment }: Place): Promise<string> {
  const found = await act.db.selectFrom('case_access').select(['person_id', 'compartments']).where('case_id', '=', caseId).where('member_id', '=', act.actor.memberId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (!found.compartments.includes(compartment)) throw new Problem('not-allowed');
  return found.person_id;
}

interface OpenContent {
  readonly id: string;
  readonly pieces: number;
}

/** The file, piece by piece. @throws when a piece is missing, moved or changed */
export async function* piecesOf(act: Act, seal: Seal, { id, pieces }: OpenContent): AsyncGenerator<Buffer> {
  for (let number = 0; number < pieces; number += 1) {
    const piece = await act.db.selectFrom('document_piece').select('sealed').where('content_id', '=', id).where('number', '=', number).executeTakeFirstOrThrow();
    yield seal.openBytes(piece.sealed, ofPiece(id, number, pieces));
  }
}

async function whole(act: Act, seal: Seal, content: OpenContent): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of piecesOf(act, seal, content)) parts.push(part);
  return Buffer.concat(parts);
}

interface StrayRow extends OpenContent {
  readonly compartment: string;
  readonly media_type: string;
  readonly thumbnail_sealed: Buffer | null;
}

export interface Joined {
  readonly contentId: string;
  readonly pages: number;
  readonly isScan: boolean;
}

/**
 * Makes of what was brought the one content of a document: pages become one file; what was brought for other readers is sealed anew for these.
 * @throws {Problem} content-missing when a file went after its day or was never brought by the asker; pages-not-pictures
 */
export async function joined(act: Act, vault: Vault, newContentId: string, place: Place, ids: readonly string[], title: string): Promise<Joined> {
  const rows = await act.db.selectFrom('document_content').select(['id', 'pieces', 'compartment', 'media_type', 'thumbnail_sealed'])
    .where('id', 'in', ids).where('case_id', '=', place.caseId).where('document_id', 'is', null).where('created_by', '=', act.actor.memberId).execute();
  const strays = ids.map((id) => rows.find((row) => row.id === id)).filter((row): row is StrayRow & { compartment: string } => row !== undefined);
  if (strays.length !== ids.length) throw new Problem('content-missing');
  const types = strays.map((row) => row.media_type);
  if (!canJoin(types)) throw new Problem('pages-not-pictures');
  const [only] = strays;
  if (only && strays.length === 1 && only.compartment === place.compartment) return { contentId: only.id, pages: 1, isScan: false };

  const files: Buffer[] = [];
  let thumbnail: Buffer | undefined;
  for (const stray of strays) {
    const seal = await vault.seal(act, place.caseId, stray.compartment);
    files.push(await whole(act, seal, stray));
    if (!thumbnail && stray.thumbnail_sealed) thumbnail = seal.openBytes(stray.thumbnail_sealed, ofThumbnail(stray.id));
  }
  const file: CheckedFile = strays.length === 1 && only && files[0] ? { mediaType: only.media_type as MediaType, bytes: files[0] } : await scanned(files, { title, language: 'it', at: act.now });
  await keepContent(act, await vault.seal(act, place.caseId, place.compartment), newContentId, place, { ...file, ...(thumbnail ? { thumbnail } : {}) });
  await act.db.deleteFrom('document_content').where('id', 'in', ids).execute();
  return { contentId: newContentId, pages: strays.length, isScan: strays.length > 1 };
}

/** A content that the house itself wrote: no check is owed. */
export async function keepWritten(act: Act, vault: Vault, id: string, place: Place, file: CheckedFile): Promise<void> {
  await keepContent(act, await vault.seal(act, place.caseId, place.compartment), id, place, file);
}

/** Gives the content to its document; from now on it is never changed. */
export async function giveTo(act: Act, contentId: string, documentId: string): Promise<void> {
  await sql`update document_content set document_id = ${documentId} where id = ${contentId} and document_id is null`.execute(act.db);
}
