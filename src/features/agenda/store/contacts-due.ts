import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { ContactDue, ContactKindDue, NewAttempt } from '../contract.ts';
import { reminderWords, type StandingWords, waysTo } from '../domain/reminder-words.ts';

interface Row {
  kind: ContactKindDue; appointment_id: string; case_id: string; code: string; starts_at: Date; language: string; has_card: boolean; do_not_call: boolean; leave_messages: boolean; kinds: string[]; outcome: ContactDue['outcome']; by_name: string | null;
}

/**
 * Whom of one's people to remind (what is booked until the day after tomorrow) and whom to call back (who was missing within thirty days and
 * has no other appointment yet). What was done for an hour that was moved since does not count any more.
 */
export async function contactsDue(act: Act): Promise<ContactDue[]> {
  const { rows } = await sql<Row>`
    with due as (
      select 'reminder' as kind, a.*, m.case_id as of_case from appointment a join appointment_matter m on m.appointment_id = a.id
       where a.state = 'booked' and a.starts_at > ${act.now} and a.starts_at < ((${act.now}::timestamptz at time zone 'Europe/Rome')::date + 3)::timestamp at time zone 'Europe/Rome'
      union all
      select 'recall', a.*, m.case_id from appointment a join appointment_matter m on m.appointment_id = a.id
       where a.state = 'no-show' and a.starts_at > ${act.now}::timestamptz - interval '30 days'
         and not exists (select from appointment_matter n join appointment b on b.id = n.appointment_id where n.case_id = m.case_id and b.state <> 'cancelled' and b.starts_at > a.starts_at)
    )
    select d.kind, d.id as appointment_id, d.of_case as case_id, d.code, d.starts_at, coalesce(s.language, d.language) as language,
           s.person_id is not null as has_card, coalesce(s.do_not_call, false) as do_not_call, coalesce(s.leave_messages, false) as leave_messages,
           array(select distinct k.kind from person_contact k where k.person_id = c.person_id and k.removed_at is null and k.belongs_to = 'person') as kinds, t.outcome, w.name as by_name
      from due d join case_file c on c.id = d.of_case left join safe_contact_card s on s.person_id = c.person_id
      left join lateral (select x.outcome, x.by_member from contact_attempt x where x.appointment_id = d.id and x.kind = d.kind
        and x.at > coalesce((select max(v.at) from appointment_move v where v.appointment_id = d.id and v.move in ('reschedule', 'miss')), '-infinity') order by x.at desc limit 1) t on true
      left join membership h on h.id = t.by_member left join account w on w.id = h.account_id
     order by t.outcome is not null, d.starts_at, d.id limit 200`.execute(act.db);
  const { rows: standing } = rows.length === 0 ? { rows: [] } : await sql<StandingWords>`
    select distinct on (t.key, t.language) t.key, t.language, t.words, t.approved_by is not null as approved from phrase_text t where t.key like 'reminder.%' order by t.key, t.language, t.edition desc`.execute(act.db);
  act.audit({ action: 'contacts-due.read', subject: 'agenda', details: { due: rows.length } });
  return rows.map((row) => ({
    kind: row.kind, appointmentId: row.appointment_id, caseId: row.case_id, code: row.code, startsAt: row.starts_at.toISOString(), language: row.language,
    ...waysTo({ hasCard: row.has_card, doNotCall: row.do_not_call, leaveMessages: row.leave_messages, kinds: row.kinds }),
    words: reminderWords(row.kind, row.language, row.starts_at, standing), outcome: row.outcome, by: row.by_name,
  }));
}

/** Writes down that one tried, and what came of it; sent again it changes nothing. @throws {Problem} not-found, not-allowed, contact-not-allowed */
export async function writeAttempt(act: Act, id: string, given: NewAttempt): Promise<void> {
  const written = await act.db.insertInto('contact_attempt').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, appointment_id: given.appointmentId, kind: given.kind, outcome: given.outcome, channel: given.channel ?? null, reason: given.reason ?? null, by_member: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (written.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: `contact.${given.kind}`, subject: 'appointment', subjectId: given.appointmentId, caseId: given.caseId, details: { outcome: given.outcome } });
}
