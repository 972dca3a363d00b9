import { sql } from 'kysely';
import type { Database } from '../database/connection.ts';
import { codeDigest, newCode } from './codes.ts';

const CODES = 10;

/** The ways back in for somebody who lost the second factor: codes on paper, or a new beginning that two colleagues allowed. */
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
}
