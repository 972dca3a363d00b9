import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { arrive, choose, consentToShare, giveNotice, openAnonymously, openTab, prepareReferral, termsOf, writeNote } from './support/steps.ts';

afterAll(closeBrowser);

describe('What a person lets be known', () => {
  it('stops being readable to Paola the moment the consent is withdrawn', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    await openAnonymously(page);
    await giveNotice(page, 'francese', 'Amal Haddad');
    await consentToShare(page, 'ASL Avellino', 'Salute', /Amal Haddad/);
    const preview = await prepareReferral(page, { category: 'Salute', service: 'Consultorio familiare', request: 'Un colloquio con l’ostetrica.', facts: { Lingue: 'francese' } });
    const reference = (await termsOf(preview))['Riferimento'] ?? '';
    await preview.getByRole('button', { name: 'Invia', exact: true }).click();
    await page.getByRole('region', { name: `Consultorio familiare · ${reference}` }).waitFor();

    const paola = await signInAs('paola');
    await paola.page.goto('/received');
    await paola.page.getByRole('link', { name: reference }).click();
    await paola.page.getByText('Un colloquio con l’ostetrica.').waitFor();

    await openTab(page, 'Informativa e consensi');
    await page.getByRole('region', { name: 'Parlare con un altro ente' }).getByRole('button', { name: 'Ha cambiato idea' }).click();
    await page.getByRole('alertdialog', { name: 'La persona ha cambiato idea' }).getByRole('button', { name: 'Ha cambiato idea' }).click();
    await page.getByText('Da adesso non parte più nulla').waitFor();
    await expectAccessible(page);
    await picture(page, 'consenso-revocato');

    await paola.page.reload();
    await paola.page.getByText('Invio ritirato').waitFor();
    const read = await paola.page.locator('body').innerText();
    for (const gone of ['ostetrica', 'francese']) expect(read).not.toContain(gone);
    await expect.poll(() => paola.page.getByRole('region', { name: 'La lettera' }).count()).toBe(0);
    await expectAccessible(paola.page);
    await picture(paola.page, 'partner-invio-ritirato');
    for (const seat of [giulia, paola]) {
      expectQuiet(seat);
      await seat.leave();
    }
  });

  it('is said aloud where there is no network: recorded once the person was told, heard again, done anew, kept sealed, and heard from the record; and so is a no, and a change of mind', async () => {
    const seat = await signInAs('giulia', 'phone');
    const { page, context } = seat;
    await openAnonymously(page);
    await openTab(page, 'Informativa e consensi');
    const line = page.getByRole('region', { name: 'Copia o foto dei documenti' });
    await line.getByRole('button', { name: 'Chiedi' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copia o foto dei documenti' });
    // Nobody has said yet what she speaks: whoever asks chooses the words there and then.
    await choose(dialog, 'In quale lingua', 'francese');
    await dialog.locator('.sides-theirs[lang=fr]').first().waitFor();
    const speaks = async (): Promise<void> => {
      await choose(dialog, 'La risposta', 'Sì');
      await choose(dialog, 'Come lo ha detto', 'Registrazione');
      await dialog.getByText('Se vuoi, registriamo la tua voce').first().waitFor();
    };
    await speaks();
    // The page goes while she speaks: what she had said is found, and is no answer until somebody has listened.
    await dialog.getByRole('button', { name: 'Registra il sì' }).click();
    await dialog.getByText(/^Sto registrando: [3-9] s/).waitFor();
    await page.goto('/');
    // It is told where the day begins and in "Da inviare", of nobody by name, and leads to its form.
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    const bars = page.getByRole('complementary', { name: 'Stato del programma' });
    await bars.getByText('Una registrazione di voce è rimasta su questo dispositivo e aspetta te').waitFor();
    await expectAccessible(page);
    await bars.getByRole('link', { name: 'Vai alla registrazione' }).click();
    await dialog.getByText('Trovata una registrazione interrotta').waitFor();
    // Remembered for her, and what was answered stays whatever the words beside it are.
    await dialog.locator('.sides-theirs[lang=fr]').first().waitFor();
    await speaks();
    await choose(dialog, 'In quale lingua', 'arabo');
    await dialog.locator('.sides-theirs[lang=ar][dir=rtl]').first().waitFor();
    await dialog.getByRole('radio', { name: 'Registrazione', checked: true }).waitFor({ state: 'attached' });
    await expect.poll(() => dialog.getByRole('button', { name: 'Salva il sì' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Tieni questa' }).click();
    await dialog.getByRole('button', { name: 'Salva il sì', disabled: false }).waitFor();
    await context.setOffline(true);
    const yes = dialog.getByRole('button', { name: 'Salva il sì' });
    await dialog.getByRole('button', { name: 'Registra da capo' }).click();
    await dialog.getByText(/^Sto registrando: [12] s/).waitFor();
    await expectAccessible(page);
    await dialog.getByText(/^Sto registrando/).scrollIntoViewIfNeeded();
    await picture(page, 'consenso-a-voce');
    await dialog.getByRole('button', { name: 'Pausa' }).click();
    await dialog.getByText(/^In pausa/).waitFor();
    await dialog.getByRole('button', { name: 'Riprendi' }).click();
    await dialog.getByRole('button', { name: 'Ferma' }).click();
    await dialog.getByText(/Al sicuro su questo dispositivo/).waitFor();
    await dialog.getByRole('button', { name: 'Butta la registrazione' }).click();
    await page.getByText('Registrazione buttata.').locator('..').getByRole('button', { name: 'Annulla' }).click();
    await dialog.getByRole('button', { name: 'Riascolta' }).click();
    await yes.click();
    await dialog.waitFor({ state: 'detached' });
    await line.getByText('Su questo dispositivo').waitFor();
    await context.setOffline(false);
    await line.getByRole('button', { name: /^Ascolta il sì/ }).click();
    await line.getByRole('button', { name: 'Ferma l’ascolto' }).waitFor();
    await expectAccessible(page);

    // With no network she says no to one thing and takes back the other: here it holds at once, and it leaves by itself.
    await context.setOffline(true);
    await line.getByRole('button', { name: 'Ha cambiato idea' }).click();
    const alert = page.getByRole('alertdialog', { name: 'La persona ha cambiato idea' });
    await alert.getByText('Senza rete: si nota qui e parte da solo').waitFor();
    await expectAccessible(page);
    await picture(page, 'consenso-revocato-senza-rete');
    await alert.getByRole('button', { name: 'Ha cambiato idea' }).click();
    await line.getByText('Ha cambiato idea: no').waitFor();
    await expect.poll(() => line.getByRole('button', { name: /^Ascolta il sì/ }).count()).toBe(0);
    const other = page.getByRole('region', { name: 'Interprete per telefono' });
    await other.getByRole('button', { name: 'Chiedi' }).click();
    const asked = page.getByRole('dialog', { name: 'Interprete per telefono' });
    await choose(asked, 'La risposta', 'No');
    await asked.getByRole('button', { name: 'Salva il no' }).click();
    await other.getByText('Il no è notato').waitFor();
    await other.getByText('Su questo dispositivo').waitFor();
    await context.setOffline(false);
    await other.getByText('Il no è notato').waitFor({ state: 'detached' });
    await line.getByText('Da adesso non parte più nulla').waitFor();
    await arrive(page);
    expect([await line.getByText('Ha cambiato idea: no').count(), await other.getByText('Ha detto no').count()]).toEqual([1, 1]);
    expect(seat.errors.filter((error) => !/ERR_/.test(error))).toEqual([]);
    await seat.leave();
  });

  it('stays with Giulia when it is said under professional secret, whatever address Teresa or Stefano try', async () => {
    const secret = 'Ha raccontato della sorella, e ha chiesto che resti qui';
    const giulia = await signInAs('giulia');
    const asked = new Set<string>();
    giulia.page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (request.method() === 'GET' && pathname.startsWith('/api/')) asked.add(pathname + search);
    });
    const { code, caseId } = await openAnonymously(giulia.page);
    await giulia.page.getByRole('button', { name: 'Scrivi una nota' }).click();
    await giulia.page.getByText('Non chi coordina, non chi amministra.').waitFor();
    await picture(giulia.page, 'nota-segreta');
    await writeNote(giulia.page, secret, 'Segreto professionale (psicologia)');
    for (const tab of ['Percorso', 'Profilo', 'Colloqui', 'Note', 'Accessi']) await openTab(giulia.page, tab).catch(() => undefined);
    await arrive(giulia.page);
    expect([...asked].some((address) => address.includes('notes') || address.includes('/opened'))).toBe(true);

    for (const person of ['teresa', 'stefano'] as const) {
      const seat = await signInAs(person);
      for (const address of ['/', '/cases', `/cases/${caseId}`, `/cases/${caseId}?tab=notes`, `/cases/${caseId}?tab=path`, '/notices', '/emergencies', '/audit', '/users']) {
        await seat.page.goto(address);
        await seat.page.getByRole('heading', { level: 1 }).first().waitFor();
        await arrive(seat.page);
        const read = await seat.page.locator('body').innerText();
        for (const hidden of person === 'stefano' ? ['sorella', code] : ['sorella']) expect(read).not.toContain(hidden);
      }
      for (const address of asked) {
        const answer = await seat.page.request.get(address);
        expect(await answer.text()).not.toContain('sorella');
      }
      if (person === 'stefano') {
        await seat.page.goto('/users');
        await arrive(seat.page);
        await expectAccessible(seat.page);
        await picture(seat.page, 'amministratore-utenti');
      }
      expect(seat.strangers).toEqual([]);
      await seat.leave();
    }
    await giulia.leave();
  });
});
