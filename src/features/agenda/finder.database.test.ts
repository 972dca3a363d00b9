import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';
import type { Appointment, SlotsFound } from './contract.ts';

let town: Town;
let parveen: TestFile;
beforeAll(async () => {
  town = await aTown();
  parveen = await aFile(town, 'giulia');
  const [teresa, giulia, rubina, chiara] = [await town.as('teresa'), await town.as('giulia'), await town.as('rubina'), await town.as('chiara')];
  for (const name of ['Stanza blu', 'Stanza verde']) await teresa.put(`/api/agenda/rooms/${newId()}`, { name });
  const week = (by: Worker, weekdays: number[], from: string, to: string) => by.put(`/api/agenda/hours/${newId()}`, { memberId: by.memberId, weekdays, from, to, validFrom: '2027-01-01' });
  await week(giulia, [1, 2, 3, 4, 5], '09:00', '13:00');
  await week(chiara, [1, 3], '15:00', '18:00');
  await week(rubina, [2, 4], '10:00', '17:00');
});
afterAll(() => town.leave());

// 2 February 2027 is a Tuesday.
const tuesday = '2027-02-02';
const at = (day: string, from: string, to: string) => ({ startsAt: `${day}T${from}:00+01:00`, endsAt: `${day}T${to}:00+01:00` });
const find = async (by: Worker, asked: Record<string, unknown>) => (await by.post<SlotsFound & { code?: string }>('/api/agenda/slots', { language: 'bn', minutes: 60, where: 'room', from: '2027-02-01', ...asked })).body;
const hour = (body: SlotsFound, nth = 0): string => body.items[nth]?.startsAt ?? 'none';

describe('the first hour at which the psychologist and an Urdu-speaking mediator are both free', () => {
  it('is found, with a room; and not again once it was booked by somebody else', async () => {
    const [giulia, oksana] = [await town.as('giulia'), await town.as('oksana')];
    const first = await find(oksana, { memberId: giulia.memberId, language: 'ur' });
    expect(first.items[0]).toMatchObject({ startsAt: '2027-02-02T09:00:00.000Z', member: { name: 'Giulia Ferrara' }, mediator: { name: 'Rubina Akter' }, room: 'Stanza blu', reasons: expect.arrayContaining(['first']) });
    const { status } = await oksana.put<Appointment>(`/api/appointments/${newId()}`, { code: 'gru-11', language: 'ur', memberId: giulia.memberId, room: 'Stanza blu', ...at(tuesday, '10:00', '11:00') });
    expect(status).toBe(200);
    expect(hour(await find(oksana, { memberId: giulia.memberId, language: 'ur' }))).toBe('2027-02-02T10:00:00.000Z');
  });

  it('may be with anyone of the profession, and in Italian needs nobody between', async () => {
    const oksana = await town.as('oksana');
    const { items } = await find(oksana, { role: 'psychologist', language: 'it' });
    expect(items[0]).toMatchObject({ startsAt: '2027-02-01T08:00:00.000Z', mediator: null, member: { name: 'Giulia Ferrara' } });
    expect((await find(oksana, { role: 'psychologist', language: 'wo' }))).toMatchObject({ items: [], noMediator: true });
    expect((await find(oksana, { role: 'legal', language: 'it' }))).toMatchObject({ items: [], hoursUnknown: ['Marco D’Alessio'] });
  });

  it('respects that the person is expected elsewhere, and never offers a mediator who is kept from them', async () => {
    const [giulia, teresa, marco, rubina] = [await town.as('giulia'), await town.as('teresa'), await town.as('marco'), await town.as('rubina')];
    await teresa.put(`/api/case-assignments/${newId()}`, { caseId: parveen.caseId, memberId: marco.memberId });
    await marco.put(`/api/appointments/${newId()}`, { caseId: parveen.caseId, language: 'bn', memberId: marco.memberId, ...at(tuesday, '11:00', '13:00') });
    const asked = { caseId: parveen.caseId, memberId: giulia.memberId };
    expect(hour(await find(giulia, asked))).toBe('2027-02-04T09:00:00.000Z');
    expect((await find(giulia, asked)).items[0]?.reasons).toContain('known-colleague');
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: parveen.caseId, memberId: rubina.memberId, reason: 'Stesso paese, stessa famiglia', askedBy: 'person' });
    expect(await find(giulia, asked)).toMatchObject({ items: [], noMediator: true });
    expect((await find(await town.as('chiara'), asked)).code).toBe('not-found');
  });

  it('is told to nobody outside the team', async () => {
    const giulia = await town.as('giulia');
    for (const name of outsiders) {
      const stranger = await town.as(name);
      const { items = [] } = await find(stranger, { memberId: giulia.memberId, language: 'it' });
      expect([name, items]).toEqual([name, []]);
    }
  });
});
