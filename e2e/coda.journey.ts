import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterAll, describe, expect, it } from 'vitest';
import { memberIdOf } from '../src/app/people.ts';
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
  await bar(page).getByText(/su questo dispositivo e partir|aspettano? (?:te|la tua scelta)/).waitFor({ state: 'detached' });
  await page.getByText('Arrivata. Entro quando serve lo scritto minimo sta sulla sua scheda.').waitFor();
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
    await expect.poll(() => panel.getByText('Su questo dispositivo', { exact: true }).count()).toBe(3);
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
    await context.setOffline(false);
    await untilSent(page);
    expect(await called(page, emergencyId)).toEqual(['112', '112', '118', '118']);

    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();
    await road.close();
  });
});

/** An outing of Amal and Blessing that is over, as their telephones told it. */
async function anOutingOver(page: Page): Promise<string> {
  const [placeId, outingId] = [newId(), newId()];
  const starts = Date.now() - 3 * 3_600_000;
  const at = (time: number): string => new Date(time).toISOString();
  const put = async (path: string, body: object): Promise<void> => {
    const status = await page.evaluate(async ([to, text]) => (await fetch(to ?? '', { method: 'PUT', headers: { 'content-type': 'application/json', 'x-requested-with': 'reti' }, body: text ?? '' })).status, [path, JSON.stringify(body)]);
    expect([path, status]).toEqual([path, 200]);
  };
  await put(`/api/places/${placeId}`, { name: 'Rotonda della coda', kind: 'labour-pickup', town: 'Montella', position: null, languages: ['ar'] });
  await put(`/api/outings/${outingId}`, {
    startsAt: at(starts), endsAt: at(starts + 4 * 3_600_000), crew: [memberIdOf('avellino', 'amal', 'mediator'), memberIdOf('avellino', 'blessing', 'educator')], answerableId: memberIdOf('avellino', 'teresa', 'coordinator'),
    buddyId: null, stops: [{ id: newId(), placeId }], purposes: ['meet-people'],
  });
  for (const kind of ['start', 'check-out']) await put(`/api/outings/${outingId}/checks/${newId()}`, { kind, deviceAt: at(Date.now()) });
  return outingId;
}

describe('Amal and Blessing write the diary of one outing', () => {
  it('each on a device of their own, one without a signal: fields come together, the same one asks, and who chooses sees both', async () => {
    const [amal, blessing] = [await signInAs('amal'), await signInAs('blessing', 'phone')];
    const outing = await anOutingOver(amal.page);
    for (const { page } of [amal, blessing]) await page.goto(`/street/outings/${outing}`);
    const diary = (page: Page) => page.getByRole('region', { name: 'Diario' });
    for (const { page } of [amal, blessing]) await diary(page).getByLabel('Com’è andata').waitFor();

    await blessing.context.setOffline(true);
    await diary(blessing.page).getByLabel('Com’è andata').fill('Alle sei non c’era più nessuno');
    await diary(blessing.page).getByLabel('Tempo').fill('Nebbia');
    await diary(blessing.page).getByRole('button', { name: 'Salva il diario' }).click();
    await diary(blessing.page).getByText('Su questo dispositivo').waitFor();
    await diary(amal.page).getByLabel('Com’è andata').fill('Alle cinque erano in trenta');
    await diary(amal.page).getByRole('button', { name: 'Salva il diario' }).click();
    await diary(amal.page).getByText('Arrivata al server').waitFor();

    await blessing.context.setOffline(false);
    await bar(blessing.page).getByText('Una cosa arrivata aspetta la tua scelta').waitFor();
    // It has arrived: nothing is said to be leaving, nor that there is anything to send.
    await bar(blessing.page).getByRole('button', { name: 'Vedi' }).click();
    const waits = blessing.page.getByRole('dialog', { name: 'Da inviare' });
    await waits.getByRole('region', { name: 'È arrivata e non deve più partire: aspetta che tu scelga tra due versioni.' }).getByRole('listitem').waitFor();
    expect([await waits.getByText(/partendo|partir(?:à|anno)/).count(), await waits.getByRole('button', { name: 'Invia adesso' }).isDisabled()]).toEqual([0, true]);
    await expectAccessible(blessing.page);
    await blessing.page.keyboard.press('Escape');
    const question = blessing.page.getByRole('region', { name: 'Due versioni: Com’è andata' });
    await question.getByText('Alle cinque erano in trenta').waitFor();
    await question.getByText('Alle sei non c’era più nessuno').waitFor();
    await question.getByText(/Amal Haddad/).waitFor();
    await expectAccessible(blessing.page);
    await expectNoSidewaysScroll(blessing.page);
    await question.scrollIntoViewIfNeeded();
    await picture(blessing.page, 'due-versioni');
    await question.getByRole('button', { name: 'Scrivine una terza' }).click();
    await question.getByLabel('La versione che resta').fill('Alle cinque erano in trenta, alle sei nessuno');
    await question.getByRole('button', { name: 'Metti la mia' }).click();
    await question.waitFor({ state: 'detached' });
    await bar(blessing.page).getByText('Una cosa arrivata aspetta la tua scelta').waitFor({ state: 'detached' });
    await amal.page.reload();
    await expect.poll(() => diary(amal.page).getByLabel('Com’è andata').inputValue()).toBe('Alle cinque erano in trenta, alle sei nessuno');
    await expect.poll(() => diary(amal.page).getByLabel('Tempo').inputValue()).toBe('Nebbia');
    expect([complaints(amal), complaints(blessing)]).toEqual([[], []]);
    for (const seat of [amal, blessing]) await seat.leave();
  });
});
