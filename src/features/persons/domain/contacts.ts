/** Ways to reach a person, brought to the one form in which the same telephone is always the same. */
import type * as Library from 'libphonenumber-js';
import { required } from '../../../kernel/required.ts';
import type { ContactKind } from '../contract.ts';

/** Loaded at the first number: every country's plan of numbers weighs megabytes that a server which reads none can do without. */
const library = () => required<typeof Library>('libphonenumber-js');

/** A telephone in E.164; a number without a prefix is Italian. Nothing where no country could have given it out. */
export function phoneNumber(text: string): string | undefined {
  const parsed = library().parsePhoneNumberFromString(text.trim().replace(/^00/, '+'), 'IT');
  return parsed?.isPossible() ? parsed.number : undefined;
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/**
 * What is kept and shown, and what is digested to recognise it. A messaging account that is a telephone is recognised as that telephone.
 * @returns nothing when a telephone cannot be one, or an address of e-mail has no place in it
 */
export function readContact(kind: ContactKind, text: string): { readonly value: string; readonly recognised: string } | undefined {
  const number = kind === 'phone' || kind === 'messaging' ? phoneNumber(text) : undefined;
  if (number !== undefined) return { value: number, recognised: `phone ${number}` };
  if (kind === 'phone') return undefined;
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())) return undefined;
  return { value: text.trim(), recognised: `${kind} ${plain(text)}` };
}

/** A seal as these words need it: the vault's, without knowing the vault. */
interface Sealing {
  close(text: string, context: string): Buffer;
  open(sealed: Buffer, context: string): string;
}

const labelPlace = (contactId: string): string => `person_contact.label_sealed:${contactId}`;

/** Words about a contact ("of a friend"), sealed where they stand; nothing where there are none. */
export const closeLabel = (seal: Pick<Sealing, 'close'>, contactId: string, label: string): Buffer | null => (label === '' ? null : seal.close(label, labelPlace(contactId)));

/** Those words again; none for whoever holds no seal. */
export const openLabel = (seal: Pick<Sealing, 'open'> | undefined, contactId: string, sealed: Buffer | null): string => (seal && sealed ? seal.open(sealed, labelPlace(contactId)) : '');
