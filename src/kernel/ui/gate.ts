import { shared } from './shared.ts';

/**
 * The gate stands between the screens and the server. When the session ends or the screen is locked, requests wait at it; once the
 * person has signed in again they go on by themselves. So a sentence typed for twenty minutes is saved, not answered with an error.
 */
export type GateState = 'open' | 'session-required' | 'locked';

type Waiting = { readonly resume: () => void; readonly giveUp: () => void };

const gateState = shared<GateState>('open');
let waiting: Waiting[] = [];
export const gate = {
  state: gateState.state,
  subscribe: gateState.subscribe,

  /** Closes the gate. A lost session outweighs a lock. */
  close(reason: 'session-required' | 'locked'): void {
    if (gateState.state() !== 'session-required') gateState.move(reason);
  },

  /** The person is back: everything that waited goes on. */
  open(): void {
    const resumed = waiting;
    waiting = [];
    gateState.move('open');
    for (const each of resumed) each.resume();
  },

  /** The person left instead (signed out, or another person signed in): what waited must not be sent in another's name. */
  abandon(): void {
    const abandoned = waiting;
    waiting = [];
    gateState.move('open');
    for (const each of abandoned) each.giveUp();
  },

  /** Waits until the gate opens. @returns true to try again, false when it was abandoned or the request was called off */
  wait(signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const entry: Waiting = { resume: () => resolve(true), giveUp: () => resolve(false) };
      waiting.push(entry);
      signal?.addEventListener('abort', () => {
        waiting = waiting.filter((each) => each !== entry);
        resolve(false);
      });
    });
  },
};
