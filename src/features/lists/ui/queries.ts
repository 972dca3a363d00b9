import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { CheckedRun, LetterChoices, TemplateList } from '../../documents/contract/letters.ts';
import type { FlagKinds } from '../../flags/contract.ts';
import type { Receivers } from '../../handovers/contract.ts';
import type { LoadLine } from '../../workload/contract.ts';
import type { BulkRun, BulkRuns, Chosen, ListKind, ListLines, Narrowed, SavedList, SavedLists } from '../contract.ts';

/** What one looks at: which list, narrowed how, in which order, with which columns. */
export interface View {
  readonly kind: ListKind;
  readonly narrowed: Narrowed;
  readonly sorted: string;
  readonly shown: readonly string[];
}

export const savedLists = queryOptions({ queryKey: ['lists', 'saved'], queryFn: ({ signal }) => api.get<SavedLists>('/api/lists', { signal }) });
export const savedList = (id: string) => queryOptions({ queryKey: ['lists', 'saved', id], queryFn: ({ signal }) => api.get<SavedList>(`/api/lists/${id}`, { signal }) });
export const linesOf = ({ kind, narrowed, sorted }: Omit<View, 'shown'>) => infiniteQueryOptions({
  queryKey: ['lists', 'lines', kind, narrowed, sorted],
  queryFn: ({ pageParam, signal }) => api.post<ListLines>('/api/list-lines', { body: { kind, narrowed, sorted, ...(pageParam ? { after: pageParam } : {}) }, signal }),
  initialPageParam: '',
  getNextPageParam: (last: ListLines) => last.next,
});
export const bulkRuns = queryOptions({ queryKey: ['lists', 'runs'], queryFn: ({ signal }) => api.get<BulkRuns>('/api/bulk-runs', { signal }) });
/** While it goes on, it is asked anew by itself. */
export const bulkRun = (id: string) => queryOptions({
  queryKey: ['lists', 'runs', id], queryFn: ({ signal }) => api.get<BulkRun>(`/api/bulk-runs/${id}`, { signal }),
  refetchInterval: (query) => (query.state.data && ['working', 'taking-back'].includes(query.state.data.state) ? 1_000 : false),
});

export const caseload = queryOptions({ queryKey: ['cases', 'caseload'], queryFn: ({ signal }) => api.get<{ items: LoadLine[] }>('/api/caseload', { signal }) });
export const receivers = queryOptions({ queryKey: ['handovers', 'receivers'], queryFn: ({ signal }) => api.get<Receivers>('/api/handovers/receivers', { signal }) });
export const flagKinds = queryOptions({ queryKey: ['flags', 'kinds'], queryFn: ({ signal }) => api.get<FlagKinds>('/api/flag-kinds', { signal }), staleTime: 10 * 60_000 });
export const letterTemplates = queryOptions({ queryKey: ['letters', 'templates'], queryFn: ({ signal }) => api.get<TemplateList>('/api/letter-templates', { signal }) });
/** Those chosen, one by one or as all that a list shows. */
export const casesOf = async (chosen: Chosen): Promise<readonly string[]> => ('caseIds' in chosen ? chosen.caseIds : (await api.post<{ caseIds: string[] }>('/api/list-cases', { body: chosen })).caseIds);
export const letterHoles = ({ chosen, ...asked }: { chosen: Chosen; templateId: string; organisationId: string | null }) => queryOptions({
  queryKey: ['letters', 'check', chosen, asked], queryFn: async ({ signal }) => api.post<CheckedRun>('/api/letter-checks', { body: { ...asked, caseIds: await casesOf(chosen) }, signal }), staleTime: 0,
});
export const letterBodies = queryOptions({ queryKey: ['letters', 'bodies'], queryFn: ({ signal }) => api.get<LetterChoices>('/api/letter-choices', { signal }), staleTime: 10 * 60_000 });

/** A deed about lists; what is done to many changes cases too. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['lists'], ['cases'], ['today']], onDone);
