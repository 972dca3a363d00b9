import { queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { CaseHeader } from '../../cases/contract.ts';
import type { CasePlan, Needs } from '../../plans/contract.ts';
import type { CaseReferrals, Matched, Proposal, Received, ReceivedPage, Referral, Waiting } from '../contract.ts';

export const caseReferrals = (caseId: string) => queryOptions({ queryKey: ['referrals', 'case', caseId], queryFn: ({ signal }) => api.get<CaseReferrals>(`/api/cases/${caseId}/referrals`, { signal }) });
export const useCaseReferrals = (caseId: string) => useQuery(caseReferrals(caseId));
export const useReferral = (id: string | null) => useQuery({ queryKey: ['referrals', 'one', id], queryFn: ({ signal }) => api.get<Referral>(`/api/referrals/${id ?? ''}`, { signal }), enabled: id !== null });
/** The plan of the case, to say which of its steps a referral serves. */
export const useCasePlan = (caseId: string) => useQuery({ queryKey: ['plans', 'plan', caseId], queryFn: ({ signal }) => api.get<CasePlan>(`/api/cases/${caseId}/plan`, { signal }) });
export const useNeeds = (caseId: string) => useQuery({ queryKey: ['plans', 'needs', caseId], queryFn: ({ signal }) => api.get<Needs>(`/api/cases/${caseId}/needs`, { signal }) });
/** The languages of the person, from the heading of the case that is on the screen already. */
export const useSpoken = (caseId: string): string[] => useQuery({ queryKey: ['cases', caseId, 'header'], queryFn: ({ signal }) => api.get<CaseHeader>(`/api/cases/${caseId}`, { signal }) }).data?.languages ?? [];
export const useProposal = (caseId: string, serviceId: string | null) => useQuery({ queryKey: ['referrals', 'proposal', caseId, serviceId], queryFn: ({ signal }) => api.post<Proposal>('/api/referrals/proposal', { body: { caseId, serviceId }, signal }), enabled: serviceId !== null, staleTime: 60_000 });
export const useMatches = (asked: { category: string | null; papers: string; languages: readonly string[] }, isWanted: boolean) => useQuery({ queryKey: ['referrals', 'match', asked], queryFn: ({ signal }) => api.post<Matched>('/api/referrals/match', { body: asked, signal }), enabled: isWanted });

export const useReceivedList = (owed: boolean) => useInfiniteQuery({
  queryKey: ['referrals', 'received', owed],
  queryFn: ({ pageParam, signal }) => api.get<ReceivedPage>(`/api/referrals/received?${new URLSearchParams({ owed: owed ? 'yes' : 'no', ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const useWaiting = () => useInfiniteQuery({
  queryKey: ['referrals', 'waiting'],
  queryFn: ({ pageParam, signal }) => api.get<Waiting>(`/api/referrals/waiting${pageParam ? `?after=${pageParam}` : ''}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const useReceived = (id: string) => useQuery({ queryKey: ['referrals', 'received', 'one', id], queryFn: ({ signal }) => api.get<Received>(`/api/referrals/received/${id}`, { signal }) });

/** One change to a referral; a letter that left sets the step of the plan going. */
export const useDeed = <T>() => useDeedAbout<T>([['referrals'], ['plans', 'plan']]);

/** Puts a referral that the server just gave in place of the one that is shown, so that nobody reads an old preview for a moment. */
export function useShowAtOnce(): (referral: Referral) => void {
  const client = useQueryClient();
  return (referral) => client.setQueryData(['referrals', 'one', referral.id], referral);
}
