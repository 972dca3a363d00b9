import { likeness } from './likeness.ts';
import { isVowel } from './sounds.ts';
import { tokenOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** How two tokens were found to agree; the screen explains it in words. */
export type Agreement = 'equal' | 'same-name' | 'short-form' | 'spelling-variant' | 'typing-error' | 'initial' | 'gender-ending' | 'different';

export interface TokenLikeness {
  /** 0..1; 1 only for tokens that are the same letters. */
  readonly value: number;
  readonly how: Agreement;
}

const article = /^(?:el|al|l)(?=[^l].{3})/u;
const surnameOfWoman = /(?:[oe]v|sk[iyj]*)$/u;

/** Endings that make another surname out of a name, so that Bondar is no short form of Bondarchuk. */
const surnameEnding = /(?:chuk|enko|escu|[oe]va?|[iy]ch|ez|yan|oglu|zadeh?|pour|son)$/u;
/** Endings that make a woman's name of a man's, or a second name of a first; the man's vowel, if any, gives way to them. */
const feminineEnding = /^(?:i{0,2}y?a|ina|ita|ela|eta|[aeiu]?[kct]a|i?[kct]a|ella|etta|[ei]nka|o?ara)$/u;

/** One spelling is the other with an ending that makes another name: Samir and Samira, Petru and Petruța, Yordan and Yordanka, Octavian and Octavia. */
function differsByGender(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (shorter.length < 3) return false;
  if (longer === `${shorter}n`) return shorter.endsWith('a');
  if (longer === `${shorter}a` || longer === `${shorter}ya`) return shorter.endsWith('i') || !isVowel(shorter.slice(-1));
  if (longer === `${shorter}na` || longer === `${shorter}ne`) return isVowel(shorter.slice(-1));
  if (longer.startsWith(shorter)) return feminineEnding.test(longer.slice(shorter.length)) && (!isVowel(shorter.slice(-1)) || /[kct]a$/u.test(longer));
  const stem = shorter.slice(0, -1);
  if (!longer.startsWith(stem) || stem.length < 3) return false;
  const rest = longer.slice(stem.length);
  if (longer.length === shorter.length) return /^(?:[ou]a|a[ou])$/u.test(shorter.slice(-1) + rest);
  return /[eou]/u.test(shorter.slice(-1)) && rest.length > 2 && feminineEnding.test(rest);
}

/** An ending that makes another name in one language and is a silent letter in another: Emin and Emine, Gëzim and Gëzime; Silvia and Silva. */
function mayDifferByEnding(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (shorter.length < 4 || isVowel(shorter.slice(-1))) return longer === shorter.replace(/(?<=.{2}[^aeiouEO])a$/u, 'ia') && longer !== shorter;
  return longer === `${shorter}e` && (!shorter.endsWith('n') || shorter.endsWith('En'));
}

/** Kovalyov and Kovaleva: a surname that ends in -a for the women of a family. */
function asSurnameOfWoman(a: Token, b: Token): number {
  const [man, woman] = a.letters.length < b.letters.length ? [a, b] : [b, a];
  if (!surnameOfWoman.test(man.letters) || !woman.letters.endsWith('a')) return 0;
  return 0.87 * bySound(man, tokenOf(woman.letters.slice(0, -1), woman.vowelless));
}

function familyAgreement(a: Token, b: Token): TokenLikeness | undefined {
  if (a.families.length === 0 || b.families.length === 0) return undefined;
  for (const one of a.families) {
    for (const other of b.families) {
      if (one.family !== other.family) continue;
      return one.short === other.short ? { value: 0.97, how: 'same-name' } : { value: 0.92, how: 'short-form' };
    }
  }
  return { value: 0.55, how: 'different' };
}

/** Parts of which many names of one people are made; two names that share one are told apart by the rest alone. */
const compoundHeads = /^(oluwa|olu|ade|Cukwu|[gG]h?ebr[ei]|w[eo]ld[eu]|habt[ei]|tekl[ei]|tesfa|osa)(?=.{2})/u;
const compoundTails = /(?<=.{2})([aeiou]la|[iea]nd[ea]r|pr[ie]t|j[ie]t|d[ie]p|ul|[ou]d[ie]n)$/u;

/** A name with its first part left off, as many are called: Oluwafunmilayo is Funmilayo, Aderonke is Ronke. */
function isCalledBy(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter.length >= 4 && shorter.length < longer.length && longer.replace(compoundHeads, '') === shorter;
}

/** Likeness of what is left of two compound names once the part they share is taken away; nothing when they share none. */
function likenessOfRests(a: Token, b: Token): number | undefined {
  for (const part of [compoundHeads, compoundTails]) {
    const [sharedA, sharedB] = [part.exec(a.sounds)?.[1], part.exec(b.sounds)?.[1]];
    if (sharedA === undefined || sharedB === undefined || likeness(sharedA, sharedB) < 0.7) continue;
    const [restA, restB] = [a.sounds.replace(part, ''), b.sounds.replace(part, '')];
    const slip = slipBetween(restA, restB);
    return Math.max(likeness(restA, restB), slip === undefined ? 0 : slipLikeness(Math.max(restA.length, restB.length), slip));
  }
  return undefined;
}

/** Letters of a token without an article that was written onto it. */
function withoutArticle(sounds: string): string {
  return sounds.replace(article, '');
}

/**
 * Two Chinese words, syllable by syllable: Chuang and Zhuang are one reading unless both names are surely pinyin, where Zheng and
 * Cheng are two surnames; and one other syllable makes another name, however long the rest.
 */
function chineseLikeness(a: Token, b: Token): number | undefined {
  if (a.syllables.length === 0 || b.syllables.length === 0) return undefined;
  if (a.syllables.length !== b.syllables.length) return 0.4;
  const exact = a.surelyPinyin && b.surelyPinyin;
  const read = ({ syllables }: Token): string[] => syllables.map((syllable) => syllable.split('/')[exact ? 0 : 1] ?? syllable);
  const [readA, readB] = [read(a), read(b)];
  const others = readA.filter((syllable, place) => syllable !== readB[place]);
  if (others.length === 0) return 0.95;
  const withoutNasal = (syllables: readonly string[]): string => syllables.map((syllable) => syllable.replace(/ng$/u, 'n')).join(' ');
  if (withoutNasal(readA) === withoutNasal(readB)) return 0.75;
  return slipBetween(a.letters, b.letters) === 'likely' ? 0.65 : 0.5 / others.length;
}

/** A `w` that is read as German and Polish clerks read it: Sow and Sov, Yadaw and Yadav. */
function asV(token: Token, other: Token): Token {
  return token.letters.includes('w') && other.letters.includes('v') ? tokenOf(token.letters.replaceAll('w', 'v'), token.vowelless) : token;
}

/** `Diatta` and `Thiam` as French offices in Senegal and Mali write what English ones write Jatta and Cham; `Agyei` as Twi is spelled, Adjei by ear. */
function asEnglish(token: Token, other: Token): Token {
  if (!/[jc]/u.test(other.letters) || !/(?:th?|d)i[aeou]|[gk]y/u.test(token.letters)) return token;
  const read = token.letters.replaceAll(/di(?=[aeou].)|gy(?=[aeiou])/gu, 'j').replace(/^th?i(?=[aeou])/u, 'ch').replaceAll(/ky(?=[aeiou])/gu, 'ch');
  return tokenOf(read, token.vowelless);
}

/** `Brahaj` and `Brahai`: the j that ends Albanian surnames is a vowel elsewhere. */
function asVowel(token: Token, other: Token): Token {
  return token.letters.endsWith('aj') && /a[iy]$/u.test(other.letters) ? tokenOf(token.letters.replace(/j$/u, 'i'), token.vowelless) : token;
}

/** `Huanca`, `Guanca`, `Wanca`: one sound of the Andes in three spellings. */
function asAndean(token: Token, other: Token): Token {
  return /^(?:[hg]u|w)/u.test(other.letters) && /^[hg]u[ae]/u.test(token.letters) ? tokenOf(token.letters.replace(/^[hg]u/u, 'w'), token.vowelless) : token;
}

function bySound(a: Token, b: Token): number {
  const readings = [asV, asEnglish, asAndean, asVowel].map((reading) => [reading(a, b), reading(b, a)] as const).filter(([readA, readB]) => readA !== a || readB !== b);
  return readings.reduce((best, [readA, readB]) => Math.max(best, 0.97 * byReading(readA, readB)), byReading(a, b));
}

function byReading(a: Token, b: Token): number {
  const whole = likeness(a.sounds, b.sounds, a.vowelless, b.vowelless);
  if (whole > 0.95) return whole;
  const bareA = withoutArticle(a.sounds);
  const bareB = withoutArticle(b.sounds);
  if (bareA === a.sounds && bareB === b.sounds) return whole;
  return Math.max(
    whole,
    0.97 * likeness(bareA, b.sounds, a.vowelless, b.vowelless),
    0.97 * likeness(a.sounds, bareB, a.vowelless, b.vowelless),
    0.97 * likeness(bareA, bareB, a.vowelless, b.vowelless),
  );
}

const keyboardRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Two letters that a finger takes for each other: vowels, or neighbours on the keyboard. */
function isSlipOfFinger(a: string, b: string): boolean {
  if (isVowel(a) || isVowel(b)) return true;
  const placeOf = (letter: string): readonly [number, number] => {
    const row = keyboardRows.findIndex((letters) => letters.includes(letter));
    return [row, keyboardRows[row]?.indexOf(letter) ?? -9];
  };
  const [rowA, columnA] = placeOf(a);
  const [rowB, columnB] = placeOf(b);
  return Math.abs(rowA - rowB) + Math.abs(columnA - columnB) <= 1;
}

/**
 * Whether two words are one slip of the keyboard apart after their first letter. A letter more, a neighbouring letter or two swapped are
 * `likely` slips; a consonant for an unlike one may be a slip, but often makes another name.
 */
function slipBetween(a: string, b: string): 'likely' | 'doubtful' | undefined {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (longer.length < 4 || longer.length - shorter.length > 1 || shorter.charAt(0) !== longer.charAt(0)) return undefined;
  let start = 0;
  while (start < shorter.length && shorter.charAt(start) === longer.charAt(start)) start++;
  const restShort = shorter.slice(start);
  const restLong = longer.slice(start);
  if (restShort === restLong.slice(1)) return 'likely';
  if (shorter.length !== longer.length) return undefined;
  if (restShort.slice(1) === restLong.slice(1)) return isSlipOfFinger(restShort.charAt(0), restLong.charAt(0)) ? 'likely' : 'doubtful';
  const swapped = restShort.charAt(0) === restLong.charAt(1) && restShort.charAt(1) === restLong.charAt(0) && restShort.slice(2) === restLong.slice(2);
  return swapped ? 'likely' : undefined;
}

/** A slip in a long word leaves less doubt than in a short one, where it easily makes another name. */
function slipLikeness(length: number, slip: 'likely' | 'doubtful'): number {
  return Math.min(0.84, 0.54 + length * 0.045) - (slip === 'likely' ? 0 : 0.08);
}

function compare(a: Token, b: Token): TokenLikeness {
  if (a.letters === b.letters) return { value: 1, how: 'equal' };
  if (a.letters.length === 1 || b.letters.length === 1) {
    return a.sounds.charAt(0) === b.sounds.charAt(0) ? { value: 0.88, how: 'initial' } : { value: 0, how: 'different' };
  }
  const chinese = chineseLikeness(a, b);
  const familiar = chinese !== undefined && a.surelyPinyin && b.surelyPinyin ? undefined : familyAgreement(a, b);
  if (familiar !== undefined) {
    if (familiar.how !== 'different') return familiar;
    return { value: Math.min(familiar.value, bySound(a, b)), how: 'different' };
  }
  if (chinese !== undefined) return { value: chinese, how: chinese >= 0.75 ? 'spelling-variant' : 'different' };
  const value = Math.min(0.99, Math.max(bySound(a, b), asSurnameOfWoman(a, b)));
  if (a.vowelless === b.vowelless && differsByGender(a.sounds, b.sounds)) {
    const surname = surnameOfWoman.test(a.letters.length < b.letters.length ? a.letters : b.letters);
    return { value: surname ? 0.85 : 0.5, how: 'gender-ending' };
  }
  if (!a.vowelless && !b.vowelless && mayDifferByEnding(a.sounds, b.sounds)) return { value: 0.76, how: 'gender-ending' };
  const rests = likenessOfRests(a, b);
  if (rests !== undefined && rests < value) return { value: rests, how: rests >= 0.75 ? 'spelling-variant' : 'different' };
  if (isCalledBy(a.sounds, b.sounds)) return { value: 0.85, how: 'short-form' };
  const slip = slipBetween(a.letters, b.letters);
  const slipped = slip === undefined ? 0 : slipLikeness(Math.max(a.letters.length, b.letters.length), slip);
  if (value < slipped) return { value: slipped, how: 'typing-error' };
  const [shorter, longer] = a.sounds.length < b.sounds.length ? [a.sounds, b.sounds] : [b.sounds, a.sounds];
  const longest = a.letters.length < b.letters.length ? b.letters : a.letters;
  if (value < 0.83 && shorter.length >= 4 && longer.startsWith(shorter) && !surnameEnding.test(longest)) return { value: 0.83, how: 'short-form' };
  return { value, how: value >= 0.75 ? 'spelling-variant' : 'different' };
}

const cache = new Map<string, TokenLikeness>();
const cacheSize = 50_000;

/** Likeness of two tokens; symmetric, and remembered because the same few thousand names return all day. */
export function compareTokens(a: Token, b: Token): TokenLikeness {
  const first = a.mark;
  const second = b.mark;
  const key = first < second ? `${first} ${second}` : `${second} ${first}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const result = first < second ? compare(a, b) : compare(b, a);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, result);
  return result;
}
