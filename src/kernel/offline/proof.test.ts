import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnlyToSee } from './waiting.ts';
import { deeds, roads, type Step, World } from './testing/world.ts';

/** Sequences in the suite; RETI_SEQUENCES asks for more in a run by hand. */
const SEQUENCES = Number(process.env['RETI_SEQUENCES'] ?? 10_000);

/** Things that people do every minute come more often than a lost telephone. */
const deed = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('note', 'edit', 'drain', 'new', 'note-after', 'clock') },
  { weight: 4, arbitrary: fc.constantFrom(...deeds) },
) as fc.Arbitrary<Step['deed']>;
const road = fc.oneof({ weight: 3, arbitrary: fc.constant('good') }, { weight: 4, arbitrary: fc.constantFrom(...roads) }) as fc.Arbitrary<Step['road']>;
const step = fc.record({ deed, who: fc.nat(3), what: fc.nat(5), how: fc.nat(63), road });
const story = fc.record({ devices: fc.integer({ min: 2, max: 4 }), steps: fc.array(step, { minLength: 5, maxLength: 40 }) });

async function lived({ devices, steps }: { readonly devices: number; readonly steps: readonly Step[] }): Promise<World> {
  const world = new World(devices);
  for (const one of steps) await world.step(one);
  await world.settle();
  return world;
}

/** What must be true of every world in the end. Gathered as sentences, so that a failure says what was broken. */
async function broken(world: World): Promise<string[]> {
  const faults: string[] = [...world.faults];
  const held = new Map(await Promise.all(world.devices.map(async (device) => [device.name, device.isWiped ? [] : await world.held(device)] as const)));
  const wiped = new Set(world.devices.filter(({ isWiped }) => isWiped).map(({ name }) => name));
  for (const promise of world.promised) {
    const { callId, find, device } = promise;
    const times = world.timesKept(promise);
    const isHeld = held.get(device)?.some(({ id }) => id === callId) ?? false;
    if (times > 1) faults.push(`${find.kind} ${find.id} is on the server ${times} times`);
    if (times === 0 && world.acknowledged.has(callId)) faults.push(`the server had said that it has ${find.id}, and has not`);
    if (times === 0 && !isHeld && !promise.takenBack && !wiped.has(device)) faults.push(`${find.id} was promised on ${device} and is nowhere`);
    if (times > 0 && world.takenBackForSure.has(callId)) faults.push(`${find.id} was taken back and is on the server`);
  }
  for (const [device, waiting] of held) {
    const stuck = new Set<string>();
    const records = new Set<string>();
    for (const one of waiting) {
      const isExplained = one.refusal !== undefined || records.has(one.record.id) || (one.after?.some((id) => stuck.has(id)) ?? false);
      if (!isExplained) faults.push(`${one.path} stays on ${device} although nothing holds it`);
      if (!isOnlyToSee(one)) {
        stuck.add(one.id);
        records.add(one.record.id);
      }
    }
  }
  for (const [name, thing] of world.server.things) {
    const order = [...thing.notes.keys()];
    for (const { name: device } of world.devices) {
      const noted = world.promised.filter((one) => one.device === device && one.thing === name && one.find.kind === 'note').map(({ find }) => find.id).filter((id) => order.includes(id));
      if (noted.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).join() !== noted.join()) faults.push(`notes of ${device} upon ${name} changed their order`);
    }
    for (const [field, { value, version, devices }] of thing.standings) {
      const kept = thing.history.filter((line) => line.field === field && line.version !== null);
      if (kept.length !== version || (version > 0 && kept.at(-1)?.value !== value)) faults.push(`${field} of ${name} says what nobody wrote`);
      // Nobody wrote over what somebody else wrote without having seen it.
      for (const line of kept) if (devices.slice(line.seen, (line.version ?? 1) - 1).some((other) => other !== line.device)) faults.push(`${line.editId} wrote over what it had not seen`);
    }
  }
  const answers = new Map(await Promise.all(world.devices.filter(({ isWiped }) => !isWiped).map(async (device) => [device, await world.answersOn(device)] as const)));
  for (const [device, read] of answers) {
    for (const [path, body] of read) {
      if (!world.server.things.get(path)?.readers.has(device.member)) faults.push(`${device.name} holds ${path}, which ${device.member} may not read`);
      for (const [other, theirs] of answers) if (theirs.has(path) && JSON.stringify(theirs.get(path)) !== JSON.stringify(body)) faults.push(`${device.name} and ${other.name} do not agree on ${path}`);
    }
    for (const [path, thing] of world.server.things) if (thing.readers.has(device.member) && !read.has(path)) faults.push(`${device.name} lacks ${path}, which ${device.member} may read`);
  }
  for (const device of world.devices) if (device.isWiped && device.disk.kept.size > 0) faults.push(`${device.name} was taken out of use and still holds something`);
  return faults;
}

describe('two to four devices, a server, and everything that can go wrong between them', () => {
  it(`lose nothing, double nothing, agree in the end and hold nothing that they may not (${SEQUENCES} stories)`, async () => {
    const met = new Map<string, number>();
    const count = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);
    await fc.assert(fc.asyncProperty(story, async (given) => {
      const world = await lived(given);
      expect(await broken(world)).toEqual([]);
      if (world.promised.length > 0) count('promised');
      if (world.devices.some(({ isWiped }) => isWiped)) count('wiped');
      if ([...world.server.things.values()].some(({ beside }) => beside.length > 0)) count('beside');
      if (world.promised.some(({ takenBack }) => takenBack)) count('taken back');
      if ((await Promise.all(world.devices.map((device) => world.held(device)))).some((waiting) => waiting.some(({ refusal }) => refusal))) count('refused');
    }), { numRuns: SEQUENCES, interruptAfterTimeLimit: undefined });
    // A proof in which these never happened would prove nothing about them.
    for (const what of ['promised', 'wiped', 'beside', 'taken back', 'refused']) expect([what, (met.get(what) ?? 0) > SEQUENCES / 200]).toEqual([what, true]);
  }, 3_600_000);

  it('would be seen to lose something, if the queue let go of a call before its answer', async () => {
    const world = new World(2);
    await world.step({ deed: 'note', who: 0, what: 0, how: 1, road: 'good' });
    world.devices[0]?.disk.kept.clear();
    world.devices[0]?.process.dieAfter(0, false);
    await world.settle();
    expect(await broken(world)).toEqual(['note-1 was promised on device-0 and is nowhere']);
  });
});
