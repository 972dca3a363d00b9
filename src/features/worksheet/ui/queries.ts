import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { Profile } from '../../plans/contract.ts';
import type { WageRate } from '../contract.ts';
import { spellsOf } from '../domain.ts';
import type { Difference, KnownLevels, WageTables, Worksheet, WorksheetList } from '../wire.ts';

export const worksheetsOf = (caseId: string) => queryOptions({
  queryKey: ['worksheet', 'list', caseId], queryFn: ({ signal }) => api.get<WorksheetList>(`/api/cases/${caseId}/worksheets`, { signal }),
});
export const worksheetOf = (id: string) => queryOptions({
  queryKey: ['worksheet', 'one', id], queryFn: ({ signal }) => api.get<Worksheet>(`/api/worksheets/${id}`, { signal }),
});
/** Asked for only when somebody wants to know. */
export const differenceOf = (id: string, version: number) => queryOptions({
  queryKey: ['worksheet', 'difference', id, version], queryFn: ({ signal }) => api.get<Difference>(`/api/worksheets/${id}/difference`, { signal }), staleTime: 0,
});
export const ratesInForce = queryOptions({
  queryKey: ['worksheet', 'rates'], queryFn: ({ signal }) => api.get<{ items: WageRate[] }>('/api/wage-tables/in-force', { signal }),
});
export const wageTables = queryOptions({
  queryKey: ['worksheet', 'tables'], queryFn: ({ signal }) => api.get<WageTables>('/api/wage-tables', { signal }),
});
export const levelsKnown = queryOptions({
  queryKey: ['worksheet', 'levels'], queryFn: ({ signal }) => api.get<KnownLevels>('/api/wage-tables/levels', { signal }),
});
export const provincesOfItaly = queryOptions({
  queryKey: ['worksheet', 'provinces'], queryFn: ({ signal }) => api.get<{ items: { code: string; name: string }[] }>('/api/wage-tables/provinces', { signal }), staleTime: Infinity,
});
/** Jobs that the profile knows already; asked for when somebody is about to add one. */
export const spellsKnown = (caseId: string) => queryOptions({
  queryKey: ['worksheet', 'spells', caseId], queryFn: async ({ signal }) => spellsOf(await api.get<Profile>(`/api/cases/${caseId}/profile`, { signal })),
});
