import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { launch } from '../e2e/support/launch.ts';
import { demoEmail } from '../src/app/people.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { servedDemonstration } from './demonstration.ts';

/**
 * `node bench/pieces.ts`: how large the pieces of a file should be, over a line of 400 kbit/s with 400 ms there and back. A file of one megabyte goes to the real
 * server in pieces of each size, one after the other, as the queue sends them. What a cut costs and what an urgent call waits behind is one piece. Kept in `figures-pieces.json`.
 */
const LINE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const WHOLE = 1_048_576;
const SIZES = [32, 64, 128, 256].map((kilobytes) => kilobytes * 1_024);

const loadBefore = loadavg()[0] ?? 0;
const { address, stop } = await servedDemonstration();
const browser = await launch();
const figures: { piece: number; wholeSeconds: number; pieceSeconds: number; ofTheLine: number }[] = [];
try {
  const context = await browser.newContext({ baseURL: address });
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('input[type=email]').fill(demoEmail('amal'));
  await page.locator('input[type=password]').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', LINE);
  for (const piece of SIZES) {
    const took = await page.evaluate(async ({ size, bytes }) => {
      const put = async (path: string, type: string, body: BodyInit): Promise<void> => {
        const { status } = await fetch(path, { method: 'PUT', headers: { 'x-requested-with': 'reti', 'content-type': type }, body });
        if (status !== 200) throw new Error(`${path} was answered ${status}`);
      };
      const id = crypto.randomUUID();
      const whole = new Uint8Array(bytes).map((_, at) => at % 251);
      const began = performance.now();
      await put(`/api/uploads/${id}`, 'application/json', JSON.stringify({ bytes, piece: size }));
      const each: number[] = [];
      for (let number = 0; number * size < bytes; number += 1) {
        const from = performance.now();
        await put(`/api/uploads/${id}/pieces/${number}`, 'application/octet-stream', whole.slice(number * size, (number + 1) * size));
        each.push(performance.now() - from);
      }
      return { whole: performance.now() - began, piece: each.toSorted((one, other) => one - other)[Math.floor(each.length / 2)] ?? 0 };
    }, { size: piece, bytes: WHOLE });
    const round = (milliseconds: number): number => Math.round(milliseconds / 10) / 100;
    figures.push({ piece, wholeSeconds: round(took.whole), pieceSeconds: round(took.piece), ofTheLine: Math.round((WHOLE / LINE.uploadThroughput / took.whole) * 100_000) / 100 });
  }
} finally {
  await browser.close();
  await stop();
}
const kept = { measuredAt: new Date().toISOString(), loadBefore: Math.round(loadBefore * 100) / 100, line: LINE, bytes: WHOLE, figures };
writeFileSync(join(import.meta.dirname, 'figures-pieces.json'), `${JSON.stringify(kept, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(kept, null, 1)}\n`);
