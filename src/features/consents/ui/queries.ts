import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { CaseConsents, ConsentChoices, Notice, Recipient } from '../contract.ts';

export const consentsOf = (caseId: string) => queryOptions({ queryKey: ['consents', caseId], queryFn: ({ signal }) => api.get<CaseConsents>(`/api/cases/${caseId}/consents`, { signal }) });
export const recipientsOf = (caseId: string) => queryOptions({ queryKey: ['consents', 'recipients', caseId], queryFn: ({ signal }) => api.get<{ items: Recipient[] }>(`/api/cases/${caseId}/recipients`, { signal }) });
export const choices = queryOptions({ queryKey: ['consents', 'choices'], queryFn: ({ signal }) => api.get<ConsentChoices>('/api/consents/choices', { signal }), staleTime: 10 * 60_000 });
export const currentNotice = queryOptions({ queryKey: ['consents', 'notice'], queryFn: ({ signal }) => api.get<Notice>('/api/notices/current', { signal }) });
