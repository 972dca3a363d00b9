import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { v7 as newId } from 'uuid';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { readPdf } from '../src/kernel/documents/testing/read-pdf.ts';
import { paragraph, table, wordFile, wordsOf } from '../src/kernel/documents/testing/word.ts';
import { closeBrowser, closeMessages, downloadOf, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';

afterAll(closeBrowser);

const emblem = (): Promise<Buffer> => sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><circle cx="100" cy="100" r="90" fill="none" stroke="#17324d" stroke-width="12"/><path d="M60 140V80l40-25 40 25v60z" fill="#17324d"/></svg>')).png().toBuffer();
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('Teresa and the papers of her office', () => {
  it('puts an emblem over them, sees it at once and on a report, takes it away and back', async () => {
    const giulia = await colleague(inject('address'), 'giulia');
    const [personId, caseId, interviewId] = [newId(), newId(), newId()];
    await giulia.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'other' });
    await giulia.ask('PUT', `/api/interviews/${interviewId}`, { caseId, kind: 'first', language: 'it', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: {} });
    for (const [move, reason] of [['start'], ['stop', 'finished'], ['sign']]) await giulia.ask('POST', `/api/interviews/${interviewId}/moves`, { id: newId(), move, reason });

    const seat = await signInAs('teresa');
    const { page } = seat;
    await page.goto('/letters');
    const panel = page.getByRole('region', { name: 'Carta intestata e misura dei file' });
    await panel.getByRole('button', { name: 'Metti lo stemma: A sinistra' }).click();
    const dialog = page.getByRole('dialog', { name: 'Metti lo stemma: A sinistra' });
    await dialog.locator('input[type=file]').setInputFiles({ name: 'pagina.png', mimeType: 'image/png', buffer: Buffer.from('<html></html>') });
    await dialog.getByLabel('Che cosa raffigura').fill('Stemma di prova');
    await dialog.getByRole('button', { name: 'Metti lo stemma', exact: true }).click();
    await dialog.getByText('Questa immagine non si può usare come stemma').waitFor();
    await expectAccessible(page);
    await dialog.locator('input[type=file]').setInputFiles({ name: 'stemma.png', mimeType: 'image/png', buffer: await emblem() });
    await dialog.getByRole('button', { name: 'Metti lo stemma', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await panel.getByRole('img', { name: 'Stemma di prova' }).waitFor();
    await panel.getByLabel('Nome dell’ufficio').fill('Sportello di prova');
    await panel.getByLabel('Riga al piede').fill('Riga di prova su chi finanzia');
    await panel.getByRole('figure').getByText('Riga di prova su chi finanzia').waitFor();
    await panel.getByRole('button', { name: 'Salva' }).click();
    await page.getByText('Salvato.').waitFor();
    await expectAccessible(page);
    await panel.scrollIntoViewIfNeeded();
    await closeMessages(page);
    await picture(page, 'carta-intestata');
    const sample = await downloadOf(page, panel.getByRole('link', { name: 'Prova in PDF' }));
    expect(readPdf(readFileSync(await sample.path())).structure.get('Figure')).toBe(1);

    const reader = await signInAs('giulia');
    const report = await reader.page.request.get(`/api/interviews/${interviewId}/report`);
    const { structure, raw, text } = readPdf(await report.body());
    expect([structure.get('Figure'), raw.includes('Stemma di prova'), text.includes('Riga di prova su chi finanzia')]).toEqual([1, true, true]);
    await reader.leave();

    await panel.getByRole('button', { name: 'Togli: A sinistra' }).click();
    await panel.getByRole('img', { name: 'Stemma di prova' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Annulla' }).click();
    await panel.getByRole('img', { name: 'Stemma di prova' }).waitFor();
    expectQuiet(seat);
    await seat.leave();
  });

  it('brings a template from Word with a word that means nothing, puts it right, puts it in use; Giulia makes it for three, and knows before who lacks something', async () => {
    const name = 'Attestazione dell’ufficio';
    const body = (field: string): Buffer => wordFile(`${table('Data', '{{oggi}}')}${paragraph('Si attesta che {{per', ['sona.'], 'nome}}, codice {{persona.codice}}, ', `${field}, era presente.`)}`, { header: paragraph('{{ufficio}}') });
    const seat = await signInAs('teresa');
    const { page } = seat;
    await page.goto('/letters');
    await page.getByRole('button', { name: 'Porta un file Word' }).click();
    const dialog = page.getByRole('dialog');
    const file = dialog.locator('input[type=file]');
    const save = dialog.getByRole('button', { name: 'Salva', exact: true });
    await dialog.getByText('Da un file Word si fa solo un DOCX').waitFor();
    await dialog.getByLabel('Titolo della lettera').fill(name);
    await file.setInputFiles({ name: 'con-collegamento.docx', mimeType: WORD, buffer: wordFile(paragraph('Sito'), { parts: { 'word/_rels/document.xml.rels': '<Relationships xmlns="x"><Relationship Id="rId9" Type="y" Target="https://altrove.example/" TargetMode="External"/></Relationships>' } }) });
    await save.click();
    await dialog.getByText('Il file Word rimanda fuori di sé').waitFor();
    await dialog.getByText('Nel file: https://altrove.example/').waitFor();
    await file.setInputFiles({ name: 'modello.docx', mimeType: WORD, buffer: body('nata {{persona.nascitta}}') });
    await save.click();
    const fields = dialog.getByRole('region', { name: 'Campi trovati' });
    await fields.getByText('Un campo da sistemare prima di metterlo in uso').waitFor();
    const wrong = fields.getByRole('listitem').filter({ hasText: 'non esiste' });
    await wrong.getByText('non esiste').waitFor();
    await wrong.getByText(/^Paragrafo 3: «.*era presente\.»$/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Metti in uso' }).isDisabled()).toBe(true);
    await dialog.getByText('Campi che si possono scrivere').click();
    await dialog.getByLabel('Cerca un campo').fill('data di nascita');
    await dialog.getByText('{{persona.nascita}}', { exact: true }).waitFor();
    await expectAccessible(page);
    await closeMessages(page);
    await wrong.scrollIntoViewIfNeeded();
    await picture(page, 'modello-word');
    await file.setInputFiles({ name: 'modello.docx', mimeType: WORD, buffer: body('nata {{persona.nascita}}') });
    await save.click();
    await fields.getByText('non esiste').waitFor({ state: 'detached' });
    const preview = await downloadOf(page, dialog.getByRole('link', { name: 'Anteprima (persona di prova)' }));
    expect(wordsOf(readFileSync(await preview.path()))).toContain('Si attesta che Nome Cognome, codice esempio-codice-00, nata 1 gennaio 1990, era presente.');
    await dialog.getByRole('button', { name: 'Metti in uso' }).click();
    await dialog.waitFor({ state: 'detached' });
    expectQuiet(seat);
    await seat.leave();

    const giulia = await colleague(inject('address'), 'giulia');
    const people: { code: string; name: string }[] = [];
    for (const [index, called] of ['Amina', 'Joseph', 'Mariama'].entries()) {
      const [personId, caseId] = [newId(), newId()];
      const { code } = await giulia.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId, gender: 'other' });
      await giulia.ask('PUT', `/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: called, preferred: true });
      if (index !== 1) await giulia.ask('PUT', `/api/persons/${personId}/birth`, { precision: 'exact', year: 1994, month: 5, day: 2 }, 0);
      people.push({ code, name: called });
    }
    const desk = await signInAs('giulia');
    await desk.page.goto('/letters');
    await desk.page.getByRole('button', { name: `Scrivi: ${name}` }).click();
    const letter = desk.page.getByRole('dialog', { name });
    for (const { code } of people) {
      await letter.getByLabel('Cerca per codice').fill(code);
      await letter.getByText(code, { exact: true }).click();
    }
    await letter.getByText('Una lettera non si può fare').waitFor();
    await letter.getByText(`${people[1]?.code}: manca «Nascita»`).waitFor();
    await expectAccessible(desk.page);
    await letter.getByText('Una lettera non si può fare').scrollIntoViewIfNeeded();
    await picture(desk.page, 'lettere-che-cosa-manca');
    await letter.getByRole('button', { name: 'Fai 3 lettere' }).click();
    await letter.waitFor({ state: 'detached' });
    const run = desk.page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: '3 di 3' }).first();
    const zip = await downloadOf(desk.page, run.getByRole('link', { name: 'Scarica tutte (ZIP)' }));
    await run.getByRole('button', { name: 'Una per una' }).click();
    await run.getByText(`${people[1]?.code}: manca «Nascita»`).waitFor();
    const files = unzipSync(readFileSync(await zip.path()));
    expect(Object.keys(files).toSorted()).toEqual([0, 2].map((index) => `${people[index]?.code}-letter-1.docx`).toSorted());
    const first = files[`${people[0]?.code}-letter-1.docx`] ?? new Uint8Array();
    expect(wordsOf(first)).toContain(`Si attesta che Amina, codice ${people[0]?.code}, nata 2 maggio 1994, era presente.`);
    expect(strFromU8(unzipSync(first)['word/document.xml'] ?? new Uint8Array())).toContain('<w:tbl>');
    expectQuiet(desk);
    await desk.leave();
  });

  it('finds a field by its meaning, and it comes in where the cursor stands', async () => {
    const seat = await signInAs('teresa');
    const { page } = seat;
    await page.goto('/letters');
    await page.getByRole('button', { name: 'Nuovo modello' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Titolo della lettera').fill('Lettera con un campo');
    const words = dialog.getByRole('textbox', { name: 'Parole' });
    await words.fill('Prima  dopo, alla persona.');
    await words.evaluate((area: HTMLTextAreaElement) => { area.focus(); area.setSelectionRange(6, 6); });
    const field = dialog.getByRole('combobox', { name: 'Inserisci un campo' });
    await field.click();
    await field.pressSequentially('prossima verifica');
    await expectAccessible(page);
    await page.getByRole('option', { name: 'Prossima verifica' }).click();
    await expect.poll(() => words.inputValue()).toBe('Prima {{piano.riesame-il}} dopo, alla persona.');
    await picture(page, 'modello-con-campi');
    expectQuiet(seat);
    await seat.leave();
  });
});
