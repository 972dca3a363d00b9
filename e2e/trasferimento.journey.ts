import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { idOf } from '../src/app/people.ts';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { choose, openTab, typeDate } from './support/steps.ts';
import { italianDay } from '../src/kernel/italian-day.ts';

afterAll(closeBrowser);

const soon = (): string => italianDay(new Date(Date.now() + 6 * 86_400_000));

describe('Joy passes to a programme and comes back', () => {
  it('is asked with Blessing, met and handed over with her yes, followed together, and finds everything where it was', async () => {
    const at = inject('address');
    const work = await colleague(at, 'blessing');
    const [personId, caseId, consentId] = [newId(), newId(), newId()];
    const { code } = await work.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
    await work.ask('PUT', `/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: 'Joy Adeyemi', preferred: true });
    await work.ask('PUT', `/api/persons/${personId}/languages/en`, { speaks: 'well', reads: true, interpreter: false });
    await work.ask('PUT', `/api/consents/${consentId}`, { caseId, switch: 'sharing', recipientId: idOf('avellino dedalus'), purpose: 'protection' });
    await work.ask('POST', `/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'J.' } });

    const blessing = await signInAs('blessing');
    await blessing.page.goto(`/cases/${caseId}`);
    const tab = await openTab(blessing.page, 'Servizi');
    await tab.getByRole('button', { name: 'Passaggio a un programma antitratta' }).click();
    await blessing.page.getByRole('link', { name: '800 290 290' }).waitFor();
    await expectAccessible(blessing.page);
    await picture(blessing.page, 'passaggio-programma-scelta');
    await tab.getByRole('button', { name: 'Scegli Programma di protezione antitratta' }).click();
    await tab.getByLabel('Che cosa chiediamo').fill('Un posto lontano da qui, con calma.');
    for (const field of ['Sicurezza', 'Bisogno di protezione']) await tab.getByRole('checkbox', { name: field, exact: true }).press('Space');
    await tab.getByRole('button', { name: 'Vedi che cosa leggeranno' }).click();
    await tab.getByRole('button', { name: 'Invia', exact: true }).click();
    await tab.getByText('Passaggio', { exact: true }).first().waitFor();

    // Nadia reads what was chosen and nothing else, asks to meet her, and says when and where.
    const nadia = await signInAs('nadia');
    await nadia.page.goto('/received');
    const { items } = await work.ask<{ items: { id: string; reference: string }[] }>('GET', `/api/cases/${caseId}/referrals`);
    const { id, reference } = items[0] ?? { id: '', reference: '' };
    await nadia.page.getByRole('link', { name: reference }).click();
    await nadia.page.getByRole('region', { name: 'La lettera' }).waitFor();
    const read = await nadia.page.getByRole('main').innerText();
    for (const secret of ['Joy', 'Adeyemi', code]) expect(read).not.toContain(secret);
    const answer = nadia.page.getByRole('region', { name: 'La vostra risposta' });
    await answer.getByRole('button', { name: 'Accetta' }).click();
    await answer.getByRole('button', { name: 'Fissa l’incontro' }).click();
    const fixing = nadia.page.getByRole('dialog', { name: 'Fissa l’incontro' });
    await typeDate(fixing, 'Giorno', soon());
    await fixing.getByLabel('Ora').fill('7:30');
    await fixing.getByLabel('Dove').fill('Sede, secondo piano');
    await fixing.getByLabel('Chi viene da parte nostra').fill('Nadia');
    await fixing.getByLabel('Chi viene dall’altro ente').fill('Blessing');
    await expectAccessible(nadia.page);
    await fixing.getByRole('button', { name: 'Fissa l’incontro' }).click();
    await nadia.page.getByRole('region', { name: 'Incontro di passaggio' }).waitFor();
    await picture(nadia.page, 'passaggio-programma-ricevuto');

    await blessing.page.reload();
    await tab.getByRole('button', { name: 'Metti in agenda' }).click();
    const booking = blessing.page.getByRole('dialog', { name: 'Metti in agenda' });
    await booking.getByLabel('Se è fuori orario, perché').selectOption({ label: 'D’accordo con chi accompagna' });
    await expectAccessible(blessing.page);
    await booking.getByRole('button', { name: 'Metti in agenda' }).click();
    await tab.getByText(/^In agenda: Blessing Okoro/).waitFor();
    await picture(blessing.page, 'passaggio-programma-incontro');
    await tab.getByRole('button', { name: 'Presente', exact: true }).click();
    await blessing.page.getByRole('dialog', { name: 'Presente' }).getByRole('button', { name: 'Presente' }).click();
    await tab.getByRole('button', { name: 'La persona dice sì: affidala' }).click();
    const yes = blessing.page.getByRole('dialog', { name: 'La persona dice sì: affidala' });
    await yes.getByText(/proposta da verificare/).waitFor();
    await expectAccessible(blessing.page);
    await picture(blessing.page, 'passaggio-programma-si');
    await yes.getByRole('checkbox').press('Space');
    await yes.getByRole('button', { name: 'La persona dice sì: affidala' }).click();
    await tab.getByRole('region', { name: 'E il nostro percorso con la persona?' }).waitFor();

    await nadia.page.reload();
    const together = nadia.page.getByRole('region', { name: 'Seguita insieme' });
    await choose(together, 'Come va', 'Va bene');
    await together.getByLabel('Due parole per tutti e due').fill('Ha scelto la stanza in fondo.');
    await together.getByRole('button', { name: 'Scrivi la nota' }).click();
    await together.getByText('Ha scelto la stanza in fondo.').waitFor();
    await expectAccessible(nadia.page);
    await blessing.page.reload();
    await tab.getByText('Ha scelto la stanza in fondo.').waitFor();
    await expectAccessible(blessing.page);
    await picture(blessing.page, 'passaggio-programma-insieme');

    // She leaves the programme: Blessing is told, and what was known is where it was.
    await answer.getByRole('button', { name: 'È uscita dal programma' }).click();
    const leaving = nadia.page.getByRole('dialog', { name: 'È uscita dal programma' });
    await choose(leaving, 'Perché', 'Ha scelto di uscirne');
    await leaving.getByRole('button', { name: 'È uscita dal programma' }).click();
    await leaving.waitFor({ state: 'detached' });
    const phone = await signInAs('blessing', 'phone');
    await phone.page.goto('/referrals/waiting');
    await phone.page.getByText(code).first().waitFor();
    await expectAccessible(phone.page);
    await expectNoSidewaysScroll(phone.page);
    await picture(phone.page, 'invii-che-aspettano');
    await phone.page.goto(`/cases/${caseId}?tab=services`);
    await phone.page.getByText('È tornata da noi').waitFor();
    await expectNoSidewaysScroll(phone.page);
    await picture(phone.page, 'passaggio-programma-tornata');
    expect((await work.ask<{ letter: { request: string } }>('GET', `/api/referrals/${id}`)).letter.request).toBe('Un posto lontano da qui, con calma.');

    // Everything stands on one line of time; narrowed to referrals, each entry leads to where it is read.
    await blessing.page.goto(`/cases/${caseId}`);
    const path = await openTab(blessing.page, 'Percorso');
    await path.getByRole('button', { name: 'Filtra', exact: true }).click();
    await path.getByText('Invii', { exact: true }).click();
    await path.getByRole('button', { name: 'Filtrato' }).waitFor();
    await path.getByText('Nota scritta').waitFor({ state: 'detached' });
    await path.getByRole('link', { name: 'Passaggio a Programma di protezione antitratta: la persona è tornata da noi' }).waitFor();
    await expectAccessible(blessing.page);
    await picture(blessing.page, 'percorso-filtrato');
    await path.getByRole('link', { name: /la persona è affidata/ }).click();
    await blessing.page.getByRole('tab', { name: 'Servizi', exact: true, selected: true }).waitFor();
    for (const seat of [blessing, nadia, phone]) {
      expectQuiet(seat);
      await seat.leave();
    }
  });
});
