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

/** One whole system with the people of the demonstration, as `npm start` makes it, for all journeys. The pages must have been built. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await openDatabase({ dataFolder: join(placeForTests(), `reti-journeys-${process.pid}`), rights: readRights(rightsFiles) });
  await seedDemo(database);
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
