import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { GiveHour, HourSettled, NewOuting, NewStreetHour, Outing, OutingChange, OutingMoveGiven, RebookHour, StreetHour } from '../contract.ts';
import { type HourRow, hourColumns, hourOf, readOuting } from './outings.ts';

const watched = (given: OutingChange) => ({ starts_at: given.startsAt, ends_at: given.endsAt, answerable_id: given.answerableId, buddy_id: given.buddyId, check_minutes: given.checkMinutes });

/** Plans an outing, with at least two who go; sent again, it changes nothing. @throws {Problem} already-exists, crew-of-two, not-allowed for colleagues who are not of the team */
export async function planOuting(act: Act, id: string, given: NewOuting): Promise<Outing> {
  const kept = await act.db.insertInto('outing').values({ id, programme_id: act.actor.programmeId, created_by: act.actor.memberId, ...watched(given), purposes: given.purposes, purpose_words: given.purposeWords, vehicle: given.vehicle, materials: JSON.stringify(given.materials) }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 0n) {
    const before = await act.db.selectFrom('outing').select('created_by').where('id', '=', id).executeTakeFirst();
    act.unchangedIf(before?.created_by === act.actor.memberId);
    return readOuting(act, id);
  }
  await writeCrewAndStops(act, id, given);
  act.audit({ action: 'outing.plan', subject: 'outing', subjectId: id, details: { crew: given.crew.length, stops: given.stops.length } });
  return readOuting(act, id);
}

/**
 * Crew, hours, stops and watch anew: whoever is left out is marked as such, and so is a stop. Once it is over, the plan stands. Sent again it is harmless.
 * @throws {Problem} not-found, changed-meanwhile, illegal-move, crew-of-two
 */
export async function changePlan(act: Act, id: string, version: number, given: OutingChange): Promise<Outing> {
  const changed = await act.db.updateTable('outing').set({ ...watched(given), changed_at: act.now, plan_by: act.actor.memberId, plan_at: act.now, version: version + 1 }).where('id', '=', id).where('version', '=', version).where('state', 'in', ['planned', 'under-way']).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    const stands = await readOuting(act, id);
    if (!saysThis(stands, given)) throw stands.version === version ? new Problem('illegal-move', { facts: { state: stands.state, move: 'change' } }) : new Problem('changed-meanwhile');
    act.unchanged();
    return stands;
  }
  await writeCrewAndStops(act, id, given);
  act.audit({ action: 'outing.change', subject: 'outing', subjectId: id, details: { crew: given.crew.length, stops: given.stops.length } });
  return readOuting(act, id);
}

/** Whether an outing says already what is asked of it: the answer to the same call was lost on its way. */
function saysThis(stands: Outing, given: OutingChange): boolean {
  const whereAndWhen = (stop: { readonly id: string; readonly placeId: string; readonly at: string | null }): unknown => [stop.id, stop.placeId, stop.at && Date.parse(stop.at)];
  const said = (hours: readonly string[], ...rest: unknown[]): string => JSON.stringify([hours.map((one) => Date.parse(one)), rest]);
  return said([stands.startsAt, stands.endsAt], stands.crew.map(({ memberId }) => memberId).toSorted(), stands.answerable.memberId, stands.buddy?.memberId ?? null, stands.stops.map(whereAndWhen), stands.checkMinutesOwn)
    === said([given.startsAt, given.endsAt], given.crew.toSorted(), given.answerableId, given.buddyId, given.stops.map(whereAndWhen), given.checkMinutes);
}

async function writeCrewAndStops(act: Act, id: string, { crew, stops }: OutingChange): Promise<void> {
  const programme = act.actor.programmeId;
  await act.db.updateTable('outing_crew').set({ left_at: act.now }).where('outing_id', '=', id).where('left_at', 'is', null).where('member_id', 'not in', crew).execute();
  await act.db.insertInto('outing_crew').values(crew.map((memberId) => ({ outing_id: id, programme_id: programme, member_id: memberId }))).onConflict((conflict) => conflict.columns(['outing_id', 'member_id']).doUpdateSet({ left_at: null })).execute();
  await act.db.updateTable('outing_stop').set({ removed_at: act.now }).where('outing_id', '=', id).where('removed_at', 'is', null).where('id', 'not in', stops.map((stop) => stop.id)).execute();
  for (const [index, stop] of stops.entries()) {
    const before = await act.db.updateTable('outing_stop').set({ position: index + 1, at: stop.at, removed_at: null }).where('id', '=', stop.id).where('outing_id', '=', id).where('place_id', '=', stop.placeId).executeTakeFirst();
    if (before.numUpdatedRows === 0n) await act.db.insertInto('outing_stop').values({ id: stop.id, programme_id: programme, outing_id: id, place_id: stop.placeId, position: index + 1, at: stop.at }).execute();
  }
}

/** Once an outing is closed or called off, what was written of it stands; once all are back, so does what was planned. @throws {Problem} not-found, illegal-move */
export async function mustTake(act: Act, id: string, isPlan: boolean): Promise<void> {
  const outing = await act.db.selectFrom('outing').select('state').where('id', '=', id).executeTakeFirst();
  if (!outing) throw new Problem('not-found');
  if (outing.state === 'closed' || outing.state === 'cancelled' || (isPlan && outing.state === 'returned')) throw new Problem('illegal-move', { facts: { state: outing.state, move: 'change' } });
}

/** One step by hand; sent again it is harmless. @throws {Problem} not-found, not-allowed, illegal-move, reason-required */
export async function moveOuting(act: Act, id: string, given: OutingMoveGiven): Promise<Outing> {
  const { rows: [answer] } = await sql<{ moved: boolean }>`select move_outing(${id}, ${given.id}, ${given.move}, ${given.reason ?? null}) as moved`.execute(act.db);
  if (answer?.moved) act.audit({ action: `outing.${given.move}`, subject: 'outing', subjectId: id });
  else act.unchanged();
  return readOuting(act, id);
}

/** As an appointment that is nobody's yet is called; `policies.sql` and `meeting-again.sql` name it too. */
const KEPT_FOR_STREET = 'strada';

/**
 * Keeps an hour of the desk for one of a crew: its appointment stands at once, so that colleague, mediator and room are held.
 * @throws {Problem} double-booking-… where somebody has it already, already-exists, not-allowed for whoever is not of the crew
 */
export async function keepHour(act: Act, id: string, given: NewStreetHour): Promise<StreetHour> {
  const before = await act.db.selectFrom('street_hour').select(['created_by', 'appointment_id', 'outing_id']).where('id', '=', id).executeTakeFirst();
  if (before) {
    act.unchangedIf(before.created_by === act.actor.memberId && before.appointment_id === given.appointmentId && before.outing_id === given.outingId);
    return readHour(act, id);
  }
  await act.db.insertInto('appointment').values({
    id: given.appointmentId, programme_id: act.actor.programmeId, code: KEPT_FOR_STREET, starts_at: given.startsAt, ends_at: given.endsAt, language: given.language, member_id: given.memberId, mediator_id: given.mediatorId, room: given.room, outside_hours: given.outsideHours, created_by: act.actor.memberId,
  }).execute();
  await act.db.insertInto('street_hour').values({ id, programme_id: act.actor.programmeId, outing_id: given.outingId, for_member: given.forMemberId, appointment_id: given.appointmentId, created_by: act.actor.memberId }).execute();
  act.audit({ action: 'street-hour.keep', subject: 'street-hour', subjectId: id });
  return readHour(act, id);
}

async function readHour(act: Act, id: string): Promise<StreetHour> {
  const { rows: [row] } = await sql<HourRow>`select ${hourColumns} from street_hour h join appointment a on a.id = h.appointment_id where h.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return hourOf(row);
}

/**
 * Gives an hour to whoever was met; sent again it is harmless. One that was let go and taken by others meanwhile becomes `promised`: nobody loses it from sight.
 * @throws {Problem} not-found, not-allowed, street-hour-given
 */
export const giveHour = (act: Act, id: string, given: GiveHour): Promise<StreetHour> => stepHour(act, id, given.id, 'give', given);
/** @throws {Problem} not-found, not-allowed, illegal-move */
export const stepHour = async (act: Act, id: string, moveId: string, move: 'give' | 'let-go' | 'take-back', given: Partial<GiveHour> = {}): Promise<StreetHour> => {
  const { rows: [answer] } = await sql<{ moved: boolean }>`select move_street_hour(${id}, ${moveId}, ${move}, ${given.contactId ?? null}, ${given.code ?? null}, ${given.language ?? null}) as moved`.execute(act.db);
  if (answer?.moved) act.audit({ action: `street-hour.${move}`, subject: 'street-hour', subjectId: id });
  else act.unchanged();
  return readHour(act, id);
};


/**
 * Another hour for a promise that could not be kept, by any of the team; it follows the contact into a case that it became. Sent again it is harmless.
 * @throws {Problem} not-found, illegal-move where none is owed, double-booking-…, outside-hours-…
 */
export async function rebookHour(act: Act, id: string, given: RebookHour): Promise<StreetHour> {
  const hour = await act.db.selectFrom('street_hour').select(['goes_by', 'speaks', 'contact_id', 'state', 'appointment_id']).where('id', '=', id).executeTakeFirst();
  if (!hour) throw new Problem('not-found');
  if (hour.appointment_id === given.appointmentId) {
    act.unchanged();
    return readHour(act, id);
  }
  if (hour.goes_by === null || hour.speaks === null) throw new Problem('illegal-move', { facts: { state: hour.state, move: 'rebook' } });
  await act.db.insertInto('appointment').values({
    id: given.appointmentId, programme_id: act.actor.programmeId, code: hour.goes_by, starts_at: given.startsAt, ends_at: given.endsAt, language: hour.speaks, member_id: given.memberId, mediator_id: given.mediatorId, room: given.room, outside_hours: given.outsideHours, created_by: act.actor.memberId,
  }).execute();
  await sql`select rebook_street_hour(${id}, ${given.id}, ${given.appointmentId})`.execute(act.db);
  await sql`select street_appointment_follows(k.contact_id, k.case_id) from contact_case k where k.contact_id = ${hour.contact_id}`.execute(act.db);
  act.audit({ action: 'street-hour.rebook', subject: 'street-hour', subjectId: id });
  return readHour(act, id);
}

/** No other hour is needed, in words. @throws {Problem} not-found, illegal-move, reason-required */
export async function settleHour(act: Act, id: string, given: HourSettled): Promise<StreetHour> {
  const { rows: [answer] } = await sql<{ settled: boolean }>`select settle_street_hour(${id}, ${given.id}, ${given.words}) as settled`.execute(act.db);
  if (answer?.settled) act.audit({ action: 'street-hour.settle', subject: 'street-hour', subjectId: id });
  else act.unchanged();
  return readHour(act, id);
}
