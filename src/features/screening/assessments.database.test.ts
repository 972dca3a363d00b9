import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { assess, begin, outsiders, rashidsFile, screened } from './testing/case.ts';
import type { CaseAssessment, Reading, Readers, WaitingReadings, WrittenAssessment } from './wire.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const consistent = { 'D1.01': 'yes', 'D1.08': 'yes', 'D4.01': 'yes', 'D4.04': 'yes', 'D4.08': 'yes', 'D5.01': 'yes', 'D5.04': 'yes' } as const;
const read = async (name: Parameters<Town['as']>[0], caseId: string) => (await (await town.as(name)).get<CaseAssessment>(`/api/cases/${caseId}/assessment`)).body;
const readSecond = async (name: Parameters<Town['as']>[0], assessmentId: string, more: Record<string, unknown> = { reading: 'agree' }) =>
  (await town.as(name)).put<WrittenAssessment>(`/api/second-readings/${newId()}`, { assessmentId, ...more });

/** The application's own way into the database, acting as this colleague, for what no route would ever ask. */
async function asReti(memberId: string): Promise<Client> {
  const [session] = await town.look<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null order by created_at desc limit 1', [memberId]);
  const url = new URL(inject('adminUrl'));
  url.pathname = new URL(town.ownerUrl).pathname;
  const database = new Client({ connectionString: url.href });
  await database.connect();
  await database.query(`begin; set local session authorization reti_app; set local reti.acting = '${session?.acting_key}'; savepoint seen`);
  return database;
}

describe('the assessment of Rashid', () => {
  it('is presumed only after Giulia has read second what Blessing concluded', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia']);
    const blessing = await town.as('blessing');
    const screening = await screened(blessing, caseId, 'ilo-labour-adult-child', consistent);
    const id = newId();
    const proposed = await assess(blessing, caseId, 'presumed-trafficking-victim', { basedOn: [screening.id] }, id);
    expect(proposed.body).toMatchObject({ state: 'awaiting-second-reading', may: { assess: false, readSecond: false } });

    const giulia = await town.as('giulia');
    expect((await giulia.get<WaitingReadings>('/api/second-readings')).body.items.find((item) => item.assessmentId === id)).toMatchObject({ author: { name: 'Blessing Okoro', profession: 'educator' }, askedOfMe: false });
    expect((await giulia.get(`/api/assessments/${id}`)).body).toMatchObject({ mayReadSecond: true, assessment: { reason: 'Racconta di documenti trattenuti e di paga che non arriva.', basedOn: [screening.id] } });
    const agreed = await readSecond('giulia', id, { reading: 'agree', reason: 'Concordo: lo ha ripetuto anche a me.' });
    expect(agreed.body).toMatchObject({ state: 'presumed-trafficking-victim', reading: { agrees: true, reader: { name: 'Giulia Ferrara', profession: 'psychologist' }, reason: 'Concordo: lo ha ripetuto anche a me.' } });
    expect((await read('blessing', caseId)).state).toBe('presumed-trafficking-victim');
    expect((await giulia.get<WaitingReadings>('/api/second-readings')).body.items.some((item) => item.assessmentId === id)).toBe(false);
  });

  it('is not moved by any score: whatever the table says, the state stays where a person put it', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    expect((await read('blessing', caseId)).state).toBe('not-assessed');
    const done = await screened(blessing, caseId, 'ilo-labour-adult-child', consistent);
    const { body } = await blessing.get<Reading>(`/api/screenings/${done.id}/reading`);
    expect(body.result).toMatchObject({ combination: { class: 'consistent-with-trafficking-for-forced-labour' } });
    expect((await read('blessing', caseId))).toMatchObject({ state: 'screening-in-progress', items: [] });
    expect((await assess(blessing, caseId, 'psychosocial-vulnerability')).body.state).toBe('psychosocial-vulnerability');
    expect(await town.look('select state, risk from case_file where id = $1', [caseId])).toEqual([{ state: 'contact', risk: 'not-assessed' }]);
  });

  it('goes back to work when the second reader disagrees in words, and needs the words', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco']);
    const blessing = await town.as('blessing');
    const id = newId();
    await assess(blessing, caseId, 'presumed-trafficking-victim', {}, id);
    expect((await readSecond('marco', id, { reading: 'disagree' })).body.code).toBe('invalid-input');
    expect((await readSecond('marco', id, { reading: 'disagree', reason: 'Mancano i fatti sul reclutamento.' })).body).toMatchObject({ state: 'screening-in-progress' });
    const after = await read('blessing', caseId);
    expect(after).toMatchObject({ state: 'screening-in-progress', may: { assess: true }, items: [{ id, reading: { agrees: false, reason: 'Mancano i fatti sul reclutamento.' } }] });
    expect((await assess(blessing, caseId, 'exploitation-indicators')).body).toMatchObject({ state: 'exploitation-indicators', items: [{ outcome: 'exploitation-indicators' }, { id }] });
  });

  it('can be taken back by its author, reopened with a reason, and decided by an authority', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco']);
    const [blessing, marco] = [await town.as('blessing'), await town.as('marco')];
    const [proposal, second] = [newId(), newId()];
    await assess(blessing, caseId, 'presumed-trafficking-victim', {}, proposal);
    const withdraw = { id: newId(), move: 'withdraw-proposal', reason: 'Devo risentirlo.' };
    expect((await marco.post(`/api/assessments/${proposal}/moves`, withdraw, 1)).body.code).toBe('not-allowed');
    expect((await blessing.post(`/api/assessments/${proposal}/moves`, withdraw, 1)).body).toMatchObject({ state: 'screening-in-progress' });

    await assess(marco, caseId, 'exploitation-indicators', {}, second);
    expect((await marco.post(`/api/assessments/${second}/moves`, { id: newId(), move: 'authority-does-not-confirm', reason: 'Nota della Questura del 3 marzo 2026.' }, 1)).body).toMatchObject({ state: 'not-confirmed' });
    expect((await blessing.post(`/api/assessments/${second}/moves`, { id: newId(), move: 'reopen', reason: 'Nuovi fatti.' }, 1)).body.code).toBe('changed-meanwhile');
    const reopened = await blessing.post<CaseAssessment>(`/api/assessments/${second}/moves`, { id: newId(), move: 'reopen', reason: 'Nuovi fatti.' }, 2);
    expect(reopened.body).toMatchObject({ state: 'screening-in-progress' });
    expect(reopened.body.items[0]?.moves.map(({ move, reason }) => [move, reason])).toEqual([
      ['authority-does-not-confirm', 'Nota della Questura del 3 marzo 2026.'], ['reopen', 'Nuovi fatti.'],
    ]);
  });

  it('stands alone: nobody writes another over it', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia']);
    await assess(await town.as('blessing'), caseId, 'no-indicator');
    expect((await assess(await town.as('giulia'), caseId, 'exploitation-indicators')).body.code).toBe('illegal-move');

    const other = await rashidsFile(town, 'blessing', ['giulia']);
    const [blessing, giulia] = [await town.as('blessing'), await town.as('giulia')];
    const both = await Promise.all([assess(blessing, other.caseId, 'no-indicator'), assess(giulia, other.caseId, 'exploitation-indicators')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('rests on screenings of the same case alone, and is kept once however often it is sent', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const other = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const elsewhere = await begin(blessing, other.caseId, 'street-quick');
    expect((await assess(blessing, caseId, 'no-indicator', { basedOn: [elsewhere.id] })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: 'basedOn' }] });
    const id = newId();
    await assess(blessing, caseId, 'no-indicator', {}, id);
    expect((await assess(blessing, caseId, 'no-indicator', {}, id)).body.items).toHaveLength(1);
  });
});

describe('the second reader', () => {
  it('is never the author: not Blessing herself, not with another hat', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const id = newId();
    await assess(blessing, caseId, 'presumed-trafficking-victim', {}, id);
    expect((await readSecond('blessing', id)).body.code).toBe('second-reader-is-the-author');

    const otherHat = newId();
    await town.look('insert into membership (id, programme_id, account_id, organisation_id, role) select $1, programme_id, account_id, organisation_id, $2 from membership where id = $3', [otherHat, 'psychologist', blessing.memberId]);
    const teresa = await town.as('teresa');
    expect((await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: otherHat })).status).toBe(200);
    expect((await blessing.post('/api/session/hat', { memberId: otherHat })).body).toMatchObject({ role: 'psychologist' });
    expect((await readSecond('blessing', id)).body.code).toBe('second-reader-is-the-author');
    expect((await blessing.get<WaitingReadings>('/api/second-readings')).body.items.some((item) => item.assessmentId === id)).toBe(false);
    expect((await teresa.get<Readers>(`/api/assessments/${id}/readers`)).body.items.map(({ name }) => name)).toEqual(['Teresa Iannaccone']);
    await blessing.post('/api/session/hat', { memberId: blessing.memberId });
    expect((await read('teresa', caseId)).state).toBe('awaiting-second-reading');
  });

  it('may be the coordinator, who does not assess herself', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const teresa = await town.as('teresa');
    expect((await assess(teresa, caseId, 'no-indicator')).body.code).toBe('not-allowed');
    const id = newId();
    await assess(await town.as('blessing'), caseId, 'presumed-trafficking-victim', {}, id);
    expect((await readSecond('teresa', id)).body).toMatchObject({ state: 'presumed-trafficking-victim', reading: { reader: { profession: 'coordinator' } } });
  });

  it('is asked by name among those who follow the case, and finds it first', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia', 'marco', 'anna', 'amal']);
    const [blessing, giulia, chiara, anna] = await Promise.all((['blessing', 'giulia', 'chiara', 'anna'] as const).map((name) => town.as(name)));
    const id = newId();
    await assess(await town.as('blessing'), caseId, 'presumed-trafficking-victim', {}, id);
    expect((await blessing?.get<Readers>(`/api/assessments/${id}/readers`))?.body.items.map(({ name }) => name)).toEqual(['Giulia Ferrara', 'Marco D’Alessio', 'Teresa Iannaccone']);
    for (const stranger of [chiara, anna, blessing]) {
      expect((await blessing?.put(`/api/assessments/${id}/reader`, { memberId: stranger?.memberId }))?.body.code).toBe('second-reader-not-in-case');
    }
    expect((await blessing?.put(`/api/assessments/${id}/reader`, { memberId: giulia?.memberId }))?.body).toMatchObject({ askedReader: { name: 'Giulia Ferrara' } });
    expect((await giulia?.get<WaitingReadings>('/api/second-readings'))?.body.items[0]).toMatchObject({ assessmentId: id, askedOfMe: true });
  });

  it('follows the case: Chiara, who does not, finds nothing, nor with an emergency does she decide', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const id = newId();
    await assess(await town.as('blessing'), caseId, 'presumed-trafficking-victim', {}, id);
    expect((await readSecond('chiara', id)).status).toBe(404);
    const chiara = await town.as('chiara');
    expect((await chiara.put(`/api/break-glass/${newId()}`, { caseId, reason: 'Telefonata nella notte, pericolo per la persona.' })).status).toBe(200);
    expect(await read('chiara', caseId)).toMatchObject({ state: 'awaiting-second-reading', may: { assess: false, readSecond: false, moves: [] } });
    expect((await readSecond('chiara', id)).body.code).toBe('not-allowed');
  });

  it('is demanded by the database too: without an agreement by another account no row says presumed', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const id = newId();
    await assess(blessing, caseId, 'presumed-trafficking-victim', {}, id);
    const database = await asReti(blessing.memberId);
    expect((await database.query('select state from assessment where id = $1', [id])).rows).toEqual([{ state: 'awaiting-second-reading' }]);
    await expect(database.query("update assessment set state = 'presumed-trafficking-victim' where id = $1", [id])).rejects.toThrow(/row-level security/);
    await database.query('rollback to savepoint seen');
    await expect(database.query(`insert into second_reading (id, programme_id, case_id, assessment_id, reader_id, reader_account, reader_profession, agrees)
      select $2, programme_id, case_id, id, author_id, author_account, 'educator', true from assessment where id = $1`, [id, newId()])).rejects.toThrow(/row-level security/);
    await database.end();
  });
});

describe('who knows of an assessment', () => {
  it('only those who hear the story: not Anna, not the mediators, nobody outside', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['anna', 'amal', 'giulia']);
    const id = newId();
    await assess(await town.as('blessing'), caseId, 'presumed-trafficking-victim', {}, id);
    for (const name of [...outsiders, 'anna', 'amal', 'chiara'] as const) {
      const worker = await town.as(name);
      for (const path of [`/api/cases/${caseId}/assessment`, `/api/assessments/${id}`, `/api/assessments/${id}/readers`]) expect([`${name} ${path}`, (await worker.get(path)).status]).toEqual([`${name} ${path}`, 404]);
      expect([name, (await worker.get<WaitingReadings>('/api/second-readings')).body.items]).toEqual([name, []]);
      expect([name, (await assess(worker, caseId, 'no-indicator')).status]).toEqual([name, 404]);
      expect([name, (await readSecond(name, id)).status]).toEqual([name, 404]);
      expect([name, (await worker.post(`/api/assessments/${id}/moves`, { id: newId(), move: 'reopen', reason: 'x' }, 1)).status]).toEqual([name, 404]);
    }
  });

  it('and the trail, which Anna may read, never tells what was concluded', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['anna', 'giulia']);
    const id = newId();
    await assess(await town.as('blessing'), caseId, 'presumed-trafficking-victim', {}, id);
    await readSecond('giulia', id);
    const lines = await town.look<{ action: string; details: unknown }>("select action, details from audit_event where case_id = $1 and action like 'assessment.%'", [caseId]);
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toMatch(/presumed|second|trafficking|awaiting/);
    const anna = await (await town.as('anna')).get<{ items: { kind: string }[] }>(`/api/cases/${caseId}/timeline`);
    expect(anna.body.items.filter(({ kind }) => kind === 'assessment' || kind === 'screening')).toEqual([]);
    const giulia = await (await town.as('giulia')).get<{ items: { kind: string }[] }>(`/api/cases/${caseId}/timeline`);
    expect(giulia.body.items.filter(({ kind }) => kind === 'assessment')).toHaveLength(3);
  });

  it('and its reasons are sealed', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia']);
    const id = newId();
    await assess(await town.as('blessing'), caseId, 'presumed-trafficking-victim', {}, id);
    await readSecond('giulia', id, { reading: 'agree', reason: 'Lo penso anche io.' });
    const [row] = await town.look<{ first: Buffer; second: Buffer }>('select s.reason_sealed as first, r.reason_sealed as second from assessment s join second_reading r on r.assessment_id = s.id where s.id = $1', [id]);
    expect(row?.first.toString('utf8')).not.toContain('documenti');
    expect(row?.second.toString('utf8')).not.toContain('penso');
  });
});
