import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../src/app/build.ts';
import { readConfig } from '../src/app/config.ts';
import { seedDemo } from '../src/app/demo.ts';
import { ensureWeb } from '../src/app/pages.ts';
import { rightsFiles } from '../src/app/rights.ts';
import { freePort } from '../src/kernel/database/embedded.ts';
import { readRights } from '../src/kernel/database/migrate.ts';
import { openDatabase } from '../src/kernel/database/open.ts';

/** The product with its pages and the people of the demonstration, on a port of this machine. `stop` takes its data along. */
export async function servedDemonstration(): Promise<{ readonly address: string; stop(): Promise<void> }> {
  await ensureWeb(readConfig());
  const database = await openDatabase({ dataFolder: join(tmpdir(), `reti-bench-${process.pid}`), rights: readRights(rightsFiles) });
  await seedDemo(database);
  const port = await freePort(0);
  const address = `http://localhost:${port}`;
  const app = await buildApp(database, { publicUrl: address, demo: true, webFolder: readConfig().webFolder, requestsPerMinute: 100_000 });
  await app.listen({ host: '127.0.0.1', port });
  return {
    address,
    async stop() {
      await app.close();
      await database.close();
      rmSync(database.folder, { recursive: true, force: true });
    },
  };
}
