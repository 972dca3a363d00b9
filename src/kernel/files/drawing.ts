/**
 * Pages of a PDF from outside, drawn as pictures, so that nobody has to open on their own machine what a stranger sent. PDFium draws, compiled to
 * WebAssembly and without a JavaScript engine: what acts by itself in a PDF stays dead. Each paper is opened in a thread of its own, which ends with it:
 * neither a crash nor an endless loop reaches the server, and the memory that held one person's paper never holds another's.
 */
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { Asked, Drawn } from './drawing-thread.ts';

/** Longer than any honest page takes on a slow machine. */
const PATIENCE = 8000;
const AT_ONCE = 2;
/** Whoever comes when so many wait is told at once that there is no picture, and keeps the file. */
const MOST_WAITING = 24;

let busy = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (busy >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) return undefined;
    // Whoever is called takes over the place of whoever is done.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else busy += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}

/** What the thread says; undefined where it broke down, or said nothing for too long. */
function asked(question: Asked): Promise<Drawn | undefined> {
  const thread = new Worker(new URL('./drawing-thread.ts', import.meta.url), { workerData: question, resourceLimits: { maxOldGenerationSizeMb: 128 }, stdout: true, stderr: true, env: {} });
  return new Promise<Drawn | undefined>((resolve) => {
    const tooLong = setTimeout(() => resolve(undefined), PATIENCE);
    thread.once('message', (drawn: Drawn) => resolve(drawn));
    thread.once('error', () => resolve(undefined));
    thread.once('exit', () => { clearTimeout(tooLong); resolve(undefined); });
  }).finally(() => thread.terminate());
}

/** How many pages a PDF has; undefined where it cannot be read. */
export async function pagesOf(pdf: Buffer): Promise<number | undefined> {
  return (await inTurn(() => asked({ pdf, page: null, longest: 0 })))?.pages;
}

/**
 * A page as a JPEG on white.
 * @param page from 1
 * @param longest the longer side, in pixels
 * @returns undefined where there is no such page, or it cannot be drawn
 */
export async function drawnPage(pdf: Buffer, page: number, longest: number): Promise<Buffer | undefined> {
  const drawn = await inTurn(() => asked({ pdf, page, longest }));
  if (!drawn?.picture) return undefined;
  const { data, width, height } = drawn.picture;
  return sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' }).jpeg({ quality: 80, mozjpeg: true }).toBuffer();
}
