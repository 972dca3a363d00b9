import { useSyncExternalStore } from 'react';
import { shared } from './shared.ts';

const kept = 'reti-harmless';

/**
 * The harmless page: what stands on the screen when somebody must not see what one does. It stays until it is lifted, also when the page is loaded
 * anew: what was hidden must not come back because a browser threw the page away. It is no lock: for that there is the lock.
 */
const shown = shared(typeof document !== 'undefined' && sessionStorage.getItem(kept) !== null);

function move(next: boolean): void {
  if (next) sessionStorage.setItem(kept, 'on');
  else sessionStorage.removeItem(kept);
  shown.move(next);
}

export const harmless = {
  isShown: shown.state,
  show: (): void => move(true),
  lift: (): void => move(false),
};

export const useHarmless = (): boolean => useSyncExternalStore(shown.subscribe, shown.state);
