import { useSyncExternalStore } from 'react';

/** Discretion mode: names are blurred and the window has a neutral title, because others may be looking at the screen. */
let isDiscreet = false;
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
    for (const listener of listeners) listener();
  },
};

export const useDiscretion = (): boolean => useSyncExternalStore(discretion.subscribe, discretion.isOn);
