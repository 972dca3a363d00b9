import { sql } from 'kysely';
import { hkdfSync, randomBytes } from 'node:crypto';
import type { Act } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import { moment } from '../database/pages.ts';
import { Problem } from '../http/problems.ts';
import type { KeyWrapper } from '../vault/keyring.ts';
import { type Device, DeviceState, type DeviceSettings, type Lease } from './contract.ts';
import { secretOf, usualLeaseHours } from './domain.ts';

const KEY_BYTES = 32;

/** Enrols a device of one's own; it gets its key with the first lease. Audit: `device.enrol`. @throws {Problem} already-exists, devices-too-many, not-allowed outside the team */
export async function enrol(act: Act, keyring: KeyWrapper, id: string, label: string): Promise<void> {
  const before = await act.db.selectFrom('device').select(['account_id', 'label', 'state']).where('id', '=', id).executeTakeFirst();
  if (before) {
    act.unchangedIf(before.account_id === act.actor.accountId && before.label === label && before.state === 'enrolled');
    return;
  }
  const { wrapped, version } = keyring.wrap(randomBytes(KEY_BYTES), secretOf(id));
  await act.db.insertInto('device').values({ id, programme_id: act.actor.programmeId, account_id: act.actor.accountId, label, secret_wrapped: wrapped, master_version: version }).execute();
  act.audit({ action: 'device.enrol', subject: 'device', subjectId: id });
}

/** Releases the key of one's own device and begins its lease anew. Audit: `device.lease`. @throws {Problem} not-found, device-revoked */
export async function lease(act: Act, keyring: KeyWrapper, id: string): Promise<Lease> {
  const { rows: [row] } = await sql<{ secret: Buffer; master: number; lease_ends: Date }>`select * from lease_device(${id}, ${usualLeaseHours})`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const key = Buffer.from(hkdfSync('sha256', keyring.unwrap(row.secret, row.master, secretOf(id)), 'reti device', `store of ${act.actor.accountId}`, KEY_BYTES));
  act.audit({ action: 'device.lease', subject: 'device', subjectId: id });
  return { key: key.toString('base64'), lasts: Math.max(0, row.lease_ends.getTime() - act.now.getTime()), until: moment(row.lease_ends) };
}

/** @param whose one's own, or those of the programme for whoever coordinates or runs accounts; others learn of none */
export async function readDevices(act: Act, whose: 'own' | 'all'): Promise<Device[]> {
  const { rows } = await sql<{ id: string; label: string; state: string; created_at: Date; contact_at: Date; lease_until: Date | null; owner: string; revoked_at: Date | null; revoked_by: string | null; reason: string | null }>`
    select d.id, d.label, d.state, d.created_at, d.contact_at, d.lease_until, a.name as owner, m.at as revoked_at, r.name as revoked_by, m.reason
      from device d join account a on a.id = d.account_id
      left join device_move m on m.device_id = d.id left join membership b on b.id = m.by_member left join account r on r.id = b.account_id
     where ${whose === 'all' ? sql`true` : sql`d.account_id = ${act.actor.accountId}`}
     order by d.state, d.contact_at desc limit 500`.execute(act.db);
  // Enrolled under another programme, by somebody who works for this one too.
  const { rows: beside } = whose === 'own' ? { rows: [] } : await sql<Omit<(typeof rows)[number], 'revoked_at' | 'revoked_by' | 'reason'>>`select * from devices_enrolled_beside() limit 100`.execute(act.db);
  return [...beside.map((row) => ({ ...row, revoked_at: null, revoked_by: null, reason: null })), ...rows].slice(0, 500).map((row) => ({
    id: row.id, label: row.label, state: DeviceState.parse(row.state), enrolledAt: moment(row.created_at), contactAt: moment(row.contact_at), leaseUntil: row.lease_until ? moment(row.lease_until) : null, owner: row.owner,
    revoked: row.revoked_at ? { at: moment(row.revoked_at), by: row.revoked_by ?? '', reason: row.reason ?? '' } : null,
  }));
}

/** Takes a device out of use for ever. Audit: `device.revoke`, with the reason. @throws {Problem} not-found, illegal-move, reason-required */
export async function revoke(act: Act, id: string, moveId: string, reason: string): Promise<void> {
  const { rows: [answer] } = await sql<{ revoked: boolean }>`select revoke_device(${id}, ${moveId}, ${reason}) as revoked`.execute(act.db);
  if (!answer?.revoked) return act.unchanged();
  act.audit({ action: 'device.revoke', subject: 'device', subjectId: id, reason });
}

export async function readSettings(act: Act): Promise<DeviceSettings> {
  const found = await act.db.selectFrom('device_setting').select(['lease_hours', 'version']).executeTakeFirst();
  return { leaseHours: found?.lease_hours ?? usualLeaseHours, version: found?.version ?? 0 };
}

/** Counts for the next lease of each device. Audit: `device-setting.keep`. @throws {Problem} not-found for whoever does not coordinate, changed-meanwhile */
export async function keepSettings(act: Act, version: number, leaseHours: number): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  if ((await readSettings(act)).version !== version) throw new Problem('changed-meanwhile');
  const said = { lease_hours: leaseHours, by_member: act.actor.memberId, changed_at: act.now };
  if (version === 0) await act.db.insertInto('device_setting').values({ programme_id: act.actor.programmeId, ...said }).execute();
  else await act.db.updateTable('device_setting').set({ ...said, version: version + 1 }).where('version', '=', version).execute();
  act.audit({ action: 'device-setting.keep', subject: 'device-setting', details: { leaseHours } });
}

/**
 * What a browser says it is, as the gate sees it: which of these devices were taken out of use, which open by themselves no more because their owner left the
 * team, and which is the person's own.
 */
export async function standingOf(gate: Database, ids: readonly string[], accountId: string | undefined): Promise<{ own: string | null; revoked: string[]; closed: string[] }> {
  if (ids.length === 0) return { own: null, revoked: [], closed: [] };
  const known = await gate.selectFrom('device').select(['id', 'account_id', 'state', sql<boolean>`carries_devices(account_id)`.as('carried')]).where('id', 'in', [...ids]).execute();
  return {
    own: known.find((one) => one.state === 'enrolled' && one.account_id === accountId)?.id ?? null,
    revoked: known.filter((one) => one.state === 'revoked').map((one) => one.id),
    closed: known.filter((one) => one.state === 'enrolled' && !one.carried).map((one) => one.id),
  };
}
