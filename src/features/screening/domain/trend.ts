import { canonical } from '../../../kernel/mark.ts';
import type { Answer, Answers, Column, Instrument, Trend } from '../contract.ts';
import { answerTo, itemsThatApply } from './answers.ts';
import { readDimensions } from './dimensions.ts';

/** Answers as they were given: under which version, read by which column. */
export interface Given {
  readonly instrument: Instrument;
  readonly answers: Answers;
  readonly column: Column;
}

/**
 * What changed between two screenings with the same instrument, each read by its own version. Only what both versions ask is compared:
 * an item that was added since has not "appeared", and one that was not asked the second time has not gone.
 */
export function trendBetween(earlier: Given, later: Given): Trend {
  const common = new Set(itemCodes(earlier).filter((code) => itemCodes(later).includes(code)));
  const saidYes = ({ answers }: Given, code: string): boolean => answerTo(answers, code) === 'yes';
  const codes = [...common];
  return {
    appeared: codes.filter((code) => saidYes(later, code) && !saidYes(earlier, code)),
    noLonger: codes.filter((code) => saidYes(earlier, code) && answerTo(later.answers, code) === 'no'),
    changed: codes.flatMap((code) => {
      const [from, to] = [answerTo(earlier.answers, code), answerTo(later.answers, code)];
      return isOwn(from) && isOwn(to) && canonical(from) !== canonical(to) ? [{ code, from, to }] : [];
    }),
    dimensions: standingsOf(later).flatMap(({ dimension, standing }) => {
      const before = standingsOf(earlier).find((one) => one.dimension === dimension);
      return before && before.standing !== standing ? [{ dimension, from: before.standing, to: standing }] : [];
    }),
  };
}

/** A choice, a number or a day: what differs between two askings says something. Written words never stand twice the same, and points are compared in the sum. */
const isOwn = (answer: Answer): boolean => typeof answer === 'object' && !('words' in answer);

const itemCodes = ({ instrument, answers, column }: Given): string[] => itemsThatApply(instrument, answers, column).map((item) => item.code);

function standingsOf({ instrument, answers, column }: Given) {
  const { scoring } = instrument;
  if (scoring.kind !== 'dimensions') return [];
  const read = readDimensions(instrument, scoring, answers, column);
  return read.kind === 'dimensions' ? read.dimensions : [];
}
