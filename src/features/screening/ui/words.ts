import { localeOf } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Answer, ContextItem, Instrument, Item, Tally, Words } from '../contract.ts';
import { scaleOf } from '../domain.ts';

/** The parts in which the questions of an instrument stand; empty where it has none. */
export function groupsOf({ scoring }: Instrument): readonly { code: string; name: Words }[] {
  if (scoring.kind === 'dimensions') return scoring.dimensions;
  return (scoring.kind === 'presence-list' && scoring.groups) || [];
}

/** The words of an instrument in the language of the screen; Italian where it has no other. */
export function useInstrumentWords() {
  const { language, t, formatList } = useText();
  const say = (words: Words): string => words[language] ?? words.it;
  /** The words of an item by its code; the code itself where a version no longer knows it. */
  const item = (instrument: Instrument | undefined, code: string): string => {
    const found = instrument && [...instrument.contextItems, ...instrument.items].find((one) => one.code === code);
    return found ? say(found.text) : code;
  };
  const dimension = (instrument: Instrument | undefined, code: string): string => {
    const found = instrument && groupsOf(instrument).find((one) => one.code === code);
    return found ? say(found.name) : code;
  };
  return {
    say,
    /** "un indicatore forte e 2 medi", from counts. */
    tally: (counts: Tally): string => formatList((['strong', 'medium', 'weak'] as const).filter((weight) => counts[weight] > 0).map((weight) => t(`screening.dimension.way.${weight}`, { count: counts[weight] }))),
    item,
    dimension,
    /** The words of an item with its dimension beside it: in a list of all, "violence" must say whether it was met on the way or at work. */
    itemInPlace: (instrument: Instrument, code: string): string => {
      const place = instrument.items.find((one) => one.code === code)?.dimension;
      return place === undefined ? item(instrument, code) : t('screening.item-in-place', { item: item(instrument, code), dimension: dimension(instrument, place) });
    },
  };
}

/** What an item was answered, in the words of its list: its choices, a number with its unit, a day as far as it is known. */
export function useAnswerWords(instrument: Instrument): (code: string, answer: Answer) => string {
  const { t, language, formatList } = useText();
  const { say } = useInstrumentWords();
  const day = usePartialDays();
  const items = new Map<string, Item | ContextItem>([...instrument.contextItems, ...instrument.items].map((item) => [item.code, item]));
  return (code, answer) => {
    const found = items.get(code);
    const item = found && !('columns' in found) ? found : undefined;
    const choice = (chosen: string): string => {
      const known = item?.choices?.find((one) => one.code === chosen);
      return known ? say(known.text) : chosen;
    };
    if (typeof answer !== 'object') {
      const step = scaleOf(instrument).find((one) => one.points === answer);
      return step ? say(step.text) : t(`screening.answer.${answer}`);
    }
    if ('words' in answer) return answer.words;
    if ('choice' in answer) return choice(answer.choice);
    // In the order of the list, not in that of the codes.
    if ('choices' in answer) return formatList([...(item?.choices ?? []).map((one) => one.code).filter((one) => answer.choices.includes(one)), ...answer.choices.filter((one) => !item?.choices?.some((known) => known.code === one))].map(choice));
    if ('day' in answer) return answer.known === undefined ? day(answer.day) : t('screening.day.known', { day: day(answer.day), known: t(`screening.day.${answer.known}`) });
    const number = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 3 }).format(answer.number);
    return item?.unit ? `${number} ${say(item.unit)}` : number;
  };
}

/** A day, a month or a year (`2025-11-03`, `2025-11`, `2025`) as one writes it: what is not known of it is not made up. */
export function usePartialDays(): (day: string) => string {
  const { language } = useText();
  return (day) => {
    if (!/^\d{4}-\d{2}/.test(day)) return day;
    const parts: Intl.DateTimeFormatOptions = day.length > 7 ? { day: 'numeric', month: 'long', year: 'numeric' } : { month: 'long', year: 'numeric' };
    return new Intl.DateTimeFormat(localeOf(language), { ...parts, timeZone: 'UTC' }).format(new Date(`${day.length > 7 ? day : `${day}-01`}T00:00:00Z`));
  };
}
