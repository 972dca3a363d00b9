import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Expiries, Fact, FactHistory, FactWritten, NeedReading, Needs, Profile } from './contract.ts';
import { dayIn, daysAfter } from './domain.ts';
import { outsiders, rashidsCase } from './testing/case.ts';

let town: Town;
let giulia: Worker;
beforeAll(async () => {
  town = await aTown();
  giulia = await town.as('giulia');
});
afterAll(() => town.leave());

const today = dayIn(new Date());
const fact = (caseId: string, field: string, value: FactWritten['value'], more: Partial<FactWritten> = {}): FactWritten =>
  ({ caseId, field, episodeId: null, value, source: { kind: 'interview', id: newId() }, learnedOn: today, dueOn: null, replaces: null, ...more });
const learn = (who: Worker, written: FactWritten, id = newId()) => who.put<Fact>(`/api/facts/${id}`, written);
const fieldsOf = (profile: Profile) => profile.sections.flatMap((section) => section.fields);
const knownTo = async (who: Worker, caseId: string) => {
  const { status, body } = await who.get<Profile>(`/api/cases/${caseId}/profile`);
  return { status, known: status === 200 ? fieldsOf(body).filter((field) => field.fact).map((field) => field.key).sort() : [], seen: status === 200 ? fieldsOf(body).map((field) => field.key) : [] };
};

describe('what the team learns of Rashid', () => {
  it('stands in his profile with where and when Giulia learned it, and everything else is simply not known yet', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const interview = newId();
    const learned = await learn(giulia, fact(caseId, 'housing-kind', 'employer-tied', { source: { kind: 'interview', id: interview }, learnedOn: daysAfter(today, -2) }));
    expect(learned.status).toBe(200);
    const { body } = await giulia.get<Profile>(`/api/cases/${caseId}/profile`);
    const housing = fieldsOf(body).find((field) => field.key === 'housing-kind');
    expect(housing?.fact).toMatchObject({ value: 'employer-tied', source: { kind: 'interview', id: interview }, learnedOn: daysAfter(today, -2), author: { name: 'Giulia Ferrara' }, confirmed: null });
    expect(fieldsOf(body).filter((field) => field.fact === null).length).toBe(fieldsOf(body).length - 1);
  });

  it('is confirmed with one touch, and who learned it stays', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['marco']);
    const { body: learned } = await learn(giulia, fact(caseId, 'digital-phone', 'shared'));
    const marco = await town.as('marco');
    expect((await marco.post<Fact>(`/api/facts/${learned.id}/confirmations`, {})).body).toMatchObject({ author: { name: 'Giulia Ferrara' }, confirmed: { by: { name: 'Marco D’Alessio' } } });
    expect((await giulia.get<Profile>(`/api/cases/${caseId}/profile`)).body.sections.find((one) => one.key === 'digital')?.fields[0]?.fact?.confirmed?.by.name).toBe('Marco D’Alessio');
  });

  it('steps back into the history when something newer is learned, and can be taken back', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const { body: first } = await learn(giulia, fact(caseId, 'education-italian', 'a1'));
    const { body: second } = await learn(giulia, fact(caseId, 'education-italian', 'a2', { replaces: first.id }));
    await learn(giulia, fact(caseId, 'education-italian', null, { replaces: second.id }));
    const { body } = await giulia.get<FactHistory>(`/api/cases/${caseId}/profile/education-italian`);
    expect(body.items.map((one) => one.value)).toEqual([null, 'a2', 'a1']);
    expect((await giulia.post(`/api/facts/${first.id}/confirmations`, {})).body.code).toBe('changed-meanwhile');
  });

  it('is not overwritten by a colleague who had not seen it, and sending it twice changes nothing', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    const id = newId();
    const written = fact(caseId, 'housing-safe', 'not-safe');
    const { body: kept } = await learn(giulia, written, id);
    expect((await learn(giulia, written, id)).body).toEqual(kept);
    expect((await learn(marco, fact(caseId, 'housing-safe', 'safe'))).body.code).toBe('changed-meanwhile');
    const { body: newer } = await learn(giulia, fact(caseId, 'housing-safe', 'in-part', { replaces: id }));
    expect((await learn(marco, fact(caseId, 'housing-safe', 'safe', { replaces: id }))).body.code).toBe('changed-meanwhile');
    expect((await learn(marco, fact(caseId, 'housing-safe', 'safe', { replaces: newer.id }))).status).toBe(200);
  });

  it('must fit its field, its day, and a field that exists', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const refused = [fact(caseId, 'housing-kind', 'castle'), fact(caseId, 'religion', 'any'), fact(caseId, 'housing-rent', -5), fact(caseId, 'wishes-first', 'casa', { learnedOn: daysAfter(today, 1) }), fact(caseId, 'wishes-first', 'casa', { dueOn: today })];
    for (const one of refused) expect([one.field, (await learn(giulia, one)).body.code]).toEqual([one.field, 'invalid-input']);
  });

  it('has exactly one current value per field, however it is written', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const fields = ['housing-kind', 'status-permit', 'work-now'] as const;
    const values = { 'housing-kind': ['none', 'rented'], 'status-permit': ['asked', 'work'], 'work-now': ['seeking', 'declared'] } as const;
    const written: string[] = [];
    const attempt = fc.record({ field: fc.constantFrom(...fields), value: fc.nat({ max: 1 }), replaces: fc.option(fc.nat({ max: 30 }), { nil: null }) });
    await fc.assert(fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 8 }), async (attempts) => {
      for (const one of attempts) {
        const id = newId();
        const replaces = one.replaces === null ? null : written.at(-1 - (one.replaces % Math.max(1, written.length))) ?? null;
        const { status } = await learn(giulia, fact(caseId, one.field, values[one.field][one.value] ?? null, { replaces }), id);
        expect([200, 412]).toContain(status);
        if (status === 200) written.push(id);
      }
      const rows = await town.look<{ field: string; facts: number; current: number }>('select field, count(*) as facts, count(*) filter (where superseded_by is null) as current from profile_fact where case_id = $1 group by field', [caseId]);
      expect(rows.map((row) => row.current)).toEqual(rows.map(() => 1));
    }), { numRuns: 15 });
  });
});

describe('who may know it', () => {
  it('Anna sees the work and not the exploitation; Teresa sees all; Amal, who mediates, sees no profile', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna', 'rubina']);
    await learn(giulia, fact(caseId, 'housing-kind', 'employer-tied'));
    await learn(giulia, fact(caseId, 'work-pay-received', 450));
    const { body: hidden } = await learn(giulia, fact(caseId, 'exploitation-control', ['documents', 'debt']));
    const anna = await town.as('anna');
    const seen = await knownTo(anna, caseId);
    expect(seen.known).toEqual(['housing-kind', 'work-pay-received']);
    expect(seen.seen.some((key) => key.startsWith('exploitation') || key.startsWith('money') || key === 'health-pregnancy')).toBe(false);
    expect((await anna.get<FactHistory>(`/api/cases/${caseId}/profile/exploitation-control`)).body.items).toEqual([]);
    expect((await anna.post(`/api/facts/${hidden.id}/confirmations`, {})).body.code).toBe('not-found');
    expect((await learn(anna, fact(caseId, 'money-pressure', true))).body.code).toBe('not-allowed');
    expect((await knownTo(await town.as('teresa'), caseId)).known).toEqual(['exploitation-control', 'housing-kind', 'work-pay-received']);
    expect(await knownTo(await town.as('rubina'), caseId)).toMatchObject({ status: 404 });
  });

  it('nobody outside learns that the case exists', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const { body: known } = await learn(giulia, fact(caseId, 'status-permit', 'work', { dueOn: daysAfter(today, 5) }));
    const need = newId();
    await giulia.put(`/api/needs/${need}`, { caseId, domain: 'housing', level: 3, replaces: null });
    for (const name of outsiders) {
      const who = await town.as(name);
      for (const of of [caseId, newId()]) {
        const answers = await Promise.all([
          who.get(`/api/cases/${of}/profile`), who.get(`/api/cases/${of}/profile/status-permit`), who.get(`/api/cases/${of}/needs`), who.get(`/api/cases/${of}/plan`),
          learn(who, fact(of, 'status-permit', 'work')), who.put(`/api/needs/${newId()}`, { caseId: of, domain: 'safety', level: 1, replaces: null }),
          who.post(`/api/facts/${of === caseId ? known.id : newId()}/confirmations`, {}), who.put(`/api/plans/${newId()}`, { caseId: of }),
          who.put(`/api/distance-readings/${newId()}`, { caseId: of, domain: 'safety', moment: 'entry', ratedBy: 'person', value: 3 }),
        ]);
        expect(answers.map((answer) => [name, answer.status, answer.body.code])).toEqual(answers.map(() => [name, 404, 'not-found']));
      }
      expect([name, (await who.get<Expiries>('/api/expiries')).body.items]).toEqual([name, []]);
    }
  });

  it('a colleague barred from the case loses sight of it at once', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['blessing']);
    const blessing = await town.as('blessing');
    await learn(giulia, fact(caseId, 'wishes-first', 'imparare l’italiano'));
    expect((await knownTo(blessing, caseId)).known).toEqual(['wishes-first']);
    expect((await (await town.as('teresa')).put(`/api/case-bars/${newId()}`, { caseId, memberId: blessing.memberId, askedBy: 'person', reason: 'la conosce' })).status).toBe(200);
    expect(await knownTo(blessing, caseId)).toMatchObject({ status: 404 });
  });

  it('leaves a line in the trail for each reading and each change, without a word of what was said', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    await learn(giulia, fact(caseId, 'wishes-first', 'una stanza sua'));
    await giulia.get(`/api/cases/${caseId}/profile`);
    const lines = await town.look<{ action: string; details: unknown }>('select action, details, person_id from audit_event where case_id = $1 and action ~ $2 order by at', [caseId, '^(fact|profile)']);
    expect(lines.map((line) => line.action)).toEqual(['fact.learn', 'profile.read']);
    expect(JSON.stringify(lines)).not.toContain('stanza');
  });

  it('and the rows themselves say nothing to whoever steals the disk', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    await learn(giulia, fact(caseId, 'exploitation-place', 'serre vicino al fiume'));
    const [row] = await town.look<{ whole: string; value: Buffer }>('select profile_fact::text as whole, value_sealed as value from profile_fact where case_id = $1', [caseId]);
    expect(row?.value.toString('utf8')).not.toContain('serre');
    expect(row?.whole).not.toContain(Buffer.from('serre').toString('hex'));
  });
});

describe('what is about to end', () => {
  it('is told to Giulia nearest first, by field and day, and only for her people', async () => {
    const mine = await rashidsCase(town, 'giulia');
    const notMine = await rashidsCase(town, 'marco');
    await learn(await town.as('marco'), fact(notMine.caseId, 'status-permit', 'work', { dueOn: daysAfter(today, 1) }));
    await learn(giulia, fact(mine.caseId, 'status-permit', 'seasonal', { dueOn: daysAfter(today, 20) }));
    await learn(giulia, fact(mine.caseId, 'housing-kind', 'reception-centre', { dueOn: daysAfter(today, -1) }));
    await learn(giulia, fact(mine.caseId, 'work-contract', 'seasonal', { dueOn: daysAfter(today, 91) }));
    const { body } = await giulia.get<Expiries>('/api/expiries');
    expect(body.items.some((one) => one.caseId === notMine.caseId)).toBe(false);
    expect(body.items.filter((one) => one.caseId === mine.caseId).map((one) => [one.field, one.rung])).toEqual([['housing-kind', 'past'], ['status-permit', 'within-30']]);
  });
});

describe('the needs', () => {
  it('keep the first reading beside the latest, the worker’s level beside the person’s own priority', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna']);
    const first = newId();
    await giulia.put(`/api/needs/${first}`, { caseId, domain: 'housing', level: 3, ownPriority: 1, words: 'non voglio più dormire lì', replaces: null });
    const anna = await town.as('anna');
    expect((await anna.put(`/api/needs/${newId()}`, { caseId, domain: 'housing', level: 2, replaces: null })).body.code).toBe('changed-meanwhile');
    expect((await anna.put<NeedReading>(`/api/needs/${newId()}`, { caseId, domain: 'housing', level: 1, ownPriority: 4, replaces: first })).status).toBe(200);
    const { body } = await giulia.get<Needs>(`/api/cases/${caseId}/needs`);
    expect(body.items.map((one) => [one.level, one.ownPriority, one.assessedBy.name, one.current])).toEqual([[3, 1, 'Giulia Ferrara', false], [1, 4, 'Anna Pagano', true]]);
  });
});

describe('what Rashid told of his jobs, one by one', () => {
  const about = (date: [number, number | null], precision: 'estimated' | 'declared' = 'estimated') => ({ precision, year: date[0], month: date[1], day: null });

  it('stands apart from how he works now: two jobs, each with its own time and facts, each fact with where it was learned', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna']);
    const anna = await town.as('anna');
    const [fields, site] = [newId(), newId()];
    await learn(giulia, fact(caseId, 'work-sector', 'logistics'));
    await learn(giulia, fact(caseId, 'work-sector', 'agriculture', { episodeId: fields }));
    await learn(giulia, fact(caseId, 'work-from', about([2021, null]), { episodeId: fields }));
    await learn(anna, fact(caseId, 'work-pay-received', 600, { episodeId: fields, source: { kind: 'document', id: null } }));
    await learn(anna, fact(caseId, 'work-sector', 'construction', { episodeId: site }));
    await learn(anna, fact(caseId, 'work-from', about([2023, 5], 'declared'), { episodeId: site }));
    const { body } = await giulia.get<Profile>(`/api/cases/${caseId}/profile`);
    const told = body.episodes.map((one) => Object.fromEntries(one.fields.flatMap(({ key, fact: known }) => (known ? [[key, [known.value, known.author.name, known.source.kind]]] : []))));
    expect(body.episodes.map((one) => [one.id, one.kind])).toEqual([[site, 'work'], [fields, 'work']]);
    expect(told[1]).toEqual({ 'work-from': [about([2021, null]), 'Giulia Ferrara', 'interview'], 'work-sector': ['agriculture', 'Giulia Ferrara', 'interview'], 'work-pay-received': [600, 'Anna Pagano', 'document'] });
    expect(fieldsOf(body).find((field) => field.key === 'work-sector')?.fact).toMatchObject({ value: 'logistics', episodeId: null });
  });

  it('is corrected and confirmed fact by fact, never asked again; a fact taken back everywhere is an episode told no more', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    const episodeId = newId();
    const first = await learn(giulia, fact(caseId, 'work-role', 'Raccolta', { episodeId }));
    expect((await learn(marco, fact(caseId, 'work-role', 'Potatura', { episodeId }))).body.code).toBe('changed-meanwhile');
    const second = await learn(marco, fact(caseId, 'work-role', 'Raccolta e potatura', { episodeId, replaces: first.body.id }));
    await giulia.post(`/api/facts/${second.body.id}/confirmations`, {});
    const { body: history } = await giulia.get<FactHistory>(`/api/cases/${caseId}/profile/work-role?episode=${episodeId}`);
    expect(history.items.map((one) => [one.value, one.author.name, one.confirmed?.by.name ?? null])).toEqual([['Raccolta e potatura', 'Marco D’Alessio', 'Giulia Ferrara'], ['Raccolta', 'Giulia Ferrara', null]]);
    expect((await giulia.get<FactHistory>(`/api/cases/${caseId}/profile/work-role`)).body.items).toEqual([]);
    await learn(giulia, fact(caseId, 'work-role', null, { episodeId, replaces: second.body.id }));
    expect((await giulia.get<Profile>(`/api/cases/${caseId}/profile`)).body.episodes).toEqual([]);
  });

  it('shows Anna the jobs and not what was done to him, and nobody outside anything', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna']);
    const anna = await town.as('anna');
    const [job, harm] = [newId(), newId()];
    await learn(giulia, fact(caseId, 'work-sector', 'agriculture', { episodeId: job }));
    await learn(giulia, fact(caseId, 'exploitation-control', ['documents', 'debt'], { episodeId: harm }));
    const seenBy = async (who: Worker) => (await who.get<Profile>(`/api/cases/${caseId}/profile`)).body;
    expect((await seenBy(giulia)).episodes.map((one) => one.kind).sort()).toEqual(['exploitation', 'work']);
    expect(await seenBy(anna)).toMatchObject({ episodes: [{ id: job, kind: 'work' }], episodeKinds: ['work'] });
    expect((await anna.get<FactHistory>(`/api/cases/${caseId}/profile/exploitation-control?episode=${harm}`)).body.items).toEqual([]);
    expect((await learn(anna, fact(caseId, 'exploitation-place', 'Campagna', { episodeId: harm }))).status).not.toBe(200);
    for (const name of outsiders) expect([name, (await (await town.as(name)).get(`/api/cases/${caseId}/profile`)).status]).toEqual([name, 404]);
    const rows = await town.look<{ value_sealed: Buffer }>('select value_sealed from profile_fact where episode_id = $1', [harm]);
    expect(rows.every((row) => !row.value_sealed.toString('latin1').includes('documents'))).toBe(true);
  });

  it('refuses a field that no episode has, a date of nobody, and one episode of two kinds', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const { caseId: other } = await rashidsCase(town, 'giulia');
    const episodeId = newId();
    await learn(giulia, fact(caseId, 'work-sector', 'care', { episodeId }));
    const refused = async (of: string, field: string, value: FactWritten['value'], more: Partial<FactWritten> = {}) => (await learn(giulia, fact(of, field, value, more))).body.code;
    expect(await refused(caseId, 'housing-kind', 'rented', { episodeId: newId() })).toBe('invalid-input');
    expect(await refused(caseId, 'work-from', about([2022, 1]))).toBe('invalid-input');
    expect(await refused(caseId, 'work-from', { precision: 'exact', year: 2022, month: null, day: null }, { episodeId })).toBe('invalid-input');
    expect(await refused(caseId, 'exploitation-place', 'Campagna', { episodeId })).toBe('invalid-input');
    expect(await refused(other, 'work-role', 'Cura', { episodeId })).toBe('invalid-input');
  });
});
