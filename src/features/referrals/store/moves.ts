import { isDeepStrictEqual } from 'node:util';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { ServiceCategory } from '../../directory/contract.ts';
import { italianDay } from '../../directory/domain.ts';
import { Draft, Meeting, type MoveGiven, ReferralKind, ReferralMove, ReferralState } from '../contract.ts';
import { monthsAfter } from '../domain/answers.ts';
import { writtenLetter } from '../domain/letter.ts';
import { isOfEitherSide, isOpenTo, isPartnerMove, missingFor, purposeOfMeeting, type Referred, referralMachine } from '../domain/machine.ts';
import { IllegalMove } from '../../../kernel/machine.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { answerTerms } from '../reference.ts';
import { clockColumns, fingerprint, headingBy, heldReferral, type HeldReferral, obstaclesOf, place } from './common.ts';
import { partnerReferral } from './received.ts';
import { stepsOf } from './trace.ts';

/**
 * A move by the sender, or an answer of the receiving organisation that came by telephone. Sent again with the same id it changes nothing.
 * Audit: `referral.<move>`.
 * @throws {Problem} not-found, illegal-move, invalid-input, consent-missing, referral-not-ready, referral-service-closed, preview-changed, changed-meanwhile
 */
export async function moveReferral(act: Act, vault: Vault, id: string, given: MoveGiven): Promise<void> {
  const row = await heldReferral(act, id);
  if (await wasMadeBefore(act, vault, id, given)) return act.unchanged();
  if (given.move === 'consent') await standOnBasis(act, vault, row, given);
  if (given.move === 'send') await freezeLetter(act, vault, row, given.preview);
  await makeMove(act, vault, row, given, isPartnerMove(given.move) && !isOfEitherSide(ReferralKind.parse(row.kind), given.move));
  act.audit({
    action: `referral.${given.move}`, subject: 'referral', subjectId: id, caseId: row.case_id, personId: row.person_id,
    ...(given.move === 'consent' ? { details: { basis: given.vitalWords ? 'vital-interest' : 'consent' } } : {}),
  });
}

/** An answer by the receiving organisation. Audit: `referral.<move>`. @throws {Problem} not-found, not-allowed, illegal-move, invalid-input */
export async function answerReceived(act: Act, vault: Vault, id: string, given: MoveGiven): Promise<void> {
  const row = await partnerReferral(act, id);
  if (!row.isOpen) throw new Problem('referral-stopped');
  if (!isPartnerMove(given.move)) throw new Problem('not-allowed');
  if (await wasMadeBefore(act, vault, id, given)) return act.unchanged();
  await makeMove(act, vault, row, given, false);
  act.audit({ action: `referral.${given.move}`, subject: 'referral', subjectId: id });
}

/** Sent again as it was: the same words, the same hour and place. Put right meanwhile, it is not called done. @throws {Problem} already-exists */
async function wasMadeBefore(act: Act, vault: Vault, id: string, given: MoveGiven): Promise<boolean> {
  const before = await act.db.selectFrom('referral_move').select('referral_id').where('id', '=', given.id).executeTakeFirst();
  if (!before) return false;
  const seal = (await vault.seals(act, id)).get('referral');
  const made = (await stepsOf(act, [id], () => seal)).get(id)?.find((step) => step.id === given.id);
  if (!made) throw new Problem('already-exists');
  const { purpose: _, ...meeting } = made.meeting ?? { purpose: null };
  const isSame = made.move === given.move && made.reason === (given.reason ?? null) && made.words === (given.words ?? null) && sameMoment(made.appointmentAt, given.appointmentAt)
    && isDeepStrictEqual(meeting, given.meeting ?? {}) && made.togetherUntil === togetherFrom(await referenceOf(act), italianDay(new Date(made.at)), given);
  if (!isSame) throw new Problem('already-exists');
  return true;
}

const sameMoment = (one: string | null, other: string | undefined): boolean => (one === null ? null : Date.parse(one)) === (other === undefined ? null : Date.parse(other));

async function makeMove(act: Act, vault: Vault, row: { id: string; state: string; kind: string; together_until: string | null; version: number }, given: MoveGiven, onBehalf: boolean): Promise<void> {
  const [from, kind] = [ReferralState.parse(row.state), ReferralKind.parse(row.kind)];
  const to = referralMachine.next(from, given.move, given.reason ? { reason: given.reason } : {});
  const missing = missingFor({ ...given, kind });
  if (missing) throw new Problem('invalid-input', { errors: [{ path: missing, code: 'required' }] });
  const steps = await madeBefore(act, row.id);
  if (!isOpenTo({ kind, state: from, steps }, given.move)) throw new IllegalMove('illegal-move', from, given.move);
  const seal = given.words === undefined && given.meeting === undefined ? null : await vault.seal(act, row.id, 'referral');
  const words = given.words === undefined ? null : seal?.close(given.words, place.move(given.id)) ?? null;
  const appointment = given.appointmentAt === undefined ? {} : { appointment_at: given.appointmentAt };
  const meeting = given.meeting === undefined ? {} : { meeting: purposeOfMeeting({ steps }), meeting_sealed: seal?.close(JSON.stringify(given.meeting), place.meeting(given.id)) ?? null };
  const reference = await referenceOf(act);
  const until = togetherFrom(reference, italianDay(act.now), given);
  const together = until === null ? {} : { together_until: until };
  if (until !== null && row.together_until !== null && until <= row.together_until) throw new Problem('invalid-input', { errors: [{ path: 'months', code: 'too-short' }] });
  const { numUpdatedRows } = await act.db.updateTable('referral').set({ state: to, version: row.version + 1, ...appointment, ...together, ...clockColumns(reference, act, from, to, given.appointmentAt, until) })
    .where('id', '=', row.id).where('version', '=', row.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('referral_move').values({
    id: given.id, programme_id: act.actor.programmeId, referral_id: row.id, move: given.move, from_state: from, to_state: to, reason: given.reason ?? null, words_sealed: words,
    by_member: act.actor.memberId, on_behalf: onBehalf, ...appointment, ...meeting, ...together,
  }).execute();
}

/** The moves that were made, and what each meeting was for: they say what a transfer may do next. */
async function madeBefore(act: Act, id: string): Promise<Referred['steps']> {
  const rows = await act.db.selectFrom('referral_move').select(['move', 'meeting']).where('referral_id', '=', id).orderBy('at').orderBy('id').execute();
  return rows.map(({ move, meeting }) => ({ move: ReferralMove.parse(move), meeting: meeting === null ? null : { purpose: Meeting.shape.purpose.parse(meeting) } }));
}

/** The last day of the time together that a hand-over begins or a prolonging moves, counted from the day of the move. */
function togetherFrom(reference: Reference, today: string, given: MoveGiven): string | null {
  if (given.move !== 'hand-over' && given.move !== 'prolong') return null;
  return monthsAfter(today, given.months ?? answerTerms(reference, today).together.months);
}

/** The consent that allows it, or the vital interest of the person in written words. The database checks that it really holds. */
async function standOnBasis(act: Act, vault: Vault, row: HeldReferral, given: MoveGiven): Promise<void> {
  mayMove(row, 'consent');
  if (!given.consentId && !given.vitalWords) throw new Problem('consent-missing');
  const sealed = given.vitalWords ? (await vault.seal(act, row.case_id, 'case')).close(given.vitalWords, place.vital(row.id)) : null;
  await mustBeReady(act, row, await draftOf(act, vault, row));
  await act.db.updateTable('referral_matter').set({ basis: given.vitalWords ? 'vital-interest' : 'consent', consent_id: given.vitalWords ? null : given.consentId ?? null, vital_words_sealed: sealed })
    .where('referral_id', '=', row.id).execute();
}

/** Seals the letter that the sender has just read under the referral's own key; another one than they saw does not leave. */
async function freezeLetter(act: Act, vault: Vault, row: HeldReferral, preview: string | undefined): Promise<void> {
  mayMove(row, 'send');
  const draft = await draftOf(act, vault, row);
  await mustBeReady(act, row, draft);
  const letter = writtenLetter(await headingBy(act, row), draft, ServiceCategory.parse(row.category));
  if (fingerprint(letter) !== preview) throw new Problem('preview-changed');
  const seal = await vault.seal(act, row.id, 'referral');
  await act.db.insertInto('referral_letter').values({
    referral_id: row.id, programme_id: act.actor.programmeId, fields: draft.fields.map(({ field }) => field), payload_sealed: seal.close(letter, place.letter(row.id)),
  }).execute();
}

const mayMove = (row: HeldReferral, move: ReferralMove): void => void referralMachine.next(ReferralState.parse(row.state), move);

async function draftOf(act: Act, vault: Vault, row: HeldReferral): Promise<Draft> {
  const seal = await vault.seal(act, row.case_id, 'case');
  return Draft.parse(JSON.parse(seal.open(row.draft_sealed, place.draft(row.id))));
}

async function mustBeReady(act: Act, row: HeldReferral, draft: Draft): Promise<void> {
  const errors = await obstaclesOf(act, row.person_id, draft, row.category);
  if (errors.length > 0) throw new Problem('referral-not-ready', { errors });
}
