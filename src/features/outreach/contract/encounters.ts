import { z } from 'zod';
import { Gender, NewName, SpeakableCode } from '../../persons/contract.ts';
import { Colleague, Id, Line, Moment } from './common.ts';

/** Somebody who is met again and has no file: a code that can be spoken and, if they like, what they want to be called. Chosen by them, never asked. */
export const Alias = Line.min(1).max(60);
export const NewEncounter = z.object({ alias: Alias.nullable().default(null), contactId: Id.optional().describe('The contact in which they were met, linked in the same breath') });
export type NewEncounter = z.infer<typeof NewEncounter>;
export const EncounterChange = z.object({ alias: Alias.nullable() });
export const EncounterOpened = z.object({ id: Id, code: z.string() });

export const StopReason = z.enum(['lost', 'given-away', 'taken-by-somebody', 'person-asked', 'reissued']);
/** A card is shown once, when it is made: the house keeps a digest alone. What stands on it means nothing to whoever finds it. */
export const NewCard = z.object({ /** Stops those that were given before. */ replaces: z.boolean().default(true) });
export const CardMade = z.object({ id: Id, secret: z.string().describe('What the QR holds; shown this once') });
export const CardStopped = z.object({ reason: StopReason.exclude(['reissued']) });
export const Card = z.object({ id: Id, issuedAt: Moment, by: Colleague, stoppedAt: Moment.nullable(), reason: StopReason.nullable() });

export const Encounter = z.object({
  id: Id, code: z.string(), alias: z.string().nullable(), createdAt: Moment, contacts: z.int(), firstMetAt: Moment.nullable(), lastMetAt: Moment.nullable(),
  lastPlace: z.object({ id: Id, name: z.string(), town: z.string() }).nullable(), hasCard: z.boolean(), version: z.int(),
});
export type Encounter = z.infer<typeof Encounter>;
export const EncounterDetail = Encounter.extend({ cards: z.array(Card).max(100) });
/** By alias (as it was said, or how it begins), by code, or by the secret of a card. One of the three. */
export const EncounterQuery = z.object({ alias: Line.min(1).max(60).optional(), code: SpeakableCode.optional() }).refine((asked) => Boolean(asked.alias) !== Boolean(asked.code), { message: 'one-of-two' });
export type EncounterQuery = z.infer<typeof EncounterQuery>;
export const EncounterList = z.object({ items: z.array(Encounter).max(50) });
/** In the body, never in an address. */
export const CardSecret = z.string().trim().regex(/^[a-z2-7]{26}$/i).transform((text) => text.toLowerCase());
export const CardScanned = z.object({ secret: CardSecret });
/** The contact belongs to this encounter, or to none (`null`). */
export const ContactLinked = z.object({ encounterId: Id.nullable() });

/**
 * A contact becomes a person with a case, typed once: what the contact knows (gender, language, a declared nationality, a doubt of age, its note) is carried over. Every id is
 * the sender's, so that doing it twice changes nothing.
 */
export const BecomePerson = z.object({ personId: Id, caseId: Id, gender: Gender.optional(), name: NewName.extend({ id: Id }).optional(), noteId: Id, doubtId: Id.optional().describe('The step that raises the doubt of age; needed where they may be a minor'), linkId: Id });
export type BecomePerson = z.infer<typeof BecomePerson>;
export const BecamePerson = z.object({ personId: Id, caseId: Id, code: z.string() });
/** A link to what was opened elsewhere (a segnalazione, an emergency): the room that opens it also sends it. */
export const OutcomeGiven = z.object({ kind: z.enum(['inbound-referral', 'emergency']), subjectId: Id });
export type OutcomeGiven = z.infer<typeof OutcomeGiven>;
