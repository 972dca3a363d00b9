import { v7 as newId } from 'uuid';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { typeDate } from './support/steps.ts';
import { italianDay } from '../src/kernel/italian-day.ts';

afterAll(closeBrowser);

describe('The day at the desk', () => {
  it('is kept by Teresa with the keyboard alone: an hour found, booked, moved, cancelled with its reason, and taken back', async () => {
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key); };
    await page.goto('/desk');
    await page.getByRole('button', { name: 'Nuovo appuntamento' }).first().focus();
    await press('Enter');
    const booking = page.getByRole('dialog', { name: 'Nuovo appuntamento' });
    // Parveen speaks Urdu: chosen here by her name, the form follows her, and her code stays in sight when the focus goes on.
    const whom = booking.getByRole('combobox', { name: 'Persona seguita' });
    await whom.fill('Parveen');
    await page.getByRole('option', { name: /Parveen Akhtar/ }).first().click();
    await booking.getByText(/parla urdu/).waitFor();
    await booking.getByLabel('Con chi').selectOption('psychologist');
    await expect.poll(() => whom.inputValue()).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    await expect.poll(() => booking.getByLabel('Lingua', { exact: true }).inputValue()).toBe('ur');
    await booking.getByRole('button', { name: 'Proponi tre ore' }).press('Enter');
    await expect.poll(() => booking.getByRole('list', { name: 'Ore proposte' }).getByRole('listitem').first().textContent()).toContain('mediazione: Rubina Akter');
    // It was somebody else who called: nothing of Parveen stays behind.
    await whom.fill('');
    await expect.poll(() => booking.getByLabel('Lingua', { exact: true }).inputValue()).toBe('it');
    await booking.getByLabel('Oppure: senza scheda').focus();
    await page.keyboard.type('airone-blu-21');
    await booking.getByLabel('Con chi').focus();
    await page.keyboard.type('Area legale, chiunque');
    await booking.getByLabel('Con chi').selectOption('legal');
    await booking.getByRole('button', { name: 'Proponi tre ore' }).focus();
    await press('Enter');
    const proposals = booking.getByRole('list', { name: 'Ore proposte' });
    await expect.poll(() => proposals.getByRole('listitem').count()).toBe(3);
    await expectAccessible(page);
    // The first hour of another day, whatever today still has to offer: the day's own list stays for others.
    await proposals.getByRole('listitem').filter({ hasText: '09:00' }).getByRole('button', { name: /Usa quest’ora/ }).last().focus();
    await press('Enter');
    const day = await booking.getByRole('group', { name: 'Giorno' }).innerText();
    expect(day).toMatch(/\d/);
    await booking.getByRole('button', { name: 'Prendi l’appuntamento' }).focus();
    await press('Enter');
    await booking.waitFor({ state: 'detached' });

    // To that day, whatever the view shows first.
    await page.getByRole('button', { name: 'Giorno dopo' }).focus();
    const block = page.getByRole('button', { name: /airone-blu-21/ }).first();
    for (let days = 0; days < 4 && !(await block.isVisible()); days += 1) {
      await press('Enter');
      await page.getByRole('heading', { name: 'Appuntamenti' }).waitFor();
      await block.waitFor({ timeout: 2_500 }).catch(() => undefined);
    }
    await block.focus();
    await press('Enter');
    await expect.poll(() => page.locator('output').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('Preso airone-blu-21')]));
    await press('ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Enter');
    await page.getByText('airone-blu-21: 09:30–10:45').waitFor();
    await expect.poll(() => block.textContent()).toContain('09:30–10:45');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'agenda-colonne');

    // By hand: an hour down.
    await block.scrollIntoViewIfNeeded();
    const box = await block.boundingBox();
    if (!box) throw new Error('the appointment is not on the screen');
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 22, box.y + 40, { steps: 4 });
    await page.mouse.move(box.x + 20, box.y + 10 + 64, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => block.textContent()).toContain('10:30–11:45');

    // Taken up and left: nothing has moved.
    await block.focus();
    await press('Enter', 'ArrowRight', 'ArrowDown');
    await expect.poll(async () => (await page.locator('output').allInnerTexts()).join()).toMatch(/, 10:45–12:00\. \S+/);
    await press('Escape');
    await expect.poll(() => block.textContent()).toContain('10:30–11:45');

    await page.getByRole('button', { name: 'Altro per airone-blu-21' }).focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Annulla l’appuntamento' }).focus();
    await press('Enter');
    const cancelling = page.getByRole('alertdialog');
    await cancelling.getByRole('radio', { name: 'Lo ha chiesto la persona' }).focus();
    await press('Space');
    await cancelling.getByRole('button', { name: 'Annulla l’appuntamento' }).focus();
    await press('Enter');
    await block.waitFor({ state: 'detached' });
    await page.getByText('airone-blu-21: annullato').waitFor();
    await page.getByRole('region', { name: 'Avvisi' }).getByRole('button', { name: /Annulla/ }).last().focus();
    await press('Enter');
    await block.waitFor();

    // Somebody comes without an appointment, and Teresa calls her.
    await page.getByRole('button', { name: 'È arrivata una persona' }).focus();
    await press('Enter');
    const arrival = page.getByRole('dialog', { name: 'È arrivata una persona' });
    await arrival.getByLabel('Come si fa chiamare').fill('cicala-07');
    await arrival.getByLabel('Lingua della persona').selectOption('bn');
    await arrival.getByRole('button', { name: 'Mettila in attesa' }).focus();
    await press('Enter');
    await arrival.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Chiama: cicala-07' }).focus();
    await press('Enter');
    await page.getByRole('button', { name: 'Ricevi: cicala-07' }).press('Enter');

    // Whoever was received is somebody: taken for Parveen, and taken back as long as nothing is written.
    const who = page.getByRole('dialog', { name: 'Chi è cicala-07?' });
    await who.getByRole('combobox', { name: 'Persona seguita' }).fill('Parveen');
    await page.getByRole('option', { name: /Parveen Akhtar/ }).first().click();
    await expectAccessible(page);
    await who.getByRole('button', { name: 'È questa: inizia il colloquio' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: /colloquio/i }).waitFor();
    await page.goto('/desk');
    await page.getByRole('link', { name: /^Fascicolo / }).waitFor();
    await page.getByRole('button', { name: 'Altro per cicala-07' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Non è questa persona' }).press('Enter');
    await page.getByText('Ancora senza scheda e senza un’altra ora').waitFor();
    await page.getByRole('button', { name: 'Chi è: cicala-07' }).waitFor();

    // In the week too a line opens what may be done with an appointment.
    await page.getByRole('radiogroup', { name: 'Vista' }).getByText('Settimana', { exact: true }).click();
    const line = page.getByRole('button', { name: /\d airone-blu-21/ });
    await line.waitFor({ timeout: 2_500 }).catch(() => page.getByRole('button', { name: 'Settimana dopo' }).press('Enter'));
    await line.press('Enter');
    await page.getByRole('menuitem', { name: 'Sposta o cambia' }).waitFor();
    await page.keyboard.press('Escape');
    await expectAccessible(page);
    await picture(page, 'agenda-settimana');

    await page.goto('/desk/hours');
    await page.getByRole('region', { name: 'Stanze' }).getByText('Stanza del cortile').waitFor();
    await expectAccessible(page);

    // Anna will be away on a day on which somebody is expected: what stands in the way is on the screen at once.
    const api = await colleague(inject('address'), 'teresa');
    const anna = await colleague(inject('address'), 'anna');
    const away = italianDay(new Date(Date.now() + 40 * 86_400_000));
    await api.ask('PUT', `/api/appointments/${newId()}`, { code: 'tortora-33', startsAt: `${away}T10:00:00Z`, endsAt: `${away}T11:00:00Z`, language: 'it', memberId: anna.memberId, outsideHours: 'agreed' });
    await page.getByLabel('Di chi').selectOption({ label: 'Anna Pagano' });
    await page.getByRole('button', { name: 'Aggiungi assenza o ore in più' }).press('Enter');
    const absence = page.getByRole('dialog', { name: 'Aggiungi assenza o ore in più' });
    await typeDate(absence, 'Dal giorno', away);
    await typeDate(absence, 'Al giorno', away);
    await absence.getByRole('button', { name: 'Salva' }).press('Enter');
    const inTheWay = page.getByRole('dialog', { name: 'Assenze e ore in più' });
    await inTheWay.getByText('tortora-33').waitFor();
    await expectAccessible(page);
    await picture(page, 'agenda-assenza');
    await inTheWay.getByRole('button', { name: 'Chi sostituisce: tortora-33' }).press('Enter');
    const change = page.getByRole('dialog', { name: /tortora-33/ });
    await change.getByLabel('Con', { exact: true }).selectOption({ label: 'Teresa Iannaccone · Coordinamento' });
    await expectAccessible(page);
    await change.getByRole('button', { name: 'Salva' }).last().press('Enter');
    await inTheWay.getByText('Sistemato').waitFor();
    expectQuiet(teresa);
    await teresa.leave();
  });
});
