/**
 * Reading a file away from the requests. A spreadsheet can be made to cost any amount of memory and time; read in a thread of its own, it
 * costs no more than is granted, and colleagues at work do not wait for it.
 */
import { Worker } from 'node:worker_threads';
import type { Grid } from './grid.ts';
import type { ReaderAnswer } from './reader.ts';
import { FileRefused } from './workbook.ts';

/** A register of 5,000 rows and 60 columns takes about six seconds and a quarter of this memory. */
const LONGEST_MS = 60_000;
const MOST_MEGABYTES = 1_024;

/** @throws {FileRefused} as `readWorkbook` does; `file-unpacks-too-large` when it would cost more than is granted */
export function readWorkbookApart(bytes: Uint8Array): Promise<Grid[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reader.ts', import.meta.url), { workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
    const tooDear = setTimeout(() => {
      reject(new FileRefused('file-unpacks-too-large'));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (answer: ReaderAnswer) => {
      if ('grids' in answer) resolve(answer.grids);
      else reject(new FileRefused(answer.refused));
    });
    worker.once('error', (error) => reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileRefused('file-unpacks-too-large', error) : error));
    worker.once('exit', () => {
      clearTimeout(tooDear);
      reject(new FileRefused('file-damaged'));
    });
  });
}
