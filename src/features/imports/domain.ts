/**
 * The decisions of an import: its states, and what every row of an old register becomes. No clock and no database: the day arrives
 * as an argument. Each row of each sheet comes out exactly once, as a person or with the reason why it is not one.
 */
import { machine } from '../../kernel/machine.ts';
import { asWritten } from '../../kernel/tables/cells.ts';
import {
  Disposition, type ImportedRow, type ImportSummary, MARK_WEIGHTS, MarkCode, type Mapping, type MappingProblemCode, ROW_PROBLEMS, RowProblemCode, RowSort,
} from './contract.ts';
import { findLegend, type LegendEntry } from './reading/colours.ts';
import { readBirths, readContactDates } from './reading/dates.ts';
import { type Cell, EMPTY_CELL, type Grid, textCell } from './reading/grid.ts';
import { ownColumns } from './reading/headings.ts';
import { findLayout, type HeaderChoice, type SheetLayout } from './reading/layout.ts';
import { mappingProblems, proposeMapping } from './reading/mapping.ts';
import { type KnownNames, learnNames } from './reading/names.ts';
import { compareRepeats } from './reading/repeats.ts';
import { NOT_WRITTEN, originalOf, readRow, type ReadRow, type RowContext } from './reading/row.ts';

/**
 * The life of an import. `reopen` goes back to the file, when its titles stand elsewhere than they were looked for. `map` may be repeated while nothing has been written; a failed run has written nothing and may be
 * checked again; a finished one can be undone as a whole, with a reason.
 */
export const importMachine = machine({
  states: ['draft', 'mapped', 'checked', 'running', 'done', 'failed', 'undone'],
  initial: 'draft',
  moves: {
    reopen: { from: ['mapped', 'checked', 'failed'], to: 'draft' },
    map: { from: ['draft', 'mapped', 'checked', 'failed'], to: 'mapped' },
    check: { from: ['mapped', 'checked', 'failed'], to: 'checked' },
    run: { from: ['checked'], to: 'running' },
    finish: { from: ['running'], to: 'done' },
    fail: { from: ['running'], to: 'failed', needs: ['reason'] },
    undo: { from: ['running', 'done'], to: 'undone', needs: ['reason'] },
  },
});

export interface PreparedSheet {
  readonly grid: Grid;
  readonly layout: SheetLayout;
  /** Null for a sheet that is no register. */
  readonly mapping: Mapping | null;
}

/** What a row needs to know of its sheet and its file. */
export interface SheetContext {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly legend: readonly LegendEntry[];
  readonly known: KnownNames;
}

/**
 * Finds the registers of a file and proposes what their columns hold.
 * @param headers where the titles stand, by the number of the sheet, as a person has said or a remembered mapping shows
 */
export function prepare(grids: readonly Grid[], remembered: readonly Mapping[] = [], headers: ReadonlyMap<number, HeaderChoice> = new Map()): PreparedSheet[] {
  // A file that we gave out comes back as it was: the apostrophes that kept its words from being run are ours.
  const layouts = grids.map((grid, index) => findLayout(grid, headers.get(index)));
  const isOurs = layouts.some((layout) => ownColumns(layout.headings).size > 0);
  return grids.map((given, index) => {
    const grid = isOurs ? { ...given, rows: given.rows.map((row) => row.map((cell) => (cell.kind === 'text' ? { ...cell, ...textCell(asWritten(cell.text)) } : cell))) } : given;
    const layout = isOurs ? findLayout(grid, headers.get(index)) : (layouts[index] ?? findLayout(grid, headers.get(index)));
    return { grid, layout, mapping: layout.kind === 'register' ? proposeMapping(grid, layout, remembered) : null };
  });
}

/** Why the sheets cannot be read as they are mapped now; empty when they can. */
export function preparationProblems(sheets: readonly PreparedSheet[]): MappingProblemCode[] {
  const registers = sheets.filter((sheet) => sheet.mapping !== null);
  if (registers.length === 0) return ['no-register-found'];
  if (registers.every((sheet) => !sheet.layout.rows.includes('person'))) return ['header-only'];
  return [...new Set(registers.flatMap((sheet) => (sheet.mapping === null ? [] : mappingProblems(sheet.mapping))))];
}

/** What all the sheets teach about each of them: the legend of colours, and which names are surnames. */
export function contextOf(sheets: readonly PreparedSheet[], today: string): SheetContext {
  const columnsOf = (sheet: PreparedSheet, field: string): number => sheet.mapping?.columns.findIndex((one) => one.field === field) ?? -1;
  const textsOf = (sheet: PreparedSheet, column: number): string[] =>
    column < 0 ? [] : sheet.grid.rows.filter((_, index) => sheet.layout.rows[index] === 'person').map((row) => row[column]?.text ?? '');
  const fullNames = sheets.flatMap((sheet) => textsOf(sheet, columnsOf(sheet, 'full-name')));
  const pairs = sheets.flatMap((sheet) => {
    const givens = textsOf(sheet, columnsOf(sheet, 'given-name'));
    return textsOf(sheet, columnsOf(sheet, 'surname')).map((surname, index) => ({ surname, given: givens[index] ?? '' }));
  });
  return { today, legend: findLegend(sheets.map((sheet) => sheet.grid)), known: learnNames(fullNames, pairs) };
}

/** Reads a whole file: every row of every sheet, in order; then the rows of the same person are compared. */
export function interpretWorkbook(sheets: readonly PreparedSheet[], today: string): ImportedRow[] {
  const context = contextOf(sheets, today);
  const rows = sheets.flatMap((sheet) => interpretSheet(sheet, context));
  return compareRepeats(rows).map(({ row, marks }) => Object.assign(row, { marks, disposition: row.facts === null ? row.disposition : dispositionOf({ marks, problems: row.problems }) }));
}

/** Reads one sheet; the result has as many entries as the sheet has rows. */
export function interpretSheet(sheet: PreparedSheet, context: SheetContext): ImportedRow[] {
  const { grid, layout, mapping } = sheet;
  const people = grid.rows.filter((_, index) => layout.rows[index] === 'person');
  const dates = mapping === null ? null : readDates(people, mapping, context.today);
  const hidden = new Set(grid.hiddenRows);
  const read: ImportedRow[] = [];
  let person = -1;
  for (const [index, row] of grid.rows.entries()) {
    const sort = layout.rows[index] ?? 'outside-register';
    const base = { sheet: grid.sheet, row: index + 1, sort, original: originalOf(row, layout.headings) };
    if (mapping === null || dates === null || sort !== 'person') {
      read.push({ ...base, disposition: 'not-a-person', facts: null, marks: [], problems: [] });
      continue;
    }
    person += 1;
    const [contactDate, birth] = [dates.contact[person] ?? NOT_WRITTEN, dates.births[person] ?? NOT_WRITTEN];
    read.push({ ...base, ...interpretRow(row, mapping, { ...context, hidden: hidden.has(index + 1), contactDate, birth }) });
  }
  return read;
}

/** Reads one row of people and says what is to happen with it. */
export function interpretRow(row: readonly Cell[], mapping: Mapping, context: RowContext): ReadRow & { disposition: Disposition } {
  const read = readRow(row, mapping, context);
  return { ...read, disposition: dispositionOf(read) };
}

/** Dates need the rows around them, so the two columns are read as columns. */
function readDates(rows: readonly (readonly Cell[])[], mapping: Mapping, today: string): { contact: ReturnType<typeof readContactDates>; births: ReturnType<typeof readBirths> } {
  const columnOf = (field: string): Cell[] => {
    const column = mapping.columns.find((one) => one.field === field)?.column;
    return rows.map((row) => (column === undefined ? EMPTY_CELL : (row[column] ?? EMPTY_CELL)));
  };
  return { contact: readContactDates(columnOf('contact-date'), today), births: readBirths(columnOf('birth'), today) };
}

/** A refusing problem refuses the row; any other problem, or a mark that weighs, brings it before a person. */
export function dispositionOf({ marks, problems }: Pick<ImportedRow, 'marks' | 'problems'>): Disposition {
  if (problems.some((one) => ROW_PROBLEMS[one.code])) return 'refused';
  if (problems.length > 0 || marks.some((one) => MARK_WEIGHTS[one.code] === 'review')) return 'to-review';
  return marks.length > 0 ? 'ready-with-marks' : 'ready';
}

/** How many rows, of which kinds, with which marks: a mark that stands twice in a row counts once for that row. */
export function summarise(rows: readonly ImportedRow[]): ImportSummary {
  return summariseCodes(rows.map((row) => ({ ...row, marks: row.marks.map((one) => one.code), problems: row.problems.map((one) => one.code) })));
}

/** The same for rows of which only the codes are known. */
export function summariseCodes(rows: readonly { readonly sort: string; readonly disposition: string; readonly marks: readonly string[]; readonly problems: readonly string[] }[]): ImportSummary {
  const summary: ImportSummary = {
    rows: rows.length,
    dispositions: zeroes(Disposition.options),
    sorts: zeroes(RowSort.options),
    marks: {},
    problems: {},
  };
  for (const row of rows) {
    summary.dispositions[Disposition.parse(row.disposition)] += 1;
    summary.sorts[RowSort.parse(row.sort)] += 1;
    for (const code of MarkCode.array().parse([...new Set(row.marks)])) summary.marks[code] = (summary.marks[code] ?? 0) + 1;
    for (const code of RowProblemCode.array().parse([...new Set(row.problems)])) summary.problems[code] = (summary.problems[code] ?? 0) + 1;
  }
  return summary;
}

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
