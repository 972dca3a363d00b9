import { QueryClient } from '@tanstack/react-query';
import { mayRetry } from './problems.ts';

/** Defaults for every list and record: calm (no refetching at each glance), patient with a weak network, never stubborn about refusals. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && mayRetry(error),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
