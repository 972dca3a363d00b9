import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Role, teamRoles } from '../../kernel/identity/contract.ts';
import { aTown, type Town } from '../testing/town.ts';
import { type Expectation, expectations, type Who } from './expectations.ts';
import { foundations, keeper, type Row, rowsOf, type SceneRow } from './rows.ts';
import { type Scene, setScene, type Stranger } from './scene.ts';

type Operation = 'read' | 'insert' | 'update' | 'delete';
const operations = ['read', 'insert', 'update', 'delete'] as const;

let town: Town;
let scene: Scene;
let database: Client;

beforeAll(async () => {
  town = await aTown();
  scene = await setScene(town.ownerUrl, Role.options);
  const url = new URL(inject('adminUrl'));
  url.pathname = new URL(town.ownerUrl).pathname;
  database = new Client({ connectionString: url.href });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await town.leave();
});

/** The compartments that the product gives to a role, written here a second time on purpose: the proof must not read the policy. */
function holds(actor: Stranger, compartment: string): boolean {
  const inside = actor.role === 'coordinator' ? actor.relation === 'own programme' : actor.relation === 'assigned' || actor.relation === 'break-glass';
  if (!inside) return false;
  const byRole: Readonly<Record<string, readonly string[]>> = {
    mediator: ['base', 'mediation'],
    labour: ['base', 'case', 'work'],
    educator: ['base', 'case', 'work', 'mediation', 'restricted'],
    coordinator: ['base', 'case', 'work', 'mediation', 'restricted'],
    psychologist: ['base', 'case', 'work', 'mediation', 'restricted', ...(actor.relation === 'assigned' ? ['secret-psychologist'] : [])],
    legal: ['base', 'case', 'work', 'mediation', 'restricted', ...(actor.relation === 'assigned' ? ['secret-legal'] : [])],
  };
  return byRole[actor.role]?.includes(compartment) ?? false;
}

function isAllowed(who: Who, actor: Stranger, mine: boolean, operation: Operation): boolean {
  const here = actor.relation !== 'other programme';
  if (who.startsWith('holders of ')) {
    const compartment = who.slice('holders of '.length);
    const ownOnly = compartment === 'mediation' && actor.role === 'mediator' && operation !== 'insert';
    return holds(actor, compartment) && (!ownOnly || mine);
  }
  switch (who) {
    case 'holders, coordinator': return actor.role === 'coordinator' && holds(actor, 'base');
    case 'holders, own': return mine && holds(actor, 'base');
    case 'own': return mine && here;
    case 'programme': return here;
    case 'team': return here && (teamRoles as readonly string[]).includes(actor.role);
    case 'partner-of': return here && actor.role === 'partner';
    default: return here && actor.role === who;
  }
}

const expected = (expectation: Expectation, actor: Stranger, mine: boolean, operation: Operation): boolean =>
  expectation[operation].some((who) => isAllowed(who, actor, mine, operation));

const quote = (name: string): string => `"${name}"`;
const bind = (row: Row, from = 1) => ({ columns: Object.keys(row), places: Object.keys(row).map((_, index) => `$${from + index}`), values: Object.values(row) });
const matching = (where: Row, from = 1) => Object.keys(where).map((column, index) => `${quote(column)} = $${from + index}`).join(' and ');

/** Tries one operation as reti_app and takes it back; a refusal, or nothing touched, is a no. */
async function attempt(sql: string, values: readonly unknown[]): Promise<boolean> {
  await database.query('savepoint attempt');
  try {
    const result = await database.query(sql, [...values]);
    return (result.rowCount ?? 0) > 0;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '42501') return false;
    // The rights said yes and another rule of the table stopped the row (a twin that stands already, say).
    if (['23505', '23514', '23503', '23P01', 'RT001'].includes(code)) return true;
    throw error;
  } finally {
    await database.query('rollback to savepoint attempt');
  }
}

async function columnsWith(table: string, privilege: string): Promise<Set<string>> {
  const { rows } = await database.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and has_column_privilege('reti_app', 'public.' || quote_ident($1), column_name, $2)`, [table, privilege]);
  return new Set(rows.map((one) => one.column_name));
}

async function place({ row, where, stands }: SceneRow, table: string): Promise<void> {
  if (stands) return;
  const { columns, places, values } = bind(row);
  await database.query(`delete from ${table} where ${matching(where)}`, Object.values(where));
  await database.query(`insert into ${table} (${columns.map(quote).join(', ')}) values (${places.join(', ')})`, values);
}

/** What the actor can really do with the row of the scene. */
async function reality(actor: Stranger, key: string, mine: boolean): Promise<Record<Operation, boolean>> {
  const table = key.split(':')[0] ?? key;
  const rows = rowsOf(scene, mine ? actor.memberId : keeper);
  const target = rows[key];
  if (!target) throw new Error(`the scene has no row for ${key}`);
  await database.query('begin');
  try {
    await database.query("set local session_replication_role = 'replica'");
    for (const foundation of foundations) if (foundation !== key) await place(rows[foundation] as SceneRow, foundation);
    await place(target, table);
    await database.query("set local session_replication_role = 'origin'");
    const [insertable, updatable] = [await columnsWith(table, 'insert'), await columnsWith(table, 'update')];
    await database.query('set local session authorization reti_app');
    await database.query(`set local reti.acting = '${actor.actingKey}'`);
    const at = Object.values(target.where);
    const offered = bind(Object.fromEntries(Object.entries(target.row).filter(([column]) => insertable.has(column))));
    const changed = Object.entries(target.row).filter(([column]) => updatable.has(column));
    const fallback = [...updatable][0];
    const assignments = changed.length > 0 ? changed.map(([column], index) => `${quote(column)} = $${at.length + index + 1}`).join(', ') : fallback ? `${quote(fallback)} = ${quote(fallback)}` : '';
    const whoColumn = [...updatable].find((column) => ['reviewed_by', 'decided_by'].includes(column));
    return {
      read: await attempt(`select 1 from ${table} where ${matching(target.where)}`, at),
      insert: offered.columns.length > 0 && (await attempt(`insert into ${table} (${offered.columns.map(quote).join(', ')}) values (${offered.places.join(', ')})`, offered.values)),
      update: assignments !== '' && (await attempt(whoColumn
        ? `update ${table} set ${quote(whoColumn)} = '${actor.memberId}' where ${matching(target.where)}`
        : `update ${table} set ${assignments} where ${matching(target.where)}`, whoColumn ? at : [...at, ...changed.map(([, value]) => value)])),
      delete: await attempt(`delete from ${table} where ${matching(target.where)}`, at),
    };
  } finally {
    await database.query('rollback');
  }
}

describe('who may do what', () => {
  it('has a row of expectations for every table, and no row without a table', async () => {
    const tables = await town.look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1");
    const expectedTables = [...new Set(Object.keys(expectations).map((key) => key.split(':')[0] ?? key))].sort();
    expect(expectedTables).toEqual(tables.map((table) => table.name).sort());
  });

  it('has row-level security forced on every table', async () => {
    const open = await town.look("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)");
    expect(open).toEqual([]);
  });

  it('covers all fourteen roles, in their programme and in another', () => {
    for (const role of Role.options) {
      expect(scene.actors.filter((actor) => actor.role === role && actor.relation === 'other programme')).toHaveLength(1);
      expect(scene.actors.filter((actor) => actor.role === role && actor.relation !== 'other programme').length).toBeGreaterThan(0);
    }
  });

  it.each(Object.entries(expectations))('%s: every role, relation and operation is as expected', async (key, expectation) => {
    const wrong: string[] = [];
    for (const actor of scene.actors) {
      for (const mine of [true, false]) {
        const found = await reality(actor, key, mine);
        for (const operation of operations) {
          // Nobody writes in another's name: what may be put in is tried with one's own alone.
          if (operation === 'insert' && !mine) continue;
          const should = expected(expectation, actor, mine, operation);
          if (found[operation] !== should) wrong.push(`${actor.label}${mine ? ' (row names them)' : ''}: ${operation} is ${found[operation] ? 'possible' : 'impossible'}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
