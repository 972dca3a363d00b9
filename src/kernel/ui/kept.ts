import { useSyncExternalStore } from 'react';
import { shared } from './shared.ts';

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
const now = shared<Kept>({ isFromDevice: false, since: null }, (one, other) => one.isFromDevice === other.isFromDevice && one.since === other.since);
const move = (next: Partial<Kept>): void => now.move({ ...now.state(), ...next });

/** What a device keeps for when there is no server. Empty until one is opened; see `kernel/offline`. */
export const kept = {
  state: now.state,
  subscribe: now.subscribe,
  /** From now on answers are looked for here, when none comes. */
  openedWith: (how: Find | undefined): void => { find = how; },
  fromDevice: (isFromDevice: boolean): void => move({ isFromDevice }),
  find: async (path: string): Promise<KeptAnswer | undefined> => find?.(path),
  shown: (at: number): void => move({ since: Math.min(now.state().since ?? at, at) }),
  /** The screens ask anew: another one was opened, or the server answers again. */
  forgetShown: (): void => move({ since: null }),
};

export const useKept = (): Kept => useSyncExternalStore(now.subscribe, now.state);
