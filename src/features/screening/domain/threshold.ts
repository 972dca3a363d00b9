import type { Answers, Column, Instrument, ScreeningResult, ThresholdScoring } from '../contract.ts';
import { answerTo, completenessOf, itemsThatApply, openWord } from './answers.ts';

/** Reads an instrument that is positive as soon as one item reaches the published step, and open while an unanswered item still could. */
export function readThreshold(instrument: Instrument, scoring: ThresholdScoring, answers: Answers, column: Column): ScreeningResult {
  const asked = itemsThatApply(instrument, answers, column);
  const reachedBy = asked.map((item) => item.code).filter((code) => {
    const answer = answerTo(answers, code);
    return typeof answer === 'number' && answer >= scoring.atLeast;
  });
  const isOpen = asked.some((item) => item.kind === undefined && openWord(answers, item.code) !== null);
  return {
    kind: 'any-item-reaches', instrument: { id: instrument.id, version: instrument.version }, column, completeness: completenessOf(asked, answers),
    standing: reachedBy.length > 0 ? 'positive' : isOpen ? 'open' : 'negative', reachedBy,
  };
}
