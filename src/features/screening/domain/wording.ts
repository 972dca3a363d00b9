import { machine } from '../../../kernel/machine.ts';
import { type Instrument, type InstrumentContent, Words } from '../contract.ts';

/**
 * A wording of our own questions in another language. It is said to people only once a mediator answers for it who speaks the language and wrote none of it;
 * a correction is a new edition, and what it takes the place of stays readable with the answers that were given to it.
 */
export const wordingMachine = machine({
  states: ['draft', 'proposed', 'approved', 'replaced', 'withdrawn'],
  initial: 'draft',
  moves: {
    propose: { from: ['draft'], to: 'proposed' },
    'take-back': { from: ['proposed'], to: 'draft' },
    'send-back': { from: ['proposed'], to: 'draft', needs: ['reason'] },
    approve: { from: ['proposed'], to: 'approved' },
    replace: { from: ['approved'], to: 'replaced' },
    withdraw: { from: ['draft', 'proposed', 'approved'], to: 'withdrawn', needs: ['reason'] },
  },
});

/** What everything is put from; never worded themselves. */
export const sourceLanguages: readonly string[] = ['it', 'en'];

/** `help` and `heading` are for the colleague who asks: they may be worded, and nothing waits for them. */
export type LineKind = 'prompt' | 'question' | 'help' | 'heading' | 'choice';

/** A sentence of an instrument that can be put in another language. */
export interface Line {
  /** Where it stands in the instrument, by codes: `items.Q1.text`, `scoring.scale.2.text`. */
  readonly key: string;
  readonly kind: LineKind;
  /** Of the question it belongs to. */
  readonly code: string | null;
  readonly it: string;
  readonly en: string;
  readonly isNeeded: boolean;
}

/** Sentences by the key of their line. */
export type Sentences = Readonly<Record<string, string>>;

/**
 * Whether our own words of it may be put in other languages by us: never where only validated languages are asked in, nor where any of its words is official
 * or only says what a question is about. A set in a translation of ours would measure something else under the same name.
 */
export const takesWordings = ({ onlyValidatedLanguages, languages }: Pick<InstrumentContent, 'onlyValidatedLanguages' | 'languages'>): boolean =>
  !onlyValidatedLanguages && Object.values(languages).every(({ wording }) => wording === 'own-short-label');

/** Parts that are written for the team. Of the scoring only the steps are said to anybody. */
const forTheTeam = new Set(['status', 'title', 'intro', 'licence', 'source', 'verified', 'languages']);
const isSaid = ([first = '', second]: readonly string[]): boolean => !forTheTeam.has(first) && (first !== 'scoring' || second === undefined || second === 'scale');

/** What an entry of a list is called wherever it stands: by its code, its points or its value, so that its place in the list does not matter. */
function nameOf(entry: unknown, index: number): string {
  const named = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {};
  const name = ['code', 'points', 'value', 'name'].map((field) => named[field]).find((one) => typeof one === 'string' || typeof one === 'number');
  return name === undefined ? String(index) : String(name);
}

/** The instrument with every sentence that is said to somebody changed by `change`, wherever it stands: parts that come later are met without being named here. */
function withSentences(value: unknown, path: readonly string[], change: (words: Words, path: readonly string[]) => Words): unknown {
  if (!isSaid(path) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry, index) => withSentences(entry, [...path, nameOf(entry, index)], change));
  const words = Words.safeParse(value);
  if (words.success) return change(words.data, path);
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, withSentences(inner, [...path, field], change)]));
}

function kindOf(path: readonly string[]): LineKind {
  const last = path.at(-1);
  if (last === 'help') return 'help';
  if (last === 'name') return 'heading';
  if (path.length === 1) return 'prompt';
  return path.length === 3 && last === 'text' && (path[0] === 'items' || path[0] === 'contextItems') ? 'question' : 'choice';
}

const keyOf = (path: readonly string[]): string => path.join('.');

/** Everything of an instrument that is said to a person, and the help beside it, in the order of the instrument. */
export function linesOf(instrument: InstrumentContent): Line[] {
  const lines: Line[] = [];
  withSentences(instrument, [], (words, path) => {
    const kind = kindOf(path);
    const isOfQuestion = path[0] === 'items' || path[0] === 'contextItems';
    lines.push({ key: keyOf(path), kind, code: isOfQuestion ? path[1] ?? null : null, it: words.it, en: words.en, isNeeded: kind !== 'help' && kind !== 'heading' });
    return words;
  });
  return lines;
}

/** The instrument with sentences of a language that somebody answers for beside its own. */
export function withWording(instrument: Instrument, language: string, sentences: Sentences, note: string): Instrument {
  const worded = withSentences(instrument, [], (words, path) => {
    const said = sentences[keyOf(path)];
    return said === undefined ? words : { ...words, [language]: said };
  });
  return { ...(worded as Instrument), languages: { ...instrument.languages, [language]: { wording: 'own-short-label', approval: 'approved-by-mediator', note } } };
}

/** How many of the sentences that must stand do. */
export function wordedOf(lines: readonly Line[], sentences: Sentences): { readonly worded: number; readonly needed: number } {
  const needed = lines.filter(({ isNeeded }) => isNeeded);
  return { worded: needed.filter(({ key }) => (sentences[key] ?? '').trim() !== '').length, needed: needed.length };
}

/** Whether a sentence says what another says, in both languages it is put from. */
const isSame = (one: Line, other: Line): boolean => one.it.trim() === other.it.trim() && one.en.trim() === other.en.trim();

/**
 * What of a wording still holds for another version of the instrument: the sentences whose Italian and English are the same, also under another code. They are
 * proposed, not approved: beside other questions the same sentence may sound otherwise.
 * @returns `redo`: the lines of the new version that have none, those that nothing stood for before included
 */
export function carriedOver(before: InstrumentContent, after: InstrumentContent, sentences: Sentences): { readonly sentences: Sentences; readonly same: string[]; readonly redo: string[] } {
  const earlier = linesOf(before).filter(({ key }) => sentences[key] !== undefined);
  const found = linesOf(after).map((line) => {
    const fits = earlier.filter((one) => one.kind === line.kind && isSame(one, line));
    const source = fits.find(({ key }) => key === line.key) ?? fits[0];
    return { line, said: source && sentences[source.key] };
  });
  const carried = found.flatMap(({ line, said }) => (said === undefined ? [] : [[line.key, said] as const]));
  return { sentences: Object.fromEntries(carried), same: carried.map(([key]) => key), redo: found.flatMap(({ line, said }) => (said === undefined && line.isNeeded ? [line.key] : [])) };
}

export interface TableLine {
  /** Row of the spreadsheet, counted from 1. */
  readonly row: number;
  readonly key: string;
  readonly italian: string;
  readonly words: string;
}

/** `source-differs`: the Italian in the table is not what stands here now, so the sentence may be one of another version. */
export type TableNote = 'unknown-code' | 'twice' | 'source-differs' | 'too-long';

export interface TableRead {
  readonly sentences: Sentences;
  readonly notes: readonly { readonly row: number; readonly code: TableNote; readonly what: string }[];
}

export const LONGEST_SENTENCE = 2_000;

/** What a translator's table brings: only sentences of this version, row by row what is not taken. Empty cells take nothing away. */
export function sentencesFrom(lines: readonly Line[], rows: readonly TableLine[]): TableRead {
  const known = new Map(lines.map((line) => [line.key, line]));
  const sentences: Record<string, string> = {};
  const notes: { row: number; code: TableNote; what: string }[] = [];
  for (const { row, key, italian, words } of rows) {
    const line = known.get(key);
    const said = words.trim();
    const refused: TableNote | null = !line ? 'unknown-code' : said === '' ? null : said.length > LONGEST_SENTENCE ? 'too-long' : italian.trim() !== line.it.trim() ? 'source-differs' : key in sentences ? 'twice' : null;
    if (refused) notes.push({ row, code: refused, what: key });
    else if (said !== '') sentences[key] = said;
  }
  return { sentences, notes };
}
