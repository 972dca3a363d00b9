import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Received, ReceivedPage, Referral } from './contract.ts';
import { aService, bodies, consentGiven, type Fatou, fatouFollowedBy, healthDraft, proposed, sentTo } from './testing/fatou.ts';

let town: Town;
let fatou: Fatou;
let clinic: string;
let union: string;
let toClinic: Referral;
let toUnion: Referral;
let draft: Referral;

beforeAll(async () => {
  town = await aTown();
  fatou = await fatouFollowedBy(town, 'giulia', ['chiara', 'amal']);
  clinic = await aService(town, bodies.asl, {});
  union = await aService(town, bodies.flai, { name: 'Vertenze', category: 'work-rights' });
  toClinic = await sentTo(town, fatou, clinic, await consentGiven(town, fatou, bodies.asl, 'health'));
  toUnion = await sentTo(town, fatou, union, await consentGiven(town, fatou, bodies.flai, 'work'), { purpose: 'work', draft: { request: 'Differenze di paga.', fields: [{ field: 'work-facts', words: 'Raccolta, sei mesi, senza contratto.' }] } });
  draft = await proposed(town, fatou, clinic);
});
afterAll(() => town.leave());

/** Everything that the two rooms answer to somebody about a referral, as one text. */
async function everythingTold(name: DemoName, id: string): Promise<string> {
  const worker = await town.as(name);
  const answers = await Promise.all([
    worker.get(`/api/referrals/${id}`), worker.get(`/api/referrals/received/${id}`), worker.get(`/api/cases/${fatou.caseId}/referrals`),
    worker.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'accept' }), worker.post(`/api/referrals/${id}/messages`, { id: newId(), words: 'x' }),
    worker.post(`/api/referrals/received/${id}/moves`, { id: newId(), move: 'accept' }), worker.post(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'x' }),
    worker.post('/api/referrals/proposal', { caseId: fatou.caseId, serviceId: clinic }), worker.patch(`/api/referrals/${id}`, { purpose: 'health', mode: 'sent', draft: healthDraft }, 1),
    worker.get('/api/referrals/received?owed=yes'), worker.get('/api/referrals/received?owed=no'), worker.get('/api/referrals/waiting'), worker.get('/api/referrals/notices'),
  ]);
  return JSON.stringify(answers.map(({ status, body }) => ({ status, body })));
}

describe('who learns nothing', () => {
  it.each(['vincenzo', 'carla', 'luca', 'antonio', 'francesca', 'stefano', 'silvia', 'davide', 'rosa', 'youssef', 'elena', 'blessing', 'marco', 'amal'] as const)('%s is answered as for a referral that does not exist', async (name) => {
    const unknown = newId();
    const [told, nothing] = [await everythingTold(name, toClinic.id), await everythingTold(name, unknown)];
    expect(told.replaceAll(toClinic.id, unknown)).toBe(nothing);
    for (const word of [toClinic.reference, 'schiena', 'Ambulatorio', fatou.code]) expect(told).not.toContain(word);
  });

  it('a colleague barred from the case loses every referral of it at once', async () => {
    const [chiara, teresa] = [await town.as('chiara'), await town.as('teresa')];
    expect((await chiara.get(`/api/referrals/${toClinic.id}`)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: fatou.caseId, memberId: chiara.memberId, askedBy: 'person', reason: 'Lo chiede la persona' });
    expect(await everythingTold('chiara', toClinic.id)).not.toContain(toClinic.reference);
  });
});

describe('what Paola and Antonio see', () => {
  const told = async (name: 'paola' | 'antonio'): Promise<string> => {
    const worker = await town.as(name);
    const mine = name === 'paola' ? toClinic : toUnion;
    const detail = (await worker.get<Received>(`/api/referrals/received/${mine.id}`)).body;
    const lists = await Promise.all(['/api/referrals/received?owed=yes', '/api/referrals/received?owed=no', '/api/referrals/notices', '/api/referrals/waiting'].map((path) => worker.get(path)));
    return JSON.stringify([detail, lists.map(({ body }) => body)]);
  };

  it('each reads their own letter, and neither the other\'s, nor the draft that was never sent', async () => {
    expect(await told('paola')).toContain('schiena');
    expect(await told('antonio')).toContain('Raccolta');
    expect(await told('paola')).not.toMatch(new RegExp(`Raccolta|${toUnion.reference}|${draft.reference}|${draft.id}`));
    expect(await told('antonio')).not.toMatch(new RegExp(`schiena|${toClinic.reference}|${toClinic.id}`));
    const antonio = await town.as('antonio');
    expect((await antonio.get(`/api/referrals/received/${toClinic.id}`)).body.code).toBe('not-found');
    expect((await (await town.as('paola')).get(`/api/referrals/received/${draft.id}`)).body.code).toBe('not-found');
  });

  it('neither finds the person, the case, the consent, the code or anything that the two letters share', async () => {
    const [own] = await town.look<Record<string, string>>('select m.case_id, m.person_id, m.consent_id from referral_matter m where referral_id = $1', [toClinic.id]);
    for (const name of ['paola', 'antonio'] as const) {
      for (const secret of [...Object.values(own ?? {}), fatou.code, 'Fatou', 'Camara']) expect(await told(name)).not.toContain(secret);
    }
    expect(toClinic.reference).not.toBe(toUnion.reference);
  });

  it('finds nothing of the rest behind its own session in the database either', async () => {
    const paola = await town.as('paola');
    const url = new URL(inject('adminUrl'));
    url.pathname = new URL(town.ownerUrl).pathname;
    const behind = new Client({ connectionString: url.href });
    await behind.connect();
    const [session] = await town.look<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null order by created_at desc limit 1', [paola.memberId]);
    await behind.query('begin');
    await behind.query(`select set_config('reti.acting', $1, true)`, [session?.acting_key]);
    await behind.query('set local role reti_app');
    const seen = await behind.query(`select (select count(*) from referral_matter) as matters, (select count(*) from person) as persons, (select count(*) from case_file) as cases,
      (select count(*) from consent) as consents, (select count(*) from sharing_record) as shared, (select count(*) from person_name) as names, (select count(*) from case_timeline) as lines,
      (select count(*) from referral) as referrals, (select count(*) from referral_letter) as letters, (select count(*) from vault_key) as keys`);
    await behind.end();
    expect(seen.rows.map((row) => Object.fromEntries(Object.entries(row).map(([what, count]) => [what, String(count)])))).toEqual([{ matters: '0', persons: '0', cases: '0', consents: '0', shared: '0', names: '0', lines: '0', referrals: '1', letters: '1', keys: '1' }]);
  });

  it('Paola\'s reading stands in the trail under Fatou, though Paola never learns who she is', async () => {
    await told('paola');
    const lines = await town.look<{ person_id: string; member_id: string }>(`select person_id, member_id from audit_event where action = 'referral.read-received' and subject_id = $1`, [toClinic.id]);
    expect(lines[0]).toEqual({ person_id: fatou.personId, member_id: (await town.as('paola')).memberId });
  });
});

describe('when somebody withdraws', () => {
  const paolaSees = async (id: string): Promise<Received> => (await (await town.as('paola')).get<Received>(`/api/referrals/received/${id}`)).body;
  const withdraw = async (consentId: string) => (await town.as('amal')).post<{ toInform: { organisation: { id: string } }[] }>(`/api/consents/${consentId}/moves`, { id: newId(), move: 'withdraw' });

  it('a consent withdrawn closes Paola\'s view at once: no letter, no message, no further answer', async () => {
    const other = await fatouFollowedBy(town, 'giulia', ['amal']);
    const consent = await consentGiven(town, other, bodies.asl, 'health');
    const { id } = await sentTo(town, other, clinic, consent);
    const paola = await town.as('paola');
    await paola.post(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'A che ora?' });
    expect((await paolaSees(id)).letter).not.toBeNull();

    const { body } = await withdraw(consent);
    expect(body.toInform).toMatchObject([{ organisation: { id: bodies.asl } }]);
    expect(await paolaSees(id)).toMatchObject({ state: 'withdrawn', letter: null, messages: [], steps: [], moves: [], appointmentAt: null });
    expect((await paola.post(`/api/referrals/received/${id}/moves`, { id: newId(), move: 'accept' })).body.code).toBe('referral-stopped');
    expect((await paola.post(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'Perché?' })).body.code).toBe('referral-stopped');

    const giulia = await town.as('giulia');
    expect((await giulia.get<Referral>(`/api/referrals/${id}`)).body).toMatchObject({ state: 'withdrawn', letter: { request: healthDraft.request } });
    expect((await giulia.get<Referral>(`/api/referrals/${id}`)).body.steps.at(-1)).toMatchObject({ move: 'withdraw', reason: 'consent-withdrawn' });
    expect(await town.look('select 1 from sharing_record where consent_id = $1', [consent])).toHaveLength(1);
    const kinds = await town.look<{ member_id: string }>(`select member_id from referral_notice where referral_id = $1 and kind = 'stopped'`, [id]);
    expect(kinds.map((one) => one.member_id).sort()).toEqual([giulia.memberId, paola.memberId, (await town.as('teresa')).memberId].sort());
  });

  it('also of what is already done, which stays done for Giulia', async () => {
    const other = await fatouFollowedBy(town, 'giulia', ['amal']);
    const consent = await consentGiven(town, other, bodies.asl, 'health');
    const { id } = await sentTo(town, other, clinic, consent);
    const paola = await town.as('paola');
    for (const given of [{ move: 'accept' }, { move: 'begin' }, { move: 'finish', words: 'Visita fatta.' }]) await paola.post(`/api/referrals/received/${id}/moves`, { id: newId(), ...given });
    await withdraw(consent);
    expect(await paolaSees(id)).toMatchObject({ state: 'withdrawn', letter: null, steps: [] });
    expect((await (await town.as('giulia')).get<Referral>(`/api/referrals/${id}`)).body).toMatchObject({ state: 'done', stoppedAt: expect.any(String) });
  });

  it('a consent that has run out closes it on its day, before anybody writes that down', async () => {
    const other = await fatouFollowedBy(town, 'giulia');
    const consent = await consentGiven(town, other, bodies.asl, 'health');
    const { id } = await sentTo(town, other, clinic, consent);
    await town.look(`update consent set valid_until = italian_today() where id = $1`, [consent]);
    expect((await paolaSees(id)).letter).not.toBeNull();
    await town.look(`update consent set valid_until = italian_today() - 1 where id = $1`, [consent]);
    expect(await paolaSees(id)).toMatchObject({ state: 'withdrawn', letter: null, steps: [], moves: [] });
    expect((await (await town.as('paola')).post(`/api/referrals/received/${id}/moves`, { id: newId(), move: 'accept' })).body.code).toBe('referral-stopped');
  });

  it('Giulia takes one back by herself, with a reason that Paola does not read', async () => {
    const consent = await consentGiven(town, await fatouFollowedBy(town, 'giulia'), bodies.asl, 'health');
    const [matter] = await town.look<{ case_id: string }>('select case_id from consent where id = $1', [consent]);
    const { id } = await sentTo(town, { caseId: matter?.case_id ?? '', personId: '', code: '' }, clinic, consent);
    const giulia = await town.as('giulia');
    expect((await giulia.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'withdraw' })).body.code).toBe('reason-required');
    await giulia.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'withdraw', reason: 'safety', words: 'Il marito lavora lì.' });
    expect(JSON.stringify(await paolaSees(id))).not.toMatch(/safety|marito|schiena/);
    expect((await (await town.as('paola')).get<ReceivedPage>('/api/referrals/received?owed=yes')).body.items.map((one) => one.id)).not.toContain(id);
  });
});
