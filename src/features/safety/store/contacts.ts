import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type ContactList, ContactKind, type KeepContact } from '../contract/emergency.ts';

/** Whom this programme calls beside the national numbers. No person is in it, so no line is owed. */
export async function listContacts(act: Act): Promise<ContactList> {
  const rows = await act.db.selectFrom('emergency_contact').select(['id', 'kind', 'name', 'phone', 'hours', 'note', 'position', 'version'])
    .where('removed_at', 'is', null).orderBy('position').orderBy('name').limit(100).execute();
  return { items: rows.map((row) => ({ ...row, kind: ContactKind.parse(row.kind) })), mayKeep: act.actor.role === 'coordinator' };
}

/** Adds a contact, changes one (`version` as seen; 0 for a new one), or takes it off the list. Audit: `emergency-contact.keep`. @throws {Problem} not-allowed, changed-meanwhile, already-exists */
export async function keepContact(act: Act, id: string, version: number, { removed, ...given }: KeepContact): Promise<void> {
  const signed = { ...given, changed_by: act.actor.memberId, changed_at: act.now };
  if (version === 0) {
    const before = await act.db.selectFrom('emergency_contact').select('id').where('id', '=', id).executeTakeFirst();
    if (before) throw new Problem('already-exists');
    await act.db.insertInto('emergency_contact').values({ id, programme_id: act.actor.programmeId, ...signed }).execute();
  } else {
    const { numUpdatedRows } = await act.db.updateTable('emergency_contact').set({ ...signed, version: version + 1, removed_at: removed ? act.now : null })
      .where('id', '=', id).where('version', '=', version).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  }
  act.audit({ action: removed ? 'emergency-contact.remove' : 'emergency-contact.keep', subject: 'emergency-contact', subjectId: id });
}
