/** What crosses the wire while a register is brought in. The lists of values are in `contract.ts`. */
import { z } from 'zod';
import {
  CellCorrection, ColumnMapping, Disposition, Field, ImportState, MappingProblemCode, Mark, OriginalCell, RowFacts, RowProblem, RowSort,
} from './contract.ts';
import { Decision, RowChoices } from './domain/choices.ts';

export const ById = z.object({ id: z.uuid() });
export const After = z.object({ after: z.string().max(200).optional() });

export const ImportLine = z.object({
  id: z.uuid(), fileName: z.string(), state: ImportState, rows: z.int(), people: z.int(), by: z.string(), createdAt: z.string(), isStopped: z.boolean(),
});
export const ImportList = z.object({ items: z.array(ImportLine), next: z.string().nullable() });
export type ImportList = z.infer<typeof ImportList>;

/** A sheet of the file, and what its columns are held to be. */
export const SheetSeen = z.object({
  index: z.int(), name: z.string(), kind: z.enum(['register', 'legend', 'empty', 'other']), headerRow: z.int().nullable(),
  /** Over how many rows the titles stand; 0 where there are none, and `headerRow` is the first row of people. */
  headerRows: z.int().min(0).max(2).default(1),
  /** The first rows as they stand, so that a person can show where the titles are. */
  top: z.array(z.array(z.string())).default([]),
  title: z.string().nullable(),
  people: z.int(), rows: z.int(), isUsed: z.boolean(), isHidden: z.boolean(), nameOrder: z.enum(['surname-first', 'given-first']),
  columns: z.array(ColumnMapping.extend({ letter: z.string(), samples: z.array(z.string()), isHidden: z.boolean().default(false) })),
});
export type SheetSeen = z.infer<typeof SheetSeen>;

export const ImportCounts = z.object({
  dispositions: z.record(Disposition, z.int()), sorts: z.record(RowSort, z.int()), marks: z.record(z.string(), z.int()), problems: z.record(z.string(), z.int()), rows: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** Where every row stands: the sum of `outcomes` and of `waiting` is the number of rows of the file. */
export const Standing = z.object({
  settled: z.int(), toLookAt: z.int(), toRecognise: z.int(), waiting: z.int(), outcomes: z.record(z.string(), z.int()),
  /** Undecided rows whose proposal is beyond doubt: of somebody in the file, of somebody already followed. */
  certainInFile: z.int(), certainInSystem: z.int(),
  /** Rows to look at, by the codes that bring them before a person. */
  review: z.record(z.string(), z.int()),
});
export type Standing = z.infer<typeof Standing>;

export const OperatorWord = z.object({
  word: z.string(), rows: z.int(),
  /** A colleague whose name begins like the word: a suggestion, no more. */
  suggested: z.uuid().nullable(),
  /** What the coordinator said: a colleague, nobody (null), or nothing yet. */
  said: z.uuid().nullable().optional(),
});
export type OperatorWord = z.infer<typeof OperatorWord>;

export const ImportDetail = z.object({
  id: z.uuid(), fileName: z.string(), state: ImportState, version: z.int(), createdAt: z.string(), by: z.string(),
  sheets: z.array(SheetSeen), problems: z.array(MappingProblemCode), counts: ImportCounts.nullable(), standing: Standing,
  operators: z.array(OperatorWord), members: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string() })),
  job: z.object({ state: z.enum(['waiting', 'running', 'paused', 'done']), done: z.int(), total: z.int(), errorCode: z.string().nullable() }).nullable(),
  moves: z.array(z.object({ move: z.string(), to: ImportState, by: z.string(), at: z.string(), reason: z.string().nullable() })),
  /** The uploaded file: still kept until then, or destroyed. `by` is null where its time was over. */
  file: z.object({ isKept: z.boolean(), keptUntil: z.string().nullable(), destroyedAt: z.string().nullable(), destroyedBy: z.string().nullable() }),
});
export type ImportDetail = z.infer<typeof ImportDetail>;

export const MappingGiven = z.object({
  sheets: z.array(z.object({ index: z.int().min(0), isUsed: z.boolean(), nameOrder: z.enum(['surname-first', 'given-first']), fields: z.array(Field).max(200) })).min(1).max(100),
});
export type MappingGiven = z.infer<typeof MappingGiven>;

/** Where the titles of one sheet stand. */
export const HeaderGiven = z.object({ index: z.int().min(0), row: z.int().min(1).max(20_000), rows: z.union([z.literal(0), z.literal(1), z.literal(2)]) });
export type HeaderGiven = z.infer<typeof HeaderGiven>;

export const OfRow = z.object({ id: z.uuid(), rowId: z.uuid() });
export const CellGiven = z.object({ column: z.string().regex(/^[A-Z]{1,3}$/), text: z.string().max(4_000) });
export type CellGiven = z.infer<typeof CellGiven>;

export const FileKeeping = z.object({ days: z.int().min(1).max(3_650) });
export type FileKeeping = z.infer<typeof FileKeeping>;

export const RowFilter = z.enum(['all', 'ready', 'ready-with-marks', 'to-review', 'refused', 'not-a-person', 'unsettled']);
export type RowFilter = z.infer<typeof RowFilter>;
export const RowsAsked = After.extend({ filter: RowFilter.default('all') });

export const RowSeen = z.object({
  id: z.uuid(), place: z.int(), sheet: z.string(), row: z.int(), sort: RowSort, disposition: Disposition,
  original: z.array(OriginalCell), facts: RowFacts.nullable(), marks: z.array(Mark), problems: z.array(RowProblem),
  decision: Decision, isLookedAt: z.boolean(), choices: RowChoices, outcome: z.string().nullable(), caseId: z.uuid().nullable(),
  corrections: z.array(CellCorrection),
});
export type RowSeen = z.infer<typeof RowSeen>;
export const RowPage = z.object({ items: z.array(RowSeen), next: z.string().nullable() });
export type RowPage = z.infer<typeof RowPage>;

const Parts = z.array(z.object({ a: z.string(), b: z.string() }));
/** Why two look alike or not; the words are those of the search (`persons.reason.<code>`). */
export const Reason = z.object({ code: z.string(), parts: z.union([Parts, z.array(z.string())]).optional(), year: z.int().optional(), years: z.int().optional() });

export const CandidateSeen = z.object({
  rowId: z.uuid().nullable(), personId: z.uuid().nullable(), caseId: z.uuid().nullable(), code: z.string().nullable(),
  sheet: z.string().nullable(), row: z.int().nullable(), name: z.string(), birth: z.string(), phone: z.string().nullable(), nationality: z.string().nullable(),
  band: z.enum(['same', 'likely', 'possible']), isCertain: z.boolean(), reasons: z.array(Reason),
});
export type CandidateSeen = z.infer<typeof CandidateSeen>;
export const DuplicateSeen = z.object({ row: RowSeen, candidates: z.array(CandidateSeen), targetRow: z.uuid().nullable(), targetPerson: z.uuid().nullable() });
export type DuplicateSeen = z.infer<typeof DuplicateSeen>;
export const DuplicatePage = z.object({ items: z.array(DuplicateSeen), next: z.string().nullable() });
export type DuplicatePage = z.infer<typeof DuplicatePage>;
export const DuplicatesAsked = After.extend({ only: z.enum(['undecided', 'all']).default('undecided') });

/** What is decided of one row; what is left out stays as it is. */
export const RowDecision = z.object({
  rowId: z.uuid(), decision: Decision.optional(), targetRow: z.uuid().nullable().optional(), targetPerson: z.uuid().nullable().optional(),
  isLookedAt: z.boolean().optional(), choices: RowChoices.optional(),
});
export type RowDecision = z.infer<typeof RowDecision>;
export const Decisions = z.object({ items: z.array(RowDecision).min(1).max(500) });

/** Decisions for many rows at once; each is a sentence that a person can agree with. */
export const BulkDecision = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('certain-in-file') }),
  z.object({ rule: z.literal('certain-in-system') }),
  z.object({ rule: z.literal('others-are-new') }),
  z.object({ rule: z.literal('looked-at'), codes: z.array(z.string().max(60)).min(1).max(80) }),
  z.object({ rule: z.literal('skip-unsettled') }),
]);
export type BulkDecision = z.infer<typeof BulkDecision>;
export const Changed = z.object({ rows: z.int(), version: z.int() });

export const OperatorsGiven = z.object({ words: z.array(z.object({ word: z.string().min(1).max(200), memberId: z.uuid().nullable() })).min(1).max(500) });

export const ImportMoveGiven = z.object({
  id: z.uuid(), move: z.enum(['check', 'run', 'fail', 'undo']), reason: z.string().trim().max(500).optional(),
  /** With `undo`: people to whom somebody has added something stay, the others go. */
  keepTouched: z.boolean().default(false),
});
export type ImportMoveGiven = z.infer<typeof ImportMoveGiven>;
export const ImportMoved = z.object({ state: ImportState, version: z.int() });
export type ImportMoved = z.infer<typeof ImportMoved>;

/** What would be written now, or what would be taken back. */
export const DryRun = z.object({
  newPeople: z.int(), knownPeople: z.int(), visits: z.int(), restrictedNotes: z.int(), contacts: z.int(), needs: z.int(), permits: z.int(), doNotCall: z.int(),
  minorTrack: z.int(), assignments: z.int(), skipped: z.int(), refused: z.int(), notPeople: z.int(), unsettled: z.int(),
});
export type DryRun = z.infer<typeof DryRun>;

export const UndoPreview = z.object({
  people: z.int(), notes: z.int(), contacts: z.int(),
  inTheWay: z.array(z.object({ personId: z.uuid(), caseId: z.uuid().nullable(), code: z.string(), things: z.array(z.object({ what: z.string(), howMany: z.int() })) })),
});
export type UndoPreview = z.infer<typeof UndoPreview>;

export const ExportAsked = z.object({ restricted: z.enum(['yes', 'no']).default('no'), language: z.enum(['it', 'en']).default('it') });
