import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { Letter, type MessageWritten, type Received, type ReceivedLine, type ReceivedPage, ReferralKind, ReferralMode, ReferralState } from '../contract.ts';
import { isPartnerMove, movesOpenTo } from '../domain/machine.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { owedOf, place, togetherOf } from './common.ts';
import { keepMessage, messagesOf, seenBy, stepsOf } from './trace.ts';

const PAGE = 40;

/** Referrals to the asker's organisation, as that side knows them. A protected service is still named here: its own people read it. */
const receivedReferrals = (act: Act) => act.db.selectFrom('referral').innerJoin('service', 'service.id', 'referral.service_id')
  .select(['referral.id', 'referral.reference', 'referral.kind', 'referral.together_until', 'referral.mode', 'referral.state', 'referral.sent_at', 'referral.appointment_at', 'referral.owed_on', 'referral.escalate_on', 'referral.version', 'service.name as service',
    sql<string>`referral.sent_at::text`.as('exactly'),
    sql<boolean>`referral_is_open_to_partner(referral.id)`.as('isOpen'),
    sql<number>`(select count(*)::integer from referral_notice n where n.referral_id = referral.id and n.member_id = ${act.actor.memberId} and n.read_at is null)`.as('unread')])
  .where('referral.organisation_id', '=', act.actor.organisationId).where('referral.sent_at', 'is not', null)
  .where(sql<boolean>`${act.actor.role} = 'partner'`);

type ReceivedRow = Awaited<ReturnType<ReturnType<typeof receivedReferrals>['executeTakeFirstOrThrow']>>;

/**
 * What my organisation received.
 * @param owed true: those to which an answer is owed, the longest waiting first; false: the others, the latest first
 */
export async function receivedBy(act: Act, owed: boolean, after?: string): Promise<ReceivedPage> {
  const direction = owed ? 'asc' : 'desc';
  let query = receivedReferrals(act).orderBy('referral.sent_at', direction).orderBy('referral.id', direction).limit(PAGE + 1);
  const unanswered = sql<boolean>`(referral.state in ('sent', 'acknowledged') and referral_is_open_to_partner(referral.id))`;
  query = query.where(owed ? unanswered : sql<boolean>`not ${unanswered}`);
  const from = placeIn(after);
  if (from) query = query.where(sql<boolean>`(referral.sent_at, referral.id) ${sql.raw(owed ? '>' : '<')} (${from.at}::timestamptz, ${from.id}::uuid)`);
  const rows = await query.execute();
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  act.audit({ action: 'referral.list-received', subject: 'organisation', subjectId: act.actor.organisationId });
  const reference = await referenceOf(act);
  return { items: shown.map((row) => lineOf(reference, act, row)), next: rows.length > PAGE && last ? Buffer.from(`${last.exactly} ${last.id}`).toString('base64url') : null };
}

/** @throws {Problem} not-found, for an unknown referral and for one sent to others alike */
export async function partnerReferral(act: Act, id: string): Promise<ReceivedRow> {
  const row = await receivedReferrals(act).where('referral.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row;
}

/** A referral with the letter, while nobody has withdrawn it. The reading stands in the trail under the person, whom the reader never learns. */
export async function readReceived(act: Act, vault: Vault, id: string): Promise<Received> {
  const row = await partnerReferral(act, id);
  const seal = (await vault.seals(act, id)).get('referral');
  const letter = await act.db.selectFrom('referral_letter').select('payload_sealed').where('referral_id', '=', id).executeTakeFirst();
  await sql`select referral_was_read(${id})`.execute(act.db);
  await seenBy(act, id);
  const line = lineOf(await referenceOf(act), act, row);
  const steps = (await stepsOf(act, [id], () => seal)).get(id) ?? [];
  return {
    ...line, unread: 0,
    letter: letter && seal ? Letter.parse(JSON.parse(seal.open(letter.payload_sealed, place.letter(id)))) : null,
    steps,
    messages: await messagesOf(act, id, seal),
    moves: row.isOpen ? movesOpenTo({ kind: line.kind, state: line.state, steps }).filter(isPartnerMove) : [],
    version: row.version,
  };
}

/** Writes to the sender. Audit: `referral.message`. @throws {Problem} not-found, referral-stopped */
export async function writeToSender(act: Act, vault: Vault, id: string, written: MessageWritten): Promise<void> {
  const row = await partnerReferral(act, id);
  if (!row.isOpen) throw new Problem('referral-stopped');
  await keepMessage(act, vault, row, written);
  act.audit({ action: 'referral.message', subject: 'referral', subjectId: id });
}

function lineOf(reference: Reference, act: Act, row: ReceivedRow): ReceivedLine {
  return {
    id: row.id, reference: row.reference, kind: ReferralKind.parse(row.kind), together: row.isOpen ? togetherOf(reference, act, row) : null, service: row.service, mode: ReferralMode.parse(row.mode), state: row.isOpen ? ReferralState.parse(row.state) : 'withdrawn',
    sentAt: row.sent_at?.toISOString() ?? '', appointmentAt: row.isOpen ? row.appointment_at?.toISOString() ?? null : null, owed: row.isOpen ? owedOf(act, row) : null, unread: row.unread,
  };
}

/** @throws {Problem} invalid-input for a place that no list gave */
function placeIn(after: string | undefined): { at: string; id: string } | undefined {
  if (after === undefined) return undefined;
  const found = /^(\d{4}-\d{2}-\d{2} [\d:.+-]+) ([0-9a-f-]{36})$/.exec(Buffer.from(after, 'base64url').toString());
  if (!found?.[1] || !found[2]) throw new Problem('invalid-input', { errors: [{ path: 'after', code: 'format' }] });
  return { at: found[1], id: found[2] };
}
