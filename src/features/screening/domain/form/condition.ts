import { canonical } from '../../../../kernel/mark.ts';
import type { Comparison, Condition, Item, Test } from '../../contract.ts';
import { asWritten } from '../condition.ts';
import { type Expression, numberIn, type Sign } from './expression.ts';
import type { KnownQuestion, KnownQuestions } from './known.ts';

/** Tests joined by any and all, to any depth. */
type Formula = { readonly test: Test } | { readonly how: 'any-of' | 'all-of'; readonly of: readonly Formula[] };

const MOST = 20;

/**
 * Conditions of a form, all of which must hold, as the condition of a question.
 * @returns null where one of them says what no condition here can, or speaks of a question that was not taken
 */
export function conditionFrom(expressions: readonly Expression[], known: KnownQuestions): NonNullable<Item['showIf']> | null {
  const parts = expressions.map((expression) => formulaOf(expression, false, known));
  const formulas = parts.filter((part) => part !== null);
  if (formulas.length < parts.length || formulas.length === 0) return null;
  const condition = shallow(joined('all-of', formulas));
  return condition && asWritten(condition);
}

function formulaOf(expression: Expression, isTurned: boolean, known: KnownQuestions): Formula | null {
  if (expression.kind === 'call') {
    const [first, second] = expression.of;
    if (expression.name === 'not' && first && !second) return formulaOf(first, !isTurned, known);
    if (expression.name !== 'selected' || first?.kind !== 'answer' || second?.kind !== 'text') return null;
    const test = known.get(first.name)?.answers.get(second.value);
    return test ? { test: turned(test, isTurned) } : null;
  }
  if (expression.kind !== 'two') return null;
  const { sign, left, right } = expression;
  if (sign === 'and' || sign === 'or') {
    const [one, other] = [formulaOf(left, isTurned, known), formulaOf(right, isTurned, known)];
    return one && other && joined((sign === 'and') === isTurned ? 'any-of' : 'all-of', [one, other]);
  }
  const test = left.kind === 'answer' ? compared(known.get(left.name), sign, right) : right.kind === 'answer' ? compared(known.get(right.name), mirrored[sign] ?? sign, left) : null;
  return test && { test: turned(test, isTurned) };
}

const mirrored: Partial<Record<Sign, Sign>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const comparisons: Partial<Record<Sign, Comparison>> = { '<': 'below', '<=': 'at-most', '>': 'above', '>=': 'at-least', '=': 'equal', '!=': 'equal' };

function compared(question: KnownQuestion | undefined, sign: Sign, value: Expression): Test | null {
  if (!question) return null;
  const isUnequal = sign === '!=';
  if (sign === '=' || isUnequal) {
    // `${q} != ''`: there is an answer.
    if (value.kind === 'text' && value.value === '') return turned({ code: question.code, is: 'answered' }, !isUnequal);
    const name = value.kind === 'text' ? value.value : value.kind === 'number' ? String(value.value) : '';
    const test = question.kind === 'several-of' ? undefined : question.answers.get(name);
    if (test) return turned(test, isUnequal);
  }
  const [number, compare] = [numberIn(value), comparisons[sign]];
  if (number === null || compare === undefined || !question.isNumeric || question.kind === 'yes-no') return null;
  return turned({ code: question.code, compare, to: number }, isUnequal);
}

function turned(test: Test, isTurned: boolean): Test {
  if (!isTurned) return test;
  const { not, ...plain } = test;
  return not ? plain : { ...plain, not: true };
}

/** `a and (b and c)` is one `and` of three, `a and a` is `a`. */
function joined(how: 'any-of' | 'all-of', parts: readonly Formula[]): Formula {
  const all = parts.flatMap((part) => ('of' in part && part.how === how ? part.of : [part]));
  const of = [...new Map(all.map((one) => [canonical(one), one])).values()];
  const [only] = of;
  return only && of.length === 1 ? only : { how, of };
}

const testsOf = (formula: Formula): Test[] => ('test' in formula ? [formula.test] : formula.of.flatMap(testsOf));

/** With no group inside a group: as it stands, or written out as several ways each of which suffices. Null: longer than anybody could read. */
function shallow(formula: Formula): Condition | null {
  if ('test' in formula) return { how: 'any-of', of: [formula.test] };
  const isShallow = formula.of.every((part) => 'test' in part || part.of.every((inner) => 'test' in inner));
  const whole: Formula | null = isShallow ? formula : writtenOut(formula);
  if (!whole || 'test' in whole || whole.of.length > MOST) return null;
  const of = whole.of.map((part) => ('test' in part ? part.test : { how: part.how, of: testsOf(part) }));
  return of.some((part) => 'of' in part && part.of.length > MOST) ? null : { how: whole.how, of };
}

function writtenOut(formula: Formula): Formula | null {
  const ways = waysOf(formula);
  return ways && joined('any-of', ways.map((way) => joined('all-of', way.map((test) => ({ test })))));
}

/** Every set of tests that is enough; null where there are too many of them. */
function waysOf(formula: Formula): Test[][] | null {
  if ('test' in formula) return [[formula.test]];
  const parts = formula.of.map(waysOf);
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  if (formula.how === 'any-of') {
    const all = known.flat();
    return all.length > MOST ? null : all;
  }
  return known.reduce<Test[][] | null>((ways, part) => (ways === null || ways.length * part.length > MOST ? null : ways.flatMap((way) => part.map((more) => [...way, ...more]))), [[]]);
}
