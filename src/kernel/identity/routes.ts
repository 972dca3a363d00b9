import { z } from 'zod';
import type { House } from '../http/house.ts';
import { standingOf } from '../devices/store.ts';
import { declareProblems, Problem } from '../http/problems.ts';
import type { App } from '../http/server.ts';
import { accountRoutes } from './account-routes.ts';
import * as contract from './contract.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { actorOf, type KnownSession } from './sessions.ts';

declareProblems({
  'credentials-wrong': 401,
  'account-locked': 423,
  'second-factor-wrong': 401,
  'second-factor-required': 401,
  'proof-required': 403,
  'invitation-expired': 410,
  'invitation-awaited': 409,
  'invitation-code-wrong': 403,
  'password-link-expired': 410,
  'password-link-awaited': 409,
  'password-code-wrong': 403,
  'hats-part': 409,
  'membership-ended': 409,
  'hat-required': 403,
  'hat-changed': 409,
  'password-unchanged': 422,
  'last-second-factor': 409,
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
  const door = new Doorkeeper(house);
  const { accounts, sessions, passkeys, challenges, recovery } = door;

  app.decorateRequest('signIn', null);
  // Windows share the cookie. One left open behind may still show another person's work, or that of another hat: it says for whom it
  // calls, and nothing is read or written there in the name of whoever signed in meanwhile.
  app.addHook('preHandler', async (request) => {
    request.signIn = await door.known(request);
    if (request.signIn) request.actor = actorOf(request.signIn) ?? null;
    const meant = request.headers['x-reti-hat'];
    const { open, fresh, url } = { ...request.routeOptions.config, url: request.routeOptions.url };
    if (request.actor && !open && meant !== undefined && meant !== request.actor.memberId) throw new Problem('hat-changed');
    if (fresh) door.mustBeFresh(request);
    // The pages themselves are the same for everybody; what fills them is not.
    if (request.actor || open || !url?.startsWith('/api/')) return;
    const { stage } = door.mine(request);
    throw new Problem(stage === 'signed-in' ? 'hat-required' : 'second-factor-required');
  });

  const open = { config: { open: true } };
  const guarded = { config: { open: true, rateLimit: { max: house.demo ? 300 : 20, timeWindow: '1 minute' } } };

  app.get('/api/session', { ...open, schema: { summary: 'Who is signed in, and with which hat', tags: ['identity'], querystring: contract.DevicesNamed, response: { 200: contract.SessionState } } }, async (request): Promise<contract.SessionState> => {
    const session = request.signIn;
    const account = session ? await accounts.byId(session.accountId) : undefined;
    const isIn = session !== null && session.stage === 'signed-in';
    const hats = isIn ? await accounts.hats(session.accountId) : [];
    const { own, revoked, closed } = await standingOf(house.gate, request.query.devices?.split(',') ?? [], isIn ? session.accountId : undefined);
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
      device: own,
      revokedDevices: revoked,
      closedDevices: closed,
    };
  });

  app.post('/api/session', { ...guarded, schema: { summary: 'Sign in with address and password', tags: ['identity'], body: contract.SignIn, response: { 200: contract.SignInStep } } }, async (request, reply): Promise<contract.SignInStep> =>
    door.afterPassword(reply, request, await accounts.checkPassword(request.body.email, request.body.password, door.browser(request))));

  app.post('/api/session/second-factor', { ...guarded, schema: { summary: 'Give the code of the authenticator app', tags: ['identity'], body: contract.SecondFactor, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const session = door.mine(request);
    if (!(await accounts.checkTotp(session.accountId, request.body.code, new Date(), door.browser(request)))) throw new Problem('second-factor-wrong');
    await door.begin(reply, request, session.accountId, 'signed-in');
    return { state: 'signed-in' as const, methods: [] };
  });

  app.post('/api/session/recovery', { ...guarded, schema: { summary: 'Come in without the second factor: a code on paper, or the one that the coordinator told', tags: ['identity'], body: contract.WayBack, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const session = door.mine(request);
    if (session.stage !== 'second-factor') throw new Problem('second-factor-wrong');
    await accounts.tries.mustBeOpen(session.accountId, door.browser(request));
    const onPaper = await recovery.useCode(session.accountId, request.body.code);
    if (!onPaper && !(await recovery.useReset(session.accountId, request.body.code))) {
      await accounts.tries.countFailure(session.accountId, door.browser(request));
      throw new Problem('second-factor-wrong');
    }
    await accounts.audit(session.accountId, onPaper ? 'session.recovery-code' : 'session.new-beginning');
    const state = onPaper ? 'signed-in' as const : 'enrolment' as const;
    await door.begin(reply, request, session.accountId, state);
    return { state, methods: [] };
  });

  app.post('/api/session/passkey/options', { ...guarded, schema: { summary: 'What the browser must ask a passkey', tags: ['identity'], response: { 200: contract.WebAuthnMessage } } }, async (request, reply) => {
    const options = await passkeys.challenge(request.signIn?.accountId);
    await challenges.remember(door.asked(reply, request), 'passkey', options.challenge);
    return options as unknown as Record<string, unknown>;
  });

  app.post('/api/session/passkey', { ...guarded, schema: { summary: 'Sign in, unlock, or prove anew who one is, with a passkey', tags: ['identity'], body: contract.WebAuthnMessage, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const by = door.answering(request);
    const expected = by && (await challenges.take(by, 'passkey'));
    const accountId = expected ? await passkeys.accountOf(request.body, expected) : undefined;
    if (!accountId || (request.signIn && request.signIn.accountId !== accountId)) throw new Problem('credentials-wrong');
    door.forgetAsked(reply);
    if (request.signIn?.stage === 'signed-in') await sessions.unlock(request.signIn.id);
    else await door.begin(reply, request, accountId, 'signed-in');
    return { state: 'signed-in' as const, methods: [] };
  });

  app.get('/api/session/proof', { ...open, schema: { summary: 'How one can prove anew who one is', tags: ['identity'], response: { 200: contract.ProofMethods } } }, async (request): Promise<contract.ProofMethods> => {
    const account = await accounts.byId(door.trusted(request).accountId);
    return { methods: [...(account.password_hash ? ['password' as const] : []), ...(await door.factors(account))] };
  });

  app.post('/api/session/proof', { ...guarded, schema: { summary: 'Prove anew who one is, with the password or a code of the app', tags: ['identity'], body: contract.Proof, response: { 200: Done } } }, async (request) => {
    const session = door.trusted(request);
    const browser = door.browser(request);
    const { email } = await accounts.byId(session.accountId);
    const { password, code } = request.body;
    if (password !== undefined) await accounts.checkPassword(email, password, browser);
    else if (!(await accounts.checkTotp(session.accountId, code ?? '', new Date(), browser))) throw new Problem('second-factor-wrong');
    await sessions.proved(session.id);
    return done;
  });

  app.delete('/api/session', { ...open, schema: { summary: 'Sign out', tags: ['identity'], response: { 200: Done } } }, async (request, reply) => {
    if (request.signIn) {
      await sessions.end(request.signIn.id);
      await accounts.audit(request.signIn.accountId, 'session.end');
    }
    door.forgetSession(reply);
    return done;
  });

  app.post('/api/session/hat', { ...open, schema: { summary: 'Put on another of one\'s own hats', tags: ['identity'], body: contract.ChooseHat, response: { 200: contract.Hat } } }, async (request) => {
    const session = door.mine(request);
    const hat = session.stage === 'signed-in' ? (await accounts.hats(session.accountId)).find((one) => one.id === request.body.memberId) : undefined;
    if (!hat) throw new Problem('not-found');
    await sessions.wear(session.id, hat);
    await accounts.audit(session.accountId, 'session.hat', { role: hat.role });
    return hat;
  });

  app.post('/api/session/lock', { ...open, schema: { summary: 'Cover the screen; nothing typed is lost', tags: ['identity'], response: { 200: Done } } }, async (request) => {
    await sessions.lock(door.mine(request).id);
    return done;
  });

  app.post('/api/session/unlock', { ...guarded, schema: { summary: 'Uncover the screen with the password', tags: ['identity'], body: contract.Unlock, response: { 200: Done } } }, async (request) => {
    const session = request.signIn;
    if (!session) throw new Problem('session-required');
    const account = await accounts.byId(session.accountId);
    const browser = door.browser(request);
    await accounts.checkPassword(account.email, request.body.password, browser);
    if (session.stage === 'signed-in') await accounts.tries.forget(account.id, browser);
    await sessions.unlock(session.id);
    return done;
  });

  accountRoutes(app, house, door);

  const byToken = z.object({ token: z.string().min(20).max(100) });
  app.get('/api/invitations/:token', { ...guarded, schema: { summary: 'What an invitation is for', tags: ['identity'], params: byToken, response: { 200: contract.InvitationSeen } } }, async (request) => {
    const { email, organisation, programme, role, isAwaited, needsCode } = await accounts.invitation(request.params.token);
    return { email, organisation, programme, role, isAwaited, needsCode };
  });

  app.put('/api/invitations/:token', { ...guarded, schema: { summary: 'Accept an invitation: name, password and, where it needs one, the coordinator\'s code; then the second factor', tags: ['identity'], params: byToken, body: contract.AcceptInvitation, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const accountId = await accounts.accept(request.params.token, request.body, door.browser(request));
    await accounts.audit(accountId, 'invitation.accept');
    return door.afterPassword(reply, request, await accounts.byId(accountId));
  });

  app.get('/api/password-resets/:token', { ...guarded, schema: { summary: 'Whether a link to a new password still stands; it does not say whose', tags: ['identity'], params: byToken, response: { 200: contract.PasswordResetSeen } } }, async (request) => {
    const { isAwaited } = await recovery.passwordLink(request.params.token);
    return { isAwaited };
  });

  app.put('/api/password-resets/:token', { ...guarded, schema: { summary: 'Choose a new password with the administrator\'s link and the coordinator\'s code; the second factor is still owed', tags: ['identity'], params: byToken, body: contract.ResetPassword, response: { 200: contract.SignInStep } } }, async (request, reply) => {
    const { accountId, resetId } = await recovery.newPassword(request.params.token, request.body.password, request.body.code);
    await sessions.endAll(accountId);
    await accounts.tries.forgetBrowsers(accountId, undefined);
    await accounts.audit(accountId, 'account.password-reset', { reset: resetId });
    return door.afterPassword(reply, request, await accounts.byId(accountId));
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
