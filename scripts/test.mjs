// `npm test`: types, lint, rules of the house, unit, database and browser tests. Prints how many passed.
import { prepared, tool } from './prepare.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

await prepared();
const folder = mkdtempSync(join(tmpdir(), 'reti-results-'));
const results = join(folder, 'results.json');
const steps = [
  ['types', () => tool('tsc', ['--noEmit'])],
  ['lint', () => tool('oxlint', [])],
  ['web', () => tool('vite', ['build', '--logLevel', 'warn'])],
  ['tests', () => tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`])],
];
let failed = 0;
for (const [name, step] of steps) {
  const started = Date.now();
  const code = await step();
  process.stdout.write(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)\n`);
  if (code !== 0) failed += 1;
}
const counted = JSON.parse(readFileSync(results, 'utf8'));
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed, ${counted.numPendingTests + counted.numTodoTests} skipped\n`);
process.exitCode = failed > 0 || counted.numFailedTests > 0 || counted.numPassedTests === 0 ? 1 : 0;
