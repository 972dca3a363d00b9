import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Database } from '../kernel/database/connection.ts';
import type { Tables } from '../kernel/database/tables.gen.ts';

/** A connection that acts as the house itself and sees everything: for administration at the terminal, never for requests. */
export async function asHouse<T>(ownerUrl: string, work: (house: Database) => Promise<T>): Promise<T> {
  const house = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: ownerUrl, max: 1, options: '-c role=reti_house' }) }) });
  try {
    return await work(house);
  } finally {
    await house.destroy();
  }
}
