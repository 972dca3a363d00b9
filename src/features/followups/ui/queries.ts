import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { FollowUpLine, FollowUpsOfCase } from '../contract.ts';

interface Paged {
  readonly items: FollowUpLine[];
  readonly next: string | null;
}

export const followUpsDue = (whose: 'mine' | 'all') => infiniteQueryOptions({
  queryKey: ['followups', 'due', whose],
  queryFn: ({ pageParam, signal }) => api.get<Paged>(`/api/follow-ups?${new URLSearchParams({ whose, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const followUpsOf = (caseId: string) => queryOptions({ queryKey: ['followups', 'case', caseId], queryFn: ({ signal }) => api.get<FollowUpsOfCase>(`/api/cases/${caseId}/follow-ups`, { signal }) });

/** Something done about a follow-up; the case and the day may have changed with it. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['followups'], ['cases'], ['today']], onDone);
