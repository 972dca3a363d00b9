import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, openAnonymously } from './support/steps.ts';

afterAll(closeBrowser);

describe('An answer that nobody may leave unheard', () => {
  // In English, the language whose wording the house holds; Italian waits for whoever has the validated text.
  it('opens the protocol at once, is told to whoever coordinates, is taken up by Giulia, and what she did is written', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    const { caseId } = await openAnonymously(page);
    await page.evaluate(async (id) => {
      const { personId } = await (await fetch(`/api/cases/${id}`)).json() as { personId: string };
      await fetch(`/api/persons/${personId}/birth`, {
        method: 'PUT', headers: { 'x-requested-with': 'reti', 'content-type': 'application/json', 'if-match': '"0"' }, body: JSON.stringify({ precision: 'declared', year: 1994, month: null, day: null }),
      });
    }, caseId);
    await page.goto(`/cases/${caseId}?tab=screening`);
    await arrive(page);
    await page.getByRole('radiogroup', { name: 'Lingua in cui si fanno le domande' }).getByText('inglese', { exact: true }).click();
    await expectAccessible(page);
    await picture(page, 'strumenti-di-giulia');
    await page.getByRole('article').filter({ has: page.getByRole('heading', { name: /PHQ-9/ }) }).getByRole('button', { name: 'Inizia' }).click();
    await page.getByRole('radiogroup', { name: /better off dead/ }).getByText('Several days').click();
    await page.getByText(/protocollo di sicurezza per il rischio di farsi del male/).waitFor();
    await expectAccessible(page);
    await picture(page, 'phq-9-nona-risposta');

    const teresa = await signInAs('teresa');
    await teresa.page.getByText('Risposta che chiede protezione subito').first().waitFor();
    expectQuiet(teresa);
    await teresa.leave();

    await page.getByRole('link', { name: 'Apri il protocollo' }).click();
    await page.getByRole('button', { name: 'Lo prendo in carico io' }).click();
    await page.getByText(/L’ha preso in carico Giulia/).waitFor();
    await page.getByText('Ho chiesto direttamente').click();
    await page.getByLabel('Qualche parola').fill('Non ha un piano. Stanotte dorme da un’amica.');
    await page.getByRole('button', { name: 'Registra' }).click();
    await page.getByText('Non ha un piano. Stanotte dorme da un’amica.').and(page.locator(':not(textarea)')).first().waitFor();
    expect(await page.getByRole('link', { name: 'Vai al fascicolo e al piano di sicurezza' }).getAttribute('href')).toBe(`/cases/${caseId}?tab=safety&plan=critical-answer`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'protocollo-di-sicurezza');
    expectQuiet(giulia);
    await giulia.leave();
  });
});
