import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { openAnonymously, typeDate } from './support/steps.ts';

afterAll(closeBrowser);

describe('A boy who says he is sixteen', () => {
  it('is held to be a child from the doubt on: instruments locked, who must be told stands there, and only an authority ends it', async () => {
    const blessing = await signInAs('blessing');
    const { page } = blessing;
    const { caseId } = await openAnonymously(page);
    await page.goto(`/cases/${caseId}?tab=person`);
    await page.getByRole('button', { name: 'C’è un dubbio sull’età' }).click();
    const why = page.getByRole('alertdialog');
    await why.getByRole('textbox').fill('Dice di avere sedici anni');
    await why.getByRole('button', { name: 'C’è un dubbio sull’età' }).click();
    await page.getByText('Forse ha meno di 18 anni').first().waitFor();

    await page.getByRole('tab', { name: 'Sicurezza' }).click();
    const path = page.getByRole('region', { name: 'Percorso minori' });
    await path.getByText('Subito').first().waitFor();
    await expectAccessible(page);
    await picture(page, 'percorso-minori');
    for (const who of ['Procura o Tribunale per i minorenni', 'Forze dell’ordine', 'Servizi sociali']) {
      await path.getByRole('button', { name: `Fatto: ${who}` }).click();
      const told = page.getByRole('alertdialog', { name: who });
      await told.getByRole('textbox').fill('Parlato con chi era di turno, protocollo 7');
      await told.getByRole('button', { name: 'Fatto', exact: true }).click();
      await path.getByRole('button', { name: `Rimetti da fare: ${who}` }).waitFor();
    }
    await path.getByRole('button', { name: 'È stato segnalato' }).click();
    const reported = page.getByRole('alertdialog', { name: 'È stato segnalato' });
    await reported.getByRole('textbox').fill('Segnalazione unica con richiesta di tutela');
    await reported.getByRole('button', { name: 'È stato segnalato' }).click();
    await path.getByText('Segnalato', { exact: true }).first().waitFor();
    await expect.poll(() => path.getByRole('button', { name: /è adulto per un’autorità/ }).count()).toBe(0);

    // The court writes that he is an adult; only then can the path end so.
    await path.getByRole('button', { name: 'Che cosa ha stabilito un’autorità' }).click();
    const act = page.getByRole('dialog', { name: 'Che cosa ha stabilito un’autorità' });
    await act.getByRole('combobox', { name: /Autorità/ }).selectOption({ label: 'Tribunale per i minorenni' });
    await act.getByText('È maggiorenne', { exact: true }).click();
    await typeDate(act, 'Data dell’atto', '2026-03-02');
    await act.getByLabel('Numero o riferimento dell’atto').fill('Decreto 41/2026');
    await expectAccessible(page);
    await act.getByRole('button', { name: 'Salva' }).click();
    await act.waitFor({ state: 'detached' });
    await path.getByRole('button', { name: /è adulto per un’autorità/ }).click();
    const closing = page.getByRole('alertdialog', { name: /è adulto per un’autorità/ });
    await closing.getByRole('textbox').fill('Decreto del tribunale, letto con lui e la mediatrice');
    await closing.getByRole('button', { name: /è adulto per un’autorità/ }).click();
    await page.getByText('Per noi è un minore').waitFor({ state: 'detached' });
    await path.getByText('Adulto per un’autorità', { exact: true }).first().waitFor();
    await expect.poll(() => path.getByRole('button', { name: /^Fatto/ }).count()).toBe(0);
    expectQuiet(blessing);
    await blessing.leave();
  });
});
