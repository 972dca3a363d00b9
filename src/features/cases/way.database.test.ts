import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseHeader, Closing, Notification } from './contract.ts';
import { aCase, type KnownCase, noticeGiven } from './testing/case.ts';

let town: Town;
let giulia: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, teresa] = await Promise.all([town.as('giulia'), town.as('teresa')]);
});
afterAll(() => town.leave());

const header = async (caseId: string, who = giulia) => (await who.get<CaseHeader>(`/api/cases/${caseId}`)).body;
const move = (caseId: string, name: string, reason?: string, id = newId()) => giulia.post<{ state: string; errors?: { code: string }[] }>(`/api/cases/${caseId}/moves`, { id, move: name, ...(reason ? { reason } : {}) });
const askToClose = (caseId: string, id = newId(), who = giulia) => who.put<{ errors?: { code: string }[] }>(`/api/case-closings/${id}`, { caseId, reason: 'autonomy', outcome: 'Ha un contratto e una stanza.', followUpSafe: true });

/** A case as far as `assessment`. */
async function assessed(): Promise<KnownCase> {
  const known = await aCase(town, 'giulia');
  await move(known.caseId, 'receive');
  await move(known.caseId, 'assess');
  return known;
}

async function inCare(): Promise<KnownCase> {
  const known = await assessed();
  await noticeGiven(town, known, 'giulia');
  await giulia.patch(`/api/cases/${known.caseId}`, { risk: 'medium', ownerId: giulia.memberId }, (await header(known.caseId)).version);
  await move(known.caseId, 'take-in-care');
  return known;
}

describe('taking Rashid in care', () => {
  it('waits for the notice, someone who answers for the case and a risk level, and says so beforehand; a name is not needed', async () => {
    const known = await assessed();
    const offered = (await header(known.caseId)).moves.find((one) => one.move === 'take-in-care');
    expect(offered).toEqual({ move: 'take-in-care', needsReason: false, missing: ['notice-missing', 'owner-missing', 'risk-missing'] });
    const refused = await move(known.caseId, 'take-in-care');
    expect([refused.body.code, refused.body.errors?.map((error) => error.code)]).toEqual(['care-not-ready', ['notice-missing', 'owner-missing', 'risk-missing']]);

    await noticeGiven(town, known, 'giulia');
    await giulia.patch(`/api/cases/${known.caseId}`, { risk: 'high', ownerId: giulia.memberId }, (await header(known.caseId)).version);
    expect((await move(known.caseId, 'take-in-care')).body.state).toBe('in-care');
    expect(await header(known.caseId)).toMatchObject({ state: 'in-care', name: null, owner: { name: 'Giulia Ferrara' } });
  });

  it('is written once, however often the call is sent', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const id = newId();
    expect((await move(caseId, 'receive', undefined, id)).body.state).toBe('access');
    expect((await move(caseId, 'receive', undefined, id)).body.state).toBe('access');
    expect(await town.look('select from case_move where case_id = $1', [caseId])).toHaveLength(1);
  });

  it('refuses a move that does not start here, one without its reason, and closing by hand', async () => {
    const { caseId } = await assessed();
    expect((await move(caseId, 'suspend', 'motivo')).body.code).toBe('illegal-move');
    expect((await move(caseId, 'send-elsewhere')).body.code).toBe('reason-required');
    expect((await move(caseId, 'close', 'motivo')).body.code).toBe('invalid-input');
    expect((await header(caseId)).state).toBe('assessment');
  });
});

describe('closing', () => {
  it('is asked by Giulia, told to Teresa, approved by her, and the case closes with its reason', async () => {
    const { caseId, code } = await inCare();
    const id = newId();
    expect((await askToClose(caseId, id)).status).toBe(200);
    expect((await header(caseId)).alerts).toContain('closing-asked');
    expect((await teresa.get<{ items: Notification[] }>('/api/notifications')).body.items[0]).toMatchObject({ kind: 'closing-asked', subjectId: caseId });
    const { body } = await teresa.get<{ items: Closing[] }>('/api/case-closings');
    expect(body.items.find((one) => one.id === id)).toMatchObject({ code, reason: 'autonomy', outcome: 'Ha un contratto e una stanza.', followUpSafe: true, askedBy: { name: 'Giulia Ferrara' } });
    expect((await giulia.post(`/api/case-closings/${id}/decision`, { decision: 'approve' })).body.code).toBe('not-allowed');
    expect((await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'approve' })).status).toBe(200);
    expect(await header(caseId)).toMatchObject({ state: 'closed', closingReason: 'autonomy', closing: null });
    expect((await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'approve' })).status).toBe(200);
    expect((await giulia.patch(`/api/cases/${caseId}`, { risk: 'low' }, (await header(caseId)).version)).body.code).toBe('not-allowed');
  });

  it('comes back to Giulia with words when Teresa does not agree, and can be asked again', async () => {
    const { caseId } = await inCare();
    const id = newId();
    await askToClose(caseId, id);
    expect((await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'send-back' })).body.code).toBe('reason-required');
    await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'send-back', words: 'Manca il passaggio al CPI.' });
    expect(await header(caseId)).toMatchObject({ state: 'in-care', closing: { state: 'sent-back', words: 'Manca il passaggio al CPI.' } });
    expect((await giulia.get<{ items: Notification[] }>('/api/notifications')).body.items[0]).toMatchObject({ kind: 'closing-sent-back', subjectId: caseId });
    expect((await askToClose(caseId)).status).toBe(200);
    expect((await askToClose(caseId)).body.code).toBe('already-exists');
  });

  it('waits for an outcome of each goal of the plan in force', async () => {
    const { caseId } = await inCare();
    const [planId, goalId] = [newId(), newId()];
    await town.look("insert into plan (id, programme_id, case_id, state, created_by) select $1, programme_id, id, 'active', $3 from case_file where id = $2", [planId, caseId, giulia.memberId]);
    await town.look("insert into goal (id, programme_id, case_id, plan_id, domain, words) select $1, programme_id, case_id, id, 'housing', 'Voglio una stanza mia' from plan where id = $2", [goalId, planId]);
    const refused = await askToClose(caseId);
    expect([refused.body.code, refused.body.errors?.map((error) => error.code)]).toEqual(['closing-not-ready', ['goal-outcome-missing']]);
    await town.look("update goal set outcome = 'reached' where id = $1", [goalId]);
    expect((await askToClose(caseId)).status).toBe(200);
  });

  it('is asked by who answers for the case, and by nobody before care began', async () => {
    const { caseId } = await inCare();
    const marco = await town.as('marco');
    await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: marco.memberId });
    expect((await askToClose(caseId, newId(), marco)).body.code).toBe('not-allowed');
    const young = await assessed();
    await giulia.patch(`/api/cases/${young.caseId}`, { ownerId: giulia.memberId }, (await header(young.caseId)).version);
    expect((await askToClose(young.caseId)).body.code).toBe('illegal-move');
  });

  it('cannot be written into the database around the coordinator', async () => {
    const { caseId } = await inCare();
    const [session] = await town.look<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null limit 1', [giulia.memberId]);
    await town.look(`select set_config('reti.acting', $1, false)`, [session?.acting_key]);
    await town.look('set role reti_app');
    await expect(town.look("update case_file set state = 'closed' where id = $1", [caseId])).rejects.toThrow('row-level security');
    await town.look('reset role');
    await town.look(`select set_config('reti.acting', '', false)`);
  });

  it('is undone for a new need that is written down, once', async () => {
    const { caseId } = await inCare();
    const id = newId();
    await askToClose(caseId, id);
    await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'approve' });
    expect((await move(caseId, 'reopen')).body.code).toBe('reason-required');
    expect((await move(caseId, 'reopen', 'Ha perso la stanza.')).body.state).toBe('in-care');
    expect(await header(caseId)).toMatchObject({ state: 'in-care', closedAt: null, closingReason: null });
  });
});
