import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../http/house.ts';
import { Problem } from '../http/problems.ts';
import { Accounts } from './accounts.ts';
import { type BoundTo, Challenges } from './challenges.ts';
import type * as contract from './contract.ts';
import { Passkeys } from './passkeys.ts';
import { Recovery } from './recovery.ts';
import { type KnownSession, Sessions } from './sessions.ts';
import { tokenDigest } from './tokens.ts';

/** How long a password or a second factor, once shown, speaks for what changes how one signs in. */
const PROOF_LASTS = 5 * 60_000;
const BROWSER_KNOWN_FOR = 180 * 24 * 3_600;

/** Everything the routes of the sign-in share: the accounts behind them, the cookies before them, and what follows a right answer. */
export class Doorkeeper {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly passkeys: Passkeys;
  readonly challenges: Challenges;
  readonly recovery: Recovery;
  readonly #house: House;
  readonly #secure: boolean;
  readonly #cookie: string;

  constructor(house: House) {
    const key = house.keyring.derive('account secrets');
    this.accounts = new Accounts(house.gate, key);
    this.sessions = new Sessions(house.gate);
    this.passkeys = new Passkeys(house.gate, house.publicUrl);
    this.challenges = new Challenges(house.gate);
    this.recovery = new Recovery(house.gate, key);
    this.#house = house;
    this.#secure = house.publicUrl.startsWith('https:');
    this.#cookie = this.#secure ? '__Host-reti' : 'reti';
  }

  /** The session of a request's cookie. */
  async known(request: FastifyRequest): Promise<KnownSession | null> {
    // Programs that keep no cookies send the same token as a bearer.
    const token = request.cookies[this.#cookie] ?? /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return token ? ((await this.sessions.find(token)) ?? null) : null;
  }

  /** The cookie by which a browser is known again. */
  browser(request: FastifyRequest): string | undefined {
    return request.cookies[`${this.#cookie}-browser`];
  }

  /** @throws {Problem} session-required, locked */
  mine(request: FastifyRequest): KnownSession {
    if (!request.signIn) throw new Problem('session-required');
    if (request.signIn.lockedAt) throw new Problem('locked');
    return request.signIn;
  }

  /** For what only a complete sign-in, or one that must still add its second factor, may do. @throws {Problem} second-factor-required */
  trusted(request: FastifyRequest): KnownSession {
    const session = this.mine(request);
    if (session.stage === 'second-factor') throw new Problem('second-factor-required');
    return session;
  }

  /** For what changes how one signs in, or lets others in. @throws {Problem} proof-required when nothing was shown in the last five minutes */
  mustBeFresh(request: FastifyRequest): void {
    const { provedAt } = this.trusted(request);
    if (!provedAt || provedAt.getTime() < Date.now() - PROOF_LASTS) throw new Problem('proof-required');
  }

  /** A new sign-in; the one before it in this browser ends, so that no cookie outlives a change of who it speaks for. */
  async begin(reply: FastifyReply, request: FastifyRequest, accountId: string, stage: 'second-factor' | 'enrolment' | 'signed-in'): Promise<void> {
    if (request.signIn) await this.sessions.end(request.signIn.id);
    const token = await this.sessions.begin(accountId, stage, (request.headers['user-agent'] ?? '').slice(0, 200));
    this.#set(reply, '', token);
    if (stage !== 'signed-in') return;
    const browser = this.browser(request);
    await this.accounts.tries.forget(accountId, browser);
    const knownBy = await this.accounts.tries.knowAgain(accountId, browser);
    if (knownBy) this.#set(reply, '-browser', knownBy, BROWSER_KNOWN_FOR);
    const [session, hats] = await Promise.all([this.sessions.find(token), this.accounts.hats(accountId)]);
    if (session && hats[0]) await this.sessions.wear(session.id, hats[0]);
    await this.accounts.audit(accountId, 'session.begin');
  }

  /** What follows a right password: the second factor, or adding the first one. */
  async afterPassword(reply: FastifyReply, request: FastifyRequest, account: { id: string; demo: boolean; totp_confirmed: boolean }): Promise<contract.SignInStep> {
    const methods = await this.factors(account);
    // Demo people have nothing to protect and nobody to carry their second factor.
    const state = this.#house.demo && account.demo ? 'signed-in' : methods.length > 0 ? 'second-factor' : 'enrolment';
    await this.begin(reply, request, account.id, state);
    return { state, methods };
  }

  async factors(account: { id: string; totp_confirmed: boolean }): Promise<('totp' | 'passkey')[]> {
    return [...(account.totp_confirmed ? ['totp' as const] : []), ...((await this.passkeys.count(account.id)) > 0 ? ['passkey' as const] : [])];
  }

  /**
   * A second factor has come into force. Where it was added from an enrolment it is the only one: whatever counted before was lost.
   * @param passkey its id, unless the new factor is an app
   */
  async strengthened(reply: FastifyReply, request: FastifyRequest, session: KnownSession, action: string, passkey?: string): Promise<void> {
    await this.accounts.audit(session.accountId, action);
    await this.sessions.endUnfinished(session.accountId);
    if (session.stage !== 'enrolment') return;
    await this.passkeys.removeOthers(session.accountId, passkey);
    if (passkey) await this.accounts.forgetTotp(session.accountId);
    await this.recovery.forgetCodes(session.accountId);
    await this.sessions.endOthers(session.accountId, session.id);
    await this.begin(reply, request, session.accountId, 'signed-in');
  }

  /** Whom a challenge is put to: the session, or a browser that gets a cookie of its own for it. */
  asked(reply: FastifyReply, request: FastifyRequest): BoundTo {
    if (request.signIn) return `session:${request.signIn.id}`;
    const token = randomBytes(32).toString('base64url');
    this.#set(reply, '-asked', token, 300);
    return `browser:${tokenDigest(token).toString('base64url')}`;
  }

  /** Who answers one; nobody who was asked, without session and cookie. */
  answering(request: FastifyRequest): BoundTo | undefined {
    if (request.signIn) return `session:${request.signIn.id}`;
    const token = request.cookies[`${this.#cookie}-asked`];
    return token ? `browser:${tokenDigest(token).toString('base64url')}` : undefined;
  }

  forgetAsked(reply: FastifyReply): void {
    this.#clear(reply, '-asked');
  }

  forgetSession(reply: FastifyReply): void {
    this.#clear(reply, '');
  }

  #set(reply: FastifyReply, suffix: string, value: string, maxAge?: number): void {
    reply.setCookie(`${this.#cookie}${suffix}`, value, { path: '/', httpOnly: true, sameSite: 'strict', secure: this.#secure, ...(maxAge === undefined ? {} : { maxAge }) });
  }

  /** With the same attributes as when it was set: a `__Host-` cookie that lacks one of them would be ignored, and stay. */
  #clear(reply: FastifyReply, suffix: string): void {
    reply.clearCookie(`${this.#cookie}${suffix}`, { path: '/', httpOnly: true, sameSite: 'strict', secure: this.#secure });
  }
}
