import type { Answers, Column, Instrument, Item, ScreeningResult, Subscale, SumRead, SumScoring } from '../contract.ts';
import { answerTo, completenessOf, itemsThatApply, notCounted, openWord } from './answers.ts';
import { type Truth, walk, willBeAsked } from './condition.ts';
import { criticalAnswers } from './critical.ts';
import { givesPoints, pointsOf, pointsWithin, type Range } from './points.ts';

/**
 * Reads an instrument whose points are summed and placed in a band, with its subscales.
 *
 * With answers missing a total is a range, and every band that the range touches stays possible: a half-filled form must not look
 * like a low score. Where the source says how many may be missing and more are, there is no result at all. Critical items raise their
 * protocol whatever the total, the gate or the missing answers.
 */
export function readSum(instrument: Instrument, scoring: SumScoring, answers: Answers, column: Column): ScreeningResult {
  const gate = gateOf(scoring, answers);
  const asked = gate === 'yes' ? itemsThatApply(instrument, answers, column) : [];
  const final = walk(instrument, column, (code) => answerTo(answers, code), (item, earlier) => both(gate, willBeAsked(item.showIf, earlier)));
  // What is put now; while the gate is open, whatever may still be put.
  const awaited = gate === 'open' ? instrument.items.filter((item) => final.get(item.code)?.shown !== 'no') : asked;
  const read = (parts: readonly Part[], rest: Pick<Subscale, 'bands' | 'plus' | 'missingAllowed'>): SumRead =>
    readPart({ scoring, answers, asked, awaited, shownOf: (item) => final.get(item.code)?.shown ?? 'no' }, parts, rest);
  return {
    kind: 'sum-with-bands', instrument: { id: instrument.id, version: instrument.version }, column,
    completeness: completenessOf(awaited, answers), notCounted: notCounted(instrument, answers, gate === 'no' ? [] : itemsThatApply(instrument, answers, column)),
    ...read(partsOf(instrument, scoring), scoring),
    subscales: (scoring.subscales ?? []).map((subscale) => ({ code: subscale.code, ...read(namedParts(instrument, subscale), subscale) })),
    protocols: criticalAnswers(instrument, answers),
  };
}

interface Part { readonly item: Item; readonly factor: number }

/** What the whole total adds up: every item that gives points, in the published unit. */
const partsOf = (instrument: Instrument, { scale, factor }: SumScoring): Part[] => instrument.items.filter((item) => givesPoints(item, scale)).map((item) => ({ item, factor }));

const namedParts = (instrument: Instrument, { of }: Subscale): Part[] => of.flatMap(({ item: code, factor }) => {
  const item = instrument.items.find((one) => one.code === code);
  return item ? [{ item, factor }] : [];
});

interface Given { readonly scoring: SumScoring; readonly answers: Answers; readonly asked: readonly Item[]; readonly awaited: readonly Item[]; readonly shownOf: (item: Item) => Truth }

function readPart({ scoring, answers, asked, awaited, shownOf }: Given, parts: readonly Part[], { bands, plus = 0, missingAllowed }: Pick<Subscale, 'bands' | 'plus' | 'missingAllowed'>): SumRead {
  const ranges = parts.map((part) => {
    const points = pointsOf(part.item, answerTo(answers, part.item.code));
    const range = points === null ? pointsWithin(part.item, scoring.scale) ?? { least: 0, most: 0 } : { least: points, most: points };
    return { shown: shownOf(part.item), range: timed(range, part.factor), isMissing: points === null && awaited.includes(part.item) };
  });
  const total = added(ranges.map(({ shown, range }) => orLeftOut(range, shown)), plus);
  const missing = ranges.filter(({ isMissing }) => isMissing).length;
  const isComputable = missingAllowed === undefined || missing <= missingAllowed;
  return {
    total, missing, isComputable,
    bands: isComputable ? bands.filter((band) => band.from <= total.most && band.to >= total.least).map((band) => band.code) : [],
    counted: parts.flatMap(({ item, factor }) => {
      const points = asked.includes(item) ? pointsOf(item, answerTo(answers, item.code)) : null;
      return points === null ? [] : [{ code: item.code, points: points * factor }];
    }),
  };
}

/** The lowest and the highest total that the whole list can give, in its published unit. */
export function extentOf(instrument: Instrument, scoring: SumScoring): Range {
  return extent(scoring, partsOf(instrument, scoring), 0);
}

/** The same of a subscale. */
export const extentOfSubscale = (instrument: Instrument, scoring: SumScoring, subscale: Subscale): Range => extent(scoring, namedParts(instrument, subscale), subscale.plus ?? 0);

function extent({ scale, gate }: SumScoring, parts: readonly Part[], plus: number): Range {
  return added(parts.map(({ item, factor }) => {
    const range = timed(pointsWithin(item, scale) ?? { least: 0, most: 0 }, factor);
    return orLeftOut(range, gate !== null || item.showIf !== undefined ? 'open' : 'yes');
  }), plus);
}

const timed = ({ least, most }: Range, factor: number): Range => ({ least: Math.min(least * factor, most * factor), most: Math.max(least * factor, most * factor) });
/** A question that may still turn out not to be asked adds what it gives, or nothing. */
const orLeftOut = ({ least, most }: Range, shown: Truth): Range =>
  (shown === 'no' ? { least: 0, most: 0 } : shown === 'yes' ? { least, most } : { least: Math.min(0, least), most: Math.max(0, most) });
const added = (ranges: readonly Range[], plus: number): Range => ranges.reduce((sum, one) => ({ least: sum.least + one.least, most: sum.most + one.most }), { least: plus, most: plus });

/** Whether the questions are put at all: anything but a `yes` at the gate leaves them unasked, and a missing answer leaves it open. */
function gateOf({ gate }: SumScoring, answers: Answers): Truth {
  if (gate === null || answerTo(answers, gate) === 'yes') return 'yes';
  return openWord(answers, gate) === null ? 'no' : 'open';
}

const both = (one: Truth, other: Truth): Truth => (one === 'no' || other === 'no' ? 'no' : one === 'open' || other === 'open' ? 'open' : 'yes');
