import { sql } from 'kysely';
import { dayAfter, instantOf } from '../../features/agenda/domain/days.ts';
import { LaunchLanguage } from '../../features/spoken/contract.ts';
import type { Act } from '../../kernel/database/act.ts';
import { teamRoles } from '../../kernel/identity/contract.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { MOST_PATHS, type Pack } from './contract.ts';

/** A day holds no more talks than this of one colleague; what is beyond needs the network. */
const TALKS = 20;
/** Outings of one's own in two days; each has its stops. */
const OUTINGS = 4;

interface Talk {
  readonly case_id: string;
  readonly person_id: string;
  readonly interview_id: string | null;
}

/**
 * What this hat keeps for today and tomorrow: nothing that the outing does not need. Of the day one's own hours and what of the street waits for whoever
 * asks (`/api/today/at-hand`), of the agenda one's own appointments: not the people followed, not their risk, their plans, nor whom colleagues expect. Of cases only those of one's own hours of these two days, and of these what an hour needs: the head of the
 * person's file with how to reach them safely, the consents, what is known so that it is not asked again (no story, no spell of exploitation: `…/known`),
 * which instruments may be put to them, and an interview that is prepared and has not begun: nothing that was told in one is on a telephone. The questions
 * of the instruments in use, and the wordings that mediators answer for, are texts, and say nothing of anybody. Of the street one's own outings with
 * the places where they stop, and no other place: the map of where people live is not carried around. The addresses are those that the
 * screens ask for, letter by letter; what may not be read is refused when it is asked for, and is not kept.
 */
export async function pathsOf(act: Act): Promise<Pack> {
  const today = italianDay(act.now);
  const [tomorrow, after] = [dayAfter(today, 1), dayAfter(today, 2)];
  const until = instantOf(after, '00:00').toISOString();
  if (!(teamRoles as readonly string[]).includes(act.actor.role)) return { until, paths: [] };

  const { rows: talks } = await sql<Talk>`
    select m.case_id, c.person_id, i.id as interview_id
      from appointment a join appointment_matter m on m.appointment_id = a.id join case_file c on c.id = m.case_id
      left join interview i on i.case_id = m.case_id and i.state = 'prepared' and (i.author_id = ${act.actor.memberId} or i.mediator_id = ${act.actor.memberId})
     where (a.member_id = ${act.actor.memberId} or a.mediator_id = ${act.actor.memberId}) and a.state in ('booked', 'arrived', 'in-progress')
       and a.starts_at >= ${instantOf(today, '00:00')} and a.starts_at < ${instantOf(after, '00:00')}
     order by a.starts_at limit ${TALKS}`.execute(act.db);
  const { rows: outings } = await sql<{ id: string; places: readonly string[] }>`
    select o.id, coalesce((select array_agg(distinct s.place_id) from outing_stop s where s.outing_id = o.id and s.removed_at is null), '{}') as places
      from outing o
     where (o.state = 'under-way' or (o.state in ('planned', 'returned') and o.ends_at >= ${instantOf(today, '00:00')} and o.starts_at < ${instantOf(after, '00:00')}))
       and exists (select from outing_crew c where c.outing_id = o.id and c.member_id = ${act.actor.memberId} and c.left_at is null)
     order by o.starts_at limit ${OUTINGS}`.execute(act.db);
  const { rows: instruments } = await sql<{ instrument_id: string; version: number }>`select instrument_id, version from instruments_in_use()`.execute(act.db);
  const { rows: written } = await sql<{ language: string }>`select distinct t.language from phrase_text t order by t.language limit 100`.execute(act.db);
  const paths = [
    '/api/today/at-hand', '/api/emergency-contacts',
    ...[today, tomorrow].map((day) => `/api/agenda/own?day=${day}`),
    '/api/desk/colleagues', '/api/interview-settings',
    '/api/notices/current', '/api/consents/choices',
    ...(act.actor.role === 'mediator' || act.actor.role === 'labour' ? [] : ['/api/instruments']),
    // Whom one meets speaks what nobody planned: what is said to people goes along in every language that there is, also those the team wrote itself.
    '/api/phrases', ...[...new Set([...LaunchLanguage.options, ...written.map(({ language }) => language)])].map((language) => `/api/phrases/${language}`),
    '/api/outings?whose=mine', '/api/outing-alarms', '/api/street-concerns?whose=mine', '/api/street-words', '/api/outreach-settings',
    ...outings.flatMap(({ id, places }) => [`/api/outings/${id}`, `/api/outings/${id}/fields`, `/api/street-contacts?outingId=${id}`, `/api/outings/${id}/cards`, ...places.map((place) => `/api/places/${place}`)]),
    ...talks.flatMap(({ case_id, person_id, interview_id }) => [
      ...(interview_id ? [`/api/interviews/${interview_id}`] : []),
      `/api/cases/${case_id}/consents`, `/api/persons/${person_id}/at-hand`,
      ...(act.actor.role === 'mediator' ? [] : [`/api/cases/${case_id}/known`]),
      ...(instruments.length > 0 ? [`/api/cases/${case_id}/instruments`] : []),
    ]),
    ...instruments.flatMap(({ instrument_id, version }) => [`/api/instruments/${instrument_id}/${version}`, `/api/instruments/${instrument_id}/${version}/wordings`]),
    // Needed only by who changes a place out there: the first to go where it is too much.
    ...outings.flatMap(({ places }) => places.map((place) => `/api/places/${place}/fields`)),
  ];
  return { until, paths: [...new Set(paths)].slice(0, MOST_PATHS).map((path) => ({ path })) };
}
