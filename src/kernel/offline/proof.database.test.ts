import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type Worker } from '../../app/testing/town.ts';
import type { FieldHistory, FieldsNow } from '../fields/contract.ts';
import { aDiaryTown, type DiaryTown } from '../fields/testing/diary.ts';
import { NotKept, Queue } from './queue.ts';
import { Dead, Disk, type DiskProcess, locksOfOneBrowser } from './testing/disk.ts';
import type { Answered, Sent, ToSend, Travelling, Waiting } from './waiting.ts';

/** Stories in the suite; RETI_REAL_SEQUENCES asks for more in a run by hand. The ten thousand are lived against a model, in `proof.test.ts`. */
const SEQUENCES = Number(process.env['RETI_REAL_SEQUENCES'] ?? 25);
const people = ['giulia', 'amal', 'marco'] as const;
const roads = ['good', 'good', 'lost', 'answer-lost', 'killed-midway', 'half-answered', 'twice', 'late', 'off'] as const;
const deeds = ['note', 'note', 'edit', 'edit', 'drain', 'drain', 'new', 'die', 'late-arrives', 'lose-right', 'gain-right', 'learn'] as const;
interface Step { readonly deed: (typeof deeds)[number]; readonly who: number; readonly how: number; readonly road: (typeof roads)[number] }
const step: fc.Arbitrary<Step> = fc.record({ deed: fc.constantFrom(...deeds), who: fc.nat(2), how: fc.nat(31), road: fc.constantFrom(...roads) });

/** Lived first, whatever chance brings afterwards: two write the same field, neither having seen the other. */
const twoAtOnce: Step[] = [0, 1].flatMap((who) => [{ deed: 'edit', who, how: 0, road: 'good' }, { deed: 'drain', who, how: 0, road: 'good' }]);

let town: DiaryTown;
let workers: readonly Worker[];
beforeAll(async () => {
  town = await aDiaryTown();
  workers = await Promise.all(people.map((name) => town.as(name)));
});
afterAll(() => town.leave());

class Device {
  readonly id = newId();
  readonly disk = new Disk();
  readonly worker: Worker;
  process: DiskProcess = this.disk.process();
  queue: Queue | undefined;
  road: Step['road'] = 'good';
  readonly versions = new Map<string, number>();

  constructor(worker: Worker) {
    this.worker = worker;
  }
}

/** Devices of three colleagues, and the real server over the real database. */
class RealWorld {
  readonly devices = workers.map((worker) => new Device(worker));
  readonly diaries = [newId(), newId()];
  readonly promised: { readonly callId: string; readonly device: Device; readonly kind: 'note' | 'edit' | 'diary'; readonly id: string }[] = [];
  readonly late: { readonly device: Device; readonly calls: readonly Travelling[] }[] = [];
  readonly acknowledged = new Set<string>();

  async begin(): Promise<this> {
    const keepers = workers.map(({ memberId }) => memberId);
    for (const id of this.diaries) await workers[0]?.put(`/api/test-diaries/${id}`, { keepers });
    return this;
  }

  async #ask(device: Device, calls: readonly Travelling[]): Promise<readonly Answered[]> {
    const { status, body } = await device.worker.post<{ answers: Answered[] }>('/api/calls', { calls });
    if (status !== 200) throw new Error(`a whole request was answered ${status}`);
    return body.answers;
  }

  async #carry(device: Device, process: DiskProcess, calls: readonly Travelling[]): Promise<Sent> {
    const { road } = device;
    if (process.isDead || road === 'off' || road === 'lost') return { kind: 'no-answer' };
    device.road = 'good';
    if (road === 'late') {
      this.late.push({ device, calls });
      return { kind: 'no-answer' };
    }
    const answers = await this.#ask(device, road === 'killed-midway' ? calls.slice(0, Math.ceil(calls.length / 2)) : calls);
    if (road === 'answer-lost' || road === 'killed-midway' || process.isDead) return { kind: 'no-answer' };
    if (road === 'half-answered') return { kind: 'answers', answers: answers.slice(0, Math.floor(answers.length / 2)).toReversed() };
    return { kind: 'answers', answers: road === 'twice' ? await this.#ask(device, calls) : answers };
  }

  async opened(device: Device): Promise<Queue> {
    if (device.process.isDead) {
      device.process = device.disk.process();
      device.queue = undefined;
    }
    if (device.queue) return device.queue;
    const { process } = device;
    const queue = new Queue({ store: process.store(), transport: (calls) => this.#carry(device, process, calls), clock: () => 0, newId, ...locksOfOneBrowser(), memberId: device.worker.memberId });
    queue.onKept(({ id }) => void this.acknowledged.add(id));
    await queue.load();
    device.queue = queue;
    return queue;
  }

  async #send(device: Device, kind: 'note' | 'edit' | 'diary', id: string, given: ToSend): Promise<void> {
    const callId = await (await this.opened(device)).add(given);
    this.promised.push({ callId, device, kind, id });
  }

  async step({ deed, who, how, road }: Step): Promise<void> {
    const device = this.devices[who % this.devices.length];
    const diary = this.diaries[how % this.diaries.length] ?? '';
    if (!device) return;
    device.road = road;
    const record = { kind: 'test-diary', id: diary };
    const field = how % 2 === 0 ? 'words' : 'weather';
    try {
      switch (deed) {
        case 'note': {
          const id = newId();
          return await this.#send(device, 'note', id, { method: 'PUT', path: `/api/test-notes/${id}`, body: { diaryId: diary, words: `${how}` }, record });
        }
        case 'edit': {
          const id = newId();
          const edits = [{ field, value: `${who} ${id}`, seen: device.versions.get(`${diary} ${field}`) ?? 0 }];
          return await this.#send(device, 'edit', id, { method: 'PATCH', path: `/api/test-diaries/${diary}`, body: { id, device: device.id, notedAt: '2026-03-01T05:12:00.000Z', edits }, record });
        }
        case 'new': {
          const id = newId();
          this.diaries.push(id);
          const keepers = workers.filter((_, at) => at === who % workers.length || (how >> at) % 2 === 0).map(({ memberId }) => memberId);
          return await this.#send(device, 'diary', id, { method: 'PUT', path: `/api/test-diaries/${id}`, body: { keepers }, record: { ...record, id } });
        }
        case 'drain': return void (await (await this.opened(device)).drain());
        case 'die': {
          await this.opened(device);
          return device.process.dieAfter(how % 8, how % 2 === 0);
        }
        case 'late-arrives': return await this.deliver(how);
        case 'lose-right': return void (await town.town.look('update test_diary set keepers = array_remove(keepers, $2::uuid) where id = $1', [diary, device.worker.memberId]));
        case 'gain-right': return void (await town.town.look('update test_diary set keepers = array_append(array_remove(keepers, $2::uuid), $2::uuid) where id = $1', [diary, device.worker.memberId]));
        case 'learn': {
          const { status, body } = await device.worker.get<FieldsNow>(`/api/test-diaries/${diary}`);
          if (status === 200) for (const [name, { version }] of Object.entries(body.fields)) device.versions.set(`${diary} ${name}`, version);
          return;
        }
        default: throw new Error(deed satisfies never);
      }
    } catch (error) {
      // A device whose battery died promised nothing.
      if (!(error instanceof Dead) && !(error instanceof NotKept && device.process.isDead)) throw error;
    }
  }

  async deliver(which: number): Promise<void> {
    const [one] = this.late.splice(which % Math.max(1, this.late.length), 1);
    if (one) await this.#ask(one.device, one.calls);
  }

  async settle(): Promise<void> {
    while (this.late.length > 0) await this.deliver(0);
    for (const device of this.devices) {
      device.process.isDead = true;
      device.road = 'good';
      await (await this.opened(device)).drain();
    }
  }
}

async function broken(world: RealWorld): Promise<string[]> {
  const faults: string[] = [];
  const { look } = town.town;
  const ids = world.promised.map(({ id }) => id);
  const rows = await look<{ id: string; n: number }>(`select id::text, count(*)::int as n from (
    select id from test_note where id = any($1::uuid[]) union all select id from test_diary where id = any($1::uuid[]) union all select edit_id from field_history where edit_id = any($1::uuid[])) found group by 1`, [ids]);
  const times = new Map(rows.map(({ id, n }) => [id, n]));
  const held = new Map<Device, readonly Waiting[]>();
  for (const device of world.devices) held.set(device, (await world.opened(device)).state().waiting);
  for (const { callId, device, kind, id } of world.promised) {
    const kept = times.get(id) ?? 0;
    if (kept > 1) faults.push(`${kind} ${id} is in the database ${kept} times`);
    if (kept === 0 && world.acknowledged.has(callId)) faults.push(`the server had said that it has ${kind} ${id}`);
    if (kept === 0 && !held.get(device)?.some((one) => one.id === callId)) faults.push(`${kind} ${id} is nowhere`);
  }
  for (const [, waiting] of held) {
    const stuck = new Set<string>();
    for (const one of waiting) {
      if (one.refusal === undefined && !stuck.has(one.record.id)) faults.push(`${one.path} stays although nothing holds it`);
      if (one.refusal?.code !== 'field-conflict') stuck.add(one.record.id);
    }
  }
  for (const diary of world.diaries) {
    const seen: string[] = [];
    const [{ keepers } = { keepers: [] }] = await look<{ keepers: string[] }>('select keepers from test_diary where id = $1', [diary]);
    for (const { worker } of world.devices) {
      const { status, body } = await worker.get<FieldsNow>(`/api/test-diaries/${diary}`);
      if ((status === 200) !== keepers.includes(worker.memberId)) faults.push(`somebody reads ${diary} who may not, or does not who may`);
      if (status !== 200) continue;
      seen.push(JSON.stringify(body));
      const history = (await worker.get<FieldHistory>(`/api/test-diaries/${diary}/history`)).body.items;
      for (const [field, { value, version }] of Object.entries(body.fields)) {
        const kept = history.filter((line) => line.field === field && line.outcome === 'kept');
        if (kept.length !== version || (version > 0 && kept[0]?.value !== value)) faults.push(`${field} of ${diary} says what nobody wrote`);
      }
      const beside = await look<{ id: string }>('select id from field_conflict where record_id = $1 and choice is null', [diary]);
      if (beside.length !== body.conflicts.length) faults.push(`a question about ${diary} is not shown`);
    }
    if (new Set(seen).size > 1) faults.push(`they do not agree on ${diary}`);
  }
  return faults;
}

describe('three telephones and the real server', () => {
  it(`lose nothing, double nothing, agree in the end (${SEQUENCES} stories)`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
      const world = await new RealWorld().begin();
      for (const one of steps) await world.step(one);
      await world.settle();
      expect(await broken(world)).toEqual([]);
    }), { numRuns: SEQUENCES, examples: [[twoAtOnce]] });
    // Nothing written over unseen, in any of these lives, by what the database itself keeps.
    const [{ n } = { n: 0 }] = await town.town.look<{ n: number }>(`select count(*)::int as n from field_conflict`);
    expect(n).toBeGreaterThan(0);
  }, 3_600_000);
});
