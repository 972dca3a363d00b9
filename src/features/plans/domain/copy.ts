import { CopyLanguage, type OwnWords, type PlanCopy, type ToldWords } from '../contract.ts';

/** The language of a person's copy: the first of theirs that we have. @param spoken the best known first */
export function copyLanguageFor(spoken: readonly string[]): CopyLanguage {
  return spoken.flatMap((language) => CopyLanguage.safeParse(language).data ?? [])[0] ?? 'it';
}

/**
 * How a step is said in the language of the copy. What a colleague wrote for this person comes first; a ready step knows its words in
 * other languages as long as nobody has changed its title.
 */
export function stepSaid(title: string, language: CopyLanguage, own: OwnWords | null, ready: readonly { readonly title: ToldWords }[]): PlanCopy['goals'][number]['steps'][number]['said'] {
  if (own?.language === language) return { words: own.words, from: 'colleague' };
  const said = ready.find((one) => one.title.it === title || one.title.en === title)?.title[language];
  return said === undefined || said === title ? null : { words: said, from: 'template' };
}
