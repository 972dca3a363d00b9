import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { DuplicatePair, OpenedPerson } from './contract.ts';
import { aFile, united } from './testing/two-files.ts';

let town: Town;
let teresa: Worker;
let giulia: Worker;
beforeAll(async () => {
  town = await aTown();
  [teresa, giulia] = await Promise.all([town.as('teresa'), town.as('giulia')]);
});
afterAll(() => town.leave());

const named = (who: Worker, { personId }: OpenedPerson, text: string) => who.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text });
const bornIn = (who: Worker, { personId }: OpenedPerson, year: number, version = 0) => who.put(`/api/persons/${personId}/birth`, { precision: 'exact', year, month: 3, day: 7 }, version);
async function looked(): Promise<DuplicatePair[]> {
  for (let waiting = 1; waiting > 0;) ({ waiting } = (await teresa.post<{ waiting: number }>('/api/duplicates/look', {})).body);
  return (await teresa.get<{ items: DuplicatePair[] }>('/api/duplicates')).body.items;
}
const pairOf = async (one: OpenedPerson, other: OpenedPerson): Promise<DuplicatePair | undefined> =>
  (await looked()).find((pair) => pair.files.every((file) => [one.personId, other.personId].includes(file.personId)));
const decides = (one: OpenedPerson, other: OpenedPerson, decision: string) => teresa.post(`/api/duplicates/decisions`, { personId: one.personId, otherId: other.personId, decision });

describe('two files that look like one person', () => {
  it('come to Teresa by themselves, whoever wrote them and however the name was heard, with the reasons', async () => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await named(giulia, one, 'Abdoulaye Touré');
    await bornIn(giulia, one, 1994);
    const marco = await town.as('marco');
    await named(marco, other, 'Abdulai Toure');
    await bornIn(marco, other, 1994);
    const pair = await pairOf(one, other);
    expect(pair).toMatchObject({ isAgain: false });
    expect(['same', 'likely']).toContain(pair?.band);
    expect(pair?.reasons.map((reason) => reason.code)).toContain('same-birth-date');
  });

  it('come by the same telephone alone, and a shelter’s telephone is not enough', async () => {
    const files = [await aFile(town, 'giulia'), await aFile(town, 'giulia'), await aFile(town, 'giulia'), await aFile(town, 'giulia')] as const;
    for (const [n, one] of files.entries()) {
      await named(giulia, one, ['Kofi Mensah', 'Kofi Mensah', 'Iryna Bondar', 'Li Wei'][n] ?? '');
      await giulia.put(`/api/persons/${one.personId}/contacts/${newId()}`, { kind: 'phone', value: n < 2 ? '3391234567' : '0825700700', belongsTo: n < 2 ? 'person' : 'shared', label: '' });
    }
    expect((await pairOf(files[0], files[1]))?.reasons.map((reason) => reason.code)).toContain('same-phone');
    expect(await pairOf(files[2], files[3])).toBeUndefined();
  });

  it('told apart go away, and come back only when clearly more is known', async () => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    await named(giulia, one, 'Wanjiru Kamau');
    await named(giulia, other, 'Wanjiru Kamau');
    await bornIn(giulia, one, 1990);
    expect(await pairOf(one, other)).toBeDefined();
    expect((await decides(one, other, 'not-same')).status).toBe(200);
    await giulia.put(`/api/persons/${other.personId}/contacts/${newId()}`, { kind: 'phone', value: '3400000001', belongsTo: 'person', label: '' });
    expect(await pairOf(one, other)).toBeUndefined();
    await bornIn(giulia, other, 1990);
    expect(await pairOf(one, other)).toMatchObject({ isAgain: true });
  });

  it('put off are asked about after a month, and united are asked about no more', async () => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    for (const file of [one, other]) { await named(giulia, file, 'Yared Tesfay'); await bornIn(giulia, file, 1999); }
    expect(await pairOf(one, other)).toBeDefined();
    await decides(one, other, 'later');
    expect(await pairOf(one, other)).toBeUndefined();
    await town.look("update duplicate_pair set later_until = current_date where $1 in (person_a, person_b)", [one.personId]);
    expect(await pairOf(one, other)).toBeDefined();
    await united(town, one, other);
    expect(await pairOf(one, other)).toBeUndefined();
  });

  it.each(['giulia', 'amal', 'carla', 'stefano', 'francesca', 'rosa'] as const)('are not shown to %s', async (name: DemoName) => {
    const who = await town.as(name);
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    for (const file of [one, other]) { await named(giulia, file, 'Sadia Akter'); await bornIn(giulia, file, 1991); }
    expect((await who.get<{ items: DuplicatePair[] }>('/api/duplicates')).body.items).toEqual([]);
    expect((await who.post<{ waiting: number }>('/api/duplicates/look', {})).body).toEqual({ waiting: 0 });
    expect((await who.post('/api/duplicates/decisions', { personId: one.personId, otherId: other.personId, decision: 'not-same' })).status).toBe(404);
  });

  it('of whom Teresa is barred from the one are not shown to her', async () => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    for (const file of [one, other]) { await named(giulia, file, 'Halyna Kovalenko'); await bornIn(giulia, file, 1988); }
    expect(await pairOf(one, other)).toBeDefined();
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: other.caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'è una mia vicina' });
    expect(await pairOf(one, other)).toBeUndefined();
  });
});
