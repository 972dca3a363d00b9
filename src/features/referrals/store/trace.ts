import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { Going, Meeting, MeetingWords, type Message, type MessageWritten, MoveReason, ReferralMove, ReferralState, type Step } from '../contract.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { clockColumns, place } from './common.ts';

/** What is read of a referral's way and of what was said on it: the same for both sides, each within their rights. */
export async function stepsOf(act: Act, ids: readonly string[], seals: (referralId: string) => Seal | undefined): Promise<ReadonlyMap<string, Step[]>> {
  if (ids.length === 0) return new Map();
  const rows = await act.db.selectFrom('referral_move').innerJoin('membership', 'membership.id', 'referral_move.by_member').innerJoin('account', 'account.id', 'membership.account_id')
    .selectAll('referral_move').select('account.name as by').where('referral_id', 'in', ids).orderBy('referral_move.at').orderBy('referral_move.id').execute();
  const steps = rows.map((row) => [row.referral_id, stepOf(row, seals(row.referral_id))] as const);
  return new Map(ids.map((id) => [id, steps.filter(([of]) => of === id).map(([, step]) => step)]));
}

/** A move on a referral as the database tells it. */
export interface StepRow {
  readonly id: string;
  readonly move: string;
  readonly to_state: string;
  readonly reason: string | null;
  readonly words_sealed: Buffer | null;
  readonly appointment_at: Date | null;
  readonly meeting: string | null;
  readonly meeting_sealed: Buffer | null;
  readonly together_until: string | null;
  readonly by: string;
  readonly on_behalf: boolean;
  readonly at: Date;
}

/** A step of the way as it crosses the wire; without the seal, without what was said. */
export const stepOf = (row: StepRow, seal: Seal | undefined): Step => ({
  id: row.id, move: ReferralMove.parse(row.move), to: ReferralState.parse(row.to_state), reason: row.reason === null ? null : MoveReason.parse(row.reason),
  words: row.words_sealed === null ? null : seal?.open(row.words_sealed, place.move(row.id)) ?? null,
  appointmentAt: row.appointment_at?.toISOString() ?? null, meeting: meetingOf(row, seal), togetherUntil: row.together_until, by: row.by, onBehalf: row.on_behalf, at: row.at.toISOString(),
});

/** The meeting with its words; without the seal nothing of it. */
const meetingOf = (row: StepRow, seal: Seal | undefined): Meeting | null => (row.meeting === null || row.meeting_sealed === null || !seal
  ? null
  : { purpose: Meeting.shape.purpose.parse(row.meeting), ...MeetingWords.parse(JSON.parse(seal.open(row.meeting_sealed, place.meeting(row.id)))) });

/** The messages on a referral, oldest first; none where the seal is closed to the asker. */
export async function messagesOf(act: Act, id: string, seal: Seal | undefined): Promise<Message[]> {
  if (!seal) return [];
  const rows = await act.db.selectFrom('referral_message').innerJoin('membership', 'membership.id', 'referral_message.author_id').innerJoin('account', 'account.id', 'membership.account_id')
    .innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .select(['referral_message.id', 'referral_message.body_sealed', 'referral_message.at', 'referral_message.author_id', 'referral_message.going', 'referral_message.heard', 'account.name as by', 'organisation.name as organisation'])
    .where('referral_id', '=', id).orderBy('referral_message.at').orderBy('referral_message.id').limit(300).execute();
  return rows.map((row) => ({ id: row.id, words: seal.open(row.body_sealed, place.message(row.id)), going: row.going === null ? null : Going.parse(row.going), heard: row.heard, by: row.by, organisation: row.organisation, mine: row.author_id === act.actor.memberId, at: row.at.toISOString() }));
}

/** Says that the notices about a referral were seen: it is open on the screen. */
export async function seenBy(act: Act, id: string): Promise<void> {
  await act.db.updateTable('referral_notice').set({ read_at: act.now }).where('member_id', '=', act.actor.memberId).where('referral_id', '=', id).where('read_at', 'is', null).execute();
}

/**
 * Seals a message, or a shared note, under the referral's own key; sent again with the same id it stays one. A note of the programme, or one
 * that it told by telephone, starts the clock of the next. @throws {Problem} already-exists where other words stand under that id
 */
export async function keepMessage(act: Act, vault: Vault, row: { id: string; together_until: string | null }, written: MessageWritten): Promise<void> {
  const seal = await vault.seal(act, row.id, 'referral');
  const there = await act.db.selectFrom('referral_message').select(['referral_id', 'author_id', 'body_sealed', 'going', 'heard']).where('id', '=', written.id).executeTakeFirst();
  if (there) {
    const isSame = there.referral_id === row.id && there.author_id === act.actor.memberId && there.going === (written.going ?? null) && there.heard === written.heard && seal.open(there.body_sealed, place.message(written.id)) === written.words;
    if (!isSame) throw new Problem('already-exists');
    return;
  }
  await act.db.insertInto('referral_message').values({
    id: written.id, programme_id: act.actor.programmeId, referral_id: row.id, body_sealed: seal.close(written.words, place.message(written.id)), author_id: act.actor.memberId,
    going: written.going ?? null, heard: written.heard,
  }).execute();
  if (written.going !== undefined && (written.heard || act.actor.role === 'partner')) {
    await act.db.updateTable('referral').set({ ...clockColumns(await referenceOf(act), act, 'together', 'together', undefined, row.together_until) }).where('id', '=', row.id).execute();
  }
}
