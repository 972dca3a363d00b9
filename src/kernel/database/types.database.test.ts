import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { expect, inject, it } from 'vitest';
import { describeTables, writtenTableTypes } from './types.ts';

it('the row types are those of the migrated database: a migration without `npm run reti -- database types` is found out', async () => {
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: inject('templateUrl'), max: 1 }) }) });
  const described = await describeTables(database);
  await database.destroy();
  expect(writtenTableTypes()).toBe(described);
});
