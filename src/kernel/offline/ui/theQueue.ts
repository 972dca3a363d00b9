import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { v7 as newId } from 'uuid';
import { connection } from '../../ui/connection.ts';
import { openDrafts } from '../../ui/drafts.ts';
import { gate } from '../../ui/gate.ts';
import { ApiProblem } from '../../ui/problems.ts';
import { useSession } from '../../ui/session.tsx';
import { NotKept, Queue } from '../queue.ts';
import type { QueueStore } from '../queue-store.ts';
import { piecesSentOf, type QueueState, sendStateOf } from '../states.ts';
import { type Answered, handedWith, isSameRecord, nameOf, outcomeOf, type RecordName, type SendState, type ToSend, type Travelling, type Waiting } from '../waiting.ts';
import { type FilesHere, filesIn } from './filesHere.ts';
import { fileCarrierOf, transportOf } from './transport.ts';

/** The queue of whoever is at this window; one for each account and hat. */
interface Standing {
  readonly name: string;
  readonly memberId: string;
  readonly queue: Promise<Queue>;
  readonly files: Promise<FilesHere>;
  wake(): void;
  close(): void;
}

const empty: QueueState = { waiting: [], sending: new Set(), trouble: 'none', unkept: new Set(), sent: new Map() };
let standing: Standing | null = null;
/** Who asked for files before anybody stood here. */
const awaiting = new Set<(now: Standing) => void>();
let state: QueueState = empty;
/** Records that this page saw arrive. */
const kept = new Set<string>();
const listeners = new Set<() => void>();
const keptListeners = new Set<(call: Waiting, answer: Answered) => void>();

function show(next: QueueState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** A browser that keeps nothing (a private window): each thing given is refused there, and goes straight to the server or stays on the page. */
const nowhere: QueueStore = {
  read: () => Promise.resolve(undefined),
  under: () => Promise.resolve([]),
  write: () => Promise.reject(new Error('this browser keeps nothing')),
  remove: () => Promise.resolve(),
};

/** Several things noted at once leave together. Milliseconds. */
const GATHERING = 50;
/** The first screen stands by then, also on a slow telephone. Milliseconds. */
const BEFORE_SWEEPING = 10_000;
/** What nobody names any more is looked for twice, so far apart, before it goes: somebody may be changing their mind. Milliseconds. */
const BEFORE_ORPHANS_GO = 60_000;

/** Without the browser's own locks (an old one) there is one window at a time anyway, or calls are sent twice, which is harmless. */
function exclusive(name: string): { writing: <T>(work: () => Promise<T>) => Promise<T>; sending: (work: () => Promise<void>) => Promise<void> } {
  const { locks } = navigator as { locks?: LockManager };
  let last: Promise<unknown> = Promise.resolve();
  return {
    async writing<T>(work: () => Promise<T>): Promise<T> {
      if (locks) return locks.request(`reti-queue/${name}/write`, work) as Promise<T>;
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
    sending: async (work) => {
      if (locks) await locks.request(`reti-queue/${name}/send`, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
      else await work();
    },
  };
}

function open(accountId: string, draftKey: string, memberId: string): Standing {
  const name = `${accountId}/${memberId}`;
  const channel = new BroadcastChannel(`reti-queue/${accountId}`);
  const tellOthers = channel.postMessage.bind(channel);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDraining = false;
  let isWanted = false;
  let isClosed = false;

  const opening = openDrafts(accountId, draftKey).catch(() => undefined);
  const files = opening.then(filesIn);
  const begin = async (): Promise<Queue> => {
    const { writing, sending } = exclusive(accountId);
    const drafts = await opening;
    const queue = new Queue({
      store: drafts ?? nowhere, files: { store: await files, carrier: fileCarrierOf(memberId) }, transport: transportOf(memberId), clock: Date.now, newId, writing, sending, memberId, announce: () => tellOthers('changed'),
    });
    queue.subscribe(() => { if (!isClosed) show(queue.state()); });
    queue.onKept((call, answer) => {
      kept.add(nameOf(call.record));
      for (const listener of keptListeners) listener(call, answer);
    });
    await queue.load();
    return queue;
  };
  const queue = begin();
  let sweeping: ReturnType<typeof setTimeout> | undefined;
  const orphans = async (): Promise<string[]> => {
    const one = await queue;
    await one.load(true);
    return (await files).orphans(one.state().waiting);
  };
  const sweep = async (): Promise<void> => {
    const first = new Set(await orphans());
    if (first.size === 0 || isClosed) return;
    sweeping = setTimeout(() => {
      const again = async (): Promise<void> => {
        for (const id of await orphans()) if (first.has(id)) await (await files).remove(id);
      };
      // What could not be removed now is found again at the next start.
      again().catch(() => undefined);
    }, BEFORE_ORPHANS_GO);
  };
  // Behind the first screen, which needs the same store.
  sweeping = setTimeout(() => { sweep().catch(() => undefined); }, BEFORE_SWEEPING);

  const drain = async (): Promise<void> => {
    if (isClosed || navigator.onLine === false || gate.state() !== 'open') return;
    if (isDraining) {
      isWanted = true;
      return;
    }
    isDraining = true;
    try {
      const pause = await (await queue).drain();
      if (pause !== undefined) wakeIn(pause);
    } catch {
      // The device could not be read just now; what lies there is still there.
      wakeIn(30_000);
    } finally {
      isDraining = false;
      if (isWanted) {
        isWanted = false;
        wakeIn(GATHERING);
      }
    }
  };
  function wakeIn(after: number): void {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void drain(), after);
  }
  const wake = (): void => wakeIn(GATHERING);
  const whenVisible = (): void => { if (document.visibilityState === 'visible') wake(); };
  channel.addEventListener('message', () => {
    // Another window noted or sent something.
    queue.then((one) => one.load(true)).then(() => { if (state.waiting.length > 0) wake(); }, () => undefined);
  });
  const forget = [
    connection.subscribe(() => { if (connection.isOnline()) wake(); }),
    gate.subscribe(() => { if (gate.state() === 'open') wake(); }),
  ];
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', whenVisible);
  wake();
  return {
    name,
    memberId,
    queue,
    files,
    wake,
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(sweeping);
      channel.close();
      for (const each of forget) each();
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', whenVisible);
    },
  };
}

/** Opens what waits on this device for whoever is at it, and sends it whenever the server answers. Once, in the frame. */
export function useQueueKept(): void {
  const { account, draftKey, hat } = useSession();
  const [accountId, hatId] = [account?.id, hat?.id];
  useEffect(() => {
    if (!accountId || !draftKey || !hatId) return;
    const name = `${accountId}/${hatId}`;
    if (standing?.name === name) return;
    standing?.close();
    show(empty);
    standing = open(accountId, draftKey, hatId);
    for (const resolve of awaiting) resolve(standing);
    awaiting.clear();
    // The browser is asked not to clear what waits here when the disk runs low; it may say no.
    void navigator.storage?.persist?.().catch(() => false);
  }, [accountId, draftKey, hatId]);
}

async function opened(): Promise<{ queue: Queue; memberId: string; wake: () => void }> {
  if (!standing) throw new ApiProblem({ code: 'offline', status: 0 });
  const { queue, memberId, wake } = standing;
  return { queue: await queue, memberId, wake };
}

/** Where the device keeps nothing, what is given goes straight to the server, or is refused while the screen still holds it. */
async function straight(queue: Queue, memberId: string, given: ToSend, reason: NotKept): Promise<string> {
  const failed = new ApiProblem({ code: reason.reason, status: 507 });
  if (reason.reason === 'too-large' || sendStateOf(queue.state(), given.record) !== undefined || (given.after?.length ?? 0) > 0) throw failed;
  const { method, path, body, seen } = given;
  const call: Travelling = { id: newId(), method, path, ...(body === undefined ? {} : { body }), ...(seen === undefined ? {} : { seen }) };
  const sent = await transportOf(memberId)([call]);
  const [answer] = sent.kind === 'answers' ? sent.answers : [];
  if (!answer) throw failed;
  const outcome = outcomeOf(answer);
  if (outcome === 'kept') {
    kept.add(nameOf(given.record));
    show({ ...state });
    return call.id;
  }
  throw typeof outcome === 'object' ? new ApiProblem({ code: outcome.refusal.code, status: outcome.refusal.status }) : failed;
}

/** What the device could not keep, as a problem that a screen can tell. @throws always */
function asProblem(error: unknown): never {
  throw error instanceof NotKept ? new ApiProblem({ code: error.reason, status: 507 }) : error;
}

export const queueActs = {
  /**
   * Notes a call and answers as soon as the device has it, with or without a network; it leaves by itself.
   * @param orOnPage where the device keeps nothing, hold it in this page rather than refuse
   * @returns its id, for `after`
   * @throws {ApiProblem} `device-full`, `too-large`: nothing was noted, and the screen still holds the words
   */
  async send(given: ToSend, orOnPage = false): Promise<string> {
    const { queue, memberId, wake } = await opened();
    try {
      const id = await queue.add(given, orOnPage);
      wake();
      return id;
    } catch (error) {
      if (error instanceof NotKept) return straight(queue, memberId, given, error);
      throw error;
    }
  },
  /**
   * Notes several calls that belong together, in their order: the device has them all or none. Where it keeps nothing, this page holds them.
   * What has a file names one that lies here already; see {@link filesHere}.
   */
  async sendAll(given: readonly ToSend[]): Promise<string[]> {
    const { queue, wake } = await opened();
    const ids = await queue.addAll(given, true);
    wake();
    return ids;
  },
  /** Tries once more what was refused, perhaps put right. */
  async again(id: string, body?: unknown): Promise<void> {
    const { queue, wake } = await opened();
    await queue.again(id, body);
    wake();
  },
  /** Puts other words in the place of those that were noted. @returns false where they may have left already @throws {ApiProblem} `device-full`, `too-large` */
  async replace(id: string, body: unknown): Promise<boolean> {
    return (await opened()).queue.replace(id, body).catch(asProblem);
  },
  /** Takes back what has not left. @returns how to put it back, or undefined where it may have left already */
  async takeBack(id: string): Promise<(() => Promise<void>) | undefined> {
    const { queue, wake } = await opened();
    const taken = await queue.takeBack(id);
    if (taken.length === 0) return undefined;
    return async () => {
      await queue.putBack(taken);
      wake();
    };
  },
  /** Hands over to who coordinates what nobody here can send any more. @returns how many things, none where it is on its way just now @throws {ApiProblem} `device-full`: nothing changed */
  async handOver(id: string): Promise<number> {
    const { queue, wake } = await opened();
    const count = await queue.handOver(id).catch(asProblem);
    wake();
    return count;
  },
  /** Sends a record without a file of it that is lost. @returns false where it may have left meanwhile @throws {ApiProblem} `device-full`: nothing changed */
  async sendWithout(id: string): Promise<boolean> {
    const { queue, wake } = await opened();
    const isDone = await queue.sendWithout(id).catch(asProblem);
    wake();
    return isDone;
  },
  /** Takes that back, while it has not left. @returns how many things @throws {ApiProblem} `device-full` */
  async keepHere(id: string): Promise<number> {
    return (await opened()).queue.keepHere(id).catch(asProblem);
  },
  /** Somebody read that a field was changed by another as well. */
  async seen(id: string): Promise<void> {
    await (await opened()).queue.seen(id);
  },
  /** What waits of one record, in order, as this page knows it now. */
  pending: (record: RecordName): readonly Waiting[] => state.waiting.filter((one) => isSameRecord(one.record, record)),
  /** Sends now, instead of at the next chance. */
  now(): void {
    standing?.wake();
  },
};

/** Where files lie on this device, of whoever is at it; a screen that opens with the page waits until that is known. */
export async function filesHere(): Promise<FilesHere> {
  return (standing ?? (await new Promise<Standing>((resolve) => { awaiting.add(resolve); }))).files;
}

/** How a screen sends: the same with and without a network. */
export const useQueue = (): typeof queueActs => queueActs;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useQueueState = (): QueueState => useSyncExternalStore(subscribe, () => state);

/** What would go if a call were taken back, itself first; nothing, where something of it may have left. */
export async function whatGoesWith(id: string): Promise<readonly Waiting[]> {
  return (await opened()).queue.takenBackWith(id);
}

/** How many things would be handed over with a call, itself among them, and how many of them without the file that they lost. */
export async function whatIsHanded(id: string): Promise<{ readonly count: number; readonly lost: number }> {
  const { queue } = await opened();
  const all = handedWith(queue.state().waiting, id);
  return { count: all.length, lost: (await queue.lostOf(all)).length };
}

/** Where a record is; undefined when this page knows of nothing of it on its way. */
export function useSendState(record: RecordName): SendState | undefined {
  const now = useQueueState();
  return sendStateOf(now, record) ?? (kept.has(nameOf(record)) ? 'kept' : undefined);
}

/** How far the files of a record have come, in pieces; undefined where none waits here. */
export function usePiecesSent(record: RecordName): { readonly sent: number; readonly of: number } | undefined {
  return piecesSentOf(useQueueState(), record);
}

/** What waits of one kind, to be shown beside what the server gave. */
export function useQueued(kind: string): readonly Waiting[] {
  const { waiting } = useQueueState();
  return useMemo(() => waiting.filter(({ record }) => record.kind === kind), [waiting, kind]);
}

/** Calls back when the server has something of a kind: the moment to read it anew. @param whenKept must be stable (useCallback) */
export function useWhenKept(kind: string, whenKept: (call: Waiting, answer: Answered) => void): void {
  useEffect(() => {
    const listener = (call: Waiting, answer: Answered): void => { if (call.record.kind === kind) whenKept(call, answer); };
    keptListeners.add(listener);
    return () => { keptListeners.delete(listener); };
  }, [kind, whenKept]);
}
