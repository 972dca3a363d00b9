import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MailFault } from '../contract.ts';
import { fieldsOf, messageIds } from './source.ts';
import type { Understood } from './understood.ts';
import type { Asked } from './worker.ts';

const program = join(import.meta.dirname, 'worker.ts');
const LONGEST_MS = 30_000;
/** Above the largest message, its decoded parts and one picture of it. */
const MOST_MEMORY_MB = 512;

/**
 * Reads messages in a thread beside the server. One that takes too long, or too much, is given up with its thread: it is then known by its head alone,
 * marked `unreadable`, and its source is kept like any other.
 */
export class ReadingThread {
  #worker: Worker | undefined;

  async read(source: Buffer, arrivedAt: Date): Promise<Understood> {
    // Nothing to read, and nothing that can be handed to a thread.
    if (source.length === 0) return headAlone(source, 'no-text');
    const answered = await this.#asked({ source: Uint8Array.from(source), arrivedAt: arrivedAt.getTime() });
    return answered ?? headAlone(source, 'unreadable');
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #asked(asked: Asked): Promise<Understood | null> {
    const worker = (this.#worker ??= new Worker(program, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } }));
    return new Promise((resolve) => {
      const end = (understood: Understood | null, isLost: boolean): void => {
        clearTimeout(timer);
        worker.off('message', heard).off('error', lost).off('exit', lost);
        if (isLost) {
          this.#worker = undefined;
          // Nobody waits for a thread that was given up; how it ends says nothing more.
          worker.on('error', () => undefined);
          void worker.terminate();
        }
        resolve(understood);
      };
      const heard = ({ understood }: { understood: Understood | null }): void => end(understood, false);
      const lost = (): void => end(null, true);
      const timer = setTimeout(lost, LONGEST_MS);
      worker.on('message', heard).on('error', lost).on('exit', lost);
      worker.postMessage(asked, [asked.source.buffer as ArrayBuffer]);
    });
  }
}

/** What the head alone says, in plain letters, for a message that is not read further. */
export function headAlone(source: Buffer, fault: MailFault): Understood {
  const headers = new Map(fieldsOf(source).toReversed());
  const address = /[^\s<>"',;:()]{1,64}@[^\s<>"',;:()]{1,255}/.exec(headers.get('from') ?? '')?.[0].toLowerCase();
  return {
    kind: 'letter', faults: [fault, ...(address === undefined ? ['no-sender' as const] : [])], files: [], senders: address === undefined ? [] : [address], recipients: [],
    words: {
      from: address === undefined ? null : { name: '', address }, to: [], copies: [], answerTo: null, subject: (headers.get('subject') ?? '').replace(/[^ -~]/g, '?').slice(0, 500), writtenAt: null, text: '', fileNames: [],
    },
    number: messageIds(headers.get('message-id') ?? '')[0] ?? null, answersTo: [...messageIds(headers.get('references') ?? ''), ...messageIds(headers.get('in-reply-to') ?? '')],
    headers: [...headers], bounce: null,
  };
}
