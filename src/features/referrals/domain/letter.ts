import type { ServiceCategory } from '../../directory/contract.ts';
import type { Draft, Letter, LetterField } from '../contract.ts';
import { fieldsFor } from '../profiles.ts';

/** Everything that stands in a letter beside the sender's own words. */
export type LetterHeading = Omit<Letter, 'request' | 'fields'>;

/**
 * The letter as the receiving organisation will read it, written out. The preview shows this text and the sending seals this text:
 * there is no second way to make it, so that nobody can be shown one thing and send another.
 */
export function writtenLetter(heading: LetterHeading, draft: Draft, category: ServiceCategory): string {
  const order = fieldsFor(category);
  const letter: Letter = {
    reference: heading.reference,
    service: heading.service,
    from: { organisation: heading.from.organisation, name: heading.from.name },
    mode: heading.mode,
    purpose: heading.purpose,
    request: draft.request,
    fields: [...draft.fields].sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field)).map(({ field, words }) => ({ field, words })),
  };
  return JSON.stringify(letter);
}

export interface Obstacle {
  readonly path: string;
  readonly code: 'name-not-ticked' | 'contact-not-ticked' | 'not-for-recipient';
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** A telephone number or an address of electronic mail, however it is spaced. */
const contact = /(?:\+?\d[\s./-]?){9,}|[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]/u;

const lettersOf = (text: string): string[] => text.split(/[^\p{L}\p{M}]+/u).filter((part) => part !== '');
/** Scripts that are written without a space between words: there a name is looked for inside what surrounds it. */
const isUnspaced = (name: string): boolean => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}\p{M}\s]+$/u.test(name);

/**
 * The names of the person that stand in words meant for people who may not know them: whole words, whatever the case and the accents. A part of one
 * or two letters is not looked for alone, for it would be found in every sentence; a name that has no longer part ("Li Na") is looked for whole,
 * the family name first or last.
 * @param names every name they were ever known by (`names_ever` in the database), each of one or more words
 */
export function namesIn(words: string, names: readonly string[]): string[] {
  const said = lettersOf(plain(words));
  const known = new Set(said);
  const stands = (parts: readonly string[]): boolean => said.some((_, at) => parts.every((part, next) => said[at + next] === part));
  return [...new Set(names.flatMap((name): string[] => {
    const parts = lettersOf(name);
    const whole = parts.join('');
    if (isUnspaced(name)) return [...whole].length > 1 && plain(words).replaceAll(/\s/gu, '').includes(plain(whole)) ? [name] : [];
    const long = parts.filter((part) => [...plain(part)].length > 2);
    if (long.length > 0) return long.filter((part) => known.has(plain(part)));
    const short = parts.map(plain);
    return short.length > 1 && (stands(short) || stands(short.toReversed())) ? [name] : [];
  }))];
}

/** Whether words say a name of the person; see {@link namesIn}. */
export const saysName = (words: string, names: readonly string[]): boolean => namesIn(words, names).length > 0;

/** Whether words hold a telephone number or an address of electronic mail. */
export const saysContact = (words: string): boolean => contact.test(words);

/**
 * Why a draft cannot leave as it is: a field that this kind of service is never told, a name of the person or a way to reach them that
 * slipped into other words although it was not ticked.
 * @param names every name that the person is known by
 */
export function obstaclesIn(draft: Draft, category: ServiceCategory, names: readonly string[]): Obstacle[] {
  const allowed = fieldsFor(category);
  const ticked = (field: LetterField): boolean => draft.fields.some((one) => one.field === field);
  const said = [{ path: 'request', words: draft.request }, ...draft.fields.filter(({ field }) => field !== 'name' && field !== 'how-to-reach').map(({ field, words }) => ({ path: field, words }))];
  return [
    ...draft.fields.filter(({ field }) => !allowed.includes(field)).map(({ field }) => ({ path: field, code: 'not-for-recipient' as const })),
    ...(ticked('name') ? [] : said.filter(({ words }) => saysName(words, names)).map(({ path }) => ({ path, code: 'name-not-ticked' as const }))),
    ...(ticked('how-to-reach') ? [] : said.filter(({ words }) => saysContact(words)).map(({ path }) => ({ path, code: 'contact-not-ticked' as const }))),
  ];
}
