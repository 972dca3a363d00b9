import type { Text } from '../../../kernel/i18n/text.tsx';
import { profileField } from '../../plans/profile.ts';
import type { KnownValue } from '../contract.ts';

/** What is known, in words that the sender may leave, shorten or take away. Several facts of one field become one line. */
export function knownWords(known: readonly KnownValue[], text: Text): string {
  const languages = known.filter((one) => one.kind === 'language').map((one) => text.languageName(String(one.value)));
  const countries = known.filter((one) => one.kind === 'country').map((one) => text.countryName(String(one.value)));
  const facts = known.filter((one) => one.kind === 'fact').map((one) => `${text.t(`plans.field.${one.key}`)}: ${factWords(one, text)}`);
  const others = known.filter((one) => one.kind === 'name' || one.kind === 'birth-year').map((one) => String(one.value));
  const genders = known.filter((one) => one.kind === 'gender').map((one) => text.t(`referrals.gender.${String(one.value)}`));
  return [...(languages.length > 0 ? [text.formatList(languages)] : []), ...(countries.length > 0 ? [text.formatList(countries)] : []), ...genders, ...others, ...facts].join('\n');
}

function factWords({ key, value }: KnownValue, { t, formatList, formatNumber }: Text): string {
  const field = profileField(key)?.field;
  if (typeof value === 'boolean') return t(value ? 'plans.yes' : 'plans.no');
  if (typeof value === 'number') return field?.kind === 'year' ? String(value) : t(`plans.unit.${field?.unit ?? 'people'}`, { value: formatNumber(value) });
  if (Array.isArray(value)) return formatList(value.map((one) => t(`plans.choice.${key}.${one}`)));
  return field?.kind === 'choice' ? t(`plans.choice.${key}.${value}`) : value;
}
