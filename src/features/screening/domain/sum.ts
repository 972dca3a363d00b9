import type { Answer, Answers, Column, Instrument, Item, ScreeningResult, SumScoring } from '../contract.ts';
import { answerTo, completenessOf, itemsThatApply, openWord } from './answers.ts';

/**
 * Reads an instrument whose points are summed and placed in a band.
 *
 * With answers missing the total is a range, and every band that the range touches stays possible: a half-filled form must not look
 * like a low score. Critical items raise their protocol whatever the total, the gate or the missing answers.
 */
export function readSum(instrument: Instrument, scoring: SumScoring, answers: Answers, column: Column): ScreeningResult {
  const asked = itemsBehindTheGate(instrument, scoring, answers, column);
  const reachable = itemsBehindTheGate(instrument, scoring, allStillPossible(instrument, answers), column);
  const missing = reachable.filter((item) => item.kind === undefined && (!asked.includes(item) || openWord(answers, item.code)));

  const least = asked.reduce((sum, item) => sum + pointsOf(answerTo(answers, item.code)), 0) * scoring.factor;
  const most = least + missing.length * highestPoints(scoring) * scoring.factor;
  return {
    kind: 'sum-with-bands',
    instrument: { id: instrument.id, version: instrument.version },
    column,
    completeness: completenessOf(reachable, answers),
    total: { least, most },
    bands: scoring.bands.filter((band) => band.from <= most && band.to >= least).map((band) => band.code),
    protocols: scoring.critical
      .filter((critical) => pointsOf(answerTo(answers, critical.item)) >= critical.atLeast)
      .map(({ item, protocol }) => ({ item, protocol })),
  };
}

/** The points of the highest step; a yes/no item gives one. */
export const highestPoints = (scoring: SumScoring): number =>
  scoring.scale.length === 0 ? 1 : Math.max(...scoring.scale.map((step) => step.points));

function itemsBehindTheGate(instrument: Instrument, scoring: SumScoring, answers: Answers, column: Column): Item[] {
  if (scoring.gate !== null && answerTo(answers, scoring.gate) !== 'yes') return [];
  return itemsThatApply(instrument, answers, column);
}

/** The answers as if every open question had been answered yes: whatever could still be asked then is still missing. */
function allStillPossible(instrument: Instrument, answers: Answers): Answers {
  const codes = [...instrument.contextItems, ...instrument.items].map((item) => item.code);
  return Object.fromEntries(codes.map((code) => [code, openWord(answers, code) ? 'yes' : answerTo(answers, code)]));
}

function pointsOf(answer: Answer): number {
  if (typeof answer === 'number') return answer;
  return answer === 'yes' ? 1 : 0;
}
