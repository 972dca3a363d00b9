import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, choose, openAnonymously } from './support/steps.ts';

afterAll(closeBrowser);

const both = (italian: string, english: string) => ({ 'label::Italiano (it)': italian, 'label::English (en)': english });
const often = (list: string, points: readonly number[]) => ['Mai', 'Qualche volta', 'Spesso', 'Sempre'].map((words, index) => ({ list_name: list, name: String(points[index]), ...both(words, ['Never', 'Sometimes', 'Often', 'Always'][index] ?? '') }));

/** A form such as a team brings from KoboToolbox. The questions are of this journey alone, and of no published set. */
async function aForm(): Promise<Buffer> {
  const survey: Record<string, string>[] = [
    { type: 'begin_group', name: 'work', ...both('Il lavoro', 'Work') },
    { type: 'select_one place or_other', name: 'where', ...both('Dove lavora adesso?', 'Where do they work now?') },
    { type: 'decimal', name: 'hours', constraint: '. >= 0 and . <= 24', required: 'yes', ...both('Quante ore in un giorno?', 'How many hours a day?') },
    { type: 'date', name: 'since', appearance: 'month-year', ...both('Da quando lavora lì?', 'Since when?') },
    { type: 'date', name: 'paid', ...both('Ultimo giorno di paga', 'Last day of pay') },
    { type: 'select_one yn', name: 'written', ...both('Ha un contratto scritto?', 'Is there a written contract?') },
    { type: 'text', name: 'says', relevant: "${written} = '1' and (${hours} > 8 or selected(${where}, 'home'))", ...both('Che cosa dice il contratto sulle ore?', 'What does it say of hours?') },
    { type: 'select_multiple paper', name: 'kept', ...both('Quali documenti ha con sé?', 'Which papers do they hold?') },
    { type: 'end_group' },
    { type: 'begin_group', name: 'tired', ...both('La stanchezza', 'Tiredness') },
    ...[['t1', 'often', 'Si sveglia stanco', 'Wakes tired'], ['t2', 'often', 'Ha male alle mani o alla schiena', 'Hands or back hurt'], ['t3', 'seldom', 'Riesce a riposare', 'Can rest']].map(([name = '', list = '', ...words]) => ({ type: `select_one ${list}`, name, ...both(words[0] ?? '', words[1] ?? '') })),
    { type: 'calculate', name: 'tiredness', calculation: '${t1} + ${t2} + ${t3}', ...both('Stanchezza', 'Tiredness') },
    { type: 'end_group' },
    { type: 'geopoint', name: 'gps', ...both('Posizione', 'Position') },
  ];
  const choices: Record<string, string>[] = [
    ...[['field', 'Campi', 'Fields'], ['workshop', 'Laboratorio', 'Workshop'], ['home', 'Casa di una famiglia', 'A family’s home']].map(([name = '', ...words]) => ({ list_name: 'place', name, ...both(words[0] ?? '', words[1] ?? '') })),
    ...[['passport', 'Passaporto', 'Passport'], ['permit', 'Permesso', 'Permit'], ['none', 'Nessuno', 'None']].map(([name = '', ...words]) => ({ list_name: 'paper', name, ...both(words[0] ?? '', words[1] ?? '') })),
    { list_name: 'yn', name: '1', ...both('Sì', 'Yes') }, { list_name: 'yn', name: '0', ...both('No', 'No') },
    ...often('often', [0, 1, 2, 3]), ...often('seldom', [3, 2, 1, 0]),
  ];
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of [['survey', survey], ['choices', choices], ['settings', [{ form_title: 'Condizioni di lavoro', default_language: 'Italiano (it)' }]]] as const) {
    const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const sheet = book.addWorksheet(name);
    sheet.addRow(headings);
    for (const row of rows) sheet.addRow(headings.map((heading) => (row as Record<string, string>)[heading] ?? ''));
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function move(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: 'Registra' }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('A questionnaire that Giulia brings from a form', () => {
  it('comes in with its choices, days, decimals, conditions and sum, is put right by forms, read second, put in use, answered and explained', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    await page.goto('/instruments');
    await arrive(page);
    const panel = page.getByRole('region', { name: 'Carica da XLSForm' });
    await panel.getByLabel(/Nome breve/).fill('condizioni-di-lavoro');
    await panel.getByLabel('Il file (.xlsx)').setInputFiles({ name: 'modulo.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await aForm() });
    await panel.getByRole('button', { name: 'Leggi il file' }).click();
    await panel.getByText('«Condizioni di lavoro»: 10 domande prese').waitFor();
    await panel.getByText('somma presa come sottoscala').waitFor();
    expect(await panel.getByRole('listitem').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/tipo non preso.*riga 17.*geopoint/), expect.stringMatching(/obbligatoria nel modulo.*riga 4/)]));
    await expectAccessible(page);
    await picture(page, 'modulo-letto');
    await panel.getByRole('button', { name: 'Fanne una bozza' }).click();
    await page.getByRole('heading', { level: 1, name: 'Condizioni di lavoro' }).waitFor();
    await arrive(page);

    // The bands are hers to write: the form says how answers are counted and not what a sum means.
    const subscale = page.getByRole('group', { name: 'Sottoscala 1' });
    await subscale.getByRole('textbox', { name: 'Fascia 1: a' }).fill('4');
    await subscale.getByLabel('Parole della fascia 1 (italiano)').fill('Si riposa abbastanza');
    await subscale.getByLabel('Parole della fascia 1 (inglese)').fill('Rests enough');
    await subscale.getByRole('button', { name: 'Aggiungi una fascia' }).click();
    await subscale.getByRole('textbox', { name: 'Fascia 2: a' }).fill('9');
    await subscale.getByLabel('Parole della fascia 2 (italiano)').fill('Da approfondire con il medico');
    await subscale.getByLabel('Parole della fascia 2 (inglese)').fill('To look into with the doctor');
    await subscale.getByRole('textbox', { name: 'Quante risposte possono mancare' }).fill('0');
    const hours = page.getByRole('group', { name: 'Domanda 3 · Q3' });
    await hours.getByLabel('Unità (ore, euro…) (italiano)').fill('ore');
    await hours.getByLabel('Unità (ore, euro…) (inglese)').fill('hours');
    // Whoever holds their papers is asked of those alone who hold none: a condition of her own.
    const papers = page.getByRole('group', { name: 'Domanda 8 · Q8' });
    await papers.getByRole('button', { name: 'Aggiungi una condizione' }).click();
    await papers.getByLabel('Alla domanda').selectOption({ label: 'Q1 · Dove lavora adesso?' });
    await papers.getByLabel('La risposta è').selectOption({ label: '«Campi»' });
    await papers.getByText('Al contrario: vale quando non è così').click();
    await page.getByText('Tutto torna: può essere riletta').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'strumento-in-bozza');
    await page.getByRole('button', { name: 'Salva la bozza' }).click();
    await page.getByRole('button', { name: 'Salva la bozza' }).and(page.locator('[disabled]')).waitFor();
    const address = new URL(page.url()).pathname;

    const blessing = await signInAs('blessing');
    await blessing.page.goto(address);
    await arrive(blessing.page);
    await blessing.page.getByRole('button', { name: 'Prova' }).click();
    await blessing.page.getByRole('radiogroup', { name: 'Dove lavora adesso?' }).waitFor();
    await expectAccessible(blessing.page);
    await move(blessing.page, 'L’ho riletta: va bene', 'Letta voce per voce con il modulo accanto.');
    expectQuiet(blessing);
    await blessing.leave();
    const teresa = await signInAs('teresa');
    await teresa.page.goto(address);
    await arrive(teresa.page);
    await move(teresa.page, 'Metti in uso', 'Serve da lunedì allo sportello.');
    expectQuiet(teresa);
    await teresa.leave();

    const { caseId } = await openAnonymously(page);
    await page.evaluate(async (id) => {
      const { personId } = await (await fetch(`/api/cases/${id}`)).json() as { personId: string };
      await fetch(`/api/persons/${personId}/birth`, {
        method: 'PUT', headers: { 'x-requested-with': 'reti', 'content-type': 'application/json', 'if-match': '"0"' }, body: JSON.stringify({ precision: 'declared', year: 1994, month: null, day: null }),
      });
    }, caseId);
    await page.goto(`/cases/${caseId}?tab=screening`);
    await arrive(page);
    await page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Condizioni di lavoro' }) }).getByRole('button', { name: 'Inizia' }).click();
    await page.getByText('Nessuna risposta su 9 domande').or(page.getByText('0 risposte su 9 domande')).waitFor();

    // One of her own choices by its number key; the hand goes on to the next question.
    await page.getByRole('radiogroup', { name: 'Dove lavora adesso?' }).getByRole('radio').first().focus();
    await page.keyboard.press('2');
    await page.getByRole('group', { name: 'Quali documenti ha con sé?' }).getByText('Permesso').click();
    await page.getByRole('group', { name: 'Quali documenti ha con sé?' }).getByText('Passaporto').click();
    const day = page.getByRole('textbox', { name: /Quante ore in un giorno/ });
    await day.fill('30');
    await day.blur();
    await page.getByText('Non conservato: Un numero da 0 a 24, anche con la virgola.').waitFor();
    await day.fill('10,5');
    await day.blur();
    await page.getByText('Non conservato').waitFor({ state: 'detached' });
    const since = page.getByRole('group', { name: 'Da quando lavora lì?' });
    await since.getByLabel('Mese').fill('3');
    await since.getByLabel('Anno').fill('2025');
    await page.getByRole('radiogroup', { name: 'Senza risposta: Ultimo giorno di paga' }).getByText('Preferisce non rispondere').click();
    await expectAccessible(page);
    await picture(page, 'questionario-domande');
    // The same on a telephone.
    await page.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 860 });
    // The words of the contract are asked of whoever has one and works long; said and then hidden, they stay and do not count.
    await choose(page, 'Ha un contratto scritto?', 'Sì');
    await page.getByRole('textbox', { name: 'Che cosa dice il contratto sulle ore?' }).fill('Sei ore al giorno');
    await choose(page, 'Ha un contratto scritto?', 'No');
    await page.getByText('Una risposta resta e non conta').click();
    await page.getByText('Sei ore al giorno').waitFor();
    for (const [asked, answer] of [['Si sveglia stanco', 'Sempre'], ['Ha male alle mani o alla schiena', 'Spesso']] as const) await choose(page, asked, answer);
    await page.getByRole('button', { name: 'Apri la lettura' }).click();
    await page.getByText('Stanchezza: non calcolabile').waitFor();
    await choose(page, 'Riesce a riposare', 'Mai');
    await page.getByText('Stanchezza: 8').waitFor();
    await page.getByText('Da approfondire con il medico').waitFor();
    await page.getByText('Da 3 risposte').click();
    await page.getByText('Riesce a riposare: “Mai”, 3 punti').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'questionario-con-scelte');

    await page.getByRole('button', { name: 'Concludi', exact: true }).click();
    const given = page.getByRole('region', { name: 'Risposte', exact: true });
    await given.getByText('Passaporto e Permesso').waitFor();
    await given.getByText('10,5 ore').waitFor();
    await given.getByText('marzo 2025 (dichiarata)').waitFor();
    await given.getByText('Laboratorio').waitFor();
    await expectAccessible(page);
    await picture(page, 'questionario-riletto');
    expectQuiet(giulia);
    await giulia.leave();
  });
});
