import { hkdfSync } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Tables } from './tables.gen.ts';

// PostgreSQL's bigint counts things here, never more than JavaScript can hold; dates without time stay the text they are.
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.DATE, (text) => text);

export type Database = Kysely<Tables>;

/** The logins of the running system. None of them owns a table, none may bypass row-level security. */
export type Login = 'reti_app' | 'reti_gate';

/** Each login's password follows from the master key, so that several processes with the same key agree without sharing a file. */
export function loginPassword(masterKey: Buffer, login: string): string {
  return Buffer.from(hkdfSync('sha256', masterKey, 'reti', `database login ${login}`, 24)).toString('base64url');
}

/** The same server and database, signed in as one of the system's own logins. */
export function urlFor(ownerUrl: string, login: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = login;
  url.password = password;
  return url.href;
}

/** A pool of connections and the query builder over it. */
export function connect(url: string, size: number): { database: Database; pool: Pool } {
  const pool = new Pool({ connectionString: url, max: size, idleTimeoutMillis: 30_000 });
  // A connection that breaks while idle is replaced at the next use; the pool only needs somebody to hear of it.
  pool.on('error', () => undefined);
  return { database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool };
}
