import { scoreNames } from '../../persons/matching/names.ts';

/** From this likeness on two names are shown beside each other. A prompt for a person to look, never a decision. */
const alike = 0.8;

/** Whether any of the names of one may be any of the names of the other, by the same reckoning as the register of persons. */
export const resemble = (names: readonly string[], others: readonly string[]): boolean =>
  names.some((name) => others.some((other) => scoreNames(name, other).score >= alike || holds(name, other) || holds(other, name)));

const words = (name: string): string => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
/** A whole name within a longer one: «Rossi» in «Azienda agricola Rossi». */
const holds = (long: string, short: string): boolean => words(short).length > 3 && ` ${words(long)} `.includes(` ${words(short)} `);
