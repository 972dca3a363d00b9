import { countryCodes, languageCodes } from '../../../kernel/i18n/languages.ts';
import type { Text } from '../../../kernel/i18n/text.tsx';
import type { Birth, SearchReason } from '../contract.ts';

/** A birth as far as it is known: "3 febbraio 1999 (dichiarata)", "circa 1999". */
export function birthWords({ t, formatDate }: Pick<Text, 't' | 'formatDate'>, birth: Birth | null): string {
  if (birth?.year == null) return t('persons.birth.unknown');
  const { precision, year, month, day } = birth;
  const pad = (value: number): string => String(value).padStart(2, '0');
  const when = month !== null && day !== null ? formatDate(`${year}-${pad(month)}-${pad(day)}`) : month !== null ? `${pad(month)}/${year}` : String(year);
  return t('persons.birth.words', { precision, when });
}

/** Why two records look alike, or not, in a sentence. */
export function reasonWords({ t, formatList }: Pick<Text, 't' | 'formatList'>, reason: SearchReason): string {
  const key = `persons.reason.${reason.code}`;
  if ('years' in reason) return t(key, { years: reason.years });
  if ('year' in reason) return t(key, { year: String(reason.year) });
  if (!('parts' in reason)) return t(key);
  const parts = reason.parts.map((part) => (typeof part === 'string' ? `«${part.toLowerCase()}»` : t('persons.reason.pair', { one: part.a.toLowerCase(), other: part.b.toLowerCase() })));
  return t(key, { parts: formatList(parts) });
}

/** A code as it is said: with spaces. */
export const spokenCode = (code: string): string => code.replaceAll('-', ' ');

type Named = { value: string; label: string }[];
const byLabel = (choices: Named, language: string): Named => choices.sort((one, other) => one.label.localeCompare(other.label, language));

/** Languages by the name they have in the language of the screen. */
export const languageChoices = (text: Pick<Text, 'languageName' | 'language'>): Named =>
  byLabel(languageCodes.map((value) => ({ value, label: text.languageName(value) })), text.language);

/** Countries likewise, with the words for who has none at the top. */
export const countryChoices = ({ countryName, language, t }: Pick<Text, 'countryName' | 'language' | 't'>): Named =>
  [{ value: 'XS', label: t('persons.stateless') }, ...byLabel(countryCodes.map((value) => ({ value, label: countryName(value) })), language)];

/** The words for a nationality. */
export const nationalityName = ({ countryName, t }: Pick<Text, 'countryName' | 't'>, country: string): string => (country === 'XS' ? t('persons.stateless') : countryName(country));

