import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { atTheDoor } from './testing/door.ts';
import { deeds, guest, sent } from './testing/report.ts';

let town: Town;
let { move, read } = {} as ReturnType<typeof deeds>;
let { knock, door } = {} as ReturnType<typeof atTheDoor>;
beforeAll(async () => {
  town = await aTown();
  ({ move, read } = deeds(town));
  ({ knock, door } = atTheDoor(town));
});
afterAll(() => town.leave());

const written = { ...guest, senderKind: 'social-services', agreement: 'not-asked', calledBy: 'code' };
interface Told { readonly state: string; readonly receipt: string; readonly reason: string | null; readonly redirectedTo: string | null; readonly mayWrite: boolean; readonly owedBy: string | null; readonly messages: { readonly words: string; readonly kind: string; readonly fromTeam: boolean }[] }

/** One that the job centre sent by a link, and that Teresa has in triage. */
async function throughLink(body = 'avellino cpi', change: Record<string, unknown> = {}) {
  const [link, id] = [await door(idOf(body)), newId()];
  const base = `/api/open-reports/${link.secret}`;
  const first = await knock('PUT', `${base}/${id}`, { ...written, ...change });
  if (first.status !== 200) throw new Error(JSON.stringify(first.body));
  await move('teresa', id, 'take');
  return {
    id, link, base, receipt: String(first.body['receipt']),
    told: async () => (await knock('GET', `${base}/${id}`)).body as unknown as Told,
    answer: (words: string, given: Record<string, unknown> = {}) => knock('POST', `${base}/${id}/messages`, { id: newId(), words, ...given }),
  };
}
const ask = async (id: string, words: string) => (await town.as('teresa')).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind: 'question', words });
const news = async (id: string) => (await town.look<{ n: number }>("select count(*)::int as n from notification where subject_id = $1 and kind = 'inbound-news'", [id]))[0]?.n;

describe('whoever writes for the job centre through a link, without an account', () => {
  it('reads what Teresa asks, without her name, answers it, and wakes her; the answer is a letter like any other, and in the trail', async () => {
    const { id, told, answer } = await throughLink();
    expect((await read('teresa', id)).body.answerReadBy).toBe('link');
    await ask(id, 'Dorme ancora al centro?');
    const asked = await told();
    expect(asked).toMatchObject({ mayWrite: true, owedBy: expect.any(String), messages: [{ words: 'Dorme ancora al centro?', kind: 'question', fromTeam: true }] });
    expect(JSON.stringify(asked)).not.toMatch(/Teresa|memberId|VA-07|passaporto/);
    const letter = { id: newId() };
    expect((await answer('Sì, ma torna tardi.', letter)).status).toBe(200);
    expect((await answer('Sì, ma torna tardi.', letter)).status).toBe(200);
    expect((await answer('Un’altra cosa.', letter)).body['code']).toBe('already-exists');
    expect(await told()).toMatchObject({ owedBy: null, messages: [{ fromTeam: true }, { words: 'Sì, ma torna tardi.', fromTeam: false }] });
    expect((await read('teresa', id)).body.messages.map(({ words, fromTeam }) => [words, fromTeam])).toEqual([['Dorme ancora al centro?', true], ['Sì, ma torna tardi.', false]]);
    expect(await news(id)).toBe(1);
    expect(await town.look("select distinct action from audit_event where subject_id = $1 and action like '%-outside' order by 1", [id])).toEqual([{ action: 'inbound.message-outside' }, { action: 'inbound.read-outside' }]);
    expect(JSON.stringify(await town.look('select m::text from inbound_message m where referral_id = $1', [id]))).not.toContain('torna tardi');
  });

  it('reads the advice, the reason of a no, and where it was sent on; and asks, so that an answer is owed', async () => {
    const advised = await throughLink('avellino cpi', { kind: 'consultation' });
    await move('teresa', advised.id, 'advise', { answer: 'Chiedetele prima come sta.' });
    expect(await advised.told()).toMatchObject({ state: 'advised', messages: [{ kind: 'decision', words: 'Chiedetele prima come sta.' }] });
    const declined = await throughLink();
    await move('teresa', declined.id, 'decline', { reason: 'out-of-area', answer: 'Non è nel nostro territorio.' });
    expect(await declined.told()).toMatchObject({ state: 'declined', reason: 'out-of-area', messages: [{ words: 'Non è nel nostro territorio.' }] });
    expect((await declined.answer('E allora dove?', { kind: 'question' })).status).toBe(200);
    expect((await read('teresa', declined.id)).body.owed).toMatchObject({ isLate: false });
    const redirected = await throughLink();
    await move('teresa', redirected.id, 'redirect', { organisationId: idOf('avellino cpi'), answer: 'Si va lì di martedì.' });
    expect((await redirected.told()).redirectedTo).toBe('Centro per l’impiego di Avellino');
  });

  it('identifies nobody in an answer without the person’s agreement, claims nothing that is the team’s, and writes nothing once it is closed', async () => {
    const { id, answer, told } = await throughLink();
    expect((await answer('Il numero è 333 123 4567')).body['code']).toBe('letter-identifies');
    for (const kind of ['decision', 'pull-back']) expect((await answer('Deciso', { kind })).body['code']).toBe('invalid-input');
    const free = await throughLink('avellino cpi', { agreement: 'yes' });
    expect((await free.answer('Il numero è 333 123 4567')).status).toBe(200);
    await move('teresa', id, 'advise', { answer: 'Fatto.' });
    await move('teresa', id, 'close');
    expect([(await told()).mayWrite, (await answer('Ancora una cosa')).body['code']]).toEqual([false, 'illegal-move']);
  });

  it('finds it again by the receipt and the link together; neither opens anything alone, and a closed link nothing at all', async () => {
    const [one, other] = [await throughLink(), await throughLink()];
    expect(one.receipt).toMatch(/^([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}$/);
    const find = (base: string, receipt: string) => knock('POST', `${base}/receipts`, { receipt });
    expect((await find(one.base, one.receipt.toLowerCase().replaceAll('-', ' '))).body).toEqual({ id: one.id });
    expect((await find(other.base, one.receipt)).status).toBe(404);
    expect((await knock('POST', '/api/public-report-states', { receipt: one.receipt })).status).toBe(404);
    expect((await knock('POST', '/api/public-report-letters', { receipt: one.receipt, id: newId(), words: 'Eccomi' })).status).toBe(404);
    expect((await knock('GET', `${other.base}/${one.id}`)).status).toBe(404);
    expect((await knock('POST', `${other.base}/${one.id}/messages`, { id: newId(), words: 'Eccomi' })).status).toBe(404);
    expect(JSON.stringify(await town.look('select r::text from inbound_referral r where r.id = $1', [one.id]))).not.toContain(one.receipt);
    await town.look("update report_door set expires_at = now() - interval '1 day' where id = $1", [one.link.id]);
    expect((await one.told()).state).toBe('in-triage');
    expect((await knock('PUT', `${one.base}/${newId()}`, written)).status).toBe(404);
    await (await town.as('teresa')).post(`/api/report-doors/${one.link.id}/revocation`, {});
    expect((await knock('GET', `${one.base}/${one.id}`)).status).toBe(404);
    expect((await one.answer('Ci siete?')).status).toBe(404);
    expect((await read('teresa', one.id)).body.answerReadBy).toBe('nobody');
  });

  it('writes thirty letters in a day at most', async () => {
    const { id, answer } = await throughLink();
    await answer('Una.');
    await town.look("insert into inbound_message (id, programme_id, referral_id, kind, from_team, body_sealed) select gen_random_uuid(), programme_id, referral_id, 'message', false, body_sealed from inbound_message, generate_series(1, 29) where referral_id = $1", [id]);
    expect((await answer('Una di troppo.')).status).toBe(429);
  });
});

describe('who else reports without an account', () => {
  it('by a key reads and answers as by a link', async () => {
    const [key, id] = [await door(idOf('avellino cpi'), { kind: 'key' }), newId()];
    await knock('PUT', `/api/organisation-reports/${id}`, written, key.secret);
    await ask(id, 'Da quando?');
    expect((await knock('POST', `/api/organisation-reports/${id}/messages`, { id: newId(), words: 'Da marzo.' }, key.secret)).status).toBe(200);
    expect((await knock('GET', `/api/organisation-reports/${id}`, undefined, key.secret)).body['messages']).toMatchObject([{ words: 'Da quando?' }, { words: 'Da marzo.' }]);
  });

  it('for the prefecture reads where its own stands and no letter', async () => {
    const { id, told, answer } = await throughLink('avellino prefettura', { senderKind: 'prefecture' });
    expect((await read('teresa', id)).body.answerReadBy).toBe('nobody');
    await move('teresa', id, 'decline', { reason: 'out-of-area', answer: 'Non è qui.' });
    expect(await told()).toMatchObject({ state: 'declined', reason: null, messages: [], mayWrite: false });
    expect((await answer('Perché?')).body['code']).toBe('illegal-move');
  });

  it('on the telephone, and is in nobody’s network, is answered by telephone: Teresa is told', async () => {
    const alone = await sent(town, 'anna', { source: 'phone', senderKind: 'citizen', organisationId: null });
    const body = await sent(town, 'anna', { source: 'phone', senderKind: 'cas', organisationId: idOf('avellino aurora') });
    const own = await sent(town, 'luca');
    expect([(await read('teresa', alone)).body.answerReadBy, (await read('teresa', body)).body.answerReadBy, (await read('teresa', own)).body.answerReadBy]).toEqual(['nobody', 'account', 'account']);
  });
});
