import { compareTokens } from './pairing.ts';
import type { Agreement } from './pairing.ts';
import { romanise } from './romanise.ts';
import { joinedToken, tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Two parts of the compared names that were laid side by side. */
export interface PairedTokens {
  readonly a: string;
  readonly b: string;
  readonly how: Agreement;
  /** 0..1 */
  readonly likeness: number;
}

export interface NameScore {
  /** 0..1: how well one name can stand for the other. */
  readonly score: number;
  /** How telling the agreeing parts are together: a rare part counts 1, a frequent one less, `Singh` or `Begum` hardly. */
  readonly evidence: number;
  readonly pairs: readonly PairedTokens[];
  /** Parts that only one of the names has, such as a father's name. */
  readonly left: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/** What a token is worth: when it agrees, when it contradicts another, when only one name has it. */
const worth = {
  particle: { evidence: 0.05, conflict: 0.1, leftover: 0.01 },
  generic: { evidence: 0.25, conflict: 0.6, leftover: 0.04 },
  frequent: { evidence: 0.65, conflict: 1, leftover: 0.1 },
  rare: { evidence: 1, conflict: 1, leftover: 0.13 },
} as const;

/** Points of the curve from the likeness of two tokens to the price of having paired them. */
const curve: readonly (readonly [number, number])[] = [
  [0, 3.5], [0.5, 3], [0.6, 2.2], [0.7, 1.5], [0.75, 1.1], [0.8, 0.7], [0.85, 0.4], [0.9, 0.18], [0.95, 0.06], [1, 0],
];

function priceOf(value: number): number {
  for (let index = 1; index < curve.length; index++) {
    const [low, highPrice] = curve[index - 1] ?? [0, 0];
    const [high, lowPrice] = curve[index] ?? [1, 0];
    if (value <= high) return highPrice + ((lowPrice - highPrice) * (value - low)) / (high - low);
  }
  return 0;
}

/** The share of its price that a pair costs beside a dearer one. */
const otherPairs = 0.5;

function pairPrice(a: Token, b: Token): number {
  return priceOf(compareTokens(a, b).value) * Math.min(worth[a.commonness].conflict, worth[b.commonness].conflict);
}

interface Assignment {
  /** What all pairs cost together, and the dearest of them. */
  readonly sum: number;
  readonly dearest: number;
  /** For each token of the shorter name, the place of its partner in the longer one. */
  readonly partners: readonly number[];
}

/**
 * What an assignment costs: the dearest pair in full, the others in part. One office spells every part of a name in its own way,
 * so several small differences say less than their sum.
 */
function priceOfPairs({ sum, dearest }: Assignment): number {
  return dearest + otherPairs * (sum - dearest);
}

/** The cheapest way to give each token of the shorter name a partner of its own, kept for each set of partners taken (at most 7 by 7). */
function assign(short: readonly Token[], long: readonly Token[]): { price: number; partners: readonly number[] } {
  let states = new Map<number, Assignment>([[0, { sum: 0, dearest: 0, partners: [] }]]);
  for (const token of short) {
    const next = new Map<number, Assignment>();
    for (const [taken, state] of states) {
      for (const [place, candidate] of long.entries()) {
        const bit = 2 ** place;
        if ((taken & bit) !== 0) continue;
        const price = pairPrice(token, candidate);
        const way = { sum: state.sum + price, dearest: Math.max(state.dearest, price), partners: [...state.partners, place] };
        const rival = next.get(taken | bit);
        if (rival === undefined || priceOfPairs(way) < priceOfPairs(rival)) next.set(taken | bit, way);
      }
    }
    states = next;
  }
  return Array.from(states, ([taken, state]) => {
    const left = long.reduce((sum, token, place) => ((taken & (2 ** place)) === 0 ? sum + worth[token.commonness].leftover : sum), 0);
    return { partners: state.partners, price: priceOfPairs(state) + left };
  }).reduce((best, state) => (state.price < best.price ? state : best));
}

/**
 * Joins two tokens of one name where the other name writes them as one (Xiao Ming and Xiaoming, Ben Ali and Benali).
 * Both orders are tried, because tokens have no order here.
 */
function joined(tokens: readonly Token[], others: readonly Token[]): readonly Token[] {
  for (const other of others) {
    for (const first of tokens) {
      for (const second of tokens) {
        if (first === second || first.vowelless !== second.vowelless) continue;
        if (Math.abs(first.letters.length + second.letters.length - other.letters.length) > 2) continue;
        const whole = joinedToken(first, second);
        const alone = Math.max(compareTokens(first, other).value, compareTokens(second, other).value);
        const together = compareTokens(whole, other).value;
        if (together < 0.88 || together <= alone) continue;
        return joined([...tokens.filter((token) => token !== first && token !== second), whole], others);
      }
    }
  }
  return tokens;
}

/** A match on one part alone, where the other name has more, leaves doubt; the commoner the part the more. */
function thinness(evidence: number, leftovers: number): number {
  return leftovers === 0 ? 0 : Math.max(0, 1.3 - evidence) * 0.6;
}

/**
 * How well two written names can belong to one person, in any script, spelling and order of parts.
 *
 * Parts are paired so that the whole costs least; a part that contradicts its partner weighs heavily, a part that only one name has
 * (a middle or father's name) hardly. Symmetric; 1 for equal names whatever the order, accents and capitals; 0 where a name is empty.
 */
export function scoreNames(a: string, b: string): NameScore {
  const tokensA = tokensOf(a);
  const tokensB = tokensOf(b);
  const spelled = (tokens: readonly Token[]): string => tokens.map(({ letters }) => letters).join(' ');
  const apart = spelled(tokensA) <= spelled(tokensB) ? scoreTokens(tokensA, tokensB) : mirrored(scoreTokens(tokensB, tokensA));
  return apart.score > 0 && apart.score < misplacedSpace && runTogether(a) === runTogether(b) ? { ...apart, score: misplacedSpace } : apart;
}

/** What is left of a perfect score where the same letters are parted elsewhere: `Fat ouDiallo`. */
const misplacedSpace = 0.9;

/** All letters of a name as one word, in the order written. */
function runTogether(name: string): string {
  return romanise(name).map(({ letters }) => letters).join('');
}

function mirrored({ score, evidence, pairs, left }: NameScore): NameScore {
  return {
    score,
    evidence,
    pairs: pairs.map((pair) => ({ a: pair.b, b: pair.a, how: pair.how, likeness: pair.likeness })),
    left: { a: left.b, b: left.a },
  };
}

function scoreTokens(givenA: readonly Token[], givenB: readonly Token[]): NameScore {
  if (givenA.length === 0 || givenB.length === 0) return { score: 0, evidence: 0, pairs: [], left: { a: [], b: [] } };
  const tokensA = joined(givenA, givenB);
  const tokensB = joined(givenB, tokensA);
  const solidA = solid(tokensA);
  const solidB = solid(tokensB);
  const joiningWords = Math.abs(tokensA.length - solidA.length - (tokensB.length - solidB.length)) * worth.particle.leftover;
  return solidA.length <= solidB.length ? scorePaired(solidA, solidB, joiningWords) : mirrored(scorePaired(solidB, solidA, joiningWords));
}

/** The parts that must find a partner; joining words (Abd, Ben, -eddine, Hajj) need none, unless the name is nothing else. */
function solid(tokens: readonly Token[]): readonly Token[] {
  const telling = tokens.filter(({ commonness }) => commonness !== 'particle');
  return telling.length > 0 ? telling : tokens;
}

function scorePaired(short: readonly Token[], long: readonly Token[], joiningWords: number): NameScore {
  const { price, partners } = assign(short, long);
  let evidence = 0;
  const pairs: PairedTokens[] = [];
  for (const [index, token] of short.entries()) {
    const partner = long[partners[index] ?? 0] ?? token;
    const { value, how } = compareTokens(token, partner);
    pairs.push({ a: token.letters, b: partner.letters, how, likeness: value });
    if (value >= 0.75) evidence += Math.min(worth[token.commonness].evidence, worth[partner.commonness].evidence) * value;
  }
  const left = long.filter((_, place) => !partners.includes(place));
  const score = Math.exp(-(price + joiningWords + thinness(evidence, left.length)));
  return { score, evidence, pairs, left: { a: [], b: left.map(({ letters }) => letters) } };
}
