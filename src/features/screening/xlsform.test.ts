import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instrument, type InstrumentContent } from './contract.ts';
import { formFrom, instrumentFromForm, type SheetRow } from './domain/xlsform.ts';
import { evaluate, instrumentProblems } from './domain.ts';

const inUse = (made: InstrumentContent): Instrument => Instrument.parse({ ...made, status: { state: 'in-use' } });
const list = (name: string, choices: Record<string, string>): SheetRow[] => Object.entries(choices).map(([code, label]) => ({ list_name: name, name: code, 'label::Italiano (it)': label, 'label::English (en)': `${label} (en)` }));
const yesNo = list('yn', { yes: 'Sì', no: 'No' });
const places = list('where', { field: 'Campi', workshop: 'Laboratorio', house_work: 'Casa' });
const often = list('often', { 0: 'Mai', 1: 'A volte', 2: 'Spesso' });
const question = (name: string, more: SheetRow = {}): SheetRow => ({ type: 'select_one yn', name, 'label::Italiano (it)': `Domanda ${name}?`, 'label::English (en)': `Question ${name}?`, ...more });
const read = (survey: readonly SheetRow[], choices: readonly SheetRow[] = yesNo, settings: readonly SheetRow[] = []) => instrumentFromForm({ survey, choices, settings }, 'of-ours');
const notesOf = (survey: readonly SheetRow[], choices?: readonly SheetRow[]): string[] => read(survey, choices).notes.map(({ row, code }) => `${row} ${code}`);
/** The conditions of the questions that are read after `a` (yes or no), `place` (one), `places` (several), `hours` (a number) and `mood` (points). */
function conditionFrom(relevant: string): unknown {
  const { content, notes } = read([
    question('a'), question('place', { type: 'select_one where' }), question('places', { type: 'select_multiple where' }), question('hours', { type: 'integer' }), question('mood', { type: 'select_one often' }), question('last', { relevant }),
  ], [...yesNo, ...places, ...often]);
  expect(notes.every(({ code }) => code === 'relevant-not-taken')).toBe(true);
  expect(instrumentProblems(inUse(content))).toEqual([]);
  return notes.length > 0 ? 'not taken' : content.items.at(-1)?.showIf;
}

describe('the questions of an XLSForm', () => {
  it('are a yes or a no, in its languages, with plain conditions', () => {
    const { content: made, notes, taken } = read([question('a'), question('b', { relevant: "${a} = 'yes'" }), question('c', { relevant: "selected(${a}, 'yes') and ${b}='yes'" })], yesNo, [{ form_title: 'Alloggio' }]);
    expect(made).toMatchObject({ title: { it: 'Alloggio' }, scoring: { kind: 'presence-list' }, onlyValidatedLanguages: false });
    expect(made.items.map(({ code, text, showIf }) => [code, text.it, text.en, showIf])).toEqual([
      ['Q1', 'Domanda a?', 'Question a?', undefined], ['Q2', 'Domanda b?', 'Question b?', { yes: 'any-of', codes: ['Q1'] }], ['Q3', 'Domanda c?', 'Question c?', { yes: 'all-of', codes: ['Q1', 'Q2'] }],
    ]);
    expect([notes, taken]).toEqual([[], 3]);
    expect(instrumentProblems(inUse(made))).toEqual([]);
  });

  it('keep their own choices, one or several; written answers, whole and decimal numbers, days and months', () => {
    const { content: made, notes } = read([
      { type: 'note', name: 'n', label: 'Ora parliamo del lavoro.' }, question('one', { type: 'select_one where' }), question('several', { type: 'select_multiple where' }), question('words', { type: 'text', relevant: "selected(${several}, 'workshop')" }),
      question('hours', { type: 'integer', constraint: '. >= 0 and . <= 24' }), question('pay', { type: 'decimal', constraint: '.>=0' }), question('score', { type: 'range', parameters: 'start=1 end=5 step=1' }),
      question('since', { type: 'date' }), question('arrived', { type: 'date', appearance: 'month-year' }),
    ], places);
    expect(made.items.map(({ kind, limits, decimals, partial, help, showIf, choices }) => ({ kind, limits, decimals, partial, help: help?.it, showIf, choices: choices?.map(({ code, text, points }) => [code, text.it, points]) }))).toMatchObject([
      { kind: 'one-of', help: 'Ora parliamo del lavoro.', choices: [['field', 'Campi', undefined], ['workshop', 'Laboratorio', undefined], ['house-work', 'Casa', undefined]] }, { kind: 'several-of' },
      { kind: 'words', showIf: { how: 'any-of', of: [{ code: 'Q2', chosen: 'workshop' }] } }, { kind: 'number', limits: { least: 0, most: 24 }, decimals: undefined }, { kind: 'number', limits: { least: 0 }, decimals: 3 }, { kind: 'number', limits: { least: 1, most: 5 } },
      { kind: 'date', partial: undefined }, { kind: 'date', partial: true },
    ]);
    expect(new Set(notes.map(({ code }) => code))).toEqual(new Set(['label-without-language', 'second-language-copied', 'note-made-help']));
    const result = evaluate(inUse(made), { Q1: { choice: 'field' }, Q2: { choices: ['house-work', 'workshop'] }, Q3: { words: 'Cuce' }, Q4: { number: 10 }, Q5: { number: 4.5 }, Q8: { day: '2025-03' } }, { column: 'adult' });
    expect(result).toMatchObject({ completeness: { answered: 6, applicable: 8 }, notCounted: [] });
  });

  it('are a yes or a no whatever their choices are called, and what leaves it open is already there; other words are choices of their own', () => {
    const kinds = (choices: readonly SheetRow[]) => read([question('a', { type: 'select_one l' })], choices).content.items[0]?.kind;
    expect(kinds(list('l', { 1: 'Sì', 2: 'No' }))).toBeUndefined();
    expect(kinds(list('l', { y: 'Sì', n: 'No', 98: 'Non so', 99: 'Preferisce non rispondere' }))).toBeUndefined();
    expect(kinds(list('l', { yes: 'Sì', no: 'No', sometimes: 'Qualche volta' }))).toBe('one-of');
    expect(kinds(list('l', { 0: 'Mai', 1: 'Sempre' }))).toBe('one-of');
  });

  it('with “or other” have one choice more, and the words of it', () => {
    const { content: made, notes } = read([question('a', { type: 'select_one where or_other' })], places);
    expect(made.items.map(({ code, kind, text, showIf }) => [code, kind, text.it, showIf])).toEqual([['Q1', 'one-of', 'Domanda a?', undefined], ['Q2', 'words', 'Domanda a? (altro: quale?)', { how: 'any-of', of: [{ code: 'Q1', chosen: 'other' }] }]]);
    expect(made.items[0]?.choices?.at(-1)).toEqual({ code: 'other', text: { it: 'Altro', en: 'Other' } });
    expect(notes.map(({ code }) => code)).toEqual(['other-added']);
  });

  it('stand in their languages, by whatever name these are called, and under the headings of their groups', () => {
    const { content: made } = read([
      { type: 'begin group', name: 'g', 'label::Italiano (it)': 'Il lavoro', 'label::English (en)': 'Work' }, { type: 'text', name: 'a', 'label::Italian': 'Che lavoro?', 'label::english': 'Which work?', 'label::Français (fr)': 'Quel travail ?', 'label::العربية': 'ما العمل؟' },
      { type: 'end group' }, { type: 'text', name: 'b', label: 'What else?' },
    ], [], [{ default_language: 'English (en)' }]);
    expect(made.items.map(({ text, section }) => [text, section])).toEqual([
      [{ it: 'Che lavoro?', en: 'Which work?', fr: 'Quel travail ?', ar: 'ما العمل؟' }, 'work'], [{ it: 'What else?', en: 'What else?', fr: 'What else?', ar: 'What else?' }, undefined],
    ]);
    expect([made.sections, Object.keys(made.languages)]).toEqual([[{ code: 'work', name: { it: 'Il lavoro', en: 'Work' } }], ['it', 'en', 'fr', 'ar']]);
    expect(instrumentProblems(inUse(made))).toEqual([]);
  });

  it('with one list of whole points have a scale, and the bands wait for whoever holds the source', () => {
    const { content: made } = read([{ type: 'select_one often', name: 'x', label: 'X' }, { type: 'select_one often', name: 'y', label: 'Y' }], often.toReversed());
    expect(made.scoring).toMatchObject({ kind: 'sum-with-bands', scale: [{ points: 0 }, { points: 1 }, { points: 2 }], bands: [{ code: 'to-write', from: 0, to: 4 }] });
    expect(instrumentProblems(inUse(made))).toEqual([]);
  });
});

describe('a condition of an XLSForm', () => {
  it.each([
    ["${a} = 'no'", { how: 'any-of', of: [{ code: 'Q1', is: 'no' }] }],
    ["${place} = 'field' or ${place} = \"house_work\"", { how: 'any-of', of: [{ code: 'Q2', chosen: 'field' }, { code: 'Q2', chosen: 'house-work' }] }],
    ["${hours} >= 8 and ${mood} < 2", { how: 'all-of', of: [{ code: 'Q4', compare: 'at-least', to: 8 }, { code: 'Q5', compare: 'below', to: 2 }] }],
    ["8 < ${hours}", { how: 'any-of', of: [{ code: 'Q4', compare: 'above', to: 8 }] }],
    ["not(selected(${places}, 'field'))", { how: 'any-of', of: [{ code: 'Q3', chosen: 'field', not: true }] }],
    ["${place} != 'field'", { how: 'any-of', of: [{ code: 'Q2', chosen: 'field', not: true }] }],
    ["${hours} != ''", { how: 'any-of', of: [{ code: 'Q4', is: 'answered' }] }],
    ["(${a} = 'yes' or ${hours} > 10) and selected(${places}, 'workshop')", { how: 'all-of', of: [{ how: 'any-of', of: [{ code: 'Q1', is: 'yes' }, { code: 'Q4', compare: 'above', to: 10 }] }, { code: 'Q3', chosen: 'workshop' }] }],
    ["not(${a} = 'yes' and ${hours} <= 3)", { how: 'any-of', of: [{ code: 'Q1', is: 'yes', not: true }, { code: 'Q4', compare: 'at-most', to: 3, not: true }] }],
    // A group within a group is written out as the ways that suffice.
    ["${a} = 'yes' and (${hours} > 1 or (${mood} = 2 and ${place} = 'field'))", { how: 'any-of', of: [
      { how: 'all-of', of: [{ code: 'Q1', is: 'yes' }, { code: 'Q4', compare: 'above', to: 1 }] }, { how: 'all-of', of: [{ code: 'Q1', is: 'yes' }, { code: 'Q5', chosen: '2' }, { code: 'Q2', chosen: 'field' }] },
    ] }],
    ['count-selected(${places}) > 1', 'not taken'], ["${gone} = 'yes'", 'not taken'], ["${places} = 'field'", 'not taken'], ["${place} = 'nowhere'", 'not taken'], ['${last} = 1', 'not taken'], ['${hours} + 1 > 3', 'not taken'],
    ["${a} = 'yes' and", 'not taken'], ['${hours} > ${mood}', 'not taken'],
  ])('%s', (relevant, expected) => {
    expect(conditionFrom(relevant)).toEqual(expected);
  });

  it('of a group holds for all that stands in it, beside their own; one that cannot be taken is said where it stands', () => {
    const { content: made, notes } = read([
      question('a'), { type: 'begin group', name: 'g', relevant: "${a} = 'yes'" }, question('b'), question('c', { relevant: "${b} = 'no'" }), { type: 'end group' },
      { type: 'begin group', name: 'h', relevant: 'once(${a})' }, question('d'), question('e', { relevant: "${d} = 'yes'" }), { type: 'end group' },
    ]);
    expect(made.items.map(({ showIf }) => showIf)).toEqual([undefined, { yes: 'any-of', codes: ['Q1'] }, { how: 'all-of', of: [{ code: 'Q1', is: 'yes' }, { code: 'Q2', is: 'no' }] }, undefined, { yes: 'any-of', codes: ['Q4'] }]);
    expect(notes).toEqual([{ sheet: 'survey', row: 7, code: 'group-relevant-not-taken', what: 'once(${a})' }]);
  });

  it('asks what the form would ask, whatever the answers are', () => {
    const { content: made } = read([question('a'), question('hours', { type: 'integer' }), question('b', { relevant: "not(${a} = 'yes') or ${hours} >= 8" }), question('c', { relevant: "${b} != 'yes'" })]);
    const maybe = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
    fc.assert(fc.property(maybe, fc.option(fc.integer({ min: 0, max: 24 }), { nil: null }), maybe, (a, hours, b) => {
      const asked = evaluate(inUse(made), { Q1: a, Q3: b, Q4: 'yes', ...(hours === null ? {} : { Q2: { number: hours } }) }, { column: 'adult' });
      const isBAsked = a !== 'yes' || (hours !== null && hours >= 8);
      const isCAsked = !(isBAsked && b === 'yes');
      expect(asked.completeness.applicable).toBe(2 + Number(isBAsked) + Number(isCAsked));
      // What was said to a question that is no longer asked stands, and is said not to count.
      expect(asked.notCounted).toEqual([...(!isBAsked && b !== 'unknown' ? ['Q3'] : []), ...(isCAsked ? [] : ['Q4'])]);
    }));
  });
});

describe('a sum that an XLSForm calculates', () => {
  const moods = (calculation: string, more: readonly SheetRow[] = []) => read([
    question('a', { type: 'select_one often' }), question('b', { type: 'select_one often' }), question('n', { type: 'integer', constraint: '. >= 0 and . <= 10' }), question('y', { type: 'select_one one' }), question('free', { type: 'integer' }),
    { type: 'calculate', name: 'total', calculation }, ...more,
  ], [...often, ...list('one', { 1: 'Sì', 0: 'No' })]);

  it('is a subscale of its own, with whole factors and what is turned round, and its bands wait for the source', () => {
    const { content: made, notes } = moods('${a} + 2 * ${b} + (3 - ${n}) + ${y}');
    expect(made.scoring).toMatchObject({
      kind: 'sum-with-bands', bands: [], scale: [],
      subscales: [{ code: 'sum-total', plus: 3, of: [{ item: 'Q1', factor: 1 }, { item: 'Q2', factor: 2 }, { item: 'Q3', factor: -1 }, { item: 'Q4', factor: 1 }], bands: [{ code: 'to-write', from: -7, to: 10 }] }],
    });
    expect(notes.map(({ code }) => code)).toEqual(['calculation-made-sum']);
    expect(instrumentProblems(inUse(made))).toEqual([]);
    const result = evaluate(inUse(made), { Q1: { choice: '2' }, Q2: { choice: '1' }, Q3: { number: 4 }, Q4: 'yes' }, { column: 'adult' });
    expect(result).toMatchObject({ subscales: [{ total: { least: 4, most: 4 }, counted: [{ code: 'Q1', points: 2 }, { code: 'Q2', points: 2 }, { code: 'Q3', points: -4 }, { code: 'Q4', points: 1 }] }] });
  });

  it('may be made of earlier sums; a missing answer is never nothing, and the report says so', () => {
    const { content: made, notes } = moods('coalesce(${a}, 0) + ${b}', [{ type: 'calculate', name: 'twice', calculation: '2 * ${total}', 'label::Italiano (it)': 'Doppio', 'label::English (en)': 'Twice' }]);
    expect(notes.map(({ code }) => code)).toEqual(['calculation-made-sum', 'calculation-fills-missing', 'calculation-made-sum', 'calculation-fills-missing']);
    expect(made.scoring).toMatchObject({ subscales: [{ code: 'sum-total' }, { code: 'sum-twice', name: { it: 'Doppio' }, of: [{ item: 'Q1', factor: 2 }, { item: 'Q2', factor: 2 }] }] });
    expect(evaluate(inUse(made), { Q1: { choice: '2' } }, { column: 'adult' })).toMatchObject({ subscales: [{ total: { least: 2, most: 4 }, missing: 1 }, { total: { least: 4, most: 8 } }] });
  });

  it.each(["if(${a} > 1, 1, 0)", '${a} * ${b}', '${a} div 3', '0.5 * ${a}', '${free} + ${a}', "${a} + ${gone}", 'once(1)', '3', ''])('%s is none, and is named', (calculation) => {
    const { content: made, notes } = moods(calculation);
    expect(made.scoring).toEqual({ kind: 'presence-list' });
    expect(notes.map(({ row, code }) => `${row} ${code}`)).toEqual(['7 calculation-not-taken']);
  });
});

describe('what an XLSForm says that a list of questions cannot', () => {
  it('is named row by row: types, filters, constraints, what is obligatory, what is disabled, columns', () => {
    expect(notesOf([
      { type: 'geopoint', name: 'g', label: 'Dove' }, question('a', { constraint: '. > 3' }), question('b', { required: 'yes' }), { type: 'select_one gone', name: 'e', 'label::it': 'E', 'label::en': 'E' }, { type: 'text', name: 'f' }, question('c', { disabled: 'yes' }),
      question('d', { choice_filter: 'place = ${a}' }), question('h', { type: 'integer', constraint: '. > 3 or . < 1' }), question('i', { type: 'integer', constraint: '. > 3 and . < 10', default: '5' }), { name: 'j', 'label::it': 'Senza tipo' }, { type: 'calculate', name: 'h2', calculation: 'once(1)' },
      { type: 'end repeat' }, {}, question('a'), { type: 'begin group', name: 'off', disabled: 'true' }, question('k'), { type: 'end group' },
    ])).toEqual([
      '1 column-not-taken', '2 type-not-taken', '7 row-disabled', '11 no-type', '13 group-not-closed', '16 row-disabled', '17 row-disabled', '3 constraint-not-taken', '4 required-not-kept', '5 no-such-list', '6 no-label', '8 filter-not-taken', '9 constraint-not-taken', '12 calculation-not-taken', '15 name-twice',
    ]);
  });

  it('are questions repeated for each of a household, with all that stands in them', () => {
    expect(notesOf([question('a'), { type: 'begin repeat', name: 'children' }, question('b'), { type: 'begin group', name: 'in' }, question('c'), { type: 'end group' }, { type: 'end repeat' }, question('d')])).toEqual(['3 repeat-not-taken', '4 repeat-not-taken', '5 repeat-not-taken', '6 repeat-not-taken']);
  });

  it('is said of the lists too: one that nothing uses, a choice twice, more than can be shown', () => {
    const many = Array.from({ length: 61 }, (_, index): SheetRow => ({ list_name: 'many', name: `n${index}`, 'label::it': `${index}`, 'label::en': `${index}` }));
    expect(read([question('a')], [...yesNo, ...places, ...list('yn', { yes: 'Sì' }), ...many]).notes.map(({ sheet, row, code }) => `${sheet} ${row} ${code}`)).toEqual(['choices 7 choice-twice', 'choices 8 too-many-choices', 'choices 4 list-not-used']);
  });

  it('holds also where a question stands in more groups than can be read together', () => {
    const many = Array.from({ length: 21 }, (_, index) => question(`p${index}`));
    const long = (how: string): string => many.map(({ name }) => `\${${name}} = 'yes'`).join(how);
    expect(notesOf([...many, question('z', { relevant: long(' or ') }), { type: 'begin group', name: 'g', relevant: "${p0} = 'no'" }, question('y', { relevant: "${p1} = 'no'" }), { type: 'end group' }])).toEqual(['23 relevant-not-taken']);
  });

  /** Notes that say of a row that no question was made of it. */
  const REFUSALS = new Set<string>(['type-not-taken', 'no-type', 'row-disabled', 'repeat-not-taken', 'no-label', 'filter-not-taken', 'no-such-list', 'too-many-questions', 'note-made-help']);

  it('whatever stands in it: every row is taken or named, nothing is thrown, nothing is run, and what comes out has the right shape', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 30 }), fc.constantFrom('select_one yn', 'select_multiple where or_other', 'select_one often', 'text', 'integer', 'decimal', 'range', 'date', 'note', 'calculate', 'begin group', 'end group', 'begin repeat', 'end repeat', 'yes'),
      fc.constantFrom("${a} = 'yes'", '${', "selected(${a},'yes')", '=1+1', '__proto__', 'constructor', '${a} + ${b}', '. >= 0 and . <= 5', "not(${a} = 'x' or (${b} > 3 and ${c} != 1))", '((((((', '----1', 'start=5 end=0 step=0.5'),
    );
    const row = fc.dictionary(fc.constantFrom('type', 'name', 'label', 'label::it', 'label::English (en)', 'relevant', 'hint', 'constraint', 'calculation', 'required', 'parameters', 'choice_filter', 'disabled', 'media::image'), cell, { maxKeys: 8 });
    const named = fc.tuple(row, fc.constantFrom('a', 'b', 'c')).map(([cells, name]) => ({ ...cells, name }));
    fc.assert(fc.property(fc.array(named, { maxLength: 10 }), fc.array(row, { maxLength: 4 }), (survey, choices) => {
      const filled = (rows: readonly Record<string, string>[]) => rows.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value.trim() !== '')));
      const rows = filled(survey);
      const { content: made, notes, taken } = read(rows, [...yesNo, ...places, ...often, ...filled(choices)]);
      expect(Instrument.safeParse({ ...made, status: { state: 'in-use' } }).error?.issues ?? []).toEqual([]);
      // Nothing but an empty list, or a limit that cannot be, keeps the draft from being read second.
      expect(instrumentProblems(inUse(made)).filter((problem) => problem !== 'an instrument in use has no items')).toEqual([]);
      const kindOf = (index: number): string => (rows[index]?.['type'] ?? '').trim().toLowerCase();
      const saidOf = (at: number, codes: ReadonlySet<string>): boolean => notes.some(({ sheet, row: on, code }) => sheet === 'survey' && on === at && codes.has(code));
      const asked = rows.flatMap((_, index) => (/^(begin|end) (group|repeat)$/.test(kindOf(index)) || saidOf(index + 2, REFUSALS) ? [] : [index]));
      const sums = asked.filter((index) => kindOf(index) === 'calculate');
      expect(sums.every((index) => saidOf(index + 2, new Set(['calculation-made-sum', 'calculation-not-taken'])))).toBe(true);
      expect(taken).toBe(asked.length - sums.length);
      expect(made.items.length).toBeGreaterThanOrEqual(taken);
    }), { numRuns: 400 });
  });
});

describe('a list written as an XLSForm and read again', () => {
  const again = (content: InstrumentContent) => read(...(({ survey, choices, settings }) => [survey, choices, settings] as const)(formFrom(content)));
  /** What a form can say of a list. */
  const said = ({ title, items, sections, languages, scoring }: InstrumentContent) => ({
    title: title.it, items, sections, languages: Object.keys(languages),
    sums: scoring.kind === 'sum-with-bands' ? { scale: scoring.scale, subscales: scoring.subscales?.map(({ name, of, plus }) => ({ name, of, plus })) } : scoring.kind,
  });

  it('is the same list: choices, points, limits, headings, conditions and sums', () => {
    const { content } = read([
      { type: 'begin group', name: 'g', 'label::it': 'Il lavoro', 'label::en': 'Work' }, question('a'), question('place', { type: 'select_one where or_other', relevant: "${a} != 'no'", 'hint::it': 'Il più recente', 'hint::en': 'The latest' }), question('many', { type: 'select_multiple where' }), { type: 'end group' },
      question('hours', { type: 'decimal', constraint: '. >= 0 and . <= 24' }), question('when', { type: 'date', appearance: 'month-year' }), question('m1', { type: 'select_one often' }), question('m2', { type: 'select_one seldom' }), question('n', { type: 'integer', constraint: '. >= 0 and . <= 5' }),
      question('last', { type: 'text', relevant: "(${hours} > 8 or selected(${many}, 'field')) and not(${m1} >= 2) and ${place} = 'other' and ${n} != ''" }), { type: 'calculate', name: 'total', calculation: '${m1} + 2 * ${m2} - ${n} + 5', 'label::it': 'Somma', 'label::en': 'Sum' },
    ], [...yesNo, ...places, ...often, ...list('seldom', { 2: 'Mai', 1: 'A volte', 0: 'Spesso' })]);
    expect(content.items).toHaveLength(10);
    expect(formFrom(content).left).toEqual([]);
    const { content: made, notes } = again(content);
    expect(notes.map(({ code }) => code)).toEqual(['calculation-made-sum']);
    expect(said(made)).toEqual(said(content));
  });

  it('is the same whatever form it came from', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const relevant = fc.constantFrom('', "${a} = 'yes'", "not(selected(${b}, 'field')) or ${c} > 3", "${d} != 'x' and (${c} <= 2 or ${a} = 'no')", "${b} = 'shop'", "${e} >= 1", "${c} != ''", '${e} = 1');
    const row = fc.record({ type: fc.constantFrom('select_one yn', 'select_one where', 'select_multiple where or_other', 'select_one often', 'integer', 'decimal', 'date', 'text', 'begin group', 'end group'), name, 'label::it': fc.constantFrom('Uno', 'Due'), 'label::English (en)': fc.constantFrom('One', 'Two'), relevant, constraint: fc.constantFrom('', '. >= 0 and . <= 9') });
    const sums = fc.constantFrom<SheetRow[]>([], [{ type: 'calculate', name: 's', calculation: '${e} + ${c}', label: 'S' }], [{ type: 'calculate', name: 's', calculation: '3 - ${e}', label: 'S' }]);
    fc.assert(fc.property(fc.array(row, { maxLength: 12 }), sums, (rows, more) => {
      const { content } = read([...rows.map((one) => Object.fromEntries(Object.entries(one).filter(([, cell]) => cell !== ''))), ...more], [...yesNo, ...places, ...often]);
      expect(formFrom(content).left.filter(({ what }) => what !== 'total')).toEqual([]);
      const made = said(again(content).content);
      expect(made).toEqual(said(content));
    }), { numRuns: 300 });
  });

  it('says what no form can: points that are alike, a total, what opens a protocol', () => {
    const text = { it: 'parola', en: 'word' };
    const { content } = read([question('a')]);
    const own: InstrumentContent = {
      ...content, items: [{ code: 'A', text, kind: 'one-of', choices: ['x', 'y', 'z'].map((code, index) => ({ code, text, points: index > 0 ? 1 : 0 })) }, { code: 'B', text, showIf: { how: 'any-of', of: [{ code: 'A', compare: 'at-least', to: 1 }] } }],
      scoring: { kind: 'sum-with-bands', scale: [], factor: 1, gate: null, bands: [{ code: 'all', from: 0, to: 2, text }], critical: [{ item: 'A', chosen: 'x', protocol: 'self-harm' }], subscales: [{ code: 'sum-a', name: text, of: [{ item: 'A', factor: 1 }], bands: [{ code: 'all', from: 0, to: 1, text }] }] },
    };
    expect(formFrom(own).left).toEqual([{ at: own.id, what: 'total' }, { at: own.id, what: 'critical' }, { at: 'A', what: 'points' }, { at: 'B', what: 'condition' }, { at: 'sum-a', what: 'sum' }]);
  });
});
