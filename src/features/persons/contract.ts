/** What crosses the wire about persons, and every list of allowed values. */
import { z } from 'zod';

export const IdentityLevel = z.enum(['anonymous', 'pseudonym', 'declared', 'verified']);
export type IdentityLevel = z.infer<typeof IdentityLevel>;
export const Gender = z.enum(['female', 'male', 'other', 'unknown']);
export type Gender = z.infer<typeof Gender>;
export const Origin = z.enum(['desk', 'street', 'inbound-referral', 'import', 'transfer']);
export const NameKind = z.enum(['declared', 'document', 'alias', 'nickname', 'other-spelling']);
export type NameKind = z.infer<typeof NameKind>;
export const BirthPrecision = z.enum(['exact', 'estimated', 'declared', 'unknown']);
export const Speaks = z.enum(['some', 'well', 'mother-tongue']);
export type Speaks = z.infer<typeof Speaks>;
export const ContactKind = z.enum(['phone', 'messaging', 'email', 'address']);
export type ContactKind = z.infer<typeof ContactKind>;
/** Whose telephone it is: what may be said, and to whom, hangs on it. */
export const BelongsTo = z.enum(['person', 'shared', 'someone-else']);
export const DocumentKind = z.enum(['passport', 'identity-card', 'residence-permit', 'permit-receipt', 'consular-card', 'travel-document', 'birth-certificate', 'other']);
export type DocumentKind = z.infer<typeof DocumentKind>;
export const MoveName = z.enum(['give-pseudonym', 'declare-name', 'verify', 'doubt-document', 'withdraw-name', 'be-anonymous-again', 'raise-doubt', 'reclassify']);
export type MoveName = z.infer<typeof MoveName>;

/** ISO 3166-1 alpha-2; `XS` stands for stateless. */
export const Country = z.string().regex(/^[A-Z]{2}$/);
/** ISO 639. */
export const LanguageCode = z.string().regex(/^[a-z]{2,3}$/);
/** A speakable code, forgiving of capitals and of spaces where hyphens belong. */
export const SpeakableCode = z.string().trim().toLowerCase().transform((text) => text.replaceAll(/[\s_-]+/g, '-')).pipe(z.string().regex(/^[a-z]+-[a-z]+-\d{2}$/));

export const OpenPerson = z.object({ caseId: z.uuid(), gender: Gender.optional(), origin: Origin.optional() });
export type OpenPerson = z.infer<typeof OpenPerson>;
export const OpenedPerson = z.object({ personId: z.uuid(), caseId: z.uuid(), code: z.string() });
export type OpenedPerson = z.infer<typeof OpenedPerson>;

/** One line in any script; the joiners of Persian and Bengali are letters here, the control signs of machines are not. */
const Line = z.string().trim().regex(/^\P{Cc}*$/u);
const Written = Line.min(1).max(200);
export const NewName = z.object({
  kind: NameKind, text: Written, givenName: Written.nullable().default(null), familyName: Written.nullable().default(null), preferred: z.boolean().default(false),
});
export type NewName = z.infer<typeof NewName>;
export const PersonName = z.object({
  id: z.uuid(), kind: NameKind, text: z.string(), givenName: z.string().nullable(), familyName: z.string().nullable(), preferred: z.boolean(),
  /** Names of the scripts it is written in, such as `Latin`, `Arabic`. */
  scripts: z.array(z.string()), createdAt: z.string(),
});
export type PersonName = z.infer<typeof PersonName>;

const part = (least: number, most: number) => z.int().min(least).max(most).nullable();
export const Birth = z.object({ precision: BirthPrecision, year: part(1900, 2100), month: part(1, 12), day: part(1, 31) });
export type Birth = z.infer<typeof Birth>;
export const BirthKept = Birth.extend({ version: z.int() });

export const PersonLanguage = z.object({ speaks: Speaks, reads: z.boolean().nullable(), interpreter: z.boolean() });
export type PersonLanguage = z.infer<typeof PersonLanguage>;

export const NewContact = z.object({ kind: ContactKind, value: Written, belongsTo: BelongsTo.default('person'), label: Line.max(120).default('') });
export type NewContact = z.infer<typeof NewContact>;
/** That a contact exists; what it is, is revealed one at a time. */
export const ContactLine = z.object({ id: z.uuid(), kind: ContactKind, belongsTo: BelongsTo, label: z.string(), createdAt: z.string() });
export type ContactLine = z.infer<typeof ContactLine>;

const Words = Line.max(300);
export const SafeContact = z.object({
  doNotCall: z.boolean(), whoMayCall: Words, whenToCall: Words, language: LanguageCode.nullable(), mayBeSaid: Words, mustNotAnswer: Words, leaveMessages: z.boolean(),
});
export type SafeContact = z.infer<typeof SafeContact>;
export const SafeContactCard = SafeContact.extend({ version: z.int(), writtenAt: z.string(), writtenBy: z.string() });
export type SafeContactCard = z.infer<typeof SafeContactCard>;

/** `cardVersion`: which version of the safe-contact card was on the screen; 0 where it said that nobody has written one. */
export const Reveal = z.object({ cardVersion: z.int().min(0).optional() });
export const Revealed = z.object({ kind: ContactKind, value: z.string(), belongsTo: BelongsTo, label: z.string(), doNotCall: z.boolean(), card: SafeContactCard.nullable() });
export type Revealed = z.infer<typeof Revealed>;

export const DocumentSeen = z.object({ kind: DocumentKind, seenOn: z.iso.date(), seenBy: z.uuid().optional() });
export const PersonMove = z.object({ id: z.uuid(), move: MoveName, reason: Line.max(500).optional(), document: DocumentSeen.optional() });
export type PersonMove = z.infer<typeof PersonMove>;
export const MoveLine = z.object({
  id: z.uuid(), machine: z.enum(['identity', 'minor']), move: MoveName, from: z.string(), to: z.string(), reason: z.string().nullable(),
  document: z.object({ kind: DocumentKind, seenOn: z.string(), seenBy: z.string() }).nullable(), by: z.string(), at: z.string(),
});
export type MoveLine = z.infer<typeof MoveLine>;

export const Heading = z.object({
  id: z.uuid(), caseId: z.uuid(), code: z.string(), identityLevel: IdentityLevel, gender: Gender, minorTrack: z.boolean(), minorReason: z.string().nullable(), version: z.int(), createdAt: z.string(),
  names: z.array(PersonName).max(100),
  birth: BirthKept.nullable(),
  /** Known to the file, also where the reader's hat does not read what it is: then nobody asks the person again. */
  birthIsKnown: z.boolean(),
  nationalityIsKnown: z.boolean(),
  nationalities: z.array(Country).max(20),
  languages: z.array(PersonLanguage.extend({ language: LanguageCode })).max(50),
  contacts: z.array(ContactLine).max(100),
  safeContact: SafeContactCard.nullable(),
  moves: z.array(MoveLine).max(200),
  /** Of files that were united with this one; each still finds the person. */
  formerCodes: z.array(z.string()).max(50),
  /** Of the person's cases those that the reader holds. */
  cases: z.array(z.object({ caseId: z.uuid(), state: z.string(), openedAt: z.string(), closedAt: z.string().nullable() })).max(50),
});
export type Heading = z.infer<typeof Heading>;

export const Search = z.object({
  words: Line.max(200).default(''), birthYear: z.int().min(1900).max(2100).optional(), phone: Line.max(40).optional(), country: Country.optional(),
  /** The person beside whom one looks: not proposed to herself, nor those already told apart from her. */
  beside: z.uuid().optional(),
});
export type Search = z.infer<typeof Search>;

const Parts = z.array(z.object({ a: z.string(), b: z.string() })).readonly();
/** Why two records look alike or not: a code to translate, and the parts of the names that it speaks of. */
export const SearchReason = z.union([
  z.object({ code: z.enum(['spelling-variant', 'typing-error', 'short-form', 'name-part-differs', 'gender-ending-differs']), parts: Parts }),
  z.object({ code: z.literal('name-part-missing'), parts: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('same-birth-year'), year: z.int() }),
  z.object({ code: z.enum(['near-birth-year', 'different-birth-year']), years: z.int() }),
  z.object({ code: z.enum(['same-name', 'names-swapped', 'same-birth-date', 'day-and-month-swapped', 'birth-date-typing-error', 'different-birth-date', 'same-phone', 'shared-phone', 'same-nationality', 'different-nationality', 'same-gender', 'different-gender']) }),
]);
export type SearchReason = z.infer<typeof SearchReason>;
export const FoundPerson = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'), personId: z.uuid(), caseId: z.uuid(), code: z.string(), name: z.string().nullable(), birth: Birth.nullable(),
    band: z.enum(['same', 'likely', 'possible', 'different']), reasons: z.array(SearchReason),
  }),
  z.object({ kind: z.literal('followed'), code: z.string() }),
]);
export type FoundPerson = z.infer<typeof FoundPerson>;
export const SearchAnswer = z.object({ items: z.array(FoundPerson).max(60) });
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const GlobalSearch = z.object({ q: Line.max(200) });
export const GlobalAnswer = z.object({ items: z.array(z.object({ kind: z.literal('person'), id: z.uuid(), label: z.string(), detail: z.string(), to: z.string() })).max(20) });

export const NotSame = z.object({ code: SpeakableCode });

/** Two files that are one person. */
export const MergeState = z.enum(['asked', 'merged', 'told-apart', 'withdrawn', 'unmerged']);
export type MergeState = z.infer<typeof MergeState>;
export const MergeSide = z.enum(['survivor', 'absorbed', 'both']);
export type MergeSide = z.infer<typeof MergeSide>;
const MergeReason = Line.min(3).max(500);
export const AskMerge = z.object({ personId: z.uuid(), code: SpeakableCode, reason: MergeReason });
export type AskMerge = z.infer<typeof AskMerge>;
/** What of the file that goes is to stand in place of the other's: `gender`, `birth`, `called`, `card`, `language:fr`. */
export const MergeKey = z.string().regex(/^(?:gender|birth|called|card|language:[a-z]{2,3})$/);
export const MergeMove = z.discriminatedUnion('move', [
  z.object({ id: z.uuid(), move: z.literal('merge'), reason: MergeReason, survivorId: z.uuid(), fromOther: z.array(MergeKey).max(60), card: SafeContact.nullable() }),
  z.object({ id: z.uuid(), move: z.literal('tell-apart'), reason: MergeReason }),
  z.object({ id: z.uuid(), move: z.literal('withdraw') }),
  z.object({ id: z.uuid(), move: z.literal('unmerge'), reason: MergeReason, sides: z.record(z.string().max(120), MergeSide) }),
]);
export type MergeMove = z.infer<typeof MergeMove>;

const Colleague = z.object({ memberId: z.uuid(), name: z.string(), role: z.string() });
export const ComparedCase = z.object({ caseId: z.uuid(), state: z.string(), openedAt: z.string(), closedAt: z.string().nullable(), followedBy: z.array(Colleague).max(100) });
export const ComparedFile = z.object({ heading: Heading, cases: z.array(ComparedCase).max(50) });
export type ComparedFile = z.infer<typeof ComparedFile>;
export const Comparison = z.object({
  files: z.tuple([ComparedFile, ComparedFile]),
  band: z.enum(['same', 'likely', 'possible', 'different']),
  reasons: z.array(SearchReason),
  /** When a colleague said that they are two. */
  toldApart: z.object({ at: z.string(), by: z.string() }).nullable(),
  stays: z.uuid(),
  card: SafeContact.nullable().describe('From both cards, where both files have one'),
  /** Who follows one of the two files and would read names, contacts and card of the other; nobody gains a case. */
  learns: z.array(Colleague.extend({ code: z.string().describe('Of the file of which they would read who the person is') })).max(200),
  obstacle: z.enum(['merge-minor-stays', 'merge-barred']).nullable(),
  /** A request that waits for this pair. */
  mergeId: z.uuid().nullable(),
});
export type Comparison = z.infer<typeof Comparison>;

export const MergeLine = z.object({
  id: z.uuid(), state: MergeState, survivor: z.object({ id: z.uuid(), code: z.string() }), absorbed: z.object({ id: z.uuid(), code: z.string() }),
  askedBy: z.string(), askedAt: z.string(), askedWords: z.string(),
  steps: z.array(z.object({ move: z.string(), by: z.string(), at: z.string(), reason: z.string().nullable() })).max(10),
});
export type MergeLine = z.infer<typeof MergeLine>;
/** Something written since the union, and the side it would go to. */
export const ChangeSince = z.object({ key: z.string(), what: z.string(), words: z.string(), suggestion: z.enum(['survivor', 'absorbed', 'ask']), by: z.string().nullable(), at: z.string().nullable() });
export type ChangeSince = z.infer<typeof ChangeSince>;
export const MergeDetail = MergeLine.extend({ obstacle: z.string().nullable(), changes: z.array(ChangeSince).max(500) });
export type MergeDetail = z.infer<typeof MergeDetail>;

const PairedFile = z.object({ personId: z.uuid(), code: z.string(), name: z.string().nullable(), birth: Birth.nullable() });
/** Two files that the matcher holds for one person. */
export const DuplicatePair = z.object({
  files: z.array(PairedFile).length(2), band: z.enum(['same', 'likely', 'possible', 'different']), reasons: z.array(SearchReason), foundAt: z.string(),
  isAgain: z.boolean().describe('Decided once, and more is known since'),
});
export type DuplicatePair = z.infer<typeof DuplicatePair>;
export const DuplicateDecision = z.object({ personId: z.uuid(), otherId: z.uuid(), decision: z.enum(['not-same', 'later']) });
export type DuplicateDecision = z.infer<typeof DuplicateDecision>;

/** What somebody else is to the person: their parent, their guardian. */
export const RelationKind = z.enum(['partner', 'parent', 'child', 'sibling', 'guardian', 'ward', 'carer', 'cared-for', 'other-relative', 'travelling-together']);
export type RelationKind = z.infer<typeof RelationKind>;
export const RelationBasis = z.enum(['declared', 'documented']);
export type RelationBasis = z.infer<typeof RelationBasis>;
/** With somebody who has a file (`code`), or with somebody who has none (`words`). */
export const NewRelation = z.object({
  kind: RelationKind, basis: RelationBasis.default('declared'), since: z.iso.date().nullable().default(null), code: SpeakableCode.nullable().default(null), words: Line.min(1).max(120).nullable().default(null),
}).refine(({ code, words }) => (code === null) !== (words === null), { path: ['code'], message: 'code-or-words' });
export type NewRelation = z.infer<typeof NewRelation>;
export const Relation = z.object({
  id: z.uuid(), kind: RelationKind, basis: RelationBasis, since: z.string().nullable(), until: z.string().nullable(),
  /** Absent for somebody without a file, then `words` says who. Person and case only where the reader holds them. */
  code: z.string().nullable(), words: z.string().nullable(), personId: z.uuid().nullable(), caseId: z.uuid().nullable(), isMinor: z.boolean().nullable(),
  isHere: z.boolean().describe('Told in this person’s file; false: in the other’s, which the reader holds too'),
  avoid: z.boolean().nullable().describe('Contact is to be avoided; null for whoever does not hold what is restricted'),
});
export type Relation = z.infer<typeof Relation>;
export const FamilyMember = z.object({
  /** Null for somebody the reader does not hold. */
  personId: z.uuid().nullable(), code: z.string().nullable(), caseId: z.uuid().nullable(), isMinor: z.boolean().nullable(), hasGuardian: z.boolean().nullable(), isHead: z.boolean(), since: z.string(),
});
export type FamilyMember = z.infer<typeof FamilyMember>;
export const Family = z.object({ relations: z.array(Relation).max(200), unitId: z.uuid().nullable(), members: z.array(FamilyMember).max(50) });
export type Family = z.infer<typeof Family>;
export const JoinFamily = z.object({ memberId: z.uuid(), headId: z.uuid(), personId: z.uuid() });
export const LeaveFamily = z.object({ personId: z.uuid(), reason: MergeReason });
