import type { Answers, Column, Instrument, ScreeningResult, ThresholdScoring } from '../contract.ts';
import { answerTo, completenessOf, itemsThatApply, notCounted, openWord } from './answers.ts';
import { givesPoints, pointsOf } from './points.ts';

/** Reads an instrument that is positive as soon as one item reaches the published step, and open while an unanswered item still could. */
export function readThreshold(instrument: Instrument, scoring: ThresholdScoring, answers: Answers, column: Column): ScreeningResult {
  const asked = itemsThatApply(instrument, answers, column);
  const counting = asked.filter((item) => givesPoints(item, scoring.scale));
  const reachedBy = counting.filter((item) => (pointsOf(item, answerTo(answers, item.code)) ?? 0) >= scoring.atLeast).map((item) => item.code);
  const isOpen = counting.some((item) => openWord(answers, item.code) !== null);
  return {
    kind: 'any-item-reaches', instrument: { id: instrument.id, version: instrument.version }, column, completeness: completenessOf(asked, answers), notCounted: notCounted(instrument, answers, asked),
    standing: reachedBy.length > 0 ? 'positive' : isOpen ? 'open' : 'negative', reachedBy,
  };
}
