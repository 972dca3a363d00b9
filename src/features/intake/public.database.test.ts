import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { provenOf, receiptRead, showsWork } from './domain.ts';
import { atTheDoor } from './testing/door.ts';
import { deeds, guest, sent } from './testing/report.ts';

let town: Town;
let programmeId: string;
let { move, read } = {} as ReturnType<typeof deeds>;
let { knock } = {} as ReturnType<typeof atTheDoor>;
beforeAll(async () => {
  town = await aTown();
  ({ move, read } = deeds(town));
  ({ knock } = atTheDoor(town));
  programmeId = (await (await town.as('teresa')).get<{ programmeId: string }>('/api/intake-settings')).body.programmeId;
});
afterAll(() => town.leave());

const { asks: _asks, ...content } = guest.content;
const anybody = { ...guest, senderKind: 'citizen', agreement: 'not-asked', calledBy: 'nobody', content: { ...content, called: '' } };
/** What the device of whoever writes looks for. */
function proofFor(id: string): string {
  for (let tried = 0; ; tried += 1) if (showsWork(createHash('sha256').update(provenOf(programmeId, id, String(tried))).digest())) return String(tried);
}
const send = (id: string, change: Record<string, unknown> = {}) => knock('PUT', `/api/public-reports/${programmeId}/${id}`, { ...anybody, proof: proofFor(id), ...change });
const stand = (receipt: unknown) => knock('POST', '/api/public-report-states', { receipt });
const switched = async (publicOpen: boolean, version: number) => (await town.as('teresa')).put('/api/intake-settings', { publicOpen }, version);

describe('whoever has no account and belongs to no body', () => {
  it('finds nothing while the programme takes no such reports, as where there is no programme', async () => {
    const [off, nowhere] = [await send(newId()), await knock('GET', `/api/public-reports/${newId()}`)];
    expect([off.status, off.body]).toEqual([404, nowhere.body]);
    for (const who of ['anna', 'carla', 'luca', 'stefano'] as const) expect([403, 404]).toContain((await (await town.as(who)).put('/api/intake-settings', { publicOpen: true }, 0)).status);
    expect((await (await town.as('anna')).get('/api/intake-settings')).body).toMatchObject({ publicOpen: false, changed: null });
    expect((await switched(true, 0)).status).toBe(200);
    expect((await (await town.as('anna')).get('/api/intake-settings')).body).toMatchObject({ publicOpen: true, changed: { by: 'Teresa Iannaccone' } });
    expect((await switched(true, 0)).body.code).toBe('changed-meanwhile');
    expect((await knock('GET', `/api/public-reports/${programmeId}`)).body).toMatchObject({ proofBits: 16 });
  });

  it('reports once, is answered with a receipt and no word of it, and reads by it where it stands; Teresa finds it held apart', async () => {
    const id = newId();
    const first = await send(id);
    expect([first.status, Object.keys(first.body)]).toEqual([200, ['receipt']]);
    expect((await send(id)).body).toEqual(first.body);
    expect((await send(id, { urgency: '24h' })).body['code']).toBe('already-exists');
    const receipt = String(first.body['receipt']);
    expect(receipt).toMatch(/^([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}$/);
    const asked = await stand(receipt.toLowerCase().replaceAll('-', ' '));
    expect(asked.body).toEqual({ state: 'sent', sentAt: expect.any(String), answerBy: expect.any(String), owedBy: null, reason: null, redirectedTo: null, messages: [], mayWrite: false, mayIdentify: false });
    expect((await stand(receipt.replace(/.$/, (last) => (last === '2' ? '3' : '2')))).status).toBe(404);
    expect((await read('teresa', id)).body).toMatchObject({ state: 'sent', held: true, source: 'public', organisation: null, clock: { state: 'waiting' }, content: { words: guest.content.words } });
    await move('teresa', id, 'receive');
    await move('teresa', id, 'take');
    await move('teresa', id, 'decline', { reason: 'out-of-area', answer: 'Non è qui.' });
    expect((await stand(receipt)).body).toMatchObject({ state: 'declined', answerBy: null, reason: 'out-of-area', messages: [{ kind: 'decision', words: 'Non è qui.', fromTeam: true }] });
    expect(JSON.stringify(await town.look('select r::text from inbound_referral r where r.id = $1', [id]))).not.toContain(receiptRead(receipt));
  });

  it('names nobody without a yes, sends nothing that is not asked for, and works for it', async () => {
    expect((await send(newId(), { calledBy: 'name', content: { ...anybody.content, called: 'Fatou Camara' } })).body['code']).toBe('report-not-ready');
    expect((await send(newId(), { content: { ...anybody.content, words: 'chiamate il 333 123 4567' } })).body['code']).toBe('report-not-ready');
    for (const change of [{ organisationId: newId() }, { mailId: newId() }, { content: { ...anybody.content, secret: 'x' } }, { content: { ...anybody.content, sender: { name: 'a', phone: 'b' } } }]) expect((await send(newId(), change)).body['code']).toBe('invalid-input');
    // Fixed ids: one proof in sixty-five thousand would be right by chance.
    const [one, other] = ['01a00000-0000-7000-8000-000000000001', '01a00000-0000-7000-8000-000000000002'];
    for (const proof of ['niente', proofFor(other)]) expect((await send(one, { proof })).body['code']).toBe('invalid-input');
  });

  it('that is a machine, filling in what people do not see, is answered alike and kept nowhere', async () => {
    const id = newId();
    const machine = await send(id, { website: 'https://spam.example' });
    expect([machine.status, Object.keys(machine.body)]).toEqual([200, ['receipt']]);
    expect(await town.look('select from inbound_referral where id = $1', [id])).toHaveLength(0);
  });

  it('sends a hundred and twenty in an hour to one programme at most; what came before it was closed is still found', async () => {
    const { body } = await send(newId());
    await town.look("insert into inbound_referral (id, programme_id, reference, source, sender_kind, written_digest, agreement, called_by, minor, danger, claimed, urgency, reasons, state, sent_at, due_at, remind_at) select gen_random_uuid(), $1, 'P-' || n, 'public', 'citizen', sha256('x'), 'not-asked', 'nobody', 'no', false, '72h', '72h', '{help-asked}', 'sent', now(), now() + interval '1 day', now() from generate_series(1, 120) n", [programmeId]);
    expect((await send(newId())).status).toBe(429);
    expect((await switched(false, 1)).status).toBe(200);
    expect((await send(newId())).status).toBe(404);
    expect((await stand(body['receipt'])).status).toBe(200);
  });
});

describe('a body without an account', () => {
  const written = { ...guest, senderKind: 'social-services' };
  const door = (given: Record<string, unknown>) => atTheDoor(town).door(idOf('avellino cpi'), given);

  it('reports through a personal link without signing in, once, and reads where that one stands and nothing else', async () => {
    const [link, other, id] = [await door({}), await door({}), newId()];
    expect((await knock('GET', `/api/open-reports/${link.secret}`)).body).toMatchObject({ organisation: 'Centro per l’impiego di Avellino', kind: 'link' });
    const first = await knock('PUT', `/api/open-reports/${link.secret}/${id}`, written);
    expect(first).toMatchObject({ status: 200, body: { state: 'received' } });
    expect((await knock('PUT', `/api/open-reports/${link.secret}/${id}`, written)).body).toEqual(first.body);
    expect((await knock('PUT', `/api/open-reports/${link.secret}/${id}`, { ...written, urgency: '24h' })).body['code']).toBe('already-exists');
    expect(Object.keys((await knock('GET', `/api/open-reports/${link.secret}/${id}`)).body).toSorted()).toEqual(['answerBy', 'files', 'mayAttach', 'mayIdentify', 'mayWrite', 'messages', 'owedBy', 'reason', 'receipt', 'redirectedTo', 'reference', 'sentAt', 'state']);
    expect((await knock('GET', `/api/open-reports/${other.secret}/${id}`)).status).toBe(404);
    // Nor what Anna wrote down of a mail that says it is of the same body: whose it is, is unproved.
    const byMail = await sent(town, 'anna', { source: 'mail', senderKind: 'social-services', organisationId: idOf('avellino cpi'), agreement: 'not-asked', calledBy: 'nobody', content: { ...guest.content, called: '' } });
    expect((await knock('GET', `/api/open-reports/${link.secret}/${byMail}`)).status).toBe(404);
    expect((await read('teresa', id)).body).toMatchObject({ source: 'link', organisation: 'Centro per l’impiego di Avellino', content: { called: 'VA-07' } });
    expect(await town.look('select from inbound_move where referral_id = $1', [id])).toHaveLength(2);
  });

  it('names nobody without a yes through a link either, and finds it closed once Teresa has closed it, or its day has come', async () => {
    const link = await door({});
    expect((await knock('PUT', `/api/open-reports/${link.secret}/${newId()}`, { ...written, agreement: 'no', calledBy: 'name', content: { ...guest.content, called: 'Fatou Camara' } })).status).toBe(422);
    expect((await (await town.as('teresa')).post(`/api/report-doors/${link.id}/revocation`, {})).status).toBe(200);
    expect((await knock('PUT', `/api/open-reports/${link.secret}/${newId()}`, written)).status).toBe(404);
    const late = await door({});
    await town.look("update report_door set expires_at = now() - interval '1 minute' where id = $1", [late.id]);
    expect((await knock('GET', `/api/open-reports/${late.secret}`)).status).toBe(404);
  });

  it('sends from another system with a key, within what the key is for', async () => {
    const [key, id] = [await door({ kind: 'key', scopes: ['consultation'] }), newId()];
    expect((await knock('PUT', `/api/organisation-reports/${newId()}`, written, key.secret)).status).toBe(403);
    expect(await knock('PUT', `/api/organisation-reports/${id}`, { ...written, kind: 'consultation' }, key.secret)).toMatchObject({ status: 200, body: { state: 'received' } });
    expect((await knock('GET', `/api/organisation-reports/${id}`, undefined, key.secret)).status).toBe(200);
    expect((await knock('GET', `/api/organisation-reports/${id}`, undefined, 'x'.repeat(43))).status).toBe(404);
    expect(JSON.stringify(await town.look('select encode(token_digest, \'hex\') as kept from report_door'))).not.toContain(key.secret);
  });

  it('has its doors from Teresa alone, and sixty knocks in an hour at a link', async () => {
    expect((await (await town.as('giulia')).put(`/api/report-doors/${newId()}`, { kind: 'link', organisationId: idOf('avellino cpi'), label: 'Prova' })).body.code).toBe('not-allowed');
    expect((await (await town.as('stefano')).get<{ items: unknown[] }>('/api/report-doors')).body.items).toEqual([]);
    const link = await door({});
    await town.look("update inbound_referral set door_id = $1 where id in (select id from inbound_referral where source = 'link' limit 1)", [link.id]);
    const [template] = await town.look<{ id: string }>('select id from inbound_referral where door_id = $1', [link.id]);
    await town.look(`insert into inbound_referral (id, programme_id, reference, kind, source, sender_kind, organisation_id, door_id, written_digest, agreement, called_by, minor, danger, claimed, urgency, reasons, state, sent_at, due_at, remind_at)
      select gen_random_uuid(), programme_id, reference || n, kind, source, sender_kind, organisation_id, door_id, written_digest, agreement, called_by, minor, danger, claimed, urgency, reasons, state, sent_at, due_at, remind_at from inbound_referral, generate_series(1, 59) n where id = $1`, [template?.id]);
    expect((await knock('PUT', `/api/open-reports/${link.secret}/${newId()}`, written)).status).toBe(429);
  });
});
