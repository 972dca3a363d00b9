import { readFileSync } from 'node:fs';
import { blockingKeys, defaultSettings, scoreNames, scorePersons, searchKeys } from '../../src/features/persons/matching/index.ts';
import { recordPairs } from './records.ts';
import type { RecordPair } from './records.ts';

/**
 * A set of labelled pairs, each with halves of its own: `pairs` was written together with the list of well-known names; `unseen` later,
 * from names that stand neither in that list nor in `pairs`, and was split before a rule was changed for it.
 */
export type PairSet = 'pairs' | 'unseen';
export const setsAndSplits: readonly { readonly set: PairSet; readonly split: Split }[] = [
  { set: 'pairs', split: 'development' }, { set: 'pairs', split: 'held-out' },
  { set: 'unseen', split: 'development' }, { set: 'unseen', split: 'held-out' },
];

/** One labelled line. The split was drawn by a hash of the pair before anything was tuned on it. */
export interface LabelledPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  readonly origin: string;
  /** `second` and `later` for pairs added to the development half afterwards; `known` where the parts that tell the pair apart stand in the list of well-known names or in the other set. */
  readonly note: string;
  readonly split: Split;
}

export type Split = 'development' | 'held-out';
export const splits: readonly Split[] = ['development', 'held-out'];

/** @throws {Error} for a line whose label or split is not one of those allowed */
export function readPairs(set: PairSet): LabelledPair[] {
  const lines = readFileSync(new URL(`${set}.tsv`, import.meta.url), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [a = '', b = '', same, origin = '', note = '', split] = line.split('\t');
    if ((same !== '0' && same !== '1') || (split !== 'development' && split !== 'held-out')) throw new Error(`not a labelled pair: ${line}`);
    return { a, b, same: same === '1', origin, note, split };
  });
}

export interface Judged {
  readonly score: number;
  readonly same: boolean;
}

export interface Quality {
  readonly pairs: number;
  /** Chance that a pair of one person scores above a pair of two; ties count half. */
  readonly auc: number;
  readonly bestF1: number;
  readonly bestThreshold: number;
  /** The largest share of true pairs found at a threshold where at least 95 in 100 of those proposed are true. */
  readonly recallAt95: number;
}

/** Quality of scores over all thresholds; pairs with equal scores are taken together. */
export function qualityOf(judged: readonly Judged[]): Quality {
  const positives = judged.filter(({ same }) => same);
  const negatives = judged.filter(({ same }) => !same);
  const wins = positives.reduce(
    (sum, { score }) => sum + negatives.reduce((part, other) => part + (score > other.score ? 1 : score === other.score ? 0.5 : 0), 0),
    0,
  );
  let bestF1 = 0;
  let bestThreshold = 1;
  let recallAt95 = 0;
  for (const threshold of new Set(judged.map(({ score }) => score))) {
    const { f1, precision, recall } = atThreshold(judged, threshold);
    if (f1 > bestF1) [bestF1, bestThreshold] = [f1, threshold];
    if (precision >= 0.95) recallAt95 = Math.max(recallAt95, recall);
  }
  return { pairs: judged.length, auc: wins / (positives.length * negatives.length), bestF1, bestThreshold, recallAt95 };
}

export interface ThresholdQuality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function atThreshold(judged: readonly Judged[], threshold: number): ThresholdQuality {
  const proposed = judged.filter(({ score }) => score >= threshold);
  const right = proposed.filter(({ same }) => same).length;
  const all = judged.filter(({ same }) => same).length;
  return {
    precision: proposed.length === 0 ? 1 : right / proposed.length,
    recall: right / all,
    f1: (2 * right) / (proposed.length + all),
  };
}

export function judgeNames(pairs: readonly LabelledPair[]): Judged[] {
  return pairs.map(({ a, b, same }) => ({ score: scoreNames(a, b).score, same }));
}

export function judgeRecords(pairs: readonly RecordPair[]): Judged[] {
  return pairs.map(({ a, b, same }) => ({ score: scorePersons(a, b).probability, same }));
}

/** Share of true pairs that the index finds: the keys searched for the one and the keys stored for the other meet, both ways round. */
export function blockingRecall(pairs: readonly { readonly a: string; readonly b: string }[]): number {
  const finds = (query: string, stored: string): boolean => {
    const keys = new Set(blockingKeys([stored]));
    return searchKeys(query).some((key) => keys.has(key));
  };
  const found = pairs.reduce((sum, { a, b }) => sum + (Number(finds(a, b)) + Number(finds(b, a))) / 2, 0);
  return found / pairs.length;
}

/** Records of one split: its own seed and its own half of the names. */
export function recordsOf(split: Split, count = 6000): RecordPair[] {
  return split === 'development' ? recordPairs(1, 0, count) : recordPairs(2, 1, count);
}

export const likelyThreshold = defaultSettings.likely;
