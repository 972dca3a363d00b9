import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { Service, ServiceChanged, ServicePage, ServiceSearch, ServiceWritten } from '../contract.ts';

/** Services that fit the search, page by page. */
export const useServices = (search: Omit<ServiceSearch, 'after'>) => useInfiniteQuery({
  queryKey: ['directory', 'list', search],
  queryFn: ({ pageParam, signal }) => api.post<ServicePage>('/api/services/search', { body: { ...search, after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
  // While one types, what was found before stays on the screen.
  placeholderData: (before) => before,
});

export const useService = (id: string) => useQuery({ queryKey: ['directory', 'one', id], queryFn: ({ signal }) => api.get<Service>(`/api/services/${id}`, { signal }) });

type Change =
  | { readonly kind: 'add'; readonly id: string; readonly written: ServiceWritten }
  | { readonly kind: 'change'; readonly id: string; readonly changed: ServiceChanged; readonly version: number }
  | { readonly kind: 'verify'; readonly id: string };

/** Writes to the directory; everything shown of it is read again afterwards. */
export function useServiceChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change): Promise<Service> => {
      if (change.kind === 'add') return api.put(`/api/services/${change.id}`, { body: change.written });
      if (change.kind === 'change') return api.patch(`/api/services/${change.id}`, { body: change.changed, ifMatch: change.version });
      return api.post(`/api/services/${change.id}/verifications`, { body: {} });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['directory'] }),
  });
}
