import { useQuery } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { ReadySteps } from '../../ready-steps/contract.ts';
import { firstSet } from '../../ready-steps/domain.ts';
import type { CasePlan, FactHistory, HouseholdFacts, MySteps, Needs, PlanReference, Profile } from '../contract.ts';

const profileKey = (caseId: string) => ['plans', 'profile', caseId] as const;
const needsKey = (caseId: string) => ['plans', 'needs', caseId] as const;
const planKey = (caseId: string) => ['plans', 'plan', caseId] as const;

export const useProfile = (caseId: string) => useQuery({ queryKey: profileKey(caseId), queryFn: ({ signal }) => api.get<Profile>(`/api/cases/${caseId}/profile`, { signal }) });
/** Part of the profile, and read anew with it. */
export const useHousehold = (caseId: string) => useQuery({ queryKey: [...profileKey(caseId), 'household'], queryFn: ({ signal }) => api.get<HouseholdFacts>(`/api/cases/${caseId}/household-facts`, { signal }) });
export const useNeeds = (caseId: string) => useQuery({ queryKey: needsKey(caseId), queryFn: ({ signal }) => api.get<Needs>(`/api/cases/${caseId}/needs`, { signal }) });
export const useCasePlan = (caseId: string) => useQuery({ queryKey: planKey(caseId), queryFn: ({ signal }) => api.get<CasePlan>(`/api/cases/${caseId}/plan`, { signal }) });
/** What the reader must do in this case, done or not: part of the plan, and read anew with it. */
export const useOwnSteps = (caseId: string) => useQuery({ queryKey: [...planKey(caseId), 'own'], queryFn: ({ signal }) => api.get<MySteps>(`/api/steps?caseId=${caseId}`, { signal }) });
/** Dated values: another may hold from tomorrow on, never from one hour to the next. */
export const usePlanReference = () => useQuery({ queryKey: ['plans', 'reference'], queryFn: ({ signal }) => api.get<PlanReference>('/api/plan-reference', { signal }), staleTime: 60 * 60_000 });
/** What is usually done about a need: the programme's own sets, and the first one among the dated files. */
export const useReadySteps = () => {
  const first = usePlanReference();
  const own = useQuery({ queryKey: ['ready-steps'], queryFn: ({ signal }) => api.get<ReadySteps>('/api/ready-steps', { signal }) });
  return first.data && own.data ? [...own.data.items, ...firstSet(first.data.templates)] : [];
};
export const useHistory = (caseId: string, field: string, episodeId: string | null, isWanted: boolean) =>
  useQuery({ queryKey: [...profileKey(caseId), field, episodeId], queryFn: ({ signal }) => api.get<FactHistory>(`/api/cases/${caseId}/profile/${field}${episodeId ? `?episode=${episodeId}` : ''}`, { signal }), enabled: isWanted });

/** One change to what hangs on a case. The head of the case tells of the next step and of what is late, and so does the day. */
export const useChange = (caseId: string, about: 'profile' | 'needs' | 'plan') => useDeed([{ profile: profileKey, needs: needsKey, plan: planKey }[about](caseId), ['cases'], ['today']]);
