import { z } from 'zod';

export const PathState = z.enum(['suspected', 'reported', 'placed', 'guardian-appointed', 'in-project', 'came-of-age', 'reunited', 'missing', 'reclassified']);
export type PathState = z.infer<typeof PathState>;
export const PathMove = z.enum(['report', 'place', 'appoint-guardian', 'begin-project', 'come-of-age', 'reunite', 'go-missing', 'found-again', 'reclassify']);
export type PathMove = z.infer<typeof PathMove>;

/** What is to be done on a child's path, in the order of the field. */
export const StepKind = z.enum([
  'report-prosecutor', 'report-police', 'report-social-services', 'two-workers', 'reception-place', 'guardianship-request', 'reception-databases', 'assent', 'age-identification',
  'age-assessment-request', 'judge-authorisation', 'educational-plan', 'support-beyond-eighteen', 'missing-report',
]);
export type StepKind = z.infer<typeof StepKind>;
export const StepState = z.enum(['to-do', 'done', 'not-applicable']);
export type StepState = z.infer<typeof StepState>;

export const Authority = z.enum(['juvenile-court', 'juvenile-prosecutor', 'guardianship-judge', 'police-headquarters', 'consulate', 'other']);
export type Authority = z.infer<typeof Authority>;
export const AgeFound = z.enum(['minor', 'adult', 'undetermined']);
export type AgeFound = z.infer<typeof AgeFound>;

const Words = z.string().trim().min(3).max(1_000);
export const OpenPath = z.strictObject({ caseId: z.uuid() });
export const KeepStep = z.strictObject({
  pathId: z.uuid(), kind: StepKind, state: StepState, at: z.iso.datetime(),
  words: z.string().trim().max(1_000).default('').describe('Who was told or answered, the reference of the act; why it does not apply'),
}).refine((step) => step.state === 'to-do' || step.words.length >= 3, { path: ['words'] });
export type KeepStep = z.infer<typeof KeepStep>;
export const MovePath = z.strictObject({ id: z.uuid(), move: PathMove, reason: Words.max(500) });
export type MovePath = z.infer<typeof MovePath>;
export const WriteAge = z.strictObject({ pathId: z.uuid(), authority: Authority, outcome: AgeFound, decidedOn: z.iso.date(), reference: Words });
export type WriteAge = z.infer<typeof WriteAge>;

const Who = z.object({ memberId: z.uuid(), name: z.string() });
export const PathStep = z.object({
  kind: StepKind, state: StepState,
  /** The day by which, where a norm or a text of the field gives one; `now` when it says at once. */
  dueOn: z.iso.date().nullable(), atOnce: z.boolean(), late: z.boolean(),
  source: z.string().nullable(), verified: z.boolean(),
  doneAt: z.string().nullable(), by: Who.nullable(), words: z.string().nullable(),
});
export type PathStep = z.infer<typeof PathStep>;
export const MinorPath = z.object({
  id: z.uuid(), state: PathState, openedAt: z.string(), openedBy: Who, version: z.int(), steps: z.array(PathStep),
  ages: z.array(z.object({ id: z.uuid(), authority: Authority, outcome: AgeFound, decidedOn: z.iso.date(), reference: z.string().nullable(), by: Who, at: z.string() })),
  moves: z.array(z.object({ id: z.uuid(), move: PathMove, to: PathState, reason: z.string().nullable(), by: Who, at: z.string() })),
  may: z.array(PathMove),
});
export type MinorPath = z.infer<typeof MinorPath>;
/** `doubt`: the person is on the minor track; without a path somebody opens one. */
export const CaseMinor = z.object({ doubt: z.boolean(), paths: z.array(MinorPath) });
export type CaseMinor = z.infer<typeof CaseMinor>;

/** A clock of a hard path, in one unit; zero days is at once. */
export const SafetyTerm = z.strictObject({ hours: z.int().min(1).max(72).optional(), days: z.int().min(0).max(180).optional(), workingDays: z.int().min(0).max(30).optional() })
  .refine((term) => Object.values(term).filter((one) => one !== undefined).length === 1, { message: 'one-unit' });
export type SafetyTerm = z.infer<typeof SafetyTerm>;
