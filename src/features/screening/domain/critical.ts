import type { Answers, Critical, CriticalAnswer, Instrument } from '../contract.ts';
import { answerTo } from './answers.ts';
import { isChosen } from './condition.ts';
import { pointsOf } from './points.ts';

/** The answers that open a safety protocol in this list; none where its way of counting knows none. */
export const criticalOf = ({ scoring }: Pick<Instrument, 'scoring'>): readonly Critical[] => ('critical' in scoring && scoring.critical) || [];

/** Those that were given, whatever the rest says: also to a question that is no longer asked. */
export function criticalAnswers(instrument: Instrument, answers: Answers): CriticalAnswer[] {
  const given = criticalOf(instrument).filter((critical) => {
    const answer = answerTo(answers, critical.item);
    if ('chosen' in critical) return isChosen(answer, critical.chosen);
    return (pointsOf(instrument.items.find(({ code }) => code === critical.item), answer) ?? 0) >= critical.atLeast;
  });
  // Two choices of one question open one protocol.
  return [...new Map(given.map(({ item, protocol }) => [item, { item, protocol }])).values()];
}
