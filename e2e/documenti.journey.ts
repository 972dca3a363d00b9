import sharp from 'sharp';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { closeBrowser, closeMessages, downloadOf, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { goTo, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const drawn = (side: string): Buffer => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="#d9d2c2"/><text x="80" y="200" font-size="60">${side}</text></svg>`);
const photo = (side: string): Promise<Buffer> => sharp(drawn(side)).jpeg().toBuffer();
const day = (inDays: number): string => new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10);

describe('Giulia and a permit that a person takes out of a pocket', () => {
  it('photographs its two sides with the phone, which become one sealed PDF; her day says that it expires', async () => {
    const giulia = await colleague(inject('address'), 'giulia');
    const [personId, caseId] = [newId(), newId()];
    await giulia.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
    await giulia.ask('PATCH', `/api/cases/${caseId}`, { ownerId: giulia.memberId, risk: 'low' }, 1);

    const seat = await signInAs('giulia', 'phone');
    await seat.page.goto(`/cases/${caseId}?tab=documents`);
    const tab = await openTab(seat.page, 'Documenti');
    await tab.getByText('Ancora nessun documento').waitFor();
    await tab.getByRole('button', { name: 'Aggiungi un documento' }).click();
    const dialog = seat.page.getByRole('dialog', { name: 'Aggiungi un documento' });
    // The camera of a phone gives one photograph at a time.
    const camera = dialog.locator('input[capture]');
    await camera.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await photo('PERMESSO fronte') });
    await dialog.getByRole('img', { name: 'Pagina 1' }).waitFor();
    await camera.setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: await photo('PERMESSO retro') });
    await dialog.getByRole('img', { name: 'Pagina 2' }).waitFor();
    await dialog.getByLabel('Che documento è').selectOption({ label: 'Permesso di soggiorno' });
    const [year, month, date] = day(25).split('-');
    const expires = dialog.getByRole('group', { name: /^Scade il/ });
    for (const [part, value] of [[/giorno/i, date], [/mese/i, month], [/anno/i, year]] as const) await expires.getByRole('spinbutton', { name: part }).pressSequentially(value ?? '');
    await expectAccessible(seat.page);
    await picture(seat.page, 'documento-fotografato');

    // The network breaks off between the two pages: what was chosen is still there, and goes again by itself.
    let broken = true;
    await seat.page.route('**/api/documents/*', (route) => (broken ? route.abort() : route.continue()));
    await dialog.getByRole('button', { name: 'Conserva' }).click();
    await dialog.getByText('Quello che ha scelto è ancora qui').waitFor();
    broken = false;
    await dialog.waitFor({ state: 'detached' });

    const card = tab.getByRole('listitem').filter({ hasText: 'Permesso di soggiorno' });
    await card.getByText('2 pagine').waitFor();
    expect(await card.getByText(/^Scade il/).count()).toBe(1);
    await expectAccessible(seat.page);
    await card.scrollIntoViewIfNeeded();
    await picture(seat.page, 'documenti-del-caso');
    // On a phone what was said stands at the top for a while, over what opens there.
    await closeMessages(seat.page);
    await card.getByRole('button', { name: /^Apri/ }).click();
    const opened = seat.page.getByRole('dialog', { name: 'Permesso di soggiorno' });
    await opened.getByRole('img', { name: 'Pagina 1' }).waitFor();
    const handedOver = await downloadOf(seat.page, opened.getByRole('link', { name: 'Scarica la versione 1' }));
    expect(handedOver.suggestedFilename()).toMatch(/^[a-z0-9-]+-permit-1\.pdf$/);
    await expectAccessible(seat.page);
    await opened.getByRole('button', { name: 'Chiudi' }).first().click();

    await goTo(seat.page, '/');
    await seat.page.getByText('Un documento scade').first().waitFor();
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
