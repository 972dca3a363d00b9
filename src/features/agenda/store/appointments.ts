import { type RawBuilder, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { AccompanimentOutcome, Appointment, AppointmentChange, AppointmentKind, AppointmentMove, AppointmentState, CancelReason, Colleague, GoingTo, NewAppointment, OutsideHours, SeriesRhythm } from '../contract.ts';
import { appointmentMachine, isTooEarly } from '../domain.ts';

interface AppointmentRow {
  id: string; code: string; starts_at: Date; ends_at: Date; language: string; room: string | null; state: AppointmentState; arrived_at: Date | null; reason: CancelReason | null; outside_hours: OutsideHours | null; moved: number; version: number; series_id: string | null; every: SeriesRhythm | null; sooner: boolean;
  member_id: string; member_name: string; mediator_id: string | null; mediator_name: string | null;
  case_id: string | null; person_id: string | null; kind: AppointmentKind | null; going_to: GoingTo | null; outcome: AccompanimentOutcome | null; name: string | null; unnamed: boolean; who_came: string | null;
}

const appointmentOf = (row: AppointmentRow): Appointment => ({
  id: row.id, code: row.code, startsAt: row.starts_at.toISOString(), endsAt: row.ends_at.toISOString(), language: row.language,
  member: { id: row.member_id, name: row.member_name },
  mediator: row.mediator_id ? { id: row.mediator_id, name: row.mediator_name ?? '' } : null,
  room: row.room, state: row.state, arrivedAt: row.arrived_at?.toISOString() ?? null, reason: row.reason, outsideHours: row.outside_hours, moved: row.moved, version: row.version,
  series: row.series_id && row.every ? { id: row.series_id, every: row.every } : null, sooner: row.sooner,
  caseId: row.case_id, personId: row.person_id, kind: row.kind, goingTo: row.going_to, outcome: row.outcome, name: row.name, isUnnamed: row.unnamed, whoCame: row.who_came,
});

/** Appointments as the person asking may see them: matter and name join in only where the case is theirs. */
const seen = sql`
  select a.id, a.code, a.starts_at, a.ends_at, a.language, a.room, a.state, a.arrived_at, a.outside_hours, a.version, a.member_id, a.mediator_id, a.series_id, s.every, q.appointment_id is not null as sooner,
         operator.name as member_name, interpreter.name as mediator_name, m.case_id, c.person_id, m.kind, m.going_to, m.outcome, n.text as name, appointment_is_unnamed(a.id) as unnamed, w.id as who_came,
         case when a.state = 'cancelled' then (select v.reason from appointment_move v where v.appointment_id = a.id and v.move = 'cancel' order by v.at desc limit 1) end as reason,
         (select count(*)::int from appointment_move v where v.appointment_id = a.id and v.move = 'reschedule') as moved
    from appointment a
    join membership om on om.id = a.member_id join account operator on operator.id = om.account_id
    left join membership im on im.id = a.mediator_id left join account interpreter on interpreter.id = im.account_id
    left join appointment_series s on s.id = a.series_id
    left join appointment_sooner q on q.appointment_id = a.id
    left join appointment_matter m on m.appointment_id = a.id
    left join who_came w on w.appointment_id = a.id and w.taken_back_at is null
    left join case_file c on c.id = m.case_id
    left join person_name n on n.person_id = c.person_id and n.preferred and n.removed_at is null`;

/** Days as people in Italy live them. @param day the first, `YYYY-MM-DD` */
export async function agendaOf(act: Act, day: string, days = 1): Promise<Appointment[]> {
  const { rows } = await sql<AppointmentRow>`${seen}
    where a.starts_at >= (${day}::date)::timestamp at time zone 'Europe/Rome' and a.starts_at < (${day}::date + ${days}::int)::timestamp at time zone 'Europe/Rome'
    order by a.starts_at, a.id`.execute(act.db);
  act.audit({ action: 'agenda.read', subject: 'agenda', details: { day, days, appointments: rows.length } });
  return rows.map(appointmentOf);
}

/** One's own appointments of a day, also those where one mediates. */
export async function ownAgendaOf(act: Act, day: string): Promise<Appointment[]> {
  const { memberId } = act.actor;
  const items = await appointmentsWhere(act, sql`(a.member_id = ${memberId} or a.mediator_id = ${memberId})
    and a.starts_at >= (${day}::date)::timestamp at time zone 'Europe/Rome' and a.starts_at < (${day}::date + 1)::timestamp at time zone 'Europe/Rome'`);
  act.audit({ action: 'agenda.read', subject: 'agenda', details: { day, days: 1, whose: 'own', appointments: items.length } });
  return items;
}

/** The appointments for which something holds, said of `a`, the nearest first, or in another order. */
export async function appointmentsWhere(act: Act, where: RawBuilder<unknown>, order: RawBuilder<unknown> = sql`a.starts_at`, atMost = 500): Promise<Appointment[]> {
  const { rows } = await sql<AppointmentRow>`${seen} where ${where} order by ${order}, a.id limit ${atMost}`.execute(act.db);
  return rows.map(appointmentOf);
}

/** Appointments of one case, latest first. @param after the id the last page ended with */
export async function appointmentsOf(act: Act, caseId: string, after: string | undefined, atMost = 50): Promise<{ items: Appointment[]; next: string | null }> {
  const { rows } = await sql<AppointmentRow>`${seen}
    where m.case_id = ${caseId}
      and (${after ?? null}::uuid is null or (a.starts_at, a.id) < (select p.starts_at, p.id from appointment p where p.id = ${after ?? null}::uuid))
    order by a.starts_at desc, a.id desc limit ${atMost + 1}`.execute(act.db);
  act.audit({ action: 'appointment.list', subject: 'case', subjectId: caseId, caseId });
  const items = rows.slice(0, atMost).map(appointmentOf);
  return { items, next: rows.length > atMost ? items.at(-1)?.id ?? null : null };
}

export async function findAppointment(act: Act, id: string): Promise<Appointment> {
  const { rows: [row] } = await sql<AppointmentRow>`${seen} where a.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return appointmentOf(row);
}

/** Books; sent again it changes nothing. @throws {Problem} not-found (the case is not theirs), double-booking-… */
export async function bookAppointment(act: Act, id: string, given: NewAppointment): Promise<Appointment> {
  const person = given.caseId === undefined ? undefined : await personOf(act, given.caseId);
  const booked = await act.db.insertInto('appointment').values({
    id, programme_id: act.actor.programmeId, code: person?.code ?? given.code ?? '', starts_at: given.startsAt, ends_at: given.endsAt,
    language: given.language, member_id: given.memberId, mediator_id: given.mediatorId ?? null, room: given.room ?? null, outside_hours: given.outsideHours ?? null, created_by: act.actor.memberId,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (booked.numInsertedOrUpdatedRows === 0n) {
    act.unchanged();
    return findAppointment(act, id);
  }
  if (given.caseId !== undefined) {
    await act.db.insertInto('appointment_matter').values({ appointment_id: id, programme_id: act.actor.programmeId, case_id: given.caseId, kind: given.kind, going_to: given.goingTo ?? null }).execute();
  }
  act.audit({ action: 'appointment.book', subject: 'appointment', subjectId: id, ...(person ? { caseId: given.caseId, personId: person.id } : {}) });
  return findAppointment(act, id);
}

/**
 * Puts an appointment to another hour, colleague or room; another hour is kept beside the one it had. Somebody who waits already is not
 * sent to another day: their arrival is taken back first.
 * @throws {Problem} not-found, changed-meanwhile, illegal-move, double-booking-…
 */
export async function changeAppointment(act: Act, id: string, version: number, change: AppointmentChange): Promise<Appointment> {
  const before = await findAppointment(act, id);
  const changed = await act.db.updateTable('appointment').set({
    starts_at: change.startsAt, ends_at: change.endsAt, language: change.language, member_id: change.memberId, mediator_id: change.mediatorId, room: change.room, outside_hours: change.outsideHours ?? null, version: version + 1,
  }).where('id', '=', id).where('version', '=', version).where('state', 'in', ['booked', 'arrived']).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Problem(before.version === version ? 'illegal-move' : 'changed-meanwhile');
  const isMoved = Date.parse(change.startsAt) !== Date.parse(before.startsAt);
  if (isMoved && before.state !== 'booked') throw new Problem('illegal-move', { facts: { state: before.state, move: 'reschedule' } });
  if (isMoved) {
    await act.db.insertInto('appointment_move').values({
      id: newId(), programme_id: act.actor.programmeId, appointment_id: id, move: 'reschedule', from_state: before.state, to_state: before.state, reason: change.reason ?? null, earlier_start: before.startsAt, by_member: act.actor.memberId,
    }).execute();
  }
  // Whoever would have come sooner comes sooner now.
  if (before.sooner && Date.parse(change.startsAt) < Date.parse(before.startsAt)) await act.db.deleteFrom('appointment_sooner').where('appointment_id', '=', id).execute();
  act.audit({ action: isMoved ? 'appointment.reschedule' : 'appointment.change', subject: 'appointment', subjectId: id, ...(before.caseId ? { caseId: before.caseId } : {}) });
  return findAppointment(act, id);
}

/** How going along with the person went; told again it is put right, and the trail keeps both. @throws {Problem} not-found for what is no accompaniment of one's own cases */
export async function tellOutcome(act: Act, id: string, outcome: AccompanimentOutcome): Promise<Appointment> {
  const told = await act.db.updateTable('appointment_matter').set({ outcome }).where('appointment_id', '=', id).where('kind', '=', 'accompaniment').executeTakeFirst();
  if (told.numUpdatedRows === 0n) throw new Problem('not-found');
  const appointment = await findAppointment(act, id);
  act.audit({ action: 'accompaniment.outcome', subject: 'appointment', subjectId: id, ...(appointment.caseId ? { caseId: appointment.caseId } : {}), details: { outcome } });
  return appointment;
}

/** Moves an appointment on; the same move sent again (same id) is harmless. @throws {IllegalMove} @throws {Problem} too-early, double-booking-… where the hour of one taken back was given away */
export async function moveAppointment(act: Act, appointmentId: string, given: { id: string; move: AppointmentMove; reason?: CancelReason | null | undefined }): Promise<Appointment> {
  const { rows: [row] } = await sql<{ state: AppointmentState; version: number; starts_at: Date }>`select state, version, starts_at from appointment where id = ${appointmentId} for update`.execute(act.db);
  if (!row) throw new Problem('not-found');
  if (await act.db.selectFrom('appointment_move').select('id').where('id', '=', given.id).executeTakeFirst()) {
    act.unchanged();
    return findAppointment(act, appointmentId);
  }
  const to = appointmentMachine.next(row.state, given.move, given);
  if (isTooEarly(given.move, row.starts_at, act.now)) throw new Problem('too-early');
  await act.db.insertInto('appointment_move').values({
    id: given.id, programme_id: act.actor.programmeId, appointment_id: appointmentId, move: given.move, from_state: row.state, to_state: to, reason: given.reason ?? null, by_member: act.actor.memberId,
  }).execute();
  await act.db.updateTable('appointment').set({
    state: to, version: row.version + 1, ...(given.move === 'arrive' ? { arrived_at: act.now } : {}), ...(given.move === 'take-back' ? { arrived_at: null } : {}),
  }).where('id', '=', appointmentId).execute();
  act.audit({ action: `appointment.${given.move}`, subject: 'appointment', subjectId: appointmentId });
  return findAppointment(act, appointmentId);
}

/** Colleagues of the team who may be booked, by name. Nobody outside the team is shown whom one meets there. */
export async function colleagues(act: Act): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select m.id, a.name, m.role, m.languages from membership m join account a on a.id = m.account_id
     where (select actor_in_team()) and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')
     order by a.name, m.id`.execute(act.db);
  return rows;
}

/** Whose case it is. @throws {Problem} not-found where it is not theirs */
export async function personOf(act: Act, caseId: string): Promise<{ id: string; code: string }> {
  const person = await act.db.selectFrom('case_file').innerJoin('person', 'person.id', 'case_file.person_id').select(['person.id', 'person.code']).where('case_file.id', '=', caseId).executeTakeFirst();
  if (!person) throw new Problem('not-found');
  return person;
}
