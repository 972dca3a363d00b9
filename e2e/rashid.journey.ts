import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { choose, entrust, openAnonymously, openTab } from './support/steps.ts';

afterAll(closeBrowser);

describe('Rashid, screened for labour exploitation', () => {
  it('is presumed a victim only by two people who read apart, and nobody else learns what he answered', async () => {
    const blessing = await signInAs('blessing');
    const { page } = blessing;
    await page.getByRole('link', { name: 'Nuova persona' }).click();
    await page.getByLabel('Nome', { exact: true }).fill('Rashid Khan');
    await page.getByRole('group', { name: 'Nascita' }).getByText('Dichiarata').click();
    await page.getByLabel('Anno').fill('1991');
    await page.getByRole('button', { name: 'Apri con un codice' }).click();
    const file = page.getByRole('link', { name: 'Apri il fascicolo' });
    const caseId = ((await file.getAttribute('href')) ?? '').replace('/cases/', '');
    await file.click();
    const tab = await openTab(page, 'Screening');
    await expectAccessible(page);
    await tab.getByRole('article').filter({ hasText: 'sfruttamento lavorativo' }).getByRole('button', { name: 'Inizia' }).click();

    // Two strong signs at recruitment, two at work; the rest is honestly left open.
    for (const asked of ['Inganno su lavoro, luogo o datore di lavoro', 'Inganno sulle condizioni di lavoro']) await choose(page, asked, 'Sì');
    await choose(page, 'Inganno sul ricongiungimento familiare', 'Preferisce non rispondere');
    for (const part of ['Condizioni di lavoro di sfruttamento', 'Costrizione a destinazione']) {
      const questions = page.getByRole('region', { name: part, exact: true }).getByRole('radiogroup');
      for (const at of [0, 1, 2]) await questions.nth(at).getByText('Sì', { exact: true }).click();
    }
    await page.getByText('8 risposte su 67 domande').waitFor();
    await expectAccessible(page);
    await picture(page, 'screening-domande');
    // The reading is closed until she opens it, and says of itself that it is no verdict.
    await expect.poll(() => page.getByText('Questo non è un verdetto').count()).toBe(0);
    await page.getByRole('button', { name: 'Concludi', exact: true }).click();
    await page.getByRole('button', { name: 'Apri la lettura' }).click();
    await page.getByText('Questo non è un verdetto').waitFor();
    await page.getByText('Emerge', { exact: true }).first().waitFor();
    await expectAccessible(page);
    await picture(page, 'screening-lettura');

    // No score fills in her own judgement.
    await page.goto(`/cases/${caseId}`);
    await openTab(page, 'Screening');
    const judgement = page.getByRole('region', { name: 'La valutazione professionale' });
    await expect.poll(() => judgement.getByRole('radio', { checked: true }).count()).toBe(0);
    await choose(judgement, 'La tua valutazione', 'Presunta vittima di tratta (chiede una seconda lettura)');
    await judgement.getByLabel('Perché, con le tue parole').fill('Documenti trattenuti e paga mai vista: lo ha raccontato due volte allo stesso modo.');
    await judgement.getByRole('button', { name: 'Firma la valutazione' }).click();
    await judgement.getByText('In attesa di seconda lettura').first().waitFor();

    const teresa = await signInAs('teresa');
    await entrust(teresa.page, caseId, 'Giulia Ferrara');
    await entrust(teresa.page, caseId, 'Anna Pagano');

    const giulia = await signInAs('giulia');
    await giulia.page.goto(`/cases/${caseId}`);
    await openTab(giulia.page, 'Screening');
    await giulia.page.getByRole('link', { name: 'Leggi', exact: true }).click();
    await giulia.page.getByText('Documenti trattenuti e paga mai vista').waitFor();
    await expectAccessible(giulia.page);
    await picture(giulia.page, 'seconda-lettura');
    await choose(giulia.page, 'Concordi con questa valutazione?', 'Concordo');
    await giulia.page.getByRole('button', { name: 'Firma la lettura' }).click();
    await giulia.page.getByText('Presunta vittima di tratta, con seconda lettura concorde').first().waitFor();

    // Anna follows the case for his work. She finds no screening, neither by tab nor by address.
    const screening = await giulia.page.evaluate(async (id) => {
      const answer: { items: { id: string }[] } = await (await fetch(`/api/cases/${id}/screenings`)).json();
      return answer.items[0]?.id ?? '';
    }, caseId);
    expect(screening).not.toBe('');
    const anna = await signInAs('anna');
    await anna.page.goto(`/cases/${caseId}`);
    await anna.page.getByRole('tab', { name: 'Profilo' }).waitFor();
    await expect.poll(() => anna.page.getByRole('tab', { name: 'Screening' }).count()).toBe(0);
    for (const address of [`/screenings/${screening}`, `/cases/${caseId}?tab=screening`, '/notices', '/']) {
      await anna.page.goto(address);
      await anna.page.getByRole('heading', { level: 1 }).first().waitFor();
      const read = await anna.page.locator('body').innerText();
      for (const secret of ['Documenti trattenuti', 'Presunta vittima', 'verdetto']) expect(read).not.toContain(secret);
    }
    expect((await anna.page.request.get(`/api/screenings/${screening}`)).status()).toBe(404);

    for (const seat of [blessing, teresa, giulia]) expectQuiet(seat);
    expect(anna.strangers).toEqual([]);
    for (const seat of [blessing, teresa, giulia, anna]) await seat.leave();
  });

  it('is not questioned as an adult while his age is in doubt', async () => {
    const blessing = await signInAs('blessing');
    const { page } = blessing;
    await openAnonymously(page);
    await openTab(page, 'Identità e contatti');
    // Nothing written is no certainty, and the screen says so.
    await page.getByText('Quanti anni ha non è ancora scritto').waitFor();
    await page.getByRole('button', { name: 'C’è un dubbio sull’età' }).click();
    const doubt = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await doubt.getByRole('textbox').fill('Dice di avere sedici anni');
    await doubt.getByRole('button', { name: /dubbio|Conferma|Registra|Salva/ }).last().click();
    await page.getByText('Forse ha meno di 18 anni: va protetta come minore').first().waitFor();
    await expectAccessible(page);
    await picture(page, 'dubbio-eta');
    const tab = await openTab(page, 'Screening');
    await tab.getByText('C’è un dubbio sull’età', { exact: true }).waitFor();
    await tab.getByText(/gli strumenti per adulti restano chiusi/).first().waitFor();
    await expect.poll(() => tab.getByText('Persona adulta', { exact: true }).count()).toBe(0);
    await tab.getByRole('article').filter({ hasText: 'sfruttamento lavorativo' }).getByRole('button', { name: 'Inizia' }).click();
    await page.getByRole('button', { name: 'Concludi', exact: true }).waitFor();
    await page.getByText('Persona minorenne, o età in dubbio', { exact: true }).waitFor();
    expectQuiet(blessing);
    await blessing.leave();
  });
});
