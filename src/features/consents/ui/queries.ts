import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { CaseHeader } from '../../cases/contract.ts';
import type { Outing } from '../../outreach/contract.ts';
import type { Heading } from '../../persons/contract.ts';
import type { PhraseBook, PhraseLanguages } from '../../spoken/contract.ts';
import type { CaseConsents, ConsentChoices, ConsentRecord, Notice, NoticeBoard, NoticeText, Recipient, WithdrawalEffects } from '../contract.ts';

/** What is said to people in one of their languages, with who answers for it. */
/** In which languages there is something to say. */
export const phraseLanguages = queryOptions({ queryKey: ['spoken', 'languages'], queryFn: ({ signal }) => api.get<PhraseLanguages>('/api/phrases', { signal }), staleTime: 10 * 60_000 });
export const phrasesIn = (language: string) => queryOptions({ queryKey: ['spoken', language], queryFn: ({ signal }) => api.get<PhraseBook>(`/api/phrases/${language}`, { signal }), staleTime: 10 * 60_000 });
export const consentsOf = (caseId: string) => queryOptions({ queryKey: ['consents', caseId], queryFn: ({ signal }) => api.get<CaseConsents>(`/api/cases/${caseId}/consents`, { signal }) });
export const recipientsOf = (caseId: string) => queryOptions({ queryKey: ['consents', 'recipients', caseId], queryFn: ({ signal }) => api.get<{ items: Recipient[] }>(`/api/cases/${caseId}/recipients`, { signal }) });
export const choices = queryOptions({ queryKey: ['consents', 'choices'], queryFn: ({ signal }) => api.get<ConsentChoices>('/api/consents/choices', { signal }), staleTime: 10 * 60_000 });
export const currentNotice = queryOptions({ queryKey: ['consents', 'notice'], queryFn: ({ signal }) => api.get<Notice>('/api/notices/current', { signal }) });
export const noticeBoard = queryOptions({ queryKey: ['consents', 'notice', 'board'], queryFn: ({ signal }) => api.get<NoticeBoard>('/api/notices', { signal }) });
/** One edition never changes; only who answers for it may be added. */
export const noticeText = (id: string) => queryOptions({ queryKey: ['consents', 'notice', 'text', id], queryFn: ({ signal }) => api.get<NoticeText>(`/api/notice-texts/${id}`, { signal }) });
/** The languages of the person, from the heading of the case that is on the screen already. */
export const headerOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'header'], queryFn: ({ signal }) => api.get<CaseHeader>(`/api/cases/${caseId}`, { signal }) });
/** What is known of a person at hand; a device keeps the part that a talk of the day needs. */
export const headingOf = (personId: string) => queryOptions({ queryKey: ['persons', 'heading', personId], queryFn: ({ signal }) => api.get<Heading>(`/api/persons/${personId}`, { signal, orKept: `/api/persons/${personId}/at-hand` }) });
/** An outing as its crew's telephone keeps it. */
export const outingOf = (id: string) => queryOptions({ queryKey: ['outreach', 'outing', id], queryFn: ({ signal }) => api.get<Outing>(`/api/outings/${id}`, { signal }) });
/** Always asked anew: what stops may have changed a moment ago. */
export const effectsOf = (consentId: string) => queryOptions({ queryKey: ['consents', 'effects', consentId], queryFn: ({ signal }) => api.get<WithdrawalEffects>(`/api/consents/${consentId}/effects`, { signal }), staleTime: 0 });
export const recordOf = (caseId: string) => queryOptions({ queryKey: ['consents', 'record', caseId], queryFn: ({ signal }) => api.get<ConsentRecord>(`/api/cases/${caseId}/consents/record`, { signal }), staleTime: 0 });
