import { useSyncExternalStore } from 'react';

const kept = 'reti-harmless';

/**
 * The harmless page: what stands on the screen when somebody must not see what one does. It stays until it is lifted, also when the page is loaded
 * anew: what was hidden must not come back because a browser threw the page away. It is no lock: for that there is the lock.
 */
let isShown = typeof document !== 'undefined' && sessionStorage.getItem(kept) !== null;
const listeners = new Set<() => void>();

function move(next: boolean): void {
  if (isShown === next) return;
  isShown = next;
  if (isShown) sessionStorage.setItem(kept, 'on');
  else sessionStorage.removeItem(kept);
  for (const listener of listeners) listener();
}

export const harmless = {
  isShown: (): boolean => isShown,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  show: (): void => move(true),
  lift: (): void => move(false),
};

export const useHarmless = (): boolean => useSyncExternalStore(harmless.subscribe, harmless.isShown);
