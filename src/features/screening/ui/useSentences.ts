import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { api } from '../../../kernel/ui/api.ts';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { Wording, WriteSentences } from '../wordings.ts';
import { wordingBoard, wordingOf } from './queries.ts';
import { afterKept, isUnsettled, sendable, shownAt, standsOtherwise, stillUnsettled, type Typed, typedOver } from './sentences.ts';

const pauseBeforeSending = 900;

/**
 * Sentences on their way from the screen to the draft at the server: each is kept on this device as it is typed, and sent a moment after the last key, upon what stood
 * there when it was begun. Where somebody wrote the same one meanwhile, it stays here until whoever types has chosen.
 */
export function useSentences(wording: Wording) {
  const client = useQueryClient();
  const [typed, setTyped] = useReducer((before: Typed, step: (before: Typed) => Typed) => step(before), {});
  const standing = useMemo(() => new Map(wording.lines.map((line) => [line.key, line.words])), [wording.lines]);
  const isDirty = isUnsettled(typed, standing);
  const draft = useDraft<Typed>(`wording/${wording.id}`, typed, isDirty);
  const { found, clear } = draft;
  // What this device kept when the page died goes the same way as what is typed now; it is taken up once.
  const isTaken = useRef(false);
  useEffect(() => {
    if (!found || isTaken.current || !wording.may.write) return;
    isTaken.current = true;
    const left = stillUnsettled(found, standing);
    if (Object.keys(left).length > 0) setTyped((now) => ({ ...left, ...now }));
    else clear();
  }, [found, wording.may.write, standing, clear]);
  const [onServer, setOnServer] = useState<Date | null>(null);
  const keep = useMutation({
    mutationFn: (sentences: WriteSentences['sentences']) => api.patch<Wording>(`/api/wordings/${wording.id}/sentences`, { body: { sentences } }),
    onSuccess: (kept, sent) => {
      client.setQueryData(wordingOf(wording.id).queryKey, kept);
      void client.invalidateQueries({ queryKey: wordingBoard.queryKey, exact: true });
      setTyped((now) => afterKept(now, sent));
      setOnServer(new Date());
    },
    onError: async (error) => {
      if (asProblem(error).code === 'changed-meanwhile') await client.invalidateQueries({ queryKey: wordingOf(wording.id).queryKey });
    },
  });
  const isClean = !isDirty && onServer !== null;
  useEffect(() => {
    if (isClean) clear();
  }, [isClean, clear]);
  const ready = useMemo(() => sendable(typed, standing), [typed, standing]);
  const { mutate, isPending } = keep;
  // What was refused is not sent again by itself; a further key, or other words of somebody else, make it another thing to send.
  const isStuck = keep.isError && keep.variables === ready;
  useEffect(() => {
    if (isPending || isStuck || Object.keys(ready).length === 0) return undefined;
    const timer = setTimeout(() => mutate(ready), pauseBeforeSending);
    return () => clearTimeout(timer);
  }, [ready, isPending, isStuck, mutate]);
  return {
    wordsOf: (key: string): string => shownAt(typed, standing, key),
    /** What somebody else wrote at this place meanwhile. */
    otherwise: (key: string): string | null => standsOtherwise(typed, standing, key),
    type: (key: string, words: string): void => setTyped((now) => typedOver(now, standing, key, words)),
    typeAll: (sentences: Readonly<Record<string, string>>): void => setTyped((now) => Object.entries(sentences).reduce((all, [key, words]) => typedOver(all, standing, key, words), now)),
    /** One's own sentence, now upon what stands there; or that one, and one's own is let go. */
    keepMine: (key: string): void => setTyped((now) => (now[key] ? { ...now, [key]: { words: now[key].words, before: standing.get(key) ?? '' } } : now)),
    takeTheirs: (key: string): void => setTyped(({ [key]: _mine, ...others }) => others),
    isDirty, isSending: isPending, problem: isStuck ? keep.error : null, onServer, draft,
    sendNow: (): void => mutate(ready),
  };
}
