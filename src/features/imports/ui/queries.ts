import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { v7 as newId } from 'uuid';
import { api } from '../../../kernel/ui/api.ts';
import type { BulkDecision, CellGiven, DryRun, DuplicatePage, FileKeeping, HeaderGiven, ImportDetail, ImportList, ImportMoveGiven, MappingGiven, RowDecision, RowFilter, RowPage, UndoPreview } from '../wire.ts';

/** How often progress is asked for while rows come in, in milliseconds. */
const WATCHING = 700;

export const useImports = () => useInfiniteQuery({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam, signal }) => api.get<ImportList>(`/api/imports${pageParam === null ? '' : `?after=${pageParam}`}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
});

/** One import; asked again and again while it runs, so that the numbers on the screen are live. */
export const useImport = (id: string) => useQuery({
  queryKey: ['imports', 'one', id],
  queryFn: ({ signal }) => api.get<ImportDetail>(`/api/imports/${id}`, { signal }),
  refetchInterval: (query) => (isMoving(query.state.data) ? WATCHING : false),
});

/** Whether the rows are coming in now, and nobody is waited for. */
export const isMoving = (detail: ImportDetail | undefined): boolean => detail?.state === 'running' && detail.job?.state !== 'paused';

export const useRows = (id: string, filter: RowFilter) => useInfiniteQuery({
  queryKey: ['imports', 'rows', id, filter],
  queryFn: ({ pageParam, signal }) => api.get<RowPage>(`/api/imports/${id}/rows?filter=${filter}${pageParam === null ? '' : `&after=${pageParam}`}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
});

export const useDuplicates = (id: string, only: 'undecided' | 'all') => useInfiniteQuery({
  queryKey: ['imports', 'duplicates', id, only],
  queryFn: ({ pageParam, signal }) => api.get<DuplicatePage>(`/api/imports/${id}/duplicates?only=${only}${pageParam === null ? '' : `&after=${pageParam}`}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
});

export const useDryRun = (id: string) => useQuery({ queryKey: ['imports', 'dry-run', id], staleTime: 0, queryFn: ({ signal }) => api.get<DryRun>(`/api/imports/${id}/dry-run`, { signal }) });

export const useUndoPreview = (id: string, isWanted: boolean) => useQuery({ queryKey: ['imports', 'undo', id], staleTime: 0, enabled: isWanted, queryFn: ({ signal }) => api.get<UndoPreview>(`/api/imports/${id}/undo`, { signal }) });

/** Everything that changes an import; afterwards all that is shown of imports is read again. */
export type Change =
  | { readonly kind: 'map'; readonly given: MappingGiven; readonly version: number }
  | { readonly kind: 'operators'; readonly words: readonly { word: string; memberId: string | null }[]; readonly version: number }
  | { readonly kind: 'rows'; readonly items: readonly RowDecision[] }
  | { readonly kind: 'many'; readonly given: BulkDecision }
  | { readonly kind: 'header'; readonly given: HeaderGiven; readonly version: number }
  | { readonly kind: 'cell'; readonly rowId: string; readonly given: CellGiven }
  | { readonly kind: 'destroy-file' }
  | { readonly kind: 'resume' }
  | ({ readonly kind: 'move' } & Omit<ImportMoveGiven, 'id' | 'keepTouched'> & { readonly keepTouched?: boolean });

export function useChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change): Promise<void> => {
      switch (change.kind) {
        case 'map': {
          await api.put(`/api/imports/${id}/mapping`, { body: change.given, ifMatch: change.version });
          // Reading the rows and looking for doubles is one thing for whoever waits.
          return api.post(`/api/imports/${id}/moves`, { body: { id: newId(), move: 'check' } });
        }
        case 'operators': return api.put(`/api/imports/${id}/operators`, { body: { words: change.words }, ifMatch: change.version });
        case 'rows': return api.put(`/api/imports/${id}/decisions`, { body: { items: change.items } });
        case 'many': return api.post(`/api/imports/${id}/decisions`, { body: change.given });
        case 'header': return api.put(`/api/imports/${id}/header`, { body: change.given, ifMatch: change.version });
        case 'cell': return api.put(`/api/imports/${id}/rows/${change.rowId}/cell`, { body: change.given });
        case 'destroy-file': return api.delete(`/api/imports/${id}/file`);
        case 'resume': return api.post(`/api/imports/${id}/resume`, { body: {} });
        case 'move': return api.post(`/api/imports/${id}/moves`, { body: { id: newId(), move: change.move, reason: change.reason, keepTouched: change.keepTouched ?? false } });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

/** Brings a file in; the answer is the import that it begins. */
export function useUpload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File): Promise<ImportDetail> => {
      const body = new FormData();
      body.append('file', file);
      return api.put<ImportDetail>(`/api/imports/${newId()}`, { body });
    },
    onSuccess: (detail) => client.setQueryData(['imports', 'one', detail.id], detail),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports', 'list'] }),
  });
}

export const useFileKeeping = () => useQuery({ queryKey: ['imports', 'files'], queryFn: ({ signal }) => api.get<FileKeeping>('/api/import-files', { signal }) });

export function useKeepFiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: FileKeeping) => api.put<FileKeeping>('/api/import-files', { body: given }),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}
