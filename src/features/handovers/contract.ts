/**
 * What crosses the wire when a case, or a whole caseload, passes from one colleague to another, or is looked after while somebody is away.
 */
import { z } from 'zod';
import { CaseState, Colleague, Risk } from '../cases/contract.ts';

export const HandoverKind = z.enum(['for-good', 'absence']);
export type HandoverKind = z.infer<typeof HandoverKind>;

export const HandoverState = z.enum(['proposed', 'accepted', 'declined', 'withdrawn', 'ended']);
export type HandoverState = z.infer<typeof HandoverState>;

export const HandoverMove = z.enum(['accept', 'decline', 'withdraw', 'end']);
export type HandoverMove = z.infer<typeof HandoverMove>;

/** Whether the person knows who follows them from now on. `better-not`: not now, for their safety or because nothing changes for them. */
export const PersonTold = z.enum(['not-yet', 'told', 'better-not']);
export type PersonTold = z.infer<typeof PersonTold>;

/** Who reads the note: everybody who keeps the file, or only those who may read the story. */
export const NoteFor = z.enum(['case', 'restricted']);

export const OpenKind = z.enum(['step', 'task', 'appointment', 'referral', 'interview', 'deadline', 'plan-review']);
export type OpenKind = z.infer<typeof OpenKind>;

const Id = z.uuid();
const Day = z.iso.date();
const Moment = z.iso.datetime();
const After = z.string().max(400).optional();
const Words = z.string().trim().max(10_000);

export const byId = z.object({ id: Id });
export const byCase = z.object({ caseId: Id });
export const byMember = z.object({ memberId: Id });
export const Done = z.object({ done: z.literal(true) });

/** How many cases pass in one proposal: more than anybody follows, few enough for one transaction. */
export const CASES_AT_ONCE = 80;

/** The proposal: who passes which cases to whom, from when, and what the receiver should know. The bundle's id stands in the address. */
export const NewHandover = z.object({
  kind: HandoverKind,
  /** Left out: oneself. Only who coordinates proposes for somebody else. */
  fromMember: Id.optional(),
  startsOn: Day,
  /** `absence`: the last day of the substitution. */
  endsOn: Day.optional(),
  /** The giver goes on following the case and only stops answering for it. */
  fromStays: z.boolean().default(false),
  personTold: PersonTold.default('not-yet'),
  noteFor: NoteFor.default('case'),
  /** For every case of the bundle; a case may have words of its own. */
  note: Words.optional(),
  cases: z.array(z.object({ id: Id, caseId: Id, toMember: Id, note: Words.optional() })).min(1).max(CASES_AT_ONCE),
}).refine((asked) => (asked.kind === 'absence') === (asked.endsOn !== undefined), { path: ['endsOn'] })
  .refine((asked) => asked.endsOn === undefined || asked.endsOn >= asked.startsOn, { path: ['endsOn'] });
export type NewHandover = z.infer<typeof NewHandover>;
export type NewHandoverGiven = z.input<typeof NewHandover>;

export const HandoverQuery = z.object({ after: After, box: z.enum(['to-me', 'from-me', 'waiting']).default('to-me') });
export type HandoverQuery = z.infer<typeof HandoverQuery>;

/** What one may do with a handover now. */
export const HandoverLine = z.object({
  id: Id,
  bundleId: Id,
  caseId: Id,
  /** Null for whoever no longer follows the case. */
  code: z.string().nullable(),
  languages: z.array(z.string()),
  caseState: CaseState.nullable(),
  risk: Risk.nullable(),
  kind: HandoverKind,
  from: Colleague,
  to: Colleague,
  askedBy: Colleague,
  at: Moment,
  startsOn: Day,
  endsOn: Day.nullable(),
  fromStays: z.boolean(),
  personTold: PersonTold,
  state: HandoverState,
  /** `absence`: whether the substitute reads the case today. */
  isRunning: z.boolean(),
  /** The reason of the last step, where one was written. */
  reason: z.string().nullable(),
  moves: z.array(HandoverMove),
  /** Whether the reader holds the file, and may open it from here. */
  opens: z.boolean(),
});
export type HandoverLine = z.infer<typeof HandoverLine>;
export const HandoverPage = z.object({ items: z.array(HandoverLine).max(200), next: z.string().nullable() });

export const OpenItem = z.object({
  id: Id,
  kind: OpenKind,
  subjectId: Id,
  dueOn: Day.nullable(),
  /** Somebody's own words, or a code to be said; null where the reader may not see the thing itself. */
  title: z.string().nullable(),
  /** Still to be done today; false when it was settled since. */
  isOpen: z.boolean(),
  lookedAt: Moment.nullable(),
});
export type OpenItem = z.infer<typeof OpenItem>;

export const HandoverStep = z.object({ id: Id, move: HandoverMove, by: Colleague, at: Moment, reason: z.string().nullable() });

export const Handover = HandoverLine.extend({
  /** Null while the reader does not hold the file, when nothing was written, or when the content was destroyed. */
  note: z.string().nullable(),
  noteFor: NoteFor.nullable(),
  items: z.array(OpenItem),
  steps: z.array(HandoverStep),
});
export type Handover = z.infer<typeof Handover>;

export const HandoverMoveGiven = z.object({ id: Id, move: HandoverMove, reason: z.string().trim().max(2_000).optional() });
export type HandoverMoveGiven = z.infer<typeof HandoverMoveGiven>;
/** The same step for several handovers at once, all of them or none. */
export const HandoverMovesGiven = z.object({ move: HandoverMove, reason: z.string().trim().max(2_000).optional(), items: z.array(z.object({ id: Id, handoverId: Id })).min(1).max(CASES_AT_ONCE) });
export type HandoverMovesGiven = z.infer<typeof HandoverMovesGiven>;

export const Looked = z.object({ looked: z.boolean() });
export const Told = z.object({ told: PersonTold });

/** What a colleague follows now and could pass on. */
export const PassableCase = z.object({ caseId: Id, code: z.string(), state: CaseState, risk: Risk, owner: z.boolean(), waits: z.boolean().describe('A handover of it waits for an answer already') });
export type PassableCase = z.infer<typeof PassableCase>;
export const Passable = z.object({ items: z.array(PassableCase).max(CASES_AT_ONCE), more: z.boolean() });
export type Passable = z.infer<typeof Passable>;

/** Colleagues who could receive a case: of the team, and keeping files. */
export const Receivers = z.object({ items: z.array(Colleague.extend({ languages: z.array(z.string()) })).max(500) });
export type Receivers = z.infer<typeof Receivers>;
