import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { DocumentDetail, DocumentList } from '../contract.ts';

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
