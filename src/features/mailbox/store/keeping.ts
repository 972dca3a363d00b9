import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from '../../../kernel/database/connection.ts';
import type { KeyWrapper } from '../../../kernel/vault/keyring.ts';
import { type Seal, vaultWith } from '../../../kernel/vault/vault.ts';
import { referenceOfMailbox } from '../../../kernel/reference/own.ts';
import { isLookedUp, languageOf, mayAcknowledge } from '../domain.ts';
import { keyedDigest } from '../reading/source.ts';
import type { Understood } from '../reading/understood.ts';
import { decideBy } from './terms.ts';

/** Sources and files are sealed in pieces of this size, so that one is in memory at a time when they are read. */
const PIECE = 256 * 1024;

export const ofWords = (id: string): string => `mail_words:${id}`;
export const ofPiece = (holderId: string, number: number, of: number): string => `mail_piece:${holderId}:${number}/${of}`;

/** A box as the reading knows it. */
export interface OpenBox {
  readonly id: string;
  readonly address: string;
  readonly receipts: boolean;
}

/** A message as it was fetched. */
export interface Fetched {
  readonly validity: number;
  readonly uid: number;
  readonly arrivedAt: Date;
  /** As the server says, in bytes. */
  readonly size: number;
  /** The source; only its head where the message is too large to be kept. */
  readonly source: Buffer;
  readonly isWhole: boolean;
}

/** What keeping needs: it writes with keys that it makes and never sees again. */
export interface KeepingParts {
  readonly wrapper: KeyWrapper;
  /** For digests by which a message, a number and an address are known again. */
  readonly digestKey: Buffer;
  readonly digest: Buffer;
  readonly now: Date;
}

/** By which an address that is sealed can be found again. */
export const senderDigest = (digestKey: Buffer, address: string): Buffer => keyedDigest(digestKey, `sender ${address}`);

const pieces = (bytes: Uint8Array): Uint8Array[] => Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, number) => bytes.subarray(number * PIECE, (number + 1) * PIECE));

/**
 * Keeps one message in one transaction: sealed with a key of its own that only readers of the box can use, with its thread and whoever wrote it, if the
 * address book knows them. Nothing of it is kept when any part fails.
 * @param db a connection of the gate
 */
export async function keepMessage(db: Database, { wrapper, digestKey, digest, now }: KeepingParts, box: OpenBox, fetched: Fetched, understood: Understood): Promise<void> {
  const id = newId();
  const { seal, wrapped, version } = freshSeal(wrapper, id, 'mail');
  const files = understood.files.map((file, place) => ({ id: newId(), place, ...file }));
  const source = fetched.isWhole ? pieces(fetched.source) : [];
  const threadOf = (number: string): Buffer => keyedDigest(digestKey, `number ${number}`);
  const sender = isLookedUp(understood.faults) ? understood.words.from?.address ?? '' : '';
  const term = understood.kind === 'letter' ? decideBy(await referenceOfMailbox(db, box.id), fetched.arrivedAt, now) : null;
  const mail = {
    id, mailboxId: box.id, validity: fetched.validity, uid: fetched.uid, kind: understood.kind, arrivedAt: fetched.arrivedAt.toISOString(), bytes: fetched.size, pieces: source.length, dueAt: term?.dueAt.toISOString() ?? null, remindAt: term?.remindAt.toISOString() ?? null,
    faults: understood.faults, digest: digest.toString('hex'), from: sender, senderDigest: senderDigest(digestKey, sender).toString('hex'),
    attachments: files.map((file) => ({ id: file.id, place: file.place, mediaType: file.kept?.mediaType ?? null, bytes: file.kept?.bytes.length ?? file.size, pieces: file.kept ? pieces(file.kept.bytes).length : 0, refusal: file.refusal })),
  };
  await db.transaction().execute(async (transaction) => {
    const { rows: [kept] } = await sql<{ thread: string }>`select keep_mail(${JSON.stringify(mail)}::jsonb, ${wrapped}, ${version}, ${seal.close(JSON.stringify(understood.words), ofWords(id))},
      ${bytesArray(understood.number === null ? [] : [threadOf(understood.number)])}::bytea[], ${bytesArray(understood.answersTo.map(threadOf))}::bytea[]) as thread`.execute(transaction);
    await keepPieces(transaction, seal, id, id, source);
    for (const file of files) if (file.kept) await keepPieces(transaction, seal, id, file.id, pieces(file.kept.bytes));
    if (understood.bounce) await sql`select mail_bounced(${understood.bounce.letterId}, ${understood.bounce.status})`.execute(transaction);
    const manners = { kind: understood.kind, senders: understood.senders, recipients: understood.recipients, headers: new Map(understood.headers) };
    const [to] = understood.senders;
    if (box.receipts && to !== undefined && sender !== '' && kept && mayAcknowledge(manners, [box.address.toLowerCase()], { arrivedAt: fetched.arrivedAt, now })) {
      await askReceipt(transaction, { wrapper, digests: [keyedDigest(digestKey, `thread ${kept.thread}`), keyedDigest(digestKey, `address ${to}`)] }, box, to, languageOf(understood.words.text, manners.headers.get('content-language')) ?? 'it');
    }
  });
}

/** PostgreSQL's text for an array of bytes: the driver would write each as an array of numbers. */
const bytesArray = (all: readonly Buffer[]): string => `{${all.map((one) => `"\\\\x${one.toString('hex')}"`).join(',')}}`;

async function keepPieces(db: Database, seal: Seal, messageId: string, holderId: string, parts: readonly Uint8Array[]): Promise<void> {
  for (const [number, part] of parts.entries()) {
    const sealed = seal.closeBytes(Buffer.from(part.buffer, part.byteOffset, part.byteLength), ofPiece(holderId, number, parts.length));
    await sql`insert into mail_piece (holder_id, number, message_id, programme_id, sealed) select ${holderId}, ${number}, ${messageId}, programme_of_mail(${messageId}), ${sealed}`.execute(db);
  }
}

/** A neutral receipt in the language of the letter, asked of the outbox once a day in a thread and to an address. */
async function askReceipt(db: Database, { wrapper, digests }: { readonly wrapper: KeyWrapper; readonly digests: readonly Buffer[] }, box: OpenBox, to: string, language: string): Promise<void> {
  const id = newId();
  const { seal, wrapped, version } = freshSeal(wrapper, id, 'outgoing-mail');
  await sql`select ask_receipt(${box.id}, ${bytesArray(digests)}::bytea[], ${id}, ${seal.close(to, `outgoing_mail.address:${id}`)}, ${wrapped}, ${version}, ${language})`.execute(db);
}

/** A key that was never used, and the seal over it. */
function freshSeal(wrapper: KeyWrapper, holderId: string, compartment: string): { readonly seal: Seal; readonly wrapped: Buffer; readonly version: number } {
  const { wrapped, version } = wrapper.wrap(randomBytes(32), `${holderId} ${compartment}`);
  const seal = vaultWith(wrapper).sealsFrom([{ holder_id: holderId, compartment, wrapped, master_version: version }]).get(`${holderId} ${compartment}`);
  if (!seal) throw new Error('a key was made and gave no seal');
  return { seal, wrapped, version };
}
