import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { rightsFiles } from '../../../app/rights.ts';
import { Keyring } from '../../vault/keyring.ts';
import { startEmbedded } from '../embedded.ts';
import { dataFolderFor } from '../folders.ts';
import { readRights } from '../migrate.ts';
import { bringForward, prepareOwner } from '../open.ts';
import { placeForTests } from './place.ts';

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
 * One real PostgreSQL for all database tests, migrated once; each test file works on its own copy. RETI_TEST_POSTGRES names the folder of
 * another version's binaries, so that the same tests prove the oldest version that is promised.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = dataFolderFor(join(placeForTests(), `reti-tests-${process.pid}`));
  const server = await startEmbedded(folder, { durable: false, binaries: process.env['RETI_TEST_POSTGRES'] });
  const { adminUrl } = server;
  const keyring = Keyring.fresh();
  const template = 'reti_template';
  const templateUrl = await prepareOwner(adminUrl, template, keyring);
  await bringForward(templateUrl, keyring, { rights: readRights(rightsFiles) });

  project.provide('adminUrl', adminUrl);
  project.provide('templateUrl', templateUrl);
  project.provide('keyring', keyring.toString());
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
