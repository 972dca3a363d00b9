import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPairs } from '../../../bench/matching/quality.ts';
import { seeded } from '../../../bench/matching/random.ts';
import { invent } from '../../../bench/names.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Tables } from '../../kernel/database/tables.gen.ts';
import type { FoundPerson, Search } from './contract.ts';
import { plainName } from './domain.ts';
import { blockingKeys, scoreNames } from './matching/index.ts';

const crowd = 10_000;
/** The score from which the pairs of the development half are told apart best. */
const proposedFrom = 0.43;
const pairs = readPairs('unseen').filter(({ same, split }) => same && split === 'held-out');
const aside: readonly { readonly name: string; readonly year: number }[] = [
  { name: 'Chukwudumebi Ezenwanne', year: 1994 }, { name: 'Danjuma Abdulrasheed', year: 1988 }, { name: 'زهراء الدليمي', year: 1979 }, { name: 'Nadzeya Sharangovich', year: 1967 },
];
const people = [...pairs.map(({ a }, n) => ({ name: a, year: 1955 + ((n * 7) % 50) })), ...aside].map((one) => ({ ...one, id: newId() }));

let town: Town;

beforeAll(async () => {
  town = await aTown();
  const house = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: town.ownerUrl, max: 1, options: '-c role=reti_house' }) }) });
  const [amal] = await town.look<{ id: string; programme_id: string }>("select m.id, m.programme_id from membership m join account a on a.id = m.account_id where a.name = 'Amal Haddad'");
  const random = seeded(3);
  const everybody = [...people, ...Array.from({ length: crowd }, () => ({ ...invent(random), id: newId() }))].map((one, n) => ({
    id: one.id, name_id: newId(), case_id: newId(), code: `crowd-${n}`, text: one.name, year: one.year, keys: blockingKeys([one.name]), plain: plainName(one.name),
  }));
  const by = [amal?.programme_id, amal?.id];
  for (let from = 0; from < everybody.length; from += 2_500) {
    const rows = JSON.stringify(everybody.slice(from, from + 2_500));
    await sql`insert into person (id, programme_id, code, created_by) select r.id, ${by[0]}, r.code, ${by[1]} from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, code text)`.execute(house);
    await sql`insert into person_name (id, programme_id, person_id, kind, text, preferred, created_by) select r.name_id, ${by[0]}, r.id, 'declared', r.text, true, ${by[1]} from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, name_id uuid, text text)`.execute(house);
    await sql`insert into case_file (id, programme_id, person_id, opened_by) select r.case_id, ${by[0]}, r.id, ${by[1]} from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, case_id uuid)`.execute(house);
    await sql`insert into person_birth (person_id, programme_id, precision, year) select r.id, ${by[0]}, 'declared', r.year from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, year integer)`.execute(house);
    await sql`insert into person_name_key (programme_id, key, name_id, person_id, plain) select ${by[0]}, k.key, r.name_id, r.id, r.plain from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, name_id uuid, plain text, keys jsonb) cross join lateral jsonb_array_elements_text(r.keys) as k (key)`.execute(house);
  }
  await house.destroy();
  await town.look('analyze');
}, 300_000);
afterAll(() => town.leave());

/** The place at which the coordinator finds somebody; -1 when they are not among those shown. */
async function placeOf(id: string, sought: Partial<Search>): Promise<number> {
  const { items } = (await (await town.as('teresa')).post<{ items: FoundPerson[] }>('/api/persons/search', sought)).body;
  return items.findIndex((one) => one.kind === 'open' && one.personId === id);
}

const personNamed = (name: string): string => people.find((one) => one.name === name)?.id ?? '';

describe('among ten thousand people Teresa', () => {
  it('finds people by spellings that no rule was tuned on: nearly always first, and whoever the matcher would propose is not lost on the way to it', async () => {
    const places: { readonly place: number; readonly proposed: boolean }[] = [];
    for (const [index, { a, b }] of pairs.entries()) places.push({ place: await placeOf(people[index]?.id ?? '', { words: b }), proposed: scoreNames(a, b).score >= proposedFrom });
    const share = (of: readonly { readonly place: number }[], upTo: number): number => of.filter(({ place }) => place >= 0 && place < upTo).length / of.length;
    expect(share(places.filter(({ proposed }) => proposed), 20)).toBeGreaterThanOrEqual(0.985);
    expect(share(places, 20)).toBeGreaterThanOrEqual(0.97);
    expect(share(places, 1)).toBeGreaterThanOrEqual(0.93);
  }, 300_000);

  it.each([
    ['the parts the other way round', { words: 'Ezenwane Chukwudumebi' }, 'Chukwudumebi Ezenwanne'],
    ['one word only', { words: 'Chukwudumebi' }, 'Chukwudumebi Ezenwanne'],
    ['a space in the wrong place', { words: 'Dan Jumaabdul Rasheed' }, 'Danjuma Abdulrasheed'],
    ['two words written as one', { words: 'DanjumaAbdulrasheed' }, 'Danjuma Abdulrasheed'],
    ['Latin letters for a name filed in Arabic', { words: 'Zahra Dulaimi' }, 'زهراء الدليمي'],
    ['Cyrillic letters for a name filed in Latin ones', { words: 'Надзея Шаранговіч' }, 'Nadzeya Sharangovich'],
    ['a year of birth and part of the name', { words: 'Sharang', birthYear: 1967 }, 'Nadzeya Sharangovich'],
  ])('finds a person by %s', async (_, sought, name) => {
    expect(await placeOf(personNamed(name), sought)).toBe(0);
  });
});
