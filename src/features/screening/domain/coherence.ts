import type { CombinationTable, Column, DimensionScoring, Instrument, SumScoring } from '../contract.ts';
import { Column as Columns } from '../contract.ts';
import { holds, subsets } from './combination.ts';
import { highestPoints } from './sum.ts';

/**
 * What an instrument file says that cannot be true, in sentences for whoever writes the file. The shape is the schema's business; this
 * looks at how the parts fit, because a code misspelt in a table would silently change what answers mean.
 */
export function instrumentProblems(instrument: Instrument): string[] {
  return [...codeProblems(instrument), ...languageProblems(instrument), ...scoringProblems(instrument)];
}

function* codeProblems(instrument: Instrument): Generator<string> {
  if (instrument.status.state === 'in-use' && instrument.items.length === 0) yield 'an instrument in use has no items';
  const earlier = new Set<string>();
  for (const item of [...instrument.contextItems, ...instrument.items]) {
    if (earlier.has(item.code)) yield `the code ${item.code} is used twice`;
    for (const code of ('showIf' in item && item.showIf?.codes) || []) {
      if (!earlier.has(code)) yield `${item.code} is shown after ${code}, which is not asked before it`;
    }
    earlier.add(item.code);
  }
}

function* languageProblems(instrument: Instrument): Generator<string> {
  const languages = Object.keys(instrument.languages);
  if (instrument.onlyValidatedLanguages && instrument.status.state === 'in-use' && !Object.values(instrument.languages).some(({ wording }) => wording === 'official')) {
    yield 'the questions may be put in validated languages alone, and there is none';
  }
  for (const language of ['it', 'en']) {
    if (!languages.includes(language)) yield `nothing is said of the language ${language}`;
  }
  for (const { code, text } of [...instrument.contextItems, ...instrument.items]) {
    for (const language of languages) {
      if (!text[language]) yield `${code} has no text in ${language}`;
    }
    for (const language of Object.keys(text)) {
      if (!languages.includes(language)) yield `${code} has a text in ${language}, of which nothing is said`;
    }
  }
}

function* scoringProblems(instrument: Instrument): Generator<string> {
  const { scoring } = instrument;
  if (scoring.kind === 'dimensions') {
    yield* dimensionProblems(instrument, scoring);
    return;
  }
  const groups = scoring.kind === 'presence-list' ? (scoring.groups ?? []).map((group) => group.code) : [];
  for (const item of instrument.items) {
    if (item.weight) yield `${item.code} has a weight that nothing reads`;
    if (item.dimension !== undefined && !groups.includes(item.dimension)) yield `${item.code} stands in ${item.dimension}, which is not declared`;
    if (groups.length > 0 && item.dimension === undefined) yield `${item.code} stands in no group`;
  }
  if (scoring.kind === 'sum-with-bands') yield* sumProblems(instrument, scoring);
  if (scoring.kind === 'any-item-reaches' && !scoring.scale.some((step) => step.points === scoring.atLeast)) yield `no step of the scale has ${scoring.atLeast} points`;
}

function* dimensionProblems(instrument: Instrument, scoring: DimensionScoring): Generator<string> {
  const dimensions = scoring.dimensions.map((dimension) => dimension.code);
  for (const item of instrument.items) {
    if (!item.weight || !item.dimension || !dimensions.includes(item.dimension)) yield `${item.code} needs a weight and a declared dimension`;
    if (item.showIf) yield `${item.code} depends on another answer, which the published rule does not know`;
  }
  for (const column of Columns.options) yield* tableProblems(instrument, scoring.combination[column], column, dimensions);
}

/** Rows must name known facts and never hold together: a combination has one class or none. */
function* tableProblems(instrument: Instrument, table: CombinationTable, column: Column, dimensions: readonly string[]): Generator<string> {
  const facts = [...dimensions, ...instrument.contextItems.filter((item) => item.columns.includes(column)).map((item) => item.code)];
  for (const row of [...table.classes, ...table.reminders]) {
    for (const fact of [...row.positive, ...row.negative, ...(row.anyPositive ?? [])]) {
      if (!facts.includes(fact)) yield `the ${column} table names ${fact}, which does not exist in that column`;
    }
  }
  for (const positive of subsets(facts)) {
    const rows = table.classes.filter((row) => holds(row, new Set(positive)));
    if (rows.length > 1) yield `two rows of the ${column} table hold for ${positive.join(' + ')}`;
  }
}

function* sumProblems(instrument: Instrument, scoring: SumScoring): Generator<string> {
  const items = new Set(instrument.items.map((item) => item.code));
  let next = 0;
  for (const band of scoring.bands) {
    if (band.from !== next || band.to < band.from) yield `the band ${band.code} does not begin at ${next}, or ends before it begins`;
    next = band.to + 1;
  }
  const highest = instrument.items.filter((item) => item.kind === undefined).length * highestPoints(scoring) * scoring.factor;
  if (next !== highest + 1) yield `the bands end at ${next - 1}, the points at ${highest}`;

  for (const { item } of scoring.critical) {
    if (!items.has(item)) yield `the critical item ${item} does not exist`;
  }
  if (scoring.gate !== null && !instrument.contextItems.some((item) => item.code === scoring.gate)) {
    yield `the gate ${scoring.gate} is no context item`;
  }
  const waitedFor = scoring.scale.length > 0 ? instrument.items.flatMap((item) => item.showIf?.codes ?? []) : [];
  for (const code of waitedFor) {
    if (items.has(code)) yield `a condition waits for a yes to ${code}, which has a scale`;
  }
}
