import { useEffect, useSyncExternalStore } from 'react';

/** What the screen shows that an emergency opened from it is about. The frame opens the emergency; the screen's own room knows how it is tied. */
export interface EmergencySubject {
  /** What it is, as a sentence to tick. */
  readonly words: string;
  readonly isTied: (emergencyId: string) => boolean;
  /** Ties it, with and without a network. @param after the call that opens the emergency, where it is known here */
  readonly tie: (emergencyId: string, after: readonly string[]) => Promise<void>;
}

/** Opens the emergency numbers of the frame from within a screen: whoever notes a danger has them in sight by the same touch. */
const listeners = new Set<() => void>();

let subject: EmergencySubject | null = null;
const watchers = new Set<() => void>();
function show(next: EmergencySubject | null): void {
  if (next === subject) return;
  subject = next;
  for (const watcher of watchers) watcher();
}

export const emergencyDoor = {
  open(): void {
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Says what this screen is about, as long as it stands. */
export function useEmergencyAbout(about: EmergencySubject | null): void {
  useEffect(() => {
    show(about);
    return () => show(null);
  });
}

/** What the screen behind the emergency is about; null where it is about nobody. */
export const useEmergencySubject = (): EmergencySubject | null => useSyncExternalStore((watcher) => { watchers.add(watcher); return () => watchers.delete(watcher); }, () => subject);
