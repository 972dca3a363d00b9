import { useSyncExternalStore } from 'react';

/**
 * Which build of the program this window runs, and whether the server has another one by now. The page bears its build's name; every
 * answer of the server bears the name of the build that it serves. Nothing reloads by itself: somebody may be writing.
 */
let isNewer = false;
const listeners = new Set<() => void>();

const own = (): string | undefined => document.querySelector<HTMLMetaElement>('meta[name=reti-build]')?.content;

export const builds = {
  isNewer: (): boolean => isNewer,
  /** @param served the build that the server names in an answer; null where no pages are served */
  heard(served: string | null): void {
    if (isNewer || served === null || served === own()) return;
    isNewer = true;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** For the frame: true once the server has a newer build than this window. */
export const useNewerBuild = (): boolean => useSyncExternalStore(builds.subscribe, builds.isNewer);
