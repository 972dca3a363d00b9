import { sql } from 'kysely';
import type { Database } from '../../../kernel/database/connection.ts';
import { plainName } from '../domain/names.ts';
import { blockingKeys, keysVersion } from '../matching/index.ts';

const AT_ONCE = 1_000;

/**
 * Files every name again whose sound keys were made by an older matcher, so that nobody who was written down before an improvement is
 * missed by a search after it. All or nothing, under a lock against a second start; where nothing changed it reads one row.
 *
 * @param house acts as the house itself and sees every programme: for the start, never for requests
 * @param onBegin told once there is something to file: thousands of names take seconds
 * @returns how many names were filed again
 */
export async function fileNamesAgain(house: Database, onBegin: () => void = () => undefined): Promise<number> {
  return await house.transaction().execute(async (db) => {
    await sql`lock table name_filing in exclusive mode`.execute(db);
    const filed = await db.selectFrom('name_filing').select('version').executeTakeFirst();
    if (filed?.version === keysVersion) return 0;
    let count = 0;
    for (let after: string | undefined; ; ) {
      const from = after;
      const names = await db.selectFrom('person_name').select(['id', 'programme_id', 'person_id', 'text']).where('removed_at', 'is', null)
        .$if(from !== undefined, (query) => query.where('id', '>', from ?? '')).orderBy('id').limit(AT_ONCE).execute();
      if (names.length === 0) break;
      if (count === 0) onBegin();
      after = names.at(-1)?.id;
      count += names.length;
      const rows = JSON.stringify(names.map((name) => ({ ...name, plain: plainName(name.text), keys: blockingKeys([name.text]) })));
      await db.deleteFrom('person_name_key').where('name_id', 'in', names.map(({ id }) => id)).execute();
      await sql`insert into person_name_key (programme_id, key, name_id, person_id, plain)
        select r.programme_id, k.key, r.id, r.person_id, r.plain
          from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, programme_id uuid, person_id uuid, plain text, keys jsonb)
          cross join lateral jsonb_array_elements_text(r.keys) as k (key)`.execute(db);
    }
    await sql`insert into name_filing (version) values (${keysVersion}) on conflict (only_row) do update set version = excluded.version, at = now()`.execute(db);
    return count;
  });
}
