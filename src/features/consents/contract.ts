import { z } from 'zod';
import { Evidence, EvidenceKind } from '../../kernel/evidence.ts';

/** What crosses the wire about notices and consents. Notice and consent are two things: one is told, the other is decided. */

const id = z.uuid();
const language = z.string().regex(/^[a-z]{2,3}$/);
const Named = z.object({ id, name: z.string() });

export const NoticeText = z.object({
  id,
  language: z.string(),
  edition: z.number().int(),
  title: z.string(),
  body: z.string(),
  /** The mediator who answers for these words; null says that nobody does yet. */
  approved: z.object({ by: Named, at: z.string() }).nullable(),
  /** Who wrote this edition; null for the words that came with the programme. */
  written: z.object({ by: Named, at: z.string() }).nullable(),
});
export type NoticeText = z.infer<typeof NoticeText>;
export const Notice = z.object({ id, number: z.number().int(), validFrom: z.string(), texts: z.array(NoticeText) });
export type Notice = z.infer<typeof Notice>;

const words = { title: z.string().trim().min(2).max(200), body: z.string().trim().min(20).max(20_000) };
/** `upon` is the number of the version in force that was read while writing. */
export const NewNotice = z.object({ upon: z.int().min(0), texts: z.array(z.object({ id, language, ...words })).min(1).max(30) });
export type NewNotice = z.infer<typeof NewNotice>;
/** `upon` is the edition whose words were read while writing; 0 for a language that was not there. */
export const NewNoticeText = z.object({ noticeId: id, language, upon: z.int().min(0), ...words });
export type NewNoticeText = z.infer<typeof NewNoticeText>;

/** A version of the notice with every edition of every language, without the words: those are read one at a time. */
export const NoticeVersion = z.object({
  id, number: z.number().int(), validFrom: z.string(), validUntil: z.string().nullable(), isCurrent: z.boolean(),
  issuedBy: Named.nullable(),
  editions: z.array(NoticeText.omit({ title: true, body: true })),
});
export type NoticeVersion = z.infer<typeof NoticeVersion>;
/** All versions, the latest first, and what the reader may do about them: issue one; write in which languages, null for any; approve in which. */
export const NoticeBoard = z.object({ items: z.array(NoticeVersion), may: z.object({ issue: z.boolean(), write: z.array(z.string()).nullable(), approve: z.array(z.string()) }) });
export type NoticeBoard = z.infer<typeof NoticeBoard>;

export const NoticeMeans = z.enum(['oral', 'written', 'audio']);
/** By teach-back: the person says it again in their own words. */
export const Understood = z.enum(['yes', 'partly', 'no', 'not-checked']);
/** When a device noted it, where it could not be sent at once; by that device's clock. */
const notedAt = z.iso.datetime().optional();
export const NewDelivery = z.object({ caseId: id, textId: id, means: NoticeMeans, mediatorId: id.nullish(), understood: Understood, notedAt });
export type NewDelivery = z.infer<typeof NewDelivery>;
export const Delivery = z.object({
  id, number: z.number().int(), language: z.string(), edition: z.number().int(), means: NoticeMeans, understood: Understood,
  by: Named, mediator: Named.nullable(),
  /** When it arrived, and when the person was told where a device noted that earlier. */
  at: z.string(), notedAt: z.string().nullable(),
  /** Since then another version came into force: the person has not been told that one. */
  isSuperseded: z.boolean(),
});
export type Delivery = z.infer<typeof Delivery>;
export const NoticeState = z.enum(['to-give', 'given', 'understood']);
export type NoticeState = z.infer<typeof NoticeState>;

/** The eight switches. Refusing any of them never blocks help. */
export const Switch = z.enum(['document-copy', 'sharing', 'contact', 'anti-trafficking', 'psychological-treatment', 'follow-up', 'story-research', 'phone-interpreter']);
export type Switch = z.infer<typeof Switch>;
export const Purpose = z.enum(['legal', 'health', 'psychological', 'housing', 'work', 'education', 'income', 'protection', 'family', 'other']);
export type Purpose = z.infer<typeof Purpose>;
export const Channel = z.enum(['call', 'text-message', 'messaging-app', 'email', 'letter', 'through-trusted-person']);
export type Channel = z.infer<typeof Channel>;
export const ConsentState = z.enum(['requested', 'given', 'refused', 'withdrawn', 'expired']);
export type ConsentState = z.infer<typeof ConsentState>;
export const ConsentMove = z.enum(['give', 'refuse', 'withdraw', 'expire']);
export type ConsentMove = z.infer<typeof ConsentMove>;

/** In which language the person was told it. Left out by a device that noted it before this was asked. */
const toldIn = language.optional();
/** Sharing names the body and the purpose, contact the channel; the other switches stand alone. */
export const NewConsent = z.object({ caseId: id, switch: Switch, recipientId: id.nullish(), purpose: Purpose.nullish(), channel: Channel.nullish(), validUntil: z.iso.date().nullish(), toldIn, notedAt })
  .refine((given) => (given.switch === 'sharing') === (given.recipientId != null && given.purpose != null) && (given.switch === 'sharing' || (given.recipientId == null && given.purpose == null)), { path: ['recipientId'], message: 'recipient-and-purpose' })
  .refine((given) => (given.switch === 'contact') === (given.channel != null), { path: ['channel'], message: 'channel' });
export type NewConsent = z.infer<typeof NewConsent>;

/** The longest recording of a yes, in seconds, and the heaviest, in bytes. */
export const LONGEST_RECORDING = 120;
export const LARGEST_RECORDING = 4 * 1_048_576;
/** The person's voice, which went to the server in pieces before; `audioHash` is the SHA-256 of the whole. */
export const SpokenEvidence = z.object({ kind: z.literal('audio'), audioHash: z.string().regex(/^[0-9a-f]{64}$/), upload: id });
export type SpokenEvidence = z.infer<typeof SpokenEvidence>;
export const ConsentEvidence = z.union([SpokenEvidence, Evidence]);
export type ConsentEvidence = z.infer<typeof ConsentEvidence>;

export const ConsentMoveRequest = z.object({ id, move: ConsentMove.exclude(['expire']), evidence: ConsentEvidence.optional(), toldIn, notedAt });
export type ConsentMoveRequest = z.infer<typeof ConsentMoveRequest>;

/** A body as the person was told it is called; `nowCalled` where it was renamed since. */
export const ToldBody = Named.extend({ nowCalled: z.string().nullable() });
export type ToldBody = z.infer<typeof ToldBody>;

export const Consent = z.object({
  id,
  caseId: id,
  switch: Switch,
  recipient: ToldBody.nullable(),
  purpose: Purpose.nullable(),
  channel: Channel.nullable(),
  /** As it stands today: a given consent past its day reads `expired`. */
  state: ConsentState,
  validUntil: z.string().nullable(),
  requestedAt: z.string(),
  /** In which language the person was told what they were asked, as it was told last: when they answered, else when it was asked. Null where nobody wrote it down; absent in what a device kept before. */
  toldIn: z.string().nullable().optional(),
  /** `at`: when it arrived, from which it holds. `notedAt`: when the person said it, where a device noted that earlier. */
  decided: z.object({ at: z.string(), notedAt: z.string().nullable(), by: Named, evidence: EvidenceKind.nullable() }).nullable(),
  /** The person's voice saying yes, where it was recorded and the reader may listen to it. */
  recording: z.object({ moveId: id, seconds: z.int() }).nullable(),
});
export type Consent = z.infer<typeof Consent>;

/** A body that received something about the person, and what, as codes of fields. */
export const Recipient = z.object({ id, consentId: id.nullable(), organisation: ToldBody, what: z.array(z.string()), at: z.string() });
export type Recipient = z.infer<typeof Recipient>;
export const RecipientList = z.object({ items: z.array(Recipient) });
export const ConsentMoved = z.object({ consent: Consent, toInform: z.array(Recipient) });
export type ConsentMoved = z.infer<typeof ConsentMoved>;

/** `talkIn`: the language of a talk with the person that is being held now; what is asked is told in it unless somebody says otherwise. Absent in what a device kept before. */
export const CaseConsents = z.object({ caseId: id, personId: id, talkIn: z.string().nullable().optional(), noticeState: NoticeState, deliveries: z.array(Delivery), consents: z.array(Consent) });
export type CaseConsents = z.infer<typeof CaseConsents>;

/** Whom one may name while asking: bodies of the network, and colleagues who can attest. */
export const ConsentChoices = z.object({ bodies: z.array(Named), colleagues: z.array(Named.extend({ role: z.string() })) });
export type ConsentChoices = z.infer<typeof ConsentChoices>;

/** What a withdrawal does, known before it is made: what stops, and who already has something that no system can take back. */
export const WithdrawalEffects = z.object({
  stops: z.array(z.object({ id, reference: z.string(), service: z.string(), organisation: z.string(), sentAt: z.string().nullable() })),
  /** False for those who do not hold the case's files: referrals stop all the same, and are not shown to them. */
  isComplete: z.boolean(),
  recipients: z.array(Recipient),
});
export type WithdrawalEffects = z.infer<typeof WithdrawalEffects>;

/** The record on paper: what was told, every answer with its evidence, and what left for whom. */
export const RecordedMove = z.object({ id, move: ConsentMove, at: z.string(), notedAt: z.string().nullable(), by: z.string(), toldIn: z.string().nullable(), evidence: EvidenceKind.nullable(), evidenceWords: z.string().nullable(), /** What was drawn on the screen; null where nothing was, or its key was destroyed. */ drawing: z.string().nullable() });
export const ConsentRecord = z.object({
  code: z.string(),
  deliveries: z.array(Delivery),
  consents: z.array(Consent.extend({ requestedBy: z.string(), requestedNotedAt: z.string().nullable(), askedIn: z.string().nullable(), moves: z.array(RecordedMove) })),
  recipients: z.array(Recipient),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;
