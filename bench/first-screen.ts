import { launch } from '../e2e/support/launch.ts';

/** A cheap phone on a weak network: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms there and back. */
const PHONE = { viewport: { width: 360, height: 740 }, slower: 4, bitsPerSecond: 1_600_000, latency: 150 };
const RUNS = 5;

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/**
 * Seconds from the address until the sign-in can be typed into, on a phone that was never here and on the same one the next time; and the
 * first paint of the first time. Medians of five phones. The browser slows itself down; the server is as fast as it is.
 */
export async function firstScreen(url: string): Promise<{ first: number; again: number; firstPaint: number }> {
  const browser = await launch();
  const found: { first: number; again: number; firstPaint: number }[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      const context = await browser.newContext({ viewport: PHONE.viewport, hasTouch: true, locale: 'it-IT' });
      const page = await context.newPage();
      const tools = await context.newCDPSession(page);
      await tools.send('Network.enable');
      await tools.send('Network.emulateNetworkConditions', { offline: false, latency: PHONE.latency, downloadThroughput: PHONE.bitsPerSecond / 8, uploadThroughput: PHONE.bitsPerSecond / 16 });
      await tools.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
      const visit = async (): Promise<number> => {
        await page.goto(url, { waitUntil: 'commit', timeout: 120_000 });
        await page.locator('input[type=email]').waitFor({ timeout: 120_000 });
        return page.evaluate(() => performance.now() / 1_000);
      };
      const first = await visit();
      const firstPaint = await page.evaluate(() => (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN) / 1_000);
      found.push({ first, firstPaint, again: await visit() });
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return { first: median(found.map((one) => one.first)), again: median(found.map((one) => one.again)), firstPaint: median(found.map((one) => one.firstPaint)) };
}
