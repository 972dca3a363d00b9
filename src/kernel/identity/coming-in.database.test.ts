import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Invitations } from '../../features/team/contract.ts';
import { Role } from './contract.ts';
import { hatsPart, readsPersons } from './hats.ts';
import { demoPassword } from './routes.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const headers = { 'x-requested-with': 'reti' };
const password = 'una frase lunga e mia';
let strangers = 0;

/** Invited by Stefano, of Avellino's administration. */
async function invited(role: Role, email = `persona-${strangers += 1}@ente.example`) {
  const stefano = await town.as('stefano');
  const [body] = await town.look<{ id: string }>("select o.id from organisation o join programme p on p.id = o.programme_id where p.territory = 'Avellino' and o.kind = 'team-partner'");
  const id = newId();
  const made = await stefano.put<{ link: string; needsApproval: boolean }>(`/api/team/invitations/${id}`, { email, role, organisationId: body?.id });
  return { id, email, status: made.status, code: made.body.code, needsApproval: made.body.needsApproval, token: made.body.link?.split('/').at(-1) ?? '' };
}
const accept = (token: string, given: { password?: string; code?: string } = {}) =>
  town.app.inject({ method: 'PUT', url: `/api/invitations/${token}`, headers, payload: { name: 'Nuova Persona', password, ...given } });
const decide = async (who: DemoName, id: string, given: object = { verdict: 'approved' }) => (await town.as(who)).post<{ code: string }>(`/api/team/invitations/${id}/decision`, given);
const hatsOf = (email: string) => town.look<{ role: string }>('select m.role from membership m join account a on a.id = m.account_id where a.email = $1 and m.ended_at is null', [email]);

describe('a hat that reads about persons', () => {
  it('does not open to the administrator who invited an address of their own: the coordinator has not agreed', async () => {
    const own = await invited('educator', 'stefano.altro@ente.example');
    expect(own.needsApproval).toBe(true);
    expect((await town.app.inject({ url: `/api/invitations/${own.token}` })).json()).toMatchObject({ isAwaited: true });
    expect((await accept(own.token)).json()).toMatchObject({ code: 'invitation-awaited' });
    expect(await hatsOf(own.email)).toEqual([]);
    expect(await town.look('select 1 from account where email = $1', [own.email])).toEqual([]);
  });

  it('does not open with the link alone after she agreed: the code is told to her, and she tells it to the person', async () => {
    const nadia = await invited('psychologist');
    const { body } = await decide('teresa', nadia.id);
    expect(body.code).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
    expect((await accept(nadia.token)).json()).toMatchObject({ code: 'invitation-code-wrong' });
    expect((await accept(nadia.token, { code: 'AAAAA-AAAAA' })).json()).toMatchObject({ code: 'invitation-code-wrong' });
    expect((await accept(nadia.token, { code: String(body.code).toLowerCase().replace('-', ' ') })).json()).toMatchObject({ state: 'enrolment' });
    expect(await hatsOf(nadia.email)).toEqual([{ role: 'psychologist' }]);
    expect(JSON.stringify(await town.look('select * from invitation'))).not.toContain(String(body.code));
  });

  it('is void after ten wrong codes', async () => {
    const guessed = await invited('legal');
    const { body } = await decide('teresa', guessed.id);
    for (let i = 0; i < 10; i++) await accept(guessed.token, { code: `AAAAA-AAA${i % 8}2` });
    expect((await accept(guessed.token, { code: String(body.code) })).json()).toMatchObject({ code: 'invitation-expired' });
  });

  it('is refused with words that the administrator reads, and then stays refused', async () => {
    const refused = await invited('labour');
    expect((await decide('teresa', refused.id, { verdict: 'refused' })).body.code).toBe('reason-required');
    expect((await decide('teresa', refused.id, { verdict: 'refused', words: 'non lavora con noi' })).status).toBe(200);
    expect((await decide('teresa', refused.id)).body.code).toBe('illegal-move');
    expect((await accept(refused.token)).json()).toMatchObject({ code: 'invitation-expired' });
    const { body } = await (await town.as('stefano')).get<Invitations>('/api/team/invitations');
    expect(body.items.find((one) => one.id === refused.id)).toMatchObject({ state: 'refused', decidedBy: 'Teresa Iannaccone', words: 'non lavora con noi', invitedBy: 'Stefano De Luca' });
  });

  it('is approved by the coordinator of that programme and by nobody else, herself least of all', async () => {
    const asked = await invited('mediator');
    for (const who of ['stefano', 'giulia', 'francesca', 'vincenzo', 'rosa', 'pietro'] as const) expect((await decide(who, asked.id)).body.code).toBe('not-found');
    const herself = await invited('psychologist', 'teresa@demo.reti.example');
    expect((await decide('teresa', herself.id)).body.code).toBe('own-matter');
  });

  it('is seen waiting by Teresa with who asked, while what needs no word of hers is not shown to her', async () => {
    const [waiting, other] = [await invited('partner'), await invited('trainee')];
    const { body } = await (await town.as('teresa')).get<Invitations>('/api/team/invitations');
    expect(body.items.find((one) => one.id === waiting.id)).toMatchObject({ state: 'waiting', role: 'partner', invitedBy: 'Stefano De Luca' });
    expect(body.items.map((one) => one.id)).not.toContain(other.id);
    const today = await (await town.as('teresa')).get<{ items: { kind: string; id: string; facts: object }[] }>('/api/today');
    expect(today.body.items.find((one) => one.id === waiting.id)).toMatchObject({ kind: 'invitation-waiting', facts: { role: 'partner', by: 'Stefano De Luca' } });
    expect((await (await town.as('stefano')).get<{ items: { id: string }[] }>('/api/today')).body.items.map((one) => one.id)).not.toContain(waiting.id);
  });

  it('is given by no other way: the login that signs people in is refused by the database itself', async () => {
    const { gate } = await import('../database/open.ts').then((open) => open.openPrepared(town.ownerUrl, town.keyring, 1));
    try {
      const [stefano] = await town.look<{ account_id: string; programme_id: string; organisation_id: string }>("select m.account_id, m.programme_id, m.organisation_id from membership m join account a on a.id = m.account_id where a.name = 'Silvia Conte'");
      const hat = { id: newId(), programme_id: stefano?.programme_id ?? '', account_id: stefano?.account_id ?? '', organisation_id: stefano?.organisation_id ?? '', role: 'educator' };
      await expect(gate.insertInto('membership').values(hat).execute()).rejects.toMatchObject({ code: '42501' });
      const waiting = await invited('educator', 'silvia@demo.reti.example');
      await expect(gate.updateTable('invitation').set({ accepted_at: new Date() }).where('id', '=', waiting.id).execute()).rejects.toMatchObject({ code: '42501' });
      await expect(gate.insertInto('membership').values({ ...hat, invitation_id: waiting.id }).execute()).rejects.toMatchObject({ code: '42501' });
    } finally {
      await gate.destroy();
    }
  });
});

describe('hats on one head', () => {
  it('part in the database exactly where the rule says, for every two roles', async () => {
    const rows = await town.look<{ one: Role; other: Role; same: boolean; part: boolean }>(
      'select one, other, same, hats_part(one, other, same) as part from unnest($1::text[]) one, unnest($1::text[]) other, unnest(array[true, false]) same', [Role.options]);
    expect(rows).toHaveLength(14 * 14 * 2);
    expect(rows.filter(({ one, other, same, part }) => part !== hatsPart(one, other, same))).toEqual([]);
    const reading = await town.look<{ role: Role; reads: boolean }>('select role, role_reads_persons(role) as reads from unnest($1::text[]) role', [Role.options]);
    expect(reading.filter(({ role, reads }) => reads !== readsPersons(role))).toEqual([]);
  });

  it('never join the prefecture or the immigration desk with one that reads about persons, in whatever programme', () => {
    for (const reader of Role.options.filter(readsPersons)) for (const state of ['prefecture', 'sui'] as const) for (const same of [true, false]) expect(hatsPart(state, reader, same)).toBe(true);
    expect(hatsPart('admin', 'educator', true)).toBe(true);
    expect(hatsPart('admin', 'educator', false)).toBe(false);
    expect(hatsPart('dpo', 'coordinator', true)).toBe(true);
    expect(hatsPart('legal', 'coordinator', true)).toBe(false);
  });

  it('are refused at the invitation with a problem of their own', async () => {
    expect(await invited('educator', 'vincenzo@demo.reti.example')).toMatchObject({ status: 409, code: 'hats-part' });
    expect(await invited('sui', 'giulia@demo.reti.example')).toMatchObject({ status: 409, code: 'hats-part' });
    expect(await invited('mediator', 'stefano@demo.reti.example')).toMatchObject({ status: 409, code: 'hats-part' });
    expect(await invited('legal', 'francesca@demo.reti.example')).toMatchObject({ status: 409, code: 'hats-part' });
  });

  it('tell the administrator nothing of another programme, and are refused to the person who accepts', async () => {
    const asked = await invited('prefecture', 'rosa@demo.reti.example');
    expect(asked.status).toBe(200);
    expect((await accept(asked.token, { password: demoPassword })).json()).toMatchObject({ code: 'hats-part' });
    expect(await hatsOf('rosa@demo.reti.example')).toEqual([{ role: 'coordinator' }]);
  });

  it('are refused also when two invitations are accepted at the same moment', async () => {
    const email = 'due-cappelli@ente.example';
    const [team, state] = [await invited('educator', email), await invited('prefecture', email)];
    const { body } = await decide('teresa', team.id);
    expect((await accept(team.token, { code: String(body.code) })).statusCode).toBe(200);
    expect((await accept(state.token)).json()).toMatchObject({ code: 'hats-part' });
  });

  it('once taken off stay off: the administrator cannot put one back', async () => {
    const [stefano, oksana] = [await town.as('stefano'), await town.as('oksana')];
    await stefano.post(`/api/team/members/${oksana.memberId}/end`, { reason: 'fine del contratto' });
    const [session] = await town.look<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null order by created_at desc limit 1', [stefano.memberId]);
    const { asActor, close } = await import('../database/open.ts').then((open) => open.openPrepared(town.ownerUrl, town.keyring, 1));
    const actor = { actingKey: session?.acting_key ?? '', sessionId: '', accountId: '', memberId: stefano.memberId, programmeId: '', organisationId: '', role: 'admin' };
    try {
      await expect(asActor(actor, (act) => act.db.updateTable('membership').set({ ended_at: null }).where('id', '=', oksana.memberId).execute())).rejects.toMatchObject({ message: 'membership-ended' });
    } finally {
      await close();
    }
  });
});
