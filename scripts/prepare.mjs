// What a clean clone needs before the program itself can run: packages, and Node 24. Written for any Node since 14, with nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.installed');

/** Holds the number of the process that is installing. */
const installing = join(root, '.installing');

/** Installs the packages when there are none, or when the lock file changed since. Two commands at once install once. */
export async function prepared() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const upToDate = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  while (!upToDate()) {
    if (takeTurn()) {
      try {
        if (!upToDate()) install(lock);
      } finally {
        rmSync(installing, { force: true });
      }
    } else await new Promise((done) => setTimeout(done, 500));
  }
}

function takeTurn() {
  try {
    writeFileSync(installing, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!alive(Number(readFileSync(installing, 'utf8')))) rmSync(installing, { force: true });
    return false;
  }
}

/** An installation that was interrupted leaves its mark, but no process. */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function install(lock) {
  process.stderr.write('RE.T.I.: installo i pacchetti (una volta sola) · installing packages (once)…\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const installed = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  if (installed.status !== 0) {
    process.stderr.write('RE.T.I.: i pacchetti non si sono installati; controllare la connessione e lo spazio su disco, poi riprovare.\n'
      + 'RE.T.I.: packages could not be installed; check the connection and the free disk space, then try again.\n');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** Node 24: the one that came with the packages, else the one running if it is new enough. */
function node() {
  const own = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write('RE.T.I. vuole Node 24: per questo sistema non viene con i pacchetti, installarlo da nodejs.org.\n'
    + 'RE.T.I. needs Node 24: for this system it does not come with the packages, install it from nodejs.org.\n');
  process.exit(1);
}

/** Runs a program of the project with the right Node; signals reach it, its exit code comes back. */
export function run(args, environment = {}) {
  return runProgram(node(), args, environment);
}

/** Runs a tool that came with the packages; what it says goes to the terminal, or into an open file. */
export function tool(name, args, environment = {}, output = 'inherit') {
  return runProgram(node(), [join(bin, name), ...args], environment, output);
}

function runProgram(program, args, environment, output = 'inherit') {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: output === 'inherit' ? 'inherit' : ['ignore', output, output],
      // Types are stripped and modules compiled once, not at every start.
      env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env, ...environment, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    });
    // Ctrl-C reaches the child by itself; the parent only waits for it to finish its work.
    const forward = (signal) => child.kill(signal);
    const ignore = () => undefined;
    process.on('SIGTERM', forward);
    process.on('SIGHUP', forward);
    process.on('SIGINT', ignore);
    // Who stops npm alone (a service manager, `kill`) reaches no further than the shell that npm puts between: its death is taken for the signal.
    const shell = process.ppid;
    const orphaned = process.env.npm_lifecycle_event === undefined ? undefined : setInterval(() => {
      if (process.ppid === shell) return;
      clearInterval(orphaned);
      forward('SIGTERM');
    }, 500);
    child.on('exit', (code, signal) => {
      clearInterval(orphaned);
      process.off('SIGTERM', forward);
      process.off('SIGHUP', forward);
      process.off('SIGINT', ignore);
      done(code ?? (signal ? 1 : 0));
    });
  });
}
