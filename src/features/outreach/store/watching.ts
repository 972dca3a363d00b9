import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Alarm, AlarmMoveGiven, Check, Colleague, CrewPosition, KeptSettings, NewCheck, OutreachSettings } from '../contract.ts';
import { alarmMovesFor } from '../domain.ts';
import { positionOf, reckonFor } from './common.ts';

/** Asks the house to look after who is out, before anything of it is read: so no alarm waits for a timer. */
export const watch = async (act: Act): Promise<void> => void (await sql`select outreach_watch()`.execute(act.db));

export interface CheckRow {
  readonly id: string; readonly kind: Check['kind']; readonly by: Colleague; readonly at: Date; readonly device_at: Date; readonly received_at: Date; readonly clock_off_seconds: number; readonly place_id: string | null; readonly place: string | null; readonly words: string;
}
export const checkColumns = sql`k.id, k.kind, ${colleague('k.by_member')} as by, k.at, k.device_at, k.received_at, k.clock_off_seconds::float8 as clock_off_seconds, k.place_id, (select w.name from place w where w.id = k.place_id) as place, k.words`;
export const checkOf = (row: CheckRow): Check => ({
  id: row.id, kind: row.kind, by: row.by, at: moment(row.at), deviceAt: moment(row.device_at), receivedAt: moment(row.received_at), clockOffSeconds: row.clock_off_seconds, placeId: row.place_id, place: row.place, words: row.words,
});

/**
 * One tap of safety, of one's own. Sent again it is harmless.
 * @param clock what the device's clock showed as the call left
 * @throws {Problem} not-found, not-allowed for whoever has no part in the outing, already-exists
 */
export async function keepCheck(act: Act, outingId: string, id: string, given: NewCheck, clock: Date | null): Promise<void> {
  const { at, clockOffSeconds } = reckonFor(given.deviceAt, clock, act.now);
  const { rows: [answer] } = await sql<{ kept: boolean }>`
    select keep_outing_check(${id}, ${outingId}, ${given.kind}, ${at}, ${new Date(given.deviceAt)}, ${clockOffSeconds}, ${given.placeId}, ${given.words}) as kept`.execute(act.db);
  if (!answer?.kept) return act.unchanged();
  act.audit({ action: `outing.${given.kind}`, subject: 'outing', subjectId: outingId, details: { clockOffSeconds } });
}

/**
 * Where one was at a tap of one's own. Sent again it is harmless; what comes after the closing is not kept.
 * @throws {Problem} not-found for a tap that is not there, or not one's own
 */
export async function keepCrewPosition(act: Act, outingId: string, checkId: string, given: CrewPosition, clock: Date | null): Promise<void> {
  const { at } = reckonFor(given.takenAt, clock, act.now);
  const { rows: [answer] } = await sql<{ kept: boolean }>`select keep_outing_position(${checkId}, ${outingId}, ${given.latitude}, ${given.longitude}, ${given.accuracyMetres}, ${at}) as kept`.execute(act.db);
  if (!answer?.kept) return act.unchanged();
  act.audit({ action: 'outing.position', subject: 'outing', subjectId: outingId });
}

interface AlarmRow {
  readonly id: string; readonly outing_id: string; readonly kind: Alarm['kind']; readonly state: Alarm['state']; readonly due_at: Date; readonly raised_at: Date; readonly escalated_at: Date | null; readonly escalates_at: Date | null; readonly climbs: number; readonly held_by: Colleague | null; readonly held_since: Date | null; readonly version: number;
  readonly starts_at: Date; readonly ends_at: Date; readonly vehicle: string; readonly crew: Colleague[]; readonly buddy: Colleague | null; readonly answerable: Colleague;
  readonly last: { at: string; by: Colleague | null; place: NonNullable<Alarm['lastKnown']>['place']; latitude: number | null; longitude: number | null } | null;
  readonly crew_at: (Omit<NonNullable<Alarm['crewAt']>, 'takenAt'> & { readonly takenAt: string }) | null;
  readonly steps: Alarm['steps'] | null;
}

/** Where and when the crew was last known to be: the last tap, or the last contact, whichever is later; else the first stop of the plan. */
const lastKnown = sql`(select jsonb_build_object('at', to_json(l.at)#>>'{}', 'by', l.by, 'latitude', l.latitude, 'longitude', l.longitude,
    'place', (select jsonb_build_object('id', w.id, 'name', w.name, 'town', w.town) from place w where w.id = l.place_id))
  from ((select k.at, ${colleague('k.by_member')} as by, coalesce(k.place_id, (select c.place_id from street_contact c where c.outing_id = o.id and c.place_id is not null and c.at <= k.at order by c.at desc limit 1)) as place_id, null::double precision as latitude, null::double precision as longitude
           from outing_check k where k.outing_id = o.id order by k.at desc limit 1)
    union all (select c.at, ${colleague('c.recorded_by')}, c.place_id, c.latitude, c.longitude from street_contact c where c.outing_id = o.id and c.taken_back_at is null order by c.at desc limit 1)
    union all (select o.starts_at, null, s.place_id, null, null from outing_stop s where s.outing_id = o.id and s.removed_at is null and not exists (select from outing_check k where k.outing_id = o.id) order by s.position limit 1)) l
  order by l.at desc limit 1)`;
/** Where one of the crew said exactly that they were, the last; nothing for whoever may not know it. */
const crewAt = sql`(select jsonb_build_object('latitude', p.latitude, 'longitude', p.longitude, 'accuracyMetres', p.accuracy_metres, 'takenAt', to_json(p.taken_at)#>>'{}', 'by', ${colleague('p.by_member')}) from outing_position p where p.outing_id = o.id order by p.taken_at desc limit 1)`;
export const crewOf = sql`coalesce((select jsonb_agg(jsonb_build_object('memberId', hat.id, 'name', who.name, 'role', hat.role, 'languages', hat.languages) order by who.name) from outing_crew w join membership hat on hat.id = w.member_id join account who on who.id = hat.account_id
  where w.outing_id = o.id and w.left_at is null), '[]')`;

const alarmOf = (row: AlarmRow): Alarm => ({
  id: row.id, outingId: row.outing_id, kind: row.kind, state: row.state, dueAt: moment(row.due_at), raisedAt: moment(row.raised_at), escalatedAt: momentOrNull(row.escalated_at),
  escalatesAt: momentOrNull(row.escalates_at), climbs: row.climbs, heldBy: row.held_by, heldSince: momentOrNull(row.held_since),
  lastKnown: row.last && { at: moment(new Date(row.last.at)), by: row.last.by, place: row.last.place, position: positionOf(row.last) },
  crewAt: row.crew_at && { ...row.crew_at, takenAt: moment(new Date(row.crew_at.takenAt)) },
  outing: { startsAt: moment(row.starts_at), endsAt: moment(row.ends_at), vehicle: row.vehicle, crew: row.crew.map(({ memberId, name, role }) => ({ memberId, name, role })), buddy: row.buddy, answerable: row.answerable },
  steps: (row.steps ?? []).map((step) => ({ ...step, at: moment(new Date(step.at)) })), moves: alarmMovesFor(row.state),
});

/** Alarms, the oldest that stands first; closed ones of thirty days where asked. Looks first whether a new one is due. */
export async function listAlarms(act: Act, which: 'open' | 'all', only?: string): Promise<Alarm[]> {
  await watch(act);
  const { rows } = await sql<AlarmRow>`
    select a.id, a.outing_id, a.kind, a.state, a.due_at, a.raised_at, a.escalated_at, alarm_climbs_at(a, outreach_rule_here()) as escalates_at, a.climbs, ${colleague('a.held_by')} as held_by, a.held_since, a.version,
           o.starts_at, o.ends_at, o.vehicle, ${crewOf} as crew, ${colleague('o.buddy_id')} as buddy, ${colleague('o.answerable_id')} as answerable, ${lastKnown} as last,
           case when a.state <> 'closed' then ${crewAt} end as crew_at,
           (select jsonb_agg(jsonb_build_object('id', m.id, 'move', m.move, 'at', to_json(m.at)#>>'{}', 'by', ${colleague('m.by_member')}, 'words', m.words) order by m.at) from outing_alarm_move m where m.alarm_id = a.id) as steps
      from outing_alarm a join outing o on o.id = a.outing_id
     where a.programme_id = ${act.actor.programmeId} and (a.state <> 'closed' ${which === 'all' ? sql`or a.raised_at > now() - interval '30 days'` : sql``}) ${only ? sql`and a.id = ${only}` : sql``}
     order by a.state = 'closed', a.raised_at limit 200`.execute(act.db);
  act.audit({ action: 'outing-alarm.list', subject: 'outing-alarm', details: { alarms: rows.length } });
  return rows.map(alarmOf);
}

/** Takes an alarm on, or ends it, with words. @throws {Problem} not-found, illegal-move, reason-required, still-overdue */
export async function moveAlarm(act: Act, id: string, given: AlarmMoveGiven): Promise<Alarm> {
  const { rows: [answer] } = await sql<{ moved: boolean }>`select move_outing_alarm(${id}, ${given.id}, ${given.move}, ${given.words}) as moved`.execute(act.db);
  if (answer?.moved) act.audit({ action: `outing-alarm.${given.move}`, subject: 'outing-alarm', subjectId: id });
  else act.unchanged();
  const [alarm] = await listAlarms(act, 'all', id);
  if (!alarm) throw new Problem('not-found');
  return alarm;
}

interface SettingsRow {
  readonly check_minutes: number; readonly escalate_minutes: number; readonly again_minutes: number; readonly hours_back_minutes: number; readonly deputies: string[]; readonly coverage_weeks: number; readonly version: number;
}
/** How watch is kept here: the programme's own numbers, or the house's. @throws {Problem} not-allowed outside the team */
export async function readSettings(act: Act): Promise<KeptSettings> {
  const { rows: [row] } = await sql<SettingsRow>`select (r).check_minutes, (r).escalate_minutes, (r).again_minutes, (r).hours_back_minutes, (r).deputies, (r).coverage_weeks, (r).version from (select outreach_rule_here() as r) s`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return { checkMinutes: row.check_minutes, escalateMinutes: row.escalate_minutes, againMinutes: row.again_minutes, hoursBackMinutes: row.hours_back_minutes, deputies: row.deputies, coverageWeeks: row.coverage_weeks, version: row.version };
}

/** Says how watch is kept; version 0 where nobody has said it yet. @throws {Problem} not-allowed, changed-meanwhile */
export async function keepSettings(act: Act, version: number, given: OutreachSettings): Promise<KeptSettings> {
  const values = { check_minutes: given.checkMinutes, escalate_minutes: given.escalateMinutes, again_minutes: given.againMinutes, hours_back_minutes: given.hoursBackMinutes, deputies: given.deputies, coverage_weeks: given.coverageWeeks, changed_by: act.actor.memberId, changed_at: act.now };
  const changed = version === 0
    ? (await act.db.insertInto('outreach_setting').values({ programme_id: act.actor.programmeId, ...values }).onConflict((conflict) => conflict.column('programme_id').doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows
    : (await act.db.updateTable('outreach_setting').set({ ...values, version: version + 1 }).where('programme_id', '=', act.actor.programmeId).where('version', '=', version).executeTakeFirst()).numUpdatedRows;
  if (!changed) throw new Problem(act.actor.role === 'coordinator' ? 'changed-meanwhile' : 'not-allowed');
  act.audit({ action: 'outreach-setting.change', subject: 'outreach-setting' });
  return readSettings(act);
}
