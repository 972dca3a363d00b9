import { z } from 'zod';
import { Gender, NewName, Speaks, SpeakableCode } from '../../persons/contract.ts';
import { Colleague, Id, Line, Moment } from './common.ts';

/** Somebody who is met again and has no file: a code that can be spoken and, if they like, what they want to be called. Chosen by them, never asked. */
export const Alias = Line.min(1).max(60);
export const NewEncounter = z.object({ alias: Alias.nullable(), contactId: Id.optional().describe('The contact in which they were met, linked in the same breath') });
export type NewEncounter = z.infer<typeof NewEncounter>;
export const EncounterChange = z.object({ alias: Alias.nullable() });
export const EncounterOpened = z.object({ id: Id, code: z.string() });

export const StopReason = z.enum(['lost', 'given-away', 'taken-by-somebody', 'person-asked', 'reissued']);
/** What a card holds: 130 bits of chance in base32 (`newCardSecret` of domain.ts), made on the device so that a card can be given with no signal. */
export const CardSecret = z.string().trim().toLowerCase().pipe(z.string().regex(/^[a-z2-7]{26}$/));
/** The house keeps a digest alone; what stands on the card means nothing to whoever finds it. `replaces`: those that were given before stop. */
export const NewCard = z.object({ secret: CardSecret, replaces: z.boolean().default(true) });
export type NewCard = z.infer<typeof NewCard>;
export const CardStopped = z.object({ reason: StopReason.exclude(['reissued']) });
export const Card = z.object({ id: Id, issuedAt: Moment, by: Colleague, stoppedAt: Moment.nullable(), reason: StopReason.nullable() });
export type Card = z.infer<typeof Card>;

export const Encounter = z.object({
  id: Id, code: z.string(), alias: z.string().nullable(), createdAt: Moment, contacts: z.int(), firstMetAt: Moment.nullable(), lastMetAt: Moment.nullable(),
  lastPlace: z.object({ id: Id, name: z.string(), town: z.string() }).nullable(), hasCard: z.boolean(), version: z.int(),
});
export type Encounter = z.infer<typeof Encounter>;
export const EncounterDetail = Encounter.extend({ cards: z.array(Card).max(100) });
export type EncounterDetail = z.infer<typeof EncounterDetail>;
/** By alias (as it was said, or how it begins) or by code; by a card through `by-card`. */
export const EncounterQuery = z.object({ alias: Line.min(1).max(60).optional(), code: SpeakableCode.optional() }).refine((asked) => Boolean(asked.alias) !== Boolean(asked.code), { message: 'one-of-two' });
export type EncounterQuery = z.infer<typeof EncounterQuery>;
export const EncounterList = z.object({ items: z.array(Encounter).max(50) });
/** In the body, never in an address. */
export const CardScanned = z.object({ secret: CardSecret });
/**
 * The contact belongs to this encounter, or to none (`null`), or to whoever carries the card that was read: with no network a device cannot know whose it
 * is, and the server finds it when the call arrives. In the body, never in an address.
 */
export const ContactLinked = z.object({ encounterId: Id.nullable().optional(), cardSecret: CardSecret.optional() }).refine((given) => (given.encounterId === undefined) !== (given.cardSecret === undefined), { message: 'one-of-two' });
export type ContactLinked = z.infer<typeof ContactLinked>;
/**
 * Who may be met again at the stops of an outing, by the mark of the card they carry (`cardMark`): a telephone knows them with no network, and tells whoever
 * takes it apart nothing that opens elsewhere.
 */
export const OutingCards = z.object({ items: z.array(z.object({ mark: z.string(), id: Id, code: z.string(), alias: z.string().nullable() })).max(500) });
export type OutingCards = z.infer<typeof OutingCards>;

/**
 * A contact becomes a person with a case, typed once. Carried over: gender as it appeared (of one person alone), language and nationality where they were declared, the doubt of age, the note.
 * Every id is the sender's, so that doing it twice changes nothing.
 */
export const BecomePerson = z.object({
  personId: Id, caseId: Id, linkId: Id, noteId: Id,
  /** The step that raises the doubt of age; it needs its id where they may be a minor. */
  doubtId: Id, gender: Gender.optional(), name: NewName.extend({ id: Id }).optional(), speaks: Speaks.default('well'),
});
export type BecomePerson = z.infer<typeof BecomePerson>;
export const BecamePerson = z.object({ personId: Id, caseId: Id, code: z.string() });
export type BecamePerson = z.infer<typeof BecamePerson>;
/** A link to what was opened elsewhere (an hour booked with signal, a segnalazione, an emergency), by whoever opened it. */
export const OutcomeGiven = z.object({ kind: z.enum(['appointment', 'inbound-referral', 'emergency']), subjectId: Id });
export type OutcomeGiven = z.infer<typeof OutcomeGiven>;
