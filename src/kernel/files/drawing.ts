/**
 * Pages of a PDF from outside, drawn as pictures, so that nobody has to open on their own machine what a stranger sent. PDFium draws, compiled to
 * WebAssembly and without a JavaScript engine: what acts by itself in a PDF stays dead. Each paper is opened in a thread of its own, which ends with it:
 * neither a crash nor an endless loop reaches the server, and the memory that held one person's paper never holds another's.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { Asked, Drawn } from './drawing-thread.ts';

/** Milliseconds, waiting included: longer than any honest page takes on a slow machine. */
const PATIENCE = 8000;
const AT_ONCE = 2;
/** Whoever comes when so many wait is told at once that there is no picture, and keeps the file. */
const MOST_WAITING = 24;

let busy = 0;
const waiting: (() => void)[] = [];

/** @param patience in milliseconds; who was called when it was over has nothing done, and whoever waits behind papers that are drawn for ever is not kept longer than they */
async function inTurn<T>(patience: number, work: (left: number) => Promise<T>): Promise<T | undefined> {
  const since = performance.now();
  if (busy >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) return undefined;
    let call = (): void => undefined;
    const isCalled = new Promise<true>((resolve) => { call = () => resolve(true); });
    waiting.push(call);
    if (!(await Promise.race([isCalled, wait(patience, false, { ref: false })]))) {
      const at = waiting.indexOf(call);
      if (at >= 0) {
        waiting.splice(at, 1);
        return undefined;
      }
    }
    // Whoever is called takes over the place of whoever is done.
  } else busy += 1;
  try {
    return await work(patience - (performance.now() - since));
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}

/** What the thread says; undefined where it broke down, or said nothing for too long. */
function asked(question: Asked, patience: number): Promise<Drawn | undefined> {
  if (patience <= 0) return Promise.resolve(undefined);
  const thread = new Worker(new URL('./drawing-thread.ts', import.meta.url), { workerData: question, resourceLimits: { maxOldGenerationSizeMb: 128 }, stdout: true, stderr: true, env: {} });
  return new Promise<Drawn | undefined>((resolve) => {
    const tooLong = setTimeout(() => resolve(undefined), patience);
    thread.once('message', (drawn: Drawn) => resolve(drawn));
    thread.once('error', () => resolve(undefined));
    thread.once('exit', () => { clearTimeout(tooLong); resolve(undefined); });
  }).finally(() => thread.terminate());
}

/** How many pages a PDF has; undefined where it cannot be read. */
export async function pagesOf(pdf: Buffer): Promise<number | undefined> {
  return (await inTurn(PATIENCE, (left) => asked({ pdf, page: null, longest: 0 }, left)))?.pages;
}

/**
 * A page as a JPEG on white.
 * @param page from 1
 * @param longest the longer side, in pixels
 * @param patience milliseconds, waiting for a turn included
 * @returns undefined where there is no such page, or it cannot be drawn in that time
 */
export async function drawnPage(pdf: Buffer, page: number, longest: number, patience = PATIENCE): Promise<Buffer | undefined> {
  const drawn = await inTurn(patience, (left) => asked({ pdf, page, longest }, left));
  if (!drawn?.picture) return undefined;
  const { data, width, height } = drawn.picture;
  return sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' }).jpeg({ quality: 80, mozjpeg: true }).toBuffer();
}
