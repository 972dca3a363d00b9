import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, closeMessages, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, choose, typeDate } from './support/steps.ts';
import { dayAfter, mondayOf } from '../src/features/agenda/domain/days.ts';
import { italianDay } from '../src/kernel/italian-day.ts';

afterAll(closeBrowser);

const feasts = new Set(['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '10-04', '11-01', '12-08', '12-25', '12-26']);
/** The first Tuesday, three weeks on or later, that no feast follows on its own weekday for five weeks, whatever the day on which this is read. */
const tuesday = Array.from({ length: 60 }, (_, weeks) => dayAfter(mondayOf(italianDay(new Date())), 22 + 7 * weeks))
  .find((first) => [0, 2, 7, 14, 21, 28].every((days) => !feasts.has(dayAfter(first, days).slice(5)))) ?? '';

describe('Talks that come back', () => {
  it('are booked by Giulia for five weeks, one is put to another day by the keyboard and back, and the row is cut short', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key); };
    const messages = page.getByRole('region', { name: 'Avvisi' });
    await page.goto('/desk');
    await arrive(page);

    // One hour stands there already, in the way of the second talk.
    const book = async (code: string): Promise<ReturnType<typeof page.getByRole>> => {
      await page.getByRole('button', { name: 'Nuovo appuntamento' }).first().press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Nuovo appuntamento' });
      await dialog.getByLabel('Oppure: senza scheda').fill(code);
      return dialog;
    };
    const first = await book('gru-argento-12');
    await typeDate(first, 'Giorno', dayAfter(tuesday, 7));
    await first.getByLabel('Ora', { exact: true }).selectOption('10:30');
    await first.getByRole('button', { name: 'Prendi l’appuntamento' }).press('Enter');
    await first.waitFor({ state: 'detached' });

    const row = await book('lepre-verde-44');
    await typeDate(row, 'Giorno', tuesday);
    await row.getByLabel('Ora', { exact: true }).selectOption('10:00');
    await choose(row, 'Si ripete', 'Ogni settimana');
    await row.getByRole('textbox', { name: 'Quante volte' }).fill('5');
    await press('Tab');
    const dates = row.getByRole('list', { name: 'Le date' });
    await expect.poll(() => dates.getByRole('listitem').count()).toBe(5);
    const second = dates.getByRole('listitem').nth(1);
    expect(await second.innerText()).toContain('il collega è già impegnato');
    expect(await second.getByRole('checkbox').isDisabled()).toBe(true);
    await expectAccessible(page);
    await picture(page, 'agenda-serie');
    await second.getByRole('button', { name: /^Usa / }).press('Enter');
    expect(await second.innerText()).toContain('Al posto di');
    await row.getByRole('button', { name: /^Prendi \d appuntamenti$/ }).press('Enter');
    await row.waitFor({ state: 'detached' });
    await messages.getByText(/appuntamenti presi per lepre-verde-44/).waitFor();

    // In the week of the first talk: taken up, two days on, put down, and back again.
    await choose(page, 'Vista', 'Settimana');
    await typeDate(page, 'Giorno', tuesday);
    const grip = page.getByRole('button', { name: 'Sposta lepre-verde-44' });
    await closeMessages(page);
    await grip.focus();
    await press('Enter');
    const heard = page.locator('output').filter({ hasText: /lepre-verde-44|,/ });
    await expect.poll(() => heard.allInnerTexts()).toEqual([expect.stringContaining('Preso lepre-verde-44')]);
    await press('ArrowRight', 'ArrowRight', 'ArrowDown');
    await expect.poll(async () => (await heard.allInnerTexts()).join()).toMatch(/giovedì.+10:15–11:15\. \S+/);
    await expectAccessible(page);
    await picture(page, 'agenda-spostare');
    await press('Escape');
    await expect.poll(() => page.locator('[data-day]').nth(1).getByText('lepre-verde-44').count()).toBe(1);
    await press('Enter', 'ArrowRight', 'ArrowRight', 'Enter');
    const thursday = page.locator('[data-day]').nth(3);
    await thursday.getByText('lepre-verde-44').waitFor();
    await messages.getByText(/lepre-verde-44: giovedì/).waitFor();
    await messages.getByRole('button', { name: /Annulla/ }).last().press('Enter');
    await page.locator('[data-day]').nth(1).getByText('lepre-verde-44').waitFor();
    await thursday.getByText('lepre-verde-44').waitFor({ state: 'detached' });

    // By the mouse too; and a line that is only touched opens what may be done with it.
    const line = page.getByRole('button', { name: /10:00 lepre-verde-44/ });
    await line.scrollIntoViewIfNeeded();
    const [from, to] = [await line.boundingBox(), await page.locator('[data-day]').nth(2).boundingBox()];
    if (!from || !to) throw new Error('the week is not on the screen');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 12, { steps: 3 });
    await page.mouse.move(to.x + 30, from.y + 12, { steps: 5 });
    await page.mouse.up();
    await page.locator('[data-day]').nth(2).getByText('lepre-verde-44').waitFor();
    await messages.getByRole('button', { name: /Annulla/ }).last().press('Enter');
    await page.locator('[data-day]').nth(1).getByText('lepre-verde-44').waitFor();

    // In the month from day to day, and from week to week.
    await choose(page, 'Vista', 'Mese');
    await page.getByRole('button', { name: 'Sposta lepre-verde-44' }).first().focus();
    await press('Enter', 'ArrowRight');
    await expect.poll(async () => (await heard.allInnerTexts()).join()).toMatch(/mercoledì.+\. \S+/);
    await expectAccessible(page);
    await press('Escape');

    // The row ends after the first two: this one and those that follow, with one reason, at once.
    await choose(page, 'Vista', 'Settimana');
    await typeDate(page, 'Giorno', dayAfter(tuesday, 14));
    await page.getByRole('button', { name: /10:00 lepre-verde-44/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Annulla l’appuntamento' }).press('Enter');
    const cancelling = page.getByRole('alertdialog');
    await choose(cancelling, 'Quali appuntamenti', 'Questo e i seguenti (3)');
    await choose(cancelling, 'Perché', 'Lo ha chiesto la persona');
    await expectAccessible(page);
    await cancelling.getByRole('button', { name: 'Annulla 3 appuntamenti' }).press('Enter');
    await messages.getByText('lepre-verde-44: 3 appuntamenti annullati').waitFor();
    await page.locator('[data-day]').nth(1).getByText('lepre-verde-44').waitFor({ state: 'detached' });

    // What is left of it goes to another room of the day: the hour later, for both that were not held.
    await typeDate(page, 'Giorno', tuesday);
    await page.getByRole('button', { name: /10:00 lepre-verde-44/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Sposta o cambia' }).press('Enter');
    const change = page.getByRole('dialog', { name: /lepre-verde-44/ });
    await choose(change, 'Quali appuntamenti', 'Tutti quelli non ancora tenuti (2)');
    await change.getByLabel('Con', { exact: true }).selectOption({ label: 'Teresa Iannaccone · Coordinamento' });
    await expect.poll(() => change.getByRole('list', { name: 'Che cosa cambia' }).getByRole('listitem').count()).toBe(2);
    await expectAccessible(page);
    await change.getByRole('button', { name: 'Cambia 2 appuntamenti' }).press('Enter');
    await messages.getByText('lepre-verde-44: 2 appuntamenti cambiati').waitFor();
    await page.locator('[data-day]').nth(1).getByText(/Teresa Iannaccone/).waitFor();
    await expectNoSidewaysScroll(page);
    expectQuiet(giulia);
    await giulia.leave();
  });

  it('leave room that Teresa sees: mediators who are free, whom to call when an hour falls free, one language alone, and a sheet without names', async () => {
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    const messages = page.getByRole('region', { name: 'Avvisi' });
    await page.goto('/desk');
    await arrive(page);
    await choose(page, 'Vista', 'Mediazioni libere');
    await page.getByLabel('Lingua', { exact: true }).selectOption('uk');
    const hour = page.getByRole('button', { name: /Prenota con Oksana Melnyk/ }).last();
    await hour.waitFor();
    expect(await page.getByRole('button', { name: /Prenota con Rubina Akter/ }).count()).toBe(0);
    await expectAccessible(page);
    await picture(page, 'agenda-mediazioni');
    await hour.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Nuovo appuntamento' });
    await expect.poll(() => dialog.getByLabel('Mediazione').locator('option:checked').innerText()).toContain('Oksana Melnyk');
    await dialog.getByLabel('Oppure: senza scheda').fill('falco-blu-31');
    await dialog.getByLabel('Lingua', { exact: true }).last().selectOption('uk');
    await dialog.getByRole('button', { name: 'Prendi l’appuntamento' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });

    // Two weeks are far: she would come sooner, and there is room.
    await choose(page, 'Vista', 'Settimana');
    const line = page.getByRole('button', { name: /\d falco-blu-31/ });
    for (let weeks = 0; weeks < 3 && !(await line.isVisible()); weeks += 1) {
      if (weeks > 0) await page.getByRole('button', { name: 'Settimana dopo' }).press('Enter');
      await line.waitFor({ timeout: 2_500 }).catch(() => undefined);
    }
    await line.press('Enter');
    await page.getByRole('menuitem', { name: 'Verrebbe prima, se si libera un’ora' }).press('Enter');
    const waiting = page.getByRole('region', { name: 'Verrebbero prima' });
    await waiting.getByText('falco-blu-31').waitFor();
    await waiting.getByText(/C’è posto/).waitFor();
    await expectAccessible(page);
    await waiting.getByRole('button', { name: 'Trova un’ora: falco-blu-31' }).press('Enter');
    const change = page.getByRole('dialog', { name: /falco-blu-31/ });
    await change.getByRole('button', { name: 'Salva' }).last().press('Enter');
    await change.waitFor({ state: 'detached' });
    await waiting.waitFor({ state: 'detached' });

    // One language alone, still so after the page was loaded again; the others are said to be there.
    await page.getByRole('button', { name: 'Oggi', exact: true }).press('Enter');
    await choose(page, 'Vista', 'Elenco');
    await page.getByRole('button', { name: 'Filtra' }).first().press('Enter');
    await page.reload();
    await arrive(page);
    await page.getByRole('button', { name: 'Togli il filtro' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Togli il filtro' }).press('Enter');

    // On paper nobody has a name, whoever prints it and however.
    const shown = await page.locator('.agenda-code .private').allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('main').innerText();
    expect(paper).toContain('Senza nomi delle persone');
    expect(shown.filter((name) => paper.includes(name))).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
    await expectNoSidewaysScroll(page);
    expect(await messages.count()).toBe(1);
    expectQuiet(teresa);
    await teresa.leave();
  });
});
