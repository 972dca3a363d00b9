import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instrument, type InstrumentContent } from './contract.ts';
import { instrumentFromForm, type SheetRow } from './domain/xlsform.ts';
import { differencesBetween, evaluate, instrumentMachine, instrumentProblems, weakenings } from './domain.ts';
import { loadInstruments } from './instruments.ts';
import { folder } from './testing/people.ts';

const { find } = await loadInstruments(folder);
const phq = find('phq-9', 1);
const { status: _status, ...content } = phq;
const inUse = (made: InstrumentContent): Instrument => Instrument.parse({ ...made, status: { state: 'in-use' } });
const yesNo: SheetRow[] = [{ list_name: 'yn', name: 'yes', 'label::Italiano (it)': 'Sì', 'label::English (en)': 'Yes' }, { list_name: 'yn', name: 'no', 'label::Italiano (it)': 'No', 'label::English (en)': 'No' }];
const question = (name: string, more: SheetRow = {}): SheetRow => ({ type: 'select_one yn', name, 'label::Italiano (it)': `Domanda ${name}?`, 'label::English (en)': `Question ${name}?`, ...more });
const read = (survey: readonly SheetRow[], choices: readonly SheetRow[] = yesNo, settings: readonly SheetRow[] = []) => instrumentFromForm({ survey, choices, settings }, 'of-ours');

describe('the way of an instrument', () => {
  it('never comes into use without having been read by a second person, wherever a walk leads', () => {
    const moves = Object.keys(instrumentMachine.moves) as (keyof typeof instrumentMachine.moves)[];
    fc.assert(fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 8 }), (walk) => {
      let state: string = instrumentMachine.initial;
      let reviewed = false;
      for (const move of walk) {
        if (!instrumentMachine.moves[move].from.some((one) => one === state)) continue;
        state = instrumentMachine.next(state as 'draft', move, { reason: 'letto voce per voce' });
        reviewed = move === 'review' ? true : move === 'send-back' ? false : reviewed;
        expect(state === 'in-use' && !reviewed).toBe(false);
      }
    }), { numRuns: 60 });
  });
});

describe('a version that the programme makes of the PHQ-9', () => {
  it('may add validated Italian words', () => {
    const italian: InstrumentContent = { ...content, languages: { ...content.languages, it: { wording: 'official', approval: 'not-approved-by-mediator', note: 'Testo validato, caricato dalla psicologa.' } } };
    expect(weakenings(phq, italian)).toEqual([]);
    expect(differencesBetween(content, italian)).toEqual([{ kind: 'language-added', at: 'it', before: 'topic-for-staff', after: 'official' }]);
  });

  it('may not open it to others, lower the age, speak any language, or lose the ninth question', () => {
    const { scoring } = content;
    if (scoring.kind !== 'sum-with-bands') throw new Error('not a sum');
    const kinds = (changed: Partial<InstrumentContent>): string[] => weakenings(phq, { ...content, ...changed }).map(({ kind }) => kind);
    expect(kinds({ whoMayUse: ['psychologist', 'mediator'] })).toEqual(['profession-added']);
    expect(kinds({ minimumAge: 14 })).toEqual(['age-lowered']);
    expect(kinds({ minimumAge: null })).toEqual(['age-lowered']);
    expect(kinds({ onlyValidatedLanguages: false })).toEqual(['languages-opened']);
    expect(kinds({ scoring: { ...scoring, critical: [] } })).toEqual(['protocol-lost']);
    expect(kinds({ scoring: { ...scoring, critical: [{ item: 'P9', atLeast: 2, protocol: 'self-harm' }] } })).toEqual(['protocol-lost']);
    expect(kinds({ items: content.items.slice(0, 8) })).toEqual(['protocol-lost']);
    expect(kinds({ scoring: { kind: 'presence-list' } })).toEqual(['protocol-lost']);
  });

  it('says what differs, item by item, and nothing where nothing does', () => {
    expect(differencesBetween(content, content)).toEqual([]);
    const [first, second, ...rest] = content.items;
    if (!first || !second) throw new Error('no items');
    const changed: InstrumentContent = { ...content, minimumAge: 21, items: [second, { ...first, text: { ...first.text, it: 'Interesse' } }, ...rest.slice(0, -1), { code: 'P10', text: { it: 'Nuova', en: 'New' } }] };
    expect(differencesBetween(content, changed).map(({ kind, at }) => [kind, at])).toEqual([['item-reworded', 'P1 (it)'], ['item-added', 'P10'], ['item-removed', 'P9'], ['item-moved', ''], ['age-changed', '']]);
  });
});

describe('an XLSForm', () => {
  it('becomes questions with a yes or a no, in its languages, with plain conditions', () => {
    const { content: made, notes } = read([question('a'), question('b', { relevant: "${a} = 'yes'" }), question('c', { relevant: "selected(${a}, 'yes') and ${b}='yes'" })], yesNo, [{ form_title: 'Alloggio' }]);
    expect(made).toMatchObject({ title: { it: 'Alloggio' }, scoring: { kind: 'presence-list' }, onlyValidatedLanguages: false });
    expect(made.items.map(({ code, text, showIf }) => [code, text.it, text.en, showIf])).toEqual([
      ['Q1', 'Domanda a?', 'Question a?', undefined], ['Q2', 'Domanda b?', 'Question b?', { yes: 'any-of', codes: ['Q1'] }], ['Q3', 'Domanda c?', 'Question c?', undefined],
    ]);
    // `selected` speaks of a choice that became a question of its own; of a yes or no it is not taken, and said.
    expect(notes.filter(({ code }) => code === 'relevant-not-taken')).toEqual([{ sheet: 'survey', row: 4, code: 'relevant-not-taken', what: "selected(${a}, 'yes') and ${b}='yes'" }]);
    expect(instrumentProblems(inUse(made))).toEqual([]);
  });

  it('makes each choice of select_multiple a question, keeps written answers, and reads a note with what follows', () => {
    const places: SheetRow[] = [{ list_name: 'where', name: 'field', label: 'Campi' }, { list_name: 'where', name: 'shop', label: 'Laboratorio' }];
    const { content: made, notes } = read([
      { type: 'note', name: 'n', label: 'Ora parliamo del lavoro.' }, { type: 'select_multiple where', name: 'work', label: 'Dove lavora?' }, { type: 'text', name: 'words', label: 'Con parole sue', relevant: "selected(${work}, 'shop')" }, { type: 'integer', name: 'hours', label: 'Ore al giorno' },
    ], places);
    expect(made.items.map(({ code, text, kind, help, showIf }) => [code, text.it, kind, help?.it, showIf?.codes])).toEqual([
      ['Q1', 'Dove lavora? Campi', undefined, 'Ora parliamo del lavoro.', undefined], ['Q2', 'Dove lavora? Laboratorio', undefined, 'Ora parliamo del lavoro.', undefined],
      ['Q3', 'Con parole sue', 'words', undefined, ['Q2']], ['Q4', 'Ore al giorno', 'number', undefined, undefined],
    ]);
    expect(new Set(notes.map(({ code }) => code))).toEqual(new Set(['label-without-language', 'second-language-copied', 'note-made-help', 'choices-made-questions']));
    const result = evaluate(inUse(made), { Q1: 'no', Q2: 'yes', Q3: { words: 'Cuce' }, Q4: { number: 10 } }, { column: 'adult' });
    expect(result).toMatchObject({ present: [{ code: 'Q2' }], completeness: { answered: 4, applicable: 4 } });
  });

  it('takes one list of whole points for a scale, and leaves the bands to whoever holds the source', () => {
    const steps: SheetRow[] = [2, 0, 1].map((points) => ({ list_name: 'often', name: String(points), label: `passo ${points}` }));
    const { content: made } = read([{ type: 'select_one often', name: 'x', label: 'X' }, { type: 'select_one often', name: 'y', label: 'Y' }], steps);
    expect(made.scoring).toMatchObject({ kind: 'sum-with-bands', scale: [{ points: 0 }, { points: 1 }, { points: 2 }], bands: [{ code: 'to-write', from: 0, to: 4 }] });
    expect(instrumentProblems(inUse(made))).toEqual([]);
  });

  it('names what it does not take: types, calculations, constraints, conditions that are more than plain', () => {
    const { notes, taken } = read([
      { type: 'geopoint', name: 'g', label: 'Dove' }, question('a', { constraint: '. > 3' }), question('b', { relevant: "${a} = 'yes' and ${a} != 'no'" }), question('c', { relevant: "count-selected(${a}) > 1" }),
      question('d', { relevant: "${a} = 'yes' or ${b} = 'yes' and ${c} = 'yes'" }), { type: 'select_one gone', name: 'e', label: 'E' }, { type: 'text', name: 'f' }, { type: 'calculate', name: 'h', calculation: 'once(1)' },
    ]);
    expect(taken).toBe(4);
    expect(notes.filter(({ sheet }) => sheet === 'survey').map(({ row, code }) => `${row} ${code}`)).toEqual(expect.arrayContaining([
      '2 type-not-taken', '3 constraint-not-taken', '4 relevant-not-taken', '5 relevant-not-taken', '6 relevant-not-taken', '7 no-such-list', '8 no-label', '9 calculation-not-taken', '9 type-not-taken',
    ]));
  });

  it('whatever stands in it, becomes something of the right shape or names its rows, and never runs it', () => {
    const cell = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('select_one yn', 'select_multiple yn', 'text', 'integer', 'note', "${a} = 'yes'", '${', "selected(${a},'yes')", '=1+1', '__proto__', 'constructor'));
    const row = fc.dictionary(fc.constantFrom('type', 'name', 'label', 'label::it', 'label::English (en)', 'relevant', 'hint', 'constraint', 'calculation'), cell, { maxKeys: 7 });
    fc.assert(fc.property(fc.array(row, { maxLength: 8 }), fc.array(row, { maxLength: 4 }), (survey, choices) => {
      const filled = (rows: readonly Record<string, string>[]) => rows.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value.trim() !== '')));
      const { content: made } = read(filled(survey), [...yesNo, ...filled(choices)]);
      expect(Instrument.safeParse({ ...made, status: { state: 'in-use' } }).error?.issues ?? []).toEqual([]);
    }), { numRuns: 150 });
  });
});
