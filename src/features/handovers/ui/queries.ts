import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { Handover, HandoverLine, HandoverQuery, Passable, Receivers } from '../contract.ts';

interface Paged {
  readonly items: HandoverLine[];
  readonly next: string | null;
}

export const handoversIn = (box: HandoverQuery['box']) => infiniteQueryOptions({
  queryKey: ['handovers', 'box', box],
  queryFn: ({ pageParam, signal }) => api.get<Paged>(`/api/handovers?${new URLSearchParams({ box, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const handoverOf = (id: string) => queryOptions({ queryKey: ['handovers', 'one', id], queryFn: ({ signal }) => api.get<Handover>(`/api/handovers/${id}`, { signal }) });
export const handoversOfCase = (caseId: string) => queryOptions({ queryKey: ['handovers', 'case', caseId], queryFn: ({ signal }) => api.get<{ items: HandoverLine[] }>(`/api/cases/${caseId}/handovers`, { signal }) });
export const receivers = queryOptions({ queryKey: ['handovers', 'receivers'], queryFn: ({ signal }) => api.get<Receivers>('/api/handovers/receivers', { signal }), staleTime: 10 * 60_000 });
export const passableOf = (memberId: string) => queryOptions({ queryKey: ['handovers', 'cases-of', memberId], queryFn: ({ signal }) => api.get<Passable>(`/api/handovers/cases-of/${memberId}`, { signal }) });

/** Something done to a handover: who may read a case may have changed, so cases and the day are read again too. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['handovers'], ['cases'], ['today']], onDone);
