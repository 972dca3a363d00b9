/** Dexie had made this store before: its version 1 is 10 to the browser. */
const version = 10;
const [name, store] = ['reti-devices', 'devices'];

/** What the browser's store says, told apart from what a prompt for a passkey says: both are DOMExceptions. See {@link isOfStore}. */
function ofStore(error: DOMException | null): Error {
  const told = new Error(error?.message ?? 'the store gave up', { cause: error });
  told.name = error?.name ?? 'AbortError';
  return told;
}

let opening: Promise<IDBDatabase> | null = null;

function openStore(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(name, version);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(store, { keyPath: 'accountId' }));
    request.addEventListener('success', () => {
      const database = request.result;
      // Closed by the browser, or to let it be taken away: opened anew when next asked.
      const forget = (): void => { opening = null; };
      database.addEventListener('close', forget);
      database.addEventListener('versionchange', () => { database.close(); forget(); });
      done(database);
    });
    request.addEventListener('error', () => failed(request.error ?? new DOMException('', 'UnknownError')));
  });
  opening.catch(() => { opening = null; });
  return opening;
}

async function within<T>(mode: IDBTransactionMode, work: (devices: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  try {
    const database = await openStore();
    return await new Promise<T>((done, failed) => {
      // Written means on the disk: a battery that dies a second later gives no try back.
      const transaction = database.transaction(store, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(store));
      transaction.addEventListener('complete', () => done(request.result));
      transaction.addEventListener('abort', () => failed(transaction.error ?? request.error));
    });
  } catch (error) {
    throw error instanceof DOMException || error === null ? ofStore(error) : error;
  }
}

/**
 * The devices of this browser, by account, read by the browser's own means: what opens a telephone stands before anything larger is fetched or run.
 * @throws {Error} by the name that the browser gave it, when its store is full, broken or away
 */
export const tableOfDevices = <T extends { readonly accountId: string }>() => ({
  all: (): Promise<T[]> => within<T[]>('readonly', (devices) => devices.getAll()),
  of: (accountId: string): Promise<T | undefined> => within<T | undefined>('readonly', (devices) => devices.get(accountId)),
  put: (device: T): Promise<unknown> => within('readwrite', (devices) => devices.put(device)),
  remove: (accountId: string): Promise<unknown> => within('readwrite', (devices) => devices.delete(accountId)),
});
