import { useCallback, useEffect, useState } from 'react';
import { openDrafts } from './drafts.ts';
import { useSession } from './session.tsx';
import { type Draft, useDraft } from './useDraft.ts';
import { otherOpenWindows, windowId } from './windows.ts';

/**
 * Like {@link useDraft}, for a form that may be open in several windows of one computer: each keeps its own draft, and what is found are
 * those of windows that are gone. A draft of a window still open is its own business: it is going to send it.
 */
export function useWindowDrafts<T>(key: string, value: T, isDirty: boolean): Draft<readonly T[]> {
  const { account, draftKey } = useSession();
  const accountId = account?.id ?? null;
  const [found, setFound] = useState<readonly T[] | undefined>(undefined);
  const [names, setNames] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState(false);
  const own = useDraft<T>(`${key}/${windowId}`, value, isDirty);

  useEffect(() => {
    if (accountId === null || draftKey === null) return undefined;
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const [store, others] = await Promise.all([openDrafts(accountId, draftKey), otherOpenWindows()]);
      const left = (await store.under(key)).filter((name) => !others.has(name.slice(key.length + 1)));
      const read = await Promise.all(left.map((name) => store.read<T>(name)));
      if (!isCurrent || left.length === 0) return;
      setNames(left);
      setFound(read.flatMap((one) => (one === undefined ? [] : [one])));
    };
    look().catch(() => setFailed(true));
    return () => {
      isCurrent = false;
    };
  }, [accountId, draftKey, key]);

  const { clear: clearOwn } = own;
  const clear = useCallback(() => {
    clearOwn();
    setFound(undefined);
    setNames([]);
    if (accountId === null || draftKey === null || names.length === 0) return;
    openDrafts(accountId, draftKey).then((store) => Promise.all(names.map((name) => store.remove(name)))).catch(() => setFailed(true));
  }, [accountId, clearOwn, draftKey, names]);

  return { found, savedAt: own.savedAt, failed: failed || own.failed, clear };
}
