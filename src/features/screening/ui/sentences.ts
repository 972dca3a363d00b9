/** Sentences being typed, each with what stood there when it was begun: pure, so that none is lost between two states of a screen. */
import type { WriteSentences } from '../wordings.ts';

export type Typed = WriteSentences['sentences'];
type Standing = ReadonlyMap<string, string>;

/** A sentence typed over what stands; typed back to it, there is nothing to send. */
export function typedOver(typed: Typed, standing: Standing, key: string, words: string): Typed {
  const { [key]: known, ...others } = typed;
  const before = known?.before ?? standing.get(key) ?? '';
  return words === (standing.get(key) ?? '') ? others : { ...others, [key]: { words, before } };
}

/** What somebody else wrote where this sentence was begun upon something else; null where nobody did, or it says the same. */
export function standsOtherwise(typed: Typed, standing: Standing, key: string): string | null {
  const mine = typed[key];
  const now = standing.get(key) ?? '';
  return mine && mine.before !== now && mine.words.trim() !== now ? now : null;
}

/** A blank that was typed last, for another word to follow, is kept at the screen and not sent. */
const differs = ({ words }: Typed[string], now: string): boolean => words.trim() !== now;

/** What somebody else did not write over meanwhile. */
export const sendable = (typed: Typed, standing: Standing): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([key, one]) => differs(one, standing.get(key) ?? '') && standsOtherwise(typed, standing, key) === null));

/** Something is typed that the server does not have. */
export const isUnsettled = (typed: Typed, standing: Standing): boolean => Object.entries(typed).some(([key, one]) => differs(one, standing.get(key) ?? ''));

/** The server keeps these; what was typed further meanwhile stands upon them. */
export const afterKept = (typed: Typed, sent: Typed): Typed => Object.fromEntries(Object.entries(typed).flatMap(([key, one]) => {
  const kept = sent[key];
  if (!kept) return [[key, one]];
  return kept.words === one.words && one.words === one.words.trim() ? [] : [[key, { words: one.words, before: kept.words.trim() }]];
}));
