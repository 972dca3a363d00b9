import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { seedPeople } from '../../../app/people.ts';
import { rightsFiles } from '../../../app/rights.ts';
import { demoPassword } from '../../identity/routes.ts';
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
 * One real PostgreSQL for all database tests, migrated once; each test file works on its own copy, of an empty one (`reti_template`) or of one in which
 * the staff of both programmes stand already (`reti_peopled`). RETI_TEST_POSTGRES names the folder of
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
  await peopled(adminUrl, templateUrl, template);

  project.provide('adminUrl', adminUrl);
  project.provide('templateUrl', templateUrl);
  project.provide('keyring', keyring.toString());
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Copies the template and seeds its people, once for all towns. What tells one password from another is proved in the identity's own tests with passwords set there. */
async function peopled(adminUrl: string, templateUrl: string, template: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database reti_peopled template ${template} owner reti_owner strategy file_copy`);
  await admin.end();
  const url = new URL(templateUrl);
  url.pathname = '/reti_peopled';
  // Hundreds sign in, and a hash says itself what it costs to be compared with. What people's passwords cost is set where the product makes them.
  await seedPeople(url.href, await hash(demoPassword, { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 }));
}
