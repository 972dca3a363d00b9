import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { teamRoles } from '../../../kernel/identity/contract.ts';
import type { Content, ReportWritten } from '../contract.ts';
import { calledAlike, isException, markOf, obstaclesIn, PATTERN_AT_LEAST, PATTERN_WITHIN_DAYS, urgencyOf } from '../domain.ts';
import { calledDigest, decisionDeadline, digestOf, markDigest, newReference, place } from './common.ts';

/**
 * Keeps a segnalazione as its author's draft, and sends it where that is asked. The same again changes nothing; once it was sent, other words are refused.
 * @param onlyBegins what was noted without a network and comes again later: where one's own stands, it stays as it was put right since
 * Audit: `inbound.write`, `inbound.send` (with `exception` where somebody is named without their yes, for danger or a minor).
 * @throws {Problem} not-allowed, already-exists, report-not-ready
 */
export async function keepReport(act: Act, house: House, id: string, written: ReportWritten, onlyBegins = false): Promise<void> {
  const digest = digestOf(house, act, written);
  // Sent again while the first is still on its way: it waits for that one, and finds what it kept.
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 290))`.execute(act.db);
  const before = await act.db.selectFrom('inbound_referral').select(['state', 'written_digest']).where('id', '=', id).where('author_id', '=', act.actor.memberId).where('state', '=', 'draft').executeTakeFirst();
  if (!before) {
    const { rows: [sent] } = await sql<{ written_digest: Buffer | null }>`select written_digest from inbound_sent(${id}) where mine`.execute(act.db);
    if (sent) return act.unchangedIf(onlyBegins || written.send && (sent.written_digest?.equals(digest) ?? false));
    await beginReport(act, house, id, written, digest);
  } else if (onlyBegins) return act.unchanged();
  else if (!before.written_digest.equals(digest)) await changeDraft(act, house, id, written, digest);
  else if (!written.send) act.unchanged();
  if (written.send) await sendReport(act, house, id, written);
}

const bodyOf = (act: Act, written: ReportWritten): string | null => (isTeam(act) ? written.organisationId : act.actor.organisationId);

function calledMark(act: Act, house: House, written: ReportWritten): Buffer | null {
  const [body, called] = [bodyOf(act, written), calledAlike(written.calledBy, written.content.called)];
  return body === null || called === undefined ? null : calledDigest(house, act, body, called);
}

const headOf = (act: Act, house: House, written: ReportWritten, digest: Buffer) => ({
  kind: written.kind, sender_kind: written.senderKind, organisation_id: bodyOf(act, written), called_mark: calledMark(act, house, written),
  agreement: written.agreement, called_by: written.calledBy, has_reach: written.content.reach !== '', minor: written.minor, danger: written.danger, claimed: written.urgency,
  urgency: urgencyOf(written.urgency, written.danger), language: written.language, reasons: written.reasons, written_digest: digest,
});

const isTeam = (act: Act): boolean => (teamRoles as readonly string[]).includes(act.actor.role);

async function beginReport(act: Act, house: House, id: string, written: ReportWritten, digest: Buffer): Promise<void> {
  await act.db.insertInto('inbound_referral').values({
    id, programme_id: act.actor.programmeId, reference: newReference(), source: written.source, author_id: act.actor.memberId, created_at: act.now,
    street_contact_id: written.streetContactId ?? null, mail_id: written.mailId ?? null, ...headOf(act, house, written, digest),
  }).execute();
  const seal = await house.vault.firstSeal(act, id, 'inbound');
  await act.db.insertInto('inbound_content').values({ id, programme_id: act.actor.programmeId, body_sealed: seal.close(JSON.stringify(written.content), place.content(id)) }).execute();
  act.audit({ action: 'inbound.write', subject: 'inbound-referral', subjectId: id, details: { kind: written.kind, source: written.source } });
}

async function changeDraft(act: Act, house: House, id: string, written: ReportWritten, digest: Buffer): Promise<void> {
  const seal = await house.vault.seal(act, id, 'inbound');
  await act.db.updateTable('inbound_referral').set((eb) => ({ ...headOf(act, house, written, digest), version: eb('version', '+', 1) })).where('id', '=', id).execute();
  await act.db.updateTable('inbound_content').set({ body_sealed: seal.close(JSON.stringify(written.content), place.content(id)) }).where('id', '=', id).execute();
  act.audit({ action: 'inbound.write', subject: 'inbound-referral', subjectId: id, details: { kind: written.kind, source: written.source } });
}

async function sendReport(act: Act, house: House, id: string, written: ReportWritten): Promise<void> {
  const obstacles = obstaclesIn(written);
  if (obstacles.length > 0) throw new Problem('report-not-ready', { errors: obstacles.map(({ path, code }) => ({ path: `content.${path}`, code })) });
  const { dueAt, remindAt } = decisionDeadline(await referenceOf(act), written.kind, written.urgency, written.danger, act.now);
  const { rows: [sent] } = await sql<{ is_new: boolean }>`select send_inbound(${id}, ${newId()}, ${newId()}, ${dueAt}, ${remindAt}) as is_new`.execute(act.db);
  if (!sent?.is_new) return act.unchanged();
  const isNamed = written.calledBy === 'name' || written.content.reach !== '';
  act.audit({ action: 'inbound.send', subject: 'inbound-referral', subjectId: id, details: { urgency: written.urgency, danger: written.danger, exception: isNamed && isException(written) } });
  await countAlike(act, house, id, written.content);
}

async function countAlike(act: Act, house: House, id: string, content: Content): Promise<void> {
  for (const about of ['place', 'intermediary'] as const) {
    const mark = markOf(content[about]);
    if (mark !== undefined) await sql`select mark_inbound(${id}, ${about}, ${markDigest(house, act, about, mark)}, ${PATTERN_AT_LEAST}, ${PATTERN_WITHIN_DAYS})`.execute(act.db);
  }
}
