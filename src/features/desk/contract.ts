import { z } from 'zod';
import { Evidence, EvidenceKind } from '../../kernel/evidence.ts';

/** What crosses the wire between the interviews and their screens, and every list of allowed values. */

const id = z.uuid();
const language = z.string().regex(/^[a-z]{2,3}$/);

export const InterviewKind = z.enum(['first', 'in-depth', 'psychological', 'legal', 'work-orientation', 'follow-up', 'emergency']);
export type InterviewKind = z.infer<typeof InterviewKind>;

export const InterviewState = z.enum(['prepared', 'running', 'paused', 'stopped', 'signed']);
export type InterviewState = z.infer<typeof InterviewState>;
export const InterviewMove = z.enum(['start', 'pause', 'resume', 'stop', 'sign']);
export type InterviewMove = z.infer<typeof InterviewMove>;
export const StopReason = z.enum(['finished', 'tired', 'distress', 'asked-to-stop', 'time', 'interpreter-unsafe', 'place-unsafe', 'emergency', 'other']);
export type StopReason = z.infer<typeof StopReason>;
export const Interpreter = z.enum(['none', 'mediator', 'phone']);
export const Place = z.enum(['desk', 'reception-centre', 'health-service', 'public-office', 'workplace', 'street', 'remote', 'other']);
/** Who is in the room, by role. */
export const Presence = z.enum(['psychologist', 'legal', 'labour', 'educator', 'coordinator', 'mediator', 'reception-operator', 'lawyer', 'guardian', 'relative', 'child', 'trusted-person', 'other']);
export type Presence = z.infer<typeof Presence>;
/** What is checked before an interview begins; none of it is a condition, all of it is a question put to oneself. */
export const PreparationItem = z.enum(['alone', 'place-private', 'interpreter-safe', 'time-enough', 'water-breaks', 'told-already', 'referrals-ready', 'limits-explained', 'stop-explained']);
export type PreparationItem = z.infer<typeof PreparationItem>;
export const Preparation = z.partialRecord(PreparationItem, z.enum(['yes', 'no']));
export type Preparation = z.infer<typeof Preparation>;

const heading = {
  kind: InterviewKind,
  language,
  interpreter: Interpreter,
  mediatorId: id.nullable(),
  place: Place,
  present: z.array(Presence).max(13),
  preparation: Preparation,
};
const mediatorNamed = (given: { interpreter: string; mediatorId: string | null }) => (given.interpreter === 'mediator') === (given.mediatorId !== null);
export const InterviewHeading = z.object(heading).refine(mediatorNamed, { path: ['mediatorId'], message: 'mediator-named' });
export type InterviewHeading = z.infer<typeof InterviewHeading>;
/** `changeId` is the change's own: sent again because its answer was lost, it is recognised. */
export const HeadingChange = z.object({ ...heading, changeId: id.optional() }).refine(mediatorNamed, { path: ['mediatorId'], message: 'mediator-named' });
export type HeadingChange = z.infer<typeof HeadingChange>;
/** `notedAt`: when a device opened it, where nobody could be asked. */
export const NewInterview = z.object({ caseId: id, appointmentId: id.nullish(), notedAt: z.iso.datetime().optional(), ...heading }).refine(mediatorNamed, { path: ['mediatorId'], message: 'mediator-named' });
export type NewInterview = z.infer<typeof NewInterview>;
/** `notedAt`: when a device noted it, where it could not be sent at once. `content`: of a signature given there, the mark of what was signed (`markOfContent`). */
export const InterviewMoveRequest = z.object({ id, move: InterviewMove, reason: StopReason.nullish(), notedAt: z.iso.datetime().optional(), content: z.string().regex(/^[0-9a-f]{64}$/).optional() })
  .refine(({ move, content }) => content === undefined || move === 'sign', { path: ['content'], message: 'only-signed' });
export type InterviewMoveRequest = z.infer<typeof InterviewMoveRequest>;

/** Yes, no, and the three ways of not knowing, which are never confused. */
export const FiveAnswers = z.enum(['yes', 'no', 'unknown', 'not-asked', 'refused']);
export type FiveAnswers = z.infer<typeof FiveAnswers>;
/** The answer to one question: a choice, words, or the fact already known that the person confirmed. */
export const SectionAnswer = z.object({ answer: FiveAnswers.optional(), words: z.string().max(20_000).optional(), confirmed: z.boolean().optional() });
export type SectionAnswer = z.infer<typeof SectionAnswer>;
export const SectionContent = z.object({ answers: z.record(z.string().max(80), SectionAnswer), words: z.string().max(100_000) });
export type SectionContent = z.infer<typeof SectionContent>;
export const SectionState = z.enum(['begun', 'done', 'declined']);
export type SectionState = z.infer<typeof SectionState>;
/** Of the words that two wrote at once: those of the text beside, those that stood, or both. */
export const TextChoice = z.enum(['mine', 'theirs', 'both']);
export const SectionWrite = z.object({
  state: SectionState,
  content: SectionContent,
  /** What the writer began with. With it, what somebody else wrote meanwhile is brought together instead of refused. */
  origin: SectionContent.optional(),
  /** Under which id the text is kept beside, where both wrote the same words. */
  besideId: id.optional(),
  /** Texts that stood beside and that this writing decides about. */
  settles: z.array(z.object({ id, as: TextChoice })).max(20).optional(),
});
export type SectionWrite = z.infer<typeof SectionWrite>;

export const Section = z.object({
  section: z.string(),
  compartment: z.enum(['case', 'work', 'restricted', 'mediation']),
  state: SectionState,
  /** Null when its key was destroyed: the person asked to be forgotten. */
  content: SectionContent.nullable(),
  author: z.object({ id, name: z.string() }),
  writtenAt: z.string(),
  version: z.number().int(),
});
export type Section = z.infer<typeof Section>;
export const SectionKept = z.object({
  version: z.number().int(),
  writtenAt: z.string(),
  /** What stands now, where that is not what was sent: somebody else wrote in the section too. */
  content: SectionContent.nullable(),
  /** The text was kept beside the one that stands, for somebody to choose. */
  beside: id.nullable(),
});
export type SectionKept = z.infer<typeof SectionKept>;

/** A text that stands beside its section until somebody chooses, with what its writer had begun from. Null contents: the key was destroyed. */
export const TextBeside = z.object({
  id,
  section: z.string(),
  compartment: z.enum(['case', 'work', 'restricted', 'mediation']),
  content: SectionContent.nullable(),
  origin: SectionContent.nullable(),
  author: z.object({ id, name: z.string() }),
  writtenAt: z.string(),
});
export type TextBeside = z.infer<typeof TextBeside>;
/** A text that stood in a section and was replaced, or stood beside it until somebody chose. */
export const PastText = TextBeside.omit({ origin: true }).extend({
  kind: z.enum(['beside', 'replaced']),
  keptAt: z.string(),
  settled: z.object({ as: TextChoice, by: z.object({ id, name: z.string() }), at: z.string() }).nullable(),
});
export type PastText = z.infer<typeof PastText>;
export const PastTextList = z.object({ items: z.array(PastText), next: z.string().nullable() });
export type PastTextList = z.infer<typeof PastTextList>;

export const AddendumCompartment = z.enum(['case', 'work', 'restricted', 'mediation']);
export const NewAddendum = z.object({ compartment: AddendumCompartment, words: z.string().trim().min(1).max(20_000) });
export type NewAddendum = z.infer<typeof NewAddendum>;
export const Addendum = z.object({ id, compartment: AddendumCompartment, words: z.string().nullable(), author: z.object({ id, name: z.string() }), at: z.string() });

/** One sitting: from start (or start again) to stop, with its breaks. Minutes are minutes of talk, breaks taken out. */
export const Sitting = z.object({
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  breaks: z.array(z.object({ from: z.string(), to: z.string().nullable(), reason: StopReason.nullable() })),
  minutes: z.number().int(),
  reason: StopReason.nullable(),
});
export type Sitting = z.infer<typeof Sitting>;

/** Somebody came into the room or left it while the interview was under way. */
export const Attendance = z.object({ role: Presence, change: z.enum(['came', 'left']), at: z.string() });
export type Attendance = z.infer<typeof Attendance>;
export const RoomChange = z.object({ id, role: Presence, change: z.enum(['came', 'left']), notedAt: z.iso.datetime().optional() });
export type RoomChange = z.infer<typeof RoomChange>;

/** How what was written was read back to the person: by who writes, by a mediator or an interpreter on the telephone, or they read it alone. */
export const ReadBack = z.enum(['worker', 'mediator', 'phone', 'alone']);
export type ReadBack = z.infer<typeof ReadBack>;
/** Why somebody does not sign; nobody owes a reason, and `no-reason` is one. */
export const Refusal = z.enum(['no-reason', 'afraid', 'not-my-words', 'later', 'other']);
export type Refusal = z.infer<typeof Refusal>;
/**
 * What the person did with what was read back. `known`: marks of the sections that were read, so that nobody signs what somebody wrote meanwhile. Noted on a
 * device without a network it carries its hour there (`notedAt`) and, where they signed, the mark of the text as it stood there (`markOfContent`).
 */
export const PersonSignatureRequest = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('signed'), evidence: Evidence, language, how: ReadBack, mediatorId: id.nullable(),
    /** The words as they were read, in the person's language, where somebody wrote them down. */
    words: z.string().trim().max(20_000).nullable(), known: z.array(z.string().max(160)).min(1).max(200),
    notedAt: z.iso.datetime().optional(), content: z.string().regex(/^[0-9a-f]{64}$/).optional(),
  }).refine((given) => (given.how === 'mediator') === (given.mediatorId !== null), { path: ['mediatorId'], message: 'mediator-named' })
    .refine((given) => (given.content === undefined) === (given.notedAt === undefined), { path: ['content'], message: 'noted-with-its-text' }),
  z.object({ outcome: z.literal('refused'), refusal: Refusal, words: z.string().trim().max(2_000).nullable(), notedAt: z.iso.datetime().optional() }),
]);
export type PersonSignatureRequest = z.infer<typeof PersonSignatureRequest>;

export const PersonSignature = z.object({
  id,
  outcome: z.enum(['signed', 'refused']),
  evidence: EvidenceKind.nullable(),
  /** The typed name, the witness, the fingerprint of the recording, or who attested too; null when the key was destroyed. */
  evidenceWords: z.string().nullable(),
  drawing: z.string().nullable(),
  refusal: Refusal.nullable(),
  refusalWords: z.string().nullable(),
  language: z.string().nullable(),
  how: ReadBack.nullable(),
  mediator: z.object({ id, name: z.string() }).nullable(),
  /** What was read in the person's language; null where it was said and not written, or the reader may not read it. */
  words: z.string().nullable(),
  /** How many sections were read; null for those who may not read them. */
  sections: z.number().int().nullable(),
  by: z.object({ id, name: z.string() }),
  at: z.string(),
  /** Taken where there was no network: the hour of that device's clock, and when it came. */
  onDevice: z.object({ notedAt: z.string(), arrivedAt: z.string() }).nullable(),
});
export type PersonSignature = z.infer<typeof PersonSignature>;

export const InterviewSettings = z.object({ personSignature: z.boolean(), version: z.number().int() });
export type InterviewSettings = z.infer<typeof InterviewSettings>;
export const KeepInterviewSettings = InterviewSettings.omit({ version: true });

export const InterviewLine = z.object({
  id,
  caseId: id,
  code: z.string(),
  kind: InterviewKind,
  state: InterviewState,
  language: z.string(),
  author: z.object({ id, name: z.string() }),
  createdAt: z.string(),
  signedAt: z.string().nullable(),
});
export type InterviewLine = z.infer<typeof InterviewLine>;
export const InterviewList = z.object({ items: z.array(InterviewLine), next: z.string().nullable() });
export type InterviewList = z.infer<typeof InterviewList>;

export const Interview = InterviewLine.extend({
  personId: id,
  appointmentId: id.nullable(),
  interpreter: Interpreter,
  mediator: z.object({ id, name: z.string() }).nullable(),
  place: Place,
  present: z.array(Presence),
  attendance: z.array(Attendance),
  preparation: Preparation,
  /** The interpreter named must not follow this case. Why is not said: it may be the person's own wish. */
  mediatorIsBarred: z.boolean(),
  version: z.number().int(),
  /** Signed on a device without a network: when by its clock, and when it came. Null where it was signed before the server. */
  signedOnDevice: z.object({ notedAt: z.string(), arrivedAt: z.string() }).nullable(),
  sittings: z.array(Sitting),
  sections: z.array(Section),
  /** Texts written at the same time as those that stand, for somebody to choose. */
  besides: z.array(TextBeside),
  /** How many earlier texts can be read. */
  pastTexts: z.number().int(),
  countersigned: z.array(z.object({ by: z.object({ id, name: z.string() }), at: z.string() })),
  /** Whether the person asking wrote here beside the author and has not put their name under it yet. */
  mayCountersign: z.boolean(),
  /** How the person signed, or that they did not want to; the latest first. */
  personSignatures: z.array(PersonSignature),
  /** Whether the person asking may write down that the person signs or does not, now. */
  mayTakeSignature: z.boolean(),
  addenda: z.array(Addendum),
  /** What the person asking may write: sections of these compartments, or `mediation` alone for a mediator. */
  writes: z.array(AddendumCompartment),
});
export type Interview = z.infer<typeof Interview>;

/** Who else has the interview open, and in which part they write where the reader may write there too. */
export const Here = z.object({ id, name: z.string(), section: z.string().nullable() });
export type Here = z.infer<typeof Here>;
/** Where one is, and what one has already: `section lane@version`, ids of texts beside, `heading@version/state`. */
export const HereRequest = z.object({ section: z.string().max(60).nullable(), known: z.array(z.string().max(160)).max(200) });
export const HereReply = z.object({ others: z.array(Here), hasChanged: z.boolean() });
export type HereReply = z.infer<typeof HereReply>;

/** In which form and language the report of a signed interview is wanted. */
export const ReportAsked = z.object({ form: z.enum(['pdf', 'docx']).default('pdf'), language: z.enum(['it', 'en']).default('it') });
