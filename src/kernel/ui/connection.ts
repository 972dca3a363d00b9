import { useSyncExternalStore } from 'react';
import { shared } from './shared.ts';

/** Whether the server can be reached, judged by real answers and not only by what the browser believes about its network. */
const online = shared(true);

export const connection = {
  isOnline: online.state,
  reached: (): void => online.move(true),
  missed: (): void => online.move(false),
  subscribe: online.subscribe,
  /** Follows the browser's own word about the network; the first real answer corrects it. */
  watch(): void {
    addEventListener('offline', () => online.move(false));
    addEventListener('online', () => online.move(true));
  },
};

/** For screens: true while the server answers. */
export const useConnection = (): boolean => useSyncExternalStore(online.subscribe, online.state);
