import { keepFirstNote, keepNote } from '../../features/cases/store/notes.ts';
import type { BecamePerson, BecomePerson } from '../../features/outreach/contract.ts';
import { keepContactCase, readContact } from '../../features/outreach/store/contacts.ts';
import type { Gender } from '../../features/persons/contract.ts';
import { keepLanguage, keepNationality, movePerson } from '../../features/persons/store/facts.ts';
import { addName } from '../../features/persons/store/names.ts';
import { openPerson } from '../../features/persons/store/open.ts';
import type { Act } from '../../kernel/database/act.ts';
import type { Vault } from '../../kernel/vault/vault.ts';

/** Why there is a doubt of age: who met them on the street saw it so, and nobody guesses it away. */
const SEEN_ON_STREET = 'Contatto di strada: all’apparenza minorenne';

const genderSeen = (gender: string, people: number): Gender | undefined => (people === 1 && (gender === 'female' || gender === 'male' || gender === 'other') ? gender : undefined);

/**
 * Opens a person and a case for somebody met on the street, with what the contact knows: nothing is asked or typed again. What was only supposed stays with the
 * contact and becomes no fact of the person. The contact is tied to the case, and an hour that was given to it follows. Sent again it writes what is not there yet.
 * @throws {Problem} not-found, and as opening, naming and noting do
 */
export async function becomePerson(act: Act, vault: Vault, contactId: string, given: BecomePerson): Promise<BecamePerson> {
  const contact = await readContact(act, contactId);
  const { personId, caseId } = given;
  const gender = given.gender ?? genderSeen(contact.gender, contact.people);
  const { isNew, code, compartments } = await openPerson(act, personId, { caseId, origin: 'street', ...(gender ? { gender } : {}) });
  if (given.name) await addName(act, personId, given.name.id, given.name);
  if (isNew) {
    if (contact.language !== null && contact.languageIs === 'declared') await keepLanguage(act, personId, contact.language, { speaks: given.speaks, reads: null, interpreter: contact.language !== 'it' });
    if (contact.nationality !== null && contact.nationalityIs === 'declared') await keepNationality(act, personId, contact.nationality);
    if (contact.ageBand === 'possibly-minor') await movePerson(act, personId, { id: given.doubtId, move: 'raise-doubt', reason: SEEN_ON_STREET });
  }
  if (contact.note !== '') await (isNew ? keepFirstNote(act, vault, { caseId, personId, held: compartments }, given.noteId, contact.note) : keepNote(act, vault, given.noteId, { caseId, body: contact.note }));
  await keepContactCase(act, contactId, given.linkId, caseId);
  return { personId, caseId, code };
}
