/** From how many segnalazioni on about the same place or intermediary who coordinates is told, and within how many days. Fewer would point at persons. */
export const PATTERN_AT_LEAST = 5;
export const PATTERN_WITHIN_DAYS = 365;

/** What says what a thing is and not which: kinds of roads, of firms, of places. */
const common = new Set(['via', 'viale', 'piazza', 'contrada', 'localita', 'strada', 'azienda', 'agricola', 'ditta', 'impresa', 'societa', 'srl', 'spa', 'snc', 'sas', 'coop', 'cooperativa', 'presso', 'detto', 'detta', 'signor', 'signora', 'sig', 'il', 'lo', 'la', 'i', 'gli', 'le', 'l', 'di', 'del', 'della', 'dei', 'delle', 'a', 'al', 'alla', 'in', 'nel', 'nella', 'e', 'the', 'of', 'at']);

/**
 * A place or an intermediary as it is compared with what others wrote: without accents, capitals, order, and words that say what it is and not which.
 * @returns nothing where too little is left to recognise anything by
 */
export function markOf(words: string): string | undefined {
  const plain = words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const left = [...new Set(plain.match(/[\p{L}\d]+/gu) ?? [])].filter((word) => !common.has(word)).toSorted();
  const mark = left.join(' ');
  return mark.length < 3 ? undefined : mark;
}
