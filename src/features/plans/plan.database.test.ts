import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CasePlan, Edition, Goal, MySteps, Plan, PlanCopy, Step } from './contract.ts';
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
const agreement = { how: 'mark-and-witness', language: 'bn', words: 'sì, prima la casa' } as const;

/** A draft with one goal of Rashid's, and one step. */
async function drafted(alsoHeldBy: Parameters<typeof rashidsCase>[2] = []) {
  const { caseId, personId } = await rashidsCase(town, 'giulia', alsoHeldBy);
  const planId = newId();
  const goalId = newId();
  await giulia.put(`/api/plans/${planId}`, { caseId });
  await giulia.put(`/api/goals/${goalId}`, { planId, domain: 'housing', words: 'Voglio una stanza mia' });
  const { body: step } = await giulia.put<Step>(`/api/steps/${newId()}`, { goalId, title: 'Cercare una stanza con Caritas', ownerId: giulia.memberId, dueOn: daysAfter(today, 7) });
  return { caseId, personId, planId, goalId, step };
}
const planOf = async (caseId: string) => {
  const { plan } = (await giulia.get<CasePlan>(`/api/cases/${caseId}/plan`)).body;
  if (!plan) throw new Error('the case has no plan');
  return plan;
};
async function move(planId: string, caseId: string, body: Record<string, unknown>) {
  return giulia.post<Plan>(`/api/plans/${planId}/moves`, { id: newId(), ...body }, (await planOf(caseId)).version);
}
async function judgedAt(caseId: string, risk: string) {
  const { body } = await giulia.get<{ version: number }>(`/api/cases/${caseId}`);
  expect((await giulia.patch(`/api/cases/${caseId}`, { risk }, body.version)).status).toBe(200);
}
async function active(alsoHeldBy: Parameters<typeof rashidsCase>[2] = []) {
  const begun = await drafted(alsoHeldBy);
  await move(begun.planId, begun.caseId, { move: 'share' });
  await move(begun.planId, begun.caseId, { move: 'activate', agreement });
  return begun;
}

describe('the plan made with Rashid', () => {
  it('is shared with him, agreed in his language and words, and reviewed after ninety days', async () => {
    const { caseId, planId } = await drafted();
    expect((await move(planId, caseId, { move: 'share' })).body.state).toBe('shared');
    expect((await move(planId, caseId, { move: 'activate' })).body.code).toBe('plan-agreement-needed');
    const { body } = await move(planId, caseId, { move: 'activate', agreement });
    expect(body).toMatchObject({ state: 'active', edition: 1, agreement: { how: 'mark-and-witness', language: 'bn', words: 'sì, prima la casa' }, reviewOn: daysAfter(today, 90), next: ['begin-review', 'interrupt'] });
  });

  it('is reviewed after sixty days where the risk is high', async () => {
    const { caseId, planId } = await drafted();
    await judgedAt(caseId, 'high');
    await move(planId, caseId, { move: 'share' });
    expect((await move(planId, caseId, { move: 'activate', agreement })).body.reviewOn).toBe(daysAfter(today, 60));
  });

  it('does not change while it lies before him; what he wants changed sends it back, with his reason', async () => {
    const { caseId, planId, goalId, step } = await drafted();
    await move(planId, caseId, { move: 'share' });
    expect((await giulia.put(`/api/goals/${newId()}`, { planId, domain: 'health', words: 'altro' })).body.code).toBe('plan-not-open');
    expect((await giulia.put(`/api/steps/${newId()}`, { goalId, title: 'altro passo' })).body.code).toBe('plan-not-open');
    expect((await giulia.patch(`/api/steps/${step.id}`, { title: 'un altro titolo' }, step.version)).body.code).toBe('plan-not-open');
    expect((await move(planId, caseId, { move: 'rework' })).body.code).toBe('reason-required');
    expect((await move(planId, caseId, { move: 'rework', reason: 'prima il medico' })).body.state).toBe('draft');
    expect((await giulia.put(`/api/goals/${newId()}`, { planId, domain: 'health', words: 'Voglio vedere un medico' })).status).toBe(200);
  });

  it('keeps each edition as he agreed to it', async () => {
    const { caseId, planId, goalId } = await active();
    await move(planId, caseId, { move: 'begin-review' });
    const [goal] = (await planOf(caseId)).goals;
    await giulia.patch<Goal>(`/api/goals/${goalId}`, { words: 'Voglio una casa con mia moglie' }, goal?.version);
    expect((await move(planId, caseId, { move: 'renew', reason: 'arriva la moglie', agreement })).body).toMatchObject({ state: 'active', edition: 2 });
    expect((await giulia.get<Edition>(`/api/plans/${planId}/editions/1`)).body.goals[0]?.words).toBe('Voglio una stanza mia');
    expect((await giulia.get<Edition>(`/api/plans/${planId}/editions/2`)).body.goals[0]?.words).toBe('Voglio una casa con mia moglie');
    expect((await giulia.get(`/api/plans/${planId}/editions/3`)).body.code).toBe('not-found');
  });

  it('is completed when every goal has its outcome, and leaves room for another', async () => {
    const { caseId, planId, goalId, step } = await active();
    expect((await giulia.put(`/api/plans/${newId()}`, { caseId })).body.code).toBe('already-exists');
    await move(planId, caseId, { move: 'begin-review' });
    expect((await move(planId, caseId, { move: 'complete', reason: 'ce l’ha fatta' })).body.code).toBe('plan-goal-without-outcome');
    const [goal] = (await planOf(caseId)).goals;
    await giulia.patch(`/api/goals/${goalId}`, { outcome: 'reached', outcomeWords: 'vive con un amico' }, goal?.version);
    const { body } = await move(planId, caseId, { move: 'complete', reason: 'ce l’ha fatta' });
    expect(body.state).toBe('completed');
    const left = body.goals[0]?.steps[0];
    expect(left).toMatchObject({ id: step.id, state: 'not-done' });
    expect((await giulia.patch(`/api/steps/${step.id}`, { state: 'to-do' }, left?.version)).body.code).toBe('plan-not-open');
    expect((await giulia.put(`/api/plans/${newId()}`, { caseId })).status).toBe(200);
  });

  it('moves once when the same move is sent twice, and not at all upon a version that is gone', async () => {
    const { caseId, planId } = await drafted();
    const { version } = await planOf(caseId);
    const asked = { id: newId(), move: 'share' };
    const first = await giulia.post<Plan>(`/api/plans/${planId}/moves`, asked, version);
    expect((await giulia.post<Plan>(`/api/plans/${planId}/moves`, asked, version)).body).toEqual(first.body);
    expect((await giulia.post(`/api/plans/${planId}/moves`, { id: newId(), move: 'rework', reason: 'no' }, version)).body.code).toBe('changed-meanwhile');
  });
});

describe('the steps', () => {
  it('wait for one another and never in a circle', async () => {
    const { caseId, goalId, step } = await drafted();
    const { body: second } = await giulia.put<Step>(`/api/steps/${newId()}`, { goalId, title: 'Firmare il contratto', byPerson: true, afterStep: step.id });
    expect((await giulia.patch(`/api/steps/${step.id}`, { afterStep: second.id }, step.version)).body.code).toBe('plan-steps-in-circle');
    expect((await giulia.patch(`/api/steps/${step.id}`, { afterStep: step.id }, step.version)).body.code).toBe('plan-steps-in-circle');
    const elsewhere = await drafted();
    expect((await giulia.patch(`/api/steps/${step.id}`, { afterStep: elsewhere.step.id }, step.version)).body.code).toBe('invalid-input');
    expect((await planOf(caseId)).goals[0]?.steps.map((one) => one.afterStep)).toEqual([null, step.id]);
  });

  it('say why when they did not go well', async () => {
    const { step } = await active();
    expect((await giulia.patch(`/api/steps/${step.id}`, { state: 'not-done' }, step.version)).body.code).toBe('reason-required');
    const { body } = await giulia.patch<Step>(`/api/steps/${step.id}`, { state: 'partly', outcomeWords: 'la stanza è libera da maggio' }, step.version);
    expect([body.state, body.closedAt === null]).toEqual(['partly', false]);
    expect((await giulia.patch(`/api/steps/${step.id}`, { state: 'done' }, step.version)).body.code).toBe('changed-meanwhile');
  });

  it('are given to somebody who may open the case, not to whoever may not', async () => {
    const { goalId } = await drafted(['rubina']);
    const rubina = await town.as('rubina');
    const amal = await town.as('amal');
    expect((await giulia.put(`/api/steps/${newId()}`, { goalId, title: 'Accompagnare alla ASL', ownerId: rubina.memberId })).status).toBe(200);
    expect((await giulia.put(`/api/steps/${newId()}`, { goalId, title: 'Accompagnare alla ASL', ownerId: amal.memberId })).body.code).toBe('plan-owner-not-in-case');
  });

  it('Rubina the mediator sees her own alone, says how it went, and changes nothing else', async () => {
    const { caseId, goalId, step } = await active(['rubina']);
    const rubina = await town.as('rubina');
    const { body: hers } = await giulia.put<Step>(`/api/steps/${newId()}`, { goalId, title: 'Accompagnare Rashid alla ASL', ownerId: rubina.memberId, dueOn: daysAfter(today, -1), afterStep: step.id });
    const { body } = await rubina.get<MySteps>('/api/steps?mine');
    expect(body.items.filter((one) => one.caseId === caseId)).toMatchObject([{ id: hers.id, title: 'Accompagnare Rashid alla ASL', late: true, state: 'to-do' }]);
    expect((await rubina.get(`/api/cases/${caseId}/plan`)).body.code).toBe('not-found');
    expect((await rubina.patch(`/api/steps/${step.id}`, { state: 'done' }, step.version)).body.code).toBe('not-found');
    expect((await rubina.patch(`/api/steps/${hers.id}`, { title: 'altro', state: 'done' }, hers.version)).body.code).toBe('not-allowed');
    expect((await rubina.patch(`/api/steps/${hers.id}`, { dueOn: daysAfter(today, 30) }, hers.version)).body.code).toBe('not-allowed');
    const done = await rubina.patch<Step>(`/api/steps/${hers.id}`, { state: 'done', outcomeWords: 'visita fatta' }, hers.version);
    expect(done.body).toMatchObject({ state: 'done', outcomeWords: 'visita fatta' });
    expect((await rubina.get<MySteps>('/api/steps?mine')).body.items.some((one) => one.id === hers.id)).toBe(false);
    // In the case itself it stays: a slip of the finger can be put right. What Giulia must do is not hers to read.
    expect((await rubina.get<MySteps>(`/api/steps?caseId=${caseId}`)).body.items.map(({ id, state }) => ({ id, state }))).toEqual([{ id: hers.id, state: 'done' }]);
  });

  it('are listed page after page, nearest first, and none twice', async () => {
    const { goalId } = await active(['oksana']);
    const oksana = await town.as('oksana');
    const days = Array.from({ length: 60 }, (_, index) => (index % 7 === 0 ? null : daysAfter(today, (index * 5) % 23)));
    for (const dueOn of days) await giulia.put(`/api/steps/${newId()}`, { goalId, title: 'Telefonare', ownerId: oksana.memberId, dueOn });
    const first = (await oksana.get<MySteps>('/api/steps?mine')).body;
    const second = (await oksana.get<MySteps>(`/api/steps?mine&after=${first.next ?? ''}`)).body;
    const all = [...first.items, ...second.items];
    expect([first.items.length, all.length, second.next, new Set(all.map((one) => one.id)).size]).toEqual([50, 60, null, 60]);
    const order = all.map((one) => one.dueOn ?? '9999');
    expect(order).toEqual(order.toSorted());
  });
});

describe('who sees the plan', () => {
  it('Anna and Teresa see all of it; nobody outside learns that it exists', async () => {
    const { caseId, planId, goalId, step } = await active(['anna']);
    for (const name of ['anna', 'teresa'] as const) {
      const seen = (await (await town.as(name)).get<CasePlan>(`/api/cases/${caseId}/plan`)).body.plan;
      expect([name, seen?.goals[0]?.steps[0]?.title]).toEqual([name, 'Cercare una stanza con Caritas']);
    }
    for (const name of outsiders) {
      const who = await town.as(name);
      const answers = [
        await who.get(`/api/cases/${caseId}/plan`), await who.get(`/api/plans/${planId}/editions/1`), await who.get(`/api/plans/${planId}/copy?language=it`),
        await who.post(`/api/plans/${planId}/moves`, { id: newId(), move: 'begin-review' }, 3), await who.put(`/api/goals/${newId()}`, { planId, domain: 'health', words: 'qualcosa' }),
        await who.patch(`/api/goals/${goalId}`, { words: 'qualcosa' }, 1), await who.put(`/api/steps/${newId()}`, { goalId, title: 'qualcosa' }), await who.patch(`/api/steps/${step.id}`, { state: 'done' }, 1),
      ];
      expect(answers.map((answer) => [name, answer.status, answer.body.code])).toEqual(answers.map(() => [name, 404, 'not-found']));
      expect((await who.get<MySteps>('/api/steps?mine')).body.items.filter((one) => one.caseId === caseId)).toEqual([]);
    }
  });
});

describe('what Rashid takes home', () => {
  it('tells his goals and steps in plain words, and nothing that betrays him if somebody finds it', async () => {
    const { caseId, planId } = await active();
    await judgedAt(caseId, 'extreme');
    const { body } = await giulia.get<PlanCopy>(`/api/plans/${planId}/copy?language=en`);
    expect(body.goals).toMatchObject([{ words: 'Voglio una stanza mia', steps: [{ by: 'colleague', name: 'Giulia', dueOn: daysAfter(today, 7) }] }]);
    expect(JSON.stringify(body)).not.toMatch(/extreme|lontra|Ferrara|RE\.T\.I/);
  });

  it('comes in Bengali, which he reads best, with a step said as Giulia wrote it and a ready one in its own words', async () => {
    const { caseId, personId, planId, goalId, step } = await active();
    await giulia.put(`/api/persons/${personId}/languages/fr`, { speaks: 'some', reads: false, interpreter: false });
    await giulia.put(`/api/persons/${personId}/languages/bn`, { speaks: 'mother-tongue', reads: true, interpreter: true });
    const ready = newId();
    await giulia.put(`/api/steps/${ready}`, { goalId, title: 'Trovare un posto per stanotte' });
    const copy = async (query = '') => (await giulia.get<PlanCopy>(`/api/plans/${planId}/copy${query}`)).body;
    const saidIn = (read: PlanCopy) => read.goals.flatMap((goal) => goal.steps).map((one) => [one.id, one.said]);

    expect(await copy()).toMatchObject({ language: 'bn', spoken: ['bn', 'fr'] });
    expect(saidIn(await copy())).toEqual([[step.id, null], [ready, { words: 'আজ রাতের জন্য জায়গা খোঁজা', from: 'template' }]]);
    const seen = (await copy()).goals[0]?.steps[0]?.version ?? 0;
    expect((await giulia.patch(`/api/steps/${step.id}`, { ownWords: { language: 'bn', words: 'ঘরের জন্য ফোন করা' } }, seen)).status).toBe(200);
    expect(saidIn(await copy())[0]).toEqual([step.id, { words: 'ঘরের জন্য ফোন করা', from: 'colleague' }]);
    // In another language the words of one do not stand in.
    expect(saidIn(await copy('?language=ar'))[0]).toEqual([step.id, null]);
    expect((await giulia.get<CasePlan>(`/api/cases/${caseId}/plan`)).body.plan?.goals[0]?.steps[0]?.title).toBe(step.title);
  });
});

describe('the distance travelled', () => {
  it('keeps Rashid’s rating and Giulia’s apart, and the plan shows both', async () => {
    const { caseId } = await active();
    const id = newId();
    const rating = { caseId, domain: 'housing', moment: 'entry', ratedBy: 'person', value: 1 };
    await giulia.put(`/api/distance-readings/${id}`, rating);
    await giulia.put(`/api/distance-readings/${id}`, rating);
    await giulia.put(`/api/distance-readings/${newId()}`, { ...rating, ratedBy: 'worker', value: 2 });
    const { body } = await giulia.get<CasePlan>(`/api/cases/${caseId}/plan`);
    expect(body.distance.map((one) => [one.ratedBy, one.value])).toEqual([['person', 1], ['worker', 2]]);
  });
});
