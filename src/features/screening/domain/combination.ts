import type { Answers, Column, Combination, CombinationTable, Instrument, Standing } from '../contract.ts';
import { CombinationClass } from '../contract.ts';
import { answerTo, openWord } from './answers.ts';

/** The part of a table row that says when it holds. */
export interface Pattern {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  readonly anyPositive?: readonly string[];
}

export const holds = (pattern: Pattern, positive: ReadonlySet<string>): boolean =>
  pattern.positive.every((fact) => positive.has(fact)) &&
  !pattern.negative.some((fact) => positive.has(fact)) &&
  (pattern.anyPositive?.some((fact) => positive.has(fact)) ?? true);

/**
 * Looks the dimensions up in the published table. What the table does not cover is left to professional judgement.
 *
 * A dimension that missing answers could still turn makes the class `open` unless every way it may turn leads to the same class:
 * otherwise an empty questionnaire would read as "no exploitation".
 */
export function combine(
  instrument: Instrument, table: CombinationTable, dimensions: readonly { dimension: string; standing: Standing }[], answers: Answers,
  column: Column,
): Combination {
  const facts = new Map<string, Standing>([
    ...dimensions.map(({ dimension, standing }) => [dimension, standing] as const),
    ...instrument.contextItems.filter((item) => item.columns.includes(column)).map(({ code }) => [code, standingOf(code, answers)] as const),
  ]);
  const named = (standing: Standing): string[] => [...facts.keys()].filter((fact) => facts.get(fact) === standing);
  const positive = named('positive');
  const open = named('open');

  const classOf = (turned: readonly string[]): CombinationClass => {
    const all = new Set([...positive, ...turned]);
    return table.classes.find((row) => holds(row, all))?.class ?? 'professional-judgement';
  };
  const futures = subsets(open);
  const possible = new Set(futures.map(classOf));
  const soFar = classOf([]);
  const reminders = table.reminders.filter((row) => holds(row, new Set(positive))).map((row) => row.reminder);
  if (possible.size === 1) return { state: 'settled', class: soFar, reminders };
  return {
    state: 'open',
    soFar,
    stillPossible: CombinationClass.options.filter((name) => possible.has(name)),
    decidedBy: open.filter((fact) => futures.some((future) => classOf(future) !== classOf([...future, fact]))),
    reminders,
  };
}

function standingOf(code: string, answers: Answers): Standing {
  if (openWord(answers, code)) return 'open';
  return answerTo(answers, code) === 'yes' ? 'positive' : 'negative';
}

/** Every choice out of these names; there are seven at most, so at most 128. */
export function subsets(names: readonly string[]): string[][] {
  const count = 2 ** names.length;
  return Array.from({ length: count }, (_, choice) => names.filter((_name, index) => Math.floor(choice / 2 ** index) % 2 === 1));
}
