import { createHash, createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment } from '../../../kernel/database/pages.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { tokenDigest } from '../../../kernel/identity/tokens.ts';
import { referenceOfProgramme } from '../../../kernel/reference/own.ts';
import { type IntakeSettings, type PublicDoor, type PublicReceipt, type PublicReport } from '../contract.ts';
import { obstaclesIn, PROOF_BITS, provenOf, receiptFrom, showsWork, urgencyOf } from '../domain.ts';
import { decisionDeadline, newReference, place } from './common.ts';

/** Whether a programme takes reports from anybody, and with how much work. @throws {Problem} not-found where it does not, or is none */
export async function seePublicDoor(house: House, programmeId: string): Promise<PublicDoor> {
  const { rows: [open] } = await sql<{ name: string | null }>`select takes_public_reports(${programmeId}) as name`.execute(house.gate);
  if (!open?.name) throw new Problem('not-found');
  return { programme: open.name, proofBits: PROOF_BITS };
}

/** Follows from the report alone, so that sending again gives the same, and cannot be reckoned by anybody who has no key of the house. */
const receiptOf = (house: House, programmeId: string, id: string): string => receiptFrom(createHmac('sha256', house.keyring.derive('receipts of public reports')).update(`${programmeId} ${id}`).digest());

/**
 * A report from anybody: kept once, held apart, sealed with a key of its own; answered with a receipt and with nothing of what was said. What a machine filled in is answered alike and not kept.
 * Audit: `inbound.send-publicly`. @throws {Problem} not-found where it is off, invalid-input without the work, report-not-ready, already-exists, too-many-requests
 */
export async function reportPublicly(house: House, programmeId: string, id: string, { proof, website, ...written }: PublicReport): Promise<PublicReceipt> {
  await seePublicDoor(house, programmeId);
  if (!showsWork(createHash('sha256').update(provenOf(programmeId, id, proof)).digest())) throw new Problem('invalid-input', { errors: [{ path: 'proof', code: 'format' }] });
  const receipt = receiptOf(house, programmeId, id);
  if (website !== '') return { receipt };
  const obstacles = obstaclesIn({ kind: 'report', ...written });
  if (obstacles.length > 0) throw new Problem('report-not-ready', { errors: obstacles.map(({ path, code }) => ({ path: `content.${path}`, code })) });
  const { wrapped, version } = house.keyring.wrap(randomBytes(32), `${id} inbound`);
  const seal = house.vault.sealsFrom([{ holder_id: id, compartment: 'inbound', wrapped, master_version: version }]).get(`${id} inbound`);
  if (!seal) throw new Problem('unexpected');
  const digest = createHmac('sha256', house.keyring.derive(`inbound written of ${programmeId}`)).update(JSON.stringify(written)).digest();
  const { dueAt, remindAt } = decisionDeadline(await referenceOfProgramme(house.gate, programmeId), 'report', written.urgency, written.danger, new Date());
  const head = {
    reference: newReference(), senderKind: written.senderKind, agreement: written.agreement, calledBy: written.calledBy, hasReach: written.content.reach !== '', minor: written.minor, danger: written.danger,
    claimed: written.urgency, urgency: urgencyOf(written.urgency, written.danger), language: written.language, reasons: written.reasons,
  };
  const { rows: [kept] } = await sql<{ outcome: string }>`
    select report_publicly(${programmeId}, ${id}, ${JSON.stringify(head)}::jsonb, ${seal.close(JSON.stringify(written.content), place.content(id))}, ${wrapped}, ${version}, ${digest}, ${tokenDigest(receipt)}, ${dueAt}, ${remindAt}) as outcome`.execute(house.gate);
  if (kept?.outcome === 'other') throw new Problem('already-exists');
  return { receipt };
}

/** Whether anybody may report here; version 0 where nobody has said it yet. */
export async function readIntakeSettings(act: Act): Promise<IntakeSettings> {
  const row = await act.db.selectFrom('intake_setting as s').innerJoin('membership as hat', 'hat.id', 's.changed_by').innerJoin('account as who', 'who.id', 'hat.account_id')
    .select(['s.public_open', 's.version', 's.changed_at', 'who.name']).executeTakeFirst();
  return { publicOpen: row?.public_open ?? false, version: row?.version ?? 0, programmeId: act.actor.programmeId, changed: row ? { by: row.name, at: moment(row.changed_at) } : null };
}

/** Switches reports from anybody on or off. Audit: `intake-setting.change`. @throws {Problem} not-allowed, changed-meanwhile */
export async function keepIntakeSettings(act: Act, version: number, publicOpen: boolean): Promise<IntakeSettings> {
  const values = { public_open: publicOpen, changed_by: act.actor.memberId, changed_at: act.now };
  const changed = version === 0
    ? (await act.db.insertInto('intake_setting').values({ programme_id: act.actor.programmeId, ...values }).onConflict((conflict) => conflict.column('programme_id').doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows
    : (await act.db.updateTable('intake_setting').set({ ...values, version: version + 1 }).where('programme_id', '=', act.actor.programmeId).where('version', '=', version).executeTakeFirst()).numUpdatedRows;
  if (!changed) throw new Problem(act.actor.role === 'coordinator' ? 'changed-meanwhile' : 'not-allowed');
  act.audit({ action: 'intake-setting.change', subject: 'intake-setting', details: { publicOpen } });
  return readIntakeSettings(act);
}
