import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { seedPeople } from '../src/app/people.ts';
import { rightsFiles } from '../src/app/rights.ts';
import { startEmbedded } from '../src/kernel/database/embedded.ts';
import { readRights } from '../src/kernel/database/migrate.ts';
import { bringForward, prepareOwner } from '../src/kernel/database/open.ts';
import { findKeyring } from '../src/kernel/vault/keyring.ts';
import { fill } from './fill.ts';

/** A filled database on a server of its own, with durable writes. */
export interface BenchTown {
  readonly folder: string;
  readonly ownerUrl: string;
  /** Signed in as the superuser: for sizes and for choosing whom to ask about. */
  readonly look: Client;
  readonly fillSeconds: number;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');

/** The text of all migrations and of the program that fills, so that an older filling is not measured by mistake. */
function fillDigest(persons: number): string {
  const files = [...readdirSync(join(root, 'db/migrations')).sort().map((file) => `db/migrations/${file}`), 'bench/fill.ts', 'bench/names.ts'];
  return createHash('sha256').update(`${persons}\n${files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')}`).digest('hex');
}

/** Starts the server of the bench; fills it anew unless the folder already holds the same filling. */
export async function benchTown(folder: string, persons: number): Promise<BenchTown> {
  const stamp = join(folder, 'filled');
  const digest = fillDigest(persons);
  if (existsSync(folder) && !(existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)) rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'secrets'), { recursive: true });
  const keyring = findKeyring(join(folder, 'secrets', 'master.key'));
  const server = await startEmbedded(join(folder, 'postgres'), { durable: true });
  const ownerUrl = await prepareOwner(server.adminUrl, 'reti', keyring);
  await bringForward(ownerUrl, keyring, { rights: readRights(rightsFiles) });
  const at = new URL(server.adminUrl);
  at.pathname = '/reti';
  const look = new Client({ connectionString: at.href });
  await look.connect();
  const started = performance.now();
  if (!existsSync(stamp)) {
    await seedPeople(ownerUrl);
    await fill(look, keyring, persons);
    writeFileSync(stamp, digest);
  }
  return {
    folder,
    ownerUrl,
    look,
    fillSeconds: (performance.now() - started) / 1000,
    async stop() {
      await look.end();
      await server.stop();
    },
  };
}
