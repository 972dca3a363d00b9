import { describe, expect, it } from 'vitest';
import { NotKept, Queue } from './queue.ts';
import type { QueueStore } from './queue-store.ts';
import { sendStateOf } from './states.ts';
import { locksOfOneBrowser } from './testing/disk.ts';
import { type Answered, isStuck, type Sent, type ToSend, type Travelling } from './waiting.ts';

/** A device's disk: what was written is there, until it is told to be full. */
function aDisk() {
  const kept = new Map<string, string>();
  const disk = { isFull: false, kept };
  const store: QueueStore = {
    async read<T>(key: string) {
      const text = kept.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    under: async (key) => [...kept.keys()].filter((one) => one === key || one.startsWith(`${key}/`)),
    async write(key, value) {
      if (disk.isFull) throw new Error('full');
      kept.set(key, JSON.stringify(value));
    },
    async remove(key) { kept.delete(key); },
  };
  return { disk, store };
}

type Road = (calls: readonly Travelling[]) => Sent;
const all = (status: number, body?: unknown): Road => (calls) => ({ kind: 'answers', answers: calls.map(({ id }): Answered => ({ id, status, body })) });
const each = (how: (call: Travelling) => Omit<Answered, 'id'>): Road => (calls) => ({ kind: 'answers', answers: calls.map((call) => ({ id: call.id, ...how(call) })) });

let minted = 0;
/** Giulia's telephone. `road` is what lies between it and the server, and can be changed on the way. */
function aPhone(store = aDisk().store, memberId = 'giulia', locks = locksOfOneBrowser()) {
  const requests: (readonly Travelling[])[] = [];
  const phone = { road: all(200) as Road | ((calls: readonly Travelling[]) => Promise<Sent>) };
  const queue = new Queue({
    store,
    memberId,
    transport: async (calls) => {
      requests.push(calls);
      return phone.road(calls);
    },
    clock: () => 0,
    newId: () => `call-${minted += 1}`,
    ...locks,
  });
  return Object.assign(phone, { queue, requests });
}

const contact = (id: string, more: Partial<ToSend> = {}): ToSend => ({ method: 'PUT', path: `/api/things/${id}`, body: { id }, record: { kind: 'thing', id }, ...more });
const pathsOf = (calls: readonly Travelling[] | undefined): string[] => (calls ?? []).map(({ path }) => path.split('/').at(-1) ?? '');
const of = (id: string) => ({ kind: 'thing', id });

describe('what Giulia notes where nobody answers', () => {
  it('is on the telephone at once, and leaves by itself in one request when somebody answers', async () => {
    const phone = aPhone();
    phone.road = () => ({ kind: 'no-answer' });
    for (const id of ['a', 'b', 'c']) await phone.queue.add(contact(id));
    expect(sendStateOf(phone.queue.state(), of('b'))).toBe('here');
    expect(await phone.queue.drain()).toBe(2_000);
    expect(phone.queue.state().trouble).toBe('no-answer');
    phone.road = all(200);
    expect(await phone.queue.drain()).toBeUndefined();
    expect(phone.queue.state().waiting).toEqual([]);
    expect(phone.requests.flatMap(pathsOf).filter((id) => id === 'c').length).toBeGreaterThanOrEqual(1);
  });

  it('survives the telephone: another start finds it, and sends it in the order in which it was noted', async () => {
    const { store } = aDisk();
    const before = aPhone(store);
    for (const id of ['a', 'b', 'c']) await before.queue.add(contact(id));
    const after = aPhone(store);
    await after.queue.load();
    await after.queue.add(contact('d'));
    await after.queue.drain();
    expect(pathsOf(after.requests[0])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is sent again when the answer was lost, under the same id', async () => {
    const phone = aPhone();
    await phone.queue.add(contact('a'));
    phone.road = () => ({ kind: 'no-answer' });
    await phone.queue.drain();
    phone.road = all(200);
    await phone.queue.drain();
    expect(phone.requests[0]?.[0]?.id).toBe(phone.requests[1]?.[0]?.id);
    expect(phone.queue.state().waiting).toEqual([]);
  });

  it('waits ever longer between tries, and goes in smaller parcels on a bad line', async () => {
    const phone = aPhone();
    for (let n = 0; n < 40; n += 1) await phone.queue.add(contact(`n${n}`));
    phone.road = () => ({ kind: 'no-answer' });
    const pauses = [];
    for (let n = 0; n < 10; n += 1) pauses.push(await phone.queue.drain());
    expect(pauses.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(pauses.at(-1)).toBe(300_000);
    expect(phone.requests.map((one) => one.length).slice(0, 4)).toEqual([40, 20, 10, 5]);
    phone.road = all(200);
    await phone.queue.drain();
    expect(phone.queue.state().waiting).toEqual([]);
  });

  it('waits for the sign-in, and is not tried by itself before', async () => {
    const phone = aPhone();
    await phone.queue.add(contact('a'));
    phone.road = all(401, { code: 'session-required' });
    expect(await phone.queue.drain()).toBeUndefined();
    expect(phone.queue.state()).toMatchObject({ trouble: 'signed-out', waiting: [{ path: '/api/things/a' }] });
    phone.road = () => ({ kind: 'signed-out' });
    await phone.queue.drain();
    phone.road = all(200);
    await phone.queue.drain();
    expect(phone.queue.state().waiting).toEqual([]);
  });

  it('is never sent under another hat, and holds back what that hat notes on the same record', async () => {
    const { store } = aDisk();
    await aPhone(store, 'giulia').queue.add(contact('a'));
    const teresa = aPhone(store, 'teresa');
    await teresa.queue.load();
    await teresa.queue.add(contact('a'));
    await teresa.queue.add(contact('b'));
    await teresa.queue.drain();
    expect(teresa.requests.flatMap(pathsOf)).toEqual(['b']);
    expect(teresa.queue.state().waiting).toHaveLength(2);
  });
});

describe('what the server refuses', () => {
  it('stays with its reason, holds back only what depends on it, and goes once it was put right', async () => {
    const phone = aPhone();
    const outing = await phone.queue.add(contact('outing'));
    await phone.queue.add(contact('met', { after: [outing] }));
    await phone.queue.add(contact('other'));
    phone.road = each(({ path }) => (path.endsWith('outing') ? { status: 422, body: { code: 'invalid-input', errors: [{ path: 'day', code: 'missing' }] } } : path.endsWith('met') ? { status: 424 } : { status: 200 }));
    await phone.queue.drain();
    expect(phone.queue.state().waiting.map(({ path, refusal }) => [path.split('/').at(-1), refusal?.code, refusal?.errors?.[0]?.path])).toEqual([['outing', 'invalid-input', 'day'], ['met', undefined, undefined]]);
    expect(sendStateOf(phone.queue.state(), of('outing'))).toBe('needs-you');
    phone.road = all(200);
    await phone.queue.drain();
    expect(phone.requests.at(-1)).toHaveLength(3);
    await phone.queue.again(outing, { day: '2026-03-01' });
    await phone.queue.drain();
    expect(phone.requests.at(-1)?.map(({ body }) => body)).toEqual([{ day: '2026-03-01' }, { id: 'met' }]);
    expect(phone.queue.state().waiting).toEqual([]);
  });

  it('says which calls of one request need which, and keeps the order of a record', async () => {
    const phone = aPhone();
    const first = await phone.queue.add(contact('a'));
    const second = await phone.queue.add(contact('a'));
    const third = await phone.queue.add(contact('b', { after: [first] }));
    await phone.queue.drain();
    expect(phone.requests[0]?.map(({ id, after }) => [id, after])).toEqual([[first, undefined], [second, [first]], [third, [first]]]);
  });

  it('because of itself does not stop the others for ever: it comes to a person after a while', async () => {
    const phone = aPhone();
    await phone.queue.add(contact('poison'));
    phone.road = each(({ path }) => ({ status: path.endsWith('poison') ? 500 : 200 }));
    for (let n = 0; n < 12; n += 1) {
      await phone.queue.add(contact(`fine${n}`));
      await phone.queue.drain();
    }
    expect(phone.queue.state().waiting.map(({ refusal }) => refusal?.code)).toEqual(['unexpected']);
  });

  it('at all is the server’s trouble, and blames no call for it', async () => {
    const phone = aPhone();
    for (const id of ['a', 'b', 'c']) await phone.queue.add(contact(id));
    phone.road = all(500);
    for (let n = 0; n < 20; n += 1) await phone.queue.drain();
    phone.road = all(503);
    for (let n = 0; n < 20; n += 1) await phone.queue.drain();
    expect(phone.queue.state()).toMatchObject({ trouble: 'busy' });
    expect(phone.queue.state().waiting.every(({ refusal }) => refusal === undefined)).toBe(true);
  });

  it('as a whole is halved until the one that is not understood stands alone', async () => {
    const phone = aPhone();
    for (const id of ['a', 'b', 'bad', 'c', 'd']) await phone.queue.add(contact(id));
    phone.road = (calls) => (calls.some(({ path }) => path.endsWith('bad')) ? { kind: 'refused', code: 'invalid-input', status: 422 } : all(200)(calls));
    await phone.queue.drain();
    expect(phone.queue.state().waiting.map(({ path, refusal }) => [path, refusal?.code])).toEqual([['/api/things/bad', 'invalid-input']]);
  });

  it('nothing, where somebody else changed the same field: it is kept, and a person is asked to look', async () => {
    const phone = aPhone();
    const id = await phone.queue.add(contact('diary'));
    phone.road = all(200, { fields: {}, conflicts: [], beside: ['diary'] });
    await phone.queue.drain();
    expect(phone.queue.state().waiting.map(({ refusal }) => refusal?.code)).toEqual(['field-conflict']);
    await phone.queue.add(contact('diary'));
    phone.road = all(200);
    await phone.queue.drain();
    expect(phone.queue.state().waiting.map((one) => one.id)).toEqual([id]);
    await phone.queue.seen(id);
    expect(phone.queue.state().waiting).toEqual([]);
  });
});

describe('what Giulia takes back', () => {
  it('goes with what makes no sense without it, and comes back when she changes her mind', async () => {
    const { disk, store } = aDisk();
    const phone = aPhone(store);
    const outing = await phone.queue.add(contact('outing'));
    await phone.queue.add(contact('met', { after: [outing] }));
    await phone.queue.add(contact('other'));
    const taken = await phone.queue.takeBack(outing);
    expect(taken.map(({ record }) => record.id)).toEqual(['outing', 'met']);
    expect([...disk.kept.keys()].filter((key) => key.startsWith('queue/calls'))).toHaveLength(1);
    await phone.queue.putBack(taken);
    await phone.queue.drain();
    expect(pathsOf(phone.requests[0])).toEqual(['outing', 'met', 'other']);
  });

  it('is not taken back once it may have reached the server, even after the telephone died', async () => {
    const { store } = aDisk();
    const phone = aPhone(store);
    const id = await phone.queue.add(contact('a'));
    phone.road = () => ({ kind: 'no-answer' });
    await phone.queue.drain();
    expect(await phone.queue.takeBack(id)).toEqual([]);
    const reborn = aPhone(store);
    await reborn.queue.load();
    expect(await reborn.queue.takeBack(id)).toEqual([]);
    expect(reborn.queue.state().waiting).toHaveLength(1);
  });
});

describe('what Amal wrote under a hat that ended meanwhile', () => {
  it('is handed over to who coordinates under its own id, with what followed it, and stays hers until the server has it', async () => {
    const { store } = aDisk();
    const before = aPhone(store, 'amal as mediator');
    const first = await before.queue.add(contact('a', { seen: 2, says: { key: 'thing.said' } }));
    await before.queue.addAll([contact('b', { after: [first] }), contact('c')]);
    // She wears another hat now, and the old one is no more.
    const now = aPhone(store, 'amal as trainer');
    await now.queue.load();
    expect(now.queue.state().waiting.map((one) => [isStuck(one, ['amal as trainer']), isStuck(one, ['amal as trainer', 'amal as mediator'])])).toEqual([[true, false], [true, false], [true, false]]);
    await now.queue.drain();
    expect(now.requests).toEqual([]);

    expect(await now.queue.handOver(first)).toBe(2);
    // She changes her mind about the second, and then does not: it is as it was, word for word.
    const second = now.queue.state().waiting[1];
    expect(await now.queue.keepHere(second?.id ?? '')).toBe(1);
    expect(now.queue.state().waiting[1]).toMatchObject({ ...contact('b', { after: [first] }), memberId: 'amal as mediator' });
    await now.queue.handOver(second?.id ?? '');

    now.road = () => ({ kind: 'no-answer' });
    await now.queue.drain();
    expect(now.queue.state().waiting.length).toBe(3);
    expect(await now.queue.keepHere(first)).toBe(0);
    // Another start of the telephone still has it, and sends it once more.
    const later = aPhone(store, 'amal as trainer');
    await later.queue.load();
    await later.queue.drain();
    expect(later.requests.flat().map(({ id, path, body }) => ({ id, path, body }))).toEqual([
      { id: first, path: `/api/handed-notes/${first}`, body: { memberId: 'amal as mediator', method: 'PUT', path: '/api/things/a', kind: 'thing', notedAt: '1970-01-01T00:00:00.000Z', body: { id: 'a' }, seen: 2, says: { key: 'thing.said' } } },
      { id: second?.id, path: `/api/handed-notes/${second?.id}`, body: { memberId: 'amal as mediator', method: 'PUT', path: '/api/things/b', kind: 'thing', notedAt: '1970-01-01T00:00:00.000Z', body: { id: 'b' } } },
    ]);
    // What she did not hand over stays where it was.
    expect(later.queue.state().waiting.map(({ path }) => path)).toEqual(['/api/things/c']);
  });
});

describe('a telephone whose disk is full', () => {
  it('says so, and notes nothing that it cannot keep', async () => {
    const { disk, store } = aDisk();
    const phone = aPhone(store);
    await phone.queue.add(contact('a'));
    disk.isFull = true;
    await expect(phone.queue.add(contact('b'))).rejects.toBeInstanceOf(NotKept);
    expect(phone.queue.state().waiting).toHaveLength(1);
    await phone.queue.drain();
    expect(phone.requests.flatMap(pathsOf)).toEqual(['a']);
    expect(phone.queue.state().waiting).toEqual([]);
  });

  it('takes nothing back that may have reached the server, also once it died; and what is noted later can be taken back again', async () => {
    const { disk, store } = aDisk();
    const phone = aPhone(store);
    const id = await phone.queue.add(contact('a'));
    disk.isFull = true;
    phone.road = () => ({ kind: 'no-answer' });
    await phone.queue.drain();
    const reborn = aPhone(store);
    await reborn.queue.load();
    expect(await reborn.queue.takeBack(id)).toEqual([]);
    disk.isFull = false;
    await reborn.queue.drain();
    expect(reborn.requests.flatMap(pathsOf)).toEqual(['a']);
    const later = await reborn.queue.add(contact('b'));
    expect(await reborn.queue.takeBack(later)).toHaveLength(1);
  });

  it('holds on the page what cannot be typed a second time, and sends it', async () => {
    const { disk, store } = aDisk();
    const phone = aPhone(store);
    disk.isFull = true;
    await phone.queue.add(contact('danger'), true);
    expect(phone.queue.state().unkept.size).toBe(1);
    phone.road = () => ({ kind: 'no-answer' });
    await phone.queue.drain();
    expect(phone.queue.state().waiting).toHaveLength(1);
    phone.road = all(200);
    await phone.queue.drain();
    expect(phone.queue.state()).toMatchObject({ waiting: [] });
    expect(phone.queue.state().unkept.size).toBe(0);
  });

  it('refuses what no request can carry', async () => {
    await expect(aPhone().queue.add(contact('huge', { body: 'a'.repeat(900_000) }))).rejects.toMatchObject({ reason: 'too-large' });
  });
});

describe('two windows of one telephone', () => {
  it('see what the other noted, and what it sent is gone in both', async () => {
    const { store } = aDisk();
    const [one, other] = [aPhone(store), aPhone(store)];
    await one.queue.add(contact('a'));
    await other.queue.add(contact('b'));
    await one.queue.drain();
    expect(pathsOf(one.requests[0])).toEqual(['a', 'b']);
    await other.queue.load(true);
    expect(other.queue.state().waiting).toEqual([]);
  });

  it('take nothing back that the other is sending at that moment, and lose no word that was put right meanwhile', async () => {
    const [{ store }, locks] = [aDisk(), locksOfOneBrowser()];
    const [one, other] = [aPhone(store, 'giulia', locks), aPhone(store, 'giulia', locks)];
    const id = await one.queue.add(contact('a'));
    await other.queue.load();
    const taken: number[] = [];
    one.road = async (calls) => {
      if (one.requests.length === 1) {
        taken.push((await other.queue.takeBack(id)).length);
        await other.queue.again(id, { id: 'a', words: 'put right' });
      }
      return all(200)(calls);
    };
    await one.queue.drain();
    expect(taken).toEqual([0]);
    expect(one.requests.flat().map(({ body }) => body)).toEqual([{ id: 'a' }, { id: 'a', words: 'put right' }]);
    expect(one.queue.state().waiting).toEqual([]);
    // And what is gone already is not said to have been taken back.
    expect(await other.queue.takeBack(id)).toEqual([]);
  });

  it('send nothing that the other took back just before', async () => {
    const [{ store }, locks] = [aDisk(), locksOfOneBrowser()];
    const [one, other] = [aPhone(store, 'giulia', locks), aPhone(store, 'giulia', locks)];
    const id = await one.queue.add(contact('a'));
    await other.queue.load();
    await Promise.all([other.queue.takeBack(id), one.queue.drain()]);
    expect(one.requests).toEqual([]);
  });

  it('hear from the other what the server refused', async () => {
    const { store } = aDisk();
    const [one, other] = [aPhone(store), aPhone(store)];
    await one.queue.add(contact('a'));
    await other.queue.load();
    one.road = all(409, { code: 'already-exists' });
    await one.queue.drain();
    await other.queue.load(true);
    expect(other.queue.state().waiting[0]?.refusal?.code).toBe('already-exists');
  });
});
