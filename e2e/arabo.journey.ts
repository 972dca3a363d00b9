import type { Locator } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { samira } from './support/scene.ts';
import { arrive, choose, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const stop = 'يمكننا أن نتوقف متى شئت، وأن نكمل في يوم آخر.';
const sleep = 'هل تشعر بالأمان هنا الآن؟';

const isFromRight = async (words: Locator): Promise<void> => {
  await words.waitFor();
  expect(await words.evaluate((element) => [getComputedStyle(element).direction, element.closest('[lang]')?.getAttribute('lang')])).toEqual(['rtl', 'ar']);
};

describe('What Samira looks at, in Arabic', () => {
  it('is read together with Giulia, asked before her consent, and answered for by Amal', async () => {
    const { interviewId, caseId } = await samira(inject('address'));
    const giulia = await signInAs('giulia', 'phone');
    const { page } = giulia;

    // The questions beside each other, and the large page for two.
    await page.goto(`/interviews/${interviewId}`);
    await page.getByRole('button', { name: 'Leggete insieme' }).click();
    const read = page.getByRole('dialog', { name: 'Leggete insieme' });
    await isFromRight(read.getByText(sleep));
    await isFromRight(read.getByText('لا أريد أن أجيب'));
    await read.getByText('non sono ancora approvate', { exact: false }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'leggere-insieme');
    await read.getByRole('button', { name: 'Chiudi' }).last().click();
    await isFromRight(page.getByText(sleep).first());

    // A hard moment.
    await page.getByRole('button', { name: 'Pausa' }).click();
    await page.getByRole('button', { name: 'Parole per un momento difficile' }).click();
    await isFromRight(page.getByRole('dialog').getByText('أنت هنا الآن. لن يحدث لك شيء هنا.'));
    await page.getByRole('dialog').getByRole('button', { name: 'Chiudi' }).last().click();

    // A consent: what is asked, in her language, before the answer; and the notice.
    await page.goto(`/cases/${caseId}`);
    const consents = await openTab(page, 'Informativa e consensi');
    await consents.getByRole('region', { name: 'Percorso psicologico' }).getByRole('button', { name: 'Chiedi' }).click();
    const asking = page.getByRole('dialog');
    await isFromRight(asking.getByText('هل تريد أن تبدأ لقاءات مع الأخصائية النفسية؟'));
    // Written down as told in the language of the talk, unless she says otherwise.
    expect(await asking.getByLabel('Gliel’hai detto in').inputValue()).toBe('ar');
    await choose(asking, 'La risposta', 'No');
    await expectAccessible(page);
    await asking.getByRole('button', { name: 'Annulla' }).click();
    await consents.getByRole('button', { name: 'Dai l’informativa' }).click();
    await isFromRight(page.getByRole('dialog').getByText('من نحن، وماذا نكتب، وماذا تقرّر أنت'));
    await giulia.leave();

    // Amal speaks Arabic: she answers for the words to begin with, and everybody sees it.
    const amal = await signInAs('amal', 'phone');
    await amal.page.goto('/phrases');
    await arrive(amal.page);
    const before = amal.page.getByRole('region', { name: 'Prima di cominciare' });
    await isFromRight(before.getByText(stop));
    await expectAccessible(amal.page);
    await expectNoSidewaysScroll(amal.page);
    await before.getByRole('button', { name: /Approvo queste/ }).click();
    await before.getByText('Approvata da Amal', { exact: false }).first().waitFor();
    await expect.poll(() => before.getByText('Non approvata').count()).toBe(0);
    expectQuiet(amal);
    await amal.leave();
  });
});
