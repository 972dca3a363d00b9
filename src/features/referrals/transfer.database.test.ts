import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Today } from '../today/contract.ts';
import type { CaseReferrals, Notices, Received, Referral, Waiting } from './contract.ts';
import { aService, bodies, consentGiven, type Fatou, fatouFollowedBy, proposed, sentTo } from './testing/fatou.ts';

let town: Town;
let fatou: Fatou;
let programme: string;
let clinic: string;
let consentId: string;

const draft = { request: 'Un posto protetto; la accompagna l’educatrice.', fields: [{ field: 'languages', words: 'Francese' }, { field: 'protection-need', words: 'Ha paura di chi l’ha portata qui.' }] };
const meeting = { place: 'Sede dell’ente, secondo piano', withUs: 'Blessing Okoro', withThem: 'Nadia Ferri', mediator: true };
const inDays = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();

beforeAll(async () => {
  town = await aTown();
  fatou = await fatouFollowedBy(town, 'giulia', ['blessing', 'amal']);
  programme = await aService(town, bodies.programme, { name: 'Programma di protezione', category: 'anti-trafficking' });
  clinic = await aService(town, bodies.asl, {});
  consentId = await consentGiven(town, fatou, bodies.programme, 'protection');
});
afterAll(() => town.leave());

const ours = async (id: string, given: Record<string, unknown>, name: DemoName = 'blessing') => (await town.as(name)).post<Referral & { code?: string }>(`/api/referrals/${id}/moves`, { id: newId(), ...given });
const theirs = async (id: string, given: Record<string, unknown>) => (await town.as('nadia')).post<Received & { code?: string }>(`/api/referrals/received/${id}/moves`, { id: newId(), ...given });
const read = async (id: string, name: DemoName = 'blessing') => (await (await town.as(name)).get<Referral>(`/api/referrals/${id}`)).body;
const received = async (id: string) => (await (await town.as('nadia')).get<Received>(`/api/referrals/received/${id}`)).body;
const newsFor = async (name: DemoName, id: string) => (await (await town.as(name)).get<Notices>('/api/referrals/notices')).body.items.filter((one) => one.referralId === id).map((one) => one.kind);

/** Blessing asks the programme to take Fatou. */
async function asked(): Promise<string> {
  const id = newId();
  const blessing = await town.as('blessing');
  await blessing.put(`/api/referrals/${id}`, { caseId: fatou.caseId, serviceId: programme, kind: 'transfer', purpose: 'protection', mode: 'accompanied', draft });
  const { body, status } = await ours(id, { move: 'consent', consentId });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const sent = await ours(id, { move: 'send', preview: body.preview });
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  return id;
}

/** … it says yes, they meet, and Fatou says yes. */
async function handedOver(months = 3): Promise<string> {
  const id = await asked();
  await theirs(id, { move: 'accept' });
  await theirs(id, { move: 'appoint', appointmentAt: inDays(2), meeting });
  await ours(id, { move: 'attend' });
  const done = await ours(id, { move: 'hand-over', months });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  return id;
}

describe('Fatou passes to a programme', () => {
  it('is asked of anti-trafficking services alone, with nothing told that was not chosen', async () => {
    const blessing = await town.as('blessing');
    const refused = await blessing.put<{ code: string }>(`/api/referrals/${newId()}`, { caseId: fatou.caseId, serviceId: clinic, kind: 'transfer', purpose: 'protection', draft });
    expect([refused.status, refused.body.code]).toEqual([422, 'transfer-needs-programme']);
    const id = await asked();
    const seen = await received(id);
    expect(seen.letter?.fields).toEqual(draft.fields);
    expect([seen.kind, seen.state, seen.moves]).toEqual(['transfer', 'sent', ['acknowledge', 'ask-to-meet', 'accept', 'decline', 'waitlist']]);
    for (const word of [fatou.code, fatou.caseId, fatou.personId, 'Camara']) expect(JSON.stringify(seen)).not.toContain(word);
  });

  it('meets the programme before it answers, then to be handed over; a meeting is read by both sides and by nobody else', async () => {
    const id = await asked();
    expect((await theirs(id, { move: 'ask-to-meet', words: 'Martedì o giovedì?' })).body.state).toBe('to-meet');
    expect((await theirs(id, { move: 'appoint', appointmentAt: inDays(3) })).body.code).toBe('invalid-input');
    await theirs(id, { move: 'appoint', appointmentAt: inDays(3), meeting });
    expect((await read(id)).steps.at(-1)?.meeting).toEqual({ ...meeting, purpose: 'to-know' });
    await ours(id, { move: 'attend' });
    expect((await ours(id, { move: 'hand-over' })).body.code).toBe('illegal-move');
    await theirs(id, { move: 'accept' });
    expect((await received(id)).moves).toEqual(['appoint', 'interrupt']);
    await ours(id, { move: 'appoint', appointmentAt: inDays(5), meeting });
    expect((await received(id)).steps.at(-1)?.meeting?.purpose).toBe('hand-over');
    for (const name of ['amal', 'marco', 'paola', 'vincenzo', 'francesca'] as const) {
      const worker = await town.as(name);
      expect([(await worker.get(`/api/referrals/${id}`)).status, (await worker.get(`/api/referrals/received/${id}`)).status]).toEqual([404, 404]);
    }
    expect(JSON.stringify(await town.look(`select encode(meeting_sealed, 'escape') as words from referral_move where referral_id = $1 and meeting is not null`, [id]))).not.toContain('secondo piano');
  });

  it('stands in our agenda under the id of the step that fixed it, for those who hold the case', async () => {
    const id = await asked();
    await theirs(id, { move: 'accept' });
    // Noon of a working day some weeks on: nobody is booked there by another sentence of this file.
    await theirs(id, { move: 'appoint', appointmentAt: '2027-03-16T11:00:00.000Z', meeting });
    const step = (await read(id)).steps.at(-1)?.id ?? '';
    const [blessing, amal] = [await town.as('blessing'), await town.as('amal')];
    const booked = await blessing.put(`/api/appointments/${step}`, { caseId: fatou.caseId, kind: 'accompaniment', goingTo: 'other', startsAt: '2027-03-16T11:00:00.000Z', endsAt: '2027-03-16T12:00:00.000Z', language: 'fr', memberId: blessing.memberId, mediatorId: amal.memberId, outsideHours: 'agreed' });
    expect(booked.status).toBe(200);
    expect((await read(id)).agenda).toEqual([{ id: step, startsAt: '2027-03-16T11:00:00.000Z', member: 'Blessing Okoro', mediator: 'Amal Haddad' }]);
    await blessing.post(`/api/appointments/${step}/moves`, { id: newId(), move: 'cancel', reason: 'moved' });
    expect((await read(id)).agenda).toEqual([]);
  });

  it('says yes at the meeting, written by who is with her and never by the programme; both are told, and follow her together', async () => {
    const id = await asked();
    await theirs(id, { move: 'accept' });
    await theirs(id, { move: 'appoint', appointmentAt: inDays(2), meeting });
    await theirs(id, { move: 'attend' });
    expect((await theirs(id, { move: 'hand-over' })).status).toBe(403);
    expect((await ours(id, { move: 'begin' })).body.code).toBe('illegal-move');
    const done = (await ours(id, { move: 'hand-over' })).body;
    const months = done.together?.months ?? 0;
    expect([done.state, done.together?.isVerified, done.together?.until?.slice(0, 7)]).toEqual(['together', false, monthFrom(months)]);
    expect(done.owed).toMatchObject({ what: 'shared-note', state: 'waiting' });
    expect([await newsFor('nadia', id), await newsFor('giulia', id)]).toEqual([expect.arrayContaining(['handed-over']), expect.arrayContaining(['handed-over'])]);
    expect((await received(id)).moves).toEqual(['prolong', 'finish', 'return']);
  });

  it('says no and goes on with us: the programme reads nothing any more', async () => {
    const id = await asked();
    await theirs(id, { move: 'accept' });
    await theirs(id, { move: 'appoint', appointmentAt: inDays(2), meeting });
    await ours(id, { move: 'attend' });
    const stopped = (await ours(id, { move: 'withdraw', reason: 'person-said-no' })).body;
    expect([stopped.state, stopped.stoppedAt !== null]).toEqual(['withdrawn', true]);
    expect(await received(id)).toMatchObject({ state: 'withdrawn', letter: null, steps: [], messages: [], together: null, moves: [] });
    expect((await (await town.as('giulia')).get(`/api/cases/${fatou.caseId}`)).status).toBe(200);
  });
});

/** The month so many months from now, in Italy. */
function monthFrom(months: number): string {
  const [year = 0, month = 1] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date()).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}

describe('while both follow her', () => {
  it('each writes short notes that both read; one from the programme starts the clock anew, one of ours does not', async () => {
    const id = await handedOver();
    await backBy(id, 60);
    expect((await read(id)).owed).toMatchObject({ what: 'shared-note', state: 'escalate' });
    const [nadia, blessing] = [await town.as('nadia'), await town.as('blessing')];
    await blessing.post(`/api/referrals/${id}/messages`, { id: newId(), words: 'L’abbiamo sentita domenica.', going: 'well' });
    expect((await read(id)).owed?.state).toBe('escalate');
    await nadia.post(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'Ha iniziato il corso.', going: 'uneven' });
    const both = await read(id);
    expect([both.owed?.state, both.messages.map((one) => [one.going, one.words])]).toEqual(['waiting', [['well', 'L’abbiamo sentita domenica.'], ['uneven', 'Ha iniziato il corso.']]]);
    expect((await received(id)).messages.map((one) => one.words)).toEqual(both.messages.map((one) => one.words));
    await backBy(id, 40);
    await blessing.post(`/api/referrals/${id}/messages`, { id: newId(), words: 'Al telefono: va meglio.', going: 'well', heard: true });
    expect((await read(id)).owed?.state).toBe('waiting');
    expect((await nadia.post<{ code: string }>(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'x', going: 'well', heard: true })).body.code).toBe('illegal-move');
  });

  it('loses no word that was put right after an answer that never came: what stands under that number is said, not called done', async () => {
    const id = await asked();
    await theirs(id, { move: 'accept' });
    const [moveId, messageId, nadia] = [newId(), newId(), await town.as('nadia')];
    const at = inDays(4);
    for (let times = 0; times < 2; times += 1) expect((await theirs(id, { id: moveId, move: 'appoint', appointmentAt: at, meeting })).status).toBe(200);
    expect((await theirs(id, { id: moveId, move: 'appoint', appointmentAt: inDays(5), meeting })).body.code).toBe('already-exists');
    expect((await theirs(id, { id: moveId, move: 'appoint', appointmentAt: at, meeting: { ...meeting, place: 'Stazione' } })).body.code).toBe('already-exists');
    const write = (words: string) => nadia.post<{ code?: string }>(`/api/referrals/received/${id}/messages`, { id: messageId, words });
    for (let times = 0; times < 2; times += 1) expect((await write('Lunedì alle 9.')).status).toBe(200);
    expect((await write('Lunedì alle 10.')).body.code).toBe('already-exists');
    expect((await read(id)).messages.map((one) => one.words)).toEqual(['Lunedì alle 9.']);
  });

  it('lasts longer when either says so, and never shorter', async () => {
    const id = await handedOver(3);
    const until = (await read(id)).together?.until ?? '';
    expect((await theirs(id, { move: 'prolong', months: 2 })).body.code).toBe('invalid-input');
    const longer = (await theirs(id, { move: 'prolong', months: 6 })).body.together?.until ?? '';
    expect(longer > until).toBe(true);
    expect((await read(id)).steps.at(-1)).toMatchObject({ move: 'prolong', togetherUntil: longer, onBehalf: false });
  });

  it('knows no note outside that time, nor for a referral to a service', async () => {
    const id = await asked();
    expect((await (await town.as('nadia')).post<{ code: string }>(`/api/referrals/received/${id}/messages`, { id: newId(), words: 'x', going: 'well' })).body.code).toBe('illegal-move');
  });
});

/** As if so many days had gone by since the last step. */
async function backBy(id: string, days: number): Promise<void> {
  await town.look('alter table referral disable trigger user');
  await town.look('update referral set owed_on = owed_on - $2::int, escalate_on = escalate_on - $2::int where id = $1', [id, days]);
  await town.look('alter table referral enable trigger user');
}

describe('coming back', () => {
  it('tells who follows her and who coordinates at once, waits until she is taken up again, and asks nothing twice', async () => {
    const id = await handedOver();
    const before = (await (await town.as('giulia')).get<CaseReferrals>(`/api/cases/${fatou.caseId}/referrals`)).body.items.length;
    expect((await theirs(id, { move: 'return' })).body.code).toBe('reason-required');
    await theirs(id, { move: 'return', reason: 'person-left', words: 'Ha preferito tornare da voi.' });
    expect([await newsFor('giulia', id), await newsFor('teresa', id)]).toEqual([expect.arrayContaining(['returned']), expect.arrayContaining(['returned'])]);
    const waits = async (name: DemoName) => (await (await town.as(name)).get<Waiting>('/api/referrals/waiting')).body.items.find((one) => one.id === id);
    expect(await waits('blessing')).toMatchObject({ why: 'returned', kind: 'transfer', code: fatou.code, owed: { what: 'take-up', state: 'waiting' } });
    await backBy(id, 20);
    const today = (await (await town.as('teresa')).get<Today>('/api/today')).body.items.find((one) => one.kind === 'referral-unanswered' && one.id === id);
    expect(today?.facts['owed']).toBe('escalate');
    // The same file, the same consents, the same letter: nothing was moved away.
    expect((await (await town.as('giulia')).get<CaseReferrals>(`/api/cases/${fatou.caseId}/referrals`)).body.items).toHaveLength(before);
    expect((await read(id)).letter.fields).toEqual(draft.fields);
    await ours(id, { move: 'close', words: 'Di nuovo con noi.' });
    expect(await waits('blessing')).toBeUndefined();
  });
});

describe('when our own case was closed meanwhile', () => {
  it('whoever followed her is told all the same that she is back, finds the file, and the transfer waits for them', async () => {
    const id = await handedOver();
    await town.look(`update case_file set state = 'closed', closed_at = now(), closing_reason = 'anti-trafficking-programme' where id = $1`, [fatou.caseId]);
    await theirs(id, { move: 'finish', words: 'Continua con noi.' });
    await theirs(id, { move: 'return', reason: 'person-left' });
    const giulia = await town.as('giulia');
    expect(await newsFor('giulia', id)).toContain('returned');
    expect((await giulia.get<{ moves: { move: string }[] }>(`/api/cases/${fatou.caseId}`)).body.moves.map((one) => one.move)).toContain('reopen');
    expect((await giulia.get<Waiting>('/api/referrals/waiting')).body.items.find((one) => one.id === id)?.why).toBe('returned');
    await town.look(`update case_file set state = 'contact', closed_at = null, closing_reason = null where id = $1`, [fatou.caseId]);
  });
});

describe('nothing is lost on the way', () => {
  it('a transfer without an answer climbs to the coordinator', async () => {
    const id = await asked();
    await backBy(id, 30);
    const line = (await (await town.as('teresa')).get<Waiting>('/api/referrals/waiting')).body.items.find((one) => one.id === id);
    expect(line).toMatchObject({ why: 'escalate', kind: 'transfer' });
  });

  it('who stands in for an absent colleague is told what the programme answers', async () => {
    const [teresa, chiara] = [await town.as('teresa'), await town.as('chiara')];
    const id = await asked();
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date());
    const handover = newId();
    const passed = await teresa.put(`/api/handovers/${newId()}`, { kind: 'absence', fromMember: (await town.as('blessing')).memberId, startsOn: today, endsOn: today, cases: [{ id: handover, caseId: fatou.caseId, toMember: chiara.memberId }] });
    expect(passed.status).toBe(200);
    await chiara.post(`/api/handovers/${handover}/moves`, { id: newId(), move: 'accept' });
    await theirs(id, { move: 'accept' });
    expect(await newsFor('chiara', id)).toEqual(['answered']);
  });

  it('what the programme answers finds Teresa where nobody follows the case any more', async () => {
    const other = await fatouFollowedBy(town, 'giulia');
    const { id } = await sentTo(town, other, programme, await consentGiven(town, other, bodies.programme, 'protection'), { kind: 'transfer', purpose: 'protection', draft });
    await theirs(id, { move: 'acknowledge' });
    expect([await newsFor('giulia', id), await newsFor('teresa', id)]).toEqual([['answered'], []]);
    await town.look('update case_assignment set ended_at = now() where case_id = $1', [other.caseId]);
    await theirs(id, { move: 'accept' });
    expect(await newsFor('teresa', id)).toEqual(['answered']);
  });

  it('no letter leaves for a service that was closed after it was written', async () => {
    const other = await fatouFollowedBy(town, 'giulia');
    const closing = await aService(town, bodies.programme, { name: 'Casa di fuga', category: 'anti-trafficking' });
    const giulia = await town.as('giulia');
    const { id } = await proposed(town, other, closing, { kind: 'transfer', purpose: 'protection', draft });
    const { body } = await giulia.post<Referral>(`/api/referrals/${id}/moves`, { id: newId(), move: 'consent', consentId: await consentGiven(town, other, bodies.programme, 'protection') });
    await town.look('update service set active = false where id = $1', [closing]);
    expect((await giulia.post<{ code: string }>(`/api/referrals/${id}/moves`, { id: newId(), move: 'send', preview: body.preview })).body.code).toBe('referral-service-closed');
    expect(await town.look('select 1 from sharing_record where case_id = $1', [other.caseId])).toEqual([]);
    await town.look('update service set active = true where id = $1', [closing]);
    expect((await giulia.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'send', preview: body.preview })).status).toBe(200);
  });

  it('a transfer that was written and never sent is remembered', async () => {
    const id = newId();
    await (await town.as('blessing')).put(`/api/referrals/${id}`, { caseId: fatou.caseId, serviceId: programme, kind: 'transfer', purpose: 'protection', draft });
    const line = async () => (await (await town.as('blessing')).get<Waiting>('/api/referrals/waiting')).body.items.find((one) => one.id === id)?.why;
    expect(await line()).toBeUndefined();
    await town.look(`update referral set created_at = created_at - interval '12 days' where id = $1`, [id]);
    expect(await line()).toBe('unsent');
    await ours(id, { move: 'withdraw', reason: 'mistake' });
    expect(await line()).toBeUndefined();
  });

  it('what waits comes page by page, each once, oldest first', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, asked));
    for (const [index, id] of ids.entries()) await backBy(id, 60 + index);
    const blessing = await town.as('blessing');
    const all: string[] = [];
    let after = '';
    do {
      const { body } = await blessing.get<Waiting>(`/api/referrals/waiting${after ? `?after=${after}` : ''}`);
      all.push(...body.items.map((one) => one.id));
      after = body.next ?? '';
    } while (after);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => ids.includes(id))).toEqual(ids.toReversed());
  });

  it('no slip in a request hands somebody over without the programme\'s yes, or fixes a meeting for another purpose', async () => {
    const id = await asked();
    const { memberId } = await town.as('blessing');
    const slip = (move: string, from: string, to: string, more = '') => smuggled(town, 'blessing', async (ask) => {
      await ask('begin');
      await ask('update referral set state = $2 where id = $1', [id, to]);
      await ask(`insert into referral_move (id, programme_id, referral_id, move, from_state, to_state, by_member${more && ', meeting, meeting_sealed'}) select $1, programme_id, id, $3, $4, $5, $6${more} from referral where id = $2`, [newId(), id, move, from, to, memberId]);
      await ask('commit');
    });
    await expect(slip('appoint', 'to-meet', 'appointment', `, 'hand-over', '\\x00'`)).rejects.toThrow('illegal-move');
    await expect(slip('hand-over', 'attended', 'together')).rejects.toThrow('illegal-move');
    expect((await read(id)).state).toBe('sent');
  });
});

describe('her consent', () => {
  it('once withdrawn ends the time together at once: the programme reads nothing any more, and we are told', async () => {
    const id = await handedOver();
    await (await town.as('giulia')).post(`/api/consents/${consentId}/moves`, { id: newId(), move: 'withdraw' });
    const news = await newsFor('blessing', id);
    expect([(await read(id)).state, await received(id)]).toEqual(['withdrawn', expect.objectContaining({ letter: null, messages: [], together: null })]);
    expect(news).toContain('stopped');
  });

  it('taken back after she came back leaves her waiting for us, until somebody takes her up again', async () => {
    const consent = await consentGiven(town, fatou, bodies.programme, 'protection');
    consentId = consent;
    const id = await handedOver();
    await theirs(id, { move: 'return', reason: 'person-left' });
    await (await town.as('giulia')).post(`/api/consents/${consent}/moves`, { id: newId(), move: 'withdraw' });
    expect(await received(id)).toMatchObject({ state: 'withdrawn', letter: null, steps: [] });
    const waits = async () => (await (await town.as('blessing')).get<Waiting>('/api/referrals/waiting')).body.items.find((one) => one.id === id)?.why;
    expect(await waits()).toBe('returned');
    await backBy(id, 400);
    expect((await (await town.as('teresa')).get<Today>('/api/today')).body.items.find((one) => one.kind === 'referral-unanswered' && one.id === id)?.facts['owed']).toBe('escalate');
    expect((await ours(id, { move: 'close' })).status).toBe(200);
    expect(await waits()).toBeUndefined();
  });

  it('once it has run out, nothing that we write comes to Nadia: no news, no message, no line on her first screen', async () => {
    consentId = await consentGiven(town, fatou, bodies.programme, 'protection');
    const id = await handedOver(1);
    await backBy(id, 60);
    const nadiasDay = async () => (await (await town.as('nadia')).get<Today>('/api/today')).body.items.filter((one) => one.id === id);
    expect([(await nadiasDay()).length, await newsFor('nadia', id)]).toEqual([1, expect.arrayContaining(['handed-over'])]);
    await town.look('update consent set valid_until = italian_today() - 1 where id = $1', [consentId]);
    expect([await nadiasDay(), await newsFor('nadia', id)]).toEqual([[], []]);
    const told = () => town.look('select id from referral_notice where referral_id = $1 and member_id = $2 order by id', [id, memberId]);
    const { memberId } = await town.as('nadia');
    const before = await told();
    expect((await ours(id, { move: 'prolong', months: 6 })).status).toBe(200);
    expect((await (await town.as('blessing')).post<{ code: string }>(`/api/referrals/${id}/messages`, { id: newId(), words: 'La sentite ancora?' })).body.code).toBe('referral-not-sent');
    expect(await told()).toEqual(before);
    expect((await town.look('select 1 from referral_message where referral_id = $1', [id]))).toEqual([]);
  });
});
