import { afterStanding, atOpening, beginLease, type LeaseClock, leftOf } from '../lease.ts';
import { triesGiven } from '../pin.ts';
import type { PinWrapped, Wrapped } from '../wrapping.ts';
import { tableOfDevices } from './deviceTable.ts';
import { idsHere, nowHere } from './here.ts';

/** A device of one account in this browser. It says nothing of whose it is but the account's opaque id and the name that its owner gave it. */
export interface Enrolled {
  readonly accountId: string;
  readonly deviceId: string;
  readonly label: string;
  /** The device's key, closed by a PIN or by a passkey; neither, once the lease is over or after too many wrong tries. */
  readonly pin: PinWrapped | null;
  readonly passkey: (Wrapped & { readonly credentialId: ArrayBuffer; readonly salt: Uint8Array<ArrayBuffer> }) | null;
  readonly triesLeft: number;
  readonly lease: LeaseClock | null;
  /** Its owner is taking it out of use here: what they wrote stays when the server says that it was. */
  readonly isLeaving?: boolean;
}

const deviceTable = tableOfDevices<Enrolled>();

async function mark(): Promise<void> {
  const all = await deviceTable.all();
  nowHere(all.map(({ deviceId }) => deviceId));
}

/** One window at a time changes what a device holds: tries are counted, whichever window they are made in. */
const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('reti-device', work);

async function change(accountId: string, how: (device: Enrolled) => Enrolled): Promise<Enrolled | undefined> {
  const device = await deviceTable.of(accountId);
  if (!device) return undefined;
  const next = how(device);
  await deviceTable.put(next);
  return next;
}

export const enrolled = {
  all: async (): Promise<Enrolled[]> => (idsHere().length === 0 ? [] : deviceTable.all()),
  of: async (accountId: string): Promise<Enrolled | undefined> => (idsHere().length === 0 ? undefined : deviceTable.of(accountId)),

  /** @throws {Error} when the browser keeps no data */
  add: (accountId: string, deviceId: string, label: string): Promise<void> => alone(async () => {
    await deviceTable.put({ accountId, deviceId, label, pin: null, passkey: null, triesLeft: triesGiven, lease: null });
    await mark();
  }),

  remove: (accountId: string): Promise<void> => alone(async () => {
    await deviceTable.remove(accountId);
    await mark();
  }),

  /** The server gave the key again. */
  leased: (accountId: string, lasts: number): Promise<Enrolled | undefined> =>
    alone(() => change(accountId, (device) => ({ ...device, lease: beginLease(Date.now(), lasts), triesLeft: triesGiven, isLeaving: false }))),

  leaving: (accountId: string): Promise<Enrolled | undefined> => alone(() => change(accountId, (device) => ({ ...device, isLeaving: true }))),

  closedWith: (accountId: string, by: Pick<Enrolled, 'pin' | 'passkey'>): Promise<Enrolled | undefined> =>
    alone(() => change(accountId, (device) => ({ ...device, ...by, triesLeft: triesGiven }))),

  /** The program stood open for so many milliseconds. */
  stood: (accountId: string, elapsed: number): Promise<Enrolled | undefined> =>
    alone(() => change(accountId, (device) => withinLease(device.lease ? { ...device, lease: afterStanding(device.lease, Date.now(), elapsed) } : device))),

  /** Somebody asks to open it: the clock is looked at, and once the lease is over nothing here opens it any more. */
  asked: (accountId: string): Promise<Enrolled | undefined> =>
    alone(() => change(accountId, lookedAt)),

  /** The clock is looked at and the try counted, in one writing, before anybody learns what came of it: a window that is closed in between does not give it back. The last one takes the wrapping along. */
  tried: (accountId: string): Promise<{ readonly device: Enrolled; readonly pin: PinWrapped } | undefined> => alone(async () => {
    const known = await deviceTable.of(accountId);
    if (!known) return undefined;
    const device = lookedAt(known);
    const { pin } = device;
    if (!pin || device.triesLeft <= 0) {
      await deviceTable.put(device);
      return undefined;
    }
    const next = { ...device, triesLeft: device.triesLeft - 1 };
    await deviceTable.put(next);
    return { device: next, pin };
  }),

  triedWrongly: (accountId: string): Promise<Enrolled | undefined> => alone(() => change(accountId, (device) => (device.triesLeft > 0 ? device : { ...device, pin: null, passkey: null }))),
  triedRightly: (accountId: string): Promise<Enrolled | undefined> => alone(() => change(accountId, (device) => ({ ...device, triesLeft: triesGiven }))),
};

/** Whether this browser had a telephone whose store is there no more: the browser cleared it, and what waited in it. A mark outlives that, in another store. */
export async function lostHere(): Promise<boolean> {
  const marked = idsHere();
  if (marked.length === 0) return false;
  const here = new Set((await deviceTable.all()).map(({ deviceId }) => deviceId));
  return marked.some((id) => !here.has(id));
}

const withinLease = (device: Enrolled): Enrolled => (device.lease && leftOf(device.lease) > 0 ? device : { ...device, pin: null, passkey: null });

/** A device as it is at this moment by the clock, without noting that somebody looked. */
export const lookedAt = (device: Enrolled): Enrolled => withinLease(device.lease ? { ...device, lease: atOpening(device.lease, Date.now()) } : device);

/** Whether a device opens here without the server. */
export const opensHere = ({ pin, passkey }: Enrolled): boolean => pin !== null || passkey !== null;
