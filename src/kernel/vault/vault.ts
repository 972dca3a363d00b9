import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../database/act.ts';
import { Problem } from '../http/problems.ts';
import { close, type KeyWrapper, open } from './keyring.ts';

/**
 * What one holder (a case, a person, a file) keeps in one compartment. Whoever may not read the compartment's key gets no seal,
 * so content stays closed even where a row should slip through.
 */
export interface Seal {
  readonly compartment: string;
  /** @param context `table.column:rowId`, so that sealed values cannot be moved elsewhere */
  close(text: string, context: string): Buffer;
  /** @throws {Problem} `content-destroyed` never: a destroyed key gives no seal; a wrong context throws */
  open(sealed: Buffer, context: string): string;
  /** The same for what is no text: a picture, a piece of a file. */
  closeBytes(bytes: Buffer, context: string): Buffer;
  /** @throws when the context is another's, or a byte was changed */
  openBytes(sealed: Buffer, context: string): Buffer;
}

export interface Vault {
  /** The seal of a compartment; made on first use by someone entitled. @throws {Problem} not-allowed, content-destroyed */
  seal(act: Act, holderId: string, compartment: string): Promise<Seal>;
  /** The first seal of a holder that was made in this same act, without looking for another. @throws when there is one, and nothing is kept */
  firstSeal(act: Act, holderId: string, compartment: string): Promise<Seal>;
  /** Seals of several compartments at once; those that the actor may not open are simply absent. */
  seals(act: Act, holderId: string): Promise<ReadonlyMap<string, Seal>>;
  /** The same for many holders in one query; keys are `holder compartment`. */
  sealsOf(act: Act, holderIds: readonly string[]): Promise<ReadonlyMap<string, Seal>>;
  /** The same from keys that a function of the database handed out together with what they open. */
  sealsFrom(keys: readonly WrappedKey[]): ReadonlyMap<string, Seal>;
}

/** A key as the database keeps it: wrapped by the master key, worth nothing outside this process. */
export interface WrappedKey {
  readonly holder_id: string;
  readonly compartment: string;
  readonly wrapped: Buffer;
  readonly master_version: number;
}

type KeyRow = Omit<WrappedKey, 'wrapped'> & { readonly wrapped: Buffer | null };

/** A vault over the keys that the database lets the actor read. */
export function vaultWith(wrapper: KeyWrapper): Vault {
  const unwrap = (row: WrappedKey): Buffer => wrapper.unwrap(row.wrapped, row.master_version, `${row.holder_id} ${row.compartment}`);

  /** @param key the key already unwrapped; else it is unwrapped at its first use, for of the keys that come with a page most open nothing on it */
  const sealFrom = (row: WrappedKey, key?: Buffer): Seal => {
    const about = `${row.holder_id} ${row.compartment}`;
    let known = key;
    const unwrapped = (): Buffer => (known ??= unwrap(row));
    return {
      compartment: row.compartment,
      close: (text, context) => close(unwrapped(), Buffer.from(text), `${about} ${context}`),
      open: (sealed, context) => open(unwrapped(), sealed, `${about} ${context}`).toString(),
      closeBytes: (bytes, context) => close(unwrapped(), bytes, `${about} ${context}`),
      openBytes: (sealed, context) => open(unwrapped(), sealed, `${about} ${context}`),
    };
  };

  const read = async (act: Act, holderIds: readonly string[]): Promise<KeyRow[]> => {
    if (holderIds.length === 0) return [];
    const { rows } = await sql<KeyRow>`
      select holder_id, compartment, wrapped, master_version from vault_key where holder_id = any(${holderIds})`.execute(act.db);
    return rows;
  };

  const newKey = (holderId: string, compartment: string) => wrapper.wrap(randomBytes(32), `${holderId} ${compartment}`);

  const usable = (row: KeyRow): row is WrappedKey => row.wrapped !== null;

  return {
    async seal(act, holderId, compartment) {
      const find = async () => (await read(act, [holderId])).find((row) => row.compartment === compartment);
      const found = await find();
      if (found && !usable(found)) throw new Problem('content-destroyed');
      if (found && usable(found)) return sealFrom(found, unwrap(found));

      const { wrapped, version } = newKey(holderId, compartment);
      await sql`insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version)
        values (${newId()}, ${act.actor.programmeId}, ${holderId}, ${compartment}, ${wrapped}, ${version})
        on conflict (holder_id, compartment) do nothing`.execute(act.db);
      const made = await find();
      if (!made || !usable(made)) throw new Problem('not-allowed');
      return sealFrom(made, unwrap(made));
    },

    async firstSeal(act, holderId, compartment) {
      const { wrapped, version } = newKey(holderId, compartment);
      await sql`insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version)
        values (${newId()}, ${act.actor.programmeId}, ${holderId}, ${compartment}, ${wrapped}, ${version})`.execute(act.db);
      return sealFrom({ holder_id: holderId, compartment, wrapped, master_version: version });
    },

    async seals(act, holderId) {
      const rows = await read(act, [holderId]);
      return new Map(rows.filter(usable).map((row) => [row.compartment, sealFrom(row)]));
    },

    async sealsOf(act, holderIds) {
      return this.sealsFrom((await read(act, holderIds)).filter(usable));
    },

    sealsFrom: (keys) => new Map(keys.map((row) => [`${row.holder_id} ${row.compartment}`, sealFrom(row)])),
  };
}
