import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { v7 as newId } from 'uuid';
import lean from '../scripts/server.json' with { type: 'json' };
import { demoEmail, idOf } from '../src/app/people.ts';
import type { SlotsFound } from '../src/features/agenda/contract.ts';
import { instantOf } from '../src/features/agenda/domain/days.ts';
import { periodsOf } from '../src/features/agenda/domain/series.ts';
import { type FreeColleague, proposals, type Span } from '../src/features/agenda/domain/finder.ts';
import { italianDay } from '../src/kernel/italian-day.ts';
import { type Random, seeded } from './matching/random.ts';
import { freePort, launch } from './processes.ts';
import { type BenchTown, benchTown } from './town.ts';
import { signIn } from './world.ts';

const DAY = 86_400_000;
const ROOMS = 4;
const ASKED = 60;
const say = (words: string): void => void process.stderr.write(`${words}\n`);
const at = (values: readonly number[], share: number): number => values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Hours of the desk, of half the colleagues their own, rooms, and mediators who speak Urdu: what the finder has to bring together. */
async function openTheDesk({ look }: BenchTown): Promise<void> {
  await look.query(`update membership set languages = '{ur}' where role = 'mediator' and id in (select id from membership where programme_id = $1 and role = 'mediator' order by id limit 4)`, [idOf('avellino')]);
  const { rows: [known] } = await look.query<{ n: number }>('select count(*)::int as n from desk_hours');
  if (known && known.n > 0) return;
  const teresa = `(select m.id from membership m join account a on a.id = m.account_id where a.email = '${demoEmail('teresa')}' limit 1)`;
  await look.query(`insert into desk_hours (id, programme_id, weekdays, from_time, to_time, valid_from, created_by) values (gen_random_uuid(), $1, '{1,2,3,4,5}', '09:00', '18:00', '2026-01-01', ${teresa})`, [idOf('avellino')]);
  await look.query(`insert into desk_hours (id, programme_id, member_id, weekdays, from_time, to_time, valid_from, created_by)
    select gen_random_uuid(), $1, m.id, '{1,2,3,4,5}', '09:00', '13:00', '2026-01-01', ${teresa} from (select id, row_number() over (order by id) as n from membership where programme_id = $1 and ended_at is null) m where m.n % 2 = 0`, [idOf('avellino')]);
  for (let room = 1; room <= ROOMS; room += 1) await look.query(`insert into desk_room (id, programme_id, name, kind, created_by) values (gen_random_uuid(), $1, $2, 'room', ${teresa})`, [idOf('avellino'), `Stanza ${room}`]);
}

/**
 * `node bench/slots.ts --persons 10000`: how long the finder of hours takes on the bench data set with a desk two thirds booked for three weeks, how far
 * ahead its first and its best fit lie, how long it takes to say what stands in the way of 52 weekly hours, and what the choosing alone costs of the processor. The whole call proposes both; they cannot be asked for apart.
 */
async function slots(): Promise<void> {
  const { values } = parseArgs({ options: { persons: { type: 'string', default: '10000' }, folder: { type: 'string' } } });
  const persons = Number(values.persons);
  const loadBefore = rounded(loadavg()[0] ?? 0);
  say('filling, or finding it filled');
  const town = await benchTown(values.folder ?? join(tmpdir(), `reti-bench-${persons}`), persons);
  try {
    await openTheDesk(town);
    const port = await freePort();
    const server = await launch('server.ts', { DATABASE_URL: town.ownerUrl, RETI_DATA: town.folder, ...lean.environment, RETI_PORT: String(port) }, lean.flags);
    try {
      const url = `http://127.0.0.1:${port}`;
      const teresa = await signIn(town.look, url, demoEmail('teresa'));
      const ask = (path: string, method: string, body: unknown) => fetch(`${url}${path}`, { method, headers: { 'content-type': 'application/json', 'x-requested-with': 'reti', cookie: teresa.cookie }, body: JSON.stringify(body) });
      const { rows: team } = await town.look.query<{ id: string; role: string }>("select id, role from membership where programme_id = $1 and ended_at is null and role in ('psychologist', 'legal', 'labour', 'educator', 'mediator') order by id", [idOf('avellino')]);
      const random = seeded(11);
      const start = italianDay(new Date(Date.now() + DAY));
      say('booking three weeks');
      const booked = await bookWeeks(team, start, random, ask);
      const asked = teresa.cases.slice(0, ASKED);
      const joint = await timed(asked, (caseId) => ask('/api/agenda/slots', 'POST', { caseId, role: 'psychologist', language: 'ur', minutes: 60, where: 'room', from: start }));
      const one = await timed(asked, (caseId, place) => ask('/api/agenda/slots', 'POST', { caseId, memberId: team[place % team.length]?.id, language: 'it', minutes: 45, where: 'room', from: start }));
      const year = periodsOf({ day: start, start: '10:00', length: '60' }, 'week', { times: 52 });
      const row = await timedRow(asked, (caseId, place) => ask('/api/agenda/in-the-way', 'POST', { caseId, every: 'week', items: year.map((hour) => ({ ...hour, memberId: team[place % team.length]?.id, mediatorId: null, room: 'Stanza 1' })) }));
      process.stdout.write(`${JSON.stringify({ machine: { cores: cpus().length, loadBefore, loadAfter: rounded(loadavg()[0] ?? 0) }, persons, colleagues: team.length, rooms: ROOMS, booked, joint, one, row, choosing: chosenAlone(random) }, undefined, 1)}\n`);
    } finally {
      await server.stop();
    }
  } finally {
    await town.stop();
  }
}

/** Two hours in three of every colleague for fifteen working days, through the interface; what is taken already is refused, and counted out. */
async function bookWeeks(team: readonly { id: string; role: string }[], start: string, random: Random, ask: (path: string, method: string, body: unknown) => Promise<Response>): Promise<number> {
  let booked = 0;
  for (let day = 0; day < 21; day += 1) {
    const on = italianDay(new Date(instantOf(start, '12:00').getTime() + day * DAY));
    const asked = team.flatMap((one) => [9, 10, 11, 12, 14, 15, 16].filter(() => random.chance(0.66)).map((hour) => ({ one, hour })));
    for (let from = 0; from < asked.length; from += 4) {
      const answers = await Promise.all(asked.slice(from, from + 4).map(({ one, hour }) => ask(`/api/appointments/${newId()}`, 'PUT', {
        code: `banco-${hour}`, startsAt: instantOf(on, `${String(hour).padStart(2, '0')}:00`).toISOString(), endsAt: instantOf(on, `${String(hour + 1).padStart(2, '0')}:00`).toISOString(), language: 'it', memberId: one.id,
      })));
      booked += answers.filter(({ status }) => status === 200).length;
    }
  }
  return booked;
}

/** Each question three times, the first of them not counted. */
async function timed(cases: readonly string[], find: (caseId: string, place: number) => Promise<Response>) {
  const [took, firstDays, bestDays]: [number[], number[], number[]] = [[], [], []];
  let [found, differ] = [0, 0];
  for (const [place, caseId] of cases.entries()) {
    for (let times = 0; times < 3; times += 1) {
      const began = performance.now();
      const reply = await find(caseId, place);
      const { items } = (await reply.json()) as SlotsFound;
      if (reply.status !== 200) throw new Error(`the finder answered ${reply.status}`);
      if (times === 0) continue;
      took.push(performance.now() - began);
      const first = items.find((slot) => slot.reasons.includes('first'));
      const best = items.find((slot) => slot.reasons.includes('best'));
      if (times > 1 || !first || !best) continue;
      found += 1;
      if (best !== first) differ += 1;
      firstDays.push((Date.parse(first.startsAt) - Date.now()) / DAY);
      bestDays.push((Date.parse(best.startsAt) - Date.now()) / DAY);
    }
  }
  return { asked: cases.length, found, bestDiffers: differ, ms: { p50: rounded(at(took, 0.5)), p95: rounded(at(took, 0.95)) }, daysAhead: { first: rounded(at(firstDays, 0.5)), best: rounded(at(bestDays, 0.5)) } };
}

/** What stands in the way of a year of weeks, each question twice, the first of them not counted. */
async function timedRow(cases: readonly string[], look: (caseId: string, place: number) => Promise<Response>) {
  const took: number[] = [];
  for (const [place, caseId] of cases.entries()) {
    for (let times = 0; times < 2; times += 1) {
      const began = performance.now();
      const reply = await look(caseId, place);
      await reply.json();
      if (reply.status !== 200) throw new Error(`what is in the way was answered ${reply.status}`);
      if (times > 0) took.push(performance.now() - began);
    }
  }
  return { asked: cases.length, hours: 52, ms: { p50: rounded(at(took, 0.5)), p95: rounded(at(took, 0.95)) } };
}

/** The choice alone, with the stretches that sixty days of such a desk leave: milliseconds of the processor for first, best and another day together. */
function chosenAlone(random: Random): { cpuMs: number } {
  const spans = (): Span[] => Array.from({ length: 42 }, (_, day) => day).flatMap((day) => [9, 11, 14, 16].filter(() => random.chance(0.6)).map((hour) => ({ from: (day * 24 + hour) * 3_600_000, to: (day * 24 + hour) * 3_600_000 + 5_400_000 })));
  const colleague = (number: number, languages: readonly string[]): FreeColleague => ({ id: String(number), free: spans(), isKnown: number === 3, languages });
  const wanted = {
    minutes: 60, language: 'ur', personBusy: [], operators: Array.from({ length: 10 }, (_, number) => colleague(number, ['it'])), mediators: Array.from({ length: 4 }, (_, number) => colleague(100 + number, ['it', 'ur'])),
    rooms: Array.from({ length: ROOMS }, (_, number) => ({ id: `room ${number}`, free: spans(), isKnown: false })),
  };
  const rounds = 50;
  for (let warm = 0; warm < 10; warm += 1) proposals(wanted);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) proposals(wanted);
  return { cpuMs: rounded(process.cpuUsage(before).user / 1_000 / rounds) };
}

await slots();
