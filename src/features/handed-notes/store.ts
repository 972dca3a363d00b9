import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { paged, PAGE, placeAfter } from '../../kernel/database/pages.ts';
import type { House } from '../../kernel/http/house.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { checkedFile, FileRefused } from '../../kernel/files/check.ts';
import { checkedSound, SoundRefused } from '../../kernel/files/sound.ts';
import { Role } from '../../kernel/identity/contract.ts';
import { LARGEST_UPLOAD } from '../../kernel/pieces/contract.ts';
import { takeUpload } from '../../kernel/pieces/store.ts';
import type { Vault } from '../../kernel/vault/vault.ts';
import { HandedContent, type HandedLine, HandedMove, type HandedNote, type HandedPage, type HandedQuery, HandedState, type HandOver, type MoveHanded } from './contract.ts';
import { handedMachine, idsIn } from './domain.ts';

const compartment = 'handed-note';
const ofBody = (id: string): string => `handed_note.body:${id}`;
/** Of a file that came along; in bytes, one in memory at a time. */
const PIECE = 256 * 1024;
const ofPiece = (id: string, number: number, of: number): string => `handed_note_piece.sealed:${id}:${number}/${of}`;
const ofWords = (id: string): string => `handed_note_move.words:${id}`;

interface Row {
  id: string;
  state: string;
  record_kind: string;
  by: string;
  role: string;
  has_hat: boolean;
  noted_at: Date;
  arrived_at: Date;
}

interface FileRow {
  file_bytes: number | null;
  file_pieces: number | null;
  file_media_type: string | null;
  file_refusal: string | null;
}

const fileColumns = sql`n.file_bytes, n.file_pieces, n.file_media_type, n.file_refusal`;
const columns = sql`n.id, n.state, n.record_kind, a.name as by, m.role, m.ended_at is null as has_hat, n.noted_at, n.arrived_at`;
const joined = sql`handed_note n join membership m on m.id = n.from_member join account a on a.id = m.account_id`;

const lineOf = (row: Row): HandedLine => ({
  id: row.id, state: HandedState.parse(row.state), kind: row.record_kind, by: row.by, role: Role.parse(row.role), hasHat: row.has_hat, notedAt: row.noted_at.toISOString(), arrivedAt: row.arrived_at.toISOString(),
});

interface CameAlong {
  readonly bytes: Buffer;
  readonly mediaType: string | null;
  readonly refusal: string | null;
}

/** A recording may be as long as fits. Seconds. */
const LONGEST_SOUND = 86_400;

/** What a file is by its content. What may not be kept elsewhere is kept here as it came, with the reason: nothing that somebody wrote in the field is lost for it. */
async function looked(bytes: Buffer): Promise<CameAlong> {
  try {
    const checked = await checkedFile(bytes, { largest: LARGEST_UPLOAD });
    return { bytes: checked.bytes, mediaType: checked.mediaType, refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { bytes, ...(error.code === 'file-kind' ? heard(bytes) : { mediaType: null, refusal: error.code }) };
  }
}

function heard(bytes: Buffer): Omit<CameAlong, 'bytes'> {
  try {
    return { mediaType: checkedSound(bytes, { largest: LARGEST_UPLOAD, longest: LONGEST_SOUND }).mediaType, refusal: null };
  } catch (error) {
    if (!(error instanceof SoundRefused)) throw error;
    // Only what is a sound at all is refused as one.
    return { mediaType: null, refusal: error.code === 'sound-kind' ? 'file-kind' : error.code };
  }
}

/**
 * Keeps a note that could not be sent any more for who coordinates the programme in which it was written. Whoever hands it over makes its key and never
 * holds it: the file that waited with the note is sealed with it too, in the same transaction. Audit: `handed-note.hand-over`.
 * @throws {Problem} not-found for a hat that was never one's own, already-exists, too-many-requests, what {@link takeUpload} says of the file
 */
export async function handOver(act: Act, { keyring, vault }: Pick<House, 'keyring' | 'vault'>, id: string, { memberId, kind, notedAt, file, ...content }: HandOver): Promise<void> {
  const brought = file && (await takeUpload(act, vault, file, id));
  const along = brought && (await looked(brought));
  const parts = along ? Math.ceil(along.bytes.length / PIECE) : null;
  const about = `${id} ${compartment}`;
  const { wrapped, version } = keyring.wrap(randomBytes(32), about);
  const seal = vault.sealsFrom([{ holder_id: id, compartment, wrapped, master_version: version }]).get(about);
  if (!seal) throw new Problem('unexpected');
  const { rows: [kept] } = await sql<{ is_new: boolean }>`
    select hand_note(${id}, ${memberId}, ${kind}, ${notedAt}, ${idsIn(content.path, content.body)}::uuid[], ${seal.close(JSON.stringify(content), ofBody(id))}, ${wrapped}, ${version},
      ${along?.bytes.length ?? null}, ${parts}, ${along?.mediaType ?? null}, ${along?.refusal ?? null}) as is_new`.execute(act.db);
  if (!kept?.is_new) return act.unchanged();
  if (along && parts !== null) {
    for (let number = 0; number < parts; number += 1) {
      await sql`select hand_note_piece(${id}, ${number}, ${seal.closeBytes(along.bytes.subarray(number * PIECE, (number + 1) * PIECE), ofPiece(id, number, parts))})`.execute(act.db);
    }
  }
  act.audit({ action: 'handed-note.hand-over', subject: 'handed-note', subjectId: id, details: { kind, ...(along ? { bytes: along.bytes.length, type: along.mediaType ?? along.refusal } : {}) } });
}

/** Notes that wait, or those that were dealt with; the latest first, without a word of them. Audit: `handed-note.list`. */
export async function listHanded(act: Act, { shelf, after }: HandedQuery): Promise<HandedPage> {
  const place = placeAfter(after, 2);
  const { rows } = await sql<Row>`select ${columns} from ${joined} where n.state = any(${shelf === 'waiting' ? ['waiting'] : ['taken', 'set-aside']})
    ${place ? sql`and (n.arrived_at, n.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``} order by n.arrived_at desc, n.id desc limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'handed-note.list', subject: 'handed-note', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.arrived_at.toISOString(), row.id], lineOf);
}

/** One note with its words, for who coordinates. Audit: `handed-note.read`. @throws {Problem} not-found, also for who wrote it */
export async function readHanded(act: Act, vault: Vault, id: string): Promise<HandedNote> {
  const { rows: [row] } = await sql<Row & FileRow & { body_sealed: Buffer }>`select ${columns}, n.body_sealed, ${fileColumns} from ${joined} where n.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const { rows: steps } = await sql<{ id: string; move: string; to_state: string; words_sealed: Buffer; by: string; at: Date }>`
    select v.id, v.move, v.to_state, v.words_sealed, a.name as by, v.at from handed_note_move v join membership m on m.id = v.by_member join account a on a.id = m.account_id
     where v.note_id = ${id} order by v.at, v.id`.execute(act.db);
  const seal = (await vault.seals(act, id)).get(compartment);
  act.audit({ action: 'handed-note.read', subject: 'handed-note', subjectId: id });
  const line = lineOf(row);
  return {
    ...line, moves: handedMachine.movesFrom(line.state),
    file: row.file_bytes === null ? null : { bytes: row.file_bytes, mediaType: row.file_media_type, refusal: row.file_refusal },
    content: seal ? HandedContent.parse(JSON.parse(seal.open(row.body_sealed, ofBody(id)))) : null,
    steps: steps.map((step) => ({ id: step.id, move: HandedMove.parse(step.move), to: HandedState.parse(step.to_state), words: seal ? seal.open(step.words_sealed, ofWords(step.id)) : null, by: step.by, at: step.at.toISOString() })),
  };
}

/** The file that came with a note, for who coordinates. Audit: `handed-note.read-file`. @throws {Problem} not-found, content-destroyed where its key is no more */
export async function readHandedFile(act: Act, vault: Vault, id: string): Promise<{ readonly bytes: Buffer; readonly mediaType: string | null }> {
  const { rows: [row] } = await sql<FileRow>`select ${fileColumns} from handed_note n where n.id = ${id}`.execute(act.db);
  if (!row || row.file_pieces === null) throw new Problem('not-found');
  const seal = (await vault.seals(act, id)).get(compartment);
  if (!seal) throw new Problem('content-destroyed');
  const parts: Buffer[] = [];
  for (let number = 0; number < row.file_pieces; number += 1) {
    const { sealed } = await act.db.selectFrom('handed_note_piece').select('sealed').where('note_id', '=', id).where('number', '=', number).executeTakeFirstOrThrow();
    parts.push(seal.openBytes(sealed, ofPiece(id, number, row.file_pieces)));
  }
  act.audit({ action: 'handed-note.read-file', subject: 'handed-note', subjectId: id });
  return { bytes: Buffer.concat(parts), mediaType: row.file_media_type };
}

/** A step of a note, with its words. Audit: `handed-note.<move>`. @throws {Problem} not-found, illegal-move */
export async function moveHanded(act: Act, vault: Vault, id: string, moved: MoveHanded): Promise<void> {
  const seal = (await vault.seals(act, id)).get(compartment);
  if (!seal) throw new Problem('not-found');
  const { rows: [taken] } = await sql<{ is_new: boolean }>`select move_handed_note(${id}, ${moved.id}, ${moved.move}, ${seal.close(moved.words, ofWords(moved.id))}) as is_new`.execute(act.db);
  if (!taken?.is_new) return act.unchanged();
  act.audit({ action: `handed-note.${moved.move}`, subject: 'handed-note', subjectId: id });
}
