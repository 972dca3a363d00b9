import { Client } from 'pg';
import { v7 as newId } from 'uuid';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { idOf } from '../src/app/people.ts';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, type Seat, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { arrive, choose, goTo } from './support/steps.ts';

afterAll(closeBrowser);

const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** An outing of Amal and Blessing, of whom nothing was heard for twenty-five minutes although they promised a sign every ten. */
async function silentOuting(): Promise<{ outingId: string; tap: (kind: string) => Promise<unknown> }> {
  const [teresa, amal, blessing] = await Promise.all((['teresa', 'amal', 'blessing'] as const).map((name) => colleague(inject('address'), name)));
  if (!teresa || !amal || !blessing) throw new Error('three colleagues are needed');
  const outingId = newId();
  await teresa.ask('PUT', `/api/outings/${outingId}`, {
    startsAt: at(-40), endsAt: at(180), crew: [amal.memberId, blessing.memberId], answerableId: teresa.memberId, stops: [{ id: newId(), placeId: idOf('place rotonda') }], purposes: ['meet-people'], vehicle: 'La Panda grigia', checkMinutes: 10,
  });
  await amal.ask('PUT', `/api/outings/${outingId}/checks/${newId()}`, { kind: 'start', deviceAt: at(-25), placeId: idOf('place rotonda') });
  return { outingId, tap: (kind) => amal.ask('PUT', `/api/outings/${outingId}/checks/${newId()}`, { kind, deviceAt: at(0) }) };
}

/** Whoever took an alarm on has said nothing more for so many minutes: nobody would wait for a test that long. */
async function silencePasses(outingId: string, minutes: number): Promise<void> {
  const house = new Client({ connectionString: inject('ownerAddress'), options: '-c role=reti_house' });
  await house.connect();
  await house.query('update outing_alarm set held_since = held_since - make_interval(mins => $2) where outing_id = $1', [outingId, minutes]);
  await house.end();
}

describe('Amal and Blessing are silent', () => {
  it('Teresa sees it first, takes it on and forgets it; it comes back to everybody, and ends when they are heard; help ends in her words', async () => {
    const { outingId, tap } = await silentOuting();
    const teresa = await signInAs('teresa');
    const { page } = teresa;
    await goTo(page, '/');
    const line = page.getByRole('listitem').filter({ has: page.locator(`a[href="/street/outings/${outingId}"]`), hasText: 'Manca un controllo dell’uscita' });
    await line.getByText(/nessuno se ne occupa: va avanti alle/).waitFor();
    await line.getByRole('link').click();
    await page.getByText(/Manca il controllo delle/).waitFor();
    await page.getByText(/Ultima notizia: .*Rotonda dei braccianti/).waitFor();
    // She is not out: she reads whom to call, and what to note when she has heard them.
    await page.getByText(/^Chiama Amal Haddad e Blessing Okoro\. .*Ultimo segno alle .* da Amal Haddad/).waitFor();
    await page.getByRole('button', { name: 'Ho sentito: stanno bene' }).waitFor();
    await expect.poll(() => page.getByText(/Tocca «Stiamo bene»/).count()).toBe(0);
    await arrive(page);
    await expectAccessible(page);
    await picture(page, 'allarme');

    const say = async (button: string, words: string): Promise<void> => {
      await page.getByRole('button', { name: button, exact: true }).click();
      const dialog = page.getByRole('alertdialog', { name: button });
      await dialog.getByLabel('Che cosa si sa').fill(words);
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await say('Me ne occupo io', 'Chiamo Blessing.');
    await page.getByText(/Se ne occupa Teresa Iannaccone dalle/).waitFor();
    await page.getByText(/Senza una parola nuova, alle .* torna a tutti/).waitFor();
    await silencePasses(outingId, 16);
    await page.reload();
    await page.getByText(/Da allora nessuna novità: alle .* è tornato a tutti/).waitFor();
    await say('Me ne occupo io', 'Blessing risponde: senza campo, stanno bene.');
    await say('Ci sto lavorando ancora', 'Aspetto il segno dal telefono.');
    await tap('check-in');
    await page.reload();
    await arrive(page);
    await expect.poll(() => page.getByText(/Manca il controllo/).count()).toBe(0);

    await tap('help');
    await page.reload();
    await page.getByText(/Chiedono aiuto dalle/).waitFor();
    await say('Me ne occupo io', 'Vado io con Giulia.');
    await say('Chiudi l’allarme', 'Sentite: un furgone le seguiva, ora sono al bar in piazza.');
    await page.getByText(/Chiedono aiuto dalle/).waitFor({ state: 'detached' });
    await tap('check-out');
    expectQuiet(teresa);
    await teresa.leave();
  });
});

/** While Amal writes what Awa says, a van stops: the emergency is opened from what is being written, with no network. @returns the code of the file that Awa has afterwards */
async function emergencyOfAwa({ page, context }: Seat): Promise<string> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await goTo(page, '/street/contact');
  await context.setOffline(true);
  await choose(page, 'Quante persone', '1');
  await choose(page, 'Sembra', 'Donna');
  await page.getByRole('banner').getByRole('button', { name: 'Emergenza' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Qualcuno è in pericolo' });
  await dialog.getByText('Minacce di chi sfrutta', { exact: true }).click();
  await dialog.getByRole('checkbox', { name: /Riguarda il contatto che stai scrivendo/, checked: true }).waitFor();
  await dialog.getByRole('button', { name: 'Ho chiamato il 112' }).click();
  await dialog.getByText(/Partirà da sola appena c’è rete/).waitFor();
  await dialog.getByText('Riguarda il contatto che stai scrivendo, e vi resta legata.').waitFor();
  await expectAccessible(page);
  await picture(page, 'emergenza-in-strada');
  await dialog.getByRole('button', { name: 'Chiudi' }).first().click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Salva', exact: true }).tap();
  await page.getByText('Da qui è nata un’emergenza').waitFor();
  // What it becomes opens on the telephone alone, and knows of the emergency too.
  await page.getByRole('link', { name: 'Che cosa diventa' }).click();
  const becomes = page.getByRole('region', { name: 'Che cosa diventa' });
  await becomes.getByText('Da qui è nata un’emergenza').waitFor();
  await becomes.getByRole('button', { name: 'Un’altra emergenza' }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await context.setOffline(false);
  await becomes.getByRole('link', { name: 'È un’emergenza: Minacce di chi sfrutta' }).waitFor();
  await becomes.getByRole('button', { name: 'Una persona con un fascicolo' }).click();
  const file = becomes.getByText('È una persona con un fascicolo:').getByRole('link');
  await file.waitFor();
  return file.innerText();
}

describe('Amal at the square', () => {
  it('notes a boy who may be a minor, whose path is open by then; and from Awa’s contact, with no network, opens an emergency that Teresa finds with where it came from and whose it is', async () => {
    const amal = await signInAs('amal', 'phone');
    const { page } = amal;
    await goTo(page, '/street/contact');
    await choose(page, 'Età, all’apparenza', 'Forse minorenne');
    await page.getByText('Può essere minorenne').waitFor();
    await page.getByText('Niente colloquio in strada').waitFor();
    await choose(page, 'Sembra', 'Uomo');
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Salva', exact: true }).tap();
    await page.getByText('Arrivata al server').first().waitFor();
    await page.getByRole('link', { name: 'Che cosa diventa' }).click();
    await page.getByText('Forse minorenne: in strada niente colloquio').waitFor();
    await page.getByRole('button', { name: 'Apri il percorso minori' }).click();
    const file = page.getByText('È una persona con un fascicolo:').getByRole('link');
    await file.waitFor();
    await file.click();
    await page.waitForURL(/\/cases\//);
    await page.getByText('Possibile minore').first().waitFor();
    await page.getByText(/^Incontro in strada/).first().waitFor();
    await expect.poll(() => page.getByText('Possibile minore').count()).toBeGreaterThan(0);
    const address = new URL(page.url()).pathname;
    const code = await emergencyOfAwa(amal);
    expectQuiet(amal);
    await amal.leave();

    // Whoever coordinates finds the path open, with whom to tell and by when.
    const teresa = await signInAs('teresa');
    await goTo(teresa.page, `${address}?tab=safety`);
    await teresa.page.getByRole('region', { name: 'Percorso minori' }).getByText(/Aperto il .* da Amal Haddad/).waitFor();
    // The emergency stands in the list under the code that Awa has by now; from there one comes to where it began, and to what became of it.
    await goTo(teresa.page, '/emergency');
    await teresa.page.getByRole('row').filter({ hasText: code }).getByRole('link', { name: 'Minacce di chi sfrutta' }).click();
    await teresa.page.getByRole('region', { name: 'Chi riguarda' }).getByRole('link', { name: code }).waitFor();
    await teresa.page.getByText('112', { exact: true }).waitFor();
    await arrive(teresa.page);
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'emergenza-da-contatto');
    await teresa.page.getByRole('link', { name: /^Dal contatto di strada del/ }).click();
    await teresa.page.getByText('È una persona con un fascicolo:').getByRole('link', { name: code }).waitFor();
    await teresa.page.getByRole('link', { name: 'È un’emergenza: Minacce di chi sfrutta' }).waitFor();
    expectQuiet(teresa);
    await teresa.leave();
  });
});
