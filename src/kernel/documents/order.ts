/** In which order a text runs, by the Unicode bidirectional algorithm (UAX 9). */
import bidiFactory from 'bidi-js/dist/bidi.mjs';
import type { directionOf } from '../direction.ts';

export type Direction = ReturnType<typeof directionOf>;

const bidi = bidiFactory();
/** Letters of right-to-left scripts, and the mark that stands for one. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** The level of each UTF-16 unit, odd from right to left. A code, a telephone number, a Latin name alone keep their own order, whatever the paper's. */
export function levelsOf(text: string, base: Direction): Uint8Array {
  return bidi.getEmbeddingLevels(text, RIGHT_TO_LEFT.test(text) ? base : 'ltr').levels;
}

/** Brackets and the like as they look from the other side. */
export const mirrored = (text: string): string => [...text].map((sign) => bidi.getMirroredCharacter(sign) ?? sign).join('');
