import { useQuery } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { PlanReference } from '../../plans/contract.ts';
import type { ReadyStep, ReadySteps } from '../contract.ts';
import { firstSet } from '../domain.ts';

const key = ['ready-steps'] as const;

/** The programme's own sets and the first one, which comes with the program. */
export function useReadySteps() {
  const own = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<ReadySteps>('/api/ready-steps', { signal }) });
  const first = useQuery({ queryKey: ['plans', 'reference'], queryFn: ({ signal }) => api.get<PlanReference>('/api/plan-reference', { signal }), staleTime: 60 * 60_000 });
  const all: readonly ReadyStep[] | undefined = own.data && first.data && [...own.data.items, ...firstSet(first.data.templates)];
  return { all, error: own.error ?? first.error, refetch: () => Promise.all([own.refetch(), first.refetch()]) };
}

/** A deed about ready steps. */
export const useReadyStepDeed = (onDone: () => void) => useDeed([key], onDone);
