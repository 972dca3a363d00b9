import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
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

export interface Deed {
  readonly method: 'put' | 'post';
  readonly path: string;
  readonly body: unknown;
}

/** Something done about a follow-up; the case and the day may have changed with it. */
export function useDeed(onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: Deed) => api[method](path, { body }),
    onSuccess: () => onDone?.(),
    onSettled: () => Promise.all(['followups', 'cases', 'today'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
