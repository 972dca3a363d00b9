import { useCallback } from 'react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionState, SignInStep } from '../../kernel/identity/contract.ts';
import { idsHere, type Owed, owedToServer } from '../../kernel/offline/ui/here.ts';
import { ApiProblem, api, callFor, carry } from '../../kernel/ui/api.ts';
import { kept } from '../../kernel/ui/kept.ts';
import { mayRetry } from '../../kernel/ui/problems.ts';
import { firstQuestion } from './first-question.ts';

/** In a browser that opens without a network nobody waits longer than this for one that is as good as none, in milliseconds. */
const patience = 6_000;
/** Where the digits stand meanwhile nobody waits at all, and a bad network gets its time. */
const patienceBeside = 60_000;
/** A usable network has answered by then; later the telephone opens by its own means, in milliseconds. */
export const usualAnswer = 1_000;

let isBeside = false;
/** The digits of a telephone stand (or no longer do) while the server is asked. */
export const askedBeside = (is: boolean): void => { isBeside = is; };

let askedAt = performance.now();
/** Since when the server is being asked who is here, in milliseconds of this page. */
export const askedSince = (): number => askedAt;

/** Ends a question that nobody answers: soon where somebody waits for it. */
function inTime(): AbortSignal {
  const ending = new AbortController();
  const end = (): void => ending.abort(new DOMException('nobody answered', 'TimeoutError'));
  setTimeout(() => { if (!isBeside) end(); }, patience);
  setTimeout(end, patienceBeside);
  return ending.signal;
}

/** Somebody opened the telephone meanwhile: what the server says now is heard by the device's care, and changes nothing here. */
function unlessGivenUp(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
}

/** Tells the server what was done here without it. @throws {ApiProblem} `offline` while it does not answer: nobody is let in before */
async function settle(what: Owed, signal: AbortSignal): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const answer = await (what === 'lock' ? carry('/api/session/lock', '{}', json, signal) : carry('/api/session', '{}', json, signal, 'DELETE'));
  if (!answer || answer.status >= 500) throw new ApiProblem({ code: 'offline', status: 0 });
  owedToServer.settle(what);
}

async function readSession(signal?: AbortSignal): Promise<SessionState> {
  const devices = idsHere();
  askedAt = performance.now();
  const what = owedToServer.what();
  if (what) await settle(what, inTime());
  unlessGivenUp(signal);
  if (devices.length === 0) {
    const session = await api.get<SessionState>(firstQuestion, signal ? { signal } : {});
    callFor(session.hat?.id);
    return session;
  }
  const within = inTime();
  const told = await api.get<SessionState>(`/api/session?devices=${devices.join()}`, { signal: signal ? AbortSignal.any([signal, within]) : within });
  unlessGivenUp(signal);
  const session = await (await import('../../kernel/offline/ui/attend.ts')).attended(told);
  unlessGivenUp(signal);
  callFor(session.hat?.id);
  if (session.stage === 'signed-in') kept.fromDevice(false);
  return session;
}

/** The session as the server sees it; asked once, then only after something changed it. */
export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: ({ signal }) => readSession(signal), staleTime: Infinity, gcTime: Infinity, retry: (failures, error) => idsHere().length === 0 && failures < 2 && mayRetry(error) });

/** Asked before the first screen stands; what came of that is shown, and not asked a second time before it. */
export const useSessionQuery = () => useQuery({ ...sessionQuery, retryOnMount: false });

/** Asks again who is signed in. */
export function useRefreshSession(): () => Promise<SessionState> {
  const client = useQueryClient();
  return useCallback(async () => client.fetchQuery({ queryKey: ['session'], queryFn: () => readSession(), staleTime: 0 }), [client]);
}

/** Shows the passkey prompt of the browser and signs in with it. Resolves to null when the person closed the prompt. @throws {ApiProblem} */
export async function signInWithPasskey(): Promise<SignInStep | null> {
  const { startAuthentication, WebAuthnError } = await import('@simplewebauthn/browser');
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'];
  const optionsJSON = await api.post<Options>('/api/session/passkey/options');
  try {
    const response = await startAuthentication({ optionsJSON });
    return await api.post<SignInStep>('/api/session/passkey', { body: response });
  } catch (error) {
    if (isCancelled(error, WebAuthnError)) return null;
    throw error;
  }
}

/** Makes a passkey on this device. Resolves to false when the person changed their mind. */
export async function addPasskey(name: string): Promise<boolean> {
  const { startRegistration, WebAuthnError } = await import('@simplewebauthn/browser');
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];
  const optionsJSON = await api.post<Options>('/api/account/passkeys/options');
  try {
    const response = await startRegistration({ optionsJSON });
    await api.put('/api/account/passkeys', { body: { name, response } });
    return true;
  } catch (error) {
    if (isCancelled(error, WebAuthnError)) return false;
    throw error;
  }
}

/** Closing the browser's prompt, or letting it run out, is a decision and no failure. */
function isCancelled(error: unknown, WebAuthnError: new (...args: never[]) => Error): boolean {
  return error instanceof WebAuthnError || (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError'));
}

const leftBehind = 'reti-left-behind';

/** Leaves. The page is loaded afresh, so that nothing of the person stays in memory; what waits on the device stays sealed, and is said so at the door. */
export function useSignOut() {
  return useMutation({
    mutationFn: async () => {
      const count = idsHere().length === 0 ? 0 : await (await import('../../kernel/offline/ui/attend.ts')).waitingHere();
      if (count > 0) sessionStorage.setItem(leftBehind, String(count));
      // Noted first: where no server hears of it, it is told before anything else is asked.
      owedToServer.note('sign-out');
      await api.delete('/api/session');
      owedToServer.settle('sign-out');
    },
    onSettled: () => location.assign('/'),
  });
}

/** How many things whoever signed out last at this window left on the device, sealed. */
export const countLeftBehind = (): number => Number(sessionStorage.getItem(leftBehind) ?? 0);

/** Puts on another hat. Everything read so far belonged to the other one and is forgotten. */
export function useChooseHat() {
  return useMutation({
    mutationFn: (memberId: string) => api.post('/api/session/hat', { body: { memberId } }),
    onSuccess: () => location.assign('/'),
  });
}

/** Language and theme of the account, kept by the server so that they follow the person. */
export function useSavePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Pick<NonNullable<SessionState['account']>, 'language' | 'theme'>) => api.put('/api/account/preferences', { body }),
    onMutate: (wanted) =>
      client.setQueryData<SessionState>(['session'], (session) => (session?.account ? { ...session, account: { ...session.account, ...wanted } } : session)),
  });
}
