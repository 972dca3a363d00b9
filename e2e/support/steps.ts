import type { Locator, Page } from 'playwright-core';

/** Things that many journeys do on the way to what they are about, each as a person does it: by what the screen says. */

/** Waits until the screen has arrived: its words are there, nothing is on its way and nothing moves any more. */
export async function arrive(page: Page): Promise<void> {
  await page.locator('main[aria-busy=false] h1').first().waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    const main = document.querySelector('main');
    if (!main) return;
    let movedAt = performance.now();
    const watch = new MutationObserver(() => { movedAt = performance.now(); });
    watch.observe(main, { subtree: true, childList: true, characterData: true });
    const isWaiting = (): boolean => main.querySelector('.skeleton, .working') !== null || performance.now() - movedAt < 80;
    for (const started = performance.now(); isWaiting() && performance.now() - started < 15_000;) await new Promise((next) => setTimeout(next, 20));
    watch.disconnect();
  });
}

/** Goes to a screen as a link within the program does, without loading the page afresh. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), address);
  await arrive(page);
}

/** Chooses the language of the account, as from its menu. */
export async function speak(page: Page, language: 'it' | 'en'): Promise<void> {
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: language === 'it' ? 'Italiano' : 'English' }).or(page.getByRole('menuitemradio', { name: language === 'it' ? 'Italiano' : 'English' })).click();
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
}

/** Opens every part of the day that shows its first lines only. */
export async function wholeDay(page: Page): Promise<void> {
  await page.locator('main[aria-busy=false] .day-columns').waitFor();
  const more = page.getByRole('button', { name: /^Mostra altri/ });
  while ((await more.count()) > 0) await more.first().click();
}

/** Answers a question of chips, segments or radios by the words on it. */
export async function choose(where: Page | Locator, question: string | RegExp, answer: string): Promise<void> {
  await where.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true }).click();
}

/** Picks from a field that suggests while one types. */
export async function pick(where: Page | Locator, field: string, typed: string, wanted: RegExp): Promise<void> {
  const box = where.getByRole('combobox', { name: field });
  await box.fill(typed);
  await box.page().getByRole('option', { name: wanted }).first().click();
}

/** "Nuova persona", one tap, and into the file. */
export async function openAnonymously(page: Page): Promise<{ code: string; caseId: string }> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Nuova persona' }).click();
  await page.getByRole('button', { name: 'Apri con un codice' }).click();
  const file = page.getByRole('link', { name: 'Apri il fascicolo' });
  await file.waitFor();
  const code = (await page.getByRole('heading', { level: 1 }).innerText()).replaceAll(' ', '-');
  const caseId = ((await file.getAttribute('href')) ?? '').replace('/cases/', '');
  await file.click();
  await page.getByRole('heading', { level: 1, name: code }).waitFor();
  return { code, caseId };
}

/** Goes to a tab of the case file and waits until it has something to show. */
export async function openTab(page: Page, name: string): Promise<Locator> {
  await page.getByRole('tab', { name, exact: true }).click();
  const panel = page.getByRole('tabpanel', { name, exact: true });
  await panel.getByRole('region').first().waitFor();
  // What still arrives moves the buttons under the hand.
  await panel.locator('.skeleton').first().waitFor({ state: 'detached' });
  return panel;
}

/** A move of the case from "Azioni", confirmed in its dialog. */
export async function moveCase(page: Page, move: string, reason?: string): Promise<void> {
  await page.getByRole('button', { name: 'Azioni', exact: true }).click();
  await page.getByRole('menuitem', { name: move }).click();
  // A move that must be answered for asks as an alert.
  const dialog = page.getByRole(reason === undefined ? 'dialog' : 'alertdialog', { name: move });
  if (reason !== undefined) await dialog.getByRole('textbox').first().fill(reason);
  await dialog.getByRole('button', { name: 'Conferma' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Writes in "In breve" who answers for the case and how serious the risk is. */
export async function assess(page: Page, given: { owner: string; risk: string; wish?: string }): Promise<void> {
  await openTab(page, 'Percorso');
  await page.getByRole('region', { name: 'In breve' }).getByRole('button', { name: 'Aggiorna' }).click();
  const dialog = page.getByRole('dialog', { name: 'Aggiorna' });
  await choose(dialog, 'Rischio', given.risk);
  if (given.wish !== undefined) await dialog.getByLabel('Che cosa vuole prima di tutto').fill(given.wish);
  await dialog.getByLabel('Referente').selectOption({ label: given.owner });
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Gives the notice with a mediator and hears it repeated in the person's own words. */
export async function giveNotice(page: Page, language: string, mediator: string): Promise<void> {
  await openTab(page, 'Informativa e consensi');
  await page.getByRole('button', { name: 'Dai l’informativa' }).click();
  const dialog = page.getByRole('dialog', { name: 'Dai l’informativa' });
  await choose(dialog, 'In quale lingua', language);
  await dialog.getByLabel('Con un mediatore').selectOption({ label: mediator });
  await choose(dialog, /È stata compresa/, 'La ripete con parole sue');
  await dialog.getByRole('button', { name: 'Segna come data' }).click();
  await page.getByText('Informativa data e compresa').waitFor();
}

/** The person says yes to one body for one purpose; two colleagues attest it. */
export async function consentToShare(page: Page, body: string, purpose: string, witness: RegExp): Promise<void> {
  await openTab(page, 'Informativa e consensi');
  const line = page.getByRole('region', { name: 'Parlare con un altro ente' });
  await line.getByRole('button', { name: 'Chiedi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Parlare con un altro ente' });
  await pick(dialog, 'A chi', body.slice(0, 3), new RegExp(body));
  await choose(dialog, 'Per quale scopo', purpose);
  await choose(dialog, 'La risposta', 'Sì');
  await choose(dialog, 'Come lo ha detto', 'Attestato in due');
  const witnesses = dialog.getByLabel('Attesta insieme a te');
  await witnesses.selectOption((await witnesses.getByRole('option', { name: witness }).getAttribute('value')) ?? '');
  await dialog.getByRole('button', { name: 'Salva il sì' }).click();
  await line.getByText('Ha detto sì').waitFor();
}

/** Chooses the service (for a step of the plan, where one is named), writes what is asked and which facts go along, and stops at the preview. */
export async function prepareReferral(page: Page, given: { category: string; service: string; request: string; facts: Readonly<Record<string, string>>; step?: string }): Promise<Locator> {
  if (given.step === undefined) await (await openTab(page, 'Servizi')).getByRole('button', { name: 'Nuovo invio' }).click();
  else await (await openTab(page, 'Bisogni e piano')).getByRole('link', { name: `Cerca un servizio per: ${given.step}` }).click();
  const panel = page.getByRole('tabpanel', { name: 'Servizi', exact: true });
  await panel.getByLabel('Tipo di servizio').selectOption({ label: given.category });
  await panel.getByRole('button', { name: `Scegli ${given.service}` }).click();
  await panel.getByLabel('Che cosa chiediamo').fill(given.request);
  for (const [fact, words] of Object.entries(given.facts)) await panel.getByLabel(`${fact}: parole`).fill(words);
  await panel.getByRole('button', { name: 'Vedi che cosa leggeranno' }).click();
  const preview = panel.getByRole('region', { name: /Esattamente ciò che leggerà/ });
  await preview.waitFor();
  return preview;
}

/** What a list of terms on the screen says, as the reader sees it. */
export async function termsOf(where: Locator): Promise<Record<string, string>> {
  const terms = await where.getByRole('term').allInnerTexts();
  const definitions = await where.getByRole('definition').allInnerTexts();
  return Object.fromEntries(terms.map((term, at) => [term, definitions[at] ?? '']));
}

/** Types a day into the three parts of a date field, as the keyboard does it. @param day `2026-11-25` */
export async function typeDate(where: Page | Locator, field: string, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  for (const [part, typed] of [['giorno', date], ['mese', month], ['anno', year]] as const) {
    await where.getByRole('spinbutton', { name: `${part}, ${field}` }).pressSequentially(typed);
  }
}

/** The day after today, as Italians count it. */
export const tomorrow = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(Date.now() + 24 * 3_600_000);

/** Entrusts the case from "Accessi"; `who` coordinates. */
export async function entrust(page: Page, caseId: string, colleague: string): Promise<void> {
  await page.goto(`/cases/${caseId}`);
  await openTab(page, 'Accessi');
  await page.getByRole('button', { name: 'Affida il caso' }).click();
  const dialog = page.getByRole('dialog', { name: 'Affida il caso' });
  await pick(dialog, 'A chi', colleague.slice(0, 4), new RegExp(colleague));
  await dialog.getByRole('button', { name: 'Affida', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Writes a note from the case file's one primary button. */
export async function writeNote(page: Page, body: string, where?: string): Promise<void> {
  await page.getByRole('button', { name: 'Scrivi una nota' }).first().click();
  const composer = page.getByRole('region', { name: 'Nuova nota' });
  if (where !== undefined) await choose(composer, 'Dove va', where);
  await composer.getByRole('textbox', { name: 'Nota' }).fill(body);
  await composer.getByRole('button', { name: 'Scrivi una nota' }).click();
  await page.getByRole('tabpanel').getByText(body).last().waitFor();
}
