import { useSyncExternalStore } from 'react';
import { shared } from '../../kernel/ui/shared.ts';

/** How it stands with the day that a telephone carries: when it was taken, in milliseconds (0 while it never was), and whether it is being taken now. */
export interface DayHere {
  readonly at: number;
  readonly isTaking: boolean;
}

const day = shared<DayHere>({ at: 0, isTaking: false }, (one, other) => one.at === other.at && one.isTaking === other.isTaking);

export const dayHere = {
  state: day.state,
  taking: (): void => day.move({ ...day.state(), isTaking: true }),
  /** @param at when what lies here was taken; undefined where nothing lies here */
  stands: (at: number | undefined): void => day.move({ at: at ?? 0, isTaking: false }),
};

export const useDayHere = (): DayHere => useSyncExternalStore(day.subscribe, day.state);

/** Older than this, in milliseconds, it is said to be old: a shift may have been planned anew since. */
const OLD = 12 * 3_600_000;

/**
 * What is said of it: `here`, `old`, `taking` (the first time, or while its screens are still on the way), or `missing` where no network brings it now.
 * @param hasScreens whether the screens of a day outside lie here
 */
export function wordsOfDay({ at, isTaking }: DayHere, hasScreens: boolean, isOnline: boolean, now: number): 'here' | 'old' | 'taking' | 'missing' {
  if (at > 0 && hasScreens) return now - at > OLD ? 'old' : 'here';
  return isOnline || isTaking ? 'taking' : 'missing';
}
