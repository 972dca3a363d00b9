import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import type { Cell, Rows } from '../../kernel/tables/cells.ts';
import { workbook } from '../../kernel/tables/workbook.ts';
import { aCase, outsiders } from '../cases/testing/case.ts';
import type { EvidenceList, SuggestionAnswerList } from '../screening/evidence.ts';
import type { SuggestionList } from './contract.ts';
import { tableColumns, templateTitles } from './domain/tables.ts';
import { aMonth, anEpisode, aRate, aTable, filled, known, step, triedTable } from './testing/desk.ts';
import type { Difference, WageTables, Worksheet, WorksheetList } from './wire.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  await aTable(await town.as('anna'));
});
afterAll(() => town.leave());

const rashid = () => aCase(town, 'anna', ['marco', 'giulia', 'amal']);

describe('Anna fills in Rashid’s season', () => {
  it('keeps what he tells sealed, and computes it with the table of the date, to the cent', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const draft = await filled(anna, caseId);
    expect(draft).toMatchObject({ state: 'draft', version: 2, computed: null, may: { fill: true, sign: false } });
    const [kept] = await town.look<{ content: Buffer }>('select content_sealed as content from worksheet where id = $1', [draft.id]);
    expect(kept?.content.toString('latin1')).not.toContain('furgone');

    const { body } = await step(anna, draft, 'compute');
    // 26 days of 6½ hours at 8,57 € and of 1½ hours at 8,57 € and a quarter.
    expect(body).toMatchObject({ state: 'computed', computed: { result: { due: known(186_612), received: known(90_000), gap: known(96_612), demonstration: true }, rates: [{ cents: 857, sourceTitle: 'Tabella di prova' }] } });
    expect(body.computed?.indices.map(({ index, ground }) => `${index} ${ground}`)).toEqual(['I1 pay-below-table', 'I2 hours-beyond-ordinary']);
    expect((await anna.get<WorksheetList>(`/api/cases/${caseId}/worksheets`)).body.items).toMatchObject([{ id: draft.id, gap: known(96_612), episodes: 1 }]);
  });

  it('refuses what was written upon an older version, and recognises a change that arrives twice', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const { id } = await filled(anna, caseId);
    const change = { id: newId(), content: { episodes: [] } };
    expect((await anna.put(`/api/worksheets/${id}/content`, change, 2)).body).toEqual({ version: 3 });
    expect((await anna.put(`/api/worksheets/${id}/content`, change, 2)).body).toEqual({ version: 3 });
    expect((await anna.put(`/api/worksheets/${id}/content`, { id: newId(), content: { episodes: [] } }, 2)).body.code).toBe('changed-meanwhile');
    expect((await step(anna, { id, version: 3 }, 'compute')).body.code).toBe('worksheet-empty');
  });

  it('refuses a period that ends before it begins, a month told twice, and a range the wrong way round', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const { id, version } = await filled(anna, caseId);
    for (const wrong of [anEpisode({ from: '2025-08-01', to: '2025-07-01' }), anEpisode({ months: [aMonth('2025-07'), aMonth('2025-07')] }), anEpisode({ months: [aMonth('2025-07', { received: { least: 5, most: 4 } })] }), anEpisode({ months: [aMonth('2025-07', { received: known(8.57) })] })]) {
      expect((await anna.put(`/api/worksheets/${id}/content`, { id: newId(), content: { episodes: [wrong] } }, version)).body.code).toBe('invalid-input');
    }
  });

  it('signed, it never changes again; what comes later is a new worksheet that goes on from it', async () => {
    const [{ caseId }, anna, giulia] = [await rashid(), await town.as('anna'), await town.as('giulia')];
    const draft = await filled(anna, caseId);
    expect((await step(anna, draft, 'sign')).body.code).toBe('illegal-move');
    const computed = (await step(anna, draft, 'compute')).body;
    expect((await anna.put(`/api/worksheets/${draft.id}/content`, { id: newId(), content: { episodes: [] } }, computed.version)).body.code).toBe('worksheet-not-draft');
    expect((await step(giulia, computed, 'sign')).body.code).toBe('not-allowed');
    const looked = await giulia.post<Worksheet>(`/api/worksheets/${draft.id}/looks`, { id: newId() });
    expect(looked.body.looks.map(({ by }) => by.name)).toEqual(['Giulia Ferrara']);
    expect((await anna.post(`/api/worksheets/${draft.id}/looks`, { id: newId() })).body.code).toBe('not-allowed');

    const signed = (await step(anna, computed, 'sign')).body;
    expect(signed).toMatchObject({ state: 'signed', signedBy: { name: 'Anna Pagano' }, may: { fill: false, sign: false } });
    for (const move of ['reopen', 'compute', 'set-aside']) expect((await step(anna, signed, move, 'un errore')).body.code).toBe('illegal-move');
    const changed = await smuggled(town, 'giulia', (ask) => ask("update worksheet set rate_ids = '{}' where id = $1 returning id", [draft.id]));
    expect(changed).toEqual([]);

    const next = (await anna.put<Worksheet>(`/api/worksheets/${newId()}`, { caseId, continues: draft.id })).body;
    expect(next).toMatchObject({ state: 'draft', continues: draft.id, content: { episodes: [{ employer: 'Azienda vicino al fiume' }] } });
    expect((await anna.get<Worksheet>(`/api/worksheets/${draft.id}`)).body.continuedBy).toBe(next.id);
    expect((await anna.put(`/api/worksheets/${newId()}`, { caseId, continues: next.id })).body.code).toBe('worksheet-not-signed');
  });

  it('one begun in vain is set aside with its reason, and can be taken up again', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const draft = await filled(anna, caseId);
    expect((await step(anna, draft, 'set-aside')).body.code).toBe('reason-required');
    const aside = (await step(anna, draft, 'set-aside', 'Ne avevamo già una')).body;
    expect(aside).toMatchObject({ state: 'set-aside', steps: [{ move: 'set-aside', reason: 'Ne avevamo già una' }] });
    expect((await step(anna, aside, 'take-up')).body).toMatchObject({ state: 'draft', content: { episodes: [{}] } });
  });
});

describe('whoever does not hold the work facts', () => {
  it('never learns that there is a worksheet: mediators, the State’s offices, the network, the other programme', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const { id } = await filled(anna, caseId);
    for (const name of [...outsiders, 'amal', 'chiara'] as const) {
      const stranger = await town.as(name);
      expect([name, (await stranger.get(`/api/worksheets/${id}`)).body.code, (await stranger.get(`/api/cases/${caseId}/worksheets`)).body.code, (await stranger.put(`/api/worksheets/${newId()}`, { caseId })).body.code])
        .toEqual([name, 'not-found', 'not-found', 'not-found']);
    }
  });

  it('reads, but writes and signs nothing, from a file opened in an emergency', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const computed = (await step(giulia, await filled(giulia, caseId), 'compute')).body;
    await marco.put(`/api/break-glass/${newId()}`, { caseId, reason: 'Chiamata di notte: serve sapere dove lavora.' });
    expect((await marco.get<Worksheet>(`/api/worksheets/${computed.id}`)).body.may).toEqual({ fill: false, sign: false, look: false });
    expect((await step(marco, computed, 'sign')).body.code).toBe('not-allowed');
    expect((await marco.put(`/api/worksheets/${newId()}`, { caseId })).body.code).toBe('not-allowed');
  });

  it('every look at it stands in the trail of the case', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const { id } = await filled(anna, caseId);
    const trail = await town.look<{ action: string }>('select distinct action from audit_event where case_id = $1 and subject_id = $2 order by 1', [caseId, id]);
    expect(trail.map((line) => line.action)).toEqual(['worksheet.begin', 'worksheet.fill', 'worksheet.read']);
  });
});

describe('what leaves the screen', () => {
  it('is the annex of a computed worksheet, as PDF or Word, and every printing stands in the trail', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const draft = await filled(anna, caseId);
    expect((await anna.get(`/api/worksheets/${draft.id}/annex?form=pdf`)).body.code).toBe('worksheet-not-computed');
    await step(anna, draft, 'compute');
    for (const [form, sign] of [['pdf', '%PDF-'], ['docx', 'PK']] as const) {
      const { status, body, headers } = await anna.get<{ text: string }>(`/api/worksheets/${draft.id}/annex?form=${form}`);
      expect([status, body.text.startsWith(sign), String(headers['content-disposition']).endsWith(`.${form}"`)]).toEqual([200, true, true]);
    }
    expect((await (await town.as('antonio')).get(`/api/worksheets/${draft.id}/annex?form=pdf`)).body.code).toBe('not-found');
    const trail = await town.look<{ details: unknown }>("select details from audit_event where subject_id = $1 and action = 'worksheet.print' order by at", [draft.id]);
    expect(trail.map((line) => line.details)).toEqual([{ form: 'pdf', state: 'computed' }, { form: 'docx', state: 'computed' }]);
  });

  it('comes back on the day of whoever filled it in until it is signed, and its steps stand on the path of the case', async () => {
    const [{ caseId }, anna] = [await rashid(), await town.as('anna')];
    const computed = (await step(anna, await filled(anna, caseId), 'compute')).body;
    const waiting = async () => (await anna.get<{ items: { kind: string; id: string }[] }>('/api/today')).body.items.filter((item) => item.id === computed.id).map((item) => item.kind);
    expect(await waiting()).toEqual(['worksheet-unsigned']);
    await step(anna, computed, 'sign');
    expect(await waiting()).toEqual([]);
    const events = async (name: 'anna' | 'amal') => (await (await town.as(name)).get<{ items: { kind: string; detail: { move?: string } }[] }>(`/api/cases/${caseId}/timeline`)).body.items.filter((one) => one.kind === 'worksheet');
    expect((await events('anna')).map((one) => one.detail.move)).toEqual(['sign', 'compute', 'begin']);
    expect(await events('amal')).toEqual([]);
  });
});

describe('wage tables', () => {
  it('come in from XLSX through a dry run that says of each row what is wrong, and keeps nothing', async () => {
    const anna = await town.as('anna');
    const before = (await anna.get<WageTables>('/api/wage-tables')).body.rates.length;
    const rows: Cell[][] = [
      ['Pulizie', 'AV', 'Prova', 'oraria', 9.5, 8, 25, null, null, { day: '2025-01-01' }, null],
      ['agricoltura', 'AV', 'comune', 'oraria', 8.57, null, null, null, null, { day: '2025-01-01' }, null],
      ['Pulizie', 'XX', 'Prova', 'oraria', 'nove', null, null, null, null, { day: '2025-01-01' }, null],
    ];
    async function* batches(): Rows { yield rows; }
    const pieces: Buffer[] = [];
    for await (const piece of workbook('Tabella', tableColumns.map((column) => templateTitles[column]), batches())) pieces.push(piece);
    const dry = await triedTable(town, 'anna', Buffer.concat(pieces));
    expect(dry.rows.map(({ row, rate, problems }) => [row, rate?.cents ?? null, ...problems.map(({ column, code, cell }) => `${column} ${code} ${cell}`)])).toEqual([
      [2, 950], [3, null, 'validFrom overlaps-table 2025-01-01'], [4, null, 'province no-such-province XX', 'amount not-understood nove'],
    ]);
    expect((await triedTable(town, 'anna', Buffer.concat(pieces), '{"level":2}')).rows.every(({ rate }) => rate === null)).toBe(true);
    expect((await triedTable(town, 'anna', Buffer.concat(pieces), 'not json')).code).toBe('invalid-input');
    expect((await triedTable(town, 'giulia', Buffer.concat(pieces))).code).toBe('not-allowed');
    expect((await triedTable(town, 'anna', Buffer.from('%PDF-1.7 no table'))).code).toBe('table-file-refused');
    expect((await anna.get<WageTables>('/api/wage-tables')).body.rates).toHaveLength(before);
    expect((await anna.get<{ text: string }>('/api/wage-tables/template')).body.text.startsWith('PK')).toBe(true);
  });

  const rateOf = async (level: string) => (await (await town.as('anna')).get<WageTables>('/api/wage-tables')).body.rates.filter((rate) => rate.level === level);

  it('are read by the team and written by labour, legal and coordinator; nobody outside the team sees one', async () => {
    for (const name of ['amal', 'giulia', 'blessing'] as const) {
      const colleague = await town.as(name);
      expect((await colleague.get<WageTables>('/api/wage-tables')).body.may.write).toBe(false);
      expect((await colleague.put(`/api/wage-sources/${newId()}`, { title: 'X', reference: 'Y', demonstration: true, rates: [aRate({ province: 'BN' })] })).body.code).toBe('not-allowed');
    }
    for (const name of ['vincenzo', 'antonio', 'rosa'] as const) expect((await (await town.as(name)).get<WageTables>('/api/wage-tables')).body.rates).toEqual([]);
  });

  it('let one line hold on one day: what overlaps is refused, by the dry run and by the database', async () => {
    const marco = await town.as('marco');
    await aTable(marco, [aRate({ level: 'A', validTo: '2025-12-31' }), aRate({ level: 'A', validFrom: '2026-01-01' })]);
    expect((await marco.put(`/api/wage-sources/${newId()}`, { title: 'Altra', reference: 'doc', demonstration: true, rates: [aRate({ level: ' a ', validFrom: '2025-12-31', validTo: '2025-12-31' })] })).body.code).toBe('wage-overlap');
    expect(await rateOf(' a ')).toEqual([]);
  });

  it('are corrected by a new line; the old one stays, and a signed worksheet keeps the amounts it was computed under', async () => {
    const [{ caseId }, anna, marco] = [await rashid(), await town.as('anna'), await town.as('marco')];
    await aTable(anna, [aRate({ level: 'Corretto', cents: 1_000, ordinaryMinutes: null })]);
    const computed = (await step(anna, await filled(anna, caseId, { episodes: [anEpisode({ level: 'Corretto' })] }), 'compute')).body;
    const signed = (await step(anna, computed, 'sign')).body;
    const [before] = await rateOf('Corretto');
    const correction = { corrects: before?.id, reason: 'Letto male il documento', rate: aRate({ level: 'Corretto', cents: 1_100, ordinaryMinutes: null }) };
    expect((await marco.put(`/api/wage-rates/${newId()}`, correction)).status).toBe(200);
    expect((await marco.put(`/api/wage-rates/${newId()}`, correction)).body.code).toBe('wage-superseded');
    expect((await rateOf('Corretto')).map(({ cents, supersededAt, reason }) => [cents, supersededAt !== null, reason])).toEqual([[1_000, true, null], [1_100, false, 'Letto male il documento']]);

    expect((await anna.get<Worksheet>(`/api/worksheets/${signed.id}`)).body.computed).toMatchObject({ result: { due: known(208_000) }, rates: [{ cents: 1_000 }] });
    const { body } = await anna.get<Difference>(`/api/worksheets/${signed.id}/difference`);
    expect(body).toMatchObject({ changed: true, before: { gap: known(118_000) }, now: { gap: known(138_800) }, months: [{ month: '2025-07', before: known(118_000), now: known(138_800) }] });
  });

  it('say who checked them and when; whatever is withdrawn is no longer counted with', async () => {
    const [anna, teresa] = [await town.as('anna'), await town.as('teresa')];
    const id = await aTable(anna, [aRate({ level: 'Ritirato' })]);
    expect((await teresa.post(`/api/wage-sources/${id}/verified`, {}, 1)).status).toBe(200);
    expect((await anna.post(`/api/wage-sources/${id}/verified`, {}, 1)).body.code).toBe('changed-meanwhile');
    expect((await anna.get<WageTables>('/api/wage-tables')).body.sources.find((source) => source.id === id)).toMatchObject({ verifiedBy: { name: 'Teresa Iannaccone' }, version: 2 });
    expect((await teresa.post(`/api/wage-sources/${id}/withdrawn`, { reason: 'Importata due volte' })).status).toBe(200);
    expect((await rateOf('Ritirato')).every((rate) => rate.supersededAt !== null)).toBe(true);
  });
});

describe('what Rashid’s signed worksheet speaks of', () => {
  const suggestions = (by: Worker, caseId: string) => by.get<SuggestionList>(`/api/cases/${caseId}/worksheet-suggestions`);
  const said = (by: Worker, caseId: string) => by.get<SuggestionAnswerList>(`/api/cases/${caseId}/suggestion-answers`);
  const proofs = (by: Worker, caseId: string) => by.get<EvidenceList>(`/api/cases/${caseId}/evidence?instrument=art-603-bis`);
  const answer = (by: Worker, body: Record<string, unknown>, id = newId()) => by.put(`/api/suggestion-answers/${id}`, body);

  it('is nothing before it is signed, waits for Marco afterwards, and becomes a dated proof by his hand alone; no screening is begun or answered by it', async () => {
    const [{ caseId }, anna, marco, giulia] = [await rashid(), await town.as('anna'), await town.as('marco'), await town.as('giulia')];
    const draft = await filled(anna, caseId);
    const computed = (await step(anna, draft, 'compute')).body;
    expect((await suggestions(marco, caseId)).body.items).toEqual([]);
    const about = { caseId, worksheetId: draft.id };
    expect((await answer(marco, { ...about, answer: 'rejected', ground: 'pay-below-table', reason: 'Non ancora firmato' })).status).toBe(404);
    await step(anna, computed, 'sign');
    expect((await suggestions(marco, caseId)).body.items).toMatchObject([
      { worksheetId: draft.id, index: 'I1', ground: 'pay-below-table', months: ['2025-07'], repeated: false, signedBy: 'Anna Pagano', demonstration: true },
      { worksheetId: draft.id, index: 'I2', ground: 'hours-beyond-ordinary' },
    ]);
    expect([(await said(marco, caseId)).body.items, (await proofs(marco, caseId)).body.items]).toEqual([[], []]);

    const [confirming, evidenceId] = [newId(), newId()];
    const content = { words: 'Paga sotto la tabella a luglio', source: 'document', paper: 'other', from: '2025-07', to: null };
    for (let times = 0; times < 2; times += 1) expect((await answer(marco, { ...about, answer: 'confirmed', ground: 'pay-below-table', evidenceId, content }, confirming)).status).toBe(200);
    expect((await answer(giulia, { ...about, answer: 'rejected', ground: 'hours-beyond-ordinary', reason: 'Erano ore di pausa, contate per errore' })).status).toBe(200);
    expect((await said(giulia, caseId)).body.items).toMatchObject([{ ground: 'hours-beyond-ordinary', answer: 'rejected', reason: 'Erano ore di pausa, contate per errore' }, { ground: 'pay-below-table', answer: 'confirmed', by: { name: 'Marco D’Alessio' } }]);
    expect((await proofs(giulia, caseId)).body.items).toMatchObject([{ id: evidenceId, item: 'I1', content, by: { name: 'Marco D’Alessio' } }]);
    expect(await town.look('select 1 from screening where case_id = $1', [caseId])).toEqual([]);

    // The proof turns out not to hold: the sign is open again, and no longer told as taken up.
    expect((await marco.post(`/api/evidence/${evidenceId}/withdrawn`, { reason: 'La busta era di un altro.' })).status).toBe(200);
    expect((await said(marco, caseId)).body.items.map((one) => one.ground)).toEqual(['hours-beyond-ordinary']);
    expect((await answer(giulia, { ...about, answer: 'rejected', ground: 'pay-below-table', reason: 'La busta era di un altro' })).status).toBe(200);
    expect((await said(marco, caseId)).body.items).toMatchObject([{ ground: 'hours-beyond-ordinary' }, { ground: 'pay-below-table', answer: 'rejected' }]);
  });

  it('is seen and answered by nobody who does not hear the story, and in no other case', async () => {
    const [{ caseId }, elsewhere, anna, marco] = [await rashid(), await rashid(), await town.as('anna'), await town.as('marco')];
    const computed = (await step(anna, await filled(anna, caseId), 'compute')).body;
    await step(anna, computed, 'sign');
    const refusal = { answer: 'rejected', caseId, worksheetId: computed.id, ground: 'pay-below-table', reason: 'Prova di chi non può' };
    for (const name of ['anna', 'amal', ...outsiders] as const) {
      const who = await town.as(name);
      expect([name, (await said(who, caseId)).status, (await answer(who, refusal)).status]).toEqual([name, 404, 404]);
    }
    expect((await answer(marco, { ...refusal, caseId: elsewhere.caseId })).status).toBe(404);
    expect(await town.look('select 1 from indication_suggestion_answer where worksheet_id = $1', [computed.id])).toEqual([]);
  });
});
