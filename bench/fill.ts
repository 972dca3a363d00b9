import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { idOf, memberIdOf } from '../src/app/people.ts';
import { blockingKeys, keysVersion } from '../src/features/persons/matching/index.ts';
import { howManyCodes, speakableCode } from '../src/features/persons/domain/code.ts';
import { plainName } from '../src/features/persons/domain/names.ts';
import { close, type Keyring } from '../src/kernel/vault/keyring.ts';
import { type Random, seeded } from './matching/random.ts';
import { invent, type Invented } from './names.ts';
import { type Row, Tables } from './tables.ts';

const DAY = 86_400_000;
const BATCH = 2_500;
const teamRoles = ['mediator', 'mediator', 'psychologist', 'legal', 'labour', 'educator', 'psychologist', 'educator'] as const;
const OPERATORS = 40;
export const operatorEmail = (number: number): string => `operator-${number}@bench.reti.example`;

interface Filled {
  readonly id: string;
  readonly personId: string;
  readonly openedAt: number;
  readonly operators: readonly number[];
}

/**
 * Fills an empty, migrated database that already has the demo staff with a programme of the wanted size. The same size gives the same
 * people, cases and assignments; only the keys of the vault, and with them the sealed bytes, are new each time.
 *
 * @param superuser signed in to the database as its superuser, for the triggers of daily work are switched off while filling
 */
export async function fill(superuser: Client, keyring: Keyring, persons: number): Promise<void> {
  const random = seeded(persons);
  const programme = idOf('avellino');
  await superuser.query('set session_replication_role = replica; set synchronous_commit = off');
  const tables = await Tables.of(superuser);
  const staff = await hireOperators(superuser, tables, programme);
  const services = await openServices(tables, programme);
  for (let from = 0; from < persons; from += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, persons - from) }, (_, place) => ({ place: from + place, ...invent(random) }));
    const written = new Writer(tables, keyring, random, programme, staff, services);
    for (const person of people) written.person(person, person.place % 5 < 3);
    await tables.flush();
  }
  await superuser.query(settle);
  // The keys above are today's: nothing has to be filed anew when the program starts.
  await superuser.query('update name_filing set version = $1', [keysVersion]);
  await superuser.query('set session_replication_role = origin');
  await superuser.query('vacuum analyze');
}

/** What the triggers of daily work would have kept, worked out at once: who may open what, and how many cases stand where. */
const settle = `do $$ begin
  insert into case_access (programme_id, member_id, case_id, person_id, via, compartments, last_change_at)
  select distinct on (m.id, c.id) c.programme_id, m.id, c.id, c.person_id, held.via, compartments_of(m.role, held.via), c.last_change_at
    from (select case_id, member_id, 'assigned' as via from case_assignment where ended_at is null
          union all select c.id, m.id, 'coordinator' from case_file c join membership m on m.programme_id = c.programme_id and m.role = 'coordinator' and m.ended_at is null) held
    join case_file c on c.id = held.case_id join membership m on m.id = held.member_id order by m.id, c.id, held.via;
  insert into case_tally (programme_id, state, risk, owned, change)
  select programme_id, state, risk, owner_id is not null, count(*) from case_file group by 1, 2, 3, 4;
end $$`;

/** Colleagues beside those of the demonstration, who sign in with its password. */
async function hireOperators(superuser: Client, tables: Tables, programme: string): Promise<string[]> {
  const { rows } = await superuser.query<{ password_hash: string }>('select password_hash from account where id = $1', [idOf('giulia')]);
  const ids = Array.from({ length: OPERATORS }, (_, number) => memberIdOf('bench', String(number), 'operator'));
  for (const [number, id] of ids.entries()) {
    const account = idOf(`bench operator ${number}`);
    tables.add('account', { id: account, email: operatorEmail(number), name: `Operatore ${number}`, password_hash: rows[0]?.password_hash, demo: true });
    tables.add('membership', { id, programme_id: programme, account_id: account, organisation_id: idOf('avellino equipe'), role: teamRoles[number % teamRoles.length] });
  }
  await tables.flush();
  return ids;
}

async function openServices(tables: Tables, programme: string): Promise<{ id: string; organisation: string }[]> {
  const services = ['asl', 'flai', 'cpi', 'cpia', 'dedalus'].map((body) => ({ id: idOf(`bench service ${body}`), organisation: idOf(`avellino ${body}`) }));
  for (const [number, service] of services.entries()) {
    tables.add('service', {
      id: service.id, programme_id: programme, organisation_id: service.organisation, name: `Sportello ${number + 1}`, category: ['health', 'work-rights', 'job', 'language', 'anti-trafficking'][number],
      created_by: memberIdOf('avellino', 'teresa', 'coordinator'),
    });
  }
  await tables.flush();
  return services;
}

const states = ['contact', 'access', 'assessment', 'in-care', 'in-care', 'in-care', 'in-care', 'suspended', 'follow-up', 'closed', 'closed'] as const;
const risks = ['not-assessed', 'not-assessed', 'low', 'low', 'low', 'medium', 'medium', 'medium', 'high'] as const;
const sentence = 'Colloquio al desk con la mediatrice. La persona chiede di riprendere il corso di italiano e di parlare del contratto; si rivede la settimana prossima. ';

/** Writes people with everything that hangs on them. */
class Writer {
  readonly #tables: Tables;
  readonly #keyring: Keyring;
  readonly #random: Random;
  readonly #programme: string;
  readonly #staff: readonly string[];
  readonly #services: readonly { id: string; organisation: string }[];
  readonly #today = Math.floor(Date.now() / DAY) * DAY;

  constructor(tables: Tables, keyring: Keyring, random: Random, programme: string, staff: readonly string[], services: readonly { id: string; organisation: string }[]) {
    this.#tables = tables;
    this.#keyring = keyring;
    this.#random = random;
    this.#programme = programme;
    this.#staff = staff;
    this.#services = services;
  }

  person(person: Invented & { place: number }, withCase: boolean): void {
    const openedAt = this.#today - this.#random.whole(1, 1_400) * DAY + this.#random.whole(8, 18) * 3_600_000;
    const [id, operators] = [this.#id(openedAt), this.#operators()];
    const by = this.#member(operators[0] ?? 0);
    // A step without a common divisor with the number of codes visits each code once.
    const code = speakableCode(() => (person.place * 104_729) % howManyCodes);
    this.#add('person', { id, code, identity_level: 'declared', gender: person.gender, created_by: by, created_at: new Date(openedAt) });
    this.#name(id, person.name, true, by, openedAt);
    if (this.#random.chance(0.15)) this.#name(id, person.name.split(' ').toReversed().join(' '), false, by, openedAt);
    if (this.#random.chance(0.9)) this.#add('person_birth', { person_id: id, precision: 'exact', year: person.year, month: person.month, day: person.day });
    this.#add('person_nationality', { person_id: id, country: person.nationality });
    this.#add('person_language', { person_id: id, language: 'en', speaks: 'some' });
    if (withCase) this.#case({ id: this.#id(openedAt), personId: id, openedAt, operators });
  }

  #name(personId: string, text: string, preferred: boolean, by: string, at: number): void {
    const id = this.#id(at);
    this.#add('person_name', { id, person_id: personId, kind: preferred ? 'declared' : 'other-spelling', text, preferred, created_by: by, created_at: new Date(at) });
    const plain = plainName(text);
    for (const key of blockingKeys([text])) this.#add('person_name_key', { key, name_id: id, person_id: personId, plain });
  }

  #case(file: Filled): void {
    const { id, personId, openedAt, operators } = file;
    const owner = this.#member(operators[0] ?? 0);
    const state = this.#random.pick(states);
    const lastChange = Math.min(openedAt + this.#random.whole(0, 900) * DAY + this.#random.whole(0, DAY), this.#today);
    this.#add('case_file', {
      id, person_id: personId, state, risk: this.#random.pick(risks), owner_id: this.#random.chance(0.95) ? owner : null, wish: 'Un lavoro con un contratto', summary: 'Segue il corso di italiano; cerca casa.',
      opened_by: owner, opened_at: new Date(openedAt), last_change_at: new Date(lastChange), closed_at: state === 'closed' ? new Date(lastChange) : null,
    });
    for (const operator of operators) {
      const member = this.#member(operator);
      this.#add('case_assignment', { id: this.#id(openedAt), case_id: id, member_id: member, assigned_by: owner, since: new Date(openedAt) });
    }
    const keys = { case: this.#key(id, 'case', openedAt), restricted: this.#key(id, 'restricted', openedAt) };
    for (let note = 0; note < 5; note++) {
      const [noteId, compartment] = [this.#id(openedAt), this.#random.chance(0.7) ? 'case' : 'restricted'] as const;
      const body = close(keys[compartment], Buffer.from(sentence.repeat(this.#random.whole(1, 3))), `${id} ${compartment} case_note.body:${noteId}`);
      this.#add('case_note', { id: noteId, case_id: id, compartment, body_sealed: body, author_id: this.#member(this.#random.pick(operators)), at: new Date(this.#between(openedAt, lastChange)) });
    }
    for (let referral = 0; referral < 2; referral++) this.#referral(file, keys.case, owner);
    this.#work(file, owner, lastChange);
  }

  #referral({ id: caseId, personId, openedAt }: Filled, key: Buffer, by: string): void {
    const [id, service, at] = [this.#id(openedAt), this.#random.pick(this.#services), this.#between(openedAt, this.#today)];
    const way = this.#random.pick([[], ['consent'], ['consent', 'send'], ['consent', 'send', 'accept'], ['consent', 'send', 'accept', 'begin'], ['consent', 'send', 'accept', 'begin', 'finish', 'close']]);
    const after: Readonly<Record<string, string>> = { consent: 'consented', send: 'sent', accept: 'accepted', begin: 'in-progress', finish: 'done', close: 'closed' };
    const days = { sent: 7, accepted: 14, 'in-progress': 56 }[after[way.at(-1) ?? ''] ?? ''];
    const owed = (factor: number): string | null => (days === undefined ? null : new Date(at + days * factor * DAY).toISOString().slice(0, 10));
    this.#add('referral', {
      owed_on: owed(1), escalate_on: owed(2), id, organisation_id: service.organisation, service_id: service.id, reference: this.#reference(), state: after[way.at(-1) ?? ''] ?? 'proposed', sent_at: way.includes('send') ? new Date(at) : null,
      created_by: by, created_at: new Date(at),
    });
    const draft = close(key, Buffer.from(JSON.stringify({ fields: [], words: sentence })), `${caseId} case referral_matter.draft:${id}`);
    this.#add('referral_matter', { referral_id: id, case_id: caseId, person_id: personId, purpose: 'work', draft_sealed: draft });
    let from = 'proposed';
    for (const [place, move] of way.entries()) {
      const to = after[move] ?? from;
      this.#add('referral_move', { id: this.#id(at), referral_id: id, move, from_state: from, to_state: to, by_member: by, at: new Date(at + place * DAY) });
      from = to;
    }
    if (way.includes('send')) this.#key(id, 'referral', at);
  }

  /** Needs, a plan with its steps, a task, a permit that expires: what the page of the day looks through. */
  #work({ id: caseId, openedAt }: Filled, by: string, lastChange: number): void {
    for (const domain of ['housing', 'work-rights']) this.#add('need', { id: this.#id(openedAt), case_id: caseId, domain, level: this.#random.whole(0, 4), assessed_by: by });
    if (this.#random.chance(0.4)) {
      const [plan, goal] = [this.#id(openedAt), this.#id(openedAt)];
      this.#add('plan', { id: plan, case_id: caseId, state: 'active', review_on: this.#day(60, 200), created_by: by });
      this.#add('goal', { id: goal, case_id: caseId, plan_id: plan, domain: 'housing', words: 'Una casa per me e mia figlia' });
      for (const position of [0, 1]) {
        const isDone = this.#random.chance(0.85);
        this.#add('plan_step', { id: this.#id(openedAt), case_id: caseId, goal_id: goal, title: 'Iscriversi alla lista', owner_id: by, due_on: this.#day(isDone ? -300 : -20, 90), state: isDone ? 'done' : 'to-do', position });
      }
    }
    if (this.#random.chance(0.3)) {
      const isDone = this.#random.chance(0.9);
      this.#add('task', { id: this.#id(openedAt), case_id: caseId, title: 'Richiamare lo sportello', owner_id: by, due_on: this.#day(-200, 60), done_at: isDone ? new Date(lastChange) : null, created_by: by });
    }
  }

  #add(table: string, row: Row): void {
    this.#tables.add(table, { programme_id: this.#programme, ...row });
  }

  /** A key of the vault for what one holder keeps in one compartment. */
  #key(holder: string, compartment: string, at: number): Buffer {
    const key = randomBytes(32);
    const { wrapped, version } = this.#keyring.wrap(key, `${holder} ${compartment}`);
    this.#add('vault_key', { id: this.#id(at), holder_id: holder, compartment, wrapped, master_version: version });
    return key;
  }

  #operators(): number[] {
    return Array.from(new Set(Array.from({ length: this.#random.whole(1, 3) }, () => this.#random.whole(0, OPERATORS - 1))));
  }

  #member(operator: number): string {
    return this.#staff[operator] ?? '';
  }

  #between(from: number, to: number): number {
    return from + Math.floor(this.#random.next() * Math.max(1, to - from));
  }

  #day(from: number, to: number): string {
    return new Date(this.#today + this.#random.whole(from, to) * DAY).toISOString().slice(0, 10);
  }

  #reference(): string {
    const four = (): string => Array.from({ length: 4 }, () => this.#random.pick([...'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'])).join('');
    return `${four()}-${four()}`;
  }

  /** A UUID version 7 of a moment, drawn from the seed. */
  #id(at: number): string {
    const hex = (digits: number): string => Math.floor(this.#random.next() * 16 ** digits).toString(16).padStart(digits, '0');
    const time = at.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
  }
}
