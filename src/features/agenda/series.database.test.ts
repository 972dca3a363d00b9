import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';
import type { Agenda, Appointment, ContactsDue, InTheWay, Series } from './contract.ts';
import { instantOf } from './domain/days.ts';
import { isOverruled, needsWhy, periodsOf } from './domain/series.ts';

let town: Town;
let fatou: TestFile;
let ibrahim: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['rubina']);
  ibrahim = await aFile(town, 'marco', ['giulia']);
  const teresa = await town.as('teresa');
  await teresa.put(`/api/agenda/hours/${newId()}`, { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '07:00', to: '21:00', validFrom: '2026-01-01' });
  for (const name of ['Stanza blu', 'Stanza verde']) await teresa.put(`/api/agenda/rooms/${newId()}`, { name });
});
afterAll(() => town.leave());

type Wanted = { id?: string; startsAt: string; endsAt: string; memberId: string; mediatorId: string | null; room: string | null; outsideHours?: string };
/** Each test has a year of its own, so that bookings of one never meet those of another. */
const weekly = (first: string, times: number, of: { memberId: string; mediatorId?: string; room?: string }): Wanted[] =>
  periodsOf({ day: first, start: '10:00', length: '60' }, 'week', { times }).map((one) => ({ ...one, memberId: of.memberId, mediatorId: of.mediatorId ?? null, room: of.room ?? null }));
const book = (by: Worker, items: readonly Wanted[], given: Record<string, unknown> = { caseId: fatou.caseId }, id = newId()) =>
  by.put<Series & { code?: string }>(`/api/appointment-series/${id}`, { language: 'fr', every: 'week', ...given, items: items.map((one) => ({ id: newId(), ...one })) });
const look = async (by: Worker, items: readonly Wanted[], more: Record<string, unknown> = {}) => (await by.post<InTheWay & { code?: string }>('/api/agenda/in-the-way', { caseId: fatou.caseId, every: 'week', ...more, items })).body;
const inYear = async (by: Worker, day: string): Promise<Appointment[]> => (await Promise.all(Array.from({ length: 3 }, (_, nth) => by.get<Agenda>(`/api/agenda?day=${new Date(Date.parse(day) + nth * 42 * 86_400_000).toISOString().slice(0, 10)}&days=42`)))).flatMap(({ body }) => body.items);

describe('a row of appointments', () => {
  it('is booked whole, each an appointment of its own that knows its row; sent twice it changes nothing', async () => {
    const [giulia, rubina, oksana] = [await town.as('giulia'), await town.as('rubina'), await town.as('oksana')];
    const items = weekly('2029-01-09', 6, { memberId: giulia.memberId, mediatorId: rubina.memberId, room: 'Stanza blu' }).map((one) => ({ id: newId(), ...one }));
    const id = newId();
    const send = () => giulia.put<Series>(`/api/appointment-series/${id}`, { caseId: fatou.caseId, kind: 'psychological', language: 'fr', every: 'week', items });
    const { status, body } = await send();
    expect([status, body.items.length, new Set(body.items.map((one) => one.series?.id))]).toEqual([200, 6, new Set([id])]);
    expect(body.items[0]).toMatchObject({ code: fatou.code, kind: 'psychological', state: 'booked', series: { every: 'week' } });
    expect((await send()).body.items.map((one) => one.id)).toEqual(items.map((one) => one.id));
    // The team sees the hours, and not whose they are.
    expect((await oksana.get<Series>(`/api/appointment-series/${id}`)).body.items[0]).toMatchObject({ code: fatou.code, caseId: null, kind: null, name: null });
    for (const name of outsiders) expect([name, (await (await town.as(name)).get(`/api/appointment-series/${id}`)).status]).toEqual([name, 404]);
  });

  it('is refused whole where one of its hours is somebody else\'s, and says beforehand which, with the nearest free hour and another room', async () => {
    const [giulia, rubina, oksana] = [await town.as('giulia'), await town.as('rubina'), await town.as('oksana')];
    const items = weekly('2030-01-08', 5, { memberId: giulia.memberId, mediatorId: rubina.memberId, room: 'Stanza blu' });
    const [, second, third, fourth] = items;
    if (!second || !third || !fourth) throw new Error('five were asked');
    const teresa = await town.as('teresa');
    const taken = await book(oksana, [{ ...second, memberId: oksana.memberId, mediatorId: null }], { code: 'gru-11' });
    expect(taken.status).toBe(200);
    await book(giulia, [{ ...third, mediatorId: null, room: null }], { caseId: ibrahim.caseId });
    await teresa.put(`/api/agenda/exceptions/${newId()}`, { kind: 'away', startsAt: fourth.startsAt, endsAt: fourth.endsAt });
    const { items: told } = await look(giulia, items);
    expect(told.map((one) => one.troubles)).toEqual([[], ['room-taken'], ['member-taken'], expect.arrayContaining(['member-away', 'desk-closed']), []]);
    expect(told[1]).toMatchObject({ otherRoom: 'Stanza verde' });
    expect(told[2]?.other).toEqual({ startsAt: instantOf('2030-01-22', '09:00').toISOString(), endsAt: instantOf('2030-01-22', '10:00').toISOString() });
    expect(told[3]?.other?.startsAt).toBe(instantOf('2030-01-29', '09:00').toISOString());

    expect([(await book(giulia, items)).body.code, (await book(giulia, items.filter((one) => one !== fourth))).body.code]).toEqual(['outside-hours-operator', 'double-booking-room']);
    expect((await inYear(giulia, '2030-01-01')).filter((one) => one.caseId === fatou.caseId)).toEqual([]);
    // As proposed: another room, another hour, and one left out.
    const proposed = items.flatMap((one, nth) => (nth === 3 ? [] : [{ ...one, ...(nth === 1 ? { room: 'Stanza verde' } : {}), ...(nth === 2 ? told[2]?.other : {}) }]));
    expect((await book(giulia, proposed)).body.items).toHaveLength(4);
  });

  it('knows the public holidays, and that a colleague is kept from the case', async () => {
    const [giulia, rubina, teresa] = [await town.as('giulia'), await town.as('rubina'), await town.as('teresa')];
    const [, christmas] = (await look(giulia, weekly('2029-12-18', 2, { memberId: giulia.memberId }))).items;
    expect(christmas).toMatchObject({ holiday: 'christmas', troubles: expect.arrayContaining(['holiday']) });
    const other = await aFile(town, 'giulia');
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: other.caseId, memberId: rubina.memberId, reason: 'Stesso paese, stessa famiglia', askedBy: 'person' });
    const items = weekly('2029-05-08', 2, { memberId: giulia.memberId, mediatorId: rubina.memberId });
    expect((await look(giulia, items, { caseId: other.caseId })).items.map((one) => one.troubles)).toEqual([['kept-away'], ['kept-away']]);
    expect((await book(giulia, items, { caseId: other.caseId })).body.code).toBe('colleague-kept-away');
  });

  it('is asked for by nobody outside the team, nor for a case that is not one\'s own', async () => {
    const giulia = await town.as('giulia');
    const items = weekly('2029-06-05', 2, { memberId: giulia.memberId });
    expect((await look(await town.as('chiara'), items)).code).toBe('not-found');
    expect((await book(await town.as('chiara'), items)).status).toBe(404);
    for (const name of outsiders) {
      const stranger = await town.as(name);
      expect([name, (await look(stranger, items, { caseId: null })).code]).toEqual([name, 'not-found']);
      expect([name, [403, 404].includes((await book(stranger, items, { code: 'volpe-12' })).status)]).toEqual([name, true]);
    }
  });
});

describe('many at once', () => {
  it('lets one of fifty rows that want the same hours be booked whole, and of the others not a single hour', async () => {
    const giulia = await town.as('giulia');
    const items = weekly('2031-01-07', 4, { memberId: giulia.memberId, room: 'Stanza blu' });
    const attempts = await Promise.all(Array.from({ length: 50 }, (_, nth) => book(giulia, nth % 2 === 0 ? items : items.toReversed(), { caseId: nth % 3 === 0 ? ibrahim.caseId : fatou.caseId })));
    const codes = attempts.map((one) => (one.status === 200 ? 'booked' : one.body.code));
    expect([codes.filter((code) => code === 'booked').length, codes.filter((code) => code === 'double-booking-operator').length]).toEqual([1, 49]);
    expect(await inYear(giulia, '2031-01-01')).toHaveLength(4);
  });

  it('lets one of fifty who each want a part of the same hours win each of them, and nobody half', async () => {
    const giulia = await town.as('giulia');
    const all = weekly('2032-01-06', 8, { memberId: giulia.memberId });
    const attempts = await Promise.all(Array.from({ length: 50 }, (_, nth) => {
      const items = all.slice(nth % 6, (nth % 6) + 3);
      return book(giulia, items, { code: `airone-${nth + 10}` });
    }));
    const booked = await inYear(giulia, '2032-01-01');
    expect(new Set(booked.map((one) => one.startsAt)).size).toBe(booked.length);
    const won = attempts.filter((one) => one.status === 200);
    expect(won.length).toBeGreaterThan(0);
    expect(booked).toHaveLength(won.length * 3);
  });

  it('of any hours, whatever is taken or away: what is not reported is booked, and with what is reported nothing is', async () => {
    const [giulia, rubina, marco] = [await town.as('giulia'), await town.as('rubina'), await town.as('marco')];
    const teresa = await town.as('teresa');
    const quarter = fc.integer({ min: 32, max: 72 });
    const obstacle = fc.record({ week: fc.integer({ min: 0, max: 4 }), at: quarter, whose: fc.constantFrom('member', 'mediator', 'room', 'person', 'away', 'mediator-away') });
    let year = 2033;
    await fc.assert(fc.asyncProperty(fc.array(obstacle, { maxLength: 6 }), quarter, async (obstacles, at) => {
      const first = `${year}-02-0${1 + ((year - 2033) % 7)}`;
      year += 1;
      const clock = (of: number) => `${String(Math.floor(of / 4)).padStart(2, '0')}:${String((of % 4) * 15).padStart(2, '0')}`;
      const days = periodsOf({ day: first, start: clock(at), length: '60' }, 'week', { times: 5 });
      for (const { week, at: quarters, whose } of obstacles) {
        const taken = periodsOf({ day: first, start: clock(quarters), length: '45' }, 'week', { times: 5 })[week];
        if (!taken) continue;
        if (whose === 'away' || whose === 'mediator-away') {
          const memberId = whose === 'away' ? giulia.memberId : rubina.memberId;
          await teresa.put(`/api/agenda/exceptions/${newId()}`, { kind: 'away', memberId, ...taken });
          continue;
        }
        const of = { member: { memberId: giulia.memberId }, mediator: { memberId: marco.memberId, mediatorId: rubina.memberId }, room: { memberId: marco.memberId, room: 'Stanza blu' }, person: { memberId: marco.memberId } }[whose];
        await book(giulia, [{ mediatorId: null, room: null, outsideHours: 'agreed', ...of, ...taken }], whose === 'person' ? { caseId: fatou.caseId } : { code: 'lepre-20' });
      }
      const items: Wanted[] = days.map((one) => ({ ...one, memberId: giulia.memberId, mediatorId: rubina.memberId, room: 'Stanza blu' }));
      const { items: told } = await look(giulia, items);
      const whole = await book(giulia, items);
      const isBookable = told.every((one) => one.troubles.every((trouble) => trouble === 'holiday' || trouble === 'desk-closed'));
      expect([whole.status === 200, told.map((one) => one.troubles)]).toEqual([isBookable, told.map((one) => one.troubles)]);
      if (whole.status === 200) return;
      // Whoever leaves out what is somebody else's, takes what is proposed, and says why where somebody is away, has all of the rest.
      const chosen = items.flatMap((one, nth) => {
        const standing = told[nth];
        if (!standing) return [];
        if (isOverruled(standing.troubles)) return [{ ...one, ...(needsWhy(standing.troubles) ? { outsideHours: 'agreed' } : {}) }];
        return standing.otherRoom ? [{ ...one, room: standing.otherRoom, ...(needsWhy(standing.troubles) ? { outsideHours: 'agreed' } : {}) }] : standing.other ? [{ ...one, ...standing.other }] : [];
      });
      if (chosen.length === 0) return;
      const answer = await book(giulia, chosen);
      expect([answer.status, answer.body.code, answer.body.items?.length]).toEqual([200, undefined, chosen.length]);
    }), { numRuns: 12 });
  });
});

describe('later', () => {
  const aRow = async (by: Worker, first: string, times = 4): Promise<Series> => {
    const rubina = await town.as('rubina');
    return (await book(by, weekly(first, times, { memberId: by.memberId, mediatorId: rubina.memberId, room: 'Stanza verde' }).map((one) => ({ ...one, outsideHours: 'agreed' })))).body;
  };
  const asChange = ({ id, version, language, member, mediator, room }: Appointment, at: { startsAt: string; endsAt: string }) => ({ id, version, language, memberId: member.id, mediatorId: mediator?.id ?? null, room, ...at });
  const on = ({ startsAt, endsAt }: Appointment, days: number) => ({ startsAt: new Date(Date.parse(startsAt) + days * 86_400_000).toISOString(), endsAt: new Date(Date.parse(endsAt) + days * 86_400_000).toISOString() });

  it('all of them move on by a week without meeting each other, and what the hour was is kept', async () => {
    const giulia = await town.as('giulia');
    const { id, items } = await aRow(giulia, '2029-08-07');
    const told = await look(giulia, items.map((one) => ({ ...asChange(one, on(one, 7)) })), { except: items.map((one) => one.id) });
    expect(told.items.map((one) => one.troubles)).toEqual([[], [], [], []]);
    const moved = await giulia.patch<Series>(`/api/appointment-series/${id}`, { reason: 'operator-away', items: items.map((one) => asChange(one, on(one, 7))) }, 1);
    expect(moved.body.items.map((one) => [one.startsAt, one.moved])).toEqual(items.map((one) => [on(one, 7).startsAt, 1]));
  });

  it('one that changed meanwhile, or is somebody else\'s hour, leaves all as they were', async () => {
    const giulia = await town.as('giulia');
    const { id, items } = await aRow(giulia, '2029-09-18');
    const { items: [other] } = await aRow(giulia, '2029-11-06');
    const [first, second] = items;
    if (!first || !second || !other) throw new Error('four were booked');
    const both = (at: { startsAt: string; endsAt: string }, version = second.version) => giulia.patch<Series & { code?: string }>(`/api/appointment-series/${id}`, { items: [asChange(first, on(first, 1)), { ...asChange(second, at), version }] }, 1);
    expect((await both(on(other, 0))).body.code).toMatch(/^double-booking/);
    expect((await both(on(second, 1), 7)).body.code).toBe('changed-meanwhile');
    expect((await giulia.get<Series>(`/api/appointment-series/${id}`)).body.items.map((one) => one.startsAt)).toEqual(items.map((one) => one.startsAt));
    const strange = await giulia.patch<{ code?: string }>(`/api/appointment-series/${id}`, { items: [asChange(other, on(other, 1))] }, 1);
    expect(strange.body.code).toBe('not-found');
  });

  it('is cut short with its reason, frees the hours, and is taken back as it was', async () => {
    const giulia = await town.as('giulia');
    const { id, items } = await aRow(giulia, '2028-02-08');
    const rest = items.slice(2);
    const move = (name: string, ids: string[], reason?: string) => giulia.post<Series & { code?: string }>(`/api/appointment-series/${id}/moves`, { move: name, reason, items: rest.map((one, nth) => ({ id: ids[nth], appointmentId: one.id })) });
    expect((await move('cancel', rest.map(() => newId()))).body.code).toBe('reason-required');
    const steps = rest.map(() => newId());
    expect((await move('cancel', steps, 'person-asked')).body.items.map((one) => one.state)).toEqual(['booked', 'booked', 'cancelled', 'cancelled']);
    expect((await move('cancel', steps, 'person-asked')).body.items.map((one) => one.version)).toEqual([1, 1, 2, 2]);
    const third = rest[0];
    if (!third) throw new Error('four were booked');
    const inItsPlace = await book(giulia, [{ ...asChange(third, on(third, 0)), id: newId() }], { caseId: ibrahim.caseId });
    expect(inItsPlace.status).toBe(200);
    expect((await move('take-back', rest.map(() => newId()))).body.code).toBe('double-booking-operator');
    expect((await giulia.get<Series>(`/api/appointment-series/${id}`)).body.items.map((one) => one.state)).toEqual(['booked', 'booked', 'cancelled', 'cancelled']);
    await giulia.post(`/api/appointments/${inItsPlace.body.items[0]?.id}/moves`, { id: newId(), move: 'cancel', reason: 'mistake' });
    expect((await move('take-back', rest.map(() => newId()))).body.items.map((one) => one.state)).toEqual(['booked', 'booked', 'booked', 'booked']);
  });

  it('each is reminded of by itself, and stands in the calendar by itself with a neutral title', async () => {
    const giulia = await town.as('giulia');
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { items } = await aRow(giulia, tomorrow, 3);
    const { body: due } = await giulia.get<ContactsDue>('/api/agenda/contacts-due');
    expect(due.items.filter((one) => items.some(({ id }) => id === one.appointmentId)).map((one) => one.appointmentId)).toEqual([items[0]?.id]);
    const { body: { address } } = await giulia.post<{ address: string }>('/api/agenda/calendar', { withPlace: false });
    const calendar = await giulia.get<unknown>(new URL(address).pathname);
    const text = JSON.stringify(calendar.body);
    for (const { id } of items) expect(text).toContain(id);
    expect(text).not.toContain(fatou.code);
  });
});
