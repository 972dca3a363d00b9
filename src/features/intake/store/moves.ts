import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { Agreement, CalledBy, type Content, Minor, type MessageKind, type MoveContactGiven, type MoveInboundGiven, ReportKind, Urgency, type WriteMessage } from '../contract.ts';
import { deadlineOf, identifyingIn } from '../domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { holidays } from '../../referrals/reference.ts';
import { intakeTerm } from '../reference.ts';
import { answerDeadline, decisionDeadline, place } from './common.ts';
import { contentOf } from './inbox.ts';

/**
 * A step of the way of a segnalazione, by the team or by the sender's side; the answer to the sender goes with it. Audit: `inbound.<move>`.
 * Accepting goes through {@link acceptInbound}. @throws {Problem} not-found, not-allowed, illegal-move, reason-required
 */
export async function moveInbound(act: Act, vault: Vault, id: string, given: MoveInboundGiven, caseId?: string): Promise<boolean> {
  const words = given.words === undefined ? null : (await vault.seals(act, id)).get('inbound')?.close(given.words, place.move(given.id));
  if (words === undefined) throw new Problem('not-allowed');
  const deadline = await newDeadline(act, id, given);
  const { rows: [taken] } = await sql<{ is_new: boolean }>`select move_inbound(${id}, ${given.id}, ${given.move}, ${given.reason ?? null}, ${words}, ${given.urgency ?? null},
    ${given.memberId ?? null}, ${given.organisationId ?? null}, ${deadline?.dueAt ?? null}, ${deadline?.remindAt ?? null}) as is_new`.execute(act.db);
  if (!taken?.is_new) {
    act.unchanged();
    return false;
  }
  act.audit({ action: `inbound.${given.move}`, subject: 'inbound-referral', subjectId: id, ...(caseId === undefined ? {} : { caseId }), ...(given.reason === undefined ? {} : { details: { reason: given.reason } }) });
  if (given.answer !== undefined) await write(act, vault, id, newId(), 'decision', given.answer);
  return true;
}

/** Another urgency counts from when it came; one that is opened again, from now. */
async function newDeadline(act: Act, id: string, { move, urgency }: MoveInboundGiven): Promise<{ dueAt: Date; remindAt: Date } | undefined> {
  if (move !== 'rank' && move !== 'reopen') return undefined;
  const known = await act.db.selectFrom('inbound_referral').select(['kind', 'urgency', 'sent_at']).where('id', '=', id).executeTakeFirst();
  if (!known?.sent_at) return undefined;
  const ranked = Urgency.parse(move === 'rank' ? urgency ?? known.urgency : known.urgency);
  return decisionDeadline(await referenceOf(act), ReportKind.parse(known.kind), ranked, ranked === 'immediate', move === 'rank' ? known.sent_at : act.now);
}

async function write(act: Act, vault: Vault, id: string, messageId: string, kind: MessageKind, words: string): Promise<boolean> {
  const { rows: [side] } = await sql<{ is_theirs: boolean; is_team: boolean; may_identify: boolean }>`select handles_inbound(${id}) or inbound_is_ours(${id}) as is_theirs, not inbound_is_ours(${id}) as is_team, inbound_letters_may_identify(${id}) as may_identify`.execute(act.db);
  if (!side?.is_theirs) throw new Problem('not-found');
  // The team says where to go: the street of an office is no address of the person.
  const identifying = side.may_identify ? [] : identifyingIn(words, { place: side.is_team });
  if (identifying.length > 0) throw new Problem('letter-identifies', { errors: identifying.map((code) => ({ path: 'words', code })) });
  const seal = await vault.seal(act, id, 'inbound-thread');
  const { rows: [kept] } = await sql<{ is_new: boolean }>`select write_inbound(${id}, ${messageId}, ${kind}, ${seal.close(words, place.message(messageId))}, ${answerDeadline(await referenceOf(act), act.now)}) as is_new`.execute(act.db);
  return kept?.is_new ?? false;
}

/** A letter of either side. What comes again under its id with other words is not called written. Without the person's agreement it identifies nobody, as the segnalazione itself. Audit: `inbound.message`. @throws {Problem} not-found, not-allowed, already-exists, letter-identifies */
export async function writeMessage(act: Act, vault: Vault, id: string, { id: messageId, kind, words }: WriteMessage): Promise<void> {
  const before = await act.db.selectFrom('inbound_message').select('body_sealed').where('id', '=', messageId).where('referral_id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf((await vault.seals(act, id)).get('inbound-thread')?.open(before.body_sealed, place.message(messageId)) === words);
  if (!(await write(act, vault, id, messageId, kind, words))) return act.unchanged();
  act.audit({ action: 'inbound.message', subject: 'inbound-referral', subjectId: id, details: { kind } });
}

/** A step of reaching the person. Audit: `inbound-contact.<move>`. @throws {Problem} not-found, illegal-move */
export async function moveContact(act: Act, vault: Vault, id: string, given: MoveContactGiven): Promise<void> {
  const words = given.words ? (await vault.seals(act, id)).get('inbound')?.close(given.words, place.attempt(given.id)) : null;
  if (words === undefined) throw new Problem('not-found');
  const { rows: [taken] } = await sql<{ is_new: boolean; case_id: string | null }>`
    select move_inbound_contact(${id}, ${given.id}, ${given.move}, ${given.outcome ?? null}, ${words}) as is_new, (select c.case_id from inbound_contact c where c.id = ${id}) as case_id`.execute(act.db);
  if (!taken?.is_new) return act.unchanged();
  act.audit({ action: `inbound-contact.${given.move}`, subject: 'inbound-referral', subjectId: id, ...(taken.case_id === null ? {} : { caseId: taken.case_id }) });
}

/** What a case is opened with, so that nothing is asked or typed again. */
export interface ForAcceptance {
  readonly language: string | null;
  readonly calledBy: CalledBy;
  readonly agreement: Agreement;
  readonly minor: Minor;
  readonly urgency: Urgency;
  readonly isTaken: boolean;
  readonly content: Content | null;
}

/** @throws {Problem} not-found for whoever does not handle it */
export async function forAcceptance(act: Act, vault: Vault, id: string): Promise<ForAcceptance> {
  const { rows: [row] } = await sql<{ language: string | null; called_by: string; agreement: string; minor: string; urgency: string; is_tied: boolean }>`
    select r.language, r.called_by, r.agreement, r.minor, r.urgency, exists (select from inbound_matter m where m.id = r.id) as is_tied
      from inbound_referral r where r.id = ${id} and handles_inbound(r.id)`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return {
    language: row.language, calledBy: CalledBy.parse(row.called_by), agreement: Agreement.parse(row.agreement), minor: Minor.parse(row.minor), urgency: Urgency.parse(row.urgency), isTaken: row.is_tied,
    content: await contentOf(act, (await vault.seals(act, id)).get('inbound'), id),
  };
}

/** Ties a segnalazione to a case that the asker holds. @returns false where it was tied before @throws {Problem} not-found, illegal-move */
export async function tieToCase(act: Act, id: string, caseId: string, how: 'accepted' | 'merged', urgency: Urgency): Promise<boolean> {
  const day = italianDay(act.now);
  const reference = await referenceOf(act);
  const { dueAt } = deadlineOf(intakeTerm(reference, urgency === 'ordinary' ? 'first-talk' : 'first-talk-urgent', day), act.now, day, holidays(reference));
  const { rows: [tied] } = await sql<{ is_new: boolean }>`select tie_inbound(${id}, ${caseId}, ${how}, ${italianDay(dueAt)}::date) as is_new`.execute(act.db);
  return tied?.is_new ?? false;
}
