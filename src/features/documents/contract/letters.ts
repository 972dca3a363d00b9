/** What crosses the wire about letters: templates, what is filled in, runs. */
import { z } from 'zod';
import { LetterField } from './fields.ts';

export const TemplateState = z.enum(['draft', 'in-use', 'retired']);
export const TemplateMove = z.enum(['use', 'retire']);
export const LetterLanguage = z.enum(['it', 'en']);
export const LetterFormat = z.enum(['pdf', 'docx']);
export const TemplatePurpose = z.enum(['letter', 'interview-report']);
/** Words written here, or a file of a word processor that the office brought. */
export const MadeOf = z.enum(['words', 'word-file']);
/** Whose papers a template makes. */
export const TemplateCompartment = z.enum(['case', 'restricted', 'secret-psychologist']);
export const KeptAs = z.enum(['letter', 'report']);

const Id = z.uuid();
const Name = z.string().trim().min(3).max(120);
const Body = z.string().trim().min(10).max(20_000);

export const LetterTemplate = z.object({
  id: Id, letterId: Id, edition: z.int(), language: LetterLanguage, name: z.string(), body: z.string(), toBody: z.boolean(), state: TemplateState, version: z.int(),
  purpose: TemplatePurpose, madeOf: MadeOf, compartment: TemplateCompartment, keptAs: KeptAs,
  /** Without emblems and foot. */
  plainHead: z.boolean(),
  /** Of a template made of a file: how many of its fields mean nothing; null until there is one. */
  strangers: z.int().nullable(),
  /** What its writer is asked, in the order of the letter. */
  asks: z.array(z.string()),
});
export type LetterTemplate = z.infer<typeof LetterTemplate>;
export const TemplateList = z.object({ items: z.array(LetterTemplate).max(200) });
export type TemplateList = z.infer<typeof TemplateList>;
const about = { name: Name, language: LetterLanguage, toBody: z.boolean(), letterId: Id.optional(), compartment: TemplateCompartment.default('case'), keptAs: KeptAs.default('letter') };
export const WriteTemplate = z.object({ ...about, body: Body, plainHead: z.boolean().default(false) });
export type WriteTemplate = z.infer<typeof WriteTemplate>;
/** What is said of a file that is brought; the report of an interview goes to nobody by itself, and stays with the interview. */
export const BringTemplate = z.object({ ...about, purpose: TemplatePurpose.default('letter') }).refine(({ purpose, toBody }) => purpose === 'letter' || !toBody, { path: ['toBody'], message: 'report-stays' });
export type BringTemplate = z.infer<typeof BringTemplate>;
export const MoveTemplate = z.object({ id: Id, move: TemplateMove });
export type MoveTemplate = z.infer<typeof MoveTemplate>;
export const PreviewLetter = WriteTemplate.omit({ letterId: true, compartment: true, keptAs: true }).extend({ format: LetterFormat.default('pdf') });
export type PreviewLetter = z.infer<typeof PreviewLetter>;

export const MOST_CASES = 500;
/** Letters of what is filled in: a report is longer than an hour, and still one paragraph of a paper. */
export const MOST_WORDS = 15_000;
export const NewRun = z.object({
  templateId: Id, format: LetterFormat, caseIds: z.array(Id).min(1).max(MOST_CASES), organisationId: Id.nullable(),
  answers: z.record(z.string().max(120), z.string().trim().max(MOST_WORDS)),
});
export type NewRun = z.infer<typeof NewRun>;
/** What a run would find, asked before it: nothing is made and nothing is told of a field but whether it has something to say. */
export const CheckRun = NewRun.pick({ templateId: true, caseIds: true, organisationId: true });
export type CheckRun = z.infer<typeof CheckRun>;
export const CheckedCase = z.object({
  caseId: Id, code: z.string().nullable(), problem: z.enum(['not-found', 'letter-consent-missing']).nullable(),
  /** `closed`: the writer may not read it in this case. */
  missing: z.array(z.object({ field: LetterField, why: z.enum(['empty', 'closed']) })),
});
export type CheckedCase = z.infer<typeof CheckedCase>;
export const CheckedRun = z.object({ items: z.array(CheckedCase).max(MOST_CASES) });
export type CheckedRun = z.infer<typeof CheckedRun>;
export const RunLine = z.object({ caseId: Id, code: z.string().nullable(), documentId: Id.nullable(), problem: z.string().nullable() });
export const LetterRun = z.object({
  id: Id, name: z.string(), format: LetterFormat, at: z.iso.datetime(), until: z.iso.datetime(), total: z.int(), done: z.int(),
  state: z.enum(['working', 'done', 'paused', 'over']), lines: z.array(RunLine).max(MOST_CASES),
});
export type LetterRun = z.infer<typeof LetterRun>;
export const RunList = z.object({ items: z.array(LetterRun.omit({ lines: true })).max(50) });
export type RunList = z.infer<typeof RunList>;
export const LetterChoices = z.object({ bodies: z.array(z.object({ id: Id, name: z.string() })) });
export type LetterChoices = z.infer<typeof LetterChoices>;
