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

/** Of a choice within its question: it stays when the words are corrected or translated. */
const ChoiceCode = Code.max(60);
/** A day, or as much of it as is known: `2025-11-03`, `2025-11`, `2025`. */
const PartialDay = z.string().regex(/^(19|20)\d\d(-\d\d(-\d\d)?)?$/).refine((day) => z.iso.date().safeParse(`${day}-01-01`.slice(0, 10)).success);
/** How a day is known that is not sure: told without papers, or guessed. */
export const DayKnown = z.enum(['declared', 'estimated']);

/**
 * A word, or the points of the chosen step where the instrument has a scale; where a question asks for them written words, a number, one of its own choices or
 * several, a day. Several choices have no order of their own: they stand sorted, so that the same answer is the same everywhere.
 */
export const Answer = z.union([
  AnswerWord, z.int().min(0).max(10), z.strictObject({ words: z.string().trim().min(1).max(2000) }), z.strictObject({ number: z.number().min(-1_000_000).max(1_000_000) }),
  z.strictObject({ choice: ChoiceCode }), z.strictObject({ choices: z.array(ChoiceCode).min(1).max(60).overwrite((codes) => [...new Set(codes)].toSorted()) }),
  z.strictObject({ day: PartialDay, known: DayKnown.optional() }),
]);
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

/** One of a question's own choices. Points where the source gives them; a reversed question gives them the other way round. */
const Choice = z.strictObject({ code: ChoiceCode, text: Words, points: z.int().min(0).max(1000).optional() });
export type Choice = z.infer<typeof Choice>;

export const Comparison = z.enum(['below', 'at-most', 'equal', 'at-least', 'above']);
export type Comparison = z.infer<typeof Comparison>;

/**
 * What an earlier answer must be. A number is compared with a number given, with the points of a step or with those of the chosen choices. `not` turns it round: it
 * then holds also where there is no answer yet.
 */
export const Test = z.union([
  z.strictObject({ code: ItemCode, is: z.enum(['yes', 'no', 'answered']), not: z.literal(true).optional() }),
  z.strictObject({ code: ItemCode, chosen: ChoiceCode, not: z.literal(true).optional() }),
  z.strictObject({ code: ItemCode, compare: Comparison, to: z.number(), not: z.literal(true).optional() }),
]);
export type Test = z.infer<typeof Test>;

const How = z.enum(['any-of', 'all-of']);
export const TestGroup = z.strictObject({ how: How, of: z.array(Test).min(1).max(20) });
export type TestGroup = z.infer<typeof TestGroup>;
/** Several tests, any or all of which must hold; a group of them counts for one. */
export const Condition = z.strictObject({ how: How, of: z.array(z.union([Test, TestGroup])).min(1).max(20) });
export type Condition = z.infer<typeof Condition>;

/** How a question is answered; absent: by a word or a step. */
export const ItemKind = z.enum(['words', 'number', 'one-of', 'several-of', 'date']);
export type ItemKind = z.infer<typeof ItemKind>;

const Item = z.strictObject({
  code: ItemCode,
  text: Words,
  help: Words.optional(),
  /** Written answers and days count for nothing: they are read. A number counts where a subscale names it, choices where they have points. */
  kind: ItemKind.optional(),
  choices: z.array(Choice).min(1).max(60).optional(),
  /** Of a number: both limits belong to it. */
  limits: z.strictObject({ least: z.number().optional(), most: z.number().optional() }).optional(),
  /** Of a number: how many digits after the point; absent, a whole number. */
  decimals: z.int().min(1).max(3).optional(),
  unit: Words.optional(),
  /** Of a date: a month or a year is enough, and it may be declared or estimated. */
  partial: z.literal(true).optional(),
  /** Under which heading it stands. */
  section: Code.optional(),
  dimension: ItemCode.optional(),
  /** `null`: the published list for that column does not contain the item. */
  weight: z.strictObject({ adult: Weight.nullable(), child: Weight.nullable() }).optional(),
  correspondsTo: z.array(Correspondence).optional(),
  /** Asked only after a `yes` to any, or all, of these earlier items; or where a condition on earlier items holds. */
  showIf: z.union([z.strictObject({ yes: How, codes: z.array(ItemCode).min(1) }), Condition]).optional(),
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

/** Which answers open one: from so many points on (a `yes` has one), or this choice. */
const Critical = z.union([z.strictObject({ item: ItemCode, atLeast: z.int().min(1), protocol: SafetyProtocol }), z.strictObject({ item: ItemCode, chosen: ChoiceCode, protocol: SafetyProtocol })]);
export type Critical = z.infer<typeof Critical>;

/** An answer that opened one. */
export const CriticalAnswer = z.object({ item: ItemCode, protocol: SafetyProtocol });
export type CriticalAnswer = z.infer<typeof CriticalAnswer>;

/** Steps that answer an item, lowest first. */
const Scale = z.array(z.strictObject({ points: z.int().min(0).max(10), text: Words }));
export type Scale = z.infer<typeof Scale>;

/** Inclusive limits, lowest first, covering every possible total. */
const Bands = z.array(z.strictObject({ code: Code, from: z.int(), to: z.int(), text: Words }));
/** How many of the answers that count may be missing before there is no result; absent: any, the total is then a range. */
const MissingAllowed = z.int().min(0).max(200).optional();

/** A sum of its own over named items, each as often as its factor says; `plus` is added once, as sources do that turn items round by subtracting them. */
const Subscale = z.strictObject({
  code: Code, name: Words, of: z.array(z.strictObject({ item: ItemCode, factor: z.int().min(-100).max(100) })).min(1).max(200), plus: z.int().min(-10_000).max(10_000).optional(),
  bands: Bands.min(1), missingAllowed: MissingAllowed,
});
export type Subscale = z.infer<typeof Subscale>;

const SumScoring = z.strictObject({
  kind: z.literal('sum-with-bands'),
  /** For the items without choices of their own. Empty: they are answered yes or no, one point for a `yes`. */
  scale: Scale,
  /** Turns the raw sum into the published unit, as ×4 makes 0–25 into 0–100. */
  factor: z.int().min(1),
  /** A context item; anything but `yes` leaves the items unasked. */
  gate: ItemCode.nullable(),
  /** Of the total of all items that give points. Empty where the source knows no such total, only subscales. */
  bands: Bands,
  critical: z.array(Critical),
  missingAllowed: MissingAllowed,
  subscales: z.array(Subscale).max(40).optional(),
});
export type SumScoring = z.infer<typeof SumScoring>;

/** A list without a score. `groups` says which items stand together and are counted apart; `evidence`: each sign is backed by dated proofs. */
const PresenceScoring = z.strictObject({
  kind: z.literal('presence-list'),
  groups: z.array(z.strictObject({ code: ItemCode, name: Words })).optional(),
  evidence: z.boolean().optional(),
  critical: z.array(Critical).optional(),
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
  /** Headings over consecutive items. */
  sections: z.array(z.strictObject({ code: Code, name: Words })).max(60).optional(),
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

/** `notCounted`: items whose answer stands and does not count, because by the other answers they are no longer asked. */
const Read = { instrument: InstrumentVersion, column: Column, completeness: Completeness, notCounted: z.array(ItemCode) };

/** One sum, explained. */
const SumRead = {
  /** Equal when every applicable item has its points. */
  total: z.object({ least: z.int(), most: z.int() }),
  /** Every band that the range touches; none where it cannot be computed. */
  bands: z.array(Code),
  /** False where more answers are missing than the source allows: then the total is no result. */
  isComputable: z.boolean(),
  missing: Count,
  /** Which answers count, and with how many points. */
  counted: z.array(z.object({ code: ItemCode, points: z.int() })),
};
export type SumRead = z.infer<z.ZodObject<typeof SumRead>>;

/** An explained reading of the answers: a prompt to a professional, never a verdict and never a state of a person. */
export const ScreeningResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dimensions'), ...Read, dimensions: z.array(DimensionResult), combination: Combination }),
  z.object({
    kind: z.literal('presence-list'), ...Read,
    present: z.array(z.object({ code: ItemCode, correspondsTo: z.array(Correspondence) })),
    open: z.array(z.object({ code: ItemCode, answer: AnswerWord })),
    groups: z.array(z.object({ code: ItemCode, present: Count, of: Count })),
    protocols: z.array(CriticalAnswer),
  }),
  z.object({ kind: z.literal('any-item-reaches'), ...Read, standing: Standing, reachedBy: z.array(ItemCode) }),
  z.object({
    kind: z.literal('sum-with-bands'), ...Read, ...SumRead, subscales: z.array(z.object({ code: Code, ...SumRead })), protocols: z.array(CriticalAnswer),
  }),
]);
export type ScreeningResult = z.infer<typeof ScreeningResult>;

/** What two screenings with the same instrument say of the way between them; `noLonger` was a yes and is now a no, `changed` another choice, number or day. */
export const Trend = z.object({
  appeared: z.array(ItemCode), noLonger: z.array(ItemCode), changed: z.array(z.object({ code: ItemCode, from: Answer, to: Answer })), dimensions: z.array(z.object({ dimension: ItemCode, from: Standing, to: Standing })),
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
