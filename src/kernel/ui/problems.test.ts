import { assert, integer, jsonValue, property } from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from './api.ts';
import { connection } from './connection.ts';
import { gate } from './gate.ts';
import { kept } from './kept.ts';
import { ApiProblem, asProblem, mayRetry, problemFrom } from './problems.ts';
import { faultOf } from './uncertain-date.ts';
import { matchesWords } from './words.ts';

const answer = (status: number, body?: unknown): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' } });

function server(...answers: (Response | Error)[]) {
  const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async () => {
    const next = answers.shift();
    if (next === undefined || next instanceof Error) throw next ?? new TypeError('no more answers');
    return next;
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => {
  gate.abandon();
  vi.unstubAllGlobals();
});

describe('a problem', () => {
  it('keeps the code, the detail and the fields that the server named', () => {
    const problem = problemFrom(422, { code: 'invalid-input', status: 422, detail: 'two fields', errors: [{ path: 'name', code: 'required' }, { strange: true }] });
    expect(problem).toMatchObject({ code: 'invalid-input', status: 422, detail: 'two fields', errors: [{ path: 'name', code: 'required' }] });
  });
  it('has a code even when a gateway answers with a page', () => {
    expect([401, 403, 404, 412, 423, 429, 500, 502, 503].map((status) => problemFrom(status, undefined).code)).toEqual([
      'session-required', 'not-allowed', 'not-found', 'changed-meanwhile', 'locked', 'too-many-requests', 'unexpected', 'unavailable', 'unavailable',
    ]);
  });
  it('always has a code, whatever was answered', () => {
    assert(property(integer({ min: 400, max: 599 }), jsonValue(), (status, body) => {
      expect(problemFrom(status, body).code).toBeTypeOf('string');
    }));
  });
  it('is retried by itself only when trying again may help', () => {
    const of = (status: number): boolean => mayRetry(new ApiProblem({ code: 'x', status }));
    expect([0, 500, 503, 401, 403, 412, 422, 429].map(of)).toEqual([true, true, true, false, false, false, false, false]);
    expect(mayRetry(new RangeError('a mistake of ours'))).toBe(false);
    expect(asProblem(new RangeError('a mistake of ours')).code).toBe('unexpected');
  });
});

describe('asking the server', () => {
  it('says who asks, which version was seen, and sends JSON', async () => {
    const fetched = server(answer(200, { id: 'a' }));
    expect(await api.put<{ id: string }>('/api/persons/a', { body: { name: 'Amina' }, ifMatch: 3 })).toEqual({ id: 'a' });
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({
      method: 'PUT', credentials: 'same-origin', body: '{"name":"Amina"}',
      headers: { 'x-requested-with': 'reti', 'if-match': '"3"', 'content-type': 'application/json', 'x-reti-clock': expect.stringMatching(/^\d{4}-/) },
    });
  });
  it('answers nothing for an empty reply', async () => {
    server(answer(204));
    expect(await api.delete('/api/persons/a')).toBeUndefined();
  });
  it('tells that nobody answered, and notices when somebody does again', async () => {
    server(new TypeError('failed to fetch'), answer(200, {}));
    await expect(api.get('/api/today')).rejects.toMatchObject({ code: 'offline', status: 0 });
    expect(connection.isOnline()).toBe(false);
    await api.get('/api/today');
    expect(connection.isOnline()).toBe(true);
  });
  it('waits while the screen is locked and saves Lucia’s note once she is back', async () => {
    const fetched = server(answer(423, { code: 'locked' }), answer(200, { saved: true }));
    const saving = api.put('/api/notes/1', { body: { text: 'venti minuti di lavoro' } });
    await vi.waitFor(() => expect(gate.state()).toBe('locked'), { timeout: 60_000 });
    expect(fetched).toHaveBeenCalledTimes(1);
    gate.open();
    expect(await saving).toEqual({ saved: true });
    expect(fetched.mock.calls[1]?.[1]).toMatchObject({ body: '{"text":"venti minuti di lavoro"}' });
  });
  it('never sends Lucia’s note in the name of whoever signs in after her', async () => {
    const fetched = server(answer(401, { code: 'session-required' }));
    const saving = api.put('/api/notes/1', { body: {} });
    await vi.waitFor(() => expect(gate.state()).toBe('session-required'), { timeout: 60_000 });
    gate.abandon();
    await expect(saving).rejects.toMatchObject({ code: 'session-required' });
    expect(fetched).toHaveBeenCalledTimes(1);
  });
  it('does not lock the screen for a wrong password', async () => {
    server(answer(401, { code: 'credentials-wrong' }));
    await expect(api.post('/api/session', { body: {} })).rejects.toMatchObject({ code: 'credentials-wrong' });
    expect(gate.state()).toBe('open');
  });
  it('stops waiting when the screen that asked is gone', async () => {
    server(answer(423, { code: 'locked' }));
    const controller = new AbortController();
    const asking = api.get('/api/persons', { signal: controller.signal });
    await vi.waitFor(() => expect(gate.state()).toBe('locked'), { timeout: 60_000 });
    controller.abort();
    await expect(asking).rejects.toMatchObject({ code: 'locked' });
  });
});

describe('an uncertain date', () => {
  it('needs nothing when it is not known, and a year when it is guessed', () => {
    expect(faultOf({ precision: 'unknown', year: null, month: null, day: null })).toBeNull();
    expect(faultOf({ precision: 'estimated', year: 1998, month: null, day: null })).toBeNull();
    expect(faultOf({ precision: 'estimated', year: null, month: 3, day: null })).toBe('ui.date.fault.year-missing');
  });
  it('needs every part when a document tells it', () => {
    expect(faultOf({ precision: 'exact', year: 1998, month: 3, day: null })).toBe('ui.date.fault.parts-missing');
    expect(faultOf({ precision: 'exact', year: 1998, month: 3, day: 9 })).toBeNull();
  });
  it('must be in the calendar: the 29th of February only in leap years', () => {
    expect(faultOf({ precision: 'exact', year: 2000, month: 2, day: 29 })).toBeNull();
    expect(faultOf({ precision: 'exact', year: 1998, month: 2, day: 29 })).toBe('ui.date.fault.impossible');
    expect(faultOf({ precision: 'declared', year: 1998, month: 13, day: null })).toBe('ui.date.fault.impossible');
  });
});

describe('finding an action by its words', () => {
  it('forgives accents, capitals and order', () => {
    expect(matchesWords('Équipe e persone', 'equi')).toBe(true);
    expect(matchesWords('Registro accessi', 'acc reg')).toBe(true);
    expect(matchesWords('Registro accessi', 'istro')).toBe(false);
    expect(matchesWords('Qualsiasi cosa', '')).toBe(true);
  });
});

describe('a telephone that was opened without the server', () => {
  it('shows what it keeps where the network hangs, and waits where it keeps nothing', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
    kept.openedWith(async (path) => (path === '/api/today' ? { body: 'the day', at: 7 } : undefined));
    kept.fromDevice(true);
    const other = vi.fn<() => void>();
    void api.get('/api/persons').finally(other);
    const today = api.get('/api/today');
    await vi.advanceTimersByTimeAsync(2_000);
    expect([await today, kept.state().since, connection.isOnline(), other.mock.calls.length]).toEqual(['the day', 7, false, 0]);
    kept.fromDevice(false);
    kept.openedWith(undefined);
    kept.forgetShown();
    connection.reached();
    vi.useRealTimers();
  });
});
