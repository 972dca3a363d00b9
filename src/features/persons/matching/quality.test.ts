import { describe, expect, it } from 'vitest';
import {
  atThreshold, blockingRecall, judgeNames, judgeRecords, likelyThreshold, qualityOf, readPairs, recordsOf, setsAndSplits, splits,
} from '../../../../bench/matching/quality.ts';

/** The bars that the matcher must not fall under; `bench/matching/measure.ts` prints where it stands. */
describe.each(setsAndSplits)('on the $split half of the set $set the matcher', ({ set, split }) => {
  const pairs = readPairs(set).filter((pair) => pair.split === split);

  it('tells spellings of one name from names of two people', () => {
    const { auc, bestF1, recallAt95 } = qualityOf(judgeNames(pairs));
    expect(auc).toBeGreaterThanOrEqual(0.95);
    expect(bestF1).toBeGreaterThanOrEqual(0.88);
    expect(recallAt95).toBeGreaterThanOrEqual(0.75);
  });

  it('would be shown nearly every true pair by the index', () => {
    expect(blockingRecall(pairs.filter(({ same }) => same))).toBeGreaterThanOrEqual(0.98);
  });
});

describe.each(splits)('on made records of the %s names the matcher', (split) => {
  it('finds people who were written down twice, and leaves siblings, twins and namesakes apart', () => {
    expect(atThreshold(judgeRecords(recordsOf(split, 2000)), likelyThreshold).f1).toBeGreaterThanOrEqual(0.985);
  });
});
