/** What crosses the wire in the screening room: the lists and shapes of `contract.ts` as they are asked for and answered. */
import { z } from 'zod';
import {
  AgeBasis, Answers, AssessmentState, Column, Completeness, KnownAge, LockReason, OffReason, Outcome, SafetyProtocol, ScreeningResult, StandingMove,
  TeamRole, Trend, Words,
} from './contract.ts';

const Moment = z.iso.datetime();
const Colleague = z.object({ id: z.uuid(), name: z.string() });
const InstrumentName = z.object({ id: z.string(), version: z.int(), title: Words });
export const ById = z.object({ id: z.uuid() });
export const ByInstrument = z.object({ id: z.string().max(80), version: z.coerce.number().int().min(1).max(10_000) });

// ── Instruments ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An instrument as offered for one person by one member of the team; those that are locked say why. */
export const InstrumentOffered = InstrumentName.extend({
  intro: Words, questions: z.int(), verified: z.boolean(),
  lock: LockReason.nullable(),
  /** Of an instrument that is switched off. */
  off: z.object({ reason: OffReason, text: Words }).nullable(),
  column: Column.nullable(),
  /** Languages in which the questions may be put; null: in any. */
  askedIn: z.array(z.string()).nullable(),
  /** Languages in which the questions stand. Absent in what a telephone kept before they were told. */
  languages: z.array(z.string()).optional(),
  /** Wordings of ours that a mediator answers for, one for each language. Absent in what a telephone kept before there were any. */
  wordings: z.array(z.object({ id: z.uuid(), language: z.string(), edition: z.int() })).optional(),
  licence: Words, source: z.object({ title: z.string(), reference: z.string(), url: z.string().optional() }), minimumAge: z.int().nullable(), whoMayUse: z.array(TeamRole),
  /** Of instruments that are asked at intervals, once they were asked. */
  again: z.object({ notBefore: z.iso.date(), dueOn: z.iso.date(), state: z.enum(['too-soon', 'may', 'due']), reason: Words }).nullable(),
});
export type InstrumentOffered = z.infer<typeof InstrumentOffered>;
export const InstrumentsOffered = z.object({ age: KnownAge, basis: AgeBasis, items: z.array(InstrumentOffered) });
export type InstrumentsOffered = z.infer<typeof InstrumentsOffered>;

// ── Screenings ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `continues`: an earlier screening with the same instrument whose answers are taken along. Version and column are the server's to decide.
 * `notedAt`: when a device noted it, where nobody answered.
 */
export const StartScreening = z.strictObject({
  caseId: z.uuid(), instrument: z.string().max(80), language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/),
  interviewId: z.uuid().optional(), continues: z.uuid().optional(), notedAt: Moment.optional(),
  /** The approved wording that stands beside the questions, in that language; left out where whoever asks puts them in their own words. */
  wordingId: z.uuid().optional(),
});
export type StartScreening = z.infer<typeof StartScreening>;

/**
 * `id` is the change's own: sent again because the answer was lost, it is recognised. `before`: of a change noted on a device without a network, what stood there
 * before it; where the same still stands here, other answers given meanwhile are no reason to refuse it.
 */
export const ChangeAnswers = z.strictObject({ id: z.uuid(), answers: Answers.refine((given) => Object.keys(given).length > 0), before: Answers.optional() });
export type ChangeAnswers = z.infer<typeof ChangeAnswers>;

/**
 * The end of a list. `content`: of one completed on a device without a network, the mark of its answers (`markOfAnswers`), in place of the version that was seen;
 * `notedAt`: when, by the clock of that device.
 */
export const MoveScreening = z.strictObject({ id: z.uuid(), move: z.literal('complete'), notedAt: Moment.optional(), content: z.string().regex(/^[0-9a-f]{64}$/).optional() });
export type MoveScreening = z.infer<typeof MoveScreening>;

export const RaisedProtocol = z.object({ id: z.uuid(), item: z.string(), protocol: SafetyProtocol, takenAt: Moment.nullable() });
export type RaisedProtocol = z.infer<typeof RaisedProtocol>;
export const AnswersKept = z.object({ version: z.int(), completeness: Completeness, protocols: z.array(RaisedProtocol) });
export type AnswersKept = z.infer<typeof AnswersKept>;

export const ScreeningLine = z.object({
  id: z.uuid(), instrument: InstrumentName, state: z.enum(['open', 'completed']), compartment: z.enum(['mediation', 'restricted']), column: Column,
  language: z.string(), author: Colleague, mine: z.boolean(), startedAt: Moment, completedAt: Moment.nullable(), completeness: Completeness, version: z.int(),
  interviewId: z.uuid().nullable(), continues: z.uuid().nullable(),
  /** In whose words it was asked: `edition` 0 where a device does not know it yet. Null: in those of whoever asked. Absent in what a device kept before. */
  wording: z.object({ id: z.uuid(), edition: z.int() }).nullable().optional(),
});
export type ScreeningLine = z.infer<typeof ScreeningLine>;
export const ScreeningList = z.object({ items: z.array(ScreeningLine) });
export type ScreeningList = z.infer<typeof ScreeningList>;

/** `all`: whatever one may read; else what one is told of. */
export const ReassessmentQuery = z.object({ whose: z.enum(['mine', 'all']).default('mine') });
export type ReassessmentQuery = z.infer<typeof ReassessmentQuery>;
/** When it is worth asking again: `id` is the last asking. */
export const ReassessmentLine = z.object({ id: z.uuid(), caseId: z.uuid(), code: z.string(), instrument: Words, dueOn: z.string(), owner: z.string().nullable() });
export type ReassessmentLine = z.infer<typeof ReassessmentLine>;
export const ReassessmentList = z.object({ items: z.array(ReassessmentLine) });
export type ReassessmentList = z.infer<typeof ReassessmentList>;

export const Screening = ScreeningLine.extend({
  caseId: z.uuid(), personId: z.uuid(), answers: Answers, protocols: z.array(RaisedProtocol),
  /** Completed where there was no network: the hour of that device's clock, and when it came. */
  completedOnDevice: z.object({ notedAt: Moment, arrivedAt: Moment }).nullable(),
});
export type Screening = z.infer<typeof Screening>;

const Sign = z.object({ code: z.string(), because: z.array(z.string()) });
/** The reading of the answers, worked out now from the version under which they were given; it stands nowhere. */
export const Reading = z.object({
  screening: ScreeningLine,
  result: ScreeningResult,
  /** The column that would be read as the age is known today, where it is another one. */
  columnNow: Column.nullable(),
  across: z.array(z.object({ instrument: InstrumentName, signs: z.array(Sign) })),
  worthExploring: z.array(z.object({ instrument: InstrumentName, codes: z.array(z.string()) })),
  since: Trend.extend({ id: z.uuid(), at: Moment }).nullable(),
});
export type Reading = z.infer<typeof Reading>;

export const OpenProtocols = z.object({
  items: z.array(z.object({ id: z.uuid(), caseId: z.uuid(), code: z.string(), screeningId: z.uuid(), protocol: SafetyProtocol, raisedBy: Colleague, raisedAt: Moment })),
});
export type OpenProtocols = z.infer<typeof OpenProtocols>;

// ── Assessments ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const Reason = z.string().trim().min(1).max(4000);
/** Author, account and profession are the session's; they never cross the wire inwards. */
export const WriteAssessment = z.strictObject({ caseId: z.uuid(), outcome: Outcome, reason: Reason, basedOn: z.array(z.uuid()).max(50) });
export type WriteAssessment = z.infer<typeof WriteAssessment>;

export const MoveAssessment = z.strictObject({ id: z.uuid(), move: StandingMove, reason: Reason });
export type MoveAssessment = z.infer<typeof MoveAssessment>;

export const AskReader = z.strictObject({ memberId: z.uuid() });
export const Readers = z.object({ items: z.array(Colleague.extend({ role: TeamRole })) });
export type Readers = z.infer<typeof Readers>;

const Reader = Colleague.extend({ profession: TeamRole });
export const WrittenReading = z.object({ id: z.uuid(), reader: Reader, agrees: z.boolean(), reason: z.string().nullable(), at: Moment });
export const WrittenAssessment = z.object({
  id: z.uuid(), outcome: Outcome, reason: z.string(), basedOn: z.array(z.uuid()), author: Reader, mine: z.boolean(), at: Moment, state: AssessmentState,
  version: z.int(), askedReader: Colleague.nullable(), reading: WrittenReading.nullable(),
  moves: z.array(z.object({ id: z.uuid(), move: StandingMove, reason: z.string(), by: Colleague, at: Moment })),
});
export type WrittenAssessment = z.infer<typeof WrittenAssessment>;

/** Where the assessment of the person stands, what this colleague may do, and everything written so far, the newest first. */
export const CaseAssessment = z.object({
  state: AssessmentState,
  may: z.object({ assess: z.boolean(), readSecond: z.boolean(), moves: z.array(StandingMove) }),
  items: z.array(WrittenAssessment),
});
export type CaseAssessment = z.infer<typeof CaseAssessment>;

export const AssessmentFile = z.object({ caseId: z.uuid(), personId: z.uuid(), code: z.string(), assessment: WrittenAssessment, mayReadSecond: z.boolean() });
export type AssessmentFile = z.infer<typeof AssessmentFile>;

const Own = z.string().trim().max(4000);
/** The reader's account and profession are the session's. A disagreement says why. */
export const WriteReading = z.discriminatedUnion('reading', [
  z.strictObject({ assessmentId: z.uuid(), reading: z.literal('agree'), reason: Own.optional() }),
  z.strictObject({ assessmentId: z.uuid(), reading: z.literal('disagree'), reason: Own.min(1) }),
]);
export type WriteReading = z.infer<typeof WriteReading>;

export const WaitingReadings = z.object({
  items: z.array(z.object({ assessmentId: z.uuid(), caseId: z.uuid(), code: z.string(), author: Reader, at: Moment, askedOfMe: z.boolean() })),
});
export type WaitingReadings = z.infer<typeof WaitingReadings>;
