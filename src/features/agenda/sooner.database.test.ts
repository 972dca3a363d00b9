import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';
import type { Agenda, Appointment, MediatorsFree, Sooner } from './contract.ts';
import { dayAfter, instantOf, mondayOf } from './domain/days.ts';
import { italianDay } from '../../kernel/italian-day.ts';

let town: Town;
let fatou: TestFile;
/** Hours beside the usual ones alone, which are not yet: so that no feast of the calendar stands in the way of a test. */
const ahead = dayAfter(mondayOf(italianDay(new Date())), 9);
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['rubina']);
  for (const name of ['giulia', 'rubina'] as const) {
    const worker = await town.as(name);
    await worker.put(`/api/agenda/hours/${newId()}`, { memberId: worker.memberId, weekdays: [1], from: '09:00', to: '10:00', validFrom: '2044-01-01' });
    await worker.put(`/api/agenda/exceptions/${newId()}`, { kind: 'extra', memberId: worker.memberId, ...at(ahead, '09:00', '18:00') });
  }
});
afterAll(() => town.leave());

const at = (day: string, from: string, to: string) => ({ startsAt: instantOf(day, from).toISOString(), endsAt: instantOf(day, to).toISOString() });
const book = async (by: Worker, given: Record<string, unknown>) => (await by.put<Appointment>(`/api/appointments/${newId()}`, { language: 'bn', outsideHours: 'agreed', ...given })).body;
const list = async (by: Worker): Promise<Sooner['items']> => (await by.get<Sooner>('/api/agenda/sooner')).body.items;

describe('whoever would come sooner', () => {
  it('is on the list with the first free hour of who receives them, for the team without their name, and for nobody else', async () => {
    const [giulia, rubina, oksana] = [await town.as('giulia'), await town.as('rubina'), await town.as('oksana')];
    const taken = await book(giulia, { code: 'gru-11', memberId: giulia.memberId, ...at(ahead, '09:00', '17:00') });
    const late = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, mediatorId: rubina.memberId, ...at(dayAfter(ahead, 3), '10:00', '11:00') });
    expect((await oksana.put<Appointment>(`/api/appointments/${late.id}/sooner`, {})).body).toMatchObject({ id: late.id, sooner: true, caseId: null });
    await oksana.put(`/api/appointments/${late.id}/sooner`, {});
    expect(await list(giulia)).toMatchObject([{ appointment: { id: late.id }, free: at(ahead, '17:00', '18:00') }]);
    await giulia.post(`/api/appointments/${taken.id}/moves`, { id: newId(), move: 'cancel', reason: 'person-ill' });
    expect(await list(oksana)).toMatchObject([{ appointment: { id: late.id, name: null }, free: at(ahead, '09:00', '10:00') }]);
    for (const name of outsiders) {
      const stranger = await town.as(name);
      expect([name, await list(stranger), (await stranger.put(`/api/appointments/${late.id}/sooner`, {})).status]).toEqual([name, [], 404]);
    }

    // Put to that hour, nobody has to be called any more; put to a later one, they still do.
    const change = (of: Appointment, period: { startsAt: string; endsAt: string }) => giulia.patch<Appointment>(`/api/appointments/${of.id}`, { language: 'bn', memberId: giulia.memberId, mediatorId: rubina.memberId, room: null, outsideHours: 'agreed', ...period }, of.version);
    const { body: later } = await change(late, at(dayAfter(ahead, 4), '10:00', '11:00'));
    expect(later.sooner).toBe(true);
    expect((await change(later, at(ahead, '09:00', '10:00'))).body.sooner).toBe(false);
    expect(await list(giulia)).toEqual([]);
  });

  it('may be whoever called off, but not who is here already; and is taken away again', async () => {
    const giulia = await town.as('giulia');
    const gone = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...at(dayAfter(ahead, 5), '10:00', '11:00') });
    await giulia.post(`/api/appointments/${gone.id}/moves`, { id: newId(), move: 'cancel', reason: 'person-ill' });
    await giulia.put(`/api/appointments/${gone.id}/sooner`, {});
    expect(await list(giulia)).toMatchObject([{ appointment: { id: gone.id, state: 'cancelled' } }]);
    expect((await giulia.delete<Appointment>(`/api/appointments/${gone.id}/sooner`)).body.sooner).toBe(false);
    expect((await giulia.delete<Appointment>(`/api/appointments/${gone.id}/sooner`)).status).toBe(200);
    const held = await book(giulia, { code: 'gru-12', memberId: giulia.memberId, ...at('2025-03-03', '10:00', '11:00') });
    await giulia.post(`/api/appointments/${held.id}/moves`, { id: newId(), move: 'arrive' });
    expect((await giulia.put<{ code?: string }>(`/api/appointments/${held.id}/sooner`, {})).body.code).toBe('illegal-move');
    const { body: agenda } = await giulia.get<Agenda>('/api/agenda?day=2025-03-03');
    expect(agenda.items.map((one) => one.sooner)).toEqual([false]);
  });
});

describe('mediators who are free', () => {
  it('are shown by language for two weeks, without what is taken, and to nobody outside the team', async () => {
    const [giulia, rubina] = [await town.as('giulia'), await town.as('rubina')];
    await book(giulia, { code: 'gru-13', memberId: giulia.memberId, mediatorId: rubina.memberId, ...at(ahead, '12:00', '13:00') });
    const free = async (by: Worker, language: string) => (await by.get<MediatorsFree>(`/api/agenda/mediators-free?from=${ahead}&language=${language}`)).body.items;
    const [found] = await free(giulia, 'ur');
    expect(found?.member.name).toBe('Rubina Akter');
    expect(found?.spans?.filter((one) => one.startsAt < at(ahead, '23:00', '23:30').startsAt)).toEqual(expect.arrayContaining([at(ahead, '10:00', '12:00'), at(ahead, '13:00', '18:00')]));
    expect(await free(giulia, 'wo')).toEqual([]);
    for (const name of outsiders) expect([name, await free(await town.as(name), 'ur')]).toEqual([name, []]);
  });
});
