import type { AsActor } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import type { JobRunner } from '../jobs/runner.ts';
import type { Keyring } from '../vault/keyring.ts';
import type { MailSettings } from '../mail/settings.ts';
import type { TileSettings } from '../tiles/settings.ts';
import type { Vault } from '../vault/vault.ts';

/** What the house gives to every room: the door to the data, the vault, and where it stands. */
export interface House {
  readonly asActor: AsActor;
  /** Signed in as the gate; the identity room alone uses it. */
  readonly gate: Database;
  readonly keyring: Keyring;
  readonly vault: Vault;
  /** The one runner of work that goes on beside the requests; a room says which kinds it does, the server starts and stops it. */
  readonly jobs: JobRunner;
  /** The address people type, such as `https://reti.example.it`; decides cookies, passkeys and links. */
  readonly publicUrl: string;
  /** Demo people, shown as such on every screen. */
  readonly demo: boolean;
  readonly version: string;
  /** The server that takes our letters; without one nothing is sent, and the screens say so. */
  readonly mail?: MailSettings | undefined;
  /** Authorities by which mail servers are known, beside Node's. */
  readonly mailTrust?: readonly string[] | undefined;
  /** Whether this program looks into the mailboxes by its own clock: tests and demonstrations look only when asked. */
  readonly readsMail?: boolean | undefined;
  /** A server of map pictures, asked by this program alone; without one, maps are drawn on nothing. */
  readonly mapTiles?: TileSettings | undefined;
}
