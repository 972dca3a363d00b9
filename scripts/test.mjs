// `npm test`: types, lint, rules of the house, unit, database and browser tests. Prints how many passed.
import { prepared, run, tool } from './prepare.mjs';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

await prepared();
const folder = mkdtempSync(join(tmpdir(), 'reti-results-'));
const results = join(folder, 'results.json');
// The oldest promised server, where the machine has it.
const oldest = '/usr/lib/postgresql/15/bin';
const steps = [
  ['types', () => tool('tsc', ['--noEmit'])],
  ['lint', () => tool('oxlint', [])],
  ['pages', () => run(['src/app/cli.ts', 'pages', 'build'])],
  ['tests', () => tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`])],
  ...(existsSync(join(oldest, 'postgres')) ? [['database tests on PostgreSQL 15', () => tool('vitest', ['run', '--project', 'database', '--exclude', 'src/app/lifecycle*'], { RETI_TEST_POSTGRES: oldest })]] : []),
];
let failed = 0;
for (const [name, step] of steps) {
  const started = Date.now();
  const code = await step();
  process.stdout.write(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)\n`);
  if (code !== 0) failed += 1;
}
if (!existsSync(join(oldest, 'postgres'))) process.stdout.write('PostgreSQL 15 is not installed here: the database tests ran on the embedded server only.\n');
const counted = JSON.parse(readFileSync(results, 'utf8'));
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed, ${counted.numPendingTests + counted.numTodoTests} skipped\n`);
process.exitCode = failed > 0 || counted.numFailedTests > 0 || counted.numPassedTests === 0 ? 1 : 0;
