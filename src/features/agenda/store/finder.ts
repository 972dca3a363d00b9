import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { MediatorsFree, SlotAsked, SlotsFound } from '../contract.ts';
import { dayAfter, instantOf } from '../domain/days.ts';
import { type FreeColleague, proposals, type Span } from '../domain/finder.ts';

interface Row {
  kind: 'member' | 'room' | 'remote' | 'busy';
  id: string; name: string; role: string | null; languages: string[] | null; known: boolean;
  /** `[[from, to], …]` in milliseconds; null where nobody wrote any hours. */
  free: [number, number][] | null;
}

const freeRows = (caseId: string | null, from: Date, until: Date) => sql<Row>`
    select kind, id, coalesce(name, '') as name, role, languages, known,
           case when free is not null then coalesce((select json_agg(json_build_array((extract(epoch from lower(s)) * 1000)::bigint, (extract(epoch from upper(s)) * 1000)::bigint) order by s) from unnest(free) s), '[]') end as free
      from agenda_free(${caseId}::uuid, tstzrange(${from}, ${until}))`;

const DAY = 86_400_000;
/** How far ahead one looks. Whoever waits longer is helped elsewhere in the meantime. */
const DAYS_AHEAD = 60;

/**
 * Three hours at which all who are needed are there, with why. The hours come in one question to the database, the choice is `domain/finder.ts`.
 * @throws {Problem} not-found when the case is not theirs
 */
export async function findSlots(act: Act, asked: SlotAsked): Promise<SlotsFound> {
  const from = new Date(Math.max(act.now.getTime(), instantOf(asked.from, '00:00').getTime()));
  const until = new Date(from.getTime() + DAYS_AHEAD * DAY);
  const { rows } = await freeRows(asked.caseId ?? null, from, until).execute(act.db);
  act.audit({ action: 'agenda.search', subject: 'agenda', ...(asked.caseId ? { caseId: asked.caseId } : {}) });

  const spansOf = (row: Row): Span[] => (row.free ?? []).map(([begins, ends]) => ({ from: begins, to: ends }));
  const colleagueOf = (row: Row): FreeColleague => ({ id: row.id, free: spansOf(row), isKnown: row.known, languages: row.languages ?? [] });
  const members = rows.filter((row) => row.kind === 'member');
  const wantedOnes = members.filter((row) => (asked.memberId ? row.id === asked.memberId : row.role === asked.role));
  const mediators = members.filter((row) => row.role === 'mediator' && row.languages?.includes(asked.language));
  const rooms = rows.filter((row) => row.kind === asked.where);
  const found = proposals({
    minutes: asked.minutes, language: asked.language, operators: wantedOnes.map(colleagueOf), mediators: mediators.map(colleagueOf),
    // Where no room was named yet, the hour is proposed and the place is agreed by those who meet.
    ...(asked.where === 'room' && rooms.length > 0 ? { rooms: rooms.map(colleagueOf) } : {}),
    personBusy: rows.filter((row) => row.kind === 'busy').flatMap(spansOf),
  });
  const named = (id: string | null): { id: string; name: string } | null => {
    const row = rows.find((one) => one.id === id);
    return row ? { id: row.id, name: row.name } : null;
  };
  return {
    items: found.flatMap((slot) => {
      const member = named(slot.operatorId);
      return member ? [{
        startsAt: new Date(slot.from).toISOString(), endsAt: new Date(slot.to).toISOString(), member, mediator: named(slot.mediatorId),
        room: asked.where === 'remote' ? rooms[0]?.name ?? null : named(slot.roomId)?.name ?? null, reasons: [...slot.reasons],
      }] : [];
    }),
    hoursUnknown: [...new Set([...wantedOnes, ...(asked.language === 'it' ? [] : mediators)])].filter((row) => row.free === null).map((row) => row.name),
    noMediator: asked.language !== 'it' && mediators.length === 0 && !wantedOnes.some((row) => row.languages?.includes(asked.language)),
  };
}

/** Mediators of a language, or all of them, with the hours of two weeks in which they are there and not taken; from now on. @param from the first day */
export async function mediatorsFree(act: Act, from: string, language: string | undefined): Promise<MediatorsFree['items']> {
  const begins = instantOf(from, '00:00').getTime();
  const until = instantOf(dayAfter(from, 14), '00:00');
  const start = new Date(Math.max(begins, act.now.getTime()));
  act.audit({ action: 'agenda.search', subject: 'agenda' });
  if (start >= until) return [];
  const { rows } = await freeRows(null, start, until).execute(act.db);
  return rows.filter((row) => row.kind === 'member' && row.role === 'mediator' && (language === undefined || row.languages?.includes(language)))
    .map((row) => ({ member: { id: row.id, name: row.name }, languages: row.languages ?? [], spans: row.free && row.free.map(([begun, ended]) => ({ startsAt: new Date(begun).toISOString(), endsAt: new Date(ended).toISOString() })) }))
    .toSorted((a, b) => a.member.name.localeCompare(b.member.name, 'it'));
}
