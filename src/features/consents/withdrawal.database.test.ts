import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Answer, Call } from '../../kernel/calls/contract.ts';
import type { CaseHeader, Task } from '../cases/contract.ts';
import type { Received, Referral } from '../referrals/contract.ts';
import { aService, bodies, consentGiven, fatouFollowedBy, type Fatou, proposed, sentTo } from '../referrals/testing/fatou.ts';
import type { CaseConsents, ConsentMoved, ConsentRecord, Notice, WithdrawalEffects } from './contract.ts';

let town: Town;
let fatou: Fatou;
let giulia: Worker;
let amal: Worker;
let service: string;
beforeAll(async () => {
  town = await aTown();
  [giulia, amal] = await Promise.all([town.as('giulia'), town.as('amal')]);
  fatou = await fatouFollowedBy(town, 'giulia', ['amal']);
  const { body } = await giulia.get<CaseHeader>(`/api/cases/${fatou.caseId}`);
  await giulia.patch(`/api/cases/${fatou.caseId}`, { ownerId: giulia.memberId }, body.version);
  service = await aService(town, bodies.asl, {});
});
afterAll(() => town.leave());

const effects = async (by: Worker, id: string) => (await by.get<WithdrawalEffects>(`/api/consents/${id}/effects`)).body;
const toInform = async (): Promise<Task[]> => (await giulia.get<{ items: Task[] }>(`/api/cases/${fatou.caseId}/tasks`)).body.items.filter((task) => task.kind === 'inform-recipient');

describe('a withdrawal of consent to share', () => {
  it('is told beforehand: what stops, who already has what; it takes effect at once on what is sent and on what is not sent yet, and each body is owed a word', async () => {
    const consent = await consentGiven(town, fatou, bodies.asl, 'health');
    const sent = await sentTo(town, fatou, service, consent);
    const drafted = await proposed(town, fatou, service);
    await giulia.post(`/api/referrals/${drafted.id}/moves`, { id: newId(), move: 'consent', consentId: consent });
    expect(await effects(giulia, consent)).toMatchObject({
      isComplete: true,
      stops: expect.arrayContaining([expect.objectContaining({ reference: sent.reference, service: 'Ambulatorio donne' }), expect.objectContaining({ reference: drafted.reference, sentAt: null })]),
      recipients: [{ organisation: { name: 'ASL Avellino – Consultorio' }, what: ['health-need', 'languages', 'gender'] }],
    });
    // Amal, who holds no file, is told that there are things she does not see, and who received something.
    expect(await effects(amal, consent)).toMatchObject({ isComplete: false, stops: [], recipients: [{ organisation: { name: 'ASL Avellino – Consultorio' } }] });

    await amal.post(`/api/consents/${consent}/moves`, { id: newId(), move: 'withdraw' });
    const paola = await town.as('paola');
    expect((await paola.get<Received>(`/api/referrals/received/${sent.id}`)).body).toMatchObject({ state: 'withdrawn', letter: null });
    expect((await giulia.get<Referral>(`/api/referrals/${drafted.id}`)).body.state).toBe('withdrawn');
    const [task, ...others] = await toInform();
    expect([task?.organisation, task?.owner.name, others]).toEqual(['ASL Avellino – Consultorio', 'Giulia Ferrara', []]);
    expect(await effects(giulia, consent)).toMatchObject({ stops: [], recipients: [{ organisation: { name: 'ASL Avellino – Consultorio' } }] });
  });

  it('sent twice gives the task once', async () => {
    const before = (await toInform()).length;
    const consent = await consentGiven(town, fatou, bodies.asl, 'health');
    await sentTo(town, fatou, service, consent);
    const move = { id: newId(), move: 'withdraw' };
    for (let times = 0; times < 2; times += 1) await amal.post(`/api/consents/${consent}/moves`, move);
    expect(await toInform()).toHaveLength(before + 1);
  });

  it('cannot be crossed by a letter that leaves in the same moment: either it left before, and is on the list, or it does not leave', async () => {
    for (let round = 0; round < 6; round += 1) {
      const consent = await consentGiven(town, fatou, bodies.asl, 'health');
      const { id } = await proposed(town, fatou, service);
      const consented = await giulia.post<Referral>(`/api/referrals/${id}/moves`, { id: newId(), move: 'consent', consentId: consent });
      await Promise.all([
        giulia.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'send', preview: consented.body.preview }),
        amal.post(`/api/consents/${consent}/moves`, { id: newId(), move: 'withdraw' }),
      ]);
      const [stands] = await town.look<{ state: string; sent: boolean; listed: boolean; open: boolean }>(
        `select r.state, r.sent_at is not null as sent, exists (select from sharing_record s where s.consent_id = $2) as listed, r.stopped_at is null as open from referral r where r.id = $1`, [id, consent]);
      expect(stands).toMatchObject({ state: 'withdrawn', open: false });
      expect(stands?.sent).toBe(stands?.listed);
    }
  });
});

describe('the record of notice and consents', () => {
  it('holds every answer with its evidence and every body that received something, by code and without a name of hers', async () => {
    const { body } = await giulia.get<ConsentRecord>(`/api/cases/${fatou.caseId}/consents/record`);
    expect(body.code).toBe(fatou.code);
    expect(body.consents[0]).toMatchObject({ switch: 'sharing', state: 'withdrawn', requestedBy: 'Giulia Ferrara', moves: [{ move: 'give', evidence: 'signature', evidenceWords: 'F. C.', by: 'Giulia Ferrara' }, { move: 'withdraw', evidence: null, by: 'Amal Haddad' }] });
    expect(body.recipients.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('Camara');
  });
  it('leaves its own line in the trail, and is not found by those who do not hold the case', async () => {
    const francesca = await town.as('francesca');
    expect((await francesca.get<{ items: { code: string; action: string }[] }>('/api/audit?action=consent.print')).body.items).toMatchObject([{ code: fatou.code, action: 'consent.print' }]);
    for (const name of ['chiara', 'paola', 'vincenzo', 'stefano', 'francesca'] as const) {
      expect([name, (await (await town.as(name)).get(`/api/cases/${fatou.caseId}/consents/record`)).status]).toEqual([name, 404]);
    }
  });
});

describe('what was noted on a telephone without a network', () => {
  const hour = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const sent = async (by: Worker, ...calls: readonly Omit<Call, 'id'>[]): Promise<{ status: number; body: unknown }[]> => {
    const named = calls.map((call) => ({ ...call, id: newId() }));
    const inOrder = named.map((call, place) => ({ ...call, ...(place > 0 ? { after: [named[place - 1]?.id ?? ''] } : {}) }));
    return (await by.post<{ answers: Answer[] }>('/api/calls', { calls: inOrder })).body.answers.map(({ status, body }) => ({ status, body }));
  };
  const move = (consent: string, body: object): Omit<Call, 'id'> => ({ method: 'POST', path: `/api/consents/${consent}/moves`, body: { id: newId(), ...body } });
  const asked = (consent: string, body: object): Omit<Call, 'id'> => ({ method: 'PUT', path: `/api/consents/${consent}`, body: { caseId: fatou.caseId, ...body } });
  const signature = { kind: 'mark-and-witness', witness: 'Suor Agnese' };

  it('holds from its arrival: the hour of her word stands beside it, and what was sent in between is on the list', async () => {
    const consent = newId();
    const [noted, changed] = [hour(170), hour(60)];
    const given = await sent(amal, asked(consent, { switch: 'sharing', recipientId: bodies.asl, purpose: 'health', notedAt: hour(180) }), move(consent, { move: 'give', evidence: signature, notedAt: noted }));
    expect(given.map(({ status }) => status)).toEqual([200, 200]);
    const letter = await sentTo(town, fatou, service, consent);
    const withdrawal = move(consent, { move: 'withdraw', notedAt: changed });
    for (let times = 0; times < 2; times += 1) {
      const [answered] = await sent(amal, withdrawal);
      expect(answered).toMatchObject({ status: 200, body: { consent: { state: 'withdrawn', decided: { notedAt: changed } }, toInform: [{ organisation: { name: 'ASL Avellino – Consultorio' } }] } });
      const moved = answered?.body as ConsentMoved | undefined;
      expect((moved?.consent.decided?.at ?? '') > (letter.sentAt ?? '~')).toBe(true);
    }
    const { body: record } = await giulia.get<ConsentRecord>(`/api/cases/${fatou.caseId}/consents/record`);
    expect(record.consents.find(({ id }) => id === consent)?.moves).toMatchObject([{ move: 'give', notedAt: noted }, { move: 'withdraw', notedAt: changed }]);
  });

  it('keeps no hour of a clock that cannot be right, and none where it came at once', async () => {
    const consent = newId();
    await sent(amal, asked(consent, { switch: 'story-research', notedAt: hour(30) }), move(consent, { move: 'give', evidence: signature, notedAt: hour(90) }), move(consent, { move: 'withdraw', notedAt: hour(0) }));
    const { body: record } = await giulia.get<ConsentRecord>(`/api/cases/${fatou.caseId}/consents/record`);
    expect(record.consents.find(({ id }) => id === consent)?.moves.map(({ notedAt }) => notedAt)).toEqual([null, null]);
  });

  it('is refused, and does nothing, where a colleague wrote another answer meanwhile, or asked the same', async () => {
    const consent = newId();
    await giulia.put(`/api/consents/${consent}`, { caseId: fatou.caseId, switch: 'contact', channel: 'letter' });
    await giulia.post(`/api/consents/${consent}/moves`, { id: newId(), move: 'refuse' });
    const [late] = await sent(amal, move(consent, { move: 'give', evidence: signature, notedAt: hour(20) }));
    expect(late).toMatchObject({ status: 409, body: { code: 'illegal-move' } });
    await giulia.put(`/api/consents/${newId()}`, { caseId: fatou.caseId, switch: 'contact', channel: 'email' });
    const hers = newId();
    const [twice, after] = await sent(amal, asked(hers, { switch: 'contact', channel: 'email', notedAt: hour(20) }), move(hers, { move: 'refuse', notedAt: hour(20) }));
    expect([twice, after?.status]).toMatchObject([{ status: 409, body: { code: 'consent-open-already' } }, 424]);
    const { body } = await giulia.get<CaseConsents>(`/api/cases/${fatou.caseId}/consents`);
    expect(body.consents.filter((one) => one.switch === 'contact').map((one) => [one.channel, one.state]).toSorted()).toEqual([['email', 'requested'], ['letter', 'refused']]);
  });

  it('is the notice too: told two hours ago, kept once, with both hours', async () => {
    const { body: notice } = await amal.get<Notice>('/api/notices/current');
    const french = notice.texts.find(({ language }) => language === 'fr');
    const told = { method: 'PUT', path: `/api/notice-deliveries/${newId()}`, body: { caseId: fatou.caseId, textId: french?.id, means: 'oral', understood: 'yes', notedAt: hour(120) } } as const;
    for (let times = 0; times < 2; times += 1) {
      const [answered] = await sent(amal, told);
      expect(answered).toMatchObject({ status: 200, body: { noticeState: 'understood', deliveries: [{ language: 'fr', notedAt: told.body.notedAt, by: { name: 'Amal Haddad' } }] } });
    }
  });
});
