import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AsActor } from '../kernel/database/act.ts';
import type { Database } from '../kernel/database/connection.ts';
import { type App, buildServer } from '../kernel/http/server.ts';
import { JobRunner } from '../kernel/jobs/runner.ts';
import type { MailSettings } from '../kernel/mail/settings.ts';
import type { TileSettings } from '../kernel/tiles/settings.ts';
import type { Keyring } from '../kernel/vault/keyring.ts';
import { vaultWith } from '../kernel/vault/vault.ts';
import { rooms } from './rooms.ts';

export const root = join(import.meta.dirname, '../..');
export const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** Puts the rooms together over an open database. Everything that serves the system, tests included, is built here. */
export function buildApp(
  database: { asActor: AsActor; gate: Database; keyring: Keyring },
  options: { publicUrl: string; demo: boolean; webFolder?: string; logger?: boolean; requestsPerMinute?: number; trustedProxy?: string | undefined; appName?: string | undefined; mail?: MailSettings | undefined; mailTrust?: readonly string[] | undefined; readsMail?: boolean; mapTiles?: TileSettings | undefined },
): Promise<App> {
  const { asActor, gate, keyring } = database;
  const house = { asActor, gate, keyring, vault: vaultWith(keyring), jobs: new JobRunner(gate), publicUrl: options.publicUrl, demo: options.demo, version, mail: options.mail, mailTrust: options.mailTrust, readsMail: options.readsMail, mapTiles: options.mapTiles };
  return buildServer({ house, rooms, webFolder: options.webFolder, logger: options.logger ?? false, requestsPerMinute: options.requestsPerMinute ?? 1_200, trustedProxy: options.trustedProxy, appName: options.appName });
}
