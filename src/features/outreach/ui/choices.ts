import { countryCodes, languageCodes } from '../../../kernel/i18n/languages.ts';
import type { Text } from '../../../kernel/i18n/text.tsx';

type Named = { value: string; label: string }[];
const named = (codes: readonly string[], name: (code: string) => string, language: string): Named => codes.map((value) => ({ value, label: name(value) })).toSorted((one, other) => one.label.localeCompare(other.label, language));

/** Languages and countries by the name they have in the language of the screen. */
export const languageChoices = ({ languageName, language }: Pick<Text, 'languageName' | 'language'>): Named => named(languageCodes, languageName, language);
export const countryChoices = ({ countryName, language }: Pick<Text, 'countryName' | 'language'>): Named => named(countryCodes, countryName, language);

/** Languages spoken most often by those who are met in this territory, where a place says nothing yet (domain, 8). */
export const commonest = ['ar', 'bn', 'fr', 'en', 'pa', 'ur', 'uk', 'ro', 'wo'] as const;
