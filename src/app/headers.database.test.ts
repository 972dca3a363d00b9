import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrepared } from '../kernel/database/open.ts';
import type { App } from '../kernel/http/server.ts';
import { demoPassword } from '../kernel/identity/routes.ts';
import { buildApp } from './build.ts';
import { aTown, type Town } from './testing/town.ts';

const pages = mkdtempSync(join(tmpdir(), 'reti-pages-'));
let town: Town;
let app: App;
let hurried: App;
let closing: (() => Promise<void>)[] = [];

/** A server as it stands behind its public address, pages included. */
async function standing(requestsPerMinute: number, appName?: string): Promise<App> {
  const open = await openPrepared(town.ownerUrl, town.keyring, 3);
  const built = await buildApp({ ...open, keyring: town.keyring }, { publicUrl: 'https://reti.example.it', demo: true, webFolder: pages, requestsPerMinute, appName });
  await built.ready();
  closing = [...closing, () => built.close(), () => open.close()];
  return built;
}

beforeAll(async () => {
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>RE.T.I.</title>');
  writeFileSync(join(pages, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(pages, 'manifest.webmanifest'), JSON.stringify({ name: 'Lavoro', short_name: 'Lavoro', display: 'standalone' }));
  town = await aTown();
  app = await standing(100_000);
  hurried = await standing(1);
});
afterAll(async () => {
  for (const close of closing) await close();
  await town.leave();
  rmSync(pages, { recursive: true });
});

const ours = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
const signIn = () => app.inject({ method: 'POST', url: '/api/session', headers: ours, payload: { email: 'teresa@demo.reti.example', password: demoPassword } });

type Asked = string | (InjectOptions & { url: string });
/** Every kind of answer that somebody can get out of the server, whoever they are. */
const kinds: Readonly<Record<string, { asked: Asked; status: number }>> = {
  'a page': { asked: '/', status: 200 },
  'a screen': { asked: '/cases/0198f000-0000-7000-8000-000000000001?tab=plan', status: 200 },
  'a file of the pages': { asked: '/assets/app-1a2b.js', status: 200 },
  'a part of a file': { asked: { url: '/assets/app-1a2b.js', headers: { range: 'bytes=0-3' } }, status: 206 },
  'a file that is not there': { asked: '/assets/none.js', status: 404 },
  'a way out of the folder': { asked: '/assets/..%2f..%2f..%2fetc%2fpasswd', status: 404 },
  'an open call': { asked: '/api/status', status: 200 },
  'the description of the interface': { asked: '/api/openapi.json', status: 200 },
  'the description for people': { asked: '/api/', status: 200 },
  'a call without a session': { asked: '/api/cases', status: 401 },
  'a call that does not exist': { asked: '/api/nothing', status: 404 },
  'only the head': { asked: { method: 'HEAD', url: '/api/status' }, status: 200 },
  'another site\'s question': { asked: { method: 'OPTIONS', url: '/api/cases', headers: { 'origin': 'https://evil.example', 'access-control-request-method': 'PUT' } }, status: 404 },
  'another site\'s form': { asked: { method: 'POST', url: '/api/session', headers: { 'origin': 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, payload: 'email=a' }, status: 403 },
  'words that are no JSON': { asked: { method: 'POST', url: '/api/session', headers: ours, payload: '{"email":' }, status: 422 },
  'what the contract does not know': { asked: { method: 'POST', url: '/api/session', headers: ours, payload: { email: 1 } }, status: 422 },
  'a wrong password': { asked: { method: 'POST', url: '/api/session', headers: ours, payload: { email: 'a@b.example', password: 'x' } }, status: 401 },
  'too much': { asked: { method: 'POST', url: '/api/session', headers: ours, payload: `"${'x'.repeat(1_200_000)}"` }, status: 413 },
  'another kind of content': { asked: { method: 'POST', url: '/api/session', headers: { ...ours, 'content-type': 'text/xml' }, payload: '<x/>' }, status: 415 },
  'an address that is none': { asked: '/api/%zz', status: 404 },
  'an id far too long': { asked: `/api/cases/${'x'.repeat(400)}`, status: 404 },
};

/** What the page promised the browser, on whatever is answered. */
function expectGuarded(headers: Record<string, unknown>): void {
  const csp = String(headers['content-security-policy']);
  expect(csp).toContain("default-src 'none'");
  for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'"]) expect(csp).toContain(part);
  expect(csp).not.toMatch(/unsafe|\*|https?:/);
  expect(Number(/max-age=(\d+)/.exec(String(headers['strict-transport-security']))?.[1])).toBeGreaterThanOrEqual(31_536_000);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY' });
  // The camera reads the card of whoever is met again, the microphone hears a person say yes; nothing that is not ours may ask for either.
  expect(String(headers['permissions-policy'])).toContain('camera=(self), microphone=(self), geolocation=(self)');
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin', 'access-control-allow-credentials']) expect(headers[name]).toBeUndefined();
}

describe('whatever is answered', () => {
  it.each(Object.entries(kinds))('%s bears the guards of the browser, and tells nothing of the inside', async (_, { asked, status }) => {
    const reply = await app.inject(asked);
    expect(reply.statusCode).toBe(status);
    expectGuarded(reply.headers);
    expect(reply.body).not.toMatch(/node_modules|\/src\/|at .*\.ts:|select |SQLSTATE|FST_ERR/);
    const isProblem = String(reply.headers['content-type']).includes('application/problem+json') && (JSON.parse(reply.body || '{}') as { status?: number }).status === status;
    expect(isProblem).toBe(status >= 400);
    const url = typeof asked === 'string' ? asked : asked.url;
    const isKeptByNobody = reply.headers['cache-control'] === 'no-store';
    expect(isKeptByNobody).toBe(url.startsWith('/api/') || status >= 400);
  });

  it('too many calls too', async () => {
    await hurried.inject('/api/status');
    const reply = await hurried.inject('/api/status');
    expect(reply.statusCode).toBe(429);
    expectGuarded(reply.headers);
    expect(reply.json()).toMatchObject({ code: 'too-many-requests' });
  });

  it('counts each caller apart behind the server that is trusted, and believes nobody else', async () => {
    const open = await openPrepared(town.ownerUrl, town.keyring, 1);
    const behind = await buildApp({ ...open, keyring: town.keyring }, { publicUrl: 'https://reti.example.it', demo: true, requestsPerMinute: 1, trustedProxy: '127.0.0.1' });
    closing = [...closing, () => behind.close(), () => open.close()];
    const from = async (remoteAddress: string, caller: string) => (await behind.inject({ url: '/api/status', remoteAddress, headers: { 'x-forwarded-for': caller } })).statusCode;
    expect([await from('127.0.0.1', '10.1.1.1'), await from('127.0.0.1', '10.1.1.2'), await from('127.0.0.1', '10.1.1.1')]).toEqual([200, 200, 429]);
    expect([await from('10.9.9.9', '10.1.1.3'), await from('10.9.9.9', '10.1.1.4')]).toEqual([200, 429]);
  });

  it('to somebody who is signed in is kept by nobody on the way', async () => {
    const cookie = (await signIn()).cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    for (const url of ['/api/session', '/api/today', '/api/cases', '/api/team/members', '/api/imports/0198f000-0000-7000-8000-000000000001/export']) {
      const reply = await app.inject({ url, headers: { cookie } });
      expect({ url, cache: reply.headers['cache-control'] }).toEqual({ url, cache: 'no-store' });
      expectGuarded(reply.headers);
    }
  });

  it('to bytes that are no request at all is a bare refusal', async () => {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const said = await new Promise<string>((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/9.9\r\nnonsense\r\n\r\n'));
      let heard = '';
      socket.on('data', (bytes) => { heard += String(bytes); });
      socket.on('close', () => done(heard));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400/);
    expect(said).not.toMatch(/node|fastify|stack/i);
  });
});

describe('cookies', () => {
  it('are bound to this host, hidden from scripts and never sent from elsewhere', async () => {
    const { headers } = await signIn();
    const set = [headers['set-cookie']].flat().map(String);
    expect(set.length).toBeGreaterThanOrEqual(2);
    for (const one of set) expect(one).toMatch(/^__Host-reti[a-z-]*=[^;]+; (Max-Age=\d+; )?Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const asked = await app.inject({ method: 'POST', url: '/api/session/passkey/options', headers: { 'x-requested-with': 'reti' } });
    expect(String(asked.headers['set-cookie'])).toMatch(/^__Host-reti-asked=[^;]+; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('once cleared are cleared with the same marks, so that browsers obey', async () => {
    const cookie = (await signIn()).cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const left = await app.inject({ method: 'DELETE', url: '/api/session', headers: { 'x-requested-with': 'reti', cookie } });
    expect(String(left.headers['set-cookie'])).toMatch(/^__Host-reti=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict$/);
  });
});

describe('the window on a telephone', () => {
  it('bears the name that the house gave it, and a neutral one otherwise', async () => {
    const named = await standing(100_000, 'Turni del mattino');
    expect((await named.inject('/manifest.webmanifest')).json()).toEqual({ name: 'Turni del mattino', short_name: 'Turni del ma', display: 'standalone' });
    expect((await app.inject('/manifest.webmanifest')).json()).toMatchObject({ name: 'Lavoro' });
  });
});
