import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { verifyTrail } from '../kernel/audit/trail.ts';
import type { Database } from '../kernel/database/connection.ts';
import { readRights } from '../kernel/database/migrate.ts';
import { type OpenBeside, openBeside, type OpenDatabase, openDatabase } from '../kernel/database/open.ts';
import { failureOf, letterOf } from '../kernel/mail/letters.ts';
import { readMailSettings } from '../kernel/mail/settings.ts';
import { postOver } from '../kernel/mail/smtp.ts';
import { Accounts } from '../kernel/identity/accounts.ts';
import { Sentence } from '../kernel/sentence.ts';
import { secretOf } from '../kernel/devices/domain.ts';
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
  const { rows: devices } = await sql<{ id: string; secret_wrapped: Buffer; master_version: number }>`
    select id, secret_wrapped, master_version from device where secret_wrapped is not null and master_version < ${ring.version}`.execute(house);
  await house.transaction().execute(async (transaction) => {
    for (const row of rows) {
      const about = `${row.holder_id} ${row.compartment}`;
      const { wrapped, version } = ring.wrap(ring.unwrap(row.wrapped, row.master_version, about), about);
      await sql`update vault_key set wrapped = ${wrapped}, master_version = ${version} where id = ${row.id}`.execute(transaction);
    }
    for (const row of devices) {
      const { wrapped, version } = ring.wrap(ring.unwrap(row.secret_wrapped, row.master_version, secretOf(row.id)), secretOf(row.id));
      await sql`update device set secret_wrapped = ${wrapped}, master_version = ${version} where id = ${row.id}`.execute(transaction);
    }
  });
  return rows.length + devices.length;
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

/**
 * `setup`: the first real programme, its leading organisation, and invitations for its administrator and its coordinator. Everybody who
 * comes later and reads about persons needs the word of both; these two are named here.
 */
export async function setup(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { programme: { type: 'string' }, territory: { type: 'string' }, organisation: { type: 'string' }, 'admin-email': { type: 'string' }, 'coordinator-email': { type: 'string' } },
  });
  const { programme, territory, organisation, 'admin-email': admin, 'coordinator-email': coordinator } = values;
  if (!programme || !territory || !organisation || !admin || !coordinator) throw new Sentence('setup-usage');
  if (admin.toLowerCase() === coordinator.toLowerCase()) throw new Sentence('setup-two-people');
  await withDatabase(async (database) => {
    const invited = { admin: Accounts.newInvitationToken(), coordinator: Accounts.newInvitationToken() };
    await asHouse(database.ownerUrl, async (house) => {
      const demo = await sql`select from programme where demo`.execute(house);
      if (demo.rows.length > 0) throw new Sentence('setup-in-demo');
      await house.transaction().execute(async (transaction) => {
        const ids = { programme: newId(), organisation: newId() };
        await sql`insert into programme (id, name, territory) values (${ids.programme}, ${programme}, ${territory})`.execute(transaction);
        await sql`insert into organisation (id, programme_id, name, kind) values (${ids.organisation}, ${ids.programme}, ${organisation}, 'prefecture')`.execute(transaction);
        const terminal = await terminalOf(transaction, ids.programme, ids.organisation);
        for (const [role, email] of [['admin', admin], ['coordinator', coordinator]] as const) await inviteFromTerminal(transaction, { programme: ids.programme, organisation: ids.organisation, terminal, role, email, token: invited[role] });
      });
    });
    say('terminal.setup-done', { url: addressOf(invited.admin.token) });
    say('terminal.setup-coordinator', { url: addressOf(invited.coordinator.token) });
  });
}

/**
 * `coordinator invite`: names a coordinator of a programme that has none left. While there is one, only the two of them let people in.
 * @throws {Sentence} coordinator-usage, coordinator-there, programme-unknown
 */
export async function inviteCoordinator(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(4), options: { programme: { type: 'string' }, email: { type: 'string' } } });
  const { programme: name, email } = values;
  if (!name || !email) throw new Sentence('coordinator-usage');
  await withDatabase(async (database) => {
    const token = Accounts.newInvitationToken();
    await asHouse(database.ownerUrl, (house) => house.transaction().execute(async (transaction) => {
      const programme = await transaction.selectFrom('programme').select('id').where('name', '=', name).executeTakeFirst();
      if (!programme) throw new Sentence('programme-unknown', { name });
      const there = await transaction.selectFrom('membership').select('id').where('programme_id', '=', programme.id).where('role', '=', 'coordinator').where('ended_at', 'is', null).executeTakeFirst();
      if (there) throw new Sentence('coordinator-there');
      const organisation = await transaction.selectFrom('organisation').select('id').where('programme_id', '=', programme.id).orderBy('created_at').limit(1).executeTakeFirstOrThrow();
      const terminal = await terminalOf(transaction, programme.id, organisation.id);
      const id = await inviteFromTerminal(transaction, { programme: programme.id, organisation: organisation.id, terminal, role: 'coordinator', email, token });
      await sql`select audit_append(${JSON.stringify([{ action: 'invitation.from-terminal', subject: 'invitation', subjectId: id, programmeId: programme.id, details: { role: 'coordinator' } }])}::jsonb)`.execute(transaction);
    }));
    say('terminal.setup-coordinator', { url: addressOf(token.token) });
  });
}

/** `mail test`: sends the letter that says "there is news", so that whoever installs sees whether the server takes it. @throws {Sentence} mail-usage, mail-off, mail-<failure> */
export async function mailTest(): Promise<void> {
  const { values: { to } } = parseArgs({ args: process.argv.slice(4), options: { to: { type: 'string' } } });
  if (!to?.includes('@')) throw new Sentence('mail-usage');
  const settings = readMailSettings();
  if (!settings) throw new Sentence('mail-off');
  const way = postOver(settings);
  try {
    const { publicUrl, port } = readConfig();
    await way.post(newId(), to, letterOf('news', 'it', publicUrl ?? `http://localhost:${port}`));
  } catch (cause) {
    throw new Sentence(`mail-${failureOf(cause).code}`, {}, { cause });
  } finally {
    way.close();
  }
  say('terminal.mail-sent', { to });
}

function addressOf(token: string): string {
  const config = readConfig();
  return `${config.publicUrl ?? `http://localhost:${config.port}`}/invitations/${token}`;
}

/** Somebody must have invited: the terminal itself, an account that nobody can sign in with. @returns its membership */
async function terminalOf(house: Database, programme: string, organisation: string): Promise<string> {
  const email = `terminal-${programme}@localhost`;
  const known = await house.selectFrom('membership').innerJoin('account', 'account.id', 'membership.account_id').select('membership.id').where('account.email', '=', email).executeTakeFirst();
  if (known) return known.id;
  const [account, member] = [newId(), newId()];
  await sql`insert into account (id, email, name, closed_at) values (${account}, ${email}, 'Terminale', now())`.execute(house);
  await sql`insert into membership (id, programme_id, account_id, organisation_id, role, ended_at) values (${member}, ${programme}, ${account}, ${organisation}, 'admin', now())`.execute(house);
  return member;
}

async function inviteFromTerminal(house: Database, given: { programme: string; organisation: string; terminal: string; role: 'admin' | 'coordinator'; email: string; token: { hash: Buffer; expiresAt: Date } }): Promise<string> {
  const id = newId();
  await sql`insert into invitation (id, programme_id, organisation_id, email, role, token_hash, invited_by, expires_at, decision, decided_at)
    values (${id}, ${given.programme}, ${given.organisation}, ${given.email.trim().toLowerCase()}, ${given.role}, ${given.token.hash}, ${given.terminal}, ${given.token.expiresAt},
      ${given.role === 'coordinator' ? 'approved' : null}, ${given.role === 'coordinator' ? new Date() : null})`.execute(house);
  return id;
}
