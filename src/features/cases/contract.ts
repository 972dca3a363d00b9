/**
 * What crosses the wire in the cases room: the case and its states, who follows it, who opened it, notes, tasks, and what waits for whom.
 */
import { z } from 'zod';
import { Role } from '../../kernel/identity/contract.ts';

export const CaseState = z.enum(['contact', 'access', 'assessment', 'in-care', 'suspended', 'short-guidance', 'sent-elsewhere', 'withdrawn', 'follow-up', 'closed']);
export type CaseState = z.infer<typeof CaseState>;

/** What a person of the team does to a case. `close` is not asked for directly: it follows the coordinator's approval. */
export const CaseMove = z.enum(['receive', 'assess', 'take-in-care', 'guide-briefly', 'send-elsewhere', 'withdraw', 'suspend', 'resume', 'follow-up', 'close', 'reopen', 'come-back']);
export type CaseMove = z.infer<typeof CaseMove>;

/** A structured professional judgement, never a score alone. */
export const Risk = z.enum(['not-assessed', 'low', 'medium', 'high', 'extreme']);
export type Risk = z.infer<typeof Risk>;

export const ClosingReason = z.enum([
  'goals-reached', 'autonomy', 'anti-trafficking-programme', 'voluntary-return', 'unreachable', 'renounced', 'not-eligible', 'death', 'other-project', 'out-of-province', 'other',
]);
export type ClosingReason = z.infer<typeof ClosingReason>;

/** The parts of a case, each opened on its own; which ones a colleague holds is decided by `access.sql`. */
export const Compartment = z.enum(['base', 'case', 'work', 'mediation', 'restricted', 'secret-psychologist', 'secret-legal']);
export type Compartment = z.infer<typeof Compartment>;
export const NoteCompartment = Compartment.exclude(['base']);
export type NoteCompartment = z.infer<typeof NoteCompartment>;

export const Via = z.enum(['assigned', 'coordinator', 'substitute', 'break-glass']);
export type Via = z.infer<typeof Via>;

/** What must not be overlooked when a case is met, most pressing first. */
export const CaseAlert = z.enum(['minor', 'do-not-call', 'permit-expired', 'permit-expiring', 'closing-asked', 'interview-unsigned', 'no-owner']);
export type CaseAlert = z.infer<typeof CaseAlert>;

/** What is still missing before a case may be taken in care, or closed. */
export const MissingForCare = z.enum(['notice-missing', 'owner-missing', 'risk-missing']);
export const MissingForClosing = z.enum(['closing-reason-missing', 'goal-outcome-missing', 'follow-up-undecided', 'approval-missing']);
export const Missing = z.enum([...MissingForCare.options, ...MissingForClosing.options]);
export type Missing = z.infer<typeof Missing>;

const Id = z.uuid();
const Moment = z.iso.datetime();
const Day = z.iso.date();
const Code = z.string().trim().min(2).max(60);
const Reason = z.string().trim().max(2_000);
/** Where the next page begins; opaque to whoever sends it back. */
export const After = z.string().max(400).optional();
export const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item).max(200), next: z.string().nullable() });

export const ById = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });

/** A colleague, by the hat they wear. */
export const Colleague = z.object({ memberId: Id, name: z.string(), role: Role });
export type Colleague = z.infer<typeof Colleague>;

export const CaseListQuery = z.object({
  after: After,
  filter: z.enum(['mine', 'unassigned', 'all']).default('all'),
  state: CaseState.optional(),
  risk: Risk.optional(),
  /** The beginning of a speakable code, which says nothing about the person. */
  code: z.string().trim().max(60).optional(),
});
export type CaseListQuery = z.infer<typeof CaseListQuery>;

/** The list as a file, narrowed as on the screen. A reason is always written: it is the most anybody can carry away at once. */
export const CaseExportAsked = CaseListQuery.omit({ after: true }).extend({
  format: z.enum(['csv', 'xlsx']),
  /** By code alone, unless names are needed. */
  names: z.boolean().default(false),
  reason: z.string().trim().min(10).max(1_000),
  language: z.enum(['it', 'en']).default('it'),
  /** CSV: the mark by which spreadsheets know UTF-8. */
  mark: z.boolean().default(true),
});
export type CaseExportAsked = z.infer<typeof CaseExportAsked>;

export const CaseLine = z.object({
  id: Id,
  personId: Id,
  code: z.string(),
  name: z.string().nullable(),
  languages: z.array(z.string()),
  state: CaseState,
  risk: Risk,
  owner: Colleague.nullable(),
  nextStepOn: Day.nullable(),
  alerts: z.array(CaseAlert),
  via: Via,
  until: Moment.nullable().describe('When the emergency opening ends; null while one follows the case'),
  lastChangeAt: Moment,
});
export type CaseLine = z.infer<typeof CaseLine>;
export const CasePage = page(CaseLine);

export const MoveOffer = z.object({ move: CaseMove, needsReason: z.boolean(), missing: z.array(Missing) });
export type MoveOffer = z.infer<typeof MoveOffer>;

export const Closing = z.object({
  id: Id,
  caseId: Id,
  code: z.string().nullable(),
  reason: ClosingReason,
  outcome: z.string().nullable().describe('Null when the content was destroyed'),
  followUpSafe: z.boolean(),
  askedBy: Colleague,
  askedAt: Moment,
  state: z.enum(['open', 'approved', 'sent-back']),
  words: z.string().nullable(),
  decidedBy: Colleague.nullable(),
  decidedAt: Moment.nullable(),
  mayDecide: z.boolean().describe('Whether the reader is the one, or one of those, who may decide on it'),
});
export type Closing = z.infer<typeof Closing>;
/** Every closing there was, the latest first: a case that was opened again keeps how it ended before. */
export const Closings = z.object({ items: z.array(Closing) });

/** How the person's consent to be in touch after the closing stands. */
export const FollowUpConsent = z.enum(['never-asked', 'requested', 'given', 'refused', 'withdrawn', 'expired']);
export type FollowUpConsent = z.infer<typeof FollowUpConsent>;
/** What one should know before asking to close: what stands in the way, what is worth doing first, and what follows. */
export const ClosingReadiness = z.object({
  goalsWithoutOutcome: z.int(),
  openReferrals: z.int(),
  openTasks: z.int(),
  /** Areas with a reading at the start, and how many of them have one at the end. */
  areasAtStart: z.int(),
  areasAtEnd: z.int(),
  followUpConsent: FollowUpConsent,
  followUpMonths: z.array(z.int()),
});
export type ClosingReadiness = z.infer<typeof ClosingReadiness>;

export const CaseHeader = CaseLine.extend({
  wish: z.string(),
  summary: z.string(),
  openedAt: Moment,
  closedAt: Moment.nullable(),
  closingReason: ClosingReason.nullable(),
  compartments: z.array(Compartment),
  /** Where this colleague's notes go unless they choose otherwise; null when they may not write. */
  noteCompartment: NoteCompartment.nullable(),
  moves: z.array(MoveOffer),
  closing: Closing.nullable().describe('The last request to close, while it is open or was sent back'),
  version: z.int(),
});
export type CaseHeader = z.infer<typeof CaseHeader>;

export const HeaderChange = z.object({
  risk: Risk.optional(),
  wish: z.string().trim().max(500).optional(),
  summary: z.string().trim().max(500).optional(),
  ownerId: Id.nullable().optional(),
});
export type HeaderChange = z.infer<typeof HeaderChange>;

/** No approval, so no `close`. */
export const MoveGiven = z.object({ id: Id, move: CaseMove.exclude(['close']), reason: Reason.optional() });
export type MoveGiven = z.infer<typeof MoveGiven>;

export const ClosingAsked = z.object({ caseId: Id, reason: ClosingReason, outcome: z.string().trim().min(3).max(5_000), followUpSafe: z.boolean() });
export type ClosingAsked = z.infer<typeof ClosingAsked>;
export const ClosingDecision = z.object({ decision: z.enum(['approve', 'send-back']), words: Reason.optional() });
export type ClosingDecision = z.infer<typeof ClosingDecision>;

/** `answersForIt`: whoever receives the case also answers for it from now on, which a mediator never does. */
export const Assignment = z.object({ caseId: Id, memberId: Id, answersForIt: z.boolean().optional() });
export type Assignment = z.infer<typeof Assignment>;

export const Bar = z.object({ caseId: Id, memberId: Id, askedBy: z.enum(['coordinator', 'member', 'person']), reason: z.string().trim().min(3).max(1_000) });
export type Bar = z.infer<typeof Bar>;

export const Holder = Colleague.extend({ via: Via, since: Moment.nullable(), until: Moment.nullable(), assignmentId: Id.nullable(), owner: z.boolean(), secondId: Id.nullable().describe('They may approve plans and closings of this case beside the coordinator') });
export const Second = z.object({ caseId: Id, memberId: Id });
export type Second = z.infer<typeof Second>;
export type Holder = z.infer<typeof Holder>;
export const BarLine = z.object({ id: Id, member: Colleague, askedBy: Bar.shape.askedBy, reason: z.string(), at: Moment });
export type BarLine = z.infer<typeof BarLine>;
export const CaseTeam = z.object({ holders: z.array(Holder).max(200), bars: z.array(BarLine).max(200), moreBars: z.boolean() });
export type CaseTeam = z.infer<typeof CaseTeam>;

export const BreakGlass = z.object({ caseId: Id.optional(), code: Code.optional(), reason: z.string().trim().min(10).max(1_000) })
  .refine((asked) => (asked.caseId === undefined) !== (asked.code === undefined), { path: ['code'] });
export type BreakGlass = z.infer<typeof BreakGlass>;
export const GlassBroken = z.object({ caseId: Id, until: Moment });
export type GlassBroken = z.infer<typeof GlassBroken>;
export const BreakGlassLine = z.object({
  id: Id, caseId: Id, code: z.string().nullable(), by: Colleague, reason: z.string(), at: Moment, until: Moment,
  reviewedBy: Colleague.nullable(), reviewedAt: Moment.nullable(), reviewWords: z.string().nullable(), own: z.boolean(),
});
export type BreakGlassLine = z.infer<typeof BreakGlassLine>;
export const BreakGlassPage = page(BreakGlassLine);
export const Review = z.object({ words: z.string().trim().min(3).max(2_000) });

export const AccessAsked = z.object({ code: Code, reason: z.string().trim().min(3).max(1_000) });
export type AccessAsked = z.infer<typeof AccessAsked>;
export const AccessRequestLine = z.object({
  id: Id, caseId: Id.nullable(), code: z.string().nullable(), by: Colleague, reason: z.string(), at: Moment, state: z.enum(['open', 'granted', 'refused']), barred: z.boolean(), own: z.boolean(),
});
export type AccessRequestLine = z.infer<typeof AccessRequestLine>;
export const AccessRequestPage = page(AccessRequestLine);
export const AccessDecision = z.object({ decision: z.enum(['grant', 'refuse']) });

export const NewNote = z.object({
  caseId: Id,
  compartment: NoteCompartment.optional().describe('Left out: where this profession usually writes'),
  body: z.string().trim().min(1).max(20_000),
  corrects: Id.optional(),
});
export type NewNote = z.infer<typeof NewNote>;
export const Note = z.object({
  id: Id, compartment: NoteCompartment, body: z.string().nullable().describe('Null when the content was destroyed'),
  author: Colleague, at: Moment, source: z.enum(['typed', 'import']), corrects: Id.nullable(), correctedBy: Id.nullable(), own: z.boolean(),
});
export type Note = z.infer<typeof Note>;
export const NotePage = page(Note);
export const NoteQuery = z.object({ after: After, compartment: NoteCompartment.optional() });

/** The classes of data of a case's own records, from the widest to the narrowest. */
export const TimelineClass = z.enum(['case', 'restricted', 'secret']);
export type TimelineClass = z.infer<typeof TimelineClass>;
const narrowed = {
  kinds: z.string().max(600).optional().describe('Kinds separated by commas'),
  classes: z.string().max(60).regex(/^(case|restricted|secret)(,(case|restricted|secret))*$/).optional().describe('Classes of data separated by commas'),
  by: Id.optional(),
  since: Day.optional(),
  until: Day.optional(),
};
export const TimelineQuery = z.object({ after: After, ...narrowed });
export type TimelineQuery = z.infer<typeof TimelineQuery>;
/** The same line of time as a file. */
export const TimelinePaperAsked = z.object({ ...narrowed, form: z.enum(['pdf', 'docx']), language: z.enum(['it', 'en']).default('it') });
export type TimelinePaperAsked = z.infer<typeof TimelinePaperAsked>;
/** How many lines a paper of the way holds, the last ones first; more would be a book. */
export const TIMELINE_ON_PAPER = 500;
export const TimelineEvent = z.object({
  id: Id, at: Moment, kind: z.string(), compartment: z.string(), actor: Colleague.nullable(),
  /** The colleague it happened to, as in an assignment. */
  about: Colleague.nullable(),
  /** Codes for the sentence; which ones depends on the kind. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;
export const TimelinePage = page(TimelineEvent);
/** Who did something in it, as far as the reader may see what was done. */
export const TimelineAuthors = z.object({ items: z.array(Colleague).max(500) });
export type TimelineAuthors = z.infer<typeof TimelineAuthors>;

export const AudienceLine = z.object({ day: Day, member: Colleague.nullable(), action: z.string(), times: z.int(), lastAt: Moment, emergency: z.boolean() });
export type AudienceLine = z.infer<typeof AudienceLine>;
export const AudiencePage = page(AudienceLine).extend({ complete: z.boolean().describe('False when one sees only what one did oneself') });

export const TrailQuery = z.object({
  after: After, member: Id.optional(), role: Role.optional(), action: z.string().max(80).regex(/^[a-z0-9.-]+$/).optional(), since: Day.optional(), until: Day.optional(),
  /** The speakable code of a person, whole: everything about them, whichever their case. */
  code: Code.optional(),
});
export type TrailQuery = z.infer<typeof TrailQuery>;
export const TrailLine = z.object({ at: Moment, member: Colleague.nullable(), name: z.string().nullable().describe('Who it was when no hat was worn, as in signing in'), action: z.string(), subject: z.string(), code: z.string().nullable(), reason: z.string().nullable() });
export type TrailLine = z.infer<typeof TrailLine>;
export const TrailPage = page(TrailLine);
/** Everyone whose lines may stand in the trail of the programme, those who have left included. */
export const TrailMembers = z.object({ items: z.array(Colleague).max(2_000) });

export const UnusualQuery = z.object({ days: z.coerce.number().int().min(1).max(31).default(7) });
export const UnusualLine = z.object({
  kind: z.enum(['many-files', 'out-of-hours', 'break-glass']), day: Day, member: Colleague.nullable(), files: z.int(), times: z.int(), firstAt: Moment, lastAt: Moment,
  /** `break-glass` alone: whose file, and why. */
  code: z.string().nullable(), reason: z.string().nullable(),
});
export type UnusualLine = z.infer<typeof UnusualLine>;
/** From when on a day's work deserves a second look: so many files, or work outside these hours. */
export const UnusualMeasure = z.strictObject({ filesInADay: z.int().min(1).max(100), fromHour: z.int().min(0).max(23), toHour: z.int().min(1).max(24) }).refine(({ fromHour, toHour }) => fromHour < toHour, { path: ['toHour'], message: 'order' });
export type UnusualMeasure = z.infer<typeof UnusualMeasure>;
/** What deserves a second look, with the measure by which it was found. */
export const Unusual = z.object({ items: z.array(UnusualLine).max(500), measure: z.object({ filesInADay: z.int(), fromHour: z.int(), toHour: z.int() }) });
export type Unusual = z.infer<typeof Unusual>;

export const Notification = z.object({
  id: Id, kind: z.enum(['break-glass', 'access-asked', 'access-granted', 'access-refused', 'assigned', 'closing-asked', 'closing-approved', 'closing-sent-back', 'plan-approval-asked', 'plan-approved', 'plan-sent-back', 'emergency-opened', 'conflict-possible', 'union-asked', 'files-united', 'files-apart', 'sheet-vital-interest', 'fact-to-correct', 'outing-alarm', 'street-hour-promised', 'street-concern', 'inbound-received', 'inbound-immediate', 'inbound-given', 'inbound-news', 'inbound-withdrawn', 'inbound-talk-off', 'inbound-late', 'inbound-meeting', 'inbound-pattern', 'note-handed', 'mail-late', 'placement-not-safe']),
  subject: z.enum(['break-glass', 'access-request', 'case', 'case-closing', 'emergency', 'outing', 'street-contact', 'inbound', 'inbound-sent', 'inbound-pattern', 'handed-note', 'mailbox']), subjectId: Id, at: Moment, readAt: Moment.nullable(),
  /** Of which segnalazione it is news, for whoever may still know of it. */
  reference: z.string().nullable(),
});
export type Notification = z.infer<typeof Notification>;
export const NotificationPage = page(Notification).extend({ unread: z.int() });

export const NewTask = z.object({ caseId: Id.optional(), title: z.string().trim().min(2).max(200), ownerId: Id, dueOn: Day.optional() });
export type NewTask = z.infer<typeof NewTask>;
export const TaskKind = z.enum(['free', 'inform-recipient', 'follow-up']);
export type TaskKind = z.infer<typeof TaskKind>;
/** How a follow-up went that was kept as a task, before they had a room of their own. */
const FollowUpOutcome = z.enum(['well', 'needs-help', 'not-reached', 'not-safe', 'refused']);
export const TaskChange = z.object({
  title: NewTask.shape.title.optional(), ownerId: Id.optional(), dueOn: Day.nullable().optional(),
  done: z.boolean().optional(), doneWords: z.string().trim().max(500).optional(),
});
export type TaskChange = z.infer<typeof TaskChange>;
export const Task = z.object({
  id: Id, caseId: Id.nullable(), code: z.string().nullable(), title: z.string(), owner: Colleague, dueOn: Day.nullable(), doneAt: Moment.nullable(),
  doneWords: z.string().nullable(), createdBy: Colleague, version: z.int(),
  kind: TaskKind,
  /** `inform-recipient`: whom to tell. */
  organisation: z.string().nullable(),
  /** `follow-up`: how many months after the closing. */
  months: z.int().nullable(),
  outcome: z.enum([...FollowUpOutcome.options, 'opened-again']).nullable(),
});
export type Task = z.infer<typeof Task>;
export const TaskPage = page(Task);
export const TaskQuery = z.object({ after: After, done: z.enum(['yes', 'no']).default('no') });

/** After how many months one asks after a person whose case was closed. */
export const FollowUpTerm = z.strictObject({ months: z.array(z.int().min(1).max(60)).min(1).max(8).refine((months) => months.every((one, at) => at === 0 || one > (months[at - 1] ?? 0)), { message: 'rising' }) });
