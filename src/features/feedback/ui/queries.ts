import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { PhraseBook, PhraseLanguages } from '../../spoken/contract.ts';
import type { Complaint, ComplaintList, MoveComplaint, SatisfactionFigures, WriteComplaint } from '../contract.ts';

export const complaints = infiniteQueryOptions({
  queryKey: ['feedback', 'complaints'],
  queryFn: ({ pageParam, signal }) => api.get<ComplaintList>(`/api/complaints${pageParam ? `?after=${encodeURIComponent(pageParam)}` : ''}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next ?? undefined,
});

export const complaintOf = (id: string) => queryOptions({ queryKey: ['feedback', 'complaint', id], queryFn: ({ signal }) => api.get<Complaint>(`/api/complaints/${id}`, { signal }) });

export const figures = queryOptions({ queryKey: ['feedback', 'figures'], queryFn: ({ signal }) => api.get<SatisfactionFigures>('/api/satisfaction-figures', { signal }) });

/** In which languages the form stands, and its words in one of them. */
export const phraseLanguages = queryOptions({ queryKey: ['spoken', 'languages'], queryFn: ({ signal }) => api.get<PhraseLanguages>('/api/phrases', { signal }), staleTime: 10 * 60_000 });
export const phrasesIn = (language: string) => queryOptions({ queryKey: ['spoken', language], queryFn: ({ signal }) => api.get<PhraseBook>(`/api/phrases/${language}`, { signal }), staleTime: 10 * 60_000 });

/** Takes a complaint down under an id that stays while it is tried again. */
export function useReceive(id: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: WriteComplaint) => api.put(`/api/complaints/${id}`, { body }), onSuccess: onDone, onSettled: () => client.invalidateQueries({ queryKey: ['feedback'] }) });
}

/** A step of a complaint; afterwards everything is read again, also after a refusal. */
export function useComplaintMove(id: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: MoveComplaint) => api.post<Complaint>(`/api/complaints/${id}/moves`, { body }), onSuccess: onDone, onSettled: () => client.invalidateQueries({ queryKey: ['feedback'] }) });
}
