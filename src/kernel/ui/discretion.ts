import { useSyncExternalStore } from 'react';

const kept = 'reti-discretion';

/**
 * Discretion mode: names are blurred and the window has a neutral title, because others may be looking at the screen.
 * It lasts as long as the window, also when the page is loaded anew: a name must not appear because somebody pressed F5.
 */
let isDiscreet = typeof document !== 'undefined' && sessionStorage.getItem(kept) !== null;
if (isDiscreet) document.documentElement.toggleAttribute('data-discreet', true);
const listeners = new Set<() => void>();

export const discretion = {
  isOn: (): boolean => isDiscreet,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  toggle(): void {
    isDiscreet = !isDiscreet;
    document.documentElement.toggleAttribute('data-discreet', isDiscreet);
    if (isDiscreet) sessionStorage.setItem(kept, 'on');
    else sessionStorage.removeItem(kept);
    for (const listener of listeners) listener();
  },
};

export const useDiscretion = (): boolean => useSyncExternalStore(discretion.subscribe, discretion.isOn);
