import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, memberIdOf, newId, type Town } from '../../app/testing/town.ts';
import { ageOnFile } from './domain.ts';
import type { EvidenceList } from './evidence.ts';
import type { SafetyCall } from './safety.ts';
import type { Course, Heard } from './course.ts';
import { answer, begin, complete, outsiders, rashidsFile } from './testing/case.ts';
import type { VulnerabilityList } from './vulnerability.ts';
import type { InstrumentsOffered, ReassessmentList, Screening } from './wire.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const payslip = { words: 'Busta di luglio: 18 giornate, ne ha lavorate 26.', source: 'document', paper: 'payslip', from: '2025-07', to: null };
interface Day { items: { kind: string; id: string; caseId: string | null; code: string | null; facts: Record<string, unknown> }[] }

describe('proofs of the indices of article 603-bis', () => {
  it('are kept by Marco with their dates, read by Giulia who follows the case, and by nobody outside', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco', 'giulia']);
    const [marco, giulia] = [await town.as('marco'), await town.as('giulia')];
    const id = newId();
    const add = { caseId, instrument: 'art-603-bis', item: 'I1', content: payslip };
    expect((await marco.put(`/api/evidence/${id}`, add)).status).toBe(200);
    expect((await marco.put(`/api/evidence/${id}`, add)).status).toBe(200);
    const read = await giulia.get<EvidenceList>(`/api/cases/${caseId}/evidence?instrument=art-603-bis`);
    expect(read.body.items).toMatchObject([{ id, item: 'I1', content: payslip, withdrawn: null }]);
    for (const name of outsiders) expect((await (await town.as(name)).get(`/api/cases/${caseId}/evidence?instrument=art-603-bis`)).status).toBe(404);
    const [row] = await town.look<{ words: string }>("select encode(content_sealed, 'escape') as words from indication_evidence where id = $1", [id]);
    expect(row?.words).not.toContain('Busta');
  });

  it('that prove wrong are withdrawn with a reason and stay', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco']);
    const marco = await town.as('marco');
    const id = newId();
    await marco.put(`/api/evidence/${id}`, { caseId, instrument: 'art-603-bis', item: 'I2', content: payslip });
    expect((await marco.post(`/api/evidence/${id}/withdrawn`, { reason: 'È di un altro datore di lavoro.' })).status).toBe(200);
    const { items } = (await marco.get<EvidenceList>(`/api/cases/${caseId}/evidence?instrument=art-603-bis`)).body;
    expect(items[0]?.withdrawn).toMatchObject({ reason: 'È di un altro datore di lavoro.' });
  });

  it('belong to an index that exists', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    expect((await blessing.put(`/api/evidence/${newId()}`, { caseId, instrument: 'art-603-bis', item: 'I9', content: payslip })).status).toBe(422);
    expect((await blessing.put(`/api/evidence/${newId()}`, { caseId, instrument: 'phq-9', item: 'P1', content: payslip })).status).toBe(422);
  });
});

describe('vulnerabilities', () => {
  it('are declared by Blessing, certified by Giulia where they are clinical, and keep how it came to that', async () => {
    const { caseId, personId } = await rashidsFile(town, 'blessing', ['giulia']);
    const [blessing, giulia] = [await town.as('blessing'), await town.as('giulia')];
    const mark = (status: string, basis: string) => ({ caseId, category: 'torture-survivor', status, basis });
    expect((await blessing.put(`/api/vulnerabilities/${newId()}`, mark('declared', 'Lo racconta lui, senza dettagli.'))).status).toBe(200);
    expect((await blessing.put(`/api/vulnerabilities/${newId()}`, mark('certified', 'Mi sembra chiaro.'))).body.code).toBe('not-allowed');
    expect((await giulia.put(`/api/vulnerabilities/${newId()}`, mark('certified', 'Certificato dell’ambulatorio del 3 marzo.'))).status).toBe(200);
    const { items } = (await blessing.get<VulnerabilityList>(`/api/cases/${caseId}/vulnerabilities`)).body;
    expect(items.map(({ status, by }) => [status, by.profession])).toEqual([['certified', 'psychologist'], ['declared', 'educator']]);
    for (const name of outsiders) expect((await (await town.as(name)).get(`/api/cases/${caseId}/vulnerabilities`)).status).toBe(404);
    await expect(smuggled(town, 'blessing', (ask) => ask("insert into vulnerability_mark (id, programme_id, case_id, person_id, category, status, basis_sealed, author_id) select $1, programme_id, id, $3, 'torture-survivor', 'certified', '', $4 from case_file where id = $2",
      [newId(), caseId, personId, blessing.memberId]))).rejects.toThrow('row-level security');
  });
});

describe('the ninth answer of the PHQ-9', () => {
  it('calls Giulia and Teresa in the same breath, is taken up by Giulia, and what she does is written', async () => {
    const { caseId } = await rashidsFile(town, 'teresa', ['giulia', 'blessing']);
    const [giulia, blessing, teresa] = [await town.as('giulia'), await town.as('blessing'), await town.as('teresa')];
    const phq = await begin(giulia, caseId, 'phq-9', { language: 'en' });
    const kept = await answer(giulia, phq.id, phq.version, { P9: 1 });
    const protocol = kept.body.protocols[0];
    expect(protocol).toMatchObject({ protocol: 'self-harm', takenAt: null });
    const called = await town.look<{ member_id: string }>('select member_id from safety_notice where protocol_id = $1', [protocol?.id]);
    // Giulia asked the question herself; whoever coordinates is called all the same.
    expect(called.map((one) => one.member_id)).toContain(memberIdOf('avellino', 'teresa', 'coordinator'));
    expect((await teresa.get<Day>('/api/today')).body.items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'critical-answer', id: protocol?.id })]));

    const step = { protocolId: protocol?.id, deed: 'asked-directly', words: 'Dice che non ha un piano.' };
    expect((await blessing.put(`/api/safety-steps/${newId()}`, step)).body.code).toBe('not-allowed');
    expect((await giulia.post(`/api/safety-protocols/${protocol?.id}/taken`, {})).status).toBe(200);
    expect((await giulia.put(`/api/safety-steps/${newId()}`, step)).status).toBe(200);
    const read = (await blessing.get<SafetyCall>(`/api/safety-protocols/${protocol?.id}`)).body;
    expect(read).toMatchObject({ taken: { by: expect.any(String) }, matter: { caseId, screeningId: phq.id, steps: [{ deed: 'asked-directly', words: 'Dice che non ha un piano.' }] } });
    for (const name of outsiders) expect((await (await town.as(name)).get(`/api/safety-protocols/${protocol?.id}`)).status).toBe(404);
  });

  it('reaches a psychologist who does not follow the case, who learns who calls and nothing of the person', async () => {
    const { caseId } = await rashidsFile(town, 'giulia', ['blessing']);
    const giulia = await town.as('giulia');
    const phq = await begin(giulia, caseId, 'phq-9', { language: 'en' });
    // She leaves the case after she began; the protocol is raised as if the answer had come through a colleague.
    await town.look('delete from case_access where case_id = $1 and member_id = $2', [caseId, giulia.memberId]);
    const [row] = await town.look<{ id: string }>(`insert into safety_protocol (id, programme_id, case_id, screening_id, item, protocol, raised_by)
      select gen_random_uuid(), programme_id, case_id, id, 'P9', 'self-harm', $2 from screening where id = $1 returning id`, [phq.id, memberIdOf('avellino', 'blessing', 'educator')]);
    const call = (await giulia.get<SafetyCall>(`/api/safety-protocols/${row?.id}`)).body;
    expect(call).toMatchObject({ raisedBy: expect.stringContaining('Blessing'), taken: null, matter: null });
    const { items } = (await giulia.get<Day>('/api/today')).body;
    expect(items.find((item) => item.id === row?.id)).toMatchObject({ kind: 'safety-call', caseId: null, code: null });
    expect((await giulia.post(`/api/safety-protocols/${row?.id}/taken`, {})).status).toBe(404);
  });
});

describe('an instrument that is closed', () => {
  it('offers Giulia the PHQ-9 in English, names the languages, and begins none in Italian', async () => {
    const { caseId } = await rashidsFile(town, 'giulia');
    const giulia = await town.as('giulia');
    const { items } = (await giulia.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`)).body;
    expect(items.find(({ id }) => id === 'phq-9')).toMatchObject({ lock: null, askedIn: ['en'], minimumAge: 18, whoMayUse: ['psychologist'] });
    expect((await giulia.put(`/api/screenings/${newId()}`, { caseId, instrument: 'phq-9', language: 'it' })).body).toMatchObject({ code: 'screening-locked', facts: { reason: 'language-not-validated' } });
  });

  it('is closed by the database too: another profession, another language, a person too young, a version that is off', async () => {
    const adult = await rashidsFile(town, 'blessing', ['giulia']);
    const young = await rashidsFile(town, 'giulia', [], 2010);
    const insert = (name: 'blessing' | 'giulia', caseId: string, instrument: string, language: string) => smuggled(town, name, async (ask) =>
      ask(`insert into screening (id, programme_id, case_id, instrument_id, instrument_version, weights, language, compartment, answers_sealed, last_change, author_id)
        select $1, programme_id, id, $3, 1, 'adult', $4, 'restricted', '', $1, $5 from case_file where id = $2`, [newId(), caseId, instrument, language, (await town.as(name)).memberId]));
    await expect(insert('giulia', adult.caseId, 'phq-9', 'en')).resolves.toEqual([]);
    await expect(insert('blessing', adult.caseId, 'phq-9', 'en')).rejects.toThrow('insufficient_privilege');
    await expect(insert('giulia', adult.caseId, 'phq-9', 'it')).rejects.toThrow('insufficient_privilege');
    await expect(insert('giulia', young.caseId, 'phq-9', 'en')).rejects.toThrow('insufficient_privilege');
    await expect(insert('giulia', adult.caseId, 'rhs-15', 'en')).rejects.toThrow('insufficient_privilege');
    await expect(insert('giulia', adult.caseId, 'never-heard-of', 'en')).rejects.toThrow('insufficient_privilege');
    await expect(smuggled(town, 'giulia', (ask) => ask("select announce_instruments('[]'::jsonb)"))).rejects.toThrow('permission denied');
  });

  it('lets nobody write on once the age comes into doubt, and lets what was said be ended', async () => {
    const { caseId, personId } = await rashidsFile(town, 'giulia');
    const giulia = await town.as('giulia');
    const phq = await begin(giulia, caseId, 'phq-9', { language: 'en' });
    await giulia.put(`/api/persons/${personId}/birth`, { precision: 'estimated', year: 2009, month: null, day: null }, 1);
    expect((await answer(giulia, phq.id, phq.version, { P1: 0 })).body).toMatchObject({ code: 'screening-locked' });
    expect((await giulia.post<Screening>(`/api/screenings/${phq.id}/moves`, { id: newId(), move: 'complete' }, phq.version)).body.state).toBe('completed');
  });

  it('counts the years of a person as the room does, whatever is written of the birth', async () => {
    const { personId } = await rashidsFile(town, 'giulia');
    const [day] = await town.look<{ today: string }>("select (now() at time zone 'Europe/Rome')::date::text as today");
    const [year, month, date] = (day?.today ?? '').split('-').map(Number) as [number, number, number];
    const births = [18, 17, 19, 20, 16, 15, 40].flatMap((years) => [
      { precision: 'exact', year: year - years, month, day: date }, { precision: 'exact', year: year - years, month, day: Math.max(1, date - 1) }, { precision: 'declared', year: year - years, month: null, day: null },
      { precision: 'estimated', year: year - years, month: null, day: null }, { precision: 'declared', year: year - years, month: 12, day: null }, { precision: 'declared', year: year - years, month: 1, day: null },
    ]);
    for (const birth of births) {
      await town.look('update person_birth set precision = $2, year = $3, month = $4, day = $5 where person_id = $1', [personId, birth.precision, birth.year, birth.month, birth.day]);
      const [inDatabase] = await town.look<{ years: number }>('select sure_years($1) as years', [personId]);
      const { age } = ageOnFile({ minorTrack: false, settled: false, birth }, day?.today ?? '');
      expect({ birth, years: inDatabase?.years }).toEqual({ birth, years: typeof age === 'number' ? age : 0 });
    }
  });
});

describe('asked again', () => {
  it('draws Giulia the course of the PHQ-9, says when it is worth asking, and puts it on her day', async () => {
    const { caseId } = await rashidsFile(town, 'giulia');
    const giulia = await town.as('giulia');
    const all = (points: number) => Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`P${index + 1}`, index === 8 ? 0 : points]));
    const ids: string[] = [];
    for (const points of [2, 1]) {
      const one = await begin(giulia, caseId, 'phq-9', { language: 'en' });
      const kept = await answer(giulia, one.id, one.version, all(points));
      await complete(giulia, one.id, kept.body.version);
      ids.push(one.id);
    }
    const { points } = (await giulia.get<Course>(`/api/cases/${caseId}/course?instrument=phq-9`)).body;
    expect(points.map(({ id, least, most, apart }) => [id, least, most, apart])).toEqual([[ids[0], 16, 16, null], [ids[1], 8, 8, null]]);
    const offered = (await giulia.get<InstrumentsOffered>(`/api/cases/${caseId}/instruments`)).body.items.find(({ id }) => id === 'phq-9');
    expect(offered?.again).toMatchObject({ state: 'too-soon' });
    await town.look("update screening set again_on = current_date where case_id = $1", [caseId]);
    const due = (await giulia.get<Day>('/api/today')).body.items.filter((item) => item.kind === 'reassessment-due' && item.caseId === caseId);
    // Only the last asking counts: the first was followed by another.
    expect(due.map(({ id }) => id)).toEqual([ids[1]]);
    for (const name of outsiders) expect((await (await town.as(name)).get(`/api/cases/${caseId}/course?instrument=phq-9`)).status).toBe(404);
  });

  it('passes to Marco with the case when Giulia hands it over, and to Teresa when nobody holds it; each finds it by its month', async () => {
    const { caseId } = await rashidsFile(town, 'giulia');
    const [giulia, marco, teresa] = [await town.as('giulia'), await town.as('marco'), await town.as('teresa')];
    const one = await begin(giulia, caseId, 'phq-9', { language: 'en' });
    const kept = await answer(giulia, one.id, one.version, Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`P${index + 1}`, 0])));
    await complete(giulia, one.id, kept.body.version);
    const told = async (whom: typeof giulia) => ({
      month: (await whom.get<ReassessmentList>('/api/reassessments')).body.items.filter((line) => line.caseId === caseId).map((line) => [line.id, line.owner]),
      day: (await whom.get<Day>('/api/today')).body.items.filter((item) => item.kind === 'reassessment-due' && item.caseId === caseId).length,
    });
    // Weeks ahead it is on nobody's day, and already in the list of the months.
    await giulia.patch(`/api/cases/${caseId}`, { ownerId: giulia.memberId }, 1);
    expect([await told(giulia), await told(teresa)]).toEqual([{ month: [[one.id, 'Giulia Ferrara']], day: 0 }, { month: [], day: 0 }]);
    await town.look("update screening set again_on = current_date where case_id = $1", [caseId]);
    expect([(await told(giulia)).day, (await told(teresa)).day]).toEqual([1, 0]);

    expect((await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: marco.memberId, answersForIt: true })).status).toBeLessThan(300);
    const holds = async (memberId: string) => (await teresa.get<{ holders: { memberId: string; assignmentId: string }[] }>(`/api/cases/${caseId}/team`)).body.holders.find((holder) => holder.memberId === memberId)?.assignmentId;
    expect((await teresa.post(`/api/case-assignments/${await holds(giulia.memberId)}/end`, {})).status).toBe(200);
    expect([(await told(giulia)).day, (await told(marco)).day, (await told(teresa)).day]).toEqual([0, 1, 0]);

    await teresa.post(`/api/case-assignments/${await holds(marco.memberId)}/end`, {});
    expect([(await told(marco)).day, (await told(teresa)).day]).toEqual([0, 1]);
    for (const name of outsiders) expect((await (await town.as(name)).get<ReassessmentList>('/api/reassessments?whose=all')).body.items.filter((line) => line.caseId === caseId)).toEqual([]);
  });

  it('shows Marco at article 603-bis what Blessing heard with the 67, and answers nothing for him', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco']);
    const [blessing, marco] = [await town.as('blessing'), await town.as('marco')];
    const heard = await begin(blessing, caseId, 'ilo-labour-adult-child');
    await answer(blessing, heard.id, heard.version, { 'D4.04': 'yes', 'D4.03': 'no' });
    const law = await begin(marco, caseId, 'art-603-bis');
    const { items } = (await marco.get<Heard>(`/api/screenings/${law.id}/heard`)).body;
    expect(items).toMatchObject([{ code: 'I1', said: [{ screeningId: heard.id, code: 'D4.04', instrument: { id: 'ilo-labour-adult-child' } }] }]);
    expect((await marco.get<Screening>(`/api/screenings/${law.id}`)).body.answers).toEqual({});
  });
});
