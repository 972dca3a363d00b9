import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectQuiet, signInAs } from './support/browser.ts';
import { openAnonymously, openTab, pick } from './support/steps.ts';

afterAll(closeBrowser);

describe('Whoever governs the work', () => {
  it('gives a case without anybody to Chiara, who answers for it from then on', async () => {
    const giulia = await signInAs('giulia');
    const { code, caseId } = await openAnonymously(giulia.page);
    const teresa = await signInAs('teresa');
    const unowned = teresa.page.getByRole('region', { name: 'Senza referente' });
    // The day shows the oldest first, and other walks may have left older ones: this one is opened by its address.
    await unowned.getByRole('link').first().waitFor();
    const withoutAnybody = () => teresa.page.getByRole('list', { name: 'Quanti casi' }).getByRole('listitem').filter({ hasText: /senza referente/i }).innerText();
    const before = await withoutAnybody();
    await teresa.page.goto(`/cases/${caseId}`);
    await teresa.page.getByText('Senza referente').first().waitFor();
    await openTab(teresa.page, 'Accessi');
    await teresa.page.getByRole('button', { name: 'Affida il caso' }).click();
    const dialog = teresa.page.getByRole('dialog', { name: 'Affida il caso' });
    await pick(dialog, 'A chi', 'Chia', /Chiara Fusco/);
    const answers = dialog.getByRole('checkbox', { name: /Diventa il referente del caso/ });
    await expect.poll(() => answers.isChecked()).toBe(true);
    await expectAccessible(teresa.page);
    await dialog.getByRole('button', { name: 'Affida', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await teresa.page.goto('/');
    await teresa.page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await teresa.page.getByRole('list', { name: 'Quanti casi' }).waitFor();
    const count = (words: string) => Number(/\d+/.exec(words)?.[0]);
    expect(count(await withoutAnybody())).toBe(count(before) - 1);
    await expect.poll(() => unowned.getByText(code).count()).toBe(0);
    await giulia.page.goto(`/cases/${caseId}`);
    await giulia.page.getByText('Chiara Fusco').first().waitFor();
    expectQuiet(giulia);
    expectQuiet(teresa);
    await giulia.leave();
    await teresa.leave();
  });

  it('finds a service from the search of every screen; the prefecture’s search promises no person and asks for none', async () => {
    const vincenzo = await signInAs('vincenzo');
    const asked: string[] = [];
    vincenzo.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await vincenzo.page.getByRole('button', { name: 'Cerca servizi…' }).click();
    await vincenzo.page.getByRole('searchbox', { name: 'Cerca o fai' }).fill('consultorio');
    await vincenzo.page.getByRole('menuitem', { name: /Consultorio familiare/ }).click();
    await vincenzo.page.getByRole('heading', { level: 1, name: 'Consultorio familiare' }).waitFor();
    expect(asked).toContain('/api/services/search');
    expect(asked).not.toContain('/api/search');
    expectQuiet(vincenzo);
    await vincenzo.leave();
  });

  it('brings Francesca from what is unusual to the lines behind it', async () => {
    const francesca = await signInAs('francesca');
    await francesca.page.goto('/audit');
    await francesca.page.getByRole('button', { name: /^Vedi le righe/ }).first().click();
    await expect.poll(() => francesca.page.evaluate(() => document.activeElement?.querySelector('h2')?.textContent)).toBe('Tutte le righe');
    expectQuiet(francesca);
    await francesca.leave();
  });
});
