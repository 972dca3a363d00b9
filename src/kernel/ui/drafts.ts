import type { Table } from 'dexie';

/** A draft at rest: nobody can read it without the key, which only the signed-in account gets from the server. */
interface SealedDraft {
  readonly id: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly savedAt: number;
}

export interface Drafts {
  read<T>(key: string): Promise<T | undefined>;
  /** Names of the drafts that are this key or stand under it (`key/…`). */
  under(key: string): Promise<string[]>;
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
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

/** Whoever looks for a draft waits for those that are being put down: a form that closes hands its last words to the one that opens. */
let writing: Promise<unknown> = Promise.resolve();

let table: Promise<Table<SealedDraft, string>> | null = null;

function openTable(): Promise<Table<SealedDraft, string>> {
  table ??= import('dexie').then(async ({ Dexie }) => {
    // Written means on the disk: a battery that dies a second later takes nothing along.
    const database = new Dexie('reti-drafts', { chromeTransactionDurability: 'strict' });
    database.version(1).stores({ drafts: 'id, savedAt' });
    const drafts = database.table<SealedDraft, string>('drafts');
    // What waits to be sent is nobody's draft: it stays until the server has it, however long that takes and whatever the clock says.
    await drafts.where('savedAt').below(Date.now() - keptFor).and(({ id }) => !/^[^/]+\/queue\//.test(id)).delete();
    return drafts;
  });
  return table;
}

/**
 * Drafts of one account on this device, each sealed with AES-256-GCM (NIST SP 800-38D: a fresh 96-bit nonce for each sealing) and
 * bound to its place, so that one draft cannot be passed off as another. Drafts older than two weeks are forgotten,
 * save what waits to be sent (`queue/…`).
 * @param draftKey 32 bytes in base64, held in memory only
 * @throws {DOMException} when the browser keeps no data (private window) or the key is not 32 bytes
 */
export async function openDrafts(accountId: string, draftKey: string): Promise<Drafts> {
  const raw = Uint8Array.from(atob(draftKey), (character) => character.charCodeAt(0));
  const [key, drafts] = await Promise.all([
    crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']),
    openTable(),
  ]);
  const place = (name: string): string => `${accountId}/${name}`;
  const binding = (id: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(id);

  return {
    async read<T>(name: string) {
      const id = place(name);
      await writing;
      const stored = await drafts.get(id);
      if (!stored) return undefined;
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: stored.nonce, additionalData: binding(id) }, key, stored.sealed);
        // Written by the same form with the same shape; a form that changed its shape also changes its draft's name.
        return JSON.parse(new TextDecoder().decode(plain)) as T;
      } catch (error) {
        // Sealed with a key of the past (the account's secrets were renewed): unreadable for ever, so not kept.
        if (!(error instanceof DOMException)) throw error;
        await drafts.delete(id);
        return undefined;
      }
    },
    async under(name) {
      await writing;
      const id = place(name);
      const ids = await drafts.where('id').startsWith(id).primaryKeys();
      return ids.filter((one) => one === id || one.startsWith(`${id}/`)).map((one) => one.slice(accountId.length + 1));
    },
    write(name, value) {
      const keep = async (): Promise<void> => {
        const id = place(name);
        const nonce = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(value));
        const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: binding(id) }, key, plain);
        await drafts.put({ id, nonce, sealed, savedAt: Date.now() });
      };
      const kept = keep();
      writing = Promise.allSettled([writing, kept]);
      return kept;
    },
    remove: (name) => drafts.delete(place(name)),
  };
}
