/**
 * The decisions of the screening room, all pure: what answers say, who may use which instrument, how an assessment moves.
 * A reading of answers is a prompt to a professional. Nothing here turns it into a state of a person.
 */
import type { Answers, Column, CriticalAnswer, Instrument, ScreeningResult } from './contract.ts';
import { AnswersDoNotFit, answerProblems } from './domain/answers.ts';
import { readDimensions } from './domain/dimensions.ts';
import { readPresence } from './domain/presence.ts';
import { readSum } from './domain/sum.ts';
import { readThreshold } from './domain/threshold.ts';

export { ageOnFile, MAJORITY } from './domain/age.ts';
export { answerProblems, AnswersDoNotFit, answerTo, goesBeside, isDecided, isWithin, LARGEST, itemsThatApply, notCounted, scaleOf } from './domain/answers.ts';
export { afterAssessment, afterAuthority, afterReading, assessmentMachine, screeningMachine, SecondReadingRefused } from './domain/assessment.ts';
export { type Incoherence, incoherenceCodes, incoherences, instrumentProblems } from './domain/coherence.ts';
export { asWritten, conditionOf, testsIn } from './domain/condition.ts';
export { criticalOf } from './domain/critical.ts';
export { differencesBetween, instrumentMachine, weakenings } from './domain/editing.ts';
export { instrumentAllowed, languagesToAskIn } from './domain/permission.ts';
export { markOfAnswers } from './domain/mark.ts';
export { carriedOver, linesOf, type Sentences, sentencesFrom, sourceLanguages, takesWordings, withWording, wordedOf, wordingMachine } from './domain/wording.ts';
export { trendBetween } from './domain/trend.ts';
export { readAcross, readElsewhere, worthExploring } from './domain/presence.ts';

/**
 * Reads the answers given to an instrument and explains what they say.
 *
 * Only `yes` counts (or the points of a scale). `unknown`, `refused`, `not-asked` and a missing answer weigh the same; the result
 * names them apart because what is still to be learned differs.
 *
 * @throws {AnswersDoNotFit} when an answer belongs to no item, or has the wrong kind for its item
 */
export function evaluate(instrument: Instrument, answers: Answers, { column }: { column: Column }): ScreeningResult {
  const problems = answerProblems(instrument, answers);
  if (problems.length > 0) throw new AnswersDoNotFit(problems);
  const { scoring } = instrument;
  switch (scoring.kind) {
    case 'dimensions':
      return readDimensions(instrument, scoring, answers, column);
    case 'presence-list':
      return readPresence(instrument, answers, column);
    case 'sum-with-bands':
      return readSum(instrument, scoring, answers, column);
    case 'any-item-reaches':
      return readThreshold(instrument, scoring, answers, column);
  }
}

/** Answers that open a safety protocol, whatever the rest says: the one rule, for the server and for a device that no server hears. */
export const criticalIn = (result: ScreeningResult): readonly CriticalAnswer[] => ('protocols' in result ? result.protocols : []);
