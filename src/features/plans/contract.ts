/**
 * What crosses the wire about a person's profile, needs and plan, and every list of allowed values.
 * Words for each value stand in `text/`; what a level or a step means stands in the dated files of `reference/`.
 */
import { z } from 'zod';
import { TwoWords } from '../../kernel/reference/words.ts';

const Day = z.iso.date();
const Named = z.object({ id: z.uuid(), name: z.string() });

/** An id in the path. */
export const ById = z.object({ id: z.uuid() });

// ── Profile ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const FactCompartment = z.enum(['case', 'work', 'restricted']);
export type FactCompartment = z.infer<typeof FactCompartment>;

export const FieldKind = z.enum(['text', 'choice', 'choices', 'date', 'year', 'number', 'yes-no', 'uncertain-date']);
export type FieldKind = z.infer<typeof FieldKind>;

/** Where something was learned. */
export const FactSource = z.enum(['interview', 'import', 'document', 'person', 'colleague', 'inbound-referral']);
export type FactSource = z.infer<typeof FactSource>;

/** A date as people know it: sure, guessed, told without papers. Parts may be missing; an invented first of January never stands in for them. */
export const UncertainDate = z.object({
  precision: z.enum(['exact', 'estimated', 'declared', 'unknown']),
  year: z.int().min(1900).max(2100).nullable(), month: z.int().min(1).max(12).nullable(), day: z.int().min(1).max(31).nullable(),
});
export type UncertainDate = z.infer<typeof UncertainDate>;

/** Null says that what was written holds no longer, or was a mistake: the field is not known again. */
export const FactValue = z.union([z.string().trim().min(1).max(500), z.number(), z.boolean(), z.array(z.string().max(60)).min(1).max(30), UncertainDate, z.null()]);
export type FactValue = z.infer<typeof FactValue>;

/** How near a date is, by the ladder of the plan's terms: past, or within so many days. */
export const Rung = z.enum(['past', 'within-7', 'within-30', 'within-60', 'within-90']);
export type Rung = z.infer<typeof Rung>;

const FieldKey = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60);

export const FactWritten = z.object({
  caseId: z.uuid(),
  field: FieldKey,
  /** The episode that it tells of, by an id minted when it is first told; null for the person as they are now. */
  episodeId: z.uuid().nullable().default(null),
  value: FactValue,
  source: z.object({ kind: FactSource, id: z.uuid().nullable().default(null) }),
  /** The day on which it was learned, which may lie before the day on which it is written. */
  learnedOn: Day,
  dueOn: Day.nullable().default(null),
  /** The fact that the writer saw in this field; null when it was not known. Another one there answers `changed-meanwhile`. */
  replaces: z.uuid().nullable(),
});
export type FactWritten = z.infer<typeof FactWritten>;

export const Fact = z.object({
  id: z.uuid(), field: z.string(), episodeId: z.uuid().nullable(), compartment: FactCompartment, value: FactValue,
  source: z.object({ kind: FactSource, id: z.uuid().nullable() }),
  learnedOn: z.string(), author: Named, createdAt: z.string(),
  confirmed: z.object({ at: z.string(), by: Named }).nullable(),
  dueOn: z.string().nullable(), rung: Rung.nullable(),
});
export type Fact = z.infer<typeof Fact>;

const Fields = z.array(z.object({ key: z.string(), fact: Fact.nullable(), earlier: z.int() }));
/** A spell of work, or of exploitation. */
export const EpisodeKind = z.enum(['work', 'exploitation']);
export type EpisodeKind = z.infer<typeof EpisodeKind>;
export const Episode = z.object({ id: z.uuid(), kind: EpisodeKind, fields: Fields });
export type Episode = z.infer<typeof Episode>;

/**
 * The fields that the reader may open, each with what is known now. A field never learned has `fact: null`, and no mark against it.
 * Episodes stand apart, the latest first; of a kind whose compartment the reader does not hold there is nothing.
 */
export const Profile = z.object({
  caseId: z.uuid(),
  sections: z.array(z.object({ key: z.string(), fields: Fields })),
  episodes: z.array(Episode),
  /** The kinds of episodes that the reader may tell. */
  episodeKinds: z.array(EpisodeKind),
});
export type Profile = z.infer<typeof Profile>;

/** What the person says of a fact that came from another member of their household. */
export const HouseholdAnswer = z.enum(['so', 'not-so', 'not-now']);
export type HouseholdAnswer = z.infer<typeof HouseholdAnswer>;
/** A fact of the household as it is known from somebody else, to be confirmed with this person. */
export const HouseholdFact = z.object({
  factId: z.uuid(), field: z.string(), value: FactValue, /** Whose file it stands in, by code. */ from: z.string(), learnedOn: z.string(),
  /** What stands in this profile now, and would step back. */
  own: z.object({ id: z.uuid(), value: FactValue }).nullable(),
});
export type HouseholdFact = z.infer<typeof HouseholdFact>;
export const HouseholdFacts = z.object({ items: z.array(HouseholdFact) });
export type HouseholdFacts = z.infer<typeof HouseholdFacts>;
export const AnswerHousehold = z.object({ id: z.uuid(), factId: z.uuid(), answer: HouseholdAnswer, replaces: z.uuid().nullable() });
export type AnswerHousehold = z.infer<typeof AnswerHousehold>;

export const FactHistory = z.object({ items: z.array(Fact) });
export type FactHistory = z.infer<typeof FactHistory>;

export const Expiry = z.object({ factId: z.uuid(), caseId: z.uuid(), code: z.string(), field: z.string(), dueOn: z.string(), rung: Rung });
export const Expiries = z.object({ items: z.array(Expiry), next: z.string().nullable() });
export type Expiries = z.infer<typeof Expiries>;

// ── Needs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const NeedDomain = z.enum(['safety', 'housing', 'food-income', 'legal-status', 'physical-health', 'mental-health', 'work-rights', 'language-education', 'family-children', 'isolation', 'information', 'justice']);
export type NeedDomain = z.infer<typeof NeedDomain>;

/** 0 none, 1 watch, 2 moderate, 3 serious, 4 immediate: chosen by the worker beside the anchor's words, never computed. */
export const NeedLevel = z.int().min(0).max(4);
export const NeedSource = z.enum(['interview', 'import', 'person', 'colleague', 'inbound-referral']);

export const NeedWritten = z.object({
  caseId: z.uuid(), domain: NeedDomain, level: NeedLevel,
  /** The person's own: 1 first of all … 5 later. */
  ownPriority: z.int().min(1).max(5).nullable().default(null),
  words: z.string().trim().max(500).default(''),
  source: NeedSource.default('interview'),
  replaces: z.uuid().nullable(),
});
export type NeedWritten = z.infer<typeof NeedWritten>;

export const NeedReading = z.object({
  id: z.uuid(), domain: NeedDomain, level: NeedLevel, ownPriority: z.int().nullable(), words: z.string(),
  assessedBy: Named, assessedAt: z.string(), source: NeedSource, current: z.boolean(),
});
export type NeedReading = z.infer<typeof NeedReading>;
/** All readings of the case, oldest first within each domain. */
export const Needs = z.object({ items: z.array(NeedReading) });
export type Needs = z.infer<typeof Needs>;

// ── Plan ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const PlanState = z.enum(['draft', 'shared', 'active', 'in-review', 'completed', 'interrupted']);
export type PlanState = z.infer<typeof PlanState>;
export const PlanMove = z.enum(['share', 'rework', 'activate', 'begin-review', 'renew', 'complete', 'interrupt']);
export type PlanMove = z.infer<typeof PlanMove>;
export const AgreedHow = z.enum(['signature', 'mark-and-witness', 'oral-attested']);
export type AgreedHow = z.infer<typeof AgreedHow>;

export const GoalDomain = z.enum(['safety', 'legal-status', 'health', 'psychological', 'housing', 'income-work', 'language-education', 'family-children', 'social-network', 'rights-justice']);
export type GoalDomain = z.infer<typeof GoalDomain>;
export const GoalOutcome = z.enum(['reached', 'partly', 'not-reached', 'dropped']);
export const StepState = z.enum(['to-do', 'doing', 'done', 'partly', 'not-done']);
export type StepState = z.infer<typeof StepState>;

export const PlanBegun = z.object({ caseId: z.uuid() });

/** How the person agreed: in which language it was said, and in their words what they think of it. */
export const Agreement = z.object({ how: AgreedHow, language: z.string().regex(/^[a-z]{2,3}$/), words: z.string().trim().max(500).default('') });
export type Agreement = z.infer<typeof Agreement>;

export const PlanMoved = z.object({
  id: z.uuid(), move: PlanMove, reason: z.string().trim().max(500).nullable().default(null),
  agreement: Agreement.nullable().default(null),
  /** Left out, the interval of the plan's terms decides. */
  reviewOn: Day.nullable().default(null),
});
export type PlanMoved = z.infer<typeof PlanMoved>;

export const GoalWritten = z.object({ planId: z.uuid(), domain: GoalDomain, words: z.string().trim().min(2).max(500), needId: z.uuid().nullable().default(null) });
export type GoalWritten = z.infer<typeof GoalWritten>;
export const GoalChanged = z.object({
  words: z.string().trim().min(2).max(500), needId: z.uuid().nullable(),
  outcome: GoalOutcome.nullable(), outcomeWords: z.string().trim().max(500).nullable(), position: z.int().min(0).max(10_000),
}).partial();
export type GoalChanged = z.infer<typeof GoalChanged>;

const StepPlan = z.object({
  title: z.string().trim().min(2).max(300),
  ownerId: z.uuid().nullable(),
  /** The person takes this step. */
  byPerson: z.boolean(),
  dueOn: Day.nullable(),
  afterStep: z.uuid().nullable(),
});
export const StepWritten = StepPlan.extend({
  goalId: z.uuid(), ownerId: z.uuid().nullable().default(null), byPerson: z.boolean().default(false),
  dueOn: Day.nullable().default(null), afterStep: z.uuid().nullable().default(null),
});
export type StepWritten = z.infer<typeof StepWritten>;
/** A step as the person reads it on their copy. */
export const OwnWords = z.object({ language: z.string().regex(/^[a-z]{2,3}$/), words: z.string().trim().min(1).max(300) });
export type OwnWords = z.infer<typeof OwnWords>;
export const StepChanged = StepPlan.extend({ state: StepState, outcomeWords: z.string().trim().max(500).nullable(), position: z.int().min(0).max(10_000), ownWords: OwnWords.nullable() }).partial();
export type StepChanged = z.infer<typeof StepChanged>;

export const Step = z.object({
  id: z.uuid(), goalId: z.uuid(), title: z.string(), owner: Named.nullable(), byPerson: z.boolean(), dueOn: z.string().nullable(),
  afterStep: z.uuid().nullable(), state: StepState, outcomeWords: z.string().nullable(), position: z.int(), closedAt: z.string().nullable(),
  late: z.boolean(), version: z.int(),
});
export type Step = z.infer<typeof Step>;

export const Goal = z.object({
  id: z.uuid(), domain: GoalDomain, words: z.string(), needId: z.uuid().nullable(), outcome: GoalOutcome.nullable(),
  outcomeWords: z.string().nullable(), position: z.int(), version: z.int(), steps: z.array(Step),
});
export type Goal = z.infer<typeof Goal>;

export const MoveLine = z.object({ id: z.uuid(), move: PlanMove, from: PlanState, to: PlanState, reason: z.string().nullable(), edition: z.int(), at: z.string(), by: Named, kept: z.boolean() });

export const Plan = z.object({
  id: z.uuid(), caseId: z.uuid(), state: PlanState, edition: z.int(), reviewOn: z.string().nullable(), reviewLate: z.boolean(),
  agreement: z.object({ how: AgreedHow, at: z.string(), language: z.string(), words: z.string() }).nullable(),
  createdAt: z.string(), version: z.int(), goals: z.array(Goal), moves: z.array(MoveLine), next: z.array(PlanMove),
});
export type Plan = z.infer<typeof Plan>;

export const DistanceMoment = z.enum(['entry', 'review', 'exit']);
export type DistanceMoment = z.infer<typeof DistanceMoment>;
export const RatedBy = z.enum(['person', 'worker']);
export type RatedBy = z.infer<typeof RatedBy>;
export const DistanceWritten = z.object({ caseId: z.uuid(), domain: GoalDomain, moment: DistanceMoment, ratedBy: RatedBy, value: z.int().min(1).max(5) });
export type DistanceWritten = z.infer<typeof DistanceWritten>;
export const DistanceReading = z.object({ id: z.uuid(), domain: GoalDomain, moment: DistanceMoment, ratedBy: RatedBy, value: z.int(), at: z.string() });
export type DistanceReading = z.infer<typeof DistanceReading>;

/** An edition before a second professional. `words`: the reason; null while it waits, or once the content was destroyed. */
export const PlanApproval = z.object({
  id: z.uuid(), edition: z.int(), askedBy: Named, askedAt: z.string(), state: z.enum(['open', 'approved', 'sent-back']), decidedBy: Named.nullable(), decidedAt: z.string().nullable(), words: z.string().nullable(),
  mayDecide: z.boolean(),
});
export type PlanApproval = z.infer<typeof PlanApproval>;
export const PlanApprovals = z.object({ items: z.array(PlanApproval) });
export type PlanApprovals = z.infer<typeof PlanApprovals>;
/** Always with the reason: it is what the plan's versions say afterwards. */
export const PlanDecision = z.object({ decision: z.enum(['approve', 'send-back']), words: z.string().trim().min(3).max(2_000) });
export type PlanDecision = z.infer<typeof PlanDecision>;

/** The running plan of a case, or its last; the readings of distance travelled; who may be given a step; the day a first draft is due. */
export const CasePlan = z.object({
  plan: Plan.nullable(), earlier: z.array(z.object({ id: z.uuid(), state: PlanState, edition: z.int(), createdAt: z.string() })),
  distance: z.array(DistanceReading), colleagues: z.array(Named.extend({ role: z.string() })),
});
export type CasePlan = z.infer<typeof CasePlan>;

/** A plan as it stood when an edition was agreed: what was shown to the person, and nothing of the restricted class. */
export const Edition = z.object({
  goals: z.array(z.object({
    id: z.uuid(), domain: GoalDomain, words: z.string(), outcome: GoalOutcome.nullable(),
    steps: z.array(z.object({ id: z.uuid(), title: z.string(), ownerId: z.uuid().nullable(), byPerson: z.boolean(), dueOn: z.string().nullable(), afterStep: z.uuid().nullable(), state: StepState })),
  })),
});
export type Edition = z.infer<typeof Edition>;

// ── Steps of mine, and the copy for the person ────────────────────────────────────────────────────────────────────────────────────

export const MyStep = z.object({
  id: z.uuid(), caseId: z.uuid(), code: z.string(), title: z.string(), dueOn: z.string().nullable(), state: StepState, late: z.boolean(),
  /** Another step comes first and is not closed yet. */
  waiting: z.boolean(), version: z.int(),
});
export type MyStep = z.infer<typeof MyStep>;
export const MySteps = z.object({ items: z.array(MyStep), next: z.string().nullable() });
export type MySteps = z.infer<typeof MySteps>;

/** The launch languages of what a person takes home (product, interface language). */
export const CopyLanguage = z.enum(['it', 'en', 'fr', 'ar', 'bn', 'uk']);
export type CopyLanguage = z.infer<typeof CopyLanguage>;
export const PlanCopy = z.object({
  /** The one asked for; where none was, the first of the person's that we have, and Italian for whoever speaks another. */
  language: CopyLanguage, reviewOn: z.string().nullable(),
  /** The languages of the person, the best known first. */
  spoken: z.array(z.string()),
  goals: z.array(z.object({
    id: z.uuid(), domain: GoalDomain, words: z.string(),
    steps: z.array(z.object({
      id: z.uuid(), title: z.string(), by: z.enum(['person', 'colleague', 'nobody']), name: z.string().nullable(), dueOn: z.string().nullable(), state: StepState, version: z.int(),
      /** The step in the language of the copy: as a colleague wrote it, or as the ready step says it; null when only the team's words are there. */
      said: z.object({ words: z.string(), from: z.enum(['colleague', 'template']) }).nullable(),
    })),
  })),
});
export type PlanCopy = z.infer<typeof PlanCopy>;

/** The copy as a file: what was left out on the screen stays out of it. */
export const CopyPaperAsked = z.object({
  form: z.enum(['pdf', 'docx']), language: CopyLanguage.optional(), names: z.enum(['yes', 'no']).default('yes'),
  without: z.string().max(4_000).default('').transform((ids) => ids.split(',').filter((id) => id !== '')),
});

// ── Reference data ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const Words = z.object({ it: z.string().min(1), en: z.string().min(1) });
/** Words that the person reads as well, in the languages in which somebody has written them. */
export const ToldWords = Words.extend({ fr: z.string().min(1).optional(), ar: z.string().min(1).optional(), bn: z.string().min(1).optional(), uk: z.string().min(1).optional() });
export type ToldWords = z.infer<typeof ToldWords>;
/** Where a piece of reference data comes from, since when it holds, and whether somebody has checked it. */
const Dated = z.object({ source: z.string().min(1), validFrom: Day, validUntil: Day.nullable(), verified: z.boolean() });

/** A term of plans: so many days, or the days before a fact ends on which one is warned, of the four that have words ({@link Rung}). */
export const PlanTerm = z.union([
  z.strictObject({ days: z.int().min(1).max(365) }),
  z.strictObject({ daysBefore: z.array(z.union([z.literal(90), z.literal(60), z.literal(30), z.literal(7)])).min(1).max(4).refine((days) => new Set(days).size === days.length, { message: 'twice' }) }),
]);
/** What each level of a need means, from 0 to 4; `proposal` marks words still to be agreed by the team. */
export const AnchorLevels = z.array(z.strictObject({ level: NeedLevel, text: TwoWords, proposal: z.boolean() })).length(5).refine((levels) => levels.every((one, at) => one.level === at), { message: 'in-order' });
const NeedAnchors = z.object({ domain: NeedDomain, levels: AnchorLevels, source: z.string(), verified: z.boolean() });
export const StepTemplate = Dated.extend({ id: FieldKey, domain: NeedDomain, fromLevel: NeedLevel, goalDomain: GoalDomain, title: ToldWords, days: z.int().min(0).max(365).nullable() });
export type StepTemplate = z.infer<typeof StepTemplate>;
export const PlanReference = z.object({ anchors: z.array(NeedAnchors), templates: z.array(StepTemplate), reviewDays: z.object({ usual: z.int(), highRisk: z.int() }) });
export type PlanReference = z.infer<typeof PlanReference>;
