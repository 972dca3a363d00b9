import type { Client } from 'pg';
import { demoEmail, idOf } from '../src/app/people.ts';
import { plainName } from '../src/features/persons/domain/names.ts';
import { searchKeys, searchParts } from '../src/features/persons/matching/index.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { operatorEmail } from './fill.ts';
import { seeded } from './matching/random.ts';
import { misspelled } from './names.ts';
import type { Operator, Sought, World } from './operations.ts';

const OPERATORS = 40;
const SOUGHT = 600;

/** Signs everybody in over the network and chooses, from the seed, the people who will be looked for. */
export async function worldOf(look: Client, realUrl: string, floorUrl: string): Promise<World> {
  const team: Operator[] = [];
  for (let number = 0; number < OPERATORS; number++) team.push(await signIn(look, realUrl, operatorEmail(number)));
  const coordinator = await signIn(look, realUrl, demoEmail('teresa'));
  return { realUrl, floorUrl, programmeId: idOf('avellino'), team, coordinator, sought: await someSought(look) };
}

export async function signIn(look: Client, url: string, email: string): Promise<Operator> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'reti' };
  const reply = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ email, password: demoPassword }) });
  if (reply.status !== 200) throw new Error(`${email} could not sign in: ${reply.status} ${await reply.text()}`);
  const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { rows } = await look.query<{ role: string; member: string; acting: string }>(
    `select s.role, s.member_id as member, s.acting_key as acting from session s join account a on a.id = s.account_id
      where a.email = $1 and s.ended_at is null order by s.created_at desc limit 1`, [email]);
  const [session] = rows;
  if (!session) throw new Error(`${email} has no session`);
  const held = await look.query<{ id: string }>('select case_id as id from case_access where member_id = $1 order by case_id limit 20000', [session.member]);
  return { role: session.role, memberId: session.member, acting: session.acting, cookie, cases: held.rows.map(({ id }) => id) };
}

/** People whose name and year of birth nobody else has, each under a misspelled name. */
async function someSought(look: Client): Promise<Sought[]> {
  const { rows } = await look.query<{ id: string; text: string; year: number }>(`
    select min(n.person_id::text) as id, n.text, b.year from person_name n join person_birth b using (person_id) join case_file c using (person_id)
     where n.preferred group by n.text, b.year having count(*) = 1 order by md5(n.text || b.year) limit $1`, [SOUGHT]);
  const random = seeded(7);
  return rows.map(({ id, text, year }) => {
    const words = misspelled(text, random);
    const parts = searchParts(words);
    return {
      personId: id, words, plain: plainName(words), birthYear: year, keys: searchKeys(words), partKeys: parts.map(({ key }) => key), partOf: parts.map(({ part }) => part),
    };
  });
}

/** How often the person looked for is among the first twenty, and how often first. */
export async function recallOf({ sought, realUrl, coordinator }: World): Promise<{ first: number; amongTwenty: number; of: number }> {
  let [first, amongTwenty] = [0, 0];
  for (const { personId, words, birthYear } of sought) {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'reti', cookie: coordinator.cookie };
    const reply = await fetch(`${realUrl}/api/persons/search`, { method: 'POST', headers, body: JSON.stringify({ words, birthYear }) });
    const { items } = (await reply.json()) as { items: { personId?: string }[] };
    const place = items.findIndex((item) => item.personId === personId);
    if (place === 0) first += 1;
    if (place >= 0 && place < 20) amongTwenty += 1;
  }
  return { first: first / sought.length, amongTwenty: amongTwenty / sought.length, of: sought.length };
}
