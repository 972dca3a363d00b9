import { Kysely, PostgresDialect, sql } from 'kysely';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { type Actor, type AsActor, doorTo } from '../../kernel/database/act.ts';
import { connect, loginPassword, urlFor } from '../../kernel/database/connection.ts';
import type { Tables } from '../../kernel/database/tables.gen.ts';
import type { FoundPerson } from './contract.ts';
import { plainName, speakableCode } from './domain.ts';
import { blockingKeys, searchKeys, searchParts } from './matching/index.ts';
import { openPerson } from './store/open.ts';

let town: Town;
let house: Kysely<Tables>;
const howMany = 4_000;
const given = ['Fatou', 'Mamadou', 'Blessing', 'Osas', 'Olena', 'Oksana', 'Rahim', 'Md Karim', 'Singh Gurpreet', 'Amina', 'Ibrahima', 'Abdoulaye', 'Precious', 'Joy', 'Tetiana', 'Youssef', 'Hicham', 'Ferdous', 'Kwame', 'Adama'];
const family = ['Diallo', 'Bah', 'Osagie', 'Kovalenko', 'Hossain', 'Kaur', 'Traore', 'Camara', 'Benali', 'Mensah', 'Sow', 'Barry', 'Okafor', 'Shevchenko', 'Akter', 'Haddad', 'Keita', 'Conde', 'Toure', 'Idehen'];
const nameOf = (n: number): string => `${given[n % given.length] ?? ''} ${family[Math.floor(n / given.length) % family.length] ?? ''}${'abcdefghij'[Math.floor(n / 400) % 10] ?? ''}`;

beforeAll(async () => {
  town = await aTown();
  house = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: town.ownerUrl, max: 1, options: '-c role=reti_house' }) }) });
  const [amal] = await town.look<{ id: string; programme_id: string }>("select m.id, m.programme_id from membership m join account a on a.id = m.account_id where a.name = 'Amal Haddad'");
  const people = Array.from({ length: howMany }, (_, n) => ({ id: newId(), nameId: newId(), caseId: newId(), code: speakableCode(() => n * 97), text: nameOf(n) }));
  const keys = people.flatMap((one) => blockingKeys([one.text]).map((key) => ({ key, name_id: one.nameId, person_id: one.id, plain: plainName(one.text) })));
  const rows = JSON.stringify(people.map((one) => ({ id: one.id, name_id: one.nameId, case_id: one.caseId, code: one.code, text: one.text })));
  const by = [amal?.programme_id, amal?.id];
  await sql`insert into person (id, programme_id, code, created_by) select r.id, ${by[0]}, r.code, ${by[1]} from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, code text)`.execute(house);
  await sql`insert into person_name (id, programme_id, person_id, kind, text, preferred, created_by) select r.name_id, ${by[0]}, r.id, 'declared', r.text, true, ${by[1]} from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, name_id uuid, text text)`.execute(house);
  await sql`insert into case_file (id, programme_id, person_id, opened_by) select r.case_id, ${by[0]}, r.id, ${by[1]} from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, case_id uuid)`.execute(house);
  await sql`insert into person_name_key (programme_id, key, name_id, person_id, plain) select ${by[0]}, r.key, r.name_id, r.person_id, r.plain from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as r (key text, name_id uuid, person_id uuid, plain text)`.execute(house);
  await sql`insert into person_birth (person_id, programme_id, precision, year) select r.id, ${by[0]}, 'estimated', 1985 + abs(hashtext(r.code)) % 20 from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, code text)`.execute(house);
  await town.look('analyze');
});
afterAll(async () => {
  await house.destroy();
  await town.leave();
});

/** The plans of everything that a search runs inside the database, as the database itself tells them. */
async function plansOf(memberId: string, words: string): Promise<string[]> {
  const address = new URL(inject('adminUrl'));
  address.pathname = new URL(town.ownerUrl).pathname;
  const admin = new Client({ connectionString: address.href });
  await admin.connect();
  const plans: string[] = [];
  admin.on('notice', (notice) => plans.push(notice.message ?? ''));
  const { rows } = await admin.query<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null', [memberId]);
  await admin.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_level = notice; set reti.acting = '${rows[0]?.acting_key ?? ''}'`);
  const found = await admin.query('select * from people_like($1, $2, $3, $4, 1990, null)', [searchKeys(words), searchParts(words).map((one) => one.key), searchParts(words).map((one) => one.part), plainName(words)]);
  await admin.end();
  expect(found.rows.length).toBeGreaterThan(0);
  return plans.filter((plan) => plan.includes('person_name_key'));
}

describe('the search among thousands', () => {
  it.each(['Fatu Dialoa', 'Mamad', 'Amina', 'Gurprit Singh Kaura'])('reads indexes and never every name: %s', async (words) => {
    const plans = await plansOf((await town.as('teresa')).memberId, words);
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      expect(plan).toMatch(/Index.* Scan (using|on) person_name_key_pkey/);
      for (const table of ['person_name_key', 'person', 'person_birth', 'case_access']) expect(plan).not.toContain(`Seq Scan on ${table} `);
    }
  });

  it('shows Teresa the right person first among four thousand, and Amal only a code', async () => {
    const wanted = nameOf(0);
    const misspelled = { words: 'Dialloa Fatu' };
    const teresa = (await (await town.as('teresa')).post<{ items: FoundPerson[] }>('/api/persons/search', misspelled)).body.items;
    expect(teresa[0]).toMatchObject({ kind: 'open', name: wanted });
    const amal = (await (await town.as('amal')).post<{ items: FoundPerson[] }>('/api/persons/search', { words: wanted })).body.items;
    expect(amal.every((one) => one.kind === 'followed')).toBe(true);
    expect(amal.map(({ code }) => code)).toContain(teresa[0]?.code);
  });
});

describe('a code that is taken', () => {
  async function giuliaActs(): Promise<{ asActor: AsActor; actor: Actor; end: () => Promise<void> }> {
    const giulia = await town.as('giulia');
    const [session] = await town.look<{ acting_key: string; id: string; account_id: string; programme_id: string; organisation_id: string }>('select acting_key, id, account_id, programme_id, organisation_id from session where member_id = $1 and ended_at is null', [giulia.memberId]);
    const app = connect(urlFor(town.ownerUrl, 'reti_app', loginPassword(town.keyring.derive('database logins'), 'reti_app')), 1).pool;
    const actor = { actingKey: session?.acting_key ?? '', sessionId: session?.id ?? '', accountId: session?.account_id ?? '', memberId: giulia.memberId, programmeId: session?.programme_id ?? '', organisationId: session?.organisation_id ?? '', role: 'psychologist' };
    return { asActor: doorTo(app), actor, end: () => app.end() };
  }

  it('is drawn again, and what was begun is not lost', async () => {
    const { asActor, actor, end } = await giuliaActs();
    const taken = speakableCode(() => 0);
    const draws = [taken, taken, 'brezza-volpe-99'];
    const opened = await asActor(actor, (act) => openPerson(act, newId(), { caseId: newId() }, () => draws.shift() ?? taken));
    expect(opened.code).toBe('brezza-volpe-99');
    await expect(asActor(actor, (act) => openPerson(act, newId(), { caseId: newId() }, () => taken))).rejects.toMatchObject({ code: 'unavailable' });
    await end();
  });
});
