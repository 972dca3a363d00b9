import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { samira, type Scene } from './support/scene.ts';
import { arrive, goTo } from './support/steps.ts';

/** The screens of work, walked with Tab alone. What has the focus must be seen, wholly out from under the bars that stay (WCAG 2.4.7, 2.4.11). */

let scene: Scene;
beforeAll(async () => { scene = await samira(inject('address')); });
afterAll(closeBrowser);

interface Stop {
  /** The very same element as before the key: several buttons may bear one name. */
  readonly isSame: boolean;
  readonly name: string;
  readonly fault: string | null;
}

/** Where the focus stands, and what is wrong with how it shows. */
const stopOf = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const last = window as unknown as { stop?: Element };
    const isSame = last.stop === element;
    last.stop = element;
    const name = `${element.tagName.toLowerCase()} «${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}»`;
    // What is drawn for a choice of chips or a checkbox is its label; the input itself lies hidden beneath.
    const shown = element.closest('label') ?? element;
    const { left, top, width, height } = shown.getBoundingClientRect();
    const isOutside = top + height <= 0 || top >= innerHeight || left + width <= 0 || left >= innerWidth;
    if (isOutside) return { name, isSame, fault: 'is out of sight' };
    const points = [[0.5, 0.5], [0.1, 0.15], [0.9, 0.15], [0.1, 0.85], [0.9, 0.85]] as const;
    const uncovered = points.filter(([x, y]) => {
      const at = document.elementFromPoint(left + width * x, top + height * y);
      return at !== null && (shown.contains(at) || at.contains(shown));
    });
    if (uncovered.length === 0) return { name, isSame, fault: 'is covered by something that stays' };
    const ringed = [element, shown, ...shown.querySelectorAll('*')].some((part) => {
      const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(part);
      const isFilled = part.getAttribute('role') === 'spinbutton' && backgroundColor !== 'rgba(0, 0, 0, 0)';
      return isFilled || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2);
    });
    return { name, isSame, fault: ringed ? null : 'shows no focus' };
  });

/** Presses Tab until the page has been gone through, and tells what was wrong on the way. */
async function tabThrough(page: Page, where: string): Promise<string[]> {
  const faults: string[] = [];
  let first = '';
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
  for (let presses = 0; presses < 140; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopOf(page);
    if (!stop) return faults;
    if (stop.fault) faults.push(`${where}: ${stop.name} ${stop.fault}`);
    if (stop.isSame) return [...faults, `${where}: ${stop.name} holds the focus`];
    first ||= stop.name;
    if (presses > 20 && stop.name === first) return faults;
  }
  return faults;
}

describe('With the keyboard alone', () => {
  it('Giulia always sees where she is, on a desk and on a phone, and nothing holds her', async () => {
    const seat = await signInAs('giulia');
    const { page } = seat;
    const faults: string[] = [];
    const screens = ['/', '/cases', '/persons/new', '/desk', '/account', `/interviews/${scene['interviewId']}`, `/screenings/${scene['screeningId']}`, ...['plan', 'profile', 'services', 'consents', 'notes'].map((tab) => `/cases/${scene['caseId']}?tab=${tab}`)];
    for (const address of screens) {
      await goTo(page, address);
      faults.push(...(await tabThrough(page, address)));
    }
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of ['/cases', '/persons/new', `/interviews/${scene['interviewId']}`]) {
      await goTo(page, address);
      faults.push(...(await tabThrough(page, `${address}, phone`)));
    }
    expect(faults).toEqual([]);
    expectQuiet(seat);
    await seat.leave();
  });

  it('Giulia skips to the content, finds a person by Ctrl K, and is told the keys by Ctrl ?', async () => {
    const seat = await signInAs('giulia');
    const { page } = seat;
    await page.keyboard.press('Tab');
    await expect.poll(() => page.locator(':focus').innerText()).toBe('Vai al contenuto');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');

    await page.keyboard.press('Control+?');
    const keys = page.getByRole('dialog', { name: 'Tasti' });
    await keys.waitFor();
    await expectAccessible(page);
    await picture(page, 'tasti');
    const told = await keys.getByRole('term').allInnerTexts();
    expect(told.map((words) => words.replaceAll(/\s+/g, ' '))).toEqual(expect.arrayContaining(['Ctrl K', 'Ctrl ?', 'F2', 'Maiusc F2', 'Esc']));
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });

    await page.keyboard.press('F2');
    expect(await page.evaluate(() => 'discreet' in document.documentElement.dataset)).toBe(true);
    await page.keyboard.press('F2');

    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('searchbox').waitFor();
    await page.keyboard.type('samira');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('sportello');
    await page.getByRole('menuitem', { name: 'Sportello' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sportello' }).waitFor();
    await arrive(page);
    // Whoever arrives stands at the title, not somewhere in the frame.
    await expect.poll(() => page.locator(':focus').innerText()).toBe('Sportello');
    expectQuiet(seat);
    await seat.leave();
  });
});
