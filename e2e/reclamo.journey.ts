import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { choose } from './support/steps.ts';

afterAll(closeBrowser);

const words = 'Nessuno ascolta quando parlo piano.';

describe('whoever has something to say of us', () => {
  it('tells Rubina, who does not read it again; Teresa answers it; and the screen that was handed over comes back locked', async () => {
    const rubina = await signInAs('rubina', 'phone');
    const { page } = rubina;
    await page.goto('/desk');
    await page.getByRole('link', { name: 'Reclami e pareri' }).click();
    await page.getByRole('button', { name: 'Raccogli un reclamo' }).click();
    const form = page.getByRole('dialog', { name: 'Raccogli un reclamo' });
    await choose(form, 'Chi lo dice', 'Senza nome');
    await form.getByLabel('In quale lingua').selectOption('bn');
    await form.getByLabel(/Che cosa è successo/).fill(words);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'reclamo-raccolto');
    await form.getByRole('button', { name: 'Consegna' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('Di ciò che hai raccolto').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Apri/ }).count()).toBe(0);
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Chiedi com’è andata' }).click();
    await choose(page, 'Lingua della persona', 'arabo');
    await page.getByText('Testo non ancora approvato').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Passa lo schermo' }).click();
    const asked = page.getByRole('dialog', { name: 'كيف كانت تجربتك؟' });
    expect(await asked.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
    await choose(asked, 'هل فهموك؟', 'نعم، كثيراً');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'pareri-persona');
    await asked.getByRole('button', { name: 'انتهيت' }).click();
    await page.getByRole('button', { name: 'Riprendi lo schermo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Sblocca|Riapri/ }).waitFor();
    expectQuiet(rubina);
    await rubina.leave();

    const teresa = await signInAs('teresa');
    await teresa.page.goto('/feedback');
    await teresa.page.getByRole('heading', { name: 'Capiti?' }).first().waitFor();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'reclami-e-pareri');
    await teresa.page.getByRole('button', { name: /^Apri/ }).first().click();
    const told = teresa.page.getByRole('dialog', { name: 'Reclamo' });
    await told.getByText(words).waitFor();
    await told.getByRole('button', { name: 'Comincia a guardare' }).click();
    const reason = teresa.page.getByRole('alertdialog', { name: 'Comincia a guardare' });
    await reason.getByRole('textbox').fill('Parlo con chi era allo sportello.');
    await reason.getByRole('button', { name: 'Comincia a guardare' }).click();
    await told.getByText('Si è cominciato a guardare.').waitFor();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'reclamo');
    expectQuiet(teresa);
    await teresa.leave();
  });
});
