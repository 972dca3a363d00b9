/**
 * Every list and shape of the screening room: what an instrument file may say, what an answer may be, what the reading of the answers
 * explains, and how a professional's own assessment is written and read by a second person.
 */
import { z } from 'zod';

/** A code that travels in files, keys and addresses: lower case, digits and hyphens. */
const Code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** Codes of items and dimensions keep the look of the published lists: `D1.01`, `ACT`, `Q3`. */
const ItemCode = z.string().regex(/^[A-Z][A-Z0-9]*(\.[0-9]{2})?$/);
const LanguageCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/);

/** The same words in several languages; Italian and English are always there. */
export const Words = z.object({ it: z.string().min(1), en: z.string().min(1) }).catchall(z.string().min(1));
export type Words = z.infer<typeof Words>;

/** Members of the team who may be given an instrument; the State's immigration offices are not among them. */
export const TeamRole = z.enum(['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator']);
export type TeamRole = z.infer<typeof TeamRole>;

/** Which column of weights is read. Any doubt of age reads the child column. */
export const Column = z.enum(['adult', 'child']);
export type Column = z.infer<typeof Column>;

export const Weight = z.enum(['strong', 'medium', 'weak']);
export type Weight = z.infer<typeof Weight>;

/** What was answered, or why there is no answer. Only `yes` counts; the others are kept apart because the next conversation differs. */
export const AnswerWord = z.enum(['yes', 'no', 'unknown', 'not-asked', 'refused']);
export type AnswerWord = z.infer<typeof AnswerWord>;

/** A word, or the points of the chosen step where the instrument has a scale; written words or a number where a question asks for them. */
export const Answer = z.union([AnswerWord, z.int().min(0).max(10), z.strictObject({ words: z.string().trim().min(1).max(2000) }), z.strictObject({ number: z.int().min(-1_000_000).max(1_000_000) })]);
export type Answer = z.infer<typeof Answer>;

export const Answers = z.record(ItemCode, Answer);
export type Answers = z.infer<typeof Answers>;

// ── An instrument file ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const OffReason = z.enum(['items-not-verified', 'licence', 'translation-not-validated', 'replaced']);
export type OffReason = z.infer<typeof OffReason>;

const Status = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('in-use') }),
  /** Shown to users with its words, so that nobody wonders why a list is missing. */
  z.strictObject({ state: z.literal('off'), reason: OffReason, text: Words }),
]);

const Verification = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('to-verify'), note: Words }),
  z.strictObject({ state: z.literal('verified'), by: z.string().min(1), on: z.iso.date(), note: Words }),
]);

/**
 * Whose words these are, and whether a mediator has approved them for being read aloud to a person. `topic-for-staff`: only what the question
 * is about, for the colleague who holds the form; nobody is asked with it.
 */
const LanguageState = z.strictObject({
  wording: z.enum(['official', 'own-short-label', 'topic-for-staff']),
  approval: z.enum(['approved-by-mediator', 'not-approved-by-mediator']),
  note: z.string().min(1),
});

/** Items of another instrument that ask about the same thing. */
const Correspondence = z.strictObject({ instrument: Code, version: z.int().min(1), codes: z.array(ItemCode).min(1) });
export type Correspondence = z.infer<typeof Correspondence>;

const Item = z.strictObject({
  code: ItemCode,
  text: Words,
  help: Words.optional(),
  /** Absent: answered by a word or a step. Written answers count for nothing: they are read. */
  kind: z.enum(['words', 'number']).optional(),
  dimension: ItemCode.optional(),
  /** `null`: the published list for that column does not contain the item. */
  weight: z.strictObject({ adult: Weight.nullable(), child: Weight.nullable() }).optional(),
  correspondsTo: z.array(Correspondence).optional(),
  /** Asked only after a `yes` to any, or all, of these earlier items. */
  showIf: z.strictObject({ yes: z.enum(['any-of', 'all-of']), codes: z.array(ItemCode).min(1) }).optional(),
});
export type Item = z.infer<typeof Item>;

/** A question that carries no weight but that a gate, a condition or the combination table needs. */
const ContextItem = z.strictObject({ code: ItemCode, text: Words, help: Words.optional(), columns: z.array(Column).min(1) });
export type ContextItem = z.infer<typeof ContextItem>;

/** A published rule that makes one dimension positive: at least so many `yes` of each weight. */
const DimensionRule = z.strictObject({
  code: z.enum(['a', 'b', 'c', 'd']),
  strong: z.int().min(0).default(0),
  medium: z.int().min(0).default(0),
  weak: z.int().min(0).default(0),
  mediumOrWeak: z.int().min(0).default(0),
});
export type DimensionRule = z.infer<typeof DimensionRule>;

/** Published classes, and `professional-judgement` for whatever the published table leaves open. */
export const CombinationClass = z.enum([
  'no-exploitation', 'exploited-migrant', 'deception-and-exploitation', 'consistent-with-trafficking-for-forced-labour',
  'consistent-with-child-trafficking', 'professional-judgement',
]);
export type CombinationClass = z.infer<typeof CombinationClass>;

/** What a reader of the combination must not forget. */
export const Reminder = z.enum(['vulnerability-can-supply-the-means', 'means-not-required-for-children']);
export type Reminder = z.infer<typeof Reminder>;

/** A row holds when all of `positive`, none of `negative` and, where named, one of `anyPositive` are positive. */
const Pattern = { positive: z.array(ItemCode), negative: z.array(ItemCode), anyPositive: z.array(ItemCode).optional() };
const ClassRow = z.strictObject({ class: CombinationClass.exclude(['professional-judgement']), ...Pattern });
const ReminderRow = z.strictObject({ reminder: Reminder, ...Pattern });
const CombinationTable = z.strictObject({ classes: z.array(ClassRow), reminders: z.array(ReminderRow) });
export type CombinationTable = z.infer<typeof CombinationTable>;

const DimensionScoring = z.strictObject({
  kind: z.literal('dimensions'),
  dimensions: z.array(z.strictObject({ code: ItemCode, name: Words })),
  rules: z.array(DimensionRule),
  combination: z.strictObject({ adult: CombinationTable, child: CombinationTable }),
});
export type DimensionScoring = z.infer<typeof DimensionScoring>;

/** What opens at once when a critical item is answered, whatever the total. */
export const SafetyProtocol = z.enum(['self-harm', 'immediate-danger']);
export type SafetyProtocol = z.infer<typeof SafetyProtocol>;

/** An answer that opens one. */
export const CriticalAnswer = z.object({ item: ItemCode, protocol: SafetyProtocol });
export type CriticalAnswer = z.infer<typeof CriticalAnswer>;

/** Steps that answer an item, lowest first. */
const Scale = z.array(z.strictObject({ points: z.int().min(0).max(10), text: Words }));
export type Scale = z.infer<typeof Scale>;

const SumScoring = z.strictObject({
  kind: z.literal('sum-with-bands'),
  /** Empty: the items are answered yes or no, one point for a `yes`. */
  scale: Scale,
  /** Turns the raw sum into the published unit, as ×4 makes 0–25 into 0–100. */
  factor: z.int().min(1),
  /** A context item; anything but `yes` leaves the items unasked. */
  gate: ItemCode.nullable(),
  /** Inclusive limits, lowest first, covering every possible total. */
  bands: z.array(z.strictObject({ code: Code, from: z.int(), to: z.int(), text: Words })).min(1),
  critical: z.array(z.strictObject({ item: ItemCode, atLeast: z.int().min(1), protocol: SafetyProtocol })),
});
export type SumScoring = z.infer<typeof SumScoring>;

/** A list without a score. `groups` says which items stand together and are counted apart; `evidence`: each sign is backed by dated proofs. */
const PresenceScoring = z.strictObject({
  kind: z.literal('presence-list'),
  groups: z.array(z.strictObject({ code: ItemCode, name: Words })).optional(),
  evidence: z.boolean().optional(),
});

/** Positive as soon as one item reaches the step; nothing is added up. */
const ThresholdScoring = z.strictObject({ kind: z.literal('any-item-reaches'), scale: Scale.min(2), atLeast: z.int().min(1), reached: Words, notReached: Words });
export type ThresholdScoring = z.infer<typeof ThresholdScoring>;

const Scoring = z.discriminatedUnion('kind', [DimensionScoring, PresenceScoring, SumScoring, ThresholdScoring]);

/** A questionnaire as data: `instruments/<id>/<version>.json`. Once released a file is never edited; a change is a new version. */
export const Instrument = z.strictObject({
  id: Code,
  version: z.int().min(1),
  status: Status,
  title: Words,
  intro: Words,
  licence: Words,
  source: z.strictObject({ title: z.string().min(1), reference: z.string().min(1), url: z.url().optional() }),
  whoMayUse: z.array(TeamRole).min(1),
  minimumAge: z.int().min(1).max(120).nullable(),
  maximumAge: z.int().min(0).max(120).nullable(),
  verified: Verification,
  languages: z.record(LanguageCode, LanguageState),
  /** The questions are put only in languages whose wording is official: a psychological set in any other translation measures something else. */
  onlyValidatedLanguages: z.boolean().default(false),
  /** What is said before the questions, as the source words it. */
  prompt: Words.optional(),
  contextItems: z.array(ContextItem),
  items: z.array(Item),
  scoring: Scoring,
});
export type Instrument = z.infer<typeof Instrument>;

/** What the editor writes: everything but whether it is in use, which its own machine says. */
export const InstrumentContent = Instrument.omit({ status: true });
export type InstrumentContent = z.infer<typeof InstrumentContent>;

// ── Who may be asked with what ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Years where they are known; `adult`: certainly of age, years unknown; `doubt`: the person may be a minor. */
export const KnownAge = z.union([z.int().min(0).max(120), z.enum(['adult', 'doubt'])]);
export type KnownAge = z.infer<typeof KnownAge>;

/** Where that knowledge comes from; the screen says what would settle a doubt. */
export const AgeBasis = z.enum(['birth', 'settled', 'minor-track', 'near-majority', 'nothing-written']);
export type AgeBasis = z.infer<typeof AgeBasis>;

export const LockReason = z.enum(['instrument-off', 'role-not-allowed', 'age-in-doubt', 'too-young', 'too-old', 'language-not-validated']);
export type LockReason = z.infer<typeof LockReason>;

// ── Answers and what they say ─────────────────────────────────────────────────────────────────────────────────────────────────────

const InstrumentVersion = z.strictObject({ id: Code, version: z.int().min(1) });

/** Answers as they cross the wire; they keep the version under which they were given, over as many conversations as it takes. */
export const ScreeningAnswers = z.strictObject({
  instrument: InstrumentVersion,
  column: Column,
  /** The language in which the questions were put. */
  language: LanguageCode,
  answers: Answers,
});
export type ScreeningAnswers = z.infer<typeof ScreeningAnswers>;

const Count = z.int().min(0);

/** How much of the instrument has a yes or a no; shown beside every result. `share` is between 0 and 1. */
export const Completeness = z.object({
  applicable: Count, answered: Count, unknown: Count, notAsked: Count, refused: Count, share: z.number().min(0).max(1),
});
export type Completeness = z.infer<typeof Completeness>;

/** `open`: not positive so far, and answers still missing could make it so. */
export const Standing = z.enum(['positive', 'open', 'negative']);
export type Standing = z.infer<typeof Standing>;

export const Tally = z.object({ strong: Count, medium: Count, weak: Count });
export type Tally = z.infer<typeof Tally>;

export const DimensionResult = z.object({
  dimension: ItemCode,
  standing: Standing,
  counted: z.array(z.object({ code: ItemCode, weight: Weight })),
  rulesMet: z.array(DimensionRule.shape.code),
  /** Items without a yes or a no that could still turn the dimension positive. */
  couldTurn: z.array(z.object({ code: ItemCode, weight: Weight, answer: AnswerWord })),
  /** The smallest number of further `yes` that turns it positive; `null` where nothing can, or nothing needs to. */
  fewestYes: z.int().min(1).nullable(),
  /** How many of each weight would do: every way that holds nothing superfluous, shortest first. */
  ways: z.array(Tally),
  completeness: Completeness,
});
export type DimensionResult = z.infer<typeof DimensionResult>;

/** A class is `settled` only when no missing answer can change it; before that, nobody may read it as an outcome. */
export const Combination = z.discriminatedUnion('state', [
  z.object({ state: z.literal('settled'), class: CombinationClass, reminders: z.array(Reminder) }),
  z.object({
    state: z.literal('open'), soFar: CombinationClass, stillPossible: z.array(CombinationClass), decidedBy: z.array(ItemCode),
    reminders: z.array(Reminder),
  }),
]);
export type Combination = z.infer<typeof Combination>;

const Read = { instrument: InstrumentVersion, column: Column, completeness: Completeness };
/** An explained reading of the answers: a prompt to a professional, never a verdict and never a state of a person. */
export const ScreeningResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dimensions'), ...Read, dimensions: z.array(DimensionResult), combination: Combination }),
  z.object({
    kind: z.literal('presence-list'), ...Read,
    present: z.array(z.object({ code: ItemCode, correspondsTo: z.array(Correspondence) })),
    open: z.array(z.object({ code: ItemCode, answer: AnswerWord })),
    groups: z.array(z.object({ code: ItemCode, present: Count, of: Count })),
  }),
  z.object({ kind: z.literal('any-item-reaches'), ...Read, standing: Standing, reachedBy: z.array(ItemCode) }),
  z.object({
    kind: z.literal('sum-with-bands'), ...Read,
    /** Equal when every applicable item has its points. */
    total: z.object({ least: Count, most: Count }),
    bands: z.array(Code).min(1),
    protocols: z.array(CriticalAnswer),
  }),
]);
export type ScreeningResult = z.infer<typeof ScreeningResult>;

/** What two screenings with the same instrument say of the way between them; `noLonger` was a yes and is now a no. */
export const Trend = z.object({
  appeared: z.array(ItemCode), noLonger: z.array(ItemCode), dimensions: z.array(z.object({ dimension: ItemCode, from: Standing, to: Standing })),
});
export type Trend = z.infer<typeof Trend>;

// ── The professional's own assessment ─────────────────────────────────────────────────────────────────────────────────────────────

export const Outcome = z.enum(['no-indicator', 'psychosocial-vulnerability', 'exploitation-indicators', 'presumed-trafficking-victim']);
export type Outcome = z.infer<typeof Outcome>;

export const AuthorityOutcome = z.enum(['identified-victim', 'not-confirmed']);
export type AuthorityOutcome = z.infer<typeof AuthorityOutcome>;

/** What is done to an assessment that stands; conclusions and readings are written with their own reasons. */
export const StandingMove = z.enum(['withdraw-proposal', 'reopen', 'authority-identifies', 'authority-does-not-confirm']);
export type StandingMove = z.infer<typeof StandingMove>;

/** Where the assessment of a person stands. `awaiting-second-reading` is not yet a positive assessment. */
export const AssessmentState = z.enum([
  'not-assessed', 'screening-in-progress', 'no-indicator', 'psychosocial-vulnerability', 'exploitation-indicators',
  'awaiting-second-reading', 'presumed-trafficking-victim', 'identified-victim', 'not-confirmed',
]);
export type AssessmentState = z.infer<typeof AssessmentState>;

const Reason = z.string().trim().min(1).max(4000);

/** What a professional writes in their own name; the author's account is taken from the session, never from the wire. */
export const ProfessionalAssessment = z.strictObject({ outcome: Outcome, reason: Reason, profession: TeamRole, basedOn: z.array(z.uuid()) });
export type ProfessionalAssessment = z.infer<typeof ProfessionalAssessment>;

export const SecondReading = z.discriminatedUnion('reading', [
  z.strictObject({ reading: z.literal('agree'), profession: TeamRole, reason: Reason.optional() }),
  z.strictObject({ reading: z.literal('disagree'), profession: TeamRole, reason: Reason }),
]);
export type SecondReading = z.infer<typeof SecondReading>;

/** When an instrument may and should be asked again, and why. */
export const IntervalBody = z.strictObject({ notBeforeDays: z.int().min(1).max(365), againAfterDays: z.int().min(1).max(730), reason: z.strictObject({ it: z.string().trim().min(2).max(500), en: z.string().trim().min(2).max(500) }) })
  .refine(({ notBeforeDays, againAfterDays }) => notBeforeDays <= againAfterDays, { path: ['againAfterDays'], message: 'order' });
