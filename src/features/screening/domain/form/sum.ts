import type { Item } from '../../contract.ts';
import { type Expression, numberIn, type Sign } from './expression.ts';
import type { KnownQuestions } from './known.ts';

/** Questions by their code, each so many times, and what is added once. */
export interface PlainSum { readonly plus: number; readonly of: ReadonlyMap<string, number>; readonly isFilled: boolean }

const MOST_FACTOR = 100;

/**
 * A calculation that is a plain sum of earlier answers, each with a whole factor: `${a} + 2 * ${b}`, `6 - ${c}`, also of earlier sums by their name.
 * @returns null for any other calculation; `isFilled`: the form counts a missing answer as nothing (`coalesce(${a}, 0)`), which no sum here does
 */
export function plainSumOf(expression: Expression, known: KnownQuestions, sums: ReadonlyMap<string, PlainSum>): PlainSum | null {
  const sum = linear(expression, known, sums);
  const isWhole = sum !== null && Number.isInteger(sum.plus) && Math.abs(sum.plus) <= 10_000 && [...sum.of.values()].every((factor) => Number.isInteger(factor) && Math.abs(factor) <= MOST_FACTOR);
  if (!isWhole) return null;
  const of = new Map([...sum.of].filter(([, factor]) => factor !== 0));
  return of.size === 0 ? null : { ...sum, of };
}

function linear(expression: Expression, known: KnownQuestions, sums: ReadonlyMap<string, PlainSum>): PlainSum | null {
  const number = numberIn(expression);
  if (number !== null) return { plus: number, of: new Map(), isFilled: false };
  const within = (one: Expression): PlainSum | null => linear(one, known, sums);
  switch (expression.kind) {
    case 'answer': {
      const question = known.get(expression.name);
      return question?.isSummable ? { plus: 0, of: new Map([[question.code, 1]]), isFilled: false } : sums.get(expression.name) ?? null;
    }
    case 'minus': return times(within(expression.of), -1);
    case 'two': return together(expression.sign, within(expression.left), within(expression.right));
    case 'call': {
      const [first, second, more] = expression.of;
      if (!first || more) return null;
      if (expression.name === 'number' && !second) return within(first);
      const filled = expression.name === 'coalesce' && second && numberIn(second) === 0 ? within(first) : null;
      return filled && { ...filled, isFilled: true };
    }
    default: return null;
  }
}

function together(sign: Sign, one: PlainSum | null, other: PlainSum | null): PlainSum | null {
  if (!one || !other) return null;
  if (sign === '+') return added(one, other);
  if (sign === '-') return added(one, times(other, -1));
  if (sign !== '*') return null;
  return one.of.size === 0 ? times(other, one.plus) : other.of.size === 0 ? times(one, other.plus) : null;
}

const times = (sum: PlainSum | null, factor: number): PlainSum | null => sum && { ...sum, plus: sum.plus * factor, of: new Map([...sum.of].map(([code, one]) => [code, one * factor])) };

function added(one: PlainSum, other: PlainSum | null): PlainSum | null {
  if (!other) return null;
  const of = new Map(one.of);
  for (const [code, factor] of other.of) of.set(code, (of.get(code) ?? 0) + factor);
  return { plus: one.plus + other.plus, of, isFilled: one.isFilled || other.isFilled };
}

/** `. >= 0 and . <= 24` as limits; null for any other constraint. Where whole numbers are asked, `. > 0` is `. >= 1`. */
export function limitsFrom(expression: Expression, isWhole: boolean): NonNullable<Item['limits']> | null {
  if (expression.kind !== 'two') return null;
  const { sign, left, right } = expression;
  if (sign === 'and') {
    const [one, other] = [limitsFrom(left, isWhole), limitsFrom(right, isWhole)];
    return one && other && narrower(one, other);
  }
  if (left.kind === 'self') return limit(sign, numberIn(right), isWhole);
  const turned: Partial<Record<Sign, Sign>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
  return right.kind === 'self' ? limit(turned[sign] ?? sign, numberIn(left), isWhole) : null;
}

function limit(sign: Sign, number: number | null, isWhole: boolean): NonNullable<Item['limits']> | null {
  if (number === null || Math.abs(number) > 1_000_000) return null;
  if (sign === '>=') return { least: isWhole ? Math.ceil(number) : number };
  if (sign === '<=') return { most: isWhole ? Math.floor(number) : number };
  if (!isWhole) return null;
  if (sign === '>') return { least: Math.floor(number) + 1 };
  return sign === '<' ? { most: Math.ceil(number) - 1 } : null;
}

function narrower(one: NonNullable<Item['limits']>, other: NonNullable<Item['limits']>): NonNullable<Item['limits']> {
  const [leasts, mosts] = [[one.least, other.least].filter((edge) => edge !== undefined), [one.most, other.most].filter((edge) => edge !== undefined)];
  return { ...(leasts.length > 0 ? { least: Math.max(...leasts) } : {}), ...(mosts.length > 0 ? { most: Math.min(...mosts) } : {}) };
}
