/** What crosses the wire about letters: templates, what is filled in, runs. */
import { z } from 'zod';

export const TemplateState = z.enum(['draft', 'in-use', 'retired']);
export const TemplateMove = z.enum(['use', 'retire']);
export const LetterLanguage = z.enum(['it', 'en']);
export const LetterFormat = z.enum(['pdf', 'docx']);
/** What a letter can say by itself; everything else its writer fills in (`{{scrivi:…}}`). */
export const LetterField = z.enum(['oggi', 'ufficio', 'scrivente.nome', 'persona.codice', 'persona.nome', 'caso.aperto-il', 'appuntamento.giorno', 'appuntamento.ora', 'servizio']);
export type LetterField = z.infer<typeof LetterField>;

const Id = z.uuid();
const Name = z.string().trim().min(3).max(120);
const Body = z.string().trim().min(10).max(20_000);

export const LetterTemplate = z.object({
  id: Id, letterId: Id, edition: z.int(), language: LetterLanguage, name: z.string(), body: z.string(), toBody: z.boolean(), state: TemplateState, version: z.int(),
  /** What its writer is asked, in the order of the letter. */
  asks: z.array(z.string()),
});
export type LetterTemplate = z.infer<typeof LetterTemplate>;
export const TemplateList = z.object({ items: z.array(LetterTemplate).max(200) });
export type TemplateList = z.infer<typeof TemplateList>;
export const WriteTemplate = z.object({ name: Name, body: Body, language: LetterLanguage, toBody: z.boolean(), letterId: Id.optional() });
export type WriteTemplate = z.infer<typeof WriteTemplate>;
export const MoveTemplate = z.object({ id: Id, move: TemplateMove });
export type MoveTemplate = z.infer<typeof MoveTemplate>;
export const PreviewLetter = WriteTemplate.omit({ letterId: true }).extend({ format: LetterFormat.default('pdf') });
export type PreviewLetter = z.infer<typeof PreviewLetter>;

export const MOST_CASES = 500;
export const NewRun = z.object({
  templateId: Id, format: LetterFormat, caseIds: z.array(Id).min(1).max(MOST_CASES), organisationId: Id.nullable(),
  answers: z.record(z.string().max(120), z.string().trim().max(5000)),
});
export type NewRun = z.infer<typeof NewRun>;
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
