/** A thread of its own for what strangers send: it may take long, or take all of its memory, and the server goes on. */
import { parentPort } from 'node:worker_threads';
import { understand } from './understand.ts';

/** What the thread is asked: one message. */
export interface Asked {
  readonly source: Uint8Array;
  readonly arrivedAt: number;
}

parentPort?.on('message', ({ source, arrivedAt }: Asked) => {
  understand(Buffer.from(source.buffer, source.byteOffset, source.byteLength), new Date(arrivedAt))
    .then((understood) => parentPort?.postMessage({ understood }, []), () => parentPort?.postMessage({ understood: null }, []));
});
