import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { appointmentsWhere } from './appointments.ts';
import type { ExceptionKept, ExceptionKind, Hours, HoursException, HoursThere, NewException, NewHours, NewRoom, NotFree, Resources, Room, RoomChange } from '../contract.ts';

/** Rooms, weekly hours that still hold or will, absences that are not over, and the public holidays of a year. Nobody outside the team reads any. */
export async function resources(act: Act): Promise<Resources> {
  const today = italianDay(act.now);
  const [rooms, hours, exceptions, holidays] = [
    await sql<Room>`select id, name, kind, step_free as "stepFree", retired_at is null as "inUse", version from desk_room order by kind desc, name`.execute(act.db),
    await sql<Hours>`${hoursRow} where removed_at is null and (valid_until is null or valid_until >= ${today}::date) order by weekdays, from_time, id`.execute(act.db),
    await sql<HoursException & { startsAt: Date; endsAt: Date }>`${exceptionRow} where removed_at is null and ends_at > ${act.now} order by starts_at, id`.execute(act.db),
    await sql<{ day: string; name: string; words: { it: string; en: string } | null }>`
      select day::text, name, null::jsonb as words from public_holiday where (select actor_in_team()) and day between ${today}::date and ${today}::date + 365
      union all select g.day::date::text, 'own', v.body -> 'words' from reference_value v join generate_series(${today}::date::timestamp, ${today}::date + 365, interval '1 day') g (day)
          on to_char(g.day, 'MM-DD') = v.entry and g.day::date >= v.valid_from and (v.valid_until is null or g.day::date <= v.valid_until)
        where (select actor_in_team()) and v.programme_id = ${act.actor.programmeId} and v.collection = 'holidays' and v.state <> 'withdrawn' and v.body is not null order by 1`.execute(act.db),
  ];
  return { rooms: rooms.rows, hours: hours.rows, exceptions: exceptions.rows.map(exceptionOf), holidays: holidays.rows };
}

const hoursRow = sql`select id, member_id as "memberId", room_id as "roomId", weekdays, to_char(from_time, 'HH24:MI') as "from", to_char(to_time, 'HH24:MI') as "to", valid_from::text as "validFrom", valid_until::text as "validUntil" from desk_hours`;
const exceptionRow = sql`select id, member_id as "memberId", room_id as "roomId", kind, starts_at as "startsAt", ends_at as "endsAt" from desk_exception`;
const exceptionOf = (row: { id: string; memberId: string | null; roomId: string | null; kind: ExceptionKind; startsAt: Date; endsAt: Date }): HoursException =>
  ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() });

async function roomOf(act: Act, id: string): Promise<Room> {
  const { rows: [room] } = await sql<Room>`select id, name, kind, step_free as "stepFree", retired_at is null as "inUse", version from desk_room where id = ${id}`.execute(act.db);
  if (!room) throw new Problem('not-found');
  return room;
}

/** Names a room, once and for good. @throws {Problem} already-exists where the name was given before, also to a room no longer in use */
export async function addRoom(act: Act, id: string, given: NewRoom): Promise<Room> {
  const added = await act.db.insertInto('desk_room').values({ id, programme_id: act.actor.programmeId, name: given.name, kind: given.kind, step_free: given.stepFree, created_by: act.actor.memberId, created_at: act.now })
    .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'room.add', subject: 'room', subjectId: id });
  return roomOf(act, id);
}

/** @throws {Problem} not-found (also for who may not), changed-meanwhile */
export async function changeRoom(act: Act, id: string, version: number, given: RoomChange): Promise<Room> {
  const changed = await act.db.updateTable('desk_room').set({ step_free: given.stepFree, retired_at: given.inUse ? null : act.now, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Problem((await roomOf(act, id)).version === version ? 'not-allowed' : 'changed-meanwhile');
  act.audit({ action: given.inUse ? 'room.use' : 'room.retire', subject: 'room', subjectId: id });
  return roomOf(act, id);
}

/** Writes weekly hours; sent again it changes nothing. @throws {Problem} not-allowed for another's hours, unless one coordinates */
export async function addHours(act: Act, id: string, given: NewHours): Promise<Hours> {
  const added = await act.db.insertInto('desk_hours').values({
    id, programme_id: act.actor.programmeId, member_id: given.memberId ?? null, room_id: given.roomId ?? null, weekdays: [...new Set(given.weekdays)].toSorted(),
    from_time: given.from, to_time: given.to, valid_from: given.validFrom, valid_until: given.validUntil ?? null, created_by: act.actor.memberId, created_at: act.now,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'hours.add', subject: 'hours', subjectId: id });
  const { rows: [row] } = await sql<Hours>`${hoursRow} where id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return row;
}

/** Ends weekly hours today; hours that had not begun are as if never written. Past weeks keep what held then. @throws {Problem} not-found */
export async function endHours(act: Act, id: string): Promise<{ id: string }> {
  const today = italianDay(act.now);
  const { numAffectedRows } = await sql`
    update desk_hours set valid_until = case when valid_from < ${today}::date then ${today}::date - 1 else valid_until end, removed_at = case when valid_from < ${today}::date then null else ${act.now}::timestamptz end
     where id = ${id} and removed_at is null and (valid_until is null or valid_until >= ${today}::date)`.execute(act.db);
  if (!numAffectedRows) throw new Problem('not-found');
  act.audit({ action: 'hours.end', subject: 'hours', subjectId: id });
  return { id };
}

/** Says that somebody is away, or there at other hours, and which appointments to come stand in the way, the nearest first. @throws {Problem} not-allowed */
export async function addException(act: Act, id: string, given: NewException): Promise<ExceptionKept> {
  const added = await act.db.insertInto('desk_exception').values({
    id, programme_id: act.actor.programmeId, member_id: given.memberId ?? null, room_id: given.roomId ?? null, kind: given.kind, starts_at: given.startsAt, ends_at: given.endsAt, created_by: act.actor.memberId, created_at: act.now,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: `absence.${given.kind}`, subject: 'absence', subjectId: id });
  const { rows: [row] } = await sql<HoursException & { startsAt: Date; endsAt: Date }>`${exceptionRow} where id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const inTheWay = given.kind === 'away' ? await appointmentsWhere(act, sql`a.state in ('booked', 'arrived') and a.starts_at < ${given.endsAt} and a.ends_at > ${given.startsAt} and a.ends_at > ${act.now}
       and (${given.memberId ?? null}::uuid is null or ${given.memberId ?? null}::uuid in (a.member_id, a.mediator_id))
       and (${given.roomId ?? null}::uuid is null or lower(trim(a.room)) = (select lower(trim(r.name)) from desk_room r where r.id = ${given.roomId ?? null}::uuid))`) : [];
  if (inTheWay.length > 0) act.audit({ action: 'agenda.read', subject: 'agenda', details: { appointments: inTheWay.length } });
  return { ...exceptionOf(row), affected: inTheWay.length, items: inTheWay.slice(0, 200) };
}

/** When each colleague and each room is there in some days: what is drawn beside the appointments. Why somebody is away is never told. */
export async function hoursThere(act: Act, day: string, days: number): Promise<HoursThere['items']> {
  const span = sql`tstzrange((${day}::date)::timestamp at time zone 'Europe/Rome', (${day}::date + ${days}::int)::timestamp at time zone 'Europe/Rome')`;
  const { rows } = await sql<{ key: string; spans: [number, number][] | null }>`
    select t.key, case when t.there is not null then coalesce((select json_agg(json_build_array((extract(epoch from lower(s)) * 1000)::bigint, (extract(epoch from upper(s)) * 1000)::bigint) order by s) from unnest(t.there) s), '[]') end as spans
      from (select m.id::text as key, hours_of(m.programme_id, m.id, null, ${span}) as there from membership m
              where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')
            union all
            select lower(trim(r.name)), hours_of(r.programme_id, null, r.id, ${span}) from desk_room r where r.programme_id = ${act.actor.programmeId} and r.retired_at is null and r.kind = 'room') t
     order by t.key`.execute(act.db);
  return rows.map(({ key, spans }) => ({ key, spans: spans && spans.map(([from, to]) => ({ startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() })) }));
}

/** Who of the team could not come the whole while; whose hours nobody wrote is taken for there. @param minutes from then on @param except an appointment that does not count */
export async function notFree(act: Act, from: string, minutes: number, except?: string): Promise<NotFree['items']> {
  const span = sql`tstzrange(${from}::timestamptz, ${from}::timestamptz + make_interval(mins => ${minutes}::int))`;
  const { rows } = await sql<NotFree['items'][number]>`
    select t.id as "memberId", t.why from (
      select m.id, case when engaged_in(m.programme_id, m.id, ${span}) && ${span} or exists (
                 select from appointment a where a.programme_id = m.programme_id and m.id in (a.member_id, a.mediator_id) and a.state in ('booked', 'arrived', 'in-progress') and tstzrange(a.starts_at, a.ends_at) && ${span} and a.id is distinct from ${except ?? null}::uuid) then 'taken'
               when not hours_of(m.programme_id, m.id, null, ${span}) @> ${span} then 'away' end as why
        from membership m where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')) t
     where t.why is not null order by t.id limit 1000`.execute(act.db);
  return rows;
}

/** @throws {Problem} not-found */
export async function removeException(act: Act, id: string): Promise<{ id: string }> {
  const removed = await act.db.updateTable('desk_exception').set({ removed_at: act.now }).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
  if (removed.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'absence.take-back', subject: 'absence', subjectId: id });
  return { id };
}
