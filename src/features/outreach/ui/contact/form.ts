import { nameLikeIn } from '../../../../kernel/name-like.ts';
import type { z } from 'zod';
import { type AgeBand, type CoarsePosition, type ContactChange, type contactFields, isPrinted, type Material, type MetGender, type NewContact, phoneIn, type PlaceKind, plateIn, type StreetContact, type StreetHour } from '../../contract.ts';

type Field<K extends keyof typeof contactFields> = z.output<(typeof contactFields)[K]>;

/** Who was met before: somebody known by their id, whoever carries the card that was read with no network, or somebody new who gives themselves a name or gets a card. */
export type Again =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'known'; readonly id: string; readonly words: string }
  | { readonly kind: 'card'; readonly secret: string }
  | { readonly kind: 'new'; readonly alias: string; readonly cardSecret: string | null };

/** What the screen holds. `null` is "not said": nobody is asked anything. */
export interface ContactForm {
  readonly placeId: string | null;
  readonly placeKind: PlaceKind;
  readonly zone: string;
  readonly people: number;
  readonly gender: MetGender | null;
  readonly ageBand: AgeBand | null;
  readonly language: string | null;
  readonly nationality: string | null;
  readonly saidThemselves: boolean;
  readonly familiarity: Field<'familiarity'> | null;
  /** Null while it follows from the rest. */
  readonly level: number | null;
  readonly needs: Field<'needs'>;
  readonly signs: Field<'signs'>;
  readonly informed: Field<'informed'>;
  readonly materials: readonly Material[];
  readonly referrals: Field<'referrals'>;
  readonly agreed: Field<'agreed'>;
  readonly danger: boolean;
  readonly note: string;
  /** Minutes ago. */
  readonly ago: number;
  readonly again: Again;
  /** The hour of the desk that was given, and what the person goes by there. */
  readonly hour: Pick<StreetHour, 'id' | 'startsAt'> | null;
  readonly goesBy: string;
  /** The emergency that was opened while it was written: tied to it once it is kept. */
  readonly emergencyId: string | null;
}

export const emptyContact = (where: Pick<ContactForm, 'placeId' | 'placeKind' | 'zone'>): ContactForm => ({
  ...where, people: 1, gender: null, ageBand: null, language: null, nationality: null, saidThemselves: false, familiarity: null, level: null, needs: [], signs: [], informed: [], materials: [], referrals: [], agreed: [],
  danger: false, note: '', ago: 0, again: { kind: 'nobody' }, hour: null, goesBy: '', emergencyId: null,
});

/** Whether anything was noted that would be lost. */
export const isBegun = (form: ContactForm): boolean => JSON.stringify(form) !== JSON.stringify(emptyContact(form));

/**
 * How far the contact went, from what was noted of it, until somebody says otherwise: 4 an appointment or a referral accepted, 3 a need told,
 * 2 talked, 1 given something, 0 seen (levels of the field's contact form; domain, 3.1).
 */
export function levelOf(form: Pick<ContactForm, 'level' | 'hour' | 'agreed' | 'referrals' | 'needs' | 'informed' | 'materials'>): number {
  if (form.level !== null) return form.level;
  if (form.hour !== null || form.agreed.includes('comes-to-desk') || form.agreed.includes('go-along') || form.referrals.length > 0) return 4;
  if (form.needs.length > 0) return 3;
  if (form.informed.length > 0) return 2;
  return form.materials.length > 0 ? 1 : 0;
}

/** What a contact like the one before begins with: the same group at the same place, without what was told and agreed by one of them. */
export const theSameGroup = (form: ContactForm): ContactForm => ({
  ...emptyContact(form), people: form.people, gender: form.gender, ageBand: form.ageBand, language: form.language, nationality: form.nationality, saidThemselves: form.saidThemselves, materials: form.materials, informed: form.informed,
});

/** Whether a contact is noted where it happens: what is told of an hour ago happened elsewhere. */
export const isHereNow = ({ ago }: Pick<ContactForm, 'ago'>): boolean => ago === 0;

/** The call's body. @param now the device's own clock @param position where the telephone is, coarsely, as far as its holder wants it told */
export function bodyOf(form: ContactForm, outingId: string | null, now: Date, position: CoarsePosition | null = null): NewContact {
  const given = form.saidThemselves ? 'declared' : 'presumed';
  return {
    outingId, deviceAt: new Date(now.getTime() - form.ago * 60_000).toISOString(), placeId: form.placeId, placeKind: form.placeKind, zone: form.placeId === null ? form.zone : '',
    people: form.people, gender: form.gender ?? 'unknown', ageBand: form.ageBand ?? 'unknown', language: form.language, languageIs: given, nationality: form.nationality, nationalityIs: given,
    familiarity: form.familiarity ?? (form.again.kind === 'known' || form.again.kind === 'card' ? 'known' : 'unknown'), level: levelOf(form), needs: [...form.needs], signs: [...form.signs], informed: [...form.informed],
    materials: form.materials.map((one) => ({ ...one, language: isPrinted(one.kind) ? (one.language ?? form.language) : one.language })),
    referrals: [...form.referrals], agreed: form.hour !== null && !form.agreed.includes('comes-to-desk') ? [...form.agreed, 'comes-to-desk'] : [...form.agreed], danger: form.danger, note: form.note.trim(), position: isHereNow(form) ? position : null,
    encounterId: form.again.kind === 'known' ? form.again.id : null,
  };
}

export const NOTE_LENGTH = 280;
/** `stops`: the server would refuse it. `warns`: two words with capitals may be somebody's name; only the one who writes can tell. */
export type NoteFault = 'phone' | 'plate' | 'too-long' | 'name-like';
export const noteStops = (fault: NoteFault | null): boolean => fault !== null && fault !== 'name-like';

/** What is wrong with the free words, the gravest first. No names, no numbers, no plates (domain, 3.1). */
export function faultOfNote(note: string): NoteFault | null {
  if (phoneIn(note)) return 'phone';
  if (plateIn(note)) return 'plate';
  if (note.trim().length > NOTE_LENGTH) return 'too-long';
  return nameLikeIn(note) ? 'name-like' : null;
}

/** Languages for the first row: those of the place, then of the other stops, then the commonest here. */
export function firstLanguages(ofPlace: readonly string[], ofStops: readonly string[], commonest: readonly string[], count = 6): string[] {
  return [...new Set([...ofPlace, ...ofStops, ...commonest])].filter((language) => language !== 'it').slice(0, count);
}

/** A contact that the server has, as the screen holds one. */
export const formOf = (contact: StreetContact): ContactForm => ({
  ...emptyContact({ placeId: contact.place?.id ?? null, placeKind: contact.placeKind, zone: contact.zone }), people: contact.people, gender: contact.gender, ageBand: contact.ageBand, language: contact.language, nationality: contact.nationality,
  saidThemselves: contact.languageIs === 'declared', familiarity: contact.familiarity, level: contact.level, needs: contact.needs, signs: contact.signs, informed: contact.informed, materials: contact.materials, referrals: contact.referrals, agreed: contact.agreed, danger: contact.danger, note: contact.note,
});

/** What is put right of a contact, by the name of its field, and as a field says it. */
export function fieldsOf(change: Partial<ContactForm>): ContactChange {
  const { people, gender, ageBand, language, needs, signs, informed, level, note } = change;
  const said = { people, gender: gender === null ? 'unknown' as const : gender, ageBand: ageBand === null ? 'unknown' as const : ageBand, language, needs, signs, informed, level: level === null ? 0 : level, note };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as ContactChange;
}
