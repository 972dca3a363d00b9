import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type Box, showsSomeOf } from '../../../kernel/tiles/box.ts';
import type { TileName } from '../../../kernel/tiles/settings.ts';
import { FEW, type StreetMap, type StreetMapQuery } from '../contract.ts';
import type { z } from 'zod';

/** Around the places that somebody wrote down, in degrees: some twenty kilometres. */
const AROUND = 0.2;

/** Who was met by month, by place and by piece of land; nobody finer than a kilometre, and no piece tells of fewer than {@link FEW}. */
export async function mapOf(act: Act, asked: z.infer<typeof StreetMapQuery>): Promise<Omit<StreetMap, 'tiles'>> {
  const met = sql`select date_trunc('month', c.at at time zone 'Europe/Rome')::date::text as on, c.place_id, c.people, coalesce(c.latitude, round(p.latitude::numeric, 2)::float8) as latitude, coalesce(c.longitude, round(p.longitude::numeric, 2)::float8) as longitude
    from street_contact c left join place p on p.id = c.place_id
   where c.programme_id = ${act.actor.programmeId} and c.taken_back_at is null and c.at >= (${asked.from}::date)::timestamp at time zone 'Europe/Rome' and c.at < (${asked.to}::date + 1)::timestamp at time zone 'Europe/Rome'`;
  const few = sql`case when sum(m.people) < ${FEW} then null else sum(m.people)::int end as people`;
  const places = await sql<StreetMap['places'][number]>`select m.place_id as "placeId", m.on, sum(m.people)::int as people, count(*)::int as contacts from (${met}) m where m.place_id is not null group by 1, 2 order by 2, 1 limit 4000`.execute(act.db);
  const cells = await sql<StreetMap['cells'][number]>`select m.latitude, m.longitude, m.on, ${few} from (${met}) m where m.latitude is not null group by 1, 2, 3 order by 3, 1, 2 limit 4000`.execute(act.db);
  const nowhere = await sql<StreetMap['nowhere'][number]>`select m.on, ${few} from (${met}) m where m.latitude is null group by 1 order by 1 limit 40`.execute(act.db);
  act.audit({ action: 'street-map.read', subject: 'street-contact', details: { cells: cells.rows.length } });
  return { few: FEW, places: places.rows, cells: cells.rows, nowhere: nowhere.rows };
}

/** Whether somebody may see a piece of the background: it shows the land where their programme has its places. @throws {Problem} not-found otherwise */
export async function mustShowOurLand(act: Act, tile: TileName): Promise<void> {
  const { rows: [land] } = await sql<{ [Side in keyof Box]: number | null }>`
    select min(latitude) - ${AROUND} as south, max(latitude) + ${AROUND} as north, min(longitude) - ${AROUND} as west, max(longitude) + ${AROUND} as east from place where programme_id = ${act.actor.programmeId} and latitude is not null`.execute(act.db);
  if (!land || land.south === null || land.north === null || land.west === null || land.east === null) throw new Problem('not-found');
  if (!showsSomeOf(tile, { south: land.south, north: land.north, west: land.west, east: land.east })) throw new Problem('not-found');
}
