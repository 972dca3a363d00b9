import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { openDrafts } from '../../../../kernel/ui/drafts.ts';
import { useSession } from '../../../../kernel/ui/session.tsx';
import { askOnce, type Fix, stillHere } from './telephone.ts';

/** What this window knows; the position itself is on no disk. */
interface Known {
  /** Outings for which whoever holds this telephone said yes. */
  readonly on: ReadonlySet<string>;
  /** Outings of which it was read what was said. */
  readonly read: ReadonlySet<string>;
  readonly isRefused: boolean;
}

let known: Known = { on: new Set(), read: new Set(), isRefused: false };
let last: Fix | null = null;
let asking: Promise<Fix | null> | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
function show(change: Partial<Known>): void {
  known = { ...known, ...change };
  for (const listener of listeners) listener();
}
const without = (all: ReadonlySet<string>, one: string): ReadonlySet<string> => new Set([...all].filter((each) => each !== one));

function ask(): Promise<Fix | null> {
  asking ??= askOnce(navigator.geolocation, Date.now).then((answer) => {
    asking = null;
    if (answer === 'refused') show({ isRefused: true, on: new Set() });
    if (typeof answer === 'string') return null;
    last = answer;
    return answer;
  });
  return asking;
}

export interface MyPosition {
  /** Whether this device can tell where it is at all. */
  readonly isPossible: boolean;
  readonly isOn: boolean;
  /** The telephone said no; it is said once, beside the switch, and everything else goes on. */
  readonly isRefused: boolean;
  turn(on: boolean): void;
  /** Where the telephone is, as far as it is known this moment; waits for nothing. */
  now(): Fix | null;
  /** Where it is, when that comes; null where it does not, or its holder turned it off meanwhile. */
  coming(): Promise<Fix | null>;
}

const placeOf = (outingId: string): string => `street-position/${outingId}`;

/**
 * The position of this telephone for one outing: off until its holder turns it on for that outing, and off again with the next. What was said is
 * kept sealed on this device; the position is asked for at a contact and at a tap of safety, never followed.
 * @param outingId null on no outing: then it stays off
 */
export function useMyPosition(outingId: string | null): MyPosition {
  const { account, draftKey } = useSession();
  const accountId = account?.id;
  const now = useSyncExternalStore(subscribe, () => known);
  const isOn = outingId !== null && now.on.has(outingId);
  const isRead = outingId !== null && now.read.has(outingId);

  useEffect(() => {
    if (outingId === null || isRead || !accountId || !draftKey) return;
    const take = (said: boolean | undefined): void => show({ read: new Set([...known.read, outingId]), ...(said === true ? { on: new Set([...known.on, outingId]) } : {}) });
    // Where the device keeps nothing it was never said, and stays off.
    openDrafts(accountId, draftKey).then((store) => store.read<boolean>(placeOf(outingId))).then(take, () => take(undefined));
  }, [outingId, isRead, accountId, draftKey]);
  // Asked for as the screen opens, so that it is there when something is saved.
  useEffect(() => { if (isOn) void ask(); }, [isOn]);

  return useMemo(() => ({
    isPossible: 'geolocation' in navigator,
    isOn,
    isRefused: now.isRefused,
    turn(on) {
      if (outingId === null) return;
      if (!on) last = null;
      show({ on: on ? new Set([...known.on, outingId]) : without(known.on, outingId), ...(on ? { isRefused: false } : {}) });
      // Where it cannot be kept it holds for as long as this page lives.
      if (accountId && draftKey) void openDrafts(accountId, draftKey).then((store) => (on ? store.write(placeOf(outingId), true) : store.remove(placeOf(outingId)))).catch(() => undefined);
    },
    now: () => (isOn ? stillHere(last, Date.now()) : null),
    async coming() {
      if (outingId === null || !known.on.has(outingId)) return null;
      const fix = stillHere(last, Date.now()) ?? (await ask());
      return known.on.has(outingId) ? fix : null;
    },
  }), [outingId, isOn, now.isRefused, accountId, draftKey]);
}
