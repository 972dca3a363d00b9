import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, choose, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const words = 'Torna di notte, non ha più il passaporto. Dice: «mi devono quattro mesi».';

describe('Luca of CAS Villa Aurora refers a guest', () => {
  it('in two minutes on a telephone; Teresa accepts, Giulia’s case has all of it, and Luca reads the answer', async () => {
    const luca = await signInAs('luca', 'phone');
    await luca.page.getByRole('link', { name: 'Segnala', exact: true }).click();
    const { page } = luca;
    // Sent with nothing in it, it shows what is missing first, and has the focus there.
    await page.getByRole('button', { name: 'Manda', exact: true }).click();
    await expect.poll(() => page.getByRole('radiogroup', { name: 'C’è un pericolo adesso?' }).getByRole('radio').first().evaluate((radio) => radio === document.activeElement)).toBe(true);
    await choose(page, 'C’è un pericolo adesso?', 'Sì, adesso');
    await page.getByRole('link', { name: '112' }).waitFor();
    await choose(page, 'C’è un pericolo adesso?', 'No');
    await choose(page, 'È minorenne?', 'No');
    await choose(page, 'La persona lo sa ed è d’accordo?', 'Sì');
    await page.getByLabel(/^Codice/).fill('VA-07');
    await page.getByRole('combobox', { name: 'Lingua' }).click();
    await page.keyboard.type('franc', { delay: 20 });
    await page.getByRole('option', { name: /^francese$/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Chiede aiuto', { exact: true }).click();
    await page.getByText('Le tengono i documenti', { exact: true }).click();
    await page.getByLabel(/^In poche parole/).fill('È malata. ');
    await page.getByText('Sembra che tu parli di: salute').waitFor();
    await page.getByLabel(/^In poche parole/).fill(words);
    await choose(page, 'Quanto è urgente', 'Entro 3 giorni');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'segnala');
    // The telephone dies in the middle: what was written is still there.
    await page.getByText(/su questo dispositivo/).waitFor();
    page.on('dialog', (asked) => void asked.accept());
    await page.reload();
    await page.getByRole('button', { name: 'Riprendi', exact: false }).click();
    await expect.poll(() => page.getByLabel(/^In poche parole/).inputValue()).toBe(words);
    await page.getByLabel('Scegli un file').setInputFiles({ name: 'busta paga.txt', mimeType: 'text/plain', buffer: Buffer.from('Ore: 190') });
    await page.getByRole('button', { name: 'Manda', exact: true }).click();
    await page.getByText('Ricevuta dall’équipe').first().waitFor();
    await page.getByText('Si rileggono solo i nomi').waitFor();
    const reference = await page.getByRole('heading', { level: 1 }).innerText();
    await expect.poll(() => page.locator('.send-mark').count()).toBe(0);
    await page.getByText('busta paga.txt').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Stampa' }).click();
    const printing = page.getByRole('dialog', { name: 'Una segnalazione su carta' });
    const [paper] = await Promise.all([page.waitForEvent('download'), printing.getByText('PDF, da stampare').click()]);
    expect(paper.suggestedFilename()).toBe(`segnalazione-${reference}.pdf`);
    await expectAccessible(page);
    await printing.getByRole('button', { name: 'Chiudi' }).last().click();
    await printing.waitFor({ state: 'detached' });

    const teresa = await signInAs('teresa');
    await teresa.page.goto('/reports');
    await arrive(teresa.page);
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'segnalazioni');
    await teresa.page.getByRole('listitem').filter({ hasText: reference }).getByRole('link', { name: 'Prendila in triage' }).click();
    await teresa.page.getByRole('button', { name: 'Prendi in triage' }).click();
    await teresa.page.getByText('non ha più il passaporto').waitFor();
    await teresa.page.getByRole('link', { name: 'Prendi busta paga.txt' }).waitFor();
    await teresa.page.getByRole('button', { name: 'Fissa un incontro' }).click();
    const meeting = teresa.page.getByRole('dialog', { name: 'Fissa un incontro' });
    await meeting.getByText('Colleghi da chiamare').waitFor();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'incontro-congiunto');
    await meeting.getByRole('button', { name: 'Annulla', exact: true }).click();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'triage');
    await teresa.page.getByRole('button', { name: 'Accogli', exact: true }).click();
    const dialog = teresa.page.getByRole('dialog', { name: 'Accogli' });
    await dialog.getByLabel('Chi la segue').selectOption({ label: 'Giulia Ferrara — Psicologia' });
    await dialog.getByLabel(/^Risposta a chi ha segnalato/).fill('La accogliamo: vi chiama Giulia.');
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'accogli');
    await dialog.getByRole('button', { name: 'Accogli', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await teresa.page.getByRole('heading', { name: 'La pratica' }).waitFor();
    expectQuiet(teresa);
    await teresa.leave();

    const giulia = await signInAs('giulia');
    await giulia.page.getByRole('link', { name: /Ti è stato affidato un caso/ }).first().click();
    const profile = await openTab(giulia.page, 'Profilo');
    await profile.getByText('non ha più il passaporto').waitFor();
    await profile.getByText('Le tengono i documenti').waitFor();
    await expectAccessible(giulia.page);
    // The first talk: an hour of the agenda, from the segnalazione itself.
    await profile.getByRole('link', { name: reference }).click();
    await giulia.page.getByRole('button', { name: 'Fissa il primo colloquio' }).click();
    const booking = giulia.page.getByRole('dialog', { name: 'Fissa il primo colloquio' });
    await booking.getByRole('button', { name: 'Proponi tre ore' }).click();
    await booking.getByRole('button', { name: /^Usa quest’ora/ }).first().click();
    await expectAccessible(giulia.page);
    await picture(giulia.page, 'primo-colloquio');
    await booking.getByRole('button', { name: 'Prendi l’appuntamento' }).click();
    await booking.waitFor({ state: 'detached' });
    await giulia.page.getByText(/^Primo colloquio: /).waitFor();
    expectQuiet(giulia);
    await giulia.leave();

    await page.goto('/');
    await page.getByRole('link', { name: reference }).first().click();
    await page.getByText('La accogliamo: vi chiama Giulia.').waitFor();
    await page.getByText('Accolta', { exact: true }).first().waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'segnalazione-risposta');
    expectQuiet(luca);
    await luca.leave();
  });
});
