import type { Text } from '../../../kernel/i18n/text.tsx';
import type { Fact, FactValue, UncertainDate } from '../contract.ts';
import type { ProfileField } from '../domain.ts';

/** A value in words. @returns nothing for what holds no longer */
export function wordsOf(field: ProfileField, value: FactValue, { t, formatDate, formatList, formatNumber }: Text): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return t(value ? 'plans.yes' : 'plans.no');
  if (typeof value === 'number') {
    if (field.kind === 'year') return String(value);
    return t(`plans.unit.${field.unit ?? 'people'}`, { value: formatNumber(value) });
  }
  if (Array.isArray(value)) return formatList(value.map((one) => t(`plans.choice.${field.key}.${one}`)));
  if (typeof value === 'object') return uncertainWords(value, { t, formatDate });
  if (field.kind === 'choice') return t(`plans.choice.${field.key}.${value}`);
  return field.kind === 'date' ? formatDate(value) : value;
}

/** Where and when it was learned, and by whom, in one line. */
export const sourceOf = (fact: Fact, { t, formatDate }: Text): string =>
  t('plans.profile.learned', { source: t(`plans.source.${fact.source.kind}`), date: formatDate(fact.learnedOn), author: fact.author.name });

/** A date as far as it is known: "3 marzo 2024", "circa 2022", "05/2023 (detto dalla persona)". */
export function uncertainWords({ precision, year, month, day }: UncertainDate, { t, formatDate }: Pick<Text, 't' | 'formatDate'>): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  const when = month !== null && day !== null ? formatDate(`${year}-${pad(month)}-${pad(day)}`) : month !== null ? `${pad(month)}/${year}` : String(year);
  return t('plans.date.words', { precision, when });
}
