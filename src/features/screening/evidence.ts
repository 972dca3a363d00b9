/** What backs one sign of a list, as it crosses the wire: words, where they come from, and of which time they speak. */
import { z } from 'zod';
import { Ground } from '../worksheet/contract.ts';

/** Who or what says it. */
export const EvidenceSource = z.enum(['person', 'document', 'inspection']);
export type EvidenceSource = z.infer<typeof EvidenceSource>;

/** Which paper, where the source is one. */
export const EvidencePaper = z.enum(['payslip', 'photo-list', 'statement', 'hiring-notice', 'social-insurance-days', 'other']);
export type EvidencePaper = z.infer<typeof EvidencePaper>;

/** A year, a month or a day, as far as it is known. */
export const PartialDay = z.string().regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);

export const EvidenceContent = z.strictObject({
  words: z.string().trim().min(1).max(4000),
  source: EvidenceSource,
  paper: EvidencePaper.nullable(),
  /** Null: nobody knows when. */
  from: PartialDay.nullable(),
  /** Null: one moment, or nobody knows until when. */
  to: PartialDay.nullable(),
}).refine((one) => one.source === 'document' || one.paper === null, { path: ['paper'] }).refine((one) => one.to === null || (one.from !== null && one.to >= one.from.slice(0, one.to.length)), { path: ['to'] });
export type EvidenceContent = z.infer<typeof EvidenceContent>;

export const AddEvidence = z.strictObject({ caseId: z.uuid(), instrument: z.string().max(80), item: z.string().max(20), content: EvidenceContent });
export type AddEvidence = z.infer<typeof AddEvidence>;
export const WithdrawEvidence = z.strictObject({ reason: z.string().trim().min(3).max(2000) });

const Colleague = z.object({ id: z.uuid(), name: z.string() });
export const Evidence = z.object({
  id: z.uuid(), item: z.string(), content: EvidenceContent, by: Colleague, at: z.iso.datetime(),
  withdrawn: z.object({ by: Colleague, at: z.iso.datetime(), reason: z.string() }).nullable(),
});
export type Evidence = z.infer<typeof Evidence>;
export const EvidenceList = z.object({ items: z.array(Evidence) });
export type EvidenceList = z.infer<typeof EvidenceList>;
export const EvidenceOf = z.strictObject({ instrument: z.string().max(80) });

/** The list whose signs the figures of a worksheet may speak of. */
export const LAW_OF_EXPLOITATION = 'art-603-bis';
/** What a professional says of something that a signed worksheet speaks of: it becomes a dated proof, or it is none and why. No figure answers for them. */
export const AnswerSuggestion = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('confirmed'), caseId: z.uuid(), worksheetId: z.uuid(), ground: Ground, evidenceId: z.uuid(), content: EvidenceContent }),
  z.strictObject({ answer: z.literal('rejected'), caseId: z.uuid(), worksheetId: z.uuid(), ground: Ground, reason: z.string().trim().min(3).max(2000) }),
]);
export type AnswerSuggestion = z.infer<typeof AnswerSuggestion>;
/** The latest answer of each ground of each worksheet. */
export const SuggestionAnswer = z.object({ worksheetId: z.uuid(), ground: Ground, answer: z.enum(['confirmed', 'rejected']), reason: z.string().nullable(), by: Colleague, at: z.iso.datetime() });
export type SuggestionAnswer = z.infer<typeof SuggestionAnswer>;
export const SuggestionAnswerList = z.object({ items: z.array(SuggestionAnswer) });
export type SuggestionAnswerList = z.infer<typeof SuggestionAnswerList>;
