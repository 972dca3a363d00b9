import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { provenOf, receiptRead, showsWork } from './domain.ts';
import { atTheDoor } from './testing/door.ts';
import { deeds, guest } from './testing/report.ts';

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
    expect((await switched(true, 0)).status).toBe(200);
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
    expect([Object.keys(asked.body).toSorted(), asked.body['state']]).toEqual([['answerBy', 'sentAt', 'state'], 'sent']);
    expect((await stand(receipt.replace(/.$/, (last) => (last === '2' ? '3' : '2')))).status).toBe(404);
    expect((await read('teresa', id)).body).toMatchObject({ state: 'sent', held: true, source: 'public', organisation: null, clock: { state: 'waiting' }, content: { words: guest.content.words } });
    await move('teresa', id, 'receive');
    await move('teresa', id, 'take');
    await move('teresa', id, 'decline', { reason: 'out-of-area', answer: 'Non è qui.' });
    expect((await stand(receipt)).body).toMatchObject({ state: 'declined', answerBy: null });
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
