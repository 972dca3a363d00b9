import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { answer, begin, complete, outsiders, rashidsFile, screened } from './testing/case.ts';
import { eleven, labour } from './testing/people.ts';
import { readHere } from './ui/reading-here.ts';
import type { InstrumentsOffered, Reading, Screening, ScreeningList } from './wire.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const strongWork = { 'D4.01': 'yes', 'D4.04': 'yes', 'D5.01': 'yes', 'D5.04': 'yes' } as const;

describe('Blessing screens Rashid for labour exploitation', () => {
  it('keeps each answer as it is given, and says how much is answered without adding anything up', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const begun = await begin(blessing, caseId, 'ilo-labour-adult-child');
    expect(begun).toMatchObject({ state: 'open', column: 'adult', version: 1, answers: {}, compartment: 'restricted' });

    const first = await answer(blessing, begun.id, 1, { 'D4.01': 'yes' });
    expect(first.body).toMatchObject({ version: 2, completeness: { answered: 1, applicable: 67 } });
    const second = await answer(blessing, begun.id, 2, { 'D4.04': 'refused' });
    expect(second.body).toMatchObject({ version: 3, completeness: { answered: 1, refused: 1 } });
    expect((await blessing.get<Screening>(`/api/screenings/${begun.id}`)).body.answers).toEqual({ 'D4.01': 'yes', 'D4.04': 'refused' });
    const list = await blessing.get<ScreeningList>(`/api/cases/${caseId}/screenings`);
    expect(JSON.stringify(list.body)).not.toMatch(/positive|rulesMet|combination|total/);
  });

  it('explains the result dimension by dimension, and stores it nowhere', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const done = await screened(blessing, caseId, 'ilo-labour-adult-child', strongWork);
    const { body } = await blessing.get<Reading>(`/api/screenings/${done.id}/reading`);
    expect(body.result.kind).toBe('dimensions');
    // What a telephone without a network says of the same answers is the same, of the lists it holds.
    const here = readHere(done, labour, [eleven]);
    expect([here.result, here.across]).toEqual([body.result, body.across.filter(({ instrument }) => instrument.id === eleven.id)]);
    expect(body.across.map(({ instrument }) => instrument.id)).toContain('ilo-forced-labour-eleven');
    expect(body).toMatchObject({ columnNow: null, since: null, screening: { state: 'completed' } });
    const columns = await town.look<{ name: string }>("select column_name as name from information_schema.columns where table_name = 'screening'");
    expect(columns.map(({ name }) => name).filter((name) => /result|score|outcome|class/.test(name))).toEqual([]);
  });

  it('refuses an answer upon an older version, and recognises a change that arrives twice', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const { id } = await begin(blessing, caseId, 'ilo-labour-adult-child');
    const change = { id: newId(), answers: { 'D1.01': 'yes' } };
    expect((await blessing.patch(`/api/screenings/${id}/answers`, change, 1)).body).toMatchObject({ version: 2 });
    expect((await blessing.patch(`/api/screenings/${id}/answers`, change, 1)).body).toMatchObject({ version: 2 });
    expect((await answer(blessing, id, 1, { 'D1.01': 'no' })).body.code).toBe('changed-meanwhile');
    expect((await blessing.patch(`/api/screenings/${id}/answers`, { id: newId(), answers: { 'D1.01': 'no' } })).body.code).toBe('version-required');
    expect((await blessing.get<Screening>(`/api/screenings/${id}`)).body.answers).toEqual({ 'D1.01': 'yes' });
  });

  it('refuses answers that the instrument does not know, and says which', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const { id } = await begin(blessing, caseId, 'ilo-labour-adult-child');
    const refused = await answer(blessing, id, 1, { 'D9.99': 'yes', 'D1.01': 3 });
    expect(refused.body).toMatchObject({ code: 'invalid-input', errors: [{ path: 'answers.D9.99', code: 'unknown-item' }, { path: 'answers.D1.01', code: 'wrong-kind-of-answer' }] });
  });

  it('leaves completed answers as they are; going on is a new screening, and the two are compared', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia']);
    const [blessing, giulia] = [await town.as('blessing'), await town.as('giulia')];
    const done = await screened(blessing, caseId, 'ilo-labour-adult-child', { 'D4.01': 'yes', 'D4.04': 'yes' });
    expect((await answer(blessing, done.id, done.version, { 'D4.01': 'no' })).body.code).toBe('screening-completed');
    expect((await complete(blessing, done.id, done.version)).body.code).toBe('screening-completed');

    const next = await begin(giulia, caseId, 'ilo-labour-adult-child', { continues: done.id });
    expect(next).toMatchObject({ continues: done.id, mine: true, answers: { 'D4.01': 'yes', 'D4.04': 'yes' } });
    await answer(giulia, next.id, 1, { 'D4.04': 'no', 'D5.04': 'yes' });
    const { body } = await giulia.get<Reading>(`/api/screenings/${next.id}/reading`);
    expect(body.since).toMatchObject({ id: done.id, appeared: ['D5.04'], noLonger: ['D4.04'] });
    expect((await blessing.get<Screening>(`/api/screenings/${done.id}`)).body.answers).toEqual({ 'D4.01': 'yes', 'D4.04': 'yes' });
  });

  it('sends one to the screening that is open instead of beginning another from it', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const { id } = await begin(blessing, caseId, 'street-quick');
    expect((await blessing.put(`/api/screenings/${newId()}`, { caseId, instrument: 'street-quick', language: 'it', continues: id })).body.code).toBe('screening-open');
  });

  it('is written by its author alone: Giulia reads it and cannot change a word', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia']);
    const [blessing, giulia] = [await town.as('blessing'), await town.as('giulia')];
    const { id } = await begin(blessing, caseId, 'street-quick');
    expect((await giulia.get<Screening>(`/api/screenings/${id}`)).body).toMatchObject({ mine: false });
    expect((await answer(giulia, id, 1, { Q1: 'yes' })).body.code).toBe('not-allowed');
    expect((await complete(giulia, id, 1)).body.code).toBe('not-allowed');
  });
});

describe('the age on file decides, never the browser', () => {
  it('reads the column for children when nobody has written how old a person is, and says what would settle it', async () => {
    const { caseId, personId } = await rashidsFile(town, 'blessing', [], null);
    const blessing = await town.as('blessing');
    expect((await blessing.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`)).body).toMatchObject({ age: 'doubt', basis: 'nothing-written' });
    const begun = await begin(blessing, caseId, 'ilo-labour-adult-child');
    expect(begun.column).toBe('child');
    await blessing.put(`/api/persons/${personId}/birth`, { precision: 'estimated', year: 1990, month: null, day: null }, 0);
    expect((await answer(blessing, begun.id, 1, { 'D4.01': 'yes' })).status).toBe(200);
    expect((await blessing.get<Screening>(`/api/screenings/${begun.id}`)).body.column).toBe('adult');
  });

  it('turns to the children\'s column at once when a doubt arises half-way, and marks what was completed before it', async () => {
    const { caseId, personId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const before = await screened(blessing, caseId, 'ilo-labour-adult-child', strongWork);
    const open = await begin(blessing, caseId, 'ilo-labour-adult-child');
    await blessing.post(`/api/persons/${personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'Dice di avere sedici anni.' });
    expect((await blessing.get<Reading>(`/api/screenings/${open.id}/reading`)).body.result.column).toBe('child');
    expect((await blessing.get<Reading>(`/api/screenings/${before.id}/reading`)).body).toMatchObject({ columnNow: 'child', result: { column: 'adult' } });
  });

  it('refuses a column, a version or a profession that the browser would choose', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    for (const smuggled of [{ column: 'adult' }, { version: 1 }, { compartment: 'mediation' }]) {
      const refused = await blessing.put(`/api/screenings/${newId()}`, { caseId, instrument: 'street-quick', language: 'it', ...smuggled });
      expect(refused.body.code).toBe('invalid-input');
    }
  });
});

describe('who reads the answers', () => {
  it('shows the list of eight to Rubina who filled it in, to those who hear the story, and to no other mediator', async () => {
    const { caseId } = await rashidsFile(town, 'rubina', ['amal', 'giulia', 'marco', 'blessing', 'anna']);
    const rubina = await town.as('rubina');
    const mine = await screened(rubina, caseId, 'street-quick', { Q2: 'yes', Q8: 'refused' });
    expect(mine.compartment).toBe('mediation');
    expect((await rubina.get<Reading>(`/api/screenings/${mine.id}/reading`)).body.worthExploring.length).toBeGreaterThan(0);
    for (const name of ['giulia', 'marco', 'blessing', 'teresa'] as const) {
      expect([name, (await (await town.as(name)).get<Screening>(`/api/screenings/${mine.id}`)).body.answers]).toEqual([name, { Q2: 'yes', Q8: 'refused' }]);
    }
    for (const name of ['amal', 'anna'] as const) {
      const worker = await town.as(name);
      expect([name, (await worker.get(`/api/screenings/${mine.id}`)).status]).toEqual([name, 404]);
      expect([name, (await worker.get<ScreeningList>(`/api/cases/${caseId}/screenings`)).body.items]).toEqual([name, []]);
    }
  });

  it('shows Rubina nothing of what Blessing asked', async () => {
    const { caseId } = await rashidsFile(town, 'rubina', ['blessing']);
    const [rubina, blessing] = [await town.as('rubina'), await town.as('blessing')];
    const hers = await begin(rubina, caseId, 'street-quick');
    const theirs = await screened(blessing, caseId, 'ilo-labour-adult-child', strongWork);
    expect((await rubina.get(`/api/screenings/${theirs.id}`)).status).toBe(404);
    expect((await rubina.get(`/api/screenings/${theirs.id}/reading`)).status).toBe(404);
    expect((await rubina.get<ScreeningList>(`/api/cases/${caseId}/screenings`)).body.items.map((item) => item.id)).toEqual([hers.id]);
  });

  it('locks every instrument for Anna, who follows work alone, and lets her begin none', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['anna']);
    const anna = await town.as('anna');
    const offered = await anna.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`);
    const off = ['hscl-25', 'htq', 'ilo-sexual-adult', 'protect-pq', 'rhs-15'];
    expect(offered.body.items.filter(({ lock }) => lock === 'instrument-off').map(({ id }) => id)).toEqual(off);
    expect(offered.body.items.filter(({ id }) => !off.includes(id)).map(({ lock }) => lock)).toEqual(Array.from({ length: 9 }, () => 'role-not-allowed'));
    expect((await anna.put(`/api/screenings/${newId()}`, { caseId, instrument: 'street-quick', language: 'it' })).body).toMatchObject({ code: 'screening-locked', facts: { reason: 'role-not-allowed' } });
  });

  it('says why a list is switched off, and does not begin it', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const offered = await blessing.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`);
    expect(offered.body.items.find(({ id }) => id === 'ilo-sexual-adult')).toMatchObject({ lock: 'instrument-off', off: { reason: 'items-not-verified' } });
    expect((await blessing.put(`/api/screenings/${newId()}`, { caseId, instrument: 'ilo-sexual-adult', language: 'it' })).body).toMatchObject({ code: 'screening-locked', facts: { reason: 'instrument-off' } });
  });

  it('is the same nothing to everyone outside, to the unassigned and to the barred', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco']);
    const [blessing, marco, teresa] = [await town.as('blessing'), await town.as('marco'), await town.as('teresa')];
    const done = await screened(blessing, caseId, 'ilo-labour-adult-child', strongWork);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: marco.memberId, askedBy: 'person', reason: 'Lo ha chiesto la persona.' });
    for (const name of [...outsiders, 'chiara', 'marco', 'oksana'] as const) {
      const worker = await town.as(name);
      const paths = (id: string, ofCase: string) => [`/api/screenings/${id}`, `/api/screenings/${id}/reading`, `/api/cases/${ofCase}/screenings`, `/api/cases/${ofCase}/instruments`, `/api/cases/${ofCase}/assessment`];
      const known = await Promise.all(paths(done.id, caseId).map((path) => worker.get(path)));
      const unknown = await Promise.all(paths(newId(), newId()).map((path) => worker.get(path)));
      expect([name, known.map(({ status, body }) => [status, body])]).toEqual([name, unknown.map(({ status, body }) => [status, body])]);
      expect([name, known.every(({ status }) => status === 404)]).toEqual([name, true]);
      expect([name, (await worker.put(`/api/screenings/${newId()}`, { caseId, instrument: 'street-quick', language: 'it' })).status]).toEqual([name, 404]);
      expect([name, (await answer(worker, done.id, done.version, { 'D1.01': 'no' })).status]).toEqual([name, 404]);
    }
  });

  it('shows the questions to the team alone', async () => {
    expect((await (await town.as('amal')).get('/api/instruments/street-quick/1')).status).toBe(200);
    for (const name of ['vincenzo', 'carla', 'luca', 'paola', 'stefano', 'francesca'] as const) {
      expect([name, (await (await town.as(name)).get('/api/instruments/street-quick/1')).status]).toEqual([name, 404]);
    }
  });
});

describe('what stays behind', () => {
  it('is sealed: no answer and no item can be read in the stored rows', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const done = await screened(await town.as('blessing'), caseId, 'ilo-labour-adult-child', strongWork);
    const [row] = await town.look<{ answers_sealed: Buffer }>('select answers_sealed from screening where id = $1', [done.id]);
    expect(row?.answers_sealed.toString('latin1')).not.toMatch(/D4\.01|yes/);
  });

  it('leaves a line for every look and every answer, and no line says what was answered', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia']);
    const done = await screened(await town.as('blessing'), caseId, 'street-quick', { Q2: 'yes' });
    const giulia = await town.as('giulia');
    await giulia.get(`/api/screenings/${done.id}`);
    await giulia.get(`/api/screenings/${done.id}/reading`);
    await giulia.get(`/api/cases/${caseId}/screenings`);
    const lines = await town.look<{ action: string; details: unknown; member_id: string }>("select action, details, member_id from audit_event where case_id = $1 and action like 'screening.%' order by at, position", [caseId]);
    expect(lines.map(({ action }) => action).sort()).toEqual(['screening.answer', 'screening.complete', 'screening.list', 'screening.read', 'screening.read', 'screening.start']);
    expect(lines.filter(({ member_id }) => member_id === giulia.memberId)).toHaveLength(3);
    expect(lines.every(({ details }) => details === null)).toBe(true);
  });
});
