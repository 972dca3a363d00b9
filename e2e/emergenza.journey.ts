import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, entrust, openAnonymously, writeNote } from './support/steps.ts';

afterAll(closeBrowser);

const reason = 'È al pronto soccorso e chiede dei suoi documenti';

describe('A case that one does not follow', () => {
  it('opens for Marco in an emergency, in front of everyone who must know, and keeps the professional secret', async () => {
    const giulia = await signInAs('giulia');
    const { code, caseId } = await openAnonymously(giulia.page);
    await writeNote(giulia.page, 'Sogna ogni notte la traversata', 'Segreto professionale (psicologia)');

    const marco = await signInAs('marco');
    await marco.page.goto(`/cases/${caseId}`);
    await marco.page.getByRole('alert').or(marco.page.getByRole('main')).first().waitFor();
    expect(await marco.page.locator('body').innerText()).not.toContain(code);
    await marco.page.goto('/cases');
    await marco.page.getByRole('link', { name: 'Accesso d’emergenza' }).click();
    const emergency = marco.page.getByRole('region', { name: 'Apri in emergenza' });
    await emergency.getByLabel('Codice della persona').fill(code);
    await emergency.getByRole('button', { name: 'Apri in emergenza' }).click();
    await emergency.getByText(/almeno 10 caratteri|10 caratteri/).first().waitFor();
    await emergency.getByLabel('Perché adesso').fill(reason);
    await expectAccessible(marco.page);
    await picture(marco.page, 'accesso-emergenza');
    await emergency.getByRole('button', { name: 'Apri in emergenza' }).click();
    await marco.page.getByText(/Aperto in emergenza, fino al/).waitFor();
    await marco.page.getByText(/Restano (23 ore|24 ore)/).waitFor();
    await expectAccessible(marco.page);
    await picture(marco.page, 'aperto-in-emergenza');
    await marco.page.getByRole('tab', { name: 'Note' }).click();
    await marco.page.getByRole('tabpanel', { name: 'Note' }).waitFor();
    await arrive(marco.page);
    expect(await marco.page.locator('body').innerText()).not.toContain('traversata');

    // Both who coordinate and who protect data are told at once, with his words.
    for (const person of ['teresa', 'francesca'] as const) {
      const seat = await signInAs(person);
      await seat.page.goto('/notices');
      await seat.page.getByText('Un fascicolo è stato aperto in emergenza').first().waitFor();
      await expectAccessible(seat.page);
      await seat.page.goto('/emergencies');
      await seat.page.getByText(reason).first().waitFor();
      await expectAccessible(seat.page);
      await picture(seat.page, `${person}-accessi-emergenza`);
      expectQuiet(seat);
      await seat.leave();
    }
    const francesca = await signInAs('francesca');
    await francesca.page.goto('/audit');
    const line = francesca.page.getByRole('row').filter({ hasText: code }).filter({ hasText: 'ha aperto in emergenza' }).first();
    await line.waitFor();
    await expect.poll(() => line.innerText()).toContain('Marco D’Alessio');
    await expectAccessible(francesca.page);
    await picture(francesca.page, 'dpo-registro');
    expectQuiet(francesca);
    await francesca.leave();
    expectQuiet(marco);
    await marco.leave();
    await giulia.leave();
  });

  it('closes for Rubina in the very next click once she is barred, even in an emergency', async () => {
    const giulia = await signInAs('giulia');
    const { code, caseId } = await openAnonymously(giulia.page);
    const teresa = await signInAs('teresa');
    await entrust(teresa.page, caseId, 'Rubina Akter');
    const rubina = await signInAs('rubina');
    await rubina.page.goto('/cases');
    await rubina.page.getByRole('link', { name: code }).click();
    await rubina.page.getByRole('heading', { level: 1, name: code }).waitFor();
    await expectAccessible(rubina.page);
    await picture(rubina.page, 'mediatrice-fascicolo');

    const line = teresa.page.getByRole('listitem').filter({ hasText: 'Rubina Akter' });
    await line.getByRole('button', { name: 'Escludi' }).click();
    const bar = teresa.page.getByRole('alertdialog', { name: /Escludi Rubina Akter/ });
    await bar.getByRole('textbox').first().fill('Viene dallo stesso paese e la persona ha paura');
    await bar.getByRole('button', { name: 'Escludi', exact: true }).click();
    await bar.waitFor({ state: 'detached' });

    await rubina.page.getByRole('tab', { name: 'Informativa e consensi' }).click();
    await rubina.page.getByRole('alert').or(rubina.page.getByText(/non c’è|Non c’è/)).first().waitFor();
    await expect.poll(() => rubina.page.getByRole('button', { name: 'Dai l’informativa' }).count()).toBe(0);
    await rubina.page.goto('/cases');
    await rubina.page.getByRole('heading', { level: 1, name: 'Persone seguite' }).waitFor();
    await arrive(rubina.page);
    expect(await rubina.page.locator('body').innerText()).not.toContain(code);
    await rubina.page.goto('/break-glass');
    const emergency = rubina.page.getByRole('region', { name: 'Apri in emergenza' });
    await emergency.getByLabel('Codice della persona').fill(code);
    await emergency.getByLabel('Perché adesso').fill('Vorrei rivedere questo fascicolo');
    await emergency.getByRole('button', { name: 'Apri in emergenza' }).click();
    await emergency.getByRole('alert').first().waitFor();
    expect(rubina.page.url()).toContain('/break-glass');

    expectQuiet(teresa);
    for (const seat of [giulia, teresa, rubina]) await seat.leave();
  });
});
