import { sql } from 'kysely';
import type { Database } from '../../../kernel/database/connection.ts';
import type { KeyWrapper } from '../../../kernel/vault/keyring.ts';
import { vaultWith, type WrappedKey } from '../../../kernel/vault/vault.ts';
import { closeLabel } from '../domain/contacts.ts';

/**
 * Seals the words about contacts that were written before such words were sealed, with the key that each contact's value is sealed with;
 * those of a person whose key was destroyed go, as the value did. All or nothing; where none is left it reads one index page.
 *
 * @param house acts as the house itself and sees every programme: for the start, never for requests
 * @returns how many were sealed
 */
export async function sealContactLabels(house: Database, keyring: KeyWrapper): Promise<number> {
  return await house.transaction().execute(async (db) => {
    const { rows } = await sql<{ id: string; person_id: string; label: string } & { [Key in keyof WrappedKey]: WrappedKey[Key] | null }>`
      select c.id, c.person_id, c.label, k.holder_id, k.compartment, k.wrapped, k.master_version
        from person_contact c left join vault_key k on k.holder_id = coalesce(c.key_holder, c.person_id) and k.compartment = 'contact' and k.wrapped is not null
       where c.label <> '' for update of c`.execute(db);
    const vault = vaultWith(keyring);
    for (const { id, label, holder_id, compartment, wrapped, master_version } of rows) {
      const key = holder_id !== null && compartment !== null && wrapped !== null && master_version !== null ? [{ holder_id, compartment, wrapped, master_version }] : [];
      const [seal] = vault.sealsFrom(key).values();
      await db.updateTable('person_contact').set({ label: '', label_sealed: seal ? closeLabel(seal, id, label) : null }).where('id', '=', id).execute();
    }
    return rows.length;
  });
}
