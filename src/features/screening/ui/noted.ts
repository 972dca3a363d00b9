import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { v7 as newId } from 'uuid';
import { askOrNote, isHeldBy } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answered, Waiting } from '../../../kernel/offline/waiting.ts';
import { api } from '../../../kernel/ui/api.ts';
import { useKept } from '../../../kernel/ui/kept.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { AnswersKept, ChangeAnswers, type InstrumentOffered, MoveScreening, type Screening, type ScreeningLine, StartScreening } from '../wire.ts';
import type { Answers } from '../contract.ts';
import { isDecided, markOfAnswers } from '../domain.ts';
import type { OnDevice } from './critical.ts';
import { screeningOf, screeningsOf } from './queries.ts';

export const recordOf = (id: string) => ({ kind: 'screening', id });
export const hrefOf = (id: string): string => `/screenings/${id}`;

/** Who writes at this screen. */
export interface Writer { readonly id: string; readonly name: string; readonly role: string }

/** A completion that the server refused: other answers stand there by now. */
export const refusedIn = (waiting: readonly Waiting[]): Waiting[] => waiting.filter(({ path, refusal }) => refusal !== undefined && path.endsWith('/moves'));

/** Answers that the server refused because the same question was answered otherwise meanwhile: somebody chooses. */
export const twiceAnswered = (waiting: readonly Waiting[]): Waiting[] => waiting.filter(({ path, refusal }) => refusal?.code === 'changed-meanwhile' && path.endsWith('/answers'));

/** A list of questions as it will be once what waits on this device has arrived: begun where there was no network, and answered there. */
export function asNoted(known: Screening | undefined, waiting: readonly Waiting[], me: Writer): Screening | undefined {
  let screening = known;
  let isBehind = false;
  for (const { path, body, about, notedAt, refusal, record, says } of waiting) {
    if (refusal !== undefined) {
      isBehind = true;
      continue;
    }
    const own = `/api/screenings/${record.id}`;
    if (!screening && path === own) screening = begun(record.id, StartScreening.safeParse(body).data, { ...about, title: String(says?.values?.['title'] ?? '') }, notedAt, me);
    const given = path === `${own}/answers` ? ChangeAnswers.safeParse(body).data : undefined;
    if (screening && given) screening = withAnswers(screening, given.answers, known === undefined);
    const ended = path === `${own}/moves` ? MoveScreening.safeParse(body).data : undefined;
    // What stands behind something that was refused goes nowhere until somebody has looked.
    if (screening && ended && !isBehind) screening = completedHere(screening, ended.notedAt ?? new Date(notedAt).toISOString());
  }
  return screening;
}

/** @param isCounted how much is answered is not known from the server yet */
function withAnswers(screening: Screening, given: Answers, isCounted: boolean): Screening {
  const answers = { ...screening.answers, ...given };
  const answered = Object.values(answers).filter(isDecided).length;
  const { applicable } = screening.completeness;
  const completeness = isCounted && applicable > 0 ? { ...screening.completeness, answered, share: Math.min(1, answered / applicable) } : screening.completeness;
  return { ...screening, answers, completeness, version: screening.version + 1 };
}

const completedHere = (screening: Screening, notedAt: string): Screening =>
  (screening.state === 'open' ? { ...screening, state: 'completed', completedAt: notedAt, completedOnDevice: { notedAt, arrivedAt: '' }, version: screening.version + 1 } : screening);

/** The lists of a case, with what of them waits on this device: those begun here first, those completed here as such. */
export function linesAsNoted(lines: readonly ScreeningLine[], queued: readonly Waiting[], caseId: string, me: Writer): ScreeningLine[] {
  const of = (id: string): Waiting[] => queued.filter(({ record }) => record.id === id);
  const begunHere = [...new Set(queued.map(({ record }) => record.id))].filter((id) => !lines.some((line) => line.id === id)).flatMap((id) => asNoted(undefined, of(id), me) ?? []);
  return [
    ...begunHere.filter((one) => one.caseId === caseId).toReversed(),
    ...lines.map((line) => asNoted({ ...line, caseId, personId: '', answers: {}, protocols: [], completedOnDevice: null }, of(line.id), me) ?? line),
  ];
}

function begun(id: string, start: StartScreening | undefined, about: Waiting['about'], notedAt: number, me: Writer): Screening | undefined {
  if (!start) return undefined;
  const title = about?.['title'] || start.instrument;
  return {
    id, caseId: start.caseId, personId: about?.['personId'] ?? '', instrument: { id: start.instrument, version: Number(about?.['version'] ?? 1), title: { it: title, en: title } },
    state: 'open', compartment: me.role === 'mediator' ? 'mediation' : 'restricted', column: about?.['column'] === 'child' ? 'child' : 'adult', language: start.language,
    author: { id: me.id, name: me.name }, mine: true, startedAt: new Date(notedAt).toISOString(), completedAt: null, completeness: { applicable: Number(about?.['questions'] ?? 0), answered: 0, unknown: 0, notAsked: 0, refused: 0, share: 0 },
    version: 1, interviewId: start.interviewId ?? null, continues: null, answers: {}, protocols: [], completedOnDevice: null,
    wording: start.wordingId === undefined ? null : { id: start.wordingId, edition: Number(about?.['edition'] ?? 0) },
  };
}

function useWriter(): Writer {
  const { account, hat } = useSession();
  return useMemo(() => ({ id: hat?.id ?? '', name: account?.name ?? '', role: hat?.role ?? '' }), [account, hat]);
}

/** The lists of a case as they will be; undefined while nothing is known of them. They are asked for again when something of them has arrived. */
export function useLines(caseId: string) {
  const client = useQueryClient();
  const query = useQuery(screeningsOf(caseId));
  const queued = useQueued('screening');
  const me = useWriter();
  useWhenKept('screening', useCallback(() => void client.invalidateQueries({ queryKey: screeningsOf(caseId).queryKey }), [client, caseId]));
  const lines = useMemo(() => linesAsNoted(query.data?.items ?? [], queued, caseId, me), [query.data, queued, caseId, me]);
  return { lines: query.data || lines.length > 0 ? lines : undefined, known: query.data?.items ?? [], error: query.error, refetch: query.refetch };
}

/** Lists of a case that were begun on this device and that the server does not have yet. */
export function useBegunHere(caseId: string): ScreeningLine[] {
  const queued = useQueued('screening');
  const me = useWriter();
  return useMemo(() => linesAsNoted([], queued.filter(({ record }) => queued.some((one) => one.method === 'PUT' && one.record.id === record.id)), caseId, me), [queued, caseId, me]);
}

/** One list, with what of it waits on this device. `isHeld`: its answers wait here too, behind its beginning or until somebody signs in. */
export function useScreening(id: string) {
  const client = useQueryClient();
  const query = useQuery(screeningOf(id));
  const queued = useQueued('screening');
  const waiting = useMemo(() => queued.filter(({ record }) => record.id === id), [queued, id]);
  const me = useWriter();
  const anew = useCallback((call: Waiting, answer: Answered) => {
    if (call.record.id !== id) return;
    // Told before the call leaves the queue, so that no answer vanishes from the screen for a moment. The shape is promised by the contract.
    if (call.method !== 'PATCH') client.setQueryData(screeningOf(id).queryKey, answer.body as Screening);
    else client.setQueryData(screeningOf(id).queryKey, (before) => withWhatIsKept(asNoted(before, [call], me), answer));
    void client.invalidateQueries({ queryKey: screeningOf(id).queryKey });
  }, [client, id, me]);
  useWhenKept('screening', anew);
  useKept();
  // What stands at the server now is what whoever completed it is asked to look at.
  const { refetch } = query;
  const isStopped = refusedIn(waiting).length + twiceAnswered(waiting).length > 0;
  useEffect(() => {
    if (isStopped) void refetch();
  }, [isStopped, refetch]);
  const screening = useMemo(() => asNoted(query.data, waiting, me), [query.data, waiting, me]);
  const onDevice = useMemo((): OnDevice => ({ kept: query.data?.answers ?? {}, waiting }), [query.data, waiting]);
  return { screening, error: query.error, refetch, isHeld: isHeldBy(waiting), isStopped, onDevice };
}

/** What the server said when it kept answers: which safety protocols it opened stands on the screen before the rest is asked for again. */
function withWhatIsKept(screening: Screening | undefined, { body }: Answered): Screening | undefined {
  const kept = AnswersKept.safeParse(body).data;
  return screening && kept ? { ...screening, ...kept } : screening;
}

/** Begins a list where nobody answers: it waits on this device, with what is needed to show it. */
export async function beginHere(id: string, start: StartScreening, offered: InstrumentOffered, personId: string, title: string): Promise<void> {
  await queueActs.send({
    method: 'PUT', path: `/api/screenings/${id}`, body: { ...start, notedAt: new Date().toISOString() }, record: recordOf(id), href: hrefOf(id), says: { key: 'screening.says.begun', values: { title } },
    about: {
      personId, version: String(offered.version), column: offered.column ?? 'adult', questions: String(offered.questions),
      edition: String(offered.wordings?.find((one) => one.id === start.wordingId)?.edition ?? 0),
    },
  });
}

/**
 * Completes a list, with and without a network. One completed on this device names its answers as they stand on the screen, and holds for those alone: where others
 * stand at the server by then it is refused, and whoever completed it looks again.
 */
export function useCompletion(screening: Screening, { answers, version }: { readonly answers: Answers; readonly version: number }, title: string) {
  const client = useQueryClient();
  // One id until it is done: asked again after an answer that never came, it is still the same step.
  const [moveId] = useState(() => newId());
  const { id } = screening;
  return useMutation({
    mutationFn: (): Promise<Screening | null> => {
      const path = `/api/screenings/${id}/moves`;
      const body: MoveScreening = { id: moveId, move: 'complete' };
      return askOrNote(recordOf(id), () => api.post<Screening>(path, { ifMatch: version, body }), async () => {
        const noted: MoveScreening = { ...body, notedAt: new Date().toISOString(), content: await markOfAnswers({ ...screening, answers }) };
        await queueActs.send({ method: 'POST', path, body: noted, record: recordOf(id), href: hrefOf(id), says: { key: 'screening.says.completed', values: { title } } });
      });
    },
    onSuccess: (done) => {
      if (!done) return;
      client.setQueryData(screeningOf(id).queryKey, done);
      void client.invalidateQueries({ queryKey: ['screening', 'list'] });
    },
  });
}
