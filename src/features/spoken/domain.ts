import { reminderSentences } from '../agenda/domain/reminder-words.ts';
import { guide } from '../desk/guide.ts';
import { LaunchLanguage, type PhraseKind } from './contract.ts';
import { type AllWords, personWords } from './words/person.ts';
import { promptWords } from './words/prompts.ts';

/** A sentence said to people, with the words that came with the program. */
export interface HousePhrase {
  readonly key: string;
  readonly kind: PhraseKind;
  readonly section: string | null;
  readonly words: AllWords;
}

const kindOf = (key: string): PhraseKind => {
  const [first] = key.split('.');
  return (['before', 'ground', 'signing', 'consent', 'answer', 'reminder'] as const).find((kind) => kind === first) ?? 'prompt';
};

/** Every sentence that is said to people: the questions of the guide that have further words, what is said beside them, and what is sent to remind somebody. */
export const phrases: readonly HousePhrase[] = [
  ...Object.entries(personWords).map(([key, words]): HousePhrase => ({ key, kind: kindOf(key), section: null, words })),
  ...Object.entries(reminderSentences).map(([key, words]): HousePhrase => ({ key, kind: 'reminder', section: null, words })),
  ...guide.flatMap((section) => section.questions.flatMap((question): HousePhrase[] => {
    const further = promptWords[`${section.key}.${question.key}`];
    return further ? [{ key: `prompt.${section.key}.${question.key}`, kind: 'prompt', section: section.key, words: { ...question.words, ...further } }] : [];
  })),
];

const byKey = new Map(phrases.map((phrase) => [phrase.key, phrase]));
export const phraseOf = (key: string): HousePhrase | undefined => byKey.get(key);

/** The language of the person, where there are sentences in it. */
export const launchLanguage = (code: string): LaunchLanguage | undefined => LaunchLanguage.options.find((one) => one === code);
