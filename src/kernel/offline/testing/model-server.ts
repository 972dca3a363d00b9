import { after, type Beside, settledBy, type Standing, verdictOn } from '../../fields/merge.ts';
import type { Answered, Travelling } from '../waiting.ts';

/** One value that somebody wrote into a field, as the model's history keeps it. */
export interface Line {
  readonly editId: string;
  readonly field: string;
  readonly value: unknown;
  readonly device: string;
  readonly seen: number;
  readonly outcome: 'kept' | 'same' | 'beside';
  readonly version: number | null;
}

export interface Thing {
  readonly standings: Map<string, Standing>;
  beside: Beside[];
  readonly history: Line[];
  /** Notes in the order in which they came, each with how often it was written. */
  readonly notes: Map<string, { readonly words: unknown; readonly by: string; times: number }>;
  readonly readers: Set<string>;
}

interface Edits { readonly id: string; readonly device: string; readonly edits: readonly { readonly field: string; readonly value: unknown; readonly seen: number }[] }
interface Decision { readonly id: string; readonly device: string; readonly conflictId: string; readonly choice: 'standing' | 'offered'; readonly seen: number }

const fieldNames = ['diary', 'weather'] as const;
type Reply = Omit<Answered, 'id'>;
const refused = (status: number, code: string): Reply => ({ status, body: { code } });

/** A server as the house promises it to be: every call knows its id, rights are asked each time, fields come together by the one merge function. */
export class ModelServer {
  readonly things = new Map<string, Thing>();
  /** Devices that were taken out of use. */
  readonly revoked = new Set<string>();
  readonly signedOut = new Set<string>();

  newThing(id: string, readers: Iterable<string>): void {
    if (this.things.has(id)) return;
    this.things.set(id, { standings: new Map(fieldNames.map((name) => [name, { value: null, version: 0, devices: [] }])), beside: [], history: [], notes: new Map(), readers: new Set(readers) });
  }

  /** Makes many calls of one request, as `kernel/calls` does. @param most the server is killed after so many */
  many(member: string, device: string, calls: readonly Travelling[], most = Infinity): Answered[] {
    const done = new Map<string, Answered>();
    for (const call of calls.slice(0, most)) {
      const isHeld = call.after?.some((id) => (done.get(id)?.status ?? 0) !== 200) ?? false;
      done.set(call.id, { id: call.id, ...(isHeld ? refused(424, 'waits-for-another') : this.one(member, device, call)) });
    }
    return [...done.values()];
  }

  one(member: string, device: string, { method, path, body }: Pick<Travelling, 'method' | 'path' | 'body'>): Reply {
    if (this.revoked.has(device) || this.signedOut.has(device)) return refused(401, 'session-required');
    const [, kind, id = '', part] = path.split('/');
    if (kind === 'things' && method === 'PUT') {
      const known = this.things.get(id);
      if (known && !known.readers.has(member)) return refused(404, 'not-found');
      this.newThing(id, (body as { readers: string[] }).readers);
      return { status: 200 };
    }
    const thing = this.things.get(kind === 'notes' ? (body as { thingId: string }).thingId : id);
    if (!thing?.readers.has(member)) return refused(404, 'not-found');
    if (kind === 'notes') return this.#note(thing, id, (body as { words: unknown }).words, device);
    return part === 'decisions' ? this.#decide(thing, body as Decision) : this.#edit(thing, body as Edits);
  }

  /** What a member reads of a thing, or nothing. */
  read(member: string, id: string): unknown {
    const thing = this.things.get(id);
    return thing?.readers.has(member) ? this.#now(thing) : undefined;
  }

  #note(thing: Thing, id: string, words: unknown, by: string): Reply {
    const before = thing.notes.get(id);
    if (before && before.words !== words) return refused(409, 'already-exists');
    if (!before) thing.notes.set(id, { words, by, times: 1 });
    return { status: 200 };
  }

  #edit(thing: Thing, { id, device, edits }: Edits): Reply {
    if (!thing.history.some((line) => line.editId === id)) {
      if (edits.some(({ field, seen }) => seen > (thing.standings.get(field)?.version ?? -1))) return refused(422, 'invalid-input');
      for (const { field, value, seen } of edits) this.#write(thing, id, device, field, value, seen);
    }
    return { status: 200, body: { ...(this.#now(thing) as object), beside: thing.beside.filter((one) => one.id === id).map(({ field }) => field) } };
  }

  #write(thing: Thing, editId: string, device: string, field: string, value: unknown, seen: number): void {
    const standing = thing.standings.get(field);
    if (!standing) return;
    const edit = { value, seen, device };
    const outcome = verdictOn(standing, edit);
    const next = after(standing, edit);
    thing.standings.set(field, next);
    thing.history.push({ editId, field, value, device, seen, outcome, version: outcome === 'kept' ? next.version : null });
    const settled = new Set(settledBy(thing.beside, field, edit, next.value).map((one) => one.id));
    thing.beside = thing.beside.filter((one) => !settled.has(one.id));
    if (outcome === 'beside') thing.beside.push({ id: editId, field, device, value });
  }

  #decide(thing: Thing, { id, device, conflictId, choice, seen }: Decision): Reply {
    const conflict = thing.beside.find((one) => one.id === conflictId);
    if (!conflict) return thing.history.some((line) => line.editId === id) ? { status: 200, body: this.#now(thing) } : refused(409, 'conflict-decided');
    thing.beside = thing.beside.filter((one) => one !== conflict);
    if (choice === 'offered') this.#write(thing, id, device, conflict.field, conflict.value, seen);
    return { status: 200, body: this.#now(thing) };
  }

  #now(thing: Thing): unknown {
    return {
      fields: Object.fromEntries([...thing.standings].map(([name, { value, version }]) => [name, { value, version }])),
      conflicts: thing.beside.map(({ id, field, value }) => ({ id, field, value })),
      notes: [...thing.notes.keys()],
    };
  }
}
