import { useEffect, useState } from 'react';
import { useSession } from '../../ui/session.tsx';
import type { Left } from './filesHere.ts';
import { filesHere } from './theQueue.ts';

/** Why a window holds a place: something is being recorded there, or a screen shows what lies there. */
type Hold = 'recording' | 'attended';

const nothing: readonly Left[] = [];
const listeners = new Set<() => void>();
const changed = (): void => {
  for (const listener of listeners) listener();
};

const lockOf = (why: Hold, place: string): string => `reti-${why}/${place}`;
const locksHere = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks;

/** Holds a place as long as it is needed; a page that is killed lets go of it. Without the browser's own locks (an old one) nobody hears of it. @returns how to let go */
export function hold(why: Hold, place: string): () => void {
  let free = (): void => undefined;
  const over = new Promise<void>((resolve) => { free = resolve; });
  locksHere()?.request(lockOf(why, place), { mode: 'shared' }, () => {
    changed();
    return over;
  }).then(changed, () => undefined);
  return free;
}

async function held(): Promise<ReadonlySet<string>> {
  return new Set(((await locksHere()?.query())?.held ?? []).flatMap(({ name }) => name ?? []));
}

/** Some window records at this place just now: what lies there is not cut short. */
export const isRecordedNow = async (place: string): Promise<boolean> => (await held()).has(lockOf('recording', place));

/** What was recorded in this browser by whoever is at it, lies here and is no part of anything yet; what a window is busy with is not meant. After `useQueueKept`. */
export function useLeftHere(): readonly Left[] {
  const { account, hat } = useSession();
  const who = `${account?.id} ${hat?.id}`;
  const [left, setLeft] = useState<{ readonly of: string; readonly found: readonly Left[] }>({ of: '', found: [] });
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const [found, busy] = [await (await filesHere()).left(), await held()];
      if (isCurrent) setLeft({ of: who, found: found.filter(({ place }) => !busy.has(lockOf('recording', place)) && !busy.has(lockOf('attended', place))) });
    };
    // A store that cannot be read at this moment is read at the next look.
    const again = (): void => void look().catch(() => undefined);
    again();
    listeners.add(again);
    document.addEventListener('visibilitychange', again);
    return () => {
      isCurrent = false;
      listeners.delete(again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [who]);
  return left.of === who ? left.found : nothing;
}

/** Throws away what was left, by a person's decision. */
export async function dropLeft({ place, id }: Left): Promise<void> {
  const files = await filesHere();
  await files.forget(place, id);
  await files.dropParts(place, id);
  changed();
}
