import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { type Instrument, TeamRole } from '../contract.ts';
import type { Course, Heard } from '../course.ts';
import type { Edited, EditedList } from '../editor.ts';
import type { SuggestionList } from '../../worksheet/contract.ts';
import type { EvidenceList, SuggestionAnswerList } from '../evidence.ts';
import type { SafetyCall } from '../safety.ts';
import type { VulnerabilityList } from '../vulnerability.ts';
import type { AskedWording, AskedWordings, Wording, WordingBoard } from '../wordings.ts';
import type { AssessmentFile, CaseAssessment, InstrumentsOffered, Reading, Readers, ReassessmentList, Screening, ScreeningList, WaitingReadings } from '../wire.ts';

export const instrumentsFor = (caseId: string) => queryOptions({
  queryKey: ['screening', 'instruments', caseId], queryFn: ({ signal }) => api.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`, { signal }),
});
export const reassessments = (whose: 'mine' | 'all') => queryOptions({ queryKey: ['screening', 'reassessments', whose], queryFn: ({ signal }) => api.get<ReassessmentList>(`/api/reassessments?whose=${whose}`, { signal }) });
/** A released version never changes. */
export const instrumentOf = ({ id, version }: { id: string; version: number }) => queryOptions({
  queryKey: ['screening', 'instrument', id, version], queryFn: ({ signal }) => api.get<Instrument>(`/api/instruments/${id}/${version}`, { signal }), staleTime: Infinity,
});
/** Wordings of one version that somebody answers for today; a device keeps them for when there is no network. */
export const wordingsOf = ({ id, version }: { id: string; version: number }) => queryOptions({
  queryKey: ['screening', 'wordings-of', id, version], queryFn: ({ signal }) => api.get<AskedWordings>(`/api/instruments/${id}/${version}/wordings`, { signal }),
});
/** What was approved never changes. */
export const wordingAsked = (id: string) => queryOptions({
  queryKey: ['screening', 'wording-asked', id], queryFn: ({ signal }) => api.get<AskedWording>(`/api/wordings/${id}/asked`, { signal }), staleTime: Infinity,
});
export const wordingBoard = queryOptions({ queryKey: ['screening', 'wordings'], queryFn: ({ signal }) => api.get<WordingBoard>('/api/wordings', { signal }) });
export const wordingOf = (id: string) => queryOptions({ queryKey: ['screening', 'wordings', id], queryFn: ({ signal }) => api.get<Wording>(`/api/wordings/${id}`, { signal }) });
export const screeningsOf = (caseId: string) => queryOptions({
  queryKey: ['screening', 'list', caseId], queryFn: ({ signal }) => api.get<ScreeningList>(`/api/cases/${caseId}/screenings`, { signal }),
});
export const screeningOf = (id: string) => queryOptions({
  queryKey: ['screening', 'one', id], queryFn: ({ signal }) => api.get<Screening>(`/api/screenings/${id}`, { signal }),
});
/** Asked for only when the professional opens it, and again for each version of the answers. */
export const readingOf = (id: string, version: number) => queryOptions({
  queryKey: ['screening', 'reading', id, version], queryFn: ({ signal }) => api.get<Reading>(`/api/screenings/${id}/reading`, { signal }),
});
export const assessmentOf = (caseId: string) => queryOptions({
  queryKey: ['screening', 'assessment', caseId], queryFn: ({ signal }) => api.get<CaseAssessment>(`/api/cases/${caseId}/assessment`, { signal }),
});
export const assessmentFile = (id: string) => queryOptions({
  queryKey: ['screening', 'assessment-file', id], queryFn: ({ signal }) => api.get<AssessmentFile>(`/api/assessments/${id}`, { signal }),
});
export const readersOf = (id: string) => queryOptions({
  queryKey: ['screening', 'readers', id], queryFn: ({ signal }) => api.get<Readers>(`/api/assessments/${id}/readers`, { signal }),
});
export const waitingReadings = queryOptions({
  queryKey: ['screening', 'waiting'], queryFn: ({ signal }) => api.get<WaitingReadings>('/api/second-readings', { signal }),
});

export const evidenceOf = (caseId: string, instrument: string) => queryOptions({
  queryKey: ['screening', 'evidence', caseId, instrument], queryFn: ({ signal }) => api.get<EvidenceList>(`/api/cases/${caseId}/evidence?instrument=${instrument}`, { signal }),
});
/** What signed worksheets speak of stands in their room; what was said of it, here. */
export const suggestionsOf = (caseId: string) => queryOptions({
  queryKey: ['worksheet', 'suggestions', caseId], queryFn: ({ signal }) => api.get<SuggestionList>(`/api/cases/${caseId}/worksheet-suggestions`, { signal }),
});
export const suggestionAnswersOf = (caseId: string) => queryOptions({
  queryKey: ['screening', 'suggestions', caseId], queryFn: ({ signal }) => api.get<SuggestionAnswerList>(`/api/cases/${caseId}/suggestion-answers`, { signal }),
});
export const courseOf = (caseId: string, instrument: string) => queryOptions({
  queryKey: ['screening', 'course', caseId, instrument], queryFn: ({ signal }) => api.get<Course>(`/api/cases/${caseId}/course?instrument=${instrument}`, { signal }),
});
/** Asked for once, when the questions are opened. */
export const heardBefore = (id: string) => queryOptions({
  queryKey: ['screening', 'heard', id], queryFn: ({ signal }) => api.get<Heard>(`/api/screenings/${id}/heard`, { signal }),
});
export const editedList = queryOptions({ queryKey: ['screening', 'editor'], queryFn: ({ signal }) => api.get<EditedList>('/api/instruments', { signal }) });
export const editedOf = (id: string) => queryOptions({ queryKey: ['screening', 'editor', id], queryFn: ({ signal }) => api.get<Edited>(`/api/programme-instruments/${id}`, { signal }) });
export const vulnerabilitiesOf = (caseId: string) => queryOptions({
  queryKey: ['screening', 'vulnerabilities', caseId], queryFn: ({ signal }) => api.get<VulnerabilityList>(`/api/cases/${caseId}/vulnerabilities`, { signal }),
});
export const safetyCallOf = (id: string) => queryOptions({
  queryKey: ['screening', 'safety-call', id], queryFn: ({ signal }) => api.get<SafetyCall>(`/api/safety-protocols/${id}`, { signal }),
});

const hearing: readonly TeamRole[] = ['psychologist', 'legal', 'educator', 'coordinator'];
/** Whether it makes sense to ask for assessments at all; the server decides again. */
export const hearsTheStory = (role: string | undefined): boolean => hearing.some((one) => one === role);
