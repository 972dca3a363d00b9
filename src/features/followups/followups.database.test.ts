import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseHeader, Closing, ClosingReadiness } from '../cases/contract.ts';
import { followUpMonths } from '../cases/reference.ts';
import { aCase, type KnownCase, noticeGiven } from '../cases/testing/case.ts';
import type { FollowUp, FollowUpLine, FollowUpsOfCase } from './contract.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

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

const followUps = async ({ caseId }: KnownCase, who: Worker = giulia): Promise<FollowUp[]> =>
  (await who.get<FollowUpsOfCase>(`/api/cases/${caseId}/follow-ups`)).body.items.toSorted((one, other) => one.months - other.months);
const move = (who: Worker, id: string | undefined, name: string, more: Record<string, unknown> = {}) => who.post(`/api/follow-ups/${id}/moves`, { id: newId(), move: name, ...more });
const seek = (who: Worker, id: string | undefined, way: string, result: string, cardVersion = 0) => who.put(`/api/follow-ups/${id}/attempts/${newId()}`, { way, result, cardVersion });
/** Closed, with the person's yes to being in touch. */
async function closedWithYes(): Promise<KnownCase> {
  const known = await inCare();
  await says(known, 'give');
  await closed(known);
  return known;
}

describe('after a closing', () => {
  it('Giulia is to ask after the person for each of the months in the reference data, each due so many months after the closing', async () => {
    const known = await closedWithYes();
    const [today] = await town.look<{ day: string }>("select (now() at time zone 'Europe/Rome')::date::text as day");
    const months = followUpMonths(asItComes, today?.day ?? '');
    const due = await town.look<{ day: string }>("select ($1::date + make_interval(months => m))::date::text as day from unnest($2::int[]) m order by m", [today?.day, [...months]]);
    expect((await followUps(known)).map((one) => [one.months, one.dueOn, one.owner.name, one.state, one.mayContact])).toEqual(months.map((month, at) => [month, due[at]?.day, 'Giulia Ferrara', 'planned', true]));
    expect(followUpMonths(asItComes, '2026-10-31')).toEqual([3, 6, 12]);
    expect(followUpMonths(asItComes, '2026-11-01')).toEqual([1, 3, 6, 12]);
  });

  it('nobody is to be sought when contact is not safe, or when the person said no to it', async () => {
    const [unsafe, refusing] = [await inCare(), await inCare()];
    await closed(unsafe, false);
    await says(refusing, 'refuse');
    await closed(refusing);
    expect([await followUps(unsafe), await followUps(refusing)]).toEqual([[], []]);
  });

  it('a no said later ends all that was planned, and says why', async () => {
    const known = await inCare();
    await closed(known);
    expect(new Set((await followUps(known)).map((one) => one.mayContact))).toEqual(new Set([false]));
    const yes = await says(known, 'give');
    await amal.post(`/api/consents/${yes}/moves`, { id: newId(), move: 'withdraw' });
    expect(new Set((await followUps(known)).map((one) => `${one.state} ${one.endedBecause}`))).toEqual(new Set(['ended consent']));
  });

  it('Amal calls twice without an answer, Giulia reaches him the third time: he needs help again, and his file is opened from there', async () => {
    const known = await closedWithYes();
    const [first, second] = await followUps(known);
    for (const result of ['no-answer', 'somebody-else']) expect((await seek(amal, first?.id, 'phone', result)).status).toBe(200);
    expect((await seek(giulia, first?.id, 'phone', 'answered')).status).toBe(200);
    await giulia.put(`/api/distance-readings/${newId()}`, { caseId: known.caseId, domain: 'housing', moment: 'exit', ratedBy: 'person', value: 4 });
    expect((await move(giulia, first?.id, 'reach', { outcome: 'needs-help', ratings: { housing: 2, 'income-work': 3 }, words: 'Ha perso la stanza a settembre.' })).status).toBe(200);
    const { body } = await giulia.get<FollowUpsOfCase>(`/api/cases/${known.caseId}/follow-ups`);
    expect(body).toMatchObject({ atClosing: { housing: 4 }, mayReopen: true });
    expect(body.items.find((one) => one.id === first?.id)).toMatchObject({ state: 'reached', outcome: 'needs-help', attempts: 3, form: { ratings: { 'housing': 2, 'income-work': 3 }, words: 'Ha perso la stanza a settembre.', by: { name: 'Giulia Ferrara' } } });
    await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move: 'reopen', reason: 'Ha perso la stanza.' });
    expect((await followUps(known)).find((one) => one.id === second?.id)).toMatchObject({ state: 'ended', endedBecause: 'opened-again' });
    await closed(known, true, 'Vive da un’amica.');
    expect((await followUps(known)).filter((one) => one.state === 'planned').length).toBe((await followUps(known)).length / 2);
  });

  it('nobody calls where the card says no, nor before having read it as it stands, nor without his yes; if he comes by it is written down', async () => {
    const known = await closedWithYes();
    const [first] = await followUps(known);
    const card = { whoMayCall: '', whenToCall: '', language: null, mayBeSaid: '', mustNotAnswer: 'il fratello', leaveMessages: false };
    await giulia.put(`/api/persons/${known.personId}/safe-contact`, { ...card, doNotCall: true }, 0);
    expect((await followUps(known)).length).toBeGreaterThan(0);
    const version = (await giulia.get<FollowUpsOfCase>(`/api/cases/${known.caseId}/follow-ups`)).body.card?.version;
    expect(version).toBe(1);
    expect((await seek(giulia, first?.id, 'phone', 'no-answer')).body.code).toBe('safe-contact-first');
    expect((await seek(giulia, first?.id, 'phone', 'no-answer', version)).body.code).toBe('follow-up-do-not-call');
    expect((await seek(giulia, first?.id, 'email', 'no-answer', version)).status).toBe(200);
    const silent = await inCare();
    await closed(silent);
    const [other] = await followUps(silent);
    expect((await seek(giulia, other?.id, 'email', 'no-answer')).body.code).toBe('follow-up-no-consent');
    expect((await seek(giulia, other?.id, 'came-by', 'answered')).status).toBe(200);
  });

  it('a no, and a contact that is not safe, end the times that remain; giving up says why; an answer can be taken back', async () => {
    const [refusing, unsafe] = [await closedWithYes(), await closedWithYes()];
    await move(giulia, (await followUps(refusing))[0]?.id, 'refuse');
    await move(giulia, (await followUps(unsafe))[0]?.id, 'find-unsafe');
    expect((await followUps(refusing)).slice(1).map((one) => one.endedBecause)).toEqual((await followUps(refusing)).slice(1).map(() => 'refused-before'));
    expect((await followUps(unsafe)).slice(1).map((one) => one.endedBecause)).toEqual((await followUps(unsafe)).slice(1).map(() => 'not-safe-before'));
    const known = await closedWithYes();
    const [first] = await followUps(known);
    expect((await move(giulia, first?.id, 'give-up')).body.code).toBe('reason-required');
    await move(giulia, first?.id, 'give-up', { reason: 'Il numero non è più suo' });
    await move(giulia, first?.id, 'take-back', { reason: 'Ha richiamato lui' });
    expect((await followUps(known))[0]).toMatchObject({ state: 'planned', steps: [{ move: 'give-up', reason: 'Il numero non è più suo' }, { move: 'take-back' }] });
  });

  it('Amal knows when to call and writes that she did, and reads no word of how he is; others learn nothing', async () => {
    const known = await closedWithYes();
    const [first] = await followUps(known);
    await move(giulia, first?.id, 'reach', { outcome: 'well', ratings: { housing: 5 }, words: 'Lavora a Solofra.' });
    expect((await followUps(known, amal))[0]).toMatchObject({ state: 'reached', form: null, moves: [] });
    expect((await amal.get<FollowUpsOfCase>(`/api/cases/${known.caseId}/follow-ups`)).body.atClosing).toEqual({});
    expect((await move(amal, (await followUps(known, amal))[1]?.id, 'refuse')).body.code).toBe('not-allowed');
    for (const name of ['chiara', 'vincenzo', 'paola', 'stefano', 'francesca'] as const) {
      const stranger = await town.as(name);
      expect([name, (await stranger.get(`/api/cases/${known.caseId}/follow-ups`)).status, (await move(stranger, first?.id, 'refuse')).status, (await seek(stranger, first?.id, 'came-by', 'answered')).status]).toEqual([name, 404, 404, 404]);
    }
  });

  it('the list of what is due shows Giulia her own and Teresa everybody’s, the nearest first', async () => {
    const known = await closedWithYes();
    const ids = (await followUps(known)).map((one) => one.id);
    const due = async (who: Worker, whose: string): Promise<string[]> => {
      const found: FollowUpLine[] = [];
      let after = '';
      do {
        const { body } = await who.get<{ items: FollowUpLine[]; next: string | null }>(`/api/follow-ups?whose=${whose}${after && `&after=${after}`}`);
        found.push(...body.items);
        after = body.next ?? '';
      } while (after);
      expect(found.map((line) => line.dueOn)).toEqual(found.map((line) => line.dueOn).toSorted());
      return found.map((line) => line.id);
    };
    expect(await due(giulia, 'mine')).toEqual(expect.arrayContaining(ids));
    expect(await due(teresa, 'all')).toEqual(expect.arrayContaining(ids));
    expect(await due(await town.as('chiara'), 'all')).toEqual([]);
  });

  it('opening again keeps how it had ended', async () => {
    const known = await inCare();
    const first = await closed(known);
    await giulia.post(`/api/cases/${known.caseId}/moves`, { id: newId(), move: 'reopen', reason: 'Ha perso la stanza.' });
    const second = await closed(known, true, 'Vive da un’amica.');
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
    expect(await readiness()).toEqual({ goalsWithoutOutcome: 0, openReferrals: 0, openTasks: 0, areasAtStart: 0, areasAtEnd: 0, followUpConsent: 'never-asked', followUpMonths: [...followUpMonths(asItComes, italianDay(new Date()))] });
    const rate = (domain: string, moment: string) => giulia.put(`/api/distance-readings/${newId()}`, { caseId: known.caseId, domain, moment, ratedBy: 'person', value: 2 });
    for (const [domain, moment] of [['housing', 'entry'], ['health', 'entry'], ['housing', 'exit'], ['safety', 'exit']] as const) await rate(domain, moment);
    await giulia.put(`/api/tasks/${newId()}`, { caseId: known.caseId, title: 'Chiamare il medico', ownerId: giulia.memberId });
    await says(known, 'refuse');
    expect(await readiness()).toMatchObject({ openTasks: 1, areasAtStart: 2, areasAtEnd: 1, followUpConsent: 'refused' });
  });
});
