import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './api.ts';
import { ApiProblem } from './problems.ts';

/** A call that changes something. */
export interface Deed {
  readonly method: 'put' | 'post' | 'patch';
  readonly path: string;
  readonly body?: unknown;
  /** The version that was seen, where the server asks for it. */
  readonly ifMatch?: number;
}

/**
 * Does something, and then reads anew whatever of it is on the screen, also after a refusal: what was shown may be what was wrong.
 * @param shown the first parts of the keys of what may have changed @param onDone what follows a deed that was done
 */
export function useDeed<Answer = unknown>(shown: readonly QueryKey[], onDone?: (answer: Answer) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body = {}, ifMatch }: Deed) => api[method]<Answer>(path, { body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    onSuccess: (answer) => onDone?.(answer),
    onSettled: () => Promise.all(shown.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** What was sent first stands, and is shown; what was put right since an answer that never came goes on its own, under another id. Nothing typed is lost. */
export const goesOnItsOwn = (again: () => void) => ({ onError: (error: Error): void => { if (error instanceof ApiProblem && error.code === 'already-exists') again(); } });
