import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { aSeat, closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { wholeDay } from './support/steps.ts';
import { aFingerprintReader } from './support/phone.ts';

afterAll(closeBrowser);

/** More than five minutes go by since somebody proved who they are: nobody would wait for a test that long. */
async function sixMinutesPass(email: string): Promise<void> {
  const house = new Client({ connectionString: inject('ownerAddress'), options: '-c role=reti_house' });
  await house.connect();
  await house.query("update session set proved_at = now() - interval '6 minutes' where account_id = (select id from account where email = $1)", [email]);
  await house.end();
  // The server believes what it last read of a session for twenty seconds.
  await wait(21_000);
}

describe('A passkey', () => {
  it('is added by Anna, lets her in without a password, and once taken away lets nobody in', async () => {
    const seat = await signInAs('anna');
    const { page } = seat;
    await aFingerprintReader(seat);
    await page.goto('/account');
    const passkeys = page.getByRole('region', { name: 'Passkey' });
    await passkeys.getByLabel('Nome della passkey').fill('portatile dell’ufficio');
    await passkeys.getByRole('button', { name: 'Aggiungi una passkey' }).click();
    await passkeys.getByRole('table').getByText('portatile dell’ufficio').waitFor();
    await expectAccessible(page);
    await picture(page, 'passkey');

    await page.getByRole('button', { name: /^Accesso di/ }).click();
    await page.getByRole('menuitem', { name: 'Esci' }).click();
    await page.getByLabel('Indirizzo email').waitFor();
    await page.getByRole('button', { name: 'Usa una passkey' }).first().click();
    await page.getByRole('navigation').first().waitFor();
    expect(await page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { account: { name: string } }).account.name)).toBe('Anna Pagano');

    await page.goto('/account');
    await passkeys.getByRole('table').getByText('portatile dell’ufficio').waitFor();
    await passkeys.getByRole('button', { name: 'Togli' }).click();
    await passkeys.getByText('Ancora nessuna passkey').waitFor();
    await page.getByRole('button', { name: /^Accesso di/ }).click();
    await page.getByRole('menuitem', { name: 'Esci' }).click();
    await page.getByLabel('Indirizzo email').waitFor();
    await page.getByRole('button', { name: 'Usa una passkey' }).first().click();
    await page.getByRole('alert').getByText('Indirizzo o password non corrispondono').waitFor();
    await expect.poll(() => page.getByRole('navigation').count()).toBe(0);
    expectQuiet(seat);
    await seat.leave();
  });
});

describe('Nadia, whom the administration invites as an educator', () => {
  it('comes in when Teresa has agreed, with Stefano’s link and Teresa’s code, and not before', async () => {
    const stefano = await signInAs('stefano');
    await stefano.page.goto('/users');
    await stefano.page.getByRole('button', { name: 'Invita una persona' }).click();
    const inviting = stefano.page.getByRole('dialog', { name: 'Invita una persona' });
    await inviting.getByLabel('Indirizzo email').fill('nadia.bruno@ente.example');
    await inviting.getByLabel('Ruolo').selectOption('educator');
    await inviting.getByText('entra quando il coordinamento approva').waitFor();
    await inviting.getByLabel('Ente').selectOption({ label: 'Équipe specialistica RE.T.I.' });
    // While he was called away five minutes went by; what he wrote is still there afterwards.
    await sixMinutesPass('stefano@demo.reti.example');
    await inviting.getByRole('button', { name: 'Crea l’invito' }).click();
    const proof = stefano.page.getByRole('alertdialog', { name: 'Sei ancora tu?' });
    await proof.getByLabel('Password').fill(demoPassword);
    await expectAccessible(stefano.page);
    await picture(stefano.page, 'prova-recente');
    await proof.getByRole('button', { name: 'Continua' }).click();
    const link = await stefano.page.getByLabel('Collegamento d’invito').inputValue();
    await stefano.page.getByText('Ora serve il sì del coordinamento').waitFor();

    const nadia = await aSeat('phone');
    await nadia.page.goto(new URL(link).pathname);
    await nadia.page.getByText('Manca ancora un sì').waitFor();
    await expect.poll(() => nadia.page.getByRole('button', { name: 'Accetta e continua' }).count()).toBe(0);

    const teresa = await signInAs('teresa');
    await wholeDay(teresa.page);
    await teresa.page.getByRole('link', { name: 'Un invito aspetta la tua approvazione' }).click();
    const line = teresa.page.getByRole('row', { name: /nadia\.bruno@ente\.example/ });
    await line.getByText('Stefano De Luca').waitFor();
    await expectAccessible(teresa.page);
    await expectNoSidewaysScroll(teresa.page);
    await picture(teresa.page, 'inviti-da-approvare');
    await line.getByRole('button', { name: 'Approva' }).click();
    const approving = teresa.page.getByRole('alertdialog', { name: /Far entrare/ });
    await approving.getByRole('button', { name: 'Approva' }).click();
    const told = teresa.page.getByRole('alertdialog', { name: 'Codice' });
    const code = await told.getByRole('status', { name: 'Codice' }).innerText();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'codice-da-dire');
    await told.getByRole('button', { name: 'Chiudi' }).last().click();
    await line.getByText('Si può accettare').waitFor();

    await nadia.page.reload();
    await nadia.page.getByLabel('Nome e cognome').fill('Nadia Bruno');
    await nadia.page.getByLabel('Nuova password').fill('quattro parole tutte mie');
    await nadia.page.getByLabel('Codice del coordinamento').fill('AAAAA-AAAAA');
    await nadia.page.getByRole('button', { name: 'Accetta e continua' }).click();
    await nadia.page.getByText('Il codice del coordinamento non è giusto').waitFor();
    await nadia.page.getByLabel('Codice del coordinamento').fill(code.toLowerCase());
    await expectAccessible(nadia.page);
    await expectNoSidewaysScroll(nadia.page);
    await nadia.page.getByRole('button', { name: 'Accetta e continua' }).click();

    await aFingerprintReader(nadia);
    await nadia.page.getByRole('button', { name: 'Aggiungi una passkey' }).click();
    await nadia.page.getByRole('button', { name: 'Fai i codici' }).click();
    const codes = nadia.page.getByRole('list', { name: 'Codici di riserva' }).getByRole('listitem');
    await codes.first().waitFor();
    await expect.poll(() => codes.count()).toBe(10);
    await expectAccessible(nadia.page);
    await picture(nadia.page, 'codici-di-riserva');
    const onPaper = await codes.first().innerText();
    await nadia.page.getByRole('button', { name: 'Li ho al sicuro: continua' }).click();
    await nadia.page.getByRole('navigation').first().waitFor();

    // The telephone is lost: elsewhere, with the password and a code from paper.
    const elsewhere = await aSeat();
    await elsewhere.page.goto('/');
    await elsewhere.page.getByLabel('Indirizzo email').fill('nadia.bruno@ente.example');
    await elsewhere.page.getByLabel('Password').first().fill('quattro parole tutte mie');
    await elsewhere.page.keyboard.press('Enter');
    await elsewhere.page.getByRole('button', { name: 'Non ho il telefono' }).click();
    await elsewhere.page.getByLabel('Codice di riserva').fill(onPaper);
    await elsewhere.page.getByRole('button', { name: 'Entra', exact: true }).click();
    await elsewhere.page.getByRole('navigation').first().waitFor();

    for (const seat of [stefano, teresa, nadia, elsewhere]) {
      expectQuiet(seat);
      await seat.leave();
    }
  });
});

describe('Oksana, who lost her password', () => {
  it('reads on the sign-in page what to do, and chooses another with Stefano’s link and Teresa’s code', async () => {
    const oksana = await aSeat('phone');
    await oksana.page.goto('/');
    await oksana.page.getByRole('button', { name: 'Non riesco a entrare' }).click();
    await oksana.page.getByText('chiedi a chi amministra un collegamento').waitFor();

    const stefano = await signInAs('stefano');
    await stefano.page.goto('/users');
    await stefano.page.getByRole('row', { name: /Oksana Melnyk/ }).getByRole('button', { name: /Azioni per Oksana/ }).click();
    await stefano.page.getByRole('menuitem', { name: 'Password persa' }).click();
    const asking = stefano.page.getByRole('dialog', { name: 'Oksana Melnyk ha perso la password' }).or(stefano.page.getByRole('alertdialog', { name: 'Oksana Melnyk ha perso la password' }));
    await asking.getByRole('textbox').fill('Non la ricorda più');
    await expectAccessible(stefano.page);
    await asking.getByRole('button', { name: 'Fai il collegamento' }).click();
    const link = await stefano.page.getByLabel('Collegamento per la nuova password').inputValue();
    expect(link).toContain('/passwords/');
    await expectAccessible(stefano.page);
    await picture(stefano.page, 'password-persa-collegamento');

    await oksana.page.goto(new URL(link).pathname);
    await oksana.page.getByText('Manca ancora un sì').waitFor();

    const teresa = await signInAs('teresa');
    await wholeDay(teresa.page);
    await teresa.page.getByRole('link', { name: 'Una collega o un collega ha perso la password' }).click();
    const line = teresa.page.getByRole('row', { name: /Oksana Melnyk/ });
    await line.getByRole('button', { name: 'Approva' }).click();
    await teresa.page.getByRole('alertdialog', { name: /nuova password a Oksana/ }).getByRole('button', { name: 'Approva' }).click();
    const code = await teresa.page.getByRole('alertdialog', { name: 'Codice' }).getByRole('status', { name: 'Codice' }).innerText();

    await oksana.page.reload();
    await oksana.page.getByLabel('Codice del coordinamento').fill(code.toLowerCase());
    await oksana.page.getByLabel('Nuova password').fill('quattro parole tutte nuove');
    await expectAccessible(oksana.page);
    await expectNoSidewaysScroll(oksana.page);
    await picture(oksana.page, 'nuova-password');
    await oksana.page.getByRole('button', { name: 'Salva e continua' }).click();
    await oksana.page.getByRole('button', { name: 'Menu' }).or(oksana.page.getByRole('navigation')).first().waitFor();
    await oksana.page.goto('/account');
    await oksana.page.getByText(/l’ha chiesta Stefano De Luca, approvata da Teresa Iannaccone; usata/).waitFor();
    await expectAccessible(oksana.page);

    for (const seat of [oksana, stefano, teresa]) {
      expectQuiet(seat);
      await seat.leave();
    }
  });
});
