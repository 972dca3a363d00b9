/** Sentences being typed, each with what stood there when it was begun: pure, so that none is lost between two states of a screen. */
import type { WriteSentences } from '../wordings.ts';

export type Typed = WriteSentences['sentences'];
type Sentence = Typed[string];
type Standing = ReadonlyMap<string, string>;

/** It says something else than what it was begun upon. A blank typed last, for another word to follow, says nothing. */
const isOwn = ({ words, before }: Sentence): boolean => words.trim() !== before;
const nowAt = (standing: Standing, key: string): string => standing.get(key) ?? '';

/** A sentence as it is typed. One typed back to what stood there is kept too: the words before it may be on their way. */
export const typedOver = (typed: Typed, standing: Standing, key: string, words: string): Typed => ({ ...typed, [key]: { words, before: typed[key]?.before ?? nowAt(standing, key) } });

/** What the field shows: what is typed there, unless nothing of one's own is and somebody else wrote meanwhile. */
export function shownAt(typed: Typed, standing: Standing, key: string): string {
  const mine = typed[key];
  const now = nowAt(standing, key);
  return mine && (isOwn(mine) || mine.before === now) ? mine.words : now;
}

/** What somebody else wrote where this sentence was begun upon something else; null where nobody did, or it says the same. */
export function standsOtherwise(typed: Typed, standing: Standing, key: string): string | null {
  const mine = typed[key];
  const now = nowAt(standing, key);
  return mine && isOwn(mine) && mine.before !== now && mine.words.trim() !== now ? now : null;
}

/** Something is typed that the server does not have. */
const unsettled = (typed: Typed, standing: Standing): [string, Sentence][] => Object.entries(typed).filter(([key, one]) => isOwn(one) && one.words.trim() !== nowAt(standing, key));
export const isUnsettled = (typed: Typed, standing: Standing): boolean => unsettled(typed, standing).length > 0;

/** Of it, what somebody else did not write over meanwhile. */
export const sendable = (typed: Typed, standing: Standing): Typed => Object.fromEntries(unsettled(typed, standing).filter(([key]) => standsOtherwise(typed, standing, key) === null));

/** What a device had kept, as far as the server does not have it. */
export const stillUnsettled = (found: Typed, standing: Standing): Typed => Object.fromEntries(unsettled(found, standing));

/** The server keeps these; what is typed stands upon them. */
export const afterKept = (typed: Typed, sent: Typed): Typed => Object.fromEntries(Object.entries(typed).map(([key, one]) => {
  const kept = sent[key];
  return [key, kept ? { words: one.words, before: kept.words.trim() } : one];
}));
