/**
 * Work on a file away from the requests. A spreadsheet can be made to cost any amount of memory and time; done in a thread of its own, the
 * work costs no more than is granted, and colleagues at work do not wait for it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { FileRefused } from '../reading/workbook.ts';
import type { Answer, TaskName, Tasks } from './worker.ts';

/** A register of 5,000 rows and 60 columns takes some five seconds and a quarter of this memory. */
const LONGEST_MS = 120_000;
const MOST_MEGABYTES = 1_024;

/** @throws {FileRefused} as `readWorkbook` does; `file-unpacks-too-large` when it would cost more than is granted */
export function apart<Name extends TaskName>(name: Name, given: Tasks[Name]['given']): Promise<Tasks[Name]['gives']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { name, given }, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
    const tooDear = setTimeout(() => {
      reject(new FileRefused('file-unpacks-too-large'));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (answer: Answer<Name>) => {
      if ('done' in answer) resolve(answer.done);
      else reject(new FileRefused(answer.refused));
    });
    worker.once('error', (error) => reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileRefused('file-unpacks-too-large', error) : error));
    worker.once('exit', () => {
      clearTimeout(tooDear);
      reject(new FileRefused('file-damaged'));
    });
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
