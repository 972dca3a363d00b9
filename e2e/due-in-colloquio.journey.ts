import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { openAnonymously, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const wish = 'Qual è la prima cosa che vorresti cambiasse?';
const strength = 'Che cosa sai fare bene? Chi o che cosa ti aiuta?';

describe('Giulia and Teresa, in one interview at two screens', () => {
  it('see each other, write in the same part, lose nothing, and both sign', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    await openAnonymously(page);
    await (await openTab(page, 'Colloqui')).getByRole('button', { name: 'Nuovo colloquio' }).click();
    await page.getByRole('dialog', { name: 'Nuovo colloquio' }).getByRole('button', { name: 'Prepara' }).click();
    await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
    await page.getByLabel(wish).waitFor();

    const teresa = await signInAs('teresa');
    const theirs = teresa.page;
    await theirs.goto(page.url());
    await theirs.getByLabel(wish).waitFor();
    await page.getByText('Qui anche Teresa', { exact: false }).waitFor();

    // Different questions of one part come together by themselves.
    await Promise.all([page.getByLabel(wish).fill('Dormire'), theirs.getByLabel(strength).fill('Cuce bene')]);
    await expect.poll(() => page.getByLabel(strength).inputValue()).toBe('Cuce bene');
    await expect.poll(() => theirs.getByLabel(wish).inputValue()).toBe('Dormire');

    // The same words written at once: both texts stay, and both of them see it.
    await Promise.all([page.getByLabel(wish).fill('Dormire in una stanza sua'), theirs.getByLabel(wish).fill('Dormire e lavorare')]);
    await Promise.all([page, theirs].map((one) => one.getByText('I due testi sono entrambi al sicuro').first().waitFor()));
    await page.evaluate(() => scrollTo({ top: 0 }));
    await expectAccessible(page);
    await picture(page, 'due-in-colloquio');
    await theirs.getByRole('button', { name: 'Tieni entrambi' }).click();
    const both = (words: string): boolean => words.includes('Dormire in una stanza sua') && words.includes('Dormire e lavorare');
    for (const one of [page, theirs]) await expect.poll(async () => both(await one.getByLabel(wish).inputValue())).toBe(true);
    await page.getByText('I due testi sono entrambi al sicuro').waitFor({ state: 'detached' });

    // What was there before can be read, with who wrote it.
    await page.getByRole('button', { name: /test[oi] di prima/ }).click();
    const past = page.getByRole('dialog', { name: 'Testi di prima' });
    await past.getByText('unito all’altro da Teresa', { exact: false }).waitFor();
    await expectAccessible(page);
    await past.getByRole('button', { name: 'Chiudi' }).last().click();

    await page.getByRole('button', { name: 'Ferma', exact: true }).click();
    const stopping = page.getByRole('dialog', { name: 'Fermare il colloquio' });
    await stopping.getByText('Abbiamo finito').click();
    await stopping.getByRole('button', { name: 'Ferma il colloquio' }).click();
    await page.getByRole('button', { name: 'Firma', exact: true }).click();
    await page.getByRole('alertdialog', { name: 'Firmare il colloquio' }).getByRole('button', { name: 'Firma' }).click();
    await page.getByText('Condotto e firmato da').waitFor();
    await theirs.getByRole('button', { name: 'Firma anche tu' }).click();
    await theirs.getByText('Ha scritto e firmato anche').waitFor();
    await expectAccessible(theirs);
    await expectNoSidewaysScroll(theirs);
    expectQuiet(giulia);
    expectQuiet(teresa);
    await giulia.leave();
    await teresa.leave();
  });

  it('and one of them in two windows without network: what both windows held is found again', async () => {
    const giulia = await signInAs('giulia');
    const { page, context } = giulia;
    await openAnonymously(page);
    await (await openTab(page, 'Colloqui')).getByRole('button', { name: 'Nuovo colloquio' }).click();
    await page.getByRole('dialog', { name: 'Nuovo colloquio' }).getByRole('button', { name: 'Prepara' }).click();
    await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
    await page.getByLabel(wish).waitFor();
    const url = page.url();
    const second = await context.newPage();
    await second.goto(url);
    await second.getByLabel(wish).waitFor();
    await context.setOffline(true);
    await page.getByLabel(wish).fill('Dalla prima finestra');
    await second.getByLabel(strength).fill('Dalla seconda finestra');
    for (const one of [page, second]) await one.getByText(/^Salvato .* su questo dispositivo$/).first().waitFor();
    for (const one of [page, second]) await one.close();
    await context.setOffline(false);
    const third = await context.newPage();
    await third.goto(url);
    await third.getByRole('alertdialog', { name: 'Ritrovate parole non ancora inviate' }).getByRole('button', { name: 'Riprendile' }).click();
    await third.getByText(/^Salvato .* inviato$/).first().waitFor();
    expect([await third.getByLabel(wish).inputValue(), await third.getByLabel(strength).inputValue()]).toEqual(['Dalla prima finestra', 'Dalla seconda finestra']);
    await giulia.leave();
  });
});
