import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { BelongsTo, ContactKind, type NewContact, type Revealed } from '../contract.ts';
import { closeLabel, openLabel, phoneNumber, readContact } from '../domain/contacts.ts';
import { about, heldCase } from './held.ts';
import { cardOf } from './heading.ts';

/** Sealed values know where they stand, so that they cannot be moved to another person. */
const place = (contactId: string): string => `person_contact.value_sealed:${contactId}`;

/** HMAC-SHA256 under a key of the programme: the same telephone is recognised there, and nowhere else, without being read. */
function digest(house: House, programmeId: string, recognised: string): Buffer {
  return createHmac('sha256', house.keyring.derive(`contact index of ${programmeId}`)).update(recognised).digest();
}

/** The digest by which a telephone typed into a search is looked for; nothing when it cannot be a telephone. */
export function phoneDigest(house: House, act: Act, phone: string): Buffer | undefined {
  const number = phoneNumber(phone);
  return number === undefined ? undefined : digest(house, act.actor.programmeId, `phone ${number}`);
}

/** Adds a way to reach the person, sealed. @throws {Problem} not-found, already-exists, invalid-input for what cannot be a telephone or an address of e-mail */
export async function addContact(house: House, act: Act, personId: string, contactId: string, contact: NewContact): Promise<void> {
  const caseId = await heldCase(act, personId);
  const read = readContact(contact.kind, contact.value);
  if (!read) throw new Problem('invalid-input', { errors: [{ path: 'value', code: 'unreadable' }] });
  const known = await act.db.selectFrom('person_contact').select('person_id').where('id', '=', contactId).executeTakeFirst();
  if (known) {
    if (known.person_id !== personId) throw new Problem('already-exists');
    act.unchanged();
    return;
  }
  const seal = await house.vault.seal(act, personId, 'contact');
  await act.db.insertInto('person_contact').values({
    id: contactId, programme_id: act.actor.programmeId, person_id: personId, kind: contact.kind, value_sealed: seal.close(read.value, place(contactId)),
    blind_index: digest(house, act.actor.programmeId, read.recognised), belongs_to: contact.belongsTo, label_sealed: closeLabel(seal, contactId, contact.label), created_by: act.actor.memberId, created_at: act.now,
  }).execute();
  act.audit({ action: 'contact.add', ...about(personId, caseId), subject: 'contact', subjectId: contactId, details: { kind: contact.kind, belongsTo: contact.belongsTo } });
}

/** Takes a contact away: it is no longer shown, called or recognised. @throws {Problem} not-found */
export async function removeContact(act: Act, personId: string, contactId: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const known = await act.db.selectFrom('person_contact').select('removed_at').where('id', '=', contactId).where('person_id', '=', personId).executeTakeFirst();
  if (!known) throw new Problem('not-found');
  if (known.removed_at) {
    act.unchanged();
    return;
  }
  await act.db.updateTable('person_contact').set({ removed_at: act.now }).where('id', '=', contactId).execute();
  act.audit({ action: 'contact.remove', ...about(personId, caseId), subject: 'contact', subjectId: contactId });
}

/**
 * Shows one contact to someone who has the card before their eyes. The database refuses who has not, and writes down who asked.
 * @param cardVersion the version of the card that was read, 0 where there is none; absent when none was shown
 * @throws {Problem} not-found, safe-contact-first, content-destroyed
 */
export async function revealContact(house: House, act: Act, personId: string, contactId: string, cardVersion: number | undefined): Promise<Revealed> {
  await heldCase(act, personId);
  const line = await act.db.selectFrom('person_contact').select(['belongs_to', 'label_sealed', 'key_holder']).where('id', '=', contactId).where('person_id', '=', personId).executeTakeFirst();
  const { rows } = await sql<{ kind: string; value_sealed: Buffer }>`select kind, value_sealed from reveal_contact(${contactId}, ${cardVersion ?? null})`.execute(act.db);
  const found = rows[0];
  if (!line || !found) throw new Problem('not-found');
  // The function has written its own line, in the same transaction.
  act.unchanged();
  // What came from a file united with this one is sealed with the key it was written with.
  const seal = (await house.vault.seals(act, line.key_holder ?? personId)).get('contact');
  if (!seal) throw new Problem('content-destroyed');
  const card = await cardOf(act, personId);
  return { kind: ContactKind.parse(found.kind), value: seal.open(found.value_sealed, place(contactId)), belongsTo: BelongsTo.parse(line.belongs_to), label: openLabel(seal, contactId, line.label_sealed), doNotCall: card?.doNotCall ?? false, card };
}
