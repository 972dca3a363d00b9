import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { ServiceCategory } from '../../directory/contract.ts';
import { type CaseReferrals, Draft, type DraftChanged, Letter, type MessageWritten, type Referral, ReferralKind, type ReferralLine, ReferralMode, type ReferralProposed, ReferralState, SharingPurpose, type Step } from '../contract.ts';
import { writtenLetter } from '../domain/letter.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { basisOf, fingerprint, headingBy, heldReferral, type HeldReferral, heldReferrals, newReference, obstaclesOf, owedOf, personOfHeldCase, place, sharingConsents, togetherOf } from './common.ts';
import { keepMessage, messagesOf, seenBy, stepsOf } from './trace.ts';

/** Every referral of a case with its way so far, newest first. */
export async function referralsOfCase(act: Act, vault: Vault, caseId: string): Promise<CaseReferrals> {
  const personId = await personOfHeldCase(act, caseId);
  const rows = await heldReferrals(act).where('referral_matter.case_id', '=', caseId).orderBy('referral.created_at', 'desc').orderBy('referral.id').limit(200).execute();
  const seals = await vault.sealsOf(act, rows.map((row) => row.id));
  const steps = await stepsOf(act, rows.map((row) => row.id), (id) => seals.get(`${id} referral`));
  act.audit({ action: 'referral.list', subject: 'case', subjectId: caseId, caseId, personId });
  const reference = await referenceOf(act);
  return { items: rows.map((row) => lineOf(reference, act, row, steps.get(row.id) ?? [])) };
}

/** One referral, with the letter exactly as the receiving organisation reads it, or would read it now. */
export async function readReferral(act: Act, vault: Vault, id: string): Promise<Referral> {
  const row = await heldReferral(act, id);
  const seals = await vault.sealsOf(act, [row.case_id, id]);
  const ofCase = seals.get(`${row.case_id} case`);
  if (!ofCase) throw new Problem('not-found');
  const own = seals.get(`${id} referral`);
  const draft = Draft.parse(JSON.parse(ofCase.open(row.draft_sealed, place.draft(id))));
  const sent = await act.db.selectFrom('referral_letter').select('payload_sealed').where('referral_id', '=', id).executeTakeFirst();
  const letter = sent && own ? own.open(sent.payload_sealed, place.letter(id)) : writtenLetter(await headingBy(act, row), draft, ServiceCategory.parse(row.category));
  await seenBy(act, id);
  act.audit({ action: 'referral.read', subject: 'referral', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    ...lineOf(await referenceOf(act), act, row, (await stepsOf(act, [id], () => own)).get(id) ?? []),
    caseId: row.case_id, personId: row.person_id, consentId: row.consent_id,
    vitalWords: row.vital_words_sealed === null ? null : ofCase.open(row.vital_words_sealed, place.vital(id)),
    draft, letter: Letter.parse(JSON.parse(letter)), preview: fingerprint(letter),
    obstacles: sent ? [] : await obstaclesOf(act, row.person_id, draft, row.category),
    consents: await sharingConsents(act, row.case_id, row.organisation_id),
    messages: await messagesOf(act, id, own),
    agenda: await inOurAgenda(act, id, row.case_id),
  };
}

/** What our own agenda has for the meetings of a transfer: an entry that bears the id of the step that fixed the meeting, for the same case. */
async function inOurAgenda(act: Act, id: string, caseId: string): Promise<Referral['agenda']> {
  const rows = await act.db.selectFrom('referral_move').innerJoin('appointment', 'appointment.id', 'referral_move.id').innerJoin('appointment_matter', 'appointment_matter.appointment_id', 'appointment.id')
    .innerJoin('membership', 'membership.id', 'appointment.member_id').innerJoin('account', 'account.id', 'membership.account_id')
    .leftJoin('membership as speaker', 'speaker.id', 'appointment.mediator_id').leftJoin('account as voice', 'voice.id', 'speaker.account_id')
    .select(['appointment.id', 'appointment.starts_at', 'account.name as member', 'voice.name as mediator'])
    .where('referral_move.referral_id', '=', id).where('appointment_matter.case_id', '=', caseId).where('appointment.state', '<>', 'cancelled').orderBy('appointment.starts_at').execute();
  return rows.map((row) => ({ id: row.id, startsAt: row.starts_at.toISOString(), member: row.member, mediator: row.mediator }));
}

/** Proposes a referral: nothing leaves yet. The same call again changes nothing. Audit: `referral.propose`. @throws {Problem} not-found */
export async function proposeReferral(act: Act, vault: Vault, id: string, given: ReferralProposed): Promise<Referral> {
  const personId = await personOfHeldCase(act, given.caseId);
  const there = await heldReferrals(act).where('referral.id', '=', id).executeTakeFirst();
  if (there) {
    if (there.case_id !== given.caseId) throw new Problem('already-exists');
    act.unchanged();
    return readReferral(act, vault, id);
  }
  const service = await act.db.selectFrom('service').select(['id', 'organisation_id']).where('id', '=', given.serviceId).where('active', '=', true).executeTakeFirst();
  if (!service) throw new Problem('not-found');
  await mustBelongToCase(act, given);
  const seal = await vault.seal(act, given.caseId, 'case');
  const { programmeId: programme_id, memberId: created_by } = act.actor;
  await act.db.insertInto('referral').values({ id, programme_id, organisation_id: service.organisation_id, service_id: service.id, kind: given.kind, reference: newReference(), mode: given.mode, created_by }).execute();
  await act.db.insertInto('referral_matter').values({
    referral_id: id, programme_id, case_id: given.caseId, person_id: personId, purpose: given.purpose, need_id: given.needId, step_id: given.stepId, instead_of: given.insteadOf,
    draft_sealed: seal.close(JSON.stringify(given.draft), place.draft(id)),
  }).execute();
  act.audit({ action: 'referral.propose', subject: 'referral', subjectId: id, caseId: given.caseId, personId });
  return readReferral(act, vault, id);
}

/** Writes the draft anew, while nothing has left. Audit: `referral.draft`. @throws {Problem} not-found, changed-meanwhile, referral-already-sent */
export async function changeDraft(act: Act, vault: Vault, id: string, changed: DraftChanged, version: number): Promise<Referral> {
  const row = await heldReferral(act, id);
  if (row.sent_at !== null || row.stopped_at !== null) throw new Problem('referral-already-sent');
  const seal = await vault.seal(act, row.case_id, 'case');
  const { numUpdatedRows } = await act.db.updateTable('referral').set({ mode: changed.mode, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.updateTable('referral_matter').set({ purpose: changed.purpose, draft_sealed: seal.close(JSON.stringify(changed.draft), place.draft(id)) }).where('referral_id', '=', id).execute();
  act.audit({ action: 'referral.draft', subject: 'referral', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return readReferral(act, vault, id);
}

/** Writes to the other side. Audit: `referral.message`. @throws {Problem} not-found, referral-not-sent */
export async function writeToPartner(act: Act, vault: Vault, id: string, written: MessageWritten): Promise<void> {
  const row = await heldReferral(act, id);
  if (row.sent_at === null || row.stopped_at !== null) throw new Problem('referral-not-sent');
  await keepMessage(act, vault, row, written);
  act.audit({ action: 'referral.message', subject: 'referral', subjectId: id, caseId: row.case_id, personId: row.person_id });
}

/** A need, a step or a replaced referral of somebody else's case is answered as if it did not exist. */
async function mustBelongToCase(act: Act, { caseId, needId, stepId, insteadOf }: ReferralProposed): Promise<void> {
  const found = await Promise.all([
    needId === null || act.db.selectFrom('need').select('id').where('id', '=', needId).where('case_id', '=', caseId).executeTakeFirst(),
    stepId === null || act.db.selectFrom('plan_step').select('id').where('id', '=', stepId).where('case_id', '=', caseId).executeTakeFirst(),
    insteadOf === null || act.db.selectFrom('referral_matter').select('referral_id').where('referral_id', '=', insteadOf).where('case_id', '=', caseId).executeTakeFirst(),
  ]);
  if (found.includes(undefined)) throw new Problem('not-found');
}

/** What is told of a referral beside whose it is. */
export type ReferralRow = Omit<HeldReferral, 'programme_id' | 'created_by' | 'case_id' | 'person_id' | 'consent_id' | 'vital_words_sealed' | 'draft_sealed' | 'category'>;

/** A referral in the list of its case, with its way so far. */
export function lineOf(reference: Reference, act: Act, row: ReferralRow, steps: Step[]): ReferralLine {
  return {
    id: row.id, reference: row.reference, kind: ReferralKind.parse(row.kind), together: togetherOf(reference, act, row), service: { id: row.service_id, name: row.service }, organisation: { id: row.organisation_id, name: row.organisation },
    mode: ReferralMode.parse(row.mode), state: ReferralState.parse(row.state), purpose: SharingPurpose.parse(row.purpose), basis: basisOf(row),
    createdAt: row.created_at.toISOString(), sentAt: row.sent_at?.toISOString() ?? null, stoppedAt: row.stopped_at?.toISOString() ?? null,
    appointmentAt: row.appointment_at?.toISOString() ?? null, owed: owedOf(act, row), insteadOf: row.instead_of, replacedBy: row.replaced_by, needId: row.need_id, stepId: row.step_id, steps, version: row.version,
  };
}
