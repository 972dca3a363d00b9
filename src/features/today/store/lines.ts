import { type RawBuilder, sql } from 'kysely';
import { LINES_PER_KIND, type TodayItem } from '../contract.ts';

export interface LineRow {
  section: TodayItem['section'];
  kind: TodayItem['kind'];
  id: string;
  case_id: string | null;
  person_id: string | null;
  code: string | null;
  at: string | null;
  overdue: boolean;
  facts: TodayItem['facts'] | null;
}

export const lineOf = (row: LineRow): TodayItem => ({
  section: row.section, kind: row.kind, id: row.id, caseId: row.case_id, personId: row.person_id, code: row.code, at: row.at, overdue: row.overdue, facts: row.facts ?? {},
});

/** Who asks for which day. `coordinates`: the lines of everybody, as whoever coordinates sees them. */
export interface Asks {
  readonly me: string;
  readonly programme: string;
  readonly day: string;
  readonly coordinates: boolean;
}

const nameOf = (member: RawBuilder<unknown>): RawBuilder<unknown> => sql`(select w.name from membership h join account w on w.id = h.account_id where h.id = ${member})`;

/** Who is expected today, and which colleagues are in the room besides whoever looks. It names the columns of the lines: it stands first. */
export const appointmentLines = ({ me, programme, day, coordinates }: Asks): RawBuilder<LineRow> => sql<LineRow>`
    (select 'agenda' as section, 'appointment' as kind, a.id, m.case_id, c.person_id, a.code, to_json(a.starts_at)#>>'{}' as at, false as overdue,
        jsonb_build_object('state', a.state, 'language', a.language, 'room', a.room, 'with', case when a.member_id = ${me} then null else ${nameOf(sql`a.member_id`)} end,
          'mediator', case when a.mediator_id = ${me} then null else ${nameOf(sql`a.mediator_id`)} end) as facts
      from appointment a left join appointment_matter m on m.appointment_id = a.id left join case_file c on c.id = m.case_id
      where a.programme_id = ${programme} and a.starts_at >= (${day}::date)::timestamp at time zone 'Europe/Rome' and a.starts_at < (${day}::date + 1)::timestamp at time zone 'Europe/Rome'
        and a.state <> 'cancelled' and (${coordinates} or ${me} in (a.member_id, a.mediator_id)) order by a.starts_at limit 60)`;

/** Who goes out today, is out, or has returned and has not closed the outing. */
export const outingLines = ({ me, programme, day, coordinates }: Asks): RawBuilder<LineRow> => sql<LineRow>`
    (select case when o.state = 'returned' and o.starts_at < (${day}::date)::timestamp at time zone 'Europe/Rome' then 'late' else 'agenda' end, 'outing', o.id, null, null, null, to_json(o.starts_at)#>>'{}', false, jsonb_build_object('state', o.state, 'until', to_json(o.ends_at)#>>'{}')
      from outing o where o.programme_id = ${programme} and (o.state in ('under-way', 'returned') or o.state = 'planned' and o.ends_at >= (${day}::date)::timestamp at time zone 'Europe/Rome' and o.starts_at < (${day}::date + 1)::timestamp at time zone 'Europe/Rome')
        and (${coordinates} or o.buddy_id = ${me} or exists (select from outing_crew w where w.outing_id = o.id and w.member_id = ${me} and w.left_at is null)) order by o.starts_at limit ${LINES_PER_KIND})`;

/** What of the street waits for somebody: alarms, hours that were promised and are gone, a danger or perhaps a minor. */
export const streetLines = ({ me, programme, coordinates }: Asks): RawBuilder<LineRow> => sql<LineRow>`
    -- Of whoever coordinates, of the crew and its buddy; once nobody took it on, of the deputies too.
    (select 'dangerous', 'outing-alarm', a.id, null, null, null, to_json(a.due_at)#>>'{}', a.state = 'standing' and a.kind <> 'help', jsonb_build_object('kind', a.kind, 'state', a.state, 'outingId', a.outing_id, 'heldBy', ${nameOf(sql`a.held_by`)},
          'heldSince', to_json(a.held_since)#>>'{}', 'climbsAt', to_json(alarm_climbs_at(a, outreach_rule_here()))#>>'{}')
      from outing_alarm a join outing o on o.id = a.outing_id where a.programme_id = ${programme} and a.state <> 'closed'
        and (${coordinates} or o.buddy_id = ${me} or exists (select from outing_crew w where w.outing_id = o.id and w.member_id = ${me} and w.left_at is null)
          or a.escalated_at is not null and exists (select from outreach_setting s where s.programme_id = ${programme} and ${me} = any (s.deputies))) order by a.raised_at limit ${LINES_PER_KIND})
    union all
    -- Given on the street by somebody whose word came late: whoever was promised it does not know that it is gone.
    (select 'late', 'street-hour-promised', h.id, null, null, h.goes_by, to_json(a.starts_at)#>>'{}', true, jsonb_build_object('contactId', h.contact_id)
      from street_hour h join appointment a on a.id = h.appointment_id where h.programme_id = ${programme} and h.state = 'promised'
        and (${coordinates} or ${me} in (h.for_member, h.created_by)) order by a.starts_at limit ${LINES_PER_KIND})
    union all
    -- What was seen on the street and waits for somebody: of who coordinates, of who met them, and of their crew.
    (select 'dangerous', 'street-concern', k.id, null, null, null, to_json(k.at)#>>'{}', k.at < now() - interval '1 day', jsonb_build_object('why', case when k.danger then 'danger' else 'possibly-minor' end)
      from street_contact k where k.programme_id = ${programme} and k.taken_back_at is null and (k.danger or k.age_band = 'possibly-minor') and ((select actor_stands_in()) or k.recorded_by = ${me} or of_crew(k.outing_id))
        and concern_waits(k) order by k.at limit ${LINES_PER_KIND})`;
