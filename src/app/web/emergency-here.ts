import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { v7 as newId } from 'uuid';
import type { Called, ContactList, Danger, EmergencyContact } from '../../features/safety/contract.ts';
import type { Waiting } from '../../kernel/offline/waiting.ts';
import { queueActs, useQueued, useQueueState } from '../../kernel/offline/ui/theQueue.ts';
import { ApiProblem, api } from '../../kernel/ui/api.ts';
import { type Drafts, openDrafts } from '../../kernel/ui/drafts.ts';
import type { EmergencySubject } from '../../kernel/ui/emergency-door.ts';
import { useSession } from '../../kernel/ui/session.tsx';

export interface NotedCall {
  readonly id: string;
  readonly whom: Called;
  readonly contact: string | null;
  readonly at: string;
}

/** The emergency that this device is handling now. */
export interface Handled {
  readonly id: string;
  readonly kind: Danger;
  readonly openedAt: string;
  readonly memberId: string;
  readonly calls: readonly NotedCall[];
  /** The call that opens it; what an earlier program kept has none. */
  readonly callId?: string;
}

interface Here {
  readonly current: Handled | null;
  readonly contacts: readonly EmergencyContact[];
  /** True when this device cannot keep anything (private window): what is noted lives as long as this page. */
  readonly failed: boolean;
}

export interface EmergencyHere extends Here {
  /** What of emergencies the server does not have yet. */
  readonly waiting: readonly Waiting[];
}

/** After half a day a tap begins another emergency, and no longer joins the one before. */
const joined = 12 * 3_600_000;
const place = 'emergency/current';
const book = 'emergency/contacts';
/** What the program of before kept, with what was still to be sent. */
const before = 'emergency/outbox';

let state: Here = { current: null, contacts: [], failed: false };
let drafts: Promise<Drafts> | null = null;
let memberId = '';
const listeners = new Set<() => void>();

function show(next: Partial<Here>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

/**
 * Reads, changes and writes back what is being handled, one window at a time. The screen shows what was tapped before the disk has it.
 * @param deed what is put into the queue for it: before the rest, so that nothing stands here of which the queue does not know
 */
async function change(how: (current: Handled | null) => Handled | null, deed?: () => Promise<unknown>): Promise<void> {
  await navigator.locks.request('reti-emergency', async () => {
    let store: Drafts | undefined;
    let { current } = state;
    try {
      store = await drafts ?? undefined;
      current = (await store?.read<{ current: Handled | null }>(place))?.current ?? (state.failed ? current : null);
    } catch {
      show({ failed: true });
    }
    show({ current: how(current) });
    try {
      await deed?.();
      await store?.write(place, { current: state.current });
    } catch {
      show({ failed: true });
    }
  });
}

/** In danger nothing is refused for want of room: what the disk does not take stays on this page until it has left. */
const send = (emergencyId: string, path: string, body: unknown): Promise<string> =>
  queueActs.send({ method: 'PUT', path, body, record: { kind: 'emergency', id: emergencyId }, href: `/emergency/${emergencyId}`, says: { key: 'shell.emergency.queued' } }, true);

/** What the emergency opened on this device is about: somebody on file, whoever the screen behind it shows, or nobody. */
export interface About {
  readonly caseId: string | null;
  readonly subject: EmergencySubject | null;
}

/** Opens an emergency on this device, or goes on with the one that stands; a new one is tied to what it is about. @returns its id */
async function open(kind: Danger, { caseId, subject }: About): Promise<string> {
  const now = new Date().toISOString();
  let id = '';
  let isNew = false;
  await change((current) => {
    if (current && current.memberId === memberId && Date.now() - Date.parse(current.openedAt) < joined) {
      ({ id } = current);
      return current;
    }
    id = newId();
    isNew = true;
    return { id, kind, openedAt: now, memberId, calls: [] };
  }, async () => {
    if (!isNew) return;
    const callId = await send(id, `/api/emergencies/${id}`, { kind, openedAt: now, ...(caseId ? { caseId } : {}) });
    show({ current: state.current && { ...state.current, callId } });
    await subject?.tie(id, [callId]);
  });
  return id;
}

export const emergencyHere = {
  /** Opens an emergency without a call. */
  async begin(kind: Danger, about: About): Promise<void> {
    await open(kind, about);
  },
  /** Ties the emergency that stands to what the screen behind it shows. */
  tie: (subject: EmergencySubject): Promise<void> => change((current) => current, async () => {
    if (state.current && !subject.isTied(state.current.id)) await subject.tie(state.current.id, state.current.callId === undefined ? [] : [state.current.callId]);
  }),
  /** Notes that somebody was called: one tap, which opens the emergency by itself. */
  async call(kind: Danger, about: About, whom: Called, contact: EmergencyContact | null): Promise<void> {
    const emergencyId = await open(kind, about);
    const call: NotedCall = { id: newId(), whom, contact: contact?.name ?? null, at: new Date().toISOString() };
    await change((current) => current && { ...current, calls: [...current.calls, call] }, () => send(emergencyId, `/api/emergency-calls/${call.id}`, { emergencyId, whom, at: call.at, ...(contact ? { contactId: contact.id } : {}) }));
  },
  /** A tap by mistake: the tap stays as it was noted, and is struck on the server too. */
  async takeBack(callId: string): Promise<void> {
    const emergencyId = state.current?.id ?? callId;
    await change((current) => current && { ...current, calls: current.calls.filter((call) => call.id !== callId) }, () => send(emergencyId, `/api/emergency-calls/${callId}/taken-back`, {}));
  },
  /** The next tap begins another emergency. */
  letGo: (): Promise<void> => change(() => null),
};

async function readContacts(store: Drafts): Promise<void> {
  const kept = await store.read<EmergencyContact[]>(book);
  if (kept) show({ contacts: kept });
  const { items } = await api.get<ContactList>('/api/emergency-contacts');
  show({ contacts: items });
  await store.write(book, items);
}

/** What an earlier program left unsent goes into the one queue, once. */
async function carryOver(store: Drafts): Promise<void> {
  const old = await store.read<{ waiting: readonly { path: string; body: unknown; memberId: string }[]; current: Handled | null }>(before);
  if (!old) return;
  for (const one of old.waiting) if (one.memberId === memberId) await send((one.body as { emergencyId?: string }).emergencyId ?? one.path.split('/')[3] ?? '', one.path, one.body);
  if (old.current) await store.write(place, { current: old.current });
  await store.remove(before);
}

/** Opens what this device keeps of an emergency. Once, in the frame. */
export function useEmergencyKept(isTeam: boolean): void {
  const { account, draftKey, hat } = useSession();
  const [accountId, hatId] = [account?.id, hat?.id];
  useEffect(() => {
    if (!accountId || !draftKey || !hatId || !isTeam) return;
    memberId = hatId;
    drafts = openDrafts(accountId, draftKey);
    const begin = async (): Promise<void> => {
      try {
        const store = await drafts;
        if (!store) return;
        await carryOver(store);
        show({ current: (await store.read<{ current: Handled | null }>(place))?.current ?? null });
        await readContacts(store);
      } catch (error) {
        // Without the server the contacts of last time stand; without a disk only this page remembers.
        if (!(error instanceof ApiProblem)) show({ failed: true });
      }
    };
    void begin();
  }, [accountId, draftKey, hatId, isTeam]);
}

/** What is handled on this device, and what of it still waits. */
export function useEmergencyHere(): EmergencyHere {
  const here = useSyncExternalStore(
    (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
    () => state,
  );
  const { unkept } = useQueueState();
  const waiting = useQueued('emergency');
  return useMemo(() => ({ ...here, failed: here.failed || unkept.size > 0, waiting }), [here, waiting, unkept]);
}
