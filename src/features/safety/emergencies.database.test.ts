import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { aCase, outsiders } from '../cases/testing/case.ts';
import type { Today } from '../today/contract.ts';
import type { ContactList, Emergency, EmergencyList } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

type Name = Parameters<Town['as']>[0];
const open = async (name: Name, more: Record<string, unknown> = {}, id = newId()): Promise<string> => {
  const answer = await (await town.as(name)).put(`/api/emergencies/${id}`, { kind: 'violence-now', openedAt: new Date().toISOString(), ...more });
  expect(answer.status).toBe(200);
  return id;
};
const read = async (name: Name, id: string) => (await town.as(name)).get<Emergency>(`/api/emergencies/${id}`);
const dayOf = async (name: Name) => (await (await town.as(name)).get<Today>('/api/today')).body.items;

describe('Amal, at night, with a woman nobody knows', () => {
  it('notes whom she called with one tap each; sent twice by a phone that was offline, it is kept once', async () => {
    const amal = await town.as('amal');
    const id = newId();
    const openedAt = '2026-11-27T22:40:00.000Z';
    const call = newId();
    for (let times = 0; times < 2; times += 1) {
      await open('amal', { openedAt, kind: 'exploiter-threat' }, id);
      expect((await amal.put(`/api/emergency-calls/${call}`, { emergencyId: id, whom: '800290290', at: '2026-11-27T22:41:00.000Z' })).status).toBe(200);
    }
    const { body } = await read('amal', id);
    expect(body).toMatchObject({ kind: 'exploiter-threat', state: 'open', openedAt, caseId: null, recordDueAt: '2026-11-28T22:40:00.000Z', calls: [{ whom: '800290290', at: '2026-11-27T22:41:00.000Z', by: { name: 'Amal Haddad' } }] });
    expect(body.calls).toHaveLength(1);
  });

  it('is known to Teresa at once, to no other colleague and to nobody outside', async () => {
    const id = await open('amal');
    expect((await read('teresa', id)).status).toBe(200);
    expect((await (await town.as('teresa')).get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items).toContainEqual(expect.objectContaining({ kind: 'emergency-opened', subjectId: id }));
    expect((await dayOf('teresa')).find((item) => item.id === id)).toMatchObject({ section: 'dangerous', kind: 'emergency-standing', overdue: false });
    const nobody = await (await town.as('giulia')).get('/api/emergencies/00000000-0000-7000-8000-000000000000');
    for (const name of ['giulia', 'marco', ...outsiders] as const) {
      const answer = await read(name, id);
      expect({ name, status: answer.status, body: answer.body }).toEqual({ name, status: nobody.status, body: nobody.body });
      expect((await (await town.as(name)).get<EmergencyList>('/api/emergencies')).body.items).not.toContainEqual(expect.objectContaining({ id }));
    }
  });

  it('asks for two lines within a day: after that the coordinator’s day says so, until they are written', async () => {
    const id = await open('amal', { openedAt: '2026-11-20T08:00:00.000Z' });
    for (const name of ['amal', 'teresa'] as const) expect((await dayOf(name)).find((item) => item.id === id)).toMatchObject({ overdue: true });
    const amal = await town.as('amal');
    expect((await amal.put<Emergency>(`/api/emergency-records/${newId()}`, { emergencyId: id, what: 'È dalla sorella, a Napoli. Sta bene.' })).body).toMatchObject({ recordLate: false, records: [{ what: 'È dalla sorella, a Napoli. Sta bene.' }] });
    expect((await dayOf('teresa')).find((item) => item.id === id)).toMatchObject({ overdue: false });
    expect(await town.look("select 1 from emergency_record where position(convert_to('sorella', 'UTF8') in body_sealed) > 0")).toEqual([]);
  });

  it('strikes a tap made by mistake, and the line stays', async () => {
    const id = await open('amal');
    const [amal, teresa, call] = [await town.as('amal'), await town.as('teresa'), newId()];
    await amal.put(`/api/emergency-calls/${call}`, { emergencyId: id, whom: '118', at: new Date().toISOString() });
    expect((await teresa.put(`/api/emergency-calls/${call}/taken-back`, {})).body).toMatchObject({ code: 'not-allowed' });
    await amal.put(`/api/emergency-calls/${call}/taken-back`, {});
    expect((await read('amal', id)).body.calls).toEqual([expect.objectContaining({ id: call, takenBackAt: expect.any(String) })]);
  });
});

describe('the way from danger to calm', () => {
  it('says how it went and why, and closes only once it is written what happened', async () => {
    const id = await open('giulia');
    const giulia = await town.as('giulia');
    const move = (name: string, version: number, more: Record<string, unknown> = {}) => giulia.post<Emergency>(`/api/emergencies/${id}/moves`, { id: newId(), move: name, reason: 'È con la vicina, la porta è chiusa.', ...more }, version);
    expect((await move('stabilise', 1)).body.code).toBe('outcome-missing');
    expect((await move('close', 1)).body.code).toBe('illegal-move');
    expect((await move('stabilise', 1, { outcome: 'made-safe' })).body).toMatchObject({ state: 'stabilised', outcome: 'made-safe', may: ['worsen'] });
    expect((await move('close', 2)).body.code).toBe('record-first');
    const written = await giulia.put<Emergency>(`/api/emergency-records/${newId()}`, { emergencyId: id, what: 'Il marito è stato allontanato.', basis: 'Rischio per la sua vita.' });
    expect((await move('close', written.body.version)).body).toMatchObject({ state: 'closed', moves: [{ move: 'stabilise', reason: 'È con la vicina, la porta è chiusa.' }, { move: 'close' }] });
    expect((await move('close', 1)).body.code).toBe('changed-meanwhile');
  });
});

describe('an emergency about somebody on file', () => {
  it('is read by those who keep the papers, not by Marco, and no longer by a coordinator who is barred', async () => {
    const { caseId, code } = await aCase(town, 'giulia', ['blessing']);
    const id = await open('giulia');
    const giulia = await town.as('giulia');
    expect((await read('blessing', id)).status).toBe(404);
    expect((await giulia.put<Emergency>(`/api/emergencies/${id}/case`, { caseId }, 1)).body).toMatchObject({ caseId, code });
    expect((await read('blessing', id)).body).toMatchObject({ code });
    expect((await read('marco', id)).status).toBe(404);
    const teresa = await town.as('teresa');
    expect((await read('teresa', id)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'conosco la famiglia' });
    expect((await read('teresa', id)).status).toBe(404);
  });

  it('cannot be opened on a case that one does not hold', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const answer = await (await town.as('marco')).put(`/api/emergencies/${newId()}`, { kind: 'health', openedAt: new Date().toISOString(), caseId });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe('whom the programme calls', () => {
  it('is kept by Teresa as data, and read by the team alone', async () => {
    const [teresa, amal, paola] = [await town.as('teresa'), await town.as('amal'), await town.as('paola')];
    const id = newId();
    const kept = { kind: 'on-call', name: 'Reperibile équipe', phone: '0825 000 000', hours: 'sempre' };
    expect((await amal.put(`/api/emergency-contacts/${id}`, kept, 0)).body.code).toBe('not-allowed');
    await teresa.put(`/api/emergency-contacts/${id}`, kept, 0);
    expect((await amal.get<ContactList>('/api/emergency-contacts')).body).toMatchObject({ mayKeep: false, items: [kept] });
    expect((await paola.get<ContactList>('/api/emergency-contacts')).body.items).toEqual([]);
    expect((await teresa.put<ContactList>(`/api/emergency-contacts/${id}`, { ...kept, removed: true }, 1)).body.items).toEqual([]);
    expect((await teresa.put(`/api/emergency-contacts/${id}`, kept, 1)).body.code).toBe('changed-meanwhile');
  });
});
