import { useQueries, useQuery } from '@tanstack/react-query';
import { useQueued } from '../../../../kernel/offline/ui/theQueue.ts';
import { useSession } from '../../../../kernel/ui/session.tsx';
import type { OutingLine, Place, PlaceKind } from '../../contract.ts';
import { NO_OUTING, outingNow } from '../outing/now.ts';
import { outingsOf, placeOf, placesOf } from '../queries.ts';

export interface Where {
  readonly placeId: string | null;
  readonly placeKind: PlaceKind;
  readonly zone: string;
}

export interface Standing {
  readonly isPending: boolean;
  readonly outing: OutingLine | undefined;
  readonly places: readonly Place[];
  /** Where one is, as far as this device knows: where the last contact of the outing was, or its first stop that nobody was at yet. */
  readonly here: Where;
}

const nowhere: Where = { placeId: null, placeKind: 'public-space', zone: '' };

/** Place and outing of a contact, without asking: from what was planned and from what was noted last on this device. */
export function useWhere(wantedOuting: string | undefined, wantedPlace: string | undefined): Standing {
  const { hat } = useSession();
  const outings = useQuery(outingsOf());
  const places = useQuery(placesOf());
  const queued = useQueued('street-contact');
  const outing = outingNow(outings.data?.items ?? [], hat?.id, new Date(), wantedOuting);
  // The device keeps the places of one's outings; the list of all needs the network, and is not waited for.
  const ofStops = useQueries({ queries: (outing?.stops ?? []).map(({ placeId }) => placeOf(placeId)) }).flatMap(({ data }) => (data ? [data] : []));
  const all = [...ofStops, ...(places.data?.items ?? []).filter(({ id }) => !ofStops.some((one) => one.id === id))];
  const last = queued.flatMap(({ body }) => (typeof body === 'object' && body !== null && 'placeId' in body && typeof body.placeId === 'string' && 'outingId' in body && body.outingId === outing?.id ? [body.placeId] : [])).at(-1);
  const stop = outing?.stops.find(({ outcome }) => outcome === null) ?? outing?.stops[0];
  const placeId = wantedPlace ?? last ?? stop?.placeId ?? null;
  const kind = all.find(({ id }) => id === placeId)?.kind ?? outing?.stops.find((one) => one.placeId === placeId)?.kind;
  return { isPending: (outings.isPending && wantedOuting !== NO_OUTING) || (wantedPlace !== undefined && places.isPending), outing, places: all, here: placeId !== null && kind ? { placeId, placeKind: kind, zone: '' } : nowhere };
}
