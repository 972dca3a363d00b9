import { useSyncExternalStore } from 'react';

/** An answer of the server as it was when this device last asked. */
export interface KeptAnswer {
  readonly body: unknown;
  /** Milliseconds. */
  readonly at: number;
}

type Find = (path: string) => Promise<KeptAnswer | undefined>;

/** Whether what stands on the screens comes from the server alone, or from the device that was opened without it. */
export interface Kept {
  /** The session was built again from the device: the server knows nothing of it, and calls may find that one must sign in. */
  readonly isFromDevice: boolean;
  /** Of the answers shown since the screen was opened, when the oldest was fetched; null while all came from the server. */
  readonly since: number | null;
}

let find: Find | undefined;
let state: Kept = { isFromDevice: false, since: null };
const listeners = new Set<() => void>();

function move(next: Partial<Kept>): void {
  const after = { ...state, ...next };
  if (after.isFromDevice === state.isFromDevice && after.since === state.since) return;
  state = after;
  for (const listener of listeners) listener();
}

/** What a device keeps for when there is no server. Empty until one is opened; see `kernel/offline`. */
export const kept = {
  state: (): Kept => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** From now on answers are looked for here, when none comes. */
  openedWith: (how: Find | undefined): void => { find = how; },
  fromDevice: (isFromDevice: boolean): void => move({ isFromDevice }),
  find: async (path: string): Promise<KeptAnswer | undefined> => find?.(path),
  shown: (at: number): void => move({ since: Math.min(state.since ?? at, at) }),
  /** The screens ask anew: another one was opened, or the server answers again. */
  forgetShown: (): void => move({ since: null }),
};

export const useKept = (): Kept => useSyncExternalStore(kept.subscribe, kept.state);
