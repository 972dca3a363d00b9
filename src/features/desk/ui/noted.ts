import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { queueActs, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answered, Waiting } from '../../../kernel/offline/waiting.ts';
import { ApiProblem, api } from '../../../kernel/ui/api.ts';
import { kept, useKept } from '../../../kernel/ui/kept.ts';
import { type Interview, type InterviewHeading, InterviewMoveRequest, type InterviewMove, type Sitting, type StopReason } from '../contract.ts';
import { interviewMachine } from '../domain.ts';
import { interviewOf } from './queries.ts';

function withMove(sittings: readonly Sitting[], move: InterviewMove, at: string, reason: StopReason | null): Sitting[] {
  const last = sittings.at(-1);
  if (move === 'start' || !last) return move === 'start' ? [...sittings, { startedAt: at, endedAt: null, breaks: [], minutes: 0, reason: null }] : [...sittings];
  const breaks = last.breaks.map((one) => (one.to === null && move !== 'pause' ? { ...one, to: at, reason: one.reason ?? (move === 'resume' ? reason : null) } : one));
  const next: Sitting = { ...last, breaks: move === 'pause' ? [...breaks, { from: at, to: null, reason: null }] : breaks, ...(move === 'stop' ? { endedAt: at, reason } : {}) };
  return [...sittings.slice(0, -1), next];
}

/** An interview as it will be once what waits on this device has arrived: what was begun where there was no network goes on after a reload. */
export function asNoted(interview: Interview, waiting: readonly Waiting[]): Interview {
  let { state, sittings } = interview;
  for (const { path, body, refusal } of waiting) {
    const given = path === `/api/interviews/${interview.id}/moves` && refusal === undefined ? InterviewMoveRequest.safeParse(body) : undefined;
    if (!given?.success || !interviewMachine.can(state, given.data.move)) continue;
    const { move, reason = null, notedAt } = given.data;
    state = interviewMachine.next(state, move, { reason });
    sittings = withMove(sittings, move, notedAt ?? interview.createdAt, reason);
  }
  return { ...interview, state, sittings };
}

/** What waits of an interview on this device. */
export function useNoted(interviewId: string): readonly Waiting[] {
  const client = useQueryClient();
  const anew = useCallback((call: Waiting, answer: Answered) => {
    if (call.record.id !== interviewId) return;
    // Told before the call leaves the queue: the screen goes from what was noted to what the server has without a step back. The shape is promised by the contract.
    if (answer.body !== undefined) client.setQueryData(interviewOf(interviewId).queryKey, answer.body as Interview);
    else void client.invalidateQueries({ queryKey: interviewOf(interviewId).queryKey });
  }, [client, interviewId]);
  useWhenKept('interview', anew);
  const queued = useQueued('interview');
  return useMemo(() => queued.filter(({ record }) => record.id === interviewId), [queued, interviewId]);
}

/** Whether sections wait on this device for now: for a start that has not arrived yet, or for the person to sign in. */
export function useIsHeld(waiting: readonly Waiting[]): boolean {
  return useKept().isFromDevice || waiting.some(({ refusal }) => refusal === undefined);
}

export interface MoveAsked {
  readonly name: InterviewMove;
  readonly reason?: StopReason;
  /** What was changed of the heading before the first word. */
  readonly heading?: InterviewHeading;
}

const isUnreached = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'offline';

/**
 * Begins, pauses, goes on and stops, with and without a network: where nobody answers it waits on this device under the same id, with its own hour. Signing
 * is not for later: what is signed is what the server has.
 */
export function useInterviewMove(interview: Interview, onKept: (kept: Interview) => void) {
  const { t } = useText();
  const record = { kind: 'interview', id: interview.id };
  const path = `/api/interviews/${interview.id}`;
  // One id for a step until it is done: asked again after an answer that never came, it is still the same step.
  const [ids] = useState(() => new Map<InterviewMove, string>());
  const idOf = (name: InterviewMove): string => {
    const id = ids.get(name) ?? newId();
    ids.set(name, id);
    return id;
  };
  return useMutation({
    mutationFn: async ({ name, reason, heading }: MoveAsked): Promise<Interview | null> => {
      const body: InterviewMoveRequest = { id: idOf(name), move: name, notedAt: new Date().toISOString(), ...(reason === undefined ? {} : { reason }) };
      if (name === 'sign' || !kept.state().isFromDevice) {
        try {
          if (heading) await api.patch<Interview>(path, { ifMatch: interview.version, body: heading });
          return await api.post<Interview>(`${path}/moves`, { body });
        } catch (error) {
          if (name === 'sign' || !isUnreached(error)) throw error;
        }
      }
      const waits = { record, href: `/interviews/${interview.id}`, says: { key: 'desk.says.move', values: { what: t(`desk.move.${name}`), code: interview.code } } };
      const after = heading ? [await queueActs.send({ method: 'PATCH', path, body: heading, seen: interview.version, ...waits })] : [];
      await queueActs.send({ method: 'POST', path: `${path}/moves`, body, after, ...waits });
      return null;
    },
    onSuccess: (moved, { name }) => {
      ids.delete(name);
      if (moved) onKept(moved);
    },
  });
}
