import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { FoundActors } from '../../actors/contract.ts';
import type { DocumentList } from '../../documents/contract.ts';
import type { Profile } from '../../plans/contract.ts';
import { spellsOf } from '../../worksheet/domain.ts';
import type { Worksheet, WorksheetList } from '../../worksheet/wire.ts';
import type { Curriculum, Employer, Employment, EscoEditions, EscoFound, EscoSearch, PlacementLine, PlacementShow, Retention } from '../contract.ts';

export const employmentOf = (caseId: string) => queryOptions({ queryKey: ['employment', 'case', caseId], queryFn: ({ signal }) => api.get<Employment>(`/api/cases/${caseId}/employment`, { signal }) });
export const curriculumOf = (id: string) => queryOptions({ queryKey: ['employment', 'curriculum', id], queryFn: ({ signal }) => api.get<Curriculum>(`/api/curricula/${id}`, { signal }) });

interface Paged {
  readonly items: PlacementLine[];
  readonly next: string | null;
}
export const placementsShown = (whose: 'mine' | 'all', show: PlacementShow) => infiniteQueryOptions({
  queryKey: ['employment', 'list', whose, show],
  queryFn: ({ pageParam, signal }) => api.get<Paged>(`/api/placements?${new URLSearchParams({ whose, show, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});
export const retentionFigures = queryOptions({ queryKey: ['employment', 'figures'], queryFn: ({ signal }) => api.get<Retention>('/api/placement-figures', { signal }) });
export const escoEditions = queryOptions({ queryKey: ['employment', 'esco'], queryFn: ({ signal }) => api.get<EscoEditions>('/api/esco-editions', { signal }) });
/** What is sought never stands in an address. */
export const employersCalled = (words: string) => queryOptions({ queryKey: ['employment', 'employers', words], queryFn: ({ signal }) => api.post<{ items: Employer[] }>('/api/employers/search', { body: { words }, signal }) });
export const conceptsCalled = (asked: EscoSearch) => queryOptions({
  queryKey: ['employment', 'concepts', asked.kind, asked.language, asked.words], enabled: asked.words.trim().length >= 2, queryFn: ({ signal }) => api.post<EscoFound>('/api/esco/search', { body: asked, signal }),
});
/** The same name among the alleged actors that whoever coordinates may read; asked anew each time. */
export const actorsCalled = (words: string) => queryOptions({ queryKey: ['employment', 'actors', words], queryFn: ({ signal }) => api.post<FoundActors>('/api/alleged-actors/search', { body: { words }, signal }), staleTime: 0, gcTime: 0 });
export const bodiesOfProgramme = queryOptions({ queryKey: ['directory', 'organisations'], queryFn: ({ signal }) => api.get<{ items: { id: string; name: string }[] }>('/api/services/organisations', { signal }) });
export const papersOf = (caseId: string) => queryOptions({ queryKey: ['employment', 'papers', caseId], queryFn: async ({ signal }) => (await api.get<DocumentList>(`/api/cases/${caseId}/documents`, { signal })).items });

/** A job that was told elsewhere, as far as it can be taken along: never who gave it. */
export interface ToldJob {
  readonly id: string;
  readonly sector: string | null;
  readonly from: string | null;
  readonly to: string | null;
}
/** Jobs that the profile and the newest worksheet tell already; asked for when somebody is about to add one. */
export const jobsTold = (caseId: string) => queryOptions({
  queryKey: ['employment', 'told', caseId],
  queryFn: async ({ signal }): Promise<ToldJob[]> => {
    const [profile, sheets] = await Promise.all([api.get<Profile>(`/api/cases/${caseId}/profile`, { signal }), api.get<WorksheetList>(`/api/cases/${caseId}/worksheets`, { signal })]);
    const newest = sheets.items.find((one) => one.state !== 'set-aside' && one.episodes > 0);
    const worksheet = newest ? await api.get<Worksheet>(`/api/worksheets/${newest.id}`, { signal }) : undefined;
    const month = (day: string | null): string | null => day?.slice(0, 7) ?? null;
    return [
      ...spellsOf(profile).map(({ id, sector, from, to }) => ({ id, sector, from: month(from), to: month(to) })),
      ...(worksheet?.content.episodes ?? []).map(({ id, sector, from, to }) => ({ id, sector, from: month(from), to: month(to) })),
    ];
  },
});

/** Whether this person named somebody of a like name before; asked where the names are, for whoever reads them anyway. */
export const toldBefore = (caseId: string, name: string) => queryOptions({
  queryKey: ['employment', 'told-before', caseId, name], enabled: name.length >= 3, queryFn: ({ signal }) => api.post<{ alike: boolean }>('/api/employers/told-before', { body: { caseId, name }, signal }),
});

/** Something done about work; the case, its worksheets and the day may have changed with it. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['employment'], ['cases'], ['today']], onDone);
