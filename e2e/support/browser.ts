import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Download, Locator, Page } from 'playwright-core';
import { expect, inject, onTestFailed } from 'vitest';
import { root } from '../../src/app/build.ts';
import { demoEmail, type DemoName } from '../../src/app/people.ts';
import { demoPassword } from '../../src/kernel/identity/routes.ts';
import { launch } from './launch.ts';

let browser: Promise<Browser> | undefined;

export const theBrowser = (): Promise<Browser> => (browser ??= launch());

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

export type Width = 'phone' | 'desk';
const sizes = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 860 } } as const;

/** Somebody at a screen of their own: nothing is shared with the others but the system itself. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses outside the system that the page asked for; there must never be any. */
  readonly strangers: readonly string[];
  /** Errors that the page threw or wrote to its console. */
  readonly errors: readonly string[];
  leave(): Promise<void>;
}

export async function aSeat(width: Width = 'desk', language: 'it' | 'en' = 'it', address = inject('address')): Promise<Seat> {
  const context = await (await theBrowser()).newContext({ viewport: sizes[width], baseURL: address, locale: language === 'it' ? 'it-IT' : 'en-GB', timezoneId: 'Europe/Rome', hasTouch: width === 'phone', reducedMotion: 'reduce' });
  const page = await context.newPage();
  // Several parts of the tests share the machine: what arrives late there has not failed.
  page.setDefaultTimeout(60_000);
  const strangers: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== address && protocol.startsWith('http')) strangers.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The browser itself writes a line for each refused call; refusals are part of the journeys.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
  });
  onTestFailed(async () => {
    if (page.isClosed()) return;
    const seen = await page.locator('body').ariaSnapshot();
    process.stderr.write(`\nwhat was on the screen, ${page.url()}\n${errors.join('\n')}\n${seen}\n`);
    await keep(page, join(tmpdir(), 'reti-pictures'), `failed-${Date.now()}`);
  });
  return { page, context, strangers, errors, leave: () => context.close() };
}

/** The pages threw nothing, complained of nothing and asked nothing of strangers. */
export function expectQuiet({ strangers, errors }: Seat): void {
  expect(strangers).toEqual([]);
  expect(errors).toEqual([]);
}

/** Signs in as one of the demonstration's people, the way a person would: by typing. @param address another road to the same system */
export async function signInAs(person: DemoName, width: Width = 'desk', address?: string): Promise<Seat> {
  const seat = await aSeat(width, 'it', address);
  await seat.page.goto('/');
  await seat.page.getByLabel(/indirizzo|e-?mail/i).first().fill(demoEmail(person));
  await seat.page.getByLabel(/parola d.ordine|password/i).first().fill(demoPassword);
  await seat.page.keyboard.press('Enter');
  await seat.page.getByRole('navigation').first().waitFor();
  return seat;
}

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axeSource = readFileSync(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on the screen now, each fault with its places. axe itself is put into a page once, and stays while its screens change.
 * @param rules only these, where the rest was looked at already; all of WCAG 2.2 A and AA and axe's best practices otherwise
 */
export async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(async ({ values, type }) => {
    interface Fault { readonly id: string; readonly nodes: readonly { readonly target: unknown[]; readonly html: string }[] }
    // Put there by the line above: the page itself knows nothing of axe.
    const { axe } = window as unknown as { axe: { run(where: Document, options: object): Promise<{ violations: Fault[] }> } };
    const look = async (runOnly: object): Promise<Fault[]> => (await axe.run(document, { resultTypes: ['violations'], runOnly })).violations;
    const found = await look({ type, values });
    const places = (fault: Fault | undefined): string[] => fault?.nodes.map((node) => node.target.join(' ')) ?? [];
    // A target half under a bar or a message is not small: where another place of the page shows it whole, it is none.
    let small = places(found.find(({ id }) => id === 'target-size'));
    if (small.length > 0) {
      window.scrollTo(0, window.scrollY > 0 ? 0 : document.body.scrollHeight);
      const still = places((await look({ type: 'rule', values: ['target-size'] }))[0]);
      small = small.filter((place) => still.includes(place));
    }
    return found.map((fault) => ({ id: fault.id, nodes: fault.nodes.filter((node) => fault.id !== 'target-size' || small.includes(node.target.join(' '))) }))
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}`).slice(0, 3).join(' | ')}`);
  }, rules ? { type: 'rule', values: [...rules] } : { type: 'tag', values: axeTags });
}

/** axe finds nothing at all on what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await faultsOf(page)).toEqual([]);
}

/** Closes what was said a moment ago, unless it goes by itself meanwhile. */
export async function closeMessages(page: Page): Promise<void> {
  for (const said of await page.getByRole('region', { name: /^(Avvisi|Notices|Messages)$/ }).getByRole('button', { name: /^(Chiudi|Close)$/ }).all()) await said.click({ timeout: 1_000 }).catch(() => undefined);
}

/** What a link hands over. A click that does not come to pass says so itself, before the waiting for its file ends. */
export async function downloadOf(page: Page, link: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), link.click({ timeout: 45_000 })]);
  return download;
}

async function keep(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** A picture for the user's guide, taken only when RETI_PICTURES=on: a test run changes no file and draws for nobody. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['RETI_PICTURES'] !== 'on') return;
  // What was said a moment ago would cover what the picture is about.
  await closeMessages(page);
  await keep(page, join(root, 'docs/pictures'), name);
}

/** The page never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}
