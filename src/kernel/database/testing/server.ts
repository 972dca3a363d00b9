import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { rightsFiles } from '../../../app/rights.ts';
import { Keyring } from '../../vault/keyring.ts';
import { dataFolderFor, startEmbedded } from '../embedded.ts';
import { readRights } from '../migrate.ts';
import { bringForward, prepareOwner } from '../open.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's address, to copy the template; only tests ever hold it. */
    adminUrl: string;
    /** Owner's address of the migrated template database. */
    templateUrl: string;
    keyring: string;
  }
}

/**
 * One real PostgreSQL for all database tests, migrated once; each test file works on its own copy. RETI_TEST_DATABASE_URL names another
 * server (a superuser's address), so that the same tests prove older versions.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['RETI_TEST_DATABASE_URL'];
  const folder = dataFolderFor(join(tmpdir(), `reti-tests-${process.pid}`));
  const own = given ? undefined : await startEmbedded(folder, { durable: false });
  const adminUrl = given ?? own?.adminUrl ?? '';
  const keyring = Keyring.fresh();
  const template = 'reti_template';
  await dropDatabases(adminUrl);
  const templateUrl = await prepareOwner(adminUrl, template, keyring);
  await bringForward(templateUrl, keyring, { rights: readRights(rightsFiles) });

  project.provide('adminUrl', adminUrl);
  project.provide('templateUrl', templateUrl);
  project.provide('keyring', keyring.toString());
  return async () => {
    await dropDatabases(adminUrl);
    await own?.stop();
    if (own) rmSync(folder, { recursive: true, force: true });
  };
}

async function dropDatabases(adminUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ datname: string }>("select datname from pg_database where datname like 'reti_template%' or datname like 'reti_test_%'");
  for (const { datname } of rows) await admin.query(`drop database if exists "${datname}" with (force)`);
  await admin.end();
}
