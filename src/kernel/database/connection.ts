import { createHash, hkdfSync } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import type { Tables } from './tables.gen.ts';

// PostgreSQL's bigint counts things here, never more than JavaScript can hold; dates without time stay the text they are.
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.DATE, (text) => text);

export type Database = Kysely<Tables>;

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

/** A pool of connections and the query builder over it. Statements given to one connection are sent as they come, and answered in their order. */
export function connect(url: string, size: number): { database: Database; pool: Pool } {
  const pool = new Pool({ connectionString: url, max: size, idleTimeoutMillis: 30_000, pipeline: true });
  // A connection that breaks while idle is replaced at the next use; the pool only needs somebody to hear of it.
  pool.on('error', () => undefined);
  // One that breaks in the middle of its work fails that work; without somebody to hear of it, it would end the program too.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return { database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool) }) }), pool };
}

/** So many statements are known by name; each costs memory in every connection, and the rest is sent in full, as everything was before. */
const mostNames = 200;
const names = new Map<string, string>();
/** Texts seen once: many, such as lists of changing length, never come again. */
const seen = new Set<string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  if (seen.delete(text)) {
    const name = createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
    return name;
  }
  if (seen.size >= 1_000) seen.clear();
  seen.add(text);
  return undefined;
}

/**
 * The same pool, whose connections parse and plan a statement once and then know it by its name. Under row-level security planning costs
 * more than looking up the rows: every table brings the question who may open what, with its subqueries.
 */
function preparing(pool: Pool): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? preparingClient(client, (destroy) => client.release(destroy));
      wrapped.set(client, known);
      return known;
    },
  };
}

function preparingClient(client: PoolClient, release: PostgresPoolClient['release']): PostgresPoolClient {
  // Statements without parameters may be several in one text, which only the plain protocol takes.
  const query = (text: string, values: readonly unknown[]) => client.query(values.length === 0 ? text : { name: nameOf(text), text, values: [...values] });
  return { query: query as unknown as PostgresPoolClient['query'], release };
}

/** The query builder over one connection that somebody else holds and gives back. */
export interface Builder {
  readonly db: Database;
  /** From now on nothing more is sent: what is asked for too late would run in the transaction of whoever holds the connection next. */
  close(): void;
}

/** Statements asked for at once are sent at once, and answered in their order. */
export function builderOn(client: PoolClient): Builder {
  let isOver = false;
  const { query } = preparingClient(client, () => undefined);
  const guarded = ((...asked: Parameters<typeof query>) => (isOver ? Promise.reject(new Error('a statement came after the end of its act')) : query(...asked))) as typeof query;
  const only: PostgresPoolClient = { query: guarded, release: () => undefined };
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: { options: {}, connect: () => Promise.resolve(only), end: () => Promise.resolve() } }) }),
    close: () => {
      isOver = true;
    },
  };
}
