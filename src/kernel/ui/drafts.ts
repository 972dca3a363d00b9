import type { Table } from 'dexie';
import { createTurns } from './turns.ts';

/** A draft at rest: nobody can read it without the key, which the server gives to the signed-in account, or to the device that it enrolled. */
interface SealedDraft {
  readonly id: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  /** By the device's own clock, which may be wrong by years. */
  readonly savedAt: number;
  /** When it was first found to be old, by the same clock. */
  readonly oldSince?: number;
}

export interface Drafts {
  read<T>(key: string): Promise<T | undefined>;
  /** Names of the drafts that are this key or stand under it (`key/…`). */
  under(key: string): Promise<string[]>;
  write(key: string, value: unknown): Promise<void>;
  /** Many at once or none. */
  writeAll(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  /** The same for what is no text: a piece of a file. */
  readBytes(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  writeBytes(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(key: string): Promise<void>;
  /** Many at once. */
  removeAll(keys: readonly string[]): Promise<void>;
}

/** Forms that have something not yet kept. */
const typing = new Set<() => Promise<void>>();

/** A form says how to keep what it holds, as long as something in it is unsaved. @returns to be called when that is over */
export function whileTyping(keep: () => Promise<void>): () => void {
  typing.add(keep);
  return () => typing.delete(keep);
}

/** Keeps everything being typed in this window at once: before the page goes. */
export async function keepDraftsNow(): Promise<void> {
  await Promise.all([...typing].map((keep) => keep()));
}

const keptFor = 14 * 24 * 3600 * 1000;
/** A clock may be ahead by so much without anything being wrong. */
const ahead = 24 * 3600 * 1000;

const isDraft = ({ id }: { readonly id: string }): boolean => !/^[^/]+\/queue\//.test(id);

/**
 * Which drafts are forgotten, and which are only noted to be old. A device's clock jumps: a battery that died leaves it in another year, a network puts it
 * right. So nothing goes because of one look at the clock: what is found to be old is kept for as long again from then on.
 * What waits to be sent is nobody's draft, and stays until the server has it.
 */
export function whatAges<T extends { readonly id: string; readonly savedAt: number; readonly oldSince?: number }>(all: readonly T[], now: number): { readonly gone: readonly T[]; readonly noted: readonly T[] } {
  const drafts = all.filter(isDraft);
  // A moment that has not come yet was written down by a clock that has been put right since.
  const isToCome = (moment: number): boolean => moment > now + ahead;
  const isOld = ({ savedAt }: T): boolean => isToCome(savedAt) || savedAt < now - keptFor;
  const isNoted = ({ oldSince }: T): boolean => oldSince !== undefined && !isToCome(oldSince);
  return {
    gone: drafts.filter((one) => isOld(one) && isNoted(one) && (one.oldSince ?? now) < now - keptFor),
    noted: drafts.filter((one) => isOld(one) && !isNoted(one)),
  };
}

/** Whoever looks for a draft waits for those that are being put down or taken away: a form that closes hands its last words to the one that opens, and nothing that is done with. */
const { inTurn, allOver } = createTurns();

let table: Promise<Table<SealedDraft, string>> | null = null;

function openTable(): Promise<Table<SealedDraft, string>> {
  table ??= import('dexie').then(async ({ Dexie }) => {
    // Written means on the disk: a battery that dies a second later takes nothing along.
    const database = new Dexie('reti-drafts', { chromeTransactionDurability: 'strict' });
    database.version(1).stores({ drafts: 'id, savedAt' });
    const drafts = database.table<SealedDraft, string>('drafts');
    // A store that is full is still read and emptied.
    await forgetOld(drafts).catch(() => undefined);
    return drafts;
  });
  return table;
}

/** Opens the store before anybody needs what is in it: behind the digits of a telephone, not after them. */
export async function readyDrafts(): Promise<void> {
  await openTable();
}

async function forgetOld(drafts: Table<SealedDraft, string>): Promise<void> {
  const now = Date.now();
  const few = await drafts.where('savedAt').below(now - keptFor).or('savedAt').above(now + ahead).filter(isDraft).toArray();
  const { gone, noted } = whatAges(few, now);
  await drafts.bulkDelete(gone.map(({ id }) => id));
  for (const { id, savedAt } of noted) await drafts.where('id').equals(id).and((one) => one.savedAt === savedAt).modify({ oldSince: now });
}

/** Further keys by account: what was written before a device was enrolled, or by a window that did not know of it yet, stays readable on it. */
const further = new Map<string, Promise<CryptoKey>[]>();

const keyOf = (draftKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(atob(draftKey), (character) => character.charCodeAt(0)), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** What was opened with one key of an account and is sealed with another from now on. */
const instead = new Map<string, Promise<CryptoKey>>();
const opening = (accountId: string, draftKey: string): string => `${accountId} ${draftKey}`;

/** From now on drafts of this account that another key of theirs had sealed are read too, and sealed anew with the present one. */
export function alsoOpens(accountId: string, draftKey: string): void {
  further.set(accountId, [keyOf(draftKey)]);
  for (const name of instead.keys()) if (name.startsWith(opening(accountId, ''))) instead.delete(name);
}

const place = (accountId: string, name: string): string => `${accountId}/${name}`;
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function opened(key: CryptoKey, { id, nonce, sealed }: SealedDraft): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: bytesOf(id) }, key, sealed));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

async function sealedWith(key: CryptoKey, id: string, plain: Uint8Array<ArrayBuffer>): Promise<SealedDraft> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  return { id, nonce, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bytesOf(id) }, key, plain), savedAt: Date.now() };
}

/** Takes off this device what an account kept here: everything, or what stands under a name. No key is needed to forget. */
export async function wipeDrafts(accountId: string, under = ''): Promise<void> {
  if (under === '') further.delete(accountId);
  // What is being sealed at this moment would be put down afterwards.
  await allOver();
  await (await openTable()).where('id').startsWith(`${accountId}/${under}`).delete();
}

/** Seals with one key of an account what another had sealed, so that it opens after a device is enrolled, or no longer is. */
export async function resealDrafts(accountId: string, from: string, to: string): Promise<void> {
  const [drafts, before, after] = await Promise.all([openTable(), keyOf(from), keyOf(to)]);
  // One after the other: photographs that wait here are too much for a telephone to hold at once.
  for (const id of await drafts.where('id').startsWith(`${accountId}/`).primaryKeys()) {
    const stored = await drafts.get(id);
    const plain = stored && (await opened(before, stored));
    const again = plain === undefined ? undefined : await sealedWith(after, id, plain);
    // Unless something newer took its place meanwhile, or it is gone: it was sent, or taken back.
    if (stored && again) await drafts.where('id').equals(id).and((now) => now.savedAt === stored.savedAt).modify({ nonce: again.nonce, sealed: again.sealed });
  }
}

/**
 * One key of an account ends: whatever this window had opened with it writes with the other from now on, and what lies here is sealed anew. What is being put down
 * at this moment is waited for.
 */
export async function sealFromNow(accountId: string, from: string, to: string): Promise<void> {
  instead.set(opening(accountId, from), keyOf(to));
  await allOver();
  await resealDrafts(accountId, from, to);
}

/**
 * Drafts of one account on this device, each sealed with AES-256-GCM (NIST SP 800-38D: a fresh 96-bit nonce for each sealing) and
 * bound to its place, so that one draft cannot be passed off as another. Drafts found to be older than two weeks are forgotten two weeks later,
 * save what waits to be sent (`queue/…`).
 * @param draftKey 32 bytes in base64, held in memory only
 * @throws {DOMException} when the browser keeps no data (private window) or the key is not 32 bytes
 */
export async function openDrafts(accountId: string, draftKey: string): Promise<Drafts> {
  const [key, drafts] = await Promise.all([keyOf(draftKey), openTable()]);
  const present = async (): Promise<CryptoKey> => instead.get(opening(accountId, draftKey)) ?? key;

  const readBytes = async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const id = place(accountId, name);
    await allOver();
    const stored = await drafts.get(id);
    if (!stored) return undefined;
    const now = await present();
    let plain = await opened(now, stored);
    for (const other of [...(now === key ? [] : [key]), ...(further.get(accountId) ?? [])]) {
      if (plain !== undefined) break;
      plain = await opened(await other, stored);
      // Unless something newer took its place meanwhile.
      const again = plain === undefined ? undefined : await sealedWith(now, id, plain);
      if (again) await drafts.where('id').equals(id).and((one) => one.savedAt === stored.savedAt).modify({ nonce: again.nonce, sealed: again.sealed });
    }
    // Sealed with a key that is not at hand: it stays, for whoever comes with it, until it is too old.
    return plain;
  };
  const writeBytes = (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
    inTurn([place(accountId, name)], async () => { await drafts.put(await sealedWith(await present(), place(accountId, name), bytes)); });

  return {
    async read<T>(name: string) {
      const plain = await readBytes(name);
      // Written by the same form with the same shape; a form that changed its shape also changes its draft's name.
      return plain === undefined ? undefined : (JSON.parse(new TextDecoder().decode(plain)) as T);
    },
    async under(name) {
      await allOver();
      const id = place(accountId, name);
      const ids = await drafts.where('id').startsWith(id).primaryKeys();
      return ids.filter((one) => one === id || one.startsWith(`${id}/`)).map((one) => one.slice(accountId.length + 1));
    },
    write: (name, value) => writeBytes(name, bytesOf(JSON.stringify(value))),
    writeAll: (entries) => inTurn(entries.map(([name]) => place(accountId, name)), async () => {
      const now = await present();
      await drafts.bulkPut(await Promise.all(entries.map(([name, value]) => sealedWith(now, place(accountId, name), bytesOf(JSON.stringify(value))))));
    }),
    readBytes,
    writeBytes,
    remove: (name) => inTurn([place(accountId, name)], () => drafts.delete(place(accountId, name))),
    removeAll: (names) => {
      const ids = names.map((name) => place(accountId, name));
      return inTurn(ids, () => drafts.bulkDelete(ids));
    },
  };
}
