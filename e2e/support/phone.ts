import type { Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import type { Seat } from './browser.ts';
import type { Road } from './road.ts';
import { goTo } from './steps.ts';

/** Everything that this browser keeps outside of the program's own files, as text: ids and names of what lies there, and whatever in it is no sealed bytes. */
export const keptHere = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((done, failed) => {
      request.addEventListener('success', () => done(request.result));
      request.addEventListener('error', () => failed(request.error));
    });
    const all: unknown[] = [{ ...localStorage }];
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) all.push(await asked(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return JSON.stringify(all, (_, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value instanceof Uint8Array ? 'bytes' : value));
  });

/** When the device last kept what is being written in forms of that name, by its own clock; 0 where it has nothing. */
export const keptSince = (page: Page, form: string): Promise<number> => page.evaluate((name) => new Promise<number>((done) => {
  const open = indexedDB.open('reti-drafts');
  open.addEventListener('success', () => {
    const all = open.result.transaction('drafts').objectStore('drafts').getAll();
    all.addEventListener('success', () => {
      const drafts = all.result as { id: string; savedAt: number }[];
      done(Math.max(0, ...drafts.filter(({ id }) => id.includes(name)).map(({ savedAt }) => savedAt)));
      open.result.close();
    });
  });
}), form);

/** A fingerprint reader that Chromium pretends to have on this page (WebAuthn's virtual authenticator); it knows every finger, and answers a salt (prf). */
export async function aFingerprintReader({ page, context }: Pick<Seat, 'page' | 'context'>): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

/** So many tries are left for the device of that name, as if the others had been made. */
export const countTries = (page: Page, label: string, triesLeft: number): Promise<void> =>
  page.evaluate((wanted) => new Promise<void>((done, failed) => {
    const request = indexedDB.open('reti-devices');
    request.addEventListener('error', () => failed(request.error));
    request.addEventListener('success', () => {
      const changing = request.result.transaction('devices', 'readwrite', { durability: 'strict' });
      const devices = changing.objectStore('devices');
      const all = devices.getAll();
      all.addEventListener('success', () => { for (const one of all.result) if (one.label === wanted.label) devices.put({ ...one, triesLeft: wanted.triesLeft }); });
      changing.addEventListener('complete', () => { request.result.close(); done(); });
    });
  }), { label, triesLeft });

/** Makes this browser ready for the street, as its owner does. */
export async function enrol(page: Page, label: string, pin: string): Promise<void> {
  await goTo(page, '/account');
  await page.getByRole('button', { name: 'Usa questo telefono sulla strada' }).click();
  const dialog = page.getByRole('dialog', { name: 'Usa questo telefono sulla strada' });
  await dialog.getByLabel('Nome del telefono').fill(label);
  await dialog.getByLabel('PIN', { exact: true }).fill('123456');
  await dialog.getByRole('button', { name: 'Prepara questo telefono' }).click();
  await dialog.getByText('Cifre in fila si indovinano subito').waitFor();
  await dialog.getByLabel('PIN', { exact: true }).fill(pin);
  await dialog.getByLabel('Il PIN, ancora una volta').fill(pin);
  await dialog.getByRole('button', { name: 'Prepara questo telefono' }).click();
  await page.getByRole('button', { name: 'Cambia PIN' }).waitFor();
  await expect.poll(async () => (await keptHere(page)).includes('pack/index')).toBe(true);
  await expect.poll(() => page.evaluate(async () => (await caches.match('/kept-for-the-street')) !== undefined)).toBe(true);
}

/** The telephone is somewhere without a network, and the program is opened from nothing. */
export async function coldStart({ context, page }: Seat, road: Road): Promise<Page> {
  await road.close();
  await context.setOffline(true);
  const opened = await context.newPage();
  await page.close();
  opened.setDefaultTimeout(30_000);
  onTestFailed(async () => { if (!opened.isClosed()) process.stderr.write(`\n${opened.url()}\n${await opened.locator('body').ariaSnapshot()}\n`); });
  await opened.goto(road.address);
  return opened;
}

/** Opens the telephone by its PIN: the first figure by touch, the rest as typed. */
export async function typePin(page: Page, pin: string): Promise<void> {
  await page.getByRole('button', { name: pin.slice(0, 1), exact: true }).click();
  await page.locator('h1').click();
  await page.keyboard.type(pin.slice(1));
  await page.getByRole('button', { name: 'Apri', exact: true }).click();
}
