import { useEffect, useSyncExternalStore } from 'react';
import { v7 as newId } from 'uuid';
import type { Called, ContactList, Danger, EmergencyContact } from '../../features/safety/contract.ts';
import { ApiProblem, api } from '../../kernel/ui/api.ts';
import { connection } from '../../kernel/ui/connection.ts';
import { type Drafts, openDrafts } from '../../kernel/ui/drafts.ts';
import { useSession } from '../../kernel/ui/session.tsx';

/** One thing to be sent. Its id is made here, so that sending it twice keeps it once. */
interface Waiting {
  readonly path: string;
  readonly body: unknown;
  /** The hat under which it was noted: another one may not send it. */
  readonly memberId: string;
  /** Why the server did not take it; it is kept and shown, never thrown away by itself. */
  readonly refused?: string;
}

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
}

interface Kept {
  readonly waiting: readonly Waiting[];
  readonly current: Handled | null;
}

export interface Outbox extends Kept {
  readonly contacts: readonly EmergencyContact[];
  /** True when this device cannot keep anything (private window): what is noted lives as long as this page. */
  readonly failed: boolean;
}

const nothing: Kept = { waiting: [], current: null };
/** After half a day a tap begins another emergency, and no longer joins the one before. */
const joined = 12 * 3_600_000;
const box = 'emergency/outbox';
const book = 'emergency/contacts';

let state: Outbox = { ...nothing, contacts: [], failed: false };
let drafts: Promise<Drafts> | null = null;
let memberId = '';
let sending = false;
const listeners = new Set<() => void>();

function show(next: Partial<Outbox>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

/** Reads, changes and writes back what is kept, one window at a time. */
async function change(how: (kept: Kept) => Kept): Promise<void> {
  const work = async (): Promise<void> => {
    let kept: Kept = { waiting: state.waiting, current: state.current };
    let store: Drafts | undefined;
    try {
      store = await drafts ?? undefined;
      kept = await store?.read<Kept>(box) ?? (state.failed ? kept : nothing);
    } catch {
      show({ failed: true });
    }
    const next = how(kept);
    // The screen shows what was tapped before the disk has it.
    show(next);
    try {
      await store?.write(box, next);
    } catch {
      show({ failed: true });
    }
  };
  await navigator.locks.request('reti-emergency', work);
}

const later = (path: string, body: unknown): Waiting => ({ path, body, memberId });

/** Sends what waits, in order; a missing network stops it and the next chance goes on. What the server refuses stays here with its reason. */
async function send(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (;;) {
      const next = state.waiting.find((one) => one.refused === undefined && one.memberId === memberId);
      if (!next) return;
      try {
        await api.put(next.path, { body: next.body });
        await change((kept) => ({ ...kept, waiting: kept.waiting.filter((one) => one.path !== next.path) }));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 500) return;
        await change((kept) => ({ ...kept, waiting: kept.waiting.map((one) => (one.path === next.path ? { ...one, refused: error.code } : one)) }));
      }
    }
  } finally {
    sending = false;
  }
}

/** Opens an emergency on this device, or goes on with the one that stands. @returns its id */
async function open(kind: Danger, caseId: string | null): Promise<string> {
  const now = new Date().toISOString();
  let id = '';
  await change((kept) => {
    const { current } = kept;
    if (current && current.memberId === memberId && Date.now() - Date.parse(current.openedAt) < joined) {
      ({ id } = current);
      return kept;
    }
    id = newId();
    return {
      waiting: [...kept.waiting, later(`/api/emergencies/${id}`, { kind, openedAt: now, ...(caseId ? { caseId } : {}) })],
      current: { id, kind, openedAt: now, memberId, calls: [] },
    };
  });
  return id;
}

export const outbox = {
  /** Opens an emergency without a call. */
  async begin(kind: Danger, caseId: string | null): Promise<void> {
    await open(kind, caseId);
    void send();
  },
  /** Notes that somebody was called: one tap, which opens the emergency by itself. */
  async call(kind: Danger, caseId: string | null, whom: Called, contact: EmergencyContact | null): Promise<void> {
    const emergencyId = await open(kind, caseId);
    const call: NotedCall = { id: newId(), whom, contact: contact?.name ?? null, at: new Date().toISOString() };
    await change((kept) => ({
      waiting: [...kept.waiting, later(`/api/emergency-calls/${call.id}`, { emergencyId, whom, at: call.at, ...(contact ? { contactId: contact.id } : {}) })],
      current: kept.current && { ...kept.current, calls: [...kept.current.calls, call] },
    }));
    void send();
  },
  /** A tap by mistake: what has not left yet never does; what has is struck on the server too. */
  async takeBack(callId: string): Promise<void> {
    const path = `/api/emergency-calls/${callId}`;
    await change((kept) => ({
      waiting: [...kept.waiting, later(`${path}/taken-back`, {})],
      current: kept.current && { ...kept.current, calls: kept.current.calls.filter((call) => call.id !== callId) },
    }));
    void send();
  },
  /** The next tap begins another emergency. */
  letGo: (): Promise<void> => change((kept) => ({ ...kept, current: null })),
  /** Takes away what the server did not accept, once somebody has read it. */
  dropRefused: (): Promise<void> => change((kept) => ({ ...kept, waiting: kept.waiting.filter((one) => one.refused === undefined) })),
};

async function readContacts(store: Drafts): Promise<void> {
  const kept = await store.read<EmergencyContact[]>(book);
  if (kept) show({ contacts: kept });
  const { items } = await api.get<ContactList>('/api/emergency-contacts');
  show({ contacts: items });
  await store.write(book, items);
}

/** Opens what this device keeps for the account, and sends it whenever the server can be reached. Once, in the frame. */
export function useOutboxKept(isTeam: boolean): void {
  const { account, draftKey, hat } = useSession();
  const [accountId, hatId] = [account?.id, hat?.id];
  useEffect(() => {
    if (!accountId || !draftKey || !hatId || !isTeam) return undefined;
    memberId = hatId;
    drafts = openDrafts(accountId, draftKey);
    const chance = (): void => { if (state.waiting.length > 0) void send(); };
    const begin = async (): Promise<void> => {
      try {
        const store = await drafts;
        if (!store) return;
        show(await store.read<Kept>(box) ?? nothing);
        chance();
        await readContacts(store);
      } catch (error) {
        // Without the server the contacts of last time stand; without a disk only this page remembers.
        if (!(error instanceof ApiProblem)) show({ failed: true });
      }
    };
    void begin();
    const timer = setInterval(chance, 15_000);
    const forget = connection.subscribe(() => { if (connection.isOnline()) chance(); });
    addEventListener('online', chance);
    return () => {
      clearInterval(timer);
      forget();
      removeEventListener('online', chance);
    };
  }, [accountId, draftKey, hatId, isTeam]);
}

export const useOutbox = (): Outbox => useSyncExternalStore(
  (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
  () => state,
);
