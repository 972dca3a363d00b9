import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, signInAs } from './support/browser.ts';
import { openAnonymously, openTab } from './support/steps.ts';

afterAll(closeBrowser);

describe('Amal, who mediates', () => {
  it('takes from the day the step that is hers, says how it went, and reads nothing else of the plan', async () => {
    const amal = await signInAs('amal', 'phone');
    const { page } = amal;
    await page.getByRole('region', { name: 'In ritardo o in scadenza' }).getByRole('listitem').filter({ hasText: 'in ritardo' }).getByRole('link').first().click();
    const steps = page.getByRole('tabpanel', { name: 'I miei passi' });
    const state = steps.getByLabel(/Iscrizione al CPIA/);
    await state.waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(await page.getByRole('main').innerText()).not.toContain('Telefonare all’accoglienza protetta');
    await page.getByText('Passo in ritardo').waitFor();
    await state.selectOption({ label: 'Fatto' });
    // The head of the file follows; a slip could still be put right.
    await page.getByText('Passo in ritardo').waitFor({ state: 'detached' });
    await expect.poll(() => state.inputValue()).toBe('done');
    // What left for whom is said in words, though she never opened a referral.
    const consents = await openTab(page, 'Informativa e consensi');
    await consents.getByText('Bisogno di salute', { exact: false }).waitFor();
    expectQuiet(amal);
    await amal.leave();
  });

  it('lets go of a case that she must not see, and it is gone from the screen at once', async () => {
    const amal = await signInAs('amal');
    const { page } = amal;
    const { code } = await openAnonymously(page);
    await page.getByRole('button', { name: 'Azioni', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Non devo vedere questo caso' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Non devo vedere questo caso' });
    await dialog.getByRole('textbox').fill('È mia cognata');
    await expectAccessible(page);
    await dialog.getByRole('button').last().click();
    await page.getByRole('heading', { level: 1, name: code }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Persone seguite' }).click();
    await page.getByRole('heading', { level: 1, name: 'Persone seguite' }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain(code);
    await amal.leave();
  });
});
