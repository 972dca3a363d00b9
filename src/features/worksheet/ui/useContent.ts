import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { v7 as newId } from 'uuid';
import { api } from '../../../kernel/ui/api.ts';
import { asProblem, mayRetry } from '../../../kernel/ui/problems.ts';
import { type Draft, useDraft } from '../../../kernel/ui/useDraft.ts';
import { WorksheetContent } from '../contract.ts';
import type { Kept, Worksheet } from '../wire.ts';
import { worksheetOf } from './queries.ts';

const pauseBeforeSending = 700;
const pauseBeforeRetry = 6_000;

export interface KeptContent {
  readonly content: WorksheetContent;
  readonly version: number;
  readonly change: (next: WorksheetContent | ((before: WorksheetContent) => WorksheetContent)) => void;
  readonly isDirty: boolean;
  readonly isSending: boolean;
  /** What is written cannot be sent yet: a period that ends before it begins. */
  readonly isFaulty: boolean;
  readonly onServer: Date | null;
  readonly draft: Draft<WorksheetContent>;
  readonly problem: unknown;
  /** After somebody else wrote meanwhile: what stands on this screen goes over the newest, or gives way to it. */
  readonly settle: (whose: 'mine' | 'theirs') => Promise<void>;
}

/** Sends the worksheet a moment after each change; until the server has it, it stays sealed on this device, and without a network it is tried again by itself. */
export function useContent(worksheet: Worksheet): KeptContent {
  const client = useQueryClient();
  const [content, setContent] = useState(worksheet.content);
  const [kept, setKept] = useState({ content: worksheet.content, version: worksheet.version });
  const [inFlight, setInFlight] = useState<{ id: string; content: WorksheetContent } | null>(null);
  const [road, setRoad] = useState<'free' | 'busy' | 'waiting'>('free');
  const [onServer, setOnServer] = useState<Date | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const isDirty = content !== kept.content;
  const isFaulty = !WorksheetContent.safeParse(content).success;
  const draft = useDraft<WorksheetContent>(`worksheet/${worksheet.id}`, content, isDirty);
  const { clear } = draft;
  const isSpent = !isDirty && draft.savedAt !== null;
  useEffect(() => {
    if (isSpent) clear();
  }, [isSpent, clear]);

  const send = useCallback(async (change: { id: string; content: WorksheetContent }, version: number): Promise<void> => {
    setRoad('busy');
    try {
      const { version: next } = await api.put<Kept>(`/api/worksheets/${worksheet.id}/content`, { ifMatch: version, body: change });
      setKept({ content: change.content, version: next });
      setInFlight(null);
      setOnServer(new Date());
      client.setQueryData(worksheetOf(worksheet.id).queryKey, (known) => known && { ...known, content: change.content, version: next });
    } catch (error) {
      if (mayRetry(error)) {
        setRoad('waiting');
        await new Promise((wake) => setTimeout(wake, pauseBeforeRetry));
      } else {
        setProblem(error);
      }
    } finally {
      setRoad('free');
    }
  }, [client, worksheet.id]);

  useEffect(() => {
    if (road !== 'free' || problem !== null || !isDirty || (isFaulty && !inFlight)) return undefined;
    const timer = setTimeout(() => {
      if (inFlight) void send(inFlight, kept.version);
      else setInFlight({ id: newId(), content });
    }, inFlight ? 0 : pauseBeforeSending);
    return () => clearTimeout(timer);
  }, [inFlight, content, kept.version, road, problem, isDirty, isFaulty, send]);

  const settle = async (whose: 'mine' | 'theirs'): Promise<void> => {
    if (asProblem(problem).code === 'changed-meanwhile') {
      const fresh = await client.fetchQuery({ ...worksheetOf(worksheet.id), staleTime: 0 });
      setKept({ content: fresh.content, version: fresh.version });
      if (whose === 'theirs') setContent(fresh.content);
    }
    setInFlight(null);
    setProblem(null);
  };

  return { content, version: kept.version, change: setContent, isDirty, isSending: road === 'busy', isFaulty, onServer, draft, problem, settle };
}
