import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { v7 as newId } from 'uuid';
import { api } from '../../../kernel/ui/api.ts';
import { asProblem, mayRetry } from '../../../kernel/ui/problems.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { waitsHere } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answers } from '../contract.ts';
import type { AnswersKept, ChangeAnswers, Screening } from '../wire.ts';
import { acknowledged, answered, answersTo, type Answering, beginning, overtaken, sending, shown, unsent } from './answering.ts';
import { hrefOf, recordOf } from './noted.ts';
import { screeningOf } from './queries.ts';

const pauseBeforeSending = 350;
const pauseBeforeRetry = 6_000;

export interface KeptAnswers {
  readonly answers: Answers;
  readonly version: number;
  give(given: Answers): void;
  readonly isDirty: boolean;
  readonly isSending: boolean;
  readonly onDevice: Date | null;
  readonly onServer: Date | null;
  readonly deviceFailed: boolean;
  /** Why the last change was refused for good; null while all is well or will be tried again. */
  readonly problem: unknown;
}

const latest = (one: Date | null, other: Date | null): Date | null => ((one?.getTime() ?? 0) > (other?.getTime() ?? 0) ? one : other);

/**
 * Sends each answer a moment after it is given, together with those given meanwhile. Until the server has it, it stays sealed on this
 * device; where the list itself waits on this device (`isHeld`), or nobody answers, its answers go into the queue behind it.
 */
export function useAnswers(screening: Screening, isHeld: boolean, title: string): KeptAnswers {
  const client = useQueryClient();
  const [now, change] = useReducer((before: Answering, step: (before: Answering) => Answering) => step(before), beginning(screening.answers, screening.version));
  /** `waiting`: the server could not be reached; tried again after a pause. */
  const [road, setRoad] = useState<'free' | 'busy' | 'waiting'>('free');
  const [onServer, setOnServer] = useState<Date | null>(null);
  /** When the device's queue last took something. */
  const [noted, setNoted] = useState<Date | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const missing = unsent(now);
  const isDirty = Object.keys(missing).length > 0;
  const draft = useDraft<Answers>(`screening/${screening.id}`, missing, isDirty);

  // What this device kept when the page died goes the same way as a fresh answer.
  const { found, clear } = draft;
  useEffect(() => {
    if (found && screening.state === 'open') change((before) => answered(before, { ...found, ...unsent(before) }));
  }, [found, screening.state]);
  const isSpent = !isDirty && (found === undefined ? draft.savedAt !== null : onServer !== null || noted !== null);
  useEffect(() => {
    if (isSpent) clear();
  }, [isSpent, clear]);

  const send = useCallback(async (inFlight: NonNullable<Answering['inFlight']>, version: number, kept: Answers): Promise<void> => {
    setRoad('busy');
    const path = `/api/screenings/${screening.id}/answers`;
    const noteHere = async (): Promise<void> => {
      await queueActs.send({ method: 'PATCH', path, body: { ...inFlight, before: answersTo(kept, inFlight.answers) } satisfies ChangeAnswers, seen: version, record: recordOf(screening.id), href: hrefOf(screening.id), says: { key: 'screening.says.answers', values: { title } } });
      change((before) => acknowledged(before, inFlight.id, version + 1));
      setNoted(new Date());
    };
    try {
      if (isHeld) return await noteHere();
      const answer = await api.patch<AnswersKept>(path, { ifMatch: version, body: inFlight });
      change((before) => acknowledged(before, inFlight.id, answer.version));
      client.setQueryData(screeningOf(screening.id).queryKey, (known) =>
        known && { ...known, answers: { ...known.answers, ...inFlight.answers }, ...answer });
      setOnServer(new Date());
    } catch (error) {
      if (waitsHere(error)) {
        // The same change under the same id: had it arrived after all, the server knows it.
        await noteHere().catch(setProblem);
      } else if (asProblem(error).code === 'changed-meanwhile') {
        const fresh = await client.fetchQuery({ ...screeningOf(screening.id), staleTime: 0 });
        change((before) => overtaken(before, fresh));
      } else if (mayRetry(error)) {
        setRoad('waiting');
        await new Promise((wake) => setTimeout(wake, pauseBeforeRetry));
      } else {
        setProblem(error);
      }
    } finally {
      setRoad('free');
    }
  }, [client, isHeld, screening.id, title]);

  const { inFlight, version, kept: known } = now;
  useEffect(() => {
    if (road !== 'free' || problem !== null || !isDirty) return undefined;
    const timer = setTimeout(() => {
      if (inFlight) void send(inFlight, version, known);
      else change((before) => sending(before, newId()));
    }, inFlight ? 0 : pauseBeforeSending);
    return () => clearTimeout(timer);
  }, [inFlight, version, known, road, problem, isDirty, send]);

  return {
    answers: shown(now), version: now.version, isDirty, isSending: road === 'busy', onDevice: latest(draft.savedAt, noted), onServer, deviceFailed: draft.failed, problem,
    give: (given) => change((before) => answered(before, given)),
  };
}
