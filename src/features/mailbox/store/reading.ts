import { sql } from 'kysely';
import type { Database } from '../../../kernel/database/connection.ts';
import type { Keyring } from '../../../kernel/vault/keyring.ts';
import { vaultWith } from '../../../kernel/vault/vault.ts';
import type { ReadingFailure } from '../contract.ts';
import { contentDigest } from '../reading/source.ts';
import { headAlone, ReadingThread } from '../reading/thread.ts';
import { type Announced, BoxUnread, LARGEST, openFolder, type OpenFolder } from './fetching.ts';
import { keepMessage } from './keeping.ts';

interface BoxRow {
  readonly id: string;
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly security: string;
  readonly username: string;
  readonly folder: string;
  readonly receipts: boolean;
  readonly secret_id: string;
  readonly sealed: Buffer;
  readonly wrapped: Buffer;
  readonly master_version: number;
}

export const ofPassword = (secretId: string): string => `mailbox_secret:${secretId}`;

/** How many messages are announced at a time. */
const BATCH = 200;

export interface ReaderParts {
  readonly gate: Database;
  readonly keyring: Keyring;
  /** Authorities by which servers are known, beside Node's. */
  readonly trust?: readonly string[] | undefined;
  /** How often every box is looked at. */
  readonly everyMs?: number;
  /** Hears what kept a box from being read, by its code or the kind of the error alone. */
  readonly onTrouble: (code: string) => void;
}

/** What one look brought. */
export interface Look {
  readonly kept: number;
  /** Known already by their content. */
  readonly again: number;
  /** Not fetched now; asked for again at the next look. */
  readonly missing: number;
}

/**
 * Looks into every box beside the requests, one message at a time. Only one program reads a box at a time (a lock of the database that ends with its
 * connection), and even two would keep each message once: by its number on the server, and by its content.
 */
export class BoxReader {
  readonly #parts: ReaderParts;
  readonly #thread = new ReadingThread();
  readonly #digestKey: Buffer;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<Look> | undefined;
  #isStopping = false;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#digestKey = parts.keyring.derive('mail digests');
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), this.#parts.everyMs ?? 120_000).unref();
    void this.look();
  }

  /** Looks now; a second call while the first is at it waits for the same. */
  look(): Promise<Look> {
    this.#running ??= this.#lookEverywhere()
      .catch((error: unknown) => {
        this.#parts.onTrouble(error instanceof Error ? error.name : 'unknown');
        return { kept: 0, again: 0, missing: 0 };
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends the message in hand and goes. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#running;
    await this.#thread.close();
  }

  async #lookEverywhere(): Promise<Look> {
    const { rows } = await sql<BoxRow>`select * from mailboxes_to_read()`.execute(this.#parts.gate);
    let sum: Look = { kept: 0, again: 0, missing: 0 };
    for (const box of rows) if (!this.#isStopping) sum = added(sum, await this.#lookInto(box));
    await this.#thread.close();
    return sum;
  }

  #lookInto(box: BoxRow): Promise<Look> {
    return this.#parts.gate.connection().execute(async (db) => {
      const { rows: [lock] } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(hashtextextended(${`reti mailbox ${box.id}`}, 0)) as mine`.execute(db);
      if (!lock?.mine) return { kept: 0, again: 0, missing: 0 };
      try {
        return await this.#read(db, box);
      } finally {
        await sql`select pg_advisory_unlock(hashtextextended(${`reti mailbox ${box.id}`}, 0))`.execute(db);
      }
    });
  }

  async #read(db: Database, box: BoxRow): Promise<Look> {
    let failure: ReadingFailure | null = null;
    let look: Look = { kept: 0, again: 0, missing: 0 };
    try {
      const seal = vaultWith(this.#parts.keyring).sealsFrom([{ holder_id: box.secret_id, compartment: 'mailbox-door', wrapped: box.wrapped, master_version: box.master_version }]).get(`${box.secret_id} mailbox-door`);
      const folder = await openFolder({ ...box, password: seal?.open(box.sealed, ofPassword(box.secret_id)) ?? '', trust: this.#parts.trust });
      try {
        look = await this.#readFolder(db, box, folder);
      } finally {
        await folder.close();
      }
    } catch (error) {
      failure = error instanceof BoxUnread ? error.code : 'not-read';
      this.#parts.onTrouble(failure);
    }
    await sql`select end_reading(${box.id}, ${failure})`.execute(db);
    return look;
  }

  /** New numbers first, then those that could not be fetched before: one that breaks the connection every time keeps nothing else from coming in. */
  async #readFolder(db: Database, box: BoxRow, folder: OpenFolder): Promise<Look> {
    const { validity } = folder;
    const { rows: [begun] } = await sql<{ reached: number }>`select begin_reading(${box.id}, ${validity}) as reached`.execute(db);
    const fresh = await folder.above(begun?.reached ?? 0);
    const { rows: missing } = await sql<{ uid: number }>`select uid from mail_missing(${box.id}, ${validity})`.execute(db);
    let look: Look = { kept: 0, again: 0, missing: 0 };
    for (const uids of [...batches(fresh), missing.map((one) => one.uid)]) {
      if (this.#isStopping || !folder.isOpen) break;
      for (const announced of await folder.announced(uids)) {
        if (this.#isStopping || !folder.isOpen) break;
        look = added(look, await this.#one(db, box, folder, announced));
      }
    }
    return look;
  }

  async #one(db: Database, box: BoxRow, folder: OpenFolder, { uid, size, arrivedAt }: Announced): Promise<Look> {
    const isWhole = size <= LARGEST;
    let source: Buffer;
    try {
      source = await folder.source(uid, isWhole ? 'whole' : 'head');
    } catch {
      // The number is noted, so that what comes after it is not kept waiting and it is asked for again.
      await sql`select mail_not_fetched(${box.id}, ${folder.validity}, ${uid})`.execute(db);
      return { kept: 0, again: 0, missing: 1 };
    }
    const digest = contentDigest(this.#digestKey, source);
    const { rows: [known] } = await sql<{ is_known: boolean }>`select mail_seen_again(${box.id}, ${folder.validity}, ${uid}, ${digest}) as is_known`.execute(db);
    if (known?.is_known) return { kept: 0, again: 1, missing: 0 };
    const arrived = arrivedAt.getTime() === 0 ? new Date() : arrivedAt;
    const understood = isWhole ? await this.#thread.read(source, arrived) : headAlone(source, 'too-large');
    try {
      await keepMessage(db, { wrapper: this.#parts.keyring, digestKey: this.#digestKey, digest, now: new Date() }, box,
        { validity: folder.validity, uid, arrivedAt: arrived, size: Math.max(size, source.length), source, isWhole }, understood);
    } catch (error) {
      // One that cannot be kept is asked for again, and keeps no other waiting. Where the database itself is gone, this fails too and the look ends.
      this.#parts.onTrouble(error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
      await sql`select mail_not_fetched(${box.id}, ${folder.validity}, ${uid})`.execute(db);
      return { kept: 0, again: 0, missing: 1 };
    }
    return { kept: 1, again: 0, missing: 0 };
  }
}

const added = (one: Look, other: Look): Look => ({ kept: one.kept + other.kept, again: one.again + other.again, missing: one.missing + other.missing });
const batches = (uids: readonly number[]): number[][] => Array.from({ length: Math.ceil(uids.length / BATCH) }, (_, number) => uids.slice(number * BATCH, (number + 1) * BATCH));
