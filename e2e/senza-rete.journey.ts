import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, picture, type Seat, signInAs } from './support/browser.ts';
import { aRoad } from './support/road.ts';
import { arrive, goTo, openAnonymously } from './support/steps.ts';

afterAll(closeBrowser);

/** Everything that the program keeps on the device outside of its drafts. */
const keptAddresses = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    return (await Promise.all(stores.map((store) => store.keys()))).flat().map(({ url }) => new URL(url).pathname);
  });

const isKept = (page: Page): Promise<unknown> => page.evaluate(() => navigator.serviceWorker.ready);

/** What the browser itself writes when nobody answers is part of these stories; anything else is not. */
const complaints = ({ errors }: Seat): string[] => errors.filter((error) => !/ERR_|dynamically imported module|new-version|screen-offline/.test(error));

describe('When the server cannot be reached', () => {
  it('opens from a cold start with the numbers for whoever is in danger, and knows nothing of people', async () => {
    const road = await aRoad();
    const giulia = await signInAs('giulia', 'phone', road.address);
    const { page } = giulia;
    await isKept(page);
    const { code, caseId } = await openAnonymously(page);
    await page.goto(`${road.address}/cases/${caseId}`);
    await page.getByRole('heading', { level: 1, name: code }).waitFor();
    const kept = await keptAddresses(page);
    expect(kept).toEqual(expect.arrayContaining(['/', '/icon-192.png', '/icon-maskable-512.png', '/apple-touch-icon.png']));
    expect(kept.filter((path) => path.startsWith('/api/') || path.includes(caseId))).toEqual([]);

    await road.close();
    await page.goto(`${road.address}/cases/${caseId}`);
    await page.getByRole('heading', { level: 1, name: 'Il server non risponde' }).waitFor();
    const help = page.getByRole('region', { name: 'Qualcuno è in pericolo' });
    expect(await help.getByRole('link', { name: /^112/ }).getAttribute('href')).toBe('tel:112');
    await expect.poll(() => help.getByRole('link', { name: /800 290 290/ }).isVisible()).toBe(true);
    expect(await page.locator('body').innerText()).not.toContain(code);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'senza-server');

    await road.open();
    await page.getByRole('button', { name: 'Riprova' }).click();
    await page.getByRole('heading', { level: 1, name: code }).waitFor();

    // She leaves where nobody hears of it: the network that comes back lets nobody in as her.
    await road.close();
    await page.getByRole('button', { name: /Accesso di/ }).click();
    await page.getByRole('menuitem', { name: 'Esci' }).click();
    await page.getByRole('heading', { level: 1, name: 'Il server non risponde' }).waitFor();
    await road.open();
    await page.getByRole('button', { name: 'Riprova' }).click();
    await page.getByRole('heading', { level: 1, name: 'Entra' }).waitFor();
    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();
    await road.close();
  });

  it('says so above the page, goes on being useful, and can be taken off the device', async () => {
    const road = await aRoad();
    const giulia = await signInAs('giulia', 'desk', road.address);
    const { page } = giulia;
    await isKept(page);
    await page.reload();
    await arrive(page);
    await road.close();
    await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Servizi', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Questa pagina non si apre' }).or(page.getByText('Il server non risponde').first()).first().waitFor();
    await page.getByRole('complementary', { name: 'Stato del programma' }).getByText('Il server non risponde').waitFor();
    await page.getByRole('button', { name: 'Emergenza' }).click();
    await page.getByRole('dialog', { name: 'Qualcuno è in pericolo' }).waitFor();
    await page.keyboard.press('Escape');
    await road.open();
    await page.getByRole('button', { name: 'Riprova' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Servizi' }).waitFor();

    await goTo(page, '/help');
    await page.getByRole('button', { name: 'Togli da questo dispositivo' }).click();
    await page.getByText('Il programma non è conservato qui').waitFor();
    expect(await keptAddresses(page)).toEqual([]);
    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();
    await road.close();
  });
});

describe('When the server has a newer version than the window', () => {
  it('says so and waits, keeps what is being typed, and reloads only when asked', async () => {
    const road = await aRoad();
    const giulia = await signInAs('giulia', 'desk', road.address);
    const { page } = giulia;
    let loads = 0;
    page.on('load', () => { loads += 1; });
    await openAnonymously(page);
    await page.getByRole('button', { name: 'Scrivi una nota' }).click();
    await page.getByRole('textbox', { name: 'Nota' }).fill('Una nota a metà, mentre cambia la versione');
    loads = 0;

    road.build('una-versione-dopo', /\/assets\/(?:Services?Screen|ReceivedScreen)/);
    await page.getByRole('tab', { name: 'Profilo' }).click();
    const bars = page.getByRole('complementary', { name: 'Stato del programma' });
    await bars.getByText('C’è una versione nuova del programma').waitFor();
    await expectAccessible(page);

    await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Servizi', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'C’è una versione nuova: ricarica' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'versione-nuova');
    // It stays so: nothing is tried again and again behind the person's back.
    await page.waitForTimeout(1_500);
    expect(loads).toBe(0);

    await page.goBack();
    await page.getByRole('tab', { name: 'Note', exact: true }).click();
    await page.getByRole('button', { name: 'Riprendi' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Nota' }).inputValue()).toBe('Una nota a metà, mentre cambia la versione');
    await bars.getByRole('button', { name: 'Ricarica' }).click();
    await expect.poll(() => loads).toBe(1);
    await page.getByRole('tab', { name: 'Note', exact: true }).click();
    await page.getByRole('button', { name: 'Riprendi' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Nota' }).inputValue()).toBe('Una nota a metà, mentre cambia la versione');
    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();
    await road.close();
  });
});
