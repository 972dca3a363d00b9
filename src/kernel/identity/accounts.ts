import { randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { v7 as newId } from 'uuid';
import type { AuditLine } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import { Problem } from '../http/problems.ts';
import { close, open } from '../vault/keyring.ts';
import { codeDigest } from './codes.ts';
import type { Hat, Role } from './contract.ts';
import { readsPersons } from './hats.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { tokenDigest } from './tokens.ts';
import { Tries } from './tries.ts';

const TOTP_PERIOD = 30;
/** A wrong answer comes no sooner than this, so that its time tells nothing of what was looked up or written down meanwhile. */
const WRONG_AFTER = 250;
/** Wrong codes after which an invitation is void: whoever holds the link without the code does not get to guess. */
const CODES_ALLOWED = 10;

/** Accounts as the gate keeps them: passwords, second factors, invitations, hats. */
export class Accounts {
  readonly #gate: Database;
  readonly #secretsKey: Buffer;
  readonly tries: Tries;

  constructor(gate: Database, secretsKey: Buffer) {
    this.#gate = gate;
    this.#secretsKey = secretsKey;
    this.tries = new Tries(gate);
  }

  byEmail(email: string) {
    return this.#gate.selectFrom('account').selectAll().where('email', '=', email).where('closed_at', 'is', null).executeTakeFirst();
  }

  byId(id: string) {
    return this.#gate.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  }

  /**
   * Whether address and password belong together.
   * @param browser the cookie by which a browser is known again
   * @throws {Problem} `credentials-wrong` for either being wrong, `account-locked` after too many tries
   */
  async checkPassword(email: string, password: string, browser?: string) {
    const noSooner = wait(WRONG_AFTER);
    const account = await this.byEmail(email);
    const fits = await passwordFits(account?.password_hash, password);
    if (!account || !fits) {
      if (account) await this.tries.countFailure(account.id, browser);
      await noSooner;
      throw new Problem('credentials-wrong');
    }
    // Said only to someone who knows the password, so that guessing addresses teaches nothing.
    await this.tries.mustBeOpen(account.id, browser);
    return account;
  }

  async changePassword(accountId: string, password: string): Promise<void> {
    await this.#gate.updateTable('account').set({ password_hash: await hashPassword(password) }).where('id', '=', accountId).execute();
  }

  async prefer(accountId: string, preferences: { language: string; theme: string }): Promise<void> {
    await this.#gate.updateTable('account').set(preferences).where('id', '=', accountId).execute();
  }

  /**
   * A new secret, which comes into force with its first right code; until then the one before it holds, so that a change begun and left
   * never leaves an account with its password alone.
   * @returns the address that authenticator apps read, and the secret sealed for {@link confirmTotp}
   */
  offerTotp(accountId: string, email: string): { uri: string; offered: string } {
    const secret = new Secret({ size: 20 });
    return { uri: this.#totp(secret.base32, email).toString(), offered: close(this.#secretsKey, Buffer.from(secret.base32), accountId).toString('base64') };
  }

  /** Puts the secret that was offered in force, when the code is its own. */
  async confirmTotp(accountId: string, offered: string | undefined, code: string, now: Date, browser?: string): Promise<boolean> {
    if (offered === undefined) return false;
    const sealed = Buffer.from(offered, 'base64');
    const step = await this.#stepOf(await this.byId(accountId), sealed, code, now, browser);
    if (step === undefined) return false;
    await this.#gate.updateTable('account').set({ totp_sealed: sealed, totp_confirmed: true, totp_last_step: step }).where('id', '=', accountId).execute();
    return true;
  }

  /** Whether the code is right and was not used before. @throws {Problem} account-locked after too many tries */
  async checkTotp(accountId: string, code: string, now: Date, browser?: string): Promise<boolean> {
    const account = await this.byId(accountId);
    if (!account.totp_sealed || !account.totp_confirmed) return false;
    const step = await this.#stepOf(account, account.totp_sealed, code, now, browser);
    if (step === undefined) return false;
    const used = await this.#gate.updateTable('account').set({ totp_last_step: step }).where('id', '=', accountId).where('totp_last_step', '<', step).executeTakeFirst();
    return used.numUpdatedRows > 0n;
  }

  /** Where a passkey takes the place of what was lost, the app of before no longer counts. */
  async forgetTotp(accountId: string): Promise<void> {
    await this.#gate.updateTable('account').set({ totp_sealed: null, totp_confirmed: false }).where('id', '=', accountId).execute();
  }

  /** The time step whose code this is; none for a wrong one, which counts like a wrong password. */
  async #stepOf(account: { id: string; email: string }, sealed: Buffer, code: string, now: Date, browser: string | undefined): Promise<number | undefined> {
    await this.tries.mustBeOpen(account.id, browser);
    const secret = open(this.#secretsKey, sealed, account.id).toString();
    const delta = this.#totp(secret, account.email).validate({ token: code, timestamp: now.getTime(), window: 1 });
    if (delta !== null) return Math.floor(now.getTime() / 1000 / TOTP_PERIOD) + delta;
    await this.tries.countFailure(account.id, browser);
    return undefined;
  }

  #totp(secret: string, email: string): TOTP {
    return new TOTP({ issuer: 'RE.T.I.', label: email, algorithm: 'SHA1', digits: 6, period: TOTP_PERIOD, secret: Secret.fromBase32(secret) });
  }

  /** Every hat the account may wear, the one worn last first. */
  async hats(accountId: string): Promise<Hat[]> {
    const { rows } = await sql<{ id: string; role: Role; organisation_id: string; organisation: string; programme_id: string; programme: string }>`
      select m.id, m.role, o.id as organisation_id, o.name as organisation, p.id as programme_id, p.name as programme
        from membership m join organisation o on o.id = m.organisation_id join programme p on p.id = m.programme_id
       where m.account_id = ${accountId} and m.ended_at is null
       order by (select max(s.created_at) from session s where s.member_id = m.id) desc nulls last, m.since`.execute(this.#gate);
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      organisation: { id: row.organisation_id, name: row.organisation },
      programme: { id: row.programme_id, name: row.programme },
    }));
  }

  /** What makes a link. @returns the token, which only the link holds, and the digest that is kept of it */
  static newToken(): { token: string; hash: Buffer } {
    const token = randomBytes(24).toString('base64url');
    return { token, hash: tokenDigest(token) };
  }

  /** A link that serves once and for a week. @returns its token, which only the link holds */
  static newInvitationToken(): { token: string; hash: Buffer; expiresAt: Date } {
    return { ...Accounts.newToken(), expiresAt: new Date(Date.now() + 7 * 24 * 3_600_000) };
  }

  /**
   * An invitation that still stands.
   * @throws {Problem} `invitation-expired` when it was used, withdrawn, refused or is too old
   */
  async invitation(token: string) {
    const { rows } = await sql<{ id: string; email: string; role: Role; programme_id: string; organisation_id: string; organisation: string; programme: string; languages: string[]; decision: string | null; code_hash: Buffer | null }>`
      select i.id, i.email, i.role, i.programme_id, i.organisation_id, o.name as organisation, p.name as programme, i.languages, i.decision, i.code_hash
        from invitation i join organisation o on o.id = i.organisation_id join programme p on p.id = i.programme_id
       where i.token_hash = ${tokenDigest(token)} and i.accepted_at is null and i.withdrawn_at is null and i.decision is distinct from 'refused' and i.code_failures < ${CODES_ALLOWED}
         and i.expires_at > now()`.execute(this.#gate);
    const found = rows[0];
    if (!found) throw new Problem('invitation-expired');
    return { ...found, isAwaited: readsPersons(found.role) && found.decision !== 'approved', needsCode: found.code_hash !== null };
  }

  /**
   * Makes the account (or adds the hat to the one that already has this address, which must then know its password).
   * @throws {Problem} invitation-expired, invitation-awaited, invitation-code-wrong, hats-part, credentials-wrong
   */
  async accept(token: string, given: { name: string; password: string; code?: string | undefined }, browser?: string): Promise<string> {
    const invitation = await this.invitation(token);
    if (invitation.isAwaited) throw new Problem('invitation-awaited');
    if (invitation.code_hash && !timingSafeEqual(invitation.code_hash, codeDigest(this.#secretsKey, given.code ?? ''))) {
      if (given.code) await sql`update invitation set code_failures = code_failures + 1 where id = ${invitation.id}`.execute(this.#gate);
      throw new Problem('invitation-code-wrong');
    }
    const existing = await this.byEmail(invitation.email);
    if (existing) await this.checkPassword(invitation.email, given.password, browser);
    const accountId = existing?.id ?? newId();
    const passwordHash = existing ? undefined : await hashPassword(given.password);
    await this.#gate.transaction().execute(async (gate) => {
      if (passwordHash) await gate.insertInto('account').values({ id: accountId, email: invitation.email, name: given.name, password_hash: passwordHash }).execute();
      const accepted = await gate.updateTable('invitation').set({ accepted_at: sql`now()` }).where('id', '=', invitation.id).where('accepted_at', 'is', null).executeTakeFirst();
      if (accepted.numUpdatedRows === 0n) throw new Problem('invitation-expired');
      const held = await gate.selectFrom('membership').select('id').where('account_id', '=', accountId).where('organisation_id', '=', invitation.organisation_id)
        .where('role', '=', invitation.role).where('ended_at', 'is', null).executeTakeFirst();
      if (held) return;
      await gate.insertInto('membership').values({
        id: newId(), programme_id: invitation.programme_id, account_id: accountId, organisation_id: invitation.organisation_id, role: invitation.role, languages: invitation.languages, invitation_id: invitation.id,
      }).execute();
    });
    return accountId;
  }

  /** What happened at the gate goes into the same trail as everything else. */
  async audit(accountId: string, action: string, details: AuditLine['details'] = {}): Promise<void> {
    const programme = await this.#gate.selectFrom('membership').select('programme_id').where('account_id', '=', accountId).where('ended_at', 'is', null).limit(1).executeTakeFirst();
    const line = { action, subject: 'account', subjectId: accountId, accountId, programmeId: programme?.programme_id ?? null, details };
    await sql`select audit_append(${JSON.stringify([line])}::jsonb)`.execute(this.#gate);
  }
}
