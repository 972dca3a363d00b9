import type { Answers, Column, DimensionResult, DimensionRule, DimensionScoring, Instrument, Item, ScreeningResult, Tally, Weight } from '../contract.ts';
import { Weight as Weights } from '../contract.ts';
import { answerTo, completenessOf, itemsThatApply, notCounted, openWord } from './answers.ts';
import { combine } from './combination.ts';

/**
 * Reads an instrument whose items stand in dimensions, each decided by itself with the published rule.
 *
 * Source: ILO and European Commission, Operational indicators of trafficking in human beings (2009): a dimension is positive with two
 * strong; one strong and one medium or weak; three medium; or two medium and one weak.
 */
export function readDimensions(instrument: Instrument, scoring: DimensionScoring, answers: Answers, column: Column): ScreeningResult {
  const asked = itemsThatApply(instrument, answers, column);
  const dimensions = scoring.dimensions.map(({ code }) =>
    readDimension(code, asked.filter((item) => item.dimension === code), scoring.rules, answers, column));
  return {
    kind: 'dimensions',
    instrument: { id: instrument.id, version: instrument.version },
    column,
    completeness: completenessOf(asked, answers),
    notCounted: notCounted(instrument, answers, asked),
    dimensions,
    combination: combine(instrument, scoring.combination[column], dimensions, answers, column),
  };
}

function readDimension(
  dimension: string, items: readonly Item[], rules: readonly DimensionRule[], answers: Answers, column: Column,
): DimensionResult {
  const weighed = items.flatMap((item) => {
    const weight = item.weight?.[column];
    return weight ? [{ code: item.code, weight }] : [];
  });
  const counted = weighed.filter(({ code }) => answerTo(answers, code) === 'yes');
  const open = weighed.flatMap(({ code, weight }) => {
    const answer = openWord(answers, code);
    return answer ? [{ code, weight, answer }] : [];
  });

  const tally = tallyOf(counted);
  const rulesMet = rules.filter((rule) => isMet(rule, tally)).map((rule) => rule.code);
  const ways = rulesMet.length > 0 ? [] : waysToPositive(rules, tally, tallyOf(open));
  const helps = (weight: Weight): boolean => ways.some((way) => way[weight] > 0);
  const [shortest] = ways;
  return {
    dimension,
    standing: rulesMet.length > 0 ? 'positive' : shortest ? 'open' : 'negative',
    counted,
    rulesMet,
    couldTurn: open.filter(({ weight }) => helps(weight)),
    fewestYes: shortest ? sizeOf(shortest) : null,
    ways,
    completeness: completenessOf(items, answers),
  };
}

const isMet = (rule: DimensionRule, tally: Tally): boolean =>
  tally.strong >= rule.strong && tally.medium >= rule.medium && tally.weak >= rule.weak && tally.medium + tally.weak >= rule.mediumOrWeak;

/**
 * Every choice of further `yes` (so many of each weight) that meets a rule and from which none can be left out, shortest first.
 * A rule asks for a handful of items at most, so trying all small choices is exact and quick.
 */
function waysToPositive(rules: readonly DimensionRule[], tally: Tally, open: Tally): Tally[] {
  const largest = Math.max(0, ...rules.map((rule) => rule.strong + rule.medium + rule.weak + rule.mediumOrWeak));
  const turns = (more: Tally): boolean =>
    rules.some((rule) => isMet(rule, { strong: tally.strong + more.strong, medium: tally.medium + more.medium, weak: tally.weak + more.weak }));
  const upTo = (limit: number): number[] => Array.from({ length: Math.min(limit, largest) + 1 }, (_, index) => index);

  const choices = upTo(open.strong).flatMap((strong) =>
    upTo(open.medium).flatMap((medium) => upTo(open.weak).map((weak): Tally => ({ strong, medium, weak }))));
  return choices
    .filter((more) => turns(more) && Weights.options.every((weight) => more[weight] === 0 || !turns({ ...more, [weight]: more[weight] - 1 })))
    .sort((one, other) => sizeOf(one) - sizeOf(other));
}

function tallyOf(items: readonly { weight: Weight }[]): Tally {
  const count = (weight: Weight): number => items.filter((item) => item.weight === weight).length;
  return { strong: count('strong'), medium: count('medium'), weak: count('weak') };
}

const sizeOf = (tally: Tally): number => tally.strong + tally.medium + tally.weak;
