import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Sentence } from '../sentence.ts';
import { findKeyring, type Keyring } from '../vault/keyring.ts';
import { type AsActor, doorTo } from './act.ts';
import { connect, type Database, loginPassword, urlFor } from './connection.ts';
import { type EmbeddedServer, runningEmbedded, startEmbedded } from './embedded.ts';
import { dataFolderFor, folderFailure, makeFolders } from './folders.ts';
import { applyRights, migrate, type RightsFile } from './migrate.ts';
import { alive } from './server-process.ts';

/** An open database: migrated, rights in force, signed in as the system's own logins. */
export interface OpenDatabase {
  /** The only door to people's data. */
  readonly asActor: AsActor;
  /** Signed in as `reti_gate`: accounts and sessions, nothing else. */
  readonly gate: Database;
  readonly keyring: Keyring;
  readonly ownerUrl: string;
  readonly folder: string;
  /** Whether the server is our own, and whether it was found running after an interrupted start. */
  readonly server: 'embedded' | 'adopted' | 'external';
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Folder for the embedded cluster, keys and files; default `./data`. */
  readonly dataFolder: string;
  /** A server of one's own; wins over the embedded one. PostgreSQL 15 or later; its user must own the database and may create roles. */
  readonly databaseUrl?: string | undefined;
  readonly rights: readonly RightsFile[];
  readonly poolSize?: number;
  readonly onProgress?: (step: 'server' | 'migrate' | 'rights' | 'ready') => void;
}

const OLDEST_SERVER = 150_000;

/**
 * Opens the database: the server of DATABASE_URL, or our own in the data folder.
 * @throws {Sentence} with what to do: folder unwritable, disk full, already running, server too old
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const folder = dataFolderFor(options.dataFolder);
  try {
    makeFolders(join(folder, 'secrets'), 0o755);
  } catch (error) {
    throw folderFailure(error, folder);
  }
  const release = takeLock(folder);
  let own: EmbeddedServer | undefined;
  try {
    const keyring = findKeyring(join(folder, 'secrets', 'master.key'));
    options.onProgress?.('server');
    own = options.databaseUrl ? undefined : await startEmbedded(join(folder, 'postgres'));
    const server = own;
    const ownerUrl = options.databaseUrl ?? (await prepareOwner(server?.adminUrl ?? '', 'reti', keyring));
    await bringForward(ownerUrl, keyring, options);
    const open = await openPrepared(ownerUrl, keyring, options.poolSize);
    options.onProgress?.('ready');
    return {
      ...open,
      keyring,
      ownerUrl,
      folder,
      server: server ? (server.adopted ? 'adopted' : 'embedded') : 'external',
      close: async () => {
        await open.close();
        await server?.stop();
        release();
      },
    };
  } catch (error) {
    await own?.stop();
    release();
    throw own?.filled() ? new Sentence('disk-full', { folder }) : error;
  }
}

/** The owner's way in and the keys, for looking at a database that is open already. */
export interface OpenBeside {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  close(): Promise<void>;
}

/** Opens the database for reading beside a program that is at work on it, changing nothing; where none is, as {@link openDatabase} does. */
export async function openBeside(options: OpenOptions): Promise<OpenBeside> {
  const folder = dataFolderFor(options.dataFolder);
  const adminUrl = options.databaseUrl ? undefined : runningEmbedded(join(folder, 'postgres'));
  if (!options.databaseUrl && !adminUrl) return openDatabase(options);
  const keyring = findKeyring(join(folder, 'secrets', 'master.key'));
  return { ownerUrl: options.databaseUrl ?? (await prepareOwner(adminUrl ?? '', 'reti', keyring)), keyring, close: async () => undefined };
}

/** Migrates and puts the rights in force, as the owner, who is then signed out. */
export async function bringForward(ownerUrl: string, keyring: Keyring, options: Pick<OpenOptions, 'rights' | 'onProgress'>): Promise<void> {
  const owner = connect(ownerUrl, 2);
  try {
    const version = await owner.pool.query<{ server_version_num: string }>('show server_version_num');
    if (Number(version.rows[0]?.server_version_num) < OLDEST_SERVER) throw new Sentence('database-too-old');
    options.onProgress?.('migrate');
    await migrate(owner.database as never);
    options.onProgress?.('rights');
    await applyRights(owner.database as never, keyring.derive('database logins'), options.rights);
  } finally {
    await owner.database.destroy();
  }
}

/** Signs in to a database that is already migrated. */
export async function openPrepared(ownerUrl: string, keyring: Keyring, poolSize = 16) {
  const passwords = keyring.derive('database logins');
  const app = connect(urlFor(ownerUrl, 'reti_app', loginPassword(passwords, 'reti_app')), poolSize);
  const gate = connect(urlFor(ownerUrl, 'reti_gate', loginPassword(passwords, 'reti_gate')), 4);
  return {
    asActor: doorTo(app.pool),
    gate: gate.database,
    // The pools themselves: a query builder through which nothing was ever asked closes nothing.
    close: async () => {
      await app.pool.end();
      await gate.pool.end();
    },
  };
}

/** In our own cluster the tables belong to `reti_owner`, which is no superuser: the same footing as on anybody's server. */
export async function prepareOwner(adminUrl: string, database: string, keyring: Keyring): Promise<string> {
  const password = loginPassword(keyring.derive('database logins'), 'reti_owner');
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const role = await admin.query("select from pg_roles where rolname = 'reti_owner'");
    await admin.query(`${role.rowCount ? 'alter' : 'create'} role reti_owner login createrole nosuperuser nobypassrls password '${password}'`);
    const found = await admin.query('select from pg_database where datname = $1', [database]);
    if (!found.rowCount) await admin.query(`create database "${database}" owner reti_owner`);
  } finally {
    await admin.end();
  }
  const url = new URL(urlFor(adminUrl, 'reti_owner', password));
  url.pathname = `/${database}`;
  return url.href;
}

/** One program at a time on one folder; a lock left by a program that died is taken over. */
function takeLock(folder: string): () => void {
  const file = join(folder, 'running');
  const mine = String(process.pid);
  try {
    writeFileSync(file, mine, { flag: 'wx' });
  } catch (error) {
    if (!existsSync(file)) throw folderFailure(error, folder);
    const holder = readFileSync(file, 'utf8').trim();
    if (holder !== mine && alive(Number(holder))) throw new Sentence('already-running', { folder, process: holder });
    writeFileSync(file, mine);
  }
  if (process.getuid?.() === 0) chownSync(file, 0, 0);
  return () => rmSync(file, { force: true });
}
