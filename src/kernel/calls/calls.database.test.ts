import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../app/build.ts';
import { signInWorker } from '../../app/worker.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { demoPassword } from '../identity/routes.ts';
import { openPrepared } from '../database/open.ts';
import type { Answer, Call } from './contract.ts';

let town: Town;
let giulia: Worker;
beforeAll(async () => {
  town = await aTown();
  giulia = await town.as('giulia');
});
afterAll(() => town.leave());

const call = (method: Call['method'], path: string, body?: unknown, more: Partial<Call> = {}): Call => ({ id: newId(), method, path, ...(body === undefined ? {} : { body }), ...more });
const opened = { kind: 'violence-now', openedAt: '2026-03-01T05:12:00.000Z' };
const emergency = (id = newId()) => call('PUT', `/api/emergencies/${id}`, opened);
const send = async (worker: Worker, calls: readonly Call[]): Promise<Answer[]> => (await worker.post<{ answers: Answer[] }>('/api/calls', { calls })).body.answers;
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);
const codeOf = (answer: Answer | undefined): unknown => (answer?.body as { code?: string } | undefined)?.code;

/** Giulia's own request as her browser makes it, with the headers that matter here. */
async function raw(headers: Record<string, string>, payload: string | Buffer) {
  const signedIn = await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-requested-with': 'reti' }, payload: { email: 'giulia@demo.reti.example', password: demoPassword } });
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return town.app.inject({ method: 'POST', url: '/api/calls', headers: { 'x-requested-with': 'reti', 'content-type': 'application/json', cookie, ...headers }, payload });
}

describe('Giulia comes back from the fields with many things noted', () => {
  it('sends them in one request: each is kept, and sent again changes nothing', async () => {
    const calls = Array.from({ length: 30 }, () => emergency());
    expect(new Set(statuses(await send(giulia, calls)))).toEqual(new Set([200]));
    expect(new Set(statuses(await send(giulia, calls)))).toEqual(new Set([200]));
    const ids = calls.map(({ path }) => path.split('/').at(-1));
    expect(await town.look('select count(*)::int as n from emergency where id = any($1::uuid[])', [ids])).toEqual([{ n: 30 }]);
    expect(await town.look("select count(*)::int as n from audit_event where action = 'emergency.open' and subject_id = any($1::uuid[])", [ids])).toEqual([{ n: 30 }]);
  });

  it('hears of each what became of it: one refused undoes none of the others, and holds back only what needs it', async () => {
    const [first, wrong] = [emergency(), call('PUT', `/api/emergencies/${newId()}`, { ...opened, kind: 'no-such-danger' })];
    const upon = (other: Call) => call('PUT', `/api/emergency-calls/${newId()}`, { emergencyId: other.path.split('/').at(-1), whom: '112', at: opened.openedAt }, { after: [other.id] });
    const answers = await send(giulia, [first, wrong, upon(first), upon(wrong)]);
    expect(statuses(answers)).toEqual([200, 422, 200, 424]);
    expect(codeOf(answers[3])).toBe('waits-for-another');
    expect(await town.look('select count(*)::int as n from emergency_call where emergency_id = $1', [wrong.path.split('/').at(-1)])).toEqual([{ n: 0 }]);
  });

  it('reads what did not change without having it sent again', async () => {
    const read = call('GET', '/api/emergency-contacts');
    const [before] = await send(giulia, [read]);
    expect(before?.etag).toMatch(/^[\w-]{22}$/);
    const [same] = await send(giulia, [{ ...read, ifNoneMatch: before?.etag }]);
    expect(same).toEqual({ id: read.id, status: 304, etag: before?.etag });
    const teresa = await town.as('teresa');
    await teresa.put(`/api/emergency-contacts/${newId()}`, { kind: 'police', name: 'Stazione di Eboli', phone: '0828 112112' }, 0);
    const [changed] = await send(giulia, [{ ...read, ifNoneMatch: before?.etag }]);
    expect([changed?.status, changed?.etag === before?.etag]).toEqual([200, false]);
    expect(JSON.stringify(changed?.body)).toContain('Stazione di Eboli');
  });
});

describe('nobody reaches in this way what they could not reach alone', () => {
  it('neither the sign-in, nor a file, nor another bundle, nor an address that is not there', async () => {
    const answers = await send(giulia, [
      call('POST', '/api/session', { email: 'teresa@demo.reti.example', password: demoPassword }),
      call('POST', '/api/session/hat', { memberId: newId() }),
      call('POST', '/api/calls', { calls: [emergency()] }),
      call('GET', `/api/document-versions/${newId()}/file`),
      call('GET', '/api/openapi.json'),
      call('GET', '/api/nothing-at-all'),
      call('GET', '/api/%2e%2e/index.html'),
    ]);
    expect(answers.map(codeOf)).toEqual(['not-in-calls', 'not-in-calls', 'not-in-calls', 'not-in-calls', 'not-in-calls', 'not-found', 'not-found']);
    expect((await giulia.post('/api/calls', { calls: [call('GET', 'https://elsewhere.example/api/calls')] })).status).toBe(422);
  });

  it('Vincenzo of the prefecture is refused each, and a window of another hat all of them', async () => {
    const vincenzo = await town.as('vincenzo');
    const one = emergency();
    expect(statuses(await send(vincenzo, [one]))).toEqual([403]);
    expect((await raw({ 'x-reti-hat': vincenzo.memberId }, JSON.stringify({ calls: [one] }))).json<{ code: string }>().code).toBe('hat-changed');
    expect((await raw({ origin: 'https://evil.example' }, JSON.stringify({ calls: [one] }))).json<{ code: string }>().code).toBe('origin-refused');
    expect((await raw({ cookie: '' }, JSON.stringify({ calls: [one] }))).statusCode).toBe(401);
    expect(await town.look('select id from emergency where id = $1', [one.path.split('/').at(-1)])).toEqual([]);
  });

  it('counts each towards the limit of requests', async () => {
    const open = await openPrepared(town.ownerUrl, town.keyring, 2);
    const hurried = await buildApp({ ...open, keyring: town.keyring }, { publicUrl: 'http://localhost:3000', demo: true, requestsPerMinute: 10 });
    const worker = await signInWorker(hurried, 'giulia');
    const answers = await send(worker, Array.from({ length: 12 }, () => call('GET', '/api/emergency-contacts')));
    expect(statuses(answers)).toContain(200);
    expect(statuses(answers).filter((status) => status === 429).length).toBeGreaterThan(3);
    await hurried.close();
    await open.close();
  });
});

describe('a packed request', () => {
  it('is unpacked, and its answer is packed for whoever can unpack it', async () => {
    const calls = Array.from({ length: 20 }, () => call('GET', '/api/emergency-contacts'));
    const reply = await raw({ 'content-encoding': 'gzip', 'accept-encoding': 'gzip' }, gzipSync(JSON.stringify({ calls })));
    expect([reply.statusCode, reply.headers['content-encoding']]).toEqual([200, 'gzip']);
    const plain = await raw({ 'content-encoding': 'gzip' }, gzipSync(JSON.stringify({ calls })));
    expect(plain.json<{ answers: Answer[] }>().answers.map(({ status }) => status)).toEqual(calls.map(() => 200));
  });

  it('that unpacks to more than it may is refused, as is one that is broken or packed in another way', async () => {
    const bomb = gzipSync(Buffer.alloc(80_000_000, 'a'));
    expect((await raw({ 'content-encoding': 'gzip' }, bomb)).statusCode).toBe(413);
    expect((await raw({ 'content-encoding': 'gzip' }, 'this was never packed')).statusCode).toBe(422);
    expect((await raw({ 'content-encoding': 'br' }, gzipSync('{}'))).statusCode).toBe(415);
    expect((await raw({}, JSON.stringify({ calls: [{ ...emergency(), body: 'a'.repeat(950_000) }] }))).statusCode).toBe(413);
    const answers = await send(giulia, [call('GET', '/api/emergency-contacts')]);
    expect(statuses(answers)).toEqual([200]);
  });

  it('with a body nested without end keeps what stands beside it', async () => {
    const [one, deep] = [emergency(), emergency()];
    const nested = JSON.stringify({ ...deep, body: 0 }).replace('"body":0', `"body":${'['.repeat(300_000)}${']'.repeat(300_000)}`);
    const reply = await raw({}, `{"calls":[${nested},${JSON.stringify(one)}]}`);
    expect([reply.statusCode, statuses(reply.json<{ answers: Answer[] }>().answers)]).toEqual([200, [500, 200]]);
  });

  it('holds at most two hundred calls, and never two of one id', async () => {
    const one = emergency();
    expect((await giulia.post('/api/calls', { calls: [one, one] })).status).toBe(422);
    expect((await giulia.post('/api/calls', { calls: Array.from({ length: 201 }, () => emergency()) })).status).toBe(422);
  });
});
