import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { idOf } from '../src/app/people.ts';
import { newCardSecret } from '../src/features/outreach/domain.ts';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, picture, type Seat, signInAs } from './support/browser.ts';
import { coldStart, enrol, keptHere, keptSince, typePin } from './support/phone.ts';
import { aRoad } from './support/road.ts';
import { colleague } from './support/scene.ts';
import { arrive, choose, goTo } from './support/steps.ts';

afterAll(closeBrowser);

/** What the browser itself writes when nobody answers is part of the story. */
const complaints = ({ errors }: Seat): string[] => errors.filter((error) => !/ERR_|offline|Failed to fetch|dynamically imported module/.test(error));

/** What the card holds that was given to Awa: read from the paper by hand where no camera can. */
const card = newCardSecret(randomBytes(26));

/** An outing of Amal and Blessing that begins now, Awa who was met there before and has a card, and an hour of Giulia's for Amal to give. Hours that are taken already are passed by. */
async function aDawn(): Promise<string> {
  const [teresa, amal, blessing, giulia] = await Promise.all((['teresa', 'amal', 'blessing', 'giulia'] as const).map((name) => colleague(inject('address'), name)));
  if (!teresa || !amal || !blessing || !giulia) throw new Error('four colleagues are needed');
  const outingId = newId();
  const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  await teresa.ask('PUT', `/api/outings/${outingId}`, {
    startsAt: at(-5), endsAt: at(180), crew: [amal.memberId, blessing.memberId], answerableId: teresa.memberId, buddyId: giulia.memberId, stops: [{ id: newId(), placeId: idOf('place rotonda') }], purposes: ['meet-people'], vehicle: 'La Panda grigia',
  });
  const [metId, awaId] = [newId(), newId()];
  await blessing.ask('PUT', `/api/street-contacts/${metId}`, { outingId: null, deviceAt: at(-60), placeId: idOf('place rotonda'), placeKind: 'labour-pickup' });
  await blessing.ask('PUT', `/api/encounters/${awaId}`, { alias: 'Awa', contactId: metId });
  await blessing.ask('PUT', `/api/encounters/${awaId}/cards/${newId()}`, { secret: card });
  for (let minutes = 5; ; minutes += 10) {
    try {
      await teresa.ask('PUT', `/api/street-hours/${newId()}`, { outingId, forMemberId: amal.memberId, appointmentId: newId(), startsAt: at(minutes), endsAt: at(minutes + 10), memberId: giulia.memberId, language: 'fr', outsideHours: 'agreed' });
      return outingId;
    } catch (error) {
      if (minutes > 50) throw error;
    }
  }
}

/** Touches of one hand, counted. */
function aThumb(): { readonly touches: () => number; readonly on: (what: { tap(): Promise<void> }) => Promise<void> } {
  let count = 0;
  return { touches: () => count, on: async (what) => { count += 1; await what.tap(); } };
}

const chip = (page: Page, question: string | RegExp, answer: string) => page.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true });
const tile = (page: Page, question: string, answer: string) => page.getByRole('group', { name: question }).getByText(answer, { exact: true });

describe('Awa, at five in the morning at the pick-up square', () => {
  it('is met with no signal, is given an hour, and tells Giulia nothing that Amal has noted already', async () => {
    const [road, outingId] = [await aRoad(), await aDawn()];
    const amal = await signInAs('amal', 'phone', road.address);
    await amal.page.evaluate(() => navigator.serviceWorker.ready);
    await enrol(amal.page, 'Telefono blu', '482957');

    // Five in the morning, no signal, and the telephone was off: it opens with the PIN and has the whole outing.
    const page = await coldStart(amal, road);
    await typePin(page, '482957');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await goTo(page, `/street/outings/${outingId}`);
    await page.getByRole('button', { name: 'Partiamo' }).click();
    await page.getByRole('button', { name: 'Stiamo bene' }).waitFor();
    // Help is asked for without looking for it.
    await expect.poll(async () => ((await page.getByRole('button', { name: 'Chiedi aiuto' }).boundingBox())?.y ?? Number.POSITIVE_INFINITY) < (page.viewportSize()?.height ?? 0)).toBe(true);
    // Her position, because she says so, for this outing alone. The telephone refuses first, and nothing stops; then it may, and under this sky it comes late.
    await page.getByText('La mia posizione', { exact: false }).first().click();
    await page.getByText('Il telefono non dà la posizione.', { exact: false }).waitFor();
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ latitude: 40.84312, longitude: 15.01877, accuracy: 12 });
    await page.evaluate(() => {
      const { geolocation } = navigator;
      const ask = geolocation.getCurrentPosition.bind(geolocation);
      const opens = new Promise<void>((come) => { addEventListener('sky-opens', () => come(), { once: true }); });
      geolocation.getCurrentPosition = (...how) => void opens.then(() => ask(...how));
    });
    await page.getByText('La mia posizione', { exact: false }).first().click();
    await page.getByRole('switch', { name: /La mia posizione/, checked: true }).waitFor();

    const thumb = aThumb();
    await thumb.on(page.getByRole('link', { name: 'Nuovo contatto' }));
    await page.getByRole('button', { name: /Rotonda dei braccianti/ }).waitFor();
    await thumb.on(chip(page, 'Quante persone', '3'));
    await thumb.on(chip(page, 'Sembra', 'Uomini'));
    await thumb.on(chip(page, 'Età, all’apparenza', 'Giovane'));
    await thumb.on(chip(page, 'Lingua', 'arabo'));
    await thumb.on(tile(page, 'Che cosa serve', 'Lavoro e paga'));
    await thumb.on(tile(page, 'Che cosa abbiamo dato', 'Volantino'));
    await expectAccessible(page);
    await picture(page, 'strada-contatto');
    await thumb.on(page.getByRole('button', { name: 'Salva', exact: true }));
    await page.getByText('Salvato su questo telefono').waitFor();
    process.stdout.write(`\nA complete anonymous contact: ${thumb.touches()} touches.\n`);
    expect(thumb.touches()).toBeLessThanOrEqual(8);
    // Kept without waiting for where it was; that joins when it comes.
    await page.evaluate(() => dispatchEvent(new Event('sky-opens')));
    await page.getByText('Su questo dispositivo').first().waitFor();
    await expectNoSidewaysScroll(page);

    // Somebody comes near: three touches, and only a shopping list is left.
    const title = await page.getByRole('heading', { level: 1 }).boundingBox();
    if (!title) throw new Error('the title is not on the screen');
    for (let touch = 0; touch < 3; touch += 1) await page.touchscreen.tap(title.x + 20, title.y + 10);
    await page.getByRole('heading', { name: 'Da comprare' }).waitFor();
    expect(await page.title()).toBe('Appunti');
    await picture(page, 'strada-nascosta');
    await page.getByRole('button', { name: 'Fatto' }).tap();

    // Awa: what she wants to be called, a word about her, and the hour that nobody else can give.
    await choose(page, 'Quante persone', '1');
    await choose(page, 'Sembra', 'Donna');
    await choose(page, 'Lingua', 'francese');
    await tile(page, 'Che cosa serve', 'Casa').click();
    await page.getByRole('button', { name: 'Aggiungi', exact: true }).click();
    await page.getByRole('button', { name: 'Nota', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nota').fill('Dorme dove lavora. 351 111 0999');
    await dialog.getByText('Sembra un numero di telefono').waitFor();
    await dialog.getByLabel('Nota').fill('Dorme dove lavora.');
    await dialog.getByRole('button', { name: 'Altro da aggiungere' }).click();
    await dialog.getByRole('button', { name: /Già incontrato/ }).click();
    // She has the card that Blessing gave her: known on this telephone with no network, and nowhere in it to be read.
    await dialog.getByRole('button', { name: 'Leggi la tessera' }).click();
    await dialog.getByLabel('Lettere della tessera').fill((card.match(/.{1,5}/g) ?? []).join(' '));
    await dialog.getByRole('button', { name: 'Leggi', exact: true }).click();
    await dialog.getByText(/^Awa · /).waitFor();
    await dialog.getByRole('button', { name: 'Altro da aggiungere' }).click();
    await dialog.getByRole('button', { name: 'Appuntamento allo sportello' }).click();
    await dialog.getByText(/con Giulia Ferrara/).click();
    const lastWord = await page.evaluate(() => Date.now());
    await dialog.getByRole('button', { name: 'Fatto' }).click();
    await expect.poll(() => keptSince(page, 'street-contact/')).toBeGreaterThanOrEqual(lastWord);

    // The telephone dies in the middle; what she was writing is there again, and only then is it saved. Still no signal.
    expect(await keptHere(page)).not.toContain(card);
    await page.reload();
    await typePin(page, '482957');
    await page.getByText('Ritrovato quello che stavi scrivendo.').waitFor();
    await page.getByRole('button', { name: 'Salva', exact: true }).tap();
    await page.getByText('Salvato su questo telefono').waitFor();
    // It is read and may become something while it is on her telephone alone, and stays on the screen as it arrives.
    await page.getByRole('link', { name: 'Che cosa diventa' }).click();
    await page.getByText('È ancora solo su questo telefono', { exact: false }).waitFor();
    await road.open();
    await amal.context.setOffline(false);
    await page.getByText('Ha un appuntamento').waitFor();
    // Blessing puts the note right on her own telephone; Amal, who had not seen it, wrote something else: both stand there, with whose they are.
    const contactPath = new URL(page.url()).pathname.replace('/street/contacts', '/api/street-contacts');
    await (await colleague(inject('address'), 'blessing')).ask('PATCH', `${contactPath}/fields`, { id: newId(), device: newId(), notedAt: new Date().toISOString(), edits: [{ field: 'note', value: 'Dorme dove lavora. In una serra.', seen: 0 }] });
    await page.getByRole('button', { name: 'Correggi' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Nota' }).fill('Dorme dove lavora. Sono in tre.');
    await page.getByRole('button', { name: 'Salva la correzione' }).click();
    const two = page.getByRole('region', { name: 'Due versioni: Nota' });
    await two.getByText(/Blessing Okoro/).waitFor();
    await two.getByText(/Amal Haddad/).waitFor();
    await picture(page, 'strada-due-versioni');
    await two.getByRole('button', { name: 'Resta questa' }).click();
    await two.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Una persona con un fascicolo' }).click();
    const file = page.getByText('È una persona con un fascicolo:').getByRole('link');
    await file.waitFor();
    const code = await file.innerText();
    const caseId = ((await file.getAttribute('href')) ?? '').replace('/cases/', '');
    await expectAccessible(page);
    await picture(page, 'strada-diventa');
    await page.getByRole('button', { name: 'Una segnalazione' }).click();
    await page.getByRole('link', { name: 'È una segnalazione' }).waitFor();
    expect(complaints(amal)).toEqual([]);

    const [teresa, giulia] = [await colleague(inject('address'), 'teresa'), await colleague(inject('address'), 'giulia')];
    // Of where they were met, the house has the kilometre and never the point.
    await expect.poll(async () => (await teresa.ask<{ items: { position: unknown }[] }>('GET', `/api/street-contacts?outingId=${outingId}`)).items.map(({ position }) => position)).toEqual([{ latitude: 40.84, longitude: 15.02 }, { latitude: 40.84, longitude: 15.02 }]);
    // The leaflet was in the language of who took it, and nobody touched anything for that.
    expect((await teresa.ask<{ items: { materials: unknown[] }[] }>('GET', `/api/street-contacts?outingId=${outingId}`)).items[0]?.materials).toEqual([{ kind: 'information', language: 'ar', quantity: 3 }]);
    await teresa.ask('PUT', `/api/case-assignments/${newId()}`, { caseId, memberId: giulia.memberId });
    await amal.leave();
    await road.close();

    const desk = await signInAs('giulia');
    await goTo(desk.page, '/desk');
    await desk.page.getByText('Elenco', { exact: true }).first().click();
    const awa = desk.page.getByRole('list', { name: 'Appuntamenti' }).getByRole('listitem').filter({ hasText: code });
    await awa.waitFor();
    await awa.getByRole('button', { name: 'Segna l’arrivo' }).click();
    await awa.getByRole('button', { name: /colloquio/i }).first().click();
    await desk.page.waitForURL(/\/interviews\//);
    await arrive(desk.page);
    await goTo(desk.page, `/cases/${caseId}?tab=notes`);
    await desk.page.getByRole('heading', { level: 1, name: code }).waitFor();
    // What Amal noted at five is in the file: nobody asks it again.
    await desk.page.getByText('Dorme dove lavora.').waitFor();
    // Somebody who may be a minor, met days ago at the station: it stands there until somebody says what was done.
    await goTo(desk.page, '/street');
    const waiting = desk.page.locator('section, .panel').filter({ has: desk.page.getByRole('heading', { name: 'Da seguire subito' }) }).last();
    await waiting.getByText('Forse minorenne').first().waitFor();
    await picture(desk.page, 'strada-da-seguire');
    await waiting.getByRole('listitem').filter({ hasText: 'bengalese' }).getByRole('link').first().click();
    await desk.page.getByRole('button', { name: 'Che cosa si è fatto' }).click();
    const said = desk.page.getByRole('dialog', { name: 'Che cosa si è fatto' });
    await said.getByText('Affidata a chi se ne occupa').click();
    await expectAccessible(desk.page);
    await said.getByRole('button', { name: 'Annulla' }).click();
    // The map says where somebody was met in the month, a kilometre wide; a year ago nobody was, and one gets there by the keyboard.
    await goTo(desk.page, '/street/map');
    await desk.page.getByText('Intorno a Rotonda dei braccianti, Montella').waitFor();
    await desk.page.getByRole('slider', { name: /^Mese/ }).press('Home');
    await desk.page.getByText(/nessuno è stato incontrato in un punto della mappa/).waitFor();
    expect(complaints(desk)).toEqual([]);
    await desk.leave();
  });
});
