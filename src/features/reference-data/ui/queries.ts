import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { ReferenceData } from '../contract.ts';

const key = ['reference-data'] as const;

export const referenceData = queryOptions({ queryKey: key, queryFn: ({ signal }) => api.get<ReferenceData>('/api/reference-data', { signal }) });

/** A deed about terms and rules. What the rooms show of them is asked anew as well. */
export const useReferenceDeed = (onDone: () => void) => useDeed([key, ['plans', 'reference'], ['intake', 'terms'], ['cases', 'caseload']], onDone);
