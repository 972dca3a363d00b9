/** Languages in which a letter of ours stands. */
export const letterLanguages = ['it', 'en', 'fr'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

/** Small words that stand in almost every sentence of one of the three and in few of the others; spelled alike in two of them they say nothing and are left out. */
const marks: Readonly<Record<LetterLanguage, ReadonlySet<string>>> = {
  it: new Set('il gli della delle dei degli che non sono è per una uno anche come questo questa nella con più ma ho ha abbiamo buongiorno grazie vorrei saluti ci'.split(' ')),
  en: new Set('the and of to is are was we you that this with for not have has hello dear thank thanks please would from regards they he she'.split(' ')),
  fr: new Set('le les des et est sont une dans pour pas que qui nous vous avec ce cette je ai avons bonjour merci cordialement au aux mais il elle'.split(' ')),
};
/** As many marks more than the next language are asked for before one is believed. */
const CLEARLY = 2;

/**
 * In which of our languages a letter was written: as it declares (`Content-Language`, RFC 3282), else by its small words.
 * @returns undefined where neither says it clearly, as for every other language
 */
export function languageOf(text: string, declared?: string): LetterLanguage | undefined {
  const said = letterLanguages.find((one) => one === declared?.trim().slice(0, 2).toLowerCase());
  if (said) return said;
  const words = text.toLowerCase().slice(0, 4_000).split(/[^\p{L}]+/u);
  const counts = letterLanguages.map((language) => ({ language, count: words.filter((word) => marks[language].has(word)).length })).toSorted((one, other) => other.count - one.count);
  const [first, second] = counts;
  return first && second && first.count - second.count >= CLEARLY ? first.language : undefined;
}
