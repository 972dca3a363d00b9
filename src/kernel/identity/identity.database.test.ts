import { TOTP, URI } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { Accounts } from './accounts.ts';
import { demoPassword } from './routes.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const headers = { 'x-requested-with': 'reti' };

describe('signing in', () => {
  it('says who Amal is and which hat she wears', async () => {
    const amal = await town.as('amal');
    const { body } = await amal.get('/api/session');
    expect(body).toMatchObject({ account: { name: 'Amal Haddad' }, stage: 'signed-in', hat: { role: 'mediator', programme: { name: 'RE.T.I. Avellino (dimostrazione)' } } });
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'amal@demo.reti.example', password: 'not hers' } });
    const unknown = await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'nobody@demo.reti.example', password: 'not hers' } });
    expect([wrong.statusCode, wrong.json()]).toEqual([unknown.statusCode, unknown.json()]);
    expect(wrong.json()).toMatchObject({ code: 'credentials-wrong' });
  });

  it('closes the door after five wrong passwords, even to the right one', async () => {
    for (let i = 0; i < 5; i++) await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'davide@demo.reti.example', password: `guess ${i}` } });
    const right = await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'davide@demo.reti.example', password: demoPassword } });
    expect(right.json()).toMatchObject({ code: 'account-locked' });
  });

  it('refuses a call that another site could have made', async () => {
    const forged = await town.app.inject({ method: 'POST', url: '/api/session', headers: { ...headers, origin: 'https://evil.example' }, payload: { email: 'a@b.example', password: 'x' } });
    expect(forged.json()).toMatchObject({ code: 'origin-refused' });
    const sandboxed = await town.app.inject({ method: 'POST', url: '/api/session', headers: { ...headers, origin: 'null' }, payload: { email: 'a@b.example', password: 'x' } });
    expect(sandboxed.json()).toMatchObject({ code: 'origin-refused' });
    const form = await town.app.inject({ method: 'POST', url: '/api/session', payload: { email: 'a@b.example', password: 'x' } });
    expect(form.json()).toMatchObject({ code: 'origin-refused' });
  });

  it('lets Marco change hats, and never wear one that is not his', async () => {
    const marco = await town.as('marco');
    const { body } = await marco.get<{ hats: { id: string; programme: { name: string } }[] }>('/api/session');
    const other = body.hats.find((hat) => hat.programme.name.includes('Benevento'));
    expect((await marco.post('/api/session/hat', { memberId: other?.id })).body).toMatchObject({ role: 'legal' });
    expect((await marco.post('/api/session/hat', { memberId: newId() })).body.code).toBe('not-found');
    const teresa = await town.as('teresa');
    expect((await marco.post('/api/session/hat', { memberId: teresa.memberId })).body.code).toBe('not-found');
  });

  it('does nothing in Giulia’s name from the window that Amal left open on the same computer', async () => {
    const [amal, giulia] = await Promise.all([town.as('amal'), town.as('giulia')]);
    const cookie = (await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'giulia@demo.reti.example', password: demoPassword } })).cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const from = async (hat: string, url: string) => (await town.app.inject({ url, headers: { cookie, 'x-reti-hat': hat } })).statusCode;
    expect(await from(amal.memberId, '/api/cases')).toBe(409);
    expect(await from(giulia.memberId, '/api/cases')).toBe(200);
    expect(await from(amal.memberId, '/api/session')).toBe(200);
  });

  it('covers the screen and acts as nobody until the password is given', async () => {
    const anna = await town.as('anna');
    await anna.post('/api/session/lock', {});
    expect((await anna.get('/api/account/sessions')).body.code).toBe('locked');
    expect((await anna.post('/api/session/unlock', { password: 'wrong password' })).body.code).toBe('credentials-wrong');
    expect((await anna.post('/api/session/unlock', { password: demoPassword })).status).toBe(200);
    expect((await anna.get('/api/account/sessions')).status).toBe(200);
  });
});

describe('an invitation', () => {
  it('asks for a second factor before anything else, and a code serves once', async () => {
    const stranger = await aTown({ demo: false });
    const invited = Accounts.newInvitationToken();
    const [admin] = await stranger.look<{ id: string; programme_id: string; organisation_id: string }>("select id, programme_id, organisation_id from membership where role = 'admin' limit 1");
    await stranger.look('insert into invitation (id, programme_id, organisation_id, email, role, token_hash, invited_by, expires_at, decision, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())',
      [newId(), admin?.programme_id, admin?.organisation_id, 'nadia@example.org', 'educator', invited.hash, admin?.id, invited.expiresAt, 'approved']);

    const accepted = await stranger.app.inject({ method: 'PUT', url: `/api/invitations/${invited.token}`, headers, payload: { name: 'Nadia Bruno', password: 'una frase lunga e mia' } });
    expect(accepted.json()).toEqual({ state: 'enrolment', methods: [] });
    const cookie = accepted.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const session = await stranger.app.inject({ url: '/api/session', headers: { cookie } });
    expect(session.json()).toMatchObject({ stage: 'enrolment', hat: null });

    const offered = await stranger.app.inject({ method: 'POST', url: '/api/account/totp', headers: { ...headers, cookie } });
    const secret = URI.parse((offered.json() as { uri: string }).uri) as TOTP;
    const code = secret.generate();
    const confirmed = await stranger.app.inject({ method: 'PUT', url: '/api/account/totp', headers: { ...headers, cookie }, payload: { code } });
    expect(confirmed.statusCode).toBe(200);

    const again = await stranger.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'nadia@example.org', password: 'una frase lunga e mia' } });
    expect(again.json()).toEqual({ state: 'second-factor', methods: ['totp'] });
    const half = again.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const replayed = await stranger.app.inject({ method: 'POST', url: '/api/session/second-factor', headers: { ...headers, cookie: half }, payload: { code } });
    expect(replayed.json()).toMatchObject({ code: 'second-factor-wrong' });
    expect((await stranger.app.inject({ method: 'PUT', url: `/api/invitations/${invited.token}`, headers, payload: { name: 'Again', password: 'una frase lunga e mia' } })).json()).toMatchObject({ code: 'invitation-expired' });
    await stranger.leave();
  });
});

describe('somebody who has learned Nadia’s password and has none of her devices', () => {
  const password = 'una frase lunga e mia';
  let guarded: Town;
  let cookie: string;
  /** A sign-in with the password alone, begun before she had a second factor. */
  let early: string;
  let secret: TOTP;

  const cookieOf = (reply: { cookies: { name: string; value: string }[] }) => reply.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const ask = (method: 'POST' | 'PUT', url: string, payload: object, as = '') => guarded.app.inject({ method, url, headers: { ...headers, cookie: as }, payload });
  const signIn = () => ask('POST', '/api/session', { email: 'nadia@example.org', password });

  async function invited(role: string): Promise<string> {
    const { token, hash, expiresAt } = Accounts.newInvitationToken();
    await guarded.look(`insert into invitation (id, programme_id, organisation_id, email, role, token_hash, invited_by, expires_at, decision, decided_at)
      select $1, programme_id, organisation_id, 'nadia@example.org', $2, $3, id, $4, 'approved', now() from membership where role = 'admin' order by id limit 1`, [newId(), role, hash, expiresAt]);
    return `/api/invitations/${token}`;
  }

  beforeEach(async () => {
    guarded = await aTown({ demo: false });
    const accepted = await ask('PUT', await invited('educator'), { name: 'Nadia Bruno', password });
    early = cookieOf(await signIn());
    const offered = await ask('POST', '/api/account/totp', {}, cookieOf(accepted));
    secret = URI.parse((offered.json() as { uri: string }).uri) as TOTP;
    const confirmed = await ask('PUT', '/api/account/totp', { code: secret.generate() }, cookieOf(accepted));
    cookie = cookieOf(confirmed);
  });
  afterEach(() => guarded.leave());

  it('is out when she adds her factor, also where they stood halfway already', async () => {
    expect((await ask('POST', '/api/account/totp', {}, early)).json()).toMatchObject({ code: 'session-required' });
  });

  it('does not come in through a second invitation, which asks for the factor that she has', async () => {
    const accepted = await ask('PUT', await invited('trainee'), { name: 'Nadia Bruno', password });
    expect(accepted.json()).toEqual({ state: 'second-factor', methods: ['totp'] });
    expect((await ask('POST', '/api/account/totp', {}, cookieOf(accepted))).json()).toMatchObject({ code: 'second-factor-required' });
  });

  it('finds her factor in force also when she began to change her app and left it there', async () => {
    expect((await ask('POST', '/api/account/totp', {}, cookie)).statusCode).toBe(200);
    expect((await signIn()).json()).toEqual({ state: 'second-factor', methods: ['totp'] });
  });

  it('cannot go on guessing codes, not even by giving the password again in between', async () => {
    for (let tries = 0; tries < 3; tries++) {
      const half = cookieOf(await signIn());
      for (const code of ['000000', '999999'].filter((one) => secret.validate({ token: one, window: 2 }) === null)) await ask('POST', '/api/session/second-factor', { code }, half);
    }
    expect((await signIn()).json()).toMatchObject({ code: 'account-locked' });
  });
});
