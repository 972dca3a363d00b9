import { useText } from '../../../kernel/i18n/text.tsx';
import type { Fact } from '../../plans/contract.ts';
import type { SectionContent } from '../contract.ts';
import type { GuideLanguage, GuideSection } from '../guide.ts';

const guideLanguages = ['it', 'en', 'fr'] as const satisfies readonly GuideLanguage[];
const spoken = (code: string): GuideLanguage | undefined => guideLanguages.find((one) => one === code);

/** In which words the guide is read by the worker; the person's stand beside them, see `usePhrases`. */
export function useGuideWords(): { first: GuideLanguage; titleOf(section: GuideSection): string } {
  const { language } = useText();
  const first = spoken(language) ?? 'it';
  return { first, titleOf: (section) => section.title[first] };
}

/** What was said in a section, line by line: each answer with its question, then the free words. */
export function useSaidOf(): (section: GuideSection | undefined, language: GuideLanguage, content: SectionContent) => string {
  const { t } = useText();
  return (section, language, content) => [
    ...(section?.questions ?? []).flatMap(({ key, words }) => {
      const one = content.answers[key];
      const said = [one?.answer && t(`ui.answer.${one.answer}`), one?.words].filter(Boolean).join(' · ');
      return said === '' ? [] : [`${words[language]} ${said}`];
    }),
    content.words,
  ].filter((line) => line.trim() !== '').join('\n');
}

export function useSaid(section: GuideSection, language: GuideLanguage): (content: SectionContent) => string {
  const said = useSaidOf();
  return (content) => said(section, language, content);
}

/** A fact of the profile in words: a choice by its name, a date as a date. */
export function useFactWords(): (fact: Fact) => string {
  const { t, formatDate, formatNumber, formatList } = useText();
  const word = (field: string, value: string): string => {
    const key = `plans.choice.${field}.${value}`;
    const said = t(key);
    return said === key ? value : said;
  };
  return ({ field, value }) => {
    if (value === null) return '—';
    if (typeof value === 'boolean') return t(value ? 'ui.answer.yes' : 'ui.answer.no');
    if (typeof value === 'number') return formatNumber(value, { useGrouping: value > 9_999 });
    if (Array.isArray(value)) return formatList(value.map((one) => word(field, one)));
    if (typeof value === 'object') {
      const pad = (part: number): string => String(part).padStart(2, '0');
      const when = value.month !== null && value.day !== null ? formatDate(`${value.year}-${pad(value.month)}-${pad(value.day)}`) : value.month !== null ? `${pad(value.month)}/${value.year}` : String(value.year);
      return t('plans.date.words', { precision: value.precision, when });
    }
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : word(field, value);
  };
}
