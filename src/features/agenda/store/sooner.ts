import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Appointment, Sooner } from '../contract.ts';
import { earlierHour } from '../domain/sooner.ts';
import { appointmentsWhere, findAppointment } from './appointments.ts';
import { surroundings } from './series.ts';

const DAY = 86_400_000;
/** How far ahead an hour is looked for, for those whose own fell through. */
const AHEAD = 30 * DAY;

/** Whoever would come sooner, with the first hour at which who receives them is free before theirs. Those who waited longest come first. */
export async function soonerList(act: Act): Promise<Sooner['items']> {
  const items = await appointmentsWhere(act, sql`q.appointment_id is not null and ((a.state = 'booked' and a.starts_at > ${act.now}) or (a.state in ('cancelled', 'no-show') and a.starts_at > ${new Date(act.now.getTime() - 60 * DAY)}))`, sql`q.asked_at`, 50);
  act.audit({ action: 'agenda.read', subject: 'agenda', details: { whose: 'sooner', appointments: items.length } });
  if (items.length === 0) return [];
  const until = (one: Appointment): Date => new Date(one.state === 'booked' ? Math.min(Date.parse(one.startsAt), act.now.getTime() + 60 * DAY) : act.now.getTime() + AHEAD);
  const members = [...new Set(items.flatMap((one) => [one.member.id, ...(one.mediator ? [one.mediator.id] : [])]))];
  const around = await surroundings(act, { caseId: null, members, rooms: [], except: [], from: act.now, to: new Date(Math.max(...items.map((one) => until(one).getTime()), act.now.getTime() + DAY)) });
  return items.map((appointment) => ({ appointment, free: earlierHour({ startsAt: appointment.startsAt, endsAt: appointment.endsAt, memberId: appointment.member.id, mediatorId: appointment.mediator?.id ?? null }, around, act.now, until(appointment)) }));
}

/** Notes that somebody would come sooner; said again it changes nothing. @throws {Problem} not-found, illegal-move for what was held or is under way */
export async function wouldComeSooner(act: Act, id: string): Promise<Appointment> {
  const before = await findAppointment(act, id);
  if (before.state !== 'booked' && before.state !== 'cancelled' && before.state !== 'no-show') throw new Problem('illegal-move', { facts: { state: before.state, move: 'sooner' } });
  const added = await act.db.insertInto('appointment_sooner').values({ appointment_id: id, programme_id: act.actor.programmeId, asked_by: act.actor.memberId, asked_at: act.now })
    .onConflict((conflict) => conflict.column('appointment_id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'appointment.sooner', subject: 'appointment', subjectId: id });
  return findAppointment(act, id);
}

/** Nobody is to be called any more; said again it changes nothing. @throws {Problem} not-found */
export async function noSooner(act: Act, id: string): Promise<Appointment> {
  const taken = await act.db.deleteFrom('appointment_sooner').where('appointment_id', '=', id).executeTakeFirst();
  if (taken.numDeletedRows === 0n) act.unchanged();
  else act.audit({ action: 'appointment.not-sooner', subject: 'appointment', subjectId: id });
  return findAppointment(act, id);
}
