import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { demoEmail, type DemoName, idOf } from '../src/app/people.ts';
import { instantOf } from '../src/features/agenda/domain/days.ts';
import type { Interview } from '../src/features/desk/contract.ts';
import type { Screening, ScreeningList } from '../src/features/screening/wire.ts';
import type { Devices } from '../src/kernel/devices/contract.ts';
import { italianDay } from '../src/kernel/italian-day.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { closeBrowser, closeMessages, expectAccessible, expectNoSidewaysScroll, picture, type Seat, signInAs } from './support/browser.ts';
import { aFingerprintReader, coldStart, countTries, enrol, keptHere, keptSince, typePin } from './support/phone.ts';
import { aRoad } from './support/road.ts';
import { colleague } from './support/scene.ts';
import { arrive, choose, goTo, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const complaints = ({ errors }: Seat): string[] => errors.filter((error) => !/ERR_|dynamically imported module|new-version|screen-offline/.test(error));

async function signIn(page: Page, name: DemoName): Promise<void> {
  await page.getByLabel('Indirizzo email').fill(demoEmail(name));
  await page.getByLabel('Password').first().fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
}

/** An hour of Giulia's today, late and not prepared, with somebody of whom little is known. */
async function expected(): Promise<{ interviewId: string; code: string }> {
  const giulia = await colleague(inject('address'), 'giulia');
  const [caseId, interviewId, personId] = [newId(), newId(), newId()];
  const { code } = await giulia.ask<{ code: string }>('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
  await giulia.ask('PUT', `/api/persons/${personId}/birth`, { precision: 'declared', year: 1994, month: null, day: null }, 0);
  await giulia.ask('PUT', `/api/persons/${personId}/safe-contact`, { doNotCall: false, whoMayCall: 'Solo una donna', whenToCall: 'Dopo le 21', language: 'fr', mayBeSaid: '', mustNotAnswer: '', leaveMessages: false }, 0);
  await giulia.ask('PUT', `/api/facts/${newId()}`, { caseId, field: 'family-partner', value: 'abroad', source: { kind: 'person' }, learnedOn: italianDay(new Date()), replaces: null });
  // At whatever hour of the day this is walked, an hour of hers may be taken by another walk.
  for (const hour of ['22:00', '06:00', '05:00', '04:00']) {
    const startsAt = instantOf(italianDay(new Date()), hour);
    try {
      await giulia.ask('PUT', `/api/appointments/${interviewId}`, { caseId, kind: 'first', language: 'en', memberId: giulia.memberId, startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 1_800_000).toISOString(), outsideHours: 'agreed' });
      return { interviewId, code };
    } catch (error) {
      if (!String(error).includes('double-booking')) throw error;
    }
  }
  throw new Error('no hour of Giulia’s is free');
}

describe('Giulia’s telephone where there is no network', () => {
  it('opens from a cold start with her PIN, shows the day as it was and takes an interview; lost, it opens for nobody and empties itself at its first contact', async () => {
    const { interviewId, code } = await expected();
    const road = await aRoad();
    const giulia = await signInAs('giulia', 'phone', road.address);
    await giulia.page.evaluate(() => navigator.serviceWorker.ready);
    await enrol(giulia.page, 'Telefono verde', '482957');
    await giulia.page.getByText(/^La giornata è qui, presa alle/).waitFor();
    await picture(giulia.page, 'telefono-pronto');

    const page = await coldStart(giulia, road);
    await page.getByRole('heading', { level: 1, name: 'Sblocca' }).waitFor();
    expect(await page.title()).toBe('Lavoro');
    expect(await page.locator('body').innerText()).not.toMatch(/Giulia|RE\.T\.I|tratta/i);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'telefono-chiuso');
    await typePin(page, '482958');
    await page.getByText('Restano 9 prove').waitFor();
    await typePin(page, '482957');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await page.getByText(/Senza rete · com’era alle \d/).waitFor();
    // What stands here is what is needed outside, and says so; the notice can be read to somebody; what needs the network says what can be done instead.
    await page.getByText('Qui c’è ciò che serve fuori').waitFor();
    await goTo(page, '/notice');
    await page.getByRole('button', { name: /^Leggi/ }).first().click();
    await goTo(page, '/letters');
    await page.getByRole('heading', { level: 1, name: 'Questa pagina ha bisogno della rete' }).waitFor();
    await goTo(page, '/desk');
    await page.getByRole('region', { name: 'Appuntamenti' }).waitFor();
    await page.getByText('Senza rete ci sono solo i tuoi appuntamenti').waitFor();
    await picture(page, 'telefono-senza-rete');
    expect(await keptHere(page)).not.toMatch(/Giulia Ferrara|psychologist|starts_?[aA]t/);

    // Who comes is received, and a talk that nobody had prepared is begun and written; it is still there after the page was loaded anew.
    const hour = page.getByRole('listitem').filter({ hasText: code }).first();
    await hour.getByRole('button', { name: 'Segna l’arrivo' }).click();
    await hour.getByRole('button', { name: 'Inizia il colloquio' }).click();
    await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
    const words = page.getByLabel('Qual è la prima cosa che vorresti cambiasse?');
    await words.fill('Un posto dove dormire stanotte');
    await page.getByText(/^Salvato .* su questo dispositivo$/).first().waitFor();
    // What is known stands beside it, so that it is not asked again; a list of questions is put, and answered.
    await page.getByRole('tab', { name: 'Già noto' }).click();
    await page.getByText('Dopo le 21').waitFor();
    await page.getByText('Partner').first().waitFor();
    await picture(page, 'telefono-gia-noto');
    await page.getByRole('tab', { name: 'Strumenti' }).click();
    await page.getByRole('article').filter({ has: page.getByRole('heading', { name: /PHQ-9/ }) }).getByRole('button', { name: 'Inizia' }).click();
    await page.getByText('Le risposte restano su questo telefono').waitFor();
    await page.getByRole('radiogroup', { name: /better off dead/ }).getByText('Several days').click();
    // No server hears it: the danger, what to do and whom to call stand here, and that nobody has been told.
    await page.getByText('nessuno è ancora avvisato').waitFor();
    await page.getByRole('button', { name: 'Sicurezza: che cosa fare ora' }).click();
    await page.getByRole('dialog').getByRole('link', { name: '112' }).waitFor();
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'telefono-risposta-che-preoccupa');
    await page.keyboard.press('Escape');
    await page.getByText(/^Salvato .* su questo dispositivo$/).first().waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'telefono-domande');
    // Completed and read here, it is so after the page was loaded anew, and the danger is still told.
    await page.getByRole('button', { name: 'Concludi', exact: true }).click();
    await page.getByText(/^Conclusa su questo dispositivo/).waitFor();
    await page.getByRole('button', { name: 'Apri la lettura' }).click();
    await page.getByText('Lettura fatta su questo dispositivo').waitFor();
    await page.reload();
    await typePin(page, '482957');
    await page.getByText(/^Conclusa su questo dispositivo/).waitFor();
    await page.getByText('nessuno è ancora avvisato').waitFor();
    await page.goBack();
    await words.waitFor();
    await expect.poll(() => words.inputValue()).toBe('Un posto dove dormire stanotte');

    // Signed here, it stands for the text as it is here.
    // Her finger is cold and taps twice.
    await page.getByRole('button', { name: 'Ferma', exact: true }).dblclick();
    await choose(page.getByRole('dialog', { name: 'Fermare il colloquio' }), 'Perché ci fermiamo', 'Abbiamo finito');
    await page.getByRole('button', { name: 'Ferma il colloquio' }).click();
    // She has it read back and signs it herself, on this screen.
    await page.getByRole('button', { name: 'Rileggi e chiedi la firma' }).click();
    const reading = page.getByRole('dialog', { name: 'Rileggere e firmare' });
    await reading.getByText('Un posto dove dormire stanotte').waitFor();
    await choose(reading, 'Che cosa fa la persona', 'Firma');
    await reading.getByText('Senza rete firma il testo com’è ora su questo telefono').waitFor();
    await reading.getByRole('textbox', { name: 'Firma', exact: true }).fill('F. C.');
    await expectAccessible(page);
    await reading.getByRole('button', { name: 'Conserva' }).click();
    await page.getByText('La persona ha firmato', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Firma', exact: true }).click();
    await page.getByText('la firma vale per il testo com’è ora su questo telefono').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Firma', exact: true }).click();
    await page.getByText('firmato senza rete').waitFor();
    await picture(page, 'telefono-firmato');

    // The network is back: what was written arrives, once, in its order.
    await road.open();
    await giulia.context.setOffline(false);
    await page.getByText(/com’era alle/).waitFor({ state: 'detached' });
    await page.getByText(/^firmato senza rete.*arrivato \w/).waitFor();
    const desk = await colleague(inject('address'), 'giulia');
    const arrived = await desk.ask<Interview>('GET', `/api/interviews/${interviewId}`);
    expect([arrived.state, arrived.sittings.length, arrived.sections.length, JSON.stringify(arrived.sections).includes('Un posto dove dormire stanotte'), arrived.personSignatures.map((one) => one.evidenceWords)]).toEqual(['signed', 1, 1, true, ['F. C.']]);
    const { items: asked } = await desk.ask<ScreeningList>('GET', `/api/cases/${arrived.caseId}/screenings`);
    expect(asked.map((one) => [one.interviewId, one.state, one.completeness.answered])).toEqual([[interviewId, 'completed', 1]]);
    const { protocols } = await desk.ask<Screening>('GET', `/api/screenings/${asked[0]?.id}`);
    expect(protocols.map((one) => [one.protocol, one.takenAt])).toEqual([['self-harm', null]]);
    await desk.ask('POST', `/api/safety-protocols/${protocols[0]?.id}/taken`, {});

    // A network that hangs: the digits stand while the server is still being asked; what she began stays when it answers, and she may go on with it.
    road.hang();
    await page.reload();
    await page.getByRole('button', { name: '4', exact: true }).click();
    road.answer();
    await page.getByRole('button', { name: 'Entra in rete' }).click();
    await page.getByRole('navigation').first().waitFor();
    await expect.poll(() => page.getByText(/com’era alle/).count()).toBe(0);

    // From now on her finger opens it, in place of the PIN.
    await aFingerprintReader({ page, context: giulia.context });
    await goTo(page, '/account');
    await page.getByRole('button', { name: 'Cambia PIN' }).click();
    await page.getByRole('button', { name: 'Usa l’impronta o il volto al posto del PIN' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // Locked by hand without a server that could hear of it, it asks again.
    await road.close();
    await giulia.context.setOffline(true);
    await goTo(page, '/');
    await page.getByText(/com’era alle/).waitFor();
    await page.getByRole('button', { name: /Accesso di/ }).click();
    await page.getByRole('menuitem', { name: 'Blocca lo schermo' }).click();
    const finger = page.getByRole('button', { name: 'Apri con impronta o volto' });
    await finger.waitFor();
    await expect.poll(() => page.getByRole('button', { name: '1', exact: true }).count()).toBe(0);
    await finger.click();
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await page.getByRole('button', { name: /Accesso di/ }).click();
    await page.getByRole('menuitem', { name: 'Blocca lo schermo' }).click();
    await finger.waitFor();
    await road.open();
    await giulia.context.setOffline(false);
    // Nor does the network that came back let in whoever holds it now.
    await page.reload();
    await page.getByRole('heading', { name: 'Schermo bloccato' }).waitFor();

    const teresa = await colleague(inject('address'), 'teresa');
    const { items } = await teresa.ask<Devices>('GET', '/api/devices/of-colleagues');
    const lost = items.find(({ label, state }) => label === 'Telefono verde' && state === 'enrolled');
    await teresa.ask('POST', `/api/devices/${lost?.id}/moves`, { id: newId(), reason: 'perso sul treno' });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Entra' }).waitFor();
    expect(await keptHere(page)).not.toMatch(/pack|device\/session|sealed/);
    await road.close();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Il server non risponde' }).waitFor();
    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();
  });
});

describe('one telephone for two', () => {
  it('opens for each with their own PIN and shows nothing of the other; ten wrong ones, and only the network helps', async () => {
    const road = await aRoad();
    const phone = await signInAs('amal', 'phone', road.address);
    await phone.page.evaluate(() => navigator.serviceWorker.ready);
    await enrol(phone.page, 'Rosso', '739164');
    await phone.page.getByRole('button', { name: /Accesso di/ }).click();
    await phone.page.getByRole('menuitem', { name: 'Esci' }).click();
    await signIn(phone.page, 'blessing');
    await goTo(phone.page, '/account');
    expect(await phone.page.locator('main').innerText()).not.toContain('Rosso');
    await enrol(phone.page, 'Giallo', '482957');

    const page = await coldStart(phone, road);
    await page.getByRole('radio', { name: 'Rosso' }).click({ force: true });
    await typePin(page, '482957');
    await page.getByText('Restano 9 prove').waitFor();
    await page.getByRole('radio', { name: 'Giallo' }).click({ force: true });
    await typePin(page, '482957');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Accesso di Blessing Okoro' }).count()).toBe(1);
    await page.reload();
    await page.getByRole('radio', { name: 'Rosso' }).click({ force: true });
    // Seven more, as the telephone counts them: each is the same again.
    await countTries(page, 'Rosso', 2);
    await typePin(page, '111222');
    await page.getByText('Resta 1 prova').waitFor();
    await typePin(page, '111222');
    await page.getByRole('radio', { name: 'Rosso' }).waitFor({ state: 'detached' });
    await typePin(page, '482957');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();

    // Somebody is met who wants to talk at once: she becomes a person and the talk begins, with nobody to ask; it is there after a reload, and arrives.
    await goTo(page, '/street/contact');
    await choose(page, 'Quante persone', '1');
    await choose(page, 'Sembra', 'Donna');
    await choose(page, 'Lingua', 'francese');
    await page.getByRole('button', { name: 'Salva', exact: true }).click();
    await page.getByText('Salvato su questo telefono').waitFor();
    await page.getByRole('link', { name: 'Che cosa diventa' }).click();
    await page.getByRole('button', { name: 'Comincia un colloquio adesso' }).click();
    await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
    const words = page.getByLabel('Qual è la prima cosa che vorresti cambiasse?');
    await words.fill('Telefonare a casa');
    await page.getByText(/^Salvato .* su questo dispositivo$/).first().waitFor();
    const talk = new URL(page.url()).pathname;
    await page.reload();
    await typePin(page, '482957');
    await words.waitFor();
    await expect.poll(() => words.inputValue()).toBe('Telefonare a casa');
    await road.open();
    await phone.context.setOffline(false);
    const blessing = await colleague(inject('address'), 'blessing');
    await expect.poll(async () => JSON.stringify((await blessing.ask<Interview>('GET', `/api${talk}`).catch(() => ({ sections: [] }))).sections)).toContain('Telefonare a casa');

    // In one window Blessing takes it out of use; what she writes meanwhile in the other opens with that key no more, and is found again all the same.
    await page.getByText(/com’era alle/).waitFor({ state: 'detached' });
    const other = await phone.context.newPage();
    await other.goto(`${road.address}/persons/new`);
    const name = other.getByRole('textbox', { name: 'Nome', exact: true });
    await name.fill('Prima');
    // The page was opened where there was no network: it is not loaded anew for this.
    await goTo(page, '/account');
    await page.getByRole('row').filter({ hasText: 'Giallo' }).getByRole('button', { name: 'Non usarlo più' }).click();
    const ending = page.getByRole('alertdialog');
    await ending.getByLabel('Motivo').fill('cambio telefono');
    await ending.getByRole('button', { name: 'Non usarlo più' }).click();
    await page.getByRole('button', { name: 'Usa questo telefono sulla strada' }).waitFor();
    const lastWord = await other.evaluate(() => Date.now());
    await name.fill('Nkechinyere Meanwhile');
    await expect.poll(() => keptSince(other, 'person/new')).toBeGreaterThanOrEqual(lastWord);
    await other.reload();
    await other.getByRole('button', { name: 'Riprendi' }).click();
    await expect.poll(() => name.inputValue()).toBe('Nkechinyere Meanwhile');

    // The browser clears what it kept of a telephone: said on the first screen, not at the first try.
    await enrol(page, 'Viola', '482957');
    await page.evaluate(() => Promise.all(['reti-devices', 'reti-drafts'].map((store) => new Promise((done) => { indexedDB.deleteDatabase(store).addEventListener('success', done); }))));
    await road.close();
    await phone.context.setOffline(true);
    await page.reload();
    await page.getByText('Il browser ha svuotato questo telefono').waitFor();
    await expect.poll(() => page.getByText('è ancora su questo telefono').count()).toBe(0);
    expect(complaints(phone)).toEqual([]);
    await phone.leave();
  });
});

const json = { 'x-requested-with': 'reti', 'content-type': 'application/json' };

/** Amal works as an educator too: Stefano asks, Teresa agrees, and the telephone wears that role. A case of Giulia's is hers to write in. */
async function anotherRole(page: Page): Promise<{ caseId: string; memberId: string }> {
  const [stefano, teresa, giulia] = await Promise.all((['stefano', 'teresa', 'giulia'] as const).map((name) => colleague(inject('address'), name)));
  if (!stefano || !teresa || !giulia) throw new Error('three colleagues are needed');
  const invitationId = newId();
  const { link } = await stefano.ask<{ link: string }>('PUT', `/api/team/invitations/${invitationId}`, { email: demoEmail('amal'), role: 'educator', organisationId: idOf('avellino equipe') });
  const { code } = await teresa.ask<{ code: string }>('POST', `/api/team/invitations/${invitationId}/decision`, { verdict: 'approved' });
  await fetch(`${inject('address')}/api/invitations/${link.split('/').at(-1)}`, { method: 'PUT', headers: json, body: JSON.stringify({ name: 'Amal Haddad', password: demoPassword, code }) });
  const { items } = await stefano.ask<{ items: { id: string; name: string; role: string }[] }>('GET', '/api/team/members');
  const memberId = items.find(({ name, role }) => name === 'Amal Haddad' && role === 'educator')?.id ?? '';
  const caseId = newId();
  await giulia.ask('PUT', `/api/persons/${newId()}`, { caseId, gender: 'male' });
  await teresa.ask('PUT', `/api/case-assignments/${newId()}`, { caseId, memberId });
  await page.evaluate(({ id, headers }) => fetch('/api/session/hat', { method: 'POST', headers, body: JSON.stringify({ memberId: id }) }), { id: memberId, headers: json });
  return { caseId, memberId };
}

describe('a role of Amal’s that ends while what she photographed waits on her telephone', () => {
  it('hands it to Teresa, picture and words; she finds it and keeps it among the papers of the case', async () => {
    const road = await aRoad();
    const amal = await signInAs('amal', 'phone', road.address);
    const { page } = amal;
    const { caseId, memberId } = await anotherRole(page);
    await page.goto(`${road.address}/cases/${caseId}?tab=documents`);
    const tab = await openTab(page, 'Documenti');
    await road.close();
    await amal.context.setOffline(true);
    await tab.getByRole('button', { name: 'Aggiungi un documento' }).click();
    const adding = page.getByRole('dialog', { name: 'Aggiungi un documento' });
    const sheet = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#d9d2c2', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg({ quality: 60 }).toBuffer();
    await adding.locator('input[capture]').setInputFiles({ name: 'IMG_7.jpg', mimeType: 'image/jpeg', buffer: sheet });
    await adding.getByRole('img', { name: 'Pagina 1' }).waitFor();
    await adding.getByLabel('Che documento è').selectOption({ label: 'Contratto di lavoro' });
    await adding.getByRole('button', { name: 'Conserva' }).click();
    await adding.waitFor({ state: 'detached' });

    // Meanwhile, at the office, that role of hers is taken off.
    const [stefano, desk] = await Promise.all([colleague(inject('address'), 'stefano'), colleague(inject('address'), 'teresa')]);
    await stefano.ask('POST', `/api/team/members/${memberId}/end`, { reason: 'passa a un altro servizio' });
    await road.open();
    await amal.context.setOffline(false);
    await page.goto(road.address);
    await page.getByText('Ciò che hai scritto su questo dispositivo è ancora qui').waitFor();
    await page.getByRole('button', { name: /^Mediazione/ }).click();
    await page.getByRole('complementary', { name: 'Stato del programma' }).getByRole('button', { name: 'Vedi' }).click();
    const toSend = page.getByRole('dialog', { name: 'Da inviare' });
    await toSend.getByText('Scritta con un ruolo che adesso non hai').first().waitFor();
    await expectAccessible(page);
    await toSend.getByRole('button', { name: 'Consegna a chi coordina' }).first().click();
    await toSend.getByRole('button', { name: 'Sì, consegna queste 2 cose' }).click();
    await toSend.getByText('Non c’è niente da inviare: il server ha tutto.').waitFor();
    await goTo(page, '/');
    expect(complaints(amal)).toEqual([]);
    await amal.leave();

    // Its picture came after its words, for it is larger: it stands first.
    const teresa = await signInAs('teresa');
    const office = teresa.page;
    await office.goto('/reports/handed');
    await office.getByRole('link', { name: 'Documento', exact: true }).first().click();
    await office.getByRole('button', { name: 'Guarda' }).click();
    await office.getByRole('img', { name: 'La foto che era con la nota' }).waitFor();
    await expectAccessible(office);
    const note = office.url();
    await office.getByRole('button', { name: 'Porta tra i documenti del caso' }).click();
    await office.getByRole('button', { name: 'Continua' }).click();
    const keeping = office.getByRole('dialog', { name: 'Aggiungi un documento' });
    await keeping.getByRole('img', { name: 'Pagina 1' }).waitFor();
    await keeping.getByLabel('Che documento è').selectOption({ label: 'Contratto di lavoro' });
    await keeping.getByRole('button', { name: 'Conserva' }).click();
    await office.getByRole('listitem').filter({ hasText: 'Contratto di lavoro' }).getByRole('button', { name: /^Apri/ }).waitFor();

    await closeMessages(office);
    await office.goto(note);
    await office.getByRole('button', { name: 'Presa: l’ho riportata' }).click();
    await office.getByLabel('Dove l’hai riportata').fill('Tra i documenti del caso');
    await office.getByRole('alertdialog').getByRole('button', { name: 'Presa: l’ho riportata' }).click();
    await office.getByText(/^Riportata$/).waitFor();
    const { items: left } = await desk.ask<{ items: { id: string; by: string; hasHat: boolean }[] }>('GET', '/api/handed-notes');
    const words = left.filter(({ by, hasHat }) => by === 'Amal Haddad' && !hasHat);
    expect(words).toHaveLength(1);
    await desk.ask('POST', `/api/handed-notes/${words[0]?.id}/moves`, { id: newId(), move: 'take', words: 'Con la sua foto' });
    expect(complaints(teresa)).toEqual([]);
    await teresa.leave();
  });
});

describe('a page that Giulia photographed and her telephone has lost', () => {
  it('is said to be lost on both sides, and what she had written of it goes to Teresa', async () => {
    const desk = await colleague(inject('address'), 'giulia');
    const caseId = newId();
    await desk.ask('PUT', `/api/persons/${newId()}`, { caseId, gender: 'male' });
    const giulia = await signInAs('giulia', 'phone');
    const { page } = giulia;
    await page.goto(`/cases/${caseId}?tab=documents`);
    const tab = await openTab(page, 'Documenti');
    await giulia.context.setOffline(true);
    await tab.getByRole('button', { name: 'Aggiungi un documento' }).click();
    const adding = page.getByRole('dialog', { name: 'Aggiungi un documento' });
    await adding.locator('input[capture]').setInputFiles({ name: 'IMG_9.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 300, height: 400, channels: 3, background: '#d9d2c2' } }).jpeg().toBuffer() });
    await adding.getByRole('img', { name: 'Pagina 1' }).waitFor();
    await adding.getByLabel('Che documento è').selectOption({ label: 'Contratto di lavoro' });
    await adding.getByRole('button', { name: 'Conserva' }).click();
    await adding.waitFor({ state: 'detached' });
    await page.evaluate(() => new Promise<void>((done) => {
      const open = indexedDB.open('reti-drafts');
      open.addEventListener('success', () => {
        const cleared = open.result.transaction('drafts', 'readwrite');
        const drafts = cleared.objectStore('drafts');
        const keys = drafts.getAllKeys();
        keys.addEventListener('success', () => { for (const key of keys.result) if (String(key).includes('/queue/files/')) drafts.delete(key); });
        cleared.addEventListener('complete', () => { open.result.close(); done(); });
      });
    }));
    await giulia.context.setOffline(false);
    const bars = page.getByRole('complementary', { name: 'Stato del programma' });
    await bars.getByText('Una cosa da inviare aspetta te').waitFor();
    await bars.getByRole('button', { name: 'Vedi' }).click();
    const toSend = page.getByRole('dialog', { name: 'Da inviare' });
    const lost = toSend.getByRole('region', { name: 'Non parte da sola, per il motivo che trovi accanto: aspetta che tu decida.' });
    await lost.getByText('Il file è perso: era una fotografia.').waitFor();
    await toSend.getByRole('region', { name: 'Viene dopo una cosa qui sopra e aspetta che quella parta.' }).waitFor();
    // Of its only page a document cannot do without.
    await expect.poll(() => toSend.getByRole('button', { name: 'Invia senza il file perso' }).count()).toBe(0);
    await lost.getByRole('button', { name: 'Consegna a chi coordina' }).click();
    await lost.getByText('Un file non è più su questo dispositivo: va solo ciò che avevi scritto').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await lost.getByRole('button', { name: 'Sì, consegna queste 2 cose' }).click();
    await toSend.getByText('Non c’è niente da inviare: il server ha tutto.').waitFor();
    expect(complaints(giulia)).toEqual([]);
    await giulia.leave();

    const teresa = await signInAs('teresa');
    const coordinator = await colleague(inject('address'), 'teresa');
    const { items } = await coordinator.ask<{ items: { id: string; by: string; kind: string }[] }>('GET', '/api/handed-notes');
    const hers = items.filter(({ by, kind }) => by === 'Giulia Ferrara' && kind === 'document').map(({ id }) => id);
    expect(hers).toHaveLength(2);
    const contents = await Promise.all(hers.map((id) => coordinator.ask<{ content: { lostFile?: object } }>('GET', `/api/handed-notes/${id}`)));
    await teresa.page.goto(`/reports/handed/${hers[contents.findIndex(({ content }) => content.lostFile)]}`);
    await teresa.page.getByText('La fotografia che era con la nota è persa').waitFor();
    await expect.poll(() => teresa.page.getByRole('button', { name: 'Guarda' }).count()).toBe(0);
    await expectAccessible(teresa.page);
    for (const id of hers) await coordinator.ask('POST', `/api/handed-notes/${id}/moves`, { id: newId(), move: 'set-aside', words: 'Prova di un file perso' });
    expect(complaints(teresa)).toEqual([]);
    await teresa.leave();
  });
});
