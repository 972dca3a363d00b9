/** One row of people, cell by cell: the facts, what was assumed, and what could not be read. */
import { type Field, type ImportedRow, type Mapping, type Mark, type OriginalCell, phonesOf, type RowFacts, type RowProblem } from '../contract.ts';
import { coloursOf, type LegendEntry, saysDoNotCall } from './colours.ts';
import { type Cell, columnLetter, EMPTY_CELL } from './grid.ts';
import { interpretLanguage } from './languages.ts';
import { ageMarks } from './minors.ts';
import { interpretFullName, interpretNameParts, type KnownNames } from './names.ts';
import { interpretNationality, isEuropeanUnion } from './nationalities.ts';
import { interpretNeeds } from './needs.ts';
import { interpretPermit } from './permits.ts';
import { interpretPhones, saysHowToCall, saysPhoneOfOthers } from './phones.ts';
import { interpretGender, interpretMediator, interpretMunicipality, interpretOperators, interpretOutcome, interpretSource } from './small-words.ts';
import { clean } from './text.ts';
import { mark, nothing, type Reading } from './values.ts';

/** What a row needs to know of the rest of the file. */
export interface RowContext {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly legend: readonly LegendEntry[];
  readonly known: KnownNames;
  readonly hidden: boolean;
  /** Read with the whole column, see `dates.ts`. */
  readonly contactDate: Reading<string>;
  readonly birth: Reading<NonNullable<RowFacts['birth']>>;
}

export type ReadRow = Pick<ImportedRow, 'facts' | 'marks' | 'problems'> & { readonly facts: RowFacts };

/** More text than this in one cell is a paste gone wrong; the row is refused and shown, never cut. Notes may be long, names may not. */
const LONGEST: Partial<Record<Field, number>> = { 'note': 4000, 'restricted-note': 4000, 'full-name': 200, 'surname': 95, 'given-name': 95 };
const longestCell = (field: Field): number => LONGEST[field] ?? 600;

/** The cells of a row as they stood, the empty ones of unnamed columns left out. */
export function originalOf(row: readonly Cell[], headings: readonly string[]): OriginalCell[] {
  return row
    .map((cell, column) => ({ column: columnLetter(column), heading: headings[column] ?? '', text: cell.text, fill: cell.fill ?? null, ...(cell.comment === undefined ? {} : { comment: cell.comment }) }))
    .filter((cell) => cell.text !== '' || cell.heading !== '' || cell.fill !== null || cell.comment !== undefined);
}

/** Reads the facts of one row of people. */
export function readRow(row: readonly Cell[], mapping: Mapping, context: RowContext): ReadRow {
  const marks: Mark[] = [];
  const problems: RowProblem[] = [];
  const take = <Value>(reading: Reading<Value>): Value | null => {
    if ('problem' in reading) {
      problems.push(reading.problem);
      return null;
    }
    marks.push(...reading.marks);
    return reading.value;
  };
  const cellsOf = (field: Field): Cell[] => mapping.columns.filter((one) => one.field === field).map((one) => row[one.column] ?? EMPTY_CELL);
  const cellOf = (field: Field): Cell => usable(cellsOf(field)[0] ?? EMPTY_CELL, field);
  const wordsOf = (field: Field): string | null => linesOf(row, mapping, field).join('\n') || null;
  const has = (field: Field): boolean => mapping.columns.some((one) => one.field === field);

  for (const { column, field, why } of mapping.columns) checkCell(row[column] ?? EMPTY_CELL, field, why, marks, problems);
  const nationality = take(interpretNationality(cellOf('nationality')));
  const needs = take(interpretNeeds(cellOf('needs')));
  const phones = mapping.columns.filter((one) => one.field === 'phone')
    .flatMap(({ column, heading }) => take(interpretPhones(usable(row[column] ?? EMPTY_CELL, 'phone'), heading)) ?? [])
    .filter((phone, index, all) => all.findIndex((other) => other.number === phone.number) === index);
  const facts: RowFacts = {
    sequence: wordsOf('sequence'),
    contactDate: has('contact-date') ? take(context.contactDate) : null,
    name: take(has('full-name')
      ? interpretFullName(cellOf('full-name'), { order: mapping.nameOrder, known: context.known })
      : interpretNameParts(cellOf('surname'), cellOf('given-name'))),
    birth: has('birth') ? take(context.birth) : null,
    gender: take(interpretGender(cellOf('gender'))),
    nationalities: [...(nationality?.codes ?? [])],
    nationalityWords: nationality?.words ?? null,
    language: take(interpretLanguage(cellOf('language'))),
    phone: phones[0] ?? null,
    otherPhones: phones.slice(1),
    municipality: take(interpretMunicipality(cellOf('municipality'))),
    source: take(interpretSource(cellOf('source'))),
    permit: take(interpretPermit(cellOf('permit'), context.today)),
    needs: [...(needs?.needs ?? [])],
    exploitationSigns: [...(needs?.signs ?? [])],
    operators: take(interpretOperators(cellOf('operator'))) ?? [],
    mediator: take(interpretMediator(cellOf('mediator'))),
    outcome: take(interpretOutcome(cellOf('outcome'))),
    note: wordsOf('note'),
    restrictedNote: [wordsOf('restricted-note'), ...commentsIn(row, mapping)].filter((words) => words !== null).join('\n') || null,
    written: writtenIn(row, mapping),
    flags: { urgent: false, doNotCall: false, attention: wordsOf('flag') },
  };
  readFlags(facts, row, context.legend, marks);
  readCallRules(facts, marks);
  compare(facts, cellOf('birth').text, marks);
  if (context.hidden) marks.push(mark('row-hidden', null, ''));
  const tooLong = problems.filter((one) => one.code === 'cell-too-long');
  return { facts, marks: once(marks), problems: tooLong.length > 0 ? tooLong : once(problems) };
}

/** What is the same in several cells is said once. */
const once = <Said extends Mark | RowProblem>(said: readonly Said[]): Said[] => [...new Map(said.map((one) => [JSON.stringify(one), one])).values()];

/** An error shown by the spreadsheet is no value, and a cell that refuses its row is not read. */
function usable(cell: Cell, field: Field): Cell {
  return cell.kind === 'error' || cell.text.length > longestCell(field) ? EMPTY_CELL : cell;
}

/** The words of the columns that hold one field; where there is more than one, or nobody knows what it is, each under its heading. */
function linesOf(row: readonly Cell[], mapping: Mapping, field: Field): string[] {
  const columns = mapping.columns.filter((one) => one.field === field);
  return columns.flatMap(({ column, heading, why }) => {
    const text = (row[column] ?? EMPTY_CELL).text.trim();
    if (text === '') return [];
    return [(columns.length > 1 || why === 'nothing') && clean(heading) !== '' ? `${clean(heading)}: ${text}` : text];
  });
}

/** Comments stand apart, as reserved words: nobody knows for whom they were written. */
const commentsIn = (row: readonly Cell[], mapping: Mapping): string[] =>
  row.flatMap((cell, column) => (cell.comment === undefined ? [] : [`${mapping.columns[column]?.heading || columnLetter(column)}: ${cell.comment}`]));

const VERBATIM: ReadonlySet<Field> = new Set(['sequence', 'contact-date', 'birth', 'gender', 'nationality', 'language']);

const writtenIn = (row: readonly Cell[], mapping: Mapping): RowFacts['written'] =>
  Object.fromEntries(mapping.columns.filter(({ field, column }) => VERBATIM.has(field) && clean(row[column]?.text ?? '') !== '').map(({ field, column }) => [field, clean(row[column]?.text ?? '')]));

function checkCell(cell: Cell, field: Field, why: Mapping['columns'][number]['why'], marks: Mark[], problems: RowProblem[]): void {
  if (cell.comment !== undefined) marks.push(mark('cell-comment', field, ''));
  if (cell.struck === true) marks.push(mark('text-struck-through', field, cell.text));
  if (why === 'nothing' && field === 'restricted-note' && clean(cell.text) !== '') marks.push(mark('column-kept-reserved', null, ''));
  if (cell.text.length > longestCell(field) && field !== 'ignore') problems.push({ code: 'cell-too-long', field, original: cell.text.slice(0, 80) });
  if (cell.kind === 'error') problems.push({ code: 'cell-error', field, original: cell.text });
  if (cell.kind === 'formula' && cell.value === null) problems.push({ code: 'formula-without-result', field, original: '' });
  if (cell.kind === 'formula' && cell.value !== null) marks.push(mark('value-from-formula', field, cell.text));
  if (cell.merged === true && clean(cell.text) !== '') marks.push(mark('merged-cell', field, cell.text));
}

/** Colours by their legend, and signs in a column of their own. A sign without a legend is shown, not understood. */
function readFlags(facts: RowFacts, row: readonly Cell[], legend: readonly LegendEntry[], marks: Mark[]): void {
  for (const colour of coloursOf(row)) {
    const entry = legend.find((one) => one.colour === colour);
    if (entry?.meaning === 'urgent') {
      facts.flags.urgent = true;
      marks.push(mark('urgent-from-colour', null, entry.words, { colour }));
    } else if (entry?.meaning === 'do-not-call') {
      facts.flags.doNotCall = true;
      marks.push(mark('do-not-call-from-colour', null, entry.words, { colour }));
    } else marks.push(mark('colour-meaning-unknown', null, entry?.words ?? '', { colour }));
  }
  if (facts.flags.attention !== null) marks.push(mark('flag-meaning-unknown', 'flag', facts.flags.attention));
}

/** Words about calling bind the phone, wherever in the row they stand; the strictest of them wins. */
function readCallRules(facts: RowFacts, marks: Mark[]): void {
  const places = [['restricted-note', facts.restrictedNote], ['note', facts.note], ['outcome', facts.outcome?.words ?? null], ['phone', phonesOf(facts).map((phone) => phone.words).filter((words) => words !== null).join('\n') || null]] as const;
  let rule = false;
  let othersPhone = false;
  for (const [field, words] of places) {
    if (words === null) continue;
    if (saysDoNotCall(words)) {
      facts.flags.doNotCall = true;
      marks.push(mark('do-not-call-from-words', field, words));
    }
    if (field === 'outcome' || field === 'phone') continue;
    if (saysHowToCall(words)) {
      rule = true;
      marks.push(mark('contact-rule-in-note', field, words));
    }
    if (saysPhoneOfOthers(words)) {
      othersPhone = true;
      marks.push(mark('phone-belongs-to-someone-else', field, words));
    }
  }
  for (const phone of phonesOf(facts)) {
    if (facts.flags.doNotCall) phone.caution = 'do-not-call';
    else if (othersPhone) phone.caution = 'someone-else';
    else if (rule && phone.caution === 'none') phone.caution = 'rule-in-note';
  }
}

/** What two cells say together. */
function compare(facts: RowFacts, birthText: string, marks: Mark[]): void {
  const { permit, contactDate, mediator, language } = facts;
  const outsideUnion = facts.nationalities.length > 0 && !facts.nationalities.some(isEuropeanUnion);
  if (permit?.code === 'eu-citizen' && outsideUnion) {
    // "UE" beside another nationality may be the EU long-term permit, or a slip: both would change what the person may do.
    permit.code = null;
    marks.push(mark('permit-eu-with-non-eu-nationality', 'permit', permit.words));
  }
  if (permit?.expiry != null && contactDate !== null && permit.expiry < contactDate) {
    marks.push(mark('permit-expired-at-contact', 'permit', permit.words, { day: permit.expiry }));
  }
  if (mediator?.language != null && language?.code != null && mediator.language !== language.code) {
    marks.push(mark('mediator-language-differs', 'mediator', mediator.words, { language: language.words }));
  }
  marks.push(...ageMarks(facts, birthText));
}

/** For columns that the register does not have. */
export const NOT_WRITTEN: Reading<never> = nothing;
