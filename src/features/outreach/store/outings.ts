import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, exactly, moment, momentOrNull, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { type Colleague, LONGEST_OUTING_HOURS, Material, type Outing, type OutingLine, type OutingQuery, type StreetHour } from '../contract.ts';
import { languagesMissing, nextDue, outingMovesFor } from '../domain.ts';
import { checkColumns, checkOf, type CheckRow, crewOf, watch } from './watching.ts';

interface StopRow {
  readonly id: string; readonly placeId: string; readonly name: string; readonly town: string; readonly kind: OutingLine['stops'][number]['kind']; readonly at: string | null; readonly outcome: OutingLine['stops'][number]['outcome']; readonly languages: string[];
}
interface LineRow {
  readonly id: string; readonly state: OutingLine['state']; readonly starts_at: Date; readonly ends_at: Date; readonly started_at: Date | null; readonly returned_at: Date | null; readonly purposes: OutingLine['purposes']; readonly vehicle: string;
  readonly crew: OutingLine['crew']; readonly answerable: Colleague; readonly buddy: Colleague | null; readonly created_by: string; readonly created_at: Date; readonly stops: StopRow[]; readonly contacts: number; readonly people: number;
  readonly minutes: number; readonly checked_at: Date | null; readonly alarm: OutingLine['alarm']; readonly version: number; readonly place: string;
}
interface OutingRow extends LineRow {
  readonly purpose_words: string; readonly materials: unknown; readonly materials_given: unknown; readonly check_minutes: number | null; readonly weather: string; readonly kilometres: number | null; readonly incidents: string; readonly diary: string;
  readonly plan_by: Colleague | null; readonly plan_at: Date | null;
}

const lineColumns = sql`o.id, o.state, o.starts_at, o.ends_at, o.started_at, o.returned_at, o.purposes, o.vehicle, o.created_by, o.created_at, o.version, ${exactly('o.starts_at')} as place,
  ${crewOf} as crew, ${colleague('o.answerable_id')} as answerable, ${colleague('o.buddy_id')} as buddy, coalesce(o.check_minutes, (outreach_rule_here()).check_minutes) as minutes,
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'placeId', w.id, 'name', w.name, 'town', w.town, 'kind', w.kind, 'at', to_json(s.at)#>>'{}', 'outcome', s.outcome, 'languages', w.languages) order by s.position)
    from outing_stop s join place w on w.id = s.place_id where s.outing_id = o.id and s.removed_at is null), '[]') as stops,
  (select count(*)::int from street_contact c where c.outing_id = o.id and c.taken_back_at is null) as contacts, (select coalesce(sum(c.people), 0)::int from street_contact c where c.outing_id = o.id and c.taken_back_at is null) as people,
  (select max(k.at) from outing_check k where k.outing_id = o.id) as checked_at,
  (select jsonb_build_object('id', a.id, 'kind', a.kind, 'state', a.state) from outing_alarm a where a.outing_id = o.id and a.state <> 'closed' order by (a.kind = 'help') desc, (a.state = 'standing') desc, a.raised_at limit 1) as alarm`;

function lineOf(act: Act) {
  return (row: LineRow): OutingLine => {
    const due = nextDue({
      state: row.state, writtenAt: row.created_at.getTime(), startsAt: row.starts_at.getTime(), endsAt: row.ends_at.getTime(), startedAt: row.started_at?.getTime() ?? null, checkMinutes: row.minutes, checks: row.checked_at ? [{ kind: 'check-in', at: row.checked_at.getTime() }] : [],
    });
    return {
      id: row.id, state: row.state, startsAt: moment(row.starts_at), endsAt: moment(row.ends_at), purposes: row.purposes, vehicle: row.vehicle, crew: row.crew, answerable: row.answerable, buddy: row.buddy,
      isMine: [...row.crew, row.answerable, ...(row.buddy ? [row.buddy] : [])].some((one) => one.memberId === act.actor.memberId),
      stops: row.stops.map(({ id, placeId, name, town, kind, at, outcome }) => ({ id, placeId, name, town, kind, at: at && moment(new Date(at)), outcome })),
      languagesMissing: languagesMissing(row.stops.flatMap((stop) => stop.languages), row.crew.flatMap((one) => one.languages)),
      contacts: row.contacts, people: row.people, dueAt: due === null ? null : moment(new Date(due)), alarm: row.alarm, version: row.version,
    };
  };
}

/** Outings by their hour, with those of the night before that reach into the span; without a span, of today and tomorrow and whatever is still under way. Looks first after who is out. */
export async function listOutings(act: Act, asked: OutingQuery): Promise<Page<OutingLine>> {
  await watch(act);
  const after = placeAfter(asked.after, 2);
  const today = italianDay(act.now);
  const from = asked.from ?? today;
  const until = asked.to ?? asked.from ?? italianDay(new Date(act.now.getTime() + 24 * 3_600_000));
  const mine = asked.whose === 'mine' ? sql`and (o.answerable_id = ${act.actor.memberId} or o.buddy_id = ${act.actor.memberId} or exists (select from outing_crew w where w.outing_id = o.id and w.member_id = ${act.actor.memberId} and w.left_at is null))` : sql``;
  const alsoOut = asked.from === undefined && asked.to === undefined ? sql`or o.state = 'under-way'` : sql``;
  const { rows } = await sql<LineRow>`
    select ${lineColumns} from outing o where o.programme_id = ${act.actor.programmeId} ${mine}
       and (o.starts_at >= (${from}::date)::timestamp at time zone 'Europe/Rome' - interval '${sql.raw(String(LONGEST_OUTING_HOURS))} hours' and o.ends_at >= (${from}::date)::timestamp at time zone 'Europe/Rome'
            and o.starts_at < (${until}::date + 1)::timestamp at time zone 'Europe/Rome' ${alsoOut})
       ${after ? sql`and (o.starts_at, o.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
     order by o.starts_at, o.id limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'outing.list', subject: 'outing', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], lineOf(act));
}

interface StepRow {
  readonly id: string; readonly move: Outing['steps'][number]['move']; readonly at: Date; readonly by: Colleague; readonly reason: string | null;
}
export interface HourRow {
  readonly id: string; readonly outing_id: string; readonly for_member: Colleague; readonly appointment_id: string; readonly starts_at: Date; readonly ends_at: Date; readonly member: Colleague; readonly mediator: Colleague | null; readonly room: string | null;
  readonly state: StreetHour['state']; readonly contact_id: string | null; readonly code: string | null; readonly version: number;
}
export const hourColumns = sql`h.id, h.outing_id, ${colleague('h.for_member')} as for_member, h.appointment_id, a.starts_at, a.ends_at, ${colleague('a.member_id')} as member, ${colleague('a.mediator_id')} as mediator, a.room, h.state, h.contact_id, case h.state when 'given' then a.code when 'promised' then h.goes_by end as code, h.version`;
export const hourOf = (row: HourRow): StreetHour => ({
  id: row.id, outingId: row.outing_id, forMember: row.for_member, appointmentId: row.appointment_id, startsAt: moment(row.starts_at), endsAt: moment(row.ends_at), member: row.member, mediator: row.mediator, room: row.room,
  state: row.state, contactId: row.contact_id, code: row.code, version: row.version,
});

/** An outing whole: plan, diary, signs of life, steps, hours kept for it. Looks first after who is out. @throws {Problem} not-found */
export async function readOuting(act: Act, id: string): Promise<Outing> {
  await watch(act);
  const { rows: [row] } = await sql<OutingRow>`
    select ${lineColumns}, o.purpose_words, o.materials, o.materials_given, o.check_minutes, o.weather, o.kilometres, o.incidents, o.diary, case when o.plan_by is not null then ${colleague('o.plan_by')} end as plan_by, o.plan_at from outing o where o.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const checks = await sql<CheckRow>`select ${checkColumns} from outing_check k where k.outing_id = ${id} order by k.at, k.id limit 500`.execute(act.db);
  const steps = await sql<StepRow>`select m.id, m.move, m.at, ${colleague('m.by_member')} as by, m.reason from outing_move m where m.outing_id = ${id} order by m.at`.execute(act.db);
  const hours = await sql<HourRow>`select ${hourColumns} from street_hour h join appointment a on a.id = h.appointment_id where h.outing_id = ${id} order by a.starts_at, h.id`.execute(act.db);
  act.audit({ action: 'outing.read', subject: 'outing', subjectId: id });
  const mayMove = act.actor.role === 'coordinator' || row.created_by === act.actor.memberId || [...row.crew, row.answerable].some((one) => one.memberId === act.actor.memberId);
  return {
    ...lineOf(act)(row), planChanged: row.plan_by && row.plan_at ? { by: row.plan_by, at: moment(row.plan_at) } : null, purposeWords: row.purpose_words, materials: Material.array().parse(row.materials), materialsGiven: Material.array().parse(row.materials_given), checkMinutes: row.minutes, checkMinutesOwn: row.check_minutes,
    weather: row.weather, kilometres: row.kilometres, incidents: row.incidents, diary: row.diary, startedAt: momentOrNull(row.started_at), returnedAt: momentOrNull(row.returned_at),
    checks: checks.rows.map(checkOf), steps: steps.rows.map((step) => ({ ...step, at: moment(step.at) })), moves: outingMovesFor(row.state, mayMove), hours: hours.rows.map(hourOf),
  };
}
