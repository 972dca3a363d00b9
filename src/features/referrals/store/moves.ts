import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { ServiceCategory } from '../../directory/contract.ts';
import { Draft, type MoveGiven, type ReferralMove, ReferralState } from '../contract.ts';
import { writtenLetter } from '../domain/letter.ts';
import { isPartnerMove, missingFor, referralMachine } from '../domain/machine.ts';
import { clockColumns, fingerprint, headingBy, heldReferral, type HeldReferral, obstaclesOf, place } from './common.ts';
import { partnerReferral } from './received.ts';

/**
 * A move by the sender, or an answer of the receiving organisation that came by telephone. Sent again with the same id it changes nothing.
 * Audit: `referral.<move>`.
 * @throws {Problem} not-found, illegal-move, invalid-input, consent-missing, referral-not-ready, preview-changed, changed-meanwhile
 */
export async function moveReferral(act: Act, vault: Vault, id: string, given: MoveGiven): Promise<void> {
  const row = await heldReferral(act, id);
  if (await wasMadeBefore(act, id, given)) return act.unchanged();
  if (given.move === 'consent') await standOnBasis(act, vault, row, given);
  if (given.move === 'send') await freezeLetter(act, vault, row, given.preview);
  await makeMove(act, vault, row, given, isPartnerMove(given.move));
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
  if (await wasMadeBefore(act, id, given)) return act.unchanged();
  await makeMove(act, vault, row, given, false);
  act.audit({ action: `referral.${given.move}`, subject: 'referral', subjectId: id });
}

async function wasMadeBefore(act: Act, id: string, given: MoveGiven): Promise<boolean> {
  const before = await act.db.selectFrom('referral_move').select(['referral_id', 'move']).where('id', '=', given.id).executeTakeFirst();
  if (before && (before.referral_id !== id || before.move !== given.move)) throw new Problem('already-exists');
  return before !== undefined;
}

async function makeMove(act: Act, vault: Vault, row: { id: string; state: string; version: number }, given: MoveGiven, onBehalf: boolean): Promise<void> {
  const from = ReferralState.parse(row.state);
  const to = referralMachine.next(from, given.move, given.reason ? { reason: given.reason } : {});
  const missing = missingFor(given);
  if (missing) throw new Problem('invalid-input', { errors: [{ path: missing, code: 'required' }] });
  const words = given.words === undefined ? null : (await vault.seal(act, row.id, 'referral')).close(given.words, place.move(given.id));
  const appointment = given.appointmentAt === undefined ? {} : { appointment_at: given.appointmentAt };
  const { numUpdatedRows } = await act.db.updateTable('referral').set({ state: to, version: row.version + 1, ...appointment, ...clockColumns(act, from, to, given.appointmentAt) }).where('id', '=', row.id).where('version', '=', row.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('referral_move').values({
    id: given.id, programme_id: act.actor.programmeId, referral_id: row.id, move: given.move, from_state: from, to_state: to, reason: given.reason ?? null, words_sealed: words,
    by_member: act.actor.memberId, on_behalf: onBehalf, ...appointment,
  }).execute();
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
