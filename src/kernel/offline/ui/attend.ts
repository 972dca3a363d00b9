import { v7 as newId } from 'uuid';
import type { Lease } from '../../devices/contract.ts';
import type { SessionState } from '../../identity/contract.ts';
import { ApiProblem, api } from '../../ui/api.ts';
import { alsoOpens, type Drafts, openDrafts, readyDrafts, resealDrafts, sealFromNow, wipeDrafts } from '../../ui/drafts.ts';
import { kept } from '../../ui/kept.ts';
import { leftOf } from '../lease.ts';
import { type PinWrapped, unwrapByAnswer, unwrapByPin, wrapByAnswer, wrapByPin } from '../wrapping.ts';
import { type Enrolled, enrolled, opensHere } from './enrolled.ts';
import { owedToServer } from './here.ts';
import { type KeptAnswers, keptAnswersIn } from './keptAnswers.ts';
import { answerOf, newPasskey } from './passkey.ts';

/** The device that is open in this window, with its key in memory alone. */
export interface OpenDevice {
  readonly accountId: string;
  readonly deviceId: string;
  readonly key: string;
  readonly store: Drafts;
  readonly answers: KeptAnswers;
}

interface Recorded {
  readonly session: SessionState;
  readonly at: number;
}

const recordAt = 'device/session';
const about = (deviceId: string): string => `device ${deviceId}`;
let device: OpenDevice | undefined;

/** What the window in which its owner takes a device out of use tells the others of this browser: with what they seal from now on, and at the end that it is over. */
interface Leaving {
  readonly deviceId: string;
  readonly draftKey: string;
  readonly isOver: boolean;
}

const windows = new BroadcastChannel('reti-device');
const tellOthers = windows.postMessage.bind(windows);
/** Devices that another window took out of use while this one stood. */
const takenOut = new Set<string>();
const leftListeners = new Set<() => void>();

windows.addEventListener('message', ({ data }: MessageEvent<Leaving>) => {
  if (data.isOver) takenOut.add(data.deviceId);
  if (device?.deviceId !== data.deviceId) return;
  const { accountId, key } = device;
  const heed = async (): Promise<void> => {
    // What this window noted under the device's key, and notes from now on: nothing opens with that key once it is over.
    await sealFromNow(accountId, key, data.draftKey);
    if (!data.isOver) return;
    closeDevice();
    for (const listener of leftListeners) listener();
  };
  // A store that fails at this moment is read again at the next start.
  heed().catch(() => undefined);
});

/** Hears that another window took the open device out of use. */
export function whenLeft(listener: () => void): () => void {
  leftListeners.add(listener);
  return () => leftListeners.delete(listener);
}

export const openDevice = (): OpenDevice | undefined => device;

async function open(accountId: string, deviceId: string, key: string): Promise<OpenDevice> {
  if (device?.deviceId === deviceId) return device;
  const store = await openDrafts(accountId, key);
  const answers = keptAnswersIn(store);
  device = { accountId, deviceId, key, store, answers };
  kept.openedWith((path) => answers.find(path));
  return device;
}

/** From now on nothing that this window shows comes from a device. */
function closeDevice(): void {
  device = undefined;
  kept.openedWith(undefined);
}

/** Takes everything of an account off this device: its store, its wrapping, its answers. */
async function wipe(accountId: string): Promise<void> {
  if (device?.accountId === accountId) closeDevice();
  await wipeDrafts(accountId);
  await enrolled.remove(accountId);
}

/**
 * Its owner is in no team any more: nothing opens it without the server, and nothing that a hat had been given stays on it. What waits to be sent and what was
 * being written stays, sealed, for its owner alone.
 */
export async function letGo(accountId: string): Promise<void> {
  if (device?.accountId === accountId) closeDevice();
  await enrolled.closedWith(accountId, { pin: null, passkey: null });
  await wipeDrafts(accountId, 'pack/');
  await wipeDrafts(accountId, recordAt);
}

/**
 * What can wait does not stop anybody at the door: a store that is full, broken or out of reach keeps a device from being brought up to date, and nobody from their
 * work with the server. What the network or the server says is passed on.
 */
async function whereItCan<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    return undefined;
  }
}

/** Asks the server for the key of a device, and begins its lease on this side. @throws {ApiProblem} */
async function lease(accountId: string, deviceId: string): Promise<string> {
  const { key, lasts } = await api.post<Lease>(`/api/devices/${deviceId}/lease`, { body: {} });
  await whereItCan(() => enrolled.leased(accountId, lasts));
  return key;
}

const isCode = (error: unknown, code: string): boolean => error instanceof ApiProblem && error.code === code;

/** Whoever sits at a device that was taken out of use is signed out with it: the server ended that sign-in, and this window believes no older answer. */
async function leftBehind(session: SessionState): Promise<SessionState> {
  try {
    await api.delete('/api/session');
  } catch (error) {
    // Ended already, or nobody answers: the door is shown all the same.
    if (!(error instanceof ApiProblem)) throw error;
  }
  return { ...session, account: null, stage: 'none', hat: null, hats: [], draftKey: null, lockedAt: null, device: null };
}

/**
 * What follows when the server says who is here, in a browser that holds devices: those that were taken out of use are wiped, whoever is
 * signed in; one's own gets its key, and keeps who one is for when there is no network.
 * @returns the session with the key of the device, which from now on seals what is written here
 * @throws {ApiProblem} `offline` when the network went in between
 */
export async function attended(session: SessionState): Promise<SessionState> {
  // Another person came to a window that one's device was open in: nothing of it is shown to them, and nothing of theirs is kept on it.
  if (device && session.account && device.accountId !== session.account.id) closeDevice();
  const isRevokedHere = await whereItCan(() => followed(session));
  if (isRevokedHere) return leftBehind(session);
  const { account, draftKey, device: deviceId } = session;
  if (!account || session.stage !== 'signed-in' || session.lockedAt !== null) return session;
  // Nobody who wears no hat any more keeps answers that a hat had been given.
  if (!session.hat) await whereItCan(() => wipeDrafts(account.id, 'pack/'));
  if (!session.hat || deviceId === null || draftKey === null) return session;
  try {
    const key = await lease(account.id, deviceId);
    alsoOpens(account.id, draftKey);
    const { store } = await open(account.id, deviceId, key);
    if (takenOut.has(deviceId)) {
      closeDevice();
      return session;
    }
    const known: SessionState = { ...session, draftKey: null };
    await whereItCan(() => store.write(recordAt, { session: known, at: Date.now() } satisfies Recorded));
    return { ...session, draftKey: key };
  } catch (error) {
    if (isCode(error, 'device-revoked')) await whereItCan(() => wipe(account.id));
    else if (error instanceof ApiProblem && error.status === 0) throw error;
    return session;
  }
}

/** Does with the devices in this browser what the server says of them. @returns whether the one of whoever is here was taken out of use */
export async function followed({ account, draftKey, revokedDevices, closedDevices }: SessionState): Promise<boolean> {
  const here = await enrolled.all();
  const revoked = here.filter(({ deviceId }) => revokedDevices.includes(deviceId));
  for (const one of revoked) await (one.isLeaving ? leftByOwner(one.accountId, account?.id === one.accountId ? draftKey : null) : wipe(one.accountId));
  for (const one of here) if (closedDevices.includes(one.deviceId)) await letGo(one.accountId);
  return revoked.some(({ accountId, isLeaving }) => accountId === account?.id && !isLeaving);
}

/** Renews the lease of the open device once half of it is over. @throws {ApiProblem} */
export async function renewed(): Promise<void> {
  const known = device && (await enrolled.of(device.accountId));
  if (known?.lease && leftOf(known.lease) < known.lease.lasts / 2) await lease(known.accountId, known.deviceId);
}

/** How the owner of a device wants to open it: a PIN, or the passkey of the telephone. */
export type Way = { readonly pin: string } | 'passkey';

async function closed(way: Way, key: string, deviceId: string): Promise<Pick<Enrolled, 'pin' | 'passkey'>> {
  if (way !== 'passkey') return { pin: await wrapByPin(key, way.pin, about(deviceId)), passkey: null };
  const { credentialId, salt, answer } = await newPasskey();
  return { pin: null, passkey: { credentialId, salt, ...(await wrapByAnswer(key, answer, about(deviceId))) } };
}

/**
 * Enrols this browser for whoever is signed in, and seals with the device's key what was written here before.
 * @throws {ApiProblem} devices-too-many, not-allowed, offline
 * @throws {DOMException} when the browser keeps no data, or the prompt for the passkey was closed
 */
export async function enrolHere(session: SessionState, label: string, way: Way): Promise<void> {
  const { account, draftKey } = session;
  if (!account || draftKey === null) throw new ApiProblem({ code: 'session-required', status: 401 });
  const deviceId = newId();
  // Asked, not required: a browser that may clear its stores when the disk is full is told that this one matters.
  await navigator.storage.persist();
  await api.put(`/api/devices/${deviceId}`, { body: { label } });
  await enrolled.add(account.id, deviceId, label);
  const key = await lease(account.id, deviceId);
  await enrolled.closedWith(account.id, await closed(way, key, deviceId));
  await resealDrafts(account.id, draftKey, key);
}

/** Chooses anew how the open device is opened: after the lease, after too many tries, or when the owner wants another PIN. */
export async function chooseWay(way: Way): Promise<void> {
  if (!device) throw new ApiProblem({ code: 'session-required', status: 401 });
  await enrolled.closedWith(device.accountId, await closed(way, device.key, device.deviceId));
}

/** Takes the open device out of use, by its owner and at it: what was written here stays, sealed for the account again. @throws {ApiProblem} */
export async function leaveHere(reason: string): Promise<void> {
  if (!device) throw new ApiProblem({ code: 'session-required', status: 401 });
  const { accountId, deviceId, key } = device;
  const { draftKey } = await api.get<SessionState>('/api/session');
  if (draftKey === null) throw new ApiProblem({ code: 'session-required', status: 401 });
  // Said and sealed anew before the server destroys the key and has this device wiped: a battery that dies in between, or an answer that never comes, loses nothing.
  await enrolled.leaving(accountId);
  tellOthers({ deviceId, draftKey, isOver: false } satisfies Leaving);
  await sealFromNow(accountId, key, draftKey);
  try {
    await api.post(`/api/devices/${deviceId}/moves`, { body: { id: newId(), reason } });
  } catch (error) {
    // Asked before, and only the answer was lost.
    if (!isCode(error, 'illegal-move')) throw error;
  }
  await leftByOwner(accountId, draftKey);
  tellOthers({ deviceId, draftKey, isOver: true } satisfies Leaving);
}

/** Its owner took it out of use at it: what was written here stays, and nothing else. */
async function leftByOwner(accountId: string, draftKey: string | null): Promise<void> {
  // What was written since.
  if (device?.accountId === accountId && draftKey !== null) await resealDrafts(accountId, device.key, draftKey);
  if (device?.accountId === accountId) closeDevice();
  await wipeDrafts(accountId, 'pack/');
  await wipeDrafts(accountId, recordAt);
  await enrolled.remove(accountId);
}

/** What came of asking a device to open without the server. */
export type Opening = { readonly session: SessionState; readonly at: number } | { readonly triesLeft: number } | 'over';

async function openedWith(accountId: string, deviceId: string, key: string): Promise<Opening> {
  const { store } = await open(accountId, deviceId, key);
  const recorded = await store.read<Recorded>(recordAt);
  if (!recorded) return 'over';
  // Where it cannot be noted its owner has one try less; nobody waits for it.
  void enrolled.triedRightly(accountId).catch(() => undefined);
  owedToServer.settle('lock');
  kept.fromDevice(true);
  return { session: { ...recorded.session, draftKey: key, lockedAt: null, device: deviceId, revokedDevices: [], closedDevices: [] }, at: recorded.at };
}

/** What can be opened before the PIN is typed. */
export const readyToOpen = (): Promise<void> => readyDrafts();

const isSame = (one: PinWrapped, other: PinWrapped): boolean => one.salt.length === other.salt.length && one.salt.every((byte, at) => byte === other.salt[at]);

/**
 * Opens a device with its PIN. The try is counted before anybody learns what came of it, and after the last wrong one nothing here opens it any more; the stretching, which is
 * made to be slow, goes on while the disk writes.
 */
export async function openByPin(accountId: string, pin: string): Promise<Opening> {
  const known = await enrolled.of(accountId);
  const stretching = known?.pin ? unwrapByPin(known.pin, pin, about(known.deviceId)) : undefined;
  // Heard below, unless the try may not be made.
  stretching?.catch(() => undefined);
  const tried = await enrolled.tried(accountId);
  if (!tried) return 'over';
  const key = known?.pin && isSame(known.pin, tried.pin) ? await stretching : await unwrapByPin(tried.pin, pin, about(tried.device.deviceId));
  if (key !== undefined) return openedWith(accountId, tried.device.deviceId, key);
  const left = await enrolled.triedWrongly(accountId);
  return left && opensHere(left) ? { triesLeft: left.triesLeft } : 'over';
}

/** Opens a device with the passkey of the telephone. @throws {DOMException} when the prompt was closed */
export async function openByPasskey(accountId: string): Promise<Opening> {
  const known = await enrolled.asked(accountId);
  if (!known?.passkey) return 'over';
  const key = await unwrapByAnswer(known.passkey, await answerOf(known.passkey), about(known.deviceId));
  return key === undefined ? 'over' : openedWith(accountId, known.deviceId, key);
}

/** How many things of whoever signs out wait on this device, sealed. */
export const waitingHere = async (): Promise<number> => (device ? (await device.store.under('queue/calls')).length : 0);
