import { afterAll, describe, expect, inject, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { closeBrowser, expectAccessible, expectQuiet, picture, signInAs } from './support/browser.ts';
import { colleague } from './support/scene.ts';
import { choose, openTab } from './support/steps.ts';

afterAll(closeBrowser);

describe('Blessing asks after a person six months after the closing', () => {
  it('reads the card, calls twice, hears that the room is lost, sees it beside the closing, and opens the way again from there', async () => {
    const [blessing, teresa] = await Promise.all([colleague(inject('address'), 'blessing'), colleague(inject('address'), 'teresa')]);
    const [personId, caseId, closingId, consentId] = [newId(), newId(), newId(), newId()];
    await blessing.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'male' });
    await blessing.ask('PUT', `/api/persons/${personId}/safe-contact`, { doNotCall: false, whoMayCall: 'Blessing', whenToCall: 'La domenica', language: 'en', mayBeSaid: 'Che è per la scuola', mustNotAnswer: '', leaveMessages: false }, 0);
    await blessing.ask('PATCH', `/api/cases/${caseId}`, { ownerId: blessing.memberId, risk: 'low' }, 1);
    const { texts } = await blessing.ask<{ texts: { id: string; language: string }[] }>('GET', '/api/notices/current');
    await blessing.ask('PUT', `/api/notice-deliveries/${newId()}`, { caseId, textId: texts.find((one) => one.language === 'en')?.id ?? texts[0]?.id, means: 'oral', understood: 'yes' });
    for (const move of ['receive', 'assess', 'take-in-care']) await blessing.ask('POST', `/api/cases/${caseId}/moves`, { id: newId(), move });
    await blessing.ask('PUT', `/api/distance-readings/${newId()}`, { caseId, domain: 'housing', moment: 'exit', ratedBy: 'person', value: 4 });
    await blessing.ask('PUT', `/api/consents/${consentId}`, { caseId, switch: 'follow-up' });
    await blessing.ask('POST', `/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'K. A.' } });
    await blessing.ask('PUT', `/api/case-closings/${closingId}`, { caseId, reason: 'autonomy', outcome: 'Ha una stanza e un lavoro.', followUpSafe: true });
    await teresa.ask('POST', `/api/case-closings/${closingId}/decision`, { decision: 'approve' });

    const seat = await signInAs('blessing');
    await seat.page.goto('/follow-ups');
    await seat.page.getByRole('row').filter({ hasText: '6 mesi' }).first().waitFor();
    await expectAccessible(seat.page);
    await picture(seat.page, 'dopo-la-chiusura-elenco');

    await seat.page.goto(`/cases/${caseId}`);
    const tab = await openTab(seat.page, 'Dopo la chiusura');
    await tab.getByText('La domenica').waitFor();
    const six = tab.getByRole('listitem').filter({ has: seat.page.getByRole('heading', { name: /^A 6 mesi dalla chiusura/ }) });
    for (const [result, count] of [['Nessuna risposta', 'Cercata una volta'], ['Ha risposto', 'Cercata 2 volte']] as const) {
      await six.getByRole('button', { name: 'Ho cercato' }).click();
      const attempt = seat.page.getByRole('dialog', { name: 'Com’è andata la ricerca' });
      await choose(attempt, 'Come', 'Telefono');
      await choose(attempt, 'Che cosa è successo', result);
      await attempt.getByText('Ho letto la scheda di contatto sicuro, com’è adesso').click();
      await attempt.getByRole('button', { name: 'Salva' }).click();
      await six.getByText(count).waitFor();
    }
    await six.getByRole('button', { name: 'L’ho sentita' }).click();
    const reach = seat.page.getByRole('dialog', { name: 'L’ho sentita' });
    await choose(reach, 'Come sta', 'Ha di nuovo bisogno');
    await choose(reach, 'Casa', '2');
    await reach.getByLabel('In poche parole').fill('Il padrone di casa ha venduto. Dorme da un amico.');
    await expectAccessible(seat.page);
    await reach.getByRole('button', { name: 'Salva' }).click();
    await six.getByText('peggio di 2').waitFor();
    await expectAccessible(seat.page);
    await picture(seat.page, 'sei-mesi-dopo');
    await six.getByRole('button', { name: 'Riapri il percorso' }).click();
    const again = seat.page.getByRole('alertdialog', { name: 'Riapri il percorso' });
    await again.getByRole('textbox').fill('Ha perso la stanza e chiede aiuto per trovarne un’altra.');
    await again.getByRole('button', { name: 'Riapri il percorso' }).click();
    await tab.getByText('il percorso è stato riaperto').first().waitFor();
    await seat.page.getByText('In carico', { exact: true }).first().waitFor();
    // The times that were still to come are over with it.
    await expect.poll(() => tab.getByText('Da fare', { exact: true }).count()).toBe(0);
    expectQuiet(seat);
    await seat.leave();
  });
});
