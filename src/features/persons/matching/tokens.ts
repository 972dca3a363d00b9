import { commonnessOf, familiesOf } from './families.ts';
import type { Commonness, Membership } from './families.ts';
import { looksSomali, readAsChinese, withoutSomaliLetters } from './habits.ts';
import { remembering } from './remember.ts';
import { romanise } from './romanise.ts';
import type { Word } from './romanise.ts';
import { soundsOf } from './sounds.ts';

/** One part of a name, ready to be compared. */
export interface Token {
  /** All that tells it from other parts, in one word: what has been compared is remembered under it. */
  readonly mark: string;
  readonly letters: string;
  readonly sounds: string;
  readonly vowelless: boolean;
  readonly families: readonly Membership[];
  readonly commonness: Commonness;
  /** The syllables of a Chinese name, set where the whole name reads as one. */
  readonly syllables: readonly string[];
  /** The whole name is spelled as only pinyin spells it. */
  readonly surelyPinyin: boolean;
}

/** What only the whole name tells about one of its parts. */
export interface Reading {
  /** The letters that other offices would write, when they are not those written. */
  readonly letters?: string;
  readonly syllables?: readonly string[];
  readonly surelyPinyin?: boolean;
}

/** Articles and prepositions: they come and go between documents and say nothing. */
const articles = new Set('al el ul ud ad ar ur er as es ash ed dos da do de del dela delas delos della di das la las los van von y'.split(' '));

/** `Abdelkader`, `Abdurrahman`, `Abdirahman`: the servant (abd), an article swallowed or doubled into the name, and the name; not Abdoulaye or Abdullahi. */
const servantOf = /^c?abd{1,2}[aeiou]{1,2}(?!l{0,2}a.{0,2}$)(?:l(?=.{3})|([rsztdn])(?=\1))?(.{3,})$/u;
/** `Noureddine`, `Nasiruddin`: a name and "of the faith". */
const ofTheFaith = /^(.{3,}?)(?:[aeou]{1,2}dd?[iy]ne?|[aeou]{1,2}ddeen)$/u;

function split({ letters, vowelless }: Word): Word[] {
  if (vowelless || familiesOf(letters).length > 0) return [{ letters, vowelless }];
  const servant = servantOf.exec(letters)?.[2];
  if (servant !== undefined) return [{ letters: 'abd', vowelless }, { letters: servant, vowelless }];
  const faithful = ofTheFaith.exec(letters)?.[1];
  if (faithful !== undefined && letters.length >= 8) return [{ letters: faithful, vowelless }, { letters: 'uddin', vowelless }];
  return [{ letters, vowelless }];
}

const marked = (token: Omit<Token, 'mark'>): Token =>
  ({ ...token, mark: `${token.letters}${token.vowelless ? '*' : ''}${token.surelyPinyin ? '!' : ''}:${token.sounds}:${token.syllables.join(' ')}` });

function readAs(letters: string, vowelless: boolean, { letters: read = letters, syllables = [], surelyPinyin = false }: Reading): Token {
  const own = familiesOf(letters);
  const families = own.length > 0 || read === letters ? own : familiesOf(read);
  const known = own.length > 0 ? commonnessOf(letters) : commonnessOf(read);
  const commonness = known === 'particle' && syllables.length > 0 ? 'rare' : known;
  return marked({ letters, vowelless, sounds: soundsOf(read), families, commonness, syllables, surelyPinyin });
}

const plain = remembering(20_000, (letters) => readAs(letters, false, {}));
const withoutVowels = remembering(5_000, (letters) => readAs(letters, true, {}));

/** A part of a name by its letters, read as they stand or as the whole name tells. */
export function tokenOf(letters: string, vowelless: boolean, reading: Reading = {}): Token {
  if (Object.keys(reading).length > 0) return readAs(letters, vowelless, reading);
  return vowelless ? withoutVowels(letters) : plain(letters);
}

/** Two parts of one name read as one word. */
export function joinedToken(first: Token, second: Token): Token {
  const whole = tokenOf(first.letters + second.letters, first.vowelless);
  if (first.syllables.length === 0 || second.syllables.length === 0) return whole;
  return marked({ ...whole, syllables: [...first.syllables, ...second.syllables], surelyPinyin: first.surelyPinyin });
}

/** How each part is read in the light of the whole name. */
function readingsOf(words: readonly Word[]): (letters: string, place: number) => Reading {
  if (words.some(({ vowelless }) => vowelless)) return () => ({});
  const spelled = words.map(({ letters }) => letters);
  if (looksSomali(spelled)) return (letters) => ({ letters: withoutSomaliLetters(letters) });
  const chinese = readAsChinese(spelled);
  if (chinese === undefined) return () => ({});
  return (_, place) => ({ syllables: chinese.syllables[place] ?? [], surelyPinyin: chinese.surelyPinyin });
}

/** Longest names are cut here: nobody is told apart by an eighth part, and the pairing stays quick. */
const mostTokens = 7;
function order(a: Token, b: Token): number {
  return a.letters < b.letters ? -1 : a.letters > b.letters ? 1 : Number(a.vowelless) - Number(b.vowelless);
}

/**
 * The parts of a name in alphabetical order, whatever the order written. Articles are left out (unless nothing else remains) and
 * compounds with Abd and -eddine are taken apart, so that joined and separate spellings meet. Repeated names are read from a cache.
 */
export const tokensOf = remembering(20_000, (name: string): readonly Token[] => {
  const words = romanise(name);
  const telling = words.filter(({ letters }) => !articles.has(letters));
  const chosen = (telling.length > 0 ? telling : words).flatMap(split);
  const readings = readingsOf(chosen);
  return chosen
    .map(({ letters, vowelless }, place) => tokenOf(letters, vowelless, readings(letters, place)))
    .sort(order)
    .slice(0, mostTokens);
});
