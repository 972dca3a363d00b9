import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { type Inbound, MeetingCancel, MeetingState, MeetingWay, type MoveMeeting, type NewMeeting, type Sent } from '../contract.ts';
import { identifyingIn, meetingMachine } from '../domain.ts';

const ofShared = (id: string): string => `inbound_meeting.shared:${id}`;
const ofOwn = (id: string): string => `inbound_meeting.own:${id}`;

/** Calls a joint meeting; the same again changes nothing. Audit: `inbound-meeting.call`. @throws {Problem} not-found, illegal-move, invalid-input, double-booking-operator, already-exists */
export async function callMeeting(act: Act, id: string, meetingId: string, { startsAt, lasts, way, place, memberIds }: NewMeeting): Promise<void> {
  const { rows: [called] } = await sql<{ is_new: boolean }>`select call_inbound_meeting(${meetingId}, ${id}, ${startsAt}, ${lasts}, ${way}, ${place}, ${memberIds}::uuid[]) as is_new`.execute(act.db);
  if (!called?.is_new) return act.unchanged();
  act.audit({ action: 'inbound-meeting.call', subject: 'inbound-referral', subjectId: id });
}

/** It was held, with what was agreed for both sides and what the team keeps; or it is called off. Audit: `inbound-meeting.<move>`. @throws {Problem} not-found, illegal-move, too-early, reason-required, letter-identifies where it would say to the other side who it is */
export async function moveMeeting(act: Act, vault: Vault, id: string, meetingId: string, given: MoveMeeting): Promise<void> {
  const { rows: [side] } = await sql<{ is_ours: boolean; may_identify: boolean }>`
    select handles_inbound(${id}) and exists (select from inbound_meeting k where k.id = ${meetingId} and k.referral_id = ${id}) as is_ours, inbound_letters_may_identify(${id}) as may_identify`.execute(act.db);
  const seal = side?.is_ours ? (await vault.seals(act, id)).get('inbound') : undefined;
  if (!seal) throw new Problem('not-found');
  const identifying = side?.may_identify ? [] : identifyingIn(given.shared ?? '', { place: true });
  if (identifying.length > 0) throw new Problem('letter-identifies', { errors: identifying.map((code) => ({ path: 'shared', code })) });
  const shared = given.move === 'hold' && given.shared ? (await vault.seal(act, id, 'inbound-thread')).close(given.shared, ofShared(meetingId)) : null;
  const own = given.move === 'hold' && given.own ? seal.close(given.own, ofOwn(meetingId)) : null;
  const { rows: [taken] } = await sql<{ is_new: boolean }>`select move_inbound_meeting(${meetingId}, ${given.id}, ${given.move}, ${given.reason ?? null}, ${shared}, ${own}) as is_new`.execute(act.db);
  if (!taken?.is_new) return act.unchanged();
  act.audit({ action: `inbound-meeting.${given.move}`, subject: 'inbound-referral', subjectId: id });
}

interface Row {
  id: string; state: string; starts_at: Date; lasts: number; way: string; place: string | null; shared_sealed: Buffer | null;
}
const headOf = (row: Row, thread: Seal | undefined) => ({
  id: row.id, state: MeetingState.parse(row.state), startsAt: moment(row.starts_at), lasts: row.lasts, way: MeetingWay.parse(row.way), place: row.place, shared: row.shared_sealed ? thread?.open(row.shared_sealed, ofShared(row.id)) ?? null : null,
});

/** The meetings about one, for the team. @param words opens what the team kept, for who handles it */
export async function meetingsOf(act: Act, words: Seal | undefined, thread: Seal | undefined, id: string, isMine: boolean): Promise<Inbound['meetings']> {
  const { rows } = await sql<Row & { own_sealed: Buffer | null; by: string; members: string[]; reason: string | null }>`
    select k.id, k.state, k.starts_at, k.lasts, k.way, k.place, k.shared_sealed, k.own_sealed, caller.name as by,
        array(select who.name from inbound_meeting_member w join membership hat on hat.id = w.member_id join account who on who.id = hat.account_id where w.meeting_id = k.id order by who.name) as members,
        (select m.reason from inbound_meeting_move m where m.meeting_id = k.id and m.move = 'cancel') as reason
      from inbound_meeting k join membership c on c.id = k.by_member join account caller on caller.id = c.account_id where k.referral_id = ${id} order by k.starts_at, k.id`.execute(act.db);
  return rows.map((row) => ({
    ...headOf(row, thread), by: row.by, members: row.members, own: isMine && row.own_sealed ? words?.open(row.own_sealed, ofOwn(row.id)) ?? null : null, reason: MeetingCancel.nullable().parse(row.reason),
    moves: isMine ? meetingMachine.movesFrom(MeetingState.parse(row.state)) : [],
  }));
}

/** The meetings about what one's body sent: when, where, and what was agreed. */
export async function sentMeetings(act: Act, thread: Seal | undefined, id: string): Promise<Sent['meetings']> {
  const { rows } = await sql<Row>`select * from inbound_sent_meetings(${id})`.execute(act.db);
  return rows.map((row) => headOf(row, thread));
}
