import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { loginPassword } from './connection.ts';

const root = join(import.meta.dirname, '../../..');

/** Every room that keeps rights, kernel first: a policy may use the functions of those that stand before it. */
export interface RightsFile {
  readonly name: string;
  readonly text: string;
}

export function readRights(files: readonly string[]): RightsFile[] {
  return files.map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
}

/** Brings the tables forward. A failing migration leaves the database as it was, and the start stops there. */
export async function migrate(owner: Kysely<unknown>): Promise<string[]> {
  const folder = join(root, 'db/migrations');
  const migrations: Record<string, Migration> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()) {
    const text = readFileSync(join(folder, file), 'utf8');
    migrations[file.replace(/\.sql$/, '')] = { up: async (db) => void (await sql.raw(text).execute(db)) };
  }
  // Rooms built at the same time have numbers of their own, and land in any order: a folder made in between takes up the lower ones too.
  const { error, results } = await new Migrator({ db: owner, provider: { getMigrations: async () => migrations }, allowUnorderedMigrations: true }).migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/**
 * Puts the rights in force: roles, functions and policies, exactly as the files say, in one transaction.
 *
 * All earlier policies and grants are dropped first, so a sentence struck out of a file is a right taken away. Nothing is done,
 * and no lock taken, when the same text is in force already.
 */
export async function applyRights(owner: Kysely<unknown>, masterKey: Buffer, rights: readonly RightsFile[]): Promise<boolean> {
  const digest = createHash('sha256')
    .update(masterKey)
    .update(rights.map((file) => `${file.name}\n${file.text}`).join('\n'))
    .update(roles.toString() + housekeeping.toString() + forgetEarlierRights + (await tableList(owner)))
    .digest('hex');
  const inForce = await sql<{ digest: string }>`select digest from applied_policies`.execute(owner);
  if (inForce.rows[0]?.digest === digest && (await loginsExist(owner))) return false;

  await owner.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtext('reti rights'))`.execute(db);
    await sql.raw('set local check_function_bodies = off').execute(db);
    await sql.raw(roles(masterKey)).execute(db);
    await sql.raw(forgetEarlierRights).execute(db);
    for (const file of rights) {
      await sql.raw(file.text).execute(db).catch((cause: unknown) => {
        throw new Error(`${file.name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      });
    }
    await sql.raw(housekeeping()).execute(db);
    await sql`insert into applied_policies (digest) values (${digest}) on conflict (only_row) do update set digest = excluded.digest, at = now()`.execute(db);
  });
  return true;
}

async function tableList(owner: Kysely<unknown>): Promise<string> {
  const tables = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1`.execute(owner);
  return tables.rows.map((row) => row.name).join(',');
}

async function loginsExist(owner: Kysely<unknown>): Promise<boolean> {
  const found = await sql<{ n: number }>`select count(*)::int as n from pg_roles where rolname in ('reti_house', 'reti_app', 'reti_gate')`.execute(owner);
  return found.rows[0]?.n === 3;
}

/** reti_house owns the functions that may look further than the person asking; nobody signs in as it. */
function roles(masterKey: Buffer): string {
  const login = (name: string) => `
    if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if;
    alter role ${name} login noinherit password '${loginPassword(masterKey, name)}';
    if exists (select from pg_roles where rolname = '${name}' and (rolsuper or rolbypassrls or rolcreaterole)) then
      raise exception 'the login ${name} may look past row-level security: take that away before starting';
    end if;`;
  return `do $$ begin
    if not exists (select from pg_roles where rolname = 'reti_house') then create role reti_house nologin noinherit; end if;
    ${login('reti_app')}
    ${login('reti_gate')}
    -- A statement is planned once and not anew for each value: under row-level security planning costs more than reading, and a plan made
    -- for one value looks cheaper for ever than the one that serves all.
    alter role reti_app set plan_cache_mode = 'force_generic_plan';
    if not pg_has_role(current_user, 'reti_house', 'member') or not pg_has_role(current_user, 'reti_house', 'usage') then execute format('grant reti_house to %I', current_user); end if;
    execute format('grant connect on database %I to reti_app, reti_gate', current_database());
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to reti_house', current_database());
    grant usage on schema public to reti_app, reti_gate;
    grant usage, create on schema public to reti_house;
  end $$`;
}

const forgetEarlierRights = `do $$ declare r record; begin
  for r in select policyname, tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on public.%I', r.policyname, r.tablename);
  end loop;
  revoke all on all tables in schema public from reti_app, reti_gate, reti_house, public;
  revoke all on all sequences in schema public from reti_app, reti_gate, public;
end $$`;

/** What holds for every table, so that no file can forget it. */
function housekeeping(): string {
  return `do $$ declare r record; begin
    for r in select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
      execute format('alter table public.%I enable row level security', r.name);
      execute format('alter table public.%I force row level security', r.name);
      execute format('grant all on public.%I to reti_house', r.name);
      execute format('create policy "the house''s own functions" on public.%I to reti_house using (true) with check (true)', r.name);
    end loop;
    for r in select p.oid::regprocedure as name from pg_proc p
              where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proowner <> 'reti_house'::regrole loop
      execute format('alter function %s owner to reti_house', r.name);
    end loop;
    -- A session's temporary tables are looked up before all others unless they are named last: they would stand in for the house's own
    -- inside its functions. And a trigger's work is set off by the tables it was made for, never from a table of somebody's own.
    for r in select p.oid::regprocedure as name, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
              where p.pronamespace = 'public'::regnamespace and p.proowner = 'reti_house'::regrole loop
      execute format('alter function %s set search_path = public, pg_temp', r.name);
      if r.is_trigger then execute format('revoke execute on function %s from public', r.name); end if;
    end loop;
    -- The owner writes the house's own bookkeeping (which rights are in force, which migrations ran).
    execute format('create policy "the start keeps its books" on public.applied_policies to %I using (true) with check (true)', current_user);
    if to_regclass('public.kysely_migration') is not null then
      execute format('create policy "the start keeps its books" on public.kysely_migration to %I using (true) with check (true)', current_user);
      execute format('create policy "the start keeps its books" on public.kysely_migration_lock to %I using (true) with check (true)', current_user);
    end if;
  end $$`;
}
