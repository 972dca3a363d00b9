import { z } from 'zod';
import type { House } from '../http/house.ts';
import { Problem } from '../http/problems.ts';
import type { App } from '../http/server.ts';
import * as contract from './contract.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { passwordFits } from './passwords.ts';

const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;

/** One's own access: where one is signed in, and with what one proves who one is. What changes that asks for a fresh proof. */
export function accountRoutes(app: App, house: House, door: Doorkeeper): void {
  const { accounts, sessions, passkeys, challenges, recovery } = door;
  const rateLimit = { max: house.demo ? 300 : 20, timeWindow: '1 minute' };
  const open = { config: { open: true } };
  const fresh = { config: { open: true, fresh: true, rateLimit } };

  app.get('/api/account/sessions', { ...open, schema: { summary: 'Where one is signed in', tags: ['identity'], response: { 200: z.object({ items: z.array(contract.SessionLine).max(100) }) } } }, async (request) => {
    const session = door.trusted(request);
    const items = await sessions.openOf(session.accountId);
    return { items: items.map((one) => ({ id: one.id, device: one.device, createdAt: one.created_at.toISOString(), seenAt: one.seen_at.toISOString(), current: one.id === session.id })) };
  });

  app.delete('/api/account/sessions/:id', { ...open, schema: { summary: 'Sign out another device', tags: ['identity'], params: z.object({ id: z.uuid() }), response: { 200: Done } } }, async (request) => {
    const session = door.trusted(request);
    if (!(await sessions.openOf(session.accountId)).some((one) => one.id === request.params.id)) throw new Problem('not-found');
    await sessions.end(request.params.id);
    await accounts.audit(session.accountId, 'session.revoke');
    return done;
  });

  // Whoever forgot the password and has a passkey comes in with it and chooses another: the proof is what counts, not which one it was.
  app.put('/api/account/password', { ...fresh, schema: { summary: 'Choose another password; other devices are signed out', tags: ['identity'], body: contract.ChangePassword, response: { 200: Done } } }, async (request) => {
    const session = door.trusted(request);
    const account = await accounts.byId(session.accountId);
    if (await passwordFits(account.password_hash, request.body.next)) throw new Problem('password-unchanged');
    await accounts.changePassword(session.accountId, request.body.next);
    await sessions.endOthers(session.accountId, session.id);
    await accounts.tries.forgetBrowsers(session.accountId, door.browser(request));
    await accounts.audit(session.accountId, 'account.password');
    return done;
  });

  app.get('/api/account/password-history', { ...open, schema: { summary: 'Who asked for a new password of one\'s own, and what came of it', tags: ['identity'], response: { 200: contract.PasswordHistory } } }, (request) =>
    recovery.passwordHistory(door.trusted(request).accountId));

  app.put('/api/account/preferences', { ...open, schema: { summary: 'Language and appearance', tags: ['identity'], body: contract.Preferences, response: { 200: contract.Preferences } } }, async (request) => {
    await accounts.prefer(door.trusted(request).accountId, request.body);
    return request.body;
  });

  app.post('/api/account/totp', { ...fresh, schema: { summary: 'Begin with an authenticator app', tags: ['identity'], response: { 200: contract.TotpSecret } } }, async (request) => {
    const session = door.trusted(request);
    const account = await accounts.byId(session.accountId);
    const { uri, offered } = accounts.offerTotp(account.id, account.email);
    await challenges.remember(`session:${session.id}`, 'new-app', offered);
    return { uri };
  });

  app.put('/api/account/totp', { ...fresh, schema: { summary: 'Confirm the authenticator app with its first code', tags: ['identity'], body: contract.SecondFactor, response: { 200: Done } } }, async (request, reply) => {
    const session = door.trusted(request);
    const offered = await challenges.look(`session:${session.id}`, 'new-app');
    if (!(await accounts.confirmTotp(session.accountId, offered, request.body.code, new Date(), door.browser(request)))) throw new Problem('second-factor-wrong');
    await challenges.take(`session:${session.id}`, 'new-app');
    await door.strengthened(reply, request, session, 'account.totp');
    return done;
  });

  app.post('/api/account/passkeys/options', { ...fresh, schema: { summary: 'What the browser must ask to make a passkey', tags: ['identity'], response: { 200: contract.WebAuthnMessage } } }, async (request) => {
    const session = door.trusted(request);
    const account = await accounts.byId(session.accountId);
    const options = await passkeys.registration(account);
    await challenges.remember(`session:${session.id}`, 'new-passkey', options.challenge);
    return options as unknown as Record<string, unknown>;
  });

  app.put('/api/account/passkeys', { ...fresh, schema: { summary: 'Keep a new passkey', tags: ['identity'], body: contract.NewPasskey, response: { 200: Done } } }, async (request, reply) => {
    const session = door.trusted(request);
    const expected = await challenges.take(`session:${session.id}`, 'new-passkey');
    if (!expected) throw new Problem('invalid-input');
    const passkey = await passkeys.keep(session.accountId, request.body.name, request.body.response, expected);
    await door.strengthened(reply, request, session, 'account.passkey', passkey);
    return done;
  });

  app.get('/api/account/passkeys', { ...open, schema: { summary: 'One\'s own passkeys', tags: ['identity'], response: { 200: z.object({ items: z.array(contract.PasskeyLine).max(100) }) } } }, async (request) => ({ items: await passkeys.of(door.trusted(request).accountId) }));

  app.delete('/api/account/passkeys/:id', { ...fresh, schema: { summary: 'Remove a passkey', tags: ['identity'], params: z.object({ id: z.string().max(1_000) }), response: { 200: Done } } }, async (request) => {
    const session = door.trusted(request);
    const account = await accounts.byId(session.accountId);
    // With the password alone the door would stand open to whoever learns it and adds a factor of their own.
    if (!(house.demo && account.demo) && !account.totp_confirmed && (await passkeys.count(account.id)) < 2) throw new Problem('last-second-factor');
    await passkeys.remove(session.accountId, request.params.id);
    await accounts.audit(session.accountId, 'account.passkey-remove');
    return done;
  });

  app.get('/api/account/recovery-codes', { ...open, schema: { summary: 'How many codes on paper are left', tags: ['identity'], response: { 200: contract.RecoveryState } } }, async (request): Promise<contract.RecoveryState> => {
    const { left, since } = await recovery.left(door.trusted(request).accountId);
    return { left, since: since?.toISOString() ?? null };
  });

  app.post('/api/account/recovery-codes', { ...fresh, schema: { summary: 'Ten new codes for paper, told this once; those of before no longer serve', tags: ['identity'], response: { 200: contract.RecoveryCodes } } }, async (request): Promise<contract.RecoveryCodes> => {
    const session = door.trusted(request);
    // Before a second factor is in force there is nothing to come back to, and a password alone must not collect ways in.
    if (session.stage !== 'signed-in') throw new Problem('second-factor-required');
    const codes = await recovery.newCodes(session.accountId);
    await accounts.audit(session.accountId, 'account.recovery-codes');
    return { codes };
  });
}
