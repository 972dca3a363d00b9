import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { assess, choose, consentToShare, giveNotice, moveCase, openAnonymously, openTab, pick, prepareReferral, termsOf, tomorrow, typeDate } from './support/steps.ts';

afterAll(closeBrowser);

describe('Fatou, from a code to a closed case', () => {
  it('is met without a name, heard, helped by another body that reads one letter, and let go when she is ready', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    await page.getByRole('region', { name: 'Le persone che seguo' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'psicologa-oggi');

    // One tap, nothing asked: she is a code.
    const { code, caseId } = await openAnonymously(page);
    await page.getByText('Senza nome').first().waitFor();
    await expectAccessible(page);

    // What she speaks, and how she may be reached without harm.
    await openTab(page, 'Identità e contatti');
    await page.getByRole('button', { name: 'Aggiungi una lingua' }).click();
    const language = page.getByRole('dialog', { name: 'Aggiungi una lingua' });
    await pick(language, 'Lingua', 'franc', /^francese$/);
    await language.getByText('In questa lingua serve una mediatrice o un mediatore').click();
    await language.getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('button', { name: /^Togli: francese/ }).waitFor();
    await page.getByRole('button', { name: 'Scrivi la scheda' }).click();
    const card = page.getByRole('dialog', { name: 'Contatto sicuro' });
    await card.getByLabel('Chi non deve rispondere').fill('L’uomo con cui divide la casa');
    await card.getByLabel('Chi può chiamare').fill('Solo Amal');
    await card.getByLabel('Quando', { exact: false }).first().fill('La mattina, dopo le nove');
    await card.getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('region', { name: 'Contatto sicuro' }).getByText('Solo Amal').waitFor();
    await expectAccessible(page);
    await picture(page, 'identita-e-contatto-sicuro');

    await giveNotice(page, 'francese', 'Amal Haddad');
    await expectAccessible(page);
    await picture(page, 'informativa-e-consensi');

    await moveCase(page, 'È arrivata allo sportello');
    await moveCase(page, 'Inizia la valutazione');
    await assess(page, { owner: 'Giulia Ferrara — Psicologia', risk: 'medio', wish: 'Dormire senza paura' });
    await moveCase(page, 'Prendi in carico');
    await page.getByText('In carico', { exact: true }).first().waitFor();

    // The appointment, the arrival, the interview.
    const interviews = await openTab(page, 'Colloqui');
    await interviews.getByRole('button', { name: 'Nuovo appuntamento' }).click();
    const booking = page.getByRole('dialog', { name: 'Nuovo appuntamento' });
    await expect.poll(() => booking.getByLabel('Lingua', { exact: true }).inputValue()).toBe('fr');
    await booking.getByLabel('Ora', { exact: true }).selectOption('18:30');
    await booking.getByLabel('Mediazione').selectOption({ label: 'Amal Haddad · arabo, francese, italiano' });
    await picture(page, 'nuovo-appuntamento');
    await booking.getByRole('button', { name: 'Prendi l’appuntamento' }).click();
    await booking.waitFor({ state: 'detached' });
    await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Sportello' }).click();
    await page.getByText('Elenco', { exact: true }).click();
    const line = page.getByRole('list', { name: 'Appuntamenti' }).getByRole('listitem').filter({ hasText: code });
    await line.getByRole('button', { name: 'Segna l’arrivo' }).click();
    await page.getByRole('region', { name: 'In attesa' }).getByText(code).waitFor();
    await expectAccessible(page);
    await picture(page, 'sportello');
    await line.getByRole('button', { name: 'Inizia il colloquio' }).click();
    await choose(page, /spiegato che cosa non può restare riservato/, 'Sì');
    await choose(page, /detto che può fermarsi/, 'Sì');
    await page.getByRole('button', { name: 'Comincia il colloquio' }).click();
    await page.getByLabel('Qual è la prima cosa che vorresti cambiasse?').fill('Dormire senza paura, e lavorare.');
    await choose(page, 'Questa parte', 'Fatta');
    await page.getByRole('button', { name: 'Avanti: Sicurezza adesso' }).click();
    const safety = page.getByRole('region', { name: 'Sicurezza adesso' });
    await choose(safety, 'Ti senti al sicuro qui, adesso?', 'Sì');
    await choose(safety, /stanotte puoi dormire/, 'No');
    await choose(safety, /controlla dove vai/, 'Non risponde');
    await choose(safety, /minacciato te/, 'Non chiesto');
    await page.getByRole('navigation', { name: 'Guida' }).getByRole('button', { name: /^Salute/ }).click();
    const health = page.getByRole('region', { name: 'Salute', exact: true });
    await choose(health, /tessera sanitaria/, 'Non sa');
    await expectAccessible(page);
    await picture(page, 'colloquio');
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
    await picture(page, 'colloquio-telefono');
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole('button', { name: 'Ferma', exact: true }).click();
    const stopping = page.getByRole('dialog', { name: 'Fermare il colloquio' });
    await stopping.getByText('Abbiamo finito').click();
    await stopping.getByRole('button', { name: 'Ferma il colloquio' }).click();
    await page.getByRole('button', { name: 'Firma', exact: true }).click();
    await page.getByRole('alertdialog', { name: 'Firmare il colloquio' }).getByRole('button', { name: 'Firma' }).click();
    const report = page.getByRole('main');
    await report.getByText('Condotto e firmato da').waitFor();
    await expect.poll(() => report.getByLabel('Qual è la prima cosa che vorresti cambiasse?').count()).toBe(0);
    await expect.poll(() => report.innerText()).toContain('Dormire senza paura, e lavorare.');
    for (const answer of ['francese', 'Non risponde', 'Non chiesto', 'Non sa']) await expect.poll(() => report.innerText()).toContain(answer);
    await expectAccessible(page);

    // Only now does she say her name.
    await page.goto(`/cases/${caseId}`);
    await openTab(page, 'Identità e contatti');
    await page.getByRole('button', { name: 'Aggiungi un nome' }).click();
    const naming = page.getByRole('dialog', { name: 'Aggiungi un nome' });
    await naming.getByLabel('Nome', { exact: true }).fill('Fatou Camara');
    await naming.getByRole('button', { name: 'Salva' }).click();
    await naming.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ha dichiarato il suo nome' }).click();
    await page.getByRole('list', { name: 'Quanto si sa di chi è' }).getByText(/Nome dichiarato : in corso|Nome dichiarato/).first().waitFor();
    await page.getByRole('heading', { level: 1, name: code }).waitFor();

    // A fact, a need with its anchor, a goal in her words, a step, her yes.
    await openTab(page, 'Profilo');
    await page.getByRole('button', { name: 'Aggiungi: Dove vive' }).click();
    const housing = page.getByRole('region', { name: 'Casa', exact: true });
    await choose(housing, 'Dove vive', 'Legata al datore di lavoro');
    await housing.getByRole('button', { name: 'Salva' }).click();
    await housing.getByRole('button', { name: 'Correggi: Dove vive' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'profilo');
    await openTab(page, 'Bisogni e piano');
    await page.getByRole('button', { name: 'Valuta un bisogno' }).click();
    const need = page.getByRole('dialog', { name: 'Valuta un bisogno' });
    await need.getByLabel('Ambito').selectOption({ label: 'Casa' });
    await choose(need, 'Livello, secondo te', '3 · Legata al datore di lavoro, o da lasciare entro 7 giorni');
    await choose(need, /Quanto conta per la persona/, '1');
    await picture(page, 'bisogno');
    await need.getByRole('button', { name: 'Salva la lettura' }).click();
    await need.waitFor({ state: 'detached' });
    const plan = page.getByRole('region', { name: 'Piano', exact: true });
    await plan.getByRole('button', { name: 'Comincia il piano' }).click();
    await plan.getByLabel('Area').selectOption({ label: 'Casa' });
    await plan.getByLabel('Obiettivo, con le parole della persona').fill('Una stanza mia che si chiude a chiave');
    await plan.getByLabel('Obiettivo, con le parole della persona').press('Enter');
    await plan.getByRole('button', { name: /^Nuovo passo per/ }).click();
    await plan.getByLabel('Nuovo passo').fill('Telefonare insieme alla casa di accoglienza');
    await plan.getByLabel('Chi', { exact: true }).selectOption({ label: 'Giulia Ferrara' });
    await plan.getByLabel('Nuovo passo').press('Enter');
    await plan.getByText('Telefonare insieme alla casa di accoglienza').first().waitFor();
    await plan.getByRole('button', { name: 'Condividi con la persona' }).click();
    await plan.getByRole('button', { name: 'La persona è d’accordo' }).click();
    const agreeing = page.getByRole('dialog', { name: 'La persona è d’accordo' });
    await choose(agreeing, /^Come/, 'a voce, attestato');
    await pick(agreeing, 'In quale lingua', 'franc', /^francese$/);
    await agreeing.getByRole('button', { name: 'La persona è d’accordo' }).click();
    await plan.getByText('Attivo', { exact: true }).waitFor();
    await expectAccessible(page);
    await picture(page, 'bisogni-e-piano');

    // A consent for one body and one purpose, and a letter read beforehand.
    await consentToShare(page, 'ASL Avellino', 'Salute', /Amal Haddad/);
    const preview = await prepareReferral(page, { category: 'Salute', service: 'Consultorio familiare', request: 'Una visita di controllo, con una dottoressa.', facts: { Lingue: 'francese' }, step: 'Telefonare insieme alla casa di accoglienza' });
    const promised = await termsOf(preview);
    expect(promised).toMatchObject({ 'Che cosa chiediamo': 'Una visita di controllo, con una dottoressa.', Lingue: 'francese' });
    await expectAccessible(page);
    await picture(page, 'invio-anteprima');
    await preview.getByRole('button', { name: 'Invia', exact: true }).click();
    const reference = promised['Riferimento'] ?? '';
    await page.getByRole('region', { name: `Consultorio familiare · ${reference}` }).waitFor();

    // Paola reads exactly that, and nothing else.
    const paola = await signInAs('paola');
    await paola.page.getByRole('link', { name: reference }).first().waitFor();
    await expectAccessible(paola.page);
    await picture(paola.page, 'partner-oggi');
    await paola.page.getByRole('link', { name: 'Apri gli invii ricevuti' }).click();
    await paola.page.getByRole('link', { name: reference }).click();
    const letter = paola.page.getByRole('region', { name: 'La lettera' });
    await letter.waitFor();
    expect(await termsOf(letter)).toEqual(promised);
    const read = await paola.page.getByRole('main').innerText();
    for (const secret of ['Fatou', 'Camara', code, 'Dormire senza paura', 'Legata al datore', 'L’uomo con cui divide']) expect(read).not.toContain(secret);
    await expectAccessible(paola.page);
    await picture(paola.page, 'partner-lettera');
    const answer = paola.page.getByRole('region', { name: 'La vostra risposta' });
    await answer.getByRole('button', { name: 'Accetta' }).click();
    await answer.getByRole('button', { name: 'Dai appuntamento' }).click();
    const appointing = paola.page.getByRole('dialog', { name: 'Dai appuntamento' });
    await typeDate(appointing, 'Giorno', tomorrow());
    await appointing.getByLabel('Ora').fill('9:30');
    await appointing.getByRole('button', { name: 'Dai appuntamento' }).click();
    await answer.getByRole('button', { name: 'Presente' }).click();
    // The appointment is tomorrow's: the system asks once more before it says that she came.
    const early = paola.page.getByRole('dialog', { name: 'Presente' });
    await early.getByText('L’appuntamento non c’è ancora stato').waitFor();
    await early.getByRole('button', { name: 'Presente' }).click();
    await answer.getByRole('button', { name: 'Inizia' }).click();
    await paola.page.getByText('Iniziato').first().waitFor();
    await answer.getByRole('button', { name: 'Concludi' }).click();
    const finishing = paola.page.getByRole('dialog', { name: 'Concludi' });
    await finishing.getByLabel('Com’è andata').fill('Visita fatta; torna fra un anno.');
    await finishing.getByRole('button', { name: 'Concludi' }).click();
    await paola.page.getByText('Concluso', { exact: true }).first().waitFor();
    await paola.page.goto(`/cases/${caseId}`);
    await paola.page.getByText('Questa parte non è per il ruolo che stai usando').waitFor();

    // The outcome is on her path; the goal has an end; the closing is asked by one and approved by another.
    await page.goto(`/cases/${caseId}`);
    await openTab(page, 'Percorso');
    await page.getByText('Invio a Consultorio familiare: concluso').first().waitFor();
    await expectAccessible(page);
    await picture(page, 'percorso');
    await openTab(page, 'Bisogni e piano');
    // What the service answered suggests how the step went; Giulia takes it up.
    await page.getByText('Consultorio familiare ha concluso').waitFor();
    await expectAccessible(page);
    await picture(page, 'passo-e-servizio');
    await page.getByRole('button', { name: 'Segna il passo come fatto' }).click();
    await page.getByText('Consultorio familiare ha concluso').waitFor({ state: 'detached' });
    await page.getByLabel('Com’è finito').selectOption({ label: 'Raggiunto' });
    await page.getByRole('button', { name: 'Azioni', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Chiedi di chiudere' }).click();
    const closing = page.getByRole('dialog', { name: 'Chiedi di chiudere' });
    await closing.getByLabel('Motivo').selectOption({ label: 'Obiettivi raggiunti' });
    await closing.getByLabel('Com’è andata').fill('Vive in una casa protetta e lavora con un contratto.');
    await choose(closing, /Si può ricontattare/, 'Sì, in modo sicuro');
    await closing.getByRole('button', { name: 'Invia la richiesta' }).click();
    await page.getByText('Chiusura da approvare').first().waitFor();

    const teresa = await signInAs('teresa');
    await teresa.page.getByRole('region', { name: 'Decisioni che aspettano' }).getByText(code).waitFor();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'coordinatrice-oggi');
    await teresa.page.goto('/emergencies');
    const asked = teresa.page.getByRole('region', { name: 'Chiusure da approvare' }).getByRole('listitem').filter({ hasText: code });
    await asked.getByText('Vive in una casa protetta').waitFor();
    await expectAccessible(teresa.page);
    await picture(teresa.page, 'coordinatrice-decisioni');
    await asked.getByRole('button', { name: 'Approva e chiudi' }).click();
    await teresa.page.getByRole('dialog', { name: /^Chiudere / }).getByRole('button', { name: 'Approva e chiudi' }).click();
    await asked.waitFor({ state: 'detached' });

    // A new need, months later: the same file opens again.
    await page.goto(`/cases/${caseId}`);
    await page.getByText('Chiuso', { exact: true }).first().waitFor();
    await page.getByRole('region', { name: 'Com’è finita' }).getByText('Vive in una casa protetta').waitFor();
    await expectAccessible(page);
    await picture(page, 'com-e-finita');
    await openTab(page, 'Dopo la chiusura');
    await page.getByRole('heading', { level: 3, name: /^A 3 mesi/ }).waitFor();
    await openTab(page, 'Percorso');
    await moveCase(page, 'Riapri per un nuovo bisogno', 'Cerca un nuovo lavoro');
    await page.getByText('In carico', { exact: true }).first().waitFor();
    await page.getByRole('region', { name: 'Com’è finita' }).getByText('Il fascicolo è stato riaperto').waitFor();
    await page.getByRole('tab', { name: 'Dopo la chiusura' }).waitFor({ state: 'detached' });

    for (const seat of [giulia, paola, teresa]) {
      expectQuiet(seat);
      await seat.leave();
    }
  });
});
