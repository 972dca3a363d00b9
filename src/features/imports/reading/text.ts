/** Typography without meaning: spaces, apostrophes, capitals. What is changed here is never an assumption about a person. */

const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g;

/** One line: no-break and doubled spaces become one space, invisible signs go. Zero-width joiners stay, some scripts need them. */
export function clean(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** `clean` with one kind of apostrophe. */
export function plain(text: string): string {
  return clean(text).replace(APOSTROPHES, "'");
}

/** What two spellings of one word share: lower case, no accents, one kind of apostrophe. For comparing, never for showing. */
export function key(text: string): string {
  return plain(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** "EL AMRANI" becomes "El Amrani"; words that already have small letters stay as they are. */
export function withoutShouting(text: string): string {
  return text
    .split(' ')
    .map((word) => (isShouted(word) ? word.toLowerCase().replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()) : word))
    .join(' ');
}

/** Two letters or more, all of them capitals. */
export function isShouted(word: string): boolean {
  const letters = word.match(/\p{L}/gu) ?? [];
  return letters.length > 1 && letters.every((letter) => letter !== letter.toLowerCase());
}
