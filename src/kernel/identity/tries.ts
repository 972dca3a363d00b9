import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/connection.ts';
import { Problem } from '../http/problems.ts';
import { tokenDigest } from './tokens.ts';

/** Wrong tries before the door closes for a while, and for how long: each further failure doubles the wait, up to a day. */
const FAILURES_ALLOWED = 5;
const FIRST_LOCK_MINUTES = 5;
const KNOWN_FOR = 180 * 24 * 3_600_000;

/**
 * Counts wrong passwords and codes, and closes the door after too many.
 *
 * A browser in which the person was wholly signed in before is known again by a cookie, and its tries are counted apart (the "device
 * cookie" of OWASP): whoever guesses from elsewhere closes the door to strangers, not to the person at their own desk. While a door is
 * closed nothing is counted, so that hammering on it does not keep it closed.
 */
export class Tries {
  readonly #gate: Database;

  constructor(gate: Database) {
    this.#gate = gate;
  }

  /** @throws {Problem} account-locked */
  async mustBeOpen(accountId: string, browser: string | undefined): Promise<void> {
    const door = (await this.#known(accountId, browser)) ?? (await this.#gate.selectFrom('account').select('locked_until').where('id', '=', accountId).executeTakeFirst());
    if (door?.locked_until && door.locked_until > new Date()) throw new Problem('account-locked');
  }

  async countFailure(accountId: string, browser: string | undefined): Promise<void> {
    const known = await this.#known(accountId, browser);
    const door = known ? sql`known_browser` : sql`account`;
    const which = known ? sql`token_hash = ${browserDigest(browser)} and account_id = ${accountId}` : sql`id = ${accountId}`;
    await sql`update ${door} set failures = failures + 1, locked_until = case when failures + 1 >= ${FAILURES_ALLOWED}
        then now() + least(interval '1 day', make_interval(mins => ${FIRST_LOCK_MINUTES}) * power(2, least(failures + 1 - ${FAILURES_ALLOWED}, 12))) end
      where ${which} and (locked_until is null or locked_until <= now())`.execute(this.#gate);
  }

  /** Once somebody is wholly signed in, and not before: a right password alone must not give new tries at the second factor. */
  async forget(accountId: string, browser: string | undefined): Promise<void> {
    await this.#gate.updateTable('known_browser').set({ failures: 0, locked_until: null, seen_at: new Date() }).where('token_hash', '=', browserDigest(browser)).where('account_id', '=', accountId).execute();
    await this.#gate.updateTable('account').set({ failures: 0, locked_until: null }).where('id', '=', accountId).where('failures', '>', 0).execute();
  }

  /** Knows this browser again for this person; several who share a computer share its cookie. @returns a token for a new cookie, where it bears none that is known */
  async knowAgain(accountId: string, browser: string | undefined): Promise<string | undefined> {
    const bears = browser ? await this.#gate.selectFrom('known_browser').select('account_id').where('token_hash', '=', browserDigest(browser)).limit(1).executeTakeFirst() : undefined;
    const token = bears && browser ? browser : randomBytes(32).toString('base64url');
    await this.#gate.deleteFrom('known_browser').where('seen_at', '<', knownSince()).execute();
    await this.#gate.insertInto('known_browser').values({ token_hash: browserDigest(token), account_id: accountId }).onConflict((conflict) => conflict.doNothing()).execute();
    return bears ? undefined : token;
  }

  /** A changed password makes every browser a stranger again, except the one it was changed in. */
  async forgetBrowsers(accountId: string, except: string | undefined): Promise<void> {
    await this.#gate.deleteFrom('known_browser').where('account_id', '=', accountId).where('token_hash', '<>', browserDigest(except)).execute();
  }

  #known(accountId: string, browser: string | undefined) {
    return browser === undefined ? undefined : this.#gate.selectFrom('known_browser').select('locked_until').where('token_hash', '=', browserDigest(browser))
      .where('account_id', '=', accountId).where('seen_at', '>', knownSince()).executeTakeFirst();
  }
}

const browserDigest = (browser: string | undefined): Buffer => tokenDigest(`browser ${browser ?? ''}`);
const knownSince = (): Date => new Date(Date.now() - KNOWN_FOR);
