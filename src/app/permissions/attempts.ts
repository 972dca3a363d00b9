import type { Client } from 'pg';
import type { Placed, Row, SceneRow } from './rows.ts';

export type Operation = 'read' | 'insert' | 'update' | 'delete';
export const operations = ['read', 'insert', 'update', 'delete'] as const;

export type Outcome = 'yes' | 'no' | 'stopped';

/** One thing tried: SQL whose `$1` holds the row, the place where it stands and what is to change in it. */
export interface Attempt {
  readonly statement: string;
  readonly given: { readonly row?: Row; readonly where?: Row; readonly change?: Row };
}

/** Somebody comes to rows that stand ready, and tries. */
export interface Visit {
  readonly actingKey: string;
  readonly placed: readonly Placed[];
  readonly attempts: readonly Attempt[];
}

/** What reti_app may touch of a table at all, whoever is acting. */
export interface Privileges {
  readonly operations: ReadonlySet<Operation>;
  readonly insertable: ReadonlySet<string>;
  readonly updatable: ReadonlySet<string>;
}

/**
 * The database's own half of the proof: for each visit it puts rows in place, acts as somebody, tries each statement, and takes all of it back.
 *
 * `yes`: it touched a row, or would have but for its twin standing there already.
 * `stopped`: the rights said yes and another rule of the table stopped it (constraints are asked after the rights).
 * `no`: refused, or there was nothing there for this person. Anything else is raised.
 *
 * Triggers and foreign keys rest while rows are put in place; with `triggers` they rest also while things are tried: they never give a
 * right, and one that refuses first would hide what the rights say.
 */
const helpers = `
create function pg_temp.place(placed jsonb) returns void language plpgsql as $$
declare one jsonb; columns text; places text;
begin
  for one in select jsonb_array_elements(placed) loop
    select string_agg(quote_ident(k), ', ') into columns from jsonb_object_keys(one -> 'row') k;
    select string_agg(quote_ident(k), ', ') into places from jsonb_object_keys(one -> 'where') k;
    execute format('delete from %1$I where (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1))', one ->> 'table', places) using one -> 'where';
    execute format('insert into %1$I (%2$s) select %2$s from jsonb_populate_record(null::%1$I, $1)', one ->> 'table', columns) using one -> 'row';
  end loop;
end $$;

-- Everybody tries the same statements on a table. Each stands in a function of its own, which plans it once: planning under the rights costs more than trying.
create schema proving;
grant usage on schema proving to reti_app;
create function pg_temp.learned(visits jsonb) returns void language plpgsql as $$
declare one text;
begin
  for one in select distinct attempt ->> 'statement' from jsonb_array_elements(visits) visit, jsonb_array_elements(visit -> 'attempts') attempt loop
    continue when to_regprocedure(format('proving.%I(jsonb)', md5(one))) is not null;
    execute format('create function proving.%I(given jsonb) returns bigint language plpgsql as %L', md5(one),
      format('declare touched bigint; begin %s; get diagnostics touched = row_count; return touched; end', regexp_replace(one, '^select', 'perform')));
  end loop;
end $$;

create function pg_temp.tried(triggers text, visits jsonb) returns jsonb language plpgsql as $$
declare visit jsonb; attempt jsonb; touched bigint; outcomes jsonb; answers jsonb := '[]';
begin
  perform pg_temp.learned(visits);
  -- As the application's login has it.
  perform set_config('plan_cache_mode', 'force_generic_plan', true);
  -- Once, and not at every visit: each change of it throws away what was planned, also in the functions that the policies ask.
  perform set_config('session_replication_role', 'replica', true);
  for visit in select jsonb_array_elements(visits) loop
    outcomes := '[]';
    begin
      perform pg_temp.place(visit -> 'placed');
      perform set_config('session_replication_role', triggers, true);
      perform set_config('session_authorization', 'reti_app', true);
      perform set_config('reti.acting', visit ->> 'actingKey', true);
      for attempt in select jsonb_array_elements(visit -> 'attempts') loop
        begin
          execute format('select proving.%I($1)', md5(attempt ->> 'statement')) into touched using attempt -> 'given';
          raise exception using errcode = 'TRIED';
        exception
          when sqlstate 'TRIED' then outcomes := outcomes || to_jsonb(case when touched > 0 then 'yes' else 'no' end);
          when insufficient_privilege then outcomes := outcomes || '"no"';
          when unique_violation then outcomes := outcomes || '"yes"';
          when check_violation or exclusion_violation or foreign_key_violation or not_null_violation then outcomes := outcomes || '"stopped"';
        end;
      end loop;
      raise exception using errcode = 'TRIED';
    exception
      when sqlstate 'TRIED' then answers := answers || jsonb_build_array(outcomes);
    end;
  end loop;
  return answers;
end $$;`;

const quoted = (columns: Iterable<string>): string => [...columns].map((name) => `"${name}"`).join(', ');

/** A connection of the database's superuser on which things are tried as the application. @param database connected, and kept for this alone */
export async function aProvingGround(database: Client) {
  await database.query(helpers);
  const known = new Map<string, Promise<Privileges>>();

  return {
    /** What the application may touch of a table; asked once per table. */
    privileges(table: string): Promise<Privileges> {
      const before = known.get(table) ?? privilegesOf(database, table);
      known.set(table, before);
      return before;
    },
    /** Makes every visit and leaves the database as it was. Answers visit by visit, in the order of their attempts. */
    async tried(visits: readonly Visit[], triggers: 'resting' | 'awake' = 'resting'): Promise<readonly (readonly Outcome[])[]> {
      const { rows } = await database.query<{ tried: Outcome[][] }>('select pg_temp.tried($1, $2)', [triggers === 'resting' ? 'replica' : 'origin', JSON.stringify(visits)]);
      return rows[0]?.tried ?? [];
    },
  };
}
export type ProvingGround = Awaited<ReturnType<typeof aProvingGround>>;

/** How each operation is tried on a row. A column that the application may not write is left out, as the application would. */
export function attemptOf(operation: Operation, table: string, { row, where, change }: SceneRow, { insertable, updatable }: Privileges): Attempt {
  const place = quoted(Object.keys(where));
  const standing = `(${place}) = (select ${place} from jsonb_populate_record(null::${table}, $1 -> 'where'))`;
  const offered = quoted(Object.keys(row).filter((column) => insertable.has(column)));
  const set = change
    ? `(${quoted(Object.keys(change))}) = (select ${quoted(Object.keys(change))} from jsonb_populate_record(null::${table}, $1 -> 'change'))`
    : [...updatable].map((column) => `"${column}" = "${column}"`).join(', ');
  const statements = {
    read: `select 1 from ${table} where ${standing}`,
    insert: `insert into ${table} (${offered}) select ${offered} from jsonb_populate_record(null::${table}, $1 -> 'row')`,
    update: `update ${table} set ${set} where ${standing}`,
    delete: `delete from ${table} where ${standing}`,
  };
  return { statement: statements[operation], given: { row, where, ...(change ? { change } : {}) } };
}

async function privilegesOf(database: Client, table: string): Promise<Privileges> {
  const { rows } = await database.query<{ name: string; reads: boolean; inserts: boolean; updates: boolean; deletes: boolean }>(
    `select attname as name, has_column_privilege('reti_app', attrelid, attnum, 'select') as reads, has_column_privilege('reti_app', attrelid, attnum, 'insert') as inserts,
            has_column_privilege('reti_app', attrelid, attnum, 'update') as updates, has_table_privilege('reti_app', attrelid, 'delete') as deletes
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`, [table]);
  const having = (may: 'reads' | 'inserts' | 'updates' | 'deletes') => new Set(rows.filter((column) => column[may]).map((column) => column.name));
  const [readable, insertable, updatable, deletable] = [having('reads'), having('inserts'), having('updates'), having('deletes')];
  const granted = { read: readable, insert: insertable, update: updatable, delete: deletable };
  return { operations: new Set(operations.filter((operation) => granted[operation].size > 0)), insertable, updatable };
}
