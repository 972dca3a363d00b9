import { type FileCarrier, FileSender, type FileStore } from './files.ts';
import * as left from './left.ts';
import { type QueueStore, writeAll } from './queue-store.ts';
import type { QueueState, Trouble } from './states.ts';
import {
  type Answered, BATCH, FAILURES_ENOUGH, handedOver, handedWith, isFileGone, isOnlyToSee, nextBatch, nextFile, notHandedOver, NotKept, outcomeOf, type Refusal, type Sent, sizeOf, type ToSend, type Travelling, type Waiting, withoutFile, withWhatFollows,
} from './waiting.ts';

export interface QueueParts {
  readonly store: QueueStore;
  /** Sends many calls in one request, and never throws: whatever goes wrong is one of the answers. */
  readonly transport: (calls: readonly Travelling[]) => Promise<Sent>;
  /** Where files lie and how their pieces travel; without it nothing with a file leaves. */
  readonly files?: { readonly store: FileStore; readonly carrier: FileCarrier };
  /** The device's clock, in milliseconds. It may be wrong by days: nothing is decided by it. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** One window at a time writes; `writing` is short. */
  readonly writing: <T>(work: () => Promise<T>) => Promise<T>;
  /** One window at a time sends; the others do nothing, for that one sends what they noted too. */
  readonly sending: (work: () => Promise<void>) => Promise<void>;
  /** Tells the other windows that the store changed. */
  readonly announce?: () => void;
  readonly memberId: string;
}

export { NotKept };

const box = 'queue/calls';
/** How often words that were noted were put right, by any window: whoever sends reads them anew then. */
const changesBox = 'queue/changes';
const keyOf = ({ place, id }: Pick<Waiting, 'place' | 'id'>): string => `${box}/${String(place).padStart(12, '0')}-${id}`;
const placeIn = (key: string): number => Number(key.slice(box.length + 1, box.length + 13));
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 300_000;

/**
 * One queue of calls on a device. What is put in is there until the server has said that it has it, or a person takes it away.
 *
 * Each call lies under a key of its own, so that noting the five-hundredth costs what the first did. It is removed only after its answer;
 * should the removal be lost, it is sent again, and the server, which knows its id, changes nothing.
 */
export class Queue {
  readonly #parts: QueueParts;
  #waiting: Waiting[] = [];
  #sending: ReadonlySet<string> = new Set();
  #unkept: ReadonlySet<string> = new Set();
  #left: ReadonlySet<string> = new Set();
  #changes = 0;
  /** The call whose file is on its way just now. */
  #carrying: string | undefined;
  readonly #files: FileSender | undefined;
  #trouble: Trouble = 'none';
  /** How many calls go into one request now: on a bad line fewer. */
  #most: number = BATCH.calls;
  #misses = 0;
  #state: QueueState = { waiting: [], sending: new Set(), trouble: 'none', unkept: new Set(), sent: new Map() };
  readonly #listeners = new Set<() => void>();
  readonly #keptListeners = new Set<(kept: Waiting, answer: Answered) => void>();

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#files = parts.files && new FileSender(parts.files.store, parts.files.carrier);
  }

  state(): QueueState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of each call that the server has, with what it answered. */
  onKept(listener: (kept: Waiting, answer: Answered) => void): () => void {
    this.#keptListeners.add(listener);
    return () => this.#keptListeners.delete(listener);
  }

  /**
   * Reads what lies on the device.
   * @param everything also what is known here already: another window may have changed it
   */
  async load(everything = false): Promise<void> {
    const { store } = this.#parts;
    const before = new Map(this.#waiting.map((one) => [keyOf(one), one]));
    const keys = await store.under(box);
    const read = await Promise.all(keys.map(async (key) => [key, (everything ? undefined : before.get(key)) ?? (await store.read<Waiting>(key))] as const));
    const mayHaveLeft = await left.read(store);
    const stored = new Set(keys);
    const now = new Map(this.#waiting.map((one) => [keyOf(one), one]));
    // What this window noted, changed or took away while it was reading stands as it made it; so does what no store holds.
    const mine = [...now].filter(([key, one]) => now.get(key) !== before.get(key) || (!stored.has(key) && this.#unkept.has(one.id))).map(([, one]) => one);
    const others = read.flatMap(([key, one]) => (one === undefined || mine.some(({ id }) => id === one.id) || (before.has(key) && !now.has(key)) ? [] : [one]));
    const all = [...others, ...mine].toSorted((one, other) => one.place - other.place);
    this.#left = new Set(all.map(({ id }) => id).filter((id) => this.#left.has(id) || mayHaveLeft(id)));
    this.#show(all);
  }

  /**
   * Notes a call. @returns its id, once the device has it
   * @param orOnPage holds it in this page where the device cannot keep it, rather than refuse: for what cannot be typed a second time
   * @throws {NotKept} when the device cannot keep it, or it is more than a request can carry
   */
  async add(given: ToSend, orOnPage = false): Promise<string> {
    const [id = ''] = await this.addAll([given], orOnPage);
    return id;
  }

  /** Notes several calls, in their order; the device has them all, or none. @throws {NotKept} as {@link add} */
  async addAll(given: readonly ToSend[], orOnPage = false): Promise<string[]> {
    if (given.some((one) => sizeOf(one) > BATCH.bytes)) throw new NotKept('too-large');
    const { store, clock, newId, memberId, writing, announce } = this.#parts;
    return writing(async () => {
      // Where the store cannot even be read, nothing is in it.
      const places = await store.under(box).then((keys) => keys.map(placeIn), () => []);
      const last = Math.max(0, ...places, ...this.#waiting.map((one) => one.place));
      const all = given.map((one, at): Waiting => ({ ...one, id: newId(), place: last + 1 + at, memberId, notedAt: clock() }));
      const entries = all.map((one) => [keyOf(one), one] as const);
      try {
        await writeAll(store, places.length === 0 && this.#waiting.length === 0 ? [left.none, ...entries] : entries);
      } catch (cause) {
        if (!orOnPage) throw new NotKept('device-full', { cause });
        this.#unkept = new Set([...this.#unkept, ...all.map(({ id }) => id)]);
      }
      this.#show([...this.#waiting, ...all]);
      announce?.();
      return all.map(({ id }) => id);
    });
  }

  /**
   * Sends what may leave, until nothing is left or something stands in the way. Calling it often is harmless.
   * @returns after how many milliseconds to try again by itself; undefined when there is nothing to try
   */
  async drain(): Promise<number | undefined> {
    let pause: number | undefined;
    await this.#parts.sending(async () => {
      for (;;) {
        const batch = await this.#parts.writing(() => this.#leaving());
        // A file goes on piece by piece, and whatever else was noted meanwhile goes between: nobody's call for help waits behind a photograph.
        const goesOn = batch.length > 0 ? await this.#send(batch) : await this.#sendPiece();
        if (goesOn === undefined) {
          this.#move('none');
          return;
        }
        if (!goesOn) {
          pause = this.#trouble === 'signed-out' ? undefined : this.#pause();
          return;
        }
      }
    });
    return pause;
  }

  /**
   * The person looked and wants it tried once more, perhaps put right.
   * @throws {NotKept} when the device cannot keep what was put right: the screen still holds it
   */
  async again(id: string, body?: unknown): Promise<void> {
    await this.#parts.writing(async () => {
      await this.#readAnew();
      const one = this.#waiting.find((each) => each.id === id);
      if (!one) return;
      const { refusal: _refusal, failures: _failures, ...rest } = one;
      const next: Waiting = body === undefined ? rest : { ...rest, body };
      try {
        if (body !== undefined) await this.#noteChange();
        await this.#parts.store.write(keyOf(next), next);
      } catch (cause) {
        // That it is to be tried again may be forgotten; what was typed may not.
        if (body !== undefined) throw new NotKept('device-full', { cause });
      }
      this.#show(this.#waiting.map((each) => (each.id === id ? next : each)));
      this.#parts.announce?.();
    });
  }

  /**
   * Puts other words in the place of those that were noted, while they have not left. @returns whether it was done; otherwise the newer ones are noted beside
   * @throws {NotKept} when the device cannot keep it: the screen still holds it
   */
  async replace(id: string, body: unknown): Promise<boolean> {
    const stays = (one: Waiting): boolean => one.id === id && one.refusal === undefined && !this.#sending.has(id) && !this.#left.has(id);
    return (await this.#rewrite(() => this.#waiting.filter(stays), (one) => ({ ...one, body }))) > 0;
  }

  /** Whether a call may have reached the server already: then it cannot be taken back here. */
  mayHaveLeft(id: string): boolean {
    return this.#left.has(id) && this.#waiting.find((one) => one.id === id)?.refusal === undefined;
  }

  /** What would go if this call were taken back: itself and what makes no sense without it. Empty where something of it may have left. */
  takenBackWith(id: string): readonly Waiting[] {
    const all = withWhatFollows(this.#waiting, id);
    return all.some((one) => this.#sending.has(one.id) || this.mayHaveLeft(one.id)) ? [] : all;
  }

  /** Takes back what has not left, by a person's decision. @returns what was taken, to be put back if they change their mind */
  async takeBack(id: string): Promise<readonly Waiting[]> {
    return this.#parts.writing(async () => {
      // Another window may be sending it at this moment, or have sent it.
      await this.load();
      const all = this.takenBackWith(id);
      await this.#remove(all);
      return all;
    });
  }

  /** Puts back what was taken back a moment ago. */
  async putBack(taken: readonly Waiting[]): Promise<void> {
    await this.#parts.writing(async () => {
      for (const one of taken) await this.#parts.store.write(keyOf(one), one);
      this.#show([...this.#waiting, ...taken].toSorted((one, other) => one.place - other.place));
      this.#parts.announce?.();
    });
  }

  /**
   * Hands over to who coordinates what nobody here can send any more, with what followed it: a person's decision. It stays on the device until the
   * server has it, under the same id. Where a file is on the device no longer, the words go without it and say so.
   * @returns how many things; none where it is on its way just now @throws {NotKept} when the device cannot keep it: nothing changed
   */
  async handOver(id: string): Promise<number> {
    const lost = new Set((await this.lostOf(handedWith(this.#waiting, id))).map((one) => one.id));
    return this.#rewrite(() => handedWith(this.#waiting, id).filter((one) => !this.#sending.has(one.id)), (one) => handedOver(notHandedOver(one), this.#parts.memberId, this.#parts.newId, lost.has(one.id)));
  }

  /** Those of some calls of whose file the device has not every piece any more: it cannot begin anew from here. */
  async lostOf(calls: readonly Waiting[]): Promise<readonly Waiting[]> {
    const store = this.#parts.files?.store;
    const isHere = await Promise.all(calls.map(async (one) => !one.file || (!isFileGone(one) && (store === undefined || (await store.isWhole(one.file))))));
    return calls.filter((_, at) => !isHere[at]);
  }

  /**
   * Sends a record without a file of it that is lost: a person's decision. @returns whether it was done; not where the record makes no sense without it
   * @throws {NotKept} when the device cannot keep it: nothing changed
   */
  async sendWithout(id: string): Promise<boolean> {
    const next = (): ReturnType<typeof withoutFile> => {
      const found = withoutFile(this.#waiting, id);
      return found?.rest.some((one) => this.#sending.has(one.id) || this.mayHaveLeft(one.id)) ? undefined : found;
    };
    const isDone = (await this.#rewrite(() => next()?.rest ?? [], (one) => one)) > 0;
    // What names it no more is written; only now the call that brought it goes.
    if (isDone) await this.#parts.writing(() => this.#remove(this.#waiting.filter((one) => one.id === id && isFileGone(one))));
    return isDone;
  }

  /** Takes back that a call was handed over, while it has not left. @returns how many things; none where it may have left @throws {NotKept} */
  async keepHere(id: string): Promise<number> {
    const stays = (one: Waiting): boolean => one.id === id && one.handed !== undefined && !this.#sending.has(id) && !this.mayHaveLeft(id);
    return this.#rewrite(() => this.#waiting.filter(stays), notHandedOver);
  }

  /** Writes calls anew in their own places. */
  async #rewrite(which: () => readonly Waiting[], how: (one: Waiting) => Waiting): Promise<number> {
    const { writing, announce } = this.#parts;
    return writing(async () => {
      await this.#readAnew();
      const next = new Map(which().map((one) => [one.id, how(one)]));
      if (next.size === 0) return 0;
      const entries = [...next.values()].map((one) => [keyOf(one), one] as const);
      if (entries.some(([, one]) => one.handed === undefined && sizeOf(one) > BATCH.bytes)) throw new NotKept('too-large');
      try {
        await this.#noteChange();
        await writeAll(this.#parts.store, entries);
      } catch (cause) {
        throw new NotKept('device-full', { cause });
      }
      // As it is written now, it has never left.
      await this.#notLeft([...next.keys()]);
      this.#show(this.#waiting.map((one) => next.get(one.id) ?? one));
      announce?.();
      return entries.length;
    });
  }

  /** Somebody read what needed them, where the server has it all. */
  async seen(id: string): Promise<void> {
    await this.#parts.writing(() => this.#remove(this.#waiting.filter((one) => one.id === id && isOnlyToSee(one))));
  }

  /**
   * What leaves now, noted in the same breath as what may have left: whatever a window takes back or puts right was so before, or is told that it is too late.
   */
  async #leaving(): Promise<readonly Travelling[]> {
    const { store, memberId } = this.#parts;
    await this.#readAnew();
    const batch = nextBatch(this.#waiting, memberId, { ...BATCH, calls: this.#most });
    const ids = batch.map(({ id }) => id);
    if (ids.some((id) => !this.#left.has(id))) {
      this.#left = new Set([...this.#left, ...ids]);
      await left.name(store, this.#left);
    }
    this.#sending = new Set(ids);
    this.#show(this.#waiting);
    return batch;
  }

  /** Reads which calls there are, and their words too where a window put some of them right. */
  async #readAnew(): Promise<void> {
    const changes = (await this.#parts.store.read<number>(changesBox)) ?? 0;
    await this.load(changes !== this.#changes);
    this.#changes = changes;
  }

  async #noteChange(): Promise<void> {
    const { store } = this.#parts;
    const changes = ((await store.read<number>(changesBox)) ?? 0) + 1;
    await store.write(changesBox, changes);
  }

  /** @returns false when something stands in the way */
  async #send(batch: readonly Travelling[]): Promise<boolean> {
    const { transport, writing } = this.#parts;
    const sent = await transport(batch);
    return writing(async () => {
      this.#sending = new Set();
      try {
        // Where the store cannot be read at this moment, what this page knows must do.
        await this.#readAnew().catch(() => undefined);
        return await this.#settle(batch, sent);
      } finally {
        this.#show(this.#waiting);
        this.#parts.announce?.();
      }
    });
  }

  /** @returns undefined when no file is to go, false when something stands in the way */
  async #sendPiece(): Promise<boolean | undefined> {
    const one = this.#files && nextFile(this.#waiting, this.#parts.memberId);
    if (!one || !this.#files) return undefined;
    this.#carrying = one.id;
    this.#show(this.#waiting);
    const step = await this.#files.step(one.file);
    return this.#parts.writing(async () => {
      this.#carrying = undefined;
      // Where the store cannot be read at this moment, what this page knows must do.
      await this.#readAnew().catch(() => undefined);
      if (step.kind === 'whole') await this.#mark(one.id, { hasArrived: true });
      else if (step.kind === 'refused') await this.#mark(one.id, { refusal: { code: step.code, status: step.status } });
      else if (step.kind !== 'goes-on') {
        this.#misses += 1;
        this.#move(step.kind);
        return false;
      }
      this.#misses = 0;
      this.#show(this.#waiting);
      this.#parts.announce?.();
      return true;
    });
  }

  async #settle(batch: readonly Travelling[], sent: Sent): Promise<boolean> {
    if (sent.kind === 'refused') {
      const [only, ...others] = batch;
      // Halved until the one that is not understood stands alone.
      if (others.length > 0) this.#most = Math.ceil(batch.length / 2);
      else if (only) await this.#mark(only.id, { refusal: { code: sent.code, status: sent.status } });
      return true;
    }
    if (sent.kind !== 'answers') {
      // On a bad line a smaller parcel may get through where a large one never ends.
      if (sent.kind === 'no-answer') this.#most = Math.max(1, Math.ceil(batch.length / 2));
      this.#misses += 1;
      this.#move(sent.kind);
      return false;
    }
    let isSignedOut = false;
    const kept: Waiting[] = [];
    const failed: Waiting[] = [];
    let refused = 0;
    const asked = new Map(batch.map((one) => [one.id, one]));
    const waiting = new Map(this.#waiting.map((one) => [one.id, one]));
    for (const answer of sent.answers) {
      const one = waiting.get(answer.id);
      if (!one || !asked.has(answer.id)) continue;
      const outcome = outcomeOf(answer);
      if (outcome === 'signed-out') isSignedOut = true;
      else if (outcome === 'kept') kept.push(one);
      else if (outcome === 'failed') failed.push(one);
      else if (outcome !== 'waits' && outcome.refusal.code === 'upload-incomplete' && one.file) {
        // Its file stood still too long and was given up there: it goes once more, from here.
        this.#files?.askAgain(one.file);
        await this.#mark(one.id, { hasArrived: false });
        failed.push(one);
      }
      else if (outcome !== 'waits') {
        refused += 1;
        await this.#mark(one.id, { refusal: outcome.refusal });
      }
      if (outcome === 'kept' || (typeof outcome === 'object' && outcome.refusal.code === 'field-conflict')) for (const listener of this.#keptListeners) listener(one, answer);
    }
    const differs = ({ id, body }: Waiting): boolean => body !== asked.get(id)?.body && JSON.stringify(body) !== JSON.stringify(asked.get(id)?.body);
    // What was put right while it was on its way is not what the server has: it leaves once more, and the server says what it makes of it.
    await this.#notLeft(kept.filter(differs).map(({ id }) => id));
    // A removal that fails leaves a call that is sent once more, and changes nothing there.
    const done = kept.filter((one) => !differs(one));
    await this.#remove(done).catch(() => undefined);
    // Nor does a file that stays here for a while: it is looked for at the next start.
    for (const { file } of done) if (file) await this.#files?.letGo(file).catch(() => undefined);
    // Where the server fails at everything, it is the server; where it fails at one among others, it is that one.
    if (kept.length + refused > 0 || batch.length === 1) {
      for (const one of failed) {
        const failures = (one.failures ?? 0) + 1;
        await this.#mark(one.id, failures < FAILURES_ENOUGH ? { failures } : { failures, refusal: { code: 'unexpected', status: 500 } });
      }
    }
    if (isSignedOut) {
      this.#move('signed-out');
      return false;
    }
    if (kept.length + refused === 0) {
      this.#misses += 1;
      this.#move('busy');
      return false;
    }
    this.#misses = 0;
    this.#most = Math.min(BATCH.calls, this.#most * 2);
    return true;
  }

  /** Between tries: two seconds, then longer and longer, up to five minutes. */
  #pause(): number {
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(10, Math.max(0, this.#misses - 1)));
  }

  /** What the server said of a call stands on the screen even where the device is full; the next answer says it again. */
  async #mark(id: string, about: { readonly refusal?: Refusal; readonly failures?: number; readonly hasArrived?: boolean }): Promise<void> {
    const one = this.#waiting.find((each) => each.id === id);
    if (!one) return;
    const next = { ...one, ...about };
    this.#waiting = this.#waiting.map((each) => (each.id === id ? next : each));
    if (!this.#unkept.has(id)) await this.#parts.store.write(keyOf(next), next).catch(() => undefined);
    if (about.refusal) await this.#notLeft([id]);
  }

  async #remove(gone: readonly Waiting[]): Promise<void> {
    if (gone.length === 0) return;
    const ids = new Set(gone.map(({ id }) => id));
    const { store } = this.#parts;
    const ended = await Promise.allSettled(store.removeAll ? [store.removeAll(gone.map(keyOf))] : gone.map((one) => store.remove(keyOf(one))));
    const failure = ended.find((one) => one.status === 'rejected');
    await this.#notLeft([...ids]);
    this.#unkept = new Set([...this.#unkept].filter((id) => !ids.has(id)));
    this.#show(this.#waiting.filter(({ id }) => !ids.has(id)));
    this.#parts.announce?.();
    if (failure) throw failure.reason;
  }

  async #notLeft(ids: readonly string[]): Promise<void> {
    const gone = new Set(ids);
    const staying = new Set([...this.#left].filter((id) => !gone.has(id)));
    if (staying.size === this.#left.size) return;
    this.#left = staying;
    await left.name(this.#parts.store, staying);
  }

  #move(trouble: Trouble): void {
    this.#trouble = trouble;
    this.#show(this.#waiting);
  }

  #show(waiting: readonly Waiting[]): void {
    this.#waiting = [...waiting];
    const sending = this.#carrying === undefined ? this.#sending : new Set([...this.#sending, this.#carrying]);
    this.#state = { waiting: this.#waiting, sending, trouble: this.#trouble, unkept: this.#unkept, sent: this.#files?.sent() ?? new Map() };
    for (const listener of this.#listeners) listener();
  }
}
