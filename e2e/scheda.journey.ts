import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { idOf } from '../src/app/people.ts';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { choose } from './support/steps.ts';

afterAll(closeBrowser);

/** Huda, of whom something is known in every area, and who said yes to her lawyers for her papers. */
async function huda(): Promise<string> {
  const [giulia, marco] = await Promise.all([colleague(inject('address'), 'giulia'), colleague(inject('address'), 'marco')]);
  const [personId, caseId, consentId] = [newId(), newId(), newId()];
  await giulia.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
  await giulia.ask('PUT', `/api/persons/${personId}/languages/ar`, { speaks: 'mother-tongue', reads: true, interpreter: false });
  const learn = (field: string, value: unknown) => giulia.ask('PUT', `/api/facts/${newId()}`, { caseId, field, value, source: { kind: 'interview', id: null }, learnedOn: '2026-02-03', replaces: null });
  for (const [field, value] of [['status-permit', 'expired'], ['arrival-year', 2021], ['education-italian', 'a2'], ['health-registration', 'temporary-code'], ['health-ongoing-needs', ['medicines']], ['wishes-first', 'Una casa tranquilla']] as const) await learn(field, value);
  await giulia.ask('PUT', `/api/consents/${consentId}`, { caseId, switch: 'sharing', recipientId: idOf('avellino dedalus'), purpose: 'legal' });
  await giulia.ask('POST', `/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'attestation', attestedWith: marco.memberId } });
  return caseId;
}

describe('a sheet of the profile', () => {
  it('goes to the lawyer without the health facts and stands in the register; Huda’s own is in Arabic, and what is not right is marked', async () => {
    const caseId = await huda();
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    await page.goto(`/cases/${caseId}?tab=sheets`);
    await page.getByText('Nessuna scheda').waitFor();
    await page.getByRole('link', { name: 'Prepara una scheda' }).click();
    await choose(page, 'Chi la leggerà', 'Avvocata o avvocato');
    await page.getByRole('combobox', { name: /^Ente/ }).fill('Ente antitratta');
    await page.getByRole('option', { name: 'Ente antitratta regionale' }).click();
    await page.getByText('C’è il consenso').waitFor();
    await page.getByRole('textbox', { name: 'A che cosa serve' }).fill('Preparare il ricorso');
    const paper = page.getByRole('article', { name: 'Quello che leggerà' });
    await paper.getByText('Preparare il ricorso').waitFor();
    await expect.poll(() => paper.innerText()).toMatch(/Permesso\s+Scaduto/);
    expect(await paper.innerText()).not.toMatch(/Farmaci|STP|tranquilla/);
    // What is restricted is offered, unticked, and asks why.
    await page.getByRole('checkbox', { name: /Di che cosa ha bisogno/ }).check({ force: true });
    await page.getByText('Scrivi perché serve la parte riservata').waitFor();
    await page.getByRole('checkbox', { name: /Di che cosa ha bisogno/ }).uncheck({ force: true });
    await page.getByText('Prima di farla').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await picture(page, 'scheda-legale');
    await page.getByRole('button', { name: 'Fai la scheda' }).click();
    await page.getByText('Non è ancora uscita').waitFor();
    await page.getByRole('button', { name: 'Consegna' }).click();
    await page.getByRole('link', { name: 'PDF' }).waitFor();
    await expectAccessible(page);
    await page.goto(`/cases/${caseId}?tab=consents`);
    await page.getByText('Arrivo e Documenti e permesso').waitFor();
    await giulia.leave();

    const phone = await signInAs('giulia', 'phone');
    await phone.page.goto(`/cases/${caseId}/sheets/new`);
    await choose(phone.page, 'Chi la leggerà', 'La persona');
    await phone.page.getByText('Non è scritto se un foglio è sicuro').waitFor();
    const own = phone.page.getByRole('article', { name: 'Quello che leggerà' });
    await own.getByText('حقوقك').waitFor();
    expect(await own.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
    await phone.page.getByRole('textbox', { name: 'Come si è visto che è sicuro' }).fill('Vive con la sorella, lo tiene lei');
    await phone.page.getByText('Prima di farla').waitFor({ state: 'detached' });
    await expectAccessible(phone.page);
    await expectNoSidewaysScroll(phone.page);
    await phone.page.getByRole('button', { name: 'Fai la scheda' }).click();
    await phone.page.getByRole('button', { name: 'Qualcosa non è giusto' }).click();
    const dialog = phone.page.getByRole('dialog', { name: 'Qualcosa non è giusto' });
    await dialog.getByLabel('Quale dato').selectOption({ label: 'الإيطالية' });
    await dialog.getByRole('textbox', { name: 'Come dice che è' }).fill('Adesso è B1');
    await dialog.getByRole('button', { name: 'Segna da correggere' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expectAccessible(phone.page);
    await expectNoSidewaysScroll(phone.page);
    await phone.page.reload();
    await phone.page.getByRole('heading', { name: 'ما نعرفه عنك' }).evaluate((node) => node.scrollIntoView({ block: 'start' }));
    await phone.page.mouse.wheel(0, -90);
    await picture(phone.page, 'scheda-persona');
    await phone.page.goto(`/cases/${caseId}?tab=sheets`);
    await phone.page.getByText('Adesso è B1').waitFor();
    await expectAccessible(phone.page);
    expectQuiet(phone);
    await phone.leave();
  });
});
