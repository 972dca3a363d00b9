import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoName, idOf } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Today } from '../today/contract.ts';
import type { Alike, AsBefore, CaseInbound, Inbox, SentPage } from './contract.ts';
import { consentGiven } from '../referrals/testing/fatou.ts';
import { deeds, guest, inTriage, sent } from './testing/report.ts';

let town: Town;
let { move, read, mine, accepted, talk } = {} as ReturnType<typeof deeds>;
beforeAll(async () => {
  town = await aTown();
  ({ move, read, mine, accepted, talk } = deeds(town));
});
afterAll(() => town.leave());

const hoursBetween = (from: string | null | undefined, to: string | undefined): number => Math.round((Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000);
describe('what Luca sends', () => {
  it('is received in the same breath, stands in Teresa’s inbox with its clock, and Luca reads that it was', async () => {
    const id = await sent(town, 'luca');
    const { body } = await (await town.as('teresa')).get<Inbox>('/api/inbound-referrals');
    const line = body.items.find((one) => one.id === id);
    expect(line).toMatchObject({ state: 'received', urgency: '72h', organisation: 'CAS Villa Aurora', next: 'take', held: false, clock: { state: 'waiting', verified: false } });
    expect(hoursBetween(line?.sentAt, line?.clock?.dueAt)).toBe(72);
    expect((await mine('luca', id)).body).toMatchObject({ state: 'received', mine: true, steps: [{ state: 'sent' }, { state: 'received' }], content: { called: 'VA-07' }, outcome: null });
  });

  it('goes to Teresa by mail at once where somebody is in danger, though she wished to hear of news in the morning', async () => {
    const teresa = await town.as('teresa');
    expect((await teresa.put('/api/mail-wish', { news: 'morning' })).status).toBeLessThan(300);
    const toTeresa = () => town.look<{ kind: string; now: boolean }>('select o.kind, o.due_at <= now() as now from outgoing_mail o join membership m on m.account_id = o.account_id where m.id = $1 and o.kind = $2', [teresa.memberId, 'alarm']);
    await sent(town, 'luca');
    expect(await toTeresa()).toEqual([]);
    await sent(town, 'luca', { urgency: 'immediate', danger: true });
    expect(await toTeresa()).toEqual([{ kind: 'alarm', now: true }]);
  });

  it('arrives once, however often a weak network sends it; put right meanwhile it is not called done', async () => {
    const id = await sent(town, 'luca');
    const luca = await town.as('luca');
    expect((await luca.put(`/api/inbound-referrals/${id}`, { ...guest, send: true })).status).toBe(200);
    expect((await luca.put(`/api/inbound-referrals/${id}`, { ...guest, urgency: '24h', send: true })).body.code).toBe('already-exists');
    expect(await town.look('select from inbound_move where referral_id = $1', [id])).toHaveLength(2);
  });

  it('arrives once also when it is sent again before the first has arrived', async () => {
    const [id, luca] = [newId(), await town.as('luca')];
    const answers = await Promise.all(Array.from({ length: 4 }, () => luca.put(`/api/inbound-referrals/${id}`, { ...guest, send: true })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(await town.look('select from inbound_move where referral_id = $1', [id])).toHaveLength(2);
  });

  it('is a draft of Luca’s own until he sends it, and goes on where it was left', async () => {
    const [id, luca] = [newId(), await town.as('luca')];
    await luca.put(`/api/inbound-referrals/${id}`, { ...guest, content: { ...guest.content, words: 'Da finire' } });
    expect((await read('teresa', id)).status).toBe(404);
    expect((await mine('davide', id)).status).toBe(404);
    expect((await mine('luca', id)).body).toMatchObject({ state: 'draft', written: { content: { words: 'Da finire' } } });
    expect((await luca.put(`/api/inbound-referrals/${id}`, { ...guest, send: true })).status).toBe(200);
    expect((await move('teresa', id, 'take')).status).toBe(200);
    expect((await read('teresa', id)).body.content?.words).toBe(guest.content.words);
  });

  it('names nobody who did not agree: the form says where, and the database refuses it from whoever goes round the form', async () => {
    const luca = await town.as('luca');
    const named = { ...guest, agreement: 'not-asked', calledBy: 'name', content: { ...guest.content, called: 'Fatou Camara', words: 'chiamare il 333 123 4567' }, send: true };
    const refused = await luca.put(`/api/inbound-referrals/${newId()}`, named);
    expect(refused.status).toBe(422);
    const spoken = { ...named, calledBy: 'code', content: { ...named.content, called: 'VA-07' } };
    expect((await luca.put<{ errors: unknown }>(`/api/inbound-referrals/${newId()}`, spoken)).body).toMatchObject({ code: 'report-not-ready', errors: [{ path: 'content.words', code: 'phone' }] });
    const draft = newId();
    await luca.put(`/api/inbound-referrals/${draft}`, guest);
    await expect(smuggled(town, 'luca', async (ask) => { await ask("update inbound_referral set called_by = 'name', agreement = 'no' where id = $1", [draft]); })).rejects.toThrow('inbound_identity_needs_agreement');
    await expect(smuggled(town, 'luca', async (ask) => { await ask("update inbound_referral set has_reach = true, agreement = 'not-asked' where id = $1", [draft]); })).rejects.toThrow('inbound_identity_needs_agreement');
  });

  it('may name somebody in danger or who may be a child, and the trail says that it did', async () => {
    const id = await sent(town, 'luca', { agreement: 'no', danger: true, calledBy: 'name', content: { ...guest.content, called: 'Fatou Camara', reach: '333 123 4567' } });
    const [line] = await town.look<{ details: unknown }>("select details from audit_event where subject_id = $1 and action = 'inbound.send'", [id]);
    expect(line?.details).toMatchObject({ danger: true, exception: true });
    const { body } = await (await town.as('teresa')).get<Today>('/api/today');
    expect(body.items.find((item) => item.id === id)).toMatchObject({ section: 'dangerous', kind: 'inbound-waiting', facts: { why: 'immediate' } });
    await sent(town, 'luca', { agreement: 'no', minor: 'doubt', calledBy: 'name', content: { ...guest.content, called: 'Fatou Camara' } });
  });
});

describe('who opens the words', () => {
  it('is Teresa, and Giulia once it is hers: Anna sees that it waits, Amal the same, and Luca’s body where it stands', async () => {
    const id = await sent(town, 'luca');
    expect((await read('anna', id)).body).toMatchObject({ state: 'received', content: null, steps: [], moves: ['take'] });
    expect((await read('amal', id)).body).toMatchObject({ content: null, moves: [] });
    expect((await move('amal', id, 'take')).body.code).toBe('not-allowed');
    expect((await read('teresa', id)).body.content?.called).toBe('VA-07');
    await move('teresa', id, 'give', { memberId: (await town.as('giulia')).memberId });
    expect((await read('giulia', id)).body).toMatchObject({ content: { called: 'VA-07' }, handler: { name: 'Giulia Ferrara' }, next: 'decide' });
    expect((await move('anna', id, 'advise', { answer: 'consiglio' })).body.code).toBe('not-allowed');
  });

  it.each(['vincenzo', 'carla', 'stefano', 'francesca', 'silvia', 'davide', 'paola', 'rosa', 'youssef'] as const)('is not %s, for whom there is none', async (name) => {
    const id = await sent(town, 'luca');
    const worker = await town.as(name);
    const none = newId();
    for (const path of ['', '/sent']) {
      const [there, nowhere] = [await worker.get(`/api/inbound-referrals/${id}${path}`), await worker.get(`/api/inbound-referrals/${none}${path}`)];
      expect([there.status, there.body]).toEqual([404, nowhere.body]);
    }
    expect((await worker.post(`/api/inbound-referrals/${id}/moves`, { id: newId(), move: 'take' })).status).toBe(404);
    expect((await worker.post(`/api/inbound-referrals/${id}/messages`, { id: newId(), words: 'che cosa ne è?' })).status).toBe(404);
    const lists = [await worker.get<Inbox>('/api/inbound-referrals'), await worker.get<SentPage>('/api/inbound-referrals/sent')];
    expect(JSON.stringify(lists.map((list) => list.body))).not.toContain(id);
  });

  it('is not Carla either for what she sent herself: she reads where it stands, and nothing else', async () => {
    const id = await sent(town, 'carla', { senderKind: 'prefecture' });
    await move('teresa', id, 'take');
    await move('teresa', id, 'decline', { reason: 'out-of-area', answer: 'Non è nel nostro territorio.' });
    expect((await mine('carla', id)).body).toMatchObject({ state: 'declined', messages: [], content: null, written: null, outcome: null, mayWrite: false });
    expect((await mine('vincenzo', id)).status).toBe(404);
    expect((await (await town.as('carla')).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), words: 'perché?' })).status).toBe(404);
  });

  it('is not another body: what Antonio’s union sends, Paola’s consultorio never learns of', async () => {
    const id = await sent(town, 'antonio', { senderKind: 'union' });
    expect((await mine('paola', id)).status).toBe(404);
    expect((await mine('antonio', id)).status).toBe(200);
  });
});

describe('accepting', () => {
  it('opens the person and the case with what was said, gives them to Giulia, and asks nothing again', async () => {
    const id = await inTriage(town, 'luca', { calledBy: 'name', content: { ...guest.content, called: 'Ibrahim Diallo', reach: '333 987 6543, dopo le 18' }, minor: 'doubt' });
    const { caseId, personId, status } = await accepted(id, { answer: 'Lo accogliamo: vi chiama Giulia.' });
    expect(status).toBe(200);
    const giulia = await town.as('giulia');
    const person = (await giulia.get<Record<string, unknown>>(`/api/persons/${personId}`)).body;
    expect(person).toMatchObject({ names: [{ text: 'Ibrahim Diallo' }], languages: [{ language: 'fr' }], minorTrack: true, contacts: [{ kind: 'phone', belongsTo: 'shared' }] });
    expect((await giulia.get<CaseInbound>(`/api/cases/${caseId}/inbound-referrals`)).body.items).toMatchObject([{ id, how: 'accepted', agreement: 'yes', content: { words: guest.content.words, signs: guest.content.signs } }]);
    expect((await giulia.get<{ owner: unknown; via: string }>(`/api/cases/${caseId}`)).body).toMatchObject({ owner: { name: 'Giulia Ferrara' }, via: 'assigned' });
    expect((await read('giulia', id)).body).toMatchObject({ state: 'accepted', contact: 'contacting', next: 'contact', matter: { caseId, personId }, contactMoves: ['attempt', 'book', 'miss', 'refuse'] });
    expect((await mine('luca', id)).body).toMatchObject({ state: 'accepted', messages: [{ kind: 'decision', words: 'Lo accogliamo: vi chiama Giulia.', fromTeam: true }], outcome: null });
    expect(JSON.stringify((await mine('luca', id)).body)).not.toContain(caseId);
  });

  it('sent twice makes one case', async () => {
    const id = await inTriage(town, 'luca');
    const given = { id: newId(), how: 'accepted', acceptance: { personId: newId(), caseId: newId(), isNew: true } };
    const teresa = await town.as('teresa');
    expect((await teresa.post(`/api/inbound-referrals/${id}/acceptance`, given)).status).toBe(200);
    expect((await teresa.post(`/api/inbound-referrals/${id}/acceptance`, given)).status).toBe(200);
    expect(await town.look('select from case_file where person_id = $1', [given.acceptance.personId])).toHaveLength(1);
    expect(await town.look("select from inbound_move where referral_id = $1 and move = 'accept'", [id])).toHaveLength(1);
  });

  it('that cannot be finished leaves nobody opened', async () => {
    const id = await sent(town, 'luca');
    const given = { id: newId(), how: 'accepted', acceptance: { personId: newId(), caseId: newId(), isNew: true } };
    expect((await (await town.as('teresa')).post(`/api/inbound-referrals/${id}/acceptance`, given)).body.code).toBe('illegal-move');
    expect(await town.look('select from person where id = $1', [given.acceptance.personId])).toHaveLength(0);
  });

  it('as united with a case that goes on is told to Luca as accepted, like any other', async () => {
    const [first, second] = [await inTriage(town, 'luca'), await inTriage(town, 'luca')];
    const { caseId, personId } = await accepted(first);
    const merged = await (await town.as('teresa')).post(`/api/inbound-referrals/${second}/acceptance`, { id: newId(), how: 'merged', acceptance: { personId, caseId, isNew: false } });
    expect(merged.status).toBe(200);
    expect((await read('teresa', second)).body).toMatchObject({ state: 'merged', matter: { caseId } });
    const { body } = await mine('luca', second);
    expect(body).toMatchObject({ state: 'accepted', outcome: null });
    expect(JSON.stringify(body)).not.toContain('merged');
    await move('teresa', second, 'reopen', { words: 'Non è la stessa persona' });
    expect((await read('teresa', second)).body).toMatchObject({ state: 'in-triage', matter: null });
  });

  it('tells Luca how first contact went only while the person lets his body know', async () => {
    const id = await inTriage(town, 'luca');
    const { caseId, personId } = await accepted(id);
    const giulia = await town.as('giulia');
    const step = (name: string, given: Record<string, unknown> = {}) => giulia.post(`/api/inbound-referrals/${id}/contact-moves`, { id: newId(), move: name, ...given });
    expect((await step('attempt')).status).toBe(422);
    expect((await step('attempt', { outcome: 'no-answer', words: 'Richiamare dopo le 18' })).status).toBe(200);
    expect((await step('book')).status).toBe(422);
    expect((await talk('giulia', caseId, '10:00')).status).toBe(200);
    expect((await read('giulia', id)).body).toMatchObject({ contact: 'booked', next: 'close', attempts: [{ outcome: 'no-answer', words: 'Richiamare dopo le 18' }, { move: 'book', by: 'Giulia Ferrara' }] });
    expect((await mine('luca', id)).body.outcome).toBeNull();
    await consentGiven(town, { caseId, personId, code: '' }, idOf('avellino aurora'), 'other');
    expect((await mine('luca', id)).body.outcome).toBe('booked');
    await town.look("update consent set state = 'withdrawn' where case_id = $1", [caseId]);
    expect((await mine('luca', id)).body.outcome).toBeNull();
  });

  it('closes its words to whoever is barred from the case it became', async () => {
    const id = await inTriage(town, 'luca');
    const { caseId } = await accepted(id);
    expect((await read('giulia', id)).status).toBe(200);
    await (await town.as('teresa')).put(`/api/case-bars/${newId()}`, { caseId, memberId: (await town.as('giulia')).memberId, askedBy: 'person', reason: 'parente di chi la faceva lavorare' });
    expect((await read('giulia', id)).status).toBe(404);
  });
});

describe('the way', () => {
  it('refuses what its machine does not know, a decision without a reason, and a state without its row', async () => {
    const id = await inTriage(town, 'luca');
    expect((await move('teresa', id, 'receive')).body.code).toBe('illegal-move');
    expect((await move('teresa', id, 'decline')).body.code).toBe('reason-required');
    expect((await move('teresa', id, 'redirect')).status).toBe(422);
    expect((await move('teresa', id, 'accept')).body.code).toBe('illegal-move');
    await expect(smuggled(town, 'teresa', async (ask) => { await ask("update inbound_referral set state = 'closed' where id = $1", [id]); })).rejects.toThrow('permission denied');
  });

  it('another urgency counts from when it came, with its reason', async () => {
    const id = await inTriage(town, 'luca');
    expect((await move('teresa', id, 'rank', { urgency: '24h' })).body.code).toBe('reason-required');
    await move('teresa', id, 'rank', { urgency: '24h', words: 'Lo minacciano da stanotte' });
    const { body } = await read('teresa', id);
    expect(hoursBetween(body.sentAt, body.clock?.dueAt)).toBe(24);
    expect(body.steps.at(-1)).toMatchObject({ move: 'rank', urgency: '24h', words: 'Lo minacciano da stanotte', by: 'Teresa Iannaccone' });
  });

  it('goes to another body with advice, and the sender reads to which', async () => {
    const id = await inTriage(town, 'luca');
    await move('teresa', id, 'redirect', { organisationId: idOf('avellino asl'), answer: 'Il consultorio riceve il martedì.' });
    expect((await mine('luca', id)).body).toMatchObject({ state: 'redirected', redirectedTo: 'ASL Avellino – Consultorio', messages: [{ words: 'Il consultorio riceve il martedì.' }] });
  });

  it('is taken back by Luca, or by somebody of his body, with the reason; nobody else’s', async () => {
    const id = await sent(town, 'luca');
    expect((await move('antonio', id, 'withdraw', { reason: 'mistake' })).status).toBe(404);
    expect((await move('luca', id, 'withdraw')).body.code).toBe('reason-required');
    expect((await move('luca', id, 'withdraw', { reason: 'person-said-no' })).status).toBe(200);
    expect((await mine('luca', id)).body).toMatchObject({ state: 'withdrawn', mayWithdraw: false });
    expect((await move('luca', id, 'take')).body.code).toBe('not-allowed');
  });
});

describe('what both sides write to each other', () => {
  it('a question is owed an answer, by whichever side, until that side writes', async () => {
    const id = await inTriage(town, 'luca');
    const [luca, teresa] = [await town.as('luca'), await town.as('teresa')];
    const write = (who: typeof luca, kind: string, words: string) => who.post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind, words });
    expect((await write(teresa, 'question', 'In che lingua possiamo chiamarlo?')).status).toBe(200);
    expect((await mine('luca', id)).body.owed).toMatchObject({ isLate: false });
    expect((await luca.get<Today>('/api/today')).body.items.find((item) => item.id === id)).toMatchObject({ kind: 'inbound-asked', section: 'owed' });
    expect((await write(luca, 'message', 'In francese, dopo le 18.')).status).toBe(200);
    expect((await mine('luca', id)).body.owed).toBeNull();
    expect((await write(luca, 'pull-news', 'Che cosa ne è stato?')).status).toBe(200);
    expect((await read('teresa', id)).body).toMatchObject({ next: 'answer', owed: { isLate: false } });
    expect((await write(teresa, 'pull-back', 'no')).body.code).toBe('not-allowed');
    expect((await write(teresa, 'message', 'Lo vediamo giovedì.')).status).toBe(200);
    expect((await read('teresa', id)).body.owed).toBeNull();
    expect((await mine('luca', id)).body.messages.map((one) => [one.fromTeam, one.words])).toEqual([[true, 'In che lingua possiamo chiamarlo?'], [false, 'In francese, dopo le 18.'], [false, 'Che cosa ne è stato?'], [true, 'Lo vediamo giovedì.']]);
  });

  it('stands once, and other words under the same id are not called written', async () => {
    const id = await inTriage(town, 'luca');
    const [luca, message] = [await town.as('luca'), { id: newId(), words: 'Buongiorno' }];
    expect((await luca.post(`/api/inbound-referrals/${id}/messages`, message)).status).toBe(200);
    expect((await luca.post(`/api/inbound-referrals/${id}/messages`, message)).status).toBe(200);
    expect((await luca.post(`/api/inbound-referrals/${id}/messages`, { ...message, words: 'Altro' })).body.code).toBe('already-exists');
  });
});

describe('letters about somebody who did not agree', () => {
  it('identify them no more than the segnalazione; where they agreed, they may', async () => {
    const write = async (by: DemoName, id: string) => (await (await town.as(by)).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), words: 'La trovate al 351 111 0999.' })).body;
    const closed = await inTriage(town, 'luca', { agreement: 'not-asked' });
    for (const by of ['luca', 'teresa'] as const) expect(await write(by, closed)).toMatchObject({ code: 'letter-identifies', errors: [{ path: 'words', code: 'phone' }] });
    expect((await mine('luca', closed)).body.mayIdentify).toBe(false);
    const open = await inTriage(town, 'luca');
    expect(await write('luca', open)).toEqual({ done: true });
    expect((await mine('luca', open)).body.mayIdentify).toBe(true);
  });
});

describe('a consultation', () => {
  it('names nobody even where the person agreed, runs two working days, and ends with advice on record', async () => {
    const asked = { kind: 'consultation', content: { ...guest.content, words: 'Un ospite non esce più dalla stanza: come gli parliamo?' } };
    const named = await (await town.as('luca')).put(`/api/inbound-referrals/${newId()}`, { ...guest, ...asked, calledBy: 'name', content: { ...asked.content, called: 'Ibrahim' }, send: true });
    expect(named.status).toBe(422);
    const id = await inTriage(town, 'luca', asked);
    expect((await accepted(id)).status).toBe(404);
    expect((await move('teresa', id, 'advise', { answer: 'Proponete un posto tranquillo, e noi veniamo mercoledì.' })).status).toBe(200);
    expect((await mine('luca', id)).body).toMatchObject({ kind: 'consultation', state: 'advised', messages: [{ kind: 'decision' }] });
  });
});

describe('what comes by other ways', () => {
  it('by telephone is written by Amal while she listens, for a body or for nobody known, and its words are hers no more', async () => {
    const id = await sent(town, 'amal', { source: 'phone', senderKind: 'school', organisationId: idOf('avellino cpia') });
    expect((await read('amal', id)).body).toMatchObject({ source: 'phone', organisation: 'CPIA Avellino', content: null });
    expect((await read('teresa', id)).body.content?.called).toBe('VA-07');
    expect((await (await town.as('luca')).put(`/api/inbound-referrals/${newId()}`, { ...guest, source: 'phone' })).body.code).toBe('not-allowed');
    const spoofed = await sent(town, 'luca', { organisationId: idOf('avellino asl') });
    expect((await read('teresa', spoofed)).body.organisation).toBe('CAS Villa Aurora');
  });

  it('by mail from nobody known stays apart with its clock running until somebody lets it in', async () => {
    const mailId = newId();
    const id = await sent(town, 'anna', { source: 'mail', senderKind: 'citizen', mailId });
    const { body } = await (await town.as('teresa')).get<Inbox>('/api/inbound-referrals?box=held');
    expect(body.items.find((one) => one.id === id)).toMatchObject({ held: true, next: 'receive', clock: { state: 'waiting' } });
    expect((await move('marco', id, 'receive')).status).toBe(200);
    expect((await read('teresa', id)).body).toMatchObject({ state: 'received', held: false });
  });

  it('of one street contact keeps its id', async () => {
    const streetContactId = newId();
    const id = await sent(town, 'rubina', { source: 'street', senderKind: 'street-unit', streetContactId });
    expect(await town.look('select street_contact_id from inbound_referral where id = $1', [id])).toEqual([{ street_contact_id: streetContactId }]);
  });
});

describe('a body that writes twice of the same guest', () => {
  it('is told so while it writes, whoever of it wrote before; and who decides sees both', async () => {
    const written = { content: { ...guest.content, called: 'DUE 31' } };
    const first = await sent(town, 'luca', written);
    const alike = async (by: DemoName, called: string) => (await (await town.as(by)).post<Alike>('/api/inbound-referrals/alike', { calledBy: 'code', called })).body.items.map(({ id, state }) => [id, state]);
    expect(await alike('luca', 'due-31')).toEqual([[first, 'received']]);
    expect([await alike('luca', 'DUE 32'), await alike('paola', 'DUE 31')]).toEqual([[], []]);
    const second = await sent(town, 'luca', written);
    await sent(town, 'paola', written);
    expect((await read('teresa', second)).body.alike.map(({ id }) => id)).toEqual([first]);
    expect((await read('amal', second)).body.alike).toEqual([]);
  });

  it('reads its own codes in its list, never a name, and signs as before without typing it', async () => {
    const [coded, named] = [await sent(town, 'luca', { content: { ...guest.content, called: 'LISTA 4' } }), await sent(town, 'luca', { calledBy: 'name', content: { ...guest.content, called: 'Mamadou Bah', sender: { ...guest.content.sender, role: 'assistente sociale' } } })];
    const luca = await town.as('luca');
    const { items } = (await luca.get<SentPage>('/api/inbound-referrals/sent')).body;
    expect([coded, named].map((id) => items.find((one) => one.id === id)?.called)).toEqual(['LISTA 4', null]);
    expect((await luca.get<AsBefore>('/api/inbound-referrals/as-before')).body.before).toMatchObject({ role: 'assistente sociale', answerTo: guest.content.sender.answerTo, senderKind: 'cas' });
    expect((await (await town.as('carla')).get<AsBefore>('/api/inbound-referrals/as-before')).body.before).toBeNull();
  });
});

describe('the inbox', () => {
  it('is narrowed by whose it is, by urgency, by language, by a part of the reference or of the body’s name', async () => {
    const id = await inTriage(town, 'luca', { urgency: '24h', language: 'wo' });
    const found = async (by: DemoName, asked: string) => (await (await town.as(by)).get<Inbox>(`/api/inbound-referrals?${asked}`)).body.items.some((one) => one.id === id);
    const { reference } = (await read('teresa', id)).body;
    for (const asked of ['language=wo', 'language=wo&whose=mine', 'language=wo&urgency=24h', `words=${reference.slice(2, 7).toLowerCase()}`, 'language=wo&words=aurora']) expect([asked, await found('teresa', asked)]).toEqual([asked, true]);
    for (const asked of ['language=bn', 'language=wo&whose=nobody', 'language=wo&urgency=72h', 'language=wo&words=consultorio', 'language=wo&words=%25']) expect([asked, await found('teresa', asked)]).toEqual([asked, false]);
    expect(await found('giulia', 'language=wo&whose=mine')).toBe(false);
  });
});

describe('several about the same', () => {
  it('are told to Teresa once from the fifth on, as a count alone', async () => {
    const place = 'Azienda agricola Sabato, contrada Piano';
    const writings = ['azienda Sabato - Piano', 'SABATO, c.da Piano', place, 'Sàbato piano'];
    for (const words of writings) await sent(town, 'luca', { content: { ...guest.content, place: words.replace('c.da', 'contrada') } });
    const teresa = await town.as('teresa');
    expect((await teresa.get<{ items: unknown[] }>('/api/inbound-patterns')).body.items).toEqual([]);
    for (let n = 0; n < 2; n += 1) await sent(town, 'antonio', { senderKind: 'union', content: { ...guest.content, place } });
    const { body } = await teresa.get<{ items: Record<string, unknown>[] }>('/api/inbound-patterns');
    expect(body.items).toMatchObject([{ about: 'place', count: 6 }]);
    expect(Object.keys(body.items[0] ?? {}).toSorted()).toEqual(['about', 'count', 'id', 'readAt', 'since', 'until']);
    expect(await town.look("select from notification where kind = 'inbound-pattern'")).toHaveLength(1);
    expect((await (await town.as('giulia')).get<{ items: unknown[] }>('/api/inbound-patterns')).body.items).toEqual([]);
    await expect(smuggled(town, 'teresa', async (ask) => { await ask('select key from inbound_pattern', []); })).rejects.toThrow('permission denied');
  });
});
