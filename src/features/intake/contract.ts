/**
 * What crosses the wire about segnalazioni (inbound referrals) and nameless consultations, on the sender's side and on the team's.
 * Lists of senders and reasons: domain.md 3.2, aligned with the reporting of the national anti-trafficking number; form 3 of domain.md 2.14.
 */
import { z } from 'zod';
import { SentFile } from '../../kernel/pieces/contract.ts';

const Id = z.uuid();
const Moment = z.iso.datetime();
const Line = (most: number) => z.string().trim().max(most).regex(/^\P{Cc}*$/u);
const Words = (most: number) => z.string().trim().max(most);

export const byId = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });

/** By which way it came. `form`: from somebody signed in. */
export const Source = z.enum(['form', 'phone', 'street', 'mail', 'link', 'api', 'public']);
export type Source = z.infer<typeof Source>;
/** What somebody of the équipe writes down for another. */
export const TeamSource = Source.extract(['phone', 'street', 'mail']);

/** `consultation`: advice about somebody without saying who. */
export const ReportKind = z.enum(['report', 'consultation']);
export type ReportKind = z.infer<typeof ReportKind>;

export const InboundState = z.enum(['draft', 'sent', 'received', 'in-triage', 'accepted', 'declined', 'redirected', 'merged', 'advised', 'closed', 'withdrawn']);
export type InboundState = z.infer<typeof InboundState>;
/** `rank`: another urgency. `give`: to a colleague. `release`: back into the inbox. `reopen`: the decision was wrong, or new facts came. */
export const InboundMove = z.enum(['send', 'receive', 'take', 'give', 'rank', 'release', 'accept', 'decline', 'redirect', 'merge', 'advise', 'reopen', 'close', 'withdraw']);
export type InboundMove = z.infer<typeof InboundMove>;

/** How it goes with reaching the person, once a segnalazione was accepted. Read by the team alone. */
export const ContactState = z.enum(['contacting', 'booked', 'not-reached', 'refused']);
export type ContactState = z.infer<typeof ContactState>;
/** `book` and `fall-through` are steps of the agenda: an hour was booked there for the person, or it was cancelled or missed. */
export const ContactMove = z.enum(['attempt', 'book', 'fall-through', 'miss', 'refuse']);
export type ContactMove = z.infer<typeof ContactMove>;
/** How one attempt went. */
export const AttemptOutcome = z.enum(['no-answer', 'wrong-number', 'not-safe', 'call-back', 'message-left', 'spoke']);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** Triage (product.md, chapter 3): danger now; within a day; within three; within ten working days. */
export const Urgency = z.enum(['immediate', '24h', '72h', 'ordinary']);
export type Urgency = z.infer<typeof Urgency>;

/** Whether the person knows of it and agrees. */
export const Agreement = z.enum(['yes', 'no', 'not-asked']);
export type Agreement = z.infer<typeof Agreement>;
export const Minor = z.enum(['no', 'doubt', 'yes']);
export type Minor = z.infer<typeof Minor>;
/** As what the sender calls the person. A name passes only with the person's agreement, or in danger, or for a minor. */
export const CalledBy = z.enum(['nobody', 'code', 'initials', 'name']);
export type CalledBy = z.infer<typeof CalledBy>;

/** Who reports, in the words of the field (domain.md 3.2). */
export const SenderKind = z.enum(['street-unit', 'cas', 'sai', 'prefecture', 'territorial-commission', 'police', 'labour-inspectorate', 'union', 'health', 'social-services', 'school', 'anti-trafficking', 'anti-violence', 'lawyer', 'citizen', 'self', 'employer', 'other']);
export type SenderKind = z.infer<typeof SenderKind>;
/** Why: as the national number counts it (domain.md 3.2, source S26). */
export const ReportReason = z.enum(['help-asked', 'information', 'trafficking-report', 'technical-advice', 'networking']);
export type ReportReason = z.infer<typeof ReportReason>;
/** What was noticed, by the eleven headings of the ILO indicators of forced labour (domain.md 4.2), and beside them what worries without being one. */
export const Sign = z.enum(['abuse-of-vulnerability', 'deception', 'movement', 'isolation', 'violence', 'threats', 'documents-kept', 'wages-withheld', 'debt', 'conditions', 'overtime', 'distress', 'absences', 'other']);
export type Sign = z.infer<typeof Sign>;
/** Who is already there for the person. */
export const AlreadyActive = z.enum(['nobody', 'doctor', 'psychologist', 'social-worker', 'lawyer', 'police', 'anti-trafficking', 'union', 'school', 'job-centre']);
export type AlreadyActive = z.infer<typeof AlreadyActive>;
export const Asked = z.enum(['interview', 'mediation', 'psychological', 'legal', 'work', 'protection', 'advice', 'joint-meeting']);
export type Asked = z.infer<typeof Asked>;

/** Special categories that the words seem to touch (GDPR art. 9): warned of, never swallowed. */
export const Delicate = z.enum(['health', 'religion', 'ethnicity', 'politics', 'orientation']);
export type Delicate = z.infer<typeof Delicate>;
/** What identifies somebody, found in words. */
export const Identifying = z.enum(['name', 'phone', 'email', 'tax-code', 'document', 'plate', 'address', 'birth-date']);
export type Identifying = z.infer<typeof Identifying>;

/** What is sealed: whose words they are, of whom, what was seen. */
export const Content = z.object({
  sender: z.object({ name: Line(120).default(''), role: Line(120).default(''), answerTo: Line(200).default('').describe('A safe way to answer: how, when, whom not') }).prefault({}),
  called: Line(80).default('').describe('Code, initials or name, as `calledBy` says'),
  reach: Line(200).default('').describe('How to reach the person safely; passes only where a name would'),
  signs: z.array(Sign).max(14).default([]),
  words: Words(600).default(''),
  place: Line(120).default('').describe('Where it happens, as far as it may be said'),
  intermediary: Line(120).default('').describe('Who sends people to work or keeps them, as people call them'),
  active: z.array(AlreadyActive).max(10).default([]),
  done: Words(300).default('').describe('What the sender has done already'),
  asks: z.array(Asked).max(8).default([]),
});
export type Content = z.infer<typeof Content>;

/** A segnalazione as it is written: the head that the inbox shows, and the sealed content. */
export const ReportWritten = z.object({
  kind: ReportKind.default('report'),
  source: Source.extract(['form', 'phone', 'street', 'mail']).default('form'),
  senderKind: SenderKind,
  /** The body that reports, where it is of the directory of the programme; left out by a body that writes for itself. */
  organisationId: Id.nullable().default(null),
  streetContactId: Id.optional(),
  mailId: Id.optional(),
  agreement: Agreement,
  calledBy: CalledBy,
  minor: Minor,
  danger: z.boolean(),
  urgency: Urgency,
  /** ISO 639; null where it is not known. */
  language: z.string().regex(/^[a-z]{2,3}$/).nullable().default(null),
  reasons: z.array(ReportReason).min(1).max(3),
  content: Content,
  /** Send it at once; otherwise it stays a draft that its author alone reads. */
  send: z.boolean().default(false),
});
export type ReportWritten = z.infer<typeof ReportWritten>;

/** How the term stands; `near`: the last quarter of it has begun. */
export const ClockState = z.enum(['waiting', 'near', 'late', 'stopped']);
export type ClockState = z.infer<typeof ClockState>;
export const Clock = z.object({ dueAt: Moment, state: ClockState, verified: z.boolean().describe('False while nobody has confirmed the term') });
export type Clock = z.infer<typeof Clock>;

const head = {
  id: Id, reference: z.string(), kind: ReportKind, source: Source, senderKind: SenderKind, agreement: Agreement, minor: Minor, danger: z.boolean(), language: z.string().nullable(),
  reasons: z.array(ReportReason), state: InboundState, sentAt: Moment.nullable(), version: z.int(),
};
const Member = z.object({ memberId: Id, name: z.string() });

/** A line of the inbox: what every colleague of the équipe sees of what waits. */
export const InboundLine = z.object({
  ...head, urgency: Urgency, claimed: Urgency, organisation: z.string().nullable(), handler: Member.nullable(), clock: Clock.nullable(),
  /** Held apart: from nobody known. */
  held: z.boolean(),
  contact: ContactState.nullable(),
  /** Whether the words are for whoever asks. */
  mayOpen: z.boolean(),
  /** When who coordinates was told that the term had passed, while it still stands open. */
  escalatedAt: Moment.nullable(),
  /** The team owes the sender an answer, and until when. */
  owed: z.object({ dueAt: Moment, isLate: z.boolean() }).nullable(),
  next: z.enum(['receive', 'take', 'decide', 'answer', 'contact', 'close', 'wait', 'nothing']),
});
export type InboundLine = z.infer<typeof InboundLine>;
export const InboundBox = z.enum(['waiting', 'going', 'held', 'over']);
export type InboundBox = z.infer<typeof InboundBox>;
/** Whose they are: one's own, or those that nobody has taken. */
export const Whose = z.enum(['all', 'mine', 'nobody']);
export type Whose = z.infer<typeof Whose>;
/** `words`: a part of the reference, or of the body's name. */
export const InboxQuery = z.object({ box: InboundBox.default('waiting'), whose: Whose.default('all'), urgency: Urgency.optional(), language: z.string().regex(/^[a-z]{2,3}$/).optional(), words: Line(80).optional(), after: z.string().max(400).optional() });
export type InboxQuery = z.infer<typeof InboxQuery>;
export const Inbox = z.object({ items: z.array(InboundLine).max(60), next: z.string().nullable() });
export type Inbox = z.infer<typeof Inbox>;

/** How many letters of each kind the inbox shows; all of them are in the mailbox. */
export const LETTERS_SHOWN = 12;
/** A letter of the mailbox that nobody decided: from which office of the address book, and never a word of it. */
export const LetterWaiting = z.object({ id: Id, arrivedAt: Moment, known: z.string().nullable(), clock: Clock });
export type LetterWaiting = z.infer<typeof LetterWaiting>;
/** What waits beside the segnalazioni, as far as whoever asks may know of it. */
export const Beside = z.object({
  mail: z.int().describe('Letters that nobody decided'), held: z.int().describe('Segnalazioni and letters of those whom nobody knows'), handed: z.int().describe('Notes handed over'),
  known: z.array(LetterWaiting).max(LETTERS_SHOWN), unknown: z.array(LetterWaiting).max(LETTERS_SHOWN),
});
export type Beside = z.infer<typeof Beside>;

export const DeclineReason = z.enum(['not-our-task', 'out-of-area', 'no-agreement', 'not-enough', 'other']);
export type DeclineReason = z.infer<typeof DeclineReason>;
export const WithdrawReason = z.enum(['person-said-no', 'solved', 'mistake', 'moved', 'other']);
export type WithdrawReason = z.infer<typeof WithdrawReason>;
export const MoveReason = z.enum([...new Set([...DeclineReason.options, ...WithdrawReason.options])]);
export type MoveReason = z.infer<typeof MoveReason>;

export const InboundStep = z.object({
  id: Id, move: InboundMove, to: InboundState, reason: MoveReason.nullable(), words: z.string().nullable(), urgency: Urgency.nullable(), given: Member.nullable(), by: z.string().nullable(), at: Moment,
});
export type InboundStep = z.infer<typeof InboundStep>;

/** `question` and the two pulls are owed an answer by the other side; whatever that side writes next settles it. */
export const MessageKind = z.enum(['message', 'question', 'decision', 'pull-news', 'pull-back']);
export type MessageKind = z.infer<typeof MessageKind>;
export const InboundMessage = z.object({ id: Id, kind: MessageKind, words: z.string(), fromTeam: z.boolean(), by: z.string(), mine: z.boolean(), at: Moment });
export type InboundMessage = z.infer<typeof InboundMessage>;
export const WriteMessage = z.object({ id: Id, kind: MessageKind.exclude(['decision']).default('message'), words: Words(2_000).min(1) });
export type WriteMessage = z.infer<typeof WriteMessage>;

export const ContactAttempt = z.object({ id: Id, move: ContactMove, outcome: AttemptOutcome.nullable(), words: z.string().nullable(), by: z.string(), at: Moment, hour: Moment.nullable().describe('Of the talk that was booked, or that fell through') });
export type ContactAttempt = z.infer<typeof ContactAttempt>;

/** What is attached. The picture and where it went in the case are the team's; who sent it reads the names again. */
export const InboundFile = z.object({ id: Id, name: z.string(), mediaType: z.string(), bytes: z.int(), at: Moment, thumbnail: z.string().nullable(), documentId: Id.nullable() });
export type InboundFile = z.infer<typeof InboundFile>;
/** A file that came in pieces, with the name that it had. */
export const ArrivedFile = z.object({ name: Line(200).min(1), upload: SentFile });
export type ArrivedFile = z.infer<typeof ArrivedFile>;
export const OneFile = z.object({ id: Id, fileId: Id });

export const MeetingState = z.enum(['called', 'held', 'cancelled']);
export type MeetingState = z.infer<typeof MeetingState>;
export const MeetingMove = z.enum(['hold', 'cancel']);
export type MeetingMove = z.infer<typeof MeetingMove>;
export const MeetingWay = z.enum(['in-person', 'remote', 'mixed']);
export const MeetingCancel = z.enum(['sender-away', 'team-away', 'not-needed', 'safety', 'other']);
/** A joint meeting: when and where for both sides, and what was agreed. */
export const MeetingHead = z.object({ id: Id, state: MeetingState, startsAt: Moment, lasts: z.int(), way: MeetingWay, place: z.string().nullable(), shared: z.string().nullable() });
export const Meeting = MeetingHead.extend({ by: z.string(), members: z.array(z.string()), own: z.string().nullable().describe('What the team keeps for itself'), reason: MeetingCancel.nullable(), moves: z.array(MeetingMove) });
export type Meeting = z.infer<typeof Meeting>;
/** Colleagues who are asked to come; whoever calls it comes anyway, and the body that sent it is told. */
export const NewMeeting = z.object({ startsAt: Moment, lasts: z.int().min(15).max(240).default(60), way: MeetingWay, place: Line(200).min(1).nullable().default(null), memberIds: z.array(Id).max(12).default([]) });
export type NewMeeting = z.infer<typeof NewMeeting>;
export const MoveMeeting = z.object({ id: Id, move: MeetingMove, reason: MeetingCancel.optional(), shared: Words(2_000).min(3).optional(), own: Words(2_000).min(3).optional() });
export type MoveMeeting = z.infer<typeof MoveMeeting>;
export const OneMeeting = z.object({ id: Id, meetingId: Id });

/** People of the body with an account; whoever holds the link, the key or the receipt; nobody. */
export const AnswerReader = z.enum(['account', 'link', 'key', 'receipt', 'nobody']);
export type AnswerReader = z.infer<typeof AnswerReader>;
/** A segnalazione as the team reads it. */
export const Inbound = InboundLine.extend({
  calledBy: CalledBy,
  /** Null for a colleague who sees only that it waits. */
  content: Content.nullable(),
  steps: z.array(InboundStep), messages: z.array(InboundMessage),
  moves: z.array(InboundMove),
  /** The case that came of it, or with whose it was united, for those who hold it. */
  matter: z.object({ caseId: Id, personId: Id, code: z.string() }).nullable(),
  attempts: z.array(ContactAttempt), contactMoves: z.array(ContactMove.exclude(['fall-through'])),
  /** By when the first talk is owed, while the person is still to be reached; and its hour, once it is booked. */
  talk: z.object({ dueOn: z.iso.date(), hour: Moment.nullable() }).nullable(),
  redirectedTo: z.string().nullable(),
  /** Others of the same body that call the person the same, for who handles this one. */
  alike: z.array(z.object({ id: Id, reference: z.string(), state: InboundState, sentAt: Moment })).max(10),
  files: z.array(InboundFile),
  meetings: z.array(Meeting), mayMeet: z.boolean(),
  /** Who reads what the sender is answered; by `nobody` it is not read here, and goes by telephone. */
  answerReadBy: AnswerReader,
});
export type Inbound = z.infer<typeof Inbound>;

/** Accepting: a new person, or one who was found; the ids of a new one are the client's. The colleague gets the case. */
export const Acceptance = z.object({ personId: Id, caseId: Id, isNew: z.boolean(), memberId: Id.nullable().default(null) });
export type Acceptance = z.infer<typeof Acceptance>;

export const MoveInboundGiven = z.object({
  id: Id,
  move: InboundMove.exclude(['send']),
  reason: MoveReason.optional(),
  /** For the team's record; sealed, never shown to the sender. */
  words: Words(1_000).min(3).optional(),
  /** For the sender: advice, why not, where to go. */
  answer: Words(2_000).min(3).optional(),
  urgency: Urgency.optional(),
  memberId: Id.optional(),
  organisationId: Id.optional(),
  acceptance: Acceptance.optional(),
});
export type MoveInboundGiven = z.infer<typeof MoveInboundGiven>;

/** A step by hand; a talk is booked in the agenda, in one transaction with its step here. */
export const MoveContactGiven = z.object({ id: Id, move: ContactMove.exclude(['book', 'fall-through']), outcome: AttemptOutcome.optional(), words: Words(1_000).optional() });
export type MoveContactGiven = z.infer<typeof MoveContactGiven>;

export const CaseInbound = z.object({ items: z.array(z.object({ id: Id, reference: z.string(), how: z.enum(['accepted', 'merged']), at: Moment, agreement: Agreement, language: z.string().nullable(), content: Content.nullable() })).max(40) });
export type CaseInbound = z.infer<typeof CaseInbound>;

/** How it stands as the sender may know: that it was united with another is told as accepted. */
export const SentState = InboundState.exclude(['merged']);
export type SentState = z.infer<typeof SentState>;
export const SentLine = z.object({
  id: Id, reference: z.string(), kind: ReportKind, /** The code or the initials by which its author calls the person; theirs alone, and never a name. */ called: z.string().nullable(), state: SentState, sentAt: Moment.nullable(), answerBy: Moment.nullable(), isLate: z.boolean(), by: z.string(), mine: z.boolean(),
  /** The sender's body owes an answer, and until when. */
  owed: z.object({ dueAt: Moment, isLate: z.boolean() }).nullable(),
  unread: z.int(),
});
export type SentLine = z.infer<typeof SentLine>;
export const SentPage = z.object({ items: z.array(SentLine).max(60), next: z.string().nullable() });
export type SentPage = z.infer<typeof SentPage>;
export const SentDeclared = ReportWritten.pick({ senderKind: true, agreement: true, calledBy: true, minor: true, danger: true, language: true, reasons: true }).extend({ claimed: Urgency });
export const Sent = SentLine.extend({
  /** A draft, for its author to go on with. */
  written: ReportWritten.omit({ send: true }).nullable(),
  /** What was said, for its author alone; and what was declared with it. */
  content: Content.nullable(),
  declared: SentDeclared.nullable(),
  steps: z.array(z.object({ state: SentState, reason: MoveReason.nullable(), at: Moment })),
  messages: z.array(InboundMessage),
  redirectedTo: z.string().nullable(),
  /** How first contact went; null without a consent of the person that lets this body know. */
  outcome: ContactState.nullable(),
  meetings: z.array(MeetingHead),
  files: z.array(InboundFile).describe('What one attached oneself, by name'),
  mayAttach: z.boolean(), mayWithdraw: z.boolean(), mayWrite: z.boolean(), mayIdentify: z.boolean().describe('Whether letters about it may say who it is'), version: z.int(),
});
export type Sent = z.infer<typeof Sent>;

/** A segnalazione as a file. `names`: whether the person's name and the way to reach them go on it, where its reader may read them. */
export const ReportPaperAsked = z.object({ form: z.enum(['pdf', 'docx']).default('pdf'), language: z.enum(['it', 'en']).default('it'), names: z.enum(['yes', 'no']).default('no') });
export type ReportPaperAsked = z.infer<typeof ReportPaperAsked>;

/** What one's body sent already about whom it calls the same; asked while one writes. */
export const AlikeAsked = z.object({ calledBy: CalledBy, called: Line(80) });
export const Alike = z.object({ items: z.array(z.object({ id: Id, reference: z.string(), state: SentState, sentAt: Moment })).max(5) });
export type Alike = z.infer<typeof Alike>;
/** How one signed the last time, so that it is not typed again. */
export const AsBefore = z.object({ before: z.object({ name: z.string(), role: z.string(), answerTo: z.string(), senderKind: SenderKind }).nullable() });
export type AsBefore = z.infer<typeof AsBefore>;

export const IntakeTermId = z.enum(['immediate', '24h', '72h', 'ordinary', 'consultation', 'answer', 'first-talk-urgent', 'first-talk']);
export type IntakeTermId = z.infer<typeof IntakeTermId>;
/** In hours, which know no holiday, or in working days. */
export const IntakeTermBody = z.union([z.strictObject({ hours: z.int().min(1).max(72) }), z.strictObject({ workingDays: z.int().min(1).max(30) })]);
export type IntakeTermBody = z.infer<typeof IntakeTermBody>;
/** How the terms run, with what the form must say before anybody writes. */
export const IntakeTerms = z.object({ terms: z.array(z.object({ id: z.string(), hours: z.int().nullable(), workingDays: z.int().nullable(), meaning: z.object({ it: z.string(), en: z.string() }), basis: z.string(), verified: z.boolean() })) });
export type IntakeTerms = z.infer<typeof IntakeTerms>;

/** That several segnalazioni speak of the same place, or of the same intermediary: how many, and nothing of anybody. */
export const PatternNotice = z.object({ id: Id, about: z.enum(['place', 'intermediary']), count: z.int(), since: z.iso.date(), until: z.iso.date(), readAt: Moment.nullable() });
export const PatternNotices = z.object({ items: z.array(PatternNotice), atLeast: z.int() });
export type PatternNotices = z.infer<typeof PatternNotices>;

/** A door for a body without an account: a personal link that ends by itself, or a key for another system. */
export const DoorKind = z.enum(['link', 'key']);
export const NewDoor = z.object({ kind: DoorKind, organisationId: Id, label: Line(120).min(2), scopes: z.array(ReportKind).min(1).max(2).default(['report', 'consultation']), days: z.int().min(1).max(365).default(30) });
export type NewDoor = z.infer<typeof NewDoor>;
/** The secret is told once, when the door is made; only its digest is kept. */
export const DoorMade = z.object({ secret: z.string(), expiresAt: Moment });
export type DoorMade = z.infer<typeof DoorMade>;
export const Door = z.object({ id: Id, kind: DoorKind, organisation: z.string(), label: z.string(), scopes: z.array(ReportKind), expiresAt: Moment, revokedAt: Moment.nullable(), usedAt: Moment.nullable(), by: z.string() });
export type Door = z.infer<typeof Door>;
export const Doors = z.object({ items: z.array(Door).max(200) });
export type Doors = z.infer<typeof Doors>;
/** What a link says of itself before anything is written. */
export const DoorSeen = z.object({ kind: DoorKind, organisation: z.string(), senderKind: SenderKind.nullable().describe('Who reports, where the body’s kind says it'), programme: z.string(), scopes: z.array(ReportKind), expiresAt: Moment });
export type DoorSeen = z.infer<typeof DoorSeen>;
/** As through the form; who reports is the body of the door, whatever is said. */
export const ReportThroughDoor = ReportWritten.omit({ source: true, organisationId: true, streetContactId: true, mailId: true, send: true });
export type ReportThroughDoor = z.infer<typeof ReportThroughDoor>;
/** A letter as whoever has no account reads it: of the team no name. */
const OutsideLetter = InboundMessage.pick({ id: true, kind: true, words: true, fromTeam: true, at: true });
/** Where one stands for whoever sent it without an account, with what they were answered and asked; nothing of what was said in it. */
const Outside = z.object({
  state: SentState, sentAt: Moment, answerBy: Moment.nullable(), owedBy: Moment.nullable().describe('By when the sender owes an answer'), reason: MoveReason.nullable(), redirectedTo: z.string().nullable(),
  messages: z.array(OutsideLetter), mayWrite: z.boolean(), mayIdentify: z.boolean().describe('Whether letters about it may say who it is'),
});
/** `receipt`: by it, and by the link, it is found again; null for one that came before there were receipts. */
export const DoorState = Outside.extend({ reference: z.string(), receipt: z.string().nullable(), files: z.array(z.object({ id: Id, name: z.string() })).describe('What was attached, by name, for a day'), mayAttach: z.boolean() });
export type DoorState = z.infer<typeof DoorState>;

/** Whether anybody may report here; version 0 where nobody has said it yet. */
export const KeepIntakeSettings = z.object({ publicOpen: z.boolean() });
export const IntakeSettings = KeepIntakeSettings.extend({ version: z.int(), programmeId: Id, changed: z.object({ by: z.string(), at: Moment }).nullable().describe('Who said it last, and when') });
export type IntakeSettings = z.infer<typeof IntakeSettings>;
/** What the public form asks before it is shown. */
export const PublicDoor = z.object({ programme: z.string(), proofBits: z.int().describe('So many leading bits of SHA-256 of "<programme> <id> <proof>" must be zero') });
export type PublicDoor = z.infer<typeof PublicDoor>;
/** A report from anybody. Nothing that is not asked for is taken. */
export const PublicReport = z.strictObject({
  ...ReportWritten.pick({ senderKind: true, agreement: true, calledBy: true, minor: true, danger: true, urgency: true, language: true, reasons: true }).shape,
  content: z.strictObject({ ...Content.shape, sender: z.strictObject(Content.shape.sender.unwrap().shape).prefault({}) }),
  proof: z.string().max(40),
  /** Hidden from people and left empty by them. */
  website: z.string().max(200).default(''),
});
export type PublicReport = z.infer<typeof PublicReport>;
/** Told once, to whoever sent it; by it one reads where the report stands. */
export const PublicReceipt = z.object({ receipt: z.string() });
export type PublicReceipt = z.infer<typeof PublicReceipt>;
export const AskByReceipt = z.strictObject({ receipt: z.string().min(20).max(40) });
export const PublicState = Outside;
export type PublicState = z.infer<typeof PublicState>;
/** A letter from outside: an answer, or a question that the team owes an answer to. */
export const WriteFromOutside = z.strictObject({ id: Id, kind: MessageKind.extract(['message', 'question']).default('message'), words: Words(2_000).min(1) });
export type WriteFromOutside = z.infer<typeof WriteFromOutside>;
export const WriteByReceipt = WriteFromOutside.extend(AskByReceipt.shape);
/** Which one a receipt belongs to. */
export const FoundByReceipt = z.object({ id: Id });
