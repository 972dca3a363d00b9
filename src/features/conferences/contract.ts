/**
 * What crosses the wire about a conference on a case: who is called, what each of them reads, what was decided, and what the person says of it.
 */
import { z } from 'zod';
import { Compartment } from '../cases/contract.ts';
import { Colleague } from '../cases/contract.ts';
import { Purpose } from '../consents/contract.ts';
import { NeedDomain } from '../plans/contract.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Moment = z.iso.datetime();
const Words = z.string().trim().min(1).max(4_000);
const Reason = z.string().trim().max(2_000);

export const byId = z.object({ id: Id });
export const byCase = z.object({ caseId: Id });
export const Done = z.object({ done: z.literal(true) });

export const ConferenceState = z.enum(['called', 'held', 'minutes-approved', 'closed', 'postponed', 'cancelled']);
export type ConferenceState = z.infer<typeof ConferenceState>;
export const ConferenceMove = z.enum(['hold', 'postpone', 'call-again', 'cancel', 'approve-minutes', 'close']);
export type ConferenceMove = z.infer<typeof ConferenceMove>;
export const Way = z.enum(['in-person', 'remote', 'mixed']);
export type Way = z.infer<typeof Way>;

/** The blocks of which a sheet is made, in the order in which they are read. */
export const PartKind = z.enum(['question', 'situation', 'wish', 'languages', 'risk', 'needs', 'plan', 'services', 'work', 'story']);
export type PartKind = z.infer<typeof PartKind>;

/** What a block says: words, and lines whose codes the screen says in its reader's language. */
export const PartBody = z.object({
  words: z.string().trim().max(4_000).default(''),
  items: z.array(z.object({ code: z.string().max(60).nullable().default(null), level: z.int().min(0).max(4).nullable().default(null), words: z.string().trim().max(500).nullable().default(null) })).max(60).default([]),
});
export type PartBody = z.infer<typeof PartBody>;
export const Part = z.object({ kind: PartKind, compartment: Compartment, body: PartBody });
export type Part = z.infer<typeof Part>;

/** A point to speak of, by area of need where it belongs to one. */
export const Point = z.object({ id: Id, domain: NeedDomain.nullable(), words: z.string().trim().min(2).max(300) });
export type Point = z.infer<typeof Point>;

/** What the person wishes before, or was told after; and whether they agree that their name is said. */
export const Voice = z.object({
  moment: z.enum(['before', 'after']),
  knows: z.enum(['told', 'not-yet', 'better-not']),
  nameSaid: z.enum(['agrees', 'refuses', 'not-asked']).default('not-asked'),
  words: z.string().trim().max(4_000).default(''),
});
export type Voice = z.infer<typeof Voice>;

/** Who is asked to come, with the blocks of their sheet. `consentId`: somebody of the network sits there on this consent of the person. */
export const NewSeat = z.object({ id: Id, memberId: Id, consentId: Id.optional(), parts: z.array(PartKind).max(10) });
export type NewSeat = z.infer<typeof NewSeat>;

const Bodies = z.partialRecord(PartKind, PartBody);
export type Bodies = z.infer<typeof Bodies>;

export const NewConference = z.object({
  caseId: Id,
  startsAt: Moment,
  lasts: z.int().min(15).max(480).default(60),
  way: Way,
  place: z.string().trim().max(300).optional(),
  question: z.string().trim().min(5).max(1_000),
  points: z.array(Point).max(20),
  voice: Voice.omit({ moment: true }),
  /** Exactly what was previewed: the same bodies for everybody, each sheet a choice among them. */
  bodies: Bodies,
  seats: z.array(NewSeat).min(1).max(30),
});
export type NewConference = z.infer<typeof NewConference>;
export type NewConferenceGiven = z.input<typeof NewConference>;
export const MoreSeats = z.object({ bodies: Bodies, seats: z.array(NewSeat).min(1).max(30) });
export type MoreSeats = z.infer<typeof MoreSeats>;

/** What may be put on a sheet now, who may be asked, and with whom the person agreed to share. */
export const Material = z.object({
  code: z.string(),
  parts: z.array(Part),
  colleagues: z.array(Colleague.extend({ follows: z.boolean() })).max(500),
  network: z.array(Colleague.extend({ organisationId: Id, organisation: z.string(), consentId: Id, purpose: Purpose })).max(500),
});
export type Material = z.infer<typeof Material>;

export const ConferenceQuery = z.object({ box: z.enum(['coming', 'past']).default('coming'), after: z.string().max(400).optional() });
export type ConferenceQuery = z.infer<typeof ConferenceQuery>;

/** One's own seat, as one sees it oneself. */
export const OwnSeat = z.object({ id: Id, answer: z.enum(['none', 'coming', 'not-coming']), owesMinutes: z.boolean() });
export const ConferenceLine = z.object({
  id: Id,
  /** Null for whoever does not hold the case. */
  caseId: Id.nullable(),
  code: z.string().nullable(),
  state: ConferenceState,
  startsAt: Moment,
  lasts: z.int(),
  way: Way,
  place: z.string().nullable(),
  seat: OwnSeat.nullable(),
});
export type ConferenceLine = z.infer<typeof ConferenceLine>;
export const ConferencePage = z.object({ items: z.array(ConferenceLine).max(200), next: z.string().nullable() });

/** A colleague in the minutes; outside the team without a name. */
const Who = z.object({ name: z.string().nullable(), role: z.string(), organisation: z.string().nullable() });
export type Who = z.infer<typeof Who>;
export const MinutesBody = z.object({
  question: z.string(),
  points: z.array(z.object({ domain: NeedDomain.nullable(), words: z.string(), notes: z.array(z.string()) })),
  summary: z.string(),
  present: z.array(Who),
  absent: z.array(Who),
  decisions: z.array(z.object({ what: z.string(), by: Who.nullable(), byWords: z.string().nullable(), dueOn: Day.nullable() })),
  dissents: z.array(z.object({ words: z.string(), about: z.string().nullable(), by: Who.nullable() })),
});
export type MinutesBody = z.infer<typeof MinutesBody>;
export const Minutes = z.object({ edition: z.int(), at: Moment, body: MinutesBody.nullable() });
export type Minutes = z.infer<typeof Minutes>;

export const Said = z.enum(['approved', 'with-reservations']);
export const Seat = z.object({
  id: Id, member: Colleague, organisation: z.string().nullable(), purpose: Purpose.nullable(), answer: OwnSeat.shape.answer, present: z.boolean().nullable(), leftAt: Moment.nullable(),
  /** Whether anything would be open to them today: false once a consent was withdrawn. */
  stands: z.boolean(),
  said: Said.nullable(), saidEdition: z.int().nullable(), saidWords: z.string().nullable(),
  /** What they had said of earlier editions, or before they changed their mind; the first first. */
  saidBefore: z.array(z.object({ id: Id, edition: z.int(), said: Said, words: z.string().nullable(), at: Moment })).max(100),
  parts: z.array(z.string()),
  revealedUntil: Moment.nullable(),
});
export type Seat = z.infer<typeof Seat>;
export const Reveal = z.object({ id: Id, seatId: Id, reason: z.string(), by: Colleague, at: Moment, until: Moment, withdrawnAt: Moment.nullable() });
export type Reveal = z.infer<typeof Reveal>;
export const Reading = z.object({ seatId: Id, what: z.enum(['sheet', 'name', 'minutes', 'paper']), at: Moment });
export const ConferenceNote = z.object({ id: Id, pointId: Id.nullable(), compartment: z.enum(['case', 'restricted']), words: z.string().nullable(), author: Colleague, at: Moment });
export type ConferenceNote = z.infer<typeof ConferenceNote>;
export const Decision = z.object({
  id: Id, what: z.string().nullable(), owner: Colleague.nullable(), ownerWords: z.string().nullable(), dueOn: Day.nullable(), withdrawnAt: Moment.nullable(),
  became: z.enum(['step', 'task']).nullable(),
});
export type Decision = z.infer<typeof Decision>;
export const Dissent = z.object({ id: Id, decisionId: Id.nullable(), seatId: Id.nullable(), words: z.string().nullable(), at: Moment });
export const VoiceLine = Voice.extend({ id: Id, words: z.string().nullable(), by: Colleague, at: Moment });
export type VoiceLine = z.infer<typeof VoiceLine>;
export const ConferenceStep = z.object({ id: Id, move: ConferenceMove, by: Colleague, at: Moment, reason: z.string().nullable() });

/** Everything of a conference, for those who hold the case's files. */
export const Conference = ConferenceLine.extend({
  caseId: Id,
  createdBy: Colleague,
  createdAt: Moment,
  question: z.string().nullable(),
  points: z.array(Point),
  runs: z.boolean().describe('False for whoever opened the case in an emergency'),
  moves: z.array(ConferenceMove),
  seats: z.array(Seat),
  voices: z.array(VoiceLine),
  nameAgreed: z.boolean(),
  reveals: z.array(Reveal),
  readings: z.array(Reading).max(500),
  notes: z.array(ConferenceNote),
  decisions: z.array(Decision),
  dissents: z.array(Dissent),
  minutes: Minutes.nullable(),
  steps: z.array(ConferenceStep),
  goals: z.array(z.object({ id: Id, words: z.string() })).describe('Goals of the plan in which a step may be put now'),
  holders: z.array(Colleague).describe('Who may be given a step or a task of this case'),
});
export type Conference = z.infer<typeof Conference>;

/** What somebody who is invited reads, and nothing else. */
export const Sheet = z.object({
  conference: ConferenceLine,
  parts: z.array(Part),
  minutes: Minutes.nullable(),
  present: z.boolean().nullable(),
  said: Said.nullable(),
  saidEdition: z.int().nullable(),
  /** The name was said to them: until when, and the id to ask for it. */
  named: z.object({ revealId: Id, until: Moment }).nullable(),
});
export type Sheet = z.infer<typeof Sheet>;
export const SeatSheet = z.object({ parts: z.array(Part) });
export type SeatSheet = z.infer<typeof SeatSheet>;
export const NameSaid = z.object({ names: z.array(z.string()), until: Moment });
export type NameSaid = z.infer<typeof NameSaid>;

export const MoveGiven = z.object({ id: Id, move: ConferenceMove, reason: Reason.optional(), startsAt: Moment.optional() });
export type MoveGiven = z.infer<typeof MoveGiven>;
export const SeatAnswer = z.object({ coming: z.boolean() });
export const Presence = z.object({ present: z.boolean() });
export const MinutesAnswer = z.object({ edition: z.int().min(1), said: Said, words: Reason.optional() })
  .refine((given) => (given.said === 'with-reservations') === Boolean(given.words), { path: ['words'] });
export type MinutesAnswer = z.infer<typeof MinutesAnswer>;
/** No longer than three days: the database says so too. */
export const REVEAL_HOURS = [1, 4, 24, 72] as const;
export const NewReveal = z.object({ seatId: Id, reason: z.string().trim().min(10).max(1_000), hours: z.union([z.literal(1), z.literal(4), z.literal(24), z.literal(72)]) });
export type NewReveal = z.infer<typeof NewReveal>;
export const NewConferenceNote = z.object({ conferenceId: Id, pointId: Id.optional(), compartment: z.enum(['case', 'restricted']).default('case'), words: Words });
export type NewConferenceNote = z.infer<typeof NewConferenceNote>;
export const NewDecision = z.object({ conferenceId: Id, what: z.string().trim().min(2).max(200), ownerId: Id.optional(), ownerWords: z.string().trim().max(120).optional(), dueOn: Day.optional() });
export type NewDecision = z.infer<typeof NewDecision>;
export const NewDissent = z.object({ conferenceId: Id, decisionId: Id.optional(), seatId: Id.optional(), words: z.string().trim().min(2).max(1_000) });
export type NewDissent = z.infer<typeof NewDissent>;
export const NewVoice = Voice.extend({ conferenceId: Id });
export type NewVoice = z.infer<typeof NewVoice>;
/** The minutes go round: what is said to everybody in few words; the rest is what was written down. */
export const NewMinutes = z.object({ conferenceId: Id, edition: z.int().min(1), summary: z.string().trim().max(4_000).default('') });
export type NewMinutes = z.infer<typeof NewMinutes>;
export const PaperAsked = z.object({ form: z.enum(['pdf', 'docx']), language: z.enum(['it', 'en']).default('it'), to: z.enum(['team', 'network']).default('team') });
export type PaperAsked = z.infer<typeof PaperAsked>;
