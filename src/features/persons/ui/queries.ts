import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../../kernel/ui/api.ts';
import type { FoundPerson, Heading, SearchAnswer } from '../contract.ts';

/** What a search asks; empty fields ask nothing. */
export interface Sought {
  readonly words: string;
  readonly birthYear?: number | undefined;
  readonly phone?: string | undefined;
  readonly country?: string | undefined;
  readonly beside?: string | undefined;
}

/** The value as it stood when the typing paused, so that each letter is not a question to the server. */
export function usePaused<T>(value: T, milliseconds = 250): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return paused;
}

const asksSomething = ({ words, phone }: Sought): boolean => words.trim().length >= 2 || (phone ?? '').replaceAll(/\D/g, '').length >= 7;

/** Who may be meant, while it is being typed. `isAsked` is false as long as too little is written to ask. */
export function usePersonSearch(sought: Sought) {
  const client = useQueryClient();
  const paused = usePaused(JSON.stringify(sought));
  const body = JSON.parse(paused) as Sought;
  const isAsked = asksSomething(body);
  const about = (asked: string) => ({
    queryKey: ['persons', 'search', asked],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<readonly FoundPerson[]> => (await api.post<SearchAnswer>('/api/persons/search', { body: JSON.parse(asked), signal })).items,
  });
  const query = useQuery({
    ...about(paused),
    enabled: isAsked,
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
  /** Who may be meant by what is written at this very moment, however fast it was typed. @throws {ApiProblem} when the server does not answer */
  const now = async (): Promise<readonly FoundPerson[]> => (asksSomething(sought) ? client.fetchQuery({ ...about(JSON.stringify(sought)), staleTime: 5_000 }) : []);
  return { ...query, isAsked, items: isAsked ? query.data : undefined, now };
}

const headingKey = (personId: string) => ['persons', personId];

export const useHeading = (personId: string) =>
  useQuery({ queryKey: headingKey(personId), queryFn: ({ signal }) => api.get<Heading>(`/api/persons/${personId}`, { signal }) });

/** A change to a person: does it, then reads the heading anew. */
export function useChange(personId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    // The head of the case tells the languages, a doubt about the age, whether one may call.
    onSettled: () => Promise.all([headingKey(personId), ['cases'], ['screening']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
