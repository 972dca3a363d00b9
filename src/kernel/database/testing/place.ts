import { accessSync, constants, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';

/** What the databases of a whole test run take at most, with room to spare. */
const enough = 4 * 1024 ** 3;

/**
 * Where the databases of tests stand: in memory where there is plenty (each test file copies a whole database, which is mostly the making of a thousand small
 * files: seven times as fast there), else in the folder for passing things. What a disk does to what was acknowledged is not for these tests to say.
 */
export function placeForTests(): string {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize > enough && freemem() > enough) return memory;
  } catch {
    // No such place on this machine.
  }
  return tmpdir();
}
