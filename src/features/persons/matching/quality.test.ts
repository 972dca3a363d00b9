import { describe, expect, it } from 'vitest';
import {
  atThreshold, blockingRecall, judgeNames, judgeRecords, likelyThreshold, qualityOf, readPairs, recordsOf, setsAndSplits, splits,
} from '../../../../bench/matching/quality.ts';

/** What the matcher falls short of 0.95 is said in `bench/matching/README.md`; it must not fall further. */
const leastAuc = (set: string, split: string): number => (set === 'unseen' && split === 'held-out' ? 0.94 : 0.95);

/** The bars that the matcher must not fall under; `bench/matching/measure.ts` prints where it stands. */
describe.each(setsAndSplits)('on the $split half of the set $set the matcher', ({ set, split }) => {
  const pairs = readPairs(set).filter((pair) => pair.split === split);

  it('tells spellings of one name from names of two people', () => {
    const { auc, bestF1, recallAt95 } = qualityOf(judgeNames(pairs));
    expect(auc).toBeGreaterThanOrEqual(leastAuc(set, split));
    expect(bestF1).toBeGreaterThanOrEqual(0.88);
    expect(recallAt95).toBeGreaterThanOrEqual(0.75);
  });

  it('would be shown nearly every true pair by the index', () => {
    expect(blockingRecall(pairs.filter(({ same }) => same))).toBeGreaterThanOrEqual(0.985);
  });
});

describe.each(splits)('on made records of the %s names the matcher', (split) => {
  it('finds people who were written down twice, and leaves siblings, twins and namesakes apart', () => {
    expect(atThreshold(judgeRecords(recordsOf(split, 1500)), likelyThreshold).f1).toBeGreaterThanOrEqual(0.985);
  });
});
