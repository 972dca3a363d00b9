import sharp from 'sharp';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { closeBrowser, closeMessages, downloadOf, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { goTo, openTab } from './support/steps.ts';
import { asPdf } from '../src/kernel/documents/making.ts';
import { italianDay } from '../src/kernel/italian-day.ts';

afterAll(closeBrowser);

const drawn = (side: string): Buffer => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="#d9d2c2"/><text x="80" y="200" font-size="60">${side}</text></svg>`);
const photo = (side: string): Promise<Buffer> => sharp(drawn(side)).jpeg().toBuffer();
/** What a camera gives: grain, of some hundred kilobytes. */
const heavy = (): Promise<Buffer> => sharp({ create: { width: 1000, height: 1300, channels: 3, background: '#d9d2c2', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg({ quality: 70 }).toBuffer();
const day = (inDays: number): string => italianDay(new Date(Date.now() + inDays * 86_400_000));

describe('Giulia and a permit that a person takes out of a pocket', () => {
  it('photographs its two sides with the phone, which become one sealed PDF; her day says that it expires', async () => {
    const giulia = await colleague(inject('address'), 'giulia');
    const [personId, caseId] = [newId(), newId()];
    await giulia.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
    await giulia.ask('PATCH', `/api/cases/${caseId}`, { ownerId: giulia.memberId, risk: 'low' }, 1);

    const seat = await signInAs('giulia', 'phone');
    await seat.page.goto(`/cases/${caseId}?tab=documents`);
    let tab = await openTab(seat.page, 'Documenti');
    await tab.getByText('Ancora nessun documento').waitFor();
    await tab.getByRole('button', { name: 'Aggiungi un documento' }).click();
    const dialog = seat.page.getByRole('dialog', { name: 'Aggiungi un documento' });
    // The camera of a phone gives one photograph at a time.
    const camera = dialog.locator('input[capture]');
    await camera.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await heavy() });
    await dialog.getByRole('img', { name: 'Pagina 1' }).waitFor();
    await camera.setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: await photo('PERMESSO retro') });
    await dialog.getByRole('img', { name: 'Pagina 2' }).waitFor();
    await dialog.getByLabel('Che documento è').selectOption({ label: 'Permesso di soggiorno' });
    const [year, month, date] = day(25).split('-');
    const expires = dialog.getByRole('group', { name: /^Scade il/ });
    for (const [part, value] of [[/giorno/i, date], [/mese/i, month], [/anno/i, year]] as const) await expires.getByRole('spinbutton', { name: part }).pressSequentially(value ?? '');
    await expectAccessible(seat.page);
    await picture(seat.page, 'documento-fotografato');

    // The network breaks off in the middle of the first page, and the tab is killed.
    const { context } = seat;
    const began: { id: string; have: number[] }[] = [];
    const arrived: string[] = [];
    context.on('response', (response) => {
      const [, id, number] = /\/api\/uploads\/([0-9a-f-]{36})(?:\/pieces\/(\d+))?$/.exec(response.url()) ?? [];
      if (!id || response.status() !== 200) return;
      if (number !== undefined) arrived.push(`${id} ${number}`);
      else void response.json().then((body: { have: number[] }) => began.push({ id, have: body.have }));
    });
    let pieces = 0;
    await seat.page.route('**/api/uploads/*/pieces/*', async (route) => {
      if ((pieces += 1) > 2) {
        await context.setOffline(true);
        await route.abort();
      } else await route.continue();
    });
    await dialog.getByRole('button', { name: 'Conserva' }).click();
    await dialog.waitFor({ state: 'detached' });
    const onItsWay = tab.getByRole('listitem').filter({ hasText: 'Permesso di soggiorno' });
    await onItsWay.getByText(/^Su questo dispositivo · 2 di \d+$/).waitFor();
    await expectAccessible(seat.page);
    await onItsWay.evaluate((line) => line.scrollIntoView({ block: 'center' }));
    await picture(seat.page, 'documento-a-meta');
    await seat.page.close();
    await context.setOffline(false);
    const page = await context.newPage();
    await page.goto(`/cases/${caseId}?tab=documents`);
    tab = await openTab(page, 'Documenti');
    const card = tab.getByRole('listitem').filter({ hasText: 'Permesso di soggiorno' });
    await card.getByText('2 pagine').waitFor();
    // The server had two pieces, said so, and none of them was sent again.
    const [first] = began;
    expect(began.filter(({ id }) => id === first?.id).map(({ have }) => have)).toEqual([[], [0, 1]]);
    expect(arrived.toSorted()).toEqual([...new Set(arrived)].toSorted());
    expect(arrived.filter((one) => one.startsWith(first?.id ?? '-')).length).toBeGreaterThan(2);
    await expect.poll(() => card.getByText(/^Scade il/).count()).toBe(1);
    await expectAccessible(page);
    await card.scrollIntoViewIfNeeded();
    await picture(page, 'documenti-del-caso');
    // On a phone what was said stands at the top for a while, over what opens there.
    await closeMessages(page);
    await card.getByRole('button', { name: /^Apri/ }).click();
    const opened = page.getByRole('dialog', { name: 'Permesso di soggiorno' });
    await opened.getByRole('img', { name: 'Pagina 1' }).waitFor();
    const handedOver = await downloadOf(page, opened.getByRole('link', { name: 'Scarica la versione 1' }));
    expect(handedOver.suggestedFilename()).toMatch(/^[a-z0-9-]+-permit-1\.pdf$/);
    await expectAccessible(page);
    await opened.getByRole('button', { name: 'Chiudi' }).first().click();

    await goTo(page, '/');
    await page.getByText('Un documento scade').first().waitFor();
    // What the browser itself writes when the network is off is part of this story.
    expect(seat.errors.filter((error) => !/ERR_/.test(error))).toEqual([]);
    await seat.leave();
  });

  it('reads the contract that an employer sent as a PDF, page by page, without opening the file on her computer', async () => {
    const giulia = await colleague(inject('address'), 'giulia');
    const [personId, caseId] = [newId(), newId()];
    await giulia.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
    const contract = await asPdf({
      title: 'Contratto di lavoro', language: 'it', letterhead: { office: 'Azienda agricola Fratelli Rossi', lines: ['Contrada Pianella 4, Avellino'] },
      blocks: [{ kind: 'paragraph', text: 'Operaio agricolo, tre giornate dichiarate al mese.' }, { kind: 'pageBreak' }, { kind: 'signature', label: 'Firma del datore di lavoro' }],
    }, { at: new Date() });
    const seat = await signInAs('giulia');
    await seat.page.goto(`/cases/${caseId}?tab=documents`);
    const tab = await openTab(seat.page, 'Documenti');
    await tab.getByRole('button', { name: 'Aggiungi un documento' }).click();
    const dialog = seat.page.getByRole('dialog', { name: 'Aggiungi un documento' });
    await dialog.locator('input[type=file]:not([capture])').setInputFiles({ name: 'contratto.pdf', mimeType: 'application/pdf', buffer: Buffer.from(contract) });
    await dialog.getByLabel('Che documento è').selectOption({ label: 'Contratto di lavoro' });
    await dialog.getByRole('button', { name: 'Conserva' }).click();
    await dialog.waitFor({ state: 'detached' });
    const card = tab.getByRole('listitem').filter({ hasText: 'Contratto di lavoro' });
    await expect.poll(() => card.locator('img').count()).toBe(1);
    await closeMessages(seat.page);
    await card.getByRole('button', { name: /^Apri/ }).click();
    const opened = seat.page.getByRole('dialog', { name: 'Contratto di lavoro' });
    await opened.getByRole('img', { name: 'Pagina 1' }).waitFor();
    await opened.getByRole('button', { name: 'Mostra pagina 2 di 2' }).click();
    const second = opened.getByRole('img', { name: 'Pagina 2' });
    await expect.poll(() => second.evaluate((one: HTMLImageElement) => one.naturalHeight)).toBeGreaterThan(1000);
    await expectAccessible(seat.page);
    await opened.getByRole('img', { name: 'Pagina 1' }).evaluate((one) => one.scrollIntoView({ block: 'start' }));
    await picture(seat.page, 'documento-da-fuori');
    expectQuiet(seat);
    await seat.leave();
  });

  it('writes one letter for two of her people, once Teresa has read its words and put it in use', async () => {
    const giulia = await colleague(inject('address'), 'giulia');
    const codes: string[] = [];
    for (const name of ['Amina', 'Joseph']) {
      const [personId, caseId] = [newId(), newId()];
      const { code } = await giulia.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId, gender: 'other' });
      await giulia.ask('PUT', `/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: name, preferred: true });
      codes.push(code);
    }
    const office = await signInAs('teresa');
    await office.page.goto('/letters');
    await office.page.getByRole('button', { name: 'Apri: Attestazione di presenza' }).click();
    const words = office.page.getByRole('dialog', { name: 'Attestazione di presenza' });
    await expectAccessible(office.page);
    const use = words.getByRole('button', { name: 'Metti in uso' });
    await use.or(words.getByRole('button', { name: 'Nuova edizione' })).first().waitFor();
    if (await use.count() > 0) await use.click();
    else await office.page.keyboard.press('Escape');
    await words.waitFor({ state: 'detached' });
    await expectAccessible(office.page);
    await office.leave();

    const seat = await signInAs('giulia');
    await seat.page.goto('/letters');
    await seat.page.getByRole('button', { name: 'Scrivi: Attestazione di presenza' }).click();
    const dialog = seat.page.getByRole('dialog', { name: 'Attestazione di presenza' });
    for (const code of codes) {
      await dialog.getByLabel('Cerca per codice').fill(code);
      await dialog.getByText(code, { exact: true }).click();
    }
    for (const [ask, answer] of [['Giorno', '12 novembre'], ['Dalle', '9'], ['Alle', '11']] as const) await dialog.getByLabel(new RegExp(`^${ask}`)).fill(answer);
    await expectAccessible(seat.page);
    await picture(seat.page, 'lettera-per-molti');
    await dialog.getByRole('button', { name: 'Fai 2 lettere' }).click();
    await dialog.waitFor({ state: 'detached' });
    const run = seat.page.getByRole('listitem').filter({ hasText: '2 di 2' }).first();
    const download = await downloadOf(seat.page, run.getByRole('link', { name: 'Scarica tutte (ZIP)' }));
    expect(download.suggestedFilename()).toMatch(/^lettere-[0-9a-f]{6}\.zip$/);
    expectQuiet(seat);
    await seat.leave();
  });
});
