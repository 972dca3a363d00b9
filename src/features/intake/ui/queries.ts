import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { ColleagueList } from '../../agenda/contract.ts';
import type { Organisations } from '../../directory/contract.ts';
import type { SearchAnswer } from '../../persons/contract.ts';
import type { Alike, AsBefore, Beside, CalledBy, Inbound, Inbox, InboundBox, IntakeTerms, PatternNotices, Sent, SentPage, Urgency, Whose } from '../contract.ts';

const root = 'intake';

/** By what the inbox is narrowed. */
export interface Narrowed { readonly words: string; readonly whose: Whose; readonly urgency: Urgency | null; readonly language: string | null }
export const everything: Narrowed = { words: '', whose: 'all', urgency: null, language: null };
const asked = ({ words, whose, urgency, language }: Narrowed) => ({ ...(words.trim() ? { words: words.trim() } : {}), ...(whose === 'all' ? {} : { whose }), ...(urgency ? { urgency } : {}), ...(language ? { language } : {}) });

export const inboxOf = (box: InboundBox, narrowed = everything) => infiniteQueryOptions({
  queryKey: [root, 'inbox', box, narrowed],
  queryFn: ({ pageParam, signal }) => api.get<Inbox>(`/api/inbound-referrals?${new URLSearchParams({ box, ...asked(narrowed), ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
  refetchInterval: 60_000,
});
export const beside = queryOptions({ queryKey: [root, 'beside'], queryFn: ({ signal }) => api.get<Beside>('/api/inbound-referrals/beside', { signal }), refetchInterval: 60_000 });
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

/** How one signed the last time. What cannot be had is typed, and nobody waits for it. */
export const signedBefore = queryOptions({ queryKey: [root, 'as-before'], queryFn: ({ signal }) => api.get<AsBefore>('/api/inbound-referrals/as-before', { signal }), retry: false, gcTime: 0 });
/** What one's body sent already about whom it calls the same. */
export const alikeTo = (calledBy: CalledBy, called: string) => queryOptions({ queryKey: [root, 'alike', calledBy, called], queryFn: ({ signal }) => api.post<Alike>('/api/inbound-referrals/alike', { body: { calledBy, called }, signal }), gcTime: 0, retry: false });

/** One change to a segnalazione: the lists, the day and the cases tell of it too. */
export const useIntakeDeed = (onDone?: () => void) => useDeed([[root], ['today'], ['cases']], onDone);
