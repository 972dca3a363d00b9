import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { tokenDigest } from '../../../kernel/identity/tokens.ts';
import type { CalendarFeed } from '../contract.ts';
import type { CalendarEntry } from '../domain/calendar.ts';

/** Whether one has a calendar address, and since when; the address itself is known to nobody but whoever wrote it down. */
export async function feedOf(act: Act): Promise<CalendarFeed> {
  const row = await act.db.selectFrom('calendar_feed').select(['with_place', 'created_at', 'read_at']).where('member_id', '=', act.actor.memberId).where('revoked_at', 'is', null).executeTakeFirst();
  return row ? { since: row.created_at.toISOString(), readAt: row.read_at?.toISOString() ?? null, withPlace: row.with_place } : { since: null, readAt: null, withPlace: false };
}

/** A new secret address, shown this once; the one before stops working at once. @returns 256 random bits, as base64url */
export async function renewFeed(act: Act, withPlace: boolean): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await act.db.updateTable('calendar_feed').set({ revoked_at: act.now }).where('member_id', '=', act.actor.memberId).where('revoked_at', 'is', null).execute();
  const id = newId();
  await act.db.insertInto('calendar_feed').values({ id, programme_id: act.actor.programmeId, member_id: act.actor.memberId, token_hash: tokenDigest(token), with_place: withPlace, created_at: act.now }).execute();
  act.audit({ action: 'calendar.renew', subject: 'calendar', subjectId: id, details: { withPlace } });
  return token;
}

/** Takes the address back; whoever has none takes nothing back. */
export async function revokeFeed(act: Act): Promise<void> {
  const { numUpdatedRows } = await act.db.updateTable('calendar_feed').set({ revoked_at: act.now }).where('member_id', '=', act.actor.memberId).where('revoked_at', 'is', null).executeTakeFirst();
  if (numUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'calendar.revoke', subject: 'calendar' });
}

/** What the secret address opens. Nobody is signed in here: the function of the database gives the hours of its member and nothing else. @throws not-found */
export async function entriesFor(house: House, token: string): Promise<CalendarEntry[]> {
  const { rows } = await sql<{ id: string; starts_at: Date; ends_at: Date; cancelled: boolean; version: number; place: string | null }>`select * from calendar_of(${tokenDigest(token)})`.execute(house.gate);
  return rows.map((row) => ({ id: row.id, startsAt: row.starts_at, endsAt: row.ends_at, isCancelled: row.cancelled, version: row.version, place: row.place }));
}
