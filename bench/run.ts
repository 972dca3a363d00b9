import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import lean from '../scripts/server.json' with { type: 'json' };
import { readConfig } from '../src/app/config.ts';
import { ensureWeb } from '../src/app/pages.ts';
import { loginPassword, urlFor } from '../src/kernel/database/connection.ts';
import { findKeyring } from '../src/kernel/vault/keyring.ts';
import { type Figures, tableOf } from './figures.ts';
import { firstScreen } from './first-screen.ts';
import { crowd, decay, exported, sampleAll } from './measure.ts';
import { freePort, launch, Load, memoryOf, startSeconds } from './processes.ts';
import { meter } from './processor.ts';
import { type BenchTown, benchTown } from './town.ts';
import { firstLoad } from './weight.ts';
import { recallOf, worldOf } from './world.ts';

const say = (words: string): void => void process.stderr.write(`${words}\n`);

/**
 * `npm run bench -- --persons 10000`: fills a database, measures the real server and the floor on it in turn, prints a table and keeps
 * the figures beside this file. `--folder` says where the database stays for the next run; `--seconds` and `--rounds` how long is measured;
 * `--inserts` how many people are added before the search is measured again.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { persons: { type: 'string', default: '10000' }, folder: { type: 'string' }, seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '3' }, inserts: { type: 'string', default: '10000' } },
  });
  const persons = Number(values.persons);
  const loadBefore = Math.round((loadavg()[0] ?? 0) * 100) / 100;
  if (loadBefore > 0.5) say(`The machine is busy (load ${loadBefore}): the figures will be too slow, most of all beside a goal in seconds.`);
  await ensureWeb(readConfig());
  say('filling, or finding it filled');
  const town = await benchTown(values.folder ?? join(tmpdir(), `reti-bench-${persons}`), persons);
  try {
    const figures = await measured(town, persons, loadBefore, { seconds: Number(values.seconds), rounds: Number(values.rounds), inserts: Number(values.inserts), say });
    writeFileSync(join(import.meta.dirname, `figures-${persons}.json`), `${JSON.stringify(figures, rounding, 1)}\n`);
    process.stdout.write(`${tableOf(figures)}\n`);
  } finally {
    await town.stop();
  }
}

const rounding = (_: string, value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value);

async function measured(town: BenchTown, persons: number, loadBefore: number, options: { seconds: number; rounds: number; inserts: number; say: (words: string) => void }): Promise<Figures> {
  const count = async (text: string): Promise<number> => Number((await town.look.query<{ n: number }>(`select (${text})::int as n`)).rows[0]?.n);
  const filled = {
    persons, cases: await count('select count(*) from case_file'), notes: await count('select count(*) from case_note'), referrals: await count('select count(*) from referral'),
    seconds: Math.round(town.fillSeconds),
  };
  const databaseMb = Math.round((await count("pg_database_size('reti') / 1024")) / 1_024);
  say('starting it as everybody does');
  const starts = await measuredStarts(town);
  const [realPort, floorPort] = [await freePort(), await freePort()];
  const here = { DATABASE_URL: town.ownerUrl, RETI_DATA: town.folder };
  const real = await launch('server.ts', { ...here, ...lean.environment, RETI_PORT: String(realPort) }, lean.flags);
  const password = loginPassword(findKeyring(join(town.folder, 'secrets/master.key')).derive('database logins'), 'reti_app');
  const floor = await launch('floor.ts', { FLOOR_PORT: String(floorPort), FLOOR_DATABASE: urlFor(town.ownerUrl, 'reti_app', password) });
  const load = new Load();
  try {
    const idle = memoryOf(real);
    const world = await worldOf(town.look, `http://127.0.0.1:${realPort}`, `http://127.0.0.1:${floorPort}`);
    load.begin(world);
    say('looking for people under misspelled names');
    const recall = await recallOf(world);
    const sampled = await sampleAll(load, { ...options, metered: meter(town.look, { real, floor }) });
    say('256 clients');
    const crowded = await crowd(load, options.seconds);
    const loaded = memoryOf(real);
    say('carrying all cases away');
    const carried = { cases: await count(`select count(*) from case_access where member_id = '${world.coordinator.memberId}'`), ...(await exported(load, () => memoryOf(real))) };
    say('the first screen on a slow phone');
    const seen = await firstScreen(world.realUrl);
    say(`${options.inserts} more people`);
    const decayed = await decay(load, options.seconds, options.inserts);
    const version = (await town.look.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? '';
    return {
      at: new Date().toISOString(),
      machine: { cores: cpus().length, processor: cpus()[0]?.model ?? '', memoryGb: Math.round(totalmem() / 2 ** 30), node: process.versions.node, postgresql: version, loadBefore },
      filled, sampled, recall, crowd: crowded, decay: decayed, memoryMb: { idle, loaded }, exported: carried, databaseMb, startSeconds: starts, firstScreen: seen, firstLoad: firstLoad(),
    };
  } finally {
    await load.end();
    await real.stop();
    await floor.stop();
  }
}

/** The very first start on an empty folder, the next on the same, and one over a database that already runs. */
async function measuredStarts(town: BenchTown): Promise<Figures['startSeconds']> {
  const empty = mkdtempSync(join(tmpdir(), 'reti-start-'));
  const own = { RETI_DATA: join(empty, 'data'), DATABASE_URL: '' };
  try {
    const cold = await startSeconds(own);
    const warm = await startSeconds(own);
    const afterDatabase = await startSeconds({ DATABASE_URL: town.ownerUrl, RETI_DATA: town.folder });
    return { cold, warm, afterDatabase };
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}
