import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Today } from '../today/contract.ts';
import type { AudienceLine, TrailLine } from '../cases/contract.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { type CaseReferrals, type Matched, type Proposal, type Received, type ReceivedPage, type Referral, ReferralState, type Waiting } from './contract.ts';
import { referralMachine } from './domain/machine.ts';
import { aService, bodies, consentGiven, type Fatou, fatouFollowedBy, healthDraft, proposed, sentTo } from './testing/fatou.ts';

let town: Town;
let fatou: Fatou;
let clinic: string;
let consent: string;

beforeAll(async () => {
  town = await aTown();
  fatou = await fatouFollowedBy(town, 'giulia', ['marco', 'amal']);
  clinic = await aService(town, bodies.asl, {});
  consent = await consentGiven(town, fatou, bodies.asl, 'health');
});
afterAll(() => town.leave());

const move = (id: string, given: Record<string, unknown>, by: 'giulia' | 'teresa' | 'marco' = 'giulia') => town.as(by).then((worker) => worker.post<Referral>(`/api/referrals/${id}/moves`, { id: newId(), ...given }));
const answer = (id: string, given: Record<string, unknown>) => town.as('paola').then((paola) => paola.post<Received>(`/api/referrals/received/${id}/moves`, { id: newId(), ...given }));

describe('Giulia refers Fatou to Paola\'s clinic', () => {
  it('finds the clinic with its reasons, and what such a clinic needs to be told', async () => {
    const giulia = await town.as('giulia');
    const matched = (await giulia.post<Matched>('/api/referrals/match', { category: 'health', papers: 'no', languages: ['fr'] })).body;
    expect(matched.items[0]).toMatchObject({ service: { name: 'Ambulatorio donne' }, fit: { verdict: 'yes', yes: ['same-category', 'open-without-papers', 'speaks', 'fresh'] } });
    const proposal = (await giulia.post<Proposal>('/api/referrals/proposal', { caseId: fatou.caseId, serviceId: clinic })).body;
    expect(proposal.purpose).toBe('health');
    expect(proposal.fields.filter((one) => one.proposed).map((one) => one.field)).toEqual(['gender', 'birth-year', 'languages', 'health-need', 'health-registration']);
    expect(proposal.fields.find((one) => one.field === 'name')).toMatchObject({ proposed: false, known: [{ value: 'Fatou Camara' }] });
    expect(proposal.consents).toMatchObject([{ id: consent, inForce: true }]);
  });

  it('shows a preview that is, byte for byte, what Paola then reads', async () => {
    const draft = await proposed(town, fatou, clinic);
    const consented = (await move(draft.id, { move: 'consent', consentId: consent })).body;
    const previewed = JSON.stringify(consented.letter);
    await move(draft.id, { move: 'send', preview: consented.preview });
    const received = (await (await town.as('paola')).get<Received>(`/api/referrals/received/${draft.id}`)).body;
    expect(JSON.stringify(received.letter)).toBe(previewed);
    expect(received.letter).toMatchObject({ request: healthDraft.request, from: { name: 'Giulia Ferrara' }, fields: [{ field: 'gender' }, { field: 'languages' }, { field: 'health-need' }] });
  });

  it('tells Giulia and the officer what Paola did with the letter, her answer included', async () => {
    const other = await fatouFollowedBy(town, 'giulia');
    const sent = await sentTo(town, other, clinic, await consentGiven(town, other, bodies.asl, 'health'));
    const [giulia, paola, francesca] = [await town.as('giulia'), await town.as('paola'), await town.as('francesca')];
    await paola.get(`/api/referrals/received/${sent.id}`);
    await answer(sent.id, { move: 'acknowledge' });
    const byAction = (one: AudienceLine, two: AudienceLine): number => one.action.localeCompare(two.action);
    const { items } = (await giulia.get<{ items: AudienceLine[] }>(`/api/cases/${other.caseId}/audience`)).body;
    expect(items.filter((line) => line.member?.memberId === paola.memberId).toSorted(byAction)).toMatchObject([{ action: 'referral.acknowledge', times: 1 }, { action: 'referral.read-received' }]);
    const trail = (await francesca.get<{ items: TrailLine[] }>(`/api/audit?code=${other.code}`)).body.items;
    expect(new Set(trail.filter((line) => line.member?.memberId === paola.memberId).map((line) => line.action))).toEqual(new Set(['referral.acknowledge', 'referral.read-received']));
    expect((await (await town.as('marco')).get(`/api/cases/${other.caseId}/audience`)).body).toMatchObject({ code: 'not-found' });
  });

  it('does not send a letter that changed after Giulia read it', async () => {
    const giulia = await town.as('giulia');
    const draft = await proposed(town, fatou, clinic);
    const read = (await move(draft.id, { move: 'consent', consentId: consent })).body;
    await giulia.patch(`/api/referrals/${draft.id}`, { purpose: 'health', mode: 'accompanied', draft: { ...healthDraft, request: 'Altro.' } }, read.version);
    expect((await move(draft.id, { move: 'send', preview: read.preview })).body.code).toBe('preview-changed');
    expect((await move(draft.id, { move: 'send', preview: read.preview }, 'teresa')).body.code).toBe('preview-changed');
  });

  it('does not let her name slip out unticked, and sends it when she ticks it', async () => {
    const slip = await proposed(town, fatou, clinic, { draft: { ...healthDraft, request: 'Fatou va vista presto.' } });
    expect(slip.obstacles).toEqual([{ path: 'request', code: 'name-not-ticked' }]);
    expect((await move(slip.id, { move: 'consent', consentId: consent })).body).toMatchObject({ code: 'referral-not-ready', errors: [{ path: 'request', code: 'name-not-ticked' }] });
    const named = await sentTo(town, fatou, clinic, consent, { draft: { ...healthDraft, fields: [...healthDraft.fields, { field: 'name', words: 'Fatou Camara' }] } });
    expect((await (await town.as('paola')).get<Received>(`/api/referrals/received/${named.id}`)).body.letter?.fields).toContainEqual({ field: 'name', words: 'Fatou Camara' });
  });

  it('does not let a name slip out that was taken away: people knew her by it', async () => {
    const [giulia, other, taken] = [await town.as('giulia'), await fatouFollowedBy(town, 'giulia'), newId()];
    await giulia.put(`/api/persons/${other.personId}/names/${taken}`, { kind: 'alias', text: 'Blandine Kouassi' });
    expect((await giulia.delete(`/api/persons/${other.personId}/names/${taken}`)).status).toBe(200);
    const slip = await proposed(town, other, clinic, { draft: { ...healthDraft, request: 'Blandine va vista presto.' } });
    expect(slip.obstacles).toEqual([{ path: 'request', code: 'name-not-ticked' }]);
  });

  it('freezes the letter: neither words nor fields change once they left', async () => {
    const sent = await sentTo(town, fatou, clinic, consent);
    const giulia = await town.as('giulia');
    expect((await giulia.patch(`/api/referrals/${sent.id}`, { purpose: 'health', mode: 'sent', draft: healthDraft }, sent.version)).body.code).toBe('referral-already-sent');
    await expect(town.look(`update referral_letter set fields = '{}' where referral_id = $1`, [sent.id])).rejects.toThrow('referral-already-sent');
    await expect(town.look(`update referral_matter set purpose = 'other' where referral_id = $1`, [sent.id])).rejects.toThrow('referral-already-sent');
  });

  it('writes down what left, as codes of fields and never their content', async () => {
    const sent = await sentTo(town, fatou, clinic, consent);
    const records = await town.look<{ what: string[]; consent_id: string; organisation_id: string }>('select what, consent_id, organisation_id from sharing_record where case_id = $1 order by at desc limit 1', [fatou.caseId]);
    expect(records).toEqual([{ what: ['health-need', 'languages', 'gender'], consent_id: consent, organisation_id: bodies.asl }]);
    const stored = JSON.stringify(await town.look(`select encode(payload_sealed, 'escape') as letter, (select encode(draft_sealed, 'escape') from referral_matter m where m.referral_id = l.referral_id) as draft from referral_letter l where referral_id = $1`, [sent.id]));
    for (const word of ['schiena', 'Francese', 'mediatrice', 'Giulia']) expect(stored).not.toContain(word);
    expect(await town.look('select compartment from vault_key where holder_id = $1', [sent.id])).toEqual([{ compartment: 'referral' }]);
  });

  it('is proposed and moved once when the calls are sent twice', async () => {
    const giulia = await town.as('giulia');
    const [id, moveId] = [newId(), newId()];
    const body = { caseId: fatou.caseId, serviceId: clinic, purpose: 'health', draft: healthDraft };
    const once = await giulia.put<Referral>(`/api/referrals/${id}`, body);
    expect((await giulia.put<Referral>(`/api/referrals/${id}`, body)).body.reference).toBe(once.body.reference);
    for (let time = 0; time < 2; time += 1) expect((await giulia.post<Referral>(`/api/referrals/${id}/moves`, { id: moveId, move: 'consent', consentId: consent })).body.state).toBe('consented');
  });

  it('is offered no need, step or earlier referral of somebody else\'s case', async () => {
    const giulia = await town.as('giulia');
    for (const other of ['needId', 'stepId', 'insteadOf']) {
      expect((await giulia.put(`/api/referrals/${newId()}`, { caseId: fatou.caseId, serviceId: clinic, purpose: 'health', draft: healthDraft, [other]: newId() })).body.code).toBe('not-found');
    }
  });
});

describe('without consent', () => {
  it('nothing leaves: not unasked, not for another purpose, not on a consent to another body', async () => {
    const draft = await proposed(town, fatou, clinic);
    const [toUnion, forHousing] = [await consentGiven(town, fatou, bodies.flai, 'work'), await consentGiven(town, fatou, bodies.asl, 'housing')];
    for (const given of [{}, { consentId: toUnion }, { consentId: forHousing }]) expect((await move(draft.id, { move: 'consent', ...given })).body.code).toBe('consent-missing');
    expect((await move(draft.id, { move: 'send', preview: draft.preview })).body.code).toBe('illegal-move');
    expect(await town.look('select 1 from referral_letter where referral_id = $1', [draft.id])).toEqual([]);
  });

  it('nothing leaves on a consent that another case gave', async () => {
    const other = await fatouFollowedBy(town, 'giulia');
    const theirs = await consentGiven(town, other, bodies.asl, 'health');
    const draft = await proposed(town, fatou, clinic);
    expect((await move(draft.id, { move: 'consent', consentId: theirs })).status).toBeGreaterThanOrEqual(400);
  });

  it('a vital interest goes, with its reason written down and the coordinator told', async () => {
    const draft = await proposed(town, fatou, clinic);
    expect((await move(draft.id, { move: 'consent', vitalWords: 'breve' })).body.code).toBe('invalid-input');
    const stood = (await move(draft.id, { move: 'consent', vitalWords: 'Emorragia in corso, non può esprimersi.' })).body;
    expect(stood).toMatchObject({ state: 'consented', basis: 'vital-interest' });
    await move(draft.id, { move: 'send', preview: stood.preview });
    const told = (await (await town.as('teresa')).get<{ items: { kind: string; referralId: string; caseId: string }[] }>('/api/referrals/notices')).body.items;
    expect(told).toContainEqual(expect.objectContaining({ kind: 'vital-interest', referralId: draft.id, caseId: fatou.caseId }));
    expect(JSON.stringify(await town.look(`select encode(vital_words_sealed, 'escape') as words from referral_matter where referral_id = $1`, [draft.id]))).not.toContain('Emorragia');
    expect((await (await town.as('paola')).get(`/api/referrals/received/${draft.id}`)).body).not.toHaveProperty('vitalWords');
  });
});

describe('Paola answers', () => {
  it('reads, accepts, gives an appointment, and tells the outcome; Giulia follows each step', async () => {
    const { id } = await sentTo(town, fatou, clinic, consent);
    const owed = async () => (await (await town.as('paola')).get<ReceivedPage>('/api/referrals/received?owed=yes')).body.items.find((one) => one.id === id);
    expect((await owed())?.owed?.state).toBe('waiting');
    await answer(id, { move: 'acknowledge' });
    await answer(id, { move: 'accept' });
    expect(await owed()).toBeUndefined();
    expect((await answer(id, { move: 'appoint', appointmentAt: '2026-12-01T09:00:00.000Z' })).body).toMatchObject({ state: 'appointment', appointmentAt: '2026-12-01T09:00:00.000Z' });
    await answer(id, { move: 'miss' });
    await answer(id, { move: 'appoint', appointmentAt: '2026-12-03T10:00:00.000Z' });
    await answer(id, { move: 'attend' });
    expect((await answer(id, { move: 'finish', words: 'Visita fatta, controllo tra sei mesi.' })).body.state).toBe('done');
    const { body } = await (await town.as('giulia')).get<Referral>(`/api/referrals/${id}`);
    expect(body.steps.map((step) => step.move)).toEqual(['consent', 'send', 'acknowledge', 'accept', 'appoint', 'miss', 'appoint', 'attend', 'finish']);
    expect(body.steps.at(-1)).toMatchObject({ words: 'Visita fatta, controllo tra sei mesi.', by: 'Paola Russo', onBehalf: false });
    expect((await move(id, { move: 'close', words: 'Contenta della visita.' })).body.state).toBe('closed');
    expect((await (await town.as('paola')).get<Received>(`/api/referrals/received/${id}`)).body.steps.map((step) => step.move)).not.toContain('close');
  });

  it('declines with a reason; it waits for Giulia until she finds another way', async () => {
    const { id } = await sentTo(town, fatou, clinic, consent);
    expect((await answer(id, { move: 'decline' })).body.code).toBe('reason-required');
    await answer(id, { move: 'decline', reason: 'full', words: 'Prima data a marzo.' });
    const giulia = await town.as('giulia');
    const waiting = async () => (await giulia.get<Waiting>('/api/referrals/waiting')).body.items.filter((one) => one.id === id);
    expect(await waiting()).toMatchObject([{ why: 'declined', code: fatou.code, caseId: fatou.caseId }]);
    const next = await proposed(town, fatou, clinic, { insteadOf: id });
    expect(await waiting()).toEqual([]);
    const lines = (await giulia.get<CaseReferrals>(`/api/cases/${fatou.caseId}/referrals`)).body.items;
    expect(lines.find((one) => one.id === id)?.replacedBy).toBe(next.id);
  });

  it('late answers appear to Giulia, and after ten working days the coordinator steps in; so does whatever is owed afterwards, until the end', async () => {
    const { id } = await sentTo(town, fatou, clinic, consent);
    const teresa = await town.as('teresa');
    const why = async () => (await teresa.get<Waiting>('/api/referrals/waiting')).body.items.find((one) => one.id === id)?.why;
    const today = async () => (await teresa.get<Today>('/api/today')).body.items.find((one) => one.kind === 'referral-unanswered' && one.id === id)?.facts['owed'];
    /** As if so many days had gone by since the last step. */
    const days = async (count: number) => {
      await town.look('alter table referral disable trigger referral_moves_forward');
      await town.look('update referral set owed_on = owed_on - $2::int, escalate_on = escalate_on - $2::int where id = $1', [id, count]);
      await town.look('alter table referral enable trigger referral_moves_forward');
    };
    expect([await why(), await today()]).toEqual([undefined, undefined]);
    await days(8);
    expect([await why(), await today()]).toEqual(['late', 'answer']);
    // Reading the letter is not an answer: the clock goes on.
    await answer(id, { move: 'acknowledge' });
    await days(30);
    expect([await why(), await today()]).toEqual(['escalate', 'escalate']);
    await answer(id, { move: 'accept' });
    expect([await why(), await today()]).toEqual([undefined, undefined]);
    await days(16);
    expect([await why(), await today()]).toEqual(['late', 'next-step']);
    await answer(id, { move: 'appoint', appointmentAt: new Date().toISOString() });
    expect(await why()).toBeUndefined();
    await days(5);
    expect([await why(), await today()]).toEqual(['late', 'outcome']);
    for (const one of ['attend', 'begin']) await answer(id, { move: one });
    await days(62);
    expect([await why(), await today()]).toEqual(['late', 'news']);
    await answer(id, { move: 'finish', words: 'Cure finite.' });
    expect([await why(), await today()]).toEqual([undefined, undefined]);
  });

  it('answers on the telephone: Giulia writes it down, and it says so', async () => {
    const { id } = await sentTo(town, fatou, clinic, consent);
    expect((await move(id, { move: 'accept' })).body.steps.at(-1)).toMatchObject({ move: 'accept', onBehalf: true, by: 'Giulia Ferrara' });
  });

  it('writes and reads messages on the referral; they are sealed, and each side is told', async () => {
    const { id } = await sentTo(town, fatou, clinic, consent);
    const [giulia, paola] = [await town.as('giulia'), await town.as('paola')];
    await paola.post(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'Serve una mediatrice per il wolof?' });
    expect((await giulia.get<{ items: { kind: string; referralId: string }[] }>('/api/referrals/notices')).body.items).toContainEqual(expect.objectContaining({ kind: 'message', referralId: id }));
    await giulia.post(`/api/referrals/${id}/messages`, { id: newId(), words: 'Sì, grazie.' });
    expect((await paola.get<Received>(`/api/referrals/received/${id}`)).body.messages).toMatchObject([{ mine: true }, { words: 'Sì, grazie.', by: 'Giulia Ferrara', mine: false }]);
    expect(JSON.stringify(await town.look(`select encode(body_sealed, 'escape') as body from referral_message where referral_id = $1`, [id]))).not.toContain('mediatrice');
  });

  it('cannot send, withdraw or close, nor answer twice over', async () => {
    const { id } = await sentTo(town, fatou, clinic, consent);
    for (const given of [{ move: 'send' }, { move: 'withdraw', reason: 'mistake' }, { move: 'close' }, { move: 'consent', vitalWords: 'per ottenere di più' }]) expect((await answer(id, given)).status).toBe(403);
    await answer(id, { move: 'accept' });
    expect((await answer(id, { move: 'decline', reason: 'full' })).body.code).toBe('illegal-move');
  });
});

describe('the machine', () => {
  it('is the same in the program and in the database, for every pair of states', async () => {
    const rows = await town.look<{ from: string; to: string }>(`select f as "from", t as "to" from unnest($1::text[]) f cross join unnest($1::text[]) t where referral_goes(f, t)`, [ReferralState.options]);
    const inProgram = new Set(ReferralState.options.flatMap((from) => referralMachine.movesFrom(from).map((one) => `${from} ${referralMachine.moves[one].to}`)));
    expect(new Set(rows.map(({ from, to }) => `${from} ${to}`))).toEqual(inProgram);
  });
});
