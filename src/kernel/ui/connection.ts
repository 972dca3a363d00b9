import { useSyncExternalStore } from 'react';

/** Whether the server can be reached, judged by real answers and not only by what the browser believes about its network. */
let isOnline = true;
const listeners = new Set<() => void>();

function move(next: boolean): void {
  if (isOnline === next) return;
  isOnline = next;
  for (const listener of listeners) listener();
}

export const connection = {
  isOnline: (): boolean => isOnline,
  reached: (): void => move(true),
  missed: (): void => move(false),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Follows the browser's own word about the network; the first real answer corrects it. */
  watch(): void {
    addEventListener('offline', () => move(false));
    addEventListener('online', () => move(true));
  },
};

/** For screens: true while the server answers. */
export const useConnection = (): boolean => useSyncExternalStore(connection.subscribe, connection.isOnline);
