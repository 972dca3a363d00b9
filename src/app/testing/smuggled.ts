import { Client } from 'pg';
import { inject } from 'vitest';
import type { DemoName } from '../people.ts';
import type { Town } from './town.ts';

type Ask = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Statements of one's own, as if they had slipped into a request of the named person: signed in as the application, in their session. */
export async function smuggled<T>(town: Town, name: DemoName, work: (ask: Ask) => Promise<T>): Promise<T> {
  const { memberId } = await town.as(name);
  const [session] = await town.look<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null order by created_at desc limit 1', [memberId]);
  const url = new URL(inject('adminUrl'));
  url.pathname = new URL(town.ownerUrl).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('set session authorization reti_app');
    await client.query(`set reti.acting = '${session?.acting_key}'`);
    return await work(async (sql, values = []) => (await client.query(sql, [...values])).rows);
  } finally {
    await client.end();
  }
}
