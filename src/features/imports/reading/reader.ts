/** The thread in which a file is read: it gets the bytes, answers with grids or with the code of the refusal, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FileProblemCode } from '../contract.ts';
import type { Grid } from './grid.ts';
import { FileRefused, readWorkbook } from './workbook.ts';

export type ReaderAnswer = { readonly grids: Grid[] } | { readonly refused: FileProblemCode };

async function answer(): Promise<ReaderAnswer> {
  try {
    return { grids: await readWorkbook(workerData as Uint8Array) };
  } catch (error) {
    if (error instanceof FileRefused) return { refused: error.code };
    throw error;
  }
}

parentPort?.postMessage(await answer(), []);
