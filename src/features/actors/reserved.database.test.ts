import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { aCase, outsiders } from '../cases/testing/case.ts';
import { filled } from '../worksheet/testing/desk.ts';
import type { FoundActors, Reserved } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

type Name = Parameters<Town['as']>[0];
const read = async (name: Name, caseId: string) => (await town.as(name)).get<Reserved>(`/api/cases/${caseId}/reserved`);
const writeActor = async (name: Name, caseId: string, actorName: string, id = newId(), more: Record<string, unknown> = {}) => {
  const answer = await (await town.as(name)).put<Reserved>(`/api/alleged-actors/${id}`, { caseId, kind: 'intermediary', content: { name: actorName, ...more } }, 0);
  return { id, ...answer };
};
const duty = { capacity: 'public-service', decision: 'duty-holds', told: 'yes', decidedOn: '2026-11-20', norms: ['cpp-331'], content: { facts: 'Mi ha mostrato i messaggi del capo.', toldHow: 'A voce, in bengalese, prima del colloquio.', reasons: 'Reato procedibile d’ufficio, appreso nel servizio.' } };

/** Those of the team who follow the case beside the two who may know, and everybody outside. */
const others = ['giulia', 'blessing', 'amal', 'anna', 'chiara', ...outsiders] as const;

describe('what Marco and Teresa alone may know of', () => {
  it('answers everybody else as for a case that nobody has, also those who hear the whole story, and under break-glass', async () => {
    const { caseId, code } = await aCase(town, 'giulia', ['marco', 'blessing', 'amal', 'anna']);
    expect((await writeActor('marco', caseId, 'Zahir il grande')).status).toBe(200);
    const nobody = await (await town.as('giulia')).get('/api/cases/00000000-0000-7000-8000-000000000000/reserved');
    await (await town.as('chiara')).put(`/api/break-glass/${newId()}`, { code, reason: 'La persona è al pronto soccorso da sola.' });
    for (const name of others) {
      const answer = await read(name, caseId);
      expect({ name, status: answer.status, body: answer.body }).toEqual({ name, status: nobody.status, body: nobody.body });
      expect((await (await town.as(name)).post<FoundActors>('/api/alleged-actors/search', { words: 'Zahir' })).body.items ?? []).toEqual([]);
      expect((await writeActor(name, caseId, 'Prova')).status).toBe(404);
    }
    for (const name of ['marco', 'teresa'] as const) expect((await read(name, caseId)).body.actors.map((one) => one.content?.name)).toEqual(['Zahir il grande']);
    expect(await town.look("select 1 from alleged_actor where position(convert_to('Zahir', 'UTF8') in content_sealed) > 0")).toEqual([]);
  });

  it('leaves no trace in the trail that colleagues read, and a line for every read in that of the officer', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    await writeActor('marco', caseId, 'Fattoria del Sole');
    await read('teresa', caseId);
    expect(await town.look('select 1 from audit_event where case_id = $1 and (action like $2 or subject = $3)', [caseId, 'reserved%', 'reserved'])).toEqual([]);
    const teresa = await town.as('teresa');
    expect(await town.look("select action from audit_event where subject = 'reserved' and subject_id = $1 and member_id = $2", [caseId, teresa.memberId])).toEqual([{ action: 'reserved.read' }]);
    const header = JSON.stringify((await (await town.as('giulia')).get(`/api/cases/${caseId}/timeline`)).body) + JSON.stringify((await (await town.as('giulia')).get(`/api/cases/${caseId}/audience`)).body);
    expect(header).not.toMatch(/reserved|duty|actor-|alleged/);
  });

  it('shows nothing to a statement slipped into a request of Giulia, who follows the case: no row, no count, no key', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const { id } = await writeActor('marco', caseId, 'Omar');
    const giulia = await town.as('giulia');
    let seen = 0;
    await smuggled(town, 'giulia', async (ask) => {
      await ask('begin');
      for (const text of ['select 1 from alleged_actor', 'select 1 from duty_decision', 'select 1 from actor_link', 'select 1 from actor_tie', 'select 1 from duty_addendum', 'select 1 from duty_opinion',
        "select 1 from vault_key where compartment = 'reserved'"]) seen += (await ask(text)).length;
      await ask('rollback');
    });
    expect(seen).toBe(0);
    await expect(smuggled(town, 'giulia', async (ask) => {
      await ask("insert into actor_link (id, programme_id, case_id, to_actor, kind, confidence, content_sealed, author_id) select $1, programme_id, id, $2, 'other', 'low', 'x', $3 from case_file where id = $4", [newId(), id, giulia.memberId, caseId]);
    })).rejects.toThrow(/row-level security/);
  });
});

describe('a decision on a duty to report', () => {
  it('is written, signed, and never changes; what follows is added, and a second person says what they think', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const [marco, teresa, id] = [await town.as('marco'), await town.as('teresa'), newId()];
    const write = (version: number, more: Record<string, unknown> = {}) => marco.put<Reserved>(`/api/duty-decisions/${id}`, { caseId, ...duty, ...more }, version);
    expect((await write(0)).body.duties).toMatchObject([{ state: 'draft', content: duty.content, mine: true }]);
    expect((await read('teresa', caseId)).body.duties).toEqual([]);
    await write(1, { decision: 'reassess' });
    expect((await marco.put(`/api/duty-addenda/${newId()}`, { decisionId: id, kind: 'addendum', words: 'Presto' })).body.code).toBe('illegal-move');
    await marco.post(`/api/duty-decisions/${id}/moves`, { move: 'sign' }, 2);
    expect((await write(3)).body.code).toBe('already-signed');
    expect((await marco.put(`/api/duty-opinions/${newId()}`, { decisionId: id, agrees: true, reason: 'Mi do ragione.' })).body.code).toBe('not-allowed');
    await teresa.put(`/api/duty-opinions/${newId()}`, { decisionId: id, agrees: false, reason: 'Sentiamo prima la Procura.' });
    await teresa.put(`/api/duty-addenda/${newId()}`, { decisionId: id, kind: 'transmitted', words: 'Alla Procura, protocollo 88, il 25 novembre.' });
    expect((await read('marco', caseId)).body.duties).toMatchObject([{ state: 'signed', decision: 'reassess', opinions: [{ agrees: false, reason: 'Sentiamo prima la Procura.' }], addenda: [{ kind: 'transmitted' }] }]);
    expect(await smuggled(town, 'marco', (ask) => ask("update duty_decision set decision = 'no-duty' where id = $1 returning id", [id]))).toEqual([]);
  });
});

describe('alleged actors', () => {
  it('are joined by relations with who said it and how sure one is; a wrong one is struck', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const [farm, boss, link] = [(await writeActor('marco', caseId, 'Fattoria Verde')).id, (await writeActor('marco', caseId, 'Zio Kamal', newId(), { aliases: ['Kamal Uddin'] })).id, newId()];
    const marco = await town.as('marco');
    const content = { period: 'estate 2025', source: 'Racconto del 12 ottobre', words: '' };
    await marco.put(`/api/actor-links/${newId()}`, { caseId, from: null, to: boss, kind: 'recruited-by', confidence: 'high', content });
    const { body } = await marco.put<Reserved>(`/api/actor-links/${link}`, { caseId, from: boss, to: farm, kind: 'works-for', confidence: 'low', content });
    expect(body.links).toMatchObject([{ from: null, to: boss, confidence: 'high', content }, { from: boss, to: farm }]);
    expect((await marco.put<Reserved>(`/api/actor-links/${link}/struck`, {})).body.links).toHaveLength(1);
    expect(await town.look('select struck_at is not null as struck from actor_link where id = $1', [link])).toEqual([{ struck: true }]);
  });

  it('are found by name in the other cases that one may read: Teresa in all, Marco in his own', async () => {
    const [one, two] = [await aCase(town, 'giulia', ['marco']), await aCase(town, 'giulia')];
    await writeActor('marco', one.caseId, 'Iqbal Sarkar');
    await writeActor('teresa', two.caseId, 'Sarkar Iqbal');
    const search = async (name: Name) => (await (await town.as(name)).post<FoundActors>('/api/alleged-actors/search', { words: 'iqbal sarkar' })).body.items.map((item) => item.caseId).toSorted();
    expect(await search('teresa')).toEqual([one.caseId, two.caseId].toSorted());
    expect(await search('marco')).toEqual([one.caseId]);
  });

  it('that may be tied to a colleague warn Teresa; the colleague never learns of it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'rubina']);
    const [marco, rubina, teresa] = [await town.as('marco'), await town.as('rubina'), await town.as('teresa')];
    const { id } = await writeActor('marco', caseId, 'Shafiq Akter');
    const tied = await marco.put<Reserved>(`/api/actor-ties/${newId()}`, { caseId, actorId: id, memberId: rubina.memberId, words: 'Dice che sono cugini.' });
    expect(tied.body.actors).toMatchObject([{ ties: [{ member: { name: 'Rubina Akter' }, follows: true, words: 'Dice che sono cugini.' }] }]);
    const kinds = async (name: Name) => (await (await town.as(name)).get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items.filter((item) => item.kind === 'conflict-possible' && item.subjectId === caseId).length;
    expect([await kinds('teresa'), await kinds('rubina'), await kinds('marco')]).toEqual([1, 0, 0]);
    // Of the legal operator himself only the others learn.
    await teresa.put(`/api/actor-ties/${newId()}`, { caseId, actorId: id, memberId: marco.memberId, words: 'Lo ha difeso anni fa.' });
    expect((await read('marco', caseId)).body.actors[0]?.ties.map((tie) => tie.member.name)).toEqual(['Rubina Akter']);
    expect((await read('teresa', caseId)).body.actors[0]?.ties).toHaveLength(2);
    expect((await marco.put(`/api/actor-ties/${newId()}`, { caseId, actorId: id, memberId: marco.memberId, words: 'Io stesso.' })).body.code).toBe('not-allowed');
  });
});

describe('the employer whom a worksheet names', () => {
  it('becomes an alleged actor for Marco and Teresa; Anna, who wrote the worksheet, and everybody else who reads it or its trail find not a letter changed', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'blessing', 'amal', 'anna']);
    const [anna, marco, teresa] = [await town.as('anna'), await town.as('marco'), await town.as('teresa')];
    const worksheet = await filled(anna, caseId);
    const [episode] = worksheet.content.episodes;
    const seen = async (name: Name): Promise<string> => {
      const who = await town.as(name);
      const answers = await Promise.all([`/api/worksheets/${worksheet.id}`, `/api/cases/${caseId}/worksheets`, `/api/cases/${caseId}/reserved`, `/api/cases/${caseId}`].map((path) => who.get(path)));
      return JSON.stringify(answers.map(({ status, body }) => ({ status, body })));
    };
    const before = new Map<Name, string>();
    for (const name of others) before.set(name, await seen(name));
    const lines = (): Promise<unknown[]> => town.look("select action, subject from audit_event where case_id = $1 and action not like '%.read' and action not like '%.list' order by action", [caseId]);
    const trail = await lines();

    const naming = { caseId, actorId: newId(), episodeId: episode?.id, part: 'employer', written: { kind: 'firm', content: { name: 'Serre Bianchi', aliases: [], words: '' } }, link: { id: newId(), kind: 'works-for', confidence: 'medium', content: { source: 'La persona, nel prospetto' } } };
    for (const name of others) expect([name, (await (await town.as(name)).put(`/api/actor-namings/${newId()}`, naming)).status]).toEqual([name, 404]);
    const id = newId();
    for (let times = 0; times < 2; times += 1) expect((await marco.put(`/api/actor-namings/${id}`, naming)).status).toBe(200);
    expect((await read('teresa', caseId)).body).toMatchObject({ actors: [{ content: { name: 'Serre Bianchi' } }], links: [{ from: null, to: naming.actorId, kind: 'works-for' }], namings: [{ id, actorId: naming.actorId, episodeId: episode?.id, part: 'employer' }] });
    // Somebody else's actor cannot be named here, nor one that does not stand.
    const elsewhere = await aCase(town, 'giulia', ['marco']);
    const { id: foreign } = await writeActor('marco', elsewhere.caseId, 'Altrove');
    expect((await teresa.put(`/api/actor-namings/${newId()}`, { caseId, actorId: foreign, episodeId: episode?.id, part: 'intermediary' })).status).toBe(404);

    // It was another Bianchi: who is named wrongly does not stay so, the row does, and whoever it is can be named instead.
    for (const name of others) expect([name, (await (await town.as(name)).put(`/api/actor-namings/${id}/struck`, {})).status]).toEqual([name, 404]);
    for (let times = 0; times < 2; times += 1) expect((await teresa.put<Reserved>(`/api/actor-namings/${id}/struck`, {})).body.namings).toEqual([]);
    expect(await town.look('select struck_at is not null as struck from actor_naming where id = $1', [id])).toEqual([{ struck: true }]);
    const again = newId();
    expect((await marco.put<Reserved>(`/api/actor-namings/${again}`, { caseId, actorId: naming.actorId, episodeId: episode?.id, part: 'employer' })).body.namings).toMatchObject([{ id: again }]);

    for (const name of others) expect([name, await seen(name)]).toEqual([name, before.get(name)]);
    expect(await lines()).toEqual(trail);
    expect(await smuggled(town, 'anna', (ask) => ask('select 1 from actor_naming'))).toEqual([]);
  });
});
