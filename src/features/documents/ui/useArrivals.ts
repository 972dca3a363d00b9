import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { filesHere } from '../../../kernel/offline/ui/theQueue.ts';
import type { FileToSend, ToSend } from '../../../kernel/offline/waiting.ts';
import type { BringContent, DocumentCompartment } from '../contract.ts';
import type { ChosenPage } from './waiting.ts';

/** A page or a file that was chosen and not yet given to be kept. */
export interface Arrival {
  /** Of the file on this device, of its upload and of what it becomes: chosen once, it is kept once. */
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly isPicture: boolean;
  /** Shown in the form; it never leaves the device this way. */
  readonly address: string | undefined;
  readonly turns: number;
  /** Absent while it is being put down on the device. */
  readonly file: FileToSend | undefined;
}

/** Whether what was chosen would still be here after the window closed: it is; it is being put down; this device keeps nothing more. */
export type OnDevice = 'nothing' | 'kept' | 'keeping' | 'impossible';

export interface Arrivals {
  readonly items: readonly Arrival[];
  readonly onDevice: OnDevice;
  /** Every page lies where it can be sent from. */
  readonly isReady: boolean;
  /** Whether these pages were chosen earlier, in a form that went away. */
  readonly isFound: boolean;
  add(files: readonly File[]): void;
  turn(key: string): void;
  remove(key: string): void;
  /** The calls that bring them, in order, each with its file; their ids are what a document is made of. */
  calls(place: { caseId: string; compartment: DocumentCompartment }, asPage: boolean): (ToSend & { readonly file: FileToSend })[];
  /** The queue has them: nothing waits here any longer. */
  handedOver(): Promise<void>;
}

const kindOf = (type: string) => ({ type, isPicture: type.startsWith('image/') });

/** @param place where what is chosen waits on the device, sealed, until it is given to be kept @param documentId of the document that it becomes a part of */
export function useArrivals(place: string, documentId: string): Arrivals {
  const [items, setItems] = useState<readonly Arrival[]>([]);
  const [isFound, setFound] = useState(false);
  const [isImpossible, setImpossible] = useState(false);
  const addresses = useRef(new Set<string>());
  const gone = useRef(new Set<string>());
  useEffect(() => {
    const open = addresses.current;
    return () => open.forEach((address) => URL.revokeObjectURL(address));
  }, []);

  const addressOf = useCallback((blob: Blob): string => {
    const address = URL.createObjectURL(blob);
    addresses.current.add(address);
    return address;
  }, []);

  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const files = await filesHere();
      const found = await Promise.all((await files.chosen<ChosenPage>(place)).map(async ({ file, about }): Promise<Arrival[]> => {
        const blob = await files.whole(file, about.type);
        return blob ? [{ key: file.id, ...kindOf(about.type), name: about.name, address: about.type.startsWith('image/') ? addressOf(blob) : undefined, turns: about.turns, file }] : [];
      }));
      const pages = found.flat();
      if (!isCurrent || pages.length === 0) return;
      setFound(true);
      setItems((before) => [...pages, ...before]);
    };
    look().catch(() => setImpossible(true));
    return () => {
      isCurrent = false;
    };
  }, [place, addressOf]);

  const put = async (key: string, blob: File): Promise<void> => {
    try {
      const files = await filesHere();
      const { file, isKept } = await files.choose(place, key, blob, { name: blob.name, type: blob.type, turns: 0 } satisfies ChosenPage);
      if (!isKept) setImpossible(true);
      // Taken away while it was being put down.
      if (gone.current.has(key)) await files.forget(place, key);
      else setItems((before) => before.map((one) => (one.key === key ? { ...one, file } : one)));
    } catch {
      // It went from the device while it was read, or nobody is at it: the page does not pretend to hold it.
      setImpossible(true);
      setItems((before) => before.filter((one) => one.key !== key));
    }
  };
  const isReady = items.length > 0 && items.every((one) => one.file !== undefined);
  const onDevice = ((): OnDevice => {
    if (items.length === 0 && !isImpossible) return 'nothing';
    return isImpossible ? 'impossible' : isReady ? 'kept' : 'keeping';
  })();

  return {
    items,
    onDevice,
    isReady,
    isFound: isFound && items.length > 0,
    add(files) {
      const added = files.map((file): Arrival => {
        const kind = kindOf(file.type);
        return { key: newId(), ...kind, name: file.name, address: kind.isPicture ? addressOf(file) : undefined, turns: 0, file: undefined };
      });
      setItems((before) => [...before, ...added]);
      for (const [at, file] of files.entries()) void put(added[at]?.key ?? '', file);
    },
    turn(key) {
      const turned = items.map((one) => (one.key === key ? { ...one, turns: (one.turns + 1) % 4 } : one));
      setItems(turned);
      const one = turned.find((each) => each.key === key);
      const note = async (): Promise<void> => {
        if (one?.file) await (await filesHere()).note(place, one.file, { name: one.name, type: one.type, turns: one.turns } satisfies ChosenPage);
      };
      // Said beside the pages: this device cannot keep it.
      note().catch(() => setImpossible(true));
    },
    remove(key) {
      gone.current.add(key);
      setItems((before) => before.filter((one) => one.key !== key));
      // What could not be taken off now goes with its two weeks.
      void filesHere().then((files) => files.forget(place, key)).catch(() => undefined);
    },
    calls({ caseId, compartment }, asPage) {
      return items.flatMap(({ key, file, name, isPicture, turns }, at) => (file ? [{
        method: 'PUT' as const, path: `/api/document-contents/${key}`, file, record: { kind: 'document', id: documentId }, href: `/cases/${caseId}?tab=documents`,
        body: { caseId, compartment, upload: { id: file.id, digest: file.digest }, name: name.slice(-200), turns, asPage: asPage && isPicture } satisfies BringContent,
        says: { key: 'documents.queued.page', values: { number: at + 1, of: items.length } },
      }] : []));
    },
    handedOver: async () => (await filesHere()).handOver(place, items.map((one) => one.key)),
  };
}
