import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { followed, letGo, openDevice, whenLeft } from '../../kernel/offline/ui/attend.ts';
import { enrolled, opensHere } from '../../kernel/offline/ui/enrolled.ts';
import { idsHere, owedToServer } from '../../kernel/offline/ui/here.ts';
import { syncPack } from '../../kernel/offline/ui/sync.ts';
import { ApiProblem, api } from '../../kernel/ui/api.ts';
import { connection, useConnection } from '../../kernel/ui/connection.ts';
import { keepDraftsNow } from '../../kernel/ui/drafts.ts';
import { gate } from '../../kernel/ui/gate.ts';
import { kept, useKept } from '../../kernel/ui/kept.ts';
import { useRefreshSession } from './account.ts';
import { dayHere } from './day-here.ts';
import { keepForTheStreet } from './device.ts';

const minute = 60_000;
const syncEvery = 10 * minute;
/** Without a network nothing else may be asking: the server is looked for this often, in milliseconds. */
const lookEvery = 20_000;
const lookFirst = 3_000;

/** Who the server says is here, without touching what the screens know. @returns undefined when it does not answer */
async function whoIsHere(): Promise<SessionState | undefined> {
  try {
    return await api.get<SessionState>(`/api/session?devices=${idsHere().join()}`);
  } catch (error) {
    if (error instanceof ApiProblem) return undefined;
    throw error;
  }
}

/** Forgets everything of a device that was taken out of use, closes one whose owner left the team, and shows the door. @returns whether that was so */
async function leftIfRevoked(accountId: string, told: SessionState | undefined): Promise<boolean> {
  const known = await enrolled.of(accountId);
  if (!known || !told) return false;
  const isRevoked = told.revokedDevices.includes(known.deviceId);
  // Closed once: whoever signs in at it later still reads what waits there.
  const isClosed = opensHere(known) && told.closedDevices.includes(known.deviceId);
  if (!isRevoked && !isClosed) return false;
  if (isClosed) await keepDraftsNow();
  await (isRevoked ? followed(told) : letGo(accountId));
  location.assign('/');
  return true;
}

/** Says when what lies on the open device was taken. */
async function tellDay(): Promise<void> {
  const index = await openDevice()?.answers.index();
  dayHere.stands(index?.at);
}

/** Locks a device that was opened without the server: its key leaves the memory with the page; what is being typed is kept first. */
export async function lockDevice(): Promise<void> {
  await keepDraftsNow();
  owedToServer.note('lock');
  location.assign('/');
}

/** Whether locking is the device's own business now: no server would hear of it. */
export const locksItself = (): boolean => openDevice() !== undefined && (kept.state().isFromDevice || !connection.isOnline());

/**
 * Cares for the device of whoever is here: keeps what it holds up to date, counts its lease, finds the server again, and wipes it once it was taken
 * out of use. Does nothing in a browser that was not enrolled.
 * @returns `closed` when nothing opens it any more until its owner chooses a PIN anew; `lost` when the browser cleared its store
 */
export function useDeviceCare(session: SessionState): 'closed' | 'lost' | undefined {
  const client = useQueryClient();
  const refresh = useRefreshSession();
  const isOnline = useConnection();
  const { isFromDevice } = useKept();
  const [beats, setBeats] = useState(0);
  const { device } = session;
  const [accountId, memberId] = [session.account?.id ?? '', session.hat?.id ?? ''];

  // Up to date: at once, every ten minutes, and when the server answers again.
  useEffect(() => {
    if (device === null) return undefined;
    if (isFromDevice || !isOnline) {
      void tellDay();
      return undefined;
    }
    const sync = async (): Promise<void> => {
      dayHere.taking();
      const isDone = await syncPack(memberId).finally(tellDay);
      if (isDone) return;
      await leftIfRevoked(accountId, await whoIsHere());
    };
    void sync();
    const timer = setInterval(() => void sync(), syncEvery);
    return () => clearInterval(timer);
  }, [accountId, device, isFromDevice, isOnline, memberId]);

  useEffect(() => {
    // Opened without the server there is nothing to fetch it from.
    if (device !== null && !isFromDevice) void keepForTheStreet();
  }, [device, isFromDevice]);

  // The lease, by a clock that only goes forward.
  useEffect(() => {
    if (device === null) return undefined;
    let last = performance.now();
    const beat = async (): Promise<void> => {
      const now = performance.now();
      const elapsed = now - last;
      last = now;
      const known = await enrolled.stood(accountId, elapsed);
      setBeats((count) => count + 1);
      if (kept.state().isFromDevice && known && !opensHere(known)) await lockDevice();
    };
    const timer = setInterval(() => void beat(), minute);
    return () => clearInterval(timer);
  }, [accountId, device]);

  // Opened without the server: it is looked for, and once the person is signed in there too everything is read anew.
  useEffect(() => {
    if (!isFromDevice) return undefined;
    const look = async (): Promise<void> => {
      const told = await whoIsHere();
      if (!told || (await leftIfRevoked(accountId, told))) return;
      if (told.stage === 'signed-in' && told.lockedAt === null && told.account?.id === accountId && told.hat?.id === memberId) await refresh();
    };
    const timer = setInterval(() => void look(), lookEvery);
    // It may have opened before a slow network answered: asked once more as soon as the day stands.
    const first = setTimeout(() => void look(), lookFirst);
    const soon = (): void => void look();
    addEventListener('online', soon);
    return () => {
      clearInterval(timer);
      clearTimeout(first);
      removeEventListener('online', soon);
    };
  }, [accountId, isFromDevice, memberId, refresh]);

  // Another window took it out of use: this one goes on without it.
  useEffect(() => whenLeft(() => void refresh()), [refresh]);

  // A sign-in that ended may have been ended with its device.
  useEffect(() => {
    if (device === null) return undefined;
    return gate.subscribe(() => {
      if (gate.state() === 'session-required') void whoIsHere().then((told) => leftIfRevoked(accountId, told));
    });
  }, [accountId, device]);

  // What was shown of old goes as soon as the server answers for this person.
  useEffect(() => {
    if (!isOnline || isFromDevice || kept.state().since === null) return;
    kept.forgetShown();
    void client.invalidateQueries();
  }, [client, isFromDevice, isOnline]);

  const known = useQuery({ queryKey: ['devices', 'here', accountId, device, beats], queryFn: async () => (await enrolled.of(accountId)) ?? null, enabled: device !== null });
  if (known.data === undefined) return undefined;
  if (known.data === null) return 'lost';
  return opensHere(known.data) ? undefined : 'closed';
}
