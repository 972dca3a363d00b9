import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';
import { easterSunday, isWorkingDay } from '../referrals/domain/working-days.ts';
import { answerTerms } from '../referrals/reference.ts';
import type { Appointment, ExceptionKept, Hours, HoursThere, NotFree, Resources, Room } from './contract.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

let town: Town;
let fatou: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia');
});
afterAll(() => town.leave());

/** Mondays of 2027, one for each test that books. */
let week = 0;
const aMonday = (): string => new Date(Date.UTC(2027, 0, 11 + 7 * week++)).toISOString().slice(0, 10);
const at = (day: string, from: string, to: string) => ({ startsAt: `${day}T${from}:00+01:00`, endsAt: `${day}T${to}:00+01:00` });
const book = (by: Worker, given: Record<string, unknown>) => by.put<Appointment>(`/api/appointments/${newId()}`, { language: 'fr', code: 'gru-07', ...given });
const week9to13 = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '13:00', validFrom: '2027-01-01' };
const hoursOf = (by: Worker, given: Record<string, unknown>, id = newId()) => by.put<Hours>(`/api/agenda/hours/${id}`, { ...week9to13, ...given });

describe('the hours of colleagues, rooms and the desk', () => {
  it('are written by each for themselves, by the coordinator for all, and read by the team alone', async () => {
    const [giulia, teresa, chiara] = [await town.as('giulia'), await town.as('teresa'), await town.as('chiara')];
    const id = newId();
    expect((await hoursOf(giulia, { memberId: giulia.memberId }, id)).body).toMatchObject({ from: '09:00', to: '13:00', weekdays: [1, 2, 3, 4, 5], validUntil: null });
    expect((await hoursOf(giulia, { memberId: giulia.memberId }, id)).status).toBe(200);
    expect((await hoursOf(giulia, { memberId: chiara.memberId })).body.code).toBe('not-allowed');
    expect((await hoursOf(giulia, {})).body.code).toBe('not-allowed');
    expect((await hoursOf(teresa, { memberId: chiara.memberId, from: '14:00', to: '18:00' })).status).toBe(200);
    expect((await hoursOf(teresa, { memberId: (await town.as('elena')).memberId })).body.code).toBe('not-allowed');
    expect((await chiara.get<Resources>('/api/agenda/resources')).body.hours).toHaveLength(2);
    for (const name of outsiders) {
      const { hours, rooms, exceptions, holidays } = (await (await town.as(name)).get<Resources>('/api/agenda/resources')).body;
      expect([name, hours, rooms, exceptions, name === 'rosa' || name === 'youssef' || name === 'elena' ? [] : holidays]).toEqual([name, [], [], [], []]);
    }
    expect((await giulia.delete(`/api/agenda/hours/${id}`)).status).toBe(200);
    expect((await giulia.delete(`/api/agenda/hours/${id}`)).status).toBe(404);
  });

  it('refuse an appointment outside them with the name of what is not there, unless it is said why', async () => {
    const [marco, teresa, rubina] = [await town.as('marco'), await town.as('teresa'), await town.as('rubina')];
    const day = aMonday();
    const room = newId();
    expect((await teresa.put<Room>(`/api/agenda/rooms/${room}`, { name: 'Stanza blu' })).body).toMatchObject({ name: 'Stanza blu', inUse: true });
    await hoursOf(marco, { memberId: marco.memberId, to: '12:00' });
    await hoursOf(rubina, { memberId: rubina.memberId, to: '11:00' });
    await hoursOf(teresa, { roomId: room, to: '10:00' });
    const asked = { memberId: marco.memberId, mediatorId: rubina.memberId, room: 'stanza BLU' };
    expect((await book(marco, { ...asked, ...at(day, '11:30', '12:30') })).body.code).toBe('outside-hours-operator');
    expect((await book(marco, { ...asked, ...at(day, '10:30', '11:30') })).body.code).toBe('outside-hours-mediator');
    expect((await book(marco, { ...asked, ...at(day, '09:30', '10:30') })).body.code).toBe('outside-hours-room');
    const { body: booked } = await book(marco, { ...asked, ...at(day, '09:00', '10:00') });
    expect(booked).toMatchObject({ outsideHours: null, state: 'booked' });
    // Who stands in is chosen among those who are free: taken, away, or neither once the hour that is moved does not count.
    const marcoIs = async (from: string, to: string, except = ''): Promise<string | undefined> =>
      (await teresa.get<NotFree>(`/api/agenda/not-free?from=${encodeURIComponent(at(day, from, to).startsAt)}&minutes=60${except && `&except=${except}`}`)).body.items.find((one) => one.memberId === marco.memberId)?.why;
    expect([await marcoIs('09:00', '10:00'), await marcoIs('11:30', '12:30'), await marcoIs('10:00', '11:00'), await marcoIs('09:00', '10:00', booked.id)]).toEqual(['taken', 'away', undefined, undefined]);
    const later = { language: 'fr', ...asked, ...at(day, '12:30', '13:30') };
    expect((await marco.patch(`/api/appointments/${booked.id}`, later, booked.version)).body.code).toBe('outside-hours-operator');
    expect((await marco.patch<Appointment>(`/api/appointments/${booked.id}`, { ...later, outsideHours: 'only-way' }, booked.version)).body).toMatchObject({ outsideHours: 'only-way' });
  });

  it('close on public holidays and when the desk is closed, and open for extra hours, which win over everything', async () => {
    const [anna, teresa] = [await town.as('anna'), await town.as('teresa')];
    const desk = newId();
    await hoursOf(teresa, { weekdays: [1, 2, 3, 4, 5, 6], from: '09:00', to: '18:00' }, desk);
    expect((await book(anna, { memberId: anna.memberId, ...at('2027-01-06', '10:00', '11:00') })).body.code).toBe('outside-hours-operator');
    expect((await book(anna, { memberId: anna.memberId, ...at('2027-01-07', '10:00', '11:00') })).status).toBe(200);
    const day = aMonday();
    const absence = newId();
    const { body: kept } = await teresa.put<ExceptionKept>(`/api/agenda/exceptions/${absence}`, { kind: 'away', ...at('2027-01-07', '08:00', '20:00') });
    expect(kept.affected).toBe(1);
    // What stands in the way is told at once, to be put right one by one.
    expect(kept.items.map(({ startsAt, member }) => [startsAt, member.id])).toEqual([[new Date('2027-01-07T09:00:00Z').toISOString(), anna.memberId]]);
    const there = async (who: Worker, on: string) => (await who.get<HoursThere>(`/api/agenda/hours-there?day=${on}`)).body.items.find((one) => one.key === anna.memberId)?.spans;
    expect(await there(teresa, '2027-01-07')).toEqual([]);
    expect(await there(teresa, '2027-01-08')).toEqual([{ startsAt: '2027-01-08T08:00:00.000Z', endsAt: '2027-01-08T17:00:00.000Z' }]);
    await teresa.put(`/api/agenda/exceptions/${newId()}`, { kind: 'away', ...at(day, '00:00', '23:00') });
    expect((await book(anna, { memberId: anna.memberId, ...at(day, '10:00', '11:00') })).body.code).toBe('outside-hours-operator');
    const extra = newId();
    await anna.put(`/api/agenda/exceptions/${extra}`, { kind: 'extra', memberId: anna.memberId, ...at(day, '10:00', '12:00') });
    expect((await book(anna, { memberId: anna.memberId, ...at(day, '10:00', '11:00') })).status).toBe(200);
    await anna.delete(`/api/agenda/exceptions/${extra}`);
    expect((await book(anna, { memberId: anna.memberId, ...at(day, '11:00', '12:00') })).body.code).toBe('outside-hours-operator');
    await teresa.delete(`/api/agenda/hours/${desk}`);
  });

  it('know the public holidays of the dated reference, year by year', async () => {
    const days = (await town.look<{ day: string; name: string }>('select day::text, name from public_holiday order by day')).filter(({ name }) => name !== 'easter');
    const { holidays } = answerTerms(asItComes, '2026-11-02');
    expect(days.filter(({ day }) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && isWorkingDay(day, holidays))).toEqual([]);
    for (const year of [2026, 2027, 2028, 2038, 2045]) {
      const listed = new Set(days.map(({ day }) => day));
      const all = Array.from({ length: 366 }, (_, nth) => new Date(Date.UTC(year, 0, 1 + nth)).toISOString().slice(0, 10)).filter((day) => day.startsWith(String(year)));
      expect(all.filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !isWorkingDay(day, holidays) && !listed.has(day))).toEqual([]);
      expect((await town.look("select name from public_holiday where day = $1", [easterSunday(year)])).length).toBe(1);
    }
  });
});

describe('fifty who want the same hour', () => {
  it('at once, of the same colleague and room: exactly one has it, and the others are told what is taken', async () => {
    const by = await Promise.all((['giulia', 'blessing', 'oksana', 'amal', 'teresa'] as const).map((name) => town.as(name)));
    const [blessing] = [await town.as('blessing')];
    const period = at(aMonday(), '10:00', '11:00');
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => book(by[n % 5] ?? blessing, { memberId: blessing.memberId, room: 'Stanza verde', ...period, code: `cicogna-${n + 10}` })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'double-booking-operator')).toHaveLength(49);
    expect(await town.look("select count(*)::int as n from appointment_hold where holder = 'room' and held = 'stanza verde'")).toEqual([{ n: 1 }]);
  });

  it('meet at a distance side by side: what is not a room is never taken', async () => {
    const [teresa, giulia, oksana] = [await town.as('teresa'), await town.as('giulia'), await town.as('oksana')];
    await teresa.put(`/api/agenda/rooms/${newId()}`, { name: 'Telefono', kind: 'remote' });
    const period = at(aMonday(), '15:00', '16:00');
    expect((await book(giulia, { memberId: giulia.memberId, room: 'Telefono', ...period })).status).toBe(200);
    expect((await book(oksana, { memberId: oksana.memberId, room: 'Telefono', ...period })).status).toBe(200);
  });
});

describe('a colleague whom the coordinator keeps from a case', () => {
  it('is not booked for it, whether at once or by being put in the place of another', async () => {
    const [giulia, teresa, amal, oksana] = [await town.as('giulia'), await town.as('teresa'), await town.as('amal'), await town.as('oksana')];
    const barred = await teresa.put(`/api/case-bars/${newId()}`, { caseId: fatou.caseId, memberId: amal.memberId, reason: 'Conosce la famiglia', askedBy: 'person' });
    expect(barred.status).toBe(200);
    const period = at(aMonday(), '10:00', '11:00');
    const asked = { code: undefined, caseId: fatou.caseId, memberId: giulia.memberId, ...period };
    expect((await book(giulia, { ...asked, mediatorId: amal.memberId })).body.code).toBe('colleague-kept-away');
    const { body: booked } = await book(giulia, { ...asked, mediatorId: oksana.memberId });
    const change = { language: 'fr', memberId: giulia.memberId, room: null, ...period };
    expect((await giulia.patch(`/api/appointments/${booked.id}`, { ...change, mediatorId: amal.memberId }, booked.version)).body.code).toBe('colleague-kept-away');
  });
});
