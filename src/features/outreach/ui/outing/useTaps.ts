import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { useQueue, useQueued } from '../../../../kernel/offline/ui/theQueue.ts';
import { toast } from '../../../../kernel/ui/toasts.ts';
import { useSession } from '../../../../kernel/ui/session.tsx';
import type { CheckKind, CrewPosition, NewCheck, Outing } from '../../contract.ts';
import { useMyPosition } from '../position/useMyPosition.ts';
import { isOutThere, type NotedCheck, notedChecks, type OutingReader, readerOf, standsHere } from './now.ts';

/** The taps of safety of an outing: kept on this device at once, and sent by themselves. */
export function useTaps(outing: Outing): ReturnType<typeof standsHere> & { readonly noted: readonly NotedCheck[]; readonly reader: OutingReader; readonly tap: (kind: CheckKind, words?: string) => Promise<void>; readonly leaveEarly: () => Promise<void>; readonly problem: unknown; readonly isPending: boolean } {
  const queue = useQueue();
  const { t, formatTime } = useText();
  const { hat } = useSession();
  const reader = readerOf(outing, hat);
  const isOut = isOutThere(reader);
  const noted = notedChecks(useQueued('street-check'), outing.id);
  const stands = standsHere(outing, noted);
  const [problem, setProblem] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const position = useMyPosition(outing.id);

  /** Where one is comes after the tap, in a call of its own: the tap waits for nothing. Of whoever is at home nobody is told where. */
  async function tellWhere(checkId: string, tapped: string): Promise<void> {
    if (!isOut) return;
    const fix = await position.coming();
    if (!fix) return;
    const body: CrewPosition = { latitude: fix.latitude, longitude: fix.longitude, accuracyMetres: fix.accuracyMetres, takenAt: new Date(fix.at).toISOString() };
    await queue.send({ method: 'PUT', path: `/api/outings/${outing.id}/checks/${checkId}/position`, body, record: { kind: 'street-position', id: checkId }, after: [tapped], href: `/street/outings/${outing.id}`, says: { key: 'outreach.says.position' } });
  }

  async function tap(kind: CheckKind, words = ''): Promise<string | undefined> {
    const now = new Date();
    const stop = outing.stops.find(({ outcome }) => outcome === null) ?? outing.stops[0];
    const body: NewCheck = { kind, deviceAt: now.toISOString(), placeId: stands.lastPlaceId ?? (kind === 'start' || !isOut ? null : (stop?.placeId ?? null)), words };
    setPending(true);
    try {
      const checkId = newId();
      const tapped = await queue.send({ method: 'PUT', path: `/api/outings/${outing.id}/checks/${checkId}`, body, record: { kind: 'street-check', id: outing.id }, href: `/street/outings/${outing.id}`, says: { key: `outreach.says.${kind}`, values: { time: formatTime(now), what: t(`outreach.${isOut ? 'check' : 'heard'}.${kind}`) } } });
      setProblem(null);
      void tellWhere(checkId, tapped).catch(setProblem);
      return tapped;
    } catch (error) {
      setProblem(error);
      return undefined;
    } finally {
      setPending(false);
    }
  }

  /** Out of the queue where it has not left, and otherwise by a step of its own. */
  async function notYet(tapped: string): Promise<void> {
    const record = { kind: 'street-check', id: outing.id };
    const putBack = await queue.takeBack(tapped);
    if (putBack === undefined) await queue.send({ method: 'POST', path: `/api/outings/${outing.id}/moves`, body: { id: newId(), move: 'not-yet' }, record, href: `/street/outings/${outing.id}`, says: { key: 'outreach.says.not-yet' } });
    toast.say(t('outreach.leave.back'));
  }

  /** Leaving hours before the plan: it holds at once, and one touch takes it back. */
  async function leaveEarly(): Promise<void> {
    const tapped = await tap('start');
    if (tapped !== undefined) toast.undo(t('outreach.leave.gone'), () => void notYet(tapped).catch(setProblem));
  }
  return { ...stands, noted, reader, tap: async (kind, words) => { await tap(kind, words); }, leaveEarly, problem, isPending };
}
