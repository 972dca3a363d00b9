import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import type { Agenda, Appointment, Colleague, Queue, WalkIn } from './contract.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';

let town: Town;
let fatou: TestFile;
let ibrahim: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['rubina']);
  ibrahim = await aFile(town, 'marco', ['giulia']);
  const giulia = await town.as('giulia');
  await giulia.put(`/api/persons/${fatou.personId}/names/${newId()}`, { kind: 'declared', text: 'Fatou Diop', preferred: true });
});
afterAll(() => town.leave());

let nextDay = 1;
/** A day of its own for each test, so that bookings of one never meet those of another. */
const aDay = (): string => `2025-03-${String(nextDay++).padStart(2, '0')}`;
const hours = (day: string, from: string, to: string) => ({ startsAt: `${day}T${from}:00+01:00`, endsAt: `${day}T${to}:00+01:00` });
type Booking = Record<string, unknown>;
const book = (by: Worker, given: Booking, id = newId()) => by.put<Appointment>(`/api/appointments/${id}`, { language: 'fr', ...given });
const agenda = async (by: Worker, day: string) => (await by.get<Agenda>(`/api/agenda?day=${day}`)).body.items;

describe('the agenda', () => {
  it('shows the team the hour, the code, the language and with whom; the name and the matter only to those who hold the case', async () => {
    const [giulia, rubina, oksana] = [await town.as('giulia'), await town.as('rubina'), await town.as('oksana')];
    const day = aDay();
    await book(giulia, { caseId: fatou.caseId, kind: 'psychological', memberId: giulia.memberId, mediatorId: rubina.memberId, room: 'Stanza 1', ...hours(day, '10:00', '11:00') });
    expect(await agenda(rubina, day)).toMatchObject([{ code: fatou.code, name: 'Fatou Diop', kind: 'psychological', caseId: fatou.caseId, member: { name: 'Giulia Ferrara' }, mediator: { name: 'Rubina Akter' } }]);
    expect(await agenda(oksana, day)).toMatchObject([{ code: fatou.code, language: 'fr', room: 'Stanza 1', name: null, kind: null, caseId: null, member: { name: 'Giulia Ferrara' } }]);
  });

  it('is empty for everyone outside the team, who cannot book either', async () => {
    const giulia = await town.as('giulia');
    const day = aDay();
    const { body: booked } = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '09:00', '10:00') });
    for (const name of outsiders) {
      const stranger = await town.as(name);
      expect([name, await agenda(stranger, day)]).toEqual([name, []]);
      expect([name, (await stranger.get<{ items: unknown[] }>(`/api/cases/${fatou.caseId}/appointments`)).body.items]).toEqual([name, []]);
      expect([name, (await stranger.post(`/api/appointments/${booked.id}/moves`, { id: newId(), move: 'arrive' })).status]).toEqual([name, 404]);
      const attempt = await book(stranger, { code: 'volpe-12', memberId: giulia.memberId, ...hours(day, '15:00', '16:00') });
      expect([403, 404]).toContain(attempt.status);
      expect([name, (await book(stranger, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '15:00', '16:00') })).status]).toEqual([name, 404]);
    }
    const vincenzo = await town.as('vincenzo');
    expect((await vincenzo.get<{ items: Colleague[] }>('/api/desk/colleagues')).body.items).toEqual([]);
  });

  it('books somebody met on the street by code alone, and puts every hour on the day that Italy lives', async () => {
    const amal = await town.as('amal');
    const day = aDay();
    const { body } = await book(amal, { code: 'viola-volpe-12', memberId: amal.memberId, startsAt: `${day}T00:30:00+01:00`, endsAt: `${day}T01:00:00+01:00` });
    expect(body).toMatchObject({ code: 'viola-volpe-12', caseId: null, state: 'booked' });
    expect(await agenda(amal, day)).toHaveLength(1);
  });

  it('refuses a colleague of another programme, and a case that is not one\'s own', async () => {
    const [giulia, chiara, elena] = [await town.as('giulia'), await town.as('chiara'), await town.as('elena')];
    const day = aDay();
    expect((await book(giulia, { caseId: fatou.caseId, memberId: elena.memberId, ...hours(day, '10:00', '11:00') })).body.code).toBe('not-allowed');
    expect((await book(chiara, { caseId: fatou.caseId, memberId: chiara.memberId, ...hours(day, '10:00', '11:00') })).status).toBe(404);
  });

  it('moves on with one tap, and a mistaken arrival is taken back', async () => {
    const [giulia, oksana] = [await town.as('giulia'), await town.as('oksana')];
    const { body: booked } = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(aDay(), '10:00', '11:00') });
    const step = (by: Worker, move: string, reason?: string) => by.post<Appointment>(`/api/appointments/${booked.id}/moves`, { id: newId(), move, reason });
    expect((await step(oksana, 'arrive')).body).toMatchObject({ state: 'arrived', arrivedAt: expect.any(String) });
    expect((await step(oksana, 'take-back')).body).toMatchObject({ state: 'booked', arrivedAt: null });
    expect((await step(oksana, 'cancel')).body.code).toBe('reason-required');
    await step(oksana, 'arrive');
    await step(giulia, 'begin');
    expect((await step(giulia, 'finish')).body.state).toBe('done');
    expect((await step(giulia, 'arrive')).body.code).toBe('illegal-move');
  });

  it('answers a booking or a move sent twice as if it were the first', async () => {
    const giulia = await town.as('giulia');
    const id = newId();
    const booking = { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(aDay(), '10:00', '11:00') };
    const first = await book(giulia, booking, id);
    expect((await book(giulia, booking, id)).body).toEqual(first.body);
    const arrival = { id: newId(), move: 'arrive' };
    const arrived = await giulia.post(`/api/appointments/${id}/moves`, arrival);
    expect((await giulia.post(`/api/appointments/${id}/moves`, arrival)).body).toEqual(arrived.body);
  });
});

describe('double booking', () => {
  it('is refused with the name of what is taken: person, operator, mediator, room, or a colleague in another part', async () => {
    const [giulia, marco, rubina, amal, oksana] = [await town.as('giulia'), await town.as('marco'), await town.as('rubina'), await town.as('amal'), await town.as('oksana')];
    const day = aDay();
    const taken = { caseId: fatou.caseId, memberId: giulia.memberId, mediatorId: rubina.memberId, room: 'Stanza 1' };
    await book(giulia, { ...taken, ...hours(day, '10:00', '11:00') });
    const free = { code: 'verde-lupo-10', memberId: amal.memberId };
    const at = hours(day, '10:30', '11:30');
    const attempts: [Booking, string][] = [
      [{ ...free, memberId: giulia.memberId }, 'double-booking-operator'],
      [{ ...free, mediatorId: rubina.memberId }, 'double-booking-mediator'],
      [{ ...free, room: ' stanza 1 ' }, 'double-booking-room'],
      [{ ...free, memberId: rubina.memberId }, 'double-booking-colleague'],
      [{ caseId: fatou.caseId, memberId: amal.memberId }, 'double-booking-person'],
    ];
    for (const [attempt, code] of attempts) {
      const refused = await book(giulia, { ...attempt, ...at });
      expect([refused.status, refused.body.code]).toEqual([409, code]);
    }
    expect((await book(oksana, { ...free, ...at })).status).toBe(200);
    expect((await book(marco, { caseId: ibrahim.caseId, memberId: giulia.memberId, mediatorId: rubina.memberId, room: 'Stanza 1', ...hours(day, '11:00', '12:00') })).status).toBe(200);
  });

  it('lets exactly one of twenty simultaneous bookings win, and answers the others that the hour is taken', async () => {
    const giulia = await town.as('giulia');
    const at = hours(aDay(), '10:00', '11:00');
    const attempts = await Promise.all(Array.from({ length: 20 }, (_, n) => book(giulia, n % 2 === 0 ? { caseId: fatou.caseId, memberId: giulia.memberId, room: 'Stanza 2', ...at } : { caseId: ibrahim.caseId, memberId: giulia.memberId, room: 'Stanza 2', ...at })));
    const codes = attempts.map((one) => (one.status === 200 ? 'booked' : one.body.code));
    expect(codes.filter((code) => code === 'booked')).toHaveLength(1);
    expect(codes.filter((code) => code === 'double-booking-operator')).toHaveLength(19);
  });

  it('frees the hour when it is cancelled or missed, and holds it again when that was a mistake', async () => {
    const giulia = await town.as('giulia');
    const at = hours(aDay(), '10:00', '11:00');
    const first = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...at });
    const step = (id: string, move: string, reason?: string) => giulia.post<Appointment>(`/api/appointments/${id}/moves`, { id: newId(), move, reason });
    await step(first.body.id, 'miss');
    const second = await book(giulia, { caseId: ibrahim.caseId, memberId: giulia.memberId, ...at });
    expect(second.status).toBe(200);
    expect((await step(first.body.id, 'take-back')).body.code).toBe('double-booking-operator');
    await step(second.body.id, 'cancel', 'person-asked');
    expect((await step(first.body.id, 'take-back')).body.state).toBe('booked');
  });

  it('is refused when an appointment is moved, and a stale move is told so', async () => {
    const giulia = await town.as('giulia');
    const day = aDay();
    await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '10:00', '11:00') });
    const { body: later } = await book(giulia, { caseId: ibrahim.caseId, memberId: giulia.memberId, ...hours(day, '12:00', '13:00') });
    const change = { language: 'fr', memberId: giulia.memberId, mediatorId: null, room: null };
    expect((await giulia.patch(`/api/appointments/${later.id}`, { ...change, ...hours(day, '10:30', '11:30') }, later.version)).body.code).toBe('double-booking-operator');
    expect((await giulia.patch<Appointment>(`/api/appointments/${later.id}`, { ...change, ...hours(day, '14:00', '15:00') }, later.version)).body).toMatchObject({ version: later.version + 1 });
    expect((await giulia.patch(`/api/appointments/${later.id}`, { ...change, ...hours(day, '16:00', '17:00') }, later.version)).body.code).toBe('changed-meanwhile');
  });

  it('lets exactly one of many who want the same hour have it, whether they book it or move another appointment there', async () => {
    const giulia = await town.as('giulia');
    const day = aDay();
    const change = { language: 'fr', memberId: giulia.memberId, mediatorId: null, room: null, ...hours(day, '15:00', '16:00') };
    const others = await Promise.all(['08:00', '09:00', '10:00', '11:00'].map((from) => book(giulia, { code: `volpe-${from.slice(0, 2)}`, memberId: giulia.memberId, ...hours(day, from, `${from.slice(0, 3)}30`) })));
    const answers = await Promise.all([
      ...others.map(({ body }) => giulia.patch(`/api/appointments/${body.id}`, change, body.version)),
      ...Array.from({ length: 6 }, (_, at) => book(giulia, { code: `lontra-${at}0`, memberId: giulia.memberId, ...hours(day, '15:15', '15:45') })),
      book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '15:00', '16:00') }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => (body as { code?: string }).code))).toEqual(new Set(['double-booking-operator']));
  });

  it('of one person is impossible too, when two colleagues book her for the same hour from two desks', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    await (await town.as('teresa')).put(`/api/case-assignments/${newId()}`, { caseId: fatou.caseId, memberId: marco.memberId });
    const day = aDay();
    const answers = await Promise.all([giulia, marco, giulia, marco].map((by, at) => book(by, { caseId: fatou.caseId, memberId: by.memberId, ...hours(day, at < 2 ? '10:00' : '10:30', '11:30') })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('an appointment that does not go as it was booked', () => {
  const move = (by: Worker, id: string, name: string, reason?: string) => by.post<Appointment & { code?: string }>(`/api/appointments/${id}/moves`, { id: newId(), move: name, reason });

  it('is put to another day with its reason; the hour it had is kept, and the agenda shows that it was moved', async () => {
    const [giulia, oksana] = [await town.as('giulia'), await town.as('oksana')];
    const [day, later] = [aDay(), aDay()];
    const { body: booked } = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '10:00', '11:00') });
    const moved = await oksana.patch<Appointment>(`/api/appointments/${booked.id}`, { language: 'fr', memberId: giulia.memberId, mediatorId: null, room: 'Stanza 2', reason: 'person-ill', ...hours(later, '09:00', '10:00') }, booked.version);
    expect(moved.body).toMatchObject({ moved: 1, room: 'Stanza 2', state: 'booked' });
    expect(await agenda(oksana, day)).toEqual([]);
    expect(await agenda(oksana, later)).toMatchObject([{ code: fatou.code, moved: 1 }]);
    expect(await town.look('select move, reason, earlier_start, from_state, to_state from appointment_move where appointment_id = $1', [booked.id])).toMatchObject([{ move: 'reschedule', reason: 'person-ill', earlier_start: new Date(`${day}T10:00:00+01:00`), from_state: 'booked', to_state: 'booked' }]);
    // Another room at the same hour is no move.
    const { body: again } = await oksana.patch<Appointment>(`/api/appointments/${booked.id}`, { language: 'fr', memberId: giulia.memberId, mediatorId: null, room: 'Stanza 3', ...hours(later, '09:00', '10:00') }, moved.body.version);
    expect(again).toMatchObject({ moved: 1, room: 'Stanza 3' });
  });

  it('of somebody who waits already changes its colleague and not its hour; a day that is over cannot be moved', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const day = aDay();
    const { body: booked } = await book(giulia, { code: 'gru-42', memberId: giulia.memberId, ...hours(day, '10:00', '11:00') });
    const { body: arrived } = await move(giulia, booked.id, 'arrive');
    const change = { language: 'fr', mediatorId: null, room: null };
    expect((await giulia.patch(`/api/appointments/${booked.id}`, { ...change, memberId: giulia.memberId, ...hours(day, '12:00', '13:00') }, arrived.version)).body.code).toBe('illegal-move');
    const { body: handed } = await giulia.patch<Appointment>(`/api/appointments/${booked.id}`, { ...change, memberId: marco.memberId, ...hours(day, '10:00', '11:00') }, arrived.version);
    expect(handed).toMatchObject({ member: { name: 'Marco D’Alessio' }, state: 'arrived', moved: 0 });
    const { body: done } = await move(giulia, booked.id, 'finish');
    expect((await giulia.patch(`/api/appointments/${booked.id}`, { ...change, memberId: marco.memberId, ...hours(day, '12:00', '13:00') }, done.version)).body.code).toBe('illegal-move');
  });

  it('is cancelled with a reason that the whole team reads, or missed, and taken back when that was a mistake', async () => {
    const [giulia, oksana] = [await town.as('giulia'), await town.as('oksana')];
    const day = aDay();
    const { body: booked } = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '10:00', '11:00') });
    await move(oksana, booked.id, 'miss');
    expect((await move(oksana, booked.id, 'take-back')).body).toMatchObject({ state: 'booked', reason: null });
    await move(giulia, booked.id, 'cancel', 'safety');
    expect(await agenda(oksana, day)).toMatchObject([{ state: 'cancelled', reason: 'safety', name: null }]);
  });

  it('is taken back after it was cancelled by mistake, and not once its hour was given to somebody else', async () => {
    const giulia = await town.as('giulia');
    const at = hours(aDay(), '10:00', '11:00');
    const { body: first } = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...at });
    await move(giulia, first.id, 'cancel', 'mistake');
    expect((await move(giulia, first.id, 'take-back')).body).toMatchObject({ state: 'booked', reason: null });
    await move(giulia, first.id, 'cancel', 'person-asked');
    await book(giulia, { caseId: ibrahim.caseId, memberId: giulia.memberId, ...at });
    expect((await move(giulia, first.id, 'take-back')).body.code).toBe('double-booking-operator');
  });

  it('is neither present before its day nor missing before its hour, also where a statement is slipped past the program', async () => {
    const giulia = await town.as('giulia');
    const soon = new Date(Date.now() + 3 * 86_400_000);
    const { body: booked } = await book(giulia, { code: 'gru-61', memberId: giulia.memberId, startsAt: soon.toISOString(), endsAt: new Date(soon.getTime() + 1_800_000).toISOString() });
    for (const name of ['arrive', 'begin', 'miss']) expect([name, (await move(giulia, booked.id, name)).body.code]).toEqual([name, 'too-early']);
    const slipped = smuggled(town, 'giulia', async (ask) => {
      await ask('begin');
      await ask("insert into appointment_move (id, programme_id, appointment_id, move, from_state, to_state, by_member) select $1, programme_id, id, 'arrive', 'booked', 'arrived', $3 from appointment where id = $2", [newId(), booked.id, giulia.memberId]);
    });
    await expect(slipped).rejects.toThrow('too-early');
    expect((await move(giulia, booked.id, 'cancel', 'safety')).body.state).toBe('cancelled');
  });
});

describe('going along with a person', () => {
  it('keeps the same people busy as any appointment; where to and how it went are read by those who hold the case', async () => {
    const [giulia, rubina, oksana] = [await town.as('giulia'), await town.as('rubina'), await town.as('oksana')];
    const day = aDay();
    const asked = { caseId: fatou.caseId, kind: 'accompaniment', memberId: rubina.memberId, ...hours(day, '10:00', '12:00') };
    expect((await book(giulia, asked)).body.code).toBe('invalid-input');
    const { body: booked } = await book(giulia, { ...asked, goingTo: 'health-service' });
    expect((await book(oksana, { code: 'gru-90', memberId: rubina.memberId, ...hours(day, '11:00', '11:30') })).body.code).toBe('double-booking-operator');
    expect(await agenda(oksana, day)).toMatchObject([{ code: fatou.code, kind: null, goingTo: null, outcome: null }]);
    const told = { outcome: 'sent-away' };
    expect((await rubina.post<Appointment>(`/api/appointments/${booked.id}/outcome`, told)).body).toMatchObject({ goingTo: 'health-service', outcome: 'sent-away' });
    expect((await oksana.post(`/api/appointments/${booked.id}/outcome`, told)).status).toBe(404);
    const { body: interview } = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...hours(day, '15:00', '16:00') });
    expect((await giulia.post(`/api/appointments/${interview.id}/outcome`, told)).status).toBe(404);
  });
});

describe('the queue of those who come without an appointment', () => {
  it('shows the team a code, a language and how long, and one colleague calls each', async () => {
    const [amal, rubina, oksana] = [await town.as('amal'), await town.as('rubina'), await town.as('oksana')];
    const id = newId();
    const asked = { code: 'airone-12', language: 'bn', role: 'psychologist' };
    await amal.put(`/api/agenda/queue/${id}`, asked);
    await amal.put(`/api/agenda/queue/${id}`, asked);
    expect((await oksana.get<Queue>('/api/agenda/queue')).body.items).toMatchObject([{ code: 'airone-12', language: 'bn', state: 'waiting', member: null }]);
    const step = (by: Worker, name: string) => by.post<WalkIn & { code: string }>(`/api/agenda/queue/${id}/moves`, { id: newId(), move: name });
    const calls = await Promise.all([rubina, oksana, amal].map((by) => step(by, 'call')));
    expect(calls.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(calls.filter(({ body }) => body.code === 'illegal-move')).toHaveLength(2);
    expect((await step(rubina, 'put-back')).body).toMatchObject({ state: 'waiting', member: null });
    expect((await step(rubina, 'receive')).body).toMatchObject({ state: 'served', member: { name: 'Rubina Akter' } });
    for (const name of outsiders) {
      const stranger = await town.as(name);
      expect([name, (await stranger.get<Queue>('/api/agenda/queue')).body.items, (await step(stranger, 'call')).status]).toEqual([name, [], 404]);
    }
  });
});
