import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aCase, noticeGiven } from '../cases/testing/case.ts';
import type { Flags } from './contract.ts';
import { standsOn } from './domain.ts';

let town: Town;
let giulia: Worker;
let amal: Worker;
let anna: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, amal, anna] = await Promise.all([town.as('giulia'), town.as('amal'), town.as('anna')]);
});
afterAll(() => town.leave());

const flagsOf = async (who: Worker, caseId: string) => (await who.get<Flags>(`/api/cases/${caseId}/flags`)).body;
const raise = (who: Worker, caseId: string, more: Record<string, unknown>, id = newId()) => who.put(`/api/flags/${id}`, { caseId, kind: 'danger', readers: 'base', startsOn: '2026-01-01', ...more });

describe('what must be known at once of Samira', () => {
  it('is read with the compartment in which it stands, a danger first; what Amal and Anna may not read is not even counted for them', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal', 'anna']);
    await raise(giulia, caseId, { kind: 'court', readers: 'case', words: 'Udienza il 3 marzo' });
    await raise(giulia, caseId, { kind: 'barred-person', readers: 'restricted', words: 'Il caporale si chiama come il fratello' });
    await raise(amal, caseId, { words: 'La aspettano sotto casa' });
    expect((await flagsOf(giulia, caseId)).items.map((flag) => [flag.kind.id, flag.words])).toEqual([['danger', 'La aspettano sotto casa'], ['barred-person', 'Il caporale si chiama come il fratello'], ['court', 'Udienza il 3 marzo']]);
    expect((await flagsOf(anna, caseId)).items.map((flag) => flag.kind.id)).toEqual(['danger', 'court']);
    expect(await flagsOf(amal, caseId)).toMatchObject({ items: [{ kind: { id: 'danger' }, raisedBy: { name: 'Amal Haddad' } }], readers: ['base'] });
    expect(await smuggled(town, 'amal', (ask) => ask('select id from case_flag where case_id = $1', [caseId]))).toHaveLength(1);
    const path = async (who: Worker) => (await who.get<{ items: unknown[] }>(`/api/cases/${caseId}/timeline?kinds=flag`)).body.items.length;
    expect([await path(giulia), await path(anna), await path(amal)]).toEqual([3, 2, 1]);
  });

  it('is raised only where one reads, and of a kind that is in use', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal']);
    expect((await raise(amal, caseId, { readers: 'case' })).body.code).toBe('not-allowed');
    expect((await raise(giulia, caseId, { kind: 'gossip' })).body.code).toBe('invalid-input');
    expect((await raise(giulia, caseId, { endsOn: '2025-12-31' })).body.code).toBe('invalid-input');
  });

  it('is ended by whoever reads it, with a reason that stays, and once', async () => {
    const [{ caseId }, id] = [await aCase(town, 'giulia', ['anna']), newId()];
    await raise(giulia, caseId, { readers: 'case' }, id);
    expect((await anna.post(`/api/flags/${id}/end`, { id: newId(), reason: '' })).body.code).toBe('reason-required');
    expect((await anna.post(`/api/flags/${id}/end`, { id: newId(), reason: 'Si è trasferita' })).status).toBe(200);
    expect((await flagsOf(giulia, caseId)).items).toMatchObject([{ stands: false, ended: { by: { name: 'Anna Pagano' }, reason: 'Si è trasferita' } }]);
    expect((await anna.post(`/api/flags/${id}/end`, { id: newId(), reason: 'Ancora' })).body.code).toBe('illegal-move');
  });

  it('stands from its first day to its last', () => {
    const flag = { state: 'standing', startsOn: '2026-03-01', endsOn: '2026-03-03' };
    expect(['2026-02-28', '2026-03-01', '2026-03-03', '2026-03-04'].map((day) => standsOn(flag, day))).toEqual([false, true, true, false]);
  });

  it.each(['chiara', 'vincenzo', 'paola', 'stefano', 'francesca', 'rosa'] as const)('looks to %s like nothing at all', async (name) => {
    const [{ caseId }, id, stranger] = [await aCase(town, 'giulia'), newId(), await town.as(name)];
    await raise(giulia, caseId, {}, id);
    expect([(await stranger.get(`/api/cases/${caseId}/flags`)).status, (await raise(stranger, caseId, {})).status, (await stranger.post(`/api/flags/${id}/end`, { id: newId(), reason: 'prova' })).status]).toEqual([404, 404, 404]);
  });
});

describe('a closing that Teresa asked for herself', () => {
  it('is decided by nobody but another who coordinates, whatever slips into her request', async () => {
    const [known, teresa, id] = [await aCase(town, 'giulia'), await town.as('teresa'), newId()];
    await noticeGiven(town, known, 'giulia');
    await giulia.patch(`/api/cases/${known.caseId}`, { risk: 'low', ownerId: giulia.memberId }, 1);
    for (const move of ['receive', 'assess', 'take-in-care']) await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move });
    expect((await teresa.put(`/api/case-closings/${id}`, { caseId: known.caseId, reason: 'autonomy', outcome: 'Ha una casa.', followUpSafe: false })).status).toBe(200);
    expect((await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'approve' })).body.code).toBe('own-work');
    await smuggled(town, 'teresa', (ask) => ask("update case_closing_request set state = 'approved', decided_by = $2, decided_at = now() where id = $1", [id, teresa.memberId]));
    expect(await town.look('select state from case_closing_request where id = $1', [id])).toEqual([{ state: 'open' }]);
  });
});
