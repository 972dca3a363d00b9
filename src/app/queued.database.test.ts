import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Call } from '../kernel/calls/contract.ts';
import { deeds, guest } from '../features/intake/testing/report.ts';
import type { StreetContact } from '../features/outreach/contract.ts';
import { meet } from '../features/outreach/testing/street.ts';
import { reportOf } from '../features/outreach/ui/contact/report.ts';
import { queuedPaths } from './testing/queued.ts';
import { aTown, newId, type Town } from './testing/town.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.leave());

/** Whether a route of the programme's own description answers a path in which `*` stands for an id. */
const answers = (template: string, path: string): boolean => {
  const [asked, given] = [template.split('/'), path.split('/')];
  return asked.length === given.length && asked.every((part, at) => (given[at] === '*' ? part.startsWith('{') : part === given[at]));
};

describe('what the screens give to the queue', () => {
  it('can be told from the sources, wherever its path is put together', () => {
    const { paths, untold } = queuedPaths();
    expect(untold).toEqual([]);
    const told = paths.map(({ method, path }) => `${method} ${path}`);
    // One written out, one through a function, one through a parameter, one whose method is spread into it.
    expect(told).toEqual(expect.arrayContaining(['PUT /api/inbound-referrals/*', 'POST /api/interviews/*/moves', 'PUT /api/emergency-calls/*/taken-back', 'PATCH /api/places/*/fields', 'PUT /api/street-contacts/*/encounter']));
  });

  it('is taken there: each of its paths is a route, and one that takes part in calls', async () => {
    const { paths } = queuedPaths();
    const giulia = await town.as('giulia');
    const { body: described } = await giulia.get<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json');
    const unknown = paths.filter(({ method, path }) => !Object.entries(described.paths).some(([template, by]) => method.toLowerCase() in by && answers(template, path)));
    expect(unknown).toEqual([]);
    const calls = paths.map(({ method, path }) => ({ id: newId(), method, path: path.replaceAll('*', newId()), body: {} }));
    const { body } = await giulia.post<{ answers: Answer[] }>('/api/calls', { calls });
    const outside = new Set(body.answers.filter((answer) => (answer.body as { code?: string } | undefined)?.code === 'not-in-calls').map(({ id }) => id));
    expect(body.answers).toHaveLength(calls.length);
    expect(paths.filter((_, at) => outside.has(calls[at]?.id ?? ''))).toEqual([]);
  }, 60_000);
});

describe('a contact of the street becomes a segnalazione by what waited on Amal’s telephone', () => {
  it('once, tied to the contact, however often the telephone sends it, and what she wrote into it since stays', async () => {
    const amal = await town.as('amal');
    const contact = (await meet(amal, null, { danger: true, note: 'Dorme in un casolare, ha paura del caporale.' })).body;
    const reportId = newId();
    const begun: Call = { id: newId(), method: 'PUT', path: `/api/inbound-referrals/${reportId}`, seen: 0, body: reportOf(contact) };
    const tied: Call = { id: newId(), method: 'PUT', path: `/api/street-contacts/${contact.id}/outcomes/${newId()}`, after: [begun.id], body: { kind: 'inbound-referral', subjectId: reportId } };
    const leave = async (): Promise<number[]> => (await amal.post<{ answers: Answer[] }>('/api/calls', { calls: [begun, tied] })).body.answers.map(({ status }) => status);
    expect(await leave()).toEqual([200, 200]);
    const { mine } = deeds(town);
    expect((await mine('amal', reportId)).body).toMatchObject({ state: 'draft', written: { source: 'street', streetContactId: contact.id, content: { words: 'Dorme in un casolare, ha paura del caporale.' } } });
    expect((await amal.get<StreetContact>(`/api/street-contacts/${contact.id}`)).body.outcomes).toEqual([expect.objectContaining({ kind: 'inbound-referral', subjectId: reportId })]);
    const written = { ...reportOf(contact), content: { ...reportOf(contact).content, words: 'Ora dorme dalle suore.' } };
    expect((await amal.put(`/api/inbound-referrals/${reportId}`, written)).status).toBe(200);
    expect(await leave()).toEqual([200, 200]);
    expect((await mine('amal', reportId)).body.written?.content.words).toBe('Ora dorme dalle suore.');
    expect((await amal.put(`/api/inbound-referrals/${reportId}`, { ...written, send: true })).status).toBe(200);
    expect(await leave()).toEqual([200, 200]);
    expect(await town.look("select count(*)::int as n from audit_event where action = 'inbound.write' and subject_id = $1", [reportId])).toEqual([{ n: 2 }]);
  });

  it('under no other hand and under no other right than alone', async () => {
    const [amal, blessing, vincenzo] = await Promise.all([town.as('amal'), town.as('blessing'), town.as('vincenzo')]);
    const reportId = newId();
    const ask = async (who: typeof amal, body: unknown, seen?: number) => (await who.post<{ answers: Answer[] }>('/api/calls', { calls: [{ id: newId(), method: 'PUT', path: `/api/inbound-referrals/${reportId}`, body, ...(seen === undefined ? {} : { seen }) }] })).body.answers.map(({ body: answer, status }) => (answer as { code?: string }).code ?? status);
    expect(await ask(amal, { ...guest, source: 'phone', send: true })).toEqual([200]);
    expect(await ask(blessing, { ...guest, source: 'phone', send: true }, 0)).toEqual(['already-exists']);
    expect(await ask(amal, { ...guest, source: 'phone', urgency: 'ordinary', send: true })).toEqual(['already-exists']);
    const alone = await vincenzo.put<{ code: string }>(`/api/inbound-referrals/${newId()}`, { ...guest, source: 'phone', send: false });
    expect((await vincenzo.post<{ answers: Answer[] }>('/api/calls', { calls: [{ id: newId(), method: 'PUT', path: `/api/inbound-referrals/${newId()}`, body: { ...guest, source: 'phone', send: false } }] })).body.answers[0]).toMatchObject({ status: alone.status, body: { code: alone.body.code } });
    expect(alone.status).not.toBe(200);
  });
});
