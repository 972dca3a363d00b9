import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { scoreNames, scorePersons } from '../../src/features/persons/matching/index.ts';
import { atThreshold, blockingRecall, judgeNames, judgeRecords, likelyThreshold, qualityOf, readPairs, recordsOf, setsAndSplits, splits } from './quality.ts';
import type { LabelledPair, PairSet, Split } from './quality.ts';

/**
 * Measures the duplicate matcher on labelled pairs and on made records, prints the figures and keeps them in `figures.json`.
 * Run with: node bench/matching/measure.ts
 */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

function nameFigures(chosen: readonly LabelledPair[]) {
  const { auc, bestF1, bestThreshold, recallAt95 } = qualityOf(judgeNames(chosen));
  return { pairs: chosen.length, auc: rounded(auc), bestF1: rounded(bestF1), bestThreshold: rounded(bestThreshold), recallAt95: rounded(recallAt95) };
}

function figuresOfNames(set: PairSet, split: Split) {
  const own = readPairs(set).filter((pair) => pair.split === split);
  const origins = Array.from(new Set(own.map(({ origin }) => origin)));
  return {
    set,
    split,
    names: {
      overall: nameFigures(own),
      ...(set === 'unseen' ? { 'without known names': nameFigures(own.filter(({ note }) => note !== 'known')) } : {}),
      ...Object.fromEntries(origins.map((origin) => [origin, nameFigures(own.filter((pair) => pair.origin === origin))])),
    },
    blockingRecall: rounded(blockingRecall(own.filter(({ same }) => same))),
  };
}

function figuresOfRecords(split: Split) {
  const records = recordsOf(split);
  const judged = judgeRecords(records);
  const atLikely = atThreshold(judged, likelyThreshold);
  const written = records.filter(({ same }) => same).map(({ a, b }) => ({ a: a.names[0] ?? '', b: b.names[0] ?? '' }));
  return {
    split,
    pairs: records.length,
    f1AtLikely: rounded(atLikely.f1),
    precisionAtLikely: rounded(atLikely.precision),
    recallAtLikely: rounded(atLikely.recall),
    auc: rounded(qualityOf(judged).auc),
    blockingRecall: rounded(blockingRecall(written)),
  };
}

/** Pairs a second, after one round to fill the caches as a running server has them filled. */
function speedOf(work: () => void, count: number): number {
  work();
  const start = performance.now();
  work();
  return Math.round((count * 1000) / (performance.now() - start));
}

const everyPair = (['pairs', 'unseen'] as const).flatMap(readPairs);
const everyRecord = recordsOf('held-out');
const names = setsAndSplits.map(({ set, split }) => figuresOfNames(set, split));
const records = splits.map(figuresOfRecords);
const pairsPerSecond = {
  names: speedOf(() => everyPair.forEach(({ a, b }) => scoreNames(a, b)), everyPair.length),
  records: speedOf(() => everyRecord.forEach(({ a, b }) => scorePersons(a, b)), everyRecord.length),
};

for (const { set, split, names: figures, blockingRecall: recall } of names) {
  print(`\n${set}, ${split}: found by the index ${recall}`);
  for (const [origin, value] of Object.entries(figures)) {
    print(`  ${origin.padEnd(26)} ${String(value.pairs).padStart(4)} pairs  AUC ${value.auc.toFixed(3)}  F1 ${value.bestF1.toFixed(3)}  recall@95 ${value.recallAt95.toFixed(3)}`);
  }
}
for (const { split, f1AtLikely, precisionAtLikely, recallAtLikely, blockingRecall: recall } of records) {
  print(`\nrecords, ${split}: F1 ${f1AtLikely} (precision ${precisionAtLikely}, recall ${recallAtLikely}) at 'likely'; found by the index ${recall}`);
}
print(`\npairs a second: names ${pairsPerSecond.names}, records ${pairsPerSecond.records}`);
writeFileSync(new URL('figures.json', import.meta.url), `${JSON.stringify({ names, records, pairsPerSecond }, null, 2)}\n`);
