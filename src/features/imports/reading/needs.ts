/** Needs in a cell: several words with several separators, some repeated, and some that speak of exploitation. */
import { type ExploitationFact, type Mark, NEED_WORDS, type NeedFact, type NeedWord } from '../contract.ts';
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { mark, nothing, type Reading } from './values.ts';

export interface NeedsReading {
  readonly needs: readonly NeedFact[];
  /** Class `restricted`. */
  readonly signs: readonly ExploitationFact[];
}

/** Known words that contain a separator, such as "doc/permesso". */
const WHOLE_WORDS = NEED_WORDS.map((one) => one.word).filter((word) => /[;,/+]/.test(word));

/** Cuts a cell of needs into its words, in order, repeated ones included. "doc/permesso" is one word. */
export function splitNeeds(text: string): string[] {
  const protectedText = WHOLE_WORDS.reduce(
    (kept, word) => kept.replace(new RegExp(word.replace(/[/+]/g, String.raw`\s*\$&\s*`), 'gi'), (found) => found.replaceAll('/', '\u0000')),
    text,
  );
  return protectedText.split(/[;,/+\n]/).map((part) => clean(part.replaceAll('\u0000', '/'))).filter((part) => part !== '');
}

/** Reads a cell of needs. Every word of it is in the result: as a need, as a restricted sign, or as a word of its own with a mark. */
export function interpretNeeds(cell: Cell): Reading<NeedsReading> {
  const words = splitNeeds(cell.text);
  if (words.length === 0) return nothing;
  const marks: Mark[] = [];
  const needs: NeedFact[] = [];
  const signs: ExploitationFact[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    if (seen.has(key(word))) {
      marks.push(mark('need-repeated', 'needs', cell.text, { word }));
      continue;
    }
    seen.add(key(word));
    const known = knownNeed(word);
    const uncertain = /\?/.test(word);
    if (uncertain) marks.push(mark('need-uncertain', 'needs', cell.text, { word }));
    if (known === null) {
      marks.push(mark('need-unknown', 'needs', cell.text, { word }));
      needs.push({ words: word, domain: null, service: null });
    } else if (known.exploitation === undefined) needs.push({ words: word, domain: known.domain, service: known.service });
    else signs.push({ words: word, sign: known.exploitation, domain: known.domain, service: known.service, uncertain });
  }
  return { value: { needs, signs }, marks };
}

function knownNeed(word: string): NeedWord | null {
  const name = key(word).replace(/\s*\?+$/, '').replaceAll(/\s*\/\s*/g, '/');
  return NEED_WORDS.find((one) => one.word === name) ?? null;
}

/**
 * Whether words speak of exploitation or violence, in whatever column they stand: they are then of class `restricted`. It errs on the
 * side of silence; "si tratta di" is left out because it only means "it is about".
 */
export function speaksOfExploitation(text: string): boolean {
  return /(?<!\bsi )\b(anti)?-?tratta\b|\btraffick|\bcaporal|\bviolen[tz]|\bmaltratt|\bstupr|\babus[oi]\b|\bsfrutta|\bexploit|\bprostit|\bschiav|\briduzione in schiavit/.test(key(text));
}
