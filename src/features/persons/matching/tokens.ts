import { commonnessOf, familiesOf } from './families.ts';
import type { Commonness, Membership } from './families.ts';
import { romanise } from './romanise.ts';
import type { Word } from './romanise.ts';
import { soundsOf } from './sounds.ts';

/** One part of a name, ready to be compared. */
export interface Token {
  readonly letters: string;
  readonly sounds: string;
  readonly vowelless: boolean;
  readonly families: readonly Membership[];
  readonly commonness: Commonness;
}

/** Articles and prepositions: they come and go between documents and say nothing. */
const articles = new Set('al el ul ud ad ar ur er as es ash ed dos da do de del della di das van von y'.split(' '));

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

export function tokenOf(letters: string, vowelless: boolean): Token {
  return { letters, vowelless, sounds: soundsOf(letters), families: familiesOf(letters), commonness: commonnessOf(letters) };
}

/** Longest names are cut here: nobody is told apart by an eighth part, and the pairing stays quick. */
const mostTokens = 7;
const cache = new Map<string, readonly Token[]>();
const cacheSize = 20_000;

function order(a: Token, b: Token): number {
  return a.letters < b.letters ? -1 : a.letters > b.letters ? 1 : Number(a.vowelless) - Number(b.vowelless);
}

/**
 * The parts of a name in alphabetical order, whatever the order written. Articles are left out (unless nothing else remains) and
 * compounds with Abd and -eddine are taken apart, so that joined and separate spellings meet. Repeated names are read from a cache.
 */
export function tokensOf(name: string): readonly Token[] {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const words = romanise(name);
  const telling = words.filter(({ letters }) => !articles.has(letters));
  const tokens = (telling.length > 0 ? telling : words)
    .flatMap(split)
    .map(({ letters, vowelless }) => tokenOf(letters, vowelless))
    .sort(order)
    .slice(0, mostTokens);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(name, tokens);
  return tokens;
}
