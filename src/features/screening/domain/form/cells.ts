import type { Words } from '../../contract.ts';

/** One row of a sheet, by its lower-case heading; empty cells are left out. */
export type SheetRow = Readonly<Record<string, string>>;
export interface FormSheets { readonly survey: readonly SheetRow[]; readonly choices: readonly SheetRow[]; readonly settings: readonly SheetRow[] }

/** What was not taken, and what the draft's author has to know. `row` counts as the spreadsheet does. */
export interface ImportNote { readonly sheet: 'survey' | 'choices' | 'settings'; readonly row: number; readonly code: NoteCode; readonly what: string }
export const noteCodes = [
  'type-not-taken', 'no-type', 'row-disabled', 'repeat-not-taken', 'group-not-closed', 'relevant-not-taken', 'group-relevant-not-taken', 'calculation-not-taken', 'calculation-made-sum', 'calculation-fills-missing', 'constraint-not-taken', 'required-not-kept',
  'filter-not-taken', 'no-label', 'no-such-list', 'list-not-used', 'choice-twice', 'too-many-choices', 'other-added', 'step-not-kept', 'name-twice', 'note-made-help', 'column-not-taken', 'label-without-language', 'language-unknown', 'second-language-copied', 'too-many-questions',
] as const;
export type NoteCode = (typeof noteCodes)[number];
export type Note = (code: NoteCode, what: string) => void;

const KNOWN = ['it', 'en', 'fr', 'es', 'pt', 'de', 'ar', 'bn', 'ur', 'pa', 'hi', 'ta', 'si', 'ne', 'fa', 'ps', 'ku', 'tr', 'ro', 'uk', 'ru', 'pl', 'bg', 'sq', 'sr', 'mk', 'zh', 'tl', 'vi', 'am', 'ti', 'so', 'om', 'sw', 'ha', 'yo', 'ig', 'wo', 'ff', 'bm', 'ln', 'rw'];
/** Names of languages in English, in Italian, in French and in themselves: forms write any of these. */
const codeByName = new Map(KNOWN.flatMap((code) => ['en', 'it', 'fr', code].map((language) => [(new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code).toLowerCase(), code] as const)));

/** The language of a heading, `Italiano (it)`, `it` or `italian`; null where nobody knows which it is. */
function languageOf(written: string): string | null {
  const name = written.trim().toLowerCase();
  const [, inBrackets] = /\(([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\)$/.exec(name) ?? [];
  return inBrackets ?? codeByName.get(name) ?? (/^[a-z]{2,3}(-[a-z0-9]{2,8})?$/.test(name) ? name : null);
}

/**
 * `label::Italiano (it)`, `label::it`, or plain `label`, which is in the form's own language. What Italian or English lacks is filled with the other, and said.
 * @param own the language of headings that name none
 */
export function wordsOf(row: SheetRow, column: string, own: string, note: Note): Words | null {
  const found: Record<string, string> = {};
  for (const [heading, text] of Object.entries(row)) {
    if (heading === column) {
      found[own] ??= text;
      note('label-without-language', text);
      continue;
    }
    const [, named] = new RegExp(`^${column}\\s*::?\\s*(.+)$`).exec(heading) ?? [];
    if (named === undefined) continue;
    const language = languageOf(named);
    if (language === null) note('language-unknown', heading);
    else found[language] = text;
  }
  const [any] = Object.values(found);
  if (any === undefined) return null;
  for (const language of ['it', 'en'] as const) {
    if (found[language] === undefined) note('second-language-copied', language);
  }
  return { ...found, it: found['it'] ?? found['en'] ?? any, en: found['en'] ?? found['it'] ?? any };
}

/** The language that the form says is its own; Italian where it says nothing. */
export const ownLanguage = (settings: readonly SheetRow[]): string => languageOf(settings[0]?.['default_language'] ?? '') ?? 'it';

/** A code out of a name: `In_house 2` is `in-house-2`; null where no letter of it is a plain one. */
export function codeFrom(name: string): string | null {
  const code = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '');
  return code === '' ? null : code;
}

/** The same, and other than those that are taken. */
export function freshCode(name: string, taken: ReadonlySet<string>, otherwise: string): string {
  const wanted = codeFrom(name) ?? otherwise;
  let code = wanted;
  for (let more = 2; taken.has(code); more += 1) code = `${wanted}-${more}`;
  return code;
}

const READ: Record<'survey' | 'choices', readonly string[]> = {
  survey: ['type', 'name', 'label', 'hint', 'relevant', 'constraint', 'required', 'calculation', 'choice_filter', 'parameters', 'disabled', 'appearance'],
  choices: ['list_name', 'list name', 'name', 'value', 'label'],
};

/** Columns with something in them that nothing here reads: said once each. */
export function columnsNotRead(sheet: 'survey' | 'choices', rows: readonly SheetRow[]): ImportNote[] {
  const headings = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...headings].filter((heading) => !READ[sheet].includes(heading.split('::')[0]?.split(':')[0]?.trim() ?? '')).map((what) => ({ sheet, row: 1, code: 'column-not-taken', what }));
}

export const isTrue = (cell: string | undefined): boolean => /^(yes|true|true\(\)|1|sì|si)$/i.test(cell?.trim() ?? '');
