import { v7 as newId } from 'uuid';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { arrive } from './support/steps.ts';

afterAll(closeBrowser);

/** The same woman in two files: Giulia met her in spring, Marco this week, and neither knew. */
async function halimaTwice(): Promise<{ codes: string[]; caseId: string }> {
  const address = inject('address');
  const codes: string[] = [];
  const caseId = newId();
  for (const [name, words, inCase] of [['giulia', 'Halima Warsame', newId()], ['marco', 'Warsama Xaliima', caseId]] as const) {
    const worker = await colleague(address, name);
    const personId = newId();
    const { code } = await worker.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId: inCase, gender: 'female' });
    await worker.ask('PUT', `/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: words, preferred: true });
    await worker.ask('PUT', `/api/persons/${personId}/birth`, { precision: 'declared', year: name === 'giulia' ? 1997 : 1996, month: null, day: null }, 0);
    await worker.ask('PUT', `/api/persons/${personId}/contacts/${newId()}`, { kind: 'phone', value: '339 808 7711', belongsTo: 'person' });
    await worker.ask('PUT', `/api/persons/${personId}/safe-contact`, { doNotCall: false, whoMayCall: '', whenToCall: '', language: null, mayBeSaid: '', mustNotAnswer: name === 'giulia' ? 'Il fratello' : 'La padrona di casa', leaveMessages: true }, 0);
    codes.push(code);
  }
  return { codes, caseId };
}

describe('Teresa, who finds one woman in two files', () => {
  it('sees both side by side, unites them, and takes them apart again when she learns that they are sisters', async () => {
    const { codes, caseId } = await halimaTwice();
    const [hers = '', his = ''] = codes.map((code) => code.replaceAll('-', ' '));
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    await page.getByRole('link', { name: 'Schede doppie' }).first().click();
    const pair = page.getByRole('listitem').filter({ hasText: hers }).filter({ hasText: his });
    await pair.waitFor();
    await pair.getByText('Il telefono è lo stesso.').waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'unione-elenco');
    await pair.getByRole('link', { name: 'Guarda insieme' }).press('Enter');
    await page.getByRole('heading', { name: 'Chi saprà di più' }).waitFor();
    await page.getByLabel('Chi non deve rispondere').waitFor();
    await expect.poll(() => page.getByLabel('Chi non deve rispondere').inputValue()).toMatch(/Il fratello.*La padrona di casa|La padrona di casa.*Il fratello/);
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'unione-confronto');
    await page.setViewportSize({ width: 320, height: 740 });
    await expectNoSidewaysScroll(page);
    await picture(page, 'unione-confronto-telefono');
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole('button', { name: 'Unisci le schede' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill('Stesso telefono, e l’ha confermato Marco.');
    await dialog.getByRole('button', { name: 'Unisci le schede' }).click();
    await page.getByText('le due schede tornano esattamente com’erano', { exact: false }).waitFor();

    // Marco goes on in his file as before, and adds a name by which he knows her.
    const marco = await colleague(inject('address'), 'marco');
    const { personId } = await marco.ask<{ personId: string }>('GET', `/api/cases/${caseId}`);
    await marco.ask('PUT', `/api/persons/${personId}/names/${newId()}`, { kind: 'nickname', text: 'Hali' });
    const coordinating = await colleague(inject('address'), 'teresa');
    await coordinating.ask('PUT', `/api/persons/${personId}/languages/so`, { speaks: 'mother-tongue', reads: true, interpreter: false });
    await page.reload();
    await page.getByRole('radiogroup', { name: /Hali/ }).waitFor();
    await page.getByRole('button', { name: 'Separa le schede' }).click();
    await page.getByText('Scegli a chi vanno le righe senza risposta.').waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'unione-separa');
    await page.getByRole('radiogroup', { name: /Lingua/ }).getByText('a tutte e due').click();
    await page.getByRole('button', { name: 'Separa le schede' }).click();
    await dialog.getByRole('textbox').fill('Sono venute insieme: sono sorelle.');
    await dialog.getByRole('button', { name: 'Separa le schede' }).click();
    await page.getByText('separate di nuovo').first().waitFor();
    const back = await marco.ask<{ personId: string }>('GET', `/api/cases/${caseId}`);
    const { names, languages } = await marco.ask<{ names: { text: string }[]; languages: { language: string }[] }>('GET', `/api/persons/${back.personId}`);
    expect([names.map((name) => name.text).sort(), languages.map((one) => one.language)]).toEqual([['Hali', 'Warsama Xaliima'], ['so']]);
    expectQuiet(teresa);
    await teresa.leave();
  });
});
