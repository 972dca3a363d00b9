import { useText } from '../../../kernel/i18n/text.tsx';
import type { Instrument, Tally, Words } from '../contract.ts';

/** The words of an instrument in the language of the screen; Italian where it has no other. */
export function useInstrumentWords() {
  const { language, t, formatList } = useText();
  const say = (words: Words): string => words[language] ?? words.it;
  return {
    say,
    /** "un indicatore forte e 2 medi", from counts. */
    tally: (counts: Tally): string => formatList((['strong', 'medium', 'weak'] as const).filter((weight) => counts[weight] > 0).map((weight) => t(`screening.dimension.way.${weight}`, { count: counts[weight] }))),
    /** The words of an item by its code; the code itself where a version no longer knows it. */
    item: (instrument: Instrument | undefined, code: string): string => {
      const found = instrument && [...instrument.contextItems, ...instrument.items].find((one) => one.code === code);
      return found ? say(found.text) : code;
    },
    dimension: (instrument: Instrument | undefined, code: string): string => {
      const found = instrument?.scoring.kind === 'dimensions' ? instrument.scoring.dimensions.find((one) => one.code === code) : undefined;
      return found ? say(found.name) : code;
    },
  };
}
