import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { Reserved } from '../contract.ts';

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
