import { z } from 'zod';
import { TwoWords } from '../../../kernel/reference/words.ts';
import { NeedDomain } from '../../plans/contract.ts';
import { After, CoarsePosition, Colleague, Country, deviceMoments, Id, KeptPosition, LanguageCode, Line, Materials, Moment, Words } from './common.ts';
import { PlaceKind } from './places.ts';

/** As it appears, of one person or of a group. */
export const MetGender = z.enum(['female', 'male', 'other', 'mixed', 'unknown']);
export type MetGender = z.infer<typeof MetGender>;
/** As it appears: never asked. `possibly-minor` opens the minors' path when the person gets a file. */
export const AgeBand = z.enum(['possibly-minor', 'young-adult', 'adult', 'older', 'mixed', 'unknown']);
export type AgeBand = z.infer<typeof AgeBand>;
/** Said by the person, or supposed by who met them. */
export const Known = z.enum(['declared', 'presumed']);
export type Known = z.infer<typeof Known>;
export const Familiarity = z.enum(['new', 'known', 'unknown']);
/** 0 seen, 1 greeted or given something, 2 talked, 3 a need told, 4 an appointment or a referral accepted (domain, 3.1). */
export const ContactLevel = z.int().min(0).max(4);
export const Informed = z.enum(['who-we-are', 'desk-and-hours', 'rights-at-work', 'health', 'legal-status', 'anti-trafficking-number', 'emergency-numbers', 'other']);
export const StreetReferral = z.enum(['desk', 'health', 'legal', 'union', 'shelter', 'anti-trafficking', 'social-services', 'school', 'job-centre', 'other']);
export const Agreed = z.enum(['comes-to-desk', 'we-return', 'calls-us', 'go-along', 'nothing']);
/** A sign that was noticed: an id of `reference/street-signs.json`, never of one's own. */
export const SignId = z.string().regex(/^[A-Z]\d{2}$/);

/** All of a contact that its crew may still put right. Nothing is asked but when, and what kind of place. */
export const contactFields = {
  placeId: Id.nullable().default(null),
  /** Follows the place where there is one. */
  placeKind: PlaceKind,
  /** The zone in a word or two, where there is no place. */
  zone: Line.max(80).default(''),
  people: z.int().min(1).max(500).default(1),
  gender: MetGender.default('unknown'),
  ageBand: AgeBand.default('unknown'),
  language: LanguageCode.nullable().default(null),
  languageIs: Known.default('presumed'),
  nationality: Country.nullable().default(null),
  nationalityIs: Known.default('presumed'),
  familiarity: Familiarity.default('unknown'),
  level: ContactLevel.default(0),
  needs: z.array(NeedDomain).max(12).default([]),
  signs: z.array(SignId).max(20).default([]),
  informed: z.array(Informed).max(8).default([]),
  materials: Materials.default([]),
  referrals: z.array(StreetReferral).max(10).default([]),
  agreed: z.array(Agreed).max(5).default([]),
  danger: z.boolean().default(false),
  /** At most 280 signs: no names, no numbers, no plates. Errors: `phone-in-words`, `plate-in-words`. */
  note: Words(280).default(''),
  position: CoarsePosition.nullable().default(null),
};

/** A contact under an id of the device. Sent again, it changes nothing; it may arrive late, even after the outing was closed. */
export const NewContact = z.object({ outingId: Id.nullable(), ...deviceMoments, ...contactFields, encounterId: Id.nullable().default(null).describe('Somebody met before, where that is known at once') });
export type NewContact = z.infer<typeof NewContact>;

/** What each field of a contact may say when it is put right; what is not named stays. */
export const ContactChange = z.object({
  placeId: contactFields.placeId.unwrap(), placeKind: contactFields.placeKind, zone: Line.max(80), people: z.int().min(1).max(500), gender: MetGender, ageBand: AgeBand, language: LanguageCode.nullable(), languageIs: Known,
  nationality: Country.nullable(), nationalityIs: Known, familiarity: Familiarity, level: ContactLevel, needs: z.array(NeedDomain).max(12), signs: z.array(SignId).max(20), informed: z.array(Informed).max(8),
  materials: Materials, referrals: z.array(StreetReferral).max(10), agreed: z.array(Agreed).max(5), danger: z.boolean(), note: Words(280), position: CoarsePosition.nullable(),
}).partial().refine((given) => Object.keys(given).length > 0, { message: 'nothing' });
export type ContactChange = z.infer<typeof ContactChange>;
/** A contact that was never made, or noted twice: it stays to be seen, and counts no more. */
export const TakenBack = z.object({ takenBack: z.boolean() });

export const OutcomeKind = z.enum(['person', 'appointment', 'inbound-referral', 'emergency']);
export type OutcomeKind = z.infer<typeof OutcomeKind>;
/** What it became. `code` only for who may know of it: of the person or the appointment their code, of an emergency its kind. */
export const ContactOutcome = z.object({ id: Id, kind: OutcomeKind, subjectId: Id, at: Moment, by: Colleague, code: z.string().nullable() });
export type ContactOutcome = z.infer<typeof ContactOutcome>;

/** An hour that was promised to them and was gone when the word came: another is owed. */
export const PromisedHour = z.object({ hourId: Id, startsAt: Moment, endsAt: Moment, member: Colleague, mediatorId: Id.nullable(), language: LanguageCode, goesBy: z.string() });
export type PromisedHour = z.infer<typeof PromisedHour>;

export const StreetContact = z.object({
  id: Id, outingId: Id.nullable(), at: Moment.describe('By the server’s reckoning'), deviceAt: Moment, receivedAt: Moment, clockOffSeconds: z.int().describe('By how much the device’s clock was ahead; 0 within five minutes'),
  isLate: z.boolean().describe('It came after its outing was closed'), by: Colleague, place: z.object({ id: Id, name: z.string(), town: z.string() }).nullable(),
  placeKind: PlaceKind, zone: z.string(), people: z.int(), gender: MetGender, ageBand: AgeBand, language: LanguageCode.nullable(), languageIs: Known, nationality: Country.nullable(), nationalityIs: Known, familiarity: Familiarity,
  level: ContactLevel, needs: z.array(NeedDomain), signs: z.array(SignId), informed: z.array(Informed), materials: Materials, referrals: z.array(StreetReferral), agreed: z.array(Agreed), danger: z.boolean(), note: z.string(),
  position: KeptPosition.nullable(), encounter: z.object({ id: Id, code: z.string(), alias: z.string().nullable() }).nullable(), outcomes: z.array(ContactOutcome), promised: PromisedHour.nullable(), takenBackAt: Moment.nullable(),
  mayChange: z.boolean().describe('Of the crew until the outing is closed; afterwards who coordinates'), version: z.int(),
});
export type StreetContact = z.infer<typeof StreetContact>;
/** Of an outing (in the order in which they happened); of a place, of an encounter, or those from which a case came (the last first). */
export const ContactQuery = After.extend({ outingId: Id.optional(), placeId: Id.optional(), encounterId: Id.optional(), caseId: Id.optional() })
  .refine((asked) => [asked.outingId, asked.placeId, asked.encounterId, asked.caseId].filter(Boolean).length === 1, { message: 'one-of-four' });
export type ContactQuery = z.infer<typeof ContactQuery>;
export const ContactPage = z.object({ items: z.array(StreetContact).max(200), next: z.string().nullable() });
export type ContactPage = z.infer<typeof ContactPage>;
export const ContactHistory = z.object({ items: z.array(z.object({ id: Id, at: Moment, by: Colleague, before: z.record(z.string(), z.unknown()) })).max(200) });

/** What the screen offers: signs by the dated reference, with words in Italian and English and their source. */
/** A sign as it is kept among the dated values; one that is not offered any more is still told where it was noticed. */
export const SignBody = z.strictObject({ words: TwoWords, offered: z.boolean() });
export const StreetWords = z.object({ signs: z.array(z.object({ id: SignId, words: z.object({ it: z.string(), en: z.string() }), source: z.string(), verified: z.boolean(), offered: z.boolean().describe('False where it is only told any more, of what was noted before') })) });
export type StreetWords = z.infer<typeof StreetWords>;
