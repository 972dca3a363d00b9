/**
 * An XLSForm (xlsform.org: sheets survey, choices, settings) read into a draft instrument. Nothing is evaluated: conditions, limits and plain sums are read where
 * the instrument can say the same, everything else is named, row by row. Source of the format: the XLSForm reference.
 */
import type { Choice, InstrumentContent, Item, Subscale, SumScoring, Words } from '../contract.ts';
import { type ChoiceList, isOneAndZero, listsOf, testsByName } from './form/choices.ts';
import { columnsNotRead, type FormSheets, freshCode, type ImportNote, isTrue, type Note, ownLanguage, type SheetRow, wordsOf } from './form/cells.ts';
import { conditionFrom } from './form/condition.ts';
import { type Expression, readExpression } from './form/expression.ts';
import type { KnownQuestion } from './form/known.ts';
import { limitsFrom, type PlainSum, plainSumOf } from './form/sum.ts';
import { rowsInPlace, type SurveyRow } from './form/survey.ts';
import { extentOf, extentOfSubscale } from './sum.ts';

export { type FormSheets, type ImportNote, noteCodes, type SheetRow } from './form/cells.ts';
export { formFrom, type WrittenForm } from './form/written.ts';

export interface FormImport { readonly content: InstrumentContent; readonly taken: number; readonly notes: readonly ImportNote[] }

const MOST_QUESTIONS = 200;
const MOST_SUBSCALES = 40;

/** @returns the draft with a report; a form without a single question that could be taken gives an empty draft, and says so row by row */
export function instrumentFromForm(sheets: FormSheets, id: string): FormImport {
  const own = ownLanguage(sheets.settings);
  const notes: ImportNote[] = [...columnsNotRead('survey', sheets.survey), ...columnsNotRead('choices', sheets.choices)];
  const lists = listsOf(sheets.choices, own, notes);
  const rows = rowsInPlace(sheets.survey, own, notes);
  const isUsed = (name: string): boolean => rows.some((row) => row.list === name);
  for (const [name, { choices }] of lists) {
    if (!isUsed(name)) notes.push({ sheet: 'choices', row: choices[0]?.row ?? 1, code: 'list-not-used', what: name });
  }
  const making = new Making(lists, commonScale(rows, lists), own, notes);
  for (const row of rows) making.take(row);
  const title = (sheets.settings[0] && wordsOf(sheets.settings[0], 'form_title', own, () => undefined)) ?? { it: id, en: id };
  return making.finished(id, title);
}

/** The one list of points that every choice of the form uses, as the steps of a scale; null where there is none. */
function commonScale(rows: readonly SurveyRow[], lists: ReadonlyMap<string, ChoiceList>): SumScoring['scale'] | null {
  const selects = rows.filter((row) => row.type.startsWith('select'));
  const [first] = selects;
  if (!first || selects.length < 2 || selects.some((row) => row.type !== 'select_one' || row.list !== first.list || row.hasOther)) return null;
  const list = lists.get(first.list);
  if (list?.answersOf !== 'points' || list.choices.some(({ name }) => Number(name) > 10) || list.choices.length > 11) return null;
  return list.choices.map(({ name, choice }) => ({ points: Number(name), text: choice.text })).toSorted((one, other) => one.points - other.points);
}

const ended = (words: Words, it: string, en: string): Words => Object.fromEntries(Object.entries(words).map(([language, text]) => [language, `${text} ${language === 'it' ? it : en}`])) as Words;

/** The draft as it grows, row by row: a row may speak of those before it alone. */
class Making {
  readonly #items: Item[] = [];
  readonly #known = new Map<string, KnownQuestion>();
  readonly #sums = new Map<string, PlainSum>();
  readonly #subscales: Subscale[] = [];
  readonly #sections: NonNullable<InstrumentContent['sections']> = [];
  readonly #lists: ReadonlyMap<string, ChoiceList>;
  readonly #scale: SumScoring['scale'] | null;
  readonly #own: string;
  readonly #notes: ImportNote[];
  #taken = 0;
  #waiting: Words | null = null;
  #isFull = false;

  constructor(lists: ReadonlyMap<string, ChoiceList>, scale: SumScoring['scale'] | null, own: string, notes: ImportNote[]) {
    [this.#lists, this.#scale, this.#own, this.#notes] = [lists, scale, own, notes];
  }

  take(row: SurveyRow): void {
    const note: Note = (code, what) => void this.#notes.push({ sheet: 'survey', row: row.at, code, what });
    if (row.type === 'calculate') return this.#calculate(row, note);
    const { cells } = row;
    if (cells['calculation']) note('calculation-not-taken', cells['calculation']);
    const label = wordsOf(cells, 'label', this.#own, note);
    if (row.type === 'note') {
      // A note stands before a question and is read with it.
      this.#waiting = label;
      return label ? note('note-made-help', row.name) : note('no-label', row.name);
    }
    if (!label) return note('no-label', row.name);
    if (cells['choice_filter']) return note('filter-not-taken', cells['choice_filter']);
    const list = this.#lists.get(row.list);
    if (row.type.startsWith('select') && !list) return note('no-such-list', row.list);
    this.#isFull ||= this.#items.length + (row.hasOther ? 2 : 1) > MOST_QUESTIONS;
    if (this.#isFull) return note('too-many-questions', row.name);
    if (isTrue(cells['required'])) note('required-not-kept', row.name);
    if (this.#known.has(row.name)) note('name-twice', row.name);
    this.#ask(row, label, list, note);
    this.#taken += 1;
  }

  #ask(row: SurveyRow, label: Words, list: ChoiceList | undefined, note: Note): void {
    const code = `Q${this.#items.length + 1}`;
    const help = wordsOf(row.cells, 'hint', this.#own, () => undefined) ?? this.#waiting;
    this.#waiting = null;
    const showIf = this.#conditionOf(row, note);
    const place = { ...(row.section === null ? {} : { section: this.#sectionOf(row.section) }), ...(showIf ? { showIf } : {}) };
    const asked = { code, text: label, ...(help ? { help } : {}), ...place };
    if (!list) {
      const item: Item = { ...asked, ...writtenAnswer(row, note) };
      const isSummable = item.kind === 'number' && item.decimals === undefined && item.limits?.least !== undefined && item.limits.most !== undefined;
      this.#items.push(item);
      this.#known.set(row.name, { code, kind: item.kind === 'number' ? 'number' : 'other', answers: new Map(), isNumeric: item.kind === 'number', isSummable });
      return;
    }
    if (row.cells['constraint']) note('constraint-not-taken', row.cells['constraint']);
    const isOnScale = this.#scale !== null;
    const isYesNo = row.type === 'select_one' && list.answersOf === 'yes-no' && !row.hasOther;
    const other: Choice = { code: freshCode('other', new Set(list.choices.map((one) => one.choice.code)), 'other'), text: { it: 'Altro', en: 'Other' } };
    const kind = row.type === 'select_multiple' ? 'several-of' : isOnScale ? 'scale' : isYesNo ? 'yes-no' : 'one-of';
    const areAPoints = list.answersOf === 'points' && kind === 'one-of' && !row.hasOther;
    const choices = [...list.choices.map(({ name, choice }): Choice => (areAPoints ? { ...choice, points: Number(name) } : choice)), ...(row.hasOther ? [other] : [])];
    this.#items.push({ ...asked, ...(kind === 'one-of' || kind === 'several-of' ? { kind, choices } : {}) });
    this.#known.set(row.name, {
      code, kind, answers: testsByName(code, row.hasOther || kind === 'several-of' ? { ...list, answersOf: 'choices' } : list, isOnScale),
      isNumeric: kind === 'scale' || areAPoints, isSummable: kind === 'scale' || areAPoints || (kind === 'yes-no' && isOneAndZero(list)),
    });
    if (row.hasOther) {
      note('other-added', row.name);
      this.#items.push({ ...place, code: `Q${this.#items.length + 1}`, text: ended(label, '(altro: quale?)', '(other: which?)'), kind: 'words', showIf: { how: 'any-of', of: [{ code, chosen: other.code }] } });
    }
  }

  /** The row's own condition with those of the groups around it; a group's that could not be taken was said where it stands. */
  #conditionOf(row: SurveyRow, note: Note): Item['showIf'] {
    const own = row.cells['relevant'];
    const readable = (expression: Expression | null): Expression[] => (expression && conditionFrom([expression], this.#known) ? [expression] : []);
    const groups = row.groups.flatMap((group) => {
      const taken = readable(group.relevant);
      if (taken.length === 0 && group.written !== '' && !group.isSaid) {
        group.isSaid = true;
        this.#notes.push({ sheet: 'survey', row: group.at, code: 'group-relevant-not-taken', what: group.written });
      }
      return taken;
    });
    const parts = [...groups, ...(own === undefined ? [] : readable(readExpression(own)))];
    // Together they may be more than anybody could read: then those of the groups alone.
    const whole = conditionFrom(parts, this.#known);
    const found = whole ?? conditionFrom(groups, this.#known);
    if (own !== undefined && (parts.length === groups.length || !whole)) note('relevant-not-taken', own);
    if (!found && groups.length > 0) note('group-relevant-not-taken', row.name);
    return found ?? undefined;
  }

  #sectionOf(name: Words): string {
    const known = this.#sections.find((one) => one.name.it === name.it && one.name.en === name.en);
    if (known) return known.code;
    const code = freshCode(name.en, new Set(this.#sections.map((one) => one.code)), `part-${this.#sections.length + 1}`);
    this.#sections.push({ code, name });
    return code;
  }

  #calculate(row: SurveyRow, note: Note): void {
    const written = row.cells['calculation'] ?? '';
    const expression = readExpression(written);
    const sum = expression && plainSumOf(expression, this.#known, this.#sums);
    if (!sum || this.#subscales.length >= MOST_SUBSCALES) return note('calculation-not-taken', written === '' ? row.name : written);
    const name = wordsOf(row.cells, 'label', this.#own, () => undefined) ?? { it: row.name || written, en: row.name || written };
    const taken = new Set([...this.#subscales.map((one) => one.code), ...this.#sections.map((one) => one.code)]);
    const of = [...sum.of].map(([item, factor]) => ({ item, factor }));
    this.#sums.set(row.name, sum);
    this.#subscales.push({ code: freshCode(`sum-${row.name}`, taken, `sum-${this.#subscales.length + 1}`), name, of, ...(sum.plus === 0 ? {} : { plus: sum.plus }), bands: [toWrite(0, 0)] });
    note('calculation-made-sum', row.name);
    if (sum.isFilled) note('calculation-fills-missing', written);
    if (row.cells['relevant']) note('relevant-not-taken', row.cells['relevant']);
  }

  finished(id: string, title: Words): FormImport {
    const items = this.#items;
    const said = items.flatMap((item) => [item.text, ...(item.choices ?? []).map((choice) => choice.text)]);
    const languages = [...new Set(['it', 'en', ...said.flatMap((text) => Object.keys(text))])];
    const content: InstrumentContent = {
      ...frame(id, title, languages), ...(this.#sections.length > 0 ? { sections: this.#sections } : {}), items: items.map((item) => inEvery(item, languages)), scoring: { kind: 'presence-list' },
    };
    return { content: { ...content, scoring: this.#scoringOf(content) }, taken: this.#taken, notes: this.#notes };
  }

  #scoringOf(content: InstrumentContent): InstrumentContent['scoring'] {
    if (!this.#scale && this.#subscales.length === 0) return content.scoring;
    const instrument = { ...content, status: { state: 'in-use' as const } };
    // A form says how answers are counted and not what a sum means: one band, until whoever holds the source writes the published ones.
    const scoring: SumScoring = { kind: 'sum-with-bands', scale: this.#scale ?? [], factor: 1, gate: null, critical: [], bands: [] };
    const subscales = this.#subscales.map((subscale): Subscale => {
      const { least, most } = extentOfSubscale(instrument, scoring, subscale);
      return { ...subscale, bands: [toWrite(least, most)] };
    });
    if (subscales.length > 0) return { ...scoring, subscales };
    const { least, most } = extentOf(instrument, scoring);
    return { ...scoring, bands: [toWrite(Math.min(0, least), most)] };
  }
}

const toWrite = (from: number, to: number): SumScoring['bands'][number] => ({ code: 'to-write', from, to, text: { it: 'Fasce da scrivere dalla fonte', en: 'Bands to be written from the source' } });

/** How a question without choices is answered, with its limits. */
function writtenAnswer({ type, cells }: SurveyRow, note: Note): Pick<Item, 'kind' | 'limits' | 'decimals' | 'partial'> {
  const written = cells['constraint'];
  if (type === 'text' || type === 'date') {
    if (written !== undefined) note('constraint-not-taken', written);
    return type === 'text' ? { kind: 'words' } : { kind: 'date', ...(/\b(month-year|year)\b/.test(cells['appearance'] ?? '') ? { partial: true as const } : {}) };
  }
  const parameters = type === 'range' ? rangeOf(cells, note) : null;
  const isWhole = parameters ? parameters.isWhole : type === 'integer';
  const expression = written === undefined ? null : readExpression(written);
  const limits = expression && limitsFrom(expression, isWhole);
  const isReadable = limits !== null && (limits.least ?? -Infinity) <= (limits.most ?? Infinity) && Object.values(limits).every((edge) => Number(edge.toFixed(3)) === edge);
  if (written !== undefined && !isReadable) note('constraint-not-taken', written);
  const taken = parameters?.limits ?? (isReadable ? limits : undefined);
  return { kind: 'number', ...(isWhole ? {} : { decimals: 3 }), ...(taken ? { limits: taken } : {}) };
}

/** `start=0 end=10 step=1`, as the reference says what is left out. A step that leaves numbers out is not kept. */
function rangeOf(cells: SheetRow, note: Note): { limits: NonNullable<Item['limits']>; isWhole: boolean } | null {
  const given = new Map([...(cells['parameters'] ?? '').matchAll(/(start|end|step)\s*=\s*(-?\d{1,6}(?:\.\d{1,3})?)/g)].map(([, name, value]) => [name, Number(value)]));
  const [start, end, step] = [given.get('start') ?? 0, given.get('end') ?? 10, given.get('step') ?? 1];
  const isWhole = [start, end, step].every(Number.isInteger);
  if (step !== 1 && isWhole) note('step-not-kept', cells['parameters'] ?? '');
  return { limits: { least: Math.min(start, end), most: Math.max(start, end) }, isWhole };
}

/** In every language of the list: what one lacks is said in Italian until somebody writes it. */
function inEvery(item: Item, languages: readonly string[]): Item {
  const filled = (words: Words): Words => Object.fromEntries(languages.map((language) => [language, words[language] ?? words.it])) as Words;
  return { ...item, text: filled(item.text), ...(item.choices ? { choices: item.choices.map((choice) => ({ ...choice, text: filled(choice.text) })) } : {}) };
}

function frame(id: string, title: Words, languages: readonly string[]): Omit<InstrumentContent, 'items' | 'scoring'> {
  const later: Words = { it: 'Da scrivere', en: 'To be written' };
  return {
    id, version: 1001, title, intro: later, licence: later, source: { title: 'XLSForm', reference: 'Da scrivere: chi ha pubblicato lo strumento, quando, con quale licenza' }, whoMayUse: ['psychologist'], minimumAge: 18, maximumAge: null,
    verified: { state: 'to-verify', note: { it: 'Caricato da un XLSForm, da rileggere voce per voce.', en: 'Loaded from an XLSForm, to be read again item by item.' } },
    languages: Object.fromEntries(languages.map((language) => [language, { wording: 'own-short-label' as const, approval: 'not-approved-by-mediator' as const, note: 'XLSForm' }])),
    onlyValidatedLanguages: false, contextItems: [],
  };
}
