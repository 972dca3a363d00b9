import { createHash, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { ServiceCategory } from '../../directory/contract.ts';
import { italianDay } from '../../directory/domain.ts';
import { type AnswerOwed, Basis, type Draft, ReferralMode, ReferralState, type SharingConsent, SharingPurpose, type Together } from '../contract.ts';
import { answerOwed, clockFrom } from '../domain/answers.ts';
import { type LetterHeading, type Obstacle, obstaclesIn } from '../domain/letter.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { answerTerms } from '../reference.ts';

/** Where each sealed value stands, so that none can be moved elsewhere. */
export const place = {
  draft: (id: string) => `referral_matter.draft:${id}`,
  vital: (id: string) => `referral_matter.vital_words:${id}`,
  letter: (id: string) => `referral_letter.payload:${id}`,
  move: (id: string) => `referral_move.words:${id}`,
  meeting: (id: string) => `referral_move.meeting:${id}`,
  message: (id: string) => `referral_message.body:${id}`,
} as const;

/**
 * The person of a case whose files the asker holds.
 * @throws {Problem} not-found, for an unknown case and for one that is not theirs alike
 */
export async function personOfHeldCase(act: Act, caseId: string): Promise<string> {
  const row = await act.db.selectFrom('case_access').select(['person_id', 'compartments'])
    .where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!row?.compartments.includes('case')) throw new Problem('not-found');
  return row.person_id;
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const four = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');

/** A name for a referral that can be said on the telephone: no letter that looks like a digit, and no meaning. */
export const newReference = (): string => `${four()}-${four()}`;

/** The fingerprint of a letter: what was previewed is what is sent. */
export const fingerprint = (letter: string): string => createHash('sha256').update(letter).digest('hex');

/** How the answer to a referral stands today. */
export const owedOf = (act: Act, row: { state: string; owed_on: string | null; escalate_on: string | null; together_until: string | null }): AnswerOwed | null =>
  answerOwed({ state: ReferralState.parse(row.state), owedOn: row.owed_on, escalateOn: row.escalate_on, togetherUntil: row.together_until }, italianDay(act.now));

/** The time together of a transfer; a referral to a service has none. */
export function togetherOf(reference: Reference, act: Act, row: { kind: string; together_until: string | null }): Together | null {
  return row.kind === 'transfer' ? { until: row.together_until, ...answerTerms(reference, italianDay(act.now)).together } : null;
}

/** The columns of the clock that a move into a state starts. A letter that was only read does not start the clock of its answer anew. */
export function clockColumns(reference: Reference, act: Act, from: ReferralState, to: ReferralState, appointmentAt: string | undefined, togetherUntil: string | null): { owed_on?: string | null; escalate_on?: string | null } {
  if (from === 'sent' && to === 'acknowledged') return {};
  const today = italianDay(act.now);
  const clock = clockFrom(to, today, appointmentAt === undefined ? null : italianDay(new Date(appointmentAt)), answerTerms(reference, today), togetherUntil);
  return { owed_on: clock?.owedOn ?? null, escalate_on: clock?.escalateOn ?? null };
}

/** Referrals with whose they are: the sender's view. */
export const heldReferrals = (act: Act) => act.db.selectFrom('referral').innerJoin('referral_matter', 'referral_matter.referral_id', 'referral.id')
  .innerJoin('service', 'service.id', 'referral.service_id').innerJoin('organisation', 'organisation.id', 'referral.organisation_id')
  .selectAll('referral')
  .select(['referral_matter.case_id', 'referral_matter.person_id', 'referral_matter.purpose', 'referral_matter.need_id', 'referral_matter.step_id', 'referral_matter.instead_of',
    'referral_matter.basis', 'referral_matter.consent_id', 'referral_matter.vital_words_sealed', 'referral_matter.draft_sealed',
    'service.name as service', 'service.category', 'organisation.name as organisation',
    sql<string | null>`(select n.referral_id from referral_matter n where n.instead_of = referral.id limit 1)`.as('replaced_by')]);

export type HeldReferral = Awaited<ReturnType<ReturnType<typeof heldReferrals>['executeTakeFirstOrThrow']>>;

/** @throws {Problem} not-found, for an unknown referral and for one of a case that is not theirs alike */
export async function heldReferral(act: Act, id: string): Promise<HeldReferral> {
  const row = await heldReferrals(act).where('referral.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row;
}

/** The heading of a letter that this colleague would send. */
export async function headingBy(act: Act, row: Pick<HeldReferral, 'reference' | 'service' | 'mode' | 'purpose'>): Promise<LetterHeading> {
  const sender = await act.db.selectFrom('account').innerJoin('membership', 'membership.account_id', 'account.id').innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .select(['account.name', 'organisation.name as organisation']).where('membership.id', '=', act.actor.memberId).executeTakeFirstOrThrow();
  return { reference: row.reference, service: row.service, from: { organisation: sender.organisation, name: sender.name }, mode: ReferralMode.parse(row.mode), purpose: SharingPurpose.parse(row.purpose) };
}

/** What keeps a draft from leaving, with every name the person was ever known by looked for in its words. */
export async function obstaclesOf(act: Act, personId: string, draft: Draft, category: string): Promise<Obstacle[]> {
  const { rows: [known] } = await sql<{ names: string[] }>`select names_ever(${personId}) as names`.execute(act.db);
  return obstaclesIn(draft, ServiceCategory.parse(category), known?.names ?? []);
}

const ConsentRow = z.object({ id: z.uuid(), purpose: SharingPurpose, state: z.enum(['requested', 'given']), valid_until: z.string().nullable(), stands: z.boolean() });

/** The consents of the person to share with an organisation that were asked or given; those that ended are not offered. */
export async function sharingConsents(act: Act, caseId: string, organisationId: string): Promise<SharingConsent[]> {
  const rows = await act.db.selectFrom('consent').select(['id', 'purpose', 'state', 'valid_until', sql<boolean>`consent_stands(consent)`.as('stands')])
    .where('case_id', '=', caseId).where('switch', '=', 'sharing').where('recipient_id', '=', organisationId).where('state', 'in', ['requested', 'given'])
    .orderBy('requested_at', 'desc').limit(20).execute();
  return rows.map((row) => ConsentRow.parse(row)).map((row) => ({ id: row.id, purpose: row.purpose, state: row.state, validUntil: row.valid_until, inForce: row.stands }));
}

export const basisOf = (row: { basis: string }): Basis => Basis.parse(row.basis);
