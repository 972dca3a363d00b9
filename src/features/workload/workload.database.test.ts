import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aCase } from '../cases/testing/case.ts';
import type { LoadLine, WeighedCases, Workload } from './contract.ts';

let town: Town;
let anna: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [anna, teresa] = await Promise.all([town.as('anna'), town.as('teresa')]);
});
afterAll(() => town.leave());

const lineOf = async (who: Worker, of: Worker): Promise<LoadLine | undefined> => (await who.get<Workload>('/api/caseload')).body.items.find((line) => line.memberId === of.memberId);
const casesOf = async (who: Worker, of: Worker) => (await who.get<WeighedCases>(`/api/caseload/${of.memberId}`)).body;

describe('what Anna carries', () => {
  it('grows with each fact that weighs, and is told as a sum that Teresa can check', async () => {
    const before = await lineOf(teresa, anna);
    const { caseId, personId, code } = await aCase(town, 'anna');
    const weighed = async () => (await casesOf(teresa, anna)).items.find((line) => line.caseId === caseId);
    expect(await weighed()).toMatchObject({ code, weight: 2, parts: [{ part: 'risk', points: 2 }] });
    await anna.patch(`/api/cases/${caseId}`, { risk: 'extreme' }, 1);
    await anna.put(`/api/persons/${personId}/languages/bn`, { speaks: 'mother-tongue', reads: null, interpreter: true });
    await town.look('update person set minor_track = true where id = $1', [personId]);
    for (const move of ['receive', 'assess']) await anna.post(`/api/cases/${caseId}/moves`, { id: newId(), move });
    const one = await weighed();
    expect(one?.parts).toEqual([{ part: 'risk', points: 4 }, { part: 'phase', points: 1 }, { part: 'minor', points: 1 }, { part: 'interpreter', points: 0.5 }]);
    expect(one?.weight).toBe(one?.parts.reduce((sum, { points }) => sum + points, 0));
    expect(await lineOf(teresa, anna)).toMatchObject({ cases: (before?.cases ?? 0) + 1, weight: (before?.weight ?? 0) + 6.5, capacity: 40 });
  });

  it('no longer counts what is over, nor what passed to somebody else', async () => {
    const { caseId } = await aCase(town, 'anna');
    const full = await lineOf(teresa, anna);
    await anna.post(`/api/cases/${caseId}/moves`, { id: newId(), move: 'withdraw', reason: 'Non vuole essere seguita' });
    expect((await lineOf(teresa, anna))?.cases).toBe((full?.cases ?? 0) - 1);
    const [other, blessing, id] = [await aCase(town, 'anna'), await town.as('blessing'), newId()];
    await anna.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: '2026-12-01', cases: [{ id, caseId: other.caseId, toMember: blessing.memberId }] });
    await blessing.post(`/api/handovers/${id}/moves`, { id: newId(), move: 'accept' });
    expect((await casesOf(teresa, anna)).items.map((line) => line.caseId)).not.toContain(other.caseId);
    expect((await casesOf(teresa, blessing)).items.map((line) => line.caseId)).toContain(other.caseId);
  });
});

describe('who sees how much', () => {
  it('Anna sees her own and nobody else’s; Teresa everybody’s; others nothing', async () => {
    const giulia = await town.as('giulia');
    await aCase(town, 'giulia');
    expect((await anna.get<Workload>('/api/caseload')).body.items.map((line) => line.memberId)).toEqual([anna.memberId]);
    expect((await anna.get(`/api/caseload/${giulia.memberId}`)).body).toMatchObject({ code: 'not-found' });
    expect((await teresa.get<Workload>('/api/caseload')).body.items.length).toBeGreaterThan(6);
    expect(await smuggled(town, 'anna', (ask) => ask('select from case_load where member_id = $1', [giulia.memberId]))).toEqual([]);
    for (const name of ['vincenzo', 'paola', 'stefano', 'francesca'] as const) expect((await (await town.as(name)).get<Workload>('/api/caseload')).body.items).toEqual([]);
  });

  it('a case from which Teresa is barred is not even counted for her', async () => {
    const { caseId } = await aCase(town, 'anna');
    const before = await lineOf(teresa, anna);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'parente di un testimone' });
    expect((await lineOf(teresa, anna))?.cases).toBe((before?.cases ?? 0) - 1);
    expect((await lineOf(anna, anna))?.cases).toBe(before?.cases);
  });
});

describe('the cases without a case manager', () => {
  it('are followed page by page by Teresa without missing or repeating any, the latest change first', async () => {
    const made: string[] = [];
    for (let count = 0; count < 53; count++) made.push((await aCase(town, 'rubina')).caseId);
    const listed: string[] = [];
    let after = '';
    do {
      const { body } = await teresa.get<{ items: { id: string; owner: unknown }[]; next: string | null }>(`/api/cases?filter=unassigned${after && `&after=${after}`}`);
      expect(body.items.filter((line) => line.owner !== null)).toEqual([]);
      listed.push(...body.items.map((line) => line.id));
      after = body.next ?? '';
    } while (after);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(made));
  });
});
