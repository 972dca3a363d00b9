import type { Answers, Column, Instrument } from '../contract.ts';
import { answerTo, itemsThatApply } from './answers.ts';

/** What was already heard about one question: a yes to another list's item about the same thing. */
export interface HeardBefore {
  readonly code: string;
  readonly said: readonly { readonly screeningId: string; readonly instrument: string; readonly version: number; readonly code: string }[];
}

export interface Earlier {
  readonly screeningId: string;
  readonly instrument: Instrument;
  readonly answers: Answers;
  readonly column: Column;
}

/**
 * For each question of a list, what a yes elsewhere says about the same thing, by the links that either list names. It is never an answer:
 * another list asks in other words, so a colleague confirms with the person or asks again. A yes that already stands here needs nothing.
 */
export function heardElsewhere(list: Instrument, given: Answers, earlier: readonly Earlier[]): HeardBefore[] {
  return list.items.flatMap((item) => {
    if (answerTo(given, item.code) === 'yes') return [];
    const said = earlier.filter((one) => one.instrument.id !== list.id).flatMap((one) => itemsThatApply(one.instrument, one.answers, one.column)
      .filter((other) => answerTo(one.answers, other.code) === 'yes'
        && (links(item, one.instrument, other.code) || links(other, list, item.code)))
      .map((other) => ({ screeningId: one.screeningId, instrument: one.instrument.id, version: one.instrument.version, code: other.code })));
    return said.length > 0 ? [{ code: item.code, said }] : [];
  });
}

const links = (item: Instrument['items'][number], target: Instrument, code: string): boolean =>
  (item.correspondsTo ?? []).some((link) => link.instrument === target.id && link.version === target.version && link.codes.includes(code));
