import { useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { api } from '../../../kernel/ui/api.ts';
import type { Content, DocumentCompartment } from '../contract.ts';

/** A page or a file that was chosen and not yet kept. It stays in the form until it is: a send that failed is sent again from here. */
export interface Arrival {
  readonly key: string;
  readonly file: File;
  readonly isPicture: boolean;
  /** Shown in the form; it never leaves the device this way. */
  readonly address: string | undefined;
  readonly turns: number;
}

export interface Arrivals {
  readonly items: readonly Arrival[];
  /** How many of them the server has, while they are being sent. */
  readonly sent: number;
  add(files: readonly File[]): void;
  turn(key: string): void;
  remove(key: string): void;
  /** Sends what the server has not yet; gives the ids in order. What arrived before the network broke off is not sent again. */
  send(place: { caseId: string; compartment: DocumentCompartment }, asPage: boolean): Promise<string[]>;
}

export function useArrivals(): Arrivals {
  const [items, setItems] = useState<readonly Arrival[]>([]);
  const [sent, setSent] = useState(0);
  const ids = useRef(new Map<string, { readonly id: string; arrived: boolean }>());
  const addresses = useRef(new Set<string>());
  useEffect(() => {
    const open = addresses.current;
    return () => open.forEach((address) => URL.revokeObjectURL(address));
  }, []);
  return {
    items,
    sent,
    add(files) {
      setItems((before) => [...before, ...files.map((file) => {
        const isPicture = file.type.startsWith('image/');
        const address = isPicture ? URL.createObjectURL(file) : undefined;
        if (address) addresses.current.add(address);
        return { key: newId(), file, isPicture, address, turns: 0 };
      })]);
    },
    turn: (key) => setItems((before) => before.map((one) => (one.key === key ? { ...one, turns: (one.turns + 1) % 4 } : one))),
    remove: (key) => setItems((before) => before.filter((one) => one.key !== key)),
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
