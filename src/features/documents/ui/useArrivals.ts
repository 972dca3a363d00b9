import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { api } from '../../../kernel/ui/api.ts';
import { type Drafts, openDrafts } from '../../../kernel/ui/drafts.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { Content, DocumentCompartment } from '../contract.ts';
import { base64Of, fileFrom, MOST_WAITING, type WaitingPage } from './waiting.ts';

/** A page or a file that was chosen and not yet kept. It stays in the form until it is: a send that failed is sent again from here. */
export interface Arrival {
  readonly key: string;
  readonly file: File;
  readonly isPicture: boolean;
  /** Shown in the form; it never leaves the device this way. */
  readonly address: string | undefined;
  readonly turns: number;
}

/** Whether what was chosen would still be here after the window closed: it is; it is being put down; it is too large, or this browser keeps nothing. */
export type OnDevice = 'nothing' | 'kept' | 'keeping' | 'too-large' | 'impossible';

export interface Arrivals {
  readonly items: readonly Arrival[];
  /** How many of them the server has, while they are being sent. */
  readonly sent: number;
  readonly onDevice: OnDevice;
  /** Whether these pages were chosen earlier, in a form that went away. */
  readonly isFound: boolean;
  add(files: readonly File[]): void;
  turn(key: string): void;
  remove(key: string): void;
  /** Sends what the server has not yet; gives the ids in order. What arrived before the network broke off is not sent again. */
  send(place: { caseId: string; compartment: DocumentCompartment }, asPage: boolean): Promise<string[]>;
  /** The server has them all: nothing waits here any longer. */
  done(): Promise<void>;
}

/** @param waitsAs where what is chosen waits on the device until the server has it; nowhere, when absent */
export function useArrivals(waitsAs?: string): Arrivals {
  const { account, draftKey } = useSession();
  const accountId = account?.id ?? null;
  const [items, setItems] = useState<readonly Arrival[]>([]);
  const [sent, setSent] = useState(0);
  const [isFound, setFound] = useState(false);
  const [keeping, setKeeping] = useState(0);
  const [isImpossible, setImpossible] = useState(false);
  const ids = useRef(new Map<string, { readonly id: string; arrived: boolean }>());
  const addresses = useRef(new Set<string>());
  const gone = useRef(new Set<string>());
  useEffect(() => {
    const open = addresses.current;
    return () => open.forEach((address) => URL.revokeObjectURL(address));
  }, []);

  const arrival = useCallback((file: File, key: string, turns: number): Arrival => {
    const isPicture = file.type.startsWith('image/');
    const address = isPicture ? URL.createObjectURL(file) : undefined;
    if (address) addresses.current.add(address);
    return { key, file, isPicture, address, turns };
  }, []);

  useEffect(() => {
    if (waitsAs === undefined || accountId === null || draftKey === null) return undefined;
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const store = await openDrafts(accountId, draftKey);
      const names = await store.under(waitsAs);
      // Their keys are in order of time, as they were chosen.
      const found = await Promise.all(names.toSorted().map((name) => store.read<WaitingPage>(name)));
      const pages = found.flatMap((one) => one ?? []);
      if (!isCurrent || pages.length === 0) return;
      setFound(true);
      setItems((before) => [...pages.map((page) => arrival(fileFrom(page), page.key, page.turns)), ...before]);
    };
    look().catch(() => setImpossible(true));
    return () => {
      isCurrent = false;
    };
  }, [waitsAs, accountId, draftKey, arrival]);

  const store = async (): Promise<Drafts | undefined> => (waitsAs === undefined || accountId === null || draftKey === null ? undefined : openDrafts(accountId, draftKey));
  const whole = items.reduce((sum, one) => sum + one.file.size, 0);
  const put = async (some: readonly Arrival[]): Promise<void> => {
    setKeeping((before) => before + 1);
    try {
      const drafts = await store();
      for (const { key, file, turns } of some) {
        const data = await base64Of(file);
        // Taken away while it was being read.
        if (!gone.current.has(key)) await drafts?.write(`${waitsAs}/${key}`, { key, name: file.name, type: file.type, turns, data } satisfies WaitingPage);
      }
    } catch {
      // Said beside the pages: this device cannot keep them.
      setImpossible(true);
    } finally {
      setKeeping((before) => before - 1);
    }
  };
  const forget = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) gone.current.add(key);
    // Where drafts cannot be opened none was put down.
    const drafts = await store().catch(() => undefined);
    for (const key of keys) await drafts?.remove(`${waitsAs}/${key}`);
  };
  const onDevice = ((): OnDevice => {
    if (items.length === 0 || waitsAs === undefined) return 'nothing';
    if (isImpossible || draftKey === null) return 'impossible';
    return whole > MOST_WAITING ? 'too-large' : keeping > 0 ? 'keeping' : 'kept';
  })();

  return {
    items,
    sent,
    onDevice,
    isFound: isFound && items.length > 0,
    add(files) {
      const added = files.map((file) => arrival(file, newId(), 0));
      setItems((before) => [...before, ...added]);
      if (whole + files.reduce((sum, file) => sum + file.size, 0) <= MOST_WAITING) void put(added);
    },
    turn(key) {
      const turned = items.map((one) => (one.key === key ? { ...one, turns: (one.turns + 1) % 4 } : one));
      setItems(turned);
      if (whole <= MOST_WAITING) void put(turned.filter((one) => one.key === key));
    },
    remove(key) {
      setItems((before) => before.filter((one) => one.key !== key));
      void forget([key]);
    },
    done: () => forget(items.map((one) => one.key)),
    async send({ caseId, compartment }, asPage) {
      setSent(0);
      const order: string[] = [];
      for (const { key, file, isPicture, turns } of items) {
        const query = new URLSearchParams({ caseId, compartment, turns: String(turns), asPage: String(asPage && isPicture) });
        // Turned otherwise, or for other readers, it is another thing to keep.
        const known = ids.current.get(`${key} ${query}`) ?? { id: newId(), arrived: false };
        ids.current.set(`${key} ${query}`, known);
        if (!known.arrived) {
          const body = new FormData();
          body.append('file', file, file.name);
          await api.put<Content>(`/api/document-contents/${known.id}?${query}`, { body });
          known.arrived = true;
        }
        order.push(known.id);
        setSent(order.length);
      }
      return order;
    },
  };
}
