import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Role, teamRoles } from '../../kernel/identity/contract.ts';
import { aTown, type Town } from '../testing/town.ts';
import { aProvingGround, attemptOf, type Operation, operations, type ProvingGround } from './attempts.ts';
import { dataClasses, expectations, type Expectation, type Who } from './expectations.ts';
import { type Placed, type Row, rowsOf, type SceneRow } from './rows.ts';
import { type Scene, setScene, type Stranger } from './scene.ts';

/** Columns by which somebody signs: nobody may put a colleague's name there. */
const signatures = ['by_member', 'created_by', 'opened_by', 'author_id', 'written_by', 'approved_by', 'given_by', 'requested_by', 'asked_by', 'decided_by', 'assigned_by', 'barred_by', 'changed_by',
  'reviewed_by', 'assessed_by', 'confirmed_by', 'raised_by', 'taken_by', 'withdrawn_by', 'reader_id', 'verified_by', 'looked_by', 'invited_by', 'file_destroyed_by', 'struck_by', 'recorded_by', 'issued_by', 'stopped_by', 'ended_by', 'taken_back_by'];
/** Columns that name a colleague who did not write the row: an owner, an addressee, a second who attests. */
const mentions = ['member_id', 'handler_id', 'given_to', 'owner_id', 'mediator_id', 'seen_by', 'attested_with', 'asked_reader', 'from_member', 'to_member', 'settled_by', 'answerable_id', 'buddy_id', 'held_by', 'for_member', 'plan_by'];

let town: Town;
let scene: Scene;
let database: Client;
let ground: ProvingGround;

beforeAll(async () => {
  town = await aTown();
  scene = await setScene(town.ownerUrl);
  const url = new URL(inject('adminUrl'));
  url.pathname = new URL(town.ownerUrl).pathname;
  database = new Client({ connectionString: url.href });
  await database.connect();
  ground = await aProvingGround(database);
});
afterAll(async () => {
  await database.end();
  await town.leave();
});

/** The compartments that the product gives to a role, written here a second time on purpose: the proof must not read the policy. */
function holds(actor: Stranger, compartment: string): boolean {
  const inside = actor.role === 'coordinator' ? actor.relation === 'own programme' : actor.relation === 'assigned' || actor.relation === 'break-glass';
  if (!inside) return false;
  const byRole: Readonly<Partial<Record<Role, readonly string[]>>> = {
    mediator: ['base', 'mediation'],
    labour: ['base', 'case', 'work'],
    educator: ['base', 'case', 'work', 'mediation', 'restricted'],
    coordinator: ['base', 'case', 'work', 'mediation', 'restricted'],
    psychologist: ['base', 'case', 'work', 'mediation', 'restricted', ...(actor.relation === 'assigned' ? ['secret-psychologist'] : [])],
    legal: ['base', 'case', 'work', 'mediation', 'restricted', ...(actor.relation === 'assigned' ? ['secret-legal'] : [])],
  };
  return byRole[actor.role]?.includes(compartment) ?? false;
}

/** Whether a sentence of the expectations means this person. @param named whether the row names them */
function isMeant(who: Who, actor: Stranger, named: boolean): boolean {
  const here = actor.relation !== 'other programme';
  const coordinates = actor.role === 'coordinator' && holds(actor, 'base');
  const ofTheBody = actor.role === 'partner' && actor.relation === 'own programme';
  switch (who) {
    case 'labour or legal assigned': return actor.relation === 'assigned' && ['labour', 'legal'].includes(actor.role);
    case 'psychologist assigned': return actor.role === 'psychologist' && actor.relation === 'assigned';
    case 'named': return named && here;
    case 'everyone': return here;
    case 'named, not barred': return named && here && actor.relation !== 'barred';
    case 'named, following, holding case': return named && actor.relation === 'assigned' && holds(actor, 'case');
    case 'everyone, of any programme': return true;
    case 'team': return here && (teamRoles as readonly string[]).includes(actor.role);
    case 'coordinator or legal of the case': return coordinates || (actor.role === 'legal' && actor.relation === 'assigned');
    case 'coordinator or legal of the case, named': return named && (coordinates || (actor.role === 'legal' && actor.relation === 'assigned'));
    case 'named as second, of another profession': return named && holds(actor, 'case') && actor.relation !== 'break-glass' && actor.role !== scene.keeper.role;
    case 'team, named, not barred': return named && here && actor.relation !== 'barred' && (teamRoles as readonly string[]).includes(actor.role);
    case 'team, named': return named && here && (teamRoles as readonly string[]).includes(actor.role);
    case 'coordinator of the case': return coordinates;
    case 'coordinator of the case, about others': return coordinates && !named;
    case 'dpo, about others': return here && actor.role === 'dpo' && !named;
    case 'mediator of the case': return actor.role === 'mediator' && holds(actor, 'mediation');
    case 'mediator who speaks it': return here && actor.role === 'mediator' && actor.languages.includes('ar');
    case 'team member who speaks it': return here && (teamRoles as readonly string[]).includes(actor.role) && actor.languages.includes('ar');
    case 'psychologist, legal or educator assigned': return actor.relation === 'assigned' && ['psychologist', 'legal', 'educator'].includes(actor.role);
    case 'partner of the body': return ofTheBody;
    case 'partner of the body, named': return ofTheBody && named;
    case 'reporter or partner, named': return here && named && (actor.role === 'reporter' || actor.role === 'partner');
    case 'colleague of the same role': return here && actor.role === scene.keeper.role;
    default:
      if (who.startsWith('holders of ') && who.endsWith(', not in an emergency')) return holds(actor, who.slice('holders of '.length, -', not in an emergency'.length)) && actor.relation !== 'break-glass';
      if (who.startsWith('holders of ')) return holds(actor, who.slice('holders of '.length));
      if (who.startsWith('named, holding ')) return named && holds(actor, who.slice('named, holding '.length));
      return here && actor.role === who;
  }
}

const may = (expectation: Expectation, operation: Operation, actor: Stranger, named: boolean): boolean =>
  expectation[operation].some((who) => isMeant(who, actor, named));

const tableOf = (key: string): string => key.split(':')[0] ?? key;
const written = new Map<string, ReturnType<typeof rowsOf>>();
/** The row of the scene for one line of the expectations; an actor's rows are written once. */
function rowFor(key: string, actor: Stranger, named: boolean): SceneRow {
  const page = `${actor.memberId} ${named}`;
  const rows = written.get(page) ?? rowsOf({ scene, who: named ? actor : scene.keeper, actor });
  written.set(page, rows);
  const found = rows[key];
  if (!found) throw new Error(`the scene has no row for ${key}`);
  return found;
}
const inPlace = (key: string, row: SceneRow): readonly Placed[] => [...(row.upon ?? []), ...(row.stands ? [] : [{ table: tableOf(key), where: row.where, row: row.row }])];
const tables = async (): Promise<string[]> =>
  (await town.look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1")).map((table) => table.name);

describe('the table of expectations', () => {
  it('speaks of every table, and of no table that is not there', async () => {
    expect([...new Set(Object.keys(expectations).map(tableOf))].toSorted()).toEqual((await tables()).toSorted());
  });

  it('has a row of the scene for each of its lines, and no row that nobody expects anything of', () => {
    expect(Object.keys(rowsOf({ scene, who: scene.keeper, actor: scene.keeper })).toSorted()).toEqual(Object.keys(expectations).toSorted());
  });

  it('speaks of every compartment that a table knows', async () => {
    const checks = await town.look<{ table: string; rule: string }>(
      "select conrelid::regclass::text as table, pg_get_constraintdef(oid) as rule from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace and pg_get_constraintdef(oid) like '%(compartment = ANY%'");
    const compartments = checks.flatMap(({ table, rule }) => [...rule.matchAll(/'([a-z-]+)'/g)].map((value) => `${table}:${value[1]}`));
    expect(compartments.length).toBeGreaterThan(15);
    expect(compartments.filter((compartment) => !Object.keys(expectations).some((key) => key === compartment || key.startsWith(`${compartment},`)))).toEqual([]);
  });

  it('uses every class of data', () => {
    expect([...new Set(Object.values(expectations).map((one) => one.class))].toSorted()).toEqual([...dataClasses].toSorted());
  });

  it('is tried by all fourteen roles, in their programme and in another', () => {
    for (const role of Role.options) {
      expect(scene.actors.filter((actor) => actor.role === role && actor.relation === 'other programme')).toHaveLength(1);
      expect(scene.actors.filter((actor) => actor.role === role && actor.relation !== 'other programme').length).toBeGreaterThan(0);
    }
  });

  it('gives the State’s immigration authority, reporters, trainers and administrators nothing of a case', () => {
    const personal = Object.entries(expectations).filter(([, one]) => ['case', 'restricted', 'secret'].includes(one.class));
    expect(personal.length).toBeGreaterThan(60);
    const outside: ReadonlySet<Who> = new Set(['everyone', 'prefecture', 'sui', 'reporter', 'trainer', 'trainee', 'admin']);
    expect(personal.filter(([, one]) => operations.some((operation) => one[operation].some((who) => outside.has(who)))).map(([key]) => key)).toEqual([]);
    expect(personal.filter(([, one]) => operations.some((operation) => one[operation].some((who) => who.startsWith('dpo')))).map(([key]) => key)).toEqual([
      'break_glass',
      // Addressed to the data protection officer, for who coordinates must not be the one who reads it.
      'complaint:about who coordinates', 'complaint_words:about who coordinates', 'complaint_move:about who coordinates', 'vault_key:complaint about who coordinates',
    ]);
  });
});

describe('every table', () => {
  it('has row-level security forced', async () => {
    const open = await town.look("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)");
    expect(open).toEqual([]);
  });

  it('says of each colleague it names whether they sign or are mentioned', async () => {
    const naming = await town.look<{ name: string }>(
      `select distinct a.attname as name from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
        where c.contype = 'f' and c.confrelid = 'membership'::regclass`);
    expect(naming.map((column) => column.name).toSorted()).toEqual([...signatures, ...mentions].toSorted());
  });
});

describe('who may do what', () => {
  it.each(Object.entries(expectations))('%s: every role, relation and operation is as expected', async (key, expectation) => {
    const table = tableOf(key);
    const privileges = await ground.privileges(table);
    const visits = scene.actors.flatMap((actor) => [true, false].map((named) => {
      const row = rowFor(key, actor, named);
      // What was never granted is impossible for everyone. What one puts in is tried in one's own name; in another's it is tried below.
      const trying = operations.filter((operation) => privileges.operations.has(operation) && (operation !== 'insert' || named));
      return { actor, named, trying, actingKey: actor.actingKey, placed: inPlace(key, row), attempts: trying.map((operation) => attemptOf(operation, table, row, privileges)) };
    }));
    const outcomes = await ground.tried(visits.map(({ actingKey, placed, attempts }) => ({ actingKey, placed, attempts })));
    expect(outcomes).toHaveLength(visits.length);

    const wrong: string[] = [];
    let possible = 0;
    for (const [index, { actor, named, trying }] of visits.entries()) {
      for (const operation of operations.filter((one) => one !== 'insert' || named)) {
        const found = (outcomes[index]?.[trying.indexOf(operation)] ?? 'no') !== 'no';
        if (found) possible += 1;
        if (found !== may(expectation, operation, actor, named)) wrong.push(`${actor.label}${named ? ' (row names them)' : ''}: ${operation} is ${found ? 'possible' : 'impossible'}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(possible > 0).toBe(operations.some((operation) => expectation[operation].length > 0));
  });
});

describe('nobody writes in a colleague’s name, nor into another programme', () => {
  const writable = Object.entries(expectations).filter(([, one]) => one.insert.length + one.update.length > 0);

  it.each(writable)('%s', async (key, expectation) => {
    const table = tableOf(key);
    const privileges = await ground.privileges(table);
    const colleague = scene.keeper.memberId;
    const inserted = signatures.filter((column) => privileges.insertable.has(column));
    const updated = signatures.filter((column) => privileges.updatable.has(column));
    const inserts = scene.actors.filter((actor) => may(expectation, 'insert', actor, true)).map((actor) => {
      const row = rowFor(key, actor, true);
      const forgeries = [...inserted.map((column) => ({ [column]: colleague })), ...('programme_id' in row.row ? [{ programme_id: scene.otherProgrammeId }] : [])];
      return { actor, forgeries, with: (forgery: Row) => attemptOf('insert', table, { ...row, row: { ...row.row, ...forgery } }, privileges), placed: row.upon ?? [] };
    });
    const updates = scene.actors.filter((actor) => may(expectation, 'update', actor, true)).map((actor) => {
      const row = rowFor(key, actor, true);
      return { actor, forgeries: updated.map((column) => ({ [column]: colleague })), with: (forgery: Row) => attemptOf('update', table, { ...row, change: { ...row.change, ...forgery } }, privileges), placed: inPlace(key, row) };
    });

    // A signature added to a row that stands is watched by a trigger, for a policy cannot see what stood there before.
    const forged: string[] = [];
    for (const [tries, triggers] of [[inserts, 'resting'], [updates, 'awake']] as const) {
      const outcomes = await ground.tried(tries.map((one) => ({ actingKey: one.actor.actingKey, placed: one.placed, attempts: one.forgeries.map(one.with) })), triggers);
      for (const [index, { actor, forgeries }] of tries.entries()) {
        for (const [at, forgery] of forgeries.entries()) {
          if (outcomes[index]?.[at] === 'yes') forged.push(`${actor.label}: ${triggers === 'awake' ? 'update' : 'insert'} with ${Object.keys(forgery).join()} of somebody else`);
        }
      }
    }
    expect(forged).toEqual([]);
  });
});
