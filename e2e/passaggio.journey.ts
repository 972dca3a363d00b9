import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { openTab, pick } from './support/steps.ts';

afterAll(closeBrowser);

const words = 'Chiamarla prima delle nove. Ha paura delle scale: riceverla al piano terra.';

describe('Giulia passes a case to Blessing', () => {
  it('who sees which one before her yes and nothing more, opens it with the yes, and goes through what is open; Giulia no longer finds it', async () => {
    const giuliaAtWork = await colleague(inject('address'), 'giulia');
    const [personId, caseId] = [newId(), newId()];
    const { code } = await giuliaAtWork.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
    await giuliaAtWork.ask('PATCH', `/api/cases/${caseId}`, { ownerId: giuliaAtWork.memberId, risk: 'medium' }, 1);
    await giuliaAtWork.ask('PUT', `/api/tasks/${newId()}`, { caseId, title: 'Ritirare la tessera sanitaria', ownerId: giuliaAtWork.memberId, dueOn: '2027-01-10' });

    const giulia = await signInAs('giulia');
    await giulia.page.goto(`/cases/${caseId}`);
    const tab = await openTab(giulia.page, 'Consegne');
    await tab.getByRole('button', { name: 'Passa il caso' }).click();
    const dialog = giulia.page.getByRole('dialog', { name: 'Passa il caso' });
    await pick(dialog, 'Chi lo riceve', 'Bles', /Blessing Okoro/);
    await dialog.getByLabel('Che cosa deve sapere chi arriva').fill(words);
    await expectAccessible(giulia.page);
    await picture(giulia.page, 'passaggio-proposta');
    await dialog.getByRole('button', { name: 'Proponi il passaggio' }).click();
    await tab.getByText('Aspetta un sì').waitFor();

    const blessing = await signInAs('blessing');
    await blessing.page.getByText('Ti viene proposto un caso').first().waitFor();
    await blessing.page.goto('/handovers');
    const mine = blessing.page.getByRole('region', { name: 'Per te' });
    const line = mine.getByRole('listitem').filter({ hasText: code });
    await line.waitFor();
    expect(await blessing.page.locator('body').innerText()).not.toContain(words);
    await expectAccessible(blessing.page);
    await line.getByRole('button', { name: 'Accetto' }).click();
    await line.getByRole('link', { name: code }).waitFor();
    await line.getByRole('button', { name: 'Nota e cose aperte' }).click();
    await line.getByText(words).waitFor();
    await line.getByText('Cosa da fare: Ritirare la tessera sanitaria').first().click();
    await line.getByText('Che cosa è aperto: 1 di 1 guardate').waitFor();
    await expectAccessible(blessing.page);
    await picture(blessing.page, 'passaggio-accettato');
    await line.getByRole('link', { name: code }).click();
    await blessing.page.getByRole('heading', { level: 1, name: code }).waitFor();

    await giulia.page.goto(`/cases/${caseId}`);
    await giulia.page.getByRole('main').getByRole('alert').first().waitFor();
    expect(await giulia.page.getByRole('main').innerText()).not.toContain(code);
    expectQuiet(giulia);
    expectQuiet(blessing);
    await giulia.leave();
    await blessing.leave();
  });
});
