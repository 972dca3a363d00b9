import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Sentence } from '../sentence.ts';

/** The user that the database runs as, when that is not the caller. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
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

/** PostgreSQL refuses root: its cluster's owner, else `nobody`. @throws {Sentence} no-unprivileged-user */
export function runnerFor(folder: string): Runner {
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

/** Makes the folder of the cluster, belonging to whom the database runs as. @throws {Sentence} when it cannot be written or reached */
export function makeFolder(folder: string, runner: Runner): void {
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
export function reachable(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
