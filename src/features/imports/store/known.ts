import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { readContact } from '../../persons/domain.ts';
import { contactDigest } from '../domain/contact-index.ts';

/** What stands already in the file of somebody whom a row belongs to, so that nothing is written twice. */
export interface KnownFile {
  readonly isMinorTrack: boolean;
  readonly wasDoubted: boolean;
  /** In lower case. */
  readonly names: ReadonlySet<string>;
  readonly hasBirth: boolean;
  readonly countries: ReadonlySet<string>;
  readonly languages: ReadonlySet<string>;
  /** Of the numbers asked about, those under which the person is reached already. */
  readonly phones: ReadonlySet<string>;
  readonly card: { readonly doNotCall: boolean } | null;
  readonly needs: ReadonlySet<string>;
  readonly hasPermit: boolean;
}

interface Row {
  readonly id: string;
  readonly minor_track: boolean;
  readonly doubted: boolean;
  readonly names: string[];
  readonly has_birth: boolean;
  readonly countries: string[];
  readonly languages: string[];
  readonly do_not_call: boolean | null;
  readonly needs: string[];
  readonly has_permit: boolean;
}

/** The files that exist among these people, in two queries. */
export async function knownFiles(house: House, act: Act, people: readonly { personId: string; caseId: string; phones: readonly { number: string }[] }[]): Promise<ReadonlyMap<string, KnownFile>> {
  const cases = JSON.stringify(people.map((one) => ({ person: one.personId, file: one.caseId })));
  const { rows } = await sql<Row>`
    select p.id, p.minor_track, exists (select from person_move v where v.person_id = p.id and v.move = 'raise-doubt') as doubted,
           array(select lower(n.text) from person_name n where n.person_id = p.id and n.removed_at is null) as names,
           exists (select from person_birth b where b.person_id = p.id) as has_birth,
           array(select c.country from person_nationality c where c.person_id = p.id) as countries,
           array(select l.language from person_language l where l.person_id = p.id) as languages,
           (select s.do_not_call from safe_contact_card s where s.person_id = p.id) as do_not_call,
           array(select e.domain from need e where e.case_id = f.file and e.superseded_by is null) as needs,
           exists (select from profile_fact t where t.case_id = f.file and t.field = 'status-permit' and t.superseded_by is null) as has_permit
      from jsonb_to_recordset(${cases}::jsonb) as f (person uuid, file uuid) join person p on p.id = f.person`.execute(act.db);
  if (rows.length === 0) return new Map();
  const reached = await reachedAt(house, act, people.filter((one) => rows.some((row) => row.id === one.personId)));
  return new Map(rows.map((row) => [row.id, {
    isMinorTrack: row.minor_track, wasDoubted: row.doubted, names: new Set(row.names), hasBirth: row.has_birth, countries: new Set(row.countries), languages: new Set(row.languages),
    phones: reached.get(row.id) ?? new Set(), card: row.do_not_call === null ? null : { doNotCall: row.do_not_call }, needs: new Set(row.needs), hasPermit: row.has_permit,
  }]));
}

/** Contacts are not readable; whether somebody is reached at a number is asked of the index. */
async function reachedAt(house: House, act: Act, people: readonly { personId: string; phones: readonly { number: string }[] }[]): Promise<Map<string, Set<string>>> {
  const digest = contactDigest(house.keyring, act.actor.programmeId);
  const asked = people.flatMap((one) => one.phones.flatMap(({ number }) => {
    const read = readContact('phone', number);
    return read ? [{ id: one.personId, number, sought: [], words: '', phone: digest(read.recognised).toString('hex') }] : [];
  }));
  const { rows } = await sql<{ person: string; number: string }>`
    select a ->> 'id' as person, a ->> 'number' as number from jsonb_array_elements(${JSON.stringify(asked)}::jsonb) a
     where exists (select from people_of_register(jsonb_build_array(a)) p where p.person_id = (a ->> 'id')::uuid)`.execute(act.db);
  const found = new Map<string, Set<string>>();
  for (const row of rows) found.set(row.person, (found.get(row.person) ?? new Set()).add(row.number));
  return found;
}
