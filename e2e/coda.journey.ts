import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { Emergency } from '../src/features/safety/contract.ts';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, picture, type Seat, signInAs } from './support/browser.ts';
import { aRoad } from './support/road.ts';

afterAll(closeBrowser);

/** A telephone whose battery died believes that it is tomorrow. */
const tomorrow = `{
  const Right = Date;
  const day = 86_400_000;
  window.Date = class extends Right {
    constructor(...given) { if (given.length > 0) super(...given); else super(Right.now() + day); }
    static now() { return Right.now() + day; }
  };
}`;

/** What a browser says when its disk is full. (One that keeps its stores in memory, as in tests, heeds no limit that it is told.) */
const fullDisk = `{
  const refuse = () => { throw new DOMException('there is no room', 'QuotaExceededError'); };
  IDBObjectStore.prototype.put = refuse;
  IDBObjectStore.prototype.add = refuse;
}`;

/** Calls of the emergency that stands, as the server has them. */
async function onServer(page: Page, emergencyId: string): Promise<Emergency> {
  return page.evaluate(async (id) => (await fetch(`/api/emergencies/${id}`)).json() as Promise<never>, emergencyId);
}
const called = async (page: Page, emergencyId: string): Promise<string[]> => (await onServer(page, emergencyId)).calls.map(({ whom }) => whom).toSorted();

async function tap(page: Page, number: string): Promise<void> {
  await page.getByRole('button', { name: `Ho chiamato il ${number}` }).click();
}
async function openEmergency(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Emergenza', exact: true }).click();
  await page.getByRole('dialog', { name: 'Qualcuno è in pericolo' }).waitFor();
}
const bar = (page: Page) => page.getByRole('complementary', { name: 'Stato del programma' });

/** Everything has left: nothing waits, and nobody is asked to look. */
async function untilSent(page: Page): Promise<void> {
  await bar(page).getByText(/su questo dispositivo e partir|aspettano? te/).waitFor({ state: 'detached' });
  await page.getByText('Arrivata. Lo scritto minimo serve entro 24 ore.').waitFor();
}

/** What the browser itself writes when nobody answers is part of this story. */
const complaints = ({ errors }: Seat): string[] => errors.filter((error) => !/ERR_|new-version|screen-offline/.test(error));

describe('What Giulia notes where there is no signal', () => {
  it('outlives the tab, a broken answer, a full disk and a wrong clock, and reaches the server once', async () => {
    const road = await aRoad();
    const giulia = await signInAs('giulia', 'phone', road.address);
    const { context } = giulia;
    await context.addInitScript(tomorrow);
    let { page } = giulia;
    await page.reload();
    await page.getByRole('navigation').first().waitFor();

    // No network at all: two taps, and they are on the device.
    await context.setOffline(true);
    await openEmergency(page);
    await tap(page, '112');
    await tap(page, '118');
    await page.getByText('È al sicuro su questo dispositivo.').waitFor();
    await page.keyboard.press('Escape');
    await bar(page).getByText('3 cose sono su questo dispositivo e partiranno da sole').waitFor();
    await bar(page).getByRole('button', { name: 'Vedi' }).click();
    const panel = page.getByRole('dialog', { name: 'Da inviare' });
    expect(await panel.getByText('Su questo dispositivo', { exact: true }).count()).toBe(3);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'da-inviare');
    await page.keyboard.press('Escape');

    // The network is back; the server does it all, and the tab dies before it hears of it.
    const done = road.loseAnswer('whole');
    await context.setOffline(false);
    await done;
    await page.close();
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(road.address);
    await page.getByRole('navigation').first().waitFor();
    await openEmergency(page);
    await untilSent(page);
    const [, emergencyId = ''] = /\/emergency\/([0-9a-f-]{36})/.exec((await page.getByRole('link', { name: 'Scrivi l’accaduto' }).getAttribute('href')) ?? '') ?? [];
    expect(await called(page, emergencyId)).toEqual(['112', '118']);
    // The server does not believe a clock that is a day ahead.
    expect(Date.parse((await onServer(page, emergencyId)).openedAt)).toBeLessThanOrEqual(Date.now());

    // The server stops in the middle of its answer.
    const half = road.loseAnswer('half');
    await tap(page, '112');
    await half;
    await untilSent(page);
    expect(await called(page, emergencyId)).toEqual(['112', '112', '118']);

    // The disk is full and there is no network: it is said at once, stays on the page, and leaves from there.
    await page.evaluate(fullDisk);
    await context.setOffline(true);
    await tap(page, '118');
    await page.getByText('ciò che segni vale finché la pagina resta aperta').waitFor();
    await picture(page, 'disco-pieno');
    await context.setOffline(false);
    await untilSent(page);
    expect(await called(page, emergencyId)).toEqual(['112', '112', '118', '118']);

    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();
    await road.close();
  });
});
