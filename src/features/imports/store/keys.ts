import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal } from '../../../kernel/vault/vault.ts';

export interface Compartment {
  readonly holderId: string;
  readonly compartment: string;
}

/**
 * Seals of many holders at once, the missing keys made in one statement: a register of a thousand people would otherwise ask the vault
 * three thousand times. The database lets through only keys that the actor may hold, exactly as for one.
 * @throws {Problem} not-allowed, when asked for a seal that the actor may not hold
 */
export async function sealsFor(house: House, act: Act, wanted: readonly Compartment[]): Promise<(holderId: string, compartment: string) => Seal> {
  const keys = wanted.map(({ holderId, compartment }) => {
    const { wrapped, version } = house.keyring.wrap(randomBytes(32), `${holderId} ${compartment}`);
    return { id: newId(), holder_id: holderId, compartment, wrapped: wrapped.toString('hex'), master_version: version };
  });
  await sql`insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version)
    select k.id, ${act.actor.programmeId}::uuid, k.holder_id, k.compartment, decode(k.wrapped, 'hex'), k.master_version
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k (id uuid, holder_id uuid, compartment text, wrapped text, master_version integer)
        on conflict (holder_id, compartment) do nothing`.execute(act.db);
  const seals = await house.vault.sealsOf(act, [...new Set(wanted.map((one) => one.holderId))]);
  return (holderId, compartment) => {
    const seal = seals.get(`${holderId} ${compartment}`);
    if (!seal) throw new Problem('not-allowed');
    return seal;
  };
}
