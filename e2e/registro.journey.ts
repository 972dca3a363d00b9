import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../src/app/build.ts';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';

afterAll(closeBrowser);

describe('The register of the desk', () => {
  it('comes in row by row under Teresa’s eyes, and goes out again whole', async () => {
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    const openCases = async (): Promise<string> => {
      await page.goto('/');
      return page.getByRole('list', { name: 'Quanti casi' }).getByRole('listitem').first().innerText();
    };
    const before = await openCases();
    await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Importa' }).click();
    await page.getByRole('heading', { level: 1, name: 'Importa un registro' }).waitFor();
    await expectAccessible(page);
    await page.locator('input[type=file]').setInputFiles(join(root, 'src/features/imports/fixtures/registro-sportello.xlsx'));

    await page.getByRole('region', { name: 'Quali fogli sono registri' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Avanti' }).click();
    await page.getByRole('button', { name: 'Leggi le righe' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Leggi le righe' }).click();
    const check = page.getByRole('region', { name: 'Righe che aspettano uno sguardo' });
    await check.getByText(/righe hanno qualcosa da guardare/).waitFor();
    await expectAccessible(page);
    await picture(page, 'importa-controllo');
    await check.getByRole('button', { name: 'Avanti' }).click();
    await page.getByRole('region', { name: 'Chi conosciamo già' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'importa-doppioni');
    await page.getByRole('navigation', { name: 'Passi dell’importazione' }).or(page.getByRole('navigation', { name: "Passi dell'importazione" })).getByText('Importazione', { exact: true }).click();

    // A dry run first; rows that nobody looked at stay out.
    await page.getByText('Questa è una prova: non è stato ancora scritto niente.').waitFor();
    await page.getByRole('button', { name: 'Lasciale fuori' }).click();
    await page.getByText('Quelle da guardare una per una restano').waitFor();
    await picture(page, 'importa-prova');

    // Those that tell of a possible minor, or of several people, stay: Teresa opens each and decides about it alone.
    await page.getByRole('button', { name: 'Guarda le righe' }).click();
    const still = page.getByText(/^Da guardare · \d+$/).first();
    const dialog = page.getByRole('dialog');
    const alone = Number((await still.innerText()).split('·')[1]);
    expect(alone).toBeGreaterThan(0);
    // After a decision the dialog goes on to the next row by itself, or closes: either way the next one is looked at.
    await expect.poll(async () => {
      if (await page.getByText('Da guardare · 0', { exact: true }).isVisible()) return true;
      if (!(await dialog.isVisible())) await page.getByRole('table').last().getByRole('row').getByRole('button').first().click({ timeout: 2_000 });
      await dialog.getByRole('button', { name: 'Va bene così' }).click({ timeout: 2_000 });
      return false;
    }, { timeout: 90_000, interval: 300 }).toBe(true);
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('navigation', { name: 'Passi dell’importazione' }).or(page.getByRole('navigation', { name: "Passi dell'importazione" })).getByText('Importazione', { exact: true }).click();
    // Each was looked at; those of whom nobody has said who they are may now stay out with the others.
    await page.getByRole('button', { name: 'Lasciale fuori' }).click();
    await page.getByRole('button', { name: 'Importa', exact: true }).click();
    await page.getByText(/Fatto\. Il file aveva/).waitFor({ timeout: 120_000 });
    await page.getByText('Aperta una persona nuova').waitFor();
    await expectAccessible(page);
    await picture(page, 'importa-esito');
    const outcome = page.url();
    expect(await openCases()).not.toBe(before);

    await page.goto(outcome);
    await page.getByRole('button', { name: 'Guarda che cosa si toglierebbe' }).click();
    await page.getByText(/Si toglierebbero/).waitFor();
    await page.getByRole('button', { name: 'Annulla tutta l' }).click();
    const sure = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await sure.getByRole('textbox').fill('Era una prova con il file sbagliato');
    await sure.getByRole('button', { name: 'Annulla tutta l' }).click();
    await page.getByText(/L.importazione è stata annullata/).waitFor({ timeout: 60_000 });
    expect(await openCases()).toBe(before);
    expectQuiet(teresa);
    await teresa.leave();
  });
});
