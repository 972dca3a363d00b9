import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseHeader, Closing, ClosingReadiness, Task } from './contract.ts';
import { followUpMonths } from './reference.ts';
import { aCase, type KnownCase, noticeGiven } from './testing/case.ts';

let town: Town;
let giulia: Worker;
let teresa: Worker;
let amal: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, teresa, amal] = await Promise.all([town.as('giulia'), town.as('teresa'), town.as('amal')]);
});
afterAll(() => town.leave());

async function inCare(): Promise<KnownCase> {
  const known = await aCase(town, 'giulia', ['amal']);
  await noticeGiven(town, known, 'giulia');
  const { body } = await giulia.get<CaseHeader>(`/api/cases/${known.caseId}`);
  await giulia.patch(`/api/cases/${known.caseId}`, { risk: 'medium', ownerId: giulia.memberId }, body.version);
  for (const move of ['receive', 'assess', 'take-in-care']) await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move });
  return known;
}

/** Giulia asks, Teresa approves. */
async function closed({ caseId }: KnownCase, followUpSafe = true, outcome = 'Ha un contratto e una stanza.'): Promise<string> {
  const id = newId();
  await giulia.put(`/api/case-closings/${id}`, { caseId, reason: 'autonomy', outcome, followUpSafe });
  const { status } = await teresa.post(`/api/case-closings/${id}/decision`, { decision: 'approve' });
  expect(status).toBe(200);
  return id;
}

async function says({ caseId }: KnownCase, answer: 'give' | 'refuse'): Promise<string> {
  const id = newId();
  await amal.put(`/api/consents/${id}`, { caseId, switch: 'follow-up' });
  await amal.post(`/api/consents/${id}/moves`, { id: newId(), move: answer, ...(answer === 'give' ? { evidence: { kind: 'attestation', attestedWith: giulia.memberId } } : {}) });
  return id;
}

const followUps = async ({ caseId }: KnownCase, done: 'yes' | 'no' = 'no'): Promise<Task[]> =>
  (await giulia.get<{ items: Task[] }>(`/api/cases/${caseId}/tasks?done=${done}`)).body.items.filter((task) => task.kind === 'follow-up');
const finish = (task: Task, body: Record<string, unknown>) => giulia.patch(`/api/tasks/${task.id}`, { done: true, ...body }, task.version);

describe('after a closing', () => {
  it('Giulia has one task for each of the months in the reference data, each due so many months after the closing', async () => {
    const known = await inCare();
    await says(known, 'give');
    await closed(known);
    const [today] = await town.look<Record<string, string>>(`select ${[3, 6, 12].map((months) => `((now() at time zone 'Europe/Rome')::date + interval '${months} months')::date::text as in${months}`).join(', ')}`);
    expect((await followUps(known)).map(({ months, dueOn, owner, mayContact }) => [months, dueOn, owner.name, mayContact])).toEqual([
      [3, today?.['in3'], 'Giulia Ferrara', true], [6, today?.['in6'], 'Giulia Ferrara', true], [12, today?.['in12'], 'Giulia Ferrara', true],
    ]);
    expect(followUpMonths('2026-11-28')).toEqual([3, 6, 12]);
  });

  it('nobody is to be sought when contact is not safe, or when the person said no to it', async () => {
    const [unsafe, refusing] = [await inCare(), await inCare()];
    await closed(unsafe, false);
    await says(refusing, 'refuse');
    await closed(refusing);
    expect([await followUps(unsafe), await followUps(refusing)]).toEqual([[], []]);
  });

  it('a yes that is still missing is said beside the task, and a no said later ends all that was planned', async () => {
    const known = await inCare();
    await closed(known);
    expect((await followUps(known)).map((task) => task.mayContact)).toEqual([false, false, false]);
    const yes = await says(known, 'give');
    expect((await followUps(known)).map((task) => task.mayContact)).toEqual([true, true, true]);
    await amal.post(`/api/consents/${yes}/moves`, { id: newId(), move: 'withdraw' });
    expect(await followUps(known)).toEqual([]);
    expect((await followUps(known, 'yes')).map((task) => task.outcome)).toEqual(['refused', 'refused', 'refused']);
  });

  it('a follow-up is done with how it went, and a task of somebody\'s own words is not', async () => {
    const known = await inCare();
    await closed(known);
    const [first] = await followUps(known);
    if (!first) throw new Error('no follow-up');
    expect((await finish(first, {})).body.code).toBe('follow-up-outcome-missing');
    expect((await finish(first, { outcome: 'opened-again' })).body.code).toBe('invalid-input');
    expect((await finish(first, { outcome: 'needs-help' })).status).toBe(200);
    expect((await followUps(known, 'yes')).map((task) => [task.months, task.outcome])).toEqual([[3, 'needs-help']]);
    const own = newId();
    await giulia.put(`/api/tasks/${own}`, { caseId: known.caseId, title: 'Archiviare la delega', ownerId: giulia.memberId });
    expect((await giulia.patch(`/api/tasks/${own}`, { done: true, outcome: 'well' }, 1)).body.code).toBe('follow-up-outcome-missing');
  });

  it('opening again ends the follow-ups and keeps how it had ended; the next closing plans its own', async () => {
    const known = await inCare();
    const first = await closed(known);
    await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move: 'reopen', reason: 'Ha perso la stanza.' });
    expect((await followUps(known, 'yes')).map((task) => task.outcome)).toEqual(['opened-again', 'opened-again', 'opened-again']);
    const [ended] = await followUps(known, 'yes');
    if (!ended) throw new Error('no follow-up');
    expect((await giulia.patch(`/api/tasks/${ended.id}`, { done: false }, ended.version)).body.code).toBe('illegal-move');
    const second = await closed(known, true, 'Vive da un’amica.');
    expect(await followUps(known)).toHaveLength(3);
    const { body } = await giulia.get<{ items: Closing[] }>(`/api/cases/${known.caseId}/closings`);
    expect(body.items).toMatchObject([
      { id: second, state: 'approved', outcome: 'Vive da un’amica.', decidedBy: { name: 'Teresa Iannaccone' } },
      { id: first, state: 'approved', outcome: 'Ha un contratto e una stanza.', askedBy: { name: 'Giulia Ferrara' } },
    ]);
  });

  it('how it ended is read by those who keep the file; Amal, who heads no file, learns no word of it, and others not that it exists', async () => {
    const known = await inCare();
    await closed(known);
    expect((await amal.get<{ items: Closing[] }>(`/api/cases/${known.caseId}/closings`)).body.items).toEqual([]);
    expect((await amal.get(`/api/cases/${known.caseId}/closing-readiness`)).body.code).toBe('not-allowed');
    for (const name of ['chiara', 'vincenzo', 'paola', 'stefano', 'francesca'] as const) {
      expect([name, (await (await town.as(name)).get(`/api/cases/${known.caseId}/closings`)).status]).toEqual([name, 404]);
    }
  });
});

describe('before a closing', () => {
  it('Giulia is told what is still open, whether the scale was read at the end, and how the consent stands', async () => {
    const known = await inCare();
    const readiness = async (): Promise<ClosingReadiness> => (await giulia.get<ClosingReadiness>(`/api/cases/${known.caseId}/closing-readiness`)).body;
    expect(await readiness()).toEqual({ goalsWithoutOutcome: 0, openReferrals: 0, openTasks: 0, areasAtStart: 0, areasAtEnd: 0, followUpConsent: 'never-asked', followUpMonths: [3, 6, 12] });
    const rate = (domain: string, moment: string) => giulia.put(`/api/distance-readings/${newId()}`, { caseId: known.caseId, domain, moment, ratedBy: 'person', value: 2 });
    for (const [domain, moment] of [['housing', 'entry'], ['health', 'entry'], ['housing', 'exit'], ['safety', 'exit']] as const) await rate(domain, moment);
    await giulia.put(`/api/tasks/${newId()}`, { caseId: known.caseId, title: 'Chiamare il medico', ownerId: giulia.memberId });
    await says(known, 'refuse');
    expect(await readiness()).toMatchObject({ openTasks: 1, areasAtStart: 2, areasAtEnd: 1, followUpConsent: 'refused' });
  });
});
