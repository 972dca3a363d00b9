import { describe, expect, it } from 'vitest';
import {
  atThreshold, blockingRecall, judgeNames, judgeRecords, likelyThreshold, qualityOf, readPairs, recordsOf, splits,
} from '../../../../bench/matching/quality.ts';

/** The bars that the matcher must not fall under; `bench/matching/measure.ts` prints where it stands. */
describe.each(splits)('on the %s half of the labelled data the matcher', (split) => {
  const pairs = readPairs().filter((pair) => pair.split === split);
  const records = recordsOf(split, 3000);

  it('tells spellings of one name from names of two people', () => {
    const { auc, bestF1, recallAt95 } = qualityOf(judgeNames(pairs));
    expect(auc).toBeGreaterThanOrEqual(0.95);
    expect(bestF1).toBeGreaterThanOrEqual(0.88);
    expect(recallAt95).toBeGreaterThanOrEqual(0.75);
  });

  it('finds people who were written down twice, and leaves siblings, twins and namesakes apart', () => {
    expect(atThreshold(judgeRecords(records), likelyThreshold).f1).toBeGreaterThanOrEqual(0.985);
  });

  it('would be shown nearly every true pair by the index', () => {
    expect(blockingRecall(pairs.filter(({ same }) => same))).toBeGreaterThanOrEqual(0.98);
  });
});
