import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { HandedNote, HandedPage, HandedShelf } from '../contract.ts';

const root = 'handed-notes';

export const handedOn = (shelf: HandedShelf) => infiniteQueryOptions({
  queryKey: [root, 'list', shelf],
  queryFn: ({ pageParam, signal }) => api.get<HandedPage>(`/api/handed-notes?${new URLSearchParams({ shelf, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});

export const handedNoteOf = (id: string) => queryOptions({ queryKey: [root, 'one', id], queryFn: ({ signal }) => api.get<HandedNote>(`/api/handed-notes/${id}`, { signal }) });

/** A step of a note, after which the lists and the day are read again. */
export const useHandedDeed = (onDone: () => void) => useDeed([[root], ['today']], onDone);
