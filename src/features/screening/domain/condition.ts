import type { Answer, Comparison, Condition, ContextItem, Instrument, Item, Test } from '../contract.ts';
import { pointsOf } from './points.ts';

/** `open`: it still depends on answers that are missing. */
export type Truth = 'yes' | 'no' | 'open';

/** What is known of an earlier question: whether it is asked, and what was answered. */
export interface Asked { readonly item: Item | ContextItem; readonly shown: Truth; readonly answer: Answer }

type ShowIf = NonNullable<Item['showIf']>;

/** Both ways in which a condition may stand in a file, as the one that can say everything. */
export const conditionOf = (showIf: ShowIf): Condition => ('yes' in showIf ? { how: showIf.yes, of: showIf.codes.map((code) => ({ code, is: 'yes' })) } : showIf);

/** As it is written down: a plain yes to some questions in the form that it has always had, so that a version with the same condition compares as the same. */
export function asWritten({ how, of }: Condition): ShowIf {
  const codes = of.flatMap((one) => ('is' in one && one.is === 'yes' && one.not === undefined ? one.code : []));
  return codes.length === of.length ? { yes: how, codes } : { how, of };
}

/** Every test of a condition, those of its groups as well. */
export const testsIn = (showIf: ShowIf): Test[] => conditionOf(showIf).of.flatMap((one) => ('of' in one ? one.of : [one]));

/** Whether a question is asked as the answers stand; a question that is not asked itself has no answer, whatever was said before. */
export function isOpenedBy(showIf: Item['showIf'], earlier: ReadonlyMap<string, Asked>): boolean {
  return showIf === undefined || truthOf(conditionOf(showIf), (test) => {
    const known = earlier.get(test.code);
    return passes(test, known?.item, known?.shown === 'yes' ? known.answer : 'not-asked') ? 'yes' : 'no';
  }) === 'yes';
}

/**
 * Whether a question is asked, whatever the missing answers will be. Errs on the side of `open`: two tests of one condition may exclude each other, and
 * each is looked at alone.
 */
export function willBeAsked(showIf: Item['showIf'], earlier: ReadonlyMap<string, Asked>): Truth {
  return showIf === undefined ? 'yes' : truthOf(conditionOf(showIf), (test) => {
    const known = earlier.get(test.code);
    if (!known || known.shown === 'no') return passes(test, known?.item, 'not-asked') ? 'yes' : 'no';
    if (!isGiven(known.answer)) return 'open';
    const given = passes(test, known.item, known.answer);
    return known.shown === 'yes' || given === passes(test, known.item, 'not-asked') ? (given ? 'yes' : 'no') : 'open';
  });
}

function truthOf({ how, of }: Condition, ask: (test: Test) => Truth): Truth {
  const [decides, leaves] = how === 'any-of' ? (['yes', 'no'] as const) : (['no', 'yes'] as const);
  const truths = new Set(of.map((one) => ('of' in one ? truthOf(one, ask) : ask(one))));
  if (truths.has(decides)) return decides;
  return truths.has('open') ? 'open' : leaves;
}

const isGiven = (answer: Answer): boolean => typeof answer !== 'string' || answer === 'yes' || answer === 'no';

function passes(test: Test, item: Item | ContextItem | undefined, answer: Answer): boolean {
  return isSo(test, item, answer) !== (test.not === true);
}

function isSo(test: Test, item: Item | ContextItem | undefined, answer: Answer): boolean {
  if ('is' in test) return test.is === 'answered' ? isGiven(answer) : answer === test.is;
  if ('chosen' in test) return isChosen(answer, test.chosen);
  const points = pointsOf(item, answer);
  return points !== null && compares[test.compare](points, test.to);
}

export const isChosen = (answer: Answer, code: string): boolean =>
  typeof answer === 'object' && ('choice' in answer ? answer.choice === code : 'choices' in answer && answer.choices.includes(code));

const compares: Record<Comparison, (one: number, other: number) => boolean> = {
  below: (one, other) => one < other, 'at-most': (one, other) => one <= other, equal: (one, other) => one === other, 'at-least': (one, other) => one >= other, above: (one, other) => one > other,
};

/** The signs of the comparisons, for reports and files. */
export const signOf: Record<Comparison, string> = { below: '<', 'at-most': '≤', equal: '=', 'at-least': '≥', above: '>' };

/** A condition in codes, for a report of what differs: `(H1 = yes, not S2 = field) or N3 ≥ 8`. */
export function conditionInCodes(showIf: Item['showIf']): string {
  const say = ({ how, of }: Condition): string => of.map((one) => ('of' in one ? `(${say(one)})` : sayTest(one))).join(how === 'any-of' ? ' | ' : ' & ');
  return showIf === undefined ? '' : say(conditionOf(showIf));
}

function sayTest(test: Test): string {
  const [sign, value] = 'is' in test ? ['=', test.is] : 'chosen' in test ? ['=', test.chosen] : [signOf[test.compare], String(test.to)];
  return `${test.not ? '¬ ' : ''}${test.code} ${sign} ${value}`;
}

/** What each question of the list is, as the answers stand: asked or not, and how it was answered; in the order in which conditions may speak of them. */
export function walk(instrument: Instrument, column: 'adult' | 'child', answerOf: (code: string) => Answer, shownBy: (item: Item, earlier: ReadonlyMap<string, Asked>) => Truth): Map<string, Asked> {
  const known = new Map<string, Asked>();
  for (const item of instrument.contextItems) known.set(item.code, { item, shown: item.columns.includes(column) ? 'yes' : 'no', answer: answerOf(item.code) });
  for (const item of instrument.items) known.set(item.code, { item, shown: item.weight?.[column] === null ? 'no' : shownBy(item, known), answer: answerOf(item.code) });
  return known;
}
