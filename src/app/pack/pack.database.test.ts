import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFile, outsiders, type TestFile } from '../../features/desk/testing/files.ts';
import { dayAfter, instantOf } from '../../features/agenda/domain/days.ts';
import { anOuting, aPlace, aPlan, meet } from '../../features/outreach/testing/street.ts';
import type { Answer } from '../../kernel/calls/contract.ts';
import { afterSync, type PackIndex } from '../../kernel/offline/pack.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { type DemoName } from '../people.ts';
import { aTown, newId, type Town } from '../testing/town.ts';
import type { Pack } from './contract.ts';

let town: Town;
let fatou: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['amal']);
});
afterAll(() => town.leave());

const today = italianDay(new Date());
const nothing: PackIndex = { memberId: '', at: 0, entries: {} };
const packOf = async (name: DemoName): Promise<string[]> => (await (await town.as(name)).get<Pack>('/api/pack')).body.paths.map(({ path }) => path);

/** What somebody's telephone holds after one more sync, the same code on this side as on the telephone: paths, and everything that stands there. */
async function synced(name: DemoName, before: PackIndex = nothing): Promise<{ index: PackIndex; statuses: Record<string, number>; words: string }> {
  const who = await town.as(name);
  const calls = (await packOf(name)).map((path) => ({ id: newId(), method: 'GET', path, ...(before.entries[path]?.etag ? { ifNoneMatch: before.entries[path].etag } : {}) }));
  const answers = calls.length === 0 ? [] : (await who.post<{ answers: Answer[] }>('/api/calls', { calls })).body.answers;
  const fetched = calls.map(({ id, path }) => {
    const answer = answers.find((one) => one.id === id);
    return { path, status: answer?.status ?? 0, etag: answer?.etag ?? null, body: answer?.body };
  });
  const { next, write } = afterSync(before, who.memberId, fetched, before.at + 1, newId);
  return { index: next, statuses: Object.fromEntries(fetched.map(({ path, status }) => [path, status])), words: JSON.stringify(write) };
}
const pathsIn = (index: PackIndex): string[] => Object.keys(index.entries);

/** An hour of today or tomorrow, with an interview prepared for it. */
async function anHour(day: string, from: string, given: { memberId: string; mediatorId?: string }, by: DemoName = 'giulia'): Promise<string> {
  const [who, id] = [await town.as(by), newId()];
  const startsAt = instantOf(day, from);
  const booked = await who.put(`/api/appointments/${id}`, { language: 'bn', caseId: fatou.caseId, kind: 'first', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 1_800_000).toISOString(), outsideHours: 'agreed', ...given });
  expect(booked.status).toBe(200);
  return id;
}

describe('what Giulia’s telephone keeps', () => {
  it('is the day and tomorrow: every address is one that she may read, and the second time nothing travels that did not change', async () => {
    const first = await synced('giulia');
    expect(Object.entries(first.statuses).filter(([, status]) => status !== 200)).toEqual([]);
    expect(pathsIn(first.index)).toEqual(expect.arrayContaining(['/api/today/at-hand', `/api/agenda/own?day=${today}`, `/api/agenda/own?day=${dayAfter(today, 1)}`, '/api/emergency-contacts', '/api/notices/current', '/api/phrases/it']));
    const second = await synced('giulia', first.index);
    expect(Object.values(second.statuses).filter((status) => status === 304).length).toBeGreaterThan(10);
    expect(second.index.entries['/api/phrases/it']?.name).toBe(first.index.entries['/api/phrases/it']?.name);
  });

  it('holds of cases only those of her own hours: what the hour needs, and nothing that was ever told', async () => {
    const giulia = await town.as('giulia');
    expect((await giulia.put(`/api/case-notes/${newId()}`, { caseId: fatou.caseId, compartment: 'case', body: 'Il padrone le tiene il libretto rosso' })).status).toBe(200);
    expect((await packOf('giulia')).filter((path) => path.includes(fatou.caseId))).toEqual([]);
    expect((await giulia.put(`/api/facts/${newId()}`, { caseId: fatou.caseId, field: 'family-partner', episodeId: null, value: 'abroad', source: { kind: 'person', id: null }, learnedOn: today, dueOn: null, replaces: null })).status).toBe(200);
    expect((await giulia.put(`/api/facts/${newId()}`, { caseId: fatou.caseId, field: 'exploitation-control', episodeId: null, value: ['documents'], source: { kind: 'person', id: null }, learnedOn: today, dueOn: null, replaces: null })).status).toBe(200);
    expect((await giulia.put(`/api/persons/${fatou.personId}/safe-contact`, { doNotCall: false, whoMayCall: 'solo donne', whenToCall: 'dopo le 21', language: 'bn', mayBeSaid: '', mustNotAnswer: '', leaveMessages: false }, 0)).status).toBe(200);
    const hour = await anHour(today, '23:00', { memberId: giulia.memberId });
    await giulia.put(`/api/interviews/${hour}`, { caseId: fatou.caseId, appointmentId: hour, kind: 'first', language: 'bn', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: {} });

    const { index, statuses, words } = await synced('giulia');
    expect(pathsIn(index).filter((path) => path.includes(fatou.caseId) || path.includes(fatou.personId) || path.includes(hour)).toSorted()).toEqual([
      `/api/cases/${fatou.caseId}/consents`, `/api/cases/${fatou.caseId}/instruments`, `/api/cases/${fatou.caseId}/known`, `/api/interviews/${hour}`, `/api/persons/${fatou.personId}/at-hand`,
    ].toSorted());
    expect(Object.entries(statuses).filter(([path]) => path.startsWith('/api/phrases/')).toSorted()).toEqual(['ar', 'bn', 'en', 'fr', 'it', 'uk'].map((language) => [`/api/phrases/${language}`, 200]));
    // How to call her, and what is known so that it is not asked again; nothing of what she lived through.
    expect(['dopo le 21', 'family-partner', 'libretto rosso', 'exploitation-control'].filter((one) => words.includes(one))).toEqual(['dopo le 21', 'family-partner']);
    // The questions themselves, of the instruments that a psychologist begins with today and of no other.
    const { body: offered } = await giulia.get<{ items: { id: string; version: number; lock: string | null }[] }>(`/api/cases/${fatou.caseId}/instruments`);
    const open = offered.items.filter(({ lock }) => lock === null).map(({ id, version }) => `/api/instruments/${id}/${version}`);
    expect(open.length).toBeGreaterThan(1);
    expect(open.map((path) => statuses[path])).toEqual(open.map(() => 200));
    // And beside each, in which words a mediator lets them be put in other languages.
    expect(open.map((path) => statuses[`${path}/wordings`])).toEqual(open.map(() => 200));
    expect(offered.items.filter(({ lock }) => lock === 'instrument-off' || lock === 'role-not-allowed').filter(({ id, version }) => statuses[`/api/instruments/${id}/${version}`] !== undefined)).toEqual([]);

    // Begun, it is no longer prepared: what is told in it never comes onto the telephone.
    await giulia.post(`/api/interviews/${hour}/moves`, { id: newId(), move: 'start' });
    expect(pathsIn((await synced('giulia', index)).index)).not.toContain(`/api/interviews/${hour}`);
  });
});

describe('what an outing does not need', () => {
  it('is on no telephone: not whom Giulia follows, at which risk, what of their plans is late, nor whom Marco expects; Marco’s own hour is on his', async () => {
    const [giulia, marco, teresa] = [await town.as('giulia'), await town.as('marco'), await town.as('teresa')];
    const followed = await aFile(town, 'giulia');
    await town.look("update case_file set risk = 'high' where id = $1", [followed.caseId]);
    const startsAt = instantOf(today, '21:00');
    expect((await teresa.put(`/api/appointments/${newId()}`, { language: 'wo', code: 'gallo-rosso-31', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 1_800_000).toISOString(), memberId: marco.memberId, outsideHours: 'agreed' })).status).toBe(200);
    expect((await giulia.put(`/api/agenda/queue/${newId()}`, { code: 'lepre-bianca-07', language: 'ti' })).status).toBe(200);

    const [hers, his, coordinators] = [await synced('giulia'), await synced('marco'), await synced('teresa')];
    for (const { words } of [hers, coordinators]) expect([followed.code, followed.caseId, '"risk"', 'gallo-rosso-31', 'lepre-bianca-07'].filter((one) => words.includes(one))).toEqual([]);
    expect(['gallo-rosso-31', 'lepre-bianca-07'].filter((one) => his.words.includes(one))).toEqual(['gallo-rosso-31']);
    // With a network her day holds them all.
    expect(JSON.stringify((await giulia.get('/api/today')).body)).toContain(followed.code);
  });

  it('goes from a telephone that an earlier version filled, at its next sync', async () => {
    const { memberId } = await town.as('giulia');
    const kept = ['/api/today', `/api/agenda?day=${today}&days=1`, '/api/agenda/queue', '/api/agenda/contacts-due', '/api/lists/pinned', '/api/interviews/unsigned', '/api/outings'];
    const before = { memberId, at: 1, entries: Object.fromEntries(kept.map((path) => [path, { name: newId(), etag: null, at: 1 }])) };
    const { index } = await synced('giulia', before);
    expect(pathsIn(index).filter((path) => kept.includes(path))).toEqual([]);
    expect(pathsIn(index)).toContain('/api/today/at-hand');
  });

  it('is not a danger of the street that others answer for: Amal’s is on her telephone and on Teresa’s, not on Giulia’s', async () => {
    const { outing } = await anOuting(town);
    await meet(await town.as('amal'), outing.id, { danger: true, note: 'Ha detto del furgone bianco' });
    const held = async (name: DemoName) => (await synced(name)).words.includes('furgone bianco');
    expect([await held('amal'), await held('teresa'), await held('giulia')]).toEqual([true, true, false]);
  });
});

describe('an outing of Amal and Blessing', () => {
  it('is on their telephones whole, with its place and who was met; on nobody else’s, and no other place is on any', async () => {
    const { outing, place } = await anOuting(town);
    const elsewhere = await aPlace(await town.as('amal'), { name: 'Casolare lungo il fiume', town: 'Volturara' });
    await meet(await town.as('amal'), outing.id);
    const { index, statuses, words } = await synced('amal');
    const wanted = [`/api/outings/${outing.id}`, `/api/street-contacts?outingId=${outing.id}`, `/api/outings/${outing.id}/cards`, `/api/places/${place.id}`, '/api/outings?whose=mine', '/api/street-words', '/api/outreach-settings'];
    expect(wanted.map((path) => [path, statuses[path]])).toEqual(wanted.map((path) => [path, 200]));
    expect(pathsIn(index)).not.toContain(`/api/places/${elsewhere.id}`);
    expect(words).not.toContain('Casolare lungo il fiume');
    expect((await packOf('rubina')).filter((path) => path.includes(outing.id) || path.includes(place.id))).toEqual([]);

    // Taken off the crew, Amal loses it; Rubina, who goes in her place, gains it.
    const [amal, rubina, blessing] = [await town.as('amal'), await town.as('rubina'), await town.as('blessing')];
    const { body: now } = await amal.get<{ version: number }>(`/api/outings/${outing.id}`);
    expect((await amal.put(`/api/outings/${outing.id}/plan`, aPlan(place.id, { crew: [rubina.memberId, blessing.memberId] }), now.version)).status).toBe(200);
    expect(pathsIn((await synced('amal', index)).index).filter((path) => path.includes(outing.id))).toEqual([]);
    expect((await synced('rubina')).statuses[`/api/outings/${outing.id}`]).toBe(200);
  });
});

describe('what Amal’s telephone keeps follows what she may read', () => {
  it('gains the case with her hour, and loses it with the assignment, at the next sync', async () => {
    const [teresa, giulia, amal] = [await town.as('teresa'), await town.as('giulia'), await town.as('amal')];
    const before = await synced('amal');
    expect(pathsIn(before.index).filter((path) => path.includes(fatou.caseId))).toEqual([]);
    await anHour(dayAfter(today, 1), '12:00', { memberId: giulia.memberId, mediatorId: amal.memberId });
    const held = await synced('amal', before.index);
    expect(pathsIn(held.index)).toContain(`/api/cases/${fatou.caseId}/consents`);

    const { body } = await teresa.get<{ holders: { memberId: string; assignmentId: string | null }[] }>(`/api/cases/${fatou.caseId}/team`);
    const assignment = body.holders.find((one) => one.memberId === amal.memberId)?.assignmentId;
    expect((await teresa.post(`/api/case-assignments/${assignment}/end`, {})).status).toBe(200);
    expect(pathsIn(held.index)).toEqual(expect.arrayContaining([`/api/cases/${fatou.caseId}/instruments`, `/api/persons/${fatou.personId}/at-hand`]));
    const after = await synced('amal', held.index);
    expect(pathsIn(after.index).filter((path) => path.includes(fatou.caseId) || path.includes(fatou.personId))).toEqual([]);

    await teresa.put(`/api/case-assignments/${newId()}`, { caseId: fatou.caseId, memberId: amal.memberId });
    expect(pathsIn((await synced('amal', after.index)).index)).toContain(`/api/cases/${fatou.caseId}/consents`);
  });

  it('is nothing once her hat is taken away, and nothing for everybody outside the team', async () => {
    for (const name of outsiders.filter((one) => !['rosa', 'youssef', 'elena'].includes(one))) expect([name, await packOf(name)]).toEqual([name, []]);
    for (const name of ['rosa', 'youssef', 'elena'] as const) expect((await packOf(name)).filter((path) => path.includes(fatou.caseId))).toEqual([]);
    const [stefano, oksana] = [await town.as('stefano'), await town.as('oksana')];
    expect((await packOf('oksana')).length).toBeGreaterThan(5);
    expect((await stefano.post(`/api/team/members/${oksana.memberId}/end`, { reason: 'ha cambiato lavoro' })).status).toBe(200);
    // For as long as the server still believes the hat, the database gives nothing under it.
    const agenda = await oksana.get<{ items?: unknown[] }>(`/api/agenda?day=${today}&days=1`);
    expect(agenda.body.items ?? []).toEqual([]);
    const [left] = await town.look<{ member_id: string | null }>('select member_id from session where account_id = (select account_id from membership where id = $1) and ended_at is null order by created_at desc limit 1', [oksana.memberId]);
    expect(left?.member_id).toBeNull();
  });
});
