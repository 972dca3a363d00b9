import type { CombinationTable, Column, DimensionScoring, Instrument, SumScoring } from '../contract.ts';
import { Column as Columns } from '../contract.ts';
import { holds, subsets } from './combination.ts';
import { highestPoints } from './sum.ts';

/** One thing that cannot be true: its code is the key of its words, its values fill them. */
export interface Incoherence {
  readonly code: keyof typeof sentences;
  readonly values: Readonly<Record<string, string>>;
}

/** What can be wrong, as whoever writes a file reads it; screens say it in the words of their reader (`screening.incoherent.<code>`). */
const sentences = {
  'no-items': 'an instrument in use has no items',
  'code-twice': 'the code {code} is used twice',
  'shown-too-early': '{item} is shown after {code}, which is not asked before it',
  'no-validated-language': 'the questions may be put in validated languages alone, and there is none',
  'language-unsaid': 'nothing is said of the language {language}',
  'no-text': '{code} has no text in {language}',
  'text-of-unsaid': '{code} has a text in {language}, of which nothing is said',
  'weight-unread': '{code} has a weight that nothing reads',
  'group-undeclared': '{code} stands in {group}, which is not declared',
  'no-group': '{code} stands in no group',
  'no-such-step': 'no step of the scale has {points} points',
  'weight-missing': '{code} needs a weight and a declared dimension',
  'condition-unknown': '{code} depends on another answer, which the published rule does not know',
  'fact-missing': 'the {column} table names {code}, which does not exist in that column',
  'rows-together': 'two rows of the {column} table hold for {what}',
  'band-gap': 'the band {code} does not begin at {from}, or ends before it begins',
  'bands-end': 'the bands end at {from}, the points at {to}',
  'critical-missing': 'the critical item {code} does not exist',
  'gate-missing': 'the gate {code} is no context item',
  'condition-on-scale': 'a condition waits for a yes to {code}, which has a scale',
} as const;

/** Every kind of incoherence there is. */
export const incoherenceCodes = Object.keys(sentences) as readonly Incoherence['code'][];

const problem = (code: Incoherence['code'], values: Incoherence['values'] = {}): Incoherence => ({ code, values });

/**
 * What an instrument says that cannot be true. The shape is the schema's business; this looks at how the parts fit, because a code misspelt in a table would silently
 * change what answers mean.
 */
export function incoherences(instrument: Instrument): Incoherence[] {
  return [...codeProblems(instrument), ...languageProblems(instrument), ...scoringProblems(instrument)];
}

/** The same in sentences, for whoever writes the file. */
export const instrumentProblems = (instrument: Instrument): string[] =>
  incoherences(instrument).map(({ code, values }) => sentences[code].replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place));

function* codeProblems(instrument: Instrument): Generator<Incoherence> {
  if (instrument.status.state === 'in-use' && instrument.items.length === 0) yield problem('no-items');
  const earlier = new Set<string>();
  for (const item of [...instrument.contextItems, ...instrument.items]) {
    if (earlier.has(item.code)) yield problem('code-twice', { code: item.code });
    for (const code of ('showIf' in item && item.showIf?.codes) || []) {
      if (!earlier.has(code)) yield problem('shown-too-early', { item: item.code, code });
    }
    earlier.add(item.code);
  }
}

function* languageProblems(instrument: Instrument): Generator<Incoherence> {
  const languages = Object.keys(instrument.languages);
  if (instrument.onlyValidatedLanguages && instrument.status.state === 'in-use' && !Object.values(instrument.languages).some(({ wording }) => wording === 'official')) {
    yield problem('no-validated-language');
  }
  for (const language of ['it', 'en']) {
    if (!languages.includes(language)) yield problem('language-unsaid', { language });
  }
  for (const { code, text } of [...instrument.contextItems, ...instrument.items]) {
    for (const language of languages) {
      if (!text[language]) yield problem('no-text', { code, language });
    }
    for (const language of Object.keys(text)) {
      if (!languages.includes(language)) yield problem('text-of-unsaid', { code, language });
    }
  }
}

function* scoringProblems(instrument: Instrument): Generator<Incoherence> {
  const { scoring } = instrument;
  if (scoring.kind === 'dimensions') {
    yield* dimensionProblems(instrument, scoring);
    return;
  }
  const groups = scoring.kind === 'presence-list' ? (scoring.groups ?? []).map((group) => group.code) : [];
  for (const item of instrument.items) {
    if (item.weight) yield problem('weight-unread', { code: item.code });
    if (item.dimension !== undefined && !groups.includes(item.dimension)) yield problem('group-undeclared', { code: item.code, group: item.dimension });
    if (groups.length > 0 && item.dimension === undefined) yield problem('no-group', { code: item.code });
  }
  if (scoring.kind === 'sum-with-bands') yield* sumProblems(instrument, scoring);
  if (scoring.kind === 'any-item-reaches' && !scoring.scale.some((step) => step.points === scoring.atLeast)) yield problem('no-such-step', { points: String(scoring.atLeast) });
}

function* dimensionProblems(instrument: Instrument, scoring: DimensionScoring): Generator<Incoherence> {
  const dimensions = scoring.dimensions.map((dimension) => dimension.code);
  for (const item of instrument.items) {
    if (!item.weight || !item.dimension || !dimensions.includes(item.dimension)) yield problem('weight-missing', { code: item.code });
    if (item.showIf) yield problem('condition-unknown', { code: item.code });
  }
  for (const column of Columns.options) yield* tableProblems(instrument, scoring.combination[column], column, dimensions);
}

/** Rows must name known facts and never hold together: a combination has one class or none. */
function* tableProblems(instrument: Instrument, table: CombinationTable, column: Column, dimensions: readonly string[]): Generator<Incoherence> {
  const facts = [...dimensions, ...instrument.contextItems.filter((item) => item.columns.includes(column)).map((item) => item.code)];
  for (const row of [...table.classes, ...table.reminders]) {
    for (const fact of [...row.positive, ...row.negative, ...(row.anyPositive ?? [])]) {
      if (!facts.includes(fact)) yield problem('fact-missing', { column, code: fact });
    }
  }
  for (const positive of subsets(facts)) {
    const rows = table.classes.filter((row) => holds(row, new Set(positive)));
    if (rows.length > 1) yield problem('rows-together', { column, what: positive.join(' + ') });
  }
}

function* sumProblems(instrument: Instrument, scoring: SumScoring): Generator<Incoherence> {
  const items = new Set(instrument.items.map((item) => item.code));
  let next = 0;
  for (const band of scoring.bands) {
    if (band.from !== next || band.to < band.from) yield problem('band-gap', { code: band.code, from: String(next) });
    next = band.to + 1;
  }
  const highest = instrument.items.filter((item) => item.kind === undefined).length * highestPoints(scoring) * scoring.factor;
  if (next !== highest + 1) yield problem('bands-end', { from: String(next - 1), to: String(highest) });

  for (const { item } of scoring.critical) {
    if (!items.has(item)) yield problem('critical-missing', { code: item });
  }
  if (scoring.gate !== null && !instrument.contextItems.some((item) => item.code === scoring.gate)) {
    yield problem('gate-missing', { code: scoring.gate });
  }
  const waitedFor = scoring.scale.length > 0 ? instrument.items.flatMap((item) => item.showIf?.codes ?? []) : [];
  for (const code of waitedFor) {
    if (items.has(code)) yield problem('condition-on-scale', { code });
  }
}
