import { useCallback, useEffect, useRef, useState } from 'react';
import { openDrafts, whileTyping } from './drafts.ts';
import type { Drafts } from './drafts.ts';
import { useSession } from './session.tsx';

export interface Draft<T> {
  /** What was being written when the page last died; undefined when there is nothing, or it was taken or dropped. */
  readonly found: T | undefined;
  /** When this device last kept the present value. */
  readonly savedAt: Date | null;
  /** True when this device cannot keep drafts (private window, full disk): say so, do not pretend. */
  readonly failed: boolean;
  /** Forget the draft: after the server has the value, or when the person starts afresh. */
  clear(): void;
}

/**
 * Keeps what is being typed on this device, sealed, so that a crash or a dead battery costs nothing.
 * @param key names the form, e.g. `interview/<id>`; drafts are kept apart by account
 * @param value what the form holds now
 * @param isDirty false while the value is what the server has; only then nothing is kept
 */
export function useDraft<T>(key: string, value: T, isDirty: boolean): Draft<T> {
  const { account, draftKey } = useSession();
  const accountId = account?.id ?? null;
  const drafts = useRef<Promise<Drafts> | null>(null);
  const [found, setFound] = useState<T | undefined>(undefined);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (accountId === null || draftKey === null) return undefined;
    let isCurrent = true;
    const opening = openDrafts(accountId, draftKey);
    drafts.current = opening;
    opening
      .then((store) => store.read<T>(key))
      .then((stored) => {
        if (isCurrent && stored !== undefined) setFound(stored);
      })
      .catch(() => setFailed(true));
    return () => {
      isCurrent = false;
    };
  }, [accountId, draftKey, key]);

  useEffect(() => {
    if (!isDirty) return undefined;
    const keep = async (): Promise<void> => {
        try {
        await (await drafts.current)?.write(key, value);
        setSavedAt(new Date());
        setFailed(false);
      } catch {
        // Said beside the form: this device cannot keep drafts.
        setFailed(true);
      }
    };
    const timer = setTimeout(() => void keep(), 600);
    const keepWhenHidden = (): void => {
      if (document.visibilityState === 'hidden') void keep();
    };
    const over = whileTyping(keep);
    document.addEventListener('visibilitychange', keepWhenHidden);
    return () => {
      over();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', keepWhenHidden);
    };
  }, [key, value, isDirty]);

  // A form that goes away with words that nobody has yet leaves them on the device, without waiting for the next pause.
  const latest = useRef({ value, isDirty });
  useEffect(() => {
    latest.current = { value, isDirty };
  }, [value, isDirty]);
  useEffect(() => () => {
    const { value: last, isDirty: isLeft } = latest.current;
    if (isLeft) void drafts.current?.then((store) => store.write(key, last)).catch(() => setFailed(true));
  }, [key]);

  const clear = useCallback(() => {
    setFound(undefined);
    setSavedAt(null);
    // A form that goes away in the same breath leaves nothing behind.
    latest.current = { ...latest.current, isDirty: false };
    drafts.current?.then((store) => store.remove(key)).catch(() => setFailed(true));
  }, [key]);

  return { found, savedAt, failed, clear };
}
