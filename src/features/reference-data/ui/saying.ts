import { useText } from '../../../kernel/i18n/text.tsx';
import type { Body, CollectionName, EntryShown } from '../contract.ts';

const numbers = ['days', 'hours', 'workingDays', 'due', 'escalation', 'notBeforeDays', 'againAfterDays', 'coefficient', 'filesInADay'] as const;

const isWords = (value: unknown): value is { it: string; en: string } => typeof value === 'object' && value !== null && 'it' in value && 'en' in value && typeof value.it === 'string' && typeof value.en === 'string';
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => typeof one === 'number');

/** Values and their names in words. */
export function useSaying() {
  const { t, language: shown, formatNumber, formatList } = useText();
  const language = shown === 'en' ? 'en' : 'it';

  /** A short value in a line of words; words and tables have places of their own. */
  const say = (body: Body): string => {
    const parts: string[] = [];
    if (isWords(body['words'])) parts.push(body['words'][language]);
    for (const key of numbers) if (typeof body[key] === 'number') parts.push(t(`reference-data.say.${key}`, { n: body[key], said: formatNumber(body[key]) }));
    if (typeof body['months'] === 'number') parts.push(t('reference-data.say.months', { n: body['months'] }));
    if (isNumbers(body['months'])) parts.push(t('reference-data.say.after-months', { list: formatList(body['months'].map(String)) }));
    if (isNumbers(body['daysBefore'])) parts.push(t('reference-data.say.days-before', { list: formatList(body['daysBefore'].map(String)) }));
    if (typeof body['fromHour'] === 'number' && typeof body['toHour'] === 'number') parts.push(t('reference-data.say.hours-of-day', { from: body['fromHour'], to: body['toHour'] }));
    if (typeof body['readers'] === 'string') parts.push(t(`reference-data.readers.${body['readers']}`));
    if (body['offered'] === false) parts.push(t('reference-data.say.not-offered'));
    if (Array.isArray(body['levels'])) parts.push(t('reference-data.say.levels'));
    if ('capacity' in body) parts.push(t('reference-data.say.weights'));
    return parts.join(' · ');
  };

  /** What an entry is called. */
  const nameOf = (collection: CollectionName, { entry, meaning, comesWith, stretches }: EntryShown): string => {
    if (meaning) return meaning[language];
    if (collection === 'need-anchors') return t(`plans.need.${entry}`);
    const words = stretches.find((one) => one.time === 'today')?.body['words'] ?? comesWith?.['words'] ?? stretches.at(-1)?.body['words'];
    const called = isWords(words) ? words[language] : entry;
    return collection === 'holidays' && /^\d{2}-\d{2}$/.test(entry) ? t('reference-data.holiday', { name: called, day: Number(entry.slice(3)), month: t(`reference-data.month.${entry.slice(0, 2)}`) }) : called;
  };
  const sourceOf = (source: string): string => (source === 'proposal' ? t('reference-data.proposal') : source);
  return { say, nameOf, sourceOf, language } as const;
}
