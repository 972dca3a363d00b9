/** Which column holds which fact: proposed from the heading, then from the look of the values, and remembered per set of headings. */
import type { ColumnMapping, Field, Mapping, MappingProblemCode } from '../contract.ts';
import { readWrittenDate } from './date-text.ts';
import type { Cell, Grid } from './grid.ts';
import { fieldOfHeading, nameOrderOf, ownColumns } from './headings.ts';
import { languageOf } from './languages.ts';
import type { SheetLayout } from './layout.ts';
import { interpretNationality } from './nationalities.ts';
import { splitNeeds, interpretNeeds } from './needs.ts';
import { interpretPhone } from './phones.ts';
import { interpretGender } from './small-words.ts';
import { clean, key } from './text.ts';

/** Fields that only one column may hold; two notes are read one after the other, two telephones are both kept. */
const MAY_REPEAT: ReadonlySet<Field> = new Set(['ignore', 'note', 'restricted-note', 'flag', 'phone']);
const HEADING_CONFIDENCE = 0.95;
const VALUES_CONFIDENCE = 0.7;
const SHARE_NEEDED = 0.7;

/** The headings in comparing form, in order: files with the same ones share a remembered mapping. */
export function fingerprintOf(headings: readonly string[]): string {
  return headings.map(key).join(' | ');
}

/**
 * Proposes a mapping for a register.
 * @param remembered mappings confirmed before; the one with the same fingerprint is taken as it is
 */
export function proposeMapping(grid: Grid, layout: SheetLayout, remembered: readonly Mapping[] = []): Mapping {
  const fingerprint = fingerprintOf(layout.headings);
  const known = remembered.find((mapping) => mapping.fingerprint === fingerprint);
  if (known !== undefined) return { ...known, columns: known.columns.map(asRemembered) };
  const taken = new Set<Field>();
  const own = ownColumns(layout.headings);
  const byHeading = layout.headings.map((heading, column) => {
    const field = own.has(column) ? 'ignore' : fieldOfHeading(heading);
    if (field === null || (taken.has(field) && !MAY_REPEAT.has(field))) return null;
    taken.add(field);
    return field;
  });
  const columns = layout.headings.map((heading, column): ColumnMapping => {
    const named = byHeading[column] ?? null;
    if (named !== null) return { column, heading, field: named, confidence: HEADING_CONFIDENCE, why: 'heading' };
    const values = valuesOf(grid, layout, column);
    const looks = fieldOfValues(values);
    // What nobody understands is neither dropped nor shown around: until a person says what it is, it is kept among the reserved words.
    if (looks === null || (taken.has(looks) && !MAY_REPEAT.has(looks))) return { column, heading, field: values.length === 0 ? 'ignore' : 'restricted-note', confidence: 0, why: 'nothing' };
    taken.add(looks);
    return { column, heading, field: looks, confidence: VALUES_CONFIDENCE, why: 'values' };
  });
  const nameHeading = columns.find((column) => column.field === 'full-name')?.heading ?? '';
  return { fingerprint, nameOrder: nameOrderOf(nameHeading), columns };
}

const asRemembered = ({ column, heading, field, confidence }: ColumnMapping): ColumnMapping => ({ column, heading, field, confidence, why: 'remembered' });

/** What keeps a mapping from being used; empty when it can be. */
export function mappingProblems(mapping: Mapping): MappingProblemCode[] {
  const fields = mapping.columns.map((column) => column.field);
  const problems: MappingProblemCode[] = [];
  if (!fields.some((field) => field === 'full-name' || field === 'surname' || field === 'given-name')) problems.push('name-not-mapped');
  if (fields.some((field, index) => !MAY_REPEAT.has(field) && fields.indexOf(field) !== index)) problems.push('field-mapped-twice');
  return problems;
}

/** So many values of a column show what it holds; a long register is not read whole for it. */
const VALUES_NEEDED = 200;

function valuesOf(grid: Grid, layout: SheetLayout, column: number): Cell[] {
  return grid.rows
    .filter((_, index) => layout.rows[index] === 'person')
    .map((row) => row[column])
    .filter((cell) => cell !== undefined)
    .filter((cell) => clean(cell.text) !== '')
    .slice(0, VALUES_NEEDED);
}

/** The field that most of the values look like, or null. Dates alone cannot say whether they are births, so they are not proposed. */
function fieldOfValues(cells: readonly Cell[]): Field | null {
  if (cells.length === 0) return null;
  const looks: readonly (readonly [Field, (cell: Cell) => boolean])[] = [
    ['flag', (cell) => /^[!*x✓?#]{1,3}$/i.test(clean(cell.text))],
    ['gender', (cell) => hasValue(interpretGender(cell))],
    ['needs', (cell) => splitNeeds(cell.text).length > 0 && knowsEveryNeed(cell)],
    ['nationality', (cell) => { const read = interpretNationality(cell); return 'value' in read && (read.value?.codes.length ?? 0) > 0; }],
    ['language', (cell) => languageOf(cell.text) !== null],
    ['phone', (cell) => cell.kind !== 'date' && readWrittenDate(cell, { earliest: '1900-01-01', latest: '2100-01-01' }).kind === 'unreadable' && hasValue(interpretPhone(cell))],
  ];
  return looks.find(([, fits]) => cells.filter(fits).length / cells.length >= SHARE_NEEDED)?.[0] ?? null;
}

function hasValue(reading: { value: unknown } | { problem: unknown }): boolean {
  return 'value' in reading && reading.value !== null;
}

function knowsEveryNeed(cell: Cell): boolean {
  const read = interpretNeeds(cell);
  return 'value' in read && read.marks.every((one) => one.code !== 'need-unknown');
}
