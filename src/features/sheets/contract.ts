/** What crosses the wire about sheets of the profile: papers for one reader and one purpose, kept as they were given. */
import { z } from 'zod';
import { CopyLanguage, FactCompartment, FactSource } from '../plans/contract.ts';
import { SharingPurpose } from '../referrals/contract.ts';

const Id = z.uuid();
const Named = z.object({ id: Id, name: z.string() });
const words = (least: number, most: number) => z.string().trim().min(least).max(most);

export const ById = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });

/** For whom a sheet is made. */
export const SheetKind = z.enum(['lawyer', 'anti-trafficking', 'union', 'shelter', 'doctor', 'managing-body', 'commission', 'team', 'person']);
export type SheetKind = z.infer<typeof SheetKind>;
export const SheetState = z.enum(['made', 'handed-over', 'not-given', 'taken-back', 'in-error']);
export type SheetState = z.infer<typeof SheetState>;
export const SheetMove = z.enum(['hand-over', 'not-give', 'take-back', 'mark-error']);
export type SheetMove = z.infer<typeof SheetMove>;
/** On what the telling rests: the person's consent, a vital interest, or neither where it stays with them or with those who follow them. */
export const SheetBasis = z.enum(['consent', 'vital-interest', 'internal', 'own']);
export type SheetBasis = z.infer<typeof SheetBasis>;
/** `discreet`: a paper for the person that tells nobody else what it is. */
export const SheetForm = z.enum(['full', 'discreet']);
export type SheetForm = z.infer<typeof SheetForm>;
export const IdentityPart = z.enum(['name', 'birth-year', 'gender', 'nationality', 'languages']);
export type IdentityPart = z.infer<typeof IdentityPart>;
export { CopyLanguage as SheetLanguage, SharingPurpose as SheetPurpose };

/** What a sheet should say, as it is put together on the screen; also what its preview is asked with. */
export const SheetAsked = z.object({
  caseId: Id,
  kind: SheetKind,
  organisationId: Id.nullable().default(null),
  /** Who reads it there, or, where the body is not in the directory, who it is. */
  addressee: z.string().trim().max(200).default(''),
  purpose: SharingPurpose.nullable().default(null),
  /** What it serves for, in words that the reader reads too. */
  why: z.string().trim().max(500).default(''),
  /** Why it cannot wait for a consent; null where there is one. */
  vitalWords: words(10, 500).nullable().default(null),
  identity: z.array(IdentityPart).max(5).default([]),
  facts: z.array(Id).max(300).default([]),
  /** Why facts of the restricted class are on it. */
  restrictedReason: z.string().trim().max(500).default(''),
  language: CopyLanguage.default('it'),
  form: SheetForm.default('full'),
  /** On the person's sheet: which of the lines about who was told what. */
  told: z.array(Id).max(100).default([]),
  /** How it was made sure that the paper is safe with the person, where nobody had written that it is. */
  paperWords: z.string().trim().max(500).default(''),
  /** A fact as the person will read it in their own language, written by a colleague. */
  said: z.record(Id, words(1, 500)).default({}),
});
export type SheetAsked = z.infer<typeof SheetAsked>;
export const SheetMade = SheetAsked.extend({ preview: z.string().regex(/^[0-9a-f]{64}$/) });
export type SheetMade = z.infer<typeof SheetMade>;

/** A block of the paper: a part of what `kernel/documents` can print. */
export const SheetBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string(), strong: z.boolean().optional() }),
  z.object({ kind: z.literal('facts'), rows: z.array(z.object({ label: z.string(), value: z.string() })).min(1) }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('note'), text: z.string() }),
]);
export type SheetBlock = z.infer<typeof SheetBlock>;
export const SheetPaper = z.object({
  title: z.string(), language: CopyLanguage, letterhead: z.object({ office: z.string(), lines: z.array(z.string()) }).optional(),
  classification: z.string().optional(), reference: z.string().optional(), date: z.string().optional(), blocks: z.array(SheetBlock),
});
export type SheetPaper = z.infer<typeof SheetPaper>;

/** What keeps a sheet from being made. */
export const SheetObstacle = z.enum(['recipient-missing', 'why-missing', 'consent-missing', 'nothing-chosen', 'not-for-recipient', 'reason-missing', 'paper-not-safe', 'says-name', 'says-contact']);
export type SheetObstacle = z.infer<typeof SheetObstacle>;
export const ObstacleLine = z.object({ code: SheetObstacle, /** The field of the profile it is about. */ field: z.string().nullable() });
export type ObstacleLine = z.infer<typeof ObstacleLine>;
export const SheetPreview = z.object({ paper: SheetPaper, preview: z.string(), obstacles: z.array(ObstacleLine) });
export type SheetPreview = z.infer<typeof SheetPreview>;

/** A fact that may be put on a sheet, with its words in the language of the screen. */
export const MatterFact = z.object({
  id: Id, field: z.string(), area: z.string(), episodeId: Id.nullable(), compartment: FactCompartment, label: z.string(), words: z.string(),
  learnedOn: z.string(), source: FactSource, isConfirmed: z.boolean(),
});
export type MatterFact = z.infer<typeof MatterFact>;
/** Something that left about the person: a sheet, a letter of a referral, a letter of the office. */
export const ToldLine = z.object({ id: Id, to: z.string(), on: z.string(), topics: z.array(z.string()) });
export type ToldLine = z.infer<typeof ToldLine>;
export const PaperVerdict = z.enum(['safe', 'not-safe', 'ask']);
export type PaperVerdict = z.infer<typeof PaperVerdict>;

/** Everything one chooses from when a sheet is put together. */
export const SheetMatter = z.object({
  caseId: Id, code: z.string(), facts: z.array(MatterFact), identity: z.array(IdentityPart), told: z.array(ToldLine), spoken: z.array(z.string()),
  bodies: z.array(Named.extend({ kind: z.string() })),
  /** Consents to share that are in force today. */
  consents: z.array(z.object({ id: Id, organisationId: Id, purpose: SharingPurpose, validUntil: z.string().nullable() })),
  paper: z.object({ verdict: PaperVerdict, signs: z.array(z.string()) }),
});
export type SheetMatter = z.infer<typeof SheetMatter>;
export const MatterQuery = z.object({ language: z.enum(['it', 'en']).default('it') });

export const SheetLine = z.object({
  id: Id, kind: SheetKind, to: z.string().nullable(), purpose: SharingPurpose.nullable(), basis: SheetBasis, areas: z.array(z.string()), form: SheetForm, language: z.string(),
  reference: z.string(), state: SheetState, isRestricted: z.boolean(), by: Named, at: z.string(), lastMove: z.object({ move: SheetMove, at: z.string(), by: Named }).nullable(),
});
export type SheetLine = z.infer<typeof SheetLine>;
export const SheetList = z.object({ items: z.array(SheetLine), next: z.string().nullable() });
export type SheetList = z.infer<typeof SheetList>;
export const ListQuery = z.object({ after: z.string().max(200).optional() });

export const Sheet = SheetLine.extend({
  caseId: Id, version: z.int(),
  /** Null where the key was destroyed. */
  paper: SheetPaper.nullable(), vitalWords: z.string().nullable(), restrictedReason: z.string(), paperWords: z.string(),
  facts: z.array(z.object({ id: Id, label: z.string() })),
  steps: z.array(z.object({ id: Id, move: SheetMove, words: z.string().nullable(), by: z.string(), at: z.string() })),
  moves: z.array(SheetMove),
  /** Today the basis stands: a consent may have ended since. */
  basisHolds: z.boolean(),
});
export type Sheet = z.infer<typeof Sheet>;
export const MoveSheet = z.object({ id: Id, move: SheetMove, reason: z.string().trim().max(500).nullable().default(null) });
export type MoveSheet = z.infer<typeof MoveSheet>;
export const PaperAsked = z.object({ form: z.enum(['pdf', 'docx']) });

/** What is kept of a sheet beside its paper. */
export const SheetPayload = z.object({
  paper: SheetPaper, to: z.string().nullable(), vitalWords: z.string().nullable(), restrictedReason: z.string(), paperWords: z.string(), facts: z.array(z.object({ id: Id, label: z.string() })),
  /** Whether a paper was safe with the person when it was made; absent on the oldest sheets. */
  paperVerdict: PaperVerdict.optional(),
});
export type SheetPayload = z.infer<typeof SheetPayload>;

export const AskCorrection = z.object({ factId: Id, sheetId: Id.nullable().default(null), words: words(2, 500) });
export type AskCorrection = z.infer<typeof AskCorrection>;
export const CorrectionOutcome = z.enum(['corrected', 'kept']);
export const Correction = z.object({
  id: Id, factId: Id, label: z.string(), now: z.string().nullable(), words: z.string(), by: Named, at: z.string(),
  answer: z.object({ outcome: CorrectionOutcome, words: z.string().nullable(), by: Named, at: z.string() }).nullable(),
});
export type Correction = z.infer<typeof Correction>;
export const Corrections = z.object({ items: z.array(Correction) });
export type Corrections = z.infer<typeof Corrections>;
/** That it stays as it is, and why: a fact that was wrong is written anew in the profile, which answers by itself. */
export const KeepAsIs = z.object({ id: Id, words: words(3, 500) });
export type KeepAsIs = z.infer<typeof KeepAsIs>;

