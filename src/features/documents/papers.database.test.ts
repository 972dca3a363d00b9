import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import { paragraph, table, wordFile, wordsOf } from '../../kernel/documents/testing/word.ts';
import { aCase, type KnownCase } from '../cases/testing/case.ts';
import { move, opened, write } from '../desk/testing/interviews.ts';
import { aTable, filled, step } from '../worksheet/testing/desk.ts';
import type { FoundFields } from './contract/fields.ts';
import type { CheckedRun, LetterChoices, LetterRun, LetterTemplate, TemplateList } from './contract/letters.ts';
import type { DocumentList, DocumentSettings } from './contract.ts';
import { type Bringer, bringerOf } from './testing/bring.ts';

let town: Town;
let teresa: Bringer;
let giulia: Bringer;
beforeAll(async () => {
  town = await aTown();
  [teresa, giulia] = [await bringerOf(town, 'teresa'), await bringerOf(town, 'giulia')];
});
afterAll(() => town.leave());

const picture = (colour: string): Promise<Buffer> => sharp({ create: { width: 200, height: 100, channels: 4, background: colour } }).png().toBuffer();
const figuresIn = (bytes: Buffer): number => readPdf(bytes).structure.get('Figure') ?? 0;

async function named(name: string): Promise<KnownCase> {
  const known = await aCase(town, 'giulia');
  expect((await giulia.worker.put(`/api/persons/${known.personId}/names/${newId()}`, { kind: 'declared', text: name, preferred: true })).status).toBe(200);
  return known;
}

async function finished(id: string): Promise<LetterRun> {
  for (let times = 0; times < 400; times += 1) {
    const { body } = await giulia.worker.get<LetterRun>(`/api/letter-runs/${id}`);
    if (body.state !== 'working') return body;
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error('the letters were not made');
}

async function made(asked: { templateId: string; format: 'pdf' | 'docx'; caseIds: readonly string[]; organisationId?: string; answers?: Record<string, string> }): Promise<{ run: LetterRun; files: Record<string, Buffer> }> {
  const id = newId();
  const begun = await giulia.worker.put(`/api/letter-runs/${id}`, { organisationId: null, answers: {}, ...asked });
  expect([begun.status, begun.body.code]).toEqual([200, undefined]);
  const run = await finished(id);
  const { bytes } = await giulia.file(`/api/letter-runs/${id}/file`);
  return { run, files: Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, Buffer.from(file)])) };
}

async function written(name: string, body: string, more: Record<string, unknown> = {}): Promise<LetterTemplate> {
  const id = newId();
  const kept = await teresa.worker.put(`/api/letter-templates/${id}`, { name, body, language: 'it', toBody: false, ...more }, 0);
  expect([kept.status, kept.body]).toMatchObject([200, {}]);
  return (await teresa.worker.post<LetterTemplate>(`/api/letter-templates/${id}/moves`, { id: newId(), move: 'use' }, 1)).body;
}

describe('Teresa and the emblems of the office', () => {
  it('puts one, sees it over letters and reports from then on, and takes it away with a way back; nobody else does', async () => {
    const [id, second] = [newId(), newId()];
    const about = { place: 'start', words: 'Stemma della Prefettura' };
    const file = { name: 'stemma.png', bytes: await picture('#00339980') };
    expect((await giulia.form(`/api/letterhead-emblems/${id}`, about, file)).status).toBe(404);
    expect((await teresa.form<object>(`/api/letterhead-emblems/${id}`, about, { name: 'a.png', bytes: Buffer.from('%PDF-1.7\n%%EOF') })).body.code).toBe('emblem-kind');
    expect((await teresa.form<object>(`/api/letterhead-emblems/${id}`, { place: 'start', words: '' }, file)).body.code).toBe('invalid-input');
    for (let times = 0; times < 2; times += 1) expect((await teresa.form<DocumentSettings>(`/api/letterhead-emblems/${id}`, about, file)).body.emblems).toMatchObject([{ id, ...about }]);
    const { version } = (await teresa.worker.get<DocumentSettings>('/api/document-settings')).body;
    expect((await teresa.worker.put('/api/document-settings', { largest: 15_728_640, office: 'Prefettura di Prova', lines: ['Piazza 1'], foot: 'Riga di prova al piede', cup: 'CUP-PROVA', projectCode: '' }, version)).status).toBe(200);
    expect(figuresIn((await teresa.file('/api/letterhead-sample')).bytes)).toBe(1);

    const { caseId } = await named('Amina Ben Salah');
    const official = await written('Carta ufficiale', 'Per {{persona.nome}}, CUP {{programma.cup}}.');
    const plain = await written('Carta semplice', 'Per {{persona.nome}}, da portare con sé.', { plainHead: true });
    const pdf = async (templateId: string): Promise<Buffer> => Object.values((await made({ templateId, format: 'pdf', caseIds: [caseId] })).files)[0] ?? Buffer.alloc(0);
    const paper = await pdf(official.id);
    expect([figuresIn(paper), readPdf(paper).text.includes('Riga di prova al piede'), readPdf(paper).text.includes('CUP CUP-PROVA')]).toEqual([1, true, true]);
    const quiet = await pdf(plain.id);
    expect([figuresIn(quiet), `${readPdf(quiet).text}${readPdf(quiet).decoration}`.includes('Riga di prova')]).toEqual([0, false]);

    const interview = await opened(giulia.worker, caseId);
    await move(giulia.worker, interview, 'start');
    await write(giulia.worker, interview, 'wishes', 'Una stanza sua.');
    await move(giulia.worker, interview, 'stop', 'finished');
    await move(giulia.worker, interview, 'sign');
    const report = (await giulia.file(`/api/interviews/${interview}/report`)).bytes;
    expect([figuresIn(report), readPdf(report).raw.includes('Stemma della Prefettura')]).toEqual([1, true]);
    expect(figuresIn((await giulia.file(`/api/cases/${caseId}/timeline/paper?form=pdf&language=it`)).bytes)).toBe(1);

    expect((await teresa.worker.delete(`/api/letterhead-emblems/${id}`)).body).toMatchObject({ emblems: [] });
    expect(figuresIn(await pdf(official.id))).toBe(0);
    expect((await teresa.worker.post(`/api/letterhead-emblems/${id}/put-back`, {})).body).toMatchObject({ emblems: [{ id }] });
    expect((await teresa.form<DocumentSettings>(`/api/letterhead-emblems/${second}`, about, { name: 'b.png', bytes: await picture('#aa0000') })).body.emblems).toMatchObject([{ id: second }]);
    expect((await teresa.worker.post(`/api/letterhead-emblems/${id}/put-back`, {})).body.code).toBe('emblem-place-taken');
    expect((await giulia.worker.delete(`/api/letterhead-emblems/${second}`)).status).toBe(404);
    const trail = await town.look<{ action: string }>("select action from audit_event where action like 'letterhead-emblem.%' order by at, position");
    expect(trail.map((line) => line.action)).toEqual(['letterhead-emblem.put', 'letterhead-emblem.remove', 'letterhead-emblem.put-back', 'letterhead-emblem.put']);
  });

  it('leaves without any what a person takes away, and is seen by nobody outside the team', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const away = await giulia.file(`/api/cases/${caseId}/consents/paper?language=it`);
    expect([away.status, figuresIn(away.bytes), `${readPdf(away.bytes).text}${readPdf(away.bytes).decoration}`.includes('Riga di prova')]).toEqual([200, 0, false]);
    const [emblem] = (await teresa.worker.get<DocumentSettings>('/api/document-settings')).body.emblems;
    for (const outsider of ['luca', 'paola', 'vincenzo', 'rosa'] as const) expect([outsider, (await (await bringerOf(town, outsider)).file(`/api/letterhead-emblems/${emblem?.id}/picture`)).status]).toEqual([outsider, 404]);
    expect((await giulia.file(`/api/letterhead-emblems/${emblem?.id}/picture`)).headers['content-type']).toBe('image/png');
  });
});

const about = { name: 'Attestazione in Word', language: 'it', toBody: false };
const sentence = paragraph('Si attesta che {{per', ['sona.'], 'nome}}, nata {{persona.nascita}}, ', '{{persona.dignosi}} era presente il {{scrivi:giorno}}.');

describe('a template that Teresa wrote in Word', () => {
  it('is kept as a draft with the words to put right, comes into use once they are, and makes letters for many; who lacks something is said before', async () => {
    const id = newId();
    const file = (body: string) => ({ name: 'modello.docx', bytes: wordFile(body, { header: paragraph('Carta dell’ufficio {{ufficio}}') }) });
    expect((await giulia.form(`/api/letter-templates/${id}/file`, about, file(sentence), 0)).status).toBe(404);
    expect((await teresa.form<object>(`/api/letter-templates/${id}/file`, about, { name: 'm.docx', bytes: wordFile('', { parts: { 'word/vbaProject.bin': 'x' } }) }, 0)).body.code).toBe('letter-word-macros');
    expect((await teresa.worker.get(`/api/letter-templates/${id}/fields`)).status).toBe(404);
    expect((await teresa.form<LetterTemplate>(`/api/letter-templates/${id}/file`, about, file(`${table('Data', '{{oggi}}')}${sentence}`), 0)).body).toMatchObject({ state: 'draft', madeOf: 'word-file', strangers: 1, asks: ['giorno'] });
    const { items } = (await teresa.worker.get<FoundFields>(`/api/letter-templates/${id}/fields`)).body;
    expect(items.filter((one) => one.is === 'unknown')).toMatchObject([{ name: 'persona.dignosi', place: 'body', paragraph: 3, near: expect.stringContaining('era presente') }]);
    expect((await teresa.worker.post(`/api/letter-templates/${id}/moves`, { id: newId(), move: 'use' }, 1)).body.code).toBe('letter-field-unknown');

    const right = file(`${table('Data', '{{oggi}}')}${sentence.replace('{{persona.dignosi}} ', '')}`);
    expect((await teresa.form<LetterTemplate>(`/api/letter-templates/${id}/file`, about, right, 1)).body).toMatchObject({ strangers: 0, version: 2 });
    expect(wordsOf((await teresa.file(`/api/letter-templates/${id}/preview`)).bytes)).toContain('Si attesta che Nome Cognome, nata 1 gennaio 1990, era presente il [giorno].');
    expect((await teresa.worker.post(`/api/letter-templates/${id}/moves`, { id: newId(), move: 'use' }, 2)).body).toMatchObject({ state: 'in-use' });
    expect((await teresa.form<object>(`/api/letter-templates/${id}/file`, about, right, 3)).body.code).toBe('letter-in-use');

    const [amina, joseph, mariama] = [await named('Amina Ben Salah'), await named('Joseph Mensah'), await named('Mariama Bah')];
    for (const one of [amina, mariama]) expect((await giulia.worker.put(`/api/persons/${one.personId}/birth`, { precision: 'exact', year: 1994, month: 5, day: 2 }, 0)).status).toBe(200);
    const caseIds = [amina.caseId, joseph.caseId, mariama.caseId];
    const checked = await giulia.worker.post<CheckedRun>('/api/letter-checks', { templateId: id, caseIds, organisationId: null });
    expect(checked.body.items.map((one) => [one.code, one.missing])).toEqual([[amina.code, []], [joseph.code, [{ field: 'persona.nascita', why: 'empty' }]], [mariama.code, []]]);
    expect((await giulia.worker.post<CheckedRun>('/api/letter-checks', { templateId: id, caseIds: [(await aCase(town, 'chiara')).caseId], organisationId: null })).body.items).toMatchObject([{ problem: 'not-found', code: null }]);
    expect((await giulia.worker.put(`/api/letter-runs/${newId()}`, { templateId: id, format: 'pdf', caseIds, organisationId: null, answers: { giorno: 'x' } })).body.code).toBe('letter-docx-only');
    const { run, files } = await made({ templateId: id, format: 'docx', caseIds, answers: { giorno: '12 novembre {{oggi}}' } });
    expect(run.lines.map((line) => line.problem)).toEqual([null, 'letter-without.persona.nascita', null]);
    expect(Object.keys(files).toSorted()).toEqual([`${amina.code}-letter-1.docx`, `${mariama.code}-letter-1.docx`].toSorted());
    const letter = files[`${amina.code}-letter-1.docx`] ?? Buffer.alloc(0);
    expect(wordsOf(letter)).toContain('Si attesta che Amina Ben Salah, nata 2 maggio 1994, era presente il 12 novembre {{oggi}}.');
    expect(wordsOf(letter, 'word/header1.xml')).toBe('Carta dell’ufficio Prefettura di Prova');
  });

  it('lies sealed, for it may have been somebody’s letter once', async () => {
    const id = newId();
    await teresa.form(`/api/letter-templates/${id}/file`, { ...about, name: 'Con un nome' }, { name: 'm.docx', bytes: wordFile(paragraph('Gentile Zubaida Qasimova')) }, 0);
    const [kept] = await town.look<{ sealed: Buffer; body: string }>('select f.sealed, t.body from letter_template_file f join letter_template t on t.id = f.template_id where t.id = $1', [id]);
    expect(kept?.sealed.subarray(0, 2).toString()).not.toBe('PK');
    expect(kept?.sealed.includes('Zubaida')).toBe(false);
    expect(kept?.body).toBe('');
    expect(wordsOf((await teresa.file(`/api/letter-templates/${id}/file`)).bytes)).toBe('Gentile Zubaida Qasimova');
    for (const what of ['file', 'fields', 'preview']) expect([what, (await giulia.file(`/api/letter-templates/${id}/${what}`)).status]).toEqual([what, 404]);
  });

  it('becomes the form of the interview report: its fields, and the sections in their place', async () => {
    const id = newId();
    const report = { name: 'Relazione dell’ufficio', language: 'it', toBody: false, purpose: 'interview-report' };
    const first = wordFile(paragraph('Del {{colloquio.data}}, {{persona.nome}}'));
    expect((await teresa.form<LetterTemplate>(`/api/letter-templates/${id}/file`, report, { name: 'r.docx', bytes: first }, 0)).body).toMatchObject({ strangers: 2, purpose: 'interview-report' });
    expect((await teresa.worker.get<FoundFields>(`/api/letter-templates/${id}/fields`)).body).toMatchObject({ lacksText: true, items: [{ is: 'known' }, { name: 'persona.nome', is: 'unknown' }] });
    const whole = wordFile(`${paragraph('{{colloquio.tipo}} di {{colloquio.autore}}, in {{colloquio.lingua}}; controfirme: {{colloquio.controfirme}}')}${paragraph('{{testo}}')}${paragraph('Fine')}`, { header: paragraph('CUP {{programma.cup}}') });
    await teresa.form(`/api/letter-templates/${id}/file`, report, { name: 'r.docx', bytes: whole }, 1);
    const earlier = newId();
    await teresa.form(`/api/letter-templates/${earlier}/file`, { ...report, name: 'Relazione di prima' }, { name: 'r.docx', bytes: wordFile(paragraph('{{testo}}')) }, 0);
    for (const [one, version] of [[earlier, 1], [id, 2]] as const) expect((await teresa.worker.post(`/api/letter-templates/${one}/moves`, { id: newId(), move: 'use' }, version)).status).toBe(200);
    expect((await teresa.worker.get<TemplateList>('/api/letter-templates')).body.items.find((one) => one.id === earlier)?.state).toBe('retired');

    const { caseId } = await aCase(town, 'giulia');
    const interview = await opened(giulia.worker, caseId);
    await move(giulia.worker, interview, 'start');
    await write(giulia.worker, interview, 'wishes', 'Una stanza sua, e {{testo}} con {{colloquio.tipo}}.');
    await move(giulia.worker, interview, 'stop', 'finished');
    await move(giulia.worker, interview, 'sign');
    const { bytes } = await giulia.file(`/api/interviews/${interview}/report?form=docx&language=it`);
    const words = wordsOf(bytes);
    expect(words).toContain('Primo colloquio di Giulia Ferrara, in francese; controfirme: —');
    expect(words).toContain('Una stanza sua, e {{testo}} con {{colloquio.tipo}}.');
    expect(words).toContain('RISERVATO');
    expect(words.trim().endsWith('Fine')).toBe(true);
    expect(wordsOf(bytes, 'word/header1.xml')).toBe('CUP CUP-PROVA');
    // In English there is none, and as PDF the system's own stays.
    expect(strFromU8(unzipSync((await giulia.file(`/api/interviews/${interview}/report?form=docx&language=en`)).bytes)['word/document.xml'] ?? new Uint8Array())).not.toContain('Primo colloquio di');
    expect((await giulia.file(`/api/interviews/${interview}/report?form=pdf&language=it`)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await giulia.worker.get<TemplateList>('/api/letter-templates')).body.items.map((one) => one.purpose)).toContain('interview-report');
    expect((await giulia.worker.put(`/api/letter-runs/${newId()}`, { templateId: id, format: 'docx', caseIds: [caseId], organisationId: null, answers: {} })).body.code).toBe('letter-not-in-use');
  });
});

describe('the fields of a letter', () => {
  it('say what stands in the file, as surely as it is known, and the figures of the signed worksheet', async () => {
    const known = await named('Rashid Khan');
    const { caseId, personId } = known;
    await giulia.worker.put(`/api/persons/${personId}/birth`, { precision: 'declared', year: 1990, month: null, day: null }, 0);
    await giulia.worker.put(`/api/persons/${personId}/nationalities/PK`, {});
    await giulia.worker.put(`/api/persons/${personId}/languages/ur`, { speaks: 'mother-tongue', reads: null, interpreter: true });
    const fact = (field: string, value: string, dueOn: string | null) => giulia.worker.put(`/api/facts/${newId()}`, { caseId, field, episodeId: null, value, source: { kind: 'interview', id: null }, learnedOn: '2026-01-10', dueOn, replaces: null });
    expect((await fact('status-permit', 'special-cases', '2027-03-31')).status).toBe(200);
    expect((await fact('housing-kind', 'reception-centre', null)).status).toBe(200);
    await (await town.as('teresa')).put(`/api/case-assignments/${newId()}`, { caseId, memberId: (await town.as('anna')).memberId });
    const anna = await town.as('anna');
    await aTable(anna);
    const draft = await filled(anna, caseId);
    const computed = await step(anna, draft, 'compute');
    const signed = await step(anna, computed.body, 'sign');
    expect(signed.body.state).toBe('signed');

    const fields = ['persona.nascita', 'persona.cittadinanza', 'persona.lingue', 'persona.interprete', 'permesso.tipo', 'permesso.scade-il', 'casa.sistemazione', 'casa.fino-al', 'caso.equipe', 'scrivente.ruolo', 'prospetto.ammanco', 'prospetto.mesi', 'prospetto.datore', 'prospetto.paga-tabella', 'prospetto.tabella', 'piano.obiettivi'];
    const all = await written('Tutti i campi', fields.map((field) => `${field}: {{${field}}}`).join('\n'));
    const checked = await giulia.worker.post<CheckedRun>('/api/letter-checks', { templateId: all.id, caseIds: [caseId], organisationId: null });
    expect(checked.body.items[0]?.missing).toEqual([{ field: 'casa.fino-al', why: 'empty' }, { field: 'piano.obiettivi', why: 'empty' }]);
    const most = await written('Quasi tutti', fields.filter((field) => !['casa.fino-al', 'piano.obiettivi'].includes(field)).map((field) => `${field}: {{${field}}}`).join('\n'));
    const { files } = await made({ templateId: most.id, format: 'docx', caseIds: [caseId] });
    const words = wordsOf(Object.values(files)[0] ?? Buffer.alloc(0));
    for (const line of [
      'persona.cittadinanza: Pakistan', 'persona.lingue: urdu', 'persona.interprete: serve un interprete: urdu', 'permesso.scade-il: 31 marzo 2027', 'Anna Pagano (lavoro)', 'scrivente.ruolo: psicologia',
      'prospetto.mesi: 1', 'prospetto.datore: Azienda vicino al fiume', 'l’ora', 'Tabella di prova, Dimostrazione', 'in vigore dal 1 gennaio 2024', 'tabella inventata per la dimostrazione',
    ]) expect(words).toContain(line);
    expect(words).toMatch(/persona\.nascita: .*1990/);
    expect(words).toMatch(/permesso\.tipo: \S+/);
  });

  it('to another body need its consent, list the consents of that body alone, and the register says what was told', async () => {
    const { caseId, personId } = await named('Amina Ben Salah');
    await giulia.worker.put(`/api/persons/${personId}/nationalities/TN`, {});
    const { bodies } = (await giulia.worker.get<LetterChoices>('/api/letter-choices')).body;
    const [asl, union] = ['ASL', 'FLAI'].map((begin) => bodies.find((one) => one.name.startsWith(begin)));
    const asked = async (body: { id: string } | undefined): Promise<string> => {
      const consentId = newId();
      await giulia.worker.put(`/api/consents/${consentId}`, { caseId, switch: 'sharing', recipientId: body?.id, purpose: 'health' });
      return consentId;
    };
    const [toAsl] = [await asked(asl), await asked(union)];
    expect((await giulia.worker.post(`/api/consents/${toAsl}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'A. B. S.' } })).status).toBe(200);
    const emersion = (await teresa.worker.get<TemplateList>('/api/letter-templates')).body.items.find((one) => one.name.startsWith('Relazione di emersione'));
    expect(emersion).toMatchObject({ state: 'draft', toBody: true, keptAs: 'report' });
    await teresa.worker.post(`/api/letter-templates/${emersion?.id}/moves`, { id: newId(), move: 'use' }, 1);
    const to = (organisationId: string | undefined) => giulia.worker.post<CheckedRun>('/api/letter-checks', { templateId: emersion?.id, caseIds: [caseId], organisationId });
    expect((await to(union?.id)).body.items).toMatchObject([{ problem: 'letter-consent-missing', missing: [{ field: 'consensi.in-vigore' }] }]);
    expect((await to(asl?.id)).body.items).toMatchObject([{ problem: null, missing: [] }]);
    const { files } = await made({ templateId: emersion?.id ?? '', format: 'pdf', caseIds: [caseId], organisationId: asl?.id ?? '', answers: { relazione: 'I fatti.' } });
    const [name, bytes] = Object.entries(files)[0] ?? [];
    expect(name).toContain('-report-1.pdf');
    const { text } = readPdf(bytes ?? Buffer.alloc(0));
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/Consensi allegati .*ASL Avellino – Consultorio: .*, dato il/);
    expect(text).not.toContain('FLAI');
    expect((await giulia.worker.get<{ items: unknown[] }>(`/api/cases/${caseId}/recipients`)).body.items).toMatchObject([{ what: ['name', 'nationality'] }]);
  });
});

describe('the catalogue of papers', () => {
  it('begins with a psychological report that psychologists of the case alone make and read', async () => {
    const draft = (await teresa.worker.get<TemplateList>('/api/letter-templates')).body.items.find((one) => one.name.startsWith('Relazione psicologica'));
    expect(draft).toMatchObject({ compartment: 'secret-psychologist', keptAs: 'report', state: 'draft' });
    expect((await teresa.worker.get<TemplateList>('/api/letter-templates')).body.items.map((one) => one.name)).toContain('Delega / mandato (proposta, da verificare)');
    await teresa.worker.post(`/api/letter-templates/${draft?.id}/moves`, { id: newId(), move: 'use' }, 1);
    const { caseId } = await aCase(town, 'giulia', ['blessing']);
    const blessing = await bringerOf(town, 'blessing');
    const listed = async (who: Bringer): Promise<boolean> => (await who.worker.get<TemplateList>('/api/letter-templates')).body.items.some((one) => one.id === draft?.id);
    expect([await listed(giulia), await listed(blessing)]).toEqual([true, false]);
    for (const who of [blessing, teresa]) expect((await who.worker.put(`/api/letter-runs/${newId()}`, { templateId: draft?.id, format: 'pdf', caseIds: [caseId], organisationId: null, answers: { relazione: 'x' } })).status).toBe(403);
    expect((await blessing.worker.post<CheckedRun>('/api/letter-checks', { templateId: draft?.id, caseIds: [caseId], organisationId: null })).body.items).toMatchObject([{ problem: 'not-found' }]);
    const { run } = await made({ templateId: draft?.id ?? '', format: 'pdf', caseIds: [caseId], answers: { relazione: 'Parole riservate.' } });
    const [line] = run.lines;
    expect(line?.problem).toBeNull();
    const found = async (who: Bringer): Promise<string[]> => (await who.worker.get<DocumentList>(`/api/cases/${caseId}/documents`)).body.items.map((one) => one.compartment);
    expect([await found(giulia), await found(blessing), await found(teresa)]).toEqual([['secret-psychologist'], [], []]);
    expect((await teresa.worker.get(`/api/documents/${line?.documentId}`)).status).toBe(404);
  });
});
