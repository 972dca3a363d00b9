import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { launch } from '../e2e/support/launch.ts';
import { root } from '../src/app/build.ts';
import { demoEmail } from '../src/app/people.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { servedDemonstration } from './demonstration.ts';
import type { Outdoors } from './outdoors-page.ts';

/**
 * `node bench/outdoors.ts`: a cheap telephone in a field. Its browser has a sixth of this machine's speed; it notes contacts with no network, and
 * then finds a line of 400 kbit/s with 400 ms there and back. What is measured is the product's own queue in a page of the product: sealing,
 * disk, packing and network are the real ones. The server is the real one too, on the same machine. Kept in `figures-outdoors.json`.
 */
const PHONE = { viewport: { width: 360, height: 740 }, slower: 6, bitsPerSecond: 400_000, latency: 400 };
const CONTACTS = 500;
const RUNS = 3;

const loadBefore = loadavg()[0] ?? 0;
const { address, stop } = await servedDemonstration();

/** The page's half, made into one file as the product's own pages are. */
async function script(): Promise<string> {
  const built = await build({ root, configFile: false, logLevel: 'error', define: { 'process.env.NODE_ENV': '"production"' }, build: { write: false, lib: { entry: join(import.meta.dirname, 'outdoors-page.ts'), formats: ['es'], fileName: 'outdoors' }, rolldownOptions: { output: { codeSplitting: false } } } });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('the page was not built');
  return first.output.flatMap((file) => (file.type === 'chunk' ? [file] : [])).toSorted((one, other) => Number(other.isEntry) - Number(one.isEntry)).map((file) => file.code)[0] ?? '';
}

const browser = await launch();
const code = await script();
const runs: { saves: number[]; sent: Awaited<ReturnType<Outdoors['send']>> }[] = [];
try {
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ viewport: PHONE.viewport, hasTouch: true, locale: 'it-IT', baseURL: address });
    const page = await context.newPage();
    await page.route('**/outdoors.js', (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
    await page.goto('/');
    await page.locator('input[type=email]').fill(demoEmail('amal'));
    await page.locator('input[type=password]').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    await page.addScriptTag({ url: '/outdoors.js', type: 'module' });
    await page.waitForFunction(() => 'outdoors' in window);
    const tools = await context.newCDPSession(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
    // The first opens the store; that is not what a tap costs.
    await page.evaluate(() => (window as unknown as { outdoors: Outdoors }).outdoors.record(1));
    const saves = await page.evaluate((count) => (window as unknown as { outdoors: Outdoors }).outdoors.record(count), CONTACTS - 1);
    await tools.send('Network.enable');
    await tools.send('Network.emulateNetworkConditions', { offline: false, latency: PHONE.latency, downloadThroughput: PHONE.bitsPerSecond / 8, uploadThroughput: PHONE.bitsPerSecond / 8 });
    const sent = await page.evaluate(() => (window as unknown as { outdoors: Outdoors }).outdoors.send());
    if (sent.left > 0) throw new Error(`${sent.left} contacts did not reach the server`);
    runs.push({ saves, sent });
    await context.close();
  }
} finally {
  await browser.close();
  await stop();
}

const at = (numbers: readonly number[], share: number): number => Math.round((numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN) * 10) / 10;
const saves = runs.flatMap((run) => run.saves);
const figures = {
  measuredAt: new Date().toISOString(), loadBefore: Math.round(loadBefore * 100) / 100, phone: PHONE, contacts: CONTACTS, runs: RUNS,
  localSaveMs: { median: at(saves, 0.5), p95: at(saves, 0.95), most: at(saves, 1), goal: 100 },
  reachedServerSeconds: { each: runs.map(({ sent }) => Math.round(sent.milliseconds) / 1_000), median: at(runs.map(({ sent }) => sent.milliseconds / 1_000), 0.5), underway: runs.map(({ sent }) => Math.round(sent.underway) / 1_000), requests: runs[0]?.sent.requests, goal: 10 },
};
writeFileSync(join(import.meta.dirname, 'figures-outdoors.json'), `${JSON.stringify(figures, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
