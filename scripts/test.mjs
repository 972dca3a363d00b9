// `npm test`: types, lint, rules of the house, unit, database and browser tests. Prints how many passed.
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepared, run, tool } from './prepare.mjs';

await prepared();
const folder = mkdtempSync(join(tmpdir(), 'reti-results-'));
// The oldest promised server, where the machine has it.
const oldest = '/usr/lib/postgresql/15/bin';
const hasOldest = existsSync(join(oldest, 'postgres'));
const counted = { passed: 0, failed: 0, skipped: 0 };
/** What is said again at the end, where it is looked for: each step and each test that failed, and why. */
const failures = [];

/** Runs some of the tests, says what they said once they have ended, and counts them. @param name of the files they write meanwhile */
async function tests(name, projects, more = [], environment = {}) {
  const [said, results] = ['txt', 'json'].map((kind) => join(folder, `${name}.${kind}`));
  const output = openSync(said, 'w');
  const code = await tool('vitest', ['run', ...projects.flatMap((project) => ['--project', project]), ...more, '--reporter=default', '--reporter=json', `--outputFile.json=${results}`], environment, output);
  closeSync(output);
  process.stdout.write(readFileSync(said, 'utf8'));
  if (!existsSync(results)) return 1;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
  for (const file of testResults.filter(({ status }) => status === 'failed')) {
    const ofFile = file.assertionResults.filter(({ status }) => status === 'failed');
    failures.push(...ofFile.map(({ fullName, failureMessages }) => `${file.name}\n  ${fullName}\n    ${failureMessages.join('\n').slice(0, 2_000)}`));
    if (ofFile.length === 0) failures.push(`${file.name}\n    ${file.message.slice(0, 2_000)}`);
  }
  counted.passed += numPassedTests;
  counted.failed += numFailedTests;
  counted.skipped += numPendingTests + numTodoTests;
  return code || (numPassedTests === 0 ? 1 : 0);
}

/** Runs steps one after the other. @returns how many failed */
async function inTurn(steps) {
  let failed = 0;
  for (const [name, step] of steps) {
    const started = Date.now();
    process.stdout.write(`${name}…\n`);
    const code = await step();
    process.stdout.write(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)\n`);
    if (code === 0) continue;
    failed += 1;
    failures.push(`step: ${name}`);
  }
  return failed;
}

/** How many steps run beside each other: each spends half its time waiting for pages, disks and its own clocks. */
const beside = 3;

/** Runs steps beside each other, in their order. @returns how many failed of each row */
async function sideBySide(steps) {
  const waiting = [...steps];
  const row = async () => {
    let failed = 0;
    for (let step = waiting.shift(); step; step = waiting.shift()) failed += await inTurn([step]);
    return failed;
  };
  return Promise.all(Array.from({ length: beside }, row));
}

// The people of the demonstration are made once, while the code is looked at; each part of the walks takes a copy.
const demonstration = join(folder, 'demonstration');
chmodSync(folder, 0o755);
const first = (await Promise.all([
  inTurn([
    ['types', () => tool('tsc', ['--noEmit'])],
    ['lint', () => tool('oxlint', [])],
    ['pages', () => run(['src/app/cli.ts', 'pages', 'build'])],
  ]),
  inTurn([['demonstration', () => run(['e2e/support/demonstration.ts', demonstration])]]),
])).reduce((sum, count) => sum + count, 0);
const walks = (name, files) => tests(name, ['journeys'], files, { RETI_DEMONSTRATION: demonstration });
// What looks at each screen in turn is as much work as all the other walks together.
const screens = ['accessibility', 'finestre', 'guasti', 'tastiera'].map((name) => `e2e/${name}.journey.ts`);
const without = (files) => files.flatMap((file) => ['--exclude', file]);
// How a file is read, how names are matched and how the program starts and ends is the same on every server. So is each row of the table of rights, which
// takes long to ask, and each route asked by each role: the sentences of the rooms and the attacks prove on the oldest server that rights hold there.
const sameEverywhere = ['src/app/lifecycle*', 'src/features/imports/*', 'src/features/persons/unseen*', 'src/app/permissions/permissions*', 'src/app/permissions/firewall*'];
// The longest first. Walks in one town go one after the other, so they are halved into towns of their own.
const rest = await sideBySide([
  ['unit and database tests', () => tests('all', ['unit', 'database'])],
  ['walks of people, one half', () => walks('people-1', [...without(screens), '--shard=1/2'])],
  ['walks of people, the other half', () => walks('people-2', [...without(screens), '--shard=2/2'])],
  ['walk through every screen', () => walks('screens', screens.slice(0, 1))],
  ['walks through what opens, fails and is typed', () => walks('windows', screens.slice(1))],
  ...(hasOldest ? [['database tests on PostgreSQL 15', () => tests('oldest', ['database'], without(sameEverywhere), { RETI_TEST_POSTGRES: oldest })]] : []),
]);
if (!hasOldest) process.stdout.write('PostgreSQL 15 is not installed here: the database tests ran on the embedded server only.\n');
rmSync(folder, { recursive: true, force: true });
const failed = [first, ...rest].reduce((sum, count) => sum + count, 0);
if (failures.length > 0) process.stdout.write(`\nWhat failed:\n${failures.join('\n')}\n\n`);
process.stdout.write(`${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped\n`);
process.exitCode = failed > 0 || counted.failed > 0 || counted.passed === 0 ? 1 : 0;
