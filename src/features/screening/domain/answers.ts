import { canonical } from '../../../kernel/mark.ts';
import type { Answer, Answers, AnswerWord, Column, Completeness, Instrument, Item, Scale } from '../contract.ts';

/** What is wrong with the answer to one item, as a code to translate. */
export interface AnswerProblem {
  readonly path: string;
  readonly code: 'unknown-item' | 'wrong-kind-of-answer';
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
    if (!items.has(path) && !context.has(path)) return [{ path, code: 'unknown-item' }];
    const written = items.get(path)?.kind;
    if (written !== undefined || typeof answer === 'object') {
      const fitsWritten = typeof answer === 'object' ? written !== undefined && (written === 'words') === 'words' in answer : !isDecided(answer);
      return fitsWritten ? [] : [{ path, code: 'wrong-kind-of-answer' }];
    }
    const onScale = items.has(path) && steps.length > 0;
    const fits = typeof answer === 'number' ? onScale && steps.includes(answer) : !onScale || !isDecided(answer);
    return fits ? [] : [{ path, code: 'wrong-kind-of-answer' }];
  });
}

/** The steps that answer an item; empty where the answers are yes and no. */
export const scaleOf = ({ scoring }: Instrument): Scale => ('scale' in scoring ? scoring.scale : []);

export const answerTo = (answers: Answers, code: string): Answer => answers[code] ?? 'not-asked';

/** A yes, a no, a step of the scale, written words or a number: the person has answered. */
export const isDecided = (answer: Answer): boolean => typeof answer !== 'string' || answer === 'yes' || answer === 'no';

/** The answer as a word where the item is still open, `null` where it is decided. */
export function openWord(answers: Answers, code: string): AnswerWord | null {
  const answer = answerTo(answers, code);
  return typeof answer !== 'string' || isDecided(answer) ? null : answer;
}

/**
 * The questions put in this column, given the answers so far, in the order of the file. An answer to any other question does not count:
 * neither for the result nor for opening a further question.
 */
export function itemsThatApply(instrument: Instrument, answers: Answers, column: Column): Item[] {
  const context = instrument.contextItems.filter((item) => item.columns.includes(column));
  const saidYes = new Set(context.map((item) => item.code).filter((code) => answerTo(answers, code) === 'yes'));
  const applying: Item[] = [];
  for (const item of instrument.items) {
    if (item.weight?.[column] === null || !isOpenedBy(saidYes, item)) continue;
    applying.push(item);
    if (answerTo(answers, item.code) === 'yes') saidYes.add(item.code);
  }
  return applying;
}

function isOpenedBy(saidYes: ReadonlySet<string>, { showIf }: Item): boolean {
  if (!showIf) return true;
  return showIf.yes === 'any-of' ? showIf.codes.some((code) => saidYes.has(code)) : showIf.codes.every((code) => saidYes.has(code));
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
