import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildApp, root } from '../../src/app/build.ts';
import { seedDemo } from '../../src/app/demo.ts';
import { rightsFiles } from '../../src/app/rights.ts';
import { freePort } from '../../src/kernel/database/embedded.ts';
import { readRights } from '../../src/kernel/database/migrate.ts';
import { openDatabase } from '../../src/kernel/database/open.ts';
import { placeForTests } from '../../src/kernel/database/testing/place.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the system of the journeys answers. */
    address: string;
    /** The owner's address of its database: for looking, never for arranging. */
    ownerAddress: string;
  }
}

/** RETI_PAGES names pages built elsewhere, so that a run is not disturbed when somebody builds again meanwhile. */
const pages = process.env['RETI_PAGES'] ?? join(root, 'dist/web');

/** RETI_DEMONSTRATION names a data folder in which the people of the demonstration stand already: each part of a run takes a copy instead of making them again. */
const made = process.env['RETI_DEMONSTRATION'];

/** One whole system with the people of the demonstration, as `npm start` makes it, for all journeys. The pages must have been built. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = join(placeForTests(), `reti-journeys-${process.pid}`);
  // Whose each file is must stay as it was: the database belongs to another user when root runs the tests.
  if (made) {
    execFileSync('cp', ['-a', made, dataFolder]);
    // Two copies must not look for the same port.
    rmSync(join(dataFolder, 'postgres', 'port'), { force: true });
  }
  const database = await openDatabase({ dataFolder, rights: readRights(rightsFiles) });
  if (!made) await seedDemo(database);
  const port = await freePort(0);
  const address = `http://localhost:${port}`;
  const app = await buildApp(database, { publicUrl: address, demo: true, webFolder: pages, requestsPerMinute: 100_000 });
  await app.listen({ host: '127.0.0.1', port });
  project.provide('address', address);
  project.provide('ownerAddress', database.ownerUrl);
  return async () => {
    await app.close();
    await database.close();
    rmSync(database.folder, { recursive: true, force: true });
  };
}
