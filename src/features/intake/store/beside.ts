import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { type Beside, LETTERS_SHOWN, type LetterWaiting } from '../contract.ts';
import { clockState } from '../domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { intakeTerm } from '../reference.ts';

interface LetterRow { id: string; arrived_at: string; due_at: string; remind_at: string; known: string | null }
interface Row { mail: number; held: number; handed: number; known: LetterRow[]; unknown: LetterRow[] }

const waits = sql`m.kind = 'letter' and m.state in ('waiting', 'held')`;
const isUnknown = sql`m.known_sender_id is null and m.organisation_id is null`;

/** The letters whose terms end first. Whose they are is in the address book; what they say is not read here. */
const letters = (which: RawBuilder<unknown>): RawBuilder<unknown> => sql`(select coalesce(jsonb_agg(l order by l.due_at, l.id), '[]') from (
  select m.id, m.arrived_at, m.due_at, m.remind_at, coalesce(k.label, o.name) as known from mail_message m left join known_sender k on k.id = m.known_sender_id left join organisation o on o.id = m.organisation_id
   where ${waits} and ${which} order by m.due_at, m.id limit ${LETTERS_SHOWN}) l)`;

/**
 * What waits beside the segnalazioni, in one statement under the policies of each room: letters for who reads the mailbox, notes for who coordinates, and for
 * everybody of the team how much is held apart.
 */
export async function readBeside(act: Act): Promise<Beside> {
  const { rows: [row] } = await sql<Row>`
    select q.mail, q.unknown_mail + (select count(*)::int from inbound_referral r where r.programme_id = ${act.actor.programmeId} and r.state = 'sent' and r.sent_at is not null) as held,
        (select count(*)::int from handed_note n where n.programme_id = ${act.actor.programmeId} and n.state = 'waiting') as handed, ${letters(sql`not (${isUnknown})`)} as known, ${letters(isUnknown)} as unknown
      from (select count(*)::int as mail, count(*) filter (where ${isUnknown})::int as unknown_mail from mail_message m where ${waits}) q`.execute(act.db);
  const { verified } = intakeTerm(await referenceOf(act), 'answer', italianDay(act.now));
  const lineOf = (one: LetterRow): LetterWaiting => {
    const [dueAt, remindAt] = [new Date(one.due_at), new Date(one.remind_at)];
    return { id: one.id, arrivedAt: new Date(one.arrived_at).toISOString(), known: one.known, clock: { dueAt: dueAt.toISOString(), state: clockState({ dueAt, remindAt }, act.now, false), verified } };
  };
  return { mail: row?.mail ?? 0, held: row?.held ?? 0, handed: row?.handed ?? 0, known: (row?.known ?? []).map(lineOf), unknown: (row?.unknown ?? []).map(lineOf) };
}
