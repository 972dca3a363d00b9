import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The server that an interrupted start left behind, if its process still lives. */
export function runningServer(cluster: string): { pid: number; port: number } | undefined {
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
export async function clearAfterDeath(cluster: string): Promise<void> {
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

/**
 * Watches over a server and starts it again, on the same port, when it ends without having been asked to (killed for want of memory, brought
 * down by a full disk): the program's connections find it again by themselves. The pauses between attempts grow to half a minute.
 *
 * @param start starts it anew and tells its process
 * @returns what ends the watch and stops the server
 */
export function keptAlive(first: number, start: () => Promise<number>): () => Promise<void> {
  const asked = new AbortController();
  let pid = first;
  const watch = async (): Promise<void> => {
    let pause = LOOK_EVERY;
    while (await slept(pause, asked.signal)) {
      if (alive(pid)) pause = LOOK_EVERY;
      else {
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        // What hinders a start now (no memory, no space) may be gone at the next attempt; the server's own log says what it was.
        pid = await start().catch(() => pid);
      }
    }
  };
  const watched = watch();
  return async () => {
    asked.abort();
    // A start under way ends first, so that the server it brings up is stopped too.
    await watched;
    await stopServer(pid);
  };
}

const LOOK_EVERY = 500;
const LONGEST_PAUSE = 30_000;

/** False when the sleep was broken off. */
const slept = (milliseconds: number, signal: AbortSignal): Promise<boolean> => wait(milliseconds, true, { ref: false, signal }).catch(() => false);

/** SIGINT asks PostgreSQL for its fast shutdown: sessions end, everything committed is written. */
async function stopServer(pid: number): Promise<void> {
  if (!alive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 30_000 && alive(pid); waited += 20) await wait(20);
}
