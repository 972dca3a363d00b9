import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { type AudienceLine, type Colleague, TIMELINE_ON_PAPER, type TimelineAuthors, TimelineClass, type TimelineEvent, type TimelinePaperAsked, type TimelineQuery, type TrailLine, type TrailQuery, type Unusual, type UnusualLine } from '../contract.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { unusualAccess } from '../reference.ts';
import { knownCase } from './known.ts';
import { colleague, moment, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';

interface EventRow {
  id: string;
  at: Date;
  kind: string;
  compartment: string;
  actor: Colleague | null;
  about: Colleague | null;
  detail: TimelineEvent['detail'];
  place: string;
  /** Tells apart two events of one record in one moment. */
  last: string;
}

/** Compartments of each class of data, as patterns of their names (`classOf` in timeline.ts says the same). */
const compartmentsOf = {
  case: sql`t.compartment in ('base', 'case', 'work')`,
  restricted: sql`t.compartment in ('restricted', 'mediation')`,
  secret: sql`t.compartment like 'secret-%'`,
} as const;

/** One question to the line of time: what is narrowed, in its order, from a place on. */
async function eventsOf(act: Act, caseId: string, asked: TimelineQuery, most: number): Promise<readonly EventRow[]> {
  const place = placeAfter(asked.after, 4);
  const conditions: RawBuilder<unknown>[] = [sql`t.case_id = ${caseId}`];
  if (place) conditions.push(sql`(t.at, t.subject_id, t.kind, md5(t.detail::text)) < (${place[0]}::timestamptz, ${place[1]}::uuid, ${place[2]}::text, ${place[3]}::text)`);
  if (asked.kinds) conditions.push(sql`t.kind = any (${asked.kinds.split(',')}::text[])`);
  if (asked.classes) conditions.push(sql`(${sql.join(asked.classes.split(',').map((one) => compartmentsOf[TimelineClass.parse(one)]), sql` or `)})`);
  if (asked.by) conditions.push(sql`t.actor_id = ${asked.by}`);
  if (asked.since) conditions.push(sql`t.at >= ${asked.since}::date::timestamp at time zone 'Europe/Rome'`);
  if (asked.until) conditions.push(sql`t.at < (${asked.until}::date + 1)::timestamp at time zone 'Europe/Rome'`);
  const { rows } = await sql<EventRow>`
    select t.subject_id as id, t.at, t.kind, t.compartment, ${colleague('t.actor_id')} as actor, ${colleague(sql`case when t.kind in ('assignment', 'handover') then (t.detail ->> 'member')::uuid end`)} as about, t.detail, t.at::text as place, md5(t.detail::text) as last
      from case_timeline t where ${sql.join(conditions, sql` and `)}
     order by t.at desc, t.subject_id desc, t.kind desc, last desc limit ${most + 1}`.execute(act.db);
  return rows;
}

const eventOf = (row: EventRow): TimelineEvent => ({ id: row.id, at: moment(row.at), kind: row.kind, compartment: row.compartment, actor: row.actor, about: row.about, detail: row.detail });

/** Everything that happened in a case, last first, as far as each room's own policies show it. Audit: `timeline.read`. @throws {Problem} not-found */
export async function readTimeline(act: Act, caseId: string, asked: TimelineQuery): Promise<Page<TimelineEvent>> {
  const known = await knownCase(act, caseId);
  const rows = await eventsOf(act, caseId, asked, PAGE);
  act.audit({ action: 'timeline.read', subject: 'case', subjectId: caseId, caseId, personId: known.personId });
  return paged(rows, (row) => [row.place, row.id, row.kind, row.last], eventOf);
}

/** Who did something of what the reader may see, by name: those by whom the line can be narrowed. Audit: `timeline.read`. @throws {Problem} not-found */
export async function timelineAuthors(act: Act, caseId: string): Promise<TimelineAuthors> {
  const known = await knownCase(act, caseId);
  const { rows } = await sql<Colleague>`
    select m.id as "memberId", a.name, m.role from (select distinct t.actor_id from case_timeline t where t.case_id = ${caseId}) who
      join membership m on m.id = who.actor_id join account a on a.id = m.account_id order by a.name, m.id limit 500`.execute(act.db);
  act.audit({ action: 'timeline.read', subject: 'case', subjectId: caseId, caseId, personId: known.personId });
  return { items: rows };
}

/** The line of time for a paper: the last {@link TIMELINE_ON_PAPER} entries as narrowed. Audit: `timeline.print`. @throws {Problem} not-found */
export async function timelineForPaper(act: Act, caseId: string, asked: TimelinePaperAsked): Promise<{ code: string; events: TimelineEvent[]; isCut: boolean; author: string | null }> {
  const known = await knownCase(act, caseId);
  const rows = await eventsOf(act, caseId, asked, TIMELINE_ON_PAPER);
  const { rows: [found] } = await sql<{ code: string; author: string | null }>`
    select p.code, (select a.name from membership m join account a on a.id = m.account_id where m.id = ${asked.by ?? null}) as author from person p where p.id = ${known.personId}`.execute(act.db);
  act.audit({ action: 'timeline.print', subject: 'case', subjectId: caseId, caseId, personId: known.personId, details: { form: asked.form, lines: Math.min(rows.length, TIMELINE_ON_PAPER) } });
  return { code: found?.code ?? '', events: rows.slice(0, TIMELINE_ON_PAPER).map(eventOf), isCut: rows.length > TIMELINE_ON_PAPER, author: found?.author ?? null };
}

interface AudienceRow {
  day: string;
  member_id: string | null;
  member: Colleague | null;
  action: string;
  times: number;
  last_at: Date;
  emergency: boolean;
}

/**
 * Who has opened a case: by day, colleague and action, last day first. A colleague's lines of a day on which they broke the glass stand out.
 * @throws {Problem} not-found
 */
export async function readAudience(act: Act, caseId: string, after: string | undefined): Promise<Page<AudienceLine> & { complete: boolean }> {
  const known = await knownCase(act, caseId);
  const place = placeAfter(after, 3);
  const { rows } = await sql<AudienceRow>`
    with told as (
      select at, member_id, action from audit_event where programme_id = ${act.actor.programmeId} and case_id = ${caseId}
      union all
      select e.at, e.member_id, e.action from referral_matter m
        join audit_event e on e.programme_id = ${act.actor.programmeId} and e.case_id is null and e.subject = 'referral' and e.subject_id = m.referral_id
       where m.case_id = ${caseId}
    ), seen as (
      select (e.at at time zone 'Europe/Rome')::date as day, coalesce(e.member_id, '00000000-0000-0000-0000-000000000000') as member_id, e.action, count(*)::int as times, max(e.at) as last_at
        from told e where true
         ${place ? sql`and e.at < (${place[0]}::date + 1)::timestamp at time zone 'Europe/Rome'` : sql``}
       group by 1, 2, 3
    ), marked as (
      select s.*, bool_or(s.action = 'case.break-glass') over (partition by s.day, s.member_id) as emergency from seen s
    )
    select m.day::text, m.member_id, ${colleague('m.member_id')} as member, m.action, m.times, m.last_at, m.emergency from marked m
     ${place ? sql`where (m.day, m.member_id, m.action) < (${place[0]}::date, ${place[1]}::uuid, ${place[2]}::text)` : sql``}
     order by m.day desc, m.member_id desc, m.action desc limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'audience.read', subject: 'case', subjectId: caseId, caseId, personId: known.personId });
  const page = paged(rows, (row) => [row.day, row.member_id ?? '', row.action], (row) => ({
    day: row.day, member: row.member, action: row.action, times: row.times, lastAt: moment(row.last_at), emergency: row.emergency,
  }));
  return { ...page, complete: known.keepsFiles };
}

interface TrailRow {
  chain: number;
  event_position: number;
  at: Date;
  member: Colleague | null;
  name: string | null;
  action: string;
  subject: string;
  code: string | null;
  reason: string | null;
  place: string;
}

/** Who did what to which record across the programme; answers the data protection officer alone, everybody else with nothing. */
export async function readTrail(act: Act, asked: TrailQuery): Promise<Page<TrailLine>> {
  const place = placeAfter(asked.after, 3);
  const { rows } = await sql<TrailRow>`
    select t.chain, t.event_position, t.at, ${colleague('t.member_id')} as member, (select who.name from account who where who.id = t.account_id) as name, t.action, t.subject, t.code, t.reason, t.at::text as place
      from trail_for_officer(${place?.[0] ?? null}::timestamptz, ${place?.[1] ?? null}::integer, ${place?.[2] ?? null}::bigint, ${asked.member ?? null}::uuid, ${asked.role ?? null}::text, ${asked.action ?? null}::text, ${asked.code ?? null}::text,
        ${asked.since ?? null}::date::timestamp at time zone 'Europe/Rome', (${asked.until ?? null}::date + 1)::timestamp at time zone 'Europe/Rome', ${PAGE + 1}) t
     order by t.at desc, t.chain desc, t.event_position desc`.execute(act.db);
  act.audit({ action: 'audit.read', subject: 'audit', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, String(row.chain), String(row.event_position)], (row) => ({
    at: moment(row.at), member: row.member, name: row.name, action: row.action, subject: row.subject, code: row.code, reason: row.reason,
  }));
}

/** Whose lines one may look for; nobody but the data protection officer is told. */
export async function trailMembers(act: Act): Promise<Colleague[]> {
  if (act.actor.role !== 'dpo') throw new Problem('not-allowed');
  const { rows } = await sql<Colleague>`
    select m.id as "memberId", a.name, m.role from membership m join account a on a.id = m.account_id where m.programme_id = ${act.actor.programmeId} order by a.name, m.role, m.id limit 2000`.execute(act.db);
  return rows;
}

/** What deserves a second look in the last days; answers the data protection officer alone. @throws {Problem} not-allowed */
export async function unusualAccesses(act: Act, days: number): Promise<Unusual> {
  if (act.actor.role !== 'dpo') throw new Problem('not-allowed');
  const measure = unusualAccess(await referenceOf(act), italianDay(act.now));
  const { rows } = await sql<{ kind: UnusualLine['kind']; day: string; member: Colleague | null; files: number; times: number; first_at: Date; last_at: Date; code: string | null; reason: string | null }>`
    select u.kind, u.day::text, ${colleague('u.member_id')} as member, u.files, u.times, u.first_at, u.last_at, u.code, u.reason
      from unusual_for_officer(now() - make_interval(days => ${days}), ${measure.filesInADay}, ${measure.fromHour}, ${measure.toHour}) u order by u.day desc, u.last_at desc`.execute(act.db);
  act.audit({ action: 'audit.unusual', subject: 'audit', details: { days, lines: rows.length } });
  return {
    measure,
    items: rows.map((row) => ({ kind: row.kind, day: row.day, member: row.member, files: row.files, times: row.times, firstAt: moment(row.first_at), lastAt: moment(row.last_at), code: row.code, reason: row.reason })),
  };
}
