/**
 * What crosses the wire at the labour expert's desk: the balance of skills, the curriculum, placements with their checks, steps at the job centre, and
 * the classification of skills that an office may bring in. Amounts are integer cents, hours integer minutes.
 */
import { z } from 'zod';
import { ContractKind, Level, Province, Sector } from '../worksheet/contract.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Moment = z.iso.datetime();
const Words = (most: number) => z.string().trim().max(most);
const Colleague = z.object({ memberId: Id, name: z.string(), role: z.string() });
export const ById = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });

// ── The classification of skills and occupations ──────────────────────────────────────────────────────────────────────────────────

export const EscoKind = z.enum(['skill', 'occupation']);
export type EscoKind = z.infer<typeof EscoKind>;
export const EscoLanguage = z.enum(['it', 'en']);
export type EscoLanguage = z.infer<typeof EscoLanguage>;
/** Addresses of concepts as the European Commission gives them; nothing else is taken for one. */
export const EscoUri = z.string().max(200).regex(/^http:\/\/data\.europa\.eu\/esco\/(skill|occupation)\/[A-Za-z0-9.-]+$/);
/** A concept that somebody chose, with the words and the edition of that day: it stays readable when another edition has come. */
export const EscoRef = z.strictObject({ uri: EscoUri, label: z.string().min(1).max(400), edition: z.string().min(1).max(60) });
export type EscoRef = z.infer<typeof EscoRef>;
export const EscoEdition = z.object({ id: Id, kind: EscoKind, language: EscoLanguage, edition: z.string(), source: z.string(), concepts: z.int(), by: Colleague, at: Moment, replacedAt: Moment.nullable() });
export type EscoEdition = z.infer<typeof EscoEdition>;
export const EscoEditions = z.object({ items: z.array(EscoEdition), may: z.object({ bring: z.boolean() }) });
export type EscoEditions = z.infer<typeof EscoEditions>;
/** What is said beside the file; fields of a multipart form. */
export const EscoGiven = z.strictObject({ kind: EscoKind, language: EscoLanguage, edition: z.string().trim().min(1).max(60), source: z.string().trim().min(1).max(400) });
export type EscoGiven = z.infer<typeof EscoGiven>;
export const EscoKept = z.object({ concepts: z.int() });
export const EscoSearch = z.strictObject({ kind: EscoKind, language: EscoLanguage, words: z.string().trim().min(2).max(80) });
export type EscoSearch = z.infer<typeof EscoSearch>;
/** `loaded: false`: no edition in that language; everything goes on in free words. */
export const EscoFound = z.object({ loaded: z.boolean(), items: z.array(EscoRef) });
export type EscoFound = z.infer<typeof EscoFound>;

// ── The balance of skills ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const KnownFrom = z.enum(['person', 'document', 'colleague']);
export type KnownFrom = z.infer<typeof KnownFrom>;
/** `2019` or `2019-06`: as far as anybody remembers. */
const About = z.string().regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/);
const Country = z.string().regex(/^[A-Z]{2}$/);

export const Recognition = z.enum(['not-needed', 'not-asked', 'asked', 'recognised', 'refused', 'unknown']);
export type Recognition = z.infer<typeof Recognition>;
export const SkillLevel = z.enum(['learning', 'with-help', 'alone', 'teaches']);
export type SkillLevel = z.infer<typeof SkillLevel>;
/** How it is known: the person says so, somebody saw it done, a paper says so. */
export const SkillKnown = z.enum(['told', 'shown', 'certified']);
export type SkillKnown = z.infer<typeof SkillKnown>;
export const WishedHours = z.enum(['full-time', 'part-time', 'by-the-day', 'any']);
export type WishedHours = z.infer<typeof WishedHours>;
export const Transport = z.enum(['on-foot', 'bicycle', 'bus', 'own-car', 'needs-a-lift']);
export type Transport = z.infer<typeof Transport>;
/** What the work must leave out. A need, never a diagnosis. */
export const WorkLimit = z.enum(['no-heavy-lifting', 'no-long-standing', 'no-nights', 'no-heights', 'no-dust-or-chemicals', 'breaks', 'near-home', 'no-lodging-at-work']);
export type WorkLimit = z.infer<typeof WorkLimit>;

const Job = z.strictObject({
  kind: z.literal('job'), title: Words(160).min(1), place: Words(160), country: Country.nullable(), from: About.nullable(), to: About.nullable(), isPresent: z.boolean(), did: Words(800),
  sector: Sector.nullable(), occupation: EscoRef.nullable(),
  /** The spell of the profile, or the job of a worksheet, from which it was taken along. */
  broughtFrom: Id.nullable(),
}).refine(({ from, to, isPresent }) => from === null || to === null || isPresent || from.slice(0, 4) <= to.slice(0, 4), { path: ['to'] });
const Training = z.strictObject({
  kind: z.literal('training'), title: Words(160).min(1), place: Words(160), country: Country.nullable(), year: z.string().regex(/^(19|20)\d{2}$/).nullable(), recognition: Recognition, documentId: Id.nullable(),
});
const Skill = z.strictObject({ kind: z.literal('skill'), words: Words(160).min(1), level: SkillLevel, known: SkillKnown, documentId: Id.nullable(), esco: EscoRef.nullable() })
  // What is called certified has its paper; one that was only looked at was shown.
  .refine(({ known, documentId }) => known !== 'certified' || documentId !== null, { path: ['documentId'] });
const Wishes = z.strictObject({
  kind: z.literal('wishes'), wants: Words(800), hours: WishedHours.nullable(), transport: z.array(Transport).max(5), reach: Words(160), children: Words(300), limits: z.array(WorkLimit).max(8), limitWords: Words(300), notWanted: Words(300),
});
export const BalanceContent = z.discriminatedUnion('kind', [Job, Training, Skill, Wishes]);
export type BalanceContent = z.infer<typeof BalanceContent>;
export type BalanceKind = BalanceContent['kind'];
export const WriteEntry = z.strictObject({ caseId: Id, source: KnownFrom, learnedOn: Day, content: BalanceContent });
export type WriteEntry = z.infer<typeof WriteEntry>;
export const BalanceEntry = z.object({ id: Id, source: KnownFrom, learnedOn: Day, by: Colleague, version: z.int(), content: BalanceContent });
export type BalanceEntry = z.infer<typeof BalanceEntry>;
/** What the profile knows already: read here with its source, written there. */
export const KnownFact = z.object({ field: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]), source: z.string(), learnedOn: Day });
export type KnownFact = z.infer<typeof KnownFact>;

// ── Placements ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const Standing = z.enum(['yes', 'no', 'unknown']);
export type Standing = z.infer<typeof Standing>;
export const WriteEmployer = z.strictObject({
  name: Words(200).min(3), organisationId: Id.nullable(), place: Words(160), sector: Sector.nullable(), qualityNetwork: Standing, qualitySeenOn: Day.nullable(),
}).refine(({ qualityNetwork, qualitySeenOn }) => qualityNetwork === 'unknown' || qualitySeenOn !== null, { path: ['qualitySeenOn'] });
export type WriteEmployer = z.infer<typeof WriteEmployer>;
export const Employer = z.object({ id: Id, name: z.string(), organisationId: Id.nullable(), organisation: z.string().nullable(), place: z.string(), sector: Sector.nullable(), qualityNetwork: Standing, qualitySeenOn: Day.nullable(), version: z.int() });
export type Employer = z.infer<typeof Employer>;
export const EmployerSearch = z.strictObject({ words: z.string().trim().max(120) });
export const EmployersFound = z.object({ items: z.array(Employer) });

/** Whether somebody of a like name stands in what this person told of their work. */
export const ToldBeforeAsked = z.strictObject({ caseId: Id, name: Words(200).min(3) });
export type ToldBeforeAsked = z.infer<typeof ToldBeforeAsked>;
export const ToldBefore = z.object({ alike: z.boolean() });

export const PlacementKind = z.enum(['job', 'internship', 'training-course', 'civil-service', 'other']);
export type PlacementKind = z.infer<typeof PlacementKind>;
export const PlacementState = z.enum(['proposed', 'agreed', 'applying', 'started', 'ended', 'not-started']);
export type PlacementState = z.infer<typeof PlacementState>;
export const PlacementMove = z.enum(['agree', 'apply', 'start', 'not-start', 'end', 'reopen', 'not-yet', 'resume']);
export type PlacementMove = z.infer<typeof PlacementMove>;
export const PayPer = z.enum(['hour', 'day', 'month']);
export type PayPer = z.infer<typeof PayPer>;
export const EndReason = z.enum(['term-reached', 'found-better', 'person-left', 'dismissed', 'pay', 'hours', 'not-safe', 'health', 'transport', 'care', 'moved', 'other']);
export const NotStartReason = z.enum(['person-said-no', 'employer-said-no', 'talked-over', 'conditions', 'papers', 'transport', 'care', 'health', 'found-better', 'no-answer', 'other']);
export const BackReason = z.enum(['mistake', 'changed-mind', 'put-off']);
export const MoveReason = z.enum([...new Set([...EndReason.options, ...NotStartReason.options, ...BackReason.options])]);
export type MoveReason = z.infer<typeof MoveReason>;

export const PlacementTerms = z.strictObject({
  title: Words(160).min(1), contractKind: ContractKind.nullable(), minutesPerWeek: z.int().min(30).max(84 * 60).nullable(), daysPerWeek: z.int().min(1).max(7).nullable(),
  payCents: z.int().min(0).max(10_000_000).nullable(), payPer: PayPer.nullable(), sector: Sector.nullable(), province: Province.nullable(), level: Level.nullable(),
  from: Day.nullable(), until: Day.nullable(),
  /** Whether somebody has seen the communication of hiring (UNILAV), and on which day. */
  unilav: Standing, unilavSeenOn: Day.nullable(), words: Words(800),
}).refine(({ from, until }) => from === null || until === null || from <= until, { path: ['until'] })
  .refine(({ unilav, unilavSeenOn }) => unilav !== 'yes' || unilavSeenOn !== null, { path: ['unilavSeenOn'] });
export type PlacementTerms = z.infer<typeof PlacementTerms>;
export const WritePlacement = z.strictObject({ caseId: Id, kind: PlacementKind, employerId: Id, terms: PlacementTerms });
export type WritePlacement = z.infer<typeof WritePlacement>;
/** `on`: the day of the start or of the end. */
export const MovePlacement = z.strictObject({ id: Id, move: PlacementMove, reason: MoveReason.optional(), words: Words(800).optional(), on: Day.optional() });
export type MovePlacement = z.infer<typeof MovePlacement>;

export const LookVerdict = z.enum(['clear', 'talk-first']);
export type LookVerdict = z.infer<typeof LookVerdict>;
/** No reason can be written: it may rest on what others may not know. */
export const WriteLook = z.strictObject({ placementId: Id, verdict: LookVerdict });
export type WriteLook = z.infer<typeof WriteLook>;

const Cents = z.int();
/** Why an offer is not compared with a wage table. */
export const NotCompared = z.enum(['not-a-wage', 'pay-missing', 'hours-missing', 'classification-missing', 'no-table']);
export type NotCompared = z.infer<typeof NotCompared>;
/** What is offered beside what the table of the day says is due, by the hour; a gap above nought is missing pay. */
export const PayCompared = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('compared'), offered: Cents, due: Cents, gap: Cents, day: Day, sourceTitle: z.string(), reference: z.string(), demonstration: z.boolean(), verifiedOn: Day.nullable(), third: z.boolean() }),
  z.object({ kind: z.literal('not-compared'), why: NotCompared }),
]);
export type PayCompared = z.infer<typeof PayCompared>;

// ── Whether it held ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const CheckState = z.enum(['planned', 'answered', 'not-reached', 'ended']);
export type CheckState = z.infer<typeof CheckState>;
export const CheckMove = z.enum(['answer', 'put-off', 'give-up', 'take-back', 'end']);
export type CheckMove = z.infer<typeof CheckMove>;
export const CheckPaid = z.enum(['as-agreed', 'less', 'not-paid', 'unknown']);
export type CheckPaid = z.infer<typeof CheckPaid>;
export const CheckHours = z.enum(['as-agreed', 'more', 'fewer', 'unknown']);
export type CheckHours = z.infer<typeof CheckHours>;
export const CheckSafe = z.enum(['yes', 'no', 'unsure']);
export type CheckSafe = z.infer<typeof CheckSafe>;
export const CheckAnswer = z.strictObject({ stillThere: Standing, paid: CheckPaid.nullable(), hours: CheckHours.nullable(), safe: CheckSafe.nullable(), words: Words(800) });
export type CheckAnswer = z.infer<typeof CheckAnswer>;
export const MoveCheck = z.strictObject({ id: Id, move: CheckMove.exclude(['end']), answer: CheckAnswer.optional(), until: Day.optional(), reason: Words(2_000).optional() });
export type MoveCheck = z.infer<typeof MoveCheck>;
/** What an answer leads to. */
export const LeadsTo = z.enum(['emergency', 'worksheet', 'end', 'talk']);
export type LeadsTo = z.infer<typeof LeadsTo>;

const StepTaken = <Move extends z.ZodType>(move: Move) => z.object({ id: Id, move, at: Moment, by: Colleague, reason: z.string().nullable(), words: z.string().nullable() });
export const Check = z.object({
  id: Id, afterDays: z.int(), fallsOn: Day, dueOn: Day, escalatesOn: Day, state: CheckState, answer: CheckAnswer.nullable(), leadsTo: z.array(LeadsTo), version: z.int(), steps: z.array(StepTaken(CheckMove)),
});
export type Check = z.infer<typeof Check>;
export const Look = z.object({ verdict: LookVerdict, validUntil: Day, by: Colleague, at: Moment, holds: z.boolean() });
export const Placement = z.object({
  id: Id, kind: PlacementKind, state: PlacementState, employer: Employer, terms: PlacementTerms, startedOn: Day.nullable(), endedOn: Day.nullable(), owner: Colleague, createdAt: Moment, version: z.int(),
  look: Look.nullable(), moves: z.array(PlacementMove), pay: PayCompared, steps: z.array(StepTaken(PlacementMove)), checks: z.array(Check),
});
export type Placement = z.infer<typeof Placement>;

// ── The job centre ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const CentreKind = z.enum(['did', 'service-pact', 'siisl']);
export type CentreKind = z.infer<typeof CentreKind>;

/** Terms of the labour expert's work, in days; a check stands for thirteen months at most. */
export const PlacementTerm = z.strictObject({ days: z.int().min(1).max(400) });
const Explained = z.string().trim().min(3).max(300);
/** What a step at the job centre is, as the programme says it. */
export const CentreStepBody = z.strictObject({ words: z.strictObject({ it: Explained, en: Explained }) });

export const WriteCentreStep = z.strictObject({ caseId: Id, kind: CentreKind, doneOn: Day, documentId: Id.nullable(), words: Words(400) });
export type WriteCentreStep = z.infer<typeof WriteCentreStep>;
export const CentreStep = z.object({ id: Id, kind: CentreKind, doneOn: Day, documentId: Id.nullable(), words: z.string(), by: Colleague, at: Moment });
export type CentreStep = z.infer<typeof CentreStep>;
/** What reference data says of a step, and whether anybody has made sure of it. */
export const CentreMeaning = z.object({ kind: CentreKind, meaning: z.object({ it: z.string(), en: z.string() }), source: z.string(), verified: z.boolean() });

// ── The curriculum ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const CurriculumAsked = z.strictObject({
  caseId: Id, language: EscoLanguage,
  named: z.boolean().describe('Whether the name by which the person wants to be called heads it'),
  contact: z.array(Words(120).min(1)).max(3).describe('Ways to reach them, as the person wants them written; none unless they do'),
  about: Words(800), entries: z.array(Id).max(60), languages: z.boolean(), licences: z.boolean(), availability: z.boolean(),
  readWords: z.array(z.string().max(60)).max(40).default([]).describe('Words that may tell of the project, looked at and found to mean something else here'),
});
export type CurriculumAsked = z.infer<typeof CurriculumAsked>;
const CurriculumBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.literal(1), text: z.string() }), z.object({ kind: z.literal('paragraph'), text: z.string(), strong: z.boolean().optional() }), z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
]);
export type CurriculumBlock = z.infer<typeof CurriculumBlock>;
/** All that leaves, word by word. */
export const CurriculumPaper = z.object({ title: z.string(), language: EscoLanguage, author: z.string(), blocks: z.array(CurriculumBlock) });
export type CurriculumPaper = z.infer<typeof CurriculumPaper>;
/** `slips`: words that may tell of the project, of reception or of the person's status. `fingerprint`: of exactly this paper. */
export const CurriculumPreview = z.object({ paper: CurriculumPaper, slips: z.array(z.string()), fingerprint: z.string() });
export type CurriculumPreview = z.infer<typeof CurriculumPreview>;
export const MakeCurriculum = CurriculumAsked.extend({ fingerprint: z.string().max(64) });
export type MakeCurriculum = z.infer<typeof MakeCurriculum>;
export const HandTo = z.enum(['person', 'organisation', 'employer']);
export type HandTo = z.infer<typeof HandTo>;
export const Agreed = z.enum(['in-words', 'signed']);
export type Agreed = z.infer<typeof Agreed>;
export const HandCurriculum = z.strictObject({ curriculumId: Id, toWhom: HandTo, organisationId: Id.nullable(), placementId: Id.nullable(), agreed: Agreed.nullable(), agreedOn: Day.nullable() })
  .refine(({ toWhom, organisationId }) => (toWhom === 'organisation') === (organisationId !== null), { path: ['organisationId'] })
  .refine(({ toWhom, placementId }) => (toWhom === 'employer') === (placementId !== null), { path: ['placementId'] })
  .refine(({ toWhom, agreed, agreedOn }) => (toWhom === 'person') === (agreed === null) && (agreed === null) === (agreedOn === null), { path: ['agreed'] });
export type HandCurriculum = z.infer<typeof HandCurriculum>;
export const Handing = z.object({ id: Id, toWhom: HandTo, to: z.string().nullable(), agreed: Agreed.nullable(), agreedOn: Day.nullable(), by: Colleague, at: Moment });
export type Handing = z.infer<typeof Handing>;
export const CurriculumLine = z.object({ id: Id, language: EscoLanguage, by: Colleague, at: Moment, handings: z.array(Handing) });
export type CurriculumLine = z.infer<typeof CurriculumLine>;
export const Curriculum = CurriculumLine.extend({
  caseId: Id, code: z.string(), paper: CurriculumPaper, may: z.object({ hand: z.boolean() }),
  /** Bodies with a consent for work in force, and placements whose employer may have it. */
  organisations: z.array(z.object({ id: Id, name: z.string() })), placements: z.array(z.object({ id: Id, name: z.string(), title: z.string() })),
});
export type Curriculum = z.infer<typeof Curriculum>;
export const PaperForm = z.object({ form: z.enum(['pdf', 'docx']) });

// ── The file, the list, the figures ───────────────────────────────────────────────────────────────────────────────────────────────

/** Everything about work that stands in the file of one person. */
export const Employment = z.object({
  caseId: Id, code: z.string(), may: z.object({ write: z.boolean(), look: z.boolean() }),
  entries: z.array(BalanceEntry), known: z.array(KnownFact), languages: z.array(z.object({ language: z.string(), speaks: z.enum(['some', 'well', 'mother-tongue']), reads: z.boolean().nullable() })),
  placements: z.array(Placement), checkDays: z.array(z.int()), centre: z.array(CentreStep), centreMeanings: z.array(CentreMeaning), curricula: z.array(CurriculumLine),
});
export type Employment = z.infer<typeof Employment>;

export const PlacementShow = z.enum(['all', 'open', 'checks-due', 'to-look-at', 'over']);
export type PlacementShow = z.infer<typeof PlacementShow>;
const asked = { whose: z.enum(['mine', 'all']).default('mine'), show: PlacementShow.default('all') };
export const PlacementQuery = z.object({ ...asked, after: z.string().max(400).optional() });
export type PlacementQuery = z.infer<typeof PlacementQuery>;
export const PlacementLine = z.object({
  id: Id, caseId: Id, code: z.string(), kind: PlacementKind, state: PlacementState, employer: z.string(), startedOn: Day.nullable(), owner: Colleague,
  nextCheck: z.object({ afterDays: z.int(), dueOn: Day, isLate: z.boolean() }).nullable(), look: LookVerdict.nullable(), waitsForLook: z.boolean(),
});
export type PlacementLine = z.infer<typeof PlacementLine>;
export const PlacementPage = z.object({ items: z.array(PlacementLine).max(200), next: z.string().nullable() });
export const PlacementExport = z.strictObject({ ...asked, format: z.enum(['csv', 'xlsx']), reason: z.string().trim().min(10).max(1_000), language: EscoLanguage.default('it'), mark: z.boolean().default(true) });
export type PlacementExport = z.infer<typeof PlacementExport>;

/** Five at a time; null where fewer have been asked about. */
export const Retention = z.object({ items: z.array(z.object({ afterDays: z.int(), counted: z.int(), yes: z.int(), no: z.int(), unknown: z.int() })), days: z.array(z.int()) });
export type Retention = z.infer<typeof Retention>;
