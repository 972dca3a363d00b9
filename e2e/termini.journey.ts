import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, goTo } from './support/steps.ts';

afterAll(closeBrowser);

/** Presses Tab until the focus stands there, as who uses no mouse does. */
async function tabTo(page: Page, there: Locator): Promise<void> {
  await there.waitFor();
  for (let presses = 0; presses < 250; presses += 1) {
    if (await there.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the focus never came there');
}

/** The Monday that comes, as it is typed. */
function nextMonday(): { readonly typed: string; readonly shown: string } {
  const day = new Date();
  do day.setDate(day.getDate() + 1); while (day.getDay() !== 1);
  const [two, month, year] = [String(day.getDate()).padStart(2, '0'), String(day.getMonth() + 1).padStart(2, '0'), String(day.getFullYear())];
  return { typed: `${two}${month}${year}`, shown: `${two}/${month}/${year}` };
}

const part = (page: Page, name: string): Locator => page.locator('summary').filter({ hasText: name });

describe('the terms of the programme', () => {
  it('are changed by Teresa from next Monday, with the keyboard alone, and verified by Vincenzo, who did not write them', async () => {
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    const monday = nextMonday();
    await goTo(page, '/terms');
    await page.getByRole('heading', { level: 1, name: 'Termini e regole' }).waitFor();
    await expectAccessible(page);
    await tabTo(page, part(page, 'Piani e verifiche'));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Cambia Verifica del piano', exact: true }));
    await picture(page, 'termini-e-regole');
    await expectAccessible(page);
    await page.keyboard.press('Enter');

    const form = page.getByRole('dialog', { name: 'Cambia: Verifica del piano' });
    await tabTo(page, form.getByRole('textbox', { name: /^Giorni/ }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('120');
    await page.keyboard.press('Tab');
    await form.getByText('Lascia più tempo di quello con cui viene il sistema').waitFor();
    await tabTo(page, form.getByRole('group', { name: /^Vale dal/ }).getByRole('spinbutton').first());
    await page.keyboard.type(monday.typed);
    await tabTo(page, form.getByRole('button', { name: 'Salva' }));
    await page.keyboard.press('Enter');
    await form.getByText('Scrivi da dove viene').waitFor();
    await tabTo(page, form.getByRole('textbox', { name: /^Da dove viene/ }));
    await page.keyboard.type('Verbale dell’équipe, punto 3');
    await expectAccessible(page);
    await picture(page, 'termine-cambiato');
    await tabTo(page, form.getByRole('button', { name: 'Salva' }));
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await page.getByText(`dal ${monday.shown} · fonte:`).waitFor();
    await page.getByText('L’hai scritto tu: lo verifica qualcun altro.').waitFor();
    expect(await page.getByRole('button', { name: 'Segna come verificato Verifica del piano, 120 giorni' }).count()).toBe(0);

    // What the system comes with she may verify: nobody of the programme wrote it.
    await tabTo(page, page.getByRole('button', { name: 'Segna come verificato Verifica del piano con rischio alto o estremo, 60 giorni' }));
    await page.keyboard.press('Enter');
    const look = page.getByRole('dialog', { name: 'Verifica: Verifica del piano con rischio alto o estremo' });
    await tabTo(page, look.getByRole('textbox', { name: /^Che cosa hai guardato/ }));
    await page.keyboard.type('Protocollo d’intesa, art. 4');
    await expectAccessible(page);
    await tabTo(page, look.getByRole('button', { name: 'Segna come verificato' }));
    await page.keyboard.press('Enter');
    await look.waitFor({ state: 'detached' });
    await page.getByText(/^Verificato da Teresa Iannaccone/).waitFor();
    await page.getByText('Protocollo d’intesa, art. 4').waitFor();
    await expectAccessible(page);
    expectQuiet(teresa);
    await teresa.leave();

    const vincenzo = await signInAs('vincenzo');
    await goTo(vincenzo.page, '/terms');
    await vincenzo.page.getByRole('switch', { name: /^Solo da verificare/ }).focus();
    await vincenzo.page.keyboard.press('Space');
    await vincenzo.page.getByRole('button', { name: 'Segna come verificato Verifica del piano, 120 giorni' }).click();
    const seen = vincenzo.page.getByRole('dialog');
    expect(await seen.getByRole('textbox', { name: /^Che cosa hai guardato/ }).inputValue()).toBe('Verbale dell’équipe, punto 3');
    await seen.getByRole('button', { name: 'Segna come verificato' }).click();
    await seen.waitFor({ state: 'detached' });
    // What holds until Sunday nobody has verified, so that the entry stays among those to verify; of Monday's it is told who looked.
    await vincenzo.page.getByText(/^Verificato da Vincenzo Grasso/).waitFor();
    expect(await vincenzo.page.getByRole('button', { name: 'Segna come verificato Verifica del piano, 120 giorni' }).count()).toBe(0);
    expect(await vincenzo.page.getByRole('button', { name: 'Segna come verificato Verifica del piano, 90 giorni' }).count()).toBe(1);
    await vincenzo.page.getByText(/^Solo da verificare/).click();
    await part(vincenzo.page, 'Piani e verifiche').click();
    await vincenzo.page.getByText(/^Verificato da Vincenzo Grasso/).waitFor();
    expectQuiet(vincenzo);
    await vincenzo.leave();
  });

  it('show Teresa what other weights would make of this week, on a telephone too', async () => {
    const teresa = await signInAs('teresa', 'phone');
    const { page } = teresa;
    await goTo(page, '/terms');
    await part(page, 'Pesi e capienze').click();
    await page.getByRole('button', { name: /^Cambia Quanto pesa un caso/ }).click();
    const form = page.getByRole('dialog');
    const giulia = form.getByRole('table').getByRole('row').filter({ hasText: 'Giulia Ferrara' }).or(form.getByRole('listitem').filter({ hasText: 'Giulia Ferrara' })).first();
    await giulia.waitFor();
    const before = await giulia.innerText();
    for (const risk of ['non valutato', 'basso', 'medio', 'alto']) {
      await form.getByRole('textbox', { name: risk }).fill('9');
      await page.keyboard.press('Tab');
    }
    await expect.poll(() => giulia.innerText()).not.toBe(before);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('Escape');
    await arrive(page);
    expectQuiet(teresa);
    await teresa.leave();
  });
});
