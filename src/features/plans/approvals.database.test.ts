import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseHeader, CaseTeam } from '../cases/contract.ts';
import { aCase, type KnownCase, noticeGiven } from '../cases/testing/case.ts';
import type { CasePlan, Edition, PlanApproval } from './contract.ts';

let town: Town;
let giulia: Worker;
let marco: Worker;
let chiara: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, marco, chiara, teresa] = await Promise.all([town.as('giulia'), town.as('marco'), town.as('chiara'), town.as('teresa')]);
});
afterAll(() => town.leave());

interface Planned extends KnownCase {
  readonly planId: string;
  readonly goalId: string;
}

/** Giulia's case, which Marco and Chiara follow too, with a plan that the person agreed to. */
async function agreedPlan(): Promise<Planned> {
  const known = await aCase(town, 'giulia', ['marco', 'chiara']);
  const [planId, goalId] = [newId(), newId()];
  await giulia.put(`/api/plans/${planId}`, { caseId: known.caseId });
  await giulia.put(`/api/goals/${goalId}`, { planId, domain: 'housing', words: 'Una stanza che si chiude' });
  await giulia.post(`/api/plans/${planId}/moves`, { id: newId(), move: 'share' }, 1);
  await giulia.post(`/api/plans/${planId}/moves`, { id: newId(), move: 'activate', agreement: { how: 'signature', language: 'fr', words: 'Va bene' } }, 2);
  return { ...known, planId, goalId };
}
async function asked({ planId }: Planned, by = giulia): Promise<string> {
  const id = newId();
  expect((await by.put(`/api/plans/${planId}/approvals/${id}`, {})).status).toBe(200);
  return id;
}
const decide = (who: Worker, id: string, decision: string, words = 'I passi tengono conto di quello che vuole.') => who.post(`/api/plan-approvals/${id}/decision`, { decision, words });
const named = (who: Worker, { caseId }: KnownCase, by = teresa) => by.put(`/api/case-seconds/${newId()}`, { caseId, memberId: who.memberId });
const approvals = async (who: Worker, { planId }: Planned) => (await who.get<{ items: PlanApproval[] }>(`/api/plans/${planId}/approvals`)).body.items;
const waiting = async (who: Worker, { caseId }: KnownCase) => (await who.get<{ items: { kind: string; caseId: string | null }[] }>('/api/today')).body.items.filter((item) => item.caseId === caseId && item.kind.endsWith('-asked')).map((item) => item.kind);

describe('Giulia puts a plan before a second professional', () => {
  it('which waits on Teresa’s day, keeps the reason beside the edition, and never stops an urgent step meanwhile', async () => {
    const plan = await agreedPlan();
    const id = await asked(plan);
    expect([await waiting(teresa, plan), await waiting(giulia, plan), await waiting(marco, plan)]).toEqual([['plan-approval-asked'], [], []]);
    expect((await giulia.put(`/api/steps/${newId()}`, { goalId: plan.goalId, title: 'Chiamare il dormitorio stasera', ownerId: giulia.memberId })).status).toBe(200);
    expect((await decide(teresa, id, 'approve')).status).toBe(200);
    expect(await approvals(marco, plan)).toMatchObject([{ edition: 1, state: 'approved', decidedBy: { name: 'Teresa Iannaccone' }, words: 'I passi tengono conto di quello che vuole.' }]);
    expect(await waiting(teresa, plan)).toEqual([]);
    // What was decided on stays to be read as it stood, without the step that came meanwhile.
    const asAsked = await marco.get<Edition>(`/api/plan-approvals/${id}/plan`);
    expect([asAsked.status, asAsked.body.goals.map((goal) => [goal.words, goal.steps.length]), (await (await town.as('rubina')).get(`/api/plan-approvals/${id}/plan`)).status]).toEqual([200, [['Una stanza che si chiude', 0]], 404]);
    const actions = (await town.look<{ action: string }>("select action from audit_event where subject = 'plan' and subject_id = $1", [plan.planId])).map((line) => line.action);
    expect(actions).toEqual(expect.arrayContaining(['plan.ask-approval', 'plan.approve']));
  });

  it('and is never the one who decides, not even when she is named', async () => {
    const plan = await agreedPlan();
    await named(giulia, plan);
    const id = await asked(plan);
    expect((await decide(giulia, id, 'approve')).body.code).toBe('own-work');
    const theirs = await asked(await agreedPlan(), teresa);
    expect((await decide(teresa, theirs, 'approve')).body.code).toBe('own-work');
  });

  it('to Marco, whom Teresa named, and not before she did; Chiara, of Giulia’s own profession, never', async () => {
    const plan = await agreedPlan();
    const id = await asked(plan);
    expect((await decide(marco, id, 'approve')).body.code).toBe('not-allowed');
    expect((await named(marco, plan, giulia)).body.code).toBe('not-allowed');
    await named(marco, plan);
    await named(chiara, plan);
    expect([await waiting(marco, plan), await waiting(chiara, plan)]).toEqual([['plan-approval-asked'], []]);
    expect((await decide(chiara, id, 'approve')).body.code).toBe('not-allowed');
    expect((await decide(marco, id, 'approve', '')).status).toBe(422);
    expect((await decide(marco, id, 'approve', 'La parte legale è giusta.')).status).toBe(200);
  });

  it('gets it back with the reason and finds every word she typed; another is asked only after the answer', async () => {
    const plan = await agreedPlan();
    const id = await asked(plan);
    expect((await giulia.put(`/api/plans/${plan.planId}/approvals/${newId()}`, {})).body.code).toBe('plan-approval-waits');
    const before = (await giulia.get<CasePlan>(`/api/cases/${plan.caseId}/plan`)).body.plan;
    await decide(teresa, id, 'send-back', 'Manca chi la accompagna.');
    const after = (await giulia.get<CasePlan>(`/api/cases/${plan.caseId}/plan`)).body.plan;
    expect(after).toEqual(before);
    expect((await approvals(giulia, plan))[0]).toMatchObject({ state: 'sent-back', words: 'Manca chi la accompagna.' });
    await asked(plan);
    expect((await decide(teresa, id, 'approve')).body.code).toBe('illegal-move');
  });

  it('no longer decides who was taken back as second', async () => {
    const plan = await agreedPlan();
    await named(marco, plan);
    const second = (await teresa.get<CaseTeam>(`/api/cases/${plan.caseId}/team`)).body.holders.find((one) => one.memberId === marco.memberId)?.secondId;
    await teresa.post(`/api/case-seconds/${second}/end`, {});
    expect((await decide(marco, await asked(plan), 'approve')).body.code).toBe('not-allowed');
  });
});

describe('Marco, whom Teresa had named, is barred from the case', () => {
  const notices = async (who: Worker, { caseId }: KnownCase) => (await who.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items.filter((one) => one.subjectId === caseId).map((one) => one.kind);
  const barred = (who: Worker, { caseId }: KnownCase) => teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: who.memberId, askedBy: 'person', reason: 'Conosce la famiglia' });

  it('and hears nothing of it any more: neither what is asked afterwards, nor what had reached him before', async () => {
    const plan = await agreedPlan();
    await named(marco, plan);
    expect(await notices(marco, plan)).toContain('assigned');
    await barred(marco, plan);
    await asked(plan);
    expect(await notices(marco, plan)).toEqual([]);
    expect((await marco.get<{ items: { facts: Record<string, unknown> }[] }>('/api/today')).body.items.filter((item) => item.facts['subjectId'] === plan.caseId)).toEqual([]);
    expect(await town.look('select kind from notification where member_id = $1 and subject_id = $2 and kind <> $3', [marco.memberId, plan.caseId, 'assigned'])).toEqual([]);
  });

  it('and who had asked is told nothing of the answer, once he is barred', async () => {
    const plan = await agreedPlan();
    const id = await asked(plan, marco);
    await barred(marco, plan);
    await decide(teresa, id, 'approve');
    expect(await notices(marco, plan)).toEqual([]);
  });

  it('or no longer follows it: what he could decide ends with it, and does not come back by itself when he is given the case again', async () => {
    const plan = await agreedPlan();
    await named(marco, plan);
    const mine = (await teresa.get<CaseTeam>(`/api/cases/${plan.caseId}/team`)).body.holders.find((one) => one.memberId === marco.memberId)?.assignmentId;
    await teresa.post(`/api/case-assignments/${mine}/end`, {});
    const id = await asked(plan);
    expect(await notices(marco, plan)).not.toContain('plan-approval-asked');
    await teresa.put(`/api/case-assignments/${newId()}`, { caseId: plan.caseId, memberId: marco.memberId });
    expect((await decide(marco, id, 'approve')).body.code).toBe('not-allowed');
  });
});

describe('two may decide on the same plan', () => {
  it('and whoever comes second is told, instead of losing the reason they wrote', async () => {
    const plan = await agreedPlan();
    await named(marco, plan);
    const id = await asked(plan);
    expect((await decide(teresa, id, 'approve')).status).toBe(200);
    expect((await decide(teresa, id, 'approve')).status).toBe(200);
    expect((await decide(marco, id, 'approve', 'La parte legale è giusta, ma manca il permesso.')).body.code).toBe('changed-meanwhile');
  });
});

describe('Teresa, the only coordinator, asks to close a case', () => {
  async function closingAsked(): Promise<{ known: KnownCase; id: string }> {
    const known = await aCase(town, 'giulia', ['marco']);
    await noticeGiven(town, known, 'giulia');
    for (const name of ['receive', 'assess']) await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move: name });
    const { version } = (await giulia.get<CaseHeader>(`/api/cases/${known.caseId}`)).body;
    await giulia.patch(`/api/cases/${known.caseId}`, { ownerId: giulia.memberId, risk: 'low' }, version);
    await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move: 'take-in-care' });
    const id = newId();
    expect((await teresa.put(`/api/case-closings/${id}`, { caseId: known.caseId, reason: 'autonomy', outcome: 'Ha casa e lavoro.', followUpSafe: true })).status).toBe(200);
    return { known, id };
  }
  const decided = (who: Worker, id: string, body: Record<string, unknown>) => who.post(`/api/case-closings/${id}/decision`, body);

  it('and Marco, whom she named, closes it with his reason; she cannot, nor could he unnamed or without words', async () => {
    const { known, id } = await closingAsked();
    expect([(await decided(teresa, id, { decision: 'approve' })).body.code, (await decided(marco, id, { decision: 'approve', words: 'Sì' })).body.code]).toEqual(['own-work', 'not-allowed']);
    await named(marco, known);
    expect(await waiting(marco, known)).toEqual(['closing-asked']);
    expect((await decided(marco, id, { decision: 'approve' })).body.code).toBe('reason-required');
    expect((await decided(marco, id, { decision: 'approve', words: 'L’ho sentita: è contenta così.' })).status).toBe(200);
    expect((await giulia.get<CaseHeader>(`/api/cases/${known.caseId}`)).body.state).toBe('closed');
    expect((await town.look<{ count: number }>('select count(*)::int as count from follow_up where case_id = $1', [known.caseId]))[0]?.count).toBeGreaterThan(0);
  });

  it('which waits on Marco’s day from when she named him until she takes it back, in that case alone; a plan likewise', async () => {
    const { known } = await closingAsked();
    const [other, plan] = [await closingAsked(), await agreedPlan()];
    await asked(plan);
    expect([await waiting(marco, known), await waiting(teresa, known)]).toEqual([[], ['closing-asked']]);
    await named(marco, known);
    await named(marco, plan);
    expect([await waiting(marco, known), await waiting(marco, plan), await waiting(marco, other.known)]).toEqual([['closing-asked'], ['plan-approval-asked'], []]);
    for (const { caseId } of [known, plan]) {
      const second = (await teresa.get<CaseTeam>(`/api/cases/${caseId}/team`)).body.holders.find((one) => one.memberId === marco.memberId)?.secondId;
      await teresa.post(`/api/case-seconds/${second}/end`, {});
    }
    expect([await waiting(marco, known), await waiting(marco, plan), await waiting(teresa, plan)]).toEqual([[], [], ['plan-approval-asked']]);
  });

  it('which Marco cannot close by anything but having approved it', async () => {
    const { known } = await closingAsked();
    await named(marco, known);
    await expect(smuggled(town, 'marco', async (ask) => ask("update case_file set state = 'closed' where id = $1", [known.caseId]))).rejects.toThrow('row-level security');
  });
});
