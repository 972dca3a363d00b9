/**
 * An XLSForm (xlsform.org: sheets survey, choices, settings) read into a draft instrument. Nothing is evaluated: a condition is taken only where
 * it is one of a few plain shapes, everything else is named as not taken. Source of the format: the XLSForm reference, question types and `relevant`.
 */
import type { InstrumentContent, Item, Words } from '../contract.ts';

/** One row of a sheet, by its lower-case heading; empty cells are left out. */
export type SheetRow = Readonly<Record<string, string>>;
export interface FormSheets { readonly survey: readonly SheetRow[]; readonly choices: readonly SheetRow[]; readonly settings: readonly SheetRow[] }

/** What was not taken, and what the draft's author has to know. `row` counts as the spreadsheet does. */
export interface ImportNote { readonly sheet: 'survey' | 'choices' | 'settings'; readonly row: number; readonly code: NoteCode; readonly what: string }
export type NoteCode = 'type-not-taken' | 'relevant-not-taken' | 'calculation-not-taken' | 'constraint-not-taken' | 'no-label' | 'no-such-list' | 'choices-made-questions' | 'note-made-help' | 'label-without-language' | 'second-language-copied' | 'too-many-questions';

export interface FormImport { readonly content: InstrumentContent; readonly taken: number; readonly notes: readonly ImportNote[] }

const MOST_QUESTIONS = 200;
const STRUCTURE = new Set(['begin group', 'end group', 'begin_group', 'end_group', 'begin repeat', 'end repeat', 'begin_repeat', 'end_repeat']);
const YES = new Set(['yes', 'si', 'sì', '1', 'true', 'y', 'oui']);
const NO = new Set(['no', '0', 'false', 'n', 'non']);

/** @returns the draft with a report; a form without a single question that could be taken gives an empty draft, and says so row by row */
export function instrumentFromForm({ survey, choices, settings }: FormSheets, id: string): FormImport {
  const notes: ImportNote[] = [];
  const lists = Map.groupBy(choices, (row) => row['list_name'] ?? row['list name'] ?? '');
  const asked: Asked[] = [];
  let waiting: Words | null = null;

  survey.forEach((row, index) => {
    const note = (code: NoteCode, what: string): void => void notes.push({ sheet: 'survey', row: index + 2, code, what });
    const [type = '', list = ''] = typeOf(row['type'] ?? '');
    if (type === '' || STRUCTURE.has(type)) return;
    if (row['calculation']) note('calculation-not-taken', row['calculation']);
    if (row['constraint']) note('constraint-not-taken', row['constraint']);
    const label = wordsOf(row, 'label', (code, what) => note(code, what));
    if (type === 'note') {
      // A note stands before a question and is read with it.
      waiting = label;
      if (label) note('note-made-help', row['name'] ?? '');
      return;
    }
    if (!['select_one', 'select_multiple', 'text', 'integer'].includes(type)) return note('type-not-taken', row['type'] ?? '');
    if (!label) return note('no-label', row['name'] ?? '');
    const help = wordsOf(row, 'hint', () => undefined) ?? waiting;
    waiting = null;
    const options = lists.get(list) ?? [];
    if (type.startsWith('select') && options.length === 0) return note('no-such-list', list);
    asked.push({ row: index + 2, name: row['name'] ?? '', type, list, label, help, relevant: row['relevant'] ?? '', options });
  });

  const scale = commonScale(asked, notes);
  const items: Item[] = [];
  /** By name of the question, and by name and choice where choices became questions. */
  const codeOf = new Map<string, string>();
  for (const one of asked) {
    const made = itemsOf(one, scale !== null, items.length, notes);
    if (items.length + made.length > MOST_QUESTIONS) {
      notes.push({ sheet: 'survey', row: one.row, code: 'too-many-questions', what: one.name });
      break;
    }
    const showIf = one.relevant === '' ? undefined : conditionOf(one.relevant, codeOf);
    if (showIf === null) notes.push({ sheet: 'survey', row: one.row, code: 'relevant-not-taken', what: one.relevant });
    for (const { item, key } of made) {
      codeOf.set(key, item.code);
      items.push(showIf ? { ...item, showIf } : item);
    }
  }
  const title = (settings[0] && wordsOf({ label: settings[0]['form_title'] ?? '' }, 'label', () => undefined)) ?? { it: id, en: id };
  const languages = [...new Set(['it', 'en', ...items.flatMap((item) => Object.keys(item.text))])];
  return { content: { ...frame(id, title, languages), items: items.map((item) => inEvery(item, languages)), scoring: scoringOf(scale, items) }, taken: asked.length, notes };
}

interface Asked { readonly row: number; readonly name: string; readonly type: string; readonly list: string; readonly label: Words; readonly help: Words | null; readonly relevant: string; readonly options: readonly SheetRow[] }

function typeOf(written: string): string[] {
  const parts = written.trim().split(/\s+/);
  const [first = '', second = ''] = parts.map((part) => part.toLowerCase());
  if (first === 'select' && (second === 'one' || second === 'multiple')) return [`select_${second}`, parts[2] ?? ''];
  return first.startsWith('select_') ? [first, parts[1] ?? ''] : [written.trim().toLowerCase(), ''];
}

/** `label::Italiano (it)`, `label::it`, or plain `label`, which is taken for Italian. What one language lacks is filled with the other, and said. */
function wordsOf(row: SheetRow, column: string, note: (code: NoteCode, what: string) => void): Words | null {
  const found: Record<string, string> = {};
  for (const [heading, text] of Object.entries(row)) {
    if (heading === column) {
      found['it'] ??= text;
      note('label-without-language', text);
    }
    const [, language] = new RegExp(`^${column}::?.*?\\(?([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\\)?$`).exec(heading) ?? [];
    if (language !== undefined) found[language] = text;
  }
  const [any] = Object.values(found);
  if (any === undefined) return null;
  for (const language of ['it', 'en'] as const) {
    if (found[language] === undefined) note('second-language-copied', language);
  }
  return { ...found, it: found['it'] ?? any, en: found['en'] ?? any };
}

const named = (row: SheetRow): string => (row['name'] ?? row['value'] ?? '').toLowerCase();
/** Two choices, or a yes and a no in words with one or two that leave it open; 0, 1, 2 are steps. */
const isYesNo = (options: readonly SheetRow[]): boolean => options.some((row) => YES.has(named(row))) && options.some((row) => NO.has(named(row)))
  && (options.length === 2 || (options.length <= 4 && !options.some((row) => /^\d+$/.test(named(row)))));

/** The one list of steps with whole points that every choice of the form uses; null where there is none. */
function commonScale(asked: readonly Asked[], notes: ImportNote[]): { points: number; text: Words }[] | null {
  const selects = asked.filter((one) => one.type !== 'text' && one.type !== 'integer');
  const [first] = selects;
  if (!first || selects.length < 2 || selects.some((one) => one.type !== 'select_one' || one.list !== first.list)) return null;
  if (isYesNo(first.options) || !first.options.every((row) => /^(?:[0-9]|10)$/.test(named(row)))) return null;
  return first.options.map((row, index) => ({ points: Number(named(row)), text: wordsOf(row, 'label', (code, what) => notes.push({ sheet: 'choices', row: index + 2, code, what })) ?? { it: named(row), en: named(row) } }))
    .toSorted((one, other) => one.points - other.points);
}

function itemsOf(one: Asked, onScale: boolean, before: number, notes: ImportNote[]): { item: Item; key: string }[] {
  const code = (offset: number): string => `Q${before + offset + 1}`;
  const help = one.help ? { help: one.help } : {};
  if (one.type === 'text' || one.type === 'integer') return [{ key: one.name, item: { code: code(0), text: one.label, ...help, kind: one.type === 'text' ? 'words' : 'number' } }];
  if (one.type === 'select_one' && (onScale || isYesNo(one.options))) return [{ key: one.name, item: { code: code(0), text: one.label, ...help } }];
  notes.push({ sheet: 'survey', row: one.row, code: 'choices-made-questions', what: one.name });
  return one.options.map((row, offset) => {
    const choice = wordsOf(row, 'label', () => undefined) ?? { it: named(row), en: named(row) };
    const text = Object.fromEntries(Object.entries(one.label).map(([language, words]) => [language, `${words} ${choice[language] ?? choice.it}`])) as Words;
    return { key: `${one.name}=${named(row)}`, item: { code: code(offset), text, ...help } };
  });
}

const CONDITION = /^\s*(?:\$\{(?<name>[\w.-]+)\}\s*=\s*(?<quote>['"])(?<value>[^'"]*)\k<quote>|selected\(\s*\$\{(?<of>[\w.-]+)\}\s*,\s*(?<mark>['"])(?<choice>[^'"]*)\k<mark>\s*\))\s*$/;

/** Plain conditions that are a yes to earlier questions, joined all by `and` or all by `or`. Null: any other shape. */
function conditionOf(relevant: string, codeOf: ReadonlyMap<string, string>): Item['showIf'] | null {
  if (relevant.length > 500) return null;
  const [ands, ors] = [relevant.split(/\s+and\s+/i), relevant.split(/\s+or\s+/i)];
  if (ands.length > 1 && ors.length > 1) return null;
  const parts = ands.length > 1 ? ands : ors;
  const codes = parts.map((part) => {
    const { name, value = '', of, choice = '' } = CONDITION.exec(part)?.groups ?? {};
    if (of !== undefined) return codeOf.get(`${of}=${choice.toLowerCase()}`);
    if (name === undefined) return undefined;
    return codeOf.get(`${name}=${value.toLowerCase()}`) ?? (YES.has(value.toLowerCase()) ? codeOf.get(name) : undefined);
  });
  const known = codes.filter((code) => code !== undefined);
  return known.length === codes.length ? { yes: ands.length > 1 ? 'all-of' : 'any-of', codes: known } : null;
}

const inEvery = (item: Item, languages: readonly string[]): Item =>
  ({ ...item, text: Object.fromEntries(languages.map((language) => [language, item.text[language] ?? item.text.it])) as Words });

function scoringOf(scale: { points: number; text: Words }[] | null, items: readonly Item[]): InstrumentContent['scoring'] {
  if (!scale) return { kind: 'presence-list' };
  const highest = Math.max(...scale.map((step) => step.points)) * items.filter((item) => item.kind === undefined).length;
  // A form says how answers are counted and not what a sum means: one band, until whoever holds the source writes the published ones.
  return { kind: 'sum-with-bands', scale, factor: 1, gate: null, critical: [], bands: [{ code: 'to-write', from: 0, to: highest, text: { it: 'Fasce da scrivere dalla fonte', en: 'Bands to be written from the source' } }] };
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
