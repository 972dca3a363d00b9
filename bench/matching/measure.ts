import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { scoreNames, scorePersons } from '../../src/features/persons/matching/index.ts';
import { atThreshold, blockingRecall, judgeNames, judgeRecords, likelyThreshold, qualityOf, readPairs, recordsOf, splits } from './quality.ts';
import type { LabelledPair, Split } from './quality.ts';

/**
 * Measures the duplicate matcher on labelled pairs and on made records, prints the figures and keeps them in `figures.json`.
 * Run with: node bench/matching/measure.ts
 */
const pairs = readPairs();
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

function nameFigures(chosen: readonly LabelledPair[]) {
  const { auc, bestF1, bestThreshold, recallAt95 } = qualityOf(judgeNames(chosen));
  return { pairs: chosen.length, auc: rounded(auc), bestF1: rounded(bestF1), bestThreshold: rounded(bestThreshold), recallAt95: rounded(recallAt95) };
}

function figuresOf(split: Split) {
  const own = pairs.filter((pair) => pair.split === split);
  const origins = Array.from(new Set(own.map(({ origin }) => origin)));
  const records = recordsOf(split);
  const judged = judgeRecords(records);
  const atLikely = atThreshold(judged, likelyThreshold);
  const written = records.filter(({ same }) => same).map(({ a, b }) => ({ a: a.names[0] ?? '', b: b.names[0] ?? '' }));
  return {
    split,
    names: { overall: nameFigures(own), ...Object.fromEntries(origins.map((origin) => [origin, nameFigures(own.filter((pair) => pair.origin === origin))])) },
    records: {
      pairs: records.length,
      f1AtLikely: rounded(atLikely.f1),
      precisionAtLikely: rounded(atLikely.precision),
      recallAtLikely: rounded(atLikely.recall),
      auc: rounded(qualityOf(judged).auc),
    },
    blockingRecall: { names: rounded(blockingRecall(own.filter(({ same }) => same))), records: rounded(blockingRecall(written)) },
  };
}

/** Pairs a second, after one round to fill the caches as a running server has them filled. */
function speedOf(work: () => void, count: number): number {
  work();
  const start = performance.now();
  work();
  return Math.round((count * 1000) / (performance.now() - start));
}

const records = recordsOf('held-out');
const quality = splits.map(figuresOf);
const figures = {
  quality,
  pairsPerSecond: {
    names: speedOf(() => pairs.forEach(({ a, b }) => scoreNames(a, b)), pairs.length),
    records: speedOf(() => records.forEach(({ a, b }) => scorePersons(a, b)), records.length),
  },
};

for (const { split, names, records: recordFigures, blockingRecall: recall } of quality) {
  print(`\n${split}`);
  for (const [origin, value] of Object.entries(names)) {
    print(`  ${origin.padEnd(26)} ${String(value.pairs).padStart(4)} pairs  AUC ${value.auc.toFixed(3)}  F1 ${value.bestF1.toFixed(3)}  recall@95 ${value.recallAt95.toFixed(3)}`);
  }
  print(`  records: F1 ${recordFigures.f1AtLikely} (precision ${recordFigures.precisionAtLikely}, recall ${recordFigures.recallAtLikely}) at 'likely'`);
  print(`  found by the index: names ${recall.names}, records ${recall.records}`);
}
print(`\npairs a second: names ${figures.pairsPerSecond.names}, records ${figures.pairsPerSecond.records}`);
writeFileSync(new URL('figures.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`);
