import { createContext, useContext } from 'react';
import type { SessionState } from '../identity/contract.ts';

/** The session as `GET /api/session` tells it. Filled by the shell; null only before the first answer. */
export const SessionContext = createContext<SessionState | null>(null);

/**
 * Who is at the screen, which hat is worn, whether this is the demonstration.
 * @throws {Error} when a screen is shown before the session is known, a mistake of the programmer
 */
export function useSession(): SessionState {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a session above it');
  return session;
}
