import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Instrument, InstrumentContent } from './contract.ts';
import type { Course } from './course.ts';
import type { Edited, EditedList, FormRead } from './editor.ts';
import { answer, begin, complete, rashidsFile } from './testing/case.ts';
import type { InstrumentsOffered, Reading, Screening } from './wire.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const move = (worker: Worker, made: Edited, name: string, reason = 'Letto voce per voce con il modulo accanto.') =>
  worker.post<Edited>(`/api/programme-instruments/${made.id}/moves`, { id: newId(), move: name, reason }, made.version);
const item = (code: string, words: string): InstrumentContent['items'][number] => ({ code, text: { it: words, en: words } });

/** A short list of Blessing's own. */
async function housing(worker: Worker, code: string): Promise<Edited> {
  const begun = await worker.put<Edited>(`/api/programme-instruments/${newId()}`, { instrument: code, from: null, content: null });
  expect(begun.body).toMatchObject({ state: 'draft', release: 1001, problems: ['an instrument in use has no items'] });
  const content: InstrumentContent = { ...begun.body.content, title: { it: 'Dove dorme', en: 'Where they sleep' }, whoMayUse: ['educator', 'psychologist'], minimumAge: null, items: [item('H1', 'Ha un posto per stanotte'), item('H2', 'Il posto è del datore di lavoro')] };
  const written = await worker.put<Edited>(`/api/programme-instruments/${begun.body.id}/content`, { content }, begun.body.version);
  expect(written.body.problems).toEqual([]);
  return written.body;
}

describe('an instrument of the programme', () => {
  it('is written by Blessing, read by Giulia, put in use by Teresa, filled in, and withdrawn while its answers stay readable', async () => {
    const [blessing, giulia, teresa] = [await town.as('blessing'), await town.as('giulia'), await town.as('teresa')];
    const draft = await housing(blessing, 'where-they-sleep');
    expect((await move(blessing, draft, 'review')).body.code).toBe('not-allowed');
    expect((await move(teresa, draft, 'put-in-use')).body.code).toBe('not-allowed');
    const reviewed = (await move(giulia, draft, 'review')).body;
    expect((await blessing.put(`/api/programme-instruments/${draft.id}/content`, { content: draft.content }, reviewed.version)).body.code).toBe('not-allowed');
    const inUse = (await move(teresa, reviewed, 'put-in-use')).body;
    expect(inUse.moves.map((one) => [one.move, one.by.split(' ')[0]])).toEqual([['review', 'Giulia'], ['put-in-use', 'Teresa']]);

    const { caseId } = await rashidsFile(town, 'blessing');
    const offered = (await blessing.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`)).body.items.find(({ id }) => id === 'where-they-sleep');
    expect(offered).toMatchObject({ version: 1001, lock: null });
    const asked = await begin(blessing, caseId, 'where-they-sleep');
    const kept = await answer(blessing, asked.id, asked.version, { H2: 'yes' });
    await complete(blessing, asked.id, kept.body.version);
    await move(teresa, inUse, 'withdraw', 'Superato dalla scheda alloggio.');
    expect((await blessing.put(`/api/screenings/${newId()}`, { caseId, instrument: 'where-they-sleep', language: 'it' })).status).toBe(404);
    expect((await blessing.get<Reading>(`/api/screenings/${asked.id}/reading`)).body.result).toMatchObject({ present: [{ code: 'H2' }] });
  });

  it('is known to its programme alone, and made by those whose profession it is', async () => {
    const draft = await housing(await town.as('blessing'), 'of-this-house');
    expect((await (await town.as('stefano')).get(`/api/programme-instruments/${draft.id}`)).status).not.toBe(200);
    for (const name of ['rubina', 'anna', 'vincenzo', 'paola', 'luca'] as const) expect((await (await town.as(name)).get<EditedList>('/api/instruments')).status).toBe(403);
    expect((await (await town.as('giulia')).put(`/api/programme-instruments/${newId()}`, { instrument: 'of-this-house', from: null, content: null })).body).toMatchObject({ code: 'invalid-input' });
  });

  it('that was in use is edited by no statement at all, and no draft is reviewed by who wrote it', async () => {
    const [blessing, giulia, teresa] = [await town.as('blessing'), await town.as('giulia'), await town.as('teresa')];
    const draft = await housing(blessing, 'never-edited');
    await expect(smuggled(town, 'blessing', (ask) => ask("update programme_instrument set state = 'reviewed', reviewed_account = author_account where id = $1", [draft.id]))).rejects.toThrow('row-level security');
    await expect(smuggled(town, 'giulia', (ask) => ask("update programme_instrument set content = '{}' where id = $1", [draft.id]))).rejects.toThrow('insufficient_privilege');
    await move(teresa, (await move(giulia, draft, 'review')).body, 'put-in-use');
    await expect(smuggled(town, 'blessing', (ask) => ask("update programme_instrument set content = '{}' where id = $1", [draft.id]))).rejects.toThrow('insufficient_privilege');
    await expect(smuggled(town, 'teresa', (ask) => ask("update programme_instrument set state = 'draft' where id = $1", [draft.id]))).rejects.toThrow('illegal-move');
  });
});

describe('validated Italian words of the PHQ-9, loaded by whoever holds them', () => {
  it('are read second and then offered in Italian; the ninth question still opens the protocol, and its protection cannot be taken away', async () => {
    const [giulia, blessing, teresa] = [await town.as('giulia'), await town.as('blessing'), await town.as('teresa')];
    const begun = (await giulia.put<Edited>(`/api/programme-instruments/${newId()}`, { instrument: 'phq-9', from: 1, content: null })).body;
    expect(begun).toMatchObject({ release: 1001, base: { id: 'phq-9', version: 1 } });
    // Stand-ins for the validated words, which this test does not hold.
    const content: InstrumentContent = {
      ...begun.content, languages: { ...begun.content.languages, it: { wording: 'official', approval: 'not-approved-by-mediator', note: 'Testo validato.' } },
      items: begun.content.items.map((one) => ({ ...one, text: { ...one.text, it: `Testo validato ${one.code}` } })),
    };
    const wider = await giulia.put<Edited>(`/api/programme-instruments/${begun.id}/content`, { content: { ...content, whoMayUse: ['psychologist', 'mediator'] } }, begun.version);
    expect(wider.body).toMatchObject({ code: 'instrument-weakened', errors: [{ code: 'profession-added' }] });
    const written = (await giulia.put<Edited>(`/api/programme-instruments/${begun.id}/content`, { content }, begun.version)).body;
    await move(teresa, (await move(blessing, written, 'review')).body, 'put-in-use');

    const { caseId } = await rashidsFile(town, 'giulia', ['blessing']);
    const phq = await begin(giulia, caseId, 'phq-9', { language: 'it' });
    expect(phq).toMatchObject({ language: 'it', instrument: { version: 1001 } });
    expect((await giulia.get<Instrument>('/api/instruments/phq-9/1001')).body.items[8]?.text.it).toBe('Testo validato P9');
    expect((await answer(giulia, phq.id, phq.version, { P9: 1 })).body.protocols).toMatchObject([{ protocol: 'self-harm' }]);
    await expect(smuggled(town, 'blessing', async (ask) => ask(`insert into screening (id, programme_id, case_id, instrument_id, instrument_version, weights, language, compartment, answers_sealed, last_change, author_id)
      select $1, programme_id, id, 'phq-9', 1001, 'adult', 'it', 'restricted', '', $1, $3 from case_file where id = $2`, [newId(), caseId, blessing.memberId]))).rejects.toThrow('insufficient_privilege');
  });
});

describe('an XLSForm that Blessing brings', () => {
  const signIn = async (name: string): Promise<string> => {
    const signedIn = await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-requested-with': 'reti', 'content-type': 'application/json' }, payload: { email: `${name}@demo.reti.example`, password: 'dimostrazione-reti' } });
    return signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  };
  const send = async (bytes: Buffer): Promise<{ status: number; body: FormRead & { code?: string; facts?: unknown } }> => {
    const boundary = 'x-form';
    const payload = Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="form.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const reply = await town.app.inject({
      method: 'POST', url: '/api/instruments/forms?instrument=housing-form', payload,
      headers: { 'x-requested-with': 'reti', 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: await signIn('blessing') },
    });
    return { status: reply.statusCode, body: reply.json() };
  };
  const form = async (survey: readonly (readonly unknown[])[], choices: readonly (readonly unknown[])[]): Promise<Buffer> => {
    const book = new ExcelJS.Workbook();
    for (const [name, rows] of [['survey', survey], ['choices', choices]] as const) {
      const sheet = book.addWorksheet(name);
      for (const row of rows) sheet.addRow([...row]);
    }
    return Buffer.from(await book.xlsx.writeBuffer());
  };

  it('comes back as a draft with a report, keeps nothing by itself, and runs no formula', async () => {
    const bytes = await form(
      [['type', 'name', 'label::Italiano (it)', 'label::English (en)', 'relevant'], ['select_one yn', 'bed', 'Ha un letto?', 'Has a bed?', ''], ['select_one yn', 'own', 'È suo?', 'Is it theirs?', "${bed} = 'yes'"], ['image', 'photo', 'Foto', 'Photo', ''], ['text', 'said', { formula: '1+1', result: 'Parole' }, 'Words', '']],
      [['list_name', 'name', 'label::Italiano (it)', 'label::English (en)'], ['yn', 'yes', 'Sì', 'Yes'], ['yn', 'no', 'No', 'No']],
    );
    const read = await send(bytes);
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ taken: 3, problems: [], content: { items: [{ code: 'Q1' }, { code: 'Q2', showIf: { codes: ['Q1'] } }, { code: 'Q3', kind: 'words', text: { it: 'Parole' } }] } });
    expect(read.body.notes).toEqual([{ sheet: 'survey', row: 4, code: 'type-not-taken', what: 'image' }]);
    const blessing = await town.as('blessing');
    expect((await blessing.get<EditedList>('/api/instruments')).body.items.some((one) => one.instrument === 'housing-form')).toBe(false);
    const kept = await blessing.put<Edited>(`/api/programme-instruments/${newId()}`, { instrument: 'housing-form', from: null, content: read.body.content });
    expect(kept.body).toMatchObject({ instrument: 'housing-form', release: 1001, questions: 3 });
  });

  it.each([['a torn file', Buffer.from('PK\u0003\u0004 torn')], ['a file of nothing', Buffer.alloc(0)], ['three megabytes of nothing', Buffer.alloc(3_000_000, 'a')]])('is refused with words where it is %s', async (_what, bytes) => {
    expect(await send(bytes)).toMatchObject({ status: 422, body: { code: 'form-refused' } });
  });

  it('is refused without a sheet of questions', async () => {
    expect(await send(await form([], [['list_name'], ['x']]))).toMatchObject({ status: 422, body: { code: 'form-refused', facts: { reason: 'no-survey' } } });
  });

  it('with choices, days, a decimal, a condition and a sum is read second, put in use, answered, also without a network, and explained', async () => {
    const words = (name: string): string[] => [`${name}?`, `${name}? (en)`];
    const { body: read } = await send(await form(
      [
        ['type', 'name', 'label::Italiano (it)', 'label::English (en)', 'relevant', 'constraint', 'calculation'], ['select_one place', 'where', ...words('Dove'), '', '', ''], ['decimal', 'pay', ...words('Paga'), '', '. >= 0 and . <= 100', ''],
        ['date', 'since', ...words('Da quando'), '', '', ''], ['select_one often', 'a', ...words('Stanco'), '', '', ''], ['select_one often', 'b', ...words('Dorme male'), "${where} = 'shop' and ${pay} < 5", '', ''], ['select_multiple place', 'also', ...words('Anche'), '', '', ''],
        ['calculate', 'sum', ...words('Fatica'), '', '', '${a} + ${b}'],
      ],
      [['list_name', 'name', 'label::Italiano (it)', 'label::English (en)'], ['place', 'field', 'Campi', 'Fields'], ['place', 'shop', 'Laboratorio', 'Workshop'], ['often', '0', 'Mai', 'Never'], ['often', '1', 'Spesso', 'Often'], ['often', '2', 'Sempre', 'Always']],
    ));
    expect(read).toMatchObject({ taken: 6, problems: [] });
    const [blessing, giulia, teresa] = [await town.as('blessing'), await town.as('giulia'), await town.as('teresa')];
    const { scoring } = read.content;
    if (scoring.kind !== 'sum-with-bands') throw new Error('not a sum');
    const content: InstrumentContent = { ...read.content, whoMayUse: ['educator'], minimumAge: null, scoring: { ...scoring, critical: [{ item: 'Q1', chosen: 'shop', protocol: 'immediate-danger' }] } };
    const kept = (await blessing.put<Edited>(`/api/programme-instruments/${newId()}`, { instrument: 'tiredness', from: null, content: { ...content, id: 'tiredness' } })).body;
    await move(teresa, (await move(giulia, kept, 'review')).body, 'put-in-use');

    // It goes out as a form, and is the same list when it comes in again; nobody of another programme is given it.
    const out = async (name: string) => town.app.inject({ method: 'GET', url: `/api/programme-instruments/${kept.id}/form`, headers: { 'x-requested-with': 'reti', cookie: await signIn(name) } });
    const { body: again } = await send((await out('blessing')).rawPayload);
    expect([again.content.items, again.notes.map(({ code }) => code)]).toEqual([content.items, ['calculation-made-sum']]);
    expect((await out('stefano')).statusCode).not.toBe(200);

    const { caseId } = await rashidsFile(town, 'blessing');
    const asked = await begin(blessing, caseId, 'tiredness');
    const wrong = await answer(blessing, asked.id, asked.version, { Q1: { choice: 'kitchen' }, Q2: { number: 200 }, Q3: { day: '2025-02' } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid-input', errors: [{ path: 'answers.Q1', code: 'wrong-kind-of-answer' }, { path: 'answers.Q2', code: 'number-not-allowed' }, { path: 'answers.Q3', code: 'wrong-kind-of-answer' }] } });
    const given = await answer(blessing, asked.id, asked.version, { Q1: { choice: 'shop' }, Q2: { number: 4.25 }, Q3: { day: '2025-02-03' }, Q4: { choice: '1' }, Q5: { choice: '2' }, Q6: { choices: ['shop', 'field', 'shop'] } });
    expect(given.body).toMatchObject({ completeness: { applicable: 6, answered: 6 }, protocols: [{ item: 'Q1', protocol: 'immediate-danger' }] });
    // Noted on a telephone upon the same several choices, in another order: the same answer, and it goes in beside them.
    const beside = await blessing.patch<{ version: number }>(`/api/screenings/${asked.id}/answers`, { id: newId(), answers: { Q6: { choices: ['field'] } }, before: { Q6: { choices: ['field', 'shop'] } } }, asked.version);
    expect(beside.status).toBe(200);
    expect((await blessing.get<Reading>(`/api/screenings/${asked.id}/reading`)).body.result).toMatchObject({ notCounted: [], subscales: [{ code: 'sum-sum', total: { least: 3, most: 3 }, bands: ['to-write'], counted: [{ code: 'Q4', points: 1 }, { code: 'Q5', points: 2 }] }] });

    // Better paid than she first said: what was asked because of it stays, and counts no more.
    const corrected = await answer(blessing, asked.id, beside.body.version, { Q2: { number: 7.5 } });
    expect((await blessing.get<Reading>(`/api/screenings/${asked.id}/reading`)).body.result).toMatchObject({ notCounted: ['Q5'], subscales: [{ total: { least: 1, most: 1 } }] });
    await complete(blessing, asked.id, corrected.body.version);
    expect((await blessing.get<Screening>(`/api/screenings/${asked.id}`)).body.answers).toMatchObject({ Q5: { choice: '2' }, Q6: { choices: ['field'] } });
    const later = await begin(blessing, caseId, 'tiredness', { continues: asked.id });
    await complete(blessing, later.id, (await answer(blessing, later.id, later.version, { Q1: { choice: 'field' } })).body.version);
    expect((await blessing.get<Reading>(`/api/screenings/${later.id}/reading`)).body.since).toMatchObject({ changed: [{ code: 'Q1', from: { choice: 'shop' }, to: { choice: 'field' } }] });
    expect((await blessing.get<Course>(`/api/cases/${caseId}/course?instrument=tiredness`)).body.points).toMatchObject([{ subscales: [{ code: 'sum-sum', least: 1, most: 1, isComputable: true }], apart: null }, { apart: null }]);
  });
});
