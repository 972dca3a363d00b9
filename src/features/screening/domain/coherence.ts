import type { CombinationTable, Column, ContextItem, DimensionScoring, Instrument, Item, SumScoring, Test, Words } from '../contract.ts';
import { Column as Columns } from '../contract.ts';
import { holds, subsets } from './combination.ts';
import { scaleOf } from './answers.ts';
import { testsIn } from './condition.ts';
import { criticalOf } from './critical.ts';
import { pointsWithin } from './points.ts';
import { extentOf, extentOfSubscale } from './sum.ts';

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
  'condition-cannot-be': '{item} waits for an answer that {code} cannot have',
  'choices-missing': '{code} is answered by choices and has none',
  'choices-unread': '{code} has choices, limits or a unit that its kind of answer does not read',
  'choice-twice': '{code} has the choice {choice} twice',
  'points-partly': 'some choices of {code} have points and some have none',
  'limits-turned': 'the limits of {code} are the wrong way round, or finer than its decimals',
  'weight-never-counts': '{code} has a weight, and is not answered by yes or no',
  'section-undeclared': '{code} stands under the heading {section}, which is not declared',
  'code-of-sums-twice': 'two headings, subscales or bands are called {code}',
  'critical-cannot-be': 'the critical answer to {code} can never be given',
  'no-sum': 'nothing is summed: neither a total with bands nor a subscale',
  'summed-missing': 'the subscale {subscale} counts {code}, which has no points or no limits',
  'subscale-bands': 'the bands of the subscale {subscale} go from {from} to {to}, its points from {least} to {most}',
} as const;

/** Every kind of incoherence there is. */
export const incoherenceCodes = Object.keys(sentences) as readonly Incoherence['code'][];

const problem = (code: Incoherence['code'], values: Incoherence['values'] = {}): Incoherence => ({ code, values });

/**
 * What an instrument says that cannot be true. The shape is the schema's business; this looks at how the parts fit, because a code misspelt in a table would silently
 * change what answers mean.
 */
export function incoherences(instrument: Instrument): Incoherence[] {
  return [...codeProblems(instrument), ...itemProblems(instrument), ...conditionProblems(instrument), ...languageProblems(instrument), ...criticalProblems(instrument), ...scoringProblems(instrument)];
}

/** The same in sentences, for whoever writes the file. */
export const instrumentProblems = (instrument: Instrument): string[] =>
  incoherences(instrument).map(({ code, values }) => sentences[code].replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place));

function* codeProblems(instrument: Instrument): Generator<Incoherence> {
  if (instrument.status.state === 'in-use' && instrument.items.length === 0) yield problem('no-items');
  const earlier = new Set<string>();
  for (const item of [...instrument.contextItems, ...instrument.items]) {
    if (earlier.has(item.code)) yield problem('code-twice', { code: item.code });
    for (const code of new Set('showIf' in item && item.showIf ? testsIn(item.showIf).map((test) => test.code) : [])) {
      if (!earlier.has(code)) yield problem('shown-too-early', { item: item.code, code });
    }
    earlier.add(item.code);
  }
}

/** What a question says of its own answers. */
function* itemProblems(instrument: Instrument): Generator<Incoherence> {
  const sections = new Set((instrument.sections ?? []).map(({ code }) => code));
  for (const item of instrument.items) {
    const { code, kind, choices = [], limits, decimals } = item;
    const isOfChoices = kind === 'one-of' || kind === 'several-of';
    if (isOfChoices && choices.length === 0) yield problem('choices-missing', { code });
    const unread = [!isOfChoices && item.choices, kind !== 'number' && (limits ?? decimals ?? item.unit), kind !== 'date' && item.partial];
    if (unread.some((part) => part !== undefined && part !== false)) yield problem('choices-unread', { code });
    for (const choice of repeated(choices.map((one) => one.code))) yield problem('choice-twice', { code, choice });
    const scored = choices.filter((choice) => choice.points !== undefined).length;
    if (scored > 0 && scored < choices.length) yield problem('points-partly', { code });
    const edges = [limits?.least, limits?.most].filter((edge) => edge !== undefined);
    if ((limits?.least ?? -Infinity) > (limits?.most ?? Infinity) || edges.some((edge) => Number(edge.toFixed(decimals ?? 0)) !== edge)) yield problem('limits-turned', { code });
    if (item.weight && kind !== undefined) yield problem('weight-never-counts', { code });
    if (item.section !== undefined && !sections.has(item.section)) yield problem('section-undeclared', { code, section: item.section });
  }
}

/** Conditions that wait for what can never be answered, such as a yes where there is a scale. */
function* conditionProblems(instrument: Instrument): Generator<Incoherence> {
  const items = new Map<string, Item | ContextItem>([...instrument.contextItems, ...instrument.items].map((item) => [item.code, item]));
  const scale = scaleOf(instrument);
  const problems = instrument.items.flatMap(({ code, showIf }) => (showIf ? testsIn(showIf) : []).flatMap((test): Incoherence[] => {
    const about = items.get(test.code);
    if (!about || canBe(about, test, scale.length > 0)) return [];
    const isOnScale = 'is' in test && !('columns' in about) && about.kind === undefined;
    return [isOnScale ? problem('condition-on-scale', { code: test.code }) : problem('condition-cannot-be', { item: code, code: test.code })];
  }));
  yield* new Map(problems.map((one) => [JSON.stringify(one), one])).values();
}

function canBe(item: Item | ContextItem, test: Test, isOnScale: boolean): boolean {
  const own = 'columns' in item ? { kind: undefined, choices: undefined } : { kind: item.kind, choices: item.choices };
  const isYesNo = own.kind === undefined && ('columns' in item || !isOnScale);
  if ('is' in test) return test.is === 'answered' || isYesNo;
  if ('chosen' in test) return own.choices?.some((choice) => choice.code === test.chosen) === true;
  return own.kind === 'number' || (own.kind === undefined && !isYesNo) || own.choices?.some((choice) => choice.points !== undefined) === true;
}

function* criticalProblems(instrument: Instrument): Generator<Incoherence> {
  for (const critical of criticalOf(instrument)) {
    const item = instrument.items.find((one) => one.code === critical.item);
    if (!item) yield problem('critical-missing', { code: critical.item });
    else if ('chosen' in critical ? item.choices?.some((choice) => choice.code === critical.chosen) !== true : (pointsWithin(item, scaleOf(instrument))?.most ?? -Infinity) < critical.atLeast) yield problem('critical-cannot-be', { code: critical.item });
  }
}

/** Everything that is said to whoever is asked, under the code by which it is found: a question, or a question and its choice. */
const wordsOf = (instrument: Instrument): { code: string; text: Words }[] => [
  ...instrument.contextItems, ...instrument.items.flatMap((item) => [item, ...(item.choices ?? []).map((choice) => ({ code: `${item.code} ${choice.code}`, text: choice.text }))]),
];

const repeated = (codes: readonly string[]): string[] => [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];

function* languageProblems(instrument: Instrument): Generator<Incoherence> {
  const languages = Object.keys(instrument.languages);
  if (instrument.onlyValidatedLanguages && instrument.status.state === 'in-use' && !Object.values(instrument.languages).some(({ wording }) => wording === 'official')) {
    yield problem('no-validated-language');
  }
  for (const language of ['it', 'en']) {
    if (!languages.includes(language)) yield problem('language-unsaid', { language });
  }
  for (const { code, text } of wordsOf(instrument)) {
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
  const subscales = scoring.subscales ?? [];
  if (scoring.bands.length === 0 && subscales.length === 0) yield problem('no-sum');
  if (scoring.bands.length > 0) {
    const { least, most } = extentOf(instrument, scoring);
    // Where no total can be as low as nothing, bands may begin there all the same, as some sources print them.
    let next = least > 0 && scoring.bands[0]?.from === 0 ? 0 : least;
    for (const band of scoring.bands) {
      if (band.from !== next || band.to < band.from) yield problem('band-gap', { code: band.code, from: String(next) });
      next = band.to + 1;
    }
    if (next !== most + 1) yield problem('bands-end', { from: String(next - 1), to: String(most) });
  }
  for (const twice of repeated([...subscales.map(({ code }) => code), ...(instrument.sections ?? []).map(({ code }) => code)])) yield problem('code-of-sums-twice', { code: twice });
  for (const subscale of subscales) {
    const unsummed = subscale.of.filter(({ item }) => !instrument.items.some((one) => one.code === item && pointsWithin(one, scoring.scale) !== null));
    for (const { item } of unsummed) yield problem('summed-missing', { subscale: subscale.code, code: item });
    const [{ least, most }, first, last] = [extentOfSubscale(instrument, scoring, subscale), subscale.bands[0]?.from ?? 0, subscale.bands.at(-1)?.to ?? 0];
    const isWhole = subscale.bands.every((band, index) => band.to >= band.from && (index === 0 || band.from === (subscale.bands[index - 1]?.to ?? 0) + 1));
    if (unsummed.length === 0 && (!isWhole || first > least || last < most)) yield problem('subscale-bands', { subscale: subscale.code, from: String(first), to: String(last), least: String(least), most: String(most) });
  }
  if (scoring.gate !== null && !instrument.contextItems.some((item) => item.code === scoring.gate)) {
    yield problem('gate-missing', { code: scoring.gate });
  }
}
