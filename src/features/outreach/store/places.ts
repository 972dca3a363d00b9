import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type Colleague, type NewPlace, type Place, type PlaceQuery, type PlaceRetired, type Presence, type PresenceQuery, Season, UsualHours } from '../contract.ts';
import { places } from './fields.ts';

/** A page of places: a programme has some dozens, and the map wants them all. */
const PLACES = 200;

export interface PlaceRow {
  readonly id: string; readonly name: string; readonly kind: Place['kind']; readonly town: string; readonly latitude: number | null; readonly longitude: number | null; readonly access_notes: string; readonly dangers: string;
  readonly usual_hours: unknown; readonly languages: string[]; readonly nationalities: string[]; readonly seasons: unknown; readonly every_weeks: number | null; readonly retired_at: Date | null; readonly retired_reason: string | null;
  readonly last_visit_at: Date | null; readonly version: number;
}

/** When a crew was last at a place: somebody met, a tap there, or a stop of an outing that the diary says was reached. */
export const lastVisit = sql`(select max(v.at) from (
  (select c.at from street_contact c where c.place_id = p.id and c.taken_back_at is null order by c.at desc limit 1)
  union all (select k.at from outing_check k where k.place_id = p.id order by k.at desc limit 1)
  union all (select coalesce(o.returned_at, o.starts_at) from outing_stop s join outing o on o.id = s.outing_id where s.place_id = p.id and s.removed_at is null and s.outcome in ('visited', 'nobody-there') order by o.starts_at desc limit 1)) v)`;
const columns = sql`p.id, p.name, p.kind, p.town, p.latitude, p.longitude, p.access_notes, p.dangers, p.usual_hours, p.languages, p.nationalities, p.seasons, p.every_weeks, p.retired_at, p.retired_reason, p.version, ${lastVisit} as last_visit_at`;

export const seasonsOf = (row: { readonly seasons: unknown }): Season[] => Season.array().parse(row.seasons);
export const placeOf = (row: PlaceRow): Place => ({
  id: row.id, name: row.name, kind: row.kind, town: row.town, position: row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude }, accessNotes: row.access_notes, dangers: row.dangers,
  usualHours: UsualHours.array().parse(row.usual_hours), languages: row.languages, nationalities: row.nationalities, seasons: seasonsOf(row), everyWeeks: row.every_weeks,
  retiredAt: momentOrNull(row.retired_at), retiredReason: row.retired_reason, lastVisitAt: momentOrNull(row.last_visit_at), version: row.version,
});

/** Places by town and name. */
export async function listPlaces(act: Act, asked: PlaceQuery): Promise<Page<Place>> {
  const after = placeAfter(asked.after, 3);
  const { rows } = await sql<PlaceRow>`
    select ${columns} from place p where p.programme_id = ${act.actor.programmeId} and (p.retired_at is not null) = ${asked.retired === 'true'} ${after ? sql`and (p.town, p.name, p.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql``}
     order by p.town, p.name, p.id limit ${PLACES + 1}`.execute(act.db);
  return paged(rows, (row) => [row.town, row.name, row.id], placeOf, PLACES);
}

/** @throws {Problem} not-found */
export async function readPlace(act: Act, id: string): Promise<Place> {
  const { rows: [row] } = await sql<PlaceRow>`select ${columns} from place p where p.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  act.audit({ action: 'place.read', subject: 'place', subjectId: id });
  return placeOf(row);
}

/** Adds a place; sent again, it changes nothing. @throws {Problem} already-exists under an id of somebody else's */
export async function keepPlace(act: Act, id: string, given: NewPlace): Promise<Place> {
  const kept = await act.db.insertInto('place').values({ id, programme_id: act.actor.programmeId, created_by: act.actor.memberId, name: given.name, kind: given.kind, town: given.town, ...places.columns(given), version: 1 })
    .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 0n) {
    const before = await act.db.selectFrom('place').select('created_by').where('id', '=', id).executeTakeFirst();
    act.unchangedIf(before?.created_by === act.actor.memberId);
  } else act.audit({ action: 'place.add', subject: 'place', subjectId: id });
  return readPlace(act, id);
}

/** Retires a place or takes it up again. @throws {Problem} not-found, changed-meanwhile */
export async function retirePlace(act: Act, id: string, version: number, given: PlaceRetired): Promise<Place> {
  const before = await act.db.selectFrom('place').select(['retired_at', 'version']).where('id', '=', id).executeTakeFirst();
  if (!before) throw new Problem('not-found');
  if ((before.retired_at !== null) === given.retired) act.unchanged();
  else {
    const changed = await act.db.updateTable('place').set({ retired_at: given.retired ? act.now : null, retired_reason: given.retired ? given.reason ?? null : null, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
    act.audit({ action: given.retired ? 'place.retire' : 'place.take-up', subject: 'place', subjectId: id });
  }
  return readPlace(act, id);
}

interface VersionRow {
  readonly id: string;
  readonly at: Date;
  readonly by: Colleague;
  readonly before: Record<string, unknown>;
}
/** What somebody changed, as it was before, the last first: of a place or of a contact. @throws {Problem} not-found */
export async function historyOf(act: Act, thing: 'place' | 'street-contact', id: string): Promise<{ items: { id: string; at: string; by: Colleague; before: Record<string, unknown> }[] }> {
  const [table, versions, names] = thing === 'place' ? [sql.table('place'), sql.table('place_version'), sql.ref('v.place_id')] : [sql.table('street_contact'), sql.table('street_contact_version'), sql.ref('v.contact_id')];
  const { rows } = await sql<VersionRow & { known: boolean }>`select v.id, v.at, ${colleague('v.by_member')} as by, v.before, true as known from ${table} t left join ${versions} v on ${names} = t.id where t.id = ${id} order by v.at desc limit 200`.execute(act.db);
  if (rows.length === 0) throw new Problem('not-found');
  act.audit({ action: `${thing}.history`, subject: thing, subjectId: id });
  return { items: rows.filter((row) => row.id !== null).map((row) => ({ id: row.id, at: moment(row.at), by: row.by, before: row.before })) };
}

/** Who was met at a place over time, by Italian weeks or months: people as they were met, never distinct persons. @throws {Problem} not-found */
export async function presenceAt(act: Act, id: string, asked: PresenceQuery): Promise<Presence> {
  if (!(await act.db.selectFrom('place').select('id').where('id', '=', id).executeTakeFirst())) throw new Problem('not-found');
  const span = sql`c.place_id = ${id} and c.taken_back_at is null and c.at >= (${asked.from}::date)::timestamp at time zone 'Europe/Rome' and c.at < (${asked.to}::date + 1)::timestamp at time zone 'Europe/Rome'`;
  const periods = await sql<Presence['items'][number]>`
    select date_trunc(${asked.by}, c.at at time zone 'Europe/Rome')::date::text as on, count(distinct coalesce(c.outing_id::text, (c.at at time zone 'Europe/Rome')::date::text))::int as visits, count(*)::int as contacts, sum(c.people)::int as people,
           coalesce(sum(c.people) filter (where c.gender = 'female'), 0)::int as women, coalesce(sum(c.people) filter (where c.age_band = 'possibly-minor'), 0)::int as "possiblyMinors"
      from street_contact c where ${span} group by 1 order by 1 limit 120`.execute(act.db);
  const languages = await sql<Presence['languages'][number]>`select c.language, sum(c.people)::int as people from street_contact c where ${span} and c.language is not null group by 1 order by 2 desc, 1 limit 60`.execute(act.db);
  const nationalities = await sql<Presence['nationalities'][number]>`select c.nationality as country, sum(c.people)::int as people from street_contact c where ${span} and c.nationality is not null group by 1 order by 2 desc, 1 limit 60`.execute(act.db);
  act.audit({ action: 'place.presence', subject: 'place', subjectId: id, details: { periods: periods.rows.length } });
  return { items: periods.rows, languages: languages.rows, nationalities: nationalities.rows };
}
