import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment, momentOrNull } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { type Counts, type Coverage, Material, type MaterialKind, type OutingSummary, type OutreachFigures } from '../contract.ts';
import { byDue, dueOf, estimatePersons, perHour, seasonAhead, seasonIn, weeksSince } from '../domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { estimateOn } from '../reference.ts';
import { lastVisit, seasonsOf } from './places.ts';
import { readSettings } from './watching.ts';

type Tally = Pick<Counts, 'contacts' | 'people' | 'groups' | 'women' | 'danger' | 'late'> & { possibly_minors: number; new_faces: number; persons: number; appointments: number; referrals: number };
interface CountsRow extends Tally, Pick<Counts, 'levels' | 'needs' | 'signs' | 'languages' | 'nationalities'> {}

/** Raw counts over the contacts for which something holds, said of `c`; what was taken back counts no more. */
async function countsWhere(act: Act, where: RawBuilder<unknown>): Promise<Counts> {
  const { rows: [row] } = await sql<CountsRow>`
    with met as materialized (select c.* from street_contact c where c.taken_back_at is null and ${where})
    select count(*)::int as contacts, coalesce(sum(m.people), 0)::int as people, (count(*) filter (where m.people > 1))::int as groups, coalesce(sum(m.people) filter (where m.gender = 'female'), 0)::int as women,
      coalesce(sum(m.people) filter (where m.age_band = 'possibly-minor'), 0)::int as possibly_minors, coalesce(sum(m.people) filter (where m.familiarity = 'new'), 0)::int as new_faces,
      (count(*) filter (where m.danger))::int as danger, (count(*) filter (where m.is_late))::int as late,
      contacts_with_file(array(select id from met)) as persons,
      (select count(*)::int from contact_outcome r where r.kind = 'appointment' and r.contact_id in (select id from met)) as appointments,
      (select count(*)::int from contact_outcome r where r.kind = 'inbound-referral' and r.contact_id in (select id from met)) as referrals,
      coalesce((select jsonb_agg(jsonb_build_object('level', t.level, 'contacts', t.n) order by t.level) from (select x.level, count(*) as n from met x group by 1) t), '[]') as levels,
      coalesce((select jsonb_agg(jsonb_build_object('need', t.need, 'contacts', t.n) order by t.n desc, t.need) from (select u.need, count(*) as n from met x cross join lateral unnest(x.needs) u (need) group by 1) t), '[]') as needs,
      coalesce((select jsonb_agg(jsonb_build_object('sign', t.sign, 'contacts', t.n) order by t.n desc, t.sign) from (select u.sign, count(*) as n from met x cross join lateral unnest(x.signs) u (sign) group by 1) t), '[]') as signs,
      coalesce((select jsonb_agg(jsonb_build_object('language', t.language, 'people', t.n) order by t.n desc, t.language) from (select x.language, sum(x.people) as n from met x where x.language is not null group by 1 limit 60) t), '[]') as languages,
      coalesce((select jsonb_agg(jsonb_build_object('country', t.country, 'people', t.n) order by t.n desc, t.country) from (select x.nationality as country, sum(x.people) as n from met x where x.nationality is not null group by 1 limit 60) t), '[]') as nationalities
    from met m`.execute(act.db);
  if (!row) throw new Problem('unexpected');
  const { possibly_minors, new_faces, persons, appointments, referrals, ...counts } = row;
  return { ...counts, possiblyMinors: possibly_minors, newFaces: new_faces, outcomes: { persons, appointments, referrals } };
}

interface SummaryRow {
  readonly started_at: Date | null; readonly returned_at: Date | null; readonly materials: unknown; readonly materials_given: unknown; readonly changed_at: Date; readonly noted: unknown;
  readonly missing: OutingSummary['languagesMissing']; readonly places: OutingSummary['places'];
}

/** An outing afterwards: how many were met, where, in which languages that nobody spoke, what was handed out. @throws {Problem} not-found */
export async function summaryOf(act: Act, id: string): Promise<OutingSummary> {
  const { rows: [row] } = await sql<SummaryRow>`
    with met as materialized (select c.* from street_contact c where c.outing_id = ${id} and c.taken_back_at is null)
    select o.started_at, o.returned_at, o.materials, o.materials_given, greatest(o.changed_at, (select max(x.received_at) from met x)) as changed_at,
      coalesce((select jsonb_agg(e.one) from met x cross join lateral jsonb_array_elements(x.materials) e (one)), '[]') as noted,
      coalesce((select jsonb_agg(jsonb_build_object('language', t.language, 'people', t.n) order by t.n desc, t.language) from (select x.language, sum(x.people) as n from met x where x.language is not null
        and not exists (select from outing_crew w join membership hat on hat.id = w.member_id where w.outing_id = o.id and w.left_at is null and x.language = any (hat.languages)) group by 1) t), '[]') as missing,
      coalesce((select jsonb_agg(jsonb_build_object('placeId', t.id, 'name', t.name, 'contacts', t.n, 'people', t.people) order by t.n desc, t.name) from (select w.id, w.name, count(*) as n, sum(x.people) as people from met x join place w on w.id = x.place_id group by 1, 2) t), '[]') as places
    from outing o where o.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const counts = await countsWhere(act, sql`c.outing_id = ${id}`);
  const minutes = row.started_at && row.returned_at ? Math.max(0, Math.round((row.returned_at.getTime() - row.started_at.getTime()) / 60_000)) : null;
  act.audit({ action: 'outing.summary', subject: 'outing', subjectId: id });
  return { outingId: id, minutes, contactsPerHour: perHour(counts.contacts, minutes), counts, languagesMissing: row.missing, materials: materialsBeside({ planned: row.materials, given: row.materials_given, noted: row.noted }), places: row.places, lastChangeAt: moment(row.changed_at) };
}

/** What was planned, what the diary says was given, and what the contacts say, kind by kind and language by language. */
function materialsBeside(lists: { readonly planned: unknown; readonly given: unknown; readonly noted: unknown }): OutingSummary['materials'] {
  const beside = new Map<string, OutingSummary['materials'][number]>();
  for (const [column, list] of [['planned', lists.planned], ['given', lists.given], ['noted', lists.noted]] as const) {
    for (const { kind, language, quantity } of Material.array().parse(list)) {
      const key = `${kind} ${language ?? ''}`;
      const line = beside.get(key) ?? { kind: kind satisfies MaterialKind, language, planned: 0, given: 0, noted: 0 };
      beside.set(key, { ...line, [column]: line[column] + quantity });
    }
  }
  return [...beside.values()].toSorted((one, other) => one.kind.localeCompare(other.kind) || (one.language ?? '').localeCompare(other.language ?? ''));
}

interface CoverageRow {
  readonly id: string; readonly name: string; readonly kind: Coverage['items'][number]['place']['kind']; readonly town: string; readonly latitude: number | null; readonly longitude: number | null; readonly languages: string[]; readonly seasons: unknown;
  readonly every_weeks: number | null; readonly last_visit_at: Date | null; readonly planned_at: Date | null;
}
/** Places by what is due: those not visited for so many weeks, against their seasons. */
export async function coverage(act: Act): Promise<Coverage> {
  const { coverageWeeks } = await readSettings(act);
  const day = italianDay(act.now);
  const month = Number(day.slice(5, 7));
  const { rows } = await sql<CoverageRow>`
    select p.id, p.name, p.kind, p.town, p.latitude, p.longitude, p.languages, p.seasons, p.every_weeks, ${lastVisit} as last_visit_at,
           (select min(o.starts_at) from outing_stop s join outing o on o.id = s.outing_id where s.place_id = p.id and s.removed_at is null and o.state in ('planned', 'under-way')) as planned_at
      from place p where p.programme_id = ${act.actor.programmeId} and p.retired_at is null and p.kind <> 'online' order by p.id limit 500`.execute(act.db);
  act.audit({ action: 'place.coverage', subject: 'place', details: { lines: rows.length } });
  const items = rows.map((row) => {
    const seasons = seasonsOf(row);
    const weeks = weeksSince(row.last_visit_at, act.now);
    const everyWeeks = row.every_weeks ?? coverageWeeks;
    const { inSeason, activities } = seasonIn(seasons, month);
    return {
      place: { id: row.id, name: row.name, kind: row.kind, town: row.town, position: row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude }, languages: row.languages, seasons },
      lastVisitAt: momentOrNull(row.last_visit_at), weeks, everyWeeks, inSeason, activities, ahead: seasonAhead(seasons, month), due: dueOf({ weeks, everyWeeks, inSeason }, seasons.length > 0), plannedAt: momentOrNull(row.planned_at),
    };
  });
  return { day, items: byDue(items) };
}

/** The street over a span of days; distinct persons only where a coefficient is declared for its last day. */
export async function figures(act: Act, { from, to }: { readonly from: string; readonly to: string }): Promise<OutreachFigures> {
  const span = (column: RawBuilder<unknown>) => sql`${column} >= (${from}::date)::timestamp at time zone 'Europe/Rome' and ${column} < (${to}::date + 1)::timestamp at time zone 'Europe/Rome'`;
  const here = sql`c.programme_id = ${act.actor.programmeId} and ${span(sql.ref('c.at'))}`;
  const counts = await countsWhere(act, here);
  const { rows: [handed] } = await sql<{ given: unknown; noted: unknown }>`
    select coalesce((select jsonb_agg(e.one) from outing o cross join lateral jsonb_array_elements(o.materials_given) e (one) where o.programme_id = ${act.actor.programmeId} and o.state in ('returned', 'closed') and ${span(sql.ref('o.starts_at'))}), '[]') as given,
      coalesce((select jsonb_agg(e.one) from street_contact c cross join lateral jsonb_array_elements(c.materials) e (one) where c.taken_back_at is null and ${here}), '[]') as noted`.execute(act.db);
  const { rows: [row] } = await sql<{ outings: number; hours: number; kilometres: number; identified: number; unidentified: number }>`
    select count(o.id)::int as outings, coalesce(round((sum(extract(epoch from o.returned_at - o.started_at)) / 3600)::numeric, 1), 0)::float8 as hours, coalesce(sum(o.kilometres), 0)::int as kilometres,
      k.identified, k.unidentified
    from street_known((${from}::date)::timestamp at time zone 'Europe/Rome', (${to}::date + 1)::timestamp at time zone 'Europe/Rome') k
      left join outing o on o.programme_id = ${act.actor.programmeId} and o.state in ('returned', 'closed') and ${span(sql.ref('o.starts_at'))} group by k.identified, k.unidentified`.execute(act.db);
  if (!row || !handed) throw new Problem('unexpected');
  const materials = materialsBeside({ planned: [], ...handed }).map(({ planned: _none, ...one }) => one);
  const declared = estimateOn(await referenceOf(act), to);
  act.audit({ action: 'outreach.figures', subject: 'outing', details: { from, to } });
  return { from, to, counts, ...row, materials, estimate: declared ? { persons: estimatePersons(row.identified, row.unidentified, declared.coefficient), ...declared } : null };
}
