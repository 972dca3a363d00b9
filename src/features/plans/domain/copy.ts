import { CopyLanguage, type OwnWords, type PlanCopy, type ToldWords } from '../contract.ts';
import arabic from '../copy/ar.json' with { type: 'json' };
import bengali from '../copy/bn.json' with { type: 'json' };
import english from '../copy/en.json' with { type: 'json' };
import french from '../copy/fr.json' with { type: 'json' };
import italian from '../copy/it.json' with { type: 'json' };
import ukrainian from '../copy/uk.json' with { type: 'json' };

/** The fixed words of the copy, in every language of it. */
export const copyWords: Readonly<Record<CopyLanguage, typeof italian>> = { it: italian, en: english, fr: french, ar: arabic, bn: bengali, uk: ukrainian };
/** A day as one says it; Arabic with the digits that are read in Italy's offices. */
const dayIn = (language: CopyLanguage, day: string): string => new Intl.DateTimeFormat(language === 'ar' ? 'ar-AE' : language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));
const fill = (pattern: string, name: string, value: string): string => pattern.replace(`{${name}}`, value);
type CopiedStep = PlanCopy['goals'][number]['steps'][number];

/** Who takes a step and by when, in the words of the copy. @param showsNames whether whoever accompanies is named */
export function stepTerms(step: CopiedStep, language: CopyLanguage, showsNames: boolean): { who: string; when: string } {
  const words = copyWords[language];
  const colleague = step.name && showsNames ? fill(words.together, 'name', step.name) : words.helped;
  return {
    who: step.by === 'person' ? words.me : step.by === 'colleague' ? colleague : words.nobody,
    when: step.state === 'done' ? words.done : step.dueOn ? fill(words.by, 'date', dayIn(language, step.dueOn)) : words.noDate,
  };
}

/** The sentence that closes the copy with the day of the next review; null while there is none. */
export const nextReview = ({ language, reviewOn }: PlanCopy): string | null => (reviewOn ? fill(copyWords[language].next, 'date', dayIn(language, reviewOn)) : null);

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
