import type { Identifying } from '../contract.ts';

/** Of what is written as what it is: letters and digits in places of their own. */
const patterns: readonly (readonly [Identifying, RegExp])[] = [
  ['email', /[^\s@]+@[^\s@]+\.[^\s@]{2,}/u],
  // Letters and digits in the places of an Italian tax code.
  ['tax-code', /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/iu],
  // Nine digits and more, also in groups: a date or an amount has fewer.
  ['phone', /(?:\+|\b)\d(?:[\s.-]?\d){8,}\b/u],
  ['plate', /\b[A-HJ-NPR-TV-Z]{2}\s?\d{3}\s?[A-HJ-NPR-TV-Z]{2}\b/u],
  ['document', /\b[A-Z]{1,2}\d{5,7}[A-Z]{0,2}\b/u],
];

/** A word of the streets, one to five words, a house number, and what follows it. */
const STREET = /(?<![\p{L}\d])(?<before>(?:in|per|nel|un|il|sul)\s+)?(?:via|viale|v\.le|piazza|p\.?zza|p\.za|piazzale|p\.le|corso|c\.so|contrada|c\.da|vico|vicolo|largo|l\.go|strada)\s+(?<words>[\p{L}\d][\p{L}\d.’']*(?:[\s-]+\p{L}[\p{L}.’']*){0,4}?),?\s*(?:n\.?|n°|nr\.?|num\.?|numero|civico)?\s*\d{1,4}(?:\s?\/\s?\p{L}|\p{L})?(?![\p{L}\d/.,:]\d|\p{L})(?<after>\s+\p{L}+)?/giu;
/** Said of time, of ways and of lessons, and not of a street: "via mail 3 volte", "per strada da 2 mesi", "corso di italiano di 20 ore". */
const noStreet = /(?<!\p{L})(?:da|dal|dalla|dalle|alle|per|ogni|tra|fra|con|circa|oltre|quasi|mail|e-mail|email|posta|telefono|sms|whatsapp|internet|web|italiano|lingua|formazione|base|ore|giorni|mesi|anni|e|o|ha|ho|è|sono|a|in|il)(?!\p{L})/iu;
const measured = /^(?:ore|ora|giorni|giorno|mesi|mese|anni|anno|volte|volta|settimane|settimana|euro|persone|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|km|metri|minuti|lezioni)$/iu;

function hasAddress(words: string): boolean {
  return [...words.matchAll(STREET)].some(({ groups }) => {
    const street = groups?.['words'] ?? '';
    const isNamed = /^(?:(?:di|del|dei|degli|della|delle|san|santa)\s+)?(?:\p{Lu}|\d)/u.test(street);
    if (measured.test(groups?.['after']?.trim() ?? '')) return false;
    return isNamed || (groups?.['before'] === undefined || /^in/iu.test(groups['before'])) && !noStreet.test(street);
  });
}

const months = 'gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|january|february|march|april|may|june|july|august|september|october|november|december|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const DATE = new RegExp(`(?<!\\d)(?:\\d{1,2}[./-]\\d{1,2}[./-](?<numbered>\\d{4}|\\d{2})|(?<first>(?:19|20)\\d{2})-\\d{2}-\\d{2}|\\d{1,2}[°º]?(?:er)?\\s+(?:${months})\\s+(?<written>\\d{4}))(?!\\d)`, 'giu');
const BORN = /(?<!\p{L})(?:nat[oaie]|nascita|born|birth|née?s?|naissance)(?!\p{L})/iu;
/** So near, in letters, a word of birth belongs to a date. */
const NEAR = 40;
/** Whoever was born later is a minor, of whom more may be said; a whole date before it is hardly anything but a birth. */
const LAST_YEAR_OF_GROWN = 2008;

function hasBirthDate(words: string): boolean {
  return [...words.matchAll(DATE)].some((found) => {
    const year = Number(found.groups?.['numbered'] ?? found.groups?.['first'] ?? found.groups?.['written']);
    return (year >= 1900 && year <= LAST_YEAR_OF_GROWN) || BORN.test(words.slice(Math.max(0, found.index - NEAR), found.index + found[0].length + NEAR));
  });
}

/**
 * What identifies somebody in words that anybody may write; each kind once. Names cannot be told from other words for sure: of what looks like one, who writes is asked.
 * @param place the words say where something happens or where one is to go: a street is what they are for
 */
export const identifyingIn = (words: string, { place = false }: { readonly place?: boolean } = {}): Identifying[] => [
  ...patterns.filter(([, pattern]) => pattern.test(words)).map(([kind]) => kind), ...(!place && hasAddress(words) ? ['address' as const] : []), ...(hasBirthDate(words) ? ['birth-date' as const] : []),
];
