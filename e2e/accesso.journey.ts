import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../src/app/build.ts';
import { demoEmail, demoProgrammes } from '../src/app/people.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { aSeat, closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, goTo, openAnonymously } from './support/steps.ts';

afterAll(closeBrowser);

/** What has the focus, by the name that a screen reader would say. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const labels = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((label) => label.innerText).join(' ') : '';
    return (element.getAttribute('aria-label') ?? (labels || element.innerText)).trim();
  });

/** Presses Tab until something of this name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (name.test(here)) return;
    passed.push(here);
  }
  throw new Error(`Tab never reached ${String(name)}; it passed ${passed.join(' | ')}`);
}

/** Italian sentences that are written differently in English: none may be left on a screen that was switched. */
function italianOnly(): string[] {
  const words = (language: string): Record<string, string> =>
    Object.assign({}, ...globSync(`src/**/text/${language}.json`, { cwd: root }).map((file) => JSON.parse(readFileSync(join(root, file), 'utf8'))));
  const english = words('en');
  // Bodies keep their own names in every language, and some are called like what they do.
  const names = demoProgrammes.flatMap((programme) => Object.values<{ name: string }>(programme.organisations).map((body) => body.name));
  return Object.entries(words('it')).flatMap(([key, italian]) => (italian.length > 11 && italian.includes(' ') && !italian.includes('{') && english[key] !== italian && !names.some((name) => name.includes(italian)) ? [italian] : []));
}

const lockedAway = 'Una nota che comincio e non finisco';

describe('Getting in, and being at home', () => {
  it('tells Giulia calmly that the password is wrong, and lets her in with a keyboard alone as far as a saved note', async () => {
    const seat = await aSeat();
    const { page } = seat;
    await page.goto('/');
    await page.getByLabel('Indirizzo email').waitFor();
    await expectAccessible(page);
    await picture(page, 'entra');
    await tabTo(page, /Indirizzo email/);
    await page.keyboard.type(demoEmail('giulia'));
    await page.keyboard.press('Tab');
    await page.keyboard.type('non è questa');
    await page.keyboard.press('Enter');
    await page.getByText('Indirizzo o password non corrispondono').waitFor();
    await expect.poll(() => page.getByLabel('Indirizzo email').inputValue()).toBe(demoEmail('giulia'));
    await expectAccessible(page);
    await page.getByLabel('Password').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();

    await tabTo(page, /^Nuova persona$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Nuova persona' }).waitFor();
    await tabTo(page, /^Apri con un codice$/);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Apri il fascicolo' }).waitFor();
    await tabTo(page, /^Apri il fascicolo$/);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Percorso' }).waitFor();
    await tabTo(page, /^Scrivi una nota$/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Nuova nota' }).waitFor();
    await tabTo(page, /^Nota$/);
    await page.keyboard.type('Scritta senza toccare il mouse');
    await tabTo(page, /^Scrivi una nota$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('textbox', { name: 'Nota' }).inputValue()).toBe('');
    await page.getByRole('tabpanel').getByText('Scritta senza toccare il mouse').waitFor();
    expectQuiet(seat);
    await seat.leave();
  });

  it('hides everything when she locks the screen, and gives back what she was typing', async () => {
    const seat = await signInAs('giulia');
    const { page } = seat;
    await openAnonymously(page);
    await page.getByRole('button', { name: 'Scrivi una nota' }).click();
    await page.getByRole('textbox', { name: 'Nota' }).fill(lockedAway);
    await page.keyboard.press('Shift+F2');
    await page.getByRole('heading', { name: 'Schermo bloccato' }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Nota' }).isVisible()).toBe(false);
    await expectAccessible(page);
    await picture(page, 'schermo-bloccato');
    await page.getByLabel('Password').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Schermo bloccato' }).waitFor({ state: 'hidden' });
    await expect.poll(() => page.getByRole('textbox', { name: 'Nota' }).inputValue()).toBe(lockedAway);
    expectQuiet(seat);
    await seat.leave();
  });

  it('keeps what she wrote of a new person and left, and nothing of one who was opened', async () => {
    const seat = await signInAs('giulia');
    const { page } = seat;
    const name = page.getByRole('textbox', { name: 'Nome', exact: true });
    await goTo(page, '/persons/new');
    await name.fill('Nkechinyere Lasciata');
    await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Oggi' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Esci' }).click();
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();

    await goTo(page, '/persons/new');
    await page.getByText('Stavi scrivendo qui').waitFor();
    await expectAccessible(page);
    await picture(page, 'bozza-ritrovata');
    await page.getByRole('button', { name: 'Riprendi' }).click();
    await expect.poll(() => name.inputValue()).toBe('Nkechinyere Lasciata');
    await page.getByRole('button', { name: 'Apri con un codice' }).click();
    await page.getByRole('link', { name: 'Apri il fascicolo' }).click();
    await page.getByRole('tab', { name: 'Percorso' }).waitFor();

    await goTo(page, '/persons/new');
    await name.waitFor();
    await page.waitForTimeout(1_000);
    await expect.poll(() => page.getByText('Stavi scrivendo qui').count()).toBe(0);
    await expect.poll(() => name.inputValue()).toBe('');
    expectQuiet(seat);
    await seat.leave();
  });

  it('speaks English to whoever wants it, in every theme, with nothing left in Italian', async () => {
    const seat = await signInAs('chiara');
    const { page } = seat;
    const { caseId } = await openAnonymously(page);
    await page.getByRole('button', { name: /^Accesso di/ }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).or(page.getByRole('menuitem', { name: 'English' })).click();
    await page.getByRole('navigation', { name: 'Main' }).or(page.getByRole('link', { name: 'Today' })).first().waitFor();
    const italian = italianOnly();
    expect(italian.length).toBeGreaterThan(500);
    for (const address of ['/', '/cases', '/desk', '/persons', '/persons/new', '/services', '/break-glass', '/account', '/help', ...['path', 'person', 'profile', 'plan', 'interviews', 'consents', 'screening', 'services', 'notes', 'access'].map((tab) => `/cases/${caseId}?tab=${tab}`)]) {
      await goTo(page, address);
      const read = await page.locator('body').innerText();
      expect({ address, left: italian.filter((words) => read.includes(words)) }).toEqual({ address, left: [] });
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    for (const theme of ['Dark', 'High contrast']) {
      await page.goto(`/cases/${caseId}`);
      await page.getByRole('button', { name: /^Access of|^Account of|Chiara/ }).last().click();
      await page.getByRole('menuitemradio', { name: theme }).or(page.getByRole('menuitem', { name: theme })).click();
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme === 'Dark' ? 'dark' : 'contrast');
      await page.keyboard.press('Escape');
      await expectAccessible(page);
      await picture(page, theme === 'Dark' ? 'scuro-inglese' : 'alto-contrasto-inglese');
    }
    expectQuiet(seat);
    await seat.leave();
  });

  it('blurs names at a key, and says what to do when somebody is in danger', async () => {
    const seat = await signInAs('giulia');
    const { page } = seat;
    await page.goto('/cases');
    const name = page.getByText('Mariama Baldé').first();
    await name.waitFor();
    const filterOf = (): Promise<string> => name.evaluate((element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { filter, color } = getComputedStyle(at);
        if (filter !== 'none' || color === 'rgba(0, 0, 0, 0)') return 'hidden';
      }
      return 'readable';
    });
    expect(await filterOf()).toBe('readable');
    await page.keyboard.press('F2');
    await expect.poll(filterOf).toBe('hidden');
    await picture(page, 'modalita-discreta');
    await page.keyboard.press('F2');
    await expect.poll(filterOf).toBe('readable');
    // Somebody comes near: a shopping list, on whatever screen she is, also once the page was loaded anew.
    await page.getByRole('banner').getByRole('button', { name: 'Nascondi lo schermo' }).click();
    await page.getByRole('heading', { name: 'Da comprare' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Da comprare' }).waitFor();
    await expect.poll(() => page.title()).toBe('Appunti');
    expect(await name.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Fatto' }).click();
    await expect.poll(filterOf).toBe('readable');
    await page.getByRole('banner').getByRole('button', { name: 'Emergenza' }).click();
    const danger = page.getByRole('dialog', { name: 'Qualcuno è in pericolo' });
    expect(await danger.getByRole('link', { name: /^112/ }).getAttribute('href')).toBe('tel:112');
    await expectAccessible(page);
    await picture(page, 'emergenza');
    expectQuiet(seat);
    await seat.leave();
  });

  it('fits a phone in the hand, and reads from right to left', async () => {
    const seat = await signInAs('giulia', 'phone');
    const { page } = seat;
    const { caseId } = await openAnonymously(page);
    for (const address of ['/', '/cases', '/desk', '/services', '/persons/new', ...['path', 'person', 'profile', 'plan', 'consents', 'screening', 'services', 'notes'].map((tab) => `/cases/${caseId}?tab=${tab}`)]) {
      await page.goto(address);
      await arrive(page);
      expect({ address, width: await page.evaluate(() => document.documentElement.scrollWidth) }).toEqual({ address, width: 360 });
      // Whoever comes by the address of a tab sees which one it is.
      const hidden = await page.getByRole('tab', { selected: true }).evaluateAll((tabs) => tabs.filter((tab) => tab.getBoundingClientRect().left < 0 || tab.getBoundingClientRect().right > 360).map((tab) => tab.textContent));
      expect({ address, hidden }).toEqual({ address, hidden: [] });
    }
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'oggi-telefono');
    for (const address of ['/', `/cases/${caseId}`]) {
      await goTo(page, address);
      await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.setViewportSize({ width: 1280, height: 860 });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
    }
    await picture(page, 'da-destra-a-sinistra');
    expectQuiet(seat);
    await seat.leave();
  });
});
