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
const feminineEnding = /^(?:i{0,2}y?a|ina|ita)$/u;

/** One spelling is the other with a feminine ending: Samir and Samira, Viktor and Viktoriia, Fernando and Fernanda. */
function differsByGender(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (shorter.length < 3) return false;
  if (longer.startsWith(shorter)) return !isVowel(shorter.slice(-1)) && feminineEnding.test(longer.slice(shorter.length));
  const stem = shorter.slice(0, -1);
  return longer.length === shorter.length && longer.startsWith(stem) && /^(?:[ou]a|a[ou])$/u.test(shorter.slice(-1) + longer.slice(-1));
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

/** Letters of a token without an article that was written onto it. */
function withoutArticle(sounds: string): string {
  return sounds.replace(article, '');
}

/** A `w` that is read as German and Polish clerks read it: Sow and Sov, Yadaw and Yadav. */
function asV(token: Token, other: Token): Token {
  return token.letters.includes('w') && other.letters.includes('v') ? tokenOf(token.letters.replaceAll('w', 'v'), token.vowelless) : token;
}

function bySound(a: Token, b: Token): number {
  const readA = asV(a, b);
  const readB = asV(b, a);
  if (readA !== a || readB !== b) return Math.max(byReading(a, b), 0.97 * byReading(readA, readB));
  return byReading(a, b);
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

/** The two words are one slip of the keyboard apart after their first letter: a letter more, another letter, or two swapped. */
function isOneSlipApart(a: string, b: string): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (longer.length < 4 || longer.length - shorter.length > 1 || shorter.charAt(0) !== longer.charAt(0)) return false;
  let start = 0;
  while (start < shorter.length && shorter.charAt(start) === longer.charAt(start)) start++;
  const restShort = shorter.slice(start);
  const restLong = longer.slice(start);
  if (restShort === restLong.slice(1)) return true;
  if (shorter.length !== longer.length) return false;
  if (restShort.slice(1) === restLong.slice(1)) return true;
  return restShort.charAt(0) === restLong.charAt(1) && restShort.charAt(1) === restLong.charAt(0) && restShort.slice(2) === restLong.slice(2);
}

/** A slip in a long word leaves less doubt than in a short one, where it easily makes another name. */
function slipLikeness(length: number): number {
  return Math.min(0.84, 0.54 + length * 0.045);
}

function compare(a: Token, b: Token): TokenLikeness {
  if (a.letters === b.letters) return { value: 1, how: 'equal' };
  if (a.letters.length === 1 || b.letters.length === 1) {
    return a.sounds.charAt(0) === b.sounds.charAt(0) ? { value: 0.88, how: 'initial' } : { value: 0, how: 'different' };
  }
  const familiar = familyAgreement(a, b);
  if (familiar !== undefined) {
    if (familiar.how !== 'different') return familiar;
    return { value: Math.min(familiar.value, bySound(a, b)), how: 'different' };
  }
  const value = Math.min(0.99, bySound(a, b));
  if (!a.vowelless && !b.vowelless && differsByGender(a.sounds, b.sounds)) {
    const surname = surnameOfWoman.test(a.letters.length < b.letters.length ? a.letters : b.letters);
    return { value: surname ? 0.85 : 0.5, how: 'gender-ending' };
  }
  const slip = slipLikeness(Math.max(a.letters.length, b.letters.length));
  if (value < slip && isOneSlipApart(a.letters, b.letters)) return { value: slip, how: 'typing-error' };
  const [shorter, longer] = a.sounds.length < b.sounds.length ? [a.sounds, b.sounds] : [b.sounds, a.sounds];
  const longest = a.letters.length < b.letters.length ? b.letters : a.letters;
  if (value < 0.83 && shorter.length >= 4 && longer.startsWith(shorter) && !surnameEnding.test(longest)) return { value: 0.83, how: 'short-form' };
  return { value, how: value >= 0.75 ? 'spelling-variant' : 'different' };
}

const cache = new Map<string, TokenLikeness>();
const cacheSize = 50_000;

/** Likeness of two tokens; symmetric, and remembered because the same few thousand names return all day. */
export function compareTokens(a: Token, b: Token): TokenLikeness {
  const marked = (token: Token): string => (token.vowelless ? `${token.letters}*` : token.letters);
  const first = marked(a);
  const second = marked(b);
  const key = first < second ? `${first} ${second}` : `${second} ${first}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const result = first < second ? compare(a, b) : compare(b, a);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, result);
  return result;
}
