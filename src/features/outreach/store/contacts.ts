import { type RawBuilder, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull, paged, placeAfter, type Page } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type Colleague, type ContactOutcome, type ContactQuery, Material, type NewContact, type OutcomeGiven, type StreetContact } from '../contract.ts';
import { positionOf, type PositionRow, reckonFor } from './common.ts';
import { contacts } from './fields.ts';

/** An outing of a morning has some dozens; the device wants them all at once. */
const CONTACTS = 100;

export interface ContactRow extends PositionRow {
  readonly id: string; readonly outing_id: string | null; readonly at: Date; readonly device_at: Date; readonly received_at: Date; readonly clock_off_seconds: number; readonly is_late: boolean; readonly by: Colleague; readonly place_id: string | null;
  readonly place: StreetContact['place']; readonly place_kind: StreetContact['placeKind']; readonly zone: string; readonly people: number; readonly gender: StreetContact['gender']; readonly age_band: StreetContact['ageBand'];
  readonly language: string | null; readonly language_is: StreetContact['languageIs']; readonly nationality: string | null; readonly nationality_is: StreetContact['nationalityIs']; readonly familiarity: StreetContact['familiarity']; readonly level: number;
  readonly needs: StreetContact['needs']; readonly signs: string[]; readonly informed: StreetContact['informed']; readonly materials: unknown; readonly referrals: StreetContact['referrals']; readonly agreed: StreetContact['agreed'];
  readonly danger: boolean; readonly note: string; readonly encounter: StreetContact['encounter']; readonly outcomes: (Omit<ContactOutcome, 'at'> & { readonly at: string })[]; readonly promised: StreetContact['promised']; readonly taken_back_at: Date | null; readonly may_change: boolean; readonly version: number;
  readonly sort: string;
}

/** All of a contact, from `street_contact c`. */
export const columns = sql`c.*, c.clock_off_seconds::float8 as clock_off_seconds, c.at::text as sort, ${colleague('c.recorded_by')} as by,
  (select jsonb_build_object('id', w.id, 'name', w.name, 'town', w.town) from place w where w.id = c.place_id) as place,
  (select jsonb_build_object('id', e.id, 'code', e.code, 'alias', e.alias) from encounter_link l join encounter e on e.id = l.encounter_id where l.contact_id = c.id and l.ended_at is null) as encounter,
  coalesce((select jsonb_agg(t.line order by t.at) from (
    select k.at, jsonb_build_object('id', k.id, 'kind', 'person', 'subjectId', k.case_id, 'at', to_json(k.at)#>>'{}', 'by', ${colleague('k.by_member')}, 'code', (select p.code from case_file f join person p on p.id = f.person_id where f.id = k.case_id)) as line from contact_case k where k.contact_id = c.id
    union all
    select r.at, jsonb_build_object('id', r.id, 'kind', r.kind, 'subjectId', r.subject_id, 'at', to_json(r.at)#>>'{}', 'by', ${colleague('r.by_member')}, 'code', case r.kind when 'appointment' then (select a.code from appointment a where a.id = r.subject_id) when 'emergency' then (select x.kind from emergency x where x.id = r.subject_id) end) from contact_outcome r where r.contact_id = c.id) t), '[]') as outcomes,
  (select jsonb_build_object('hourId', h.id, 'startsAt', to_json(a.starts_at)#>>'{}', 'endsAt', to_json(a.ends_at)#>>'{}', 'member', ${colleague('a.member_id')}, 'mediatorId', a.mediator_id, 'language', h.speaks, 'goesBy', h.goes_by)
    from street_hour h join appointment a on a.id = h.appointment_id where h.contact_id = c.id and h.state = 'promised' order by a.starts_at limit 1) as promised,
  ((select actor_is('coordinator')) or ((c.recorded_by = (select actor_member()) or of_crew(c.outing_id)) and not exists (select from outing o where o.id = c.outing_id and o.state = 'closed'))) as may_change`;

export const contactOf = (row: ContactRow): StreetContact => ({
  id: row.id, outingId: row.outing_id, at: moment(row.at), deviceAt: moment(row.device_at), receivedAt: moment(row.received_at), clockOffSeconds: row.clock_off_seconds, isLate: row.is_late, by: row.by, place: row.place, placeKind: row.place_kind, zone: row.zone,
  people: row.people, gender: row.gender, ageBand: row.age_band, language: row.language, languageIs: row.language_is, nationality: row.nationality, nationalityIs: row.nationality_is, familiarity: row.familiarity, level: row.level,
  needs: row.needs, signs: row.signs, informed: row.informed, materials: Material.array().parse(row.materials), referrals: row.referrals, agreed: row.agreed, danger: row.danger, note: row.note, position: positionOf(row), encounter: row.encounter,
  outcomes: row.outcomes.map((one) => ({ ...one, at: moment(new Date(one.at)) })), promised: row.promised && { ...row.promised, startsAt: moment(new Date(row.promised.startsAt)), endsAt: moment(new Date(row.promised.endsAt)) }, takenBackAt: momentOrNull(row.taken_back_at), mayChange: row.may_change, version: row.version,
});

/** Contacts of an outing in their order; of a place, of somebody met again or of a case the last first; those taken back too, as such. */
export async function listContacts(act: Act, asked: ContactQuery): Promise<Page<StreetContact>> {
  const after = placeAfter(asked.after, 2);
  const [where, forward]: [RawBuilder<unknown>, boolean] = asked.outingId ? [sql`c.outing_id = ${asked.outingId}`, true]
    : asked.placeId ? [sql`c.place_id = ${asked.placeId}`, false]
      : asked.caseId ? [sql`c.id in (select k.contact_id from contact_case k where k.case_id = ${asked.caseId})`, false]
      : [sql`c.id in (select l.contact_id from encounter_link l where l.encounter_id = ${asked.encounterId} and l.ended_at is null)`, false];
  const beyond = after ? (forward ? sql`and (c.at, c.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`and (c.at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`) : sql``;
  const { rows } = await sql<ContactRow>`select ${columns} from street_contact c where ${where} ${beyond} order by ${forward ? sql`c.at, c.id` : sql`c.at desc, c.id desc`} limit ${CONTACTS + 1}`.execute(act.db);
  act.audit({ action: 'street-contact.list', subject: 'street-contact', details: { lines: Math.min(rows.length, CONTACTS) } });
  return paged(rows, (row) => [row.sort, row.id], contactOf, CONTACTS);
}

/** @throws {Problem} not-found */
export async function readContact(act: Act, id: string): Promise<StreetContact> {
  const { rows: [row] } = await sql<ContactRow>`select ${columns} from street_contact c where c.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  act.audit({ action: 'street-contact.read', subject: 'street-contact', subjectId: id });
  return contactOf(row);
}

/**
 * Keeps a contact as the device noted it. Sent again it changes nothing, under whichever session; one that comes after its outing was closed is kept as late.
 * @param clock what the device's clock showed as the call left
 * @throws {Problem} already-exists under an id of somebody else's, invalid-input, not-found for an outing or place of nobody here
 */
export async function keepContact(act: Act, id: string, given: NewContact, clock: Date | null): Promise<StreetContact> {
  const before = await act.db.selectFrom('street_contact').select(['recorded_by', 'outing_id']).where('id', '=', id).executeTakeFirst();
  if (before) {
    act.unchangedIf(before.recorded_by === act.actor.memberId && before.outing_id === given.outingId);
    return readContact(act, id);
  }
  const outing = given.outingId === null ? undefined : await act.db.selectFrom('outing').select('state').where('id', '=', given.outingId).executeTakeFirst();
  if (given.outingId !== null && !outing) throw new Problem('not-found');
  const { at, clockOffSeconds } = reckonFor(given.deviceAt, clock, act.now);
  const { outingId: _outing, deviceAt: _device, sentAt: _sent, encounterId: _met, ...fields } = given;
  const isLate = outing?.state === 'closed';
  const kept = await act.db.insertInto('street_contact').values({
    id, programme_id: act.actor.programmeId, outing_id: given.outingId, at, device_at: given.deviceAt, received_at: act.now, clock_off_seconds: clockOffSeconds, is_late: isLate, recorded_by: act.actor.memberId, place_kind: given.placeKind, ...contacts.columns(fields), version: 1,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 0n) throw new Problem('already-exists');
  if (given.encounterId !== null) await link(act, id, given.encounterId);
  act.audit({ action: 'street-contact.keep', subject: 'street-contact', subjectId: id, details: { isLate, clockOffSeconds, danger: given.danger } });
  return readContact(act, id);
}

/** Takes a contact back, or says that it was true after all; whatever of it was put right meanwhile. @throws {Problem} not-found, not-allowed */
export async function takeContactBack(act: Act, id: string, takenBack: boolean): Promise<StreetContact> {
  const before = await act.db.selectFrom('street_contact').select('taken_back_at').where('id', '=', id).executeTakeFirst();
  if (!before) throw new Problem('not-found');
  if ((before.taken_back_at !== null) === takenBack) act.unchanged();
  else {
    const changed = await act.db.updateTable('street_contact').set({ taken_back_at: takenBack ? act.now : null, version: sql`version + 1` }).where('id', '=', id).executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw new Problem('not-allowed');
    act.audit({ action: takenBack ? 'street-contact.take-back' : 'street-contact.restore', subject: 'street-contact', subjectId: id });
  }
  return readContact(act, id);
}

async function link(act: Act, contactId: string, encounterId: string): Promise<void> {
  await act.db.insertInto('encounter_link').values({ id: newId(), programme_id: act.actor.programmeId, contact_id: contactId, encounter_id: encounterId, by_member: act.actor.memberId }).execute();
}

/** Says who was met: an encounter, or nobody that is known. What was said before stays. @throws {Problem} not-found */
export async function linkContact(act: Act, id: string, encounterId: string | null): Promise<StreetContact> {
  const before = await act.db.selectFrom('encounter_link').select(['id', 'encounter_id']).where('contact_id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  if ((before?.encounter_id ?? null) === encounterId) {
    act.unchanged();
    return readContact(act, id);
  }
  if (!(await act.db.selectFrom('street_contact').select('id').where('id', '=', id).executeTakeFirst())) throw new Problem('not-found');
  if (before) await act.db.updateTable('encounter_link').set({ ended_at: act.now, ended_by: act.actor.memberId }).where('id', '=', before.id).execute();
  if (encounterId !== null) await link(act, id, encounterId);
  act.audit({ action: encounterId === null ? 'encounter.unlink' : 'encounter.link', subject: 'street-contact', subjectId: id });
  return readContact(act, id);
}

/** That a contact became something elsewhere. Said twice it is harmless. @throws {Problem} not-found, already-exists */
export async function keepOutcome(act: Act, contactId: string, id: string, given: OutcomeGiven): Promise<void> {
  const kept = await act.db.insertInto('contact_outcome').values({ id, programme_id: act.actor.programmeId, contact_id: contactId, kind: given.kind, subject_id: given.subjectId, by_member: act.actor.memberId }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 0n) return act.unchanged();
  act.audit({ action: 'street-contact.become', subject: 'street-contact', subjectId: contactId, details: { kind: given.kind } });
  if (given.kind === 'emergency') await emergencyFollows(act, contactId);
}

/**
 * An emergency of one's own that came of somebody met alone is of the file that they have or get, where one holds it; else, and in a group, it stays without a
 * name until whoever follows it says whose it is. It stands on the case's line of time either way, for those who may know of it. Audit: `emergency.link`.
 */
async function emergencyFollows(act: Act, contactId: string): Promise<void> {
  const { rows } = await sql<{ id: string; case_id: string }>`update emergency e set case_id = k.case_id, version = e.version + 1
    from contact_outcome o join street_contact c on c.id = o.contact_id join contact_case k on k.contact_id = c.id
    where o.contact_id = ${contactId} and o.kind = 'emergency' and e.id = o.subject_id and e.case_id is null and e.opened_by = ${act.actor.memberId} and c.people = 1
      and exists (select from case_access a where a.member_id = ${act.actor.memberId} and a.case_id = k.case_id and a.valid_until > ${act.now})
    returning e.id, e.case_id`.execute(act.db);
  for (const { id, case_id: caseId } of rows) act.audit({ action: 'emergency.link', subject: 'emergency', subjectId: id, caseId });
}

/** That a contact became a file, by whoever holds it. Said twice it is harmless. @throws {Problem} not-found, not-allowed */
export async function keepContactCase(act: Act, contactId: string, id: string, caseId: string): Promise<void> {
  const kept = await act.db.insertInto('contact_case').values({ id, programme_id: act.actor.programmeId, contact_id: contactId, case_id: caseId, by_member: act.actor.memberId }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  await sql`select street_appointment_follows(${contactId}, ${caseId})`.execute(act.db);
  await emergencyFollows(act, contactId);
  if (kept.numInsertedOrUpdatedRows) act.audit({ action: 'street-contact.become', subject: 'street-contact', subjectId: contactId, caseId, details: { kind: 'person' } });
}
