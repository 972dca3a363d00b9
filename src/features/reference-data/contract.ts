/**
 * What crosses the wire about terms and rules: what the system comes with, what a programme says of its own, from which day, and who has verified it.
 */
import { z } from 'zod';

/** Every kind of value that a programme may say of its own, in the order in which the page tells them. */
export const CollectionName = z.enum([
  'intake-terms', 'referral-terms', 'holidays', 'plan-terms', 'follow-ups', 'safety-terms', 'complaint-answer', 'service-verification', 'screening-intervals', 'need-anchors', 'case-flags', 'street-signs',
  'street-estimate', 'case-weights', 'duty-norms', 'placement-terms', 'job-centre-steps', 'unusual-access',
]);
export type CollectionName = z.infer<typeof CollectionName>;

export const ValueState = z.enum(['proposed', 'verified', 'withdrawn']);
export type ValueState = z.infer<typeof ValueState>;
export const ValueMove = z.enum(['verify', 'doubt', 'withdraw']);
export type ValueMove = z.infer<typeof ValueMove>;

const Day = z.iso.date();
const Source = z.string().trim().min(3).max(500);
const EntryName = z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/).max(60);
/** In the shape that the owner of the collection gives it. */
const Body = z.record(z.string().max(60), z.unknown());
export type Body = z.infer<typeof Body>;

/** The whole page as a file for a spreadsheet. */
export const TableAsked = z.object({ format: z.enum(['csv', 'xlsx']), language: z.enum(['it', 'en']) });

export const byId = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });

/** A value of the programme's own. A body of null gives the entry back to what the system comes with. */
export const WriteValue = z.strictObject({
  collection: CollectionName, entry: EntryName, body: Body.nullable(), validFrom: Day.describe('Tomorrow at the earliest'), validUntil: Day.nullable(), source: Source, note: z.string().trim().min(1).max(500).nullable(),
}).refine(({ validFrom, validUntil }) => validUntil === null || validUntil >= validFrom, { path: ['validUntil'], message: 'order' });
export type WriteValue = z.infer<typeof WriteValue>;

export const MoveValue = z.strictObject({ id: z.uuid(), move: ValueMove, reason: z.string().trim().max(500).optional(), source: Source.optional(), lookedOn: Day.optional() });
export type MoveValue = z.infer<typeof MoveValue>;

/** That somebody looked at a value that the system comes with. */
export const WriteCheck = z.strictObject({ collection: CollectionName, entry: EntryName, validFrom: Day, outcome: z.enum(['verified', 'doubted']), source: Source, lookedOn: Day });
export type WriteCheck = z.infer<typeof WriteCheck>;

/** Who has verified something, on which day they looked, and at what. */
export const Verification = z.object({ by: z.string(), on: Day, source: z.string() });
export type Verification = z.infer<typeof Verification>;

/** A stretch of days on which one value holds. */
export const Stretch = z.object({
  from: Day, until: Day.nullable(), time: z.enum(['past', 'today', 'coming']),
  /** Null where it is what the system comes with. */
  valueId: z.uuid().nullable(),
  body: Body, source: z.string(), note: z.string().nullable(), verified: z.boolean(), verification: Verification.nullable(),
  /** From when the value itself holds by its own row: what a check names. */
  validFrom: Day,
  writtenBy: z.string().nullable(), writtenAt: z.iso.datetime().nullable(),
  moves: z.array(ValueMove),
  /** Whether its reader would need somebody else to verify it. */
  needsAnother: z.boolean(),
});
export type Stretch = z.infer<typeof Stretch>;

/** What was written and taken back before it held. */
export const Withdrawn = z.object({ id: z.uuid(), body: Body.nullable(), validFrom: Day, writtenBy: z.string(), by: z.string(), reason: z.string() });

/** A row that holds nothing itself: from its day on what the system comes with holds again. */
export const GivenBack = z.object({ id: z.uuid(), from: Day, writtenBy: z.string(), source: z.string(), mayWithdraw: z.boolean() });

export const EntryShown = z.object({
  entry: z.string(), meaning: z.object({ it: z.string(), en: z.string() }).nullable(),
  fixed: z.enum(['law', 'name']).nullable(),
  /** Added by the programme: the system comes with none of this name. */
  added: z.boolean(),
  limits: z.record(z.string(), z.object({ least: z.number().optional(), most: z.number().optional() })),
  /** What the system would come with today, to see how far one goes from it. */
  comesWith: Body.nullable(),
  stretches: z.array(Stretch), withdrawn: z.array(Withdrawn),
  /** Days to come from which the entry goes back to what the system comes with, or is used no more. */
  givenBack: z.array(GivenBack),
});
export type EntryShown = z.infer<typeof EntryShown>;

export const CollectionShown = z.object({ name: CollectionName, mayAdd: z.boolean(), entries: z.array(EntryShown) });
export type CollectionShown = z.infer<typeof CollectionShown>;

export const ReferenceData = z.object({ today: Day, mayWrite: z.boolean(), mayVerify: z.boolean(), collections: z.array(CollectionShown) });
export type ReferenceData = z.infer<typeof ReferenceData>;
