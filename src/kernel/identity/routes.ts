import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../http/house.ts';
import { declareProblems, Problem } from '../http/problems.ts';
import type { App } from '../http/server.ts';
import { Accounts } from './accounts.ts';
import * as contract from './contract.ts';
import { Passkeys } from './passkeys.ts';
import { actorOf, type KnownSession, Sessions } from './sessions.ts';

declareProblems({
  'credentials-wrong': 401,
  'account-locked': 423,
  'second-factor-wrong': 401,
  'second-factor-required': 401,
  'invitation-expired': 410,
  'hat-required': 403,
  'hat-changed': 409,
  'password-unchanged': 422,
});

declare module 'fastify' {
  interface FastifyRequest {
    signIn: KnownSession | null;
  }
}

const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;

/** Sign-in, sessions, hats, second factors, invitations: the gate of the house. */
export function identityRoutes(app: App, house: House): void {
  const accounts = new Accounts(house.gate, house.keyring.derive('account secrets'));
  const sessions = new Sessions(house.gate);
  const passkeys = new Passkeys(house.gate, house.publicUrl);
  const secure = house.publicUrl.startsWith('https:');
  const cookie = secure ? '__Host-reti' : 'reti';

  app.decorateRequest('signIn', null);
  // Windows share the cookie. One left open behind may still show another person's work, or that of another hat: it says for whom it
  // calls, and nothing is read or written there in the name of whoever signed in meanwhile.
  app.addHook('preHandler', async (request) => {
    const token = request.cookies[cookie];
    if (token) request.signIn = (await sessions.find(token)) ?? null;
    if (request.signIn) request.actor = actorOf(request.signIn) ?? null;
    const meant = request.headers['x-reti-hat'];
    if (request.actor && !request.routeOptions.config.open && meant !== undefined && meant !== request.actor.memberId) throw new Problem('hat-changed');
    // The pages themselves are the same for everybody; what fills them is not.
    if (request.actor || request.routeOptions.config.open || !request.routeOptions.url?.startsWith('/api/')) return;
    if (!request.signIn) throw new Problem('session-required');
    if (request.signIn.lockedAt) throw new Problem('locked');
    if (request.signIn.stage !== 'signed-in') throw new Problem('second-factor-required');
    throw new Problem('hat-required');
  });

  const open = { config: { open: true } };
  const guarded = { config: { open: true, rateLimit: { max: house.demo ? 300 : 20, timeWindow: '1 minute' } } };
  const mine = (request: FastifyRequest): KnownSession => {
    if (!request.signIn) throw new Problem('session-required');
    if (request.signIn.lockedAt) throw new Problem('locked');
    return request.signIn;
  };
  /** For what only a complete sign-in, or one that must still add its second factor, may do. */
  const trusted = (request: FastifyRequest): KnownSession => {
    const session = mine(request);
    if (session.stage === 'second-factor') throw new Problem('second-factor-required');
    return session;
  };
  const device = (request: FastifyRequest): string => (request.headers['user-agent'] ?? '').slice(0, 200);

  async function begin(reply: FastifyReply, request: FastifyRequest, accountId: string, stage: 'second-factor' | 'enrolment' | 'signed-in'): Promise<void> {
    if (request.signIn) await sessions.end(request.signIn.id);
    const token = await sessions.begin(accountId, stage, device(request));
    reply.setCookie(cookie, token, { path: '/', httpOnly: true, sameSite: 'strict', secure });
    if (stage !== 'signed-in') return;
    await accounts.forgetFailures(accountId);
    const [session, hats] = await Promise.all([sessions.find(token), accounts.hats(accountId)]);
    if (session && hats[0]) await sessions.wear(session.id, hats[0]);
    await accounts.audit(accountId, 'session.begin');
  }

  /** What follows a right password: the second factor, or adding the first one. */
  async function afterPassword(reply: FastifyReply, request: FastifyRequest, account: { id: string; demo: boolean; totp_confirmed: boolean }): Promise<contract.SignInStep> {
    const methods = [...(account.totp_confirmed ? ['totp' as const] : []), ...((await passkeys.count(account.id)) > 0 ? ['passkey' as const] : [])];
    // Demo people have nothing to protect and nobody to carry their second factor.
    const state = house.demo && account.demo ? 'signed-in' : methods.length > 0 ? 'second-factor' : 'enrolment';
    await begin(reply, request, account.id, state);
    return { state, methods };
  }

  /** A second factor has come into force. */
  async function strengthened(reply: FastifyReply, request: FastifyRequest, session: KnownSession, action: string): Promise<void> {
    await accounts.audit(session.accountId, action);
    await sessions.endUnfinished(session.accountId);
    if (session.stage === 'enrolment') await begin(reply, request, session.accountId, 'signed-in');
  }

  app.get('/api/session', { ...open, schema: { summary: 'Who is signed in, and with which hat', tags: ['identity'], response: { 200: contract.SessionState } } }, async (request): Promise<contract.SessionState> => {
    const session = request.signIn;
    const account = session ? await accounts.byId(session.accountId) : undefined;
    const hats = session && session.stage === 'signed-in' ? await accounts.hats(session.accountId) : [];
    return {
      account: account ? { id: account.id, name: account.name, email: account.email, language: contract.Language.parse(account.language), theme: contract.Theme.parse(account.theme) } : null,
      stage: session?.stage ?? 'none',
      hat: hats.find((hat) => hat.id === session?.memberId) ?? null,
      hats,
      demo: house.demo,
      ...(house.demo && !session ? { demoAccounts: await demoAccounts(house), demoPassword } : {}),
      idleLockMinutes: sessions.idleLockMinutes,
      lockedAt: session?.lockedAt?.toISOString() ?? null,
      draftKey: session && session.stage === 'signed-in' && !session.lockedAt ? house.keyring.derive(`drafts of ${session.accountId}`).toString('base64') : null,
    };
  });

  app.post('/api/session', { ...guarded, schema: { summary: 'Sign in with address and password', tags: ['identity'], body: contract.SignIn, response: { 200: contract.SignInStep } } }, async (request, reply): Promise<contract.SignInStep> => {
    return afterPassword(reply, request, await accounts.checkPassword(request.body.email, request.body.password));
  });

  app.post('/api/session/second-factor', { ...guarded, schema: { summary: 'Give the code of the authenticator app', tags: ['identity'], body: contract.SecondFactor, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const session = mine(request);
    if (!(await accounts.checkTotp(session.accountId, request.body.code, new Date()))) throw new Problem('second-factor-wrong');
    await begin(reply, request, session.accountId, 'signed-in');
    return { state: 'signed-in' as const, methods: [] };
  });

  app.post('/api/session/passkey/options', { ...guarded, schema: { summary: 'What the browser must ask a passkey', tags: ['identity'], response: { 200: contract.WebAuthnMessage } } }, async (request, reply) => {
    const options = await passkeys.challenge(request.signIn?.accountId);
    if (request.signIn) await sessions.rememberChallenge(request.signIn.id, options.challenge);
    else reply.setCookie(`${cookie}-challenge`, options.challenge, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: 300 });
    return options as unknown as Record<string, unknown>;
  });

  app.post('/api/session/passkey', { ...guarded, schema: { summary: 'Sign in, or unlock, with a passkey', tags: ['identity'], body: contract.WebAuthnMessage, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const expected = request.signIn?.challenge ?? request.cookies[`${cookie}-challenge`];
    // A challenge serves once, whatever becomes of it.
    if (request.signIn?.challenge) await sessions.rememberChallenge(request.signIn.id, null);
    const accountId = expected ? await passkeys.accountOf(request.body, expected) : undefined;
    if (!accountId || (request.signIn && request.signIn.accountId !== accountId)) throw new Problem('credentials-wrong');
    reply.clearCookie(`${cookie}-challenge`, { path: '/' });
    if (request.signIn?.stage === 'signed-in') await sessions.unlock(request.signIn.id);
    else await begin(reply, request, accountId, 'signed-in');
    return { state: 'signed-in' as const, methods: [] };
  });

  app.delete('/api/session', { ...open, schema: { summary: 'Sign out', tags: ['identity'], response: { 200: Done } } }, async (request, reply) => {
    if (request.signIn) {
      await sessions.end(request.signIn.id);
      await accounts.audit(request.signIn.accountId, 'session.end');
    }
    reply.clearCookie(cookie, { path: '/' });
    return done;
  });

  app.post('/api/session/hat', { ...open, schema: { summary: 'Put on another of one\'s own hats', tags: ['identity'], body: contract.ChooseHat, response: { 200: contract.Hat } } }, async (request) => {
    const session = mine(request);
    const hat = session.stage === 'signed-in' ? (await accounts.hats(session.accountId)).find((one) => one.id === request.body.memberId) : undefined;
    if (!hat) throw new Problem('not-found');
    await sessions.wear(session.id, hat);
    await accounts.audit(session.accountId, 'session.hat', { role: hat.role });
    return hat;
  });

  app.post('/api/session/lock', { ...open, schema: { summary: 'Cover the screen; nothing typed is lost', tags: ['identity'], response: { 200: Done } } }, async (request) => {
    await sessions.lock(mine(request).id);
    return done;
  });

  app.post('/api/session/unlock', { ...guarded, schema: { summary: 'Uncover the screen with the password', tags: ['identity'], body: contract.Unlock, response: { 200: Done } } }, async (request) => {
    const session = request.signIn;
    if (!session) throw new Problem('session-required');
    const account = await accounts.byId(session.accountId);
    await accounts.checkPassword(account.email, request.body.password);
    await accounts.forgetFailures(account.id);
    await sessions.unlock(session.id);
    return done;
  });

  app.get('/api/account/sessions', { ...open, schema: { summary: 'Where one is signed in', tags: ['identity'], response: { 200: z.object({ items: z.array(contract.SessionLine).max(100) }) } } }, async (request) => {
    const session = trusted(request);
    const items = await sessions.openOf(session.accountId);
    return { items: items.map((one) => ({ id: one.id, device: one.device, createdAt: one.created_at.toISOString(), seenAt: one.seen_at.toISOString(), current: one.id === session.id })) };
  });

  app.delete('/api/account/sessions/:id', { ...open, schema: { summary: 'Sign out another device', tags: ['identity'], params: z.object({ id: z.uuid() }), response: { 200: Done } } }, async (request) => {
    const session = trusted(request);
    if (!(await sessions.openOf(session.accountId)).some((one) => one.id === request.params.id)) throw new Problem('not-found');
    await sessions.end(request.params.id);
    await accounts.audit(session.accountId, 'session.revoke');
    return done;
  });

  app.put('/api/account/password', { ...guarded, schema: { summary: 'Change one\'s password; other devices are signed out', tags: ['identity'], body: contract.ChangePassword, response: { 200: Done } } }, async (request) => {
    const session = trusted(request);
    const { email } = await accounts.byId(session.accountId);
    await accounts.checkPassword(email, request.body.current);
    if (request.body.current === request.body.next) throw new Problem('password-unchanged');
    await accounts.changePassword(session.accountId, request.body.next);
    await sessions.endOthers(session.accountId, session.id);
    await accounts.audit(session.accountId, 'account.password');
    return done;
  });

  app.put('/api/account/preferences', { ...open, schema: { summary: 'Language and appearance', tags: ['identity'], body: contract.Preferences, response: { 200: contract.Preferences } } }, async (request) => {
    await accounts.prefer(trusted(request).accountId, request.body);
    return request.body;
  });

  app.post('/api/account/totp', { ...open, schema: { summary: 'Begin with an authenticator app', tags: ['identity'], response: { 200: contract.TotpSecret } } }, async (request) => {
    const session = trusted(request);
    const account = await accounts.byId(session.accountId);
    const { uri, offered } = accounts.offerTotp(account.id, account.email);
    await sessions.rememberChallenge(session.id, offered);
    return { uri };
  });

  app.put('/api/account/totp', { ...guarded, schema: { summary: 'Confirm the authenticator app with its first code', tags: ['identity'], body: contract.SecondFactor, response: { 200: Done } } }, async (request, reply) => {
    const session = trusted(request);
    if (!(await accounts.confirmTotp(session.accountId, session.challenge, request.body.code, new Date()))) throw new Problem('second-factor-wrong');
    await sessions.rememberChallenge(session.id, null);
    await strengthened(reply, request, session, 'account.totp');
    return done;
  });

  app.post('/api/account/passkeys/options', { ...open, schema: { summary: 'What the browser must ask to make a passkey', tags: ['identity'], response: { 200: contract.WebAuthnMessage } } }, async (request) => {
    const session = trusted(request);
    const account = await accounts.byId(session.accountId);
    const options = await passkeys.registration(account);
    await sessions.rememberChallenge(session.id, options.challenge);
    return options as unknown as Record<string, unknown>;
  });

  app.put('/api/account/passkeys', { ...open, schema: { summary: 'Keep a new passkey', tags: ['identity'], body: contract.NewPasskey, response: { 200: Done } } }, async (request, reply) => {
    const session = trusted(request);
    if (!session.challenge) throw new Problem('invalid-input');
    await passkeys.keep(session.accountId, request.body.name, request.body.response, session.challenge);
    await sessions.rememberChallenge(session.id, null);
    await strengthened(reply, request, session, 'account.passkey');
    return done;
  });

  app.get('/api/account/passkeys', { ...open, schema: { summary: 'One\'s own passkeys', tags: ['identity'], response: { 200: z.object({ items: z.array(contract.PasskeyLine).max(100) }) } } }, async (request) => ({ items: await passkeys.of(trusted(request).accountId) }));

  app.delete('/api/account/passkeys/:id', { ...open, schema: { summary: 'Remove a passkey', tags: ['identity'], params: z.object({ id: z.string().max(1_000) }), response: { 200: Done } } }, async (request) => {
    const session = trusted(request);
    await passkeys.remove(session.accountId, request.params.id);
    await accounts.audit(session.accountId, 'account.passkey-remove');
    return done;
  });

  const byToken = z.object({ token: z.string().min(20).max(100) });
  app.get('/api/invitations/:token', { ...guarded, schema: { summary: 'What an invitation is for', tags: ['identity'], params: byToken, response: { 200: contract.InvitationSeen } } }, async (request) => {
    const { email, organisation, programme, role } = await accounts.invitation(request.params.token);
    return { email, organisation, programme, role };
  });

  app.put('/api/invitations/:token', { ...guarded, schema: { summary: 'Accept an invitation: name and password, then the second factor', tags: ['identity'], params: byToken, body: contract.AcceptInvitation, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const accountId = await accounts.accept(request.params.token, request.body);
    await accounts.audit(accountId, 'invitation.accept');
    return afterPassword(reply, request, await accounts.byId(accountId));
  });
}

/** Written on the sign-in page of a demonstration, and valid for demo people alone. */
export const demoPassword = 'dimostrazione-reti';

async function demoAccounts(house: House) {
  const rows = await house.gate
    .selectFrom('account').innerJoin('membership', 'membership.account_id', 'account.id')
    .innerJoin('organisation', 'organisation.id', 'membership.organisation_id').innerJoin('programme', 'programme.id', 'membership.programme_id')
    .distinctOn('account.created_at')
    .select(['account.email', 'account.name', 'membership.role', 'organisation.name as organisation', 'programme.name as programme'])
    .where('account.demo', '=', true).where('membership.ended_at', 'is', null).orderBy('account.created_at').orderBy('membership.since').limit(100).execute();
  return rows.map((row) => ({ ...row, role: contract.Role.parse(row.role) }));
}
