import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, choose } from './support/steps.ts';

afterAll(closeBrowser);

describe('somebody whom nobody knows writes to the programme', () => {
  it('their mail becomes a segnalazione with the words that Teresa marked, and they are told that it arrived and nothing else', async () => {
    const seat = await signInAs('teresa');
    const { page } = seat;
    // Her day says how much mail waits and since when; the one inbox shows it among what she decides, and apart what comes from somebody unknown.
    await page.getByRole('link', { name: /^Posta da decidere: 5 \(il più vecchio dal / }).waitFor();
    await page.goto('/reports');
    await page.getByText('Sportello CAS Aurora').first().waitFor();
    await arrive(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Tenute da parte: \d/ }).click();
    await page.getByText('da chi non conosciamo').first().waitFor();
    await choose(page, 'Quali', 'Da decidere');
    await page.getByRole('link', { name: 'Posta da decidere: 5' }).click();
    await page.getByRole('heading', { level: 1, name: 'Posta del programma' }).waitFor();
    await arrive(page);
    await choose(page, 'Quali', 'Sconosciuti (3)');
    await page.getByRole('link', { name: 'la signora del terzo piano' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'posta');
    await page.getByRole('link', { name: 'la signora del terzo piano' }).click();
    await page.getByText('non esce mai').waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'posta-messaggio');

    await page.getByRole('link', { name: 'Fanne una segnalazione' }).click();
    const message = page.getByRole('textbox', { name: 'Il messaggio' });
    await message.evaluate((field: HTMLTextAreaElement) => {
      const at = field.value.indexOf('Non ha i suoi documenti');
      field.setSelectionRange(at, at + 'Non ha i suoi documenti'.length);
    });
    await page.getByRole('button', { name: 'Prendi le parole segnate' }).click();
    await expect.poll(() => page.getByLabel(/^In poche parole/).inputValue()).toBe('Non ha i suoi documenti');
    await choose(page, 'C’è un pericolo adesso?', 'No');
    await choose(page, 'È minorenne?', 'No');
    await choose(page, 'La persona lo sa ed è d’accordo?', 'Non gliel’ho chiesto');
    await choose(page, 'Come la chiami qui', 'In nessun modo');
    await page.getByText('Chiede aiuto', { exact: true }).click();
    await choose(page, 'Quanto è urgente', 'Entro 3 giorni');
    await page.getByLabel('Chi segnala', { exact: false }).first().selectOption({ label: 'Cittadino' });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Manda', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /^S-|^[A-Z]/ }).waitFor();
    await page.getByText('Non ha i suoi documenti').first().waitFor();

    await page.goto('/reports/mail');
    await choose(page, 'Quali', 'Decisi');
    await page.getByRole('link', { name: 'la signora del terzo piano' }).click();
    await page.getByRole('link', { name: 'Apri la segnalazione' }).waitFor();
    await page.getByRole('button', { name: 'Avvisa che è arrivato' }).click();
    const dialog = page.getByRole('dialog', { name: 'Avvisa che è arrivato' });
    await dialog.getByText('viola.m@posta-libera.example').waitFor();
    // Word for word what leaves, in the language of the letter or another.
    await choose(page, 'In che lingua', 'francese');
    await dialog.getByText('Votre message est arrivé', { exact: true }).waitFor();
    await choose(page, 'In che lingua', 'italiano');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Manda l’avviso' }).or(dialog.getByRole('button', { name: 'Manda l\'avviso' })).click();
    await page.getByText(/Avvisato che è arrivato: Teresa/).waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await arrive(page);
    await expectNoSidewaysScroll(page);
    // One letter less waits, in the day and in the inbox, on a telephone too.
    await page.goto('/');
    await page.getByRole('link', { name: /^Posta da decidere: 4 / }).waitFor();
    await page.goto('/reports');
    await page.getByRole('link', { name: 'Posta da decidere: 4' }).waitFor();
    await arrive(page);
    await expectNoSidewaysScroll(page);
    expectQuiet(seat);
    await seat.leave();
  });
});
