import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Heading } from './contract.ts';

let town: Town;
let amal: Worker;
let giulia: Worker;
beforeAll(async () => {
  town = await aTown();
  [amal, giulia] = await Promise.all([town.as('amal'), town.as('giulia')]);
});
afterAll(() => town.leave());

const born = { precision: 'exact', year: 1994, month: 3, day: 12 };
async function registered(by: Worker, name: string): Promise<{ personId: string; caseId: string }> {
  const [personId, caseId] = [newId(), newId()];
  await by.put(`/api/persons/${personId}`, { caseId });
  await by.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: name, preferred: true });
  expect((await by.put(`/api/persons/${personId}/birth`, born, 0)).status).toBe(200);
  expect((await by.put(`/api/persons/${personId}/nationalities/SN`, {})).status).toBe(200);
  return { personId, caseId };
}
const heading = async (who: Worker, personId: string) => (await who.get<Heading>(`/api/persons/${personId}`)).body;

describe('Amal, a mediator', () => {
  it('reads the name of somebody she interprets for, and learns that birth and nationality are known, not what they are', async () => {
    const { personId, caseId } = await registered(giulia, 'Ndeye Sarr');
    expect((await (await town.as('teresa')).put(`/api/case-assignments/${newId()}`, { caseId, memberId: amal.memberId })).status).toBe(200);
    const seen = await heading(amal, personId);
    expect(seen).toMatchObject({ names: [expect.objectContaining({ text: 'Ndeye Sarr' })], birth: null, birthIsKnown: true, nationalities: [], nationalityIsKnown: true });
    expect((await amal.put(`/api/persons/${personId}/birth`, { ...born, year: 1990 }, 0)).body.code).toBe('changed-meanwhile');
    await amal.delete(`/api/persons/${personId}/nationalities/SN`);
    expect(await heading(giulia, personId)).toMatchObject({ birth: born, nationalities: ['SN'] });
  });

  it('finds her by name without being told the year, and no age in years at the instruments', async () => {
    const { personId, caseId } = await registered(giulia, 'Coumba Diatta');
    await (await town.as('teresa')).put(`/api/case-assignments/${newId()}`, { caseId, memberId: amal.memberId });
    const found = await amal.post<{ items: { personId: string; birth: unknown }[] }>('/api/persons/search', { words: 'Coumba Diatta', birthYear: 1994, country: 'SN' });
    expect(found.body.items.find((one) => one.personId === personId)).toMatchObject({ birth: null });
    expect(JSON.stringify(found.body)).not.toMatch(/same-birth|same-nationality/);
    const offered = await amal.get<{ age: unknown }>(`/api/cases/${caseId}/instruments`);
    expect(offered.body.age).toBe('adult');
  });

  it('reads and corrects what she wrote herself at the first contact, until a colleague writes it anew', async () => {
    const { personId, caseId } = await registered(amal, 'Aissatou Barry');
    expect(await heading(amal, personId)).toMatchObject({ birth: { ...born, version: 1 }, nationalities: ['SN'] });
    expect((await amal.put(`/api/persons/${personId}/birth`, { ...born, day: 13 }, 1)).status).toBe(200);
    await (await town.as('teresa')).put(`/api/case-assignments/${newId()}`, { caseId, memberId: giulia.memberId });
    expect((await giulia.put(`/api/persons/${personId}/birth`, { ...born, day: 14 }, 2)).status).toBe(200);
    expect(await heading(amal, personId)).toMatchObject({ birth: null, birthIsKnown: true });
  });
});
