import { useQuery } from '@tanstack/react-query';
import { type Phrase, SpokenLanguage } from '../../spoken/contract.ts';
import { launchLanguage } from '../../spoken/domain.ts';
import { phrasesIn } from './queries.ts';

export interface PhrasesOf {
  /** The person's language where there are sentences in it; undefined else, and the sentences are in Italian alone. */
  readonly language: string | undefined;
  readonly items: readonly Phrase[];
  /** The words of a question of the guide in that language. */
  question(section: string, question: string): Phrase | undefined;
  readonly problem: unknown;
}

/** What is said to people in one language, in the words in force: those of the house, and those that somebody who speaks it wrote. */
export function usePhrases(code: string): PhrasesOf {
  const known = SpokenLanguage.safeParse(code).data;
  const isOfHouse = known !== undefined && launchLanguage(known) !== undefined;
  const book = useQuery(phrasesIn(known ?? 'it'));
  // A telephone keeps the languages in which something is written: of the others the Italian stands all the same.
  const inItalian = useQuery({ ...phrasesIn('it'), enabled: book.isError && !isOfHouse });
  const items = (book.data ?? inItalian.data)?.items ?? [];
  const language = isOfHouse || book.data?.items.some((one) => one.words !== null) ? known : undefined;
  return { language, items, question: (section, question) => items.find((one) => one.key === `prompt.${section}.${question}`), problem: isOfHouse ? book.error : inItalian.error };
}
