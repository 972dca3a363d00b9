import { v7 as newId } from 'uuid';
import type { SessionState } from '../src/kernel/identity/contract.ts';
import { Queue } from '../src/kernel/offline/queue.ts';
import { transportOf } from '../src/kernel/offline/ui/transport.ts';
import { callFor } from '../src/kernel/ui/api.ts';
import { openDrafts } from '../src/kernel/ui/drafts.ts';

/** The queue of the product, driven from within a page of the product: its disk, its sealing, its network. Built and put there by `outdoors.ts`. */
export interface Outdoors {
  /** Milliseconds that each contact took until the device had it. */
  record(count: number): Promise<number[]>;
  /** Milliseconds until the server had all of it and the device had taken note, of which on the way and at the server; and in how many requests. */
  send(): Promise<{ milliseconds: number; underway: number; requests: number; left: number }>;
}

let opened: Promise<Queue> | undefined;
let requests = 0;
let underway = 0;

async function open(): Promise<Queue> {
  const session = (await (await fetch('/api/session')).json()) as SessionState;
  if (!session.account || !session.hat || session.draftKey === null) throw new Error('nobody is signed in');
  callFor(session.hat.id);
  const transport = transportOf(session.hat.id);
  const queue = new Queue({
    store: await openDrafts(session.account.id, session.draftKey),
    transport: async (calls) => {
      requests += 1;
      const begun = performance.now();
      const sent = await transport(calls);
      underway += performance.now() - begun;
      return sent;
    },
    clock: Date.now,
    newId,
    memberId: session.hat.id,
    writing: (work) => navigator.locks.request('outdoors/write', work) as ReturnType<typeof work>,
    sending: (work) => navigator.locks.request('outdoors/send', work),
  });
  await queue.load();
  return queue;
}

const outdoors: Outdoors = {
  async record(count) {
    const queue = await (opened ??= open());
    const times: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const id = newId();
      const begun = performance.now();
      await queue.add({
        method: 'PUT', path: `/api/street-contacts/${id}`, record: { kind: 'street-contact', id },
        body: { outingId: null, deviceAt: new Date().toISOString(), placeKind: 'labour-pickup', people: 1 + (at % 3), gender: 'male', ageBand: 'young-adult', language: 'ar', level: 1, note: 'Chiede quando apre lo sportello, torna la prossima settimana.' },
      });
      times.push(performance.now() - begun);
    }
    return times;
  },
  async send() {
    const queue = await (opened ??= open());
    [requests, underway] = [0, 0];
    const begun = performance.now();
    await queue.drain();
    return { milliseconds: performance.now() - begun, underway, requests, left: queue.state().waiting.length };
  },
};

Object.assign(window, { outdoors });
