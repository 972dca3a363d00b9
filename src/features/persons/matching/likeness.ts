import { isVowel } from './sounds.ts';

/**
 * How much two rows of sounds differ: an edit distance in which a confusion that clerks really make costs little and
 * an arbitrary letter costs one. Swapped neighbours (a typing error) cost less than two errors.
 */

/** Pairs of sounds that one clerk writes for the other, and the price of it (an unlisted pair of consonants costs 1). */
const confusions: readonly (readonly [string, number])[] = [
  ['ae', 0.2], ['aE', 0.25], ['ai', 0.5], ['ao', 0.3], ['au', 0.45], ['aO', 0.25], ['ei', 0.15], ['eE', 0.1], ['iE', 0.15], ['eo', 0.5],
  ['eu', 0.55], ['eO', 0.5], ['ou', 0.1], ['oO', 0.1], ['uO', 0.15], ['io', 0.6], ['iu', 0.6], ['iO', 0.6], ['oE', 0.55], ['uE', 0.6],
  ['EO', 0.5],
  ['iy', 0.1], ['ey', 0.3], ['Ey', 0.2], ['ij', 0.15], ['uw', 0.1], ['ow', 0.2], ['Ow', 0.15], ['uv', 0.4],
  ['Aa', 0], ['Ae', 0], ['Ai', 0.03], ['Ao', 0.03], ['Au', 0.03], ['AE', 0.1], ['AO', 0.1],
  ['Yi', 0], ['Ye', 0.05], ['YE', 0], ['Yy', 0], ['Ya', 0.4], ['Wu', 0], ['Wo', 0], ['WO', 0], ['Ww', 0], ['Wv', 0.1], ['Wa', 0.4],
  ['Bb', 0.05], ['Bv', 0.1], ['Bp', 0.45], ['bp', 0.45], ['bv', 0.3], ['vw', 0.1], ['fv', 0.35], ['pf', 0.5], ['mn', 0.65],
  ['ck', 0.05], ['cJ', 0.25], ['cj', 0.25], ['kX', 0.25], ['kg', 0.5], ['kG', 0.5], ['kx', 0.5], ['Xx', 0.1], ['kC', 0.35], ['cC', 0.25], ['cs', 0.25], ['cz', 0.25], ['cQ', 0.1], ['cX', 0.35],
  ['cS', 0.4],
  ['gG', 0.05], ['gJ', 0.25], ['gj', 0.25], ['gh', 0.4], ['gX', 0.5], ['GX', 0.5], ['Gh', 0.35], ['gZ', 0.4], ['gC', 0.6],
  ['jJ', 0.05], ['jy', 0.2], ['Jy', 0.35], ['jZ', 0.1], ['JZ', 0.15], ['jz', 0.25], ['Jz', 0.35], ['jh', 0.4], ['jx', 0.3], ['jS', 0.6],
  ['JC', 0.45], ['Zz', 0.3], ['ZS', 0.45], ['zD', 0.2], ['xJ', 0.4], ['JX', 0.6],
  ['Xh', 0.2], ['xh', 0.25], ['xX', 0.25], ['Ch', 0.4], ['CX', 0.3], ['SC', 0.15], ['Ss', 0.2], ['Cs', 0.5], ['SX', 0.7], ['xs', 0.45],
  ['xS', 0.3], ['sz', 0.3], ['sT', 0.25], ['sQ', 0.3], ['zQ', 0.35], ['CQ', 0.35], ['tT', 0.05], ['dD', 0.05], ['td', 0.5], ['dT', 0.5],
  ['tQ', 0.55], ['Dz', 0.2], ['zd', 0.6], ['lr', 0.75], ['sC', 0.5],
];

const prices = new Map(confusions.flatMap(([pair, price]) => [[pair, price], [pair.split('').reverse().join(''), price]] as const));

/** People hear and type the first consonant of a name with most care, and many names differ in nothing else. */
const firstConsonant = 1.7;

/** A consonant for an unlike one is seldom a slip of the ear: Suresh and Sudesh, Golnaz and Golnar are four people. */
const otherConsonant = 1.35;

function substitution(a: string, b: string, first: boolean): number {
  if (a === b) return 0;
  const known = prices.get(a + b);
  const careful = first && !isVowel(a) && !isVowel(b) ? firstConsonant : 1;
  if (known !== undefined) return known < 0.3 ? known : known * careful;
  if (isVowel(a) && isVowel(b)) return 0.45;
  return isVowel(a) === isVowel(b) ? (first ? firstConsonant : otherConsonant) : 1.1;
}

/** Sounds are written in ASCII; the price of each for each stands at this place, worked out once. */
const alphabet = 128;
const placeOf = (a: number, b: number): number => a * alphabet + b;
const allPrices = (first: boolean): Float64Array =>
  Float64Array.from({ length: alphabet * alphabet }, (_, place) => substitution(String.fromCharCode(Math.floor(place / alphabet)), String.fromCharCode(place % alphabet), first));
const atFirst = allPrices(true);
const further = allPrices(false);

/** A final -a that the other spelling lacks makes a woman's name of a man's, in most languages and in every script, for it is always written. */
const feminineA = 1.2;

/** Mbalou and Balou, Nguema and Guema: a nasal before the first consonant is often not heard. */
const prenasal = 0.4;

function beforeConsonant(sounds: string): boolean {
  return /^.[bdgjpkz]/u.test(sounds);
}

/** The price of writing a sound that the other spelling does not have. */
function omission(sound: string, position: number, length: number, otherVowelless: boolean, otherEndsInVowel: boolean, opensCluster: boolean): number {
  if (isVowel(sound)) {
    if (otherVowelless && position > 0) return sound === 'E' || sound === 'O' ? 0.5 : position === length - 1 ? (sound !== 'a' || otherEndsInVowel ? 0.25 : feminineA) : 0.03;
    if (position === 0) return 0.45;
    if (position === length - 1) return sound !== 'a' ? 0.3 : otherEndsInVowel ? 0.45 : feminineA;
    return 0.3;
  }
  if (sound === 'h') return position === 0 ? 0.5 : 0.2;
  if (sound === 'W' || sound === 'Y' || sound === 'y') return 0.3;
  // The Somali ʿayn before a vowel, which other offices leave out.
  if (sound === 'c') return position === 0 ? 0.25 : 0.8;
  if (sound === 'x' || sound === 'X' || sound === 'w' || sound === 'v') return 0.6;
  return position !== 0 ? 1 : opensCluster && (sound === 'm' || sound === 'n') ? prenasal : firstConsonant;
}

function weightOf(sounds: string): number {
  let weight = 0;
  for (const sound of sounds) weight += isVowel(sound) || sound === 'h' ? 0.5 : 1;
  return weight;
}

/**
 * Likeness 0..1 of two rows of sounds, symmetric, 1 only when they differ in nothing that counts.
 *
 * @param vowellessA whether the first came from a script that leaves vowels out; likewise the second
 */
export function likeness(a: string, b: string, vowellessA = false, vowellessB = false): number {
  if (a === b) return 1;
  const [endsA, endsB] = [/[aeiouEOWYy]$/u.test(a), /[aeiouEOWYy]$/u.test(b)];
  // What leaving out each sound costs depends on its own word alone.
  const omitA = Array.from({ length: a.length }, (_, place) => omission(a.charAt(place), place, a.length, vowellessB && !vowellessA, endsB, beforeConsonant(a)));
  const omitB = Array.from({ length: b.length }, (_, place) => omission(b.charAt(place), place, b.length, vowellessA && !vowellessB, endsA, beforeConsonant(b)));
  // Three rows of the table are enough: this one, the one before, and for swapped neighbours the one before that.
  let [before, last, row]: [number[], number[], number[]] = [[], [0], []];
  for (const [column, price] of omitB.entries()) last.push((last[column] ?? 0) + price);
  for (let i = 1; i <= a.length; i++) {
    const soundA = a.charCodeAt(i - 1);
    const omitted = omitA[i - 1] ?? 0;
    row = [(last[0] ?? 0) + omitted];
    for (let j = 1; j <= b.length; j++) {
      const soundB = b.charCodeAt(j - 1);
      const instead = (i === 1 && j === 1 ? atFirst : further)[placeOf(soundA, soundB)] ?? otherConsonant;
      let best = Math.min((last[j] ?? 0) + omitted, (row[j - 1] ?? 0) + (omitB[j - 1] ?? 0), (last[j - 1] ?? 0) + instead);
      if (i > 1 && j > 1 && soundA === b.charCodeAt(j - 2) && soundB === a.charCodeAt(i - 2)) best = Math.min(best, (before[j - 2] ?? 0) + 0.6);
      row.push(best);
    }
    [before, last] = [last, row];
  }
  return Math.max(0, 1 - (last[b.length] ?? 0) / ((weightOf(a) + weightOf(b)) / 2));
}
