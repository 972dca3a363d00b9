import { useEffect } from 'react';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { gate } from '../../kernel/ui/gate.ts';

/** Who is at this window: an account under a hat, or nobody who is wholly signed in. Opaque ids, never a name. */
export const whoIsHere = (session: SessionState): string => (session.stage === 'signed-in' ? `${session.account?.id ?? ''}/${session.hat?.id ?? ''}` : 'nobody');

/**
 * What a window does when another one tells who is at it now: they share the sign-in. Somebody left: it is covered, and what was being
 * typed waits for them. Somebody else came, or the hat changed: it shows nothing of before.
 */
export function afterHearing(mine: string, told: unknown): 'stay' | 'cover' | 'leave' {
  if (mine === 'nobody' || typeof told !== 'string' || told === mine) return 'stay';
  return told === 'nobody' ? 'cover' : 'leave';
}

/** Keeps the windows of one browser with one person and one hat. */
export function useOneIdentity(session: SessionState | undefined): void {
  const mine = session && whoIsHere(session);
  useEffect(() => {
    if (mine === undefined) return undefined;
    const channel = new BroadcastChannel('reti-identity');
    const tellOthers = channel.postMessage.bind(channel);
    channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      const next = afterHearing(mine, event.data);
      if (next === 'cover') gate.close('session-required');
      if (next === 'leave') location.assign('/');
    });
    tellOthers(mine);
    return () => channel.close();
  }, [mine]);
}
