import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { Corrections, Sheet, SheetAsked, SheetList, SheetMatter, SheetPreview } from '../contract.ts';

export const sheetsOf = (caseId: string) => infiniteQueryOptions({
  queryKey: ['sheets', 'of', caseId],
  queryFn: ({ pageParam, signal }) => api.get<SheetList>(`/api/cases/${caseId}/sheets${pageParam ? `?after=${encodeURIComponent(pageParam)}` : ''}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next ?? undefined,
});
export const matterOf = (caseId: string, language: string) => queryOptions({ queryKey: ['sheets', 'matter', caseId, language], queryFn: ({ signal }) => api.get<SheetMatter>(`/api/cases/${caseId}/sheet-matter?language=${language}`, { signal }) });
export const sheetOf = (id: string) => queryOptions({ queryKey: ['sheets', 'one', id], queryFn: ({ signal }) => api.get<Sheet>(`/api/sheets/${id}`, { signal }) });
export const correctionsOf = (caseId: string, language: string) => queryOptions({ queryKey: ['sheets', 'corrections', caseId, language], queryFn: ({ signal }) => api.get<Corrections>(`/api/cases/${caseId}/fact-corrections?language=${language}`, { signal }) });
/** The sheet as it would be written now. What is typed stands in the key, so that an earlier answer never stands for a later question. */
export const previewOf = (id: string, asked: SheetAsked) => queryOptions({
  queryKey: ['sheets', 'preview', id, asked], queryFn: ({ signal }) => api.post<SheetPreview>(`/api/sheet-previews/${id}`, { body: asked, signal }), placeholderData: (before) => before, gcTime: 0,
});

/** What changes a sheet changes the head of the case, its register and the day. */
export const useSheetDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeed<Answer>([['sheets'], ['cases'], ['consents'], ['today']], onDone);
