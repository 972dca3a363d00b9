import { useQuery } from '@tanstack/react-query';
import type { LaunchLanguage, Phrase } from '../../spoken/contract.ts';
import { launchLanguage } from '../../spoken/domain.ts';
import { phrasesIn } from './queries.ts';

export interface PhrasesOf {
  /** The person's language where there are sentences in it; undefined else, and the sentences are in Italian alone. */
  readonly language: LaunchLanguage | undefined;
  readonly items: readonly Phrase[];
  /** The words of a question of the guide in that language. */
  question(section: string, question: string): Phrase | undefined;
  readonly problem: unknown;
}

/** What is said to people in one language, in the words in force. */
export function usePhrases(code: string): PhrasesOf {
  const language = launchLanguage(code);
  const book = useQuery(phrasesIn(language ?? 'it'));
  const items = book.data?.items ?? [];
  return { language, items, question: (section, question) => items.find((one) => one.key === `prompt.${section}.${question}`), problem: book.error };
}
