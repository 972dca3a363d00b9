import { reminderSentences } from '../agenda/domain/reminder-words.ts';
import { guide } from '../desk/guide.ts';
import { formSentences } from '../feedback/domain.ts';
import { LaunchLanguage, type PhraseKind, type PhraseLanguage, type Progress } from './contract.ts';
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
  return (['before', 'ground', 'signing', 'consent', 'answer', 'reminder', 'asked'] as const).find((kind) => kind === first) ?? 'prompt';
};

/** Every sentence that is said to people: the questions of the guide that have further words, what is said beside them, what is sent to remind somebody, and what the screen asks of how it went. */
export const phrases: readonly HousePhrase[] = [
  ...Object.entries(personWords).map(([key, words]): HousePhrase => ({ key, kind: kindOf(key), section: null, words })),
  ...Object.entries(reminderSentences).map(([key, words]): HousePhrase => ({ key, kind: 'reminder', section: null, words })),
  ...Object.entries(formSentences).map(([key, words]): HousePhrase => ({ key, kind: 'asked', section: null, words })),
  ...guide.flatMap((section) => section.questions.flatMap((question): HousePhrase[] => {
    const further = promptWords[`${section.key}.${question.key}`];
    return further ? [{ key: `prompt.${section.key}.${question.key}`, kind: 'prompt', section: section.key, words: { ...question.words, ...further } }] : [];
  })),
];

const byKey = new Map(phrases.map((phrase) => [phrase.key, phrase]));
export const phraseOf = (key: string): HousePhrase | undefined => byKey.get(key);

/** The language, where the house brought sentences in it. */
export const launchLanguage = (code: string): LaunchLanguage | undefined => LaunchLanguage.options.find((one) => one === code);

/** The words that came with the house, where there are any in that language. */
export function houseWords(phrase: HousePhrase, language: string): string | null {
  const launch = launchLanguage(language);
  return launch ? phrase.words[launch] : null;
}

/** Whether there is something to say in a language, of one kind or of any. Until it is known what was written, there is in those of the house. */
export const isSpoken = (code: string, languages: readonly PhraseLanguage[] | undefined, kind?: PhraseKind): boolean =>
  launchLanguage(code) !== undefined || (languages?.some((one) => one.language === code && (kind ? one.kinds.some((of) => of.kind === kind && of.written > 0) : one.written > 0)) ?? false);

/** A sentence that stands in a language, whether or not anybody answers for it. */
export interface Standing {
  readonly key: string;
  readonly approved: boolean;
}

/** How far a language has come: all the sentences there are, those that are written, those somebody answers for. */
export function progressOf(language: string, standing: readonly Standing[], kind?: PhraseKind): Progress {
  const known = phrases.filter((one) => kind === undefined || one.kind === kind);
  const written = new Map(standing.map((one) => [one.key, one.approved]));
  return {
    total: known.length,
    written: launchLanguage(language) ? known.length : known.filter((one) => written.has(one.key)).length,
    approved: known.filter((one) => written.get(one.key) === true).length,
  };
}
