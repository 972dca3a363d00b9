/**
 * Work on a file away from the requests. A spreadsheet can be made to cost any amount of memory and time, or to bring down what reads it; done
 * in a program of its own, the work costs no more than is granted, colleagues at work do not wait for it, and whatever happens happens there.
 * That program holds no key and no address of the database, and may read nothing but the project's own files.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FileRefused } from '../reading/workbook.ts';
import type { Answer, TaskName, Tasks } from './worker.ts';

/** A register of 5,000 rows and 60 columns takes some five seconds and a quarter of this memory. */
const LONGEST_MS = 120_000;
const MOST_MEGABYTES = 1_024;
/** So long a reader waits for the next task before it ends. */
const WAITS_MS = 30_000;

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));
const project = join(dirname(program), '../../../..');

const start = (): ChildProcess => fork(program, [], {
  serialization: 'advanced',
  execArgv: [`--max-old-space-size=${MOST_MEGABYTES}`, '--permission', `--allow-fs-read=${project}/*`, '--disable-warning=SecurityWarning'],
  env: {},
  // What it says when it runs out of memory is its own death notice, and nobody's log.
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
});

/** One that has done its work on rows we made ourselves and waits a while for more. What has read somebody's file is never used again. */
let waiting: ChildProcess | undefined;

function takeWaiting(): ChildProcess | undefined {
  const taken = waiting;
  waiting = undefined;
  taken?.removeAllListeners();
  return taken;
}

function letWait(reader: ChildProcess): void {
  reader.removeAllListeners();
  if (waiting) return reader.disconnect();
  waiting = reader;
  const away = (): void => {
    if (waiting === reader) waiting = undefined;
  };
  reader.once('exit', away);
  // Neither keeps the server from ending: when it does, the channel closes and the reader ends with it.
  reader.unref();
  reader.channel?.unref();
  setTimeout(() => {
    if (waiting !== reader) return;
    away();
    reader.disconnect();
  }, WAITS_MS).unref();
}

/** @throws {FileRefused} as `readWorkbook` does; `file-unpacks-too-large` when it would cost more than is granted */
export function apart<Name extends TaskName>(name: Name, given: Tasks[Name]['given']): Promise<Tasks[Name]['gives']> {
  return new Promise((resolve, reject) => {
    const reader = (name === 'read' ? undefined : takeWaiting()) ?? start();
    reader.ref();
    reader.channel?.ref();
    const tooDear = setTimeout(() => {
      reject(new FileRefused('file-unpacks-too-large'));
      reader.kill('SIGKILL');
    }, LONGEST_MS);
    reader.once('message', (answer) => {
      clearTimeout(tooDear);
      if (name === 'read') reader.disconnect();
      else letWait(reader);
      const { done, refused } = answer as Partial<{ done: Tasks[Name]['gives']; refused: Extract<Answer<Name>, { refused: unknown }>['refused'] }>;
      if (done !== undefined) resolve(done);
      else reject(new FileRefused(refused ?? 'file-damaged'));
    });
    reader.once('error', reject);
    reader.once('exit', (code, signal) => {
      clearTimeout(tooDear);
      // Out of memory it ends itself with SIGABRT (SIGTRAP or SIGILL on some processors); a machine short of memory ends it with SIGKILL.
      if (signal !== null) reject(new FileRefused('file-unpacks-too-large'));
      else reject(code === 0 ? new FileRefused('file-damaged') : new Error('what reads files failed'));
    });
    reader.send({ name, given });
  });
}

const PER_TURN = 100;

/** Does the same for each of many, and lets others have their turn in between. */
export async function inTurns<One, Made>(many: readonly One[], work: (one: One, index: number) => Made): Promise<Made[]> {
  const made: Made[] = [];
  for (const [index, one] of many.entries()) {
    if (index > 0 && index % PER_TURN === 0) await nextTurn();
    made.push(work(one, index));
  }
  return made;
}
