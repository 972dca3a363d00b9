/** What crosses the wire about referrals to services, on the sender's side and on the receiving one. */
import { z } from 'zod';
import { TwoWords } from '../../kernel/reference/words.ts';
import { WithoutPapers } from '../directory/contract.ts';

export const ReferralState = z.enum([
  'proposed', 'consented', 'sent', 'acknowledged', 'to-meet', 'accepted', 'declined', 'waitlisted', 'appointment', 'attended', 'no-show', 'in-progress', 'together', 'done',
  'interrupted', 'returned', 'withdrawn', 'closed',
]);
export type ReferralState = z.infer<typeof ReferralState>;

export const ReferralMove = z.enum([
  'consent', 'send', 'acknowledge', 'ask-to-meet', 'accept', 'decline', 'waitlist', 'appoint', 'attend', 'miss', 'begin', 'hand-over', 'prolong', 'finish', 'interrupt', 'return',
  'withdraw', 'close',
]);
export type ReferralMove = z.infer<typeof ReferralMove>;

/** What the receiving organisation may do; the sender may write the same down when the answer comes by telephone. */
export const PartnerMove = ReferralMove.extract(['acknowledge', 'ask-to-meet', 'accept', 'decline', 'waitlist', 'appoint', 'attend', 'miss', 'begin', 'prolong', 'finish', 'interrupt', 'return']);
export type PartnerMove = z.infer<typeof PartnerMove>;

export const DeclineReason = z.enum(['full', 'not-eligible', 'missing-documents', 'out-of-area', 'language', 'other-service-fits', 'other']);
export const InterruptReason = z.enum(['person-stopped', 'person-unreachable', 'person-moved', 'service-ended', 'safety', 'other']);
/** Why somebody left an anti-trafficking programme and comes back to who sent them. */
export const ReturnReason = z.enum(['person-left', 'programme-ended', 'person-unreachable', 'person-moved', 'safety', 'other']);
export const WithdrawReason = z.enum(['person-said-no', 'person-changed-mind', 'found-alternative', 'no-answer', 'safety', 'mistake', 'other']);
/** `consent-withdrawn` and `consent-expired` are written by the database when the person's consent ends. */
export const MoveReason = z.enum([...DeclineReason.options, ...InterruptReason.options, ...WithdrawReason.options, ...ReturnReason.options, 'consent-withdrawn', 'consent-expired']);
export type MoveReason = z.infer<typeof MoveReason>;

/** `transfer`: the person passes to an anti-trafficking programme, and is followed together for a while. */
export const ReferralKind = z.enum(['service', 'transfer']);
export type ReferralKind = z.infer<typeof ReferralKind>;

/** `accompanied`: somebody of the team goes along. */
export const ReferralMode = z.enum(['sent', 'accompanied']);

/** The purposes for which a person consents to sharing. */
export const SharingPurpose = z.enum(['legal', 'health', 'psychological', 'housing', 'work', 'education', 'income', 'protection', 'family', 'other']);
export type SharingPurpose = z.infer<typeof SharingPurpose>;

/** What may be said of a person to a service. Which of these a kind of service may be told at all stands in `profiles.ts`. */
export const LetterField = z.enum([
  'name', 'birth-year', 'gender', 'nationality', 'languages', 'how-to-reach', 'household', 'housing-need', 'health-need', 'health-registration',
  'psychological-need', 'work-facts', 'pay-facts', 'right-to-work', 'skills', 'education', 'italian-level', 'legal-status', 'procedure', 'safety',
  'protection-need', 'income-need', 'place', 'practical-need',
]);
export type LetterField = z.infer<typeof LetterField>;

const Words = (most: number) => z.string().trim().min(1).max(most);

/** What the sender chose to say: the request, and the ticked fields in the sender's words. */
export const Draft = z.object({
  request: Words(600),
  fields: z.array(z.object({ field: LetterField, words: Words(1_000) })).max(24).refine((fields) => new Set(fields.map((one) => one.field)).size === fields.length, 'twice'),
});
export type Draft = z.infer<typeof Draft>;

/** Exactly what the receiving organisation reads. Frozen and sealed at sending; the preview is this same thing. */
export const Letter = z.object({
  reference: z.string(),
  service: z.string(),
  from: z.object({ organisation: z.string(), name: z.string() }),
  mode: ReferralMode,
  purpose: SharingPurpose,
  request: z.string(),
  fields: z.array(z.object({ field: LetterField, words: z.string() })),
});
export type Letter = z.infer<typeof Letter>;

export const Basis = z.enum(['consent', 'vital-interest']);
export type Basis = z.infer<typeof Basis>;

export const ReferralProposed = z.object({
  caseId: z.uuid(),
  serviceId: z.uuid(),
  kind: ReferralKind.default('service'),
  purpose: SharingPurpose,
  mode: ReferralMode.default('sent'),
  needId: z.uuid().nullable().default(null),
  stepId: z.uuid().nullable().default(null),
  /** The declined or interrupted referral that this one replaces. */
  insteadOf: z.uuid().nullable().default(null),
  draft: Draft,
});
export type ReferralProposed = z.infer<typeof ReferralProposed>;

export const DraftChanged = z.object({ purpose: SharingPurpose, mode: ReferralMode, draft: Draft });
export type DraftChanged = z.infer<typeof DraftChanged>;

const Moment = z.iso.datetime({ offset: true });

/** Where the programme and the person meet, who comes from each side, and whether a mediator is there. Read by both sides. */
export const MeetingWords = z.object({ place: Words(300), withUs: Words(300), withThem: Words(300).nullable().default(null), mediator: z.boolean().default(false) });
export type MeetingWords = z.infer<typeof MeetingWords>;
/** `to-know`: before the programme answers; `hand-over`: once it has said yes. */
export const Meeting = MeetingWords.extend({ purpose: z.enum(['to-know', 'hand-over']) });
export type Meeting = z.infer<typeof Meeting>;

export const MoveGiven = z.object({
  id: z.uuid(),
  move: ReferralMove,
  reason: MoveReason.optional(),
  /** What was said beside it, sealed: the reason in words, the outcome, what the person thinks of it. */
  words: Words(1_000).optional(),
  appointmentAt: Moment.optional(),
  /** `appoint` of a transfer: the meeting. */
  meeting: MeetingWords.optional(),
  /** `hand-over`, `prolong`: for how many months from today both sides follow the person; left out, the dated default. */
  months: z.int().min(1).max(24).optional(),
  /** `consent`: the consent that allows it, or null with a written vital interest. */
  consentId: z.uuid().nullable().optional(),
  vitalWords: Words(1_000).min(10).optional(),
  /** `send`: the fingerprint of the preview that the sender read. */
  preview: z.string().regex(/^[0-9a-f]{64}$/).optional(),
});
export type MoveGiven = z.infer<typeof MoveGiven>;

/**
 * How what the receiving organisation owes stands: by `dueOn`; the coordinator steps in after `escalateOn`. Owed is the answer, then the
 * next step (an appointment, a start), whether the person came, and news while a service runs. While both sides follow somebody, a short
 * note, and at the end of that time a decision; of who came back, the sender owes that they are taken up again.
 */
export const AnswerOwed = z.object({ what: z.enum(['answer', 'next-step', 'outcome', 'news', 'shared-note', 'together-end', 'take-up']), state: z.enum(['waiting', 'late', 'escalate']), dueOn: z.string(), escalateOn: z.string() });
export type AnswerOwed = z.infer<typeof AnswerOwed>;

const Named = z.object({ id: z.uuid(), name: z.string() });
export const Step = z.object({
  /** Of the move; an entry of the agenda made for a meeting bears the same. */
  id: z.uuid(), move: ReferralMove, to: ReferralState, reason: MoveReason.nullable(), words: z.string().nullable(), appointmentAt: z.string().nullable(), meeting: Meeting.nullable(), togetherUntil: z.string().nullable(), by: z.string(), onBehalf: z.boolean(), at: z.string(),
});
export type Step = z.infer<typeof Step>;
/** How it goes with the person while both sides follow them. */
export const Going = z.enum(['well', 'uneven', 'hard', 'not-said']);
export type Going = z.infer<typeof Going>;
export const Message = z.object({ id: z.uuid(), words: z.string(), going: Going.nullable().describe('A shared note of the time together; null for a message'), heard: z.boolean(), by: z.string(), organisation: z.string(), mine: z.boolean(), at: z.string() });
export type Message = z.infer<typeof Message>;

/** The time in which both sides follow the person: until when, and how long it is where nobody says otherwise. */
export const Together = z.object({ until: z.string().nullable(), months: z.int(), isVerified: z.boolean().describe('False while nobody has confirmed that length') });
export type Together = z.infer<typeof Together>;

export const ReferralLine = z.object({
  id: z.uuid(), reference: z.string(), kind: ReferralKind, together: Together.nullable(), service: Named, organisation: Named, mode: ReferralMode, state: ReferralState, purpose: SharingPurpose, basis: Basis,
  createdAt: z.string(), sentAt: z.string().nullable(), stoppedAt: z.string().nullable(), appointmentAt: z.string().nullable(),
  owed: AnswerOwed.nullable(), insteadOf: z.uuid().nullable(), replacedBy: z.uuid().nullable(), needId: z.uuid().nullable(), stepId: z.uuid().nullable(), steps: z.array(Step), version: z.int(),
});
export type ReferralLine = z.infer<typeof ReferralLine>;
export const CaseReferrals = z.object({ items: z.array(ReferralLine) });
export type CaseReferrals = z.infer<typeof CaseReferrals>;

/** A consent of the person to share with this organisation. */
export const SharingConsent = z.object({ id: z.uuid(), purpose: SharingPurpose, state: z.enum(['requested', 'given']), validUntil: z.string().nullable(), inForce: z.boolean() });
export type SharingConsent = z.infer<typeof SharingConsent>;

export const Referral = ReferralLine.extend({
  caseId: z.uuid(), personId: z.uuid(), consentId: z.uuid().nullable(), vitalWords: z.string().nullable(),
  draft: Draft,
  /** Before sending: what the recipient would read now; afterwards: what they read. */
  letter: Letter,
  /** SHA-256 of the letter as it is written. */
  preview: z.string(),
  /** Why it cannot leave as it is. */
  obstacles: z.array(z.object({ path: z.string(), code: z.enum(['name-not-ticked', 'contact-not-ticked', 'not-for-recipient']) })),
  consents: z.array(SharingConsent),
  messages: z.array(Message),
  /** The entries that our own agenda has for its meetings: cancelled ones are left out. */
  agenda: z.array(z.object({ id: z.uuid(), startsAt: z.string(), member: z.string(), mediator: z.string().nullable() })),
});
export type Referral = z.infer<typeof Referral>;

/** `going` makes it a shared note; `heard` says that the programme told it by telephone. */
export const MessageWritten = z.object({ id: z.uuid(), words: Words(2_000), going: Going.optional(), heard: z.boolean().default(false) })
  .refine((written) => !written.heard || written.going !== undefined, { path: ['going'] });
export type MessageWritten = z.infer<typeof MessageWritten>;

/** What the receiving organisation knows of a referral. No person, no case. */
export const ReceivedLine = z.object({
  id: z.uuid(), reference: z.string(), kind: ReferralKind, together: Together.nullable(), service: z.string(), mode: ReferralMode, state: ReferralState, sentAt: z.string(), appointmentAt: z.string().nullable(),
  owed: AnswerOwed.nullable(), unread: z.int(),
});
export type ReceivedLine = z.infer<typeof ReceivedLine>;
export const ReceivedPage = z.object({ items: z.array(ReceivedLine), next: z.string().nullable() });
export type ReceivedPage = z.infer<typeof ReceivedPage>;
export const Received = ReceivedLine.extend({ letter: Letter.nullable(), steps: z.array(Step), messages: z.array(Message), moves: z.array(PartnerMove), version: z.int() });
export type Received = z.infer<typeof Received>;

/** What waits for the sender: no answer, declined without another way, stopped, back from a programme, or written and never sent. */
export const WaitingLine = z.object({
  id: z.uuid(), caseId: z.uuid(), code: z.string(), kind: ReferralKind, reference: z.string(), service: z.string(), organisation: z.string(),
  why: z.enum(['late', 'escalate', 'declined', 'interrupted', 'returned', 'unsent']),
  /** What is owed, where a clock has run out. */
  owed: AnswerOwed.nullable(),
  since: z.string(),
});
export type WaitingLine = z.infer<typeof WaitingLine>;
export const Waiting = z.object({ items: z.array(WaitingLine), next: z.string().nullable() });
export type Waiting = z.infer<typeof Waiting>;

export const Notice = z.object({
  id: z.uuid(), referralId: z.uuid(), caseId: z.uuid().nullable(), kind: z.enum(['received', 'answered', 'declined', 'stopped', 'message', 'vital-interest', 'moved', 'handed-over', 'returned']), reference: z.string(), service: z.string(), at: z.string(),
});
export const Notices = z.object({ items: z.array(Notice) });
export type Notices = z.infer<typeof Notices>;

/** What is asked when looking for a service: words that the worker picks, so that nothing is guessed about the person. */
export const MatchAsked = z.object({ category: z.string().max(40).nullable().default(null), papers: WithoutPapers.default('unknown'), languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20).default([]) });
export type MatchAsked = z.infer<typeof MatchAsked>;
export const FitReason = z.enum(['same-category', 'other-category', 'open-without-papers', 'papers-needed', 'papers-to-ask', 'has-papers', 'speaks', 'no-common-language', 'languages-to-ask', 'fresh', 'stale', 'never-verified', 'not-active']);
export type FitReason = z.infer<typeof FitReason>;
export const Fit = z.object({ verdict: z.enum(['yes', 'ask', 'no']), yes: z.array(FitReason), ask: z.array(FitReason), no: z.array(FitReason) });
export type Fit = z.infer<typeof Fit>;
export const Matched = z.object({ items: z.array(z.object({ service: Named, organisation: Named, category: z.string(), howToRefer: z.string(), accessRule: z.string(), confidentialAddress: z.boolean(), fit: Fit })) });
export type Matched = z.infer<typeof Matched>;

/** What is already known that could be said in a field: codes and values, put into words on the screen and edited there. */
export const KnownValue = z.object({ kind: z.enum(['name', 'gender', 'birth-year', 'country', 'language', 'need', 'fact']), key: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) });
export type KnownValue = z.infer<typeof KnownValue>;
export const Proposal = z.object({
  service: Named, organisation: Named, purpose: SharingPurpose,
  fields: z.array(z.object({ field: LetterField, proposed: z.boolean(), known: z.array(KnownValue) })),
  consents: z.array(SharingConsent),
});
export type Proposal = z.infer<typeof Proposal>;

const WorkingDays = z.int().min(1).max(250);
/** A term of referrals: by when something is owed and when the coordinator steps in, or working days, or months. */
export const ReferralTerm = z.union([
  z.strictObject({ due: WorkingDays, escalation: WorkingDays }).refine(({ due, escalation }) => due < escalation, { path: ['escalation'], message: 'order' }),
  z.strictObject({ workingDays: WorkingDays }),
  z.strictObject({ months: z.int().min(1).max(24) }),
]);
/** A feast on which nobody works; its day and month are its name. */
export const HolidayBody = z.strictObject({ words: TwoWords });
