/**
 * What changes how somebody signs in, or lets others in, asks for a fresh proof. The call that was refused waits while the person gives
 * their password or a code in a small dialog, and then goes on by itself: nothing that was typed is lost.
 */
type Waiting = (isProved: boolean) => void;

let waiting: Waiting[] = [];
const listeners = new Set<() => void>();

function settle(isProved: boolean): void {
  const settled = waiting;
  waiting = [];
  for (const listener of listeners) listener();
  for (const each of settled) each(isProved);
}

export const proof = {
  isAsked: (): boolean => waiting.length > 0,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Asks for it. @returns true to try again, false when the person thought better of it, or nobody is there to ask */
  ask(): Promise<boolean> {
    if (listeners.size === 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      waiting.push(resolve);
      for (const listener of listeners) listener();
    });
  },

  given: (): void => settle(true),
  declined: (): void => settle(false),
};
