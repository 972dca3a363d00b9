import type { Say } from '../../../kernel/documents/words.ts';
import { LetterField } from '../contract/fields.ts';
import type { Values } from '../domain/letters.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };

/** Texts of the room for a paper: those that a paper uses have places to fill and nothing else. */
export function sayIn(language: string): Say {
  const texts: Readonly<Record<string, string>> = language === 'en' ? en : it;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** A day in the language of a letter: "3 marzo 2026". */
export const dayWords = (day: string, language: string): string => new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** What a field says in a preview, of nobody who exists: the example that stands beside it on the screen. */
export const exampleOf = (field: string, language: string): string => sayIn(language)(`documents.field-example.${field}`);

export const demoValues = (language: string): Values => Object.fromEntries(LetterField.options.map((field) => [field, exampleOf(field, language)]));

/** What is written over the places to sign. */
export const signaturesIn = (language: string): { readonly writer: string; readonly person: string } =>
  ({ writer: sayIn(language)('documents.paper.signature'), person: sayIn(language)('documents.paper.signature-person') });
