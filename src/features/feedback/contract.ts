/** What crosses the wire about complaints, and about how it went. */
import { z } from 'zod';

export const ComplaintState = z.enum(['received', 'looking-into', 'answered', 'closed', 'withdrawn']);
export type ComplaintState = z.infer<typeof ComplaintState>;

/** `withdraw`: the person takes the complaint back. `reopen`: the answer did not settle it. */
export const ComplaintMove = z.enum(['look-into', 'answer', 'close', 'reopen', 'withdraw']);
export type ComplaintMove = z.infer<typeof ComplaintMove>;

/** Whose words they are: the person's own, somebody's for them, or of somebody who gives no name. */
export const ToldBy = z.enum(['self', 'for-somebody', 'anonymous']);
export type ToldBy = z.infer<typeof ToldBy>;

export const byId = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });

/** What is sealed. */
export const ComplaintWords = z.object({
  words: z.string().trim().min(3).max(4_000).describe('In the language of whoever complains'),
  language: z.string().regex(/^[a-z]{2,3}$/),
  toldBy: ToldBy,
  answerTo: z.string().trim().max(300).default('').describe('Where the answer may safely go; empty where none is wanted'),
});
export type ComplaintWords = z.infer<typeof ComplaintWords>;

export const WriteComplaint = ComplaintWords.extend({
  aboutCoordination: z.boolean(),
  receivedOn: z.iso.date().describe('The day when it was said, or put in the box; not after today'),
});
export type WriteComplaint = z.infer<typeof WriteComplaint>;

export const ComplaintLine = z.object({
  id: z.uuid(), state: ComplaintState, receivedOn: z.iso.date(), answerDueOn: z.iso.date(),
  /** Unanswered, and its day has passed. */
  late: z.boolean(),
  aboutCoordination: z.boolean(),
  /** Whether its words are for whoever asks. */
  isTheirs: z.boolean(),
});
export type ComplaintLine = z.infer<typeof ComplaintLine>;

export const ComplaintList = z.object({
  items: z.array(ComplaintLine), next: z.string().nullable(),
  /** Days within which an answer is owed; `verified` false where no norm or protocol was found that sets them. */
  answerWithin: z.object({ days: z.int(), verified: z.boolean() }),
});
export type ComplaintList = z.infer<typeof ComplaintList>;
export const ComplaintQuery = z.object({ after: z.string().max(100).optional() });

export const Complaint = ComplaintLine.extend({
  content: ComplaintWords.nullable(),
  writtenBy: z.string(),
  steps: z.array(z.object({ id: z.uuid(), move: ComplaintMove, to: ComplaintState, words: z.string().nullable(), by: z.string(), at: z.string() })),
  moves: z.array(ComplaintMove),
});
export type Complaint = z.infer<typeof Complaint>;

/** The words are a reason, or the answer as the person was told it. */
export const MoveComplaint = z.object({ id: z.uuid(), move: ComplaintMove, words: z.string().trim().min(3).max(2_000) });
export type MoveComplaint = z.infer<typeof MoveComplaint>;

export const SatisfactionQuestion = z.enum(['understood', 'respected', 'helped']);
export type SatisfactionQuestion = z.infer<typeof SatisfactionQuestion>;

/** From 1, not at all, to 5, very much; null where the person passed it over. */
const Face = z.int().min(1).max(5).nullable();
export const Satisfaction = z.strictObject({ understood: Face, respected: Face, helped: Face })
  .refine((given) => given.understood !== null || given.respected !== null || given.helped !== null, { path: ['understood'] });
export type Satisfaction = z.infer<typeof Satisfaction>;
/** A random id, of version 4: one of version 7 would keep the hour of an answer that has none. */
export const RandomId = z.uuidv4();

/** How many are counted at a time; with fewer there is no figure. */
export const COUNTED_AT_A_TIME = 5;

export const SatisfactionFigures = z.object({
  items: z.array(z.object({
    /** The first day of the quarter. */
    quarter: z.iso.date(),
    question: SatisfactionQuestion,
    /** How many gave each answer, from 1 to 5; null while fewer than five have answered. */
    counts: z.array(z.int()).length(5).nullable(),
  })),
});
export type SatisfactionFigures = z.infer<typeof SatisfactionFigures>;

/** Within how many days a complaint is answered. */
export const ComplaintTerm = z.strictObject({ days: z.int().min(1).max(365) });
