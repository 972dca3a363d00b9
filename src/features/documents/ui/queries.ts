import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { CaseLine } from '../../cases/contract.ts';
import type { FoundFields } from '../contract/fields.ts';
import type { CheckedRun, CheckRun, LetterChoices, LetterRun, RunList, TemplateList } from '../contract/letters.ts';
import type { DocumentDetail, DocumentList, DocumentSettings, PageCount } from '../contract.ts';

export const documentsOf = (caseId: string, asked: { removed?: boolean; subjectId?: string | undefined } = {}) => infiniteQueryOptions({
  queryKey: ['documents', caseId, asked],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ removed: String(asked.removed ?? false), ...(asked.subjectId ? { subjectId: asked.subjectId } : {}), ...(pageParam ? { after: pageParam } : {}) });
    return api.get<DocumentList>(`/api/cases/${caseId}/documents?${query}`, { signal });
  },
  initialPageParam: '',
  getNextPageParam: (page: DocumentList) => page.next,
});
/** Always asked anew: who read it may have changed a moment ago. */
export const documentOf = (id: string) => queryOptions({ queryKey: ['documents', 'one', id], queryFn: ({ signal }) => api.get<DocumentDetail>(`/api/documents/${id}`, { signal }), staleTime: 0 });
export const fileOf = (versionId: string, show = false): string => `/api/document-versions/${versionId}/file${show ? '?show=true' : ''}`;
export const pageOf = (versionId: string, page: number): string => `/api/document-versions/${versionId}/pages/${page}`;
/** A version never changes, so neither do its pages. */
export const pageCountOf = (versionId: string) => queryOptions({ queryKey: ['documents', 'pages', versionId], queryFn: ({ signal }) => api.get<PageCount>(`/api/document-versions/${versionId}/pages`, { signal }), staleTime: Infinity });
export const documentSettings = queryOptions({ queryKey: ['documents', 'settings'], queryFn: ({ signal }) => api.get<DocumentSettings>('/api/document-settings', { signal }) });
export const letterTemplates = queryOptions({ queryKey: ['letters', 'templates'], queryFn: ({ signal }) => api.get<TemplateList>('/api/letter-templates', { signal }) });
export const pictureOf = (emblemId: string): string => `/api/letterhead-emblems/${emblemId}/picture`;
export const templateFields = (id: string) => queryOptions({ queryKey: ['letters', 'fields', id], queryFn: ({ signal }) => api.get<FoundFields>(`/api/letter-templates/${id}/fields`, { signal }), staleTime: 0 });
/** What a letter would lack, asked anew whenever the choice changes. */
export const letterCheck = (asked: CheckRun) => queryOptions({ queryKey: ['letters', 'check', asked], queryFn: ({ signal }) => api.post<CheckedRun>('/api/letter-checks', { body: asked, signal }), staleTime: 0 });
export const letterBodies = queryOptions({ queryKey: ['letters', 'bodies'], queryFn: ({ signal }) => api.get<LetterChoices>('/api/letter-choices', { signal }), staleTime: 10 * 60_000 });
/** While letters are being made the list is asked anew by itself. */
export const letterRuns = queryOptions({
  queryKey: ['letters', 'runs'], queryFn: ({ signal }) => api.get<RunList>('/api/letter-runs', { signal }),
  refetchInterval: (query) => (query.state.data?.items.some((run) => run.state === 'working') ? 1_500 : false),
});
export const letterRun = (id: string) => queryOptions({ queryKey: ['letters', 'runs', id], queryFn: ({ signal }) => api.get<LetterRun>(`/api/letter-runs/${id}`, { signal }) });
/** Cases a letter may be made for, narrowed as in the list of people. */
export const casesToWrite = (asked: { filter: string; state: string | null; code: string }) => queryOptions({
  queryKey: ['letters', 'cases', asked],
  queryFn: ({ signal }) => api.get<{ items: CaseLine[]; next: string | null }>(`/api/cases?${new URLSearchParams({ filter: asked.filter, ...(asked.state ? { state: asked.state } : {}), ...(asked.code.length > 1 ? { code: asked.code } : {}) })}`, { signal }),
});
