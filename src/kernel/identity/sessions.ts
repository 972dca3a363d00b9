import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Actor } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import type { Hat, Role } from './contract.ts';
import { tokenDigest } from './tokens.ts';

export type Stage = 'second-factor' | 'enrolment' | 'signed-in';

/** A session as the gate knows it. */
export interface KnownSession {
  readonly id: string;
  readonly accountId: string;
  readonly actingKey: string;
  readonly stage: Stage;
  readonly memberId: string | null;
  readonly programmeId: string | null;
  readonly organisationId: string | null;
  readonly role: Role | null;
  readonly lockedAt: Date | null;
  /** When the person last showed a password or a second factor. */
  readonly provedAt: Date | null;
}

/** How long sign-ins last, in milliseconds. */
export interface SessionTimes {
  readonly signedIn: number;
  readonly unfinished: number;
  readonly idleLock: number;
}

const MINUTE = 60_000;
export const usualTimes: SessionTimes = { signedIn: 12 * 60 * MINUTE, unfinished: 10 * MINUTE, idleLock: 15 * MINUTE };

/** What was found is believed for so long; the database checks ended, locked and expired again at every query. */
const BELIEVED_FOR = 20_000;

/** Sign-ins: made, found by their cookie, locked, ended. The token itself is never stored. */
export class Sessions {
  readonly #gate: Database;
  readonly #times: SessionTimes;
  readonly #known = new Map<string, { session: KnownSession; until: number }>();

  constructor(gate: Database, times: SessionTimes = usualTimes) {
    this.#gate = gate;
    this.#times = times;
  }

  get idleLockMinutes(): number {
    return this.#times.idleLock / MINUTE;
  }

  /** @returns the token for the cookie */
  async begin(accountId: string, stage: Stage, device: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const life = stage === 'signed-in' ? this.#times.signedIn : this.#times.unfinished;
    await this.#gate
      .insertInto('session')
      .values({ id: newId(), account_id: accountId, token_hash: tokenDigest(token), acting_key: randomUUID(), stage, device, proved_at: new Date(), expires_at: new Date(Date.now() + life) })
      .execute();
    return token;
  }

  /** The session of a cookie, unless it ended or expired. One left alone for too long comes back locked. */
  async find(token: string): Promise<KnownSession | undefined> {
    const remembered = this.#known.get(token);
    if (remembered && remembered.until > Date.now()) return remembered.session;
    const { rows } = await sql<KnownSession>`
      update session set
        seen_at = case when locked_at is null and seen_at > now() - make_interval(secs => ${this.#times.idleLock / 1000}) then now() else seen_at end,
        locked_at = case when stage = 'signed-in' and locked_at is null and seen_at <= now() - make_interval(secs => ${this.#times.idleLock / 1000}) then now() else locked_at end
      where token_hash = ${tokenDigest(token)} and ended_at is null and expires_at > now()
      returning id, account_id as "accountId", acting_key as "actingKey", stage, member_id as "memberId", programme_id as "programmeId",
        organisation_id as "organisationId", role, locked_at as "lockedAt", proved_at as "provedAt"`.execute(this.#gate);
    const session = rows[0];
    if (session?.stage === 'signed-in' && !session.lockedAt) {
      if (this.#known.size > 10_000) this.#known.clear();
      this.#known.set(token, { session, until: Date.now() + BELIEVED_FOR });
    }
    return session;
  }

  /** Puts a hat on; without one named, the only one or the one worn last. */
  async wear(sessionId: string, hat: Hat): Promise<void> {
    await this.#gate
      .updateTable('session')
      .set({ member_id: hat.id, programme_id: hat.programme.id, organisation_id: hat.organisation.id, role: hat.role })
      .where('id', '=', sessionId)
      .execute();
    this.#forget(sessionId);
  }

  async lock(sessionId: string): Promise<void> {
    await this.#gate.updateTable('session').set({ locked_at: new Date() }).where('id', '=', sessionId).where('locked_at', 'is', null).execute();
    this.#forget(sessionId);
  }

  async unlock(sessionId: string): Promise<void> {
    await this.#gate.updateTable('session').set({ locked_at: null, seen_at: new Date(), proved_at: new Date() }).where('id', '=', sessionId).execute();
    this.#forget(sessionId);
  }

  async end(sessionId: string): Promise<void> {
    await this.#gate.updateTable('session').set({ ended_at: new Date() }).where('id', '=', sessionId).execute();
    this.#forget(sessionId);
  }

  /** A new password ends every other sign-in. */
  async endOthers(accountId: string, except: string): Promise<void> {
    await this.#gate.updateTable('session').set({ ended_at: new Date() }).where('account_id', '=', accountId).where('id', '<>', except).where('ended_at', 'is', null).execute();
    this.#known.clear();
  }

  /** A password chosen anew by whoever had lost it: whoever is signed in anywhere may be the one who took it. */
  async endAll(accountId: string): Promise<void> {
    await this.#gate.updateTable('session').set({ ended_at: new Date() }).where('account_id', '=', accountId).where('ended_at', 'is', null).execute();
    this.#known.clear();
  }

  /** A second factor newly in force ends every sign-in begun with a password alone: it would still be trusted to add another. */
  async endUnfinished(accountId: string): Promise<void> {
    await this.#gate.updateTable('session').set({ ended_at: new Date() }).where('account_id', '=', accountId).where('stage', 'in', ['second-factor', 'enrolment']).where('ended_at', 'is', null).execute();
  }

  /** The person has just shown anew who they are. */
  async proved(sessionId: string): Promise<void> {
    await this.#gate.updateTable('session').set({ proved_at: new Date() }).where('id', '=', sessionId).execute();
    this.#forget(sessionId);
  }

  async openOf(accountId: string): Promise<{ id: string; device: string; created_at: Date; seen_at: Date }[]> {
    return this.#gate.selectFrom('session').select(['id', 'device', 'created_at', 'seen_at']).where('account_id', '=', accountId)
      .where('ended_at', 'is', null).where('stage', '=', 'signed-in').where('expires_at', '>', new Date()).orderBy('seen_at', 'desc').limit(100).execute();
  }

  #forget(sessionId: string): void {
    for (const [token, { session }] of this.#known) if (session.id === sessionId) this.#known.delete(token);
  }
}

/** The session as an actor, when it is signed in, unlocked and wears a hat. */
export function actorOf(session: KnownSession): Actor | undefined {
  const { memberId, programmeId, organisationId, role } = session;
  if (session.stage !== 'signed-in' || session.lockedAt || !memberId || !programmeId || !organisationId || !role) return undefined;
  return { actingKey: session.actingKey, sessionId: session.id, accountId: session.accountId, memberId, programmeId, organisationId, role };
}
