import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { instantOf } from '../src/features/agenda/domain/days.ts';
import type { ScreeningList } from '../src/features/screening/wire.ts';
import type { Wording } from '../src/features/screening/wordings.ts';
import { italianDay } from '../src/kernel/italian-day.ts';
import { closeBrowser, downloadOf, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { coldStart, enrol, typePin } from './support/phone.ts';
import { aRoad } from './support/road.ts';
import { colleague, samira } from './support/scene.ts';
import { arrive, choose, goTo, openTab, pick } from './support/steps.ts';

afterAll(closeBrowser);

const list = 'Prime domande in strada';
const questions = [
  'هل العمل أو الأجر أو المكان مختلف عمّا وعدوك به؟', 'هل يحتفظ شخص آخر بوثائقك ولا تستطيع استرجاعها متى شئت؟', 'هل عليك دين للسفر أو العمل أو السكن يمنعك من الرحيل؟', 'هل يقرر أحد أين تذهب أو مع من تتحدث؟',
  'هل تأخذ مالًا أقل مما اتفقتم عليه، أو يحتفظ به شخص آخر؟', 'هل تعمل ساعات أو أيامًا كثيرة متواصلة دون أن تستطيع أن ترتاح؟', 'هل المكان الذي تعمل أو تنام فيه خطر أو يضر بصحتك؟', 'هل يؤذيك أحد أو يهددك، مثلًا بأن يبلّغ عنك أو يؤذي أهلك؟',
];
const corrected = 'هل الشغل أو الأجر أو المكان غير الذي وعدوك به؟';

const isFromRight = async (words: Locator): Promise<void> => {
  await words.waitFor();
  expect(await words.evaluate((element) => [getComputedStyle(element).direction, element.closest('[lang]')?.getAttribute('lang')])).toEqual(['rtl', 'ar']);
};

describe('The first questions of the street, in Arabic', () => {
  it('are brought by Teresa, sent back once and approved by Amal, and stand beside the Italian when Giulia asks Samira', async () => {
    const { caseId } = await samira(inject('address'));
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    await page.goto('/instruments');
    await page.getByRole('link', { name: 'Elenchi nelle altre lingue' }).click();
    await arrive(page);
    await pick(page, 'Lingua', 'arab', /arabo/i);
    // What is validated is not ours to word, and the page says why.
    const closed = page.getByRole('region', { name: 'Non si scrivono qui' });
    await closed.getByText(/PHQ-9/).waitFor();
    await closed.getByText('misurerebbe un’altra cosa', { exact: false }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: `Scrivi: ${list}` }).click();
    await page.getByRole('heading', { level: 1, name: `${list}, in arabo` }).waitFor();
    await arrive(page);
    const fields = page.getByRole('textbox', { name: 'domanda, in arabo' });
    expect(await fields.count()).toBe(8);

    // Side by side, from right to left, by keyboard; it saves by itself.
    expect(await fields.first().evaluate((field) => getComputedStyle(field).direction)).toBe('rtl');
    await fields.first().fill(questions[0] ?? '');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type(questions[1] ?? '');
    await isFromRight(fields.nth(1));
    await page.getByText('2 di 8').waitFor();
    await page.getByText(/Salvato/).first().waitFor();
    await expectAccessible(page);
    await page.reload();
    await arrive(page);
    expect(await fields.nth(1).inputValue()).toBe(questions[1]);

    // The rest comes from a translator outside, as a table.
    const table = await downloadOf(page, page.getByRole('link', { name: 'Tabella XLSX' }));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await table.path());
    const [sheet] = book.worksheets;
    let at = 0;
    sheet?.eachRow((row) => {
      if (!/^items\.Q\d\.text$/.test(String(row.getCell(1).value))) return;
      row.getCell(4).value = questions[at] ?? '';
      at += 1;
    });
    expect(at).toBe(8);
    await page.getByLabel('Tabella compilata (.xlsx)').setInputFiles({ name: 'tradotto.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await book.xlsx.writeBuffer()) });
    await page.getByRole('button', { name: 'Guarda la tabella' }).click();
    await page.getByText('8 frasi trovate').waitFor();
    await page.getByRole('button', { name: 'Metti le 8 frasi nei campi' }).click();
    await page.getByText('8 di 8').waitFor();
    const propose = page.getByRole('button', { name: 'Proponi' });
    await expect.poll(() => propose.isEnabled()).toBe(true);
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture(page, 'parole-accanto');
    await propose.click();
    await page.getByText('Aspetta l’approvazione').first().waitFor();
    expect(await page.getByRole('button', { name: 'Approva' }).count()).toBe(0);

    // Amal finds it on her day, and one sentence does not sound right.
    const amal = await signInAs('amal', 'phone');
    await arrive(amal.page);
    await amal.page.getByRole('link', { name: 'Domande da approvare' }).click();
    await isFromRight(amal.page.getByText(questions[0] ?? '', { exact: true }));
    await expectAccessible(amal.page);
    await expectNoSidewaysScroll(amal.page);
    await picture(amal.page, 'parole-da-approvare');
    await amal.page.getByRole('button', { name: 'Rimanda' }).click();
    const why = amal.page.getByRole('alertdialog', { name: 'Rimanda' });
    await why.getByRole('textbox').fill('La prima domanda è in una lingua da giornale: si dice in un altro modo.');
    await why.getByRole('button', { name: 'Rimanda' }).click();
    await amal.page.getByText('Bozza').first().waitFor();
    await amal.page.getByText('ad approvare dovrà essere un’altra persona', { exact: false }).waitFor();

    await page.goto('/');
    await page.getByRole('link', { name: 'Domande rimandate con un motivo' }).click();
    await page.getByText('Rimandata da Amal Haddad').waitFor();
    await page.getByText('lingua da giornale', { exact: false }).first().waitFor();
    await fields.first().fill(corrected);
    await expect.poll(() => propose.isEnabled()).toBe(true);
    await propose.click();
    await page.getByText('Aspetta l’approvazione').first().waitFor();

    // Giulia sees nothing of it as long as nobody answers for it.
    const giulia = await signInAs('giulia');
    const openList = async (): Promise<Locator> => {
      await giulia.page.goto(`/cases/${caseId}`);
      const screening = await openTab(giulia.page, 'Screening');
      return screening.getByRole('article').filter({ has: giulia.page.getByRole('heading', { name: list }) });
    };
    await (await openList()).getByText('In arabo non c’è un testo approvato: chiedi a parole tue, con chi media.').waitFor();

    await amal.page.goto('/wordings');
    await amal.page.getByRole('region', { name: 'Da rivedere' }).getByRole('link', { name: `${list}, in arabo` }).click();
    await amal.page.getByRole('button', { name: 'Approva' }).click();
    await amal.page.getByText('In uso').first().waitFor();
    await expectAccessible(amal.page);
    expectQuiet(amal);
    await amal.leave();
    expectQuiet(teresa);
    await teresa.leave();

    const offered = await openList();
    await offered.getByText('Domande approvate in arabo (edizione 1)').waitFor();
    await offered.getByRole('button', { name: 'Inizia' }).click();
    await giulia.page.getByText('Chiesto in arabo, con le parole dell’edizione 1 approvata da Amal Haddad', { exact: false }).waitFor();
    await isFromRight(giulia.page.getByText(corrected, { exact: true }));
    await giulia.page.getByText('Il lavoro, la paga o il posto sono diversi', { exact: false }).first().waitFor();
    await expectAccessible(giulia.page);
    await picture(giulia.page, 'parole-chieste');
    await choose(giulia.page, /Il lavoro, la paga o il posto/, 'Sì');
    await giulia.page.getByText('Salvato', { exact: false }).first().waitFor();
    await giulia.page.getByRole('button', { name: 'Concludi' }).click();
    await giulia.page.getByText('Chiesto in arabo, con le parole dell’edizione 1', { exact: false }).waitFor();

    // The PHQ-9 stays closed to her in Arabic, as before.
    await giulia.page.goto(`/cases/${caseId}`);
    const screening = await openTab(giulia.page, 'Screening');
    await screening.getByText(/strumenti chiusi, e perché/).click();
    await screening.getByText(/PHQ-9/).locator('xpath=..').getByText('inglese', { exact: false }).waitFor();
    await expectAccessible(giulia.page);
    expectQuiet(giulia);
    await giulia.leave();
  });

  it('are on Chiara’s telephone in French too, where there is no network, and her answers say in which edition they were asked', async () => {
    const address = inject('address');
    const [teresa, amal, chiara] = [await colleague(address, 'teresa'), await colleague(address, 'amal'), await colleague(address, 'chiara')];
    const { id, lines } = await teresa.ask<Wording>('PUT', `/api/wordings/${newId()}`, { instrument: 'street-quick', language: 'fr' });
    const said = 'Le travail est-il différent de ce qu’on t’avait promis ?';
    await teresa.ask('PATCH', `/api/wordings/${id}/sentences`, { sentences: Object.fromEntries(lines.filter((line) => line.isNeeded).map(({ key, words }) => [key, { words: key === 'items.Q1.text' ? said : `Question ${key}`, before: words }])) });
    for (const [by, move] of [[teresa, 'propose'], [amal, 'approve']] as const) {
      const { version } = await by.ask<Wording>('GET', `/api/wordings/${id}`);
      await by.ask('POST', `/api/wordings/${id}/moves`, { id: newId(), move }, version);
    }
    const [personId, caseId, appointmentId] = [newId(), newId(), newId()];
    const { code } = await chiara.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
    await chiara.ask('PUT', `/api/persons/${personId}/languages/fr`, { speaks: 'mother-tongue', reads: true, interpreter: false });
    const startsAt = instantOf(italianDay(new Date()), '22:00');
    await chiara.ask('PUT', `/api/appointments/${appointmentId}`, { caseId, kind: 'first', language: 'fr', memberId: chiara.memberId, startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 1_800_000).toISOString(), outsideHours: 'agreed' });

    const road = await aRoad();
    const seat = await signInAs('chiara', 'phone', road.address);
    await seat.page.evaluate(() => navigator.serviceWorker.ready);
    await enrol(seat.page, 'Telefono blu', '482957');
    await seat.page.getByText(/^La giornata è qui, presa alle/).waitFor();
    const page = await coldStart(seat, road);
    await typePin(page, '482957');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await goTo(page, '/desk');
    const hour = page.getByRole('listitem').filter({ hasText: code }).first();
    await hour.getByRole('button', { name: 'Segna l’arrivo' }).click();
    await hour.getByRole('button', { name: 'Inizia il colloquio' }).click();
    await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
    await page.getByRole('tab', { name: 'Strumenti' }).click();
    const offered = page.getByRole('article').filter({ has: page.getByRole('heading', { name: list }) });
    await offered.getByText('Domande approvate in francese (edizione 1)').waitFor();
    await offered.getByRole('button', { name: 'Inizia' }).click();
    await page.getByText('Chiesto in francese, con le parole dell’edizione 1 approvata da Amal Haddad', { exact: false }).waitFor();
    await page.getByText(said).waitFor();
    await expectAccessible(page);
    await choose(page, /Il lavoro, la paga o il posto/, 'Sì');
    await page.getByText(/^Salvato .* su questo dispositivo$/).first().waitFor();
    // Loaded anew, it still stands in the same words.
    await page.reload();
    await typePin(page, '482957');
    await page.getByText(said).waitFor();

    await road.open();
    await seat.context.setOffline(false);
    await expect.poll(async () => (await chiara.ask<ScreeningList>('GET', `/api/cases/${caseId}/screenings`)).items.map((one) => [one.language, one.wording, one.completeness.answered])).toEqual([['fr', { id, edition: 1 }, 1]]);
    await seat.leave();
  });
});
