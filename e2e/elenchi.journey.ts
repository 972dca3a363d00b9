import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { arrive, goTo } from './support/steps.ts';

afterAll(closeBrowser);

/** Presses Tab until what has the focus is called so. @throws when it is not met */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const called = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : undefined;
      return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
    });
    if (typeof name === 'string' ? called === name : name.test(called)) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

describe('Giulia and the people who need the same', () => {
  it('narrows a list by keyboard, keeps it, finds it on Today with its count, does the same for two and takes it back', async () => {
    const api = await colleague(inject('address'), 'giulia');
    const caseIds = [newId(), newId()];
    for (const caseId of caseIds) {
      await api.ask('PUT', `/api/persons/${newId()}`, { caseId, gender: 'male' });
      await api.ask('PATCH', `/api/cases/${caseId}`, { risk: 'extreme', ownerId: api.memberId }, 1);
    }
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    await page.goto('/cases?risk=extreme');
    await page.getByRole('link', { name: 'Salva o agisci su più righe' }).press('Enter');
    await page.getByRole('button', { name: 'Togli Rischio: estremo' }).waitFor();
    await page.goto('/lists');
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'elenchi');
    await tabTo(page, 'Percorsi');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Percorsi' }).waitFor();
    await tabTo(page, 'Rischio');
    await page.keyboard.type('estremo');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Togli Rischio: estremo' }).waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'elenco-ristretto');

    await page.getByRole('button', { name: 'Salva elenco' }).focus();
    await page.keyboard.press('Enter');
    const naming = page.getByRole('dialog', { name: 'Salva elenco' });
    await naming.getByLabel(/Nome dell’elenco/).fill('Da vedere per primi');
    await expectAccessible(page);
    await picture(page, 'elenco-nome');
    await naming.getByRole('button', { name: 'Salva' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Da vedere per primi' }).waitFor();

    // Ticked by the space bar; what can be done is said with whether it can be taken back.
    await page.getByRole('table').waitFor();
    await tabTo(page, /^Scegli [a-z]+-[a-z]+-\d\d$/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Scegli [a-z]+-[a-z]+-\d\d$/);
    await page.keyboard.press('Space');
    await page.getByText('2 percorsi scelti').waitFor();
    await picture(page, 'elenco-scelti');
    await page.getByRole('button', { name: 'Che cosa fare' }).press('Enter');
    await page.getByRole('menuitem', { name: /Aggiungi una cosa da fare/ }).waitFor();
    await expectAccessible(page);
    await picture(page, 'elenco-che-cosa-fare');
    await page.getByRole('menuitem', { name: /Aggiungi una cosa da fare/ }).press('Enter');
    const asked = page.getByRole('dialog', { name: 'Aggiungi una cosa da fare' });
    await asked.getByLabel(/^Che cosa fare/).fill('Chiamare il consolato');
    await expectAccessible(page);
    await picture(page, 'elenco-da-fare');
    await asked.getByRole('button', { name: 'Fallo per 2' }).press('Enter');
    await asked.getByText('Fatto per 2 su 2').waitFor();
    await expectAccessible(page);
    await picture(page, 'elenco-fatto');
    await asked.getByRole('button', { name: 'Annulla tutto' }).press('Enter');
    await asked.getByText('Annullato per 2 su 2').waitFor();
    await asked.getByRole('button', { name: 'Chiudi' }).last().press('Enter');
    const left = await Promise.all(caseIds.map((caseId) => api.ask<{ items: unknown[] }>('GET', `/api/cases/${caseId}/tasks`)));
    expect(left.map(({ items }) => items)).toEqual([[], []]);

    // How it went stays to be looked at, case by case.
    await goTo(page, '/lists');
    await page.getByRole('link', { name: 'Aggiungi una cosa da fare' }).first().press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Aggiungi una cosa da fare' }).waitFor();
    await page.getByText('Annullato per 2 su 2').waitFor();
    await expectAccessible(page);

    await page.goto('/');
    const pinned = page.getByRole('navigation', { name: 'I miei elenchi' }).getByRole('link', { name: /^Da vedere per primi: \d+$/ });
    await pinned.waitFor();
    await picture(page, 'oggi-con-elenchi');
    await pinned.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Da vedere per primi' }).waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await arrive(page);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'elenco-telefono');

    // Into a file by a link of the program, and from one part of it to another: the chosen part is in sight in the row of parts.
    for (const tab of ['documents', 'access', 'plan']) {
      await goTo(page, `/cases/${caseIds[0]}?tab=${tab}`);
      const chosen = page.getByRole('tab', { selected: true });
      await expect.poll(() => chosen.evaluate((node) => node.getBoundingClientRect().left >= 0 && node.getBoundingClientRect().right <= innerWidth)).toBe(true);
      expect(await chosen.getAttribute('data-key')).toBe(tab);
    }
    expectQuiet(giulia);
    await giulia.leave();
  });
});
