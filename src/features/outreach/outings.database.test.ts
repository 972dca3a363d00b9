import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldsNow } from '../../kernel/fields/contract.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { instantOf } from '../agenda/domain/days.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import type { AlarmList, Outing, OutingPage, OutingSummary, Place, StreetHour } from './contract.ts';
import { stopField } from './contract.ts';
import { type Climbing, lookedAt, overdueAt } from './domain.ts';
import { deviceClock } from './store/common.ts';
import { amalBlessing, anOuting, aPlace, aPlan, meet, member, now, tap, write } from './testing/street.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const open = async (who: 'amal' | 'teresa' | 'giulia', id: string): Promise<Outing> => (await (await town.as(who)).get<Outing>(`/api/outings/${id}`)).body;
const alarmsOf = async (id: string) => (await (await town.as('teresa')).get<AlarmList>('/api/outing-alarms')).body.items.filter((alarm) => alarm.outingId === id);

describe('a place', () => {
  it('keeps what Amal wrote, what it was before, and is retired but never lost', async () => {
    const amal = await town.as('amal');
    const place = await aPlace(amal, { seasons: [{ activity: 'nocciole', months: [8, 9] }] });
    expect((await write(amal, `/api/places/${place.id}`, { dangers: 'cani sciolti di notte', position: null })).body.beside).toEqual([]);
    const changed = await amal.get<Place>(`/api/places/${place.id}`);
    expect(changed.body).toMatchObject({ dangers: 'cani sciolti di notte', position: null, version: 2, seasons: [{ activity: 'nocciole', months: [8, 9] }] });
    const history = await amal.get<{ items: unknown[] }>(`/api/places/${place.id}/history`);
    expect(history.body.items).toEqual([expect.objectContaining({ by: expect.objectContaining({ name: 'Amal Haddad' }), before: { dangers: '', latitude: 40.84312, longitude: 15.01877 } })]);
    expect((await amal.put<Place>(`/api/places/${place.id}/retired`, { retired: true, reason: 'sgomberato' }, 2)).body.retiredAt).not.toBeNull();
    expect((await amal.get<{ items: Place[] }>('/api/places?retired=true')).body.items.map((one) => one.id)).toContain(place.id);
    expect((await write(amal, `/api/places/${place.id}`, { accessNotes: 'chiamare il 347 12 34 567' })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: 'accessNotes', code: 'phone-in-words' }] });
  });
});

describe('an outing', () => {
  it('is not planned for one alone, whatever way it is asked', async () => {
    const amal = await town.as('amal');
    const place = await aPlace(amal);
    expect((await amal.put(`/api/outings/${newId()}`, aPlan(place.id, { crew: amalBlessing.slice(0, 1) }))).body).toMatchObject({ errors: [{ path: 'crew', code: 'too_small' }] });
    expect((await amal.put(`/api/outings/${newId()}`, aPlan(place.id, { vehicle: 'Doblò AB 123 CD' }))).body).toMatchObject({ errors: [{ path: 'vehicle', code: 'plate-in-words' }] });
    const id = newId();
    await expect(smuggled(town, 'teresa', async (ask) => {
      await ask('begin');
      await ask("insert into outing (id, programme_id, starts_at, ends_at, answerable_id, purposes, created_by) select $1, programme_id, now(), now() + interval '1 hour', id, '{other}', id from membership where id = $2", [id, member('teresa', 'coordinator')]);
      await ask('insert into outing_crew (outing_id, programme_id, member_id) select $1, programme_id, id from membership where id = $2', [id, member('amal', 'mediator')]);
      await ask('commit');
    })).rejects.toThrow('crew-of-two');
    const { outing } = await anOuting(town);
    await expect(smuggled(town, 'teresa', (ask) => ask('update outing_crew set left_at = now() where outing_id = $1 and member_id = $2', [outing.id, member('amal', 'mediator')]))).rejects.toThrow('crew-of-two');
  });

  it('says which languages of its stops nobody of the crew speaks, and is hers again in her list', async () => {
    const { outing } = await anOuting(town);
    expect(outing).toMatchObject({ state: 'planned', languagesMissing: ['pa'], isMine: true, checkMinutes: 60, version: 1 });
    const mine = (await (await town.as('blessing')).get<OutingPage>('/api/outings?whose=mine')).body.items.map((one) => one.id);
    expect(mine).toContain(outing.id);
    expect((await (await town.as('chiara')).get<OutingPage>('/api/outings?whose=mine')).body.items.map((one) => one.id)).not.toContain(outing.id);
    expect((await (await town.as('amal')).put<Outing>(`/api/outings/${outing.id}`, aPlan(outing.stops[0]?.placeId ?? ''))).body.version).toBe(1);
  });

  it('that was to begin before midnight is still on her list and in her day after it', async () => {
    const midnight = instantOf(italianDay(new Date()), '00:00').getTime();
    const { outing } = await anOuting(town, { startsAt: new Date(midnight - 20 * 60_000).toISOString(), endsAt: new Date(midnight + 23.5 * 3_600_000).toISOString() });
    const blessing = await town.as('blessing');
    expect((await blessing.get<OutingPage>('/api/outings?whose=mine')).body.items.map((one) => one.id)).toContain(outing.id);
    expect((await blessing.get<{ items: { id: string }[] }>('/api/today')).body.items.map((one) => one.id)).toContain(outing.id);
  });

  it('goes from the first tap to the closing; taps of two telephones agree in whichever order they come', async () => {
    const { outing } = await anOuting(town);
    const [amal, blessing, teresa] = [await town.as('amal'), await town.as('blessing'), await town.as('teresa')];
    const back = newId();
    expect((await tap(blessing, outing.id, 'check-out', { deviceAt: now(1) }, back)).status).toBe(200);
    expect((await tap(amal, outing.id, 'start', { deviceAt: now(9) })).status).toBe(200);
    expect((await tap(blessing, outing.id, 'check-out', { deviceAt: now(1) }, back)).status).toBe(200);
    const seen = await open('teresa', outing.id);
    expect((await amal.get<{ items: { id: string; kind: string }[] }>('/api/today')).body.items).toContainEqual(expect.objectContaining({ id: outing.id, kind: 'outing', facts: expect.objectContaining({ state: 'returned' }) }));
    expect(seen).toMatchObject({ state: 'returned', checks: [{ kind: 'start' }, { kind: 'check-out' }], steps: [{ move: 'start' }, { move: 'return' }] });
    expect(new Date(seen.returnedAt ?? 0).getTime() - new Date(seen.startedAt ?? 0).getTime()).toBeGreaterThan(7 * 60_000);
    expect((await write(teresa, `/api/outings/${outing.id}`, { weather: 'nebbia', kilometres: 42, [stopField(outing.stops[0]?.id ?? '')]: 'nobody-there' })).body.beside).toEqual([]);
    expect((await write(teresa, `/api/outings/${outing.id}`, { vehicle: 'La Panda' })).body).toMatchObject({ code: 'illegal-move' });
    expect((await amal.post(`/api/outings/${outing.id}/moves`, { id: newId(), move: 'close' })).status).toBe(200);
    expect((await amal.post(`/api/outings/${outing.id}/moves`, { id: newId(), move: 'reopen' })).body).toMatchObject({ code: 'reason-required' });
    expect((await amal.post<Outing>(`/api/outings/${outing.id}/moves`, { id: newId(), move: 'reopen', reason: 'manca un contatto' })).body).toMatchObject({ state: 'returned', weather: 'nebbia', kilometres: 42, stops: [{ outcome: 'nobody-there' }] });
    expect((await tap(await town.as('chiara'), outing.id, 'check-in')).body).toMatchObject({ code: 'not-allowed' });
  });

  it('that was set under way by a slip, hours early, is planned again; whoever said anything since, or whose hour has come, stays under watch', async () => {
    const startsAt = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const tonight = { startsAt, endsAt: new Date(Date.now() + 6 * 3_600_000).toISOString() };
    const [{ outing }, { outing: other }, { outing: due }] = [await anOuting(town, tonight), await anOuting(town, tonight), await anOuting(town)];
    const amal = await town.as('amal');
    const notYet = (id: string) => amal.post<Outing>(`/api/outings/${id}/moves`, { id: newId(), move: 'not-yet' });
    for (const { id } of [outing, other, due]) await tap(amal, id, 'start');
    expect((await notYet(outing.id)).body).toMatchObject({ state: 'planned', startedAt: null, steps: [{ move: 'start' }, { move: 'not-yet' }] });
    await tap(amal, outing.id, 'start');
    expect((await open('teresa', outing.id)).state).toBe('under-way');
    await tap(amal, other.id, 'check-in');
    expect([(await notYet(other.id)).body, (await notYet(due.id)).body]).toMatchObject([{ code: 'illegal-move' }, { code: 'illegal-move' }]);
  });

  it('is put right by a telephone whose clock is a day wrong, and both times are kept', async () => {
    const { outing } = await anOuting(town);
    const amal = await town.as('amal');
    const yesterday = (minutesAgo: number) => new Date(Date.now() - 86_400_000 - minutesAgo * 60_000).toISOString();
    await tap(amal, outing.id, 'start', { deviceAt: yesterday(5), sentAt: yesterday(0) });
    const contact = await meet(amal, outing.id, { deviceAt: yesterday(3), sentAt: yesterday(0) });
    for (const kept of [(await open('amal', outing.id)).checks[0], contact.body]) {
      expect(kept?.clockOffSeconds).toBeGreaterThan(-86_460);
      expect(kept?.clockOffSeconds).toBeLessThan(-86_340);
      expect(Date.now() - new Date(kept?.at ?? 0).getTime()).toBeLessThan(6 * 60_000);
      expect(Date.now() - new Date(kept?.deviceAt ?? 0).getTime()).toBeGreaterThan(86_400_000);
    }
  });

  it('is reckoned by the clock that each call shows, before what its body says', () => {
    const shown = (headers: Record<string, string>, sentAt?: string) => deviceClock({ headers }, sentAt)?.toISOString() ?? null;
    expect([shown({ 'x-reti-clock': '2026-11-28T05:00:00.000Z' }, '2026-11-01T00:00:00Z'), shown({}, '2026-11-01T00:00:00Z'), shown({ 'x-reti-clock': 'ieri' }), shown({})]).toEqual(['2026-11-28T05:00:00.000Z', '2026-11-01T00:00:00.000Z', null, null]);
  });

  it('is summed up: people, languages that nobody spoke, what was handed out', async () => {
    const { outing, place } = await anOuting(town, { materials: [{ kind: 'information', language: 'pa', quantity: 20 }] });
    const amal = await town.as('amal');
    await tap(amal, outing.id, 'start', { deviceAt: now(9) });
    await meet(amal, outing.id, { placeId: place.id, people: 4, language: 'pa', gender: 'male', needs: ['work-rights'], signs: ['F08'], materials: [{ kind: 'information', language: 'pa', quantity: 4 }] });
    const twice = await meet(amal, outing.id, { placeId: place.id, people: 2, language: 'ar' });
    await amal.put(`/api/street-contacts/${twice.body.id}/taken-back`, { takenBack: true });
    await tap(amal, outing.id, 'check-out');
    const { body } = await amal.get<OutingSummary>(`/api/outings/${outing.id}/summary`);
    expect(body).toMatchObject({
      counts: { contacts: 1, people: 4, groups: 1, needs: [{ need: 'work-rights', contacts: 1 }], signs: [{ sign: 'F08', contacts: 1 }] }, languagesMissing: [{ language: 'pa', people: 4 }],
      materials: [{ kind: 'information', language: 'pa', planned: 20, given: 0, noted: 4 }], places: [{ placeId: place.id, contacts: 1, people: 4 }],
    });
    for (const which of ['sheet', 'diary-paper']) {
      const paper = await amal.get<{ text: string }>(`/api/outings/${outing.id}/${which}?language=en`);
      expect({ which, status: paper.status, type: paper.headers['content-type'], begins: paper.body.text.slice(0, 5) }).toEqual({ which, status: 200, type: 'application/pdf', begins: '%PDF-' });
    }
  });
});

describe('what two of a crew write at once, each on a telephone without a network', () => {
  const device = () => newId();
  const edit = (who: Worker, path: string, on: string, field: string, value: unknown, seen: number) => who.patch<FieldsNow>(`${path}/fields`, { id: newId(), device: on, notedAt: now(), edits: [{ field, value, seen }] });

  it('comes together field by field; where both wrote the same, nobody’s words are lost and a person chooses', async () => {
    const { outing, place } = await anOuting(town);
    const [amal, blessing, teresa] = [await town.as('amal'), await town.as('blessing'), await town.as('teresa')];
    const [hers, his] = [device(), device()];
    const path = `/api/outings/${outing.id}`;
    await edit(amal, path, hers, 'weather', 'nebbia', 0);
    await edit(blessing, path, his, 'kilometres', 42, 0);
    const both = await edit(blessing, path, his, 'weather', 'pioggia', 0);
    expect(both.body).toMatchObject({ fields: { weather: { value: 'nebbia', version: 1, by: { name: 'Amal Haddad' } }, kilometres: { value: 42 } }, beside: ['weather'], conflicts: [{ field: 'weather', value: 'pioggia', by: { name: 'Blessing Okoro' } }] });
    const decided = await teresa.post<FieldsNow>(`${path}/fields/decisions`, { id: newId(), device: device(), notedAt: now(), conflictId: both.body.conflicts[0]?.id, choice: 'offered', seen: 1 });
    expect(decided.body).toMatchObject({ fields: { weather: { value: 'pioggia', version: 2 } }, conflicts: [] });
    expect((await open('amal', outing.id)).weather).toBe('pioggia');
    // What is written at the desk goes the same way.
    await edit(teresa, path, device(), 'weather', 'sole', 2);
    expect((await edit(amal, path, hers, 'weather', 'grandine', 2)).body.beside).toEqual(['weather']);
    expect((await edit(amal, path, hers, 'weather', 'chiamare 347 1234567', 3)).body).toMatchObject({ code: 'invalid-input', errors: [{ path: 'weather', code: 'phone-in-words' }] });
    expect((await edit(amal, path, hers, 'state', 'closed', 0)).status).toBe(422);
    // Two stops never meet; how one of them went, said by two, asks.
    const stop = stopField(outing.stops[0]?.id ?? '');
    await edit(amal, path, hers, stop, 'visited', 0);
    expect((await edit(blessing, path, his, stop, 'nobody-there', 0)).body).toMatchObject({ beside: [stop], fields: { [stop]: { value: 'visited', by: { name: 'Amal Haddad' } } } });
    expect((await edit(amal, path, hers, stopField(newId()), 'visited', 0)).status).toBe(422);

    expect((await edit(amal, `/api/places/${place.id}`, hers, 'position', { latitude: 40.9, longitude: 14.8 }, 0)).body.fields['position']?.value).toEqual({ latitude: 40.9, longitude: 14.8 });
    const contact = (await meet(amal, outing.id, { position: { latitude: 40.84312, longitude: 15.01877 } })).body;
    expect((await edit(blessing, `/api/street-contacts/${contact.id}`, his, 'people', 5, 0)).body.fields['people']).toMatchObject({ value: 5, version: 1 });
    expect((await edit(await town.as('chiara'), `/api/street-contacts/${contact.id}`, his, 'people', 6, 1)).body).toMatchObject({ code: 'not-allowed' });
    expect((await (await town.as('rosa')).get(`/api/street-contacts/${contact.id}/fields`)).status).toBe(404);
    expect((await (await town.as('rosa')).get(`/api/places/${place.id}/fields`)).status).toBe(404);
  });
});

describe('who goes when and where', () => {
  it('is one decision: a word in the diary does not stand in its way, a colleague’s decision does, and says whose it was', async () => {
    const { outing, place } = await anOuting(town);
    const [amal, teresa] = [await town.as('amal'), await town.as('teresa')];
    await write(amal, `/api/outings/${outing.id}`, { weather: 'nebbia', purposeWords: 'tornare da Zio Bah' });
    const plan = (given: Record<string, unknown>) => aPlan(place.id, { startsAt: outing.startsAt, endsAt: outing.endsAt, stops: [{ id: outing.stops[0]?.id, placeId: place.id }], ...given });
    const longer = plan({ endsAt: new Date(Date.parse(outing.endsAt) + 3_600_000).toISOString() });
    // Sent again, for the answer was lost on its way, it is harmless.
    for (let twice = 0; twice < 2; twice += 1) expect((await teresa.put<Outing>(`/api/outings/${outing.id}/plan`, longer, outing.version)).body).toMatchObject({ endsAt: longer.endsAt, weather: 'nebbia', purposeWords: 'tornare da Zio Bah', planChanged: { by: { name: 'Teresa Iannaccone' } } });
    expect((await amal.put(`/api/outings/${outing.id}/plan`, plan({ buddyId: null }), outing.version)).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await open('amal', outing.id)).buddy).not.toBeNull();
    await expect(smuggled(town, 'amal', (ask) => ask('update outing set plan_by = $2, plan_at = now() where id = $1', [outing.id, member('giulia', 'psychologist')]))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the watch over who is out', () => {
  it('calls Teresa when Amal’s telephone is silent, goes further when nobody takes it on, and ends when Amal is heard', async () => {
    const { outing, place } = await anOuting(town, { checkMinutes: 10 });
    const amal = await town.as('amal');
    await tap(amal, outing.id, 'start', { deviceAt: now(9), placeId: place.id });
    expect(await alarmsOf(outing.id)).toEqual([]);
    await town.look("update outing_check set at = at - interval '20 minutes', received_at = received_at - interval '20 minutes' where outing_id = $1", [outing.id]);
    const [alarm] = await alarmsOf(outing.id);
    expect(alarm).toMatchObject({ kind: 'check-overdue', state: 'standing', lastKnown: { by: { name: 'Amal Haddad' }, place: { name: 'Rotonda dei braccianti' } }, steps: [], escalatedAt: null });
    expect((await alarmsOf(outing.id)).map((one) => one.id)).toEqual([alarm?.id]);
    const teresa = await town.as('teresa');
    const day = await teresa.get<{ items: { kind: string; section: string; facts: { outingId?: string } }[] }>('/api/today');
    expect(day.body.items).toContainEqual(expect.objectContaining({ kind: 'outing-alarm', section: 'dangerous', facts: expect.objectContaining({ outingId: outing.id, kind: 'check-overdue', state: 'standing', heldBy: null }) }));
    expect((await (await town.as('giulia')).get<{ items: { kind: string }[] }>('/api/notifications')).body.items).toContainEqual(expect.objectContaining({ kind: 'outing-alarm', subjectId: outing.id }));
    expect((await teresa.post(`/api/outing-alarms/${alarm?.id}/moves`, { id: newId(), move: 'close', words: 'va tutto bene' })).body).toMatchObject({ code: 'still-overdue' });
    expect((await teresa.post(`/api/outings/${outing.id}/moves`, { id: newId(), move: 'cancel', reason: 'non rispondono' })).body).toMatchObject({ code: 'still-overdue' });

    await teresa.put('/api/outreach-settings', { checkMinutes: 60, escalateMinutes: 15, againMinutes: 15, hoursBackMinutes: 120, deputies: [member('marco', 'legal')], coverageWeeks: 4 }, 0);
    await town.look("update outing_alarm set raised_at = raised_at - interval '16 minutes' where id = $1", [alarm?.id]);
    expect((await alarmsOf(outing.id))[0]?.escalatedAt).not.toBeNull();
    expect((await (await town.as('marco')).get<{ items: { kind: string }[] }>('/api/today')).body.items.map((item) => item.kind)).toContain('outing-alarm');

    const taking = newId();
    for (let twice = 0; twice < 2; twice += 1) expect((await teresa.post(`/api/outing-alarms/${alarm?.id}/moves`, { id: taking, move: 'acknowledge', words: 'chiamata Blessing: arrivano' })).body).toMatchObject({ state: 'acknowledged' });
    await tap(amal, outing.id, 'check-in');
    expect(await alarmsOf(outing.id)).toEqual([]);
    const [ended] = await town.look<{ state: string; moves: string; house: boolean }>("select a.state, (select string_agg(m.move, ' ' order by m.at) from outing_alarm_move m where m.alarm_id = a.id) as moves, (select m.by_member is null from outing_alarm_move m where m.alarm_id = a.id and m.move = 'end') as house from outing_alarm a where a.id = $1", [alarm?.id]);
    expect(ended).toEqual({ state: 'closed', moves: 'acknowledge end', house: true });
  });

  it('knows exactly where Amal was, for Teresa alone and while she is looked for; with the closing it is gone', async () => {
    const { outing } = await anOuting(town);
    const [amal, blessing, teresa] = [await town.as('amal'), await town.as('blessing'), await town.as('teresa')];
    const [start, help] = [newId(), newId()];
    await tap(amal, outing.id, 'start', {}, start);
    const stood = { latitude: 40.84312, longitude: 15.01877, accuracyMetres: 12, takenAt: now() };
    const say = (who: Worker, check: string) => who.put(`/api/outings/${outing.id}/checks/${check}/position`, stood);
    const known = async (who: Worker) => (await who.get<AlarmList>('/api/outing-alarms')).body.items.find((one) => one.outingId === outing.id)?.crewAt;
    const kept = async () => (await town.look<{ n: number }>('select count(*)::int as n from outing_position where outing_id = $1', [outing.id]))[0]?.n;
    for (let twice = 0; twice < 2; twice += 1) expect((await say(amal, start)).status).toBe(200);
    expect([(await say(blessing, start)).status, (await say(amal, newId())).status, await kept()]).toEqual([404, 404, 1]);
    expect(JSON.stringify((await open('teresa', outing.id)))).not.toContain('40.84312');
    await tap(amal, outing.id, 'help', {}, help);
    expect([await known(teresa), await known(blessing), await known(await town.as('giulia'))]).toEqual([{ ...stood, takenAt: expect.any(String), by: expect.objectContaining({ name: 'Amal Haddad' }) }, null, null]);
    await tap(amal, outing.id, 'check-out');
    await amal.post(`/api/outings/${outing.id}/moves`, { id: newId(), move: 'close' });
    expect(await kept()).toBe(0);
    // What comes late is not kept, and waits on no telephone.
    expect([(await say(amal, help)).status, await kept()]).toEqual([200, 0]);
  });

  it('raises help at once, and calls those of whom nothing was heard since they should have left', async () => {
    const helped = await anOuting(town);
    await tap(await town.as('blessing'), helped.outing.id, 'help', { words: 'ci seguono' });
    expect(await alarmsOf(helped.outing.id)).toEqual([expect.objectContaining({ kind: 'help', state: 'standing' })]);
    expect((await open('teresa', helped.outing.id)).state).toBe('under-way');
    await tap(await town.as('blessing'), helped.outing.id, 'check-out');
    expect(await alarmsOf(helped.outing.id)).toEqual([]);

    const start = new Date(Date.now() - 70 * 60_000);
    const silent = await anOuting(town, { startsAt: start.toISOString(), endsAt: new Date(start.getTime() + 3 * 3_600_000).toISOString() });
    expect(await alarmsOf(silent.outing.id)).toEqual([expect.objectContaining({ kind: 'not-started', lastKnown: expect.objectContaining({ place: expect.objectContaining({ town: 'Montella' }) }) })]);
    const teresa = await town.as('teresa');
    await teresa.post(`/api/outings/${silent.outing.id}/moves`, { id: newId(), move: 'cancel', reason: 'Amal è malata' });
    expect(await alarmsOf(silent.outing.id)).toEqual([]);
  });

  it('stands exactly while a sign of life is due, whatever comes and whenever somebody looks, and is raised once each time', async () => {
    const { outing } = await anOuting(town);
    const runs = Number(process.env['RETI_PROPERTY_RUNS'] ?? 8);
    const step = record({ minutes: integer({ min: 1, max: 90 }), taps: boolean(), late: integer({ min: 0, max: 100 }) });
    await assert(asyncProperty(integer({ min: 10, max: 120 }), integer({ min: 30, max: 400 }), constantFrom('planned' as const, 'under-way' as const), array(step, { minLength: 1, maxLength: 10 }), async (checkMinutes, length, state, steps) => {
      const start = Date.UTC(2030, 4, 4, 3);
      const at = (time: number) => new Date(time).toISOString();
      await town.look('delete from outing_alarm_move where alarm_id in (select id from outing_alarm where outing_id = $1)', [outing.id]);
      await town.look('delete from outing_alarm where outing_id = $1', [outing.id]);
      await town.look('delete from outing_check where outing_id = $1', [outing.id]);
      await town.look('update outing set state = $2, starts_at = $3, started_at = $3, ends_at = $4, check_minutes = $5 where id = $1', [outing.id, state, at(start), at(start + length * 60_000), checkMinutes]);
      const checks: { kind: 'check-in'; at: number }[] = [];
      const raised = new Map<string, number>();
      let [moment, before] = [start, [] as string[]];
      for (const { minutes, taps, late } of steps) {
        moment += minutes * 60_000;
        // A tap comes when it can: it was made some while ago, though never before they left.
        if (taps && state === 'under-way') {
          checks.push({ kind: 'check-in', at: Math.max(start, moment - late * 60_000) });
          await town.look("insert into outing_check (id, programme_id, outing_id, kind, by_member, at, device_at, received_at) select gen_random_uuid(), programme_id, id, 'check-in', created_by, $2::timestamptz, $2::timestamptz, $3 from outing where id = $1", [outing.id, at(checks.at(-1)?.at ?? moment), at(moment)]);
        }
        for (let twice = 0; twice < 2; twice += 1) await town.look('select watch_outings(programme_id, $2) from outing where id = $1', [outing.id, at(moment)]);
        const expected = overdueAt({ state, writtenAt: 0, startsAt: start, endsAt: start + length * 60_000, startedAt: start, checks, checkMinutes }, moment).toSorted();
        const standing = await town.look<{ kind: string }>("select kind from outing_alarm where outing_id = $1 and state <> 'closed' order by kind", [outing.id]);
        expect(standing.map((alarm) => alarm.kind)).toEqual(expected);
        for (const kind of expected) if (!before.includes(kind)) raised.set(kind, (raised.get(kind) ?? 0) + 1);
        before = expected;
      }
      const rows = await town.look<{ kind: string; n: number }>('select kind, count(*)::int as n from outing_alarm where outing_id = $1 group by 1', [outing.id]);
      expect(new Map(rows.map((row) => [row.kind, row.n]))).toEqual(raised);
    }), { numRuns: runs });
  });

  it('climbs again when Teresa took it on and said nothing more, to the deputies too, and rests as long as somebody says what they are doing', async () => {
    const { outing } = await anOuting(town);
    const [teresa, marco] = [await town.as('teresa'), await town.as('marco')];
    await teresa.put('/api/outreach-settings', { checkMinutes: 60, escalateMinutes: 15, againMinutes: 20, hoursBackMinutes: 120, deputies: [member('marco', 'legal')], coverageWeeks: 4 }, (await teresa.get<{ version: number }>('/api/outreach-settings')).body.version);
    await tap(await town.as('amal'), outing.id, 'help');
    const [alarm] = await alarmsOf(outing.id);
    const move = (who: Worker, which: string, words: string) => who.post<AlarmList['items'][number]>(`/api/outing-alarms/${alarm?.id}/moves`, { id: newId(), move: which, words });
    const silence = (minutes: number) => town.look("update outing_alarm set held_since = held_since - make_interval(mins => $2), escalated_at = escalated_at - make_interval(mins => $2) where id = $1", [alarm?.id, minutes]);
    const news = async (who: Worker) => (await who.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items.filter((one) => one.subjectId === outing.id).length;

    const taken = (await move(teresa, 'acknowledge', 'chiamo Amal')).body;
    expect(taken).toMatchObject({ state: 'acknowledged', heldBy: { name: 'Teresa Iannaccone' }, climbs: 0, moves: ['acknowledge', 'close'] });
    expect(Date.parse(taken.escalatesAt ?? '') - Date.parse(taken.heldSince ?? '')).toBe(20 * 60_000);
    await silence(19);
    expect(await alarmsOf(outing.id)).toEqual([expect.objectContaining({ state: 'acknowledged', climbs: 0 })]);
    expect((await move(teresa, 'acknowledge', 'Amal risponde, ci sentiamo tra poco')).body.heldSince).not.toBe(taken.heldSince);
    expect(await news(marco)).toBe(0);

    await silence(21);
    expect(await alarmsOf(outing.id)).toEqual([expect.objectContaining({ state: 'standing', climbs: 1, heldBy: null, heldSince: null })]);
    expect(await news(marco)).toBe(1);
    const day = async (who: Worker) => (await who.get<{ items: { kind: string; facts: Record<string, string | null> }[] }>('/api/today')).body.items.find((one) => one.kind === 'outing-alarm' && one.facts['outingId'] === outing.id)?.facts;
    expect(await day(marco)).toMatchObject({ state: 'standing', heldBy: null, climbsAt: expect.any(String) });

    // Nobody answers: everybody is told again. Marco takes it over, and his words end it.
    await silence(21);
    expect(await alarmsOf(outing.id)).toEqual([expect.objectContaining({ state: 'standing', climbs: 2 })]);
    expect(await news(marco)).toBe(1);
    await move(marco, 'acknowledge', 'vado io con Giulia');
    expect(await day(teresa)).toMatchObject({ state: 'acknowledged', heldBy: 'Marco D’Alessio' });
    for (const house of ['climb', 'end']) expect((await move(marco, house, 'per prova')).status).toBe(422);
    expect((await move(marco, 'close', 'sentite: stanno bene')).body).toMatchObject({ state: 'closed', escalatesAt: null, heldBy: null });
    const [told] = await town.look<{ moves: string }>("select string_agg(m.move || case when m.by_member is null then ' (house)' else '' end, ', ' order by m.at) as moves from outing_alarm_move m where m.alarm_id = $1", [alarm?.id]);
    expect(told?.moves).toBe('acknowledge, acknowledge, climb (house), acknowledge, close');
  });

  it('lets no alarm lie longer than the programme said, whatever hands take it on and whenever somebody looks', async () => {
    const { outing } = await anOuting(town);
    const [rule] = await town.look<{ escalateMinutes: number; againMinutes: number }>('select (r).escalate_minutes as "escalateMinutes", (r).again_minutes as "againMinutes" from (select outreach_rule(programme_id) as r from outing where id = $1) s', [outing.id]);
    if (!rule) throw new Error('the programme has no rule');
    const start = Date.UTC(2031, 4, 4, 3);
    const becomes = (before: Climbing, change: Partial<Climbing>): Climbing => ({ ...before, ...change });
    const at = (time: number) => new Date(time).toISOString();
    await assert(asyncProperty(array(record({ minutes: integer({ min: 0, max: 40 }), hand: constantFrom('none' as const, 'none' as const, 'take' as const, 'close' as const) }), { minLength: 1, maxLength: 12 }), async (steps) => {
      const id = newId();
      await town.look('delete from outing_alarm_move where alarm_id in (select id from outing_alarm where outing_id = $1)', [outing.id]);
      await town.look('delete from outing_alarm where outing_id = $1', [outing.id]);
      await town.look("insert into outing_alarm (id, programme_id, outing_id, kind, due_at, raised_at) select $2, programme_id, id, 'help', $3::timestamptz, $3 from outing where id = $1", [outing.id, id, at(start)]);
      let expected: Climbing = { state: 'standing', raisedAt: start, escalatedAt: null, heldSince: null, climbs: 0 };
      let moment = start;
      for (const { minutes, hand } of steps) {
        moment += minutes * 60_000;
        if (hand === 'take' && expected.state !== 'closed') {
          expected = becomes(expected, { state: 'acknowledged', heldSince: moment });
          await town.look("update outing_alarm set state = 'acknowledged', held_by = (select created_by from outing where id = outing_id), held_since = $2 where id = $1", [id, at(moment)]);
        } else if (hand === 'close') {
          expected = becomes(expected, { state: 'closed', heldSince: null });
          await town.look("update outing_alarm set state = 'closed', held_by = null, held_since = null where id = $1", [id]);
        }
        for (let twice = 0; twice < 2; twice += 1) await town.look('select watch_outings(programme_id, $2) from outing where id = $1', [outing.id, at(moment)]);
        expected = lookedAt(expected, moment, rule);
        const [row] = await town.look<{ state: string; escalated: Date | null; held: Date | null; climbs: number; rows: number }>("select state, escalated_at as escalated, held_since as held, climbs, (select count(*)::int from outing_alarm_move m where m.alarm_id = a.id and m.move = 'climb') as rows from outing_alarm a where id = $1", [id]);
        expect({ state: row?.state, escalatedAt: row?.escalated?.getTime() ?? null, heldSince: row?.held?.getTime() ?? null, climbs: row?.climbs }).toEqual({ state: expected.state, escalatedAt: expected.escalatedAt, heldSince: expected.heldSince, climbs: expected.climbs });
        expect(row?.rows).toBeLessThanOrEqual(expected.climbs);
      }
    }), { numRuns: Number(process.env['RETI_PROPERTY_RUNS'] ?? 6) });
    await town.look("update outing_alarm set state = 'closed', held_by = null, held_since = null where outing_id = $1", [outing.id]);
  });

  it('is set off by nobody’s hand: what the house does is no call of Vincenzo’s, of the prefecture, nor of Amal’s own', async () => {
    const { outing } = await anOuting(town);
    const ofOuting = 'from outing o where o.id = $1';
    for (const who of ['vincenzo', 'amal'] as const) {
      await smuggled(town, who, async (ask) => {
        for (const statement of ['watch_outings(gen_random_uuid(), now())', 'watch_all_outings()', "step_outing($1, gen_random_uuid(), 'start', null, gen_random_uuid())", 'let_hours_go($1, null, null, null, gen_random_uuid())', "tell_of_alarm($1, '{}')", 'outreach_rule(gen_random_uuid())', 'climb_outing_alarm(null, null, now())', 'hours_go_back(gen_random_uuid(), now(), 1)', 'street_hour_is_free(gen_random_uuid())']) {
          await expect(ask(`select ${statement} where $1::uuid is not null`, [outing.id])).rejects.toMatchObject({ code: '42501' });
        }
        await expect(ask(`update outing set state = 'closed' where id = $1`, [outing.id])).rejects.toMatchObject({ code: '42501' });
        await expect(ask('insert into outing_check (id, programme_id, outing_id, kind, by_member, at, device_at) values (gen_random_uuid(), gen_random_uuid(), $1, $2, gen_random_uuid(), now(), now())', [outing.id, 'check-in'])).rejects.toMatchObject({ code: '42501' });
        await expect(ask('select digest from encounter_card')).rejects.toMatchObject({ code: '42501' });
        expect(await ask(`select count(*)::int as n ${ofOuting}`, [outing.id])).toEqual([{ n: who === 'amal' ? 1 : 0 }]);
      });
    }
    await smuggled(town, 'vincenzo', async (ask) => {
      expect(await ask('select outreach_watch() as changed')).toEqual([{ changed: 0 }]);
      expect(await ask("select encounter_of_card(sha256('x')) as one")).toEqual([{ one: null }]);
      for (const statement of ["move_outing($1, gen_random_uuid(), 'cancel', 'per prova')", "keep_outing_check(gen_random_uuid(), $1, 'check-in', now(), now(), 0, null, '')", "keep_outing_position(gen_random_uuid(), $1, 40, 15, 9, now())", "open_encounter(gen_random_uuid(), '{a-b-01}', null)", 'outreach_rule_here()']) {
        await expect(ask(`select ${statement} where $1::uuid is not null`, [outing.id])).rejects.toMatchObject({ code: '42501' });
      }
    });
  });

  it('is nobody’s business outside the team', async () => {
    const { outing } = await anOuting(town);
    for (const who of ['vincenzo', 'carla', 'luca', 'paola', 'stefano', 'francesca', 'silvia', 'davide', 'rosa', 'youssef'] as const) {
      const worker = await town.as(who);
      expect({ who, status: (await worker.get(`/api/outings/${outing.id}`)).status }).not.toMatchObject({ status: 200 });
      expect({ who, lines: (await worker.get<OutingPage>('/api/outings')).body.items?.filter((line) => line.id === outing.id) ?? [] }).toEqual({ who, lines: [] });
      expect({ who, ok: (await tap(worker, outing.id, 'check-in')).status === 200 }).toEqual({ who, ok: false });
    }
  });
});

describe('an hour of the desk kept for the street', () => {
  const hourAt = (days: number) => { const at = new Date(Date.now() + days * 86_400_000); at.setUTCHours(9, 0, 0, 0); return at; };
  /** An hour of Marco's so many days from now, for Amal to give. */
  const keep = async (outingId: string, days: number) => {
    const [id, appointmentId, at] = [newId(), newId(), hourAt(days)];
    const answer = await (await town.as('teresa')).put<StreetHour>(`/api/street-hours/${id}`, { outingId, forMemberId: member('amal', 'mediator'), appointmentId, startsAt: at.toISOString(), endsAt: new Date(at.getTime() + 3_600_000).toISOString(), memberId: member('marco', 'legal'), room: 'Stanza 1' });
    expect(answer.body).toMatchObject({ id, state: 'held', appointmentId });
    return answer.body;
  };
  const bookedBy = async (who: 'anna', hour: StreetHour) => (await town.as(who)).put<{ id: string; code?: string }>(`/api/appointments/${newId()}`, { code: 'lince-02', startsAt: hour.startsAt, endsAt: hour.endsAt, language: 'fr', memberId: member('marco', 'legal') });

  it('is nobody else’s, is given once with no signal, and is let go when its holder is back', async () => {
    const { outing } = await anOuting(town);
    const [amal, blessing, teresa] = [await town.as('amal'), await town.as('blessing'), await town.as('teresa')];
    const [first, second] = [await keep(outing.id, 40), await keep(outing.id, 41)];
    const booking = { code: 'lince-02', startsAt: first.startsAt, endsAt: first.endsAt, language: 'fr', memberId: member('marco', 'legal') };
    expect((await (await town.as('anna')).put(`/api/appointments/${newId()}`, booking)).status).toBe(409);
    const [kept] = await town.look<{ version: number }>('select version from appointment where id = $1', [first.appointmentId]);
    expect((await teresa.post(`/api/appointments/${first.appointmentId}/moves`, { id: newId(), move: 'cancel', reason: 'other' })).body).toMatchObject({ code: 'street-hour-held' });
    expect(kept?.version).toBe(1);

    const contact = (await meet(amal, outing.id, { language: 'fr', level: 4 })).body;
    const giving = { id: newId(), contactId: contact.id, code: 'Awa', language: 'fr' };
    expect((await blessing.post(`/api/street-hours/${first.id}/give`, giving)).body).toMatchObject({ code: 'not-allowed' });
    for (let twice = 0; twice < 2; twice += 1) expect((await amal.post(`/api/street-hours/${first.id}/give`, giving)).body).toMatchObject({ state: 'given', code: 'Awa', contactId: contact.id });
    const other = (await meet(amal, outing.id)).body;
    expect((await amal.post(`/api/street-hours/${first.id}/give`, { ...giving, id: newId(), contactId: other.id })).body).toMatchObject({ code: 'street-hour-given' });
    expect((await amal.get(`/api/street-contacts/${contact.id}`)).body).toMatchObject({ outcomes: [{ kind: 'appointment', subjectId: first.appointmentId, code: 'Awa' }] });

    await tap(amal, outing.id, 'start', { deviceAt: now(3) });
    await tap(amal, outing.id, 'check-out');
    expect((await open('amal', outing.id)).hours.map((hour) => hour.state)).toEqual(['given', 'let-go']);
    expect((await (await town.as('anna')).put(`/api/appointments/${newId()}`, { ...booking, startsAt: second.startsAt, endsAt: second.endsAt })).status).toBe(200);
    expect((await amal.post(`/api/street-hours/${second.id}/give`, { ...giving, id: newId(), contactId: other.id })).body).toMatchObject({ state: 'promised', contactId: other.id });
  });

  it('goes back to the desk by itself when nobody came to say that all are back, and when Teresa calls the outing off', async () => {
    const [{ outing }, off, later] = [await anOuting(town), await anOuting(town), await anOuting(town)];
    const [kept, dropped, stays] = [await keep(outing.id, 50), await keep(off.outing.id, 51), await keep(later.outing.id, 52)];
    const stateOf = async (hour: StreetHour) => (await open('teresa', hour.outingId)).hours.map((one) => one.state);
    await tap(await town.as('amal'), outing.id, 'start');
    const over = (id: string, minutes: number) => town.look("update outing set starts_at = now() - interval '9 hours', ends_at = now() - make_interval(mins => $2) where id = $1", [id, minutes]);
    const heard = (minutes: number) => town.look("update outing_check set at = now() - make_interval(mins => $2), received_at = now() - make_interval(mins => $2) where outing_id = $1", [outing.id, minutes]);
    // Over for two hours and more; but she was heard since, and an outing within its time keeps what is hers.
    await over(outing.id, 150);
    await heard(30);
    expect([await stateOf(kept), await stateOf(stays)]).toEqual([['held'], ['held']]);
    await heard(121);
    expect([await stateOf(kept), await stateOf(stays)]).toEqual([['let-go'], ['held']]);
    await (await town.as('teresa')).post(`/api/outings/${off.outing.id}/moves`, { id: newId(), move: 'cancel', reason: 'Amal è malata' });
    expect(await stateOf(dropped)).toEqual(['let-go']);
    const [gone] = await town.look<{ state: string; by: string | null; hour: string | null }>('select a.state, (select m.by_member from appointment_move m where m.appointment_id = a.id) as by, (select m.by_member from street_hour_move m where m.hour_id = $2) as hour from appointment a where a.id = $1', [kept.appointmentId, kept.id]);
    expect(gone).toEqual({ state: 'cancelled', by: null, hour: null });
    expect((await bookedBy('anna', kept)).status).toBe(200);
  });

  it('that was promised with no signal is never lost: given where it is still free, and otherwise owed in the sight of all until there is another', async () => {
    const { outing } = await anOuting(town);
    const [free, taken, unsaid] = [await keep(outing.id, 60), await keep(outing.id, 61), await keep(outing.id, 62)];
    const [amal, teresa, marco, chiara] = [await town.as('amal'), await town.as('teresa'), await town.as('marco'), await town.as('chiara')];
    const [awa, binta, omar] = [(await meet(amal, outing.id, { language: 'fr' })).body, (await meet(amal, outing.id, { language: 'fr' })).body, (await meet(amal, outing.id)).body];
    await tap(amal, outing.id, 'start');
    await tap(amal, outing.id, 'check-out');
    await teresa.post(`/api/outings/${outing.id}/moves`, { id: newId(), move: 'close' });
    for (const hour of [taken, unsaid]) expect((await bookedBy('anna', hour)).status).toBe(200);

    // What Amal's telephone noted out there arrives now, and twice.
    const give = (hour: StreetHour, contactId: string, goesBy: string, id = newId()) => amal.post<StreetHour>(`/api/street-hours/${hour.id}/give`, { id, contactId, code: goesBy, language: 'fr' });
    expect((await give(free, awa.id, 'Awa')).body).toMatchObject({ state: 'given', code: 'Awa' });
    const late = newId();
    for (let twice = 0; twice < 2; twice += 1) expect((await give(taken, binta.id, 'Binta', late)).body).toMatchObject({ state: 'promised', code: 'Binta', contactId: binta.id });
    expect((await give(taken, omar.id, 'Omar')).body).toMatchObject({ code: 'street-hour-given' });
    expect((await give(unsaid, omar.id, 'Omar')).body).toMatchObject({ state: 'promised' });
    expect((await amal.get(`/api/street-contacts/${binta.id}`)).body).toMatchObject({ outcomes: [], promised: { hourId: taken.id, member: { name: 'Marco D’Alessio' }, language: 'fr', goesBy: 'Binta' } });
    const owed = async (who: Worker) => (await who.get<{ items: { kind: string; id: string; facts: Record<string, string> }[] }>('/api/today')).body.items.filter((one) => one.kind === 'street-hour-promised' && [taken.id, unsaid.id].includes(one.id)).map((one) => one.facts['contactId']);
    for (const who of [amal, teresa]) expect(await owed(who)).toEqual([binta.id, omar.id]);
    expect((await teresa.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items).toContainEqual(expect.objectContaining({ kind: 'street-hour-promised', subjectId: binta.id }));

    // Another hour by any of the team, an hour of somebody's own and not one that is taken; then nothing is owed any more.
    const at = hourAt(63);
    const another = { id: newId(), appointmentId: newId(), startsAt: at.toISOString(), endsAt: new Date(at.getTime() + 3_600_000).toISOString(), memberId: member('marco', 'legal') };
    expect((await chiara.post(`/api/street-hours/${taken.id}/rebook`, { ...another, startsAt: taken.startsAt, endsAt: taken.endsAt })).status).toBe(409);
    for (let twice = 0; twice < 2; twice += 1) expect((await chiara.post(`/api/street-hours/${taken.id}/rebook`, another)).body).toMatchObject({ state: 'given', code: 'Binta', appointmentId: another.appointmentId });
    expect((await amal.get(`/api/street-contacts/${binta.id}`)).body).toMatchObject({ promised: null, outcomes: [{ kind: 'appointment', subjectId: another.appointmentId, code: 'Binta' }] });
    expect((await marco.post(`/api/street-hours/${taken.id}/rebook`, { ...another, id: newId(), appointmentId: newId() })).body).toMatchObject({ code: 'illegal-move' });
    expect((await marco.post(`/api/street-hours/${unsaid.id}/settle`, { id: newId(), words: '' })).status).toBe(422);
    expect((await marco.post(`/api/street-hours/${unsaid.id}/settle`, { id: newId(), words: 'Omar è già ripartito' })).body).toMatchObject({ state: 'let-go', contactId: null });
    expect(await owed(teresa)).toEqual([]);
    expect((await (await town.as('vincenzo')).post(`/api/street-hours/${unsaid.id}/settle`, { id: newId(), words: 'per prova' })).status).toBeGreaterThanOrEqual(400);
  });
});
