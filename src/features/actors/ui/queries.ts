import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { WorksheetContent, WorksheetState } from '../../worksheet/contract.ts';
import type { NamedPart, Reserved } from '../contract.ts';

export const reservedOf = (caseId: string) => queryOptions({ queryKey: ['actors', caseId], queryFn: ({ signal }) => api.get<Reserved>(`/api/cases/${caseId}/reserved`, { signal }) });

/** Something written in the reserved part; the answer is the whole of it, as it stands now. */
export function useReserved(caseId: string, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body = {}, ifMatch }: { method: 'put' | 'post'; path: string; body?: unknown; ifMatch?: number }) => api[method]<Reserved>(path, { body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    onSuccess: (reserved) => {
      client.setQueryData(reservedOf(caseId).queryKey, reserved);
      onDone?.();
    },
    onError: () => client.invalidateQueries({ queryKey: reservedOf(caseId).queryKey }),
  });
}

interface Listed { readonly id: string; readonly state: WorksheetState; readonly continuedBy: string | null }
/** Who a job of a worksheet names, as the person told it. */
export interface Named { readonly worksheetId: string; readonly episodeId: string; readonly part: NamedPart; readonly name: string; readonly from: string | null; readonly to: string | null }

/**
 * Employers and go-betweens of the case's worksheets. They are read as everybody reads a worksheet, by the same calls: the trail of the case shows a worksheet that was
 * read, and nothing of what is reserved.
 */
export const namedIn = (caseId: string) => queryOptions({
  queryKey: ['actors', 'named', caseId],
  queryFn: async ({ signal }): Promise<Named[]> => {
    const { items } = await api.get<{ items: Listed[] }>(`/api/cases/${caseId}/worksheets`, { signal });
    const standing = items.filter((one) => one.state !== 'set-aside' && one.continuedBy === null).slice(0, 5);
    const worksheets = await Promise.all(standing.map((one) => api.get<{ id: string; content: WorksheetContent }>(`/api/worksheets/${one.id}`, { signal })));
    return worksheets.flatMap(({ id, content }) => content.episodes.flatMap((episode) => (['employer', 'intermediary'] as const).flatMap((part): Named[] => {
      const name = episode[part].trim();
      return name === '' ? [] : [{ worksheetId: id, episodeId: episode.id, part, name, from: episode.from, to: episode.to }];
    })));
  },
});
