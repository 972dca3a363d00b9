import { version } from '../../../app/build.ts';
import type { DemoName } from '../../../app/people.ts';
import type { Town, Worker } from '../../../app/testing/town.ts';
import { signInWorker } from '../../../app/worker.ts';
import { openPrepared } from '../../../kernel/database/open.ts';
import type { House } from '../../../kernel/http/house.ts';
import { buildServer } from '../../../kernel/http/server.ts';
import { identityRoutes } from '../../../kernel/identity/routes.ts';
import { JobRunner } from '../../../kernel/jobs/runner.ts';
import { vaultWith } from '../../../kernel/vault/vault.ts';
import type { Instrument } from '../contract.ts';
import { catalogue } from '../instruments.ts';
import { screeningRoom } from '../routes.ts';

/** The screening room of a town over other instruments than those of the house: as it will be next year, or with a list for tests alone. */
export async function anotherRoom(town: Town, instruments: readonly Instrument[]) {
  const open = await openPrepared(town.ownerUrl, town.keyring, 3);
  const house: House = { ...open, keyring: town.keyring, vault: vaultWith(town.keyring), jobs: new JobRunner(open.gate), publicUrl: 'http://localhost:3000', demo: true, version };
  const app = await buildServer({ house, rooms: [identityRoutes, (room, into) => screeningRoom(room, into, catalogue(instruments))], requestsPerMinute: 100_000 });
  await app.ready();
  return {
    as: (person: DemoName): Promise<Worker> => signInWorker(app, person),
    async leave() {
      await app.close();
      await open.close();
    },
  };
}
