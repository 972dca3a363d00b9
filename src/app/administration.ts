import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { verifyTrail } from '../kernel/audit/trail.ts';
import type { Database } from '../kernel/database/connection.ts';
import { readRights } from '../kernel/database/migrate.ts';
import { type OpenBeside, openBeside, type OpenDatabase, openDatabase } from '../kernel/database/open.ts';
import { Accounts } from '../kernel/identity/accounts.ts';
import { Sentence } from '../kernel/sentence.ts';
import type { Keyring } from '../kernel/vault/keyring.ts';
import { readConfig } from './config.ts';
import { asHouse } from './house-connection.ts';
import { rightsFiles } from './rights.ts';
import { say } from './terminal.ts';

const options = () => ({ dataFolder: readConfig().dataFolder, databaseUrl: readConfig().databaseUrl, rights: readRights(rightsFiles), poolSize: 2 });

async function during<O extends OpenBeside, T>(opened: Promise<O>, work: (database: O) => Promise<T>): Promise<T> {
  const database = await opened;
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const withDatabase = <T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> => during(openDatabase(options()), work);

/** `audit verify`: recomputes the whole trail, also while people work; exits with 1 when it is not whole. */
export async function auditVerify(): Promise<void> {
  const verdict = await during(openBeside(options()), (database) => asHouse(database.ownerUrl, (house) => verifyTrail(house, database.keyring)));
  if (verdict.breaks.length === 0) return say('terminal.audit-whole', { events: verdict.events, anchors: verdict.anchors });
  say('terminal.audit-broken', { count: verdict.breaks.length, events: verdict.events });
  for (const one of verdict.breaks.slice(0, 50)) say('terminal.audit-break', { chain: one.chain, position: one.position, kind: one.kind });
  process.exitCode = 1;
}

/** Wraps every key of the vault anew under the ring's newest master. @returns how many */
export async function rewrapVault(house: Database, ring: Keyring): Promise<number> {
  const { rows } = await sql<{ id: string; holder_id: string; compartment: string; wrapped: Buffer; master_version: number }>`
    select id, holder_id, compartment, wrapped, master_version from vault_key where wrapped is not null and master_version < ${ring.version}`.execute(house);
  await house.transaction().execute(async (transaction) => {
    for (const row of rows) {
      const about = `${row.holder_id} ${row.compartment}`;
      const { wrapped, version } = ring.wrap(ring.unwrap(row.wrapped, row.master_version, about), about);
      await sql`update vault_key set wrapped = ${wrapped}, master_version = ${version} where id = ${row.id}`.execute(transaction);
    }
  });
  return rows.length;
}

/** `vault rotate`: a new master key; the old one stays in the ring so that backups remain readable. */
export async function vaultRotate(): Promise<void> {
  if (process.env['RETI_MASTER_KEY'] || process.env['RETI_MASTER_KEY_COMMAND']) throw new Sentence('key-kept-elsewhere');
  await withDatabase(async (database) => {
    const ring = database.keyring.rotated();
    // The new key is on disk before anything is wrapped with it: an interruption leaves a ring that opens everything.
    const file = join(database.folder, 'secrets', 'master.key');
    writeFileSync(`${file}.new`, ring.toString(), { mode: 0o600 });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
    const count = await asHouse(database.ownerUrl, (house) => rewrapVault(house, ring));
    say('terminal.vault-rotated', { version: ring.version, count });
  });
}

/** `setup`: the first real programme, its leading organisation and an invitation for its administrator. */
export async function setup(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { programme: { type: 'string' }, territory: { type: 'string' }, organisation: { type: 'string' }, 'admin-email': { type: 'string' } },
  });
  const { programme, territory, organisation, 'admin-email': email } = values;
  if (!programme || !territory || !organisation || !email) throw new Sentence('setup-usage');
  await withDatabase(async (database) => {
    const invited = Accounts.newInvitationToken();
    await asHouse(database.ownerUrl, async (house) => {
      const demo = await sql`select from programme where demo`.execute(house);
      if (demo.rows.length > 0) throw new Sentence('setup-in-demo');
      await house.transaction().execute(async (transaction) => {
        const ids = { programme: newId(), organisation: newId(), account: newId(), member: newId() };
        await sql`insert into programme (id, name, territory) values (${ids.programme}, ${programme}, ${territory})`.execute(transaction);
        await sql`insert into organisation (id, programme_id, name, kind) values (${ids.organisation}, ${ids.programme}, ${organisation}, 'prefecture')`.execute(transaction);
        // Somebody must have invited: the terminal itself, an account that nobody can sign in with.
        await sql`insert into account (id, email, name, closed_at) values (${ids.account}, ${`terminal-${ids.programme}@localhost`}, 'Terminale', now())`.execute(transaction);
        await sql`insert into membership (id, programme_id, account_id, organisation_id, role, ended_at) values (${ids.member}, ${ids.programme}, ${ids.account}, ${ids.organisation}, 'admin', now())`.execute(transaction);
        await sql`insert into invitation (id, programme_id, organisation_id, email, role, token_hash, invited_by, expires_at)
          values (${newId()}, ${ids.programme}, ${ids.organisation}, ${email.toLowerCase()}, 'admin', ${invited.hash}, ${ids.member}, ${invited.expiresAt})`.execute(transaction);
      });
    });
    const config = readConfig();
    say('terminal.setup-done', { url: `${config.publicUrl ?? `http://localhost:${config.port}`}/invitations/${invited.token}` });
  });
}
