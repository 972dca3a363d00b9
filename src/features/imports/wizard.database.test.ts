import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTown, type Town, type Worker } from '../../app/testing/town.ts';
import { acceptColumns, allRows, bring, decide, detailOf, imported, move, prepared, register, untilItRests } from './testing/desk.ts';
import type { FileKeeping, ImportDetail, RowSeen } from './wire.ts';

let town: Town;
let teresa: Worker;
beforeEach(async () => {
  town = await aTown();
  teresa = await town.as('teresa');
});
afterEach(() => town.leave());

const csv = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));
const HEADER = 'Data;Cognome e nome;Nato il;Tel.;Bisogni;Note (riservato)';

async function checked(bytes: Buffer): Promise<string> {
  const { body } = await bring(town, 'teresa', bytes);
  await acceptColumns(teresa, body);
  await move(teresa, body.id, 'check');
  return body.id;
}

const person = async (id: string, surname: string): Promise<RowSeen> => {
  const row = (await allRows(teresa, id)).find((one) => one.facts?.name?.surname === surname);
  if (!row) throw new Error(`nobody called ${surname}`);
  return row;
};

const put = (id: string, row: RowSeen, column: string, text: string) => teresa.put<RowSeen>(`/api/imports/${id}/rows/${row.id}/cell`, { column, text });

describe('a cell put right while the register comes in', () => {
  it('is read anew alone, stays beside what stood there, and is told in the file', async () => {
    const id = await checked(csv(HEADER, '13/01/2026;NDIAYE Awa;30/02/1983;;alloggio;dorme in auto', '14/01/2026;DIOP Mamadou;1990-04-25;;salute;'));
    const before = await person(id, 'Ndiaye');
    expect(before).toMatchObject({ disposition: 'to-review', problems: [{ code: 'date-impossible' }] });
    const { body } = await put(id, before, 'C', '20/02/1983');
    expect(body).toMatchObject({ disposition: 'ready-with-marks', problems: [], decision: 'new', facts: { birth: { day: '1983-02-20' } }, corrections: [{ column: 'C', was: '30/02/1983', text: '20/02/1983', by: 'Teresa Iannaccone' }] });
    expect(body.original.find((cell) => cell.column === 'C')?.text).toBe('30/02/1983');
    expect((await detailOf(teresa, id)).counts?.dispositions).toMatchObject({ 'to-review': 0, 'ready-with-marks': 1, 'ready': 1 });

    await move(teresa, id, 'run');
    await untilItRests(teresa, id);
    const { caseId } = await person(id, 'Ndiaye');
    expect(JSON.stringify((await teresa.get(`/api/cases/${caseId}/notes`)).body)).toMatch(/«30\/02\/1983» → «20\/02\/1983» \(Teresa Iannaccone/);
    expect((await town.look('select year, month, day from person_birth where month is not null order by year'))[0]).toEqual({ year: 1983, month: 2, day: 20 });
    expect((await put(id, before, 'C', '1983')).body).toMatchObject({ code: 'illegal-move' });
  });

  it('brings back a row that had no name, and never leaves the reserved words', async () => {
    const id = await checked(csv(HEADER, '13/01/2026;;1983;;;dorme in auto'));
    const row = (await allRows(teresa, id)).find((one) => one.sort === 'person');
    if (!row) throw new Error('expected a row');
    expect(row.disposition).toBe('refused');
    expect((await put(id, row, 'B', 'NDIAYE Awa')).body).toMatchObject({ disposition: 'ready-with-marks', decision: 'new' });
    await put(id, row, 'F', 'dorme dal caporale');
    await move(teresa, id, 'run');
    await untilItRests(teresa, id);
    const { caseId } = await person(id, 'Ndiaye');
    const { items } = (await teresa.get<{ items: { compartment: string; body: string }[] }>(`/api/cases/${caseId}/notes`)).body;
    expect(items.find((note) => note.compartment === 'case')?.body).not.toMatch(/auto|caporale/);
    expect(items.find((note) => note.compartment === 'restricted')?.body).toMatch(/dorme dal caporale[^]*dorme in auto/);
  });

  it('asks again about those who were held to be the same person, and about nobody else', async () => {
    const id = await checked(csv(HEADER, '13/01/2026;NDIAYE Awa;1983-05-20;;;', '14/01/2026;NDIAYE Awa;1983-05-20;;;', '15/01/2026;DIOP Mamadou;1990-04-25;;;', '16/01/2026;DIOP Mamadou;1990-04-25;;;'));
    await decide(teresa, id, 'certain-in-file');
    const first = await person(id, 'Ndiaye');
    await put(id, first, 'B', 'KONE Issouf');
    const rows = (await allRows(teresa, id)).filter((row) => row.sort === 'person');
    expect(rows.map((row) => row.decision)).toEqual(['new', 'undecided', 'new', 'same-as']);
    expect((await put(id, first, 'ZZ', 'x')).body).toMatchObject({ code: 'invalid-input' });
  });

  it('survives when the columns are read anew', async () => {
    const id = await checked(csv(HEADER, '13/01/2026;NDIAYE Awa;30/02/1983;;;'));
    await put(id, await person(id, 'Ndiaye'), 'C', '20/02/1983');
    await acceptColumns(teresa, await detailOf(teresa, id));
    expect((await person(id, 'Ndiaye'))).toMatchObject({ facts: { birth: { day: '1983-02-20' } }, corrections: [{ was: '30/02/1983' }] });
  });
});

describe('a row that says somebody may be under age', () => {
  const rows = csv(HEADER, '13/01/2026;NDIAYE Awa;;;;forse minorenne', '14/01/2026;DIOP Mamadou;;;;dice di essere minore', '15/01/2026;KONE Issouf;30/02/1983;;;');
  const decideThem = (id: string, items: readonly object[]) => teresa.put<{ code?: string }>(`/api/imports/${id}/decisions`, { items });

  it('is looked at by Teresa alone, never accepted or left out together with others', async () => {
    const id = await checked(rows);
    await decide(teresa, id, 'others-are-new');
    const [awa, mamadou, issouf] = [await person(id, 'Ndiaye'), await person(id, 'Diop'), await person(id, 'Kone')];
    expect(awa.marks.map((mark) => mark.code)).toContain('possibly-minor');
    const reasons = Object.keys((await detailOf(teresa, id)).standing.review);
    expect((await decide(teresa, id, 'looked-at', { codes: reasons })).body).toMatchObject({ code: 'import-one-by-one' });
    expect((await decide(teresa, id, 'looked-at', { codes: reasons.filter((code) => code !== 'possibly-minor') })).status).toBe(200);
    expect((await decideThem(id, [{ rowId: awa.id, isLookedAt: true }, { rowId: mamadou.id, isLookedAt: true }])).body).toMatchObject({ code: 'import-one-by-one' });
    expect((await decideThem(id, [{ rowId: awa.id, decision: 'skip' }, { rowId: issouf.id, decision: 'skip' }])).body).toMatchObject({ code: 'import-one-by-one' });
    await decide(teresa, id, 'skip-unsettled');
    expect((await person(id, 'Ndiaye'))).toMatchObject({ isLookedAt: false, decision: 'new' });
    expect((await person(id, 'Kone'))).toMatchObject({ isLookedAt: true });
    expect((await move(teresa, id, 'run')).body).toMatchObject({ code: 'import-undecided' });

    expect((await decideThem(id, [{ rowId: awa.id, isLookedAt: true }])).status).toBe(200);
    expect((await decideThem(id, [{ rowId: mamadou.id, decision: 'skip' }])).status).toBe(200);
    expect((await move(teresa, id, 'run')).status).toBe(200);
    expect((await untilItRests(teresa, id)).standing.outcomes).toMatchObject({ 'person-opened': 2 });
  });
});

describe('titles that nobody finds alone', () => {
  const odd = csv('Ufficio stranieri;;;', 'Chi;;Quando;', 'Persona;Paese d’origine;Primo giorno;Varie', 'NDIAYE Awa;Senegal;13/01/2026;dorme in auto');

  const withHeader = async (bytes: Buffer, row: number, rows: number): Promise<ImportDetail> => {
    const { body } = await bring(town, 'teresa', bytes);
    const said = await teresa.put(`/api/imports/${body.id}/header`, { index: 0, row, rows }, body.version);
    expect(said.status).toBe(200);
    return detailOf(teresa, body.id);
  };

  it('are shown by Teresa, over one row or two, and found again in the next file of that shape', async () => {
    const { body } = await bring(town, 'teresa', odd);
    expect(body.sheets[0]).toMatchObject({ kind: 'other', headerRow: null, top: expect.arrayContaining([['Chi', '', 'Quando', '']]) });
    const shown = await withHeader(odd, 2, 2);
    expect(shown.sheets[0]).toMatchObject({ kind: 'register', headerRow: 2, headerRows: 2, people: 1 });
    expect(shown.sheets[0]?.columns.map((column) => column.heading)).toEqual(['Chi · Persona', 'Chi · Paese d’origine', 'Quando · Primo giorno', 'Quando · Varie']);
    const mapped = await teresa.put(`/api/imports/${shown.id}/mapping`, { sheets: [{ index: 0, isUsed: true, nameOrder: 'surname-first', fields: ['full-name', 'nationality', 'contact-date', 'restricted-note'] }] }, shown.version);
    expect(mapped.status).toBe(200);
    expect((await person(shown.id, 'Ndiaye')).facts).toMatchObject({ contactDate: '2026-01-13', nationalities: ['SN'], restrictedNote: 'Quando · Varie: dorme in auto' });

    const again = await bring(town, 'teresa', csv('Altro ufficio', 'Chi;;Quando;', 'Persona;Paese d’origine;Primo giorno;Varie', 'DIOP Mamadou;Senegal;14/01/2026;'));
    expect(again.body.sheets[0]).toMatchObject({ kind: 'register', headerRow: 2, headerRows: 2, people: 1 });
    expect(again.body.sheets[0]?.columns.map((column) => column.field)).toEqual(['full-name', 'nationality', 'contact-date', 'restricted-note']);
  });

  it('may be absent: the register begins with its first person', async () => {
    const shown = await withHeader(csv('13/01/2026;NDIAYE Awa;F', '14/01/2026;DIOP Mamadou;M'), 1, 0);
    expect(shown.sheets[0]).toMatchObject({ kind: 'register', people: 2, headerRows: 0 });
    expect(shown.sheets[0]?.columns.map((column) => column.field)).toEqual(['restricted-note', 'restricted-note', 'gender']);
  });

  it('shown anew after the rows were read, take the import back to its sheets', async () => {
    const id = await checked(csv(HEADER, '13/01/2026;NDIAYE Awa;1983;;;'));
    const { version } = await detailOf(teresa, id);
    await teresa.put(`/api/imports/${id}/header`, { index: 0, row: 1, rows: 1 }, version);
    expect(await detailOf(teresa, id)).toMatchObject({ state: 'draft', counts: null });
    expect(await allRows(teresa, id)).toEqual([]);
    expect((await teresa.put(`/api/imports/${id}/header`, { index: 0, row: 9, rows: 1 }, version + 1)).body.code).toBe('invalid-input');
  });
});

describe('the uploaded file', () => {
  const keyOf = (id: string) => town.look<{ wrapped: Buffer | null }>("select wrapped from vault_key where holder_id = $1 and compartment = 'import-file'", [id]);

  it('is destroyed with its key when Teresa says so; what was read goes on without it', async () => {
    const id = await prepared(town, 'teresa', csv(HEADER, '13/01/2026;NDIAYE Awa;1983;;;dorme in auto'));
    expect((await teresa.delete(`/api/imports/${id}/file`)).status).toBe(200);
    expect((await town.look('select file_sealed from import_batch where id = $1', [id]))[0]).toEqual({ file_sealed: null });
    expect(await keyOf(id)).toEqual([{ wrapped: null }]);
    const detail = await detailOf(teresa, id);
    expect(detail.file).toMatchObject({ isKept: false, keptUntil: null, destroyedBy: 'Teresa Iannaccone' });
    expect((await acceptColumns(teresa, detail)).body).toMatchObject({ code: 'import-file-destroyed' });
    expect((await put(id, await person(id, 'Ndiaye'), 'C', '1984')).body).toMatchObject({ code: 'import-file-destroyed' });
    await move(teresa, id, 'run');
    expect((await untilItRests(teresa, id)).standing.outcomes).toMatchObject({ 'person-opened': 1 });
    expect((await teresa.delete(`/api/imports/${id}/file`)).status).toBe(200);
    expect((await town.look("select count(*)::int as n from audit_event where action = 'import.destroy-file'"))[0]).toEqual({ n: 1 });
  });

  it('is destroyed by itself when its time is over, not before, and each time is written down', async () => {
    const { id } = await imported(town, 'teresa', csv(HEADER, '13/01/2026;NDIAYE Awa;1983;;;'));
    expect((await teresa.get<FileKeeping>('/api/import-files')).body).toEqual({ days: 30 });
    await teresa.put('/api/import-files', { days: 7 });
    await town.look("update import_batch set changed_at = now() - interval '6 days'");
    expect((await town.look<{ n: number }>('select destroy_due_import_files() as n'))[0]).toEqual({ n: 0 });
    await town.look("update import_batch set changed_at = now() - interval '8 days'");
    expect((await town.look<{ n: number }>('select destroy_due_import_files() as n'))[0]).toEqual({ n: 1 });
    expect((await detailOf(teresa, id)).file).toMatchObject({ isKept: false, destroyedBy: null });
    expect((await town.look("select count(*)::int as n from audit_event where action = 'import.file-destroyed-in-time' and subject_id = $1", [id]))[0]).toEqual({ n: 1 });
  });

  it('of another programme cannot be destroyed', async () => {
    const { body } = await bring(town, 'teresa', csv(HEADER, '13/01/2026;NDIAYE Awa;1983;;;'));
    expect((await (await town.as('rosa')).delete(`/api/imports/${body.id}/file`)).status).toBe(404);
    expect((await (await town.as('giulia')).delete(`/api/imports/${body.id}/file`)).status).toBe(404);
  });
});

describe('the exported register', () => {
  const exportOf = async (id: string): Promise<Buffer> => {
    const { cookies } = await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-requested-with': 'reti' }, payload: { email: 'teresa@demo.reti.example', password: 'dimostrazione-reti' } });
    const reply = await town.app.inject({ url: `/api/imports/${id}/export?restricted=yes`, headers: { cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } });
    expect(reply.statusCode).toBe(200);
    return reply.rawPayload;
  };
  /** What is read of a row, without how a cell was kept in the file: a formula or a hidden row comes out as plain text. */
  const readOf = (row: RowSeen) => ({ sheet: row.sheet, row: row.row, sort: row.sort, facts: row.facts, problems: row.problems.map((one) => one.code) });

  it('is read as the register was the first time, row by row and fact by fact', async () => {
    const id = await checked(register);
    const again = await checked(await exportOf(id));
    const [before, after] = [(await allRows(teresa, id)).map(readOf), (await allRows(teresa, again)).map(readOf)];
    expect(after).toEqual(before);
  }, 120_000);

  it('keeps words that a spreadsheet would run as words', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('2026').addRows([HEADER.split(';'), ['13/01/2026', 'NDIAYE Awa', '1983', '+39 333 1234567', '-', "=cmd|' /C calc'!A0"]]);
    const id = await checked(Buffer.from(await workbook.xlsx.writeBuffer()));
    const again = await checked(await exportOf(id));
    expect((await person(again, 'Ndiaye')).facts).toEqual((await person(id, 'Ndiaye')).facts);
  });
});
