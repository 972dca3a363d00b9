/**
 * What crosses the wire about lists: how one is narrowed and shown, lists kept under a name, and what is done to many of their lines at once.
 */
import { z } from 'zod';
import type { Role } from '../../kernel/identity/contract.ts';
import { kinds } from './kinds.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Moment = z.iso.datetime();
export const byId = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });

export const ListKind = z.enum(Object.keys(kinds) as [keyof typeof kinds, ...(keyof typeof kinds)[]]);
export type ListKind = z.infer<typeof ListKind>;

/** Filter by filter, the values chosen. Which ones a list knows is asked of `narrowingOf`, when it is kept and again whenever it is read. */
export const Narrowed = z.record(z.string().max(40), z.array(z.string().max(40)).max(60));
export type Narrowed = z.infer<typeof Narrowed>;

const Name = z.string().trim().min(2).max(60);
const Columns = z.array(z.string().max(40)).min(1).max(20);

export const ListAsked = z.object({ kind: ListKind, narrowed: Narrowed, sorted: z.string().max(40), after: z.string().max(400).optional() });
export type ListAsked = z.infer<typeof ListAsked>;

/** A cell: its code, day, moment, number or words, as its column says. */
export const CellValue = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);
export type CellValue = z.infer<typeof CellValue>;
export const ListLine = z.object({
  id: Id,
  /** Null where the line is of nobody whose case the reader holds: then nothing can be done to it from here. */
  caseId: Id.nullable(),
  cells: z.record(z.string(), CellValue),
});
export type ListLine = z.infer<typeof ListLine>;
/** `count`: how many lines there are in all, up to {@link MOST_COUNTED}, told with the first page; `more` when there are even more. */
export const ListLines = z.object({ items: z.array(ListLine).max(200), next: z.string().nullable(), count: z.int().nullable(), more: z.boolean() });
export type ListLines = z.infer<typeof ListLines>;
export const MOST_COUNTED = 1_000;

export const SavedList = z.object({
  id: Id, kind: ListKind, name: z.string(), narrowed: Narrowed, shown: z.array(z.string()), sorted: z.string(), shared: z.boolean(),
  /** Kept by the reader; a shared list may be another's. */
  own: z.boolean(), by: z.string(), pinned: z.boolean(), version: z.int(),
  /** What was kept and is no longer asked by this list: the list shows more than when it was kept, until somebody looks at it. */
  lost: z.array(z.object({ filter: z.string(), values: z.array(z.string()) })),
});
export type SavedList = z.infer<typeof SavedList>;
export const SavedLists = z.object({ items: z.array(SavedList).max(400) });
export type SavedLists = z.infer<typeof SavedLists>;

export const NewList = z.object({ kind: ListKind, name: Name, narrowed: Narrowed, shown: Columns, sorted: z.string().max(40), shared: z.boolean().default(false) });
export type NewList = z.infer<typeof NewList>;
export const ListChange = z.object({ name: Name.optional(), narrowed: Narrowed.optional(), shown: Columns.optional(), sorted: z.string().max(40).optional(), shared: z.boolean().optional(), removed: z.boolean().optional() });
export type ListChange = z.infer<typeof ListChange>;
export const Pin = z.object({ pinned: z.boolean() });

/** Up to so many lines are counted for a list on the first screen: beyond, the number tells nobody what to do first. */
export const MOST_ON_MARK = 100;
/** A list on the first screen: its name and how many lines it holds for the reader today, up to {@link MOST_ON_MARK}; `more` when there are even more. */
export const PinnedList = z.object({ id: Id, name: z.string(), kind: ListKind, count: z.int(), more: z.boolean(), isWhole: z.boolean().describe('False where a filter that was kept is no longer asked') });
export type PinnedList = z.infer<typeof PinnedList>;
export const PinnedLists = z.object({ items: z.array(PinnedList).max(30) });
export const MOST_PINNED = 12;

// ── What is done to many at once ──────────────────────────────────────────────────────────────────────────────────────────────────

/** So many cases at once, at most: more than a team follows, few enough for one person to answer for. */
export const MOST_CASES = 500;
/** Up to so many are done before the answer comes; more are done beside the requests, with their progress shown. */
export const DONE_AT_ONCE = 50;
/** Within this many minutes from asking, what was done can be taken back. */
export const UNDO_MINUTES = 60;

export const DeedName = z.enum(['assign', 'hand-over', 'review', 'task', 'raise-flag', 'lower-flag']);
export type DeedName = z.infer<typeof DeedName>;

/** What is done, the same for every case. Nothing here is about one person: what is, is written in their own file. */
export const DeedGiven = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('assign'), memberId: Id, answersForIt: z.boolean() }),
  z.object({ deed: z.literal('hand-over'), toMember: Id }),
  z.object({ deed: z.literal('review'), reviewOn: Day }),
  z.object({ deed: z.literal('task'), title: z.string().trim().min(2).max(200), dueOn: Day.nullable(), to: z.enum(['me', 'owner']) }),
  z.object({ deed: z.literal('raise-flag'), kind: z.string().max(60), startsOn: Day, endsOn: Day.nullable() }).refine((given) => given.endsOn === null || given.endsOn >= given.startsOn, { path: ['endsOn'] }),
  z.object({ deed: z.literal('lower-flag'), kind: z.string().max(60), reason: z.string().trim().min(3).max(500) }),
]);
export type DeedGiven = z.infer<typeof DeedGiven>;

const keepers: readonly Role[] = ['psychologist', 'legal', 'labour', 'educator', 'coordinator'];
/** Whom a deed is offered to, and whether it can be taken back. The database decides for each case whether it may be done. */
export const deedFacts: Readonly<Record<DeedName, { readonly roles: readonly Role[]; readonly canUndo: boolean }>> = {
  assign: { roles: ['coordinator'], canUndo: true },
  'hand-over': { roles: keepers, canUndo: true },
  review: { roles: keepers, canUndo: true },
  task: { roles: ['mediator', ...keepers], canUndo: true },
  'raise-flag': { roles: ['mediator', ...keepers], canUndo: true },
  'lower-flag': { roles: ['mediator', ...keepers], canUndo: false },
};

/** Those that were ticked, or all that a list holds: then with the count that was shown, so that nobody acts on lines they did not see counted. */
export const Chosen = z.union([
  z.object({ caseIds: z.array(Id).min(1).max(MOST_CASES) }),
  z.object({ kind: ListKind, narrowed: Narrowed, count: z.int().min(1).max(MOST_CASES) }),
]);
export type Chosen = z.infer<typeof Chosen>;
export const NewBulk = z.object({ given: DeedGiven, chosen: Chosen });
export type NewBulk = z.infer<typeof NewBulk>;

export const BulkState = z.enum(['working', 'paused', 'done', 'taking-back', 'taken-back']);
export const BulkLine = z.object({
  caseId: Id,
  code: z.string().nullable().describe('Null where the case is no longer held'),
  outcome: z.enum(['done', 'unchanged', 'refused']).nullable(), problem: z.string().nullable(), undone: z.boolean(), undoProblem: z.string().nullable(),
});
export const BulkRun = z.object({
  id: Id, deed: DeedName, at: Moment, state: BulkState, total: z.int(), done: z.int(), unchanged: z.int(), refused: z.int(), waiting: z.int(), undone: z.int(), notUndone: z.int(),
  /** Until when it can be taken back; null where it cannot, or no longer. */
  undoUntil: Moment.nullable(),
  lines: z.array(BulkLine).max(MOST_CASES),
});
export type BulkRun = z.infer<typeof BulkRun>;
export const BulkRuns = z.object({ items: z.array(BulkRun.omit({ lines: true })).max(20) });
export type BulkRuns = z.infer<typeof BulkRuns>;

/** Distinct cases behind the lines, for what is done elsewhere with them, as a letter. */
export const CaseIds = z.object({ caseIds: z.array(Id).max(MOST_CASES) });

/** A list, or the lines chosen in it, as a file. A reason is always written; by code alone unless names are needed. */
export const ListExportAsked = ListAsked.omit({ after: true }).extend({
  shown: Columns, caseIds: z.array(Id).min(1).max(MOST_CASES).optional(), format: z.enum(['csv', 'xlsx']), names: z.boolean().default(false),
  reason: z.string().trim().min(10).max(1_000), language: z.enum(['it', 'en']).default('it'), mark: z.boolean().default(true),
});
export type ListExportAsked = z.infer<typeof ListExportAsked>;
