import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { TimelineEvent } from '../cases/contract.ts';
import type { CasePlan, Step } from '../plans/contract.ts';
import type { CaseReferrals } from './contract.ts';
import { aService, bodies, consentGiven, type Fatou, fatouFollowedBy, proposed, sentTo } from './testing/fatou.ts';

let town: Town;
let giulia: Worker;
let fatou: Fatou;
let clinic: string;
let consent: string;
let planId: string;
beforeAll(async () => {
  town = await aTown();
  giulia = await town.as('giulia');
  fatou = await fatouFollowedBy(town, 'giulia', ['marco']);
  clinic = await aService(town, bodies.asl, {});
  consent = await consentGiven(town, fatou, bodies.asl, 'health');
  planId = newId();
  await giulia.put(`/api/plans/${planId}`, { caseId: fatou.caseId });
});
afterAll(() => town.leave());

const plan = async () => (await giulia.get<CasePlan>(`/api/cases/${fatou.caseId}/plan`)).body.plan;
async function aStep(title: string): Promise<string> {
  const [goalId, stepId] = [newId(), newId()];
  await giulia.put(`/api/goals/${goalId}`, { planId, domain: 'health', words: 'Stare meglio con la schiena' });
  await giulia.put(`/api/steps/${stepId}`, { goalId, title, ownerId: giulia.memberId });
  return stepId;
}
const stepNow = async (id: string): Promise<Step | undefined> => (await plan())?.goals.flatMap((goal) => goal.steps).find((step) => step.id === id);
const movePlan = async (move: string, more: Record<string, unknown> = {}) => giulia.post(`/api/plans/${planId}/moves`, { id: newId(), move, ...more }, (await plan())?.version);
const serviceOf = async (stepId: string) => (await town.look<{ service_id: string | null }>('select service_id from plan_step where id = $1', [stepId]))[0]?.service_id;

describe('a referral that serves a step of the plan', () => {
  it('names its step, and sets it going with that service once the letter has left, not before', async () => {
    const stepId = await aStep('Una visita per la schiena');
    await proposed(town, fatou, clinic, { stepId });
    expect([(await stepNow(stepId))?.state, await serviceOf(stepId)]).toEqual(['to-do', null]);
    const { id } = await sentTo(town, fatou, clinic, consent, { stepId });
    expect([(await stepNow(stepId))?.state, await serviceOf(stepId)]).toEqual(['doing', clinic]);
    const { body } = await giulia.get<CaseReferrals>(`/api/cases/${fatou.caseId}/referrals`);
    expect(body.items.find((one) => one.id === id)).toMatchObject({ stepId, needId: null, owed: { what: 'answer', state: 'waiting' } });
  });

  it('leaves a closed step, and one of a plan that lies before Fatou, as they are; and goes its way all the same', async () => {
    const [closed, waiting] = [await aStep('Chiamare il medico'), await aStep('Fisioterapia')];
    await giulia.patch(`/api/steps/${closed}`, { state: 'done' }, (await stepNow(closed))?.version);
    await sentTo(town, fatou, clinic, consent, { stepId: closed });
    expect([(await stepNow(closed))?.state, await serviceOf(closed)]).toEqual(['done', null]);
    await movePlan('share');
    const { state } = await sentTo(town, fatou, clinic, consent, { stepId: waiting });
    expect([state, (await stepNow(waiting))?.state]).toEqual(['sent', 'to-do']);
    await movePlan('rework', { reason: 'Vuole aggiungere un passo.' });
  });

  it('is on the timeline with the name of the service, and the step is closed by a colleague, never by the service', async () => {
    const stepId = await aStep('Controllo fra un mese');
    const { id } = await sentTo(town, fatou, clinic, consent, { stepId });
    const paola = await town.as('paola');
    for (const [move, words] of [['accept'], ['begin'], ['finish', 'Controllo fatto.']] as const) await paola.post(`/api/referrals/received/${id}/moves`, { id: newId(), move, ...(words ? { words } : {}) });
    expect((await stepNow(stepId))?.state).toBe('doing');
    const { body } = await giulia.get<{ items: TimelineEvent[] }>(`/api/cases/${fatou.caseId}/timeline?kinds=referral`);
    expect(body.items.find((event) => event.id === id)).toMatchObject({ detail: { to: 'done', service: 'Ambulatorio donne' }, actor: { name: 'Paola Russo' } });
  });

  it('cannot name the step of somebody else\'s case', async () => {
    const other = await fatouFollowedBy(town, 'giulia');
    const stepId = await aStep('Un passo di Fatou');
    const { status } = await giulia.put(`/api/referrals/${newId()}`, { caseId: other.caseId, serviceId: clinic, purpose: 'health', stepId, draft: { request: 'Visita.', fields: [] } });
    expect(status).toBe(404);
  });
});
