import { afterSync, type Fetched } from '../pack.ts';
import { Queue } from '../queue.ts';
import { keptAnswersIn } from '../ui/keptAnswers.ts';
import type { Answered, Sent, Travelling, Waiting } from '../waiting.ts';
import { Dead, Disk, type DiskProcess, locksOfOneBrowser } from './disk.ts';
import { ModelServer } from './model-server.ts';

/** What may become of a request on its way. */
export const roads = ['good', 'lost', 'answer-lost', 'killed-midway', 'half-answered', 'twice', 'late', 'busy', 'trouble', 'off'] as const;
export type Road = (typeof roads)[number];

export const deeds = ['note', 'edit', 'new', 'note-after', 'drain', 'die', 'restart', 'two-windows', 'sync', 'lose-right', 'gain-right', 'sign-out', 'sign-in', 'other-hat', 'lost-phone', 'late-arrives', 'decide', 'take-back', 'again', 'clock', 'full', 'room'] as const;

export interface Step {
  readonly deed: (typeof deeds)[number];
  /** Who, upon which thing, in which way: counted round. */
  readonly who: number;
  readonly what: number;
  readonly how: number;
  readonly road: Road;
}

/** What a person was told is safe, and how it can be found again. */
interface Promised {
  readonly callId: string;
  readonly thing: string;
  readonly device: string;
  readonly member: string;
  readonly find: { readonly kind: 'note' | 'edit' | 'thing'; readonly id: string };
  takenBack: boolean;
}

interface Late {
  readonly device: string;
  readonly member: string;
  readonly calls: readonly Travelling[];
}

const DAY = 86_400_000;
/** Bodies of answers that tell where fields stand. */
interface FieldsBody { readonly fields?: Readonly<Record<string, { readonly version: number }>>; readonly conflicts?: readonly { readonly id: string; readonly field: string }[] }

/** One device of somebody, with all that can befall it. */
class Device {
  readonly name: string;
  readonly hats: readonly [string, string];
  hat = 0;
  skew = 0;
  road: Road = 'good';
  isWiped = false;
  readonly disk = new Disk();
  process: DiskProcess = this.disk.process();
  queue: Queue | undefined;
  locks = locksOfOneBrowser();
  /** What this page heard of records since it was opened; what the device keeps of the server's answers lies on its disk. */
  readonly heard = new Map<string, FieldsBody>();

  constructor(name: string, member: string) {
    this.name = name;
    this.hats = [member, `${member}, under another hat`];
  }

  get member(): string {
    return this.hats[this.hat] ?? this.hats[0];
  }
}

/** Devices, a server and everything between them. Drives the queue of the product itself; only disk, network and server are imitated. */
export class World {
  readonly server = new ModelServer();
  readonly devices: readonly Device[];
  readonly promised: Promised[] = [];
  readonly acknowledged = new Set<string>();
  /** What was taken back while no copy of it was on its way: a late one, after a refusal, no device can call back. */
  readonly takenBackForSure = new Set<string>();
  /** What was wrong on the way, and not only in the end. */
  readonly faults: string[] = [];
  readonly #late: Late[] = [];
  readonly #things: string[] = ['shared-0', 'shared-1'];
  #minted = 0;
  #now = 1_700_000_000_000;

  constructor(devices: number) {
    this.devices = Array.from({ length: devices }, (_, at) => new Device(`device-${at}`, at === 3 ? 'member-0' : `member-${at}`));
    for (const thing of this.#things) this.server.newThing(thing, this.devices.flatMap(({ hats }) => hats));
  }

  #id(what: string): string {
    return `${what}-${this.#minted += 1}`;
  }

  /** A window of a device. */
  #window(device: Device): Queue {
    const { process } = device;
    const queue = new Queue({
      store: process.store(),
      transport: (calls) => this.#carry(device, process, calls),
      clock: () => this.#now + device.skew,
      newId: () => this.#id('call'),
      ...device.locks,
      memberId: device.member,
    });
    queue.onKept((call, answer) => {
      this.acknowledged.add(call.id);
      if (answer.body) this.#learn(device, call.record.id, answer.body as FieldsBody);
    });
    return queue;
  }

  async #opened(device: Device): Promise<Queue> {
    if (device.process.isDead) {
      device.process = device.disk.process();
      device.locks = locksOfOneBrowser();
      device.queue = undefined;
    }
    if (!device.queue) {
      device.queue = this.#window(device);
      await device.queue.load();
    }
    return device.queue;
  }

  #learn(device: Device, thing: string, body: FieldsBody): void {
    device.heard.set(thing, body);
  }

  /** One request on its way. What the server did and what the device hears of it are two things. */
  async #carry(device: Device, process: DiskProcess, calls: readonly Travelling[]): Promise<Sent> {
    if (process.isDead || device.road === 'off') return { kind: 'no-answer' };
    const { road } = device;
    // The device hears the road once; afterwards the line is as good as any.
    if (road !== 'good') device.road = 'good';
    const made = (most?: number): Answered[] => this.server.many(device.member, device.name, calls, most);
    const heard = (answers: readonly Answered[]): Sent => (process.isDead ? { kind: 'no-answer' } : { kind: 'answers', answers });
    switch (road) {
      case 'lost': return { kind: 'no-answer' };
      case 'answer-lost': made(); return { kind: 'no-answer' };
      case 'killed-midway': made(Math.ceil(calls.length / 2)); return { kind: 'no-answer' };
      case 'half-answered': return heard(made().slice(0, Math.floor(calls.length / 2)).toReversed());
      case 'twice': made(); return heard(made());
      case 'late': this.#late.push({ device: device.name, member: device.member, calls }); return { kind: 'no-answer' };
      case 'busy': return { kind: 'busy' };
      case 'trouble': return heard(calls.map(({ id }) => ({ id, status: 500 })));
      default: {
        if (this.server.revoked.has(device.name) || this.server.signedOut.has(device.name)) return { kind: 'signed-out' };
        return heard(made());
      }
    }
  }

  /** Whether some copy of a call is still on its way. */
  #isUnderway(callId: string): boolean {
    return this.#late.some(({ calls }) => calls.some(({ id }) => id === callId));
  }

  async #send(device: Device, thing: string, given: { method: 'PUT' | 'PATCH' | 'POST'; path: string; body: unknown; after?: string[] }, find: Promised['find']): Promise<string | undefined> {
    const queue = await this.#opened(device);
    const callId = await queue.add({ ...given, record: { kind: 'thing', id: thing } });
    this.promised.push({ callId, thing, device: device.name, member: device.member, find, takenBack: false });
    return callId;
  }

  async #drain(device: Device): Promise<void> {
    const queue = await this.#opened(device);
    await queue.drain();
  }

  /** The pack, as the device brings it up to date by the product's own rules: what the server no longer gives is let go. */
  async #sync(device: Device): Promise<void> {
    if (this.server.signedOut.has(device.name) || device.road === 'off' || device.road === 'lost') return;
    if (this.server.revoked.has(device.name)) {
      this.#wipe(device);
      return;
    }
    await this.#opened(device);
    const answers = keptAnswersIn(device.process.store());
    const index = await answers.index();
    const fetched = this.#things.map((path, at): Fetched => {
      if (device.road === 'trouble' || (device.road === 'half-answered' && at % 2 === 1)) return { path, status: 500, etag: null, body: undefined };
      const body = this.server.read(device.member, path);
      const etag = JSON.stringify(body) ?? null;
      if (body === undefined) return { path, status: 404, etag: null, body };
      return index.memberId === device.member && index.entries[path]?.etag === etag ? { path, status: 304, etag, body: undefined } : { path, status: 200, etag, body };
    });
    const { next, write } = afterSync(index, device.member, fetched, this.#now + device.skew, () => this.#id('answer'));
    try {
      await answers.keep(next, write);
    } catch (error) {
      if (device.process.isDead) throw error;
      // The disk is full. What it may no longer hold went all the same.
      for (const [path, body] of await this.answersOn(device)) {
        if (body !== undefined && this.server.things.has(path) && this.server.read(device.member, path) === undefined) this.faults.push(`${device.name}, full, still held ${path} after it was told to let go`);
      }
    }
    device.heard.clear();
  }

  #wipe(device: Device): void {
    device.isWiped = true;
    device.disk.kept.clear();
    device.heard.clear();
    device.process.isDead = true;
    device.queue = undefined;
  }

  /** What the device shows of a thing where nobody answers. */
  async #known(device: Device, thing: string): Promise<FieldsBody | undefined> {
    await this.#opened(device);
    return device.heard.get(thing) ?? ((await keptAnswersIn(device.process.store()).find(thing))?.body as FieldsBody | undefined);
  }

  async #seen(device: Device, thing: string, field: string): Promise<number> {
    return (await this.#known(device, thing))?.fields?.[field]?.version ?? 0;
  }

  /** Does one thing. A device whose battery dies on the way is dead, and nothing more. */
  async step(step: Step): Promise<void> {
    const device = this.devices[step.who % this.devices.length];
    if (!device || device.isWiped) return;
    this.#now += 1_000;
    device.road = step.road;
    try {
      await this.#do(device, step);
    } catch (error) {
      if (!(error instanceof Dead) && !(error instanceof Error && error.name === 'NotKept')) throw error;
      if (device.process.isDead) device.queue = undefined;
    }
  }

  async #do(device: Device, { deed, what, how }: Step): Promise<void> {
    const thing = this.#things[what % this.#things.length] ?? '';
    const field = how % 2 === 0 ? 'diary' : 'weather';
    switch (deed) {
      case 'note': {
        const id = this.#id('note');
        await this.#send(device, thing, { method: 'PUT', path: `/notes/${id}`, body: { thingId: thing, words: how } }, { kind: 'note', id });
        return;
      }
      case 'edit': {
        const id = this.#id('edit');
        const body = { id, device: device.name, edits: [{ field, value: `${device.name} ${id}`, seen: await this.#seen(device, thing, field) }] };
        await this.#send(device, thing, { method: 'PATCH', path: `/things/${thing}`, body }, { kind: 'edit', id });
        return;
      }
      case 'new': case 'note-after': {
        const fresh = this.#id('thing');
        this.#things.push(fresh);
        const readers = this.devices.flatMap(({ hats }) => hats).filter((_, at) => (how >> at) % 2 === 0).concat(device.hats);
        const callId = await this.#send(device, fresh, { method: 'PUT', path: `/things/${fresh}`, body: { readers } }, { kind: 'thing', id: fresh });
        const id = this.#id('note');
        // A note of another record that makes no sense before the new thing is there.
        if (deed === 'note-after' && callId) await this.#send(device, `beside ${fresh}`, { method: 'PUT', path: `/notes/${id}`, body: { thingId: fresh, words: how }, after: [callId] }, { kind: 'note', id });
        return;
      }
      case 'drain': return this.#drain(device);
      case 'die': {
        await this.#opened(device);
        device.process.dieAfter(how % 12, what % 2 === 0);
        return;
      }
      case 'restart': {
        device.process.isDead = true;
        await this.#opened(device);
        return;
      }
      case 'two-windows': {
        const one = await this.#opened(device);
        const other = this.#window(device);
        const id = this.#id('note');
        const noted = other.add({ method: 'PUT', path: `/notes/${id}`, body: { thingId: thing, words: how }, record: { kind: 'thing', id: thing } });
        const [, added] = await Promise.allSettled([one.drain(), noted, other.drain()]);
        if (added.status === 'fulfilled') this.promised.push({ callId: added.value, thing, device: device.name, member: device.member, find: { kind: 'note', id }, takenBack: false });
        if (!device.process.isDead) await one.load(true);
        return;
      }
      case 'sync': return this.#sync(device);
      case 'lose-right': this.server.things.get(thing)?.readers.delete(device.member); return;
      case 'gain-right': this.server.things.get(thing)?.readers.add(device.member); return;
      case 'sign-out': this.server.signedOut.add(device.name); return;
      case 'sign-in': this.server.signedOut.delete(device.name); return;
      case 'other-hat': {
        // The page is loaded anew, and what was read under the other hat is let go.
        device.hat = 1 - device.hat;
        device.queue = undefined;
        device.heard.clear();
        return;
      }
      case 'lost-phone': if (how % 7 === 0) this.server.revoked.add(device.name); return;
      case 'late-arrives': this.#deliver(how); return;
      case 'decide': {
        const conflict = ((await this.#known(device, thing))?.conflicts ?? [])[how % 3];
        if (!conflict) return;
        const id = this.#id('decision');
        const body = { id, device: device.name, conflictId: conflict.id, choice: how % 2 === 0 ? 'standing' : 'offered', seen: await this.#seen(device, thing, conflict.field) };
        await (await this.#opened(device)).add({ method: 'POST', path: `/things/${thing}/decisions`, body, record: { kind: 'thing', id: thing } });
        return;
      }
      case 'take-back': {
        const queue = await this.#opened(device);
        const { waiting } = queue.state();
        const one = waiting[how % Math.max(1, waiting.length)];
        if (!one) return;
        const wanted = queue.takenBackWith(one.id);
        const mark = (gone: readonly Waiting[]): void => { for (const promise of this.promised) if (gone.some(({ id }) => id === promise.callId)) promise.takenBack = true; };
        // Should the battery die meanwhile, some of it may be gone and some not: the person wanted all of it gone.
        mark(wanted);
        const taken = await queue.takeBack(one.id);
        for (const gone of taken) if (!this.#isUnderway(gone.id)) this.takenBackForSure.add(gone.id);
        return;
      }
      case 'again': {
        const queue = await this.#opened(device);
        for (const one of queue.state().waiting) if (one.refusal) await queue.again(one.id);
        return;
      }
      case 'clock': device.skew = ((how % 3) - 1) * DAY; return;
      case 'full': device.disk.isFull = true; return;
      case 'room': device.disk.isFull = false; return;
      default: throw new Error(deed satisfies never);
    }
  }

  #deliver(which: number): void {
    const [late] = this.#late.splice(which % Math.max(1, this.#late.length), 1);
    if (late) this.server.many(late.member, late.device, late.calls);
  }

  /** In the end every device wakes, is signed in, finds a good line, wears each of its hats once, and reads. */
  async settle(): Promise<void> {
    while (this.#late.length > 0) this.#deliver(this.#late.length - 1);
    this.server.signedOut.clear();
    for (const device of this.devices) {
      if (device.isWiped) continue;
      device.disk.isFull = false;
      device.road = 'good';
      device.process.isDead = true;
      // What one hat noted may wait for what the other did: they take turns until neither has anything to send.
      for (let [idle, before] = [0, -1]; idle < 2;) {
        device.hat = 1 - device.hat;
        device.queue = undefined;
        const queue = await this.#opened(device);
        await queue.drain();
        const { length } = queue.state().waiting;
        idle = length === 0 ? 2 : length === before ? idle + 1 : 0;
        before = length;
      }
    }
    for (const device of this.devices) if (!device.isWiped) await this.#sync(device);
  }

  /** The server's answers that lie on a device, by path; under its own name, what lies there and no list names. */
  async answersOn(device: Device): Promise<Map<string, unknown>> {
    const answers = keptAnswersIn(device.disk.process().store());
    const { entries } = await answers.index();
    const found = new Map<string, unknown>();
    for (const path of Object.keys(entries)) found.set(path, (await answers.find(path))?.body);
    const named = new Set(Object.values(entries).map(({ name }) => `pack/${name}`));
    for (const key of device.disk.kept.keys()) if (key.startsWith('pack/') && key !== 'pack/index' && !named.has(key)) found.set(key, 'left behind');
    return found;
  }

  /** What a device still holds, read from its disk anew. */
  async held(device: Device): Promise<readonly Waiting[]> {
    const queue = new Queue({ store: device.disk.process().store(), transport: async () => ({ kind: 'no-answer' }), clock: () => 0, newId: () => '', ...locksOfOneBrowser(), memberId: device.member });
    await queue.load();
    return queue.state().waiting;
  }

  /** Whether the server has what was promised, and how often. */
  timesKept({ find }: Promised): number {
    if (find.kind === 'thing') return this.server.things.has(find.id) ? 1 : 0;
    const things = [...this.server.things.values()];
    if (find.kind === 'note') return things.reduce((sum, { notes }) => sum + (notes.get(find.id)?.times ?? 0), 0);
    return things.reduce((sum, { history }) => sum + history.filter(({ editId }) => editId === find.id).length, 0);
  }
}
