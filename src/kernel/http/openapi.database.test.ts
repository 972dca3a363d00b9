import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town } from '../../app/testing/town.ts';
import { demoEmail } from '../../app/people.ts';
import { demoPassword } from '../identity/routes.ts';
import type { Described } from './openapi-document.ts';

let town: Town;
let document: Described & { openapi: string };
beforeAll(async () => {
  town = await aTown();
  document = (await town.app.inject('/api/openapi.json')).json();
});
afterAll(() => town.leave());

describe('the description of the interface', () => {
  it('names every call once, says what it does and to which room it belongs, and how it refuses', () => {
    const calls = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, call]) => ({ name: `${method} ${path}`, ...call })));
    expect(document.openapi).toBe('3.1.0');
    expect(calls.length).toBeGreaterThan(150);
    expect(new Set(calls.map((call) => call.operationId)).size).toBe(calls.length);
    expect(calls.filter((call) => !call.summary || call.tags?.length !== 1).map((call) => call.name)).toEqual([]);
    expect(calls.filter((call) => JSON.stringify(call.responses?.['default']) !== '{"$ref":"#/components/responses/Problem"}').map((call) => call.name)).toEqual([]);
    expect(document.tags?.filter((tag) => tag.description === '')).toEqual([]);
  });

  it('can be read by people without script', async () => {
    const page = await town.app.inject('/api/');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('/api/persons/search');
    expect(page.body).not.toContain('<script');
  });

  it('holds what it says of the token: a program sends it as a bearer, and a refusal looks as described', async () => {
    const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
    const signedIn = await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail('giulia'), password: demoPassword } });
    const token = signedIn.cookies.find((cookie) => !cookie.name.endsWith('-browser'))?.value ?? '';
    const asProgram = await town.app.inject({ url: '/api/cases', headers: { authorization: `Bearer ${token}` } });
    expect(asProgram.statusCode).toBe(200);
    const refused = await town.app.inject({ url: '/api/cases', headers: { authorization: 'Bearer not-a-token' } });
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([401, 'application/problem+json']);
    expect(refused.json()).toMatchObject({ type: '/problems/session-required', status: 401, code: 'session-required' });
  });
});
