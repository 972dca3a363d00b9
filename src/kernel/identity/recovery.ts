import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/connection.ts';
import { Problem } from '../http/problems.ts';
import { codeDigest, newCode } from './codes.ts';
import type { PasswordHistory } from './contract.ts';
import { hashPassword } from './passwords.ts';
import { tokenDigest } from './tokens.ts';

const CODES = 10;
/** Wrong codes after which a link is void: whoever holds it without the code does not get to guess. */
const CODES_ALLOWED = 10;

/** The ways back in for somebody who lost the second factor or the password: codes on paper, or what two colleagues allowed together. */
export class Recovery {
  readonly #gate: Database;
  readonly #key: Buffer;

  constructor(gate: Database, secretsKey: Buffer) {
    this.#gate = gate;
    this.#key = secretsKey;
  }

  /** Ten new codes, told this once; those of before no longer serve. */
  async newCodes(accountId: string): Promise<string[]> {
    const codes = Array.from({ length: CODES }, newCode);
    await this.#gate.transaction().execute(async (gate) => {
      await gate.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
      await gate.insertInto('recovery_code').values(codes.map((code) => ({ account_id: accountId, code_hash: codeDigest(this.#key, code) }))).execute();
    });
    return codes;
  }

  async forgetCodes(accountId: string): Promise<void> {
    await this.#gate.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  }

  /** How many codes are left, and since when. */
  async left(accountId: string): Promise<{ left: number; since: Date | null }> {
    const { rows } = await sql<{ left: number; since: Date | null }>`
      select count(*) filter (where used_at is null)::int as left, min(created_at) as since from recovery_code where account_id = ${accountId}`.execute(this.#gate);
    return rows[0] ?? { left: 0, since: null };
  }

  /** Uses a code on paper up. */
  async useCode(accountId: string, typed: string): Promise<boolean> {
    const used = await this.#gate.updateTable('recovery_code').set({ used_at: new Date() }).where('account_id', '=', accountId)
      .where('code_hash', '=', codeDigest(this.#key, typed)).where('used_at', 'is', null).executeTakeFirst();
    return used.numUpdatedRows > 0n;
  }

  /**
   * Uses up the new beginning that an administrator asked for and the coordinator approved. What counted before still counts until
   * another second factor is in force: a beginning that is left halfway opens nothing to whoever knows the password.
   */
  async useReset(accountId: string, typed: string): Promise<boolean> {
    const { rows } = await sql`update second_factor_reset r set used_at = now() from membership m
      where m.id = r.member_id and m.account_id = ${accountId} and m.ended_at is null and r.code_hash = ${codeDigest(this.#key, typed)}
        and r.decision = 'approved' and r.used_at is null and r.expires_at > now() returning r.id`.execute(this.#gate);
    return rows.length > 0;
  }

  /**
   * The link to a new password, while it stands.
   * @throws {Problem} password-link-expired when it is unknown, was used, refused, guessed at too often, is older than a day, or the hat is gone
   */
  async passwordLink(token: string): Promise<{ id: string; accountId: string; isAwaited: boolean; codeHash: Buffer | null }> {
    const { rows } = await sql<{ id: string; accountId: string; isAwaited: boolean; codeHash: Buffer | null }>`
      select r.id, m.account_id as "accountId", r.decision is null as "isAwaited", r.code_hash as "codeHash"
        from password_reset r join membership m on m.id = r.member_id join account a on a.id = m.account_id
       where r.token_hash = ${tokenDigest(token)} and r.used_at is null and r.expires_at > now() and r.decision is distinct from 'refused'
         and r.code_failures < ${CODES_ALLOWED} and m.ended_at is null and a.closed_at is null`.execute(this.#gate);
    const found = rows[0];
    if (!found) throw new Problem('password-link-expired');
    return found;
  }

  /**
   * Puts a new password in force with the administrator's link and the coordinator's code. Every sign-in ends, browsers known before are
   * strangers again, and other links of the same person are used up; the second factor is still owed.
   * @throws {Problem} password-link-expired, password-link-awaited, password-code-wrong
   */
  async newPassword(token: string, password: string, typed: string): Promise<{ accountId: string; resetId: string }> {
    const link = await this.passwordLink(token);
    if (!link.codeHash) throw new Problem('password-link-awaited');
    if (!timingSafeEqual(link.codeHash, codeDigest(this.#key, typed))) {
      await sql`update password_reset set code_failures = code_failures + 1 where id = ${link.id}`.execute(this.#gate);
      throw new Problem('password-code-wrong');
    }
    const password_hash = await hashPassword(password);
    await this.#gate.transaction().execute(async (gate) => {
      const used = await sql`update password_reset set used_at = now() where id = ${link.id} and used_at is null and code_failures < ${CODES_ALLOWED} returning id`.execute(gate);
      if (used.rows.length === 0) throw new Problem('password-link-expired');
      await sql`update password_reset set used_at = now() where used_at is null and member_id in (select m.id from membership m where m.account_id = ${link.accountId})`.execute(gate);
      await gate.updateTable('account').set({ password_hash }).where('id', '=', link.accountId).execute();
    });
    return { accountId: link.accountId, resetId: link.id };
  }

  /** What was asked about one's own password, newest first. */
  async passwordHistory(accountId: string): Promise<PasswordHistory> {
    const { rows } = await sql<{ id: string; at: Date; asker: string; decision: 'approved' | 'refused' | null; decider: string | null; used_at: Date | null }>`
      select r.id, r.created_at as at, asker.name as asker, r.decision, decider.name as decider, r.used_at
        from password_reset r join membership m on m.id = r.member_id join membership am on am.id = r.asked_by join account asker on asker.id = am.account_id
        left join membership dm on dm.id = r.decided_by left join account decider on decider.id = dm.account_id
       where m.account_id = ${accountId} order by r.created_at desc, r.id desc limit 100`.execute(this.#gate);
    return { items: rows.map((row) => ({ id: row.id, askedAt: row.at.toISOString(), askedBy: row.asker, decision: row.decision, decidedBy: row.decider, usedAt: row.used_at?.toISOString() ?? null })) };
  }
}
