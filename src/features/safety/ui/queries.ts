import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { CaseMinor, CaseSafetyPlan, ContactList, Emergency, EmergencyList, Identifications, PlanPaper } from '../contract.ts';

export const emergencies = (state: 'standing' | 'closed', caseId?: string) => infiniteQueryOptions({
  queryKey: ['safety', 'emergencies', state, caseId ?? ''],
  queryFn: ({ pageParam, signal }) => {
    const asked = new URLSearchParams({ state, ...(caseId ? { caseId } : {}), ...(pageParam ? { after: pageParam } : {}) });
    return api.get<EmergencyList>(`/api/emergencies?${asked}`, { signal });
  },
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const emergencyOf = (id: string) => queryOptions({ queryKey: ['safety', 'emergency', id], queryFn: ({ signal }) => api.get<Emergency>(`/api/emergencies/${id}`, { signal }) });
export const contacts = queryOptions({ queryKey: ['safety', 'contacts'], queryFn: ({ signal }) => api.get<ContactList>('/api/emergency-contacts', { signal }) });

export const planOf = (caseId: string) => queryOptions({ queryKey: ['safety', 'plan', caseId], queryFn: ({ signal }) => api.get<CaseSafetyPlan>(`/api/cases/${caseId}/safety-plan`, { signal }) });
export const paperOf = (planId: string) => queryOptions({ queryKey: ['safety', 'paper', planId], queryFn: ({ signal }) => api.get<PlanPaper>(`/api/safety-plans/${planId}/paper`, { signal }) });
export const identificationsOf = (caseId: string) => queryOptions({ queryKey: ['safety', 'identifications', caseId], queryFn: ({ signal }) => api.get<Identifications>(`/api/cases/${caseId}/identifications`, { signal }) });
export const minorOf = (caseId: string) => queryOptions({ queryKey: ['safety', 'minor', caseId], queryFn: ({ signal }) => api.get<CaseMinor>(`/api/cases/${caseId}/minor-path`, { signal }) });

/** Something done on a hard path; the case and the day may have changed with it. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['safety'], ['cases'], ['today']], onDone);
