import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHouse } from '../../app/house-connection.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { FoundPerson } from './contract.ts';
import { fileNamesAgain } from './store/filing.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const filesAgain = () => asHouse(town.ownerUrl, fileNamesAgain);

describe('names filed by an older matcher', () => {
  it('are filed again by the next start, so that Giulia finds Zhuang Yuzhen under the spelling of her passport', async () => {
    const giulia = await town.as('giulia');
    const personId = newId();
    await giulia.put(`/api/persons/${personId}`, { caseId: newId() });
    const [kept, takenAway] = [newId(), newId()];
    await giulia.put(`/api/persons/${personId}/names/${kept}`, { kind: 'declared', text: 'Zhuang Yuzhen' });
    await giulia.put(`/api/persons/${personId}/names/${takenAway}`, { kind: 'nickname', text: 'Lanlan Gebresus' });
    await giulia.delete(`/api/persons/${personId}/names/${takenAway}`);
    await town.look('update person_name_key set key = $1 || key where name_id = any($2)', ['old', [kept]]);
    const finds = async () => (await giulia.post<{ items: FoundPerson[] }>('/api/persons/search', { words: 'Chuang Yu-chen' })).body.items.map((one) => (one.kind === 'open' ? one.personId : one.code));
    expect(await finds()).not.toContain(personId);

    expect(await filesAgain()).toBeGreaterThan(0);
    expect(await finds()).toContain(personId);
    expect(await town.look('select 1 from person_name_key where name_id = $1', [takenAway])).toEqual([]);
    expect(await town.look("select 1 from person_name_key where key like 'old%'")).toEqual([]);
  });

  it('are left alone by the start after that', async () => {
    await filesAgain();
    expect(await filesAgain()).toBe(0);
  });
});
