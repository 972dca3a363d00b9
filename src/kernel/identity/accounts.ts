import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { v7 as newId } from 'uuid';
import type { AuditLine } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import { Problem } from '../http/problems.ts';
import { close, open } from '../vault/keyring.ts';
import type { Hat, Role } from './contract.ts';
import { hashPassword, passwordFits } from './passwords.ts';

/** Wrong passwords before the door closes for a while, and for how long: each further failure doubles the wait, up to a day. */
const FAILURES_ALLOWED = 5;
const FIRST_LOCK_MINUTES = 5;
const TOTP_PERIOD = 30;
/** Tells an offered secret from the challenge of a passkey, which a session remembers in the same place. */
const OFFER = 'totp ';

export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Accounts as the gate keeps them: passwords, second factors, invitations, hats. */
export class Accounts {
  readonly #gate: Database;
  readonly #secretsKey: Buffer;

  constructor(gate: Database, secretsKey: Buffer) {
    this.#gate = gate;
    this.#secretsKey = secretsKey;
  }

  byEmail(email: string) {
    return this.#gate.selectFrom('account').selectAll().where('email', '=', email).where('closed_at', 'is', null).executeTakeFirst();
  }

  byId(id: string) {
    return this.#gate.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  }

  /**
   * Whether address and password belong together.
   * @throws {Problem} `credentials-wrong` for either being wrong, `account-locked` after too many tries
   */
  async checkPassword(email: string, password: string) {
    const account = await this.byEmail(email);
    const fits = await passwordFits(account?.password_hash, password);
    if (!account || !fits) {
      if (account) await this.#countFailure(account.id);
      throw new Problem('credentials-wrong');
    }
    // Said only to someone who knows the password, so that guessing addresses teaches nothing.
    mustNotBeLocked(account, new Date());
    return account;
  }

  /** Once somebody is wholly signed in, and not before: a right password alone must not give new tries at the second factor. */
  async forgetFailures(accountId: string): Promise<void> {
    await this.#gate.updateTable('account').set({ failures: 0, locked_until: null }).where('id', '=', accountId).where('failures', '>', 0).execute();
  }

  async #countFailure(accountId: string): Promise<void> {
    await sql`update account set failures = failures + 1,
      locked_until = case when failures + 1 >= ${FAILURES_ALLOWED}
        then now() + least(interval '1 day', make_interval(mins => ${FIRST_LOCK_MINUTES}) * power(2, failures + 1 - ${FAILURES_ALLOWED})) end
      where id = ${accountId}`.execute(this.#gate);
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
    return { uri: this.#totp(secret.base32, email).toString(), offered: OFFER + close(this.#secretsKey, Buffer.from(secret.base32), accountId).toString('base64') };
  }

  /** Puts the secret that was offered in force, when the code is its own. */
  async confirmTotp(accountId: string, offered: string | null, code: string, now: Date): Promise<boolean> {
    if (!offered?.startsWith(OFFER)) return false;
    const sealed = Buffer.from(offered.slice(OFFER.length), 'base64');
    const step = await this.#stepOf(await this.byId(accountId), sealed, code, now);
    if (step === undefined) return false;
    await this.#gate.updateTable('account').set({ totp_sealed: sealed, totp_confirmed: true, totp_last_step: step }).where('id', '=', accountId).execute();
    return true;
  }

  /** Whether the code is right and was not used before. @throws {Problem} account-locked after too many tries */
  async checkTotp(accountId: string, code: string, now: Date): Promise<boolean> {
    const account = await this.byId(accountId);
    if (!account.totp_sealed || !account.totp_confirmed) return false;
    const step = await this.#stepOf(account, account.totp_sealed, code, now);
    if (step === undefined) return false;
    const used = await this.#gate.updateTable('account').set({ totp_last_step: step }).where('id', '=', accountId).where('totp_last_step', '<', step).executeTakeFirst();
    return used.numUpdatedRows > 0n;
  }

  /** The time step whose code this is; none for a wrong one, which counts like a wrong password. */
  async #stepOf(account: { id: string; email: string; locked_until: Date | null }, sealed: Buffer, code: string, now: Date): Promise<number | undefined> {
    mustNotBeLocked(account, now);
    const secret = open(this.#secretsKey, sealed, account.id).toString();
    const delta = this.#totp(secret, account.email).validate({ token: code, timestamp: now.getTime(), window: 1 });
    if (delta !== null) return Math.floor(now.getTime() / 1000 / TOTP_PERIOD) + delta;
    await this.#countFailure(account.id);
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

  /** A link that serves once and for a week. @returns its token, which only the link holds */
  static newInvitationToken(): { token: string; hash: Buffer; expiresAt: Date } {
    const token = randomBytes(24).toString('base64url');
    return { token, hash: tokenDigest(token), expiresAt: new Date(Date.now() + 7 * 24 * 3_600_000) };
  }

  /** @throws {Problem} `invitation-expired` when it was used, withdrawn or is too old */
  async invitation(token: string) {
    const { rows } = await sql<{ id: string; email: string; role: Role; programme_id: string; organisation_id: string; organisation: string; programme: string; languages: string[] }>`
      select i.id, i.email, i.role, i.programme_id, i.organisation_id, o.name as organisation, p.name as programme, i.languages
        from invitation i join organisation o on o.id = i.organisation_id join programme p on p.id = i.programme_id
       where i.token_hash = ${tokenDigest(token)} and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > now()`.execute(this.#gate);
    const found = rows[0];
    if (!found) throw new Problem('invitation-expired');
    return found;
  }

  /** Makes the account (or adds the hat to the one that already has this address, which must then know its password). */
  async accept(token: string, given: { name: string; password: string }): Promise<string> {
    const invitation = await this.invitation(token);
    const existing = await this.byEmail(invitation.email);
    if (existing) await this.checkPassword(invitation.email, given.password);
    const accountId = existing?.id ?? newId();
    const passwordHash = existing ? undefined : await hashPassword(given.password);
    await this.#gate.transaction().execute(async (gate) => {
      if (passwordHash) await gate.insertInto('account').values({ id: accountId, email: invitation.email, name: given.name, password_hash: passwordHash }).execute();
      const accepted = await gate.updateTable('invitation').set({ accepted_at: new Date() }).where('id', '=', invitation.id).where('accepted_at', 'is', null).executeTakeFirst();
      if (accepted.numUpdatedRows === 0n) throw new Problem('invitation-expired');
      await gate.insertInto('membership').values({
        id: newId(), programme_id: invitation.programme_id, account_id: accountId, organisation_id: invitation.organisation_id, role: invitation.role, languages: invitation.languages,
      }).onConflict((conflict) => conflict.doNothing()).execute();
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

function mustNotBeLocked(account: { locked_until: Date | null }, now: Date): void {
  if (account.locked_until && account.locked_until > now) throw new Problem('account-locked');
}
