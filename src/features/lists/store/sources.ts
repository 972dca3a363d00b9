import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Narrowed } from '../contract.ts';
import type { KindName } from '../kinds.ts';

/** Where the lines of a list come from. Every table is read under its own policies; the join with `case_access` says whose case it is. */
export interface Source {
  /** `from …` up to before `where`. */
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  /** Null where the reader does not hold the case. */
  readonly caseId: RawBuilder<unknown>;
  /** The code where no case tells it. */
  readonly code: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<unknown>[];
  /** The cells that are the list's own, as one jsonb; those of the person and the case are added to every list. */
  readonly cells: RawBuilder<unknown>;
  readonly order: Readonly<Record<string, Order>>;
}

/** What lines are ordered by, first things first, and at last by the id. `down`: the greatest first; `idAgainst`: among equals the id goes the other way, as in the index. */
export interface Order {
  readonly by: readonly OrderKey[];
  readonly down?: true;
  readonly idAgainst?: true;
}

/** A column as the table keeps it, never null, so that an index can serve the order; `as`: the type that its place in a page is read back as. */
export interface OrderKey {
  readonly by: RawBuilder<unknown>;
  readonly as: 'timestamptz' | 'date' | 'text';
}

const instant = (column: string): RawBuilder<unknown> => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const romanDay = (column: string): RawBuilder<unknown> => sql`(${sql.ref(column)} at time zone 'Europe/Rome')::date`;
const held = (act: Act, on: RawBuilder<unknown>): RawBuilder<unknown> => sql`join case_access a on a.case_id = ${on} and a.member_id = ${act.actor.memberId} and a.valid_until > now() and 'base' = any (a.compartments) join case_file c on c.id = a.case_id`;
const isIn = (column: string, values: readonly string[] | undefined): RawBuilder<unknown>[] => (values ? [sql`${sql.ref(column)} = any (${[...values]})`] : []);
const speaks = (person: string, values: readonly string[] | undefined): RawBuilder<unknown>[] => (values ? [sql`exists (select from person_language l where l.person_id = ${sql.ref(person)} and l.language = any (${[...values]}))`] : []);
/** What the held cases say already, said where an index begins with it. */
const ofProgramme = (act: Act, table: string): RawBuilder<unknown> => sql`${sql.ref(`${table}.programme_id`)} = ${act.actor.programmeId}`;
const at = (column: string): OrderKey => ({ by: sql.ref(column), as: 'timestamptz' });
const on = (column: string): OrderKey => ({ by: sql.ref(column), as: 'date' });
const code: OrderKey = { by: sql.ref('p.code'), as: 'text' };
const isOpen = sql`c.state not in ('closed', 'withdrawn', 'sent-elsewhere', 'short-guidance')`;

/** `mine`: those one answers for; `followed`: those one was given, an emergency and a coordinator's view left out; `unassigned`: nobody answers for them. */
function belongs(act: Act, value: string | undefined): RawBuilder<unknown>[] {
  if (value === 'mine') return [sql`c.owner_id = ${act.actor.memberId}`];
  if (value === 'followed') return [sql`(a.via in ('assigned', 'substitute') or c.owner_id = ${act.actor.memberId})`];
  if (value === 'unassigned') return [sql`c.owner_id is null and ${isOpen}`];
  return [];
}

/** Days from today until when something is near. */
const near: Readonly<Record<string, number>> = { week: 7, month: 30, quarter: 90 };
function dueWithin(column: string, today: string, value: string | undefined): RawBuilder<unknown>[] {
  if (value === undefined) return [];
  if (value === 'late' || value === 'expired') return [sql`${sql.ref(column)} < ${today}::date`];
  return [sql`${sql.ref(column)} >= ${today}::date and ${sql.ref(column)} <= ${today}::date + ${near[value] ?? 0}::int`];
}

const review = sql`(select p.review_on from plan p where p.case_id = c.id and p.state = 'active' order by p.edition desc limit 1)`;
const riskRank = sql`case c.risk when 'extreme' then '0' when 'high' then '1' when 'medium' then '2' when 'not-assessed' then '3' else '4' end`;

type Reads = (act: Act, narrowed: Narrowed) => Source;

const cases: Reads = (act, { whose, state, risk, quiet, language, minor, review: reviewed }) => ({
  from: sql`from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id`,
  id: sql`a.case_id`, caseId: sql`a.case_id`, code: sql`p.code`,
  where: [
    ofProgramme(act, 'c'), sql`a.member_id = ${act.actor.memberId} and a.valid_until > now() and 'base' = any (a.compartments)`, ...belongs(act, whose?.[0]), ...isIn('c.state', state), ...isIn('c.risk', risk), ...speaks('a.person_id', language),
    ...(quiet?.[0] ? [sql`${isOpen} and a.last_change_at < now() - make_interval(days => ${Number(quiet[0])}::int)`] : []), ...(minor ? [sql`p.minor_track`] : []),
    ...(reviewed?.[0] === 'late' ? [sql`${review} < ${italianDay(act.now)}::date`] : []), ...(reviewed?.[0] === 'none' ? [sql`${isOpen} and ${review} is null`] : []),
  ],
  cells: sql`jsonb_build_object('state', c.state, 'risk', c.risk, 'changed', ${instant('a.last_change_at')}, 'opened', ${romanDay('c.opened_at')}, 'review', ${review})`,
  order: {
    changed: { by: [at('a.last_change_at')], down: true, idAgainst: true }, quietest: { by: [at('a.last_change_at')], idAgainst: true }, opened: { by: [at('c.opened_at')], down: true }, code: { by: [code] },
    risk: { by: [{ by: riskRank, as: 'text' }, at('c.opened_at')] },
  },
});

const persons: Reads = (act, { whose, language, gender, identity, minor, contact }) => ({
  from: sql`from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id`,
  id: sql`p.id`, caseId: sql`c.id`, code: sql`p.code`,
  where: [
    sql`a.member_id = ${act.actor.memberId} and a.valid_until > now() and 'base' = any (a.compartments)`,
    // One line for each person: the case that changed last.
    sql`not exists (select from case_access n where n.member_id = a.member_id and n.person_id = a.person_id and n.valid_until > now() and 'base' = any (n.compartments) and (n.last_change_at, n.case_id) > (a.last_change_at, a.case_id))`,
    ...belongs(act, whose?.[0]), ...speaks('a.person_id', language), ...isIn('p.gender', gender), ...isIn('p.identity_level', identity), ...(minor ? [sql`p.minor_track`] : []),
    ...(contact?.[0] === 'do-not-call' ? [sql`exists (select from safe_contact_card k where k.person_id = p.id and k.do_not_call)`] : []),
    ...(contact?.[0] === 'no-card' ? [sql`not exists (select from safe_contact_card k where k.person_id = p.id)`] : []),
  ],
  cells: sql`jsonb_build_object('gender', p.gender, 'identity', p.identity_level, 'known', ${romanDay('p.created_at')})`,
  order: { code: { by: [code] }, newest: { by: [at('p.created_at')], down: true } },
});

const referrals: Reads = (act, { whose, state, late }) => ({
  from: sql`from referral r join referral_matter m on m.referral_id = r.id ${held(act, sql`m.case_id`)} join person p on p.id = a.person_id join service s on s.id = r.service_id join organisation o on o.id = r.organisation_id`,
  id: sql`r.id`, caseId: sql`c.id`, code: sql`p.code`,
  where: [sql`'case' = any (a.compartments)`, ...belongs(act, whose?.[0]), ...isIn('r.state', state), ...(late ? [sql`(r.stopped_at is null or r.state = 'returned') and r.owed_on < ${italianDay(act.now)}::date`] : [])],
  cells: sql`jsonb_build_object('service', s.name, 'body', o.name, 'state', r.state, 'sent', ${instant('r.sent_at')}, 'owed', r.owed_on)`,
  // An answer that nobody owes by a day stands last.
  order: { owed: { by: [{ by: sql`coalesce(r.owed_on, 'infinity'::date)`, as: 'date' }] }, newest: { by: [at('r.created_at')], down: true } },
});

const followUps: Reads = (act, { whose, state, due }) => ({
  from: sql`from follow_up f ${held(act, sql`f.case_id`)} join person p on p.id = a.person_id`,
  id: sql`f.id`, caseId: sql`c.id`, code: sql`p.code`,
  where: [
    ofProgramme(act, 'f'), ...(whose?.[0] === 'mine' ? [sql`f.owner_id = ${act.actor.memberId}`] : belongs(act, whose?.[0])), ...isIn('f.state', state), ...(due ? [sql`f.state = 'planned'`, ...dueWithin('f.due_on', italianDay(act.now), due[0])] : []),
  ],
  cells: sql`jsonb_build_object('months', f.months, 'due', f.due_on, 'state', f.state, 'attempts', (select count(*) from follow_up_attempt t where t.follow_up_id = f.id),
    'owner', (select w.name from membership h join account w on w.id = h.account_id where h.id = f.owner_id))`,
  order: { due: { by: [on('f.due_on')] }, code: { by: [code] } },
});

const documents: Reads = (act, { whose, kind, expiry }) => ({
  from: sql`from document d ${held(act, sql`d.case_id`)} join person p on p.id = a.person_id`,
  id: sql`d.id`, caseId: sql`c.id`, code: sql`p.code`,
  where: [ofProgramme(act, 'd'), sql`d.state = 'kept' and d.expires_on is not null`, ...belongs(act, whose?.[0]), ...isIn('d.kind', kind), ...dueWithin('d.expires_on', italianDay(act.now), expiry?.[0])],
  cells: sql`jsonb_build_object('kind', d.kind, 'expires', d.expires_on)`,
  order: { expires: { by: [on('d.expires_on')] }, code: { by: [code] } },
});

const days: Readonly<Record<string, readonly [number, number]>> = { today: [0, 1], week: [0, 7], month: [0, 30], 'past-month': [-30, 0] };
const appointments: Reads = (act, { whose, when, state, language }) => {
  const today = italianDay(act.now);
  const [from, to] = days[when?.[0] ?? ''] ?? [];
  return {
    // The whole team reads the agenda by hour and code; whose it is, those who hold the case.
    from: sql`from appointment m left join appointment_matter x on x.appointment_id = m.id
      left join case_access a on a.case_id = x.case_id and a.member_id = ${act.actor.memberId} and a.valid_until > now() and 'base' = any (a.compartments) left join case_file c on c.id = a.case_id`,
    id: sql`m.id`, caseId: sql`a.case_id`, code: sql`m.code`,
    where: [
      sql`m.programme_id = ${act.actor.programmeId}`, ...(whose?.[0] === 'mine' ? [sql`${act.actor.memberId} in (m.member_id, m.mediator_id)`] : belongs(act, whose?.[0])), ...isIn('m.state', state), ...isIn('m.language', language),
      ...(from === undefined || to === undefined ? [] : [sql`m.starts_at >= (${today}::date + ${from}::int)::timestamp at time zone 'Europe/Rome' and m.starts_at < (${today}::date + ${to}::int)::timestamp at time zone 'Europe/Rome'`]),
    ],
    cells: sql`jsonb_build_object('starts', ${instant('m.starts_at')}, 'state', m.state, 'language', jsonb_build_array(m.language), 'room', m.room,
      'with', (select w.name from membership h join account w on w.id = h.account_id where h.id = m.member_id), 'mediator', (select w.name from membership h join account w on w.id = h.account_id where h.id = m.mediator_id))`,
    order: { starts: { by: [at('m.starts_at')] }, latest: { by: [at('m.starts_at')], down: true } },
  };
};

export const sources: Readonly<Record<KindName, Reads>> = { cases, persons, referrals, 'follow-ups': followUps, documents, appointments };
