import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { closeBrowser, expectAccessible, expectQuiet, picture, type Seat, signInAs } from './support/browser.ts';
import { draw, inkOf } from './support/drawing.ts';
import { choose, openAnonymously, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const first = 'Qual è la prima cosa che vorresti cambiasse?';

/** Giulia opens a file and begins an interview in it. */
async function anInterview(seat: Seat): Promise<string> {
  const { page } = seat;
  await openAnonymously(page);
  const panel = await openTab(page, 'Colloqui');
  await panel.getByRole('button', { name: 'Nuovo colloquio' }).click();
  await page.getByRole('dialog', { name: 'Nuovo colloquio' }).getByRole('button', { name: 'Prepara' }).click();
  await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
  await page.getByLabel(first).waitFor();
  return page.url();
}

async function stop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ferma', exact: true }).click();
  const stopping = page.getByRole('dialog', { name: 'Fermare il colloquio' });
  await stopping.getByText('Abbiamo finito').click();
  await stopping.getByRole('button', { name: 'Ferma il colloquio' }).click();
}

async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Firma', exact: true }).click();
  await page.getByRole('alertdialog', { name: 'Firmare il colloquio' }).getByRole('button', { name: 'Firma' }).click();
  await page.getByText('Condotto e firmato da').waitFor();
}

const kept = (page: Page, where: RegExp) => page.getByText(where).first().waitFor();

/** A second tab on the same computer. */
async function again(seat: Seat, url: string): Promise<Page> {
  const page = await seat.context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  return page;
}

describe('The words of an interview', () => {
  it('survive a tab that is killed without network, come back on the same computer, and stand beside what was written on another one meanwhile', async () => {
    const here = await signInAs('giulia');
    const url = await anInterview(here);
    await here.page.getByLabel(first).fill('Dormire');
    await kept(here.page, /^Salvato .* inviato$/);
    await here.context.setOffline(true);
    await here.page.getByLabel(first).fill('Dormire senza paura');
    await kept(here.page, /^Salvato .* su questo dispositivo$/);
    await here.page.close();
    await here.context.setOffline(false);

    // Another computer has what had arrived, and goes on.
    const there = await signInAs('giulia');
    await there.page.goto(url);
    await expect.poll(() => there.page.getByLabel(first).inputValue()).toBe('Dormire');
    await there.page.getByLabel(first).fill('Dormire e mangiare');
    await kept(there.page, /^Salvato .* inviato$/);

    // The first computer offers the words that never arrived; both texts are seen, and both can stay.
    const page = await again(here, url);
    const found = page.getByRole('alertdialog', { name: 'Ritrovate parole non ancora inviate' });
    await found.waitFor();
    await found.getByRole('button', { name: 'Riprendile' }).click();
    await page.getByText('I due testi sono entrambi al sicuro').waitFor();
    await expectAccessible(page);
    await picture(page, 'colloquio-due-testi');
    await page.getByRole('button', { name: 'Tieni entrambi' }).click();
    await expect.poll(() => page.getByLabel(first).inputValue()).toBe('Dormire e mangiare\n\nDormire senza paura');
    await kept(page, /^Salvato .* inviato$/);
    await there.page.reload();
    await expect.poll(() => there.page.getByLabel(first).inputValue()).toBe('Dormire e mangiare\n\nDormire senza paura');

    // What has arrived is not offered again.
    await page.reload();
    await page.getByLabel(first).waitFor();
    await expect.poll(() => page.getByRole('alertdialog').count()).toBe(0);
    await here.leave();
    await there.leave();
  });

  it('wait under the cover when the sign-in runs out in the middle of a sentence, and are saved once Giulia is back; also if the tab dies meanwhile', async () => {
    const seat = await signInAs('giulia');
    const url = await anInterview(seat);
    await seat.context.clearCookies();
    await seat.page.getByLabel(first).fill('Una casa con la chiave');
    const password = seat.page.getByLabel(/parola d.ordine|password/i).first();
    await password.waitFor();
    await password.fill(demoPassword);
    await seat.page.keyboard.press('Enter');
    await expect.poll(() => seat.page.getByLabel(first).inputValue()).toBe('Una casa con la chiave');
    await kept(seat.page, /^Salvato .* inviato$/);

    // This time nobody comes back to that tab.
    await seat.context.clearCookies();
    await seat.page.getByLabel(first).fill('Una casa con la chiave, e un lavoro');
    await seat.page.getByLabel(/parola d.ordine|password/i).first().waitFor();
    await seat.page.close();
    const page = await again(seat, url);
    await page.getByLabel(/indirizzo|e-?mail/i).first().fill('giulia@demo.reti.example');
    await page.getByLabel(/parola d.ordine|password/i).first().fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog', { name: 'Ritrovate parole non ancora inviate' }).getByRole('button', { name: 'Riprendile' }).click();
    await expect.poll(() => page.getByLabel(first).inputValue()).toBe('Una casa con la chiave, e un lavoro');
    await kept(page, /^Salvato .* inviato$/);
    await seat.leave();
  });

  it('that arrive after the signature change nothing that was signed, and can be added beside it', async () => {
    const here = await signInAs('giulia');
    const url = await anInterview(here);
    await here.page.getByLabel(first).fill('Dormire');
    await kept(here.page, /^Salvato .* inviato$/);
    await here.context.setOffline(true);
    await here.page.getByLabel(first).fill('Dormire, e sentire mia figlia');
    await kept(here.page, /^Salvato .* su questo dispositivo$/);

    const there = await signInAs('giulia');
    await there.page.goto(url);
    await stop(there.page);
    await sign(there.page);
    await there.page.getByText('senza interprete').waitFor();

    await here.context.setOffline(false);
    await here.page.reload();
    await here.page.getByText('Parole arrivate dopo la firma').waitFor();
    await expectAccessible(here.page);
    await picture(here.page, 'colloquio-dopo-la-firma');
    await here.page.getByRole('button', { name: 'Mettile nell’aggiunta' }).click();
    await expect.poll(() => here.page.getByLabel('Aggiungi una precisazione').inputValue()).toContain('Dormire, e sentire mia figlia');
    const addenda = here.page.getByRole('region', { name: 'Aggiunte dopo la firma' });
    await addenda.getByRole('button', { name: 'Aggiungi', exact: true }).click();
    await expect.poll(() => here.page.getByLabel('Aggiungi una precisazione').inputValue()).toBe('');
    await expect.poll(() => addenda.innerText()).toContain('Dormire, e sentire mia figlia');
    await here.page.reload();
    await here.page.getByText('Condotto e firmato da').waitFor();
    await expect.poll(() => here.page.getByText('Parole arrivate dopo la firma').count()).toBe(0);
    expectQuiet(there);
    await here.leave();
    await there.leave();
  });

  it('have the pages photographed beside them: chosen without network they wait on the telephone, go when it is back; what was said is read back and signed with a mark; what comes later stands beside it', async () => {
    const { page, context, ...seat } = await signInAs('giulia', 'phone');
    await anInterview({ page, context, ...seat });
    const paper = async (name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({ name, mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 600, height: 800, channels: 3, background: '#e8e4d8' } }).jpeg().toBuffer() });
    await page.getByRole('tab', { name: 'Allegati' }).click();
    await page.getByRole('button', { name: 'Aggiungi un allegato' }).click();
    const dialog = page.getByRole('dialog', { name: 'Aggiungi un allegato' });
    await context.setOffline(true);
    for (const name of ['IMG_1.jpg', 'IMG_2.jpg']) await dialog.locator('input[capture]').setInputFiles(await paper(name));
    await dialog.getByText('Al sicuro su questo dispositivo').waitFor();
    await dialog.getByRole('button', { name: 'Annulla' }).click();
    await page.getByText('2 pagine scelte e non ancora inviate').waitFor();
    await picture(page, 'colloquio-allegati-in-attesa');
    await page.getByRole('button', { name: 'Continua' }).click();
    await dialog.getByRole('button', { name: /Ruota la pagina 2/ }).waitFor();
    await dialog.getByLabel('Che documento è').selectOption('Contratto di lavoro');
    await expect.poll(() => dialog.getByLabel('Chi lo può leggere').locator('option:checked').innerText()).toMatch(/^Riservato/);
    // Given to be kept without a network, it waits beside the others and goes by itself.
    await dialog.getByRole('button', { name: 'Conserva' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('listitem').filter({ hasText: 'Contratto di lavoro' }).getByText('Su questo dispositivo').waitFor();
    await expectAccessible(page);
    await picture(page, 'colloquio-allegati-senza-rete');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Apri: Contratto di lavoro' }).click();
    const paperDialog = page.getByRole('dialog', { name: 'Contratto di lavoro' });
    await paperDialog.getByRole('button', { name: 'Mostra pagina 2 di 2' }).click();
    await expect.poll(() => paperDialog.getByRole('img', { name: 'Pagina 2' }).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await picture(page, 'colloquio-allegato-pagine');
    await paperDialog.getByRole('button', { name: 'Chiudi' }).first().click();
    await expect.poll(() => page.getByText('pagine scelte e non ancora inviate').count()).toBe(0);

    // What she said is read back, and she draws her mark; from then on the text stays.
    await page.getByRole('tab', { name: 'Domande' }).click();
    await page.getByLabel(first).fill('Dormire');
    await kept(page, /^Salvato .* inviato$/);
    await stop(page);
    await page.getByRole('button', { name: 'Rileggi e chiedi la firma' }).click();
    const reading = page.getByRole('dialog', { name: 'Rileggere e firmare' });
    await reading.getByText('Puoi anche non firmare').waitFor();
    await reading.getByText('Dormire').waitFor();
    await choose(reading, 'Che cosa fa la persona', 'Firma');
    await choose(reading, 'Come lo ha detto', 'Segno e testimone');
    await draw(reading.locator('canvas'), { x: 40, y: 20 }, { x: 190, y: 60 });
    await reading.getByText('Spazio per firmare: c’è un disegno').waitFor({ state: 'attached' });
    // Under the finger, however wide the telephone; the last bit of a stroke is not drawn.
    const ink = await inkOf(reading.locator('canvas'));
    expect(ink).toMatchObject({ left: 40, top: 20 });
    expect(ink.right).toBeGreaterThan(150);
    await picture(page, 'colloquio-riletto-e-firmato');
    await reading.getByRole('textbox', { name: 'Testimone' }).fill('Amal Haddad');
    await expectAccessible(page);
    await reading.getByRole('button', { name: 'Conserva' }).click();
    await page.getByText('La persona ha firmato', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Nuovo incontro' }).count()).toBe(0);
    await sign(page);
    await page.getByRole('img', { name: 'Quello che la persona ha disegnato per firmare' }).waitFor();
    await page.getByRole('button', { name: 'Aggiungi un allegato' }).click();
    await dialog.locator('input[multiple]').setInputFiles({ name: 'nota.txt', mimeType: 'text/plain', buffer: Buffer.from('Arrivato dopo') });
    await dialog.getByLabel('Che documento è').selectOption('Lettera');
    await dialog.getByRole('button', { name: 'Conserva' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Aggiunto dopo la firma').waitFor();
    await page.getByRole('region', { name: 'Aggiunte dopo la firma' }).getByText('Aggiunto un allegato: Lettera').waitFor();
    await expectAccessible(page);
    await picture(page, 'colloquio-allegato-dopo-la-firma');
    expectQuiet({ page, context, ...seat });
    await seat.leave();
  });
});
