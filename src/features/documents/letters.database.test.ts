import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import { aCase } from '../cases/testing/case.ts';
import type { LetterChoices, LetterRun, LetterTemplate, TemplateList } from './contract/letters.ts';
import type { DocumentList } from './contract.ts';
import { bringerOf } from './testing/bring.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  await (await town.as('teresa')).put('/api/document-settings', { largest: 15_728_640, office: 'Prefettura di Prova', lines: ['Piazza 1'] }, 0);
});
afterAll(() => town.leave());

const drafts = async (): Promise<LetterTemplate[]> => (await (await town.as('teresa')).get<TemplateList>('/api/letter-templates')).body.items;

async function inUse(name: string): Promise<LetterTemplate> {
  const teresa = await town.as('teresa');
  const found = (await drafts()).find((one) => one.name === name);
  if (!found) throw new Error(`no letter is called ${name}`);
  if (found.state === 'in-use') return found;
  return (await teresa.post<LetterTemplate>(`/api/letter-templates/${found.id}/moves`, { id: newId(), move: 'use' }, found.version)).body;
}

async function named(openedBy: 'giulia', name: string) {
  const known = await aCase(town, openedBy);
  expect((await (await town.as(openedBy)).put(`/api/persons/${known.personId}/names/${newId()}`, { kind: 'declared', text: name, preferred: true })).status).toBe(200);
  return known;
}

/** The work goes on beside the requests: asked again until it ends. */
async function finished(who: Awaited<ReturnType<Town['as']>>, id: string): Promise<LetterRun> {
  for (let times = 0; times < 400; times += 1) {
    const { body } = await who.get<LetterRun>(`/api/letter-runs/${id}`);
    if (body.state !== 'working') return body;
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error('the letters were not made');
}

describe('Teresa and the letters of the office', () => {
  it('finds drafts to read, puts one in use, and changes it only by a newer edition', async () => {
    const [teresa, giulia] = [await town.as('teresa'), await town.as('giulia')];
    expect((await drafts()).map((one) => `${one.name} ${one.state}`)).toContain('Attestazione di presenza draft');
    expect((await giulia.get<TemplateList>('/api/letter-templates')).body.items).toEqual([]);
    const used = await inUse('Relazione di chiusura');
    expect(used).toMatchObject({ state: 'in-use', asks: ['che cosa è stato fatto', 'dove siamo arrivati'] });
    expect((await teresa.put(`/api/letter-templates/${used.id}`, { name: used.name, body: 'Altre parole del tutto.', language: 'it', toBody: false }, used.version)).body.code).toBe('letter-in-use');
    const next = newId();
    expect((await teresa.put<LetterTemplate>(`/api/letter-templates/${next}`, { name: used.name, body: 'Parole più chiare.', language: 'it', toBody: false, letterId: used.letterId }, 0)).body).toMatchObject({ edition: 2, state: 'draft' });
    await teresa.post(`/api/letter-templates/${next}/moves`, { id: newId(), move: 'use' }, 1);
    expect((await giulia.get<TemplateList>('/api/letter-templates')).body.items.filter((one) => one.letterId === used.letterId).map((one) => one.edition)).toEqual([2]);
  });

  it('is told of a field that does not exist, and nobody else writes letters for the office', async () => {
    const [teresa, giulia] = [await town.as('teresa'), await town.as('giulia')];
    const letter = { name: 'Prova', body: 'La diagnosi: {{persona.diagnosi}}', language: 'it', toBody: false };
    expect((await teresa.put(`/api/letter-templates/${newId()}`, letter, 0)).body.code).toBe('letter-field-unknown');
    expect((await giulia.put(`/api/letter-templates/${newId()}`, { ...letter, body: 'Parole di prova.' }, 0)).status).toBe(404);
  });
});

describe('Giulia makes letters together', () => {
  it('has one for each of her cases, kept in its file and in one ZIP without a name on it; a case of others’ is refused', async () => {
    const letter = await inUse('Attestazione di presenza');
    const [amina, joseph] = [await named('giulia', 'Amina Ben Salah'), await named('giulia', 'Joseph Mensah')];
    const giulia = await bringerOf(town, 'giulia');
    const asked = { templateId: letter.id, format: 'pdf', caseIds: [amina.caseId, joseph.caseId], organisationId: null, answers: { giorno: '12 novembre', dalle: '9', alle: '11' } };
    expect((await giulia.worker.put(`/api/letter-runs/${newId()}`, { ...asked, answers: {} })).body.code).toBe('letter-answers-missing');
    expect((await giulia.worker.put(`/api/letter-runs/${newId()}`, { ...asked, caseIds: [(await aCase(town, 'chiara')).caseId] })).status).toBe(403);
    const id = newId();
    for (let times = 0; times < 2; times += 1) expect((await giulia.worker.put(`/api/letter-runs/${id}`, asked)).status).toBe(200);
    expect(await finished(giulia.worker, id)).toMatchObject({ state: 'done', total: 2, lines: [{ problem: null }, { problem: null }] });

    const { body: list } = await giulia.worker.get<DocumentList>(`/api/cases/${amina.caseId}/documents`);
    expect(list.items).toMatchObject([{ kind: 'letter', title: 'Attestazione di presenza', newest: { made: 'written' } }]);
    const { bytes, headers } = await giulia.file(`/api/letter-runs/${id}/file`);
    expect(headers['content-disposition']).toMatch(/lettere-[0-9a-f]{6}\.zip/);
    const files = unzipSync(bytes);
    expect(Object.keys(files).toSorted()).toEqual([`${amina.code}-letter-1.pdf`, `${joseph.code}-letter-1.pdf`].toSorted());
    const { text } = readPdf(Buffer.from(files[`${amina.code}-letter-1.pdf`] ?? []));
    expect(text).toContain('Amina Ben Salah era presente');
    expect(text).not.toContain('Joseph');
    for (const { caseId } of [amina, joseph]) {
      const lines = await town.look<{ action: string }>("select action from audit_event where case_id = $1 and action in ('letter.write', 'document.download') order by action", [caseId]);
      expect(lines.map((line) => line.action)).toEqual(['document.download', 'letter.write']);
    }
    expect((await (await town.as('teresa')).get(`/api/letter-runs/${id}`)).status).toBe(404);
    await town.look("update letter_run set at = now() - interval '25 hours' where id = $1", [id]);
    expect((await giulia.file(`/api/letter-runs/${id}/file`)).status).toBe(410);
  });

  it('sends to another body only of whom agreed to it, and the list of who received something says so', async () => {
    const letter = await inUse('Richiesta di informazioni a un ente');
    const giulia = await town.as('giulia');
    const body = (await giulia.get<LetterChoices>('/api/letter-choices')).body.bodies.find((one) => one.name.startsWith('ASL'));
    const [agreed, not] = [await named('giulia', 'Amina Ben Salah'), await named('giulia', 'Joseph Mensah')];
    const consentId = newId();
    await giulia.put(`/api/consents/${consentId}`, { caseId: agreed.caseId, switch: 'sharing', recipientId: body?.id, purpose: 'health' });
    expect((await giulia.post(`/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'A. B. S.' } })).status).toBe(200);
    const id = newId();
    await giulia.put(`/api/letter-runs/${id}`, { templateId: letter.id, format: 'docx', caseIds: [agreed.caseId, not.caseId], organisationId: body?.id, answers: { 'informazione richiesta': 'la data della visita' } });
    expect((await finished(giulia, id)).lines.map((line) => line.problem)).toEqual([null, 'letter-consent-missing']);
    expect((await giulia.get<{ items: unknown[] }>(`/api/cases/${agreed.caseId}/recipients`)).body.items).toMatchObject([{ organisation: expect.anything(), what: ['name'] }]);
    expect((await giulia.get<{ items: unknown[] }>(`/api/cases/${not.caseId}/recipients`)).body.items).toEqual([]);
  });

  it('fills in what is about a person: sealed where it is kept, read in the letter, and its key gone with the day', async () => {
    const teresa = await town.as('teresa');
    const closing = newId();
    await teresa.put(`/api/letter-templates/${closing}`, { name: 'Relazione di prova', body: '{{scrivi:che cosa è stato fatto}}\n\nPoi: {{scrivi:dove siamo arrivati}}', language: 'it', toBody: false }, 0);
    await teresa.post(`/api/letter-templates/${closing}/moves`, { id: newId(), move: 'use' }, 1);
    const { caseId } = await named('giulia', 'Amina Ben Salah');
    const giulia = await bringerOf(town, 'giulia');
    const answers = { 'che cosa è stato fatto': 'Amina ha lasciato Borgoscuro', 'dove siamo arrivati': 'vive da sua cugina Nadia' };
    const id = newId();
    expect((await giulia.worker.put(`/api/letter-runs/${id}`, { templateId: closing, format: 'pdf', caseIds: [caseId], organisationId: null, answers })).status).toBe(200);
    const [documentId] = (await finished(giulia.worker, id)).lines.map((line) => line.documentId);

    const words = Object.entries(answers).flat().flatMap((text) => text.split(' ')).filter((word) => word.length > 4);
    const [kept] = await town.look<{ all: string; answers_sealed: Buffer }>('select r::text as all, r.answers_sealed from letter_run r where id = $1', [id]);
    const stored = `${kept?.all} ${kept?.answers_sealed.toString('latin1')} ${kept?.answers_sealed.toString('utf8')}`;
    expect(kept?.answers_sealed.length).toBeGreaterThan(JSON.stringify(answers).length);
    expect(words.filter((word) => stored.includes(word) || stored.includes(Buffer.from(word).toString('hex')))).toEqual([]);
    const files = unzipSync((await giulia.file(`/api/letter-runs/${id}/file`)).bytes);
    const text = readPdf(Buffer.from(Object.values(files)[0] ?? [])).text.replace(/\s+/g, ' ');
    for (const answer of Object.values(answers)) expect(text).toContain(answer);

    const keys = () => town.look<{ wrapped: Buffer | null }>("select wrapped from vault_key where holder_id = $1 and compartment = 'letter'", [id]);
    await town.look('select end_letter_answers()');
    expect(await keys()).toMatchObject([{ wrapped: expect.anything() }]);
    await town.look("update letter_run set at = now() - interval '25 hours' where id = $1", [id]);
    await town.look("update job set state = 'running', finished_at = null, heartbeat = now() where subject_id = $1", [id]);
    await town.look('select end_letter_answers()');
    expect(await keys()).toMatchObject([{ wrapped: expect.anything() }]);
    await town.look("update job set state = 'done', finished_at = now() where subject_id = $1", [id]);
    for (let times = 0; times < 2; times += 1) await town.look('select end_letter_answers()');
    expect(await keys()).toEqual([{ wrapped: null }]);
    expect((await town.look("select count(*)::int as n from audit_event where action = 'letter.answers-destroyed-in-time' and subject_id = $1", [id]))[0]).toEqual({ n: 1 });
    expect((await giulia.worker.get(`/api/documents/${documentId}`)).status).toBe(200);
  });

  it('goes on with letters that stopped half way, and none is made twice; nobody else does it for her', async () => {
    const letter = await inUse('Attestazione di presenza');
    const caseIds = [(await named('giulia', 'Amina Ben Salah')).caseId, (await named('giulia', 'Joseph Mensah')).caseId];
    const giulia = await town.as('giulia');
    const id = newId();
    await giulia.put(`/api/letter-runs/${id}`, { templateId: letter.id, format: 'pdf', caseIds, organisationId: null, answers: { giorno: '12 novembre', dalle: '9', alle: '11' } });
    const whole = await finished(giulia, id);
    expect((await giulia.post(`/api/letter-runs/${id}/resume`, {})).body.code).toBe('illegal-move');
    // As when the disk was full at the second letter.
    await town.look('update letter_run_case set document_id = null, done_at = null where run_id = $1 and position = 1', [id]);
    await town.look("update job set state = 'paused', finished_at = null, error_code = 'storage-full' where subject_id = $1", [id]);
    expect((await giulia.get<LetterRun>(`/api/letter-runs/${id}`)).body.state).toBe('paused');
    expect((await (await town.as('teresa')).post(`/api/letter-runs/${id}/resume`, {})).status).toBe(404);
    expect((await giulia.post(`/api/letter-runs/${id}/resume`, {})).status).toBe(200);
    const after = await finished(giulia, id);
    expect(after.state).toBe('done');
    expect(after.lines[0]).toEqual(whole.lines[0]);
    expect(after.lines[1]).toMatchObject({ documentId: expect.any(String), problem: null });
    expect(after.lines[1]?.documentId).not.toBe(whole.lines[1]?.documentId);
  });

  it('is told which letter would have a hole, and the others are made', async () => {
    const letter = await inUse('Conferma di un appuntamento');
    const giulia = await town.as('giulia');
    const { caseId } = await named('giulia', 'Amina Ben Salah');
    const id = newId();
    await giulia.put(`/api/letter-runs/${id}`, { templateId: letter.id, format: 'pdf', caseIds: [caseId], organisationId: null, answers: {} });
    expect((await finished(giulia, id)).lines).toMatchObject([{ documentId: null, problem: 'letter-without.appuntamento.giorno' }]);
  });
});
