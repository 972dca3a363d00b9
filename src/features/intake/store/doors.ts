import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment, momentOrNull } from '../../../kernel/database/pages.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { tokenDigest } from '../../../kernel/identity/tokens.ts';
import { referenceOfProgramme } from '../../../kernel/reference/own.ts';
import { type Door, type DoorMade, DoorSeen, type DoorState, type NewDoor, ReportKind, type ReportThroughDoor } from '../contract.ts';
import { obstaclesIn, senderKindOf, urgencyOf } from '../domain.ts';
import { decisionDeadline, newReference, place } from './common.ts';
import { namesThroughDoor } from './files.ts';
import { heldByDoor, receiptThroughDoor, standsOutside } from './outside.ts';

const DAY = 86_400_000;
/** While one that came through a door may still be added to, for a day (`door_report`, `add_inbound_file`). */
const openStates: ReadonlySet<string> = new Set(['sent', 'received', 'in-triage', 'accepted']);

/** Opens a door for a body and tells its secret, this once. Audit: `report-door.make`. @throws {Problem} not-allowed, already-exists */
export async function makeDoor(act: Act, id: string, asked: NewDoor): Promise<DoorMade> {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(act.now.getTime() + asked.days * DAY);
  await act.db.insertInto('report_door').values({
    id, programme_id: act.actor.programmeId, kind: asked.kind, organisation_id: asked.organisationId, label: asked.label, scopes: asked.scopes, token_digest: tokenDigest(secret), expires_at: expiresAt, created_by: act.actor.memberId, created_at: act.now,
  }).execute();
  act.audit({ action: 'report-door.make', subject: 'report-door', subjectId: id, details: { kind: asked.kind, days: asked.days } });
  return { secret, expiresAt: moment(expiresAt) };
}

/** The doors there are and were, the latest first. Audit: `report-door.list`. */
export async function listDoors(act: Act): Promise<Door[]> {
  const rows = await act.db.selectFrom('report_door').innerJoin('organisation', 'organisation.id', 'report_door.organisation_id').innerJoin('membership', 'membership.id', 'report_door.created_by').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['report_door.id', 'report_door.kind', 'organisation.name as organisation', 'label', 'scopes', 'expires_at', 'revoked_at', 'used_at', 'account.name as by']).orderBy('report_door.created_at', 'desc').limit(200).execute();
  act.audit({ action: 'report-door.list', subject: 'report-door', details: { lines: rows.length } });
  return rows.map((row) => ({
    id: row.id, kind: row.kind === 'link' ? 'link' : 'key', organisation: row.organisation, label: row.label, scopes: row.scopes.map((scope) => ReportKind.parse(scope)), expiresAt: moment(row.expires_at), revokedAt: momentOrNull(row.revoked_at), usedAt: momentOrNull(row.used_at), by: row.by,
  }));
}

/** Closes a door for good. Audit: `report-door.revoke`. @throws {Problem} not-found */
export async function revokeDoor(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('report_door').select('revoked_at').where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.revoked_at) return act.unchanged();
  await act.db.updateTable('report_door').set({ revoked_at: act.now }).where('id', '=', id).execute();
  act.audit({ action: 'report-door.revoke', subject: 'report-door', subjectId: id });
}

/** What a door says of itself to whoever holds its secret. @throws {Problem} not-found for one that ended, was closed, or never was */
export async function seeDoor(house: House, secret: string): Promise<DoorSeen & { readonly programmeId: string }> {
  const { rows: [seen] } = await sql<{ kind: string; organisation: string; body: string; programme: string; programme_id: string; scopes: string[]; expires_at: Date }>`select * from report_door_seen(${tokenDigest(secret)})`.execute(house.gate);
  if (!seen) throw new Problem('not-found');
  return { ...DoorSeen.parse({ kind: seen.kind, organisation: seen.organisation, senderKind: senderKindOf(seen.body), programme: seen.programme, scopes: seen.scopes, expiresAt: moment(seen.expires_at) }), programmeId: seen.programme_id };
}

/**
 * A segnalazione or a consultation through a door: kept once, sealed with a key of its own, and answered with where it stands. Audit: `inbound.send-through-door`.
 * @throws {Problem} not-found, not-allowed outside its scopes, report-not-ready, already-exists for other words under an id, too-many-requests
 */
export async function reportThroughDoor(house: House, secret: string, id: string, written: ReportThroughDoor): Promise<DoorState> {
  const obstacles = obstaclesIn(written);
  if (obstacles.length > 0) throw new Problem('report-not-ready', { errors: obstacles.map(({ path, code }) => ({ path: `content.${path}`, code })) });
  const { programmeId } = await seeDoor(house, secret);
  const [key, now] = [randomBytes(32), new Date()];
  const { wrapped, version } = house.keyring.wrap(key, `${id} inbound`);
  const seal = house.vault.sealsFrom([{ holder_id: id, compartment: 'inbound', wrapped, master_version: version }]).get(`${id} inbound`);
  if (!seal) throw new Problem('unexpected');
  const digest = createHmac('sha256', house.keyring.derive(`inbound written of ${programmeId}`)).update(JSON.stringify(written)).digest();
  const { dueAt, remindAt } = decisionDeadline(await referenceOfProgramme(house.gate, programmeId), written.kind, written.urgency, written.danger, now);
  const head = {
    reference: newReference(), kind: written.kind, senderKind: written.senderKind, agreement: written.agreement, calledBy: written.calledBy, hasReach: written.content.reach !== '', minor: written.minor, danger: written.danger,
    claimed: written.urgency, urgency: urgencyOf(written.urgency, written.danger), language: written.language, reasons: written.reasons,
  };
  const { rows: [kept] } = await sql<{ outcome: string }>`select report_through_door(${tokenDigest(secret)}, ${id}, ${JSON.stringify(head)}::jsonb, ${seal.close(JSON.stringify(written.content), place.content(id))}, ${wrapped}, ${version}, ${digest}, ${tokenDigest(receiptThroughDoor(house, programmeId, id))}, ${dueAt}, ${remindAt}) as outcome`.execute(house.gate);
  if (kept?.outcome === 'other') throw new Problem('already-exists');
  return stateThroughDoor(house, secret, id);
}

/** Where one stands, for whoever holds the very door through which it came, with the letters meant for them. @throws {Problem} not-found */
export async function stateThroughDoor(house: House, secret: string, id: string): Promise<DoorState> {
  const { state, programmeId, reference, hasReceipt } = await standsOutside(house, heldByDoor(secret, id));
  return {
    ...state, reference, receipt: hasReceipt ? receiptThroughDoor(house, programmeId, id) : null, files: await namesThroughDoor(house, secret, id),
    mayAttach: openStates.has(state.state) && Date.now() - Date.parse(state.sentAt) < DAY,
  };
}
