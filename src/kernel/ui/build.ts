import { useSyncExternalStore } from 'react';
import { shared } from './shared.ts';

/**
 * Which build of the program this window runs, and whether the server has another one by now. The page bears its build's name; every
 * answer of the server bears the name of the build that it serves. Nothing reloads by itself: somebody may be writing.
 */
const newer = shared(false);

const own = (): string | undefined => document.querySelector<HTMLMetaElement>('meta[name=reti-build]')?.content;

export const builds = {
  isNewer: newer.state,
  /** @param served the build that the server names in an answer; null where no pages are served */
  heard(served: string | null): void {
    if (served !== null && served !== own()) newer.move(true);
  },
  subscribe: newer.subscribe,
};

/** For the frame: true once the server has a newer build than this window. */
export const useNewerBuild = (): boolean => useSyncExternalStore(newer.subscribe, newer.state);
