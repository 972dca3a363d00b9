import { useCallback, useEffect, useState } from 'react';
import { openDrafts } from '../../../kernel/ui/drafts.ts';
import { useSession } from '../../../kernel/ui/session.tsx';

/** A page or a file that was chosen and that the server has not: as it waits on the device, sealed. */
export interface WaitingPage {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly turns: number;
  /** The bytes in base64, for drafts are kept as text. */
  readonly data: string;
}

/** More than this is not put down on a telephone: some twelve photographs as telephones take them. In bytes. */
export const MOST_WAITING = 48 * 1_048_576;

/** Where pages chosen for one thing wait. */
export const waitingFor = (caseId: string, subjectId = 'case'): string => `documents/${caseId}/${subjectId}/page`;

/** @throws {DOMException} when the file went from the device meanwhile */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
  return btoa(parts.join(''));
}

export const fileFrom = (page: WaitingPage): File => new File([Uint8Array.from(atob(page.data), (letter) => letter.charCodeAt(0))], page.name, { type: page.type });

/** How many pages chosen earlier for this thing nobody has yet. @returns the count, and how to look again */
export function useWaitingCount(name: string): readonly [number, () => void] {
  const { account, draftKey } = useSession();
  const accountId = account?.id ?? null;
  const [count, setCount] = useState(0);
  const look = useCallback(() => {
    if (accountId === null || draftKey === null) return;
    // A device that keeps nothing has nothing waiting.
    openDrafts(accountId, draftKey).then((store) => store.under(name)).then((found) => setCount(found.length), () => setCount(0));
  }, [accountId, draftKey, name]);
  useEffect(look, [look]);
  return [count, look];
}
