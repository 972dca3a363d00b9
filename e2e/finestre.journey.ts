import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { DemoName } from '../src/app/people.ts';
import { closeBrowser, faultsOf, signInAs } from './support/browser.ts';
import { sideways, smallTargets } from './support/probes.ts';
import { samira, type Scene } from './support/scene.ts';
import { goTo } from './support/steps.ts';

/**
 * Every button of the screens where work is done, pressed once by someone without a mouse. Whatever opens is looked at, also after its own
 * primary button was pressed with nothing filled in and nothing answering; it closes with Escape, and the focus comes back to where it was.
 */

let scene: Scene;
beforeAll(async () => { scene = await samira(inject('address')); });
afterAll(closeBrowser);

const tabs = ['path', 'person', 'profile', 'plan', 'interviews', 'consents', 'screening', 'worksheet', 'services', 'employment', 'sheets', 'notes', 'access'];
const walks: readonly { name: DemoName; addresses: () => string[] }[] = [
  { name: 'giulia', addresses: () => [...tabs.map((tab) => `/cases/${scene['caseId']}?tab=${tab}`), `/interviews/${scene['interviewId']}`, `/worksheets/${scene['worksheetId']}`, `/sheets/${scene['sheetId']}`, `/cases/${scene['caseId']}/curriculum`, `/curricula/${scene['curriculumId']}`, '/desk', '/desk/hours', '/lists/view?kind=cases', '/services', '/break-glass', '/account'] },
  { name: 'teresa', addresses: () => [`/cases/${scene['caseId']}?tab=access`, `/cases/${scene['caseId']}?tab=employment`, '/employment', '/esco', '/wage-tables', '/imports', `/imports/${scene['importId']}`, '/emergencies', '/feedback', '/reports/mail', `/reports/handed/${scene['noteId']}`, '/duplicates', `/duplicates/${scene['personId']}/${scene['otherId']}`, `/merges/${scene['mergeId']}`, `/services/${scene['serviceId']}`] },
  { name: 'amal', addresses: () => ['/street', '/street/contact', `/street/contacts/${scene['contactId']}`, `/street/encounters/${scene['encounterId']}`, `/street/places/${scene['placeId']}`, `/street/outings/${scene['plannedId']}`] },
  { name: 'stefano', addresses: () => ['/users', '/mail'] },
  { name: 'paola', addresses: () => [`/received/${scene['referralId']}`] },
];

/** Nothing that is pressed here may change anything: each writing call is answered as by a server in trouble. */
async function onlyRead(page: Page): Promise<void> {
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    const isReading = request.method() === 'GET' || /\/(?:search|match|proposal|duplicates|list-lines|curriculum-previews|told-before)$/.test(new URL(request.url()).pathname);
    if (isReading) await route.continue();
    else await route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/unavailable', title: 'unavailable', status: 503, code: 'unavailable' }) });
  });
}

/** Where the focus comes to rest once what was open has gone, by its words. */
async function restingOn(page: Page, wanted: string): Promise<string> {
  const isBack = (words: string): boolean => document.activeElement?.textContent?.trim() === words;
  await page.waitForFunction(isBack, wanted, { timeout: 2_000 }).catch(() => undefined);
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}

/** Where the page stands and all it says. */
const asShown = (page: Page): Promise<string> => page.evaluate(() => `${location.href} ${document.querySelector('main')?.innerHTML ?? ''}`);

/** What stands above the page now: a dialog, or nothing. */
const opened = (page: Page) => page.locator('[role=dialog], [role=alertdialog]').last();

/** Looks at a dialog as it opened, and as it answers to being sent empty. */
async function lookAt(page: Page, name: string, found: string[]): Promise<void> {
  const note = (what: string, faults: readonly string[]): void => { if (faults.length > 0) found.push(`${name} · ${what}: ${faults.join(' | ')}`); };
  note('opened', [...(await faultsOf(page)), ...(await smallTargets(page))]);
  const isInside = await opened(page).evaluate((dialog) => dialog.contains(document.activeElement));
  if (!isInside) note('focus', ['stayed outside']);
  const primary = opened(page).locator('.dialog-actions .button-primary, .dialog-actions .button-danger').last();
  if (await primary.count() > 0 && await primary.isEnabled()) {
    await primary.press('Enter');
    await page.waitForTimeout(150);
    if (await opened(page).count() > 0) {
      note('with its errors', await faultsOf(page));
      await page.setViewportSize({ width: 360, height: 740 });
      // What measures itself does so when the next frame is drawn.
      await page.evaluate(() => new Promise<void>((next) => { requestAnimationFrame(() => { requestAnimationFrame(() => { next(); }); }); }));
      note('with its errors, on a phone', [...(await faultsOf(page, ['scrollable-region-focusable'])), ...(await sideways(page)), ...(await smallTargets(page))]);
      await page.setViewportSize({ width: 1280, height: 860 });
    }
  }
}

describe('Whatever opens above a page', () => {
  it.each(walks)('for $name is clean, holds the focus, closes with Escape and gives the focus back', async ({ name, addresses }) => {
    const { page, leave } = await signInAs(name);
    await onlyRead(page);
    const found: string[] = [];
    const pressed = new Set<string>();
    let dialogs = 0;
    for (const address of addresses()) {
      await goTo(page, address);
      const names = await page.locator('main button:visible:not([disabled]):not([role=tab])').evaluateAll((all) => all.map((button) => button.textContent?.trim() ?? ''));
      for (const words of names) {
        if (words === '' || pressed.has(words)) continue;
        pressed.add(words);
        // Its whole words: «Aggiungi» is not «Aggiungi un’avvertenza».
        const button = page.locator('main button:visible').filter({ hasText: new RegExp(`^\\s*${words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`) }).first();
        if (await button.count() === 0) await goTo(page, address);
        if (await button.count() === 0) continue;
        await button.focus();
        const before = await asShown(page);
        await page.keyboard.press('Enter');
        await page.waitForTimeout(120);
        if (await opened(page).count() === 0) {
          await page.keyboard.press('Escape');
          // What the press changed on the page itself must not stand in the way of the next.
          if (await asShown(page) !== before) {
            await goTo(page, '/help');
            await goTo(page, address);
          }
          continue;
        }
        dialogs += 1;
        await lookAt(page, `${address} «${words}»`, found);
        for (let presses = 0; presses < 3 && await opened(page).count() > 0; presses += 1) {
          await page.keyboard.press('Escape');
          await page.waitForTimeout(80);
        }
        // A step that was noted on the device takes its own button away: then one goes on from the title.
        const wanted = await button.count() > 0 ? words : await page.locator('main h1').innerText();
        const rest = await restingOn(page, wanted);
        if (await opened(page).count() > 0) found.push(`${address} «${words}» does not close with Escape`);
        else if (rest !== wanted) found.push(`${address} «${words}» leaves the focus on «${rest}»`);
        if (await opened(page).count() > 0 || await button.count() === 0) await goTo(page, address);
      }
    }
    expect(found).toEqual([]);
    expect(dialogs).toBeGreaterThan(0);
    await leave();
  }, 900_000);
});
