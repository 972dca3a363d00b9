import { useSyncExternalStore } from 'react';
import { shared } from './shared.ts';

const kept = 'reti-discretion';

/**
 * Discretion mode: names are blurred and the window has a neutral title, because others may be looking at the screen.
 * It lasts as long as the window, also when the page is loaded anew: a name must not appear because somebody pressed F5.
 */
const on = shared(typeof document !== 'undefined' && sessionStorage.getItem(kept) !== null);
if (on.state()) document.documentElement.toggleAttribute('data-discreet', true);

export const discretion = {
  isOn: on.state,
  subscribe: on.subscribe,
  toggle(): void {
    const isDiscreet = !on.state();
    document.documentElement.toggleAttribute('data-discreet', isDiscreet);
    if (isDiscreet) sessionStorage.setItem(kept, 'on');
    else sessionStorage.removeItem(kept);
    on.move(isDiscreet);
  },
};

export const useDiscretion = (): boolean => useSyncExternalStore(on.subscribe, on.state);
