import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DemoName, demoProgrammes } from '../src/app/people.ts';
import { root } from '../src/app/build.ts';
import { rooms } from '../src/app/web/rooms.ts';
import { closeBrowser, expectQuiet, faultsOf, signInAs } from './support/browser.ts';
import { asRead, bareKeys, cutOff, indistinct, type Reading, sideways, smallTargets } from './support/probes.ts';
import { goTo, speak } from './support/steps.ts';
import { samira, type Scene } from './support/scene.ts';

/**
 * Every screen that the router knows, for everyone who may open it: axe, and what axe does not see. A screen added to `rooms.ts` is
 * walked by itself; one with an address part that nobody prepared here (`$somethingId`) fails until the scene has it.
 */

let scene: Scene;
beforeAll(async () => { scene = await samira(inject('address')); });
afterAll(closeBrowser);

/** There are many screens, and a slow machine takes its time over them: milliseconds. */
const aLongWalk = 900_000;

const desk = { width: 1280, height: 860 };
const phone = { width: 360, height: 740 };
/** What axe has to say of colours. */
const colours = ['color-contrast', 'link-in-text-block'];
/** A theme changes colours and nothing else: those of each are looked at once, at the width where the page is most itself in it. */
const aspects: readonly { readonly size: typeof desk; readonly theme: 'light' | 'dark' | 'contrast' }[] = [{ size: desk, theme: 'light' }, { size: phone, theme: 'light' }, { size: desk, theme: 'dark' }, { size: phone, theme: 'contrast' }];

const people = Object.entries(demoProgrammes[0].people);
const roleOf = (name: string): string => people.find(([key]) => key === name)?.[1].role ?? '';
/** Those with the most on their screens: who is looked at from every side. A screen is walked by the first of them who may open it. */
const closely: readonly DemoName[] = ['giulia', 'teresa', 'paola', 'stefano', 'francesca'];
/** One person of each further role. */
const others = people.filter(([key, { role }]) => !closely.some((name) => roleOf(name) === role) && people.find(([, one]) => one.role === role)?.[0] === key).map(([key]) => key as DemoName);

/** First parts of the keys of all texts. */
const roomsOfTexts = [...new Set(globSync('src/**/text/it.json', { cwd: root }).flatMap((file) => Object.keys(JSON.parse(readFileSync(join(root, file), 'utf8'))).map((key) => key.split('.')[0] ?? '')))];

const mayOpen = (name: string, roles: readonly string[] | undefined): boolean => roles === undefined || roles.includes(roleOf(name));

/** The addresses of a person's screens, with the scene's ids in their parts. @throws when a part was not prepared */
function addressesOf(name: DemoName, isTheirs: (roles: readonly string[] | undefined) => boolean = () => true): string[] {
  return rooms.filter(({ roles }) => mayOpen(name, roles) && isTheirs(roles)).map(({ path }) =>
    path.replaceAll(/\$(\w+)/g, (_, part: string) => {
      const id = scene[part];
      if (id === undefined) throw new Error(`${path} is a screen that this walk has nothing to show on: give the scene a ${part}`);
      return id;
    }));
}

/** Stops of a person's walk: each screen, and each tab where a screen has them. */
async function eachStop(page: Page, addresses: readonly string[], look: (stop: string) => Promise<void>, isEnough: (stop: string) => boolean = () => false): Promise<void> {
  for (const address of addresses) {
    await goTo(page, address);
    const tabs = address.startsWith('/cases/') ? await page.getByRole('tab').evaluateAll((all) => all.map((tab) => tab.dataset['key'] ?? '')) : [];
    if (tabs.length === 0) await look(address);
    for (const tab of tabs.filter((one) => !isEnough(`${address}?tab=${one}`))) {
      await goTo(page, `${address}?tab=${tab}`);
      await look(`${address}?tab=${tab}`);
    }
  }
}

const dress = async (page: Page, { size, theme }: (typeof aspects)[number]): Promise<void> => {
  await page.setViewportSize(size);
  await page.evaluate((wanted) => { document.documentElement.dataset['theme'] = wanted; }, theme);
};

/** What a screen shows wrong, gathered so that one run tells everything. */
class Findings {
  readonly all: string[] = [];
  add(where: string, what: string, found: readonly string[]): void {
    if (found.length > 0) this.all.push(`${where} · ${what}: ${found.join(' | ')}`);
  }
}

/** The narrowest width of all and letters twice as large at once are asked of nobody; 360 is the narrowest phone sold, 640 the desk at 200 %. */
const readAt: Readonly<Record<number, readonly Reading[]>> = {
  1280: ['text at 200 %', 'wider spacing', 'right to left'],
  640: ['text at 200 %', 'wider spacing'],
  360: ['text at 200 %', 'right to left'],
  320: ['wider spacing'],
};

/**
 * A screen from every side, width by width, for it is the width that costs: each makes the whole page anew. What can differ is asked where it can:
 * every rule of axe, small targets and cut words at both widths, in light (what a width hides or shows is another page); rules of colour in the theme
 * with more contrast, which changes colours alone; in the dark, where English is read with every rule; each reader's letters, spacing and direction
 * wherever they may push something out of its place.
 */
async function fromEverySide(page: Page, stop: string, findings: Findings): Promise<void> {
  const asReaders = async (width: keyof typeof readAt): Promise<void> => {
    for (const [reading, found] of Object.entries(await asRead(page, readAt[width] ?? []))) findings.add(stop, `${reading}, ${width} px`, found);
  };
  for (const size of [desk, phone]) {
    await dress(page, { size, theme: 'light' });
    findings.add(stop, `light, ${size.width} px`, await faultsOf(page));
    findings.add(stop, `targets, ${size.width} px`, [...(await smallTargets(page)), ...(await cutOff(page))]);
    await asReaders(size.width);
    if (size === phone) continue;
    findings.add(stop, 'not translated', await bareKeys(page, roomsOfTexts));
    await page.emulateMedia({ forcedColors: 'active' });
    findings.add(stop, 'forced colours', await indistinct(page));
    await page.emulateMedia({ forcedColors: 'none' });
  }
  await dress(page, { size: phone, theme: 'contrast' });
  findings.add(stop, 'contrast, 360 px', await faultsOf(page, colours));
  await dress(page, { size: { width: 640, height: 740 }, theme: 'light' });
  await asReaders(640);
  await page.setViewportSize({ width: 320, height: 740 });
  await asReaders(320);
  // 1280 × 1024 at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  findings.add(stop, '400 %', await sideways(page));
  // The next screen opens at a desk.
  await page.setViewportSize(desk);
}

describe('Every screen', () => {
  it.each(closely)('of %s is clean in each language, theme and width, however it is read', async (name) => {
    const seat = await signInAs(name);
    const { page } = seat;
    const findings = new Findings();
    const isFirst = (roles: readonly string[] | undefined): boolean => closely.find((one) => mayOpen(one, roles)) === name;
    const addresses = [...new Set(['/', ...addressesOf(name, isFirst)])];
    await eachStop(page, addresses, (stop) => fromEverySide(page, stop, findings));
    await dress(page, { size: desk, theme: 'light' });
    await speak(page, 'en');
    try {
      await eachStop(page, addresses, async (stop) => {
        for (const aspect of [{ size: desk, theme: 'dark' }, { size: phone, theme: 'contrast' }] as const) {
          await dress(page, aspect);
          findings.add(stop, `English, ${aspect.theme}, ${aspect.size.width} px`, [...(aspect.size === desk ? await faultsOf(page) : []), ...(await bareKeys(page, roomsOfTexts)), ...(await sideways(page)), ...(await cutOff(page))]);
        }
      });
    } finally {
      await speak(page, 'it');
    }
    expect(findings.all).toEqual([]);
    expectQuiet(seat);
    await seat.leave();
  }, aLongWalk);

  it('is clean for the other roles too', async () => {
    const findings = new Findings();
    let turn = 0;
    // What two further roles have been shown is the same for a third; the day is everybody's own.
    const seen = new Map<string, number>();
    const isEnough = (stop: string): boolean => stop !== '/' && (seen.get(stop) ?? 0) >= 2;
    for (const name of others) {
      const seat = await signInAs(name);
      await eachStop(seat.page, addressesOf(name, (roles) => roles !== undefined).concat('/').filter((stop) => !isEnough(stop)), async (stop) => {
        seen.set(stop, (seen.get(stop) ?? 0) + 1);
        const aspect = aspects[turn % aspects.length] ?? { size: desk, theme: 'light' };
        turn += 1;
        await dress(seat.page, aspect);
        findings.add(`${name} ${stop}`, `${aspect.theme}, ${aspect.size.width} px`, [...(await faultsOf(seat.page)), ...(await bareKeys(seat.page, roomsOfTexts)), ...(await sideways(seat.page))]);
      }, isEnough);
      expectQuiet(seat);
      await seat.leave();
    }
    expect(findings.all).toEqual([]);
  }, aLongWalk);
});
