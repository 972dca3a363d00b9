import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import { type NotFree, notFreePath } from '../../agenda/contract.ts';
import type { Conference, ConferenceLine, ConferenceQuery, Material, NameSaid, SeatSheet, Sheet } from '../contract.ts';

interface Paged {
  readonly items: ConferenceLine[];
  readonly next: string | null;
}

export const conferencesIn = (box: ConferenceQuery['box']) => infiniteQueryOptions({
  queryKey: ['conferences', 'box', box],
  queryFn: ({ pageParam, signal }) => api.get<Paged>(`/api/conferences?${new URLSearchParams({ box, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const conferencesOfCase = (caseId: string) => queryOptions({ queryKey: ['conferences', 'case', caseId], queryFn: ({ signal }) => api.get<{ items: ConferenceLine[] }>(`/api/cases/${caseId}/conferences`, { signal }) });
export const materialOf = (caseId: string) => queryOptions({ queryKey: ['conferences', 'material', caseId], queryFn: ({ signal }) => api.get<Material>(`/api/cases/${caseId}/conference-material`, { signal }) });
export const conferenceOf = (id: string) => queryOptions({ queryKey: ['conferences', 'one', id], queryFn: ({ signal }) => api.get<Conference>(`/api/conferences/${id}`, { signal }) });
export const sheetOf = (id: string) => queryOptions({ queryKey: ['conferences', 'sheet', id], queryFn: ({ signal }) => api.get<Sheet>(`/api/conferences/${id}/sheet`, { signal }) });
export const seatSheetOf = (seatId: string) => queryOptions({ queryKey: ['conferences', 'seat-sheet', seatId], queryFn: ({ signal }) => api.get<SeatSheet>(`/api/conference-seats/${seatId}/sheet`, { signal }) });
/** Kept nowhere: it is asked for each time it is looked at, and gone from the screen with it. */
export const nameOf = (revealId: string) => queryOptions({ queryKey: ['conferences', 'name', revealId], queryFn: ({ signal }) => api.get<NameSaid>(`/api/conference-reveals/${revealId}`, { signal }), gcTime: 0, staleTime: 0 });

/** Something done to a conference: its case and the day may show it too. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['conferences'], ['cases'], ['plans'], ['today']], onDone);

/** Who could not come in a stretch of time. @param from null while it is not chosen: then nothing is asked */
export const notFreeAt = (from: string | null, minutes: number) => queryOptions({
  queryKey: ['agenda', 'not-free', from, minutes],
  queryFn: ({ signal }) => api.get<NotFree>(notFreePath({ from: from ?? '', minutes }), { signal }),
  enabled: from !== null,
});
