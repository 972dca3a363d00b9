import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { PhraseBook, PhraseHistory, PhraseLanguages } from '../contract.ts';

export const spokenLanguages = queryOptions({ queryKey: ['spoken', 'languages'], queryFn: ({ signal }) => api.get<PhraseLanguages>('/api/phrases', { signal }) });
export const phrasesIn = (language: string) => queryOptions({ queryKey: ['spoken', language], queryFn: ({ signal }) => api.get<PhraseBook>(`/api/phrases/${language}`, { signal }) });
export const historyOf = (language: string, key: string) => queryOptions({ queryKey: ['spoken', language, key], queryFn: ({ signal }) => api.get<PhraseHistory>(`/api/phrases/${language}/${key}`, { signal }), staleTime: 0 });

/** A sentence was written or approved: the book is what the server answered, and how far the language has come is counted anew. */
export function keepBook(client: QueryClient, kept: PhraseBook): void {
  client.setQueryData(['spoken', kept.language], kept);
  void client.invalidateQueries({ queryKey: ['spoken', 'languages'] });
}
