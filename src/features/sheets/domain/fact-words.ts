import type { FactValue, UncertainDate } from '../../plans/contract.ts';
import { profileField } from '../../plans/domain.ts';
import en from '../../plans/text/en.json' with { type: 'json' };
import it from '../../plans/text/it.json' with { type: 'json' };
import type { SheetPaper } from '../contract.ts';
import { wordsIn } from './words.ts';

type Language = SheetPaper['language'];

/** The profile's own words exist in the languages of the screens; for the others the Italian ones stand, and the paper says so. */
const profileTexts = (language: Language): Readonly<Record<string, string>> => (language === 'en' ? en : it);
const localeOf = (language: Language): string => ({ it: 'it-IT', en: 'en-GB', fr: 'fr-FR', ar: 'ar-AE', bn: 'bn-BD-u-nu-latn', uk: 'uk-UA' })[language];

/** A day in words: "3 marzo 2026". Digits are those of Italy's offices, whatever the language. */
export const dayWords = (day: string, language: Language): string => new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** The name of a field of the profile, in the language of a sheet. */
export const fieldLabel = (key: string, language: Language): string => wordsIn(language).fields[key] ?? profileTexts(language)[`plans.field.${key}`] ?? key;

/** The name of an area. @param key a section of the profile, or `identity`, `other`, `reserved` */
export const areaLabel = (key: string, language: Language): string => wordsIn(language).areas[key] ?? key;

/** What is known in a field, as one reads it. @returns nothing for what holds no longer */
export function factWords(key: string, value: FactValue, language: Language): string | undefined {
  const field = profileField(key)?.field;
  const words = wordsIn(language);
  const texts = profileTexts(language);
  if (value === null || !field) return undefined;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (field.kind === 'year') return String(value);
    return (texts[`plans.unit.${field.unit ?? 'people'}`] ?? '{value}').replace('{value}', new Intl.NumberFormat(localeOf(language)).format(value));
  }
  if (Array.isArray(value)) return value.map((one) => texts[`plans.choice.${key}.${one}`] ?? one).join(', ');
  if (typeof value === 'object') return uncertainWords(value, language);
  if (field.kind === 'choice') return texts[`plans.choice.${key}.${value}`] ?? value;
  return field.kind === 'date' ? dayWords(value, language) : value;
}

/** A date as far as it is known; one that was only guessed or told says so. */
export function uncertainWords({ precision, year, month, day }: UncertainDate, language: Language): string {
  const words = wordsIn(language);
  if (year === null) return words.notKnown;
  const pad = (part: number): string => String(part).padStart(2, '0');
  const when = month !== null && day !== null ? dayWords(`${year}-${pad(month)}-${pad(day)}`, language) : month !== null ? `${pad(month)}/${year}` : String(year);
  return precision === 'estimated' ? words.about.replace('{when}', when) : precision === 'declared' ? words.asTold.replace('{when}', when) : when;
}
