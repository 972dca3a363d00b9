import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { inject } from 'vitest';
import { openPrepared } from '../../kernel/database/open.ts';
import type { App } from '../../kernel/http/server.ts';
import type { MailSettings } from '../../kernel/mail/settings.ts';
import type { TileSettings } from '../../kernel/tiles/settings.ts';
import { Keyring } from '../../kernel/vault/keyring.ts';
import { buildApp } from '../build.ts';
import { type DemoName, memberIdOf } from '../people.ts';
import { type Answer, signInWorker, type Worker } from '../worker.ts';

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
export async function aTown(options: { demo?: boolean; empty?: boolean; mail?: MailSettings; mapTiles?: TileSettings; mailTrust?: readonly string[] } = {}): Promise<Town> {
  const keyring = Keyring.parse(inject('keyring'));
  const name = `reti_test_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  await admin.query(`create database "${name}" template ${options.empty ? 'reti_template' : 'reti_peopled'} owner reti_owner strategy file_copy`);
  const at = (url: string) => {
    const moved = new URL(url);
    moved.pathname = `/${name}`;
    return moved.href;
  };
  const ownerUrl = at(inject('templateUrl'));
  await admin.query(`grant connect on database "${name}" to reti_app, reti_gate`);
  const open = await openPrepared(ownerUrl, keyring, 8);
  const app = await buildApp({ ...open, keyring }, { publicUrl: 'http://localhost:3000', demo: options.demo ?? true, requestsPerMinute: 100_000, mail: options.mail, mapTiles: options.mapTiles, mailTrust: options.mailTrust });
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
      const known = workers.get(person) ?? signInWorker(app, person);
      workers.set(person, known);
      return known;
    },
    look: async (sql, values) => (await looking.query(sql, values)).rows,
    async leave() {
      await app.close();
      await open.close();
      await looking.end();
      await untilAlone(admin, name);
      await admin.query(`drop database "${name}" with (force)`);
      await admin.end();
    },
  };
}

/** Connections that were closed a moment ago take a moment to leave; cutting them would look like a failure. */
async function untilAlone(admin: Client, database: string): Promise<void> {
  for (let waited = 0; waited < 2_000; waited += 20) {
    const { rowCount } = await admin.query('select from pg_stat_activity where datname = $1', [database]);
    if (!rowCount) return;
    await wait(20);
  }
}

export { memberIdOf, newId };
export type { Answer, Worker };
