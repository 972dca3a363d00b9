import type { SectionAnswer, SectionContent } from './contract.ts';

/**
 * Two professionals write in one section at once. What each changed is known from the text both began with: changes to different
 * questions are taken together in silence; where both changed the same words, nobody decides but a person.
 */

export type Choice = 'mine' | 'theirs' | 'both';

export interface Merged {
  readonly content: SectionContent;
  /** Keys of the questions where both wrote something else; `''` for the free words of the section. Empty: nothing is left to decide. */
  readonly conflicts: readonly string[];
}

export const emptyContent: SectionContent = { answers: {}, words: '' };
const noAnswer: SectionAnswer = {};

/** Whether everything said in the older words is in the newer ones too. */
const holds = (newer: string, older: string): boolean => newer.includes(older.trim());

/** Both texts, the first one first; what one of them says already is not said twice. */
function joinedWords(first: string, second: string): string {
  const [one, other] = [first.trim(), second.trim()];
  if (holds(one, other)) return one;
  return holds(other, one) ? other : `${one}\n\n${other}`;
}

/** @returns undefined where both changed the same words into something that neither contains */
function mergedWords(origin: string, theirs: string, mine: string): string | undefined {
  if (mine === theirs || mine === origin) return theirs;
  if (theirs === origin || holds(mine, theirs)) return mine;
  return holds(theirs, mine) ? theirs : undefined;
}

function decided(choice: Choice, theirs: string, mine: string): string {
  if (choice === 'both') return joinedWords(theirs, mine);
  return choice === 'mine' ? mine : theirs;
}

/**
 * Brings two texts of one section together.
 *
 * @param origin what both began with
 * @param choice what becomes of words that both changed: theirs, mine, or both one after the other. Of two answers to one question only
 * one can stand: `both` takes mine.
 */
export function merge(origin: SectionContent, theirs: SectionContent, mine: SectionContent, choice: Choice = 'theirs'): Merged {
  const conflicts: string[] = [];
  const words = (key: string, from: string, there: string, here: string): string => {
    const together = mergedWords(from, there, here);
    if (together !== undefined) return together;
    conflicts.push(key);
    return decided(choice, there, here);
  };
  const answers: Record<string, SectionAnswer> = {};
  for (const key of new Set([...Object.keys(theirs.answers), ...Object.keys(mine.answers)])) {
    const [from, there, here] = [origin.answers[key] ?? noAnswer, theirs.answers[key] ?? noAnswer, mine.answers[key] ?? noAnswer];
    const isOpen = here.answer !== there.answer && here.answer !== from.answer && there.answer !== from.answer && here.answer !== undefined && there.answer !== undefined;
    if (isOpen) conflicts.push(key);
    const answer = isOpen ? (choice === 'theirs' ? there.answer : here.answer) : here.answer === from.answer ? there.answer : here.answer ?? there.answer;
    const said = words(key, from.words ?? '', there.words ?? '', here.words ?? '');
    const confirmed = here.confirmed === from.confirmed ? there.confirmed : here.confirmed;
    answers[key] = { ...(answer === undefined ? {} : { answer }), ...(said === '' ? {} : { words: said }), ...(confirmed === undefined ? {} : { confirmed }) };
  }
  return { content: { answers, words: words('', origin.words, theirs.words, mine.words) }, conflicts: [...new Set(conflicts)] };
}

/** Whether the newer text still says everything that the older one said: if not, the older one is kept beside. */
export function covers(newer: SectionContent, older: SectionContent): boolean {
  return holds(newer.words, older.words) && Object.entries(older.answers).every(([key, answer]) => {
    const now = newer.answers[key] ?? noAnswer;
    return (answer.answer === undefined || now.answer === answer.answer) && holds(now.words ?? '', answer.words ?? '');
  });
}

const plain = (content: SectionContent): string => JSON.stringify([content.words,
  Object.entries(content.answers).map(([key, { answer, words, confirmed }]) => [key, answer ?? null, words ?? '', confirmed ?? false] as const)
    .filter(([, answer, words, confirmed]) => answer !== null || words !== '' || confirmed).toSorted(([one], [other]) => one.localeCompare(other))]);

/** Whether two texts say the same; an answer that was never given and an empty one are no difference. */
export const sameContent = (one: SectionContent, other: SectionContent): boolean => plain(one) === plain(other);

/** Of a text, what another does not say in the same way: side by side, only the difference needs reading. */
export function apart(content: SectionContent, other: SectionContent): SectionContent {
  const differs = (key: string): boolean => {
    const [one, another] = [content.answers[key] ?? noAnswer, other.answers[key] ?? noAnswer];
    return one.answer !== another.answer || (one.words ?? '') !== (another.words ?? '');
  };
  return { answers: Object.fromEntries(Object.entries(content.answers).filter(([key]) => differs(key))), words: content.words === other.words ? '' : content.words };
}
