import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { BookableRole, NewWalkIn, NewWhoCame, WalkIn, WalkInMove, WalkInState } from '../contract.ts';
import { walkInMachine } from '../domain.ts';

interface Row { id: string; code: string; language: string; role: BookableRole | null; state: WalkInState; arrived_at: Date; member_id: string | null; member_name: string | null; version: number; has_file: boolean; who_came: string | null; case_id: string | null; person_code: string | null; given_hour: Date | null }
const seen = sql`select w.id, w.code, w.language, w.role, w.state, w.arrived_at, w.member_id, a.name as member_name, w.version,
         walk_in_has_file(w.id) as has_file, k.id as who_came, k.case_id, p.code as person_code, g.starts_at as given_hour
    from walk_in w left join membership m on m.id = w.member_id left join account a on a.id = m.account_id left join appointment g on g.id = w.given_appointment
    left join who_came k on k.walk_in_id = w.id and k.taken_back_at is null left join case_file c on c.id = k.case_id left join person p on p.id = c.person_id`;
const walkInOf = (row: Row): WalkIn => ({ id: row.id, code: row.code, language: row.language, role: row.role, state: row.state, arrivedAt: row.arrived_at.toISOString(), member: row.member_id ? { id: row.member_id, name: row.member_name ?? '' } : null, version: row.version,
  hasFile: row.has_file, whoCame: row.who_came && row.case_id ? { id: row.who_came, caseId: row.case_id, code: row.person_code ?? '' } : null, givenHour: row.given_hour?.toISOString() ?? null });

/** Who came without an appointment today: those who wait first, longest first. A wait ends with the day. */
export async function queueOf(act: Act): Promise<WalkIn[]> {
  const { rows } = await sql<Row>`${seen} where w.arrived_at >= (${italianDay(act.now)}::date)::timestamp at time zone 'Europe/Rome' order by w.state in ('served', 'left'), w.arrived_at, w.id`.execute(act.db);
  act.audit({ action: 'queue.read', subject: 'queue', details: { waiting: rows.length } });
  return rows.map(walkInOf);
}

async function found(act: Act, id: string): Promise<WalkIn> {
  const { rows: [row] } = await sql<Row>`${seen} where w.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return walkInOf(row);
}

/** Somebody has come; sent again it changes nothing. */
export async function receiveWalkIn(act: Act, id: string, given: NewWalkIn): Promise<WalkIn> {
  const added = await act.db.insertInto('walk_in').values({ id, programme_id: act.actor.programmeId, code: given.code, language: given.language, role: given.role ?? null, arrived_at: act.now, created_by: act.actor.memberId })
    .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'walk-in.arrive', subject: 'walk-in', subjectId: id });
  return found(act, id);
}

/** Calls, receives, lets go or puts back; the same move sent again (same id) is harmless. Two who call at once: the second is told. @throws {IllegalMove} */
export async function moveWalkIn(act: Act, walkInId: string, given: { id: string; move: WalkInMove }): Promise<WalkIn> {
  const { rows: [row] } = await sql<{ state: WalkInState; version: number; member_id: string | null }>`select state, version, member_id from walk_in where id = ${walkInId} for update`.execute(act.db);
  if (!row) throw new Problem('not-found');
  if (await act.db.selectFrom('walk_in_move').select('id').where('id', '=', given.id).executeTakeFirst()) {
    act.unchanged();
    return found(act, walkInId);
  }
  const to = walkInMachine.next(row.state, given.move);
  await act.db.insertInto('walk_in_move').values({ id: given.id, programme_id: act.actor.programmeId, walk_in_id: walkInId, move: given.move, from_state: row.state, to_state: to, by_member: act.actor.memberId }).execute();
  const takes = given.move === 'call' || (given.move === 'receive' && row.member_id === null);
  await act.db.updateTable('walk_in').set({ state: to, version: row.version + 1, ...(takes ? { member_id: act.actor.memberId } : {}), ...(given.move === 'put-back' ? { member_id: null, given_appointment: null } : {}) }).where('id', '=', walkInId).execute();
  act.audit({ action: `walk-in.${given.move}`, subject: 'walk-in', subjectId: walkInId });
  return found(act, walkInId);
}

/** That an hour was given to who waited; told again it is the last one that counts. @throws {Problem} not-found */
export async function giveHour(act: Act, walkInId: string, appointmentId: string): Promise<WalkIn> {
  const given = await act.db.updateTable('walk_in').set({ given_appointment: appointmentId, version: sql`version + 1` }).where('id', '=', walkInId).executeTakeFirst();
  if (given.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'walk-in.give-hour', subject: 'walk-in', subjectId: walkInId });
  return found(act, walkInId);
}

/** Says whose a wait or an appointment under an alias is; sent again it changes nothing. @throws {Problem} not-found, already-exists, double-booking-…, colleague-kept-away */
export async function sayWhoCame(act: Act, id: string, given: NewWhoCame): Promise<void> {
  const { rows: [said] } = await sql<{ new: boolean }>`select say_who_came(${id}, ${given.walkInId ?? null}, ${given.appointmentId ?? null}, ${given.caseId}, ${given.kind}) as new`.execute(act.db);
  if (!said?.new) return act.unchanged();
  act.audit({ action: 'who-came.say', subject: given.walkInId ? 'walk-in' : 'appointment', subjectId: given.walkInId ?? given.appointmentId ?? '', caseId: given.caseId });
}

/** Takes it back, with an interview that was only opened. @throws {Problem} not-found, written-already */
export async function takeBackWhoCame(act: Act, id: string): Promise<void> {
  const said = await act.db.selectFrom('who_came').select('case_id').where('id', '=', id).executeTakeFirst();
  const { rows: [taken] } = await sql<{ back: boolean }>`select take_back_who_came(${id}) as back`.execute(act.db);
  if (!taken?.back) return act.unchanged();
  act.audit({ action: 'who-came.take-back', subject: 'who-came', subjectId: id, ...(said ? { caseId: said.case_id } : {}) });
}
