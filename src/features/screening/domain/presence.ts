import type { Answers, Column, Instrument, Item, ScreeningResult } from '../contract.ts';
import { answerTo, completenessOf, itemsThatApply, notCounted, openWord } from './answers.ts';
import { criticalAnswers } from './critical.ts';

/** Reads a list that has no score: which signs are present, which are still open, and what other instruments ask about the same thing. */
export function readPresence(instrument: Instrument, answers: Answers, column: Column): ScreeningResult {
  const asked = itemsThatApply(instrument, answers, column);
  const present = presentItems(instrument, answers, column);
  const groups = (instrument.scoring.kind === 'presence-list' && instrument.scoring.groups) || [];
  const within = (items: readonly Item[], code: string): number => items.filter((item) => item.dimension === code).length;
  return {
    kind: 'presence-list',
    instrument: { id: instrument.id, version: instrument.version },
    column,
    completeness: completenessOf(asked, answers),
    notCounted: notCounted(instrument, answers, asked),
    protocols: criticalAnswers(instrument, answers),
    groups: groups.map(({ code }) => ({ code, present: within(present, code), of: within(asked, code) })),
    present: present.map((item) => ({ code: item.code, correspondsTo: item.correspondsTo ?? [] })),
    open: asked.flatMap((item) => {
      const answer = openWord(answers, item.code);
      return answer ? [{ code: item.code, answer }] : [];
    }),
  };
}

/**
 * What `list` would say of answers given to another instrument: each of its signs that a `yes` there points to, with the items that
 * point. Uses the list's own correspondences, so it invents no link and leaves out whatever nobody has mapped.
 */
export function readAcross(list: Instrument, answered: Instrument, answers: Answers, column: Column): { code: string; because: string[] }[] {
  const saidYes = new Set(presentItems(answered, answers, column).map((item) => item.code));
  return list.items.flatMap((item) => {
    const because = linksTo(item, answered).filter((code) => saidYes.has(code));
    return because.length > 0 ? [{ code: item.code, because }] : [];
  });
}

/** Items of `next` that the signs present in `list` point to: where a longer conversation may begin. In the order of `next`. */
export function worthExploring(list: Instrument, answers: Answers, next: Instrument, column: Column): string[] {
  const pointedTo = new Set(presentItems(list, answers, column).flatMap((item) => linksTo(item, next)));
  return next.items.filter((item) => pointedTo.has(item.code) && item.weight?.[column] !== null).map((item) => item.code);
}

/** What these other lists say of the same answers, and where a longer conversation may begin in them; those with nothing to say are left out. */
export function readElsewhere(lists: readonly Instrument[], instrument: Instrument, answers: Answers, column: Column) {
  const others = lists.filter((other) => other.id !== instrument.id);
  const nameOf = ({ id, version, title }: Instrument) => ({ id, version, title });
  return {
    across: others.map((list) => ({ instrument: nameOf(list), signs: readAcross(list, instrument, answers, column) })).filter(({ signs }) => signs.length > 0),
    worthExploring: others.map((next) => ({ instrument: nameOf(next), codes: worthExploring(instrument, answers, next, column) })).filter(({ codes }) => codes.length > 0),
  };
}

const presentItems = (instrument: Instrument, answers: Answers, column: Column): Item[] =>
  itemsThatApply(instrument, answers, column).filter((item) => answerTo(answers, item.code) === 'yes');

function linksTo(item: Item, target: Instrument): string[] {
  return (item.correspondsTo ?? []).filter((link) => link.instrument === target.id && link.version === target.version).flatMap((link) => link.codes);
}
