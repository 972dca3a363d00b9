import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote, isHeldBy } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answered, Waiting } from '../../../kernel/offline/waiting.ts';
import { api } from '../../../kernel/ui/api.ts';
import { useKept } from '../../../kernel/ui/kept.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { type Interview, type InterviewHeading, type InterviewMove, type InterviewMoveRequest, type PersonSignatureRequest, type RoomChange, SectionKept, SectionWrite, type StopReason } from '../contract.ts';
import { markOfContent } from '../domain.ts';
import { asNoted, withSection, type Writer } from './as-noted.ts';
import { interviewOf, interviewSettings } from './queries.ts';

const recordOf = (id: string) => ({ kind: 'interview', id });
export const pathOf = (id: string): string => `/api/interviews/${id}`;

function useWriter(): Writer {
  const { account, hat } = useSession();
  return useMemo(() => ({ id: hat?.id ?? '', name: account?.name ?? '', role: hat?.role ?? '' }), [account, hat]);
}

/** What waits of an interview on this device; what arrives is taken over at once. */
function useNoted(interviewId: string, me: Writer): readonly Waiting[] {
  const client = useQueryClient();
  const anew = useCallback((call: Waiting, answer: Answered) => {
    if (call.record.id !== interviewId) return;
    const { queryKey } = interviewOf(interviewId);
    // Told before the call leaves the queue: the screen goes from what was noted to what the server has without a step back. The shapes are promised by the contract.
    const at = `${pathOf(interviewId)}/sections/`;
    if (call.path.startsWith(at)) {
      const [taken, written] = [SectionKept.safeParse(answer.body).data, SectionWrite.safeParse(call.body).data];
      if (taken && written) client.setQueryData(queryKey, (known) => known && withSection(known, call.path.slice(at.length), { state: written.state, content: taken.content ?? written.content }, taken, { id: me.id, name: me.name }));
      if (taken?.beside === null) return;
    } else if (answer.body !== undefined) {
      client.setQueryData(queryKey, answer.body as Interview);
      return;
    }
    void client.invalidateQueries({ queryKey });
  }, [client, interviewId, me]);
  useWhenKept('interview', anew);
  const queued = useQueued('interview');
  return useMemo(() => queued.filter(({ record }) => record.id === interviewId), [queued, interviewId]);
}

/** An interview with what of it waits on this device. `isHeld`: what is done now waits here too, behind what waits already or until somebody signs in. */
export function useInterview(interviewId: string) {
  const query = useQuery(interviewOf(interviewId));
  const me = useWriter();
  const waiting = useNoted(interviewId, me);
  useKept();
  const isAsked = useQuery({ ...interviewSettings, staleTime: 10 * 60_000, enabled: waiting.length > 0 }).data?.personSignature;
  const interview = useMemo(() => asNoted(query.data, waiting, me, isAsked), [query.data, waiting, me, isAsked]);
  return { interview, error: query.error, refetch: query.refetch, isHeld: isHeldBy(waiting), refused: waiting.filter(({ refusal }) => refusal !== undefined) };
}

/** What it is and what it needs to be shown, for the queue. */
const queuedAs = (id: string, key: string, values: Readonly<Record<string, string>>) => ({ record: recordOf(id), href: `/interviews/${id}`, says: { key, values } });

export interface MoveAsked {
  readonly name: InterviewMove;
  readonly reason?: StopReason;
  /** What was changed of the heading before the first word. */
  readonly heading?: InterviewHeading;
}

/**
 * Begins, pauses, goes on, stops and signs, with and without a network: where nobody answers it waits on this device under the same id, with its own hour. A
 * signature that waits names the text as it stands here; where another stands at the server by then, it is refused and its author looks again.
 */
export function useInterviewMove(interview: Interview, onKept: (kept: Interview) => void) {
  const { t } = useText();
  const path = pathOf(interview.id);
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
      return askOrNote(recordOf(interview.id), async () => {
        if (heading) await api.patch<Interview>(path, { ifMatch: interview.version, body: heading });
        return api.post<Interview>(`${path}/moves`, { body });
      }, async () => {
        const waits = queuedAs(interview.id, 'desk.says.move', { what: t(`desk.move.${name}`), code: interview.code });
        const after = heading ? [await queueActs.send({ method: 'PATCH', path, body: { ...heading, changeId: newId() }, seen: interview.version, ...waits })] : [];
        await queueActs.send({ method: 'POST', path: `${path}/moves`, body: name === 'sign' ? { ...body, content: await markOfContent(interview) } : body, after, ...waits });
      });
    },
    onSuccess: (moved, { name }) => {
      ids.delete(name);
      if (moved) onKept(moved);
    },
  });
}

/** Who is in the room, the language, the preparation: changed here, with and without a network. */
export function useHeadingChange(interview: Interview, onKept: (kept: Interview | null) => void) {
  const { t } = useText();
  const path = pathOf(interview.id);
  return useMutation({
    mutationFn: (heading: InterviewHeading): Promise<Interview | null> => askOrNote(
      recordOf(interview.id),
      () => api.patch<Interview>(path, { ifMatch: interview.version, body: heading }),
      () => queueActs.send({ method: 'PATCH', path, body: { ...heading, changeId: newId() }, seen: interview.version, ...queuedAs(interview.id, 'desk.says.move', { what: t('desk.says.room'), code: interview.code }) }),
    ),
    onSuccess: onKept,
  });
}

/**
 * What the person did with what was read back, with and without a network: a signature that waits names the text as it stands here, like its author's; where
 * another stands at the server by then, it is refused, and what was drawn stays on this device.
 */
export function usePersonSignature(interview: Interview, id: string, onKept: (kept: Interview | null) => void) {
  const { t } = useText();
  return useMutation({
    mutationFn: (given: PersonSignatureRequest): Promise<Interview | null> => {
      const path = `${pathOf(interview.id)}/person-signatures/${id}`;
      return askOrNote(recordOf(interview.id), () => api.put<Interview>(path, { body: given }), async () => {
        const body: PersonSignatureRequest = { ...given, notedAt: new Date().toISOString(), ...(given.outcome === 'signed' ? { content: await markOfContent(interview) } : {}) };
        await queueActs.send({ method: 'PUT', path, body, ...queuedAs(interview.id, 'desk.says.move', { what: t(`desk.says.person-${given.outcome}`), code: interview.code }) });
      });
    },
    onSuccess: onKept,
  });
}

/** Somebody comes into the room or leaves it: one tap, with its hour. */
export function useRoomChange(interview: Interview, onKept: (kept: Interview) => void) {
  const { t } = useText();
  return useMutation({
    mutationFn: async (given: Pick<RoomChange, 'role' | 'change'>): Promise<Interview | null> => {
      const body: RoomChange = { ...given, id: newId(), notedAt: new Date().toISOString() };
      const path = `${pathOf(interview.id)}/room`;
      return askOrNote(recordOf(interview.id), () => api.post<Interview>(path, { body }), () => queueActs.send({ method: 'POST', path, body, ...queuedAs(interview.id, 'desk.says.move', { what: t('desk.says.room'), code: interview.code }) }));
    },
    onSuccess: (changed) => { if (changed) onKept(changed); },
  });
}

/** Notes a section on this device behind what waits of its interview; words that have not left yet are replaced by the newer ones. */
export async function noteSection(interviewId: string, section: string, body: SectionWrite, base: number, title: string): Promise<void> {
  const path = `${pathOf(interviewId)}/sections/${section}`;
  const last = queueActs.pending(recordOf(interviewId)).findLast((one) => one.path === path && one.refusal === undefined);
  const before = last && SectionWrite.safeParse(last.body).data;
  // What was begun from stays what it was, so that the server brings together what a colleague wrote meanwhile.
  if (last && before && !body.settles) {
    const replaced = await queueActs.replace(last.id, { ...before, state: body.state, content: body.content });
    if (replaced) return;
  }
  await queueActs.send({ method: 'PUT', path, body, seen: base, ...queuedAs(interviewId, 'desk.says.section', { title }) });
}
