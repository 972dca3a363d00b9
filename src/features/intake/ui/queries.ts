import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { ColleagueList } from '../../agenda/contract.ts';
import type { Organisations } from '../../directory/contract.ts';
import type { SearchAnswer } from '../../persons/contract.ts';
import type { Inbound, Inbox, InboundBox, IntakeTerms, PatternNotices, Sent, SentPage } from '../contract.ts';

const root = 'intake';

export const inboxOf = (box: InboundBox) => infiniteQueryOptions({
  queryKey: [root, 'inbox', box],
  queryFn: ({ pageParam, signal }) => api.get<Inbox>(`/api/inbound-referrals?${new URLSearchParams({ box, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
  refetchInterval: 60_000,
});
export const sentList = infiniteQueryOptions({
  queryKey: [root, 'sent'],
  queryFn: ({ pageParam, signal }) => api.get<SentPage>(`/api/inbound-referrals/sent${pageParam ? `?after=${pageParam}` : ''}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const inboundOf = (id: string) => queryOptions({ queryKey: [root, 'one', id], queryFn: ({ signal }) => api.get<Inbound>(`/api/inbound-referrals/${id}`, { signal }) });
export const sentOf = (id: string) => queryOptions({ queryKey: [root, 'sent', id], queryFn: ({ signal }) => api.get<Sent>(`/api/inbound-referrals/${id}/sent`, { signal }) });
export const intakeTerms = queryOptions({ queryKey: [root, 'terms'], queryFn: ({ signal }) => api.get<IntakeTerms>('/api/intake-terms', { signal }), staleTime: 60 * 60_000 });
export const patterns = queryOptions({ queryKey: [root, 'patterns'], queryFn: ({ signal }) => api.get<PatternNotices>('/api/inbound-patterns', { signal }) });
export const teamColleagues = queryOptions({ queryKey: [root, 'colleagues'], queryFn: ({ signal }) => api.get<typeof ColleagueList._zod.output>('/api/desk/colleagues', { signal }), staleTime: 10 * 60_000 });
export const networkBodies = queryOptions({ queryKey: [root, 'bodies'], queryFn: ({ signal }) => api.get<Organisations>('/api/services/organisations', { signal }), staleTime: 10 * 60_000 });
/** Who may be meant, by any spelling; asked only when the words are ready. */
export const likeThese = (words: string) => queryOptions({ queryKey: [root, 'search', words], queryFn: ({ signal }) => api.post<SearchAnswer>('/api/persons/search', { body: { words }, signal }), enabled: words.trim().length >= 2, gcTime: 0 });

/** One change to a segnalazione: the lists, the day and the cases tell of it too. */
export const useIntakeDeed = (onDone?: () => void) => useDeed([[root], ['today'], ['cases']], onDone);
