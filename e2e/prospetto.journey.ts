import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { readPdf } from '../src/kernel/documents/testing/read-pdf.ts';
import { closeBrowser, downloadOf, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, choose, openAnonymously, openTab, pick } from './support/steps.ts';

afterAll(closeBrowser);

/** A table as an office keeps it; its amounts are invented, and the last row overlaps the first. */
const table = ['Settore;Provincia;Livello;Base (oraria o giornaliera);Importo;Ore ordinarie al giorno;Straordinario %;Festivo %;Terzo elemento %;Valida dal;Valida fino al',
  'Edilizia;AV;Manovale (prova);oraria;10,00;8;25;;;1/1/2025;30/6/2025', 'Edilizia;AV;Manovale (prova);oraria;10,50;8;25;;;1/7/2025;', 'Edilizia;AV;manovale (prova);oraria;9,00;8;;;;1/6/2025;30/6/2025'].join('\r\n');

describe('Anna and Rashid put his work on a building site together', () => {
  it('from the table to the annex: months by keyboard, the figures explained, signed, and a paper that holds the totals', async () => {
    const anna = await signInAs('anna');
    const { page } = anna;
    await page.goto('/wage-tables');
    await page.getByRole('button', { name: 'Porta dentro una tabella' }).click();
    await page.getByLabel(/Contratto o accordo/).fill('Tabella di prova del cantiere');
    await page.getByLabel(/Dove si può rileggere/).fill('Dimostrazione — importi non reali');
    await page.getByText('È una prova: importi non reali').click();
    await page.locator('input[type=file]').setInputFiles({ name: 'tabella.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await page.getByText('2 righe pronte, una da sistemare').waitFor();
    await page.getByText('vale negli stessi giorni della riga 2').waitFor();
    await expectAccessible(page);
    await picture(page, 'tabelle-retributive-prova');
    await page.getByRole('button', { name: 'Salva 2 righe' }).click();
    await page.getByRole('heading', { name: 'Tabella di prova del cantiere' }).waitFor();

    const { caseId } = await openAnonymously(page);
    await page.evaluate(async (of) => {
      const episodeId = crypto.randomUUID();
      const period = (month: number) => ({ precision: 'declared', year: 2025, month, day: null });
      for (const [field, value] of [['work-from', period(5)], ['work-until', period(8)], ['work-sector', 'construction']] as const) {
        const told = { caseId: of, field, episodeId, value, source: { kind: 'person' }, learnedOn: '2026-01-10', replaces: null };
        const reply = await fetch(`/api/facts/${crypto.randomUUID()}`, { method: 'PUT', headers: { 'content-type': 'application/json', 'x-requested-with': 'reti' }, body: JSON.stringify(told) });
        if (!reply.ok) throw new Error(await reply.text());
      }
    }, caseId);
    const tab = await openTab(page, 'Prospetto di lavoro');
    await tab.getByRole('button', { name: 'Comincia un prospetto' }).click();
    await page.getByRole('heading', { level: 1, name: 'Prospetto di lavoro' }).waitFor();
    await page.getByRole('button', { name: 'Aggiungi un lavoro' }).last().click();
    const asked = page.getByRole('dialog', { name: 'Aggiungi un lavoro' });
    // He has told the period before, and it stands in his profile: nobody asks him twice.
    await asked.getByText('Edilizia: da maggio 2025 a agosto 2025').click();
    await expectAccessible(page);
    await asked.getByRole('button', { name: 'Aggiungi', exact: true }).click();

    // Four months, by keyboard alone: down the column, the first filled down, a block pasted as from a spreadsheet.
    const cell = (figure: string, month: string) => page.getByRole('textbox', { name: `${figure}, ${month} 2025`, exact: true });
    await cell('Giornate lavorate', 'maggio').focus();
    for (const days of ['20', '22-24', '26', '?']) {
      await page.keyboard.type(days);
      await page.keyboard.press('ArrowDown');
    }
    await cell('Ore al giorno', 'maggio').focus();
    await page.keyboard.type('10');
    await page.keyboard.press('Control+d');
    await expect.poll(() => cell('Ore al giorno', 'agosto').inputValue()).toBe('10');
    await cell('Ricevuto in mano (€)', 'maggio').focus();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text', '1.000,00\t12\n900\t10\n900\t\n800\t');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => cell('Giornate in busta', 'giugno').inputValue()).toBe('10');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await cell('Ricevuto in mano (€)', 'luglio').evaluate((input) => input === document.activeElement)).toBe(true);

    await expect.poll(() => page.getByLabel('Settore').inputValue()).toBe('construction');
    // The list of suggestions closes when the page scrolls to its field: first there, then typing.
    await page.getByRole('combobox', { name: 'Provincia' }).click();
    await pick(page, 'Provincia', 'Avell', /Avellino/);
    await page.getByLabel('Livello o qualifica', { exact: true }).selectOption({ label: 'Manovale (prova)' });
    await page.getByLabel('Datore di lavoro').fill('L’impresa del cantiere');
    // May 1.600 + 500; June 1.760–1.920 + 550–600; July 2.184 + 682,50; August is not known.
    await page.getByText('7.276,50 € – 7.486,50 €').first().waitFor();
    await page.getByText('4.476,50 € – 4.686,50 €').first().waitFor();
    await page.getByText('Come si arriva a queste cifre').click();
    await page.getByText('26 giornate × 8 h × 10,50 € l’ora = 2.184,00 €').waitFor();
    await page.getByText('Le giornate non si sanno.').waitFor();
    await page.getByText(/^Salvato/).waitFor();
    await expectAccessible(page);
    await picture(page, 'prospetto-spiegazione');
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, 'prospetto-bozza');
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 860 });

    await page.getByRole('button', { name: 'Calcola e chiudi la bozza' }).click();
    await page.getByRole('button', { name: 'Firma il prospetto' }).click();
    await page.getByText('Firmato', { exact: true }).first().waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'prospetto-firmato');

    const file = await downloadOf(page, page.getByRole('link', { name: 'Allegato in PDF' }));
    const paper = JSON.stringify(readPdf(readFileSync(await file.path())));
    for (const figure of ['7.276,50 €', '4.476,50 €', 'L’impresa del cantiere', 'importi non reali', 'Anna Pagano']) expect(paper).toContain(figure);
    expect(file.suggestedFilename()).toMatch(/^prospetto-[a-z-]+\d*\.pdf$/);
    expectQuiet(anna);

    // Teresa hears the story: what the figures speak of waits for her, and becomes a dated proof by her hand.
    const teresa = await signInAs('teresa', 'phone');
    await teresa.page.goto(`/cases/${caseId}?tab=screening`);
    const panel = teresa.page.getByRole('region', { name: 'Dal prospetto di lavoro: da confermare' });
    await panel.getByText('Da confermare').first().waitFor();
    await panel.scrollIntoViewIfNeeded();
    await picture(teresa.page, 'prospetto-da-confermare');
    await panel.getByRole('button', { name: 'Conferma come prova: Paga sotto la tabella' }).click();
    const confirming = teresa.page.getByRole('dialog', { name: 'Conferma come prova' });
    await choose(confirming, 'Da che cosa vengono queste cifre', 'La persona');
    await expectAccessible(teresa.page);
    await confirming.getByRole('button', { name: 'Conferma come prova' }).click();
    await panel.getByText('Confermato', { exact: true }).waitFor();
    await expectNoSidewaysScroll(teresa.page);
    expectQuiet(teresa);
    await teresa.leave();
  });
});
