import { useCallback, useEffect, useState } from 'react';
import { filesHere, useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { NewDocument } from '../contract.ts';

export { type ChosenPage, waitingFor } from '../domain.ts';

/** How many pages chosen earlier for this thing were not given yet. @returns the count, and how to look again */
export function useWaitingCount(place: string): readonly [number, () => void] {
  const { hat, draftKey } = useSession();
  const isOpen = hat !== null && draftKey !== null;
  const [count, setCount] = useState(0);
  const look = useCallback(() => {
    // Before somebody is at it, and on a device that keeps nothing, nothing waits.
    if (isOpen) filesHere().then((files) => files.chosen(place)).then((found) => setCount(found.length), () => setCount(0));
  }, [isOpen, place]);
  useEffect(look, [look]);
  return [count, look];
}

/** A paper that was given to be kept and that the server has not: what it is, and why it waits for somebody, if it does. */
export interface OnItsWay {
  readonly id: string;
  readonly title: string;
  readonly refusal: string | undefined;
}

/** Papers of one thing on their way, as the queue holds them. */
export function useOnTheirWay(caseId: string, subjectId: string | undefined): readonly OnItsWay[] {
  const waiting = useQueued('document');
  return waiting.flatMap(({ path, body, record }) => {
    // Its shape is what this room gave the queue.
    const given = path === `/api/documents/${record.id}` ? (body as NewDocument) : undefined;
    if (given?.caseId !== caseId || given.subjectId !== subjectId) return [];
    return [{ id: record.id, title: given.title, refusal: waiting.find((one) => one.record.id === record.id && one.refusal)?.refusal?.code }];
  });
}
