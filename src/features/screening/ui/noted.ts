import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { isHeldBy } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answered, Waiting } from '../../../kernel/offline/waiting.ts';
import { useKept } from '../../../kernel/ui/kept.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { AnswersKept, ChangeAnswers, type InstrumentOffered, type Screening, StartScreening } from '../wire.ts';
import type { OnDevice } from './critical.ts';
import { screeningOf } from './queries.ts';

export const recordOf = (id: string) => ({ kind: 'screening', id });
export const hrefOf = (id: string): string => `/screenings/${id}`;

/** Who writes at this screen. */
export interface Writer { readonly id: string; readonly name: string; readonly role: string }

/** A list of questions as it will be once what waits on this device has arrived: begun where there was no network, and answered there. */
export function asNoted(known: Screening | undefined, waiting: readonly Waiting[], me: Writer): Screening | undefined {
  let screening = known;
  for (const { path, body, about, notedAt, refusal, record } of waiting) {
    if (refusal !== undefined) continue;
    if (!screening && path === `/api/screenings/${record.id}`) screening = begun(record.id, StartScreening.safeParse(body).data, about, notedAt, me);
    const given = path === `/api/screenings/${record.id}/answers` ? ChangeAnswers.safeParse(body).data : undefined;
    if (screening && given) screening = { ...screening, answers: { ...screening.answers, ...given.answers }, version: screening.version + 1 };
  }
  return screening;
}

function begun(id: string, start: StartScreening | undefined, about: Waiting['about'], notedAt: number, me: Writer): Screening | undefined {
  if (!start) return undefined;
  return {
    id, caseId: start.caseId, personId: about?.['personId'] ?? '', instrument: { id: start.instrument, version: Number(about?.['version'] ?? 1), title: { it: start.instrument, en: start.instrument } },
    state: 'open', compartment: me.role === 'mediator' ? 'mediation' : 'restricted', column: about?.['column'] === 'child' ? 'child' : 'adult', language: start.language,
    author: { id: me.id, name: me.name }, mine: true, startedAt: new Date(notedAt).toISOString(), completedAt: null, completeness: { applicable: 0, answered: 0, unknown: 0, notAsked: 0, refused: 0, share: 0 },
    version: 1, interviewId: start.interviewId ?? null, continues: null, answers: {}, protocols: [],
  };
}

/** One list, with what of it waits on this device. `isHeld`: its answers wait here too, behind its beginning or until somebody signs in. */
export function useScreening(id: string) {
  const client = useQueryClient();
  const { account, hat } = useSession();
  const query = useQuery(screeningOf(id));
  const queued = useQueued('screening');
  const waiting = useMemo(() => queued.filter(({ record }) => record.id === id), [queued, id]);
  const me = useMemo((): Writer => ({ id: hat?.id ?? '', name: account?.name ?? '', role: hat?.role ?? '' }), [account, hat]);
  const anew = useCallback((call: Waiting, answer: Answered) => {
    if (call.record.id !== id) return;
    // Told before the call leaves the queue, so that no answer vanishes from the screen for a moment. The shape is promised by the contract.
    if (call.method === 'PUT') client.setQueryData(screeningOf(id).queryKey, answer.body as Screening);
    else client.setQueryData(screeningOf(id).queryKey, (before) => withWhatIsKept(asNoted(before, [call], me), answer));
    void client.invalidateQueries({ queryKey: screeningOf(id).queryKey });
  }, [client, id, me]);
  useWhenKept('screening', anew);
  useKept();
  const screening = useMemo(() => asNoted(query.data, waiting, me), [query.data, waiting, me]);
  const onDevice = useMemo((): OnDevice => ({ kept: query.data?.answers ?? {}, waiting }), [query.data, waiting]);
  return { screening, error: query.error, refetch: query.refetch, isHeld: isHeldBy(waiting), onDevice };
}

/** What the server said when it kept answers: which safety protocols it opened stands on the screen before the rest is asked for again. */
function withWhatIsKept(screening: Screening | undefined, { body }: Answered): Screening | undefined {
  const kept = AnswersKept.safeParse(body).data;
  return screening && kept ? { ...screening, ...kept } : screening;
}

/** Begins a list where nobody answers: it waits on this device, with what is needed to show it. */
export async function beginHere(id: string, start: StartScreening, offered: InstrumentOffered, personId: string, title: string): Promise<void> {
  await queueActs.send({
    method: 'PUT', path: `/api/screenings/${id}`, body: start, record: recordOf(id), href: hrefOf(id), says: { key: 'screening.says.begun', values: { title } },
    about: { personId, version: String(offered.version), column: offered.column ?? 'adult' },
  });
}
