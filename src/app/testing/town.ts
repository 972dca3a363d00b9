import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { inject } from 'vitest';
import { openPrepared } from '../../kernel/database/open.ts';
import { demoPassword } from '../../kernel/identity/routes.ts';
import type { App } from '../../kernel/http/server.ts';
import { Keyring } from '../../kernel/vault/keyring.ts';
import { buildApp } from '../build.ts';
import { demoEmail, type DemoName, memberIdOf, seedPeople } from '../people.ts';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  /** The reply, or the problem. */
  readonly body: T & { code?: string };
  readonly headers: Record<string, unknown>;
}

/** Somebody who works with the system, through its public interface. */
export interface Worker {
  readonly memberId: string;
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body: unknown, ifMatch?: number): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown, ifMatch?: number): Promise<Answer<T>>;
  patch<T = Record<string, unknown>>(path: string, body: unknown, ifMatch?: number): Promise<Answer<T>>;
  delete<T = Record<string, unknown>>(path: string, ifMatch?: number): Promise<Answer<T>>;
}

export interface Town {
  readonly app: App;
  /** Signs the named person in (once) and answers as them. */
  as(name: DemoName): Promise<Worker>;
  /** Looks straight into the database as its superuser: for proofs about what is stored, never to arrange a test. */
  look<T extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  leave(): Promise<void>;
}

/** A town of its own for a test file: a fresh copy of the database with the staff of both programmes, and the whole server over it. */
export async function aTown(options: { demo?: boolean } = {}): Promise<Town> {
  const keyring = Keyring.parse(inject('keyring'));
  const name = `reti_test_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  await admin.query(`create database "${name}" template reti_template owner reti_owner`);
  const at = (url: string) => {
    const moved = new URL(url);
    moved.pathname = `/${name}`;
    return moved.href;
  };
  const ownerUrl = at(inject('templateUrl'));
  await admin.query(`grant connect on database "${name}" to reti_app, reti_gate`);
  await seedPeople(ownerUrl);
  const open = await openPrepared(ownerUrl, keyring, 8);
  const app = await buildApp({ ...open, keyring }, { publicUrl: 'http://localhost:3000', demo: options.demo ?? true, requestsPerMinute: 100_000 });
  await app.ready();
  const looking = new Pool({ connectionString: at(inject('adminUrl')), max: 2 });
  // Dropping the database at the end may cut a connection that is already on its way out.
  looking.on('error', () => undefined);
  const workers = new Map<string, Promise<Worker>>();

  return {
    app,
    ownerUrl,
    keyring,
    as(person) {
      const known = workers.get(person) ?? signIn(app, person);
      workers.set(person, known);
      return known;
    },
    look: async (sql, values) => (await looking.query(sql, values)).rows,
    async leave() {
      await app.close();
      await open.close();
      await looking.end();
      await admin.query(`drop database "${name}" with (force)`);
      await admin.end();
    },
  };
}

async function signIn(app: App, person: string): Promise<Worker> {
  const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
  const reply = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail(person), password: demoPassword } });
  const cookie = reply.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  if (reply.statusCode !== 200) throw new Error(`${person} could not sign in: ${reply.body}`);
  const session = await app.inject({ url: '/api/session', headers: { cookie } });
  const memberId = (session.json() as { hat: { id: string } }).hat.id;

  const call = async <T>(method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown, ifMatch?: number): Promise<Answer<T>> => {
    const answer = await app.inject({
      method, url,
      headers: { ...(body === undefined ? { 'x-requested-with': 'reti' } : headers), cookie, ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: (isJson ? answer.json() : { text: answer.body }) as Answer<T>['body'], headers: answer.headers };
  };
  return {
    memberId,
    get: (path) => call('GET', path),
    put: (path, body, ifMatch) => call('PUT', path, body, ifMatch),
    post: (path, body, ifMatch) => call('POST', path, body, ifMatch),
    patch: (path, body, ifMatch) => call('PATCH', path, body, ifMatch),
    delete: (path, ifMatch) => call('DELETE', path, undefined, ifMatch),
  };
}

export { memberIdOf, newId };
