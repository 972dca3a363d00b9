import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { aCase, type KnownCase, outsiders } from '../cases/testing/case.ts';
import type { Today } from '../today/contract.ts';
import type { CaseMinor, CaseSafetyPlan, Identifications, MinorPath, PlanPaper } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

type Name = Parameters<Town['as']>[0];
const doubted = async (): Promise<KnownCase> => {
  const known = await aCase(town, 'blessing', ['amal']);
  const amal = await town.as('amal');
  expect((await amal.post(`/api/persons/${known.personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'Dice di avere sedici anni' })).status).toBe(200);
  return known;
};
const pathOf = async (name: Name, { caseId }: KnownCase): Promise<MinorPath> => {
  const { body } = await (await town.as(name)).get<CaseMinor>(`/api/cases/${caseId}/minor-path`);
  const [path] = body.paths;
  if (!path) throw new Error('no path was opened');
  return path;
};
const step = async (name: Name, pathId: string, kind: string, more: Record<string, unknown> = {}) =>
  (await town.as(name)).put<CaseMinor>(`/api/minor-steps/${newId()}`, { pathId, kind, state: 'done', at: new Date().toISOString(), words: 'Parlato con la dottoressa di turno, protocollo 7.', ...more });
const move = async (name: Name, path: MinorPath, named: string) =>
  (await town.as(name)).post<CaseMinor>(`/api/minor-paths/${path.id}/moves`, { id: newId(), move: named, reason: 'Così risulta dagli atti.' }, path.version);

describe('a boy who says he is sixteen', () => {
  it('has a path from the moment Amal doubts: the three to tell at once stand first, with where that is written', async () => {
    const known = await doubted();
    const path = await pathOf('blessing', known);
    expect(path).toMatchObject({ state: 'suspected', openedBy: { name: 'Amal Haddad' } });
    expect(path.steps.slice(0, 3)).toEqual(['report-prosecutor', 'report-police', 'report-social-services'].map((kind) => expect.objectContaining({ kind, state: 'to-do', atOnce: true, late: false, source: expect.stringContaining('http') })));
    expect(path.steps.find((one) => one.kind === 'assent')).toMatchObject({ dueOn: null, source: null });
    expect((await (await town.as('teresa')).get<Today>('/api/today')).body.items).toContainEqual(expect.objectContaining({ kind: 'minor-path-owed', caseId: known.caseId }));
    expect((await (await town.as('amal')).get(`/api/cases/${known.caseId}/minor-path`)).status).toBe(404);
    for (const name of ['marco', ...outsiders] as const) expect((await (await town.as(name)).get(`/api/cases/${known.caseId}/minor-path`)).status).toBe(404);
  });

  it('is reported only once all three were told, and the clocks of the place begin with the place', async () => {
    const known = await doubted();
    let path = await pathOf('blessing', known);
    expect((await move('blessing', path, 'report')).body.code).toBe('reports-first');
    await step('blessing', path.id, 'report-prosecutor');
    await step('blessing', path.id, 'report-police', { state: 'not-applicable', words: 'Era già con i Carabinieri.' });
    await step('blessing', path.id, 'report-social-services');
    path = await pathOf('blessing', known);
    expect(path.steps.find((one) => one.kind === 'report-police')).toMatchObject({ state: 'not-applicable', words: 'Era già con i Carabinieri.', by: { name: 'Blessing Okoro' } });
    expect(path.may).toContain('report');
    expect(path.steps.some((one) => one.kind === 'reception-databases')).toBe(false);
    await move('blessing', path, 'report');
    await step('blessing', path.id, 'reception-place', { at: '2026-06-01T10:00:00.000Z' });
    path = await pathOf('blessing', known);
    expect(path.state).toBe('reported');
    // Three working days from Monday 1 June, and the 2nd is a holiday.
    expect(path.steps.find((one) => one.kind === 'reception-databases')).toMatchObject({ dueOn: '2026-06-05', late: true });
    expect(await town.look("select 1 from minor_step where position(convert_to('Carabinieri', 'UTF8') in words_sealed) > 0")).toEqual([]);
  });

  it('is held to be a child until an authority says adult; nobody of the house can say so', async () => {
    const known = await doubted();
    const blessing = await town.as('blessing');
    const path = await pathOf('blessing', known);
    expect(path.may).not.toContain('reclassify');
    expect((await move('blessing', path, 'reclassify')).body.code).toBe('authority-outcome-missing');
    expect((await blessing.post(`/api/persons/${known.personId}/moves`, { id: newId(), move: 'reclassify', reason: 'Sembra adulto' })).body.code).toBe('authority-outcome-missing');
    const found = async (outcome: string, decidedOn = '2026-03-02') => blessing.put<CaseMinor>(`/api/age-outcomes/${newId()}`, { pathId: path.id, authority: 'juvenile-court', outcome, decidedOn, reference: 'Decreto 41/2026' });
    expect((await found('adult', '2099-01-01')).body.code).toBe('invalid-input');
    await found('undetermined');
    expect((await move('blessing', path, 'reclassify')).body.code).toBe('authority-outcome-missing');
    await found('adult');
    expect((await move('blessing', path, 'reclassify')).body).toMatchObject({ doubt: false, paths: [{ state: 'reclassified', ages: [{ outcome: 'undetermined' }, { outcome: 'adult', reference: 'Decreto 41/2026' }] }] });
    expect((await step('blessing', path.id, 'assent')).body.code).toBe('illegal-move');
    // A new doubt is a new path; the old one stays.
    await (await town.as('amal')).post(`/api/persons/${known.personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'Un certificato di scuola' });
    expect((await blessing.get<CaseMinor>(`/api/cases/${known.caseId}/minor-path`)).body.paths.map((one) => one.state)).toEqual(['suspected', 'reclassified']);
  });
});

describe('the safety plan that Giulia makes with Mariama', () => {
  const content = { title: 'Appunti', signs: 'Quando lui beve.', helps: 'Uscire a camminare.', call: 'Giulia, poi il 112.', codeWord: 'ombrello', never: 'Mai telefonare dopo le otto.' };
  const write = async (name: Name, caseId: string, seen: number, more: Record<string, unknown> = {}, id = newId()) => ({ id, ...await (await town.as(name)).put<CaseSafetyPlan>(`/api/safety-plans/${id}`, { caseId, content, agreed: true, carry: 'not-asked', ...more }, seen) });

  it('is read by those who hear her story; a mediator and the labour expert learn nothing of it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'amal', 'anna']);
    expect((await write('giulia', caseId, 0)).body).toMatchObject({ current: { edition: 1, content: { codeWord: 'ombrello' } }, late: false });
    expect((await (await town.as('marco')).get<CaseSafetyPlan>(`/api/cases/${caseId}/safety-plan`)).body).toMatchObject({ current: { content: { never: 'Mai telefonare dopo le otto.' } } });
    for (const name of ['amal', 'anna', 'blessing', ...outsiders] as const) {
      expect((await (await town.as(name)).get(`/api/cases/${caseId}/safety-plan`)).status).toBe(404);
      expect((await write(name, caseId, 0)).status).toBeGreaterThanOrEqual(400);
    }
    expect(await town.look("select 1 from safety_plan where position(convert_to('ombrello', 'UTF8') in content_sealed) > 0")).toEqual([]);
  });

  it('goes on in editions: two who write at once do not lose each other’s words', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    await write('giulia', caseId, 0);
    expect((await write('marco', caseId, 0)).body.code).toBe('changed-meanwhile');
    expect((await write('marco', caseId, 1, { content: { ...content, helps: 'La sorella.' } })).body).toMatchObject({ current: { edition: 2, content: { helps: 'La sorella.' } }, earlier: [{ edition: 1 }] });
  });

  it('is printed only when she says that carrying it is safe, under a name that says nothing, without what is for the team', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await town.as('giulia');
    const first = await write('giulia', caseId, 0, { carry: 'not-safe' });
    expect((await giulia.get(`/api/safety-plans/${first.id}/paper`)).body.code).toBe('not-safe-to-carry');
    const second = await write('giulia', caseId, 1, { carry: 'safe' });
    const { body } = await giulia.get<PlanPaper>(`/api/safety-plans/${second.id}/paper`);
    expect(body).toMatchObject({ title: 'Appunti', parts: [{ part: 'signs' }, { part: 'helps' }, { part: 'call' }, { part: 'codeWord', words: 'ombrello' }] });
    expect(JSON.stringify(body)).not.toContain('telefonare dopo');
  });
});

describe('three facts that are never confused', () => {
  it('keep what an authority decided apart: it is copied with its act, and moves no assessment', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'amal']);
    const marco = await town.as('marco');
    const write = (decidedOn: string) => marco.put<Identifications>(`/api/identifications/${newId()}`, { caseId, authority: 'territorial-commission', kind: 'not-confirmed', decidedOn, content: { reference: 'Verbale 18/2026', effect: 'Può fare ricorso.' } });
    expect((await write('2099-01-01')).body.code).toBe('invalid-input');
    expect((await write('2026-04-02')).body.items).toMatchObject([{ authority: 'territorial-commission', kind: 'not-confirmed', decidedOn: '2026-04-02', content: { reference: 'Verbale 18/2026' }, by: { name: 'Marco D’Alessio' } }]);
    expect((await (await town.as('giulia')).get<{ state: string }>(`/api/cases/${caseId}/assessment`)).body.state).toBe('not-assessed');
    for (const name of ['amal', 'blessing', ...outsiders] as const) expect((await (await town.as(name)).get(`/api/cases/${caseId}/identifications`)).status).toBe(404);
  });
});
