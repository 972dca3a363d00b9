import { readFileSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launch } from '../e2e/support/launch.ts';
import { root } from '../src/app/build.ts';
import { demoEmail } from '../src/app/people.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { servedDemonstration } from './demonstration.ts';

/** A slow telephone: a sixth of this machine's speed. */
const SLOWER = 6;
/** The edge of a network: 400 kbit/s, 400 ms there and back. */
const EDGE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
/** Whoever works with them has five telephones at most, and one of the demonstration. */
const RUNS = 3;
const PIN = '482957';

const web = join(root, 'dist/web');
const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;

/** What the service worker keeps, in kB as it travels: the program, and what a day outside needs beside it. */
function keptKilobytes(): { shell: number; outing: number } {
  const lists = [...readFileSync(join(web, 'service-worker.js'), 'utf8').matchAll(/\[("\/[^\]]*)\]/g)].map(([, list = '']) => JSON.parse(`[${list}]`) as string[]);
  const weigh = (paths: readonly string[] = []): number => Math.round(paths.map((path) => join(web, path === '/' ? 'index.html' : path)).reduce((sum, file) => {
    try {
      return sum + statSync(`${file}.br`).size;
    } catch {
      return sum + statSync(file).size;
    }
  }, 0) / 1_000);
  return { shell: weigh(lists[0]), outing: weigh(lists[1]) };
}

async function slowed(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/** Amal's telephone, enrolled, with everything that it keeps. */
async function enrolled(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(address);
  await page.getByLabel('Indirizzo email').fill(demoEmail('amal'));
  await page.getByLabel('Password').first().fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  await page.goto(`${address}/account`);
  await page.getByRole('button', { name: 'Usa questo telefono sulla strada' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('PIN', { exact: true }).fill(PIN);
  await dialog.getByLabel('Il PIN, ancora una volta').fill(PIN);
  const synced = page.waitForResponse((response) => response.url().endsWith('/api/calls'));
  await dialog.getByRole('button', { name: 'Prepara questo telefono' }).click();
  await synced;
  await page.waitForFunction(async () => (await caches.match('/kept-for-the-street')) !== undefined);
  await page.waitForTimeout(1_000);
  return page;
}

/** `node bench/device.ts`: how fast a telephone opens with no network, and how long its first sync takes at the edge of one. Medians of three. */
async function measure(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const { address, stop } = await servedDemonstration();
  const browser = await launch();
  try {
    const found: { locked: number; opened: number; sync: number; bytes: number }[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'it-IT' });
      const first = await enrolled(context, address);

      // Opening: from nothing to the digits, and from the PIN to the day.
      await context.setOffline(true);
      const page = await slowed(context);
      await first.close();
      await page.goto(address, { waitUntil: 'commit' });
      await page.getByRole('button', { name: '1', exact: true }).waitFor();
      const locked = await page.evaluate(() => performance.now());
      await page.keyboard.type(PIN);
      const asked = performance.now();
      await page.getByRole('button', { name: 'Apri', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
      const opened = performance.now() - asked;

      // First sync: everything of the pack anew, at the edge of a network.
      const fresh = await slowed(context);
      const tools = await context.newCDPSession(fresh);
      await tools.send('Network.enable');
      await page.evaluate(async () => {
        const store = await new Promise<IDBDatabase>((done, failed) => {
          const request = indexedDB.open('reti-drafts');
          request.addEventListener('success', () => done(request.result));
          request.addEventListener('error', () => failed(request.error));
        });
        const drafts = store.transaction('drafts', 'readwrite').objectStore('drafts');
        const keys = await new Promise<IDBValidKey[]>((done) => {
          const request = drafts.getAllKeys();
          request.addEventListener('success', () => done(request.result));
        });
        for (const key of keys) if (String(key).includes('/pack/')) drafts.delete(key);
        store.close();
      });
      await page.close();
      // Only now: a page that was there when the network came back would have fetched it all before it is measured.
      await context.setOffline(false);
      await tools.send('Network.emulateNetworkConditions', EDGE);
      await fresh.goto(address, { waitUntil: 'commit' });
      const request = await fresh.waitForRequest((one) => one.url().endsWith('/api/pack'));
      const began = performance.now();
      const answer = await fresh.waitForResponse((one) => one.url().endsWith('/api/calls'));
      const { responseBodySize } = await answer.request().sizes();
      await answer.finished();
      found.push({ locked, opened, sync: performance.now() - began, bytes: responseBodySize });
      if (request.failure()) throw new Error('the pack was not answered');
      await context.close();
    }
    const of = (what: 'locked' | 'opened' | 'sync' | 'bytes'): number => median(found.map((one) => one[what]));
    const { shell, outing } = keptKilobytes();
    process.stdout.write([
      `load before: ${load.toFixed(2)}${load > 0.5 ? ' (busy: the figures say more of the machine than of the pages)' : ''}`,
      `kept on the telephone: ${shell} kB of the program, ${outing} kB for a day outside, as they travel`,
      `opens with no network at a sixth of the speed: ${seconds(of('locked'))} to the digits (goal 1.5 s), ${seconds(of('opened'))} from the PIN to the day`,
      `first sync of an outing at 400 kbit/s and 400 ms: ${seconds(of('sync'))} (goal 2 s), ${Math.round(of('bytes') / 1_000)} kB`,
      '',
    ].join('\n'));
  } finally {
    await browser.close();
    await stop();
  }
}

await measure();
