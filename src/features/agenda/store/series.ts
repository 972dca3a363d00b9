import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { AppointmentState, InTheWay, InTheWayAsked, NewSeries, Series, SeriesChange, SeriesMoves, SeriesRhythm } from '../contract.ts';
import { appointmentMachine } from '../domain.ts';
import type { Span } from '../domain/finder.ts';
import { type Occurrence, reachOf, standingOfOccurrence, type Surroundings, windowAround } from '../domain/series.ts';
import { appointmentsWhere, personOf } from './appointments.ts';

interface Row {
  kind: 'member' | 'room' | 'remote' | 'elsewhere' | 'person' | 'closed' | 'holiday';
  key: string; name: string | null; known: boolean; barred: boolean;
  /** `[[from, to], …]` in milliseconds. */
  away: [number, number][]; taken: [number, number][];
}

const spansOf = (pairs: readonly [number, number][]): Span[] => pairs.map(([from, to]) => ({ from, to }));
const inMilliseconds = (column: string) => sql`coalesce((select json_agg(json_build_array((extract(epoch from lower(s)) * 1000)::bigint, (extract(epoch from upper(s)) * 1000)::bigint) order by s) from unnest(${sql.ref(column)}) s), '[]')`;

/**
 * What stands in the way of some hours, each with what could be instead: one question to the database, the rest is `domain/series.ts`.
 * @throws {Problem} not-found when the case is not theirs, or a colleague is nobody of the team
 */
export async function inTheWay(act: Act, asked: InTheWayAsked): Promise<InTheWay> {
  const reach = reachOf(asked.every ?? null);
  const members = [...new Set(asked.items.flatMap((one) => [one.memberId, ...(one.mediatorId ? [one.mediatorId] : [])]))];
  const rooms = [...new Set(asked.items.flatMap((one) => (one.room ? [one.room.trim().toLowerCase()] : [])))];
  const { from, to } = windowAround(asked.items, reach);
  if (to.getTime() - from.getTime() > 500 * 86_400_000) throw new Problem('invalid-input', { errors: [{ path: 'items', code: 'too-far' }] });
  const around = await surroundings(act, { caseId: asked.caseId ?? null, members, rooms, except: asked.except, from, to });
  act.audit({ action: 'agenda.search', subject: 'agenda', ...(asked.caseId ? { caseId: asked.caseId } : {}) });
  if (members.some((one) => !around.members.has(one))) throw new Problem('not-found');
  return { items: asked.items.map((one) => {
    const { troubles, ...rest } = standingOfOccurrence(one, around, act.now, reach);
    return { ...rest, troubles: [...troubles] };
  }) };
}

interface SurroundingsAsked {
  readonly caseId: string | null;
  readonly members: readonly string[];
  /** By their names in small letters. */
  readonly rooms: readonly string[];
  readonly except: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

/** What some hours could meet, in one question to the database. @throws {Problem} not-found when the case is not theirs */
export async function surroundings(act: Act, { caseId, members, rooms, except, from, to }: SurroundingsAsked): Promise<Surroundings> {
  const { rows } = await sql<Row>`
    select kind, key, name, known, barred, ${inMilliseconds('away')} as away, ${inMilliseconds('taken')} as taken
      from agenda_taken(${caseId}::uuid, ${members}::uuid[], ${rooms}::text[], ${except}::uuid[], tstzrange(${from}, ${to}))`.execute(act.db);
  return surroundingsOf(rows);
}

function surroundingsOf(rows: readonly Row[]): Surroundings {
  const of = (...kinds: Row['kind'][]): Row[] => rows.filter((row) => kinds.includes(row.kind));
  const resource = (row: Row) => ({ known: row.known, away: spansOf(row.away), taken: spansOf(row.taken) });
  return {
    members: new Map(of('member').map((row) => [row.key, { ...resource(row), barred: row.barred }])),
    rooms: new Map(of('room', 'remote', 'elsewhere').map((row) => [row.key, { ...resource(row), name: row.name ?? '', isRoom: row.kind === 'room' }])),
    personTaken: of('person').flatMap((row) => spansOf(row.taken)),
    deskClosed: of('closed').flatMap((row) => spansOf(row.away)),
    holidays: new Map(of('holiday').map((row) => [row.key, row.name ?? ''])),
  };
}

/** The appointments that were booked together, in order of time. @throws {Problem} not-found */
export async function seriesOf(act: Act, id: string): Promise<Series> {
  const series = await find(act, id);
  act.audit({ action: 'agenda.read', subject: 'agenda', details: { whose: 'series', appointments: series.items.length } });
  return series;
}

async function find(act: Act, id: string): Promise<Series> {
  const row = await act.db.selectFrom('appointment_series').select(['id', 'every']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  // Its check in the database knows these words and no others.
  return { id, every: row.every as SeriesRhythm, items: await appointmentsWhere(act, sql`a.series_id = ${id}`) };
}

/** What an appointment is of each: the people, the place and the hour. */
const timeAndPlace = (one: Occurrence & { readonly outsideHours?: string | null | undefined }) => ({ starts_at: one.startsAt, ends_at: one.endsAt, member_id: one.memberId, mediator_id: one.mediatorId, room: one.room, outside_hours: one.outsideHours ?? null });

/** Books all of them, or none; sent again it changes nothing. @throws {Problem} not-found, outside-hours-…, double-booking-… for the first that cannot be */
export async function bookSeries(act: Act, id: string, given: NewSeries): Promise<Series> {
  const person = given.caseId === undefined ? undefined : await personOf(act, given.caseId);
  const added = await act.db.insertInto('appointment_series').values({ id, programme_id: act.actor.programmeId, every: given.every, created_by: act.actor.memberId })
    .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) {
    act.unchanged();
    return find(act, id);
  }
  const { programmeId, memberId } = act.actor;
  await act.db.insertInto('appointment').values(given.items.map((one) => ({
    id: one.id, programme_id: programmeId, code: person?.code ?? given.code ?? '', language: given.language, created_by: memberId, series_id: id, ...timeAndPlace(one),
  }))).execute();
  const { caseId } = given;
  if (caseId !== undefined) await act.db.insertInto('appointment_matter').values(given.items.map((one) => ({ appointment_id: one.id, programme_id: programmeId, case_id: caseId, kind: given.kind, going_to: given.goingTo ?? null }))).execute();
  for (const one of given.items) act.audit({ action: 'appointment.book', subject: 'appointment', subjectId: one.id, ...(person ? { caseId, personId: person.id } : {}) });
  return find(act, id);
}

interface Standing {
  id: string; state: AppointmentState; version: number; starts_at: Date; series_id: string | null;
}

/** Appointments of one row, held for this act, always in the same order. @throws {Problem} not-found where one is not of it */
async function held(act: Act, seriesId: string, ids: readonly string[]): Promise<Map<string, Standing>> {
  const { rows } = await sql<Standing>`select id, state, version, starts_at, series_id from appointment where id = any (${[...new Set(ids)]}::uuid[]) and series_id = ${seriesId} order by id for update`.execute(act.db);
  if (rows.length !== ids.length) throw new Problem('not-found');
  return new Map(rows.map((row) => [row.id, row]));
}

/** Puts several of a row to another hour, colleague or room: all or none. @throws {Problem} not-found, changed-meanwhile, illegal-move for one that is not booked any more, outside-hours-…, double-booking-… */
export async function changeSeries(act: Act, seriesId: string, { reason, items }: SeriesChange): Promise<Series> {
  const before = await held(act, seriesId, items.map(({ id }) => id));
  const moved = items.flatMap((one) => {
    const was = before.get(one.id);
    if (was?.version !== one.version) throw new Problem('changed-meanwhile');
    if (was.state !== 'booked') throw new Problem('illegal-move', { facts: { state: was.state, move: 'reschedule' } });
    return was.starts_at.getTime() === Date.parse(one.startsAt) ? [] : [was];
  });
  const { numAffectedRows } = await sql`
    update appointment a set starts_at = g.starts_at, ends_at = g.ends_at, language = g.language, member_id = g.member_id, mediator_id = g.mediator_id, room = g.room, outside_hours = g.outside_hours, version = a.version + 1
      from jsonb_to_recordset(${JSON.stringify(items.map((one) => ({ id: one.id, language: one.language, ...timeAndPlace(one) })))}::jsonb)
           as g (id uuid, starts_at timestamptz, ends_at timestamptz, language text, member_id uuid, mediator_id uuid, room text, outside_hours text)
     where a.id = g.id`.execute(act.db);
  if (Number(numAffectedRows ?? 0) !== items.length) throw new Problem('not-allowed');
  if (moved.length > 0) {
    await act.db.insertInto('appointment_move').values(moved.map((was) => ({
      id: newId(), programme_id: act.actor.programmeId, appointment_id: was.id, move: 'reschedule', from_state: was.state, to_state: was.state, reason: reason ?? null, earlier_start: was.starts_at, by_member: act.actor.memberId,
    }))).execute();
  }
  const isMoved = new Set(moved.map(({ id }) => id));
  const series = await find(act, seriesId);
  for (const { id } of items) act.audit({ action: isMoved.has(id) ? 'appointment.reschedule' : 'appointment.change', subject: 'appointment', subjectId: id });
  return series;
}

/** Calls several of a row off, or takes that back, where each hour is still free; sent again it changes nothing. @throws {IllegalMove} @throws {Problem} not-found, double-booking-… */
export async function moveSeries(act: Act, seriesId: string, { move, reason, items }: SeriesMoves): Promise<Series> {
  const before = await held(act, seriesId, items.map(({ appointmentId }) => appointmentId));
  const known = await act.db.selectFrom('appointment_move').select('id').where('id', 'in', items.map(({ id }) => id)).execute();
  if (known.length > 0) {
    act.unchangedIf(known.length === items.length);
    return find(act, seriesId);
  }
  const steps = items.flatMap(({ id, appointmentId }) => {
    const was = before.get(appointmentId);
    return was ? [{ id, was, to: appointmentMachine.next(was.state, move, { reason: reason ?? null }) }] : [];
  });
  await act.db.insertInto('appointment_move').values(steps.map(({ id, was, to }) => ({
    id, programme_id: act.actor.programmeId, appointment_id: was.id, move, from_state: was.state, to_state: to, reason: reason ?? null, by_member: act.actor.memberId,
  }))).execute();
  await sql`
    update appointment a set state = g.state, version = a.version + 1, arrived_at = case when g.state = 'booked' then null else a.arrived_at end
      from jsonb_to_recordset(${JSON.stringify(steps.map(({ was, to }) => ({ id: was.id, state: to })))}::jsonb) as g (id uuid, state text) where a.id = g.id`.execute(act.db);
  for (const { was } of steps) act.audit({ action: `appointment.${move}`, subject: 'appointment', subjectId: was.id });
  return find(act, seriesId);
}
