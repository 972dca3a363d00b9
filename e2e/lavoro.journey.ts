import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { readPdf } from '../src/kernel/documents/testing/read-pdf.ts';
import { greenhouseSeasons } from '../src/features/worksheet/demo.ts';
import { italianDay } from '../src/kernel/italian-day.ts';
import { closeBrowser, downloadOf, expectAccessible, expectNoSidewaysScroll, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { arrive, choose, openAnonymously, openTab } from './support/steps.ts';

afterAll(closeBrowser);

const daysAgo = (days: number): string => italianDay(new Date(Date.now() - days * 24 * 3_600_000));
/** A day as the field of dates is typed, part by part. */
const partsOf = (day: string): string => day.split('-').toReversed().join('');

describe('Anna and Karim look for work', () => {
  it('from what he can do to a curriculum, a job that Teresa has looked at, and a month later the worksheet, because he is paid less than was said', async () => {
    const anna = await signInAs('anna');
    const { page } = anna;
    const { caseId, code } = await openAnonymously(page);
    const own = await colleague(inject('address'), 'anna');
    await own.ask('PUT', `/api/facts/${newId()}`, { caseId, field: 'work-licences', value: ['forklift'], source: { kind: 'person', id: null }, learnedOn: daysAgo(3), replaces: null });

    const worksheetId = newId();
    await own.ask('PUT', `/api/worksheets/${worksheetId}`, { caseId });
    await own.ask('PUT', `/api/worksheets/${worksheetId}/content`, { id: newId(), content: { episodes: greenhouseSeasons([newId(), newId(), newId()]) } }, 1);

    // The balance: what the profile knows stands there and is not asked again; the rest is said by keyboard.
    const tab = await openTab(page, 'Lavoro');
    await tab.getByText('Muletto').waitFor();
    await tab.getByRole('button', { name: 'Aggiungi una capacità' }).focus();
    await page.keyboard.press('Enter');
    const skill = page.getByRole('dialog', { name: 'Aggiungi una capacità' });
    await skill.getByText('La classificazione europea ESCO non è caricata').waitFor();
    await skill.getByRole('textbox', { name: /^Capacità, in parole semplici/ }).focus();
    await page.keyboard.type('Saldare a filo');
    // By keyboard to how well, and no paper: it is called shown, not certified.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let times = 0; times < 2; times += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => skill.getByRole('radio', { name: 'in autonomia' }).isChecked()).toBe(true);
    await choose(skill, /^Come si sa/, 'certificato');
    await skill.getByText(/Per dire «certificato» ci vuole la carta/).waitFor();
    await choose(skill, /^Come si sa/, 'si è visto');
    await expectAccessible(page);
    await skill.getByRole('button', { name: 'Salva' }).press('Enter');
    await skill.waitFor({ state: 'detached' });
    await tab.getByText('Saldare a filo').waitFor();

    await tab.getByRole('button', { name: 'Aggiungi un lavoro' }).click();
    const job = page.getByRole('dialog', { name: 'Aggiungi un lavoro' });
    // The seasons in the greenhouses stand in his worksheet: nobody asks him again.
    await job.getByText('Agricoltura: 06/2024 – 09/2024').waitFor();
    await job.getByRole('textbox', { name: /^Mestiere o mansione/ }).fill('Saldatore');
    await job.getByRole('textbox', { name: 'Dove', exact: true }).fill('Casablanca');
    await job.getByRole('textbox', { name: 'Da', exact: true }).fill('2014');
    await job.getByRole('textbox', { name: 'A', exact: true }).fill('giugno');
    await job.getByText('Scrivi un anno (2019) o mese e anno (06/2019).').waitFor();
    await job.getByRole('textbox', { name: 'A', exact: true }).fill('06/2022');
    await job.getByRole('button', { name: 'Salva' }).click();
    await tab.getByText('2014 – 06/2022').waitFor();

    await tab.getByRole('button', { name: 'Scrivi che cosa vuole' }).click();
    const wishes = page.getByRole('dialog', { name: 'Scrivi che cosa vuole' });
    await wishes.getByRole('textbox', { name: 'Che cosa vuole, con le sue parole' }).fill('Un’officina, e la domenica libera');
    await choose(wishes, 'Quanto vuole lavorare', 'A tempo pieno');
    await wishes.getByText('Dormire dove si lavora', { exact: true }).click();
    await expectAccessible(page);
    await wishes.getByRole('button', { name: 'Salva' }).click();
    await tab.getByText('Un’officina, e la domenica libera').waitFor();
    await tab.getByRole('heading', { name: 'Bilancio di competenze' }).scrollIntoViewIfNeeded();
    await picture(page, 'lavoro-bilancio');
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 860 });

    // The curriculum: exactly what leaves stands beside what goes in, and a telling word stops it.
    await tab.getByRole('link', { name: 'Prepara un curriculum' }).click();
    await page.getByRole('heading', { level: 1, name: 'Prepara un curriculum' }).waitFor();
    const preview = page.getByRole('article', { name: 'Quello che esce' });
    await preview.getByText('Saldatore, Casablanca, 2014 – 06/2022').waitFor();
    await preview.getByText('Carrello elevatore (muletto)').waitFor();
    await page.getByRole('textbox', { name: /^Due righe su di sé/ }).fill('Lavoro bene in squadra, ora vivo in accoglienza.');
    await page.getByText('Una parola potrebbe far capire da dove viene').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'L’abbiamo letto insieme: salva' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await picture(page, 'lavoro-curriculum');
    await page.getByRole('textbox', { name: /^Due righe su di sé/ }).fill('Lavoro bene in squadra.');
    await page.getByText('Una parola potrebbe far capire da dove viene').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'L’abbiamo letto insieme: salva' }).click();
    await page.getByRole('heading', { level: 1, name: /^Curriculum del/ }).waitFor();
    await arrive(page);
    await expectAccessible(page);
    const file = await downloadOf(page, page.getByRole('link', { name: 'Scarica in PDF' }));
    expect(file.suggestedFilename()).toBe('curriculum.pdf');
    const bytes = readFileSync(await file.path());
    const words = JSON.stringify(readPdf(bytes));
    expect(words).toContain('Saldare a filo');
    for (const word of [code, 'RE.T.I.', 'Anna Pagano', 'Prefettura']) expect({ word, found: words.includes(word) || bytes.toString('latin1').includes(word) }).toEqual({ word, found: false });
    await page.getByRole('button', { name: 'Segna che esce' }).click();
    await page.getByRole('dialog', { name: 'A chi va' }).getByRole('button', { name: 'Salva' }).click();
    await page.getByText('Alla persona').first().waitFor();

    // A job: proposed, and nothing goes on before Teresa has looked at it.
    await page.goto(`/cases/${caseId}?tab=employment`);
    await arrive(page);
    await page.getByRole('button', { name: 'Proponi un inserimento' }).click();
    const proposal = page.getByRole('dialog', { name: 'Proponi un inserimento' });
    await proposal.getByText('Scrivi un datore nuovo', { exact: true }).click();
    await proposal.getByRole('textbox', { name: /^Nome del datore/ }).fill('Azienda delle serre');
    await proposal.getByText('Un nome simile sta nel prospetto di questa persona').waitFor();
    await proposal.getByRole('textbox', { name: /^Nome del datore/ }).fill(`Officina ${code}`);
    await proposal.getByRole('textbox', { name: /^Mansione o corso/ }).fill('Saldatore');
    await proposal.getByRole('textbox', { name: 'Ore alla settimana' }).fill('40');
    await proposal.getByRole('textbox', { name: 'Paga o indennità offerta (€)' }).fill('1350');
    await expectAccessible(page);
    await proposal.getByRole('button', { name: 'Salva' }).click();
    await page.getByText('Da guardare con chi coordina, come ogni proposta').waitFor();
    expect(await page.getByRole('button', { name: 'La persona è d’accordo' }).count()).toBe(0);
    await expectAccessible(page);
    await picture(page, 'lavoro-proposta');

    const teresa = await signInAs('teresa', 'phone');
    await teresa.page.goto(`/cases/${caseId}?tab=employment`);
    await teresa.page.getByRole('button', { name: 'Guarda la proposta' }).click();
    await teresa.page.getByText('Nessun nome simile tra quelli che puoi leggere.').waitFor();
    await expectAccessible(teresa.page);
    await teresa.page.getByRole('button', { name: 'Si può proporre' }).click();
    await teresa.page.getByText(/Chi coordina l’ha guardata/).waitFor();
    await expectNoSidewaysScroll(teresa.page);
    expectQuiet(teresa);
    await teresa.leave();

    await page.reload();
    await arrive(page);
    await page.getByRole('button', { name: 'La persona è d’accordo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('button', { name: 'Ha cominciato' }).click();
    const begins = page.getByRole('dialog', { name: 'Ha cominciato' });
    await begins.getByText('30, 90 e 180').waitFor();
    // Thirty-one days ago, typed as a date is.
    await begins.getByRole('spinbutton').first().focus();
    await page.keyboard.type(partsOf(daysAgo(31)));
    await begins.getByRole('button', { name: 'Salva' }).click();
    await begins.waitFor({ state: 'detached' });

    // It stands in Anna's day, and in her list.
    await page.goto('/employment?whose=mine&show=checks-due');
    await arrive(page);
    await page.getByRole('link', { name: code }).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 860 });
    await picture(page, 'lavoro-elenco');
    await page.goto('/');
    await arrive(page);
    await page.getByText('Come va il lavoro, dopo 30 giorni').first().waitFor();
    await page.goto(`/cases/${caseId}?tab=employment`);
    await arrive(page);
    await page.getByRole('button', { name: 'Come va? Dopo 30 giorni' }).click();
    const asked = page.getByRole('dialog', { name: 'Come va il lavoro, dopo 30 giorni' });
    await choose(asked, /^È ancora lì\?/, 'Sì');
    await choose(asked, 'La paga', 'Meno di quanto detto');
    await asked.getByRole('textbox', { name: 'Le sue parole' }).fill('Duecento euro in meno, dice che è la prova');
    await expectAccessible(page);
    await asked.getByRole('button', { name: 'Salva' }).click();
    await page.getByText('La paga o le ore non sono come d’accordo').waitFor();
    await page.getByRole('button', { name: 'Apri il prospetto di lavoro' }).scrollIntoViewIfNeeded();
    await picture(page, 'lavoro-controllo');
    await page.getByRole('button', { name: 'Apri il prospetto di lavoro' }).click();
    await page.getByRole('heading', { level: 1, name: 'Prospetto di lavoro' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/worksheets/${worksheetId}`);
    expectQuiet(anna);
  });
});
