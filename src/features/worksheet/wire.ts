/** What crosses the wire in the room of worksheets: the lists and shapes of `contract.ts` as they are asked for and answered. */
import { z } from 'zod';
import {
  Computation, Level, Month, Province, Sector, SuggestedIndex, WageRate, WageRateInput, WorksheetContent, WorksheetMove, WorksheetState,
} from './contract.ts';
import { rowProblems, tableColumns } from './domain/tables.ts';

const Moment = z.iso.datetime();
const Day = z.iso.date();
const Colleague = z.object({ id: z.uuid(), name: z.string(), role: z.string() });
export type Colleague = z.infer<typeof Colleague>;
export const ById = z.object({ id: z.uuid() });

// ── Wage tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const Reason = z.string().trim().min(3).max(600);
const Source = z.object({
  id: z.uuid(), title: z.string(), reference: z.string(), demonstration: z.boolean(), createdBy: Colleague, createdAt: Moment, verifiedBy: Colleague.nullable(), verifiedOn: Day.nullable(), version: z.int(),
});
export type Source = z.infer<typeof Source>;

/** A line with its history: what it corrects and why, and when it gave way. */
const RateLine = WageRate.extend({ correctsId: z.uuid().nullable(), reason: z.string().nullable(), supersededAt: Moment.nullable() });
export type RateLine = z.infer<typeof RateLine>;
export const WageTables = z.object({ may: z.object({ write: z.boolean() }), sources: z.array(Source), rates: z.array(RateLine) });
export type WageTables = z.infer<typeof WageTables>;

const Column = z.enum(tableColumns);
export const Mapping = z.partialRecord(Column, z.int().min(0).max(199));
export type Mapping = z.infer<typeof Mapping>;

/** What a file would become: nothing is kept of it until its lines are sent as a source. */
export const DryRun = z.object({
  sheet: z.string(), titles: z.array(z.string()), mapping: Mapping,
  rows: z.array(z.object({
    row: z.int(), rate: z.object(WageRateInput.shape).nullable(),
    problems: z.array(z.object({ column: Column, code: z.enum(rowProblems), other: z.int().optional(), cell: z.string() })),
  })),
});
export type DryRun = z.infer<typeof DryRun>;

export const WriteSource = z.strictObject({
  title: z.string().trim().min(1).max(200), reference: z.string().trim().min(1).max(600), demonstration: z.boolean(), rates: z.array(WageRateInput).min(1).max(2_000),
});
export type WriteSource = z.infer<typeof WriteSource>;
export const CorrectRate = z.strictObject({ corrects: z.uuid(), reason: Reason, rate: WageRateInput });
export type CorrectRate = z.infer<typeof CorrectRate>;
export const WithdrawSource = z.strictObject({ reason: Reason });

// ── Worksheets ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const BeginWorksheet = z.strictObject({ caseId: z.uuid(), continues: z.uuid().optional() });
/** `id` is the change's own: sent again because the answer was lost, it is recognised. */
export const ChangeContent = z.strictObject({ id: z.uuid(), content: WorksheetContent });
export type ChangeContent = z.infer<typeof ChangeContent>;
export const Kept = z.object({ version: z.int() });
export type Kept = z.infer<typeof Kept>;

export const WorksheetLine = z.object({
  id: z.uuid(), state: WorksheetState, author: Colleague, startedAt: Moment, computedAt: Moment.nullable(), signedAt: Moment.nullable(), signedBy: Colleague.nullable(),
  version: z.int(), continues: z.uuid().nullable(), continuedBy: z.uuid().nullable(),
  episodes: z.int(), gap: z.object({ least: z.int(), most: z.int() }).nullable(), demonstration: z.boolean(),
});
export type WorksheetLine = z.infer<typeof WorksheetLine>;
export const WorksheetList = z.object({ items: z.array(WorksheetLine), may: z.object({ begin: z.boolean() }) });
export type WorksheetList = z.infer<typeof WorksheetList>;

export const Step = z.object({ id: z.uuid(), move: WorksheetMove, by: Colleague, at: Moment, reason: z.string().nullable() });
export const Worksheet = WorksheetLine.extend({
  caseId: z.uuid(), code: z.string(), content: WorksheetContent,
  /** As it was computed, with the lines of the tables word for word; null while it is being filled in. */
  computed: z.object({ result: Computation, rates: z.array(WageRate), indices: z.array(SuggestedIndex), at: Moment }).nullable(),
  steps: z.array(Step), looks: z.array(z.object({ by: Colleague, at: Moment })),
  may: z.object({ fill: z.boolean(), sign: z.boolean(), look: z.boolean() }),
});
export type Worksheet = z.infer<typeof Worksheet>;

export const MoveWorksheet = z.strictObject({ id: z.uuid(), move: WorksheetMove, reason: z.string().trim().min(3).max(2_000).optional() });
export type MoveWorksheet = z.infer<typeof MoveWorksheet>;
export const LookOver = z.strictObject({ id: z.uuid() });

/** What the tables of today make of the same content, beside what stands. */
export const Difference = z.object({
  before: Computation.pick({ due: true, received: true, gap: true, computedMonths: true, otherMonths: true }),
  now: Computation.pick({ due: true, received: true, gap: true, computedMonths: true, otherMonths: true }),
  months: z.array(z.object({ episodeId: z.uuid(), month: Month, before: z.object({ least: z.int(), most: z.int() }).nullable(), now: z.object({ least: z.int(), most: z.int() }).nullable() })),
  changed: z.boolean(),
});
export type Difference = z.infer<typeof Difference>;

export const AnnexAsked = z.object({ form: z.enum(['pdf', 'docx']), language: z.enum(['it', 'en']).default('it') });

/** Levels that the tables in force know, so that the one meant is chosen and not typed another way. */
export const KnownLevels = z.object({ items: z.array(z.object({ sector: Sector, province: Province, level: Level })) });
export type KnownLevels = z.infer<typeof KnownLevels>;
