import { createHmac, randomInt } from 'node:crypto';

/** Letters and digits that nobody mishears or mistakes for one another, read aloud or written on paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 10;

/** A code as it is told: two groups of five. About 49 bits, beside a limit of tries and a key that is not in the database. */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** What is kept of a code: a keyed digest, the same however it was typed. @param key the house's key for account secrets */
export function codeDigest(key: Buffer, typed: string): Buffer {
  return createHmac('sha256', key).update(`code ${typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`).digest();
}
