import { queryOptions } from '@tanstack/react-query';
import type { ToSend } from '../../../kernel/offline/waiting.ts';
import { api } from '../../../kernel/ui/api.ts';
import type { Heading } from '../../persons/contract.ts';
import type { Profile } from '../../plans/contract.ts';
import type { CaseConsents } from '../../consents/contract.ts';
import type { Colleague } from '../../agenda/contract.ts';
import type { PhraseBook } from '../../spoken/contract.ts';
import type { Interview, InterviewList, InterviewSettings, NewAddendum } from '../contract.ts';

interface Listed<T> { items: T[]; next: string | null }

export const colleagues = queryOptions({
  queryKey: ['agenda', 'colleagues'],
  queryFn: ({ signal }) => api.get<{ items: Colleague[] }>('/api/desk/colleagues', { signal }),
  staleTime: 10 * 60_000,
});

export const unsigned = queryOptions({ queryKey: ['desk', 'unsigned'], queryFn: ({ signal }) => api.get<InterviewList>('/api/interviews/unsigned', { signal }) });

export const interviewOf = (id: string) => queryOptions({
  queryKey: ['desk', 'interview', id],
  queryFn: ({ signal }) => api.get<Interview>(`/api/interviews/${id}`, { signal }),
});

/** Writes beside a signed interview. */
export const addToSigned = (interviewId: string, id: string, body: NewAddendum): Promise<Interview> => api.put<Interview>(`/api/interviews/${interviewId}/addenda/${id}`, { body });
/** The same, for what waits with something else until there is a network. */
export const addendumToSend = (interviewId: string, id: string, body: NewAddendum): Omit<ToSend, 'record'> => ({ method: 'PUT', path: `/api/interviews/${interviewId}/addenda/${id}`, body, says: { key: 'desk.addenda.queued' } });

export const interviewSettings = queryOptions({ queryKey: ['desk', 'settings'], queryFn: ({ signal }) => api.get<InterviewSettings>('/api/interview-settings', { signal }) });

export const interviewsOf = (caseId: string) => queryOptions({
  queryKey: ['desk', 'interviews', caseId],
  queryFn: ({ signal }) => api.get<Listed<InterviewList['items'][number]>>(`/api/cases/${caseId}/interviews`, { signal }),
});

/** What stands in other rooms and is shown beside the questions: facts, the safe-contact card, consents. Of the first two a device keeps the part that a talk of the day needs. */
export const profileOf = (caseId: string) => queryOptions({ queryKey: ['plans', 'profile', caseId], queryFn: ({ signal }) => api.get<Profile>(`/api/cases/${caseId}/profile`, { signal, orKept: `/api/cases/${caseId}/known` }) });
export const headingOf = (personId: string) => queryOptions({ queryKey: ['persons', 'heading', personId], queryFn: ({ signal }) => api.get<Heading>(`/api/persons/${personId}`, { signal, orKept: `/api/persons/${personId}/at-hand` }) });
export const consentsOf = (caseId: string) => queryOptions({ queryKey: ['consents', caseId], queryFn: ({ signal }) => api.get<CaseConsents>(`/api/cases/${caseId}/consents`, { signal }) });

/** What is said to people in one of their languages, with who answers for it. */
export const phrasesIn = (language: string) => queryOptions({ queryKey: ['spoken', language], queryFn: ({ signal }) => api.get<PhraseBook>(`/api/phrases/${language}`, { signal }), staleTime: 10 * 60_000 });

/** Languages in which appointments and interviews are most often held here, the commonest first; more come from the person. */
export const spokenHere = ['it', 'en', 'fr', 'ar', 'bn', 'uk', 'ur', 'hi', 'pa', 'ro', 'bg', 'zh', 'es', 'sq', 'pt', 'ru', 'wo', 'bm', 'ff', 'so', 'ti', 'fa', 'ps', 'tw', 'yo'] as const;
