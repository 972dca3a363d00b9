/** Laws that hold for whatever a person answers. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, AnswerWord, Column } from './contract.ts';
import { AnswerWord as Words, ScreeningResult } from './contract.ts';
import { evaluate } from './domain.ts';
import { subsets } from './domain/combination.ts';
import { all, combination, dimension, labour } from './testing/people.ts';

const codes = ['ACT', ...labour.items.map((item) => item.code)];
const dimensions = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'];
const anyWord = fc.constantFrom<AnswerWord>(...Words.options);
/** Mostly open or no, so that dimensions near the edge of their rule come up often. */
const sparseWord = fc.oneof({ weight: 2, arbitrary: fc.constant<AnswerWord>('no') }, { weight: 2, arbitrary: anyWord });
const anyAnswers = fc.tuple(...codes.map(() => sparseWord)).map((words): Answers => Object.fromEntries(codes.map((code, index) => [code, words[index] ?? 'no'])));
const anyColumn = fc.constantFrom<Column>('adult', 'child');
const anyDimension = fc.constantFrom(...dimensions);

describe('whatever a person answers', () => {
  it('turning an answer to yes never makes a positive dimension less than positive', () => {
    fc.assert(fc.property(anyAnswers, fc.constantFrom(...codes), anyColumn, (answers, turned, column) => {
      const positive = (given: Answers): string[] => dimensions.filter((code) => dimension(code, given, column).standing === 'positive');
      expect(positive({ ...answers, [turned]: 'yes' })).toEqual(expect.arrayContaining(positive(answers)));
    }));
  });

  it('not knowing, not asking and refusing weigh the same', () => {
    const silences: AnswerWord[] = ['unknown', 'not-asked', 'refused'];
    const read = (answers: Answers, column: Column): unknown =>
      [dimensions.map((code) => dimension(code, answers, column)).map(({ standing, counted, rulesMet, fewestYes, ways }) => ({ standing, counted, rulesMet, fewestYes, ways })),
        combination(answers, column)];
    fc.assert(fc.property(anyAnswers, fc.array(fc.constantFrom(...silences), { minLength: 68, maxLength: 68 }), anyColumn, (answers, other, column) => {
      const replaced = Object.fromEntries(
        codes.map((code, index) => [code, answers[code] === 'yes' || answers[code] === 'no' ? answers[code] : (other[index] ?? 'unknown')]));
      expect(read(replaced, column)).toEqual(read(answers, column));
    }));
  });

  it('an item left out is an item not asked', () => {
    fc.assert(fc.property(anyAnswers, anyColumn, (answers, column) => {
      const left = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== 'not-asked'));
      expect(evaluate(labour, left, { column })).toEqual(evaluate(labour, answers, { column }));
    }));
  });

  it('the order in which the questions were answered changes nothing', () => {
    fc.assert(fc.property(anyAnswers, fc.shuffledSubarray(codes, { minLength: codes.length }), anyColumn, (answers, order, column) => {
      const shuffled = Object.fromEntries(order.map((code) => [code, answers[code] ?? 'not-asked']));
      expect(evaluate(labour, shuffled, { column })).toEqual(evaluate(labour, answers, { column }));
    }));
  });

  it('completeness lies between 0 and 1, its parts add up, and the result has the shape of the contract', () => {
    fc.assert(fc.property(anyAnswers, anyColumn, (answers, column) => {
      const result = ScreeningResult.parse(evaluate(labour, answers, { column }));
      const each = result.kind === 'dimensions' ? result.dimensions.map((one) => one.completeness) : [];
      for (const { applicable, answered, unknown, notAsked, refused, share } of [result.completeness, ...each]) {
        expect(answered + unknown + notAsked + refused).toBe(applicable);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(each.reduce((sum, one) => sum + one.applicable, 0)).toBe(column === 'adult' ? 67 : 65);
    }));
  });
});

/** Every choice of so many of these. */
function choices(names: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return names.flatMap((name, index) => choices(names.slice(index + 1), size - 1).map((rest) => [name].concat(rest)));
}

describe('"missing to decide" is true', () => {
  const openItems = (code: string, answers: Answers): string[] =>
    codes.filter((item) => item.startsWith(`${code}.`) && answers[item] !== 'yes' && answers[item] !== 'no');

  it('the named number of further yes, among the named items, turns the dimension; no smaller choice of open items does', () => {
    fc.assert(fc.property(anyAnswers, anyDimension, anyColumn, (answers, code, column) => {
      const read = dimension(code, answers, column);
      fc.pre(read.standing === 'open' && read.fewestYes !== null);
      const fewest = read.fewestYes ?? 0;
      const turns = (chosen: string[]): boolean => dimension(code, { ...answers, ...all('yes', chosen) }, column).standing === 'positive';
      const named = read.couldTurn.map((item) => item.code);
      expect(choices(named, fewest).some(turns)).toBe(true);
      for (let smaller = 0; smaller < fewest; smaller += 1) expect(choices(openItems(code, answers), smaller).some(turns)).toBe(false);
    }), { numRuns: 300 });
  });

  it('every listed way turns the dimension, and stops doing so when one yes is left out', () => {
    fc.assert(fc.property(anyAnswers, anyDimension, anyColumn, (answers, code, column) => {
      const read = dimension(code, answers, column);
      for (const way of read.ways) {
        const chosen = (['strong', 'medium', 'weak'] as const).flatMap((weight) =>
          read.couldTurn.filter((item) => item.weight === weight).slice(0, way[weight]).map((item) => item.code));
        const standing = (more: string[]): string => dimension(code, { ...answers, ...all('yes', more) }, column).standing;
        expect(standing(chosen)).toBe('positive');
        for (const left of chosen) expect(standing(chosen.filter((item) => item !== left))).not.toBe('positive');
      }
    }));
  });

  it('a negative dimension stays negative even if every open question were a yes', () => {
    fc.assert(fc.property(anyAnswers, anyDimension, anyColumn, (answers, code, column) => {
      fc.pre(dimension(code, answers, column).standing === 'negative');
      expect(dimension(code, { ...answers, ...all('yes', openItems(code, answers)) }, column).standing).toBe('negative');
    }));
  });

  it('a settled class stays whatever the open questions bring, and an open one ends in one of those named', () => {
    fc.assert(fc.property(anyAnswers, anyAnswers, anyColumn, (answers, later, column) => {
      const finished = Object.fromEntries(codes.map((code) => {
        const answer = answers[code];
        return [code, answer === 'yes' || answer === 'no' ? answer : later[code] === 'no' ? 'no' : 'yes'];
      }));
      const before = combination(answers, column);
      const after = combination(finished, column);
      expect(after.state).toBe('settled');
      const end = after.state === 'settled' ? after.class : after.soFar;
      expect(before.state === 'settled' ? [before.class] : before.stillPossible).toContain(end);
    }));
  });

  it('every class named as still possible can be reached', () => {
    fc.assert(fc.property(anyAnswers, anyColumn, (answers, column) => {
      const before = combination(answers, column);
      fc.pre(before.state === 'open');
      const open = codes.filter((code) => answers[code] !== 'yes' && answers[code] !== 'no');
      const reached = new Set(subsets(['ACT', ...dimensions]).map((facts) => {
        const finished = Object.fromEntries(open.map((code): [string, AnswerWord] => [code, facts.includes(code.slice(0, code === 'ACT' ? 3 : 2)) ? 'yes' : 'no']));
        const after = combination({ ...answers, ...finished }, column);
        return after.state === 'settled' ? after.class : after.soFar;
      }));
      expect([...reached].sort()).toEqual(before.state === 'open' ? [...before.stillPossible].sort() : []);
    }), { numRuns: 25 });
  });
});
