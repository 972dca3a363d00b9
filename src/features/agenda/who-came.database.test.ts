import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';
import { interviewFrom } from '../desk/domain.ts';
import type { Agenda, Appointment, Queue, WalkIn } from './contract.ts';

let town: Town;
let fatou: TestFile;
let giulia: Worker;
let oksana: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, oksana] = [await town.as('giulia'), await town.as('oksana')];
  fatou = await aFile(town, 'giulia');
});
afterAll(() => town.leave());

const today = italianDay(new Date());
const inQueue = async (by: Worker, id: string): Promise<WalkIn | undefined> => (await by.get<Queue>('/api/agenda/queue')).body.items.find((one) => one.id === id);
const onAgenda = async (by: Worker, id: string): Promise<Appointment | undefined> => (await by.get<Agenda>(`/api/agenda?day=${today}`)).body.items.find((one) => one.id === id);
async function received(code: string): Promise<string> {
  const id = newId();
  await giulia.put(`/api/agenda/queue/${id}`, { code, language: 'bn' });
  await giulia.post(`/api/agenda/queue/${id}/moves`, { id: newId(), move: 'receive' });
  return id;
}
const begun = (id: string, caseId: string, appointment?: string) =>
  giulia.put(`/api/interviews/${id}`, interviewFrom({ caseId, kind: 'first', language: 'bn', role: 'psychologist', ...(appointment === undefined ? {} : { appointment: { id: appointment, mediatorId: null } }) }));
let hour = 0;
/** Hours of their own, so that none is ever taken. */
async function underAlias(code: string): Promise<string> {
  const id = newId();
  const from = `${String(hour++).padStart(2, '0')}`;
  await giulia.put(`/api/appointments/${id}`, { code, language: 'bn', memberId: giulia.memberId, startsAt: `${today}T${from}:00:00+01:00`, endsAt: `${today}T${from}:45:00+01:00`, outsideHours: 'agreed' });
  return id;
}

describe('Whoever waited or was expected under an alias', () => {
  it('is said to be Fatou by Giulia who holds her case: the team learns that a file came of it, and not which', async () => {
    const wait = await received('lucciola-1');
    const id = newId();
    expect((await oksana.put(`/api/agenda/who-came/${newId()}`, { walkInId: wait, caseId: fatou.caseId })).status).toBe(404);
    for (let times = 0; times < 2; times += 1) expect((await giulia.put(`/api/agenda/who-came/${id}`, { walkInId: wait, caseId: fatou.caseId })).status).toBe(200);
    expect(await inQueue(giulia, wait)).toMatchObject({ hasFile: true, whoCame: { id, caseId: fatou.caseId, code: fatou.code } });
    expect(await inQueue(oksana, wait)).toMatchObject({ code: 'lucciola-1', hasFile: true, whoCame: null });
    expect((await giulia.put<{ code: string }>(`/api/agenda/who-came/${newId()}`, { walkInId: wait, caseId: fatou.caseId })).body.code).toBe('already-exists');
    for (const name of outsiders) expect([name, (await (await town.as(name)).put(`/api/agenda/who-came/${newId()}`, { walkInId: wait, caseId: fatou.caseId })).status]).toEqual([name, 404]);
  });

  it('is taken back with an interview that was only opened, and put back among those who wait', async () => {
    const wait = await received('lucciola-2');
    const id = newId();
    await giulia.put(`/api/agenda/who-came/${id}`, { walkInId: wait, caseId: fatou.caseId });
    await begun(id, fatou.caseId);
    const back = () => giulia.post<WalkIn & { code: string }>(`/api/agenda/queue/${wait}/moves`, { id: newId(), move: 'put-back' });
    expect((await back()).body.code).toBe('written-already');
    expect((await oksana.put(`/api/agenda/who-came/${id}/taken-back`, {})).status).toBe(404);
    for (let times = 0; times < 2; times += 1) expect((await giulia.put(`/api/agenda/who-came/${id}/taken-back`, {})).status).toBe(200);
    expect((await giulia.get(`/api/interviews/${id}`)).status).toBe(404);
    expect(await inQueue(giulia, wait)).toMatchObject({ state: 'served', hasFile: false, whoCame: null });
    expect((await back()).body).toMatchObject({ state: 'waiting', member: null });
  });

  it('stays said once something was written', async () => {
    const wait = await received('lucciola-3');
    const id = newId();
    await giulia.put(`/api/agenda/who-came/${id}`, { walkInId: wait, caseId: fatou.caseId });
    await begun(id, fatou.caseId);
    await giulia.post(`/api/interviews/${id}/moves`, { id: newId(), move: 'start' });
    expect((await giulia.put<{ code: string }>(`/api/agenda/who-came/${id}/taken-back`, {})).body.code).toBe('written-already');
    expect(await inQueue(giulia, wait)).toMatchObject({ whoCame: { id } });
    expect((await giulia.get(`/api/interviews/${id}`)).status).toBe(200);
  });

  it('gives the appointment the code and the matter of the case, and taken back it stands under the alias again', async () => {
    const appointment = await underAlias('lucciola-4');
    expect(await onAgenda(oksana, appointment)).toMatchObject({ code: 'lucciola-4', isUnnamed: true });
    const id = newId();
    await giulia.put(`/api/agenda/who-came/${id}`, { appointmentId: appointment, caseId: fatou.caseId, kind: 'follow-up' });
    expect(await onAgenda(giulia, appointment)).toMatchObject({ code: fatou.code, caseId: fatou.caseId, kind: 'follow-up', isUnnamed: false, whoCame: id });
    expect(await onAgenda(oksana, appointment)).toMatchObject({ code: fatou.code, caseId: null, isUnnamed: false, whoCame: null });
    await begun(id, fatou.caseId, appointment);
    expect((await giulia.put(`/api/agenda/who-came/${id}/taken-back`, {})).status).toBe(200);
    expect((await giulia.get(`/api/interviews/${id}`)).status).toBe(404);
    expect(await onAgenda(giulia, appointment)).toMatchObject({ code: 'lucciola-4', caseId: null, isUnnamed: true, whoCame: null });
  });

  it('who is booked for a case is nobody else\'s', async () => {
    const { body: booked } = await giulia.put<Appointment>(`/api/appointments/${newId()}`, { caseId: fatou.caseId, language: 'bn', memberId: giulia.memberId, startsAt: `${today}T20:00:00+01:00`, endsAt: `${today}T21:00:00+01:00`, outsideHours: 'agreed' });
    expect((await giulia.put<{ code: string }>(`/api/agenda/who-came/${newId()}`, { appointmentId: booked.id, caseId: fatou.caseId })).body.code).toBe('already-exists');
  });

  it('may be given an hour under the name they go by, and the queue says when', async () => {
    const wait = await received('lucciola-5');
    const appointment = await underAlias('lucciola-5');
    expect((await oksana.put<WalkIn>(`/api/agenda/queue/${wait}/hour`, { appointmentId: appointment })).body).toMatchObject({ hasFile: false, givenHour: (await onAgenda(giulia, appointment))?.startsAt });
  });
});
