import { canonical } from '../../../kernel/mark.ts';
import type { Answer, Answers, AnswerWord, Column, Completeness, Instrument, Item, Scale } from '../contract.ts';
import { isOpenedBy, walk } from './condition.ts';

/** What is wrong with the answer to one item, as a code to translate. */
export interface AnswerProblem {
  readonly path: string;
  readonly code: 'unknown-item' | 'wrong-kind-of-answer' | 'number-not-allowed';
}

/** Answers that were not given to this version of this instrument. */
export class AnswersDoNotFit extends Error {
  readonly problems: readonly AnswerProblem[];

  constructor(problems: readonly AnswerProblem[]) {
    super(problems.map((problem) => `${problem.code}: ${problem.path}`).join(', '));
    this.problems = problems;
  }
}

/** Every answer that the instrument cannot hold. Answers outside the column are fine: a doubt of age may arise half-way. */
export function answerProblems(instrument: Instrument, answers: Answers): AnswerProblem[] {
  const steps = scaleOf(instrument).map((step) => step.points);
  const items = new Map(instrument.items.map((item) => [item.code, item]));
  const context = new Set(instrument.contextItems.map((item) => item.code));

  return Object.entries(answers).flatMap(([path, answer]): AnswerProblem[] => {
    const item = items.get(path);
    if (!item && !context.has(path)) return [{ path, code: 'unknown-item' }];
    if (item?.kind === 'number' && typeof answer === 'object' && 'number' in answer && !isWithin(item, answer.number)) return [{ path, code: 'number-not-allowed' }];
    return fits(item, answer, steps) ? [] : [{ path, code: 'wrong-kind-of-answer' }];
  });
}

/** Whether the answer is of the kind that the question asks for; a word that leaves it open always is. */
function fits(item: Item | undefined, answer: Answer, steps: readonly number[]): boolean {
  if (!isDecided(answer)) return true;
  const isOfChoices = (codes: readonly string[]): boolean => codes.every((code) => item?.choices?.some((choice) => choice.code === code));
  switch (item?.kind) {
    case 'words': return typeof answer === 'object' && 'words' in answer;
    case 'number': return typeof answer === 'object' && 'number' in answer;
    case 'one-of': return typeof answer === 'object' && 'choice' in answer && isOfChoices([answer.choice]);
    case 'several-of': return typeof answer === 'object' && 'choices' in answer && isOfChoices(answer.choices);
    case 'date': return typeof answer === 'object' && 'day' in answer && (item.partial === true || (answer.day.length === 10 && answer.known === undefined));
    case undefined: return item && steps.length > 0 ? typeof answer === 'number' && steps.includes(answer) : typeof answer === 'string';
  }
}

/** No number that anybody answers with is larger; an identifier is words. */
export const LARGEST = 1_000_000;

/** Whether a number has no more decimals than its question asks for, and lies within its limits. */
export function isWithin({ limits, decimals = 0 }: Pick<Item, 'limits' | 'decimals'>, number: number): boolean {
  return Number(number.toFixed(decimals)) === number && number >= (limits?.least ?? -LARGEST) && number <= (limits?.most ?? LARGEST) && Math.abs(number) <= LARGEST;
}

/** The steps that answer an item; empty where the answers are yes and no. */
export const scaleOf = ({ scoring }: Instrument): Scale => ('scale' in scoring ? scoring.scale : []);

export const answerTo = (answers: Answers, code: string): Answer => answers[code] ?? 'not-asked';

/** A yes, a no, a step of the scale, a choice, written words, a number, a day: the person has answered. */
export const isDecided = (answer: Answer): boolean => typeof answer !== 'string' || answer === 'yes' || answer === 'no';

/** The answer as a word where the item is still open, `null` where it is decided. */
export function openWord(answers: Answers, code: string): AnswerWord | null {
  const answer = answerTo(answers, code);
  return typeof answer !== 'string' || isDecided(answer) ? null : answer;
}

/**
 * The questions put in this column, given the answers so far, in the order of the file. An answer to any other question stands and does not count:
 * neither for the result nor for opening a further question.
 */
export function itemsThatApply(instrument: Instrument, answers: Answers, column: Column): Item[] {
  const asked = walk(instrument, column, (code) => answerTo(answers, code), (item, earlier) => (isOpenedBy(item.showIf, earlier) ? 'yes' : 'no'));
  return instrument.items.filter((item) => asked.get(item.code)?.shown === 'yes');
}

/** Answered questions that are not among those asked: what was said there is kept, and counts for nothing. */
export function notCounted(instrument: Instrument, answers: Answers, asked: readonly Item[]): string[] {
  return instrument.items.filter((item) => isDecided(answerTo(answers, item.code)) && !asked.includes(item)).map((item) => item.code);
}

/** How many of these items have an answer. Where nothing applies nothing is missing, so the share is 1. */
export function completenessOf(items: readonly Item[], answers: Answers): Completeness {
  const count = (word: AnswerWord): number => items.filter((item) => answerTo(answers, item.code) === word).length;
  const answered = items.filter((item) => isDecided(answerTo(answers, item.code))).length;
  return {
    applicable: items.length,
    answered,
    unknown: count('unknown'),
    notAsked: count('not-asked'),
    refused: count('refused'),
    share: items.length === 0 ? 1 : answered / items.length,
  };
}

const isSame = (one: Answer, other: Answer): boolean => canonical(one) === canonical(other);

/**
 * Whether a change that was noted upon older answers may go in beside those that stand now: to each of its questions the same answer stands as when it was noted, or
 * already the one that it gives. Questions of which it says nothing are no matter of its.
 */
export const goesBeside = ({ answers, before }: { readonly answers: Answers; readonly before?: Answers | undefined }, standing: Answers): boolean =>
  before !== undefined && Object.entries(answers).every(([code, given]) => isSame(answerTo(standing, code), answerTo(before, code)) || isSame(answerTo(standing, code), given));
